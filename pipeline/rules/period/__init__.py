"""When a value holds: the slot `period`."""
