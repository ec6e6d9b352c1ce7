"""What the words around a phrase tell (tense, comparison), and what the whole text does (its years, its date order)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

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


def years_told_of(matches: Sequence[Match], grid: Grid) -> tuple[int | None, int | None]:
    """For an article without a date: the year that it tells of, and the year that it speaks from.

    Evidence are years named as a time of events ("in 2004", "May 2004", "the start of 2004"), not as a limit ("since
    2003", "by 2010") or in a comparison ("than in 2004"). It tells of the last of them; it speaks from the first one
    that it names with a word of the future ("will double in 2005"), from the one before that where it dates something
    in it to the month, or from the year after one of which it tells the last quarter or half.
    """
    told: list[int] = []
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
    hint = max(told, default=None) or min(ahead, default=None)
    return hint, _present(ahead, dated, max(over, default=0), hint or 0, matches)


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
