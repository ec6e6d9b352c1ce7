"""From phrases to readings, in text order: each one against the article's date, the dates before it and the tense."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.timex import calendar
from pipeline.timex.calendar import Grain, Period
from pipeline.timex.grammar import Match
from pipeline.timex.grid import Grid
from pipeline.timex.lexicon import lexeme
from pipeline.timex.reading import Moment, Reading
from pipeline.timex.site import around


@dataclass(frozen=True, slots=True)
class Timex:
    """A phrase with its reading; `start` and `end` count words of the grid."""

    start: int
    end: int
    reading: Reading
    rule: str
    article: bool = False
    parts: tuple[Timex, ...] = ()
    """The two ends of an interval."""
    inner: Timex | None = None
    """The date in a stretch that ends with it."""


NEAR_SENTENCES = 3
"""A date is forgotten after so many sentences: "a year earlier" no longer counts from it."""


def resolve(matches: Sequence[Match], grid: Grid, published: date | None) -> Iterator[Timex]:
    """The readings of all matches; those that are no dates after all are left out."""
    hint, present = (None, None) if published else years_told_of(matches, grid)
    moment = Moment(published, hint, present, month_first=_month_first(matches))
    last: Timex | None = None
    for match in matches:
        here = _moment_at(match, moment, last, grid)
        reading = match.rule.read(match.slots, here)
        if reading is None:
            continue
        ends, inner = _own_ends(match, reading, grid), _inner(match, reading, grid)
        found = Timex(match.start, match.end, reading, match.rule.name, match.rule.article, ends, inner)
        if reading.period is not None:
            last = found
        yield found


_TWO_IN_ONE: dict[str, Grain] = {"two years written short": "year", "from month to month": "month"}


def _own_ends(match: Match, reading: Reading, grid: Grid) -> tuple[Timex, ...]:
    """The two ends of an interval that is one phrase: 1871-72, April to June."""
    grain, period = _TWO_IN_ONE.get(match.rule.name), reading.period
    inside = range(match.start + 1, match.end - 1)
    at = next((n for n in inside if grid.words[n].lower() in around("words of range")), None)
    if grain is None or period is None or period.grain != "interval" or at is None:
        return ()
    ends = calendar.containing(period.first, grain), calendar.containing(period.last, grain)
    return tuple(
        Timex(start, end, Reading(one.value, one, reading.anchor), match.rule.name)
        for start, end, one in zip((match.start, at + 1), (at, match.end), ends, strict=True)
        if one is not None
    )


def _inner(match: Match, reading: Reading, grid: Grid) -> Timex | None:
    """The date that a stretch ends with, as a phrase of its own."""
    month_or_day = {"MON", "DAY", "DAYTH"}
    words = range(match.start + 2, match.end)
    at = next((n for n in words if lexeme(grid.words[n]).values.keys() & month_or_day), None)
    if reading.end is None or at is None:
        return None
    return Timex(at, match.end, Reading(reading.end.value, reading.end, reading.anchor), match.rule.name)


def _moment_at(match: Match, moment: Moment, last: Timex | None, grid: Grid) -> Moment:
    first, end = _sentence_of(match.start, grid)
    here = replace(moment, tense=tense_at(match, grid, first, end))
    if last is None or last.reading.period is None:
        return here
    if bisect_right(grid.sentences, last.start) < bisect_right(grid.sentences, match.start) - NEAR_SENTENCES:
        return here
    near, close = last.reading.period, last.start >= first
    frame = _frame(last, near, close, moment, match, grid)
    far = frame is not None and moment.base is not None and frame < moment.base.year - FAR_YEARS
    return replace(here, near=near, close=close, frame=frame, tense=min(here.tense, 0) if far else here.tense)


FAR_YEARS = 3
"""A tale of a year so far back is not left with the paragraph; one of a nearer year is."""


def _frame(last: Timex, near: Period, close: bool, moment: Moment, match: Match, grid: Grid) -> int | None:
    """The year that the words tell of: the one last named, where it is another than the article's."""
    if moment.base is None or near.first.year != near.last.year or near.first.year >= moment.base.year:
        return None
    if not (last.reading.anchor == "absolute" or near.first.year < moment.base.year - FAR_YEARS):
        return None
    if last.start and grid.words[last.start - 1].lower() in around("limits"):
        return None
    far = near.first.year < moment.base.year - FAR_YEARS
    if not far and any(word.isspace() for word in grid.words[last.end : match.start]):
        return None
    return near.first.year if close or near.grain in ("day", "month") else None


def _cue(grid: Grid, at: int) -> int:
    """1 where the word speaks of the future, -1 of the past, 0 where it does neither."""
    word = grid.words[at]
    after = grid.words[at + 1].lower() if at + 1 < len(grid.words) else ""
    if word in around("modal verbs") or word in ("Will", "Should", "Would"):
        return 0 if after == "have" else 1
    if word.lower() in around("future") or (word == "to" and at and grid.words[at - 1] in ("is", "are")):
        return 1
    return -1 if word.lower() in around("past") or (word.endswith("ed") and len(word) > 4) else 0


def tense_at(match: Match, grid: Grid, first: int, end: int) -> int:
    """1 where the nearest cue before the phrase in its sentence speaks of the future, -1 of the past, 0 without one.

    Without a cue before it, "will" and the past tense after it count.
    """
    for at in range(match.start - 1, max(first, match.start - 12) - 1, -1):
        if cue := _cue(grid, at):
            return cue
    for at in range(match.end, min(end, match.end + 8)):
        word = grid.words[at]
        if word in around("future verbs") | around("plans") or (word == "to" and grid.words[at - 1] in ("is", "are")):
            return 1
        if word in around("past"):
            return -1
    return 0


def years_told_of(matches: Sequence[Match], grid: Grid) -> tuple[int | None, int | None]:
    """For an article without a date: the year that it tells of, and the year that it speaks from.

    Evidence are years named as a time of events ("in 2004", "May 2004", "the start of 2004"), not as a limit ("since
    2003", "by 2010"). It tells of the one named most often; it speaks from the first one that it names with a word of
    the future ("will double in 2005"), or from the year after one of which it tells the last quarter or half.
    """
    told: dict[int, int] = {}
    ahead: list[int] = []
    over: list[int] = []
    for match in matches:
        year = match.slots.number("year")
        if year is None or not 1900 <= year <= 2100 or not _is_placed(match, grid):
            continue
        told[year] = told.get(year, 0) + 1
        if tense_at(match, grid, *_sentence_of(match.start, grid)) > 0:
            ahead.append(year)
        elif _closes_year(match):
            over.append(year + 1)
    present = min(ahead) if ahead else max(over, default=None)
    if present is not None and present < max(told) and not ahead:
        present = None
    return (max(told, key=lambda year: told[year]) if told else None), present


def _closes_year(match: Match) -> bool:
    """Whether it is a stretch of months that ends with the year: its last quarter, the second half."""
    reading = match.rule.read(match.slots, Moment())
    period = reading.period if reading else None
    return period is not None and period.grain in ("quarter", "half") and period.last.month == 12


def _is_placed(match: Match, grid: Grid) -> bool:
    before = grid.words[match.start - 1].lower() if match.start else ""
    return before not in around("limits") and (
        match.end - match.start > 1 or before in around("times of events")
    )


def _sentence_of(at: int, grid: Grid) -> tuple[int, int]:
    """Numbers of the first word of the sentence, and of the first word after it."""
    number = bisect_right(grid.sentences, at)
    first = grid.sentences[number - 1] if number else 0
    return first, grid.sentences[number] if number < len(grid.sentences) else len(grid.words)


def _month_first(matches: Sequence[Match]) -> bool | None:
    """The order of numeric dates: by one that only one order allows, else by the order of the written-out dates."""
    numeric = (match for match in matches if {"numeric", "slashed"} & match.slots.values.keys())
    figures = [re.findall(r"\d+", match.slots.text) for match in numeric]
    if not figures:
        return None
    for numbers in figures:
        if len(numbers) >= 2 and int(numbers[0]) <= 31 and max(int(numbers[0]), int(numbers[1])) > 12:
            return int(numbers[1]) > 12
    day_first = sum(match.rule.name in ("day, month and year", "day and month") for match in matches)
    month_first = sum(match.rule.name in ("month, day and year", "month and day") for match in matches)
    return None if day_first == month_first else month_first > day_first


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
    parts = tuple(replace(end, reading=replace(end.reading, value=period.value, period=period)) for end, period in both)
    name = f"interval of {one.rule} and {two.rule}"
    return Timex(one.start, two.end, Reading(whole.value, whole, two.reading.anchor), name, one.article, parts)


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


def _aligned(one: Timex, two: Timex, first: Period, last: Period) -> tuple[Period, Period]:
    """Both ends, the one whose year or week is left out moved to the other: May to October 2020, Monday to Friday."""
    if two.reading.anchor == "absolute" and one.reading.anchor != "absolute" and not one.rule.startswith("shifted"):
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
