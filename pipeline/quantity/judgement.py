"""What the words after a number say against it once its noun is known: pronouns, periods, frequencies, pointers."""

from __future__ import annotations

from pipeline.quantity.amounts import Amount
from pipeline.quantity.exclusions import bare_reason, score_reason
from pipeline.quantity.grid import DASHES, NARROW, SPACE, Grid
from pipeline.quantity.lexicon import bounds_before
from pipeline.vocabulary.quantity_rows import word_class


def later_reason(grid: Grid, amount: Amount) -> str | None:
    """Why an amount is no quantity after all, or None."""
    if amount.kind is None:
        reason = bare_reason(grid, amount)
        if reason:
            return reason
    if amount.unit in word_class("weekday"):
        return "period"
    if grid.text(amount.first - 1) == "/" and amount.value in (10, 100, 1000) and amount.kind == "measure":
        return "denominator"
    every = (grid.word(amount.first - 2), grid.word(amount.first - 1)) == ("for", "every")
    if (every or grid.word(amount.first - 1) == "per") and amount.kind in (None, "count", "measure"):
        return "denominator"
    if amount.spelled and amount.value == 1 and amount.kind in (None, "count") and amount.rule != "fraction":
        return _one(grid, amount)
    if amount.spelled and amount.value == 1 and amount.unit in ("day", "point") and amount.rule == "measure":
        lead = grid.word(amount.first - 1)
        told = lead in word_class("one_whole") if amount.unit == "day" else lead != "at"
        return None if told else "pronoun"
    if amount.kind is None:
        return _pointer(grid, amount) or _model(grid, amount) or score_reason(grid, amount) or _name_after(grid, amount)
    if amount.dimension == "time" and amount.rule == "measure":
        return _spell(grid, amount) or _military_time(grid, amount) or _modifier(grid, amount)
    return None


def _spell(grid: Grid, amount: Amount) -> str | None:
    """Such as "the first time in nine years", "the worst for 19 months": or "5% in six weeks": how long it took."""
    bound = bounds_before().ending(grid.lower, amount.first - 1)  # "in more than six years"
    last = amount.first - 1 - (bound[1] if bound else 0)
    last += grid.word(last + 1) in ("in", "for")
    near = range(max(last - 3, 0), last)
    best = next((i for i in near if grid.tag(i) in ("JJS", "RBS") or grid.word(i) == "first"), last)
    led = grid.word(last) in ("in", "for") and not any(grid.text(i) in ",;" for i in range(best, last))
    return "period" if (best < last and led) or _is_stretch(grid, amount) else None


def _is_stretch(grid: Grid, amount: Amount) -> bool:
    """Such as "in 16 years", "over five weeks": when it was; not "for over nine years", "over two years of work"."""
    lead, before = grid.word(amount.first - 1), grid.word(amount.first - 2)
    spans = lead in ("in", "over") and amount.unit in ("day", "week", "month", "year")
    bounds = lead == "over" and before in word_class("preposition")
    return spans and not bounds and grid.word(amount.last + 1) != "of"


def _one(grid: Grid, amount: Amount) -> str | None:
    before, after = grid.word(amount.first - 1), grid.word(amount.number_last + 1)
    if before in word_class("one_blocker") or after in word_class("one_stopper"):
        return "pronoun"
    return "pronoun" if amount.kind is None else None


def _pointer(grid: Grid, amount: Amount) -> str | None:
    """Such as "the two", "all three", "top ten": the number word alone points to what was named before."""
    before = grid.word(amount.first - 1)
    if before in word_class("rank_leader") and not (amount.grouped or amount.scaled):
        return "rank"
    if amount.spelled and amount.value == 0:
        return "no amount"
    if amount.spelled and not amount.scaled and before in word_class("pointer") and grid.word(amount.last + 1) != "of":
        return "pronoun"
    return None


def _model(grid: Grid, amount: Amount) -> str | None:
    """Such as "a 747 jumbo", "the 787": an article before a bare number in digits; after "the" only a known model."""
    bare = not (amount.spelled or amount.grouped or amount.scaled or amount.places)
    before = grid.word(amount.first - 1)
    known = before == "the" and grid.text(amount.first) in word_class("model_number")
    return "name" if bare and (known or before in word_class("number_article")) else None


def _name_after(grid: Grid, amount: Amount) -> str | None:
    """Such as "7 Eleven", "11 Pro Max": a bare number that a capitalised word goes on, and no noun that it counts."""
    after = amount.last + 1
    text = grid.text(after)
    if (
        amount.grouped
        or amount.scaled
        or amount.places
        or amount.high is not None
        or amount.spelled
        or grid.tag(after).startswith("JJ")
        or grid.gap(after) not in (NARROW, SPACE)
    ):
        return None
    starts_sentence = grid.sentences[after] != grid.sentences[amount.last]
    return "name" if text[:1].isupper() and text.isalpha() and not starts_sentence and len(text) > 1 else None


def _military_time(grid: Grid, amount: Amount) -> str | None:
    """Such as "at 1800 hours": four digits without a comma that may be a time of the day."""
    text, led = grid.texts[amount.first], grid.word(amount.first - 1) in word_class("clock_leader")
    clock = len(text) == 4 and text.isdigit() and amount.value < 2400 and amount.value % 100 < 60
    return "clock time" if led and clock and amount.unit == "hour" else None


def _modifier(grid: Grid, amount: Amount) -> str | None:
    """Such as "a five-year plan": a length of time that only describes a thing."""
    at = amount.last
    while at > amount.number_last and grid.texts[at] not in DASHES:
        at -= 1
    return "period" if grid.texts[at] in DASHES and at > amount.number_last else None
