"""What the words after a number say against it once its noun is known: pronouns, periods, frequencies, pointers."""

from __future__ import annotations

from pipeline.quantity.amounts import Amount
from pipeline.quantity.exclusions import bare_reason
from pipeline.quantity.grid import DASHES, GLUED, Grid
from pipeline.vocabulary.quantity_rows import word_class


def later_reason(grid: Grid, amount: Amount) -> str | None:
    """Why an amount is no quantity after all, or None."""
    if amount.kind is None:
        reason = bare_reason(grid, amount)
        if reason:
            return reason
    if amount.spelled and amount.value == 1 and amount.kind in (None, "count") and amount.rule != "fraction":
        return _one(grid, amount)
    if amount.kind is None:
        return _pointer(grid, amount) or _score(grid, amount)
    if amount.dimension == "time" and amount.rule == "measure":
        return _modifier(grid, amount)
    return None


def _one(grid: Grid, amount: Amount) -> str | None:
    before, after = grid.word(amount.first - 1), grid.word(amount.number_last + 1)
    if before in word_class("one_blocker") or after in word_class("one_stopper"):
        return "pronoun"
    return "pronoun" if amount.kind is None else None


def _pointer(grid: Grid, amount: Amount) -> str | None:
    """ "the two", "all three", "top ten": the number word alone points to what was named before."""
    before = grid.word(amount.first - 1)
    if before in word_class("rank_leader"):
        return "rank"
    if amount.spelled and not amount.scaled and before in word_class("pointer") and grid.word(amount.last + 1) != "of":
        return "pronoun"
    return None


def _score(grid: Grid, amount: Amount) -> str | None:
    """ "2-1": two small bare numbers with a dash, and no noun."""
    if amount.scaled or amount.grouped or amount.places or amount.high is not None:
        return None
    for dash, other in ((amount.last + 1, amount.last + 2), (amount.first - 1, amount.first - 2)):
        text = grid.text(other)
        if grid.text(dash) in DASHES and grid.gap(max(dash, other)) == GLUED and text.isdigit() and len(text) < 4:
            return "score"
    return None


def _modifier(grid: Grid, amount: Amount) -> str | None:
    """ "a five-year plan": a length of time that only describes a thing."""
    at = amount.last
    while at > amount.number_last and grid.texts[at] not in DASHES:
        at -= 1
    return "period" if grid.texts[at] in DASHES and at > amount.number_last else None
