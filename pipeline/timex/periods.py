"""Readers of phrases that name a month, year, decade, century, quarter, half or season."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pipeline.timex import calendar
from pipeline.timex.calendar import Period
from pipeline.timex.reading import (
    NO_ANCHOR,
    Moment,
    Reading,
    Slots,
    dated,
    full_year,
    in_year,
    shifted_year,
    stated_year,
)


def months_range(slots: Slots, moment: Moment) -> Reading | None:
    """From one month to a later one, over the turn of the year where the second comes first in it."""
    first, last = slots.number("mon"), slots.number("end")
    if first is None or last is None or first == last:
        return None

    def make(year: int) -> Period | None:
        ends = calendar.month(year - (first > last), first), calendar.month(year, last)
        return calendar.interval(*ends)

    year = stated_year(slots, moment)
    return dated(make(year), absolute=True) if year else in_year(moment, make)


def calendar_month(slots: Slots, moment: Moment) -> Reading | None:
    """A month, its year named, shifted (last year, next June) or left out."""
    month = slots.number("mon") or slots.number("month") or slots.number("ambiguous")
    if month is None:
        return None
    year = stated_year(slots, moment)
    if year is not None:
        return dated(calendar.month(year, month), absolute=True)
    if slots.shift() is None:
        return in_year(moment, lambda year: calendar.month(year, month))
    if "year" in slots.text.lower():
        shifted = shifted_year(slots, moment)
        return dated(calendar.month(shifted, month) if shifted else None)
    return _shifted_month(month, slots.shift() or 0, moment)


def _shifted_month(month: int, shift: int, moment: Moment) -> Reading:
    """Last June, next June: the nearest such month wholly on that side of the article's month; this June: its year."""
    if moment.base is None:
        return Reading(None, reason=NO_ANCHOR)
    year, now = moment.base.year, moment.base.month
    year += {-1: -(month >= now), 0: 0, 1: int(month <= now)}[shift]
    return dated(calendar.month(year, month))


def numeric_month(slots: Slots, _moment: Moment) -> Reading | None:
    """Month and year with a slash; 2004/5 is two years, since the second follows the first."""
    one, two = (int(number) for number in re.findall(r"\d+", slots.text))
    ends = calendar.year(one), calendar.year(one + 1)
    if one > 31 and two == (one + 1) % 10 and ends[0] and ends[1]:
        return dated(calendar.interval(*ends), absolute=True)
    return dated(calendar.month(max(one, two), min(one, two)), absolute=True)


def calendar_year(slots: Slots, moment: Moment) -> Reading | None:
    """A year of our era."""
    year = stated_year(slots, moment)
    if year is None:
        year = slots.number("count") or int(re.sub(r"\D", "", slots.word("calendaryear") or "0"))
    return dated(calendar.year(year), absolute=True) if year else None


def before_christ(slots: Slots, _moment: Moment) -> Reading | None:
    """A year before Christ, TIMEX3's BC0400; its days are outside of the calendar that is kept here."""
    year = slots.number("year") or slots.number("count") or slots.number("big")
    return Reading(f"BC{year:04}", None, "absolute") if year else None


def year_pair(slots: Slots, moment: Moment) -> Reading | None:
    """Two years written short (2012-13, 2012/13); a year and a month in figures where they are not in order."""
    text = slots.word("yearpair") or slots.text
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) != 2:
        return None
    one, two = numbers
    if one < 100:
        one = full_year(one, moment.base)
    if two < 100:
        pair = one - one % 100 + two
        if pair <= one and 1 <= two <= 12 and "fiscalyear" not in slots.values:
            return dated(calendar.month(one, two), absolute=True)
        if pair > one + 1 and two <= 12 and len(re.findall(r"\d+", text)[1]) == 2 and pair - one > 4:
            return dated(calendar.month(one, two), absolute=True)
        two = pair if pair > one else pair + 100
    ends = calendar.year(one), calendar.year(two)
    if ends[0] is None or ends[1] is None or two - one > 60:
        return None
    return dated(calendar.interval(*ends), absolute=True)


def _fiscal_token(slots: Slots, moment: Moment) -> int | None:
    digits = re.sub(r"\D", "", slots.word("fiscalyear") or "")
    if not digits:
        return None
    return int(digits) if len(digits) == 4 else full_year(int(digits), moment.base)


def fiscal_year(slots: Slots, moment: Moment) -> Reading | None:
    """A fiscal year under its own number; its days are known where the text says with which day such a year ends."""
    year = stated_year(slots, moment) or _fiscal_token(slots, moment)
    return Reading(f"{year:04}", accounting_year(year, moment), "absolute") if year else None


def accounting_year(year: int, moment: Moment) -> Period | None:
    """The accounting year that ends in that year, by the day with which the text says such a year ends."""
    return _fiscal_months(year, 12, 12, moment)


def _fiscal_months(year: int, last: int, count: int, moment: Moment) -> Period | None:
    """`count` months up to the month `last` of the fiscal year, 1 to 12; the year is named after the one it ends in."""
    end = moment.year_end and calendar.month(year, moment.year_end[0])
    after = calendar.add_months(end.first if end else None, last - 11)
    return calendar.up_to(calendar.add_months(after, -count), after)


def decade(slots: Slots, moment: Moment) -> Reading | None:
    """A decade in figures or words (1990s, '90s, sixties); the 1800s are a century."""
    year = slots.number("decade") or slots.number("year")
    if year is not None and year % 100 == 0 and year < 2000:
        return dated(calendar.century(year // 100), absolute=True)
    if year is not None:
        return dated(calendar.decade(year // 10), absolute=True)
    tens = slots.number("decadename")
    if tens is None and "nn" in slots.values:
        tens = (slots.number("nn") or 0) // 10
    if tens is None:
        digits = re.sub(r"\D", "", slots.word("shortdecade") or "")
        tens = int(digits) // 10 if digits else None
    if tens is None:
        return None
    this = ((moment.base.year if moment.base else 2026) + 3) // 10
    return dated(calendar.decade(this - (this - tens) % 10), absolute=True)


def century(slots: Slots, _moment: Moment) -> Reading | None:
    """A century by its ordinal: the 19th is 18, the years 1800 to 1899."""
    number = slots.rank()
    if number is None or not 1 <= number <= 30:
        return None
    if "bc" in slots.text.lower():
        return Reading(f"BC{number - 1:02}", None, "absolute")
    return dated(calendar.century(number - 1), absolute=True)


def centuries(slots: Slots, _moment: Moment) -> Reading | None:
    """From one century to another by their ordinals."""
    first, last = slots.rank(), slots.number("end")
    if first is None or last is None or not 1 <= first < last <= 30:
        return None
    ends = calendar.century(first - 1), calendar.century(last - 1)
    return dated(calendar.interval(*ends), absolute=True)


def _part_number(slots: Slots, count: int, token: str) -> int | None:
    """Which quarter or half: by ordinal, by final, by the figure of Q3 or 1H25."""
    word = slots.word(token)
    if word is not None:
        return int(re.sub(r"\D", "", word)[:1])
    number = slots.rank()
    if number is None and "year" in slots.values:
        number = slots.number("count")
    if number is not None and number < 0:
        number += count + 1
    return number if number is not None and 1 <= number <= count else None


def _dated_token(token: str, moment: Moment) -> tuple[int, int] | None:
    """Year and number of Q3'24, 3Q24, 2024Q3, 1H25, 2QFY24."""
    before, _, after = re.split(r"([qQhH])", re.sub(r"(?i)fy|[/'’]", "", token), maxsplit=1)
    if len(before) == 1:
        number, digits = before, after
    elif before:
        number, digits = after, before
    else:
        number, digits = after[:1], after[1:]
    if not (number.isdigit() and digits.isdigit()):
        return None
    return (int(digits) if len(digits) == 4 else full_year(int(digits), moment.base)), int(number)


def _part_of_year(slots: Slots, moment: Moment, letter: str, count: int) -> Reading | None:
    make = calendar.quarter if letter == "quarter" else calendar.half
    token = slots.word(f"dated{letter}")
    if token is not None:
        found = _dated_token(token, moment)
        return dated(make(*found), absolute=True) if found else None
    number = _part_number(slots, count, f"{letter}token")
    if number is None:
        return None
    year = stated_year(slots, moment) or _fiscal_token(slots, moment)
    if year is not None:
        return dated(make(year, number), absolute=True)
    if slots.shift() is not None:
        shifted = shifted_year(slots, moment)
        return dated(make(shifted, number) if shifted else None)
    part = _part_of_account(number, count, moment)
    return dated(part) if part else in_year(moment, lambda year: make(year, number), ahead=0)


def _part_of_account(number: int, count: int, moment: Moment) -> Period | None:
    """That quarter or half of the accounting year reported on or foretold, where such a year is not the calendar's.

    It is that of the year before where it has not begun and is not told of as to come.
    """
    told = (*moment.accounts, *([moment.foretold] if moment.foretold else []))
    year = next((account for account in told if calendar.is_of_length(account, "year")), None)
    if year is None or moment.year_end is None or moment.year_end[0] == 12 or year.last.month != moment.year_end[0]:
        return None
    parts = (_fiscal_months(year.last.year - n, number * 12 // count, 12 // count, moment) for n in (0, 1))
    over = (part for part in parts if part and (moment.base is None or moment.tense > 0 or part.first <= moment.base))
    return next(over, None)


def quarter_by_month(slots: Slots, moment: Moment) -> Reading | None:
    """The quarter or half-year that ends with a month: the September quarter."""
    last = slots.number("mon")
    months = 3 if "quarter" in slots.text.lower() else 6
    if last is None:
        return None

    def make(year: int) -> Period | None:
        end = calendar.month(year, last)
        return end and calendar.whole(calendar.add_months(end.first, 1 - months), end.last)

    return _in_year_meant(slots, moment, make)


def _in_year_meant(slots: Slots, moment: Moment, make: Callable[[int], Period | None]) -> Reading:
    """The part of the year that the phrase names, by its number or as last, this or next; else of the latest."""
    year = stated_year(slots, moment)
    if year is not None:
        return dated(make(year), absolute=True)
    if slots.shift() is not None:
        shifted = shifted_year(slots, moment)
        return dated(make(shifted) if shifted else None)
    return in_year(moment, make, ahead=0)


def quarter(slots: Slots, moment: Moment) -> Reading | None:
    """A quarter; without a year, the latest that has begun."""
    return _fiscal_or_not(slots, moment, _part_of_year(slots, moment, "quarter", 4))


def two_quarters(slots: Slots, moment: Moment) -> Reading | None:
    """Two quarters of a year that follow each other."""
    one, two = slots.number("ordinal"), slots.number("second")
    if one is None or two != one + 1 or two > 4:
        return None

    def make(year: int) -> Period | None:
        first, last = calendar.quarter(year, one), calendar.quarter(year, one + 1)
        return calendar.whole(first.first, last.last) if first and last else None

    return _in_year_meant(slots, moment, make)


def _fiscal_or_not(slots: Slots, moment: Moment, reading: Reading | None) -> Reading | None:
    """Where the year is a fiscal one, the same with the days of that year, or without days where they are not known."""
    fiscal = "fiscalyear" in slots.values or re.search(r"(?i)fiscal|financial|fy", slots.text)
    if not fiscal or reading is None or reading.period is None:
        return reading
    period, months = reading.period, 3 if reading.period.grain == "quarter" else 6
    found = _fiscal_months(period.first.year, period.last.month, months, moment)
    return replace(reading, period=found) if found else replace(reading, days_known=False)


def half(slots: Slots, moment: Moment) -> Reading | None:
    """A half-year; without a year, the latest that has begun."""
    return _fiscal_or_not(slots, moment, _part_of_year(slots, moment, "half", 2))


def months_of_year(slots: Slots, moment: Moment) -> Reading | None:
    """The first or final so many months or quarters of a year; the first also in "in nine months of 2023"."""
    count, from_end = slots.number("count"), slots.number("closing") is not None
    count = count * 3 if count is not None and "quarters" in slots.text.lower() else count
    if count is None or not 1 <= count <= 12 or not (from_end or slots.number("ordinal") in (1, None)):
        return None

    def make(year: int) -> Period | None:
        first = calendar.month(year, 13 - count if from_end else 1)
        last = calendar.month(year, 12 if from_end else count)
        return calendar.whole(first.first, last.last) if first and last else None

    return _in_year_meant(slots, moment, make)


def season(slots: Slots, moment: Moment) -> Reading | None:
    """A season, of a year, shifted, or the nearest."""
    number = slots.number("season")
    if number is None:
        return None
    pair = slots.word("yearpair")
    year = int(pair[:4]) if pair and pair[:4].isdigit() else stated_year(slots, moment)
    if year is not None:
        return dated(calendar.season(year, number), absolute=True)
    shift = slots.shift()
    if shift is not None and "year" in slots.text.lower():
        shifted = shifted_year(slots, moment)
        return dated(calendar.season(shifted, number) if shifted else None)
    if "following" in slots.values and moment.near is not None:
        return dated(_season_from(moment.near.first, number))
    if moment.base is None:
        return Reading(None, reason=NO_ANCHOR)
    if shift is None:
        return in_year(moment, lambda year: calendar.season(year, number))
    return dated(_shifted_season(number, shift, moment.base))


def _season_from(day: date, number: int) -> Period | None:
    found = (calendar.season(day.year + more, number) for more in (0, 1))
    return next((period for period in found if period is not None and period.first > day), None)


def _shifted_season(number: int, shift: int, base: date) -> Period | None:
    found = [calendar.season(year, number) for year in range(base.year - 2, base.year + 3)]
    seasons = [period for period in found if period is not None]
    if shift < 0:
        return next((period for period in reversed(seasons) if period.last < base), None)
    if shift > 0:
        return next((period for period in seasons if period.first > base), None)
    same = calendar.containing(base, "season")
    if same in seasons:
        return same
    return next((period for period in seasons if period.first.year == base.year), None)
