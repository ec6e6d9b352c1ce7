"""Words that take a part of a period: early, late, mid, the end of; the value stays that of the whole unit."""

from __future__ import annotations

from dataclasses import replace

from pipeline.timex.grid import Grid
from pipeline.timex.lexicon import lexeme
from pipeline.timex.resolve import Timex
from pipeline.timex.site import around


def with_part_words(timex: Timex, grid: Grid) -> Timex:
    """The same with "early", "mid-", "end of the" before it taken into its span."""
    start = _start(timex.start, grid, timex.rule)
    if start == timex.start:
        return timex
    parts = (replace(timex.parts[0], start=start), *timex.parts[1:]) if timex.parts else ()
    return replace(timex, start=start, parts=parts)


def _start(at: int, grid: Grid, rule: str) -> int:
    words = [word.lower() for word in grid.words[max(0, at - 3) : at]]
    if words[-1:] == ["-"] and len(words) > 1 and words[-2] in around("part before") and grid.glued(at):
        return at - 2
    if words[-1:] and words[-1] in around("part before") and "PART" in lexeme(words[-1]).values:
        return at - 1 if rule not in _WHOLE else at
    if words[-1:] == ["of"] and len(words) > 1 and words[-2] in around("part of"):
        return at - 2
    if words[-2:] == ["of", "the"] and len(words) > 2 and words[0] in around("part of"):
        return at - 3
    return at


_WHOLE = frozenset({"near day", "ago", "day, month and year", "month, day and year", "day and month", "month and day"})
"""Phrases that no part word belongs to: earlier today, later two years ago."""
