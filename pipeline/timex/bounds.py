"""Whether an article can be of a day: it was written after what it reports and before what it announces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.timex.calendar import Period
from pipeline.timex.grammar import Match
from pipeline.timex.grid import Grid
from pipeline.timex.reading import Moment
from pipeline.timex.site import around
from pipeline.timex.told import is_compared, sentence_of, tense_at


def could_be_of(day: date, matches: Sequence[Match], grid: Grid) -> bool:
    """Whether the text may have been written on that day.

    It may not where all that it dates as past lies after the day, or all that it announces before it; a day more or
    less is left to time zones.
    """
    past, future = told_periods(matches, grid)
    late = bool(past) and min(period.first for period in past) > day + timedelta(1)
    over = bool(future) and max(period.last for period in future) < day - timedelta(1)
    return not (late or over)


def told_periods(matches: Sequence[Match], grid: Grid) -> tuple[list[Period], list[Period]]:
    """What is told in the past, and what is told in the future; both named with their year.

    Years are too coarse to bound anything, and what is only compared with is no event. Accounts are given of a year
    that is over ("the year to 30 June 2025").
    """
    past: list[Period] = []
    future: list[Period] = []
    for match in matches:
        if "year" not in match.slots.values or is_compared(match.start, grid):
            continue
        reading = match.rule.read(match.slots, Moment())
        if reading is None or reading.anchor != "absolute":
            continue
        period = reading.period
        if period is None or period.grain in ("year", "decade", "century"):
            continue
        first, end = sentence_of(match.start, grid)
        if "would" in grid.words[first:end]:
            continue
        tense = tense_at(match, grid, first, end)
        if tense > 0 or _is_limit(match, grid):
            future.append(period)
        elif tense < 0 or reading.end is not None:
            past.append(period)
    return past, future


def _is_limit(match: Match, grid: Grid) -> bool:
    """Whether it is a day up to which something is to be done ("by June 2026", "until 2028")."""
    return match.start > 0 and grid.words[match.start - 1].lower() in around("limits ahead")
