"""What cannot be true together: facts -> findings. It never edits a fact. docs/audit.md has every check.

`pipeline.audit.intervals` stands by itself: it needs nothing of the rest.
"""
