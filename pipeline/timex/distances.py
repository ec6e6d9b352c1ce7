"""Readers of phrases that measure a distance or a stretch: a year earlier, two weeks later, the past six months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.timex import calendar
from pipeline.timex.calendar import Grain, Period
from pipeline.timex.days import calendar_day
from pipeline.timex.periods import calendar_month, calendar_year, quarter
from pipeline.timex.reading import NO_ANCHOR, VAGUE, Moment, Reading, Slots, dated, on_day
from pipeline.timex.relative import current, stretch, unit_of
from pipeline.timex.site import around
from pipeline.timex.surface import parse_surface


def _is_vague(slots: Slots) -> bool:
    """A few, several, a couple of, years: a length that no number fixes."""
    counted = not slots.values.keys().isdisjoint({"count", "hundreds"}) or "units" not in slots.values
    return slots.number("vague") is not None or "couple" in slots.text.lower() or not counted


def one_decade(slots: Slots, moment: Moment) -> Reading | None:
    """The ten years up to the article's date, or from it on."""
    return stretch(moment, "decade", slots.shift() or 0)


def stretch_back(slots: Slots, moment: Moment) -> Reading | None:
    """The past six months."""
    return _stretch(slots, moment, -1)


def stretch_ahead(slots: Slots, moment: Moment) -> Reading | None:
    """The next five years."""
    return _stretch(slots, moment, 1)


def _stretch(slots: Slots, moment: Moment, direction: int) -> Reading | None:
    unit, count = unit_of(slots), slots.number("count")
    if count is None:
        ahead = moment.base is not None and slots.number("vague") is None and direction > 0
        return Reading("FUTURE_REF") if ahead else Reading(None, type="DURATION", reason=VAGUE)
    if unit[0] == "quarter":
        return _quarters(moment, direction * count)
    working = not around("working days").isdisjoint(slots.text.lower().split())
    if direction > 0 and "following" in slots.text.lower().split() and (found := _following(moment, unit, count)):
        return dated(found)
    spoken = moment.spoken_of
    if direction < 0 and spoken and "previous" in slots.text.lower().split() and _is_as_long(spoken, unit, count):
        return dated(calendar.shift(spoken, -count * unit[1], unit[0]))
    if unit[0] == "day" and working and moment.base is not None:
        return stretch(moment, "day", _working_days(moment.base, direction * count))
    return stretch(moment, unit[0], direction * count * unit[1])


def _following(moment: Moment, unit: tuple[Grain, int], count: int) -> Period | None:
    """So many units after the one that was spoken of last: "3% this year and 2% in each of the following two years"."""
    near, (grain, size) = moment.near, unit
    if near is None or near.grain != grain or size != 1:
        return None
    return calendar.interval(calendar.shift(near, 1), calendar.shift(near, count))


def _quarters(moment: Moment, count: int) -> Reading:
    """Whole quarters: those up to the one before the article's, or from the one after it."""
    now = current(moment, "quarter")
    near = calendar.shift(now, 1 if count > 0 else -1)
    far = calendar.shift(now, count)
    if near is None or far is None:
        return Reading(None, type="DURATION", reason=NO_ANCHOR)
    first, last = min(near.first, far.first), max(near.last, far.last)
    return replace(dated(calendar.whole(first, last)), type="DURATION")


def _is_as_long(period: Period, unit: tuple[Grain, int], count: int) -> bool:
    return calendar.add(period.first, count * unit[1], unit[0]) == calendar.add(period.last, 1, "day")


def _working_days(base: date, count: int) -> int:
    """Days of the calendar that so many days from Monday to Friday take, counted from the base."""
    step, days = (1 if count > 0 else -1), 0
    while count:
        days += step
        count -= step * ((base.isoweekday() - 1 + days) % 7 < 5)
    return days


def away(slots: Slots, moment: Moment) -> Reading | None:
    """A year earlier, two days later: from the date mentioned before, of its grain where that is finer."""
    grain, size = unit_of(slots)
    direction = -1 if slots.number("earlier") is not None or "previously" in slots.text.lower() else 1
    count = direction * (slots.number("count") or 1) * size
    start = moment.spoken_of or current(moment, grain)
    if start is None:
        return Reading(None, reason=NO_ANCHOR)
    if grain == "month" and count % 12 == 0:
        grain, count = "year", count // 12
    if grain in ("decade", "century") and calendar.finer(start.grain, grain):
        count *= 10 if grain == "decade" else 100
        grain = "year"
    if grain == "year" and start.grain == "interval" and start.days <= calendar.LONGEST_ACCOUNT:
        return dated(calendar.shift(start, count, grain))
    if calendar.finer(grain, start.grain) and start.days > 31 and grain != "year":
        return Reading(None, reason=NO_ANCHOR)
    if start.grain in ("interval", "decade", "century") or calendar.finer(grain, start.grain):
        start = calendar.containing(start.first, grain)
    elif start.grain in ("day", "week", "weekend") and grain != start.grain:
        moved = calendar.shift(start, count, grain)
        return dated(moved and calendar.containing(moved.first, grain))
    return dated(calendar.shift(start, count, grain))


def from_now(slots: Slots, moment: Moment) -> Reading | None:
    """Three weeks from now, four days from tomorrow."""
    grain, size = unit_of(slots)
    start = calendar.add(moment.base, slots.number("nearday") or 0, "day")
    found = calendar.add(start, (slots.number("count") or 1) * size, grain)
    if slots.number("nearday") is not None:
        grain = "day"
    return dated(calendar.containing(found, grain))


def period_of_year(slots: Slots, moment: Moment) -> Reading | None:
    """The 1988 quarter: the period spoken of, in that year; the year itself where none is."""
    year, near = slots.number("year"), moment.spoken_of
    if year is None:
        return None
    fits = near is not None and (_is_account(near) or near.grain == "month")
    found = _year_before(slots, near, near.first.year - year) if near and fits else calendar.year(year)
    return dated(found, absolute=True)


def year_ago_period(slots: Slots, moment: Moment) -> Reading | None:
    """The year-earlier quarter: the period spoken of, a year before."""
    named = quarter(slots, moment) if {"ordinal", "nth"} & slots.values.keys() else None
    if named is not None:
        return dated(calendar.shift(named.period, -1, "year"))
    near = _account_spoken_of(moment)
    if near is None and "quarter" in slots.text.lower():
        now = current(moment, "quarter")
        near = calendar.shift(now, -1)
    if near is None:
        return Reading(None, reason=NO_ANCHOR)
    return dated(_year_before(slots, near, 1))


def _account_spoken_of(moment: Moment) -> Period | None:
    """The period spoken of; not the day with which it ended (in the quarter ended Jan. 31, against the same period).

    Nor a year, where accounts of a part of one are told of (760m this year; 9m, against 8m in the same period of 2004).
    """
    near, told = moment.spoken_of, moment.accounts[0] if moment.accounts else None
    part = near is not None and told is not None and near.grain == "year" and told.days < near.days
    return told if told and near and (part or near.grain == "day") else near


_PERIODS: tuple[Grain, ...] = ("quarter", "month", "week", "half")


def _year_before(slots: Slots, near: Period, years: int) -> Period | None:
    words = slots.text.lower().split()
    grain = next((grain for grain in _PERIODS if grain in words and "months" not in words), None)
    if grain is not None and near.grain != grain and not calendar.finer(grain, near.grain):
        near = calendar.containing(near.first, grain) or near
    return calendar.shift(near, -years, "year")


def same_period(slots: Slots, moment: Moment) -> Reading | None:
    """The same period of another year, or the period mentioned before."""
    if slots.text.lower().endswith(" time"):
        return None
    near = _account_spoken_of(moment)
    if near is None:
        return Reading(None, reason=NO_ANCHOR)
    if near.grain == "month" and (count := slots.number("count")):
        near = (
            calendar.whole(_start(near.last, "month", count), near.last) or near
        )  # "May to July, … the same 3 months"
    year = slots.number("year")
    if year is not None:
        return dated(_year_before(slots, near, near.first.year - year), absolute=True)
    moves = any(slots.number(label) is not None for label in ("last", "past", "earlier", "back"))
    if not moves and slots.text.lower().endswith("year"):
        return None
    return dated(_year_before(slots, near, 1 if moves else 0))


def calendar_date(slots: Slots, moment: Moment) -> Reading | None:
    """A day, month or year, whichever the phrase names."""
    return calendar_day(slots, moment) or calendar_month(slots, moment) or calendar_year(slots, moment)


def stretch_to(slots: Slots, moment: Moment) -> Reading | None:
    """The year to March, three months ended June 30: an interval that ends with the date."""
    grain, size = unit_of(slots)
    if grain in ("weekend", "decade", "century"):
        return None
    end = calendar_date(slots, moment)
    if end is None or end.period is None:
        return end
    count = (slots.number("count") or 1) * size
    if count == 1 and grain in ("day", "week"):
        return None
    last = end.period.last
    start = _start(last, grain, count)
    return replace(dated(calendar.whole(start, last), absolute=end.anchor == "absolute"), end=end.period)


def part_of_account(slots: Slots, moment: Moment) -> Reading | None:
    """The fourth quarter of the year ended 30 September: in the months that it has."""
    end = (calendar_day if {"day", "dayth"} & slots.values.keys() else calendar_month)(slots, moment)
    number, months = slots.rank(), 3 if "quarter" in slots.text.lower() else 6
    if end is None or end.period is None:
        return end
    first = _start(end.period.last, "year", 1)
    number = number if number is not None and number > 0 else 12 // months
    if not 1 <= number <= 12 // months:
        return None
    begin, after = (calendar.add_months(first, months * parts) for parts in (number - 1, number))
    return replace(dated(calendar.up_to(begin, after), absolute=end.anchor == "absolute"), end=end.period)


def _start(last: date, grain: Grain, count: int) -> date | None:
    """The first day of `count` units that end with that day; month ends stay month ends."""
    if grain in ("day", "week"):
        return calendar.add(last, 1 - count * (7 if grain == "week" else 1), "day")
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[grain] * count
    after = calendar.add(last, 1, "day")
    found = calendar.add_months(after, -months)
    return found if found is not None and found <= last else None


def past_unit(slots: Slots, moment: Moment) -> Reading | None:
    """The previous year is a calendar year, the past year a stretch up to the article's date, the past week a week."""
    grain, size = unit_of(slots)
    if slots.text.lower().split()[-2] != "past":
        near = moment.near
        if near is not None and calendar.finer(grain, near.grain) and not calendar.is_of_length(near, grain):
            near = None
        start = calendar.containing(near.first, grain) if near else current(moment, grain)
        return dated(calendar.shift(start, -size))
    if grain in ("day", "week", "weekend", "century", "half") and size == 1:
        start = current(moment, grain)
        return dated(calendar.shift(start, -size))
    return stretch(moment, grain, -size)


def _is_account(period: Period) -> bool:
    """Whether it is a part of a year that accounts are given for: a quarter, a half-year, nine months."""
    months = period.grain == "interval" and len(period.value) == len("2017-01/2017-09")
    whole = months and period.first.day == 1 and period.days <= calendar.LONGEST_ACCOUNT
    return period.grain in ("quarter", "half") or whole


_HALF_DAYS: dict[Grain, int] = {"week": 3, "month": 15, "year": 183, "decade": 1826, "century": 18262}
_HALVES: dict[Grain, Grain] = {"year": "month", "decade": "year", "century": "year"}
"""Grain -> that of which half of it is a number; else days."""


def ago(slots: Slots, moment: Moment) -> Reading | None:
    """Two years ago, of the grain of its unit: dateparser's arithmetic and grain where it knows the unit."""
    unit = unit_of(slots)
    if _is_vague(slots):
        return Reading("PAST_REF") if moment.base else Reading(None, reason=VAGUE)
    grain, size = unit
    count, halved = slots.number("count") or 100 * (slots.number("hundreds") or 0), "half" in slots.text.lower()
    stretch_meant = _stretch_meant(moment) if grain == "year" and (count or 1) == 1 and not halved else None
    if stretch_meant is not None:
        return dated(calendar.shift(stretch_meant, -1, "year"))
    if moment.base is None:
        start = current(moment, grain)
        return dated(calendar.shift(start, -(count or 1) * size))
    if grain in ("day", "week", "month", "year") and size == 1 and not halved:
        found = parse_surface(f"{count or 1} {grain}{'s' * ((count or 1) != 1)} ago", moment.base)
        if found is not None and found.grain == grain:
            return dated(found)
    only_half = slots.text.lower().startswith("half")
    day = moment.base if only_half else calendar.add(moment.base, -(count or 1) * size, grain)
    if day and halved:
        day = calendar.add(day, -_HALF_DAYS.get(grain, 0), "day")
    if only_half:
        grain = _HALVES.get(grain, "day")
    if grain in ("decade", "century"):
        grain = "year"
    return dated(calendar.containing(day, grain))


def _stretch_meant(moment: Moment) -> Period | None:
    """The month, quarter or half-year whose figure is set beside that of a year ago; None where there is none."""
    near = moment.near if moment.close else None
    if near is None and moment.compared:
        near = moment.lead or next(iter(moment.accounts), None)
    return near if near is not None and (near.grain == "month" or _is_account(near)) else None


def ago_to_the_day(slots: Slots, moment: Moment) -> Reading | None:
    """Two years ago today, three weeks ago on Monday: a day."""
    unit, shift, number = unit_of(slots), slots.number("nearday"), slots.number("weekday")
    start = calendar.add(moment.base, shift or 0, "day")
    day = calendar.add(start, -(slots.number("count") or 1) * unit[1], unit[0])
    week = calendar.containing(day, "week") if number else None
    day = calendar.add(week.first, (number or 1) - 1, "day") if week else day
    return on_day(day)


def far_away(slots: Slots, moment: Moment) -> Reading | None:
    """One month and 21 days ago, two years and a month later: of the day."""
    back = slots.number("back") is not None or slots.number("earlier") is not None
    named = slots.values.keys() & {"earlier", "later"}
    start = moment.near.first if named and moment.near is not None else moment.base
    return on_day(_moved_by_all(slots, start, -1 if back else 1))


def _moved_by_all(slots: Slots, day: date | None, direction: int) -> date | None:
    """The day at the sum of all distances of the phrase."""
    for amount, name in (("count", "anyunit"), ("more", "lesser"), ("most", "least")):
        count, unit = slots.number(amount) or slots.number(f"a{amount}"), slots.word(name)
        if amount == "count" and "unit" in slots.values:
            count, unit = 1, slots.word("unit")
        if count is not None and unit is not None:
            size, _, grain = unit.rpartition(" ")
            day = calendar.add(day, direction * count * int(size or 1), grain)  # type: ignore[arg-type]
    return day


def hours_ago(slots: Slots, moment: Moment) -> Reading | None:
    """So many hours ago, as a day."""
    count = slots.number("count")
    return on_day(calendar.add(moment.base, -((count or 0) // 24), "day"))


def in_units(slots: Slots, moment: Moment) -> Reading | None:
    """In two weeks, where the words around speak of the future; else it is a length."""
    if moment.tense <= 0:
        return None
    return far_away(slots, moment) if slots.number("more") is not None else from_now(slots, moment)


def within_units(slots: Slots, moment: Moment) -> Reading | None:
    """Within nine months: a stretch from the article's date on, to the day."""
    last = _moved_by_all(slots, moment.base, 1)
    return replace(dated(calendar.span_days(moment.base, last)), type="DURATION")
