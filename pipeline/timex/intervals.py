"""Dates made of others: two with a word of range between them, or one at a distance (two weeks before May 13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import REFERENCES
from pipeline.timex import calendar
from pipeline.timex.calendar import Period
from pipeline.timex.grid import Grid
from pipeline.timex.lexicon import lexeme
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


def with_spans(timexes: Sequence[Timex], grid: Grid) -> Iterator[Timex]:
    """The same with "over the same period" as the years since one that the sentence before tells of a rise from.

    "Trade was 9bn in 2024. It doubled from 4bn in 1999. Over the same period exports grew": from 1999 to 2024.
    """
    for before, timex in zip((None, *timexes), timexes, strict=False):
        span = before and _span_since(before, timex, grid)
        yield replace(timex, reading=replace(timex.reading, value=span.value, period=span)) if span else timex


def _span_since(before: Timex, timex: Timex, grid: Grid) -> Period | None:
    """The years from the start that the sentence before names to the one that the story is about."""
    start, end = before.reading.period, timex.reading.period
    lead = grid.before(timex.start, 2)
    if timex.rule != "same period" or lead != ["over", "the"] or start is None or end is None:
        return None
    return calendar.interval(start, end) if start.last < end.first and _is_start(before, timex, grid) else None


def _is_start(one: Timex, two: Timex, grid: Grid) -> bool:
    """Whether a level moved from one, a year, in the sentence before the other."""
    first, end = grid.sentence(one.start)
    near = grid.sentence(two.start)[0] in (end, end + 1)
    moved = "from" in grid.before(one.start, 6, first)
    return near and moved and one.reading.period is not None and one.reading.period.grain == "year"


def with_weeks(timexes: Sequence[Timex], grid: Grid) -> Iterator[Timex]:
    """The same with a week and what follows of it as one: next week between Wednesday and Friday."""
    waiting: Timex | None = None
    for timex in timexes:
        days = all(part.rule == "weekday in the week named" for part in timex.parts or (timex,))
        if waiting is not None and days and _opened_only(waiting.end, timex, grid):
            yield replace(timex, start=waiting.start, rule="days of the week named", article=waiting.article)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = timex
    if waiting is not None:
        yield waiting


def _opened_only(at: int, timex: Timex, grid: Grid) -> bool:
    opens = ("from", "between") if timex.parts else ("on",)
    return timex.start == at + 1 and grid.word(at) in opens


def _joined(one: Timex, two: Timex, grid: Grid) -> Timex | None:
    ends = one.reading.period, two.reading.period
    short = one.rule == two.rule == "two years written short"
    if (one.parts or two.parts) and not short:
        return None
    if ends[0] is None or ends[1] is None or not _are_joined(one, two, grid):
        return None
    first, last = _aligned(one, two, ends[0], ends[1])
    last = _ending(two, last, first, grid)
    whole = calendar.interval(first, last)
    if whole is None or (last.first <= first.first and first.last <= last.last):
        return None
    both = (replace(one, parts=()), first), (replace(two, parts=()), last)
    parts = tuple(replace(end, reading=_as_end(end.reading, period)) for end, period in both)
    name = f"interval of {one.rule} and {two.rule}"
    return Timex(one.start, two.end, Reading(whole.value, whole, two.reading.anchor), name, one.article, parts)


def _as_end(reading: Reading, period: Period) -> Reading:
    value = reading.value if reading.value in REFERENCES else period.value
    return replace(reading, value=value, period=period)


def _are_joined(one: Timex, two: Timex, grid: Grid) -> bool:
    """Whether a word of range stands between the two, and "between" before where that word is "and"."""
    between = grid.lower[one.end : two.start]
    if len(between) not in (1, 2, 3) or between[0] not in around("words of range"):
        return False
    if not around("fillers of range").issuperset(between[1:]):
        return False
    at = one.start - 1 - (grid.word(one.start - 1) == "the")
    opened = grid.word(at) == "between"
    if between[0] in ("and", "&") and not opened:
        return False
    dates = one.reading.type == two.reading.type == "DATE"
    short = one.rule == two.rule == "two years written short"
    single = all(end.reading.period and end.reading.period.grain != "interval" for end in (one, two))
    return dates and (single or short)


def _ending(timex: Timex, last: Period, first: Period, grid: Grid) -> Period:
    """Of the end of a year in which the first date lies too, what is as fine as that: May to the end of the year."""
    within = last.first <= first.first and first.last <= last.last and calendar.finer(first.grain, last.grain)
    ends = within and "end" in grid.lower[timex.start : timex.end]
    return (calendar.containing(last.last, first.grain) if ends else None) or last


_OF_KNOWN_YEAR = ("shifted", "reference", "near day", "two days off", "night or morning", "ago")
"""Rules, by their first words, of what lies at a known distance from the article's date: no year is left out there."""


def _aligned(one: Timex, two: Timex, first: Period, last: Period) -> tuple[Period, Period]:
    """Both ends, the one whose year or week is left out moved to the other: May to October 2020, Monday to Friday."""
    free = one.reading.anchor != "absolute" and not one.rule.startswith(_OF_KNOWN_YEAR)
    if free and two.reading.anchor == "absolute":
        return _earlier(first, last), last
    if two.reading.anchor != "absolute" and last.last < first.first and not calendar.finer(first.grain, last.grain):
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


_NEXT_DAYS = (["the", "day", "before"], ["the", "day", "after"])

_DIRECTIONS = {"before": -1, "prior": -1, "after": 1, "from": 1, "following": 1}


def with_distances(timexes: Sequence[Timex], grid: Grid) -> Iterator[Timex]:
    """The same with each date that a distance stands before replaced by the date that is meant."""
    end = 0
    for timex in timexes:
        yield _moved(timex, grid, end) or timex
        end = timex.end


def _moved(timex: Timex, grid: Grid, taken: int) -> Timex | None:
    """The date at that distance; None where no distance stands before it."""
    at = timex.start - 1
    at -= at > 0 and grid.lower[at - 1 : at + 1] == ["prior", "to"]
    period = timex.reading.period
    if at < taken + 2 or period is None or timex.parts:
        return None
    direction, unit = _DIRECTIONS.get(grid.word(at)), lexeme(grid.words[at - 1]).values.get("ANYUNIT")
    count = lexeme(grid.words[at - 2]).values
    number = count.get("COUNT", count.get("ACOUNT"))
    if direction and grid.lower[at - 2 : at + 1] in _NEXT_DAYS:
        count, number = {"ACOUNT": 1}, 1
    if direction is None or not isinstance(unit, str) or not isinstance(number, int):
        return None
    if grid.word(at) == "from" and (_lasts(grid, at - 2) or period.grain == "year"):
        return None
    size, _, grain = unit.rpartition(" ")
    finer = calendar.finer(grain, period.grain)  # type: ignore[arg-type]
    found = calendar.shift(period, direction * number * int(size or 1), grain)  # type: ignore[arg-type]
    if finer or found is None:
        return None
    start = at - 2 + ("ACOUNT" in count)
    reading = replace(timex.reading, value=found.value, period=found)
    return Timex(start, timex.end, reading, f"distance from {timex.rule}", True, (timex,))


def _lasts(grid: Grid, at: int) -> bool:
    """Whether something lasts so long, or is a rate: for two weeks from 1 May, the six months from May, $4m a day."""
    before = grid.word(at - 1)
    return before in ("for", "the") or before[-1:].isdigit() or before in around("after a count")
