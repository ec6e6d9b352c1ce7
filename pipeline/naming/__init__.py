"""How names are found, labelled, brought together and referred back to; the entities stage composes these steps."""
