"""Periods of the Gregorian calendar and their algebra: TIMEX3 / ISO 8601 value, first and last day, neighbours.

A period keeps its grain: the year 2024 is ``2024``, never 366 days. Years run from 1 to 9999; what would leave them is
None, never an exception, and what is worked out from None is None too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Grain = Literal["day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century", "interval"]

GRAINS: tuple[Grain, ...] = (
    "day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century", "interval",
)  # fmt: skip
"""From fine to coarse."""

SEASONS = ("SP", "SU", "FA", "WI")
"""TIMEX3's codes in calendar order; the meteorological seasons of the north: spring begins on 1 March."""

KEPT = 10_000
"""So many periods are kept once they are worked out; news has fewer."""

_MONTHS_IN: dict[Grain, int] = {"month": 1, "quarter": 3, "season": 3, "half": 6}
_YEARS_IN: dict[Grain, int] = {"year": 1, "decade": 10, "century": 100}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days with the name that TIMEX3 gives it."""

    value: str
    first: date
    last: date
    grain: Grain

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.last - self.first).days + 1


def finer(one: Grain, other: Grain) -> bool:
    """Whether the grain `one` is finer than `other`.

    >>> finer("day", "month")
    True
    """
    return GRAINS.index(one) < GRAINS.index(other)


def day(day_: date) -> Period:
    """The period of a single day."""
    return Period(day_.isoformat(), day_, day_, "day")


def day_of(year_: int, month_: int, day_: int) -> Period | None:
    """The day of that year, month and day; None where the calendar has none (30 February)."""
    try:
        return day(date(year_, month_, day_))
    except ValueError:
        return None


def week(year_: int, number: int) -> Period | None:
    """ISO 8601's week of that number: Monday to Sunday.

    >>> week(2015, 53).last.isoformat()
    '2016-01-03'
    """
    try:
        monday = date.fromisocalendar(year_, number, 1)
        return Period(f"{year_:04}-W{number:02}", monday, monday + timedelta(6), "week")
    except (ValueError, OverflowError):
        return None


def weekend(year_: int, number: int) -> Period | None:
    """Saturday and Sunday of an ISO week."""
    whole = week(year_, number)
    return whole and Period(f"{whole.value}-WE", whole.last - timedelta(1), whole.last, "weekend")


@lru_cache(maxsize=KEPT)
def _months(value: str, year_: int, first_month: int, length: int, grain: Grain) -> Period | None:
    """`length` months from the month `first_month`, 1 to 12, of the year."""
    try:
        start = date(year_, first_month, 1)
        after = year_ * 12 + first_month - 1 + length
        last = date.max if after == 120000 else date(after // 12, after % 12 + 1, 1) - timedelta(1)
    except (ValueError, OverflowError):
        return None
    return Period(value, start, last, grain)


def month(year_: int, number: int) -> Period | None:
    """A month of a year.

    >>> month(2024, 2).last.isoformat()
    '2024-02-29'
    """
    return _months(f"{year_:04}-{number:02}", year_, number, 1, "month")


def quarter(year_: int, number: int) -> Period | None:
    """A calendar quarter, 1 to 4."""
    return _months(f"{year_:04}-Q{number}", year_, 3 * number - 2, 3, "quarter")


def half(year_: int, number: int) -> Period | None:
    """A calendar half-year, 1 or 2."""
    return _months(f"{year_:04}-H{number}", year_, 6 * number - 5, 6, "half")


def season(year_: int, number: int) -> Period | None:
    """A season, 1 spring to 4 winter; the winter of a year begins in its December."""
    return _months(f"{year_:04}-{SEASONS[number - 1]}", year_, 3 * number, 3, "season") if 1 <= number <= 4 else None


@lru_cache(maxsize=KEPT)
def _years(value: str, first_year: int, length: int, grain: Grain) -> Period | None:
    try:
        return Period(value, date(max(first_year, 1), 1, 1), date(first_year + length - 1, 12, 31), grain)
    except ValueError:
        return None


def year(number: int) -> Period | None:
    """A calendar year."""
    return _years(f"{number:04}", number, 1, "year") if number > 0 else None


def decade(number: int) -> Period | None:
    """A decade by its first three digits: 199 is 1990 to 1999."""
    return _years(f"{number:03}", number * 10, 10, "decade") if number >= 0 else None


def century(number: int) -> Period | None:
    """A century by its first two digits: 20 is 2000 to 2099, TIMEX3's 21st century."""
    return _years(f"{number:02}", number * 100, 100, "century") if number >= 0 else None


def containing(day_: date | None, grain: Grain) -> Period | None:
    """The period of that grain that holds the day; a weekend is that of the day's week."""
    make = _CONTAINING.get(grain)
    return make(day_) if make and day_ else None


_CONTAINING: dict[Grain, Callable[[date], Period | None]] = {
    "day": day,
    "week": lambda day_: week(*day_.isocalendar()[:2]),
    "weekend": lambda day_: weekend(*day_.isocalendar()[:2]),
    "month": lambda day_: month(day_.year, day_.month),
    "season": lambda day_: season(day_.year - (day_.month < 3), (day_.month // 3 + 3) % 4 + 1),
    "quarter": lambda day_: quarter(day_.year, (day_.month + 2) // 3),
    "half": lambda day_: half(day_.year, (day_.month + 5) // 6),
    "year": lambda day_: year(day_.year),
    "decade": lambda day_: decade(day_.year // 10),
    "century": lambda day_: century(day_.year // 100),
}


def add_months(day_: date | None, count: int) -> date | None:
    """The same day of the month `count` months on, or that month's last day where it is shorter."""
    if day_ is None:
        return None
    months = day_.year * 12 + day_.month - 1 + count
    there = month(months // 12, months % 12 + 1)
    return there.first + timedelta(min(day_.day, there.last.day) - 1) if there else None


def add(day_: date | None, count: int, grain: Grain) -> date | None:
    """The day `count` units of that grain on; None outside the calendar.

    >>> add(date(2024, 2, 29), -1, "year").isoformat()
    '2023-02-28'
    """
    if grain in _YEARS_IN:
        return add_months(day_, 12 * count * _YEARS_IN[grain])
    if grain in _MONTHS_IN:
        return add_months(day_, count * _MONTHS_IN[grain])
    try:
        return day_ and day_ + timedelta(count * (1 if grain == "day" else 7))
    except OverflowError:
        return None


def shift(period: Period | None, count: int, grain: Grain | None = None) -> Period | None:
    """The period `count` units of `grain` on (its own where None), of the period's own grain.

    >>> shift(quarter(1989, 3), -1, "year").value
    '1988-Q3'
    """
    if period is None:
        return None
    start = add(period.first, count, grain or period.grain)
    if period.grain != "interval":
        return containing(start, period.grain)
    return up_to(start, add(add(period.last, 1, "day"), count, grain)) if grain else None


_DAYS_IN: dict[Grain, range] = {"quarter": range(89, 94), "half": range(180, 186), "year": range(364, 372)}
"""How many days an accounting period has, those of whole weeks included (52 or 53 of them make a year)."""


LONGEST_ACCOUNT = 371
"""Days of an accounting year of 53 weeks."""


def is_of_length(period: Period, grain: Grain) -> bool:
    """Whether the period is of that grain, or an interval as long: the six months to March are a half-year."""
    return period.grain == grain or (period.grain == "interval" and period.days in _DAYS_IN.get(grain, ()))


def interval(first: Period | None, last: Period | None) -> Period | None:
    """From the first day of one to the last day of the other; None where that runs backwards.

    Both ends are written with the same precision, that of the finer.

    >>> interval(year(2017), year(2024)).value, interval(year(2014), month(2018, 5)).value
    ('2017/2024', '2014-01/2018-05')
    """
    if first is None or last is None or last.last < first.first or last.first < first.first:
        return None
    begin, end = first, last
    if {first.grain, last.grain} <= {"day", "month", "year"} and first.grain != last.grain:
        grain = first.grain if finer(first.grain, last.grain) else last.grain
        begin, end = containing(first.first, grain) or first, containing(last.last, grain) or last
    named = f"{begin.value.split('/')[0]}/{end.value.split('/')[-1]}"
    return Period(named, first.first, last.last, "interval")


def span_days(first: date | None, last: date | None) -> Period | None:
    """The interval of those two days."""
    return interval(containing(first, "day"), containing(last, "day"))


def up_to(first: date | None, after: date | None) -> Period | None:
    """As `whole`, of the days before `after`."""
    return whole(first, add(after, -1, "day"))


def whole(first: date | None, last: date | None) -> Period | None:
    """The one calendar period of exactly those days, else the interval by months or days.

    >>> whole(date(2023, 10, 1), date(2023, 12, 31)).value
    '2023-Q4'
    >>> whole(date(2023, 4, 1), date(2024, 3, 31)).value
    '2023-04/2024-03'
    """
    for grain in ("month", "quarter", "half", "year"):
        period = containing(first, grain)
        if period is not None and (period.first, period.last) == (first, last):
            return period
    begin, end = containing(first, "month"), containing(last, "month")
    if begin and end and (begin.first, end.last) == (first, last):
        return interval(begin, end)
    return span_days(first, last)


def easter(year_: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus, Nature 1876)."""
    a, (b, c) = year_ % 19, divmod(year_, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month_ = (h + weekday - 7 * m + 90) // 25
    return date(year_, month_, (h + weekday - 7 * m + 33 * month_ + 19) % 32)


def nth_weekday(year_: int, month_: int, weekday_: int, nth: int) -> date | None:
    """The nth such weekday (Monday is 1) of a month; -1 is the last."""
    whole_month = month(year_, month_)
    if whole_month is None:
        return None
    if nth < 0:
        return whole_month.last - timedelta((whole_month.last.isoweekday() - weekday_) % 7)
    found = whole_month.first + timedelta((weekday_ - whole_month.first.isoweekday()) % 7 + 7 * (nth - 1))
    return found if found <= whole_month.last else None


_VALUE = re.compile(
    r"(?P<y>\d{4})(?:-(?:Q(?P<q>[1-4])|H(?P<h>[12])|W(?P<w>\d\d)(?P<we>-WE)?|(?P<s>SP|SU|FA|WI)"
    r"|(?P<m>\d\d)(?:-(?P<d>\d\d))?))?"
)


@lru_cache(maxsize=KEPT)
def parse(value: str) -> Period | None:
    """The period that a TIMEX3 value names; None where it names none.

    >>> parse("2017/2024").last.isoformat()
    '2024-12-31'
    """
    first, slash, last = value.partition("/")
    if slash:
        return interval(parse(first), parse(last))
    if value.isdigit() and value.isascii() and len(value) in (2, 3):
        return decade(int(value)) if len(value) == 3 else century(int(value))
    match = _VALUE.fullmatch(value)
    return _named(match) if match else None


def _named(match: re.Match[str]) -> Period | None:
    number = int(match["y"])
    for group, make in (("q", quarter), ("h", half)):
        if match[group]:
            return make(number, int(match[group]))
    if match["w"]:
        return (weekend if match["we"] else week)(number, int(match["w"]))
    if match["s"]:
        return season(number, SEASONS.index(match["s"]) + 1)
    if match["d"]:
        return day_of(number, int(match["m"]), int(match["d"]))
    return month(number, int(match["m"])) if match["m"] else year(number)
