"""Distances from a date that is named (two weeks before May 13), and stretches from now to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.timex import calendar
from pipeline.timex.calendar import Grain, Period
from pipeline.timex.grid import Grid
from pipeline.timex.lexicon import lexeme
from pipeline.timex.resolve import Timex

_DIRECTIONS = {"before": -1, "after": 1, "from": 1, "following": 1}


def with_distances(timexes: Sequence[Timex], grid: Grid, published: date | None) -> Iterator[Timex]:
    """The same with each date that a distance stands before replaced by the date that is meant."""
    end = 0
    for timex in timexes:
        moved = _moved(timex, grid, end) or _from_now(timex, grid, published)
        yield moved or timex
        end = timex.end


def _from_now(timex: Timex, grid: Grid, published: date | None) -> Timex | None:
    """Between now and the end of 2026: from the article's own date to the last day; None where it is another date."""
    at = timex.start - 1 - (grid.words[timex.start - 1].lower() == "the")
    words = [word.lower() for word in grid.words[max(0, at - 2) : at + 1]]
    period = timex.reading.period
    if published is None or period is None or words not in (["between", "now", "and"], ["from", "now", "until"]):
        return None
    whole = calendar.interval(calendar.day(published), period) if period.grain != "interval" else None
    if whole is None:
        return None
    return Timex(at - 1, timex.end, replace(timex.reading, value=whole.value, period=whole), "from now", inner=timex)


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
    size, _, grain = unit.rpartition(" ")
    found = _shifted(period, direction * number * int(size or 1), grain)  # type: ignore[arg-type]
    if found is None:
        return None
    start = at - 2 + ("ACOUNT" in count)
    reading = replace(timex.reading, value=found.value, period=found)
    return Timex(start, timex.end, reading, f"distance from {timex.rule}", timex.article, (), timex)


def _shifted(period: Period, count: int, grain: Grain) -> Period | None:
    if period.grain == "day":
        day = calendar.add(period.first, count, grain)
        return calendar.day(day) if day else None
    return calendar.shift(period, count, grain) if not calendar.finer(grain, period.grain) else None
