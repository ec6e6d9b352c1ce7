"""Distances from a date that is named: two weeks before May 13."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.timex import calendar
from pipeline.timex.calendar import Grain, Period
from pipeline.timex.grid import Grid
from pipeline.timex.lexicon import lexeme
from pipeline.timex.resolve import Timex
from pipeline.timex.site import around

_DIRECTIONS = {"before": -1, "after": 1, "from": 1, "following": 1}


def with_distances(timexes: Sequence[Timex], grid: Grid) -> Iterator[Timex]:
    """The same with each date that a distance stands before replaced by the date that is meant."""
    end = 0
    for timex in timexes:
        yield _moved(timex, grid, end) or timex
        end = timex.end


def _moved(timex: Timex, grid: Grid, taken: int) -> Timex | None:
    """The date at that distance; None where no distance stands before it."""
    at = timex.start - 1
    period = timex.reading.period
    if at < taken + 2 or period is None or timex.parts:
        return None
    direction, unit = _DIRECTIONS.get(grid.words[at].lower()), lexeme(grid.words[at - 1]).values.get("ANYUNIT")
    count = lexeme(grid.words[at - 2]).values
    number = count.get("COUNT", count.get("ACOUNT"))
    if direction is None or not isinstance(unit, str) or not isinstance(number, int):
        return None
    if grid.words[at].lower() == "from" and (_lasts(grid, at - 2) or period.grain == "year"):
        return None
    size, _, grain = unit.rpartition(" ")
    found = _shifted(period, direction * number * int(size or 1), grain)  # type: ignore[arg-type]
    if found is None:
        return None
    start = at - 2 + ("ACOUNT" in count)
    reading = replace(timex.reading, value=found.value, period=found)
    return Timex(start, timex.end, reading, f"distance from {timex.rule}", True, (timex,))


def _lasts(grid: Grid, at: int) -> bool:
    """Whether the length is how long something lasts, or a rate: for two weeks from 1 May, $4m a year from June."""
    before = grid.words[at - 1].lower() if at else ""
    return before == "for" or before[-1:].isdigit() or before in around("after a count")


def _shifted(period: Period, count: int, grain: Grain) -> Period | None:
    if period.grain == "day":
        day = calendar.add(period.first, count, grain)
        return calendar.day(day) if day else None
    return calendar.shift(period, count, grain) if not calendar.finer(grain, period.grain) else None
