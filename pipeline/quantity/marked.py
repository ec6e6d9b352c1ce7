"""Numbers whose unit is in the same token: "38C" in a heatwave, 6'2" of a person."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from pipeline.quantity.amounts import Amount, sign_before, with_unit
from pipeline.quantity.grid import GLUED, Grid
from pipeline.quantity.lexicon import unit_named
from pipeline.quantity.numerals import to_decimal
from pipeline.vocabulary.quantity_rows import word_class

HEIGHT = re.compile(r"([3-8])['’′]([0-9]|1[01])")

DEGREES = re.compile(r"([0-9]{1,3}(?:\.[0-9])?)(?:C|F)")

NEAR_HEAT = 20
"""Tokens before and after a number at most among which a word of heat makes its "C" a degree."""


def read_height(grid: Grid, at: int) -> Amount | None:
    """Such as "6'2" of a person: feet and inches in one token."""
    match = HEIGHT.fullmatch(grid.texts[at])
    if match is None:
        return None
    value = to_decimal(Fraction(match[1]) + Fraction(match[2]) / 12, 4)
    last = at + (grid.text(at + 1) in ('"', "”", "″") and grid.gap(at + 1) == GLUED)
    return Amount(at, last, at, at, value, len(format(value, "f").partition(".")[2]), "measure", "foot",
                  dimension="length", rule="feet and inches")  # fmt: skip


def read_degrees(grid: Grid, at: int) -> Amount | None:
    """Such as "30C" where the sentence speaks of heat; elsewhere a letter glued to a number names a thing."""
    match = DEGREES.fullmatch(grid.texts[at])
    if match is None:
        return None
    sentence = grid.sentences[at]
    near = range(max(0, at - NEAR_HEAT), min(grid.size, at + NEAR_HEAT))
    if not any(grid.lower[i] in word_class("heat_word") and grid.sentences[i] == sentence for i in near):
        return None
    unit = unit_named("degree celsius" if grid.texts[at].endswith("C") else "degree fahrenheit")
    number = Decimal(match[1])
    places = len(match[1].partition(".")[2])
    amount = Amount(at, at, at, at, number, places)
    return sign_before(grid, with_unit(amount, unit, unit.kind), 0)
