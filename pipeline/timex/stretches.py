"""Stretches of so many units that end or begin with the article's date: DURATIONs whose ends are known."""

from __future__ import annotations

from pipeline.timex import calendar
from pipeline.timex.calendar import Grain, Period
from pipeline.timex.reading import NO_ANCHOR, Moment, Reading

LETTERS: dict[str, tuple[str, int]] = {
    "day": ("D", 1), "week": ("W", 1), "weekend": ("WE", 1), "month": ("M", 1), "quarter": ("M", 3), "half": ("M", 6),
    "year": ("Y", 1), "decade": ("Y", 10), "century": ("Y", 100),
}  # fmt: skip
"""Grain -> ISO 8601's letter of a duration, and how many of that letter the grain is."""


def _length(grain: Grain, count: int) -> str:
    letter, size = LETTERS.get(grain, ("D", 1))
    return f"P{abs(count) * size}{letter}"


def stretch(moment: Moment, grain: Grain, count: int) -> Reading:
    """`count` units up to the article's date, or from it on where positive: a DURATION with both its ends known."""
    length = _length(grain, count)
    if moment.base is None:
        return Reading(None, type="DURATION", reason=NO_ANCHOR, length=length)
    far = calendar.add(moment.base, count, grain)
    if far is None:
        return Reading(None, type="DURATION", reason=NO_ANCHOR, length=length)
    first, last = sorted((far, moment.base))
    unit: Grain = "day" if grain in ("day", "week", "weekend") else "month"
    if grain in ("year", "decade", "century") and abs(count) * LETTERS[grain][1] > 1:
        unit = "year"
    ends = calendar.containing(first, unit), calendar.containing(last, unit)
    named = calendar.interval(ends[0], ends[1]) if ends[0] and ends[1] else None
    days = calendar.span_days(first, last)
    if named is None or days is None:
        return Reading(None, type="DURATION", reason=NO_ANCHOR, length=length)
    period = Period(named.value, days.first, days.last, "interval")
    return Reading(period.value, period, type="DURATION", length=length)
