"""Of whom a concept is measured, and with whom: the slots `entity` and `counterparty`."""
