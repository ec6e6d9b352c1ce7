"""Numbers with their unit in the same token: "38C" in a heatwave, 6'2" of a person, "N500bn" in Nigeria."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from pipeline.quantity.amounts import Amount, sign_before, with_unit
from pipeline.quantity.grid import DASHES, GLUED, SPACE, Grid
from pipeline.quantity.lexicon import glued_scales, money_signs, scales, unit_named
from pipeline.quantity.numerals import read_digits, shifted, to_decimal
from pipeline.vocabulary.quantity_rows import word_class

HEIGHT = re.compile(r"([3-8])['’′]([0-9]|1[01])")

FEET = re.compile(r"([3-8])ft([0-9]|1[01])")

STONE = re.compile(r"([1-9][0-9]?)st")

HOURS = re.compile(r"([0-9]|1[0-2])[hH]([0-5][0-9])")

GROUP = re.compile(r"([1-9][0-9])s")

DEGREES = re.compile(r"([0-9]{1,3}(?:\.[0-9])?)(?:C|F)")

NEAR_HEAT = 20
"""Tokens before and after a number at most among which a word of heat makes its "C" a degree."""


def places_of(value: Decimal) -> int:
    """The decimals that `value` is written with."""
    return len(format(value, "f").partition(".")[2])


def read_marked(grid: Grid, at: int) -> Amount | None:
    """The amount that the token at `at` is with its unit, by the first form that fits."""
    forms = (read_degrees, read_height, read_stone, read_hours, read_age_group, read_lettered)
    return next((amount for form in forms if (amount := form(grid, at)) is not None), None)


def read_height(grid: Grid, at: int) -> Amount | None:
    """Such as "6'2" of a person: feet and inches in one token."""
    match = HEIGHT.fullmatch(grid.texts[at]) or FEET.fullmatch(grid.texts[at])
    if match is None:
        return None
    value = to_decimal(Fraction(match[1]) + Fraction(match[2]) / 12, 4)
    last = at + (grid.text(at + 1) in ('"', "”", "″", "in", "ins") and grid.gap(at + 1) == GLUED)
    return Amount(at, last, at, at, value, places_of(value), "measure", "foot", dimension="length",
                  rule="feet and inches")  # fmt: skip


def _is_signed(grid: Grid, at: int) -> bool:
    """Whether the token is a letter glued to a number with a minus sign before it: "-5C"."""
    signed = grid.text(at - 1) in DASHES and grid.gap(at - 1) != GLUED == grid.gap(at)
    return signed and DEGREES.fullmatch(grid.texts[at]) is not None


def read_stone(grid: Grid, at: int) -> Amount | None:
    """Such as "12st": a weight, where the ending makes no ordinal of the number."""
    match = STONE.fullmatch(grid.texts[at])
    if match is None or (match[1][-1] == "1" and match[1] != "11"):
        return None
    return with_unit(Amount(at, at, at, at, Decimal(match[1]), 0), unit_named("stone"), "measure")


def read_hours(grid: Grid, at: int) -> Amount | None:
    """Such as "1h30", "2h05m": hours and minutes in one token; a time of the day where "at" or the like leads it."""
    match = HOURS.fullmatch(grid.texts[at])
    if match is None or grid.word(at - 1) in word_class("clock_leader"):
        return None
    last = at + (grid.text(at + 1) in ("m", "min", "mins") and grid.gap(at + 1) == GLUED)
    minutes = int(match[1]) * 60 + int(match[2])
    hours = to_decimal(Fraction(minutes, 60), 4)
    whole = Fraction(hours) * 60 == minutes
    unit, value = ("hour", hours) if whole else ("minute", Decimal(minutes))
    return with_unit(Amount(at, last, at, last, value, places_of(value)), unit_named(unit), "measure")


def read_age_group(grid: Grid, at: int) -> Amount | None:
    """Such as "the over-65s", "under-16s": all persons above or below an age; a team with a capital ("Under-21s")."""
    match, cue = GROUP.fullmatch(grid.texts[at]), at - 1 - grid.glued_dash(at - 1)
    comparator = {"over": ">", "under": "<"}.get(grid.text(cue).lower())
    named = grid.text(cue)[:1].isupper() and grid.same_sentence(cue - 1, cue)
    if match is None or comparator is None or named:
        return None
    amount = with_unit(Amount(at, at, at, at, Decimal(match[1]), 0), unit_named("year"), "age")
    return amount._replace(kind="measure", comparator=comparator, cue_first=cue, cue_last=cue)


def read_lettered(grid: Grid, at: int) -> Amount | None:
    """Such as "N500bn", "K2.5 million", "P1,500": a letter for a currency before a number of size, else a name."""
    money, after = money_signs().get(grid.texts[at][0]), at + 1
    read = read_digits(grid.texts[at][1:]) if money and money.loose else None
    if money is None or read is None:
        return None
    glued = glued_scales().get(grid.text(after)) if grid.gap(after) == GLUED else None
    exponent = glued or (scales().get(grid.word(after)) if grid.gap(after) == SPACE else None) or 0
    if not exponent and "," not in grid.texts[at]:
        return None
    last = at + bool(exponent)
    value, places = shifted(read[0], exponent), read[1] - exponent
    return Amount(at, last, at, last, value, places, "money", money.code, scaled=exponent > 0, grouped=True,
                  sign_first=at, scale=exponent, rule="money")  # fmt: skip


def read_degrees(grid: Grid, at: int) -> Amount | None:
    """Such as "30C" where the sentence speaks of heat; elsewhere a letter glued to a number names a thing."""
    match = DEGREES.fullmatch(grid.texts[at])
    if match is None:
        return None
    sentence = grid.sentences[at]
    near = [i for i in range(max(0, at - NEAR_HEAT), min(grid.size, at + NEAR_HEAT)) if grid.sentences[i] == sentence]
    if not any(grid.lower[i] in word_class("heat_word") or _is_signed(grid, i) for i in near):
        return None
    unit = unit_named("degree celsius" if grid.texts[at].endswith("C") else "degree fahrenheit")
    number = Decimal(match[1])
    places = len(match[1].partition(".")[2])
    amount = Amount(at, at, at, at, number, places)
    return sign_before(grid, with_unit(amount, unit, unit.kind), 0)
