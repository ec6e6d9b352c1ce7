"""Nouns and units that a number leaves out: counted nouns, "10 of its 27 plants", levels of an index, "… cents … 74"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.quantity.amounts import Amount
from pipeline.quantity.grid import DASHES, GLUED, LINE, Grid
from pipeline.quantity.nouns import looks_plural, noun_after, singular
from pipeline.vocabulary.quantity_rows import word_class

CLOSE = 20
"""An elided unit goes on over numbers up to this many times larger or smaller."""


def count_nouns(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts, bare ones with the noun that they count where it stands right after them."""
    return [_counted(grid, amount) if amount.kind is None else amount for amount in amounts]


def _counted(grid: Grid, amount: Amount) -> Amount:
    at = amount.last + 1
    if amount.places is not None and amount.places > 0 and not amount.scaled:
        return amount
    hyphen = grid.text(at) in DASHES and grid.gap(at) == GLUED == grid.gap(at + 1)
    if hyphen and grid.text(at + 1)[:1].isalpha():
        return replace(amount, kind="count", unit=singular(grid.lower[at + 1]), noun_first=at + 1, noun_last=at + 1,
                       last=at + 1, rule="hyphened noun")  # fmt: skip
    if at >= grid.size or grid.gap(at) > LINE:
        return amount
    if grid.word(at) == "more" and grid.word(at + 1) != "than":
        found = noun_after(grid, at + 1, single=amount.value == 1)
    else:
        found = noun_after(grid, at, single=amount.value == 1)
    if found is None:
        return amount
    first, last = found
    return replace(amount, kind="count", unit=singular(grid.lower[last]), noun_first=first, noun_last=last, last=last,
                   rule="counted noun")  # fmt: skip


def fill_elided(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts, those still bare with the unit that the sentence gives: each one that stays bare is a count."""
    filled: list[Amount] = []
    for index, amount in enumerate(amounts):
        if amount.kind is None:
            amount = (
                _of_which(grid, amount, amounts)
                or _index_level(grid, amount, filled)
                or _as_before(grid, amount, filled)
                or _as_after(grid, amount, amounts[index + 1 :])
                or _subject(grid, amount)
                or amount
            )
        filled.append(amount)
    return filled


def _of_which(grid: Grid, amount: Amount, amounts: Sequence[Amount]) -> Amount | None:
    """ "10 of its 27 plants", "39 out of 65", "two of Smith's deputies": the noun after "of"."""
    at = amount.last + 1
    at += (grid.word(at), grid.word(at + 1)) == ("out", "of")
    if grid.word(at) != "of" or grid.gap(at) > LINE:
        return None
    for other in amounts:
        if at < other.first <= at + 3 and other.noun_last is not None:
            return _named(amount, other.unit, "of which")
    start = at + 1
    while grid.word(start) in word_class("determiner") or grid.word(start) in ("'s", "’s"):
        start += 1
    found = noun_after(grid, start) if start < grid.size else None
    return _named(amount, singular(grid.lower[found[1]]), "of which") if found else None


def _named(amount: Amount, unit: str | None, rule: str) -> Amount:
    return replace(amount, kind="count", unit=unit, rule=rule)


def _index_level(grid: Grid, amount: Amount, before: Sequence[Amount]) -> Amount | None:
    """ "15 points higher at 4,751": a level of an index, in points."""
    if not (amount.grouped or amount.places) or amount.scaled or grid.word(amount.first - 1) not in ("at", "to", "of"):
        return None
    sentence = grid.sentences[amount.first]
    points = any(a.unit == "point" and grid.sentences[a.first] == sentence for a in before)
    if not points:
        words = range(max(0, amount.first - 25), amount.first)
        points = any(grid.lower[i] in word_class("index_word") and grid.sentences[i] == sentence for i in words)
    if not points:
        return None
    return replace(amount, kind="measure", unit="point", dimension="index", rule="index level")


def _as_before(grid: Grid, amount: Amount, before: Sequence[Amount]) -> Amount | None:
    """The unit of the amount before it in the sentence, where the sizes are alike: "84.75 cents … 74.07"."""
    sentence = grid.sentences[amount.first]
    for other in reversed(before):
        if grid.sentences[other.first] != sentence:
            return None
        if other.kind in (None, "multiple") or other.dimension == "time":
            continue
        if other.kind == "count":
            return _named(amount, other.unit, "as before") if other.unit and amount.places == 0 else None
        shown = other.value.scaleb(-other.shift)
        alike = (
            not other.scaled and 0 < abs(amount.value) <= abs(shown) * CLOSE and abs(shown) <= abs(amount.value) * CLOSE
        )
        if (
            not alike
            or amount.scaled
            or amount.spelled
            or (other.kind == "money" and not amount.places and not amount.grouped)
        ):
            return None
        places = None if amount.places is None else amount.places - other.shift
        return replace(amount, value=amount.value.scaleb(other.shift), places=places, kind=other.kind, unit=other.unit,
                       dimension=other.dimension, rule="as before")  # fmt: skip
    return None


def _as_after(grid: Grid, amount: Amount, after: Sequence[Amount]) -> Amount | None:
    """The noun of the next count in the sentence: "from 155,000 to 110,000 staff"."""
    if not after or grid.sentences[after[0].first] != grid.sentences[amount.first]:
        return None
    other = after[0]
    if other.kind != "count" or other.noun_last is None or not amount.places == 0:
        return None
    if other.first - amount.last > 3:
        return None
    return _named(amount, other.unit, "as after")


def _subject(grid: Grid, amount: Amount) -> Amount | None:
    """The plural noun before the verb: "sales will hit 200,000"."""
    if amount.places != 0 and not amount.scaled:
        return None
    sentence = grid.sentences[amount.first]
    for at in range(amount.first - 1, max(amount.first - 10, -1), -1):
        if grid.sentences[at] != sentence or grid.texts[at] in ".;:()":
            return None
        if looks_plural(grid, at) and grid.lower[at] not in word_class("mover"):
            return _named(amount, singular(grid.lower[at]), "subject")
    return None
