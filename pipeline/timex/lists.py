"""Dates that take year, week or month from the one beside them: "March and April 2023", "May 3, 4 and 5"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.timex import calendar
from pipeline.timex.calendar import Period
from pipeline.timex.grid import Grid
from pipeline.timex.lexicon import lexeme
from pipeline.timex.reading import Reading, dated
from pipeline.timex.resolve import Timex
from pipeline.timex.site import around

LINKS = frozenset(((",",), ("and",), ("or",), ("&",), (",", "and"), (",", "or")))
"""What stands between the dates of a list."""

YEAR_LINKS = frozenset(
    (*((word,) for word in ("and", "or", "&")), ("and", "the"), ("or", "the"), ("and", "in"), ("and", "on"))
)
"""What stands before the date that names the year of the one before, too."""

WEEK_LINKS = LINKS | {("to",), ("-",), ("–",), ("through",), ("until",)}
"""What stands between weekdays of one week."""

OF_A_WEEK = frozenset(("week and weekday", "weekday of a week", "weekday in the week named", "shifted weekday"))
"""Rules of weekdays whose week the text gives."""

WEEKS = frozenset(
    ("shifted unit", "part of a unit", "nth week of a period", "numbered week", "week of a day", "from now")
)
"""Rules of weeks that a weekday may follow."""

ENDS_A_WEEK = frozenset(("weekday of a week", "weekday in the week named"))
"""Those of them that give it to the weekdays before them too."""

BETWEEN_WEEK_AND_DAY = frozenset((",", "on", "between", "from", "and"))
"""Words that may part a week from its weekday: "last week, on Monday", "next week between Monday and Friday"."""

ENDS_A_LIST = frozenset(("days of a month", "day and month", "day, month and year"))
"""Rules of days with their month, before which a list may have days without it."""

CLAUSE_ENDS = frozenset((".", ",", ";", ":", ")", "!", "?", "\n\n", ""))
"""Marks that may stand after the last day of a list."""

LONGEST_GAP = 3
"""Words between a week and its weekday at most."""


def share_lists(timexes: Sequence[Timex], grid: Grid) -> list[Timex]:
    """The dates, those without a year or week of their own with that of the list, and the list's bare days as dates."""
    return _with_bare_parts(_with_bare_days(_with_weeks(_with_years(timexes, grid), grid), grid), grid)


def _between(one: Timex, two: Timex, grid: Grid) -> tuple[str, ...]:
    """The words that part the two, lower case; of those farther apart the first few only."""
    return tuple(grid.lower[one.end : min(two.start, one.end + LONGEST_GAP + 1)])


def _with_years(timexes: Sequence[Timex], grid: Grid) -> list[Timex]:
    """Such as "March and April 2023", "Q1 and Q2 last year": the last one names the year of all."""
    shared = list(timexes)
    names_year = False
    for index in range(len(shared) - 1, -1, -1):
        one, two = shared[index], shared[index + 1] if index + 1 < len(shared) else None
        link = _between(one, two, grid) if two else ()
        given = two is not None and (names_year if link == (",",) else link in YEAR_LINKS and _has_year(two, grid))
        names_year = False
        if two is None or not given or _has_year(one, grid):
            continue
        ends = one.reading.period or _bare(one, two, grid), two.reading.period
        if ends[0] is None or ends[1] is None or ends[0].grain != ends[1].grain or one.parts or two.parts:
            continue
        moved = _in_year_of(ends[0], ends[1])
        if moved is not None:
            shared[index] = replace(one, reading=replace(one.reading, value=moved.value, period=moved, reason=None))
            names_year = True
    return shared


def _bare(one: Timex, two: Timex, grid: Grid) -> Period | None:
    """The month, or day of a month, that nobody could date by itself, in the year of the one after it."""
    words = [lexeme(word).values for word in grid.words[one.start : one.end]]
    month = next((number for values in words if isinstance(number := values.get("MON"), int)), None)
    if month is None or two.reading.period is None:
        return None
    year = two.reading.period.first.year
    days = [number for number in (_number(grid, at) for at in range(one.start, one.end)) if number is not None]
    return calendar.day_of(year, month, days[0]) if days else calendar.month(year, month)


def _has_year(timex: Timex, grid: Grid) -> bool:
    own = grid.lower[timex.start : timex.end]
    return timex.reading.anchor == "absolute" or "year" in own


def _in_year_of(one: Period, two: Period) -> Period | None:
    """The month, day or part of a year in the year of the one after it, or in the year before where it comes later."""
    moved = (calendar.shift(one, year - one.first.year, "year") for year in (two.first.year, two.first.year - 1))
    return next((period for period in moved if period is not None and period.first <= two.first), None)


def _with_weeks(timexes: Sequence[Timex], grid: Grid) -> list[Timex]:
    """Such as "next week, on Tuesday and Wednesday", "last week between Monday and Friday": days of the week named."""
    shared: list[Timex] = []
    for timex in timexes:
        before = shared[-1] if shared else None
        week = _week_given(before, timex, grid) if before else None
        moved = _day_in(week, timex) if week and timex.rule in ("weekday", "short weekday") else None
        shared.append(replace(timex, reading=dated(moved), rule="weekday in the week named") if moved else timex)
    for index in range(len(shared) - 2, -1, -1):
        one, two = shared[index], shared[index + 1]
        listed = two.rule in ENDS_A_WEEK and _between(one, two, grid) in WEEK_LINKS
        week = calendar.containing(two.reading.period.first, "week") if listed and two.reading.period else None
        moved = _day_in(week, one) if week and one.rule in ("weekday", "short weekday") else None
        if moved:
            shared[index] = replace(one, reading=dated(moved), rule="weekday in the week named")
    return shared


def _week_given(before: Timex, timex: Timex, grid: Grid) -> Period | None:
    """The week that the date before gives a weekday: its own, or that of a weekday in the same list."""
    period, between = before.reading.period, _between(before, timex, grid)
    if period is None:
        return None
    if period.grain == "week" and before.rule in WEEKS:
        near = len(between) <= LONGEST_GAP and BETWEEN_WEEK_AND_DAY.issuperset(between)
        return period if near and between else None
    if period.grain == "day" and before.rule == "from now" and between == ("on",):
        last = calendar.add(period.first, 6, "day")
        return calendar.span_days(period.first, last)
    listed = before.rule in OF_A_WEEK and between in WEEK_LINKS
    return calendar.containing(period.first, "week") if listed else None


def _day_in(week: Period, timex: Timex) -> Period | None:
    period = timex.reading.period
    if period is None or period.grain != "day":
        return None
    days = (period.first.isoweekday() - week.first.isoweekday()) % 7
    return calendar.shift(calendar.day(week.first), days)


def _with_bare_days(timexes: Sequence[Timex], grid: Grid) -> list[Timex]:
    """Such as "May 3, 4 and 5", "3, 4 and 5 May": the days of a list whose month stands with one of them only."""
    listed: list[Timex] = []
    for index, timex in enumerate(timexes):
        follower = timexes[index + 1] if index + 1 < len(timexes) else None
        before = listed[-1] if listed else None
        if before and before.rule == "day of the month alone" and _between(before, timex, grid) in LINKS:
            listed[-1:] = _as_days(timex, [before.start], grid) if timex.rule in ENDS_A_LIST else [before]
        listed.extend(_days_before(timex, grid, listed[-1].end if listed else 0))
        days = [timex, *_days_after(timex, grid, follower.start if follower else len(grid.words))]
        year = follower.reading.period if len(days) > 1 and follower and follower.rule == "year" else None
        if year and follower and _between(days[-1], follower, grid) == (",",):
            days = [_in_stated_year(day, year) for day in days]
        listed.extend(days)
    return listed


def _in_stated_year(day: Timex, year: Period) -> Timex:
    period = day.reading.period
    moved = period and calendar.shift(period, year.first.year - period.first.year, "year")
    return replace(day, reading=dated(moved)) if moved else day


def _with_bare_parts(timexes: Sequence[Timex], grid: Grid) -> list[Timex]:
    """Such as "3% in the fourth quarter, against 2% in the third": the last quarter or half-year of that number."""
    listed: list[Timex] = []
    for index, timex in enumerate(timexes):
        listed.append(timex)
        period = timex.reading.period
        if period is None or period.grain not in ("quarter", "half"):
            continue
        limit = timexes[index + 1].start if index + 1 < len(timexes) else len(grid.words)
        for at in range(timex.end + 1, min(limit, grid.sentence(timex.start)[1])):
            rank = lexeme(grid.words[at]).values.get("ORDINAL") if grid.word(at - 1) == "the" else None
            if isinstance(rank, int) and grid.word(at - 2) == "in" and grid.word(at + 1) in CLAUSE_ENDS:
                part = _last_part(period, rank)
                listed.extend([Timex(at, at + 1, dated(part), "part of a list", True)] if part else [])
    return listed


def _last_part(period: Period, rank: int) -> Period | None:
    """The quarter or half-year of that rank which comes last before the other one."""
    part_of, parts = (calendar.quarter, 4) if period.grain == "quarter" else (calendar.half, 2)
    found = (part_of(period.first.year - back, rank) for back in (0, 1) if rank <= parts)
    return next((part for part in found if part is not None and part.first < period.first), None)


def _number(grid: Grid, at: int) -> int | None:
    """The day of the month that the word at `at` may be."""
    values = lexeme(grid.words[at]).values if 0 <= at < len(grid.words) else {}
    day = values.get("DAY", values.get("DAYTH"))
    return day if isinstance(day, int) else None


def _days_after(timex: Timex, grid: Grid, limit: int) -> list[Timex]:
    """The days after "May 3": commas between, "and" before the last, and nothing that they count."""
    period = timex.reading.period
    if timex.rule != "month and day" or period is None or period.grain != "day":
        return []
    places: list[int] = []
    at, last = timex.end, period.first.day
    while at + 1 < limit:
        step = 2 if tuple(grid.lower[at : at + 2]) in LINKS else 1
        link = tuple(grid.lower[at : at + step])
        number = _number(grid, at + step) if link in LINKS else None
        if number is None or number <= last:
            break
        places.append(at + step)
        at, last = at + step + 1, number
        if link != (",",):
            return _as_days(timex, places, grid) if _ends(grid, at) else []
    return []


def _days_before(timex: Timex, grid: Grid, taken: int) -> list[Timex]:
    """The days before "4 and 5 May" or "5 May", after "on" or "of"."""
    period = timex.parts[0].reading.period if timex.parts else timex.reading.period
    if timex.rule not in ENDS_A_LIST or period is None:
        return []
    places: list[int] = []
    at, next_day = timex.start - 1, period.first.day
    while at - 1 >= taken and grid.words[at] in (",", "and") and period.grain == "day":
        number = _number(grid, at - 1)
        if number is None or number >= next_day or (grid.words[at] == "and" and places):
            break
        places.append(at - 1)
        at, next_day = at - 2, number
    at -= grid.word(at) == "the"
    opened = bool(places) and grid.word(at) in around("before slashed days")
    return _as_days(timex, places[::-1], grid) if opened else []


def _as_days(timex: Timex, places: Sequence[int], grid: Grid) -> list[Timex]:
    """The numbers at `places` as days of the month of `timex`."""
    found = []
    month = timex.parts[0].reading.period if timex.parts else timex.reading.period
    for at in places:
        number = _number(grid, at)
        day = calendar.day_of(month.first.year, month.first.month, number) if month and number else None
        reading = dated(day) if day else Reading(None, reason=timex.reading.reason)
        found.append(Timex(at, at + 1, reading, "day of a list", True))
    return found


def _ends(grid: Grid, at: int) -> bool:
    """Whether nothing that the number before counts stands at `at`."""
    word = grid.word(at)
    return word in CLAUSE_ENDS or word in around("function words")
