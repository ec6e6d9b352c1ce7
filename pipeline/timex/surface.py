"""dateparser, for the surface forms that it is good at: one span at a time, always with a base, never a search."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.timex import calendar
from pipeline.timex.calendar import Grain, Period

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_GRAINS: dict[str, Grain] = {"day": "day", "time": "day", "week": "week", "month": "month", "year": "year"}
_ANY_BASE = date(2000, 1, 1)
"""Base of spans that name their year themselves: no part of their value comes from it."""


@lru_cache(maxsize=4096)
def parse_surface(text: str, base: date | None, order: str = "MDY") -> Period | None:
    """The period that dateparser reads in the span, of the grain that it names; None where it reads none.

    Without a `base` only spans that name a full date give one that can be used.

    >>> parse_surface("22nd September 2025", None).value
    '2025-09-22'
    >>> parse_surface("three months ago", date(2024, 5, 15)).value
    '2024-02'
    """
    parser = _parser(base or _ANY_BASE, order)
    found = parser.get_date_data(" ".join(text.split()))
    if found.date_obj is None or found.period not in _GRAINS:
        return None
    return calendar.containing(found.date_obj.date(), _GRAINS[found.period])


@cache
def _languages() -> list[str]:
    return ["en"]


@lru_cache(maxsize=256)
def _parser(base: date, order: str) -> DateDataParser:
    from dateparser.date import DateDataParser  # it takes a third of a second, and many articles never ask for it

    settings = {
        "RELATIVE_BASE": datetime.combine(base, time()),
        "DATE_ORDER": order,
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "TIMEZONE": "UTC",
    }
    return DateDataParser(languages=_languages(), settings=settings)
