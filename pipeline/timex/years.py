"""For an article without a date: the year that it tells of, and the year that it speaks from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.timex.grammar import Match
from pipeline.timex.grid import Grid
from pipeline.timex.over import years_told_as_over
from pipeline.timex.reading import Moment
from pipeline.timex.site import around
from pipeline.timex.told import is_compared, sentence_of, tense_at


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
    2003", "by 2010") or in a comparison ("than in 2004"). It tells of the last of them. It speaks from the year after
    the last one that it tells as over ("the deficit for 2004 widened", its last quarter), or from that in which the
    accounts that it gives ended. Without these it speaks from the first year that it announces ("will double in 2005"),
    or from the one before that where it dates something in it to the month or calls it this year.
    """
    turns = _turns_of_year(matches, grid)
    after = _compared_a_year_on(matches, grid)
    told = [*turns, *(year for year, _ in after)]
    over = [year + (month == 12) for year, month in after if month]
    dated: list[int] = []
    ahead: list[int] = []
    been: list[int] = []
    until: dict[int, list[int]] = {year: [month] for year, month in after}
    for match in matches:
        year = match.slots.number("year")
        if year is None or not 1900 <= year <= 2100:
            continue
        if _is_announced(match, grid):
            ahead.append(year)
            continue
        if "mon" in match.slots.values and tense_at(match, grid, *sentence_of(match.start, grid)) < 0:
            been.append(year)
        if not _is_outlook(match, ahead, grid) and _is_placed(match, grid):
            told.append(year)
            if "mon" in match.slots.values:
                dated.append(year)
            if end := _last_month(match):
                until.setdefault(year, []).append(end)
            if _closes_year(match):
                over.append(year + 1)
            elif _is_account(match, grid):
                over.append(year)
    over += [year + 1 for year in years_told_as_over(matches, grid) if year not in ahead]
    hint = max(told, default=None)
    ahead = [year for year in ahead if year >= (hint or 0)]
    present = _after_set_beside(matches, grid) or _present(
        ahead, dated, max(over, default=0), max(told + been, default=0), matches
    )
    present = present or _year_under_way(hint, matches)
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


def _after_set_beside(matches: Sequence[Match], grid: Grid) -> int | None:
    """The present year by one that this or last year is set beside: 900 this year, fewer than the 950 of 2025."""
    for one, other in pairwise(matches):
        year, shift = other.slots.number("year"), {"this year": 1, "last year": 2}.get(one.slots.text.lower())
        if one.rule.name == "the unit" and [w.lower() for w in grid.words[one.end : one.end + 3]] == [
            "as",
            "a",
            "whole",
        ]:
            shift = 2 if tense_at(one, grid, *sentence_of(one.start, grid)) < 0 else 1
        together = sentence_of(one.start, grid) == sentence_of(other.start, grid)
        if year is None or shift is None or not together:
            continue
        if is_compared(other.start, grid) or "after" in grid.words[one.end : other.start]:
            return year + shift
    return None


def _compared_a_year_on(matches: Sequence[Match], grid: Grid) -> list[tuple[int, int]]:
    """Year and last month of each stretch without a year that is compared with the same of the year before.

    "In the three months to December it made 4m, against 3m in the same period of 2003" tells of December 2004.
    """
    found = []
    for n, other in enumerate(matches):
        year = other.slots.number("year")
        one = None if year is None else _stretch_beside(n, matches, grid)
        if year is None or one is None:
            continue
        reading = one.rule.read(one.slots, Moment(present=year + 1, hint=year + 1))
        known = reading is not None and reading.period is not None and reading.period.grain != "day"
        found.append((year + 1, reading.period.last.month if known else 0))  # type: ignore[union-attr]
    return found


def _stretch_beside(n: int, matches: Sequence[Match], grid: Grid) -> Match | None:
    """The stretch without a year that match `n` is the same of: right before it, or a month of an earlier sentence."""
    other = matches[n]
    first = sentence_of(other.start, grid)[0]
    near = [one for one in matches[max(0, n - 1) : n] if one.start >= first]
    months = [one for one in matches[max(0, n - MONTHS_BACK) : n] if one.start < first and _month(one) is not None]
    found = (one for one in (*near, *months) if "year" not in one.slots.values)
    return next((one for one in found if _is_same_stretch(one, other, grid)), None)


MONTHS_BACK = 8
"""Dates over which a month is remembered that is compared with that of the year before."""


def _is_same_stretch(one: Match, other: Match, grid: Grid) -> bool:
    """Whether the second is the first in another year: December and December 2003, the quarter and the same of 2003."""
    if other.rule.name == "same period":
        return one.slots.text.lower() not in around("names of the present year")
    if not is_compared(other.start, grid):
        return False
    named = {label: value for label, value in other.slots.values.items() if label != "year"}
    month = _month(one)
    return month == _month(other) if month is not None else bool(named) and named == dict(one.slots.values)


def _present(ahead: list[int], dated: list[int], over: int, past: int, matches: Sequence[Match]) -> int | None:
    """The year that an article speaks from: after the last that is over, no later than the first that is to come.

    Of its own year a text says "this year": beside these words a year that it announces by number is the next one.
    """
    if over and over >= past:
        return min(over, *ahead) if ahead else over
    if not ahead:
        return None
    before = min(ahead) - 1
    near = any(match.slots.text.lower() in ("this year", "next year") for match in matches)
    return before if before in dated or near else before + 1


def _is_account(match: Match, grid: Grid) -> bool:
    """Whether it is a stretch of which accounts are given, and that ends in its year: the year to June 2004.

    Not one that these are set beside: after 4m in the year to June 2004.
    """
    before = [word.lower() for word in grid.words[max(0, match.start - 6) : match.start]]
    beside = "after" in before and any(word[0].isdigit() for word in before[before.index("after") :])
    return match.rule.name in ACCOUNTS and 0 < _last_month(match) < 12 and not beside


ACCOUNTS = ("year on year stretch", "part of an accounting year", "quarter", "half")
"""Rules of stretches that accounts are given of; these come out in the year in which they end, or soon after."""


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
