"""What other marks around a bare number say it is: sizes before its noun, primes, conversions, "a player or two"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.quantity.amounts import Amount, with_unit
from pipeline.quantity.grid import DASHES, GLUED, SPACE, Grid
from pipeline.quantity.lexicon import bounds_before, unit_symbols, unit_words
from pipeline.quantity.named_units import unit_at
from pipeline.quantity.nouns import noun_after, singular
from pipeline.vocabulary.quantity_rows import word_class

PRIMES = {"'": "foot", "’": "foot", '"': "inch", "”": "inch"}
"""Marks after digits that may be a prime, and the unit that they then are."""


def named(amount: Amount, unit: str | None, rule: str) -> Amount:
    """The amount as a count of that noun."""
    return amount._replace(kind="count", unit=unit, rule=rule)


def harmed(grid: Grid, amount: Amount) -> Amount | None:
    """Such as "12 dead", "30 others were hurt", "killed 14": persons, whom no noun names."""
    at = amount.last + 1
    at += grid.word(at) in ("others", "more")
    at += grid.word(at) in ("were", "are", "was", "people", "remain", "remained")
    after = grid.word(at) in word_class("harmed_word")
    bound = bounds_before().ending(grid.lower, amount.first - 1)
    before = grid.word(amount.first - 1 - (bound[1] if bound else 0)) in word_class("harming_verb")
    if not (after or before) or amount.places != 0 or grid.gap(amount.last + 1) == GLUED != grid.gap(at):
        return None
    return named(amount, "person", "harmed")


def or_two(grid: Grid, amount: Amount) -> Amount | None:
    """Such as "another player or two": the noun stands before."""
    at = amount.first - 2
    if not amount.spelled or grid.word(at + 1) != "or" or grid.word(at - 1) not in ("a", "an", "another", "one"):
        return None
    if not grid.text(at).isalpha() or not grid.near(amount.first) or (grid.tag(at) or "NN") not in ("NN", "NNP"):
        return None
    unit = unit_words().starting([grid.lower[at]], 0)
    if unit:
        return with_unit(amount, unit[0], "noun before")
    return named(amount, grid.lower[at], "noun before")


def sized(grid: Grid, amount: Amount) -> Amount | None:
    """Such as "four 500 ml bottles", "two 10-year bonds": a size stands between number and noun."""
    at = amount.last + 1
    whole = amount.high is None and (amount.scaled or not amount.places)
    if not whole or not grid.text(at)[:1].isdigit() or grid.gap(at) > SPACE:
        return None
    at += 1
    at += grid.text(at) in DASHES
    unit = unit_at(grid, at) or unit_symbols().starting(grid.texts, at)
    found = noun_after(grid, at + unit[1]) if unit else None
    people = found is not None and grid.lower[found[1]] == "olds"
    return named(amount, singular(grid.lower[found[1]]), "sized noun") if found and not people else None


def primed(grid: Grid, amount: Amount) -> Amount | None:
    """Such as "30' long", "an altitude of 30'": the prime is a foot, the double one an inch, where a size is said."""
    at = amount.last + 1
    name = PRIMES.get(grid.text(at)) if grid.gap(at) in (GLUED, SPACE) and not amount.spelled else None
    sized = grid.word(at + 1) in word_class("size_word") or (
        grid.gap(at) == GLUED
        and grid.word(amount.first - 1) in ("of", "is", "was")
        and grid.word(amount.first - 2) in word_class("size_word")
    )
    if name is None or not sized:
        return None
    return amount._replace(last=at, kind="measure", unit=name, dimension="length", rule="prime")


def converted(grid: Grid, amount: Amount, before: Sequence[Amount], after: Sequence[Amount]) -> Amount | None:
    """Such as "¥2m ($18,000) for one and 3,000,000 ($27,000) for the other": its conversion says it is money too."""
    if not (amount.grouped or amount.scaled) or not after or not _is_conversion(grid, amount, after[0]):
        return None
    for main, other in pairwise(before):
        if _is_conversion(grid, main, other) and main.kind == "money" and other.unit == after[0].unit != main.unit:
            return amount._replace(kind="money", unit=main.unit, rule="converted")
    return None


def _is_conversion(grid: Grid, main: Amount, other: Amount) -> bool:
    return other.kind == "money" and other.first == main.last + 2 and grid.text(main.last + 1) == "("


def points_of_rate(grid: Grid, amount: Amount, after: Sequence[Amount]) -> Amount:
    """Such as "raised by two points to 21%": the points of what arrives at a percentage are percentage points."""
    arrives = any(grid.word(other.first - 1) == "to" and other.unit == "percent" for other in after)
    if amount.unit != "point" or not arrives or after[0].first != amount.last + 2:
        return amount
    return amount._replace(kind="percent", unit="percentage_point", dimension="", rule="points of a rate")
