"""What holds of every date: a period written in any of our forms is read back, under any anchor; nothing raises."""

from __future__ import annotations

from calendar import month_abbr, month_name
from datetime import date, timedelta

import pytest
from conftest import steps
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.language import load
from pipeline.language.tokens import read_tokens
from pipeline.model import Date
from pipeline.stages.dates import find_dates
from pipeline.timex import calendar
from pipeline.timex.calendar import GRAINS, Grain, Period
from pipeline.timex.find import DatePhrases
from pipeline.vocabulary.dates import DatePhrase
from pipeline.vocabulary.rows import read_rows

DAYS = st.dates(date(1900, 1, 1), date(2060, 12, 31))
ANCHORS = st.none() | st.dates(date(1850, 1, 1), date(2199, 12, 31))
MANY = settings(max_examples=100, deadline=None)
NAMED: tuple[Grain, ...] = tuple(grain for grain in GRAINS if grain != "interval")
ORDINALS = ("first", "second", "third", "fourth")


def dates_in(text: str, anchor: date | None) -> tuple[Date, ...]:
    return find_dates(DatePhrases(read_tokens(load("blank")(text))), anchor)


def ordinal(number: int) -> str:
    ending = "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def short(number: int) -> str:
    return month_abbr[number] if number == 5 else f"{month_abbr[number]}."


def forms_of_a_day(day: date) -> list[str]:
    month = month_name[day.month]
    weekday = day.strftime("%A")
    return [
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{short(day.month)} {day.day}, {day.year}",
        f"{day.day} {short(day.month)} {day.year}",
        f"{ordinal(day.day)} of {month}, {day.year}",
        f"{weekday}, {day.day} {month} {day.year}",
        f"{weekday}, {month} {day.day}, {day.year}",
        f"{day.day:02}-{month_abbr[day.month]}-{day.year}",
        day.isoformat(),
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.year}/{day.month:02}/{day.day:02}",
    ]


def forms(period: Period) -> list[str]:
    """The ways to write a period down that name it wholly."""
    first = period.first
    year, month = first.year, month_name[first.month]
    match period.grain:
        case "day":
            return forms_of_a_day(first)
        case "week":
            iso_year, number, _ = first.isocalendar()
            return [f"week {number} of {iso_year}"]
        case "month":
            return [f"{month} {year}", f"{month}, {year}", f"{month} of {year}", f"{short(first.month)} {year}"]
        case "quarter":
            number = int(period.value[-1])
            spelled = [f"{ORDINALS[number - 1]} quarter of {year}", f"{ordinal(number)} quarter of {year}"]
            return [*spelled, f"Q{number} {year}", f"{number}Q{year}", f"Q{number}/{year}", f"{year} Q{number}"]
        case "half":
            number = int(period.value[-1])
            return [f"{ORDINALS[number - 1]} half of {year}", f"H{number} {year}", f"{number}H{year}"]
        case "season":
            name = ("spring", "summer", "autumn", "winter")[calendar.SEASONS.index(period.value[-2:])]
            return [f"{name} of {year}", f"{name} {year}"]
        case "year":
            return [f"{year}", f"year {year}"]
        case "decade":
            return [f"{year}s", f"{year}’s"]
        case "century":
            return [f"{ordinal(year // 100 + 1)} century"]
    return []


def is_century(period: Period) -> bool:
    """The 1900s are the century, not its first decade."""
    return period.grain == "decade" and period.value[-1] == "0" and period.first.year < 2000


@MANY
@given(DAYS, st.sampled_from([grain for grain in NAMED if grain != "weekend"]), ANCHORS, st.data())
@example(date(2024, 2, 29), "day", None, None)
@example(date(2015, 12, 31), "week", date(2016, 1, 1), None)
@example(date(1999, 12, 31), "quarter", date(2000, 2, 29), None)
def test_a_period_written_down_is_read_back(
    day: date, grain: Grain, anchor: date | None, data: st.DataObject | None
) -> None:
    period = calendar.containing(day, grain)
    assert period is not None
    if is_century(period):
        return
    for form in [data.draw(st.sampled_from(forms(period)))] if data else forms(period):
        text = f"It was sold in the {form}, they said."
        (found,) = dates_in(text, anchor)
        assert text[found.core.start : found.core.end] == form
        assert (found.value, found.first, found.last) == (period.value, period.first, period.last)
        assert found.anchor == "absolute"


@MANY
@given(DAYS, st.integers(1, 4000), st.sampled_from(["day", "month", "quarter", "year"]), ANCHORS, st.data())
@example(date(2023, 12, 31), 60, "day", None, None)
def test_an_interval_written_down_is_read_back(
    day: date, length: int, grain: Grain, anchor: date | None, data: st.DataObject | None
) -> None:
    first, last = calendar.containing(day, grain), calendar.containing(day + timedelta(length), grain)
    assert first is not None
    assert last is not None
    if first == last or is_century(first) or is_century(last):
        return
    opening, joiner = data.draw(st.sampled_from(INTERVALS)) if data else INTERVALS[0]
    one, two = (data.draw(st.sampled_from(forms(end))) if data else forms(end)[0] for end in (first, last))
    if "-" in one + two or "/" in one + two or one.startswith("year"):
        return
    text = f"It ran {opening}{one}{joiner}{two}, they said."
    (found,) = dates_in(text, anchor)
    assert text[found.core.start : found.core.end] == f"{one}{joiner}{two}"
    assert (found.value, found.first, found.last) == (f"{first.value}/{last.value}", first.first, last.last)
    assert [part.value for part in found.parts] == [first.value, last.value]
    assert [text[part.span.start : part.span.end] for part in found.parts] == [one, two]


INTERVALS = [("from ", " to "), ("between ", " and "), ("in ", " – "), ("from ", " until "), ("from ", " through ")]


@MANY
@given(DAYS, st.integers(1, 400), st.sampled_from(["day", "week", "month", "year"]))
@example(date(2024, 3, 31), 1, "month")
@example(date(2024, 2, 29), 1, "year")
@example(date(2021, 1, 3), 1, "week")
def test_so_many_units_ago(anchor: date, count: int, grain: Grain) -> None:
    expected = calendar.add(anchor, -count, grain)
    assert expected is not None
    (found,) = dates_in(f"It closed {count} {grain}s ago.", anchor)
    period = calendar.containing(expected, grain)
    assert period is not None
    assert (found.value, found.first, found.last) == (period.value, period.first, period.last)


@MANY
@given(DAYS, st.sampled_from(["week", "month", "year", "quarter"]))
def test_last_this_and_next_are_neighbours(anchor: date, grain: Grain) -> None:
    (one,), (two,), (three,) = (dates_in(f"It is due {word} {grain}.", anchor) for word in ("last", "this", "next"))
    assert one.last is not None
    assert two.last is not None
    assert two.first is not None
    assert two.first <= anchor <= two.last
    assert one.last + timedelta(1) == two.first
    assert two.last + timedelta(1) == three.first


@MANY
@given(DAYS, DAYS)
def test_a_weekday_is_the_latest_one_on_or_before_the_anchor(anchor: date, day: date) -> None:
    (found,) = dates_in(f"It closed on {day:%A}.", anchor)
    assert found.first is not None
    assert found.first.weekday() == day.weekday()
    assert timedelta(0) <= anchor - found.first < timedelta(7)


@MANY
@given(st.dates(), st.sampled_from(NAMED))
def test_value_names_its_period(day: date, grain: Grain) -> None:
    period = calendar.containing(day, grain)
    if period is None:
        assert day.year < 10 or day.year > 9900 or (day.year == 9999 and day.month == 12)
        return
    assert period.first <= day <= period.last or grain == "weekend"
    if grain != "century" or day.year >= 100:
        again = calendar.parse(period.value)
        assert again == period


@MANY
@given(st.dates(), st.integers(-(10**5), 10**5), st.sampled_from(NAMED))
def test_shift_never_raises_and_keeps_the_grain(day: date, count: int, grain: Grain) -> None:
    period = calendar.containing(day, grain)
    moved = calendar.shift(period, count) if period else None
    assert moved is None or moved.grain == grain


HARD = "May march 2004 31 30 2 second last next the of a to - – , . ( ) ' 's 9999 0001 9/11 99/99/9999 \n \n\n 1H25 '04"
WORDS = st.sampled_from(
    [
        *sorted({word for row in read_rows("date_phrases", DatePhrase) for word in " ".join(row.examples).split()}),
        *HARD.split(" "),
        "\u00a0",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=14), ANCHORS | st.sampled_from([date.min, date.max]))
@example(["in", "9999", "week", "53", "of", "9999"], date.max)
@example(["the", "year", "to", "January", "1000"], date.min)
def test_no_exception_and_sound_spans_on_any_words(words: list[str], anchor: date | None) -> None:
    check_sound(" ".join(words), anchor)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), ANCHORS)
def test_no_exception_and_sound_spans_on_any_text(text: str, anchor: date | None) -> None:
    check_sound(text, anchor)


def check_sound(text: str, anchor: date | None) -> None:
    found = dates_in(text, anchor)
    ends = [0, *(one.span.end for one in found)]
    for one, before in zip(found, ends, strict=False):
        assert before <= one.span.start < one.span.end <= len(text)
        assert text[one.span.start : one.span.end].strip() == text[one.span.start : one.span.end]
        assert (one.first is None) == (one.last is None)
        assert one.first is None or one.last is None or one.first <= one.last
        assert one.value is not None or (one.reason is not None and one.first is None)
        assert all(one.span.covers(part.span) for part in one.parts)


@pytest.mark.parametrize("word", ["2004 ", "May ", "last ", "the end of ", "12 to ", "Sunday, ", "2004 to ", "ten "])
def test_work_is_linear_on_hostile_text(word: str) -> None:
    nlp = load("blank")
    short, long = (read_tokens(nlp.make_doc(word * count)) for count in (100, 400))
    day = date(2024, 5, 15)
    find_dates(DatePhrases(short), day)
    few = steps(lambda: find_dates(DatePhrases(short), day))
    assert steps(lambda: find_dates(DatePhrases(long), day)) < 1000 + 1.5 * 4 * few
