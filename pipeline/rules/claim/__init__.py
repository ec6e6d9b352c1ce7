"""Who says so, and how sure it is: the slots `attribution` and `scenario`."""
