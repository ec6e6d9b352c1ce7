"""Readers of what a row names: days (fixed dates, rules of the calendar, Easter, tables) and now, recently, soon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pipeline.timex import calendar
from pipeline.timex.calendar import Period
from pipeline.timex.reading import Moment, Reader, Reading, Slots, dated, in_year, shifted_year, stated_year
from pipeline.vocabulary.dates import NamedDay


def day_in(row: NamedDay, year: int) -> Period | None:
    """The named day in that year, or the stretch of `days` where it is longer."""
    first = _first(row, year)
    if first is not None and row.after:
        first = calendar.add(first, row.after, "day")
    if first is None or row.days == 1:
        return calendar.day(first) if first else None
    last = calendar.add(first, row.days - 1, "day")
    return calendar.span_days(first, last) if last else None


def _weekend_at(day: Period | None) -> Period | None:
    """The weekend nearest to the day: the one before a Monday to Wednesday."""
    near = day and calendar.add(day.first, -3, "day")
    return calendar.containing(near, "weekend") if near else None


def _first(row: NamedDay, year: int) -> date | None:
    if row.date is not None:
        found = calendar.parse(f"{year:04}-{row.date}")
        return found.first if found else None
    if row.easter is not None:
        return calendar.add(calendar.easter(year), row.easter, "day")
    if row.month is not None and row.weekday is not None and row.nth is not None:
        return calendar.nth_weekday(year, row.month, row.weekday, row.nth)
    listed = row.table.get(str(year))
    return date.fromisoformat(f"{year:04}-{listed}") if listed else None


def named_day_reader(row: NamedDay) -> Reader:
    """The reader of that named day."""

    def read(slots: Slots, moment: Moment) -> Reading | None:
        reading = _read_day(row, slots, moment)
        if reading is not None and reading.period is not None and "weekend" in slots.text.lower().split():
            return dated(_weekend_at(reading.period), absolute=reading.anchor == "absolute")
        return reading

    return read


def _read_day(row: NamedDay, slots: Slots, moment: Moment) -> Reading | None:
    if row.value is not None:
        return dated(calendar.parse(row.value), absolute=True)
    year = stated_year(slots, moment)
    if year is not None:
        return dated(day_in(row, year), absolute=True)
    if row.table and (moment.base is None or str(moment.base.year) not in row.table):
        return None
    shift = slots.shift()
    if shift is not None and slots.text.lower().endswith("year"):
        meant = shifted_year(slots, moment)
        return dated(day_in(row, meant) if meant else None)
    if shift == 0 and moment.base is not None:
        return dated(day_in(row, moment.base.year))
    if shift and moment.base is not None:
        return dated(_beside(moment.base, shift, lambda number: day_in(row, number)))
    return in_year(moment, lambda number: day_in(row, number))


def reference_reader(value: str) -> Reader:
    """The reader of what points at the day of writing; without that day it is no date."""

    def read(_slots: Slots, moment: Moment) -> Reading | None:
        if moment.base is None:
            return None
        return Reading(value, calendar.day(moment.base) if value == "PRESENT_REF" else None)

    return read


def _beside(base: date, shift: int, make: Callable[[int], Period | None]) -> Period | None:
    found = [period for year in range(base.year - 1, base.year + 2) if (period := make(year)) is not None]
    if shift < 0:
        return next((period for period in reversed(found) if period.last < base), None)
    return next((period for period in found if period.first > base), None)
