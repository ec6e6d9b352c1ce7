"""Readers of phrases that name a day, days of one month, a day with a name; and of now, recently, soon."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pipeline.timex import calendar
from pipeline.timex.calendar import Period
from pipeline.timex.lexicon import lexeme
from pipeline.timex.reading import (
    NO_ANCHOR,
    NO_SUCH_DAY,
    Moment,
    Reader,
    Reading,
    Slots,
    dated,
    full_year,
    in_year,
    shifted_year,
    stated_year,
)
from pipeline.vocabulary.dates import NamedDay


def day_number(slots: Slots) -> int | None:
    """The day of the month that the phrase names in any form."""
    return next(filter(None, map(slots.number, ("day", "dayth", "ordinal"))), None)


def calendar_day(slots: Slots, moment: Moment) -> Reading | None:
    """A day of a month, its year named or not."""
    day, month = day_number(slots), slots.number("mon")
    if day is None or month is None or not 1 <= day <= 31:
        return None
    year = stated_year(slots, moment)
    if year is not None:
        period = calendar.day_of(year, month, day)
        return dated(period, absolute=True) if period else Reading(None, anchor="absolute", reason=NO_SUCH_DAY)
    if slots.shift() is not None:
        shifted = shifted_year(slots, moment)
        return dated(calendar.day_of(shifted, month, day) if shifted else None)
    if calendar.day_of(2000, month, day) is None:
        return Reading(None, reason=NO_SUCH_DAY)
    return in_year(moment, lambda year: calendar.day_of(year, month, day))


def day_of_month(slots: Slots, moment: Moment) -> Reading | None:
    """A day of last, this or next month, or of the month that the article lies in."""
    day = day_number(slots)
    shift = slots.shift()
    if day is None or moment.base is None:
        return Reading(None, reason=NO_ANCHOR) if day else None
    anaphoric = slots.values.keys() & {"following", "that"} and moment.near is not None
    start = calendar.containing(moment.near.first if anaphoric and moment.near else moment.base, "month")
    month = calendar.shift(start, shift or 0)
    if shift is None and month is not None and moment.tense < 0 and day > moment.base.day:
        month = calendar.shift(month, -1)
    return dated(calendar.day_of(month.first.year, month.first.month, day) if month else None)


def glued_date(slots: Slots, moment: Moment) -> Reading | None:
    """Month name and figures in one token."""
    text = re.sub(r"(?<=[a-z])(?=\d)", " ", (slots.word("glued") or slots.text).lower()).replace("/", " ")
    month = lexeme(re.sub(r"[^a-z]", "", text)).values.get("MON")
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    years, days = [n for n in numbers if n > 31], [n for n in numbers if 1 <= n <= 31]
    years += [named] if (named := slots.number("year")) is not None else []
    days += [apart] if (apart := slots.number("day")) is not None else []
    if not isinstance(month, int) or len(years) > 1 or len(days) > 1:
        return None
    if years and days:
        return dated(calendar.day_of(years[0], month, days[0]), absolute=True)
    if years:
        return dated(calendar.month(years[0], month), absolute=True)
    return in_year(moment, lambda year: calendar.day_of(year, month, days[0])) if days else None


def iso_day(slots: Slots, _moment: Moment) -> Reading | None:
    """Year, month and day in ISO 8601's order."""
    year, month = slots.number("year"), slots.number("mm")
    day = slots.number("day") or slots.number("isoday")
    return _in_figures(calendar.day_of(year, month, day)) if year and month and day else None


def _in_figures(period: Period | None) -> Reading | None:
    """The reading of a day in figures, which are no date where the calendar has no such day."""
    return dated(period, absolute=True) if period else None


def _ordered(one: int, two: int, year: int, moment: Moment) -> Reading | None:
    """A day by two numbers in the order that there is evidence of, month first without any."""
    as_month_first, as_day_first = calendar.day_of(year, one, two), calendar.day_of(year, two, one)
    wanted = (as_day_first, as_month_first) if moment.month_first is False else (as_month_first, as_day_first)
    period = wanted[0] or wanted[1]
    if period is None:
        return Reading(None, anchor="absolute", reason=NO_SUCH_DAY)
    either = as_month_first and as_day_first and one != two
    return replace(dated(period, absolute=True), order=moment.order_from if either else None)


def numeric_day(slots: Slots, moment: Moment) -> Reading | None:
    """A day in figures, with slashes or dots."""
    text = slots.word("numeric") or ""
    one, two, year = (int(number) for number in re.findall(r"\d+", text))
    if one > 31:
        return _in_figures(calendar.day_of(one, two, year))
    if year < 100:
        year = full_year(year, moment.base)
    if "." in text:
        return _in_figures(calendar.day_of(year, two, one))
    return _ordered(one, two, year, moment)


def dashed_day(slots: Slots, moment: Moment) -> Reading | None:
    """A day in figures with dashes, the year last."""
    one, two, year = slots.number("one"), slots.number("two"), slots.number("year")
    return _ordered(one, two, year, moment) if one and two and year else None


def compact_day(slots: Slots, _moment: Moment) -> Reading | None:
    """Eight figures: year, month, day."""
    text = slots.word("compact") or ""
    return _in_figures(calendar.day_of(int(text[:4]), int(text[4:6]), int(text[6:])))


def slashed_day(slots: Slots, moment: Moment) -> Reading | None:
    """Day and month with a slash, no year."""
    one, two = (int(number) for number in (slots.word("slashed") or "0/0").split("/"))
    return _without_year(one, two, moment)


def _without_year(one: int, two: int, moment: Moment) -> Reading | None:
    month, day = (two, one) if moment.month_first is False or one > 12 else (one, two)
    if calendar.day_of(2000, month, day) is None:
        return None
    either = day <= 12 and day != month
    reading = in_year(moment, lambda year: calendar.day_of(year, month, day))
    return replace(reading, order=moment.order_from if either else None)


def short_day(slots: Slots, moment: Moment) -> Reading | None:
    """A day in figures with dots or dashes, its year in two digits or left out."""
    one, two, *years = (int(number) for number in re.findall(r"\d+", slots.text))
    if years:
        return _ordered(one, two, full_year(years[0], moment.base), moment)
    return _without_year(one, two, moment)


def figured_days(slots: Slots, moment: Moment) -> Reading | None:
    """From one day in figures to another: 5/1-5/7, 2020."""
    figures = [int(number) for number in re.findall(r"\d+", slots.text)]
    stated = figures[4] if len(figures) > 4 else None
    orders = (True, False) if moment.month_first is not False else (False, True)

    def make(year: int) -> Period | None:
        return next(filter(None, (_days_between(figures, year, month_first=order) for order in orders)), None)

    if stated is None:
        return in_year(moment, make) if make(2000) else None
    return _in_figures(make(full_year(stated, moment.base) if stated < 100 else stated))


def _days_between(figures: list[int], year: int, *, month_first: bool) -> Period | None:
    """From the day of the first two figures to that of the next two, which is in that year."""
    one, two = figures[:2], figures[2:4]
    months_and_days = [(*pair,) if month_first else (pair[1], pair[0]) for pair in (one, two)]
    first = calendar.day_of(year - (months_and_days[0] > months_and_days[1]), *months_and_days[0])
    last = calendar.day_of(year, *months_and_days[1])
    return calendar.interval(first, last)


def days_of_month(slots: Slots, moment: Moment) -> Reading | None:
    """From one day to another of one month."""
    first, last, month = day_number(slots), slots.number("end"), slots.number("mon")
    if month is None and moment.base is not None:
        now = calendar.add_months(moment.base.replace(day=1), slots.shift() or 0)
        month = now.month if now else None
    if last is None or first is None or month is None or not (1 <= first <= 31 and 1 <= last <= 31):
        return None
    wraps = last <= first
    if wraps and slots.text.endswith(tuple("0123456789")) and "-" in slots.text:
        return None

    def make(year: int) -> Period | None:
        end = calendar.shift(calendar.month(year, month), int(wraps))
        ends = calendar.day_of(year, month, first), end and calendar.day_of(end.first.year, end.first.month, last)
        return calendar.interval(*ends)

    year = stated_year(slots, moment)
    return dated(make(year), absolute=True) if year else in_year(moment, make)


def day_in(row: NamedDay, year: int) -> Period | None:
    """The named day in that year, or the stretch of `days` where it is longer."""
    first = calendar.add(_first(row, year), row.after, "day")
    if row.days == 1:
        return calendar.containing(first, "day")
    return calendar.span_days(first, calendar.add(first, row.days - 1, "day"))


def _weekend_at(day: Period) -> Period | None:
    """The weekend nearest to the day: the one before a Monday to Wednesday."""
    return calendar.containing(calendar.add(day.first, -3, "day"), "weekend")


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
