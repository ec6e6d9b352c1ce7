"""What two dates of an article without a date, one beside the other, say about the month in which it was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from pipeline.timex.calendar import Period
from pipeline.timex.clue import BARE, Clue, month_number, year_clue
from pipeline.timex.grammar import Match
from pipeline.timex.grid import Grid
from pipeline.timex.reading import Moment
from pipeline.timex.site import around
from pipeline.timex.told import is_compared, is_told_beside, limit_of, tense_at


def clues_of_pairs(matches: Sequence[Match], grid: Grid) -> Iterator[Clue]:
    """Dates that are set beside each other: years beside "last year", stretches beside those of a year before."""
    yield from _shifts(matches, grid)
    yield from _turns_of_year(matches, grid)
    yield from _later_ends(matches, grid)
    yield from _compared_a_year_on(matches, grid)


SHIFTS = {"last year": -1, "this year": 0, "next year": 1}
"""Names of years by the year of writing -> how many years after it they are."""


def _shifts(matches: Sequence[Match], grid: Grid) -> Iterator[Clue]:
    """Years that cannot be this, last or next year, since the text names them by their number beside these words.

    "Not" of the year of writing that would make them the same where one sentence has both, "other" of the whole text.
    """
    years = [(match, match.slots.number("year") or 0) for match in matches if match.rule.name == "year"]
    told = {year for match, year in years if not limit_of(match, grid)}
    shifted = [(match, SHIFTS[name]) for match in matches if (name := match.slots.text.lower()) in SHIFTS]
    for other, year in years:
        here = grid.sentence(other.start)
        beside = [(match, shift) for match, shift in shifted if here[0] <= match.start < here[1]]
        yield from (year_clue("not", year - shift) for _, shift in beside)
        for match, shift in beside or [pair for pair in shifted if _is_said_on(pair[0], other, grid)]:
            nearest = min(beside, key=lambda pair: abs(pair[0].start - other.start), default=None)
            if nearest in (None, (match, shift)) and (step := _step(match, other, grid)):
                yield year_clue("present", year - step - shift)
    seen = {shift for _, shift in shifted if shift >= 0}
    yield from (year_clue("other", year - shift) for shift in seen for year in told)


def _is_said_on(one: Match, other: Match, grid: Grid) -> bool:
    """Whether the sentence of one goes on about the other's: it sold 9m last year. That was 1m more than in 2013.

    "Sales rose 5% last year. They had fallen in 2013".
    """
    early, late = sorted((one, other), key=lambda match: match.start)
    first, _ = grid.sentence(late.start)
    if grid.sentence(early.start)[1] != first or grid.words[first] not in ("That", "This", "It", "They"):
        return False
    return _is_set_against(late, grid)


def _is_set_against(match: Match, grid: Grid) -> bool:
    """Whether another figure is measured by that of the year: 9% more than last year, following a rise last year."""
    first, _ = grid.sentence(match.start)
    words = grid.before(match.start, FOLLOWING_WORDS, first)
    return is_compared(match.start, grid) or not {"follows", "following", "had"}.isdisjoint(words)


FOLLOWING_WORDS = 8
"""Words before a year among which "follows" or "had" says that it came before."""


def _step(one: Match, other: Match, grid: Grid) -> int:
    """How many years the second is after the first, 0 where that is not said.

    "900 this year, up from 850 in 2016", "5bn for 2016, against 4bn last year", "3% in 2016 and 4% last year".
    """
    between = grid.words[one.end : other.start]
    if (
        _is_set_against(other, grid)
        or "after" in between
        or _is_listed(other, one, grid)
        or _is_listed(one, other, grid)
    ):
        return -1
    if other.start < one.start:
        return int(_is_set_against(one, grid))
    return int(tense_at(other, grid) > 0 and not limit_of(other, grid))


def _is_listed(one: Match, other: Match, grid: Grid) -> bool:
    """Whether only "and" and a figure part the second from the first: 3% in 2016 and 4% last year."""
    between = grid.words[one.end : other.start]
    return (
        between[:1] == ["and"]
        and len(between) <= LISTED_WORDS
        and any(word[0].isdigit() or word in ("none", "nothing") for word in between)
        and max(tense_at(match, grid) for match in (one, other)) <= 0
        and not is_told_beside(one, grid)
    )


LISTED_WORDS = 6
"""Words between two years of a list at most, a figure and its unit among them."""


def _turns_of_year(matches: Sequence[Match], grid: Grid) -> Iterator[Clue]:
    """Years that only an interval tells: between September 2025 and March ends in 2026."""
    for one, other in pairwise(matches):
        year, months = one.slots.number("year"), (_month(one), _month(other))
        between = grid.lower[one.end : other.start]
        if year is None or "year" in other.slots.values or None in months or len(between) != 1:
            continue
        if between[0] in around("words of range") and months[1] < months[0]:  # type: ignore[operator]
            yield Clue("account", (year + 1) * 12, (year + 1) * 12 + (months[1] or 1) - 1)


def _later_ends(matches: Sequence[Match], grid: Grid) -> Iterator[Clue]:
    """Months without a year that something moved to from one with its year: these are later, by less than a year."""
    for one, other in pairwise(matches):
        year, start, end = one.slots.number("year"), _month(one), _month(other)
        if year is None or start is None or end is None or "year" in other.slots.values or start == end:
            continue
        first = grid.sentence(one.start)[0]
        before = grid.before(one.start, MOVED_WORDS, first)
        between = grid.lower[one.end : other.start]
        if "from" in before and "to" in between and len(between) <= MOVED_WORDS and other.start < _end_of(one, grid):
            month = (year + (end < start)) * 12 + end - 1
            yield Clue("past", month, month)


MOVED_WORDS = 8
"""Words before or after a month in which it is one of the two ends of a movement: from 4% in May 2025 to 3% in June."""


def _end_of(match: Match, grid: Grid) -> int:
    return grid.sentence(match.start)[1]


def _month(match: Match) -> int | None:
    found = (match.slots.number(label) for label in ("mon", "month", "ambiguous"))
    return next((number for number in found if number is not None), None)


def _compared_a_year_on(matches: Sequence[Match], grid: Grid) -> Iterator[Clue]:
    """Each stretch without a year that is compared with the same of the year before, as one told of in that year.

    "In the three months to December it made 4m, against 3m in the same period of 2003" tells of December 2004.
    """
    for n, other in enumerate(matches):
        year = other.slots.number("year")
        one = None if year is None else _stretch_beside(n, matches, grid)
        if year is None or one is None:
            continue
        period = _a_year_on(one, other) if one.rule.name in BARE else None
        if period is not None and period.grain != "day":
            yield Clue("account", (year + 1) * 12, month_number(period.last))
        else:
            yield year_clue("past", year + 1)


def _a_year_on(one: Match, other: Match) -> Period | None:
    """The days of the first, a stretch without a year, in the year after that of the second."""
    year = (other.slots.number("year") or 0) + 1
    readings = (one.rule.read(one.slots, Moment(date(year, month, 28), tense=-1)) for month in (12, 9, 6))
    periods = (reading.period for reading in readings if reading is not None)
    return next((period for period in periods if period is not None and period.last.year == year), None)


def _stretch_beside(n: int, matches: Sequence[Match], grid: Grid) -> Match | None:
    """The stretch without a year that match `n` is the same of: right before it, or a month of an earlier sentence."""
    other = matches[n]
    first = grid.sentence(other.start)[0]
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
    if not is_compared(other.start, grid) and not _is_named_anew(one, other, grid):
        return False
    before, after = other.rule.read(other.slots, Moment()), _a_year_on(one, other)
    if one.rule.name not in BARE or before is None or before.period is None or after is None:
        return False
    return all(
        (late.year - early.year, late.month) == (1, early.month)
        for early, late in ((before.period.first, after.first), (before.period.last, after.last))
    )


def _is_named_anew(one: Match, other: Match, grid: Grid) -> bool:
    """Whether a month told of without a year has one in the next sentence: 9% in May. It was 8% in May 2004."""
    told = limit_of(other, grid) == "" and not is_told_beside(other, grid)
    return told and grid.sentence(one.start)[1] == grid.sentence(other.start)[0]
