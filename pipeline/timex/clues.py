"""What the dates of an article without a date say about the month in which it was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from pipeline.timex.calendar import Period
from pipeline.timex.grammar import Match
from pipeline.timex.grid import Grid
from pipeline.timex.over import turns_ahead, years_told_as_over
from pipeline.timex.reading import Moment
from pipeline.timex.site import around
from pipeline.timex.told import is_compared, is_so_far, sentence_of, tense_at
from pipeline.vocabulary.linking import is_reporting

Kind = Literal[
    "past", "named", "over", "account", "ahead", "whole ahead", "limit", "compared", "since", "under way",
    "not", "other", "present",
    "month past", "month said", "month since", "month lead", "month account", "month ahead",
]  # fmt: skip
"""How a date bears on the time of writing; those that begin with "month" have no year."""


class Clue(NamedTuple):
    """One date as evidence. Months are counted from the year 0, those of no known year from 0 for January."""

    kind: Kind
    first: int
    last: int


def clues_in(matches: Sequence[Match], grid: Grid) -> frozenset[Clue]:
    """All that the dates say; each only once, however often the text repeats it."""
    over = set(years_told_as_over(matches, grid))
    found = {
        *_compared_a_year_on(matches, grid),
        *_turns_of_year(matches, grid),
        *_shifts(matches, grid),
        *_later_ends(matches, grid),
    }
    ahead: list[int] = []
    lead = False
    for match in matches:
        year = match.slots.number("year")
        if year is None:
            clue = _without_year(match, grid, lead=lead)
            lead = lead or (clue is not None and clue.kind == "month lead")
        elif 1900 <= year <= 2100:
            clue = _of_year(match, grid, over, ahead)
        else:
            clue = None
        if clue is not None:
            found.add(clue)
            if clue.kind in ("ahead", "whole ahead"):
                ahead.append(year or 0)
    return frozenset(found)


def month_number(day: date) -> int:
    """The month of the day, counted from the year 0."""
    return day.year * 12 + day.month - 1


def _clue(kind: Kind, period: Period) -> Clue:
    return Clue(kind, month_number(period.first), month_number(period.last))


def _year(kind: Kind, year: int) -> Clue:
    return Clue(kind, year * 12, year * 12 + 11)


def _of_year(match: Match, grid: Grid, over: set[int], ahead: list[int]) -> Clue | None:
    """What a date with its year says."""
    reading = match.rule.read(match.slots, Moment())
    period = reading.period if reading and reading.anchor == "absolute" else None
    if reading is None or period is None or match.rule.name == "same period":
        return None
    here = sentence_of(match.start, grid)
    tense, limit = tense_at(match, grid, *here), _limit(match, grid)
    awaited = limit == "before" and _is_awaited(match, grid, here[0])
    if limit in around("limits ahead") or awaited:
        return _clue("past" if "had" in grid.words[slice(*here)] and not awaited else "limit", period)
    if limit == "from" and (tense > 0 or _opens_interval(match, grid)):
        return _clue("limit", period) if tense > 0 else None
    if is_compared(match.start, grid):
        return _clue("compared", period)
    if is_so_far(match.start, grid):
        return _clue("present", period)
    if limit in ("since", "from", "on") and tense <= 0:
        begun = not {"start", "beginning"}.isdisjoint(grid.words[max(0, match.start - 2) : match.start])
        return _clue("under way" if begun else "since", period)
    if _is_reported(match, grid):
        return _clue("over", period)
    if tense > 0 or _is_outlook(match, ahead, grid, tense):
        return _clue("limit" if limit else "whole ahead" if _is_whole(match, grid) else "ahead", period)
    if period.grain == "year":
        return _clue("over" if period.first.year in over else "past" if tense else "named", period)
    return _clue("account" if _is_account(match, reading.end or period) else "past", period)


def _is_awaited(match: Match, grid: Grid, first: int) -> bool:
    """Whether something is not to be before then: it does not expect to make a profit before 2007."""
    before = [word.lower() for word in grid.words[max(first, match.start - AWAITING_WORDS) : match.start]]
    return "to" in before and not {"not", "n't", "n’t"}.isdisjoint(before[: before.index("to")])


AWAITING_WORDS = 8
"""Words before a date among which "not" and "to" say that it is awaited."""


def _opens_interval(match: Match, grid: Grid) -> bool:
    """Whether another year follows that the stretch goes to: from 2006 to 2009."""
    return grid.words[match.end : match.end + 1] == ["to"] and grid.words[match.end + 1 : match.end + 2] != ["be"]


def _is_reported(match: Match, grid: Grid) -> bool:
    """Whether results of the whole year are named, which come out after it: the results for 2004 are due in April."""
    before = [word.lower() for word in grid.words[max(0, match.start - 2) : match.start]]
    return match.rule.name == "year" and before[-1:] == ["for"] and before[0] in around("reports of a year")


def _is_account(match: Match, period: Period) -> bool:
    """Whether it is a stretch of which accounts are given: the third quarter of 2004, the year to June 2004."""
    return match.rule.name in ACCOUNTS or period.grain in ("quarter", "half")


ACCOUNTS = (
    "year on year stretch",
    "part of an accounting year",
    "quarter",
    "half",
    "months of a year",
    "from month to month",
)
"""Rules of stretches that accounts are given of; these come out soon after the end."""


def _limit(match: Match, grid: Grid) -> str:
    """The word that makes the date a limit: by the end of 2004, since early 2004; empty where none does."""
    at = match.start - 1
    while at >= 0 and grid.words[at].lower() in around("part words") | around("part of") | {"of", "the"}:
        at -= 1
    word = grid.words[at].lower() if at >= 0 else ""
    return word if word in around("limits") or (word == "on" and at < match.start - 1) else ""


def _is_whole(match: Match, grid: Grid) -> bool:
    """Whether the year is named as a whole, as one that is under way: for 2005 as a whole, the whole of 2005."""
    before = [word.lower() for word in grid.words[max(0, match.start - 2) : match.start]]
    return [word.lower() for word in grid.words[match.end : match.end + 3]] == ["as", "a", "whole"] or before == [
        "whole",
        "of",
    ]


def _is_outlook(match: Match, ahead: list[int], grid: Grid, tense: int) -> bool:
    """Whether an outlook is for that year: named before it, told after it, or for an earlier year that was to come.

    The last says nothing of what is told as past.
    """
    first, end = sentence_of(match.start, grid)
    before = grid.words[max(first, match.start - 8) : match.start]
    named = not around("outlooks").isdisjoint(word.lower() for word in before)
    year = match.slots.number("year") or 0
    turned = before[-1:] == ["for"] and turns_ahead(match, grid, end)
    return named or turned or (tense >= 0 and any(other < year for other in ahead))


BARE = (
    "month", "ambiguous month", "month and day", "day and month", "quarter", "half", "months of a year",
    "year on year stretch", "from month to month",
)  # fmt: skip
"""Rules of dates that are bound to the calendar, but may lack their year."""


def _without_year(match: Match, grid: Grid, *, lead: bool) -> Clue | None:
    """What a month, quarter or day without its year says; a story leads with the month that it reports on."""
    if match.rule.name not in BARE or match.slots.shift() is not None:
        return None
    reading = match.rule.read(match.slots, Moment(date(2001, 12, 31), tense=-1))
    if reading is None or reading.period is None:
        return None
    first, last = reading.period.first.month - 1, (reading.end or reading.period).last.month - 1
    tense, limit = tense_at(match, grid, *sentence_of(match.start, grid)), _limit(match, grid)
    if tense > 0 or (
        limit in around("limits ahead") and "had" not in grid.words[slice(*sentence_of(match.start, grid))]
    ):
        return Clue("month ahead", first, last)
    if limit == "since":
        return Clue("month since", first, last)
    if reading.period.grain == "day" and _dates_saying(match, grid):
        return Clue("month said", first, last)
    if match.rule.name in ACCOUNTS:
        return Clue("month account", first, last)
    early = match.start < (grid.sentences[LEAD_SENTENCES] if len(grid.sentences) > LEAD_SENTENCES else len(grid.words))
    leads = early and not lead and not limit and not is_compared(match.start, grid) and reading.period.grain == "month"
    return Clue("month lead" if leads else "month past", first, last)


def _dates_saying(match: Match, grid: Grid) -> bool:
    """Whether the day is when something was said, which is the news: the agency announced on 21 October."""
    before = [word.lower() for word in grid.words[max(0, match.start - 2) : match.start]]
    return before[1:] == ["on"] and is_reporting(before[0])


LEAD_SENTENCES = 3
"""A story names the month that it is about in its headline or its first two sentences."""


def _shifts(matches: Sequence[Match], grid: Grid) -> Iterator[Clue]:
    """Years that cannot be this, last or next year, since the text names them by their number beside these words.

    "Not" of the year of writing that would make them the same where one sentence has both, "other" of the whole text.
    """
    shifts = {"last year": -1, "this year": 0, "next year": 1}
    years = [(match, match.slots.number("year") or 0) for match in matches if match.rule.name == "year"]
    told = {year for match, year in years if not _limit(match, grid)}
    seen = set()
    for match in matches:
        shift = shifts.get(match.slots.text.lower())
        if shift is None:
            continue
        seen.add(shift)
        here = sentence_of(match.start, grid)
        for other, year in years:
            if here[0] <= other.start < here[1]:
                yield _year("not", year - shift)
                if step := _step(match, other, grid):
                    yield _year("present", year - step - shift)
    yield from (_year("other", year - shift) for shift in seen if shift >= 0 for year in told)
    yield from _wholes(matches, grid)


def _step(one: Match, other: Match, grid: Grid) -> int:
    """How many years the second is after the first, 0 where that is not said: 900 this year, up from 850 in 2016."""
    if is_compared(other.start, grid) or "after" in grid.words[one.end : other.start]:
        return -1
    return 1 if tense_at(other, grid, *sentence_of(other.start, grid)) > 0 and other.start > one.start else 0


def _wholes(matches: Sequence[Match], grid: Grid) -> Iterator[Clue]:
    """A year named only as a whole, by the one that it is set beside: for the year as a whole 4%, after 3% in 2003."""
    for one, other in pairwise(matches):
        year = other.slots.number("year")
        whole = [word.lower() for word in grid.words[one.end : one.end + 3]] == ["as", "a", "whole"]
        together = sentence_of(one.start, grid) == sentence_of(other.start, grid)
        if year and whole and one.rule.name == "the unit" and together and is_compared(other.start, grid):
            tense = tense_at(one, grid, *sentence_of(one.start, grid))
            yield _year("over" if tense < 0 else "whole ahead", year + 1)


def _turns_of_year(matches: Sequence[Match], grid: Grid) -> Iterator[Clue]:
    """Years that only an interval tells: between September 2025 and March ends in 2026."""
    for one, other in pairwise(matches):
        year, months = one.slots.number("year"), (_month(one), _month(other))
        between = [word.lower() for word in grid.words[one.end : other.start]]
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
        first = sentence_of(one.start, grid)[0]
        before = [word.lower() for word in grid.words[max(first, one.start - MOVED_WORDS) : one.start]]
        between = [word.lower() for word in grid.words[one.end : other.start]]
        if "from" in before and "to" in between and len(between) <= MOVED_WORDS and other.start < _end_of(one, grid):
            month = (year + (end < start)) * 12 + end - 1
            yield Clue("past", month, month)


MOVED_WORDS = 8
"""Words before or after a month in which it is one of the two ends of a movement: from 4% in May 2025 to 3% in June."""


def _end_of(match: Match, grid: Grid) -> int:
    return sentence_of(match.start, grid)[1]


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
        reading = one.rule.read(one.slots, Moment(date(year + 1, 12, 31), tense=-1))
        if reading is not None and reading.period is not None and reading.period.grain != "day":
            last = (reading.end or reading.period).last.month - 1
            yield Clue("account", (year + 1) * 12, (year + 1) * 12 + last)
        else:
            yield _year("past", year + 1)


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
