"""What a phrase is read as, and the moment that relative phrases are read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipeline.model import Anchor, DayOrder, TimexType
from pipeline.timex import calendar
from pipeline.timex.calendar import Period
from pipeline.timex.lexicon import Value

NO_ANCHOR = "no anchor"
VAGUE = "vague"
NO_SUCH_DAY = "no such day"

AHEAD_DAYS = 92
"""A month or day without a year is past unless it is at most so many days ahead (73 of 76 in news, by count).

A month that the past tense tells of is not ahead at all; a day may be (declared a dividend payable on 12 December).
"""


SOON_DAYS = 300
"""A future without a year is at most so many days ahead; what is later has just been."""


@dataclass(frozen=True, slots=True)
class Reading:
    """TIMEX3 value of a phrase, its period where the days are known, and why there is no value."""

    value: str | None
    period: Period | None = None
    anchor: Anchor = "relative"
    type: TimexType = "DATE"
    reason: str | None = None
    order: DayOrder | None = None
    """What decided which number is the day, where either could be."""
    days_known: bool = True
    """Whether the period's first and last day are the phrase's own: those of a fiscal quarter are not."""
    end: Period | None = None
    """The date named in the phrase that a stretch ends with (the year to 30 June)."""


class Moment(NamedTuple):
    """What a relative phrase is read against; every part may be unknown."""

    base: date | None = None
    """The article's own date."""
    near: Period | None = None
    """The date or period mentioned last before the phrase."""
    accounts: tuple[Period, ...] = ()
    """The quarters, half-years and accounting periods (the year to June) told of so far, the last first; of those as
    long as each other the latest in time."""
    foretold: Period | None = None
    """The accounting year (the year to June) that an outlook was for, the last that was told of."""
    lead: Period | None = None
    """The month, quarter, half-year, year or accounting period that the first sentences name first."""
    year_end: tuple[int, int] | None = None
    """Month and day with which the accounting year of the text ends, where it says so."""
    close: bool = False
    """Whether `near` stands in the same sentence."""
    frame: int | None = None
    """The year that the paragraph tells of, where it is another than the article's."""
    tense: int = 0
    """1 where the words around speak of the future, 2 where they are sure of it, -1 of the past."""
    early: bool = False
    """Whether the phrase stands in the headline or the first two sentences."""
    whole: bool = False
    """Whether "as a whole" stands after the phrase."""
    compared: bool = False
    """Whether a word of comparison stands before the phrase."""
    month_first: bool | None = None
    """Order of numeric dates: True for month/day, None without evidence."""
    order_from: DayOrder = "nothing"
    """What gives that evidence."""

    @property
    def year(self) -> int | None:
        """The year that the article speaks from."""
        return self.base.year if self.base else None

    @property
    def spoken_of(self) -> Period | None:
        """The stretch that a distance counts from (a year earlier): named in the sentence or shortly before, else the
        one that accounts are given for, else that of the first sentences.
        """
        near, last = self.near, next(iter(self.accounts), None)
        whole = near is not None and any(calendar.is_of_length(near, grain) for grain in COMPARABLE)
        return near if near is not None and (self.close or whole) else last or near or self.lead


SHIFTING = ("last", "past", "this", "next", "following", "that")
"""Labels of the words that count units from a date."""

_SHIFTING = frozenset(SHIFTING)


@dataclass(frozen=True, slots=True)
class Slots:
    """The captured words of a phrase by label, each with its value in the class that matched."""

    values: Mapping[str, Value]
    text: str

    def number(self, label: str) -> int | None:
        """The label's value where it is a number."""
        value = self.values.get(label)
        return value if isinstance(value, int) else None

    def word(self, label: str) -> str | None:
        """The label's value where it is a word."""
        value = self.values.get(label)
        return value if isinstance(value, str) else None

    def rank(self) -> int | None:
        """The number that an ordinal stands for, that of "last" or "final" counted back from the end."""
        return self.number("ordinal") or self.number("nth") or self.number("closing")

    def shift(self) -> int | None:
        """The number of units that last, this or next stand for; None without such a word."""
        if _SHIFTING.isdisjoint(self.values):
            return None
        for label in SHIFTING:
            if isinstance(value := self.values.get(label), int):
                return value
        return None


def stated_year(slots: Slots, moment: Moment) -> int | None:
    """The year that the phrase names, also in two digits, or by last, this, next year."""
    year = slots.number("year")
    if year is not None:
        return year
    short = slots.values.get("shortyear")
    return full_year(int(str(short)[-2:].lstrip("'’‘")), moment.base) if short is not None else None


def shifted_year(slots: Slots, moment: Moment) -> int | None:
    """The year that last, this or next year is; None without such words or without an anchor."""
    shift = slots.shift()
    if shift is None:
        return None
    anaphoric = slots.number("following") is not None or slots.number("that") is not None
    if anaphoric and moment.near is not None:
        return moment.near.first.year + shift
    return moment.year + shift if moment.year is not None else None


COMPARABLE: tuple[calendar.Grain, ...] = ("month", "quarter", "half", "year")
"""Stretches that reports compare with those a year before."""

Reader = Callable[[Slots, Moment], Reading | None]
"""Reads a phrase's slots; None where the words are no date after all."""


def dated(period: Period | None, *, absolute: bool = False) -> Reading:
    """The reading of a known period; NO_ANCHOR where there is none."""
    if period is None:
        return Reading(None, reason=NO_ANCHOR)
    return Reading(period.value, period, "absolute" if absolute else "relative")


def on_day(found: date | None) -> Reading:
    """The reading of a known day, counted from another one; NO_ANCHOR where there is none."""
    return dated(calendar.containing(found, "day"))


def in_year(moment: Moment, make: Callable[[int], Period | None], ahead: int = AHEAD_DAYS) -> Reading:
    """The period that `make` gives for the year that the text leaves out."""
    if moment.frame is not None and moment.tense <= 0 and not _is_at_hand(moment, make):
        return dated(make(moment.frame))
    if moment.base is None:
        return Reading(None, reason=NO_ANCHOR)
    return dated(_nearest(moment.base, moment, make, ahead))


AT_HAND_DAYS = 60
"""A month or day within so many days of the article's own is of its year, whatever year was named just before."""


def _is_at_hand(moment: Moment, make: Callable[[int], Period | None]) -> bool:
    if moment.base is None or moment.frame is None or moment.frame < moment.base.year - 1:
        return False
    period = make(moment.base.year)
    return period is not None and abs((period.first - moment.base).days) <= AT_HAND_DAYS


def _nearest(base: date, moment: Moment, make: Callable[[int], Period | None], ahead: int) -> Period | None:
    if moment.tense > 0:
        coming = [period for period in _back_to_past(base, make) if period.last >= base]
        if coming and (moment.tense > 1 or (coming[-1].first - base).days <= SOON_DAYS):
            return coming[-1]
    latest = base
    if moment.near is not None and moment.close and base < moment.near.first < _later(base, 366):
        latest = moment.near.first
    told, limit = moment.tense < 0 or moment.compared, _later(latest, ahead)
    found = _back_to_past(base, make)
    return next((one for one in found if one.first <= (latest if told and one.grain != "day" else limit)), None)


def _back_to_past(base: date, make: Callable[[int], Period | None]) -> Iterator[Period]:
    """The period in the years around `base`, the last first, up to the first one that is over."""
    for year in range(base.year + 2, base.year - 9, -1):
        if (period := make(year)) is not None:
            yield period
            if period.last < base:
                return


def _later(day: date, days: int) -> date:
    return calendar.add(day, days, "day") or date.max


def full_year(two_digits: int, base: date | None) -> int:
    """The year of two digits: the last one that is at most ten years after the base (in 2000 to 2099 without one).

    >>> full_year(98, date(2024, 5, 15)), full_year(30, date(2024, 5, 15))
    (1998, 2030)
    """
    latest = (base.year if base else 2030) + 10
    return latest - (latest - two_digits) % 100
