"""Readers of phrases that point from a moment: yesterday, last month, that year, the end of the quarter."""

from __future__ import annotations

from datetime import timedelta

from pipeline.timex import calendar
from pipeline.timex.calendar import Grain, Period
from pipeline.timex.periods import accounting_year, calendar_month
from pipeline.timex.reading import NO_ANCHOR, Moment, Reading, Slots, dated, on_day


def unit_of(slots: Slots) -> tuple[Grain, int]:
    """The grain of the phrase's unit, a year where it names none, and how many of it it is (a fortnight: two weeks)."""
    name = next(filter(None, map(slots.word, ("unit", "units", "anyunit", "unitend"))), "year")
    size, _, grain = name.rpartition(" ")
    return grain, int(size or 1)  # type: ignore[return-value]


def current(moment: Moment, grain: Grain) -> Period | None:
    """The period of that grain that the article speaks from."""
    if moment.base is not None:
        return calendar.containing(moment.base, grain)
    return _after_account(moment) if grain == "quarter" else None


def _after_account(moment: Moment) -> Period | None:
    """The quarter after the accounts spoken of: they come out in it."""
    account = next((account for account in moment.accounts if account.grain in ("quarter", "half", "interval")), None)
    after = calendar.add(account.last if account else None, 1, "day")
    return calendar.up_to(after, calendar.add_months(after, 3))


def near_day(slots: Slots, moment: Moment) -> Reading | None:
    """Today, yesterday, tomorrow and the days beside them."""
    shift = slots.number("nearday") or 0
    beside = (slots.number("earlier") or 0) + (slots.number("later") or 0)
    return on_day(calendar.add(moment.base, shift + beside, "day"))


def daytime(slots: Slots, moment: Moment) -> Reading | None:
    """The day of this morning or last night; TimeML's own times of day are beyond a date."""
    return on_day(calendar.add(moment.base, slots.shift() or 0, "day"))


def month_meant(slots: Slots, moment: Moment) -> Period | None:
    if slots.number("mon") is not None:
        reading = calendar_month(Slots({k: v for k, v in slots.values.items() if k in ("mon", "year")}, ""), moment)
        return reading.period if reading else None
    return calendar.shift(current(moment, "month"), slots.shift() or 0)


def shifted_unit(slots: Slots, moment: Moment) -> Reading | None:
    """Last week, this year, next quarter; the following year from the date mentioned before."""
    shift = -1 if "recent" in slots.text.lower() else slots.shift()
    grain, size = unit_of(slots)
    if shift is None:
        return None
    if size > 1:
        return stretch(moment, grain, size * (shift or -1))
    if account := _shifted_account(slots.text.lower(), shift, moment):
        return dated(account)
    if slots.number("following") is not None and moment.near is not None:
        start = calendar.containing(moment.near.last if grain == "day" else moment.near.first, grain)
    else:
        start = current(moment, grain)
    if grain == "weekend" and shift == 0 and _weekend_over(moment):
        shift = -1
    return dated(start and (calendar.shift(start, shift * size) if start.grain != "interval" or shift else start))


def _shifted_account(text: str, shift: int, moment: Moment) -> Period | None:
    """That accounting year, where the text says with which month such a year ends: "the last fiscal year"."""
    if moment.base is None or not ("fiscal" in text or "financial" in text):
        return None
    now = accounting_year(moment.base.year, moment)
    return accounting_year(moment.base.year + shift + (now is not None and now.last < moment.base), moment)


def _weekend_over(moment: Moment) -> bool:
    """Whether this weekend is the one that has been: told in the past by midweek."""
    return moment.base is not None and moment.tense < 0 and moment.base.isoweekday() <= 3


def that_unit(slots: Slots, moment: Moment) -> Reading | None:
    """That year, the same month: of the date mentioned before."""
    grain, _ = unit_of(slots)
    if moment.near is None or calendar.finer(grain, moment.near.grain):
        return Reading(None, reason=NO_ANCHOR)
    return dated(calendar.containing(moment.near.first, grain))


def unit_beyond(slots: Slots, moment: Moment) -> Reading | None:
    """The week before last, the week after next."""
    grain, _ = unit_of(slots)
    return dated(calendar.shift(current(moment, grain), 2 * (slots.shift() or 0)))


def the_unit(slots: Slots, moment: Moment) -> Reading | None:
    """The quarter, the year: the one spoken of last where it is of that grain, else the article's own."""
    if unit_of(slots)[0] == "year" and moment.tense >= 0 and moment.foretold is not None:
        return dated(moment.foretold)
    return _unit_meant(slots, moment)


def _unit_meant(slots: Slots, moment: Moment) -> Reading:
    grain, _ = unit_of(slots)
    full = slots.text.lower().startswith("full")
    near, base = moment.near, moment.base
    over = near is not None and base is not None and near.last < base and (full or near.last.year < base.year - 1)
    if grain == "year" and moment.tense > 0 and over and (full or not moment.close):
        return dated(current(moment, grain))
    return dated(_spoken_of(grain, moment) or _of_article(grain, moment, full=full))


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
    ends = (accounting_year(moment.base.year - back, moment) for back in (0, 1)) if full and grain == "year" else ()
    if over := next((account for account in ends if account and account.last <= moment.base), None):
        return over
    started = (moment.base - now.first).days
    past = moment.tense < 0 and (now.last - moment.base).days > REPORTING_DAYS
    if grain == "year" and past and (full or moment.whole):
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
    return _unit_meant(slots, moment) if slots.shift() is None else shifted_unit(slots, moment)


def rest_of_unit(slots: Slots, moment: Moment) -> Reading | None:
    """From the article's date to the end of the unit."""
    year = slots.number("year")
    if slots.number("mon") is not None:
        period = month_meant(slots, moment)
    else:
        period = calendar.year(year) if year else current(moment, unit_of(slots)[0])
    if period is None:
        return dated(None)
    if moment.base is None or not period.first <= moment.base <= period.last:
        return dated(period, absolute=bool(year))
    return dated(calendar.span_days(moment.base, period.last), absolute=bool(year))


def nth_part(slots: Slots, moment: Moment) -> Reading | None:
    """The last day of a month, the first month of a year."""
    nth, whole = slots.rank(), whole_meant(slots, moment)
    grain: Grain = "month" if " month " in slots.text.lower() else "day"
    first = whole and calendar.containing(whole.first if nth and nth > 0 else whole.last, grain)
    if nth is None or whole is None or first is None:
        return dated(None)
    found = calendar.shift(first, nth - 1 if nth > 0 else nth + 1)
    return dated(found, absolute="year" in slots.values) if found and found.last <= whole.last else None


def days_of_period(slots: Slots, moment: Moment) -> Reading | None:
    """The first or last so many weeks or days of a month or year."""
    count, period = slots.number("count"), whole_meant(slots, moment)
    first, last = slots.number("ordinal") == 1, slots.number("closing") is not None
    if count is None or period is None or not (first or last):
        return dated(None)
    length = count * (7 if "week" in slots.text.lower() else 1) - 1
    if length >= period.days:
        return None
    ends = (period.first, period.first + timedelta(length)) if first else (period.last - timedelta(length), period.last)
    return dated(calendar.span_days(*ends), absolute=slots.number("year") is not None)


def whole_meant(slots: Slots, moment: Moment) -> Period | None:
    if slots.number("mon") is not None or slots.text.lower().endswith("month"):
        return month_meant(slots, moment)
    if slots.text.lower().endswith("week"):
        return calendar.shift(current(moment, "week"), slots.shift() or 0)
    year = slots.number("year")
    if year is None and moment.year is not None:
        year = moment.year + (slots.shift() or 0)
    return calendar.year(year) if year else None


def stretch(moment: Moment, grain: Grain, count: int) -> Reading:
    """`count` units up to the article's date, or from it on where positive: a DURATION with both its ends known."""
    unknown = Reading(None, type="DURATION", reason=NO_ANCHOR)
    far = calendar.add(moment.base, count, grain)
    if moment.base is None or far is None:
        return unknown
    first, last = sorted((far, moment.base))
    unit: Grain = "day" if grain in ("day", "week", "weekend") else "month"
    if grain in ("decade", "century") or (grain == "year" and abs(count) > 1):
        unit = "year"
    ends = calendar.containing(first, unit), calendar.containing(last, unit)
    named = calendar.interval(*ends)
    days = calendar.span_days(first, last)
    if named is None or days is None:
        return unknown
    return Reading(named.value, calendar.Period(named.value, days.first, days.last, "interval"), type="DURATION")


def unit_to_date(slots: Slots, moment: Moment) -> Reading | None:
    """From the beginning of the year (quarter, month) to the article's date."""
    period = current(moment, unit_of(slots)[0])
    return dated(period and calendar.span_days(period.first, moment.base))
