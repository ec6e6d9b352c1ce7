"""What is measured: the slot `concept`."""
