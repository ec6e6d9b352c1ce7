"""Two dates with a word of range between them as one interval, each end completed from the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import REFERENCES
from pipeline.timex import calendar
from pipeline.timex.calendar import Period
from pipeline.timex.grid import Grid
from pipeline.timex.reading import Reading
from pipeline.timex.resolve import Timex
from pipeline.timex.site import around


def join_intervals(timexes: Sequence[Timex], grid: Grid) -> Iterator[Timex]:
    """Two dates with "to", a dash or "between … and" between them as one interval, its ends as parts."""
    waiting: Timex | None = None
    for timex in timexes:
        joined = _joined(waiting, timex, grid) if waiting is not None else None
        if waiting is not None and joined is None:
            yield waiting
        waiting = joined or timex
    if waiting is not None:
        yield waiting


def _joined(one: Timex, two: Timex, grid: Grid) -> Timex | None:
    ends = one.reading.period, two.reading.period
    if one.parts or two.parts or ends[0] is None or ends[1] is None or not _are_joined(one, two, grid):
        return None
    first, last = _aligned(one, two, ends[0], ends[1])
    whole = calendar.interval(first, last)
    if whole is None or (last.first <= first.first and first.last <= last.last):
        return None
    both = (one, first), (two, last)
    parts = tuple(replace(end, reading=_as_end(end.reading, period)) for end, period in both)
    name = f"interval of {one.rule} and {two.rule}"
    return Timex(one.start, two.end, Reading(whole.value, whole, two.reading.anchor), name, one.article, parts)


def _as_end(reading: Reading, period: Period) -> Reading:
    value = reading.value if reading.value in REFERENCES else period.value
    return replace(reading, value=value, period=period)


def _are_joined(one: Timex, two: Timex, grid: Grid) -> bool:
    """Whether a word of range stands between the two, and "between" before where that word is "and"."""
    between = [word.lower() for word in grid.words[one.end : two.start]]
    if len(between) not in (1, 2, 3) or between[0] not in around("words of range"):
        return False
    if not around("fillers of range").issuperset(between[1:]):
        return False
    at = one.start - 1 - (grid.words[one.start - 1].lower() == "the")
    opened = at >= 0 and grid.words[at].lower() == "between"
    if between[0] in ("and", "&") and not opened:
        return False
    dates = one.reading.type == two.reading.type == "DATE"
    return dates and all(end.reading.period and end.reading.period.grain != "interval" for end in (one, two))


_OF_KNOWN_YEAR = ("shifted", "reference", "near day", "two days off", "night or morning", "ago")
"""Rules, by their first words, of what lies at a known distance from the article's date: no year is left out there."""


def _aligned(one: Timex, two: Timex, first: Period, last: Period) -> tuple[Period, Period]:
    """Both ends, the one whose year or week is left out moved to the other: May to October 2020, Monday to Friday."""
    free = one.reading.anchor != "absolute" and not one.rule.startswith(_OF_KNOWN_YEAR)
    if free and two.reading.anchor == "absolute":
        return _earlier(first, last), last
    if two.reading.anchor != "absolute" and last.last < first.first and first.grain == last.grain:
        step, grain = (7, "day") if "weekday" in two.rule else (1, "year")
        moved: Period | None = last
        while moved is not None and moved.first < first.first:
            moved = calendar.shift(moved, step, grain)  # type: ignore[arg-type]
        return first, moved or last
    if "absolute" not in (one.reading.anchor, two.reading.anchor):
        return first, _within_a_year(first, last)
    return first, last


def _within_a_year(first: Period, last: Period) -> Period:
    """The last end no more than a year after the first, as two ends without a year are."""
    moved = calendar.shift(last, -((last.first - first.first).days // 365), "year")
    return moved if last.grain in ("day", "month") and moved is not None and moved.first >= first.first else last


def _earlier(first: Period, last: Period) -> Period:
    if first.grain not in ("day", "month", "quarter", "half"):
        return first
    for year in (last.first.year, last.first.year - 1):
        moved = calendar.shift(first, year - first.first.year, "year")
        if moved is not None and moved.first <= last.last:
            return moved
    return first
