"""What the words around a phrase tell (tense, comparison), and what the whole text does (its years, its date order)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.timex.grammar import Match
from pipeline.timex.grid import Grid
from pipeline.timex.reading import Moment
from pipeline.timex.site import around


def is_compared(at: int, grid: Grid) -> bool:
    """Whether a word of comparison stands right before that word, or with a figure between."""
    words = [word.lower() for word in grid.words[max(0, at - 8) : at]]
    cue = max((n for n, word in enumerate(words) if word in around("comparisons")), default=None)
    if cue is None or not {".", ",", ";", "•"}.isdisjoint(words[cue:]):
        return False
    return len(words) - cue <= 4 or any(word[0].isdigit() for word in words[cue:])


def _cue(grid: Grid, at: int) -> int:
    """1 where the word speaks of the future, -1 of the past, 0 where it does neither."""
    word = grid.words[at]
    after = grid.words[at + 1].lower() if at + 1 < len(grid.words) else ""
    if word in around("modal verbs") or word in ("Will", "Should", "Would"):
        return 0 if after == "have" else 1
    if word in around("schedules") or word.lower() in around("future"):
        return 1
    if word == "to" and at and grid.words[at - 1] in ("is", "are"):
        return 1
    if word.lower() in around("predicting verbs") and after not in around("words after an outlook"):
        return 1
    be = at and grid.words[at - 1].lower() == "be"
    return -1 if not be and (word.lower() in around("past") or _is_past_form(word)) else 0


def _is_past_form(word: str) -> bool:
    """Whether it ends as a regular past tense does: raised, but not United, indeed, hundred."""
    regular = word.islower() and word.endswith("ed") and len(word) > 4
    return regular and not word.endswith(("eed", "dred"))


def tense_at(match: Match, grid: Grid, first: int, end: int) -> int:
    """1 where the nearest cue before the phrase in its sentence speaks of the future, -1 of the past, 0 without one.

    Without a cue before it, "will" and the past tense after it count. Goods are traded for delivery in months to come.
    """
    if match.end < end and grid.words[match.end].lower() in around("contracts"):
        return 1
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


class Years(NamedTuple):
    """What an article without a date says about the years that it tells of."""

    hint: int | None = None
    """The year that it tells of."""
    present: int | None = None
    """The year that it speaks from."""
    told_to: int = 0
    """The last month of that year that it tells of as past, 0 for none."""


def years_told_of(matches: Sequence[Match], grid: Grid) -> Years:
    """For an article without a date: the year that it tells of, and the year that it speaks from.

    Evidence are years named as a time of events ("in 2004", "May 2004", "the start of 2004"), not as a limit ("since
    2003", "by 2010") or in a comparison ("than in 2004"). It tells of the last of them; it speaks from the first one
    that it names with a word of the future ("will double in 2005"), from the one before that where it dates something
    in it to the month, or from the year after one of which it tells the last month, quarter or half.
    """
    turns = _turns_of_year(matches, grid)
    after, over = _years_after_compared(matches, grid)
    told = [*turns, *after]
    dated: list[int] = []
    ahead: list[int] = []
    until: dict[int, list[int]] = {}
    for match in matches:
        year = match.slots.number("year")
        if year is None or not 1900 <= year <= 2100:
            continue
        if _is_announced(match, grid):
            ahead.append(year)
        elif _is_placed(match, grid) and not _is_outlook(match, ahead, grid):
            told.append(year)
            if "mon" in match.slots.values:
                dated.append(year)
            if end := _last_month(match):
                until.setdefault(year, []).append(end)
            if _closes_year(match):
                over.append(year + 1)
    hint = max(told, default=None)
    ahead = [year for year in ahead if year >= (hint or 0)]
    present = _present(ahead, dated, max(over, default=0), hint or 0, matches)
    present = present or _year_after_this(matches, grid) or _year_under_way(hint, matches)
    return Years(hint, present, 12 if present in turns else max(until.get(present or 0, ()), default=0))


def _is_announced(match: Match, grid: Grid) -> bool:
    """Whether the year is named as one to come, be it by a day or month up to which something is open."""
    if not _is_placed(match, grid):
        open_until = match.start > 0 and grid.words[match.start - 1].lower() in around("limits ahead")
        return open_until and "mon" in match.slots.values and tense_at(match, grid, *sentence_of(match.start, grid)) > 0
    return tense_at(match, grid, *sentence_of(match.start, grid)) > 0


def _is_outlook(match: Match, ahead: list[int], grid: Grid) -> bool:
    """Whether an outlook is for that year: named before it, or for an earlier year that was to come.

    A forecast goes on from year to year, however many words lie between.
    """
    before = grid.words[max(sentence_of(match.start, grid)[0], match.start - 8) : match.start]
    named = not around("outlooks").isdisjoint(word.lower() for word in before)
    return named or any(year < (match.slots.number("year") or 0) for year in ahead)


def _year_under_way(hint: int | None, matches: Sequence[Match]) -> int | None:
    """The year told of, where the text tells of a part of it, names none after it and speaks of "this year" too."""
    parts = (match for match in matches if match.slots.number("year") == hint and _is_part_of_year(match))
    current = any(match.slots.text.lower() in around("names of the present year") for match in matches)
    return hint if hint is not None and current and any(parts) else None


def _is_part_of_year(match: Match) -> bool:
    return 0 < _last_month(match) < 12


def _last_month(match: Match) -> int:
    """The month with which a stretch finer than a year or an account ends, 0 of a year."""
    reading = match.rule.read(match.slots, Moment())
    period = reading.period if reading else None
    fine = reading is not None and (
        reading.end is not None or (period and period.grain in ("day", "month", "quarter", "half"))
    )
    return period.last.month if period is not None and fine else 0


def _turns_of_year(matches: Sequence[Match], grid: Grid) -> list[int]:
    """Years that only an interval tells: between September 2025 and March ends in 2026."""
    found = []
    for one, other in pairwise(matches):
        year, months = one.slots.number("year"), (_month(one), _month(other))
        between = [word.lower() for word in grid.words[one.end : other.start]]
        if year is None or "year" in other.slots.values or None in months or len(between) != 1:
            continue
        if between[0] in around("words of range") and months[1] < months[0]:  # type: ignore[operator]
            found.append(year + 1)
    return found


def _month(match: Match) -> int | None:
    found = (match.slots.number(label) for label in ("mon", "month", "ambiguous"))
    return next((number for number in found if number is not None), None)


def _year_after_this(matches: Sequence[Match], grid: Grid) -> int | None:
    """The year after one that this year is compared with: 900 this year, fewer than the 950 of 2025."""
    for one, other in pairwise(matches):
        year = other.slots.number("year")
        together = sentence_of(one.start, grid) == sentence_of(other.start, grid)
        if one.slots.text.lower() == "this year" and year and together and is_compared(other.start, grid):
            return year + 1
    return None


def _years_after_compared(matches: Sequence[Match], grid: Grid) -> tuple[list[int], list[int]]:
    """The years after those with whose same period one without a year is compared, and the years that begin after it.

    "In the three months to December it made 4m, against 3m in the same period of 2003" tells of 2004, from 2005.
    """
    told, over = [], []
    for one, other in pairwise(matches):
        year = other.slots.number("year")
        together = sentence_of(one.start, grid) == sentence_of(other.start, grid)
        if year is None or "year" in one.slots.values or not together or not _is_same_stretch(one, other, grid):
            continue
        told.append(year + 1)
        reading = one.rule.read(one.slots, Moment(present=year + 1, hint=year + 1))
        if reading and reading.period and reading.period.last.month == 12 and reading.period.grain != "day":
            over.append(year + 2)
    return told, over


def _is_same_stretch(one: Match, other: Match, grid: Grid) -> bool:
    """Whether the second is the first in another year: December and December 2003, the quarter and the same of 2003."""
    if other.rule.name == "same period":
        return one.slots.text.lower() not in around("names of the present year")
    if not is_compared(other.start, grid):
        return False
    named = {label: value for label, value in other.slots.values.items() if label != "year"}
    month = _month(one)
    return month == _month(other) if month is not None else bool(named) and named == dict(one.slots.values)


def end_of_year(matches: Sequence[Match], grid: Grid) -> tuple[int, int] | None:
    """Month and day with which the accounting year ends: "fiscal 2023 ended 30 September", "the year to March".

    None where the text says no end, or more than one.
    """
    ends = set()
    for match in matches:
        reading = match.rule.read(match.slots, Moment(present=2001, hint=2001))
        if reading is None:
            continue
        period = reading.end if _is_year_to(match) else reading.period if _ends_year(match, grid) else None
        if period and period.grain in ("day", "month"):
            ends.add((period.last.month, 0 if period.grain == "month" else period.last.day))
    return ends.pop() if len(ends) == 1 else None


def _is_year_to(match: Match) -> bool:
    words = match.slots.text.lower().split()
    if match.rule.name == "part of an accounting year":
        return True
    return "end" not in match.slots.values and words[0] in ("year", "12", "twelve") and words[1:2] != ["-"]


def _ends_year(match: Match, grid: Grid) -> bool:
    """Whether "year ended" or "fiscal 2023, which ends on" stands before the date."""
    before = [word.lower() for word in grid.words[max(0, match.start - 7) : match.start]]
    verb = max((n for n, word in enumerate(before) if word in around("ends of a year")), default=None)
    if verb is None or set(before[verb + 1 :]) - {"on", "in", "at", "the"}:
        return False
    return not set(before[:verb]).isdisjoint({"year", "fiscal", "financial"})


def _present(ahead: list[int], dated: list[int], over: int, hint: int, matches: Sequence[Match]) -> int | None:
    """The year that an article speaks from: its nearest future, or the year before where it tells of months of that."""
    if not ahead:
        return over if over > hint else None
    before = min(ahead) - 1
    if over > before:
        return before + 1
    names_next = any(match.slots.text.lower() == "next year" for match in matches)
    return before if before in dated or names_next else before + 1


def _closes_year(match: Match) -> bool:
    """Whether it is a stretch that ends with the year: its last month or quarter, the second half."""
    reading = match.rule.read(match.slots, Moment())
    period = reading.period if reading else None
    return period is not None and period.grain in ("month", "quarter", "half") and period.last.month == 12


def _is_placed(match: Match, grid: Grid) -> bool:
    before = grid.words[match.start - 1].lower() if match.start else ""
    if match.rule.name == "same period" or is_compared(match.start, grid):
        return False
    return before not in around("limits") and (match.end - match.start > 1 or before in around("times of events"))


def sentence_of(at: int, grid: Grid) -> tuple[int, int]:
    """Numbers of the first word of the sentence, and of the first word after it."""
    number = bisect_right(grid.sentences, at)
    first = grid.sentences[number - 1] if number else 0
    return first, grid.sentences[number] if number < len(grid.sentences) else len(grid.words)


def month_first(matches: Sequence[Match]) -> bool | None:
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
