"""Dates of a list take year, week or month from the one that names it."""

from __future__ import annotations

from calendar import month_name
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import load
from pipeline.language.tokens import read_tokens
from pipeline.stages.dates import find_dates
from pipeline.timex.find import DatePhrases

WEDNESDAY = date(2024, 6, 12)
DAYS = st.dates(date(1900, 1, 1), date(2060, 12, 31))


def values(text: str, anchor: date | None = WEDNESDAY) -> list[tuple[str, str | None]]:
    found = find_dates(DatePhrases(read_tokens(load("blank")(text))), anchor)
    return [(text[one.core.start : one.core.end], one.value) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell in March and April 2023.", ["2023-03", "2023-04"]),
        ("It fell in March, April and May of 2021.", ["2021-03", "2021-04", "2021-05"]),
        ("It fell in December and January 2023.", ["2022-12", "2023-01"]),
        ("It fell in March and April last year.", ["2023-03", "2023-04"]),
        ("It sold more in Q1, Q2 and Q3 2022.", ["2022-Q1", "2022-Q2", "2022-Q3"]),
        ("It fell in the first quarter and the second quarter of 2022.", ["2022-Q1", "2022-Q2"]),
        ("They met on Jan. 3 and Feb. 5, 2023.", ["2023-01-03", "2023-02-05"]),
        ("It fell in June 2021 and July 2023.", ["2021-06", "2023-07"]),
        ("It grew in May and 2023 was good.", ["2024-05", "2023"]),
    ],
)
def test_the_last_names_the_year_of_all(text: str, expected: list[str]) -> None:
    assert [value for _, value in values(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It grew 3% in the third quarter of 2022, against 2% in the second.", ["2022-Q3", "2022-Q2"]),
        ("Sales were $9m in the first quarter of 2022, down from $10m in the fourth.", ["2022-Q1", "2021-Q4"]),
        ("Margins fell to 12% in the second half of 2022 from 13% in the first.", ["2022-H2", "2022-H1"]),
        ("It came first in the second quarter of 2022, and in the first race it lost.", ["2022-Q2"]),
        ("It grew in the second half of 2022. In the first, it shrank.", ["2022-H2"]),
        ("It grew in the second half of 2022, less than in the third.", ["2022-H2"]),
    ],
)
def test_a_bare_rank_is_the_last_part_of_a_year_before(text: str, expected: list[str]) -> None:
    assert [value for _, value in values(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It will meet next week, on Tuesday and Wednesday.", ["2024-06-18", "2024-06-19"]),
        ("It will rule next week between Wednesday and Friday.", ["2024-06-19/2024-06-21"]),
        ("It met last week from Tuesday to Thursday.", ["2024-06-04/2024-06-06"]),
        ("It will meet next Monday and Tuesday.", ["2024-06-17", "2024-06-18"]),
        ("It met on Monday and Tuesday last week.", ["2024-06-03", "2024-06-04"]),
        ("It meets on Tuesday, Wednesday and Friday of next week.", ["2024-06-18", "2024-06-19", "2024-06-21"]),
        ("It cut prices last week and said on Monday it would stay.", ["2024-W23", "2024-06-10"]),
        ("It met on Monday and Tuesday.", ["2024-06-10", "2024-06-11"]),
    ],
)
def test_weekdays_beside_a_week_are_of_that_week(text: str, expected: list[str]) -> None:
    assert [value for _, value in values(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on May 3, 4 and 5.", [("May 3", "2024-05-03"), ("4", "2024-05-04"), ("5", "2024-05-05")]),
        ("They met on 3, 10 and 17 May 2023.", [("3", "2023-05-03"), ("10 and 17 May 2023", "2023-05-10/2023-05-17")]),
        ("on the 3rd, 4th and 5th of May", [("3rd", "2024-05-03"), ("4th and 5th of May", "2024-05-04/2024-05-05")]),
        ("On May 3, 4 people and 5 dogs met.", [("May 3", "2024-05-03")]),
        ("On May 3, 4 and 5 people met.", [("May 3", "2024-05-03")]),
        ("On May 3, 4 and 5% were lost.", [("May 3", "2024-05-03")]),
    ],
)  # fmt: skip
def test_days_of_a_list_need_their_month_only_once(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


def test_a_year_after_the_last_day_is_that_of_all() -> None:
    assert [value for _, value in values("They met on May 3, 10 and 17, 2023.")][:3] == [
        "2023-05-03",
        "2023-05-10",
        "2023-05-17",
    ]


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1900, 2060), st.none() | DAYS)
def test_two_months_of_a_year_are_read_back(one: int, two: int, year: int, anchor: date | None) -> None:
    first = year - (one > two)
    found = values(f"It fell in {month_name[one]} and in {month_name[two]} {year}.", anchor)
    assert [value for _, value in found] == [f"{first}-{one:02}", f"{year}-{two:02}"]


@given(DAYS, st.integers(0, 6), st.integers(0, 6))
def test_weekdays_of_next_week_lie_in_it(anchor: date, one: int, two: int) -> None:
    monday = anchor - timedelta(anchor.weekday()) + timedelta(7)
    days = [monday + timedelta(number) for number in (one, two)]
    found = values(f"It meets next week, on {days[0]:%A} and {days[1]:%A}.", anchor)
    assert [value for _, value in found] == [day.isoformat() for day in days]
