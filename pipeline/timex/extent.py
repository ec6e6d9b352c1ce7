"""How far a mention reaches before its date: part words (early, the end of), an article, the "from" of an interval.

The value stays that of the whole unit. The article is TimeML's: with the third quarter, but not with a date that is the
attribute of a noun (the third-quarter profit).
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.timex.grid import Grid
from pipeline.timex.lexicon import lexeme
from pipeline.timex.resolve import Timex
from pipeline.timex.site import DASHES, around


def with_part_words(timex: Timex, grid: Grid, taken: int) -> Timex:
    """The same with "early", "mid-", "end of the" before it taken into it; words before `taken` are another date's."""
    start = _start(timex.start, grid, timex.rule)
    if start == timex.start or start < taken:
        return timex
    article = timex.article or grid.word(start + 1) == "of"
    first = timex.parts[:1] if timex.parts and timex.parts[0].start == timex.start else ()
    parts = (*(replace(part, start=start, article=article) for part in first), *timex.parts[len(first) :])
    return replace(timex, start=start, parts=parts, article=article)


def _start(at: int, grid: Grid, rule: str) -> int:
    words = grid.before(at, 3)
    if words[-1:] == ["-"] and len(words) > 1 and words[-2] in around("part before") and grid.glued(at):
        return at - 2
    if words[-1:] and words[-1] in around("part before") and "PART" in lexeme(words[-1]).values:
        verb = words[-1] in around("part of") and words[-2:-1] not in _BEFORE_BARE_ENDS
        return at if verb or rule in _WHOLE else at - 1
    if words[-1:] == ["of"] and len(words) > 1 and words[-2] in around("part of"):
        return at - 2
    if words[-2:] == ["of", "the"] and len(words) > 2 and words[0] in around("part of"):
        return at - 3
    return at


_BEFORE_BARE_ENDS = (["by"], ["at"], ["since"], ["until"], ["till"], ["before"], ["from"])
"""By end March, but not: to start next Tuesday."""

_WHOLE = frozenset({"near day", "ago", "day, month and year", "month, day and year", "day and month", "month and day"})
"""Phrases that no part word belongs to: earlier today, later two years ago."""


def lead_of(timex: Timex, grid: Grid) -> int:
    """How many words before the date belong to its mention."""
    first = timex.parts[0] if timex.parts and timex.parts[0].start == timex.start else timex
    article = int(_has_article(replace(first, end=timex.end), grid))
    at = timex.start - 1 - article
    if timex.rule in _AHEAD and grid.word(at) == "within":
        return article + 1
    return article + (_is_interval(timex) and _opens_interval(timex, at, grid))


_AHEAD = frozenset({"within so many units", "stretch ahead"})
"""Stretches from the article's date on, which "within" opens as "from" opens an interval."""


_YEAR = re.compile("[0-9]{4}$")


def _is_interval(timex: Timex) -> bool:
    whole = len(timex.parts) == 2 or timex.rule in ("two years written short", "days in figures")
    return whole and timex.reading.period is not None and timex.reading.period.grain == "interval"


def _opens_interval(timex: Timex, at: int, grid: Grid) -> bool:
    """Whether "from" or "between" stands there; of two years written short the first would be a start only."""
    word = grid.word(at)
    follows = grid.word(timex.end)
    if timex.rule == "two years written short" and not _YEAR.search(grid.words[timex.end - 1]):
        return word == "between" and follows != "and"
    return word in ("from", "between")


_ATTRIBUTES = frozenset({"decade", "short decade", "century", "day, month and year", "day and month", "fiscal year"})
"""Phrases that are an attribute more often than not before a noun: the 1960s film."""


def _has_article(timex: Timex, grid: Grid) -> bool:
    if not timex.article or timex.start == 0 or grid.word(timex.start - 1) not in ("the", "a", "an"):
        return False
    after = grid.words[timex.end] if timex.end < len(grid.words) else ""
    hyphened = any(word in DASHES for word in grid.words[timex.start : timex.end])
    noun_follows = after.isalpha() and after.lower() not in around("function words")
    compound = after in DASHES and grid.glued(timex.end)
    return not compound and not (noun_follows and (hyphened or timex.rule in _ATTRIBUTES))
