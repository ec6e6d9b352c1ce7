"""Bare numbers that are levels: of an index in points, of a currency in another."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.quantity.amounts import Amount
from pipeline.quantity.context import meant_by
from pipeline.quantity.grid import Grid
from pipeline.quantity.lexicon import money_words
from pipeline.vocabulary.quantity_rows import word_class


def index_level(grid: Grid, amount: Amount, before: Sequence[Amount]) -> Amount | None:
    """Such as "15 points higher at 4,751", "the index fell to 92 from 95": a level of an index, in points."""
    lead, plain = grid.word(amount.first - 1), not (amount.grouped or amount.places)
    if amount.scaled or (plain and (amount.spelled or not _has_index_before(grid, amount))):
        return None
    leads = lead in ("at", "to", "of", "(", "through") or (plain and lead in ("from", "was", "is"))
    if not leads and not _moves_level(grid, amount):
        return None
    told = any(other.unit == "point" and grid.same_sentence(other.first, amount.first) for other in before)
    if not (told or word_class("index_word") & {*grid.beside(amount.first, 25)} or _next_point(grid, amount)):
        return None
    return amount._replace(kind="measure", unit="point", dimension="index", rule="index level")


def _has_index_before(grid: Grid, amount: Amount) -> bool:
    """Whether the sentence spoke of an index, and of nothing else that is counted since."""
    since = grid.beside(amount.first, REACH)
    at = max((i for i, word in enumerate(since) if word == "index"), default=-1)
    return at >= 0 and not set(since[at:]) & {"companies", "firms", "shares"}


REACH = 12
"""So many words before a level its index may stand."""


def _moves_level(grid: Grid, amount: Amount) -> bool:
    """Such as "closed up 12.5 at 4,879": so many points behind a mover, and the level that they lead to."""
    level = grid.text(amount.last + 2)
    leads = grid.word(amount.last + 1) in ("at", "to") and level[:1].isdigit() and "," in level
    return leads and grid.word(amount.first - 1) in word_class("mover")


def _next_point(grid: Grid, amount: Amount) -> bool:
    """Such as "(16,369.03 up 58.06 points)": the change in points follows at once."""
    ahead = [grid.word(amount.last + step) for step in (1, 2, 3, 4)]
    return ahead[0] in word_class("mover") and ("points" in ahead or "point" in ahead)


def exchange_rate(grid: Grid, amount: Amount) -> Amount | None:
    """Such as "the zloty weakened to 4.25 per euro": a rate of the currency that the sentence names."""
    at = amount.last + 1
    opened = grid.word(at) == "per" or (grid.word(at), grid.word(at + 1)) in (("to", "the"), ("against", "the"))
    start = at + 1 if grid.word(at) == "per" else at + 2
    other = money_words().starting(grid.lower, start) if opened and grid.near(at) else None
    if other is None or (amount.scaled and grid.word(amount.first - 1) not in ("at", "to", "from")):
        return None
    sentence = grid.sentences[amount.first]
    for index in range(amount.first - 1, max(amount.first - 25, -1), -1):
        if grid.sentences[index] != sentence:
            return None
        found = money_words().ending(grid.lower, index)
        if found and grid.word(index - found[1]) in ("per", "a"):
            continue
        if found and not found[0].shift and not found[0].loose and found[0].code != other[0].code:
            unit, per = meant_by(grid, grid.lower[index], found[0].code), amount.per or grid.lower[start]
            return amount._replace(kind="money", unit=unit, per=per, rule="exchange rate")
    return None
