"""From phrases to readings, in text order: each one against the article's date, the dates before it and the tense."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.timex import calendar
from pipeline.timex.calendar import Period
from pipeline.timex.grammar import Grid, Match
from pipeline.timex.reading import Moment, Reading


@dataclass(frozen=True, slots=True)
class Timex:
    """A phrase with its reading; `start` and `end` count words of the grid."""

    start: int
    end: int
    reading: Reading
    rule: str
    article: bool = False
    parts: tuple[Timex, ...] = ()


def resolve(matches: Sequence[Match], grid: Grid, published: date | None, sentences: Sequence[int]) -> Iterator[Timex]:
    """The readings of all matches; those that are no dates after all are left out.

    `sentences` holds the number of the first word of each sentence.
    """
    hint, present = (None, None) if published else years_told_of(matches, grid, sentences)
    moment = Moment(published, hint, present, month_first=_month_first(matches, grid))
    last: Timex | None = None
    for match in matches:
        here = _moment_at(match, moment, last, grid, sentences)
        reading = match.rule.read(match.slots, here)
        if reading is None:
            continue
        last_known = Timex(match.start, match.end, reading, match.rule.name, match.rule.article)
        if reading.period is not None:
            last = last_known
        yield last_known


def _moment_at(match: Match, moment: Moment, last: Timex | None, grid: Grid, sentences: Sequence[int]) -> Moment:
    sentence = bisect_right(sentences, match.start)
    first, end = _sentence_of(match.start, sentences, len(grid.words))
    here = replace(moment, tense=tense_at(match, grid, first, end))
    if last is None or last.reading.period is None or bisect_right(sentences, last.start) < sentence - 3:
        return here
    near, close = last.reading.period, last.start >= first
    return replace(here, near=near, close=close, frame=_frame(last, near, close, moment, match, grid))


def _frame(last: Timex, near: Period, close: bool, moment: Moment, match: Match, grid: Grid) -> int | None:
    """The year that the words tell of: one named just before, other than the article's, in the same paragraph."""
    if near.grain == "interval" or near.first.year != near.last.year or near.grain in ("decade", "century"):
        return None
    if moment.base is None or last.reading.anchor != "absolute" or near.first.year >= moment.base.year:
        return None
    if any(word.isspace() for word in grid.words[last.end : match.start]):
        return None
    return near.first.year if close or near.grain in ("day", "month") else None


_AHEAD = frozenset(["will", "shall", "'ll", "’ll", "due", "scheduled", "expected", "expects", "plans", "planned", "plan", "until", "upcoming", "forthcoming"])
_BEHIND = frozenset(
    ["was", "were", "had", "has", "have", "did", "been", "said", "told", "reported", "announced", "rose", "fell", "since", "came", "went", "began", "opened", "closed", "became"]
)


def tense_at(match: Match, grid: Grid, first: int, end: int) -> int:
    """1 where the nearest cue before the phrase in its sentence speaks of the future, -1 of the past, 0 without one."""
    for at in range(match.start - 1, max(first, match.start - 12) - 1, -1):
        word = grid.words[at].lower()
        if word in _AHEAD:
            return 1
        if word in _BEHIND or (word.endswith("ed") and len(word) > 4):
            return -1
    for at in range(match.end, min(end, match.end + 8)):
        word = grid.words[at].lower()
        if word in ("will", "shall", "'ll", "’ll"):
            return 1
        if word in _BEHIND:
            return -1
    return 0


_LOOSE = frozenset(["since", "by", "from", "until", "till", "after", "before", "than", "onwards", "to"])


def years_told_of(matches: Sequence[Match], grid: Grid, sentences: Sequence[int]) -> tuple[int | None, int | None]:
    """For an article without a date: the year that it tells of, and the year that it speaks from.

    Evidence are years named as a time of events ("in 2004", "May 2004", "the start of 2004"), not as a limit ("since
    2003", "by 2010"). It tells of the one named most often; it speaks from the first one that it names with a word of
    the future ("will double in 2005").
    """
    told: dict[int, int] = {}
    ahead: dict[int, int] = {}
    for match in matches:
        year = match.slots.number("year")
        if year is None or not 1900 <= year <= 2100 or not _is_placed(match, grid):
            continue
        told[year] = told.get(year, 0) + 1
        if tense_at(match, grid, *_sentence_of(match.start, sentences, len(grid.words))) > 0:
            ahead[year] = ahead.get(year, 0) + 1
    return (max(told, key=lambda year: told[year]) if told else None, min(ahead) if ahead else None)


def _is_placed(match: Match, grid: Grid) -> bool:
    before = grid.words[match.start - 1].lower() if match.start else ""
    return before not in _LOOSE and (
        match.end - match.start > 1 or before in ("in", "of", "during", "throughout", "early", "late")
    )


def _sentence_of(at: int, sentences: Sequence[int], end: int) -> tuple[int, int]:
    number = bisect_right(sentences, at)
    return sentences[number - 1] if number else 0, sentences[number] if number < len(sentences) else end


def _month_first(matches: Sequence[Match], grid: Grid) -> bool | None:
    """The order of numeric dates: by one that only one order allows, else by the order of the written-out dates."""
    figures = [re.findall(r"\d+", match.slots.text) for match in matches if {"numeric", "slashed"} & match.slots.values.keys()]
    if not figures:
        return None
    for numbers in figures:
        if len(numbers) >= 2 and int(numbers[0]) <= 31 and max(int(numbers[0]), int(numbers[1])) > 12:
            return int(numbers[1]) > 12
    day_first = sum(match.rule.name in ("day, month and year", "day and month") for match in matches)
    month_first = sum(match.rule.name in ("month, day and year", "month and day") for match in matches)
    return None if day_first == month_first else month_first > day_first


_JOINERS = frozenset({"to", "-", "–", "—", "−", "‐", "‑", "~", "through", "until", "till", "and", "&"})


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
    between = [word.lower() for word in grid.words[one.end : two.start]]
    if one.parts or len(between) not in (1, 2) or between[0] not in _JOINERS or between[1:] not in ([], ["the"], ["end"]):
        return None
    before = grid.words[one.start - 1].lower() if one.start else ""
    if (between[0] in ("and", "&")) != (before == "between") or one.reading.type != "DATE" or two.reading.type != "DATE":
        return None
    ends = one.reading.period, two.reading.period
    if ends[0] is None or ends[1] is None or "interval" in (ends[0].grain, ends[1].grain):
        return None
    first = _aligned(one, ends[0], ends[1])
    whole = calendar.interval(first, ends[1])
    if whole is None:
        return None
    anchor = two.reading.anchor if one.rule != "year" or two.rule != "year" else "absolute"
    parts = (replace(one, reading=replace(one.reading, value=first.value, period=first)), two)
    return Timex(one.start, two.end, Reading(whole.value, whole, anchor), f"interval of {one.rule} and {two.rule}", one.article, parts)


def _aligned(one: Timex, first: Period, last: Period) -> Period:
    """The first end in the year of the last, where only that is named: from May to October 2020."""
    if one.reading.anchor == "absolute" or first.grain not in ("day", "month", "quarter", "half"):
        return first
    for year in (last.first.year, last.first.year - 1):
        moved = calendar.shift(first, year - first.first.year, "year")
        if moved is not None and moved.first <= last.last:
            return moved
    return first
