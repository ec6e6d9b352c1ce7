"""A date as evidence of when its text was written."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from pipeline.timex.calendar import Period

Kind = Literal[
    "past", "named", "over", "base", "due", "account", "ahead", "plan", "whole ahead", "limit",
    "compared", "since", "under way", "not", "other", "present",
    "month past", "month said", "month since", "month lead", "month account", "month account lead",
    "month ahead",
]  # fmt: skip
"""How a date bears on the time of writing; those that begin with "month" have no year."""


class Clue(NamedTuple):
    """One date as evidence. Months are counted from the year 0, those of no known year from 0 for January."""

    kind: Kind
    first: int
    last: int


def month_number(day: date) -> int:
    """The month of the day, counted from the year 0."""
    return day.year * 12 + day.month - 1


def clue_of(kind: Kind, period: Period) -> Clue:
    return Clue(kind, month_number(period.first), month_number(period.last))


def year_clue(kind: Kind, year: int) -> Clue:
    return Clue(kind, year * 12, year * 12 + 11)


BARE = (
    "month", "ambiguous month", "month and day", "day and month", "quarter", "half", "months of a year",
    "year on year stretch", "from month to month",
)  # fmt: skip
"""Rules of dates that are bound to the calendar, but may lack their year."""
