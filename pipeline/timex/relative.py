"""Readers of phrases that point from a moment: weekdays, yesterday, last month, that year, the end of the quarter."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.timex import calendar
from pipeline.timex.calendar import Grain, Period
from pipeline.timex.days import calendar_day, day_number, day_of_month, numeric_day, short_day, slashed_day
from pipeline.timex.periods import accounting_year, calendar_month
from pipeline.timex.reading import NO_ANCHOR, Moment, Reader, Reading, Slots, dated


def unit_of(slots: Slots) -> tuple[Grain, int] | None:
    """The grain of the phrase's unit and how many of the grain it is (a fortnight is two weeks)."""
    name = next(filter(None, map(slots.word, ("unit", "units", "anyunit", "unitend"))), None)
    if name is None:
        return None
    size, _, grain = name.rpartition(" ")
    return grain, int(size or 1)  # type: ignore[return-value]


def current(moment: Moment, grain: Grain) -> Period | None:
    """The period of that grain that the article speaks from; without its date, at most the year is known."""
    if moment.base is not None:
        return calendar.containing(moment.base, grain)
    if moment.present is not None and grain in ("year", "decade", "century"):
        return calendar.containing(date(moment.present, 1, 1), grain)
    return _after_account(moment) if grain == "quarter" else None


def _after_account(moment: Moment) -> Period | None:
    """The quarter after the accounts spoken of: they come out in it."""
    account = next((account for account in moment.accounts if account.grain in ("quarter", "half", "interval")), None)
    after = account and calendar.add(account.last, 1, "day")
    end = after and calendar.add_months(after, 3)
    return calendar.whole(after, end - timedelta(1)) if after and end else None


def _none() -> Reading:
    return Reading(None, reason=NO_ANCHOR)


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
        return dated(calendar.day(found) if found else None)
    if moment.base is None:
        return _none()
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
    return dated(calendar.day(found) if found else None)


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
        return _none()
    order = sorted(range(-12, 13), key=lambda months: (abs(months), months if moment.tense <= 0 else -months))
    for months in order:
        month = calendar.containing(moment.base, "month")
        month = month and calendar.shift(month, months)
        found = month and calendar.day_of(month.first.year, month.first.month, day)
        if found and found.first.isoweekday() == number:
            return dated(found)
    return None


def weekday_of_week(slots: Slots, moment: Moment) -> Reading | None:
    """A weekday of last, this or next week."""
    number, shift = slots.number("wd"), slots.shift()
    week = current(moment, "week")
    if number is None or shift is None or week is None:
        return _none()
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


def near_day(slots: Slots, moment: Moment) -> Reading | None:
    """Today, yesterday, tomorrow and the days beside them."""
    shift = slots.number("nearday")
    if shift is None:
        return None
    if moment.base is None:
        return _none()
    beside = (slots.number("earlier") or 0) + (slots.number("later") or 0)
    found = calendar.add(moment.base, shift + beside, "day")
    return dated(calendar.day(found) if found else None)


def daytime(slots: Slots, moment: Moment) -> Reading | None:
    """The day of this morning or last night; TimeML's own times of day are beyond a date."""
    shift = slots.shift()
    if moment.base is None or shift is None:
        return _none()
    found = calendar.add(moment.base, shift, "day")
    return dated(calendar.day(found) if found else None)


def nth_weekday(slots: Slots, moment: Moment) -> Reading | None:
    """The first Monday of June."""
    nth = slots.number("ordinal") or slots.number("nth") or slots.number("closing")
    number = slots.number("weekday")
    month = _month_meant(slots, moment)
    if month is None or nth is None or number is None:
        return _none()
    found = calendar.nth_weekday(month.first.year, month.first.month, number, nth)
    return dated(calendar.day(found), absolute=slots.number("year") is not None) if found else None


def nth_weekend(slots: Slots, moment: Moment) -> Reading | None:
    """The first weekend of June: the one of its first Saturday."""
    nth = slots.number("ordinal") or slots.number("nth") or slots.number("closing")
    month = _month_meant(slots, moment)
    if month is None or nth is None:
        return _none()
    saturday = calendar.nth_weekday(month.first.year, month.first.month, 6, nth)
    found = calendar.containing(saturday, "weekend") if saturday else None
    return dated(found, absolute=slots.number("year") is not None) if found else None


def _month_meant(slots: Slots, moment: Moment) -> Period | None:
    if slots.number("mon") is not None:
        reading = calendar_month(Slots({k: v for k, v in slots.values.items() if k in ("mon", "year")}, ""), moment)
        return reading.period if reading else None
    month = current(moment, "month")
    return month and calendar.shift(month, slots.shift() or 0)


def shifted_unit(slots: Slots, moment: Moment) -> Reading | None:
    """Last week, this year, next quarter; the following year from the date mentioned before."""
    shift = -1 if "recent" in slots.text.lower() else slots.shift()
    unit = unit_of(slots) or ("year", 1)
    if shift is None:
        return None
    grain, size = unit
    if size > 1:
        return stretch(moment, grain, size * (shift or -1))
    if slots.number("following") is not None and moment.near is not None:
        start = calendar.containing(moment.near.last if grain == "day" else moment.near.first, grain)
    else:
        start = current(moment, grain)
    if grain == "weekend" and shift == 0 and _weekend_over(moment):
        shift = -1
    return dated(start and (calendar.shift(start, shift * size) if start.grain != "interval" or shift else start))


def _weekend_over(moment: Moment) -> bool:
    """Whether this weekend is the one that has been: told in the past by midweek."""
    return moment.base is not None and moment.tense < 0 and moment.base.isoweekday() <= 3


def that_unit(slots: Slots, moment: Moment) -> Reading | None:
    """That year, the same month: of the date mentioned before."""
    unit = unit_of(slots)
    if unit is None or moment.near is None or calendar.finer(unit[0], moment.near.grain):
        return Reading(None, reason=NO_ANCHOR)
    return dated(calendar.containing(moment.near.first, unit[0]))


def unit_beyond(slots: Slots, moment: Moment) -> Reading | None:
    """The week before last, the week after next."""
    unit = unit_of(slots)
    if unit is None:
        return None
    start = current(moment, unit[0])
    return dated(start and calendar.shift(start, 2 * (slots.shift() or 0)))


def the_unit(slots: Slots, moment: Moment) -> Reading | None:
    """The quarter, the year: the one spoken of last where it is of that grain, else the article's own."""
    unit = unit_of(slots)
    if unit is None:
        return None
    return dated(
        _spoken_of(unit[0], moment) or _of_article(unit[0], moment, full=slots.text.lower().startswith("full"))
    )


def _spoken_of(grain: Grain, moment: Moment) -> Period | None:
    """The period of that grain named before; of quarters the story's own, unless the sentence names another."""
    near, lead = moment.near, moment.lead
    if lead is not None and not moment.close and grain in ("quarter", "half") and calendar.is_of_length(lead, grain):
        return lead
    if near is not None and moment.base is not None and near.first > moment.base:
        near = None
    accounts = [account for account in moment.accounts if calendar.is_of_length(account, grain)]
    if moment.tense > 0 and grain == "year" and (accounts or (near and near.grain == "interval")):
        return current(moment, grain)
    own = near if near is not None and calendar.is_of_length(near, grain) else None
    if accounts and not (own and (moment.close or own.last > accounts[0].last)):
        return accounts[0]
    if own is not None:
        return own
    if (told := _by_lead(grain, moment)) is not None or near is None:
        return told
    return calendar.containing(near.first, grain) if moment.close and calendar.finer(near.grain, grain) else None


def _of_article(grain: Grain, moment: Moment, *, full: bool) -> Period | None:
    """The article's own period of that grain, or the one before it that the article reports on."""
    now = current(moment, grain)
    if moment.base is None or now is None:
        return now
    if grain == "year" and full:
        ends = (accounting_year(moment.base.year - back, moment) for back in (0, 1))
        return next((account for account in ends if account and account.last <= moment.base), now)
    started = (moment.base - now.first).days
    if grain == "year" and moment.whole and moment.tense < 0 and (now.last - moment.base).days > REPORTING_DAYS:
        return calendar.shift(now, -1)
    if grain == "quarter" and moment.tense <= 0 and started < REPORTING_DAYS:
        return calendar.shift(now, -1)
    if grain == "weekend" and moment.tense <= 0 and moment.base.isoweekday() < 6:
        return calendar.shift(now, -1)
    return now


REPORTING_DAYS = 61
"""For so many days after its end a quarter told as past is the one just over: companies report within two months."""


def _by_lead(grain: Grain, moment: Moment) -> Period | None:
    """The month that the story is about, and for one without a date the year of that month, told as past."""
    lead = moment.lead
    if lead is None or lead.grain != "month":
        return None
    if grain == "year" and moment.base is None and moment.tense < 0:
        return calendar.containing(lead.first, grain)
    return lead if grain == "month" else None


def part_of_unit(slots: Slots, moment: Moment) -> Reading | None:
    """The end of the year takes the value of the whole year."""
    return the_unit(slots, moment) if slots.shift() is None else shifted_unit(slots, moment)


def rest_of_unit(slots: Slots, moment: Moment) -> Reading | None:
    """From the article's date to the end of the unit."""
    year = slots.number("year")
    unit = unit_of(slots)
    if slots.number("mon") is not None:
        period = _month_meant(slots, moment)
    else:
        period = calendar.year(year) if year else current(moment, unit[0]) if unit else None
    if period is None:
        return _none()
    if moment.base is None or not period.first <= moment.base <= period.last:
        return dated(period, absolute=bool(year))
    return dated(calendar.span_days(moment.base, period.last), absolute=bool(year))


def nth_part(slots: Slots, moment: Moment) -> Reading | None:
    """The last day of a month, the first month of a year."""
    nth, whole = slots.number("ordinal") or slots.number("nth") or slots.number("closing"), _whole_meant(slots, moment)
    grain: Grain = "month" if " month " in slots.text.lower() else "day"
    first = whole and calendar.containing(whole.first if nth and nth > 0 else whole.last, grain)
    if nth is None or whole is None or first is None:
        return _none()
    found = calendar.shift(first, nth - 1 if nth > 0 else nth + 1)
    return dated(found, absolute="year" in slots.values) if found and found.last <= whole.last else None


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
    nth = slots.number("ordinal") or slots.number("nth") or slots.number("closing")
    absolute = slots.number("year") is not None
    period = _whole_meant(slots, moment)
    if nth is None or period is None:
        return _none()
    thursday = period.first + timedelta((4 - period.first.isoweekday()) % 7)
    if nth < 0:
        thursday = period.last - timedelta((period.last.isoweekday() - 4) % 7)
    found = calendar.add(thursday, 0 if nth < 0 else nth - 1, "week")
    return dated(calendar.containing(found, "week") if found else None, absolute=absolute)


def days_of_period(slots: Slots, moment: Moment) -> Reading | None:
    """The first or last so many weeks or days of a month or year."""
    count, period = slots.number("count"), _whole_meant(slots, moment)
    first, last = slots.number("ordinal") == 1, slots.number("closing") is not None
    if count is None or period is None or not (first or last):
        return _none()
    length = count * (7 if "week" in slots.text.lower() else 1) - 1
    if length >= period.days:
        return None
    ends = (period.first, period.first + timedelta(length)) if first else (period.last - timedelta(length), period.last)
    return dated(calendar.span_days(*ends), absolute=slots.number("year") is not None)


def _whole_meant(slots: Slots, moment: Moment) -> Period | None:
    if slots.number("mon") is not None or slots.text.lower().endswith("month"):
        return _month_meant(slots, moment)
    year = slots.number("year")
    if year is None and moment.year is not None:
        year = moment.year + (slots.shift() or 0)
    return calendar.year(year) if year else None


def stretch(moment: Moment, grain: Grain, count: int) -> Reading:
    """`count` units up to the article's date, or from it on where positive: a DURATION with both its ends known."""
    unknown = Reading(None, type="DURATION", reason=NO_ANCHOR)
    far = calendar.add(moment.base, count, grain) if moment.base else None
    if moment.base is None or far is None:
        return unknown
    first, last = sorted((far, moment.base))
    unit: Grain = "day" if grain in ("day", "week", "weekend") else "month"
    if grain in ("decade", "century") or (grain == "year" and abs(count) > 1):
        unit = "year"
    ends = calendar.containing(first, unit), calendar.containing(last, unit)
    named = calendar.interval(ends[0], ends[1]) if ends[0] and ends[1] else None
    days = calendar.span_days(first, last)
    if named is None or days is None:
        return unknown
    return Reading(named.value, calendar.Period(named.value, days.first, days.last, "interval"), type="DURATION")


def unit_to_date(slots: Slots, moment: Moment) -> Reading | None:
    """From the beginning of the year (quarter, month) to the article's date."""
    unit = unit_of(slots) or ("year", 1)
    period = current(moment, unit[0])
    if period is None or moment.base is None:
        return _none()
    return dated(calendar.span_days(period.first, moment.base))
