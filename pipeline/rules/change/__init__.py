"""How a concept moved, and what the number is of that movement: the slot `change`."""
