"""The quantity grammar: one small module for each part of a quantity expression, composed by the quantities stage."""
