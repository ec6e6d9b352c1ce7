"""Readers of phrases that name a weekday, a week or a weekend."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.timex import calendar
from pipeline.timex.calendar import Grain
from pipeline.timex.days import calendar_day, day_number, day_of_month, numeric_day, short_day, slashed_day
from pipeline.timex.reading import Moment, Reader, Reading, Slots, dated, on_day
from pipeline.timex.relative import current, month_meant, whole_meant


def on_weekday(base: date, number: int, tense: int = 0) -> date | None:
    """The latest such weekday on or before the base (146 of 162 right in news); with future tense the next one."""
    back = (base.isoweekday() - number) % 7
    return calendar.add(base, 7 - back if tense > 0 and back else -back, "day")


def weekday(slots: Slots, moment: Moment) -> Reading | None:
    """A weekday, bare or with last, this or next."""
    number = slots.number("weekday") or slots.number("wd")
    if number is None:
        return None
    if slots.number("following") is not None and moment.near is not None:
        found = calendar.add(moment.near.last, (number - moment.near.last.isoweekday() - 1) % 7 + 1, "day")
        return on_day(found)
    if moment.base is None:
        return dated(None)
    base, shift = moment.base, slots.shift()
    ahead = (number - base.isoweekday()) % 7
    match shift:
        case None:
            found = on_weekday(base, number, moment.tense)
        case 0:
            found = calendar.add(base, ahead if moment.tense >= 0 else ahead - 7, "day")
        case 1:
            found = calendar.add(base, ahead or 7, "day")
        case _:
            found = calendar.add(base, (ahead or 7) - 7 - 7 * (ahead == 0), "day")
    return on_day(found)


def weekday_or_day(slots: Slots, moment: Moment) -> Reading | None:
    """A day in figures where it is on the weekday named before it; else the weekday alone: on Friday 3-2."""
    number, day = slots.number("wd"), short_day(slots, moment)
    agree = number is None or (day is not None and day.period is not None and day.period.first.isoweekday() == number)
    return day if agree else weekday(slots, moment)


def weekday_dayth(slots: Slots, moment: Moment) -> Reading | None:
    """A weekday that is that day of the month: the nearest month in which it is, this or an earlier one first."""
    number, day = slots.number("wd"), day_number(slots)
    if number is None or day is None:
        return None
    if moment.base is None:
        return dated(None)
    order = sorted(range(-12, 13), key=lambda months: (abs(months), months if moment.tense <= 0 else -months))
    for months in order:
        month = calendar.containing(moment.base, "month")
        month = calendar.shift(month, months)
        found = month and calendar.day_of(month.first.year, month.first.month, day)
        if found and found.first.isoweekday() == number:
            return dated(found)
    return None


def weekday_of_week(slots: Slots, moment: Moment) -> Reading | None:
    """A weekday of last, this or next week."""
    number, shift = slots.number("wd"), slots.shift()
    week = current(moment, "week")
    if number is None or shift is None or week is None:
        return dated(None)
    week = calendar.shift(week, shift)
    return dated(week and calendar.day(week.first + timedelta(number - 1)))


def shifted_weekday(slots: Slots, moment: Moment) -> Reading | None:
    """As `weekday`, but "next Friday" is the one of next week: this week's would be Friday, or this Friday."""
    if slots.text.lower().startswith("next") and moment.base is not None:
        return weekday_of_week(Slots({**slots.values, "wd": slots.values["weekday"]}, slots.text), moment)
    return weekday(slots, moment)


def weekday_beyond(slots: Slots, moment: Moment) -> Reading | None:
    """The Friday before last, the Monday after next."""
    shift = slots.shift() or 0
    found = weekday(slots, moment)
    period = found.period if found else None
    return dated(calendar.shift(period, shift, "week")) if period else found


def nth_weekday(slots: Slots, moment: Moment) -> Reading | None:
    """The first Monday of June."""
    return _nth_of_month(slots, moment, slots.number("weekday"), "day")


def nth_weekend(slots: Slots, moment: Moment) -> Reading | None:
    """The first weekend of June: the one of its first Saturday."""
    return _nth_of_month(slots, moment, 6, "weekend")


def _nth_of_month(slots: Slots, moment: Moment, number: int | None, grain: Grain) -> Reading | None:
    """The day, or its weekend, of the weekday that the phrase counts in a month."""
    nth, month = slots.rank(), month_meant(slots, moment)
    if month is None or nth is None or number is None:
        return dated(None)
    found = calendar.nth_weekday(month.first.year, month.first.month, number, nth)
    return dated(calendar.containing(found, grain), absolute="year" in slots.values) if found else None


def week_of_day(slots: Slots, moment: Moment) -> Reading | None:
    """The ISO week of a day."""
    return _around_day(slots, moment, "week")


def weekend_of_day(slots: Slots, moment: Moment) -> Reading | None:
    """The weekend of the ISO week of a day."""
    return _around_day(slots, moment, "weekend")


def _around_day(slots: Slots, moment: Moment, grain: Grain) -> Reading | None:
    figures: Reader | None = slashed_day if "slashed" in slots.values else None
    figures = numeric_day if "numeric" in slots.values else figures
    readers: tuple[Reader, ...] = (figures,) if figures else (calendar_day, day_of_month, weekday)
    day = next(filter(None, (read(slots, moment) for read in readers)), None)
    if day is None or day.period is None:
        return day
    found = calendar.containing(day.period.first, grain)
    return dated(found, absolute=day.anchor == "absolute")


def numbered_week(slots: Slots, moment: Moment) -> Reading | None:
    """A week by its ISO number."""
    token = slots.word("weektoken")
    number = int(token[1:]) if token else slots.number("count")
    year = slots.number("year") or moment.year
    if number is None:
        return None
    return dated(calendar.week(year, number) if year else None, absolute="year" in slots.values)


def nth_week(slots: Slots, moment: Moment) -> Reading | None:
    """The first week of a month or year: the ISO week of its first Thursday."""
    nth = slots.rank()
    absolute = slots.number("year") is not None
    period = whole_meant(slots, moment)
    if nth is None or period is None:
        return dated(None)
    thursday = period.first + timedelta((4 - period.first.isoweekday()) % 7)
    if nth < 0:
        thursday = period.last - timedelta((period.last.isoweekday() - 4) % 7)
    found = calendar.add(thursday, 0 if nth < 0 else nth - 1, "week")
    return dated(calendar.containing(found, "week"), absolute=absolute)
