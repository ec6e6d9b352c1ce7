"""Articles without a date: the year that they speak from, by what they tell as over, under way and to come."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.language import load
from pipeline.language.tokens import read_tokens
from pipeline.stages.dates import find_dates
from pipeline.timex.find import DatePhrases


def values_in(text: str) -> dict[str, str | None]:
    found = find_dates(DatePhrases(read_tokens(load("blank")(text))), None)
    return {text[one.core.start : one.core.end]: one.value for one in found}


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        ("Norway's herring catch rose 6% in 2016, after 4% in 2015. It fell {}.", "last year", "2016"),
        ("Norway's herring catch rose 6% in 2016, after 4% in 2015. It fell in {}.", "November", "2016-11"),
        ("Norway's herring catch rose 6% in 2016, after 4% in 2015. It fell in {}.", "January", "2017-01"),
        ("The trade gap for 2016 narrowed to 5bn kroner. It grew in {}.", "October", "2016-10"),
        ("The trade gap for 2016 narrowed to 5bn kroner. It should vanish {}.", "this year", "2017"),
        ("For the whole of 2016 the mill made 9,000 tonnes. It has made less {}.", "this year", "2017"),
        ("Debt stood at $4bn at the end of 2016. It has grown {}.", "this year", "2017"),
        ("Debt stood at $4bn at the start of 2016. It has grown {}.", "this year", None),
        ("Sales for 2016 were $4m. It does not expect to sell more before 2019. It made 3m {}.", "last year", "2016"),
        (
            "It made $4m in January-September 2016, the bank said on 21 October. It will lose 2m {}.",
            "this year",
            "2016",
        ),
        ("Sales for 2016 were $4m. A rise is on the cards by {}.", "May", "2017-05"),
        ("The mill has made 9,000 tonnes so far in 2016. It lost money {}.", "last year", "2015"),
        ("Its price fell from $4 in May 2016 to $3 in {}.", "July", "2016-07"),
        ("Its price fell from $4 in November 2016 to $3 in {}.", "February", "2017-02"),
        ("It will make 5% more in 2017, after making 2% less in 2016. It shut a mill in {}.", "December", "2016-12"),
        ("In January-May 2016 the port handled 4 ships. It has grown {}.", "this year", "2016"),
        ("It is to grow in 2016. In March 2017 it shipped 4 boats. It has grown {}.", "this year", "2017"),
        (
            "In January-September 2016 it made $4m, against 3m in the {}.",
            "corresponding period of 2015",
            "2015-01/2015-09",
        ),
        ("In January-September 2016 it made $4m, against 3m {}.", "twelve months earlier", "2015-01/2015-09"),
        (
            "The port handled 9 million tonnes in 2016, against 8 million the year before. It shut two berths {}.",
            "last year",
            "2016",
        ),
        (
            "It bought a third of the port in 2000 for $3m. It is old. It is grey. It is big. It got two ferries {}.",
            "last year",
            None,
        ),
        ("The mill will make 900 boats this year, up from 850 in 2016. It made more {}.", "last year", "2016"),
        ("The mill lost 40 jobs last year, after 30 in 2015. It will lose 20 {}.", "this year", "2017"),
        ("The bank expects growth of 2% this year and 3% in 2018. It was 1% {}.", "last year", "2016"),
        ("The bank expects growth of 2% in 2017 and 3% in 2018. It was 1% {}.", "last year", "2016"),
        ("Growth should reach 2% this year, against 1% in 2016, and 3% in 2018. It fell in {}.", "December", "2016-12"),
        ("The deficit is to narrow to 3% by 2019. It was 4% {}.", "last year", None),
        ("Profit in the year to 30 June 2016 was $4m. It opened a shop in {}.", "March", "2016-03"),
        ("Profit in the year to 30 June 2016 was $4m. It will shut by the {}.", "end of the year", "2016"),
        ("Profit in the year to 30 June 2016 was $4m. Sales fell in the {}.", "fourth quarter", "2016-Q2"),
        ("Profit in the year to 30 September 2016 was $4m. Sales fell in the {}.", "fourth quarter", "2016-Q3"),
        (
            "Profit in the year to 31 January 2017 was $4m. It is to make 2m in the {}.",
            "current quarter",
            "2017-02/2017-04",
        ),
        (
            "Profit in the year to 31 January 2017 was $4m. For the current quarter it sees 2m, against 1m in the {}.",
            "same period last year",
            "2016-02/2016-04",
        ),
        ("Profit in the three months to 31 December 2016 was $4m. It was 3m a {}.", "year earlier", "2015-Q4"),
        ("Profit in the three months to 31 December 2016 was $4m. It will be 3m {}.", "this year", "2017"),
        ("Profit in the first half of 2016 was $4m. It will be 3m {}.", "this year", "2016"),
        ("Sales fell by 5% in {}. For 2016 as a whole they rose by 3%.", "January", "2017-01"),
        ("Sales fell by 5% in January. For 2016 as a whole they rose by 3%. In {} they rose.", "December", "2016-12"),
        (
            "Sales fell by 5% in January. For 2016 as a whole they rose by 3%. A boat costs 300 crowns less than {}.",
            "last June",
            "2016-06",
        ),
        (
            "Sales fell by 5% in January. For 2016 as a whole they rose by 3%. The new boat is due in {}.",
            "September",
            "2017-09",
        ),
        (
            "Sales fell by 5% in January, to 90 boats, compared with 95 a {}. For 2016 as a whole they rose by 3%.",
            "year ago",
            "2016-01",
        ),
        (
            "Sales fell by 5% in January, to 90 boats. For 2016 as a whole they rose by 3%. It is dearer than {}.",
            "two years ago",
            "2015",
        ),
        ("Trade came to $5bn in 2024. It was 2% more than in 2023. It is bigger than a {}.", "decade earlier", "2014"),
        ("The {} was weak. The economy grew by 3% in 2016, after 2% in 2015.", "September quarter", "2016-Q3"),
        ("The economy grew by 3% in 2016, after 2% in 2015. It will slow by {}.", "June", "2017-06"),
        ("Growth slowed more than expected at the end of 2016. It will slow {}.", "this year", "2017"),
        ("It shrank in the third quarter of 2016. It has grown by 2% since {}.", "October", "2016-10"),
        ("Oil is up 30% on the start of 2016. Brent fell to $40, its lowest since {}.", "mid-September", "2016-09"),
        ("Sales are set to double in 2017. They rose {}.", "last year", "2016"),
        (
            "Output fell in the last quarter of 2016. For the {} as a whole it rose by 1%. It should rise 2% in 2017.",
            "year",
            "2016",
        ),
        ("Two towns signed a pact in 2016. The mill opened in {}.", "June", None),
        (
            "Fares rose by 5% in November. They came to 9m kroner in the first 11 months of 2016. They fell in {}.",
            "October",
            "2016-10",
        ),
        ("Salt made 4m in profits in 2016. The strike, which began in {}, goes on.", "January", "2017-01"),
        (
            "The mill will publish its results for 2016 in April. Sales rose in the {}.",
            "five weeks to 2 January",
            "2016-11-29/2017-01-02",
        ),
        (
            "It set aside 4m in its accounts for 2016, and said more would follow. It will rise {}.",
            "this year",
            "2017",
        ),
        ("It promised 4m for 2016, but now says it will be 3m. It sold 800 boats {}.", "last year", "2015"),
        (
            "The bank grew by 3% last year, and the fund is forecasting 4% for 2017. It lost 90 jobs {}.",
            "last year",
            "2016",
        ),
        (
            "Crude for March delivery fell. It had risen in {}. The bank is predicting $41 for 2016 as a whole.",
            "January",
            "2016-01",
        ),
        (
            "Fees should more than double by 2019. Traffic in {} was 6% up on the same month of 2015.",
            "January",
            "2016-01",
        ),
        (
            "The winner is to be named by {}. Profit rose in the year to June 2016; the rest is to be sold in 2018.",
            "March",
            "2017-03",
        ),
        (
            "It is old. It is grey. It is big. It is slow. It was sold in 2002. It shut a mill in {}.",
            "November",
            None,
        ),
        ("It fell in 2016 to a low last seen in the {}. The bank expects 2% in 2017.", "summer", None),
    ],
)
def test_year_of_a_text_without_a_date(text: str, phrase: str, value: str | None) -> None:
    assert values_in(text.format(phrase))[phrase] == value


@pytest.mark.parametrize("year", [1998, 2007, 2024])
def test_moving_the_years_moves_what_hangs_on_them(year: int) -> None:
    text = f"The catch rose 6% in {year}, after 4% in {year - 1}. It fell last year, in November and in January."
    assert list(values_in(text).values())[2:] == [str(year), f"{year}-11", f"{year + 1}-01"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mill will be shut for two weeks from 21 February 2005.", {"21 February 2005": "2005-02-21"}),
        ("The plan saves $5m a year from 2006.", {"2006": "2006"}),
        ("It opens two weeks from 13 May 2005.", {"two weeks from 13 May 2005": "2005-05-27"}),
        ("By the end of 2023 firms had spent it.", {"end of 2023": "2023"}),
        ("In 2005 it made 2023 firms richer.", {"2005": "2005"}),
    ],
)
def test_what_is_no_distance_and_no_count(text: str, found: dict[str, str]) -> None:
    assert values_in(text) == found


def test_the_quarter_is_the_latest_one_told_of() -> None:
    text = "Output fell in the three months to December 2004. The {} was put anew. It lost 4 boats in the quarter."
    for named in ("September quarter", "third quarter"):
        assert values_in(text.format(named))["quarter"] == "2004-Q4"


def test_the_year_to_come_is_no_account() -> None:
    text = "Profit rose in the year to 31 January 2005. It {} two mills by the end of the year."
    assert values_in(text.format("will shut"))["end of the year"] == "2005"


UNDATED = (Path(__file__).parent / "undated.txt").read_text(encoding="utf-8").splitlines()
"""Short texts, each phrase in brackets with the value that a careful reader gives it, "-" for none."""


@pytest.mark.parametrize("text", UNDATED)
def test_what_a_careful_reader_takes_the_times_of_a_text_to_be(text: str) -> None:
    read = dict(re.findall(r"\[(.+?) = (.+?)\]", text))
    found = values_in(re.sub(r"\[(.+?) = .+?\]", r"\1", text))
    assert {phrase: found.get(phrase, "no date") or "-" for phrase in read} == read
