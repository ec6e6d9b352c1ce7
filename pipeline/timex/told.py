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
    if word.lower() in around("future") or (word == "to" and at and grid.words[at - 1] in ("is", "are")):
        return 1
    return -1 if word.lower() in around("past") or _is_past_form(word) else 0


def _is_past_form(word: str) -> bool:
    """Whether it ends as a regular past tense does: raised, but not United, indeed, hundred."""
    regular = word.islower() and word.endswith("ed") and len(word) > 4
    return regular and not word.endswith(("eed", "dred"))


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


class Years(NamedTuple):
    """What an article without a date says about the years that it tells of."""

    hint: int | None = None
    """The year that it tells of."""
    present: int | None = None
    """The year that it speaks from."""
    under_way: bool = False
    """Whether it tells of months of that year as past."""


def years_told_of(matches: Sequence[Match], grid: Grid) -> Years:
    """For an article without a date: the year that it tells of, and the year that it speaks from.

    Evidence are years named as a time of events ("in 2004", "May 2004", "the start of 2004"), not as a limit ("since
    2003", "by 2010") or in a comparison ("than in 2004"). It tells of the last of them; it speaks from the first one
    that it names with a word of the future ("will double in 2005"), from the one before that where it dates something
    in it to the month, or from the year after one of which it tells the last quarter or half.
    """
    turns = _turns_of_year(matches, grid)
    told = list(turns)
    dated: list[int] = []
    ahead: list[int] = []
    over: list[int] = []
    for match in matches:
        year = match.slots.number("year")
        if year is None or not 1900 <= year <= 2100 or not _is_placed(match, grid):
            continue
        if tense_at(match, grid, *sentence_of(match.start, grid)) > 0:
            ahead.append(year)
            continue
        before = grid.words[max(0, match.start - 8) : match.start]
        if not around("outlooks").isdisjoint(word.lower() for word in before):
            continue
        told.append(year)
        if "mon" in match.slots.values:
            dated.append(year)
        if _closes_year(match):
            over.append(year + 1)
    hint = max(told, default=None)
    present = _present(ahead, dated, max(over, default=0), hint or 0, matches)
    present = present or _year_after_compared(matches, grid)
    return Years(hint, present, present in turns)


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


def _year_after_compared(matches: Sequence[Match], grid: Grid) -> int | None:
    """The year after one that this year is compared with: 900 this year, fewer than the 950 of 2025."""
    for one, other in pairwise(matches):
        year = other.slots.number("year")
        together = sentence_of(one.start, grid) == sentence_of(other.start, grid)
        if one.slots.text.lower() == "this year" and year and together and is_compared(other.start, grid):
            return year + 1
    return None


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
    names_next = any(match.slots.text.lower() == "next year" for match in matches)
    return before if before in dated or names_next else before + 1


def _closes_year(match: Match) -> bool:
    """Whether it is a stretch of months that ends with the year: its last quarter, the second half."""
    reading = match.rule.read(match.slots, Moment())
    period = reading.period if reading else None
    return period is not None and period.grain in ("quarter", "half") and period.last.month == 12


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
