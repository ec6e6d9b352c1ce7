"""Ages without their unit: "aged 50", "children under 12", "aged 5, 7 and 10"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.quantity.amounts import Amount
from pipeline.quantity.grid import Grid
from pipeline.quantity.nouns import looks_plural
from pipeline.quantity.ranges import connector
from pipeline.vocabulary.quantity_rows import word_class

AGE_BOUNDS = ("under", "over", "above", "below")
"""Bounds that make a bare number after persons an age: "anyone under 18 or over 65"."""


def bare_age(grid: Grid, amount: Amount) -> Amount | None:
    """Such as "aged 50", "the age of 21", "John Smith, 65, said", "who was 10": an age without its unit."""
    if amount.grouped or amount.scaled or amount.places or not 0 < amount.value <= 120 or amount.kind is not None:
        return None
    first, after = amount.first, grid.word(amount.last + 1)
    before, second, third = grid.word(first - 1), grid.word(first - 2), grid.word(first - 3)
    led = before in word_class("age_leader") or (second, before) in (("age", "of"), ("ages", "of"), ("age", "to"))
    ends = after in (",", ".", ";", ")", "by", "when", "in", "and", "at", "")
    person = (
        before in ("is", "was", "be", "are", "were", "'s")
        and ends
        and (second in ("he", "she", "who") or (third in ("he", "she", "who") and second in ("will", "would")))
    )
    named = grid.text(first - 2)[:1].isupper() or second in word_class("person_noun")
    apposed = before == "," == after and named and grid.text(first - 2).isalpha()
    bounded = before in AGE_BOUNDS and second in word_class("aged_noun")
    bounded = bounded or (before in AGE_BOUNDS and second == "or" and grid.word(first - 4) in AGE_BOUNDS)
    led = led or (bounded and not looks_plural(grid, amount.last + 1))
    opens = (before, after, grid.word(amount.last + 2)) in (("at", ",", "he"), ("at", ",", "she"))
    if not (led or person or opens or (apposed and 10 <= amount.value <= 110 and not amount.spelled)):
        return None
    return replace(amount, kind="measure", unit="year", dimension="time", rule="age")


def age_in_list(grid: Grid, amount: Amount, before: Sequence[Amount]) -> Amount | None:
    """Such as "aged 5, 7 and 10": an age after another."""
    if not before or before[-1].rule != "age" or amount.places != 0 or amount.grouped or not 0 < amount.value <= 120:
        return None
    if connector(grid, before[-1], amount) not in (",", "and", "or"):
        return None
    return replace(amount, kind="measure", unit=before[-1].unit, dimension="time", rule="age")
