"""Dates: every row of the vocabulary by its own examples, then the behaviour that no single row holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from pipeline.language import load
from pipeline.language.tokens import read_tokens
from pipeline.model import Date
from pipeline.stages.dates import find_dates
from pipeline.timex.find import DatePhrases
from pipeline.timex.grammar import rules, rules_at
from pipeline.timex.grid import make_grid
from pipeline.timex.guards import GUARDS
from pipeline.timex.pattern import compile_pattern
from pipeline.vocabulary.dates import (
    EXAMPLE_ANCHOR,
    DateContext,
    DatePhrase,
    DateReference,
    DateShape,
    DateUnit,
    DateVeto,
    DateWord,
    Month,
    NamedDay,
    Weekday,
)
from pipeline.vocabulary.rows import read_rows

ANCHOR = date.fromisoformat(EXAMPLE_ANCHOR)
ROWS: dict[str, Any] = {
    "months": Month,
    "weekdays": Weekday,
    "date_units": DateUnit,
    "date_words": DateWord,
    "date_phrases": DatePhrase,
    "named_days": NamedDay,
    "date_references": DateReference,
    "date_vetoes": DateVeto,
    "date_contexts": DateContext,
}


def dates_in(text: str, published: date | None = ANCHOR) -> list[Date]:
    return list(find_dates(DatePhrases(read_tokens(load("blank")(text))), published))


def found_in(text: str, published: date | None = ANCHOR) -> list[tuple[str, str | None]]:
    return [(text[one.core.start : one.core.end], one.value) for one in dates_in(text, published)]


def split_example(example: str) -> tuple[str, str]:
    """The sentence without its brackets, and what stood in them."""
    match = re.fullmatch(r"(.*?)\[(.*)\](.*)", example)
    assert match, f"no span in {example!r}"
    return "".join(match.groups()), match[2]


def all_examples() -> Iterator[Any]:
    for file, row_type in ROWS.items():
        for number, row in enumerate(read_rows(file, row_type)):
            for example, value in row.examples.items():
                yield pytest.param(file, row, example, value, id=f"{file}-{number}-{example}")


@pytest.mark.parametrize(("file", "row", "example", "value"), list(all_examples()))
def test_row_example(file: str, row: Any, example: str, value: str) -> None:
    text, quote = split_example(example)
    found = [one for one in dates_in(text) if text[one.core.start : one.core.end] == quote]
    assert [one.value or "" for one in found] == [value], found_in(text)
    if file == "date_phrases":
        assert found[0].rule == row.name


def all_misses() -> Iterator[Any]:
    for file, row_type in ROWS.items():
        for number, row in enumerate(read_rows(file, row_type)):
            for miss in row.not_:
                yield pytest.param(file, row, miss, id=f"{file}-{number}-{miss}")


@pytest.mark.parametrize(("file", "row", "miss"), list(all_misses()))
def test_row_near_miss(file: str, row: Any, miss: str) -> None:
    found = dates_in(miss)
    if file == "date_phrases":
        found = [one for one in found if one.rule == row.name]
    elif file == "named_days":
        found = [one for one in found if one.rule == f"named day: {row.name}"]
    elif file == "date_references":
        found = [one for one in found if one.rule == f"reference: {row.value}"]
    assert found == []


@pytest.mark.parametrize("row", read_rows("date_shapes", DateShape), ids=lambda row: row.name)
def test_shape(row: DateShape) -> None:
    assert all(re.fullmatch(row.pattern, text) for text in row.matches)
    assert not any(re.fullmatch(row.pattern, text) for text in row.not_)


def test_every_guard_is_used_and_every_used_guard_exists() -> None:
    used = {name for rule in rules() for name in rule.guards}
    assert used == set(GUARDS)


def test_names_of_phrases_are_unique() -> None:
    names = [rule.name for rule in rules()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("broken", ["( day", "day )", "NOSUCHCLASS", "( WEEKDAY | day ) )"])
def test_broken_pattern_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|class"):
        compile_pattern(broken)


def test_rules_left_untried_at_a_word_match_nothing_there() -> None:
    examples = " . ".join(
        split_example(example)[0] for row in read_rows("date_phrases", DatePhrase) for example in row.examples
    )
    codes = make_grid(read_tokens(load("blank")(examples))).codes
    starts = re.compile(f"[{''.join({opening[0] for rule in rules() for opening in rule.pattern.openings})}]")
    for at in range(len(codes)):
        tried = rules_at(codes[at : at + 2]) if starts.match(codes, at) else ()
        assert [rule for rule in rules() if rule.pattern.regex.match(codes, at) and rule not in tried] == []


def test_pattern_stands_right_after_its_words() -> None:
    pattern = compile_pattern("COUNT", after="on the | dated")
    for text, matches in (("on the 3", True), ("dated 3", True), ("in the 3", False), ("the 3", False)):
        codes = make_grid(read_tokens(load("blank")(text))).codes
        assert bool(pattern.regex.match(codes, len(codes) - 1)) is matches, text


BEHAVIOUR: Mapping[str, list[tuple[str, str | None]]] = {
    # intervals and their alignment
    "between 2017 and 2024 it grew": [("2017 and 2024", "2017/2024")],
    "from the first quarter of 2000 – the third quarter of 2000": [
        ("first quarter of 2000 – the third quarter of 2000", "2000-Q1/2000-Q3")
    ],
    "in 2017 and 2024 it grew": [("2017", "2017"), ("2024", "2024")],
    "from March 3 through April 9 it ran": [("March 3 through April 9", "2024-03-03/2024-04-09")],
    "from May to October 2020 it ran": [("May to October 2020", "2020-05/2020-10")],
    "from 4 July 2019 to 3 March 2020": [("4 July 2019 to 3 March 2020", "2019-07-04/2020-03-03")],
    "from Monday to Friday it ran": [("Monday to Friday", "2024-05-13/2024-05-17")],
    "over 2000 - 2050 it may halve": [("2000 - 2050", "2000/2050")],
    "it will rise between now and 2030": [("now and 2030", "2024-05-15/2030-12-31")],
    "Two days after Sept. 11, 2001, it shut": [("Two days after Sept. 11, 2001", "2001-09-13")],
    "It shut on 17 March. In 2003 it sold 5": [("17 March", "2024-03-17"), ("2003", "2003")],
    "It met on Thur. 5 May 2022": [("Thur. 5 May 2022", "2022-05-05")],
    # parts of a unit
    "since mid-2023 and the early 1990s": [("mid-2023", "2023"), ("early 1990s", "199")],
    "by the end of last week": [("end of last week", "2024-W19")],
    "due in late October": [("late October", "2024-10")],
    # neighbours
    "In the third quarter of 1989 it made more than a year earlier": [
        ("third quarter of 1989", "1989-Q3"),
        ("year earlier", "1988-Q3"),
    ],
    "It opened on 31 December 1999. The following day it burned": [
        ("31 December 1999", "1999-12-31"),
        ("following day", "2000-01-01"),
    ],
    "It opened in June 1999, and the same month it closed": [("June 1999", "1999-06"), ("same month", "1999-06")],
    "In the third quarter of 2025 it rose to 5 from 3 in the third quarter of 2024. It sold two shops in the quarter": [
        ("third quarter of 2025", "2025-Q3"),
        ("third quarter of 2024", "2024-Q3"),
        ("quarter", "2025-Q3"),
    ],
    "In the second quarter of 2005 it fell. It will sell 7 this year, up from 6 in 2004. It lost 5 in the same period "
    "of last year": [
        ("second quarter of 2005", "2005-Q2"),
        ("this year", "2024"),
        ("2004", "2004"),
        ("same period of last year", "2004-Q2"),
    ],
    # tense
    "it will open on Friday": [("Friday", "2024-05-17")],
    "it opened on Friday": [("Friday", "2024-05-10")],
    "it will meet the United Party on Friday": [("Friday", "2024-05-17")],
    "it should end by mid-November": [("mid-November", "2024-11")],
    "it ended in November": [("November", "2023-11")],
    # tales of another year
    "He was born on 3 May 1871. On 9 June he was baptised": [("3 May 1871", "1871-05-03"), ("9 June", "1871-06-09")],
    "In 1999, it floated. It sold half in March": [("1999", "1999"), ("March", "2024-03")],
    "In 1999 it was sold in March": [("1999", "1999"), ("March", "1999-03")],
    "The firm, which floated in 1999, made more in March": [("1999", "1999"), ("March", "2024-03")],
    # no dates
    "1,984 people and 2004 jobs, a 10/10 score, version 2.2024": [],
    "Mr March may march on; second, the sun may set": [],
    "the 50-year-old paid $1999 for 12 months": [],
    "the Boeing 2000 and the S&P 500": [],
    "call 020-7946-2015 or 138-2010": [],
}


@pytest.mark.parametrize(("text", "expected"), BEHAVIOUR.items(), ids=BEHAVIOUR)
def test_behaviour(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found_in(text) == expected


def test_interval_has_both_ends_as_parts() -> None:
    text = "between 2017 and 2024 it grew"
    (one,) = dates_in(text)
    parts = [(text[part.span.start : part.span.end], part.value) for part in one.parts]
    assert parts == [("2017", "2017"), ("2024", "2024")]
    assert (one.first, one.last, one.anchor) == (date(2017, 1, 1), date(2024, 12, 31), "absolute")


@pytest.mark.parametrize("text", ["it closed on Tuesday", "it closed last month", "over the next five years", "today"])
def test_without_a_date_of_its_own_nothing_is_filled_in(text: str) -> None:
    (one,) = dates_in(text, None)
    assert (one.value, one.first, one.last, one.reason, one.anchor) == (None, None, None, "no anchor", "relative")


def test_year_from_the_text_itself() -> None:
    assert found_in("The tie was cut in 2004. It had been made in June.", None)[1] == ("June", None)
    assert found_in("Sales will double in 2005. They fell last year.", None)[1] == ("last year", "2004")
    assert found_in("It fell in the last quarter of 2004. It has risen this year.", None)[1] == ("this year", "2005")
    assert found_in("It was cut in 1994. It fell last year.", None)[1] == ("last year", None)
    assert found_in("Its target for 2005 is high. It fell in June.", None)[1] == ("June", None)
    assert found_in("It fell in 2004 from a peak in 2003. It fell in June.", None)[2] == ("June", None)
    assert found_in("It has grown since 2003. It fell in June.", None)[1] == ("June", None)


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        (
            "It fell in the third quarter. The bank forecasts growth of 2% in 2018 and 3% in 2019.",
            "third quarter",
            None,
        ),
        ("It fell in the {}, against 4% in the third quarter of 2016.", "third quarter", "2017-Q3"),
        ("It fell in the {}, after 4% in the third quarter of 2016.", "second quarter", "2016-Q2"),
        (
            "It shrank in 2017. It fell in {}. The bank forecasts 2% in 2018 and between 3% and 4% in 2019.",
            "May",
            "2018-05",
        ),
        ("It shrank in the last quarter of 2017. It rose by 2% in {}.", "November", "2017-11"),
        (
            "In the quarter to December it made 4m, against 3m in the same period of 2016. It fell {}.",
            "last year",
            "2017",
        ),
        ("It sold 9 in {}, against 8 in December 2016.", "December", "2017-12"),
        ("It sold 9 in December, against 8 in December 2016. It will sell 5 {}.", "this year", "2018"),
        ("It sold 9 in {}, against 8 in May 2016.", "May", "2017-05"),
        ("In the first quarter of 2017 it sold 9. It is to sell 5 this year, after 7 {}.", "last year", "2016"),
        ("It made 4m in 2016. It has until 5 May 2017 to sell the mill, bought in {}.", "January", "2017-01"),
        (
            "It sold 9 in the fourth quarter of 2016. Its rival, which lost 4m in 2015, is due to sell {}.",
            "in May",
            "2017-05",
        ),
    ],
)
def test_present_year_lies_between_what_is_told_and_what_is_announced(
    text: str, phrase: str, value: str | None
) -> None:
    values = dict(found_in(text.format(phrase), None))
    assert values[phrase.removeprefix("in ")] == value


def test_order_of_numeric_dates_by_evidence() -> None:
    assert found_in("on 4/5/2012 and on 25/5/2012")[0] == ("4/5/2012", "2012-05-04")
    assert found_in("on 4/5/2012 and on 5/25/2012")[0] == ("4/5/2012", "2012-04-05")
    assert found_in("on 4 March 2011 and on 4/5/2012")[1] == ("4/5/2012", "2012-05-04")
    (one,) = dates_in("on 4/5/2012")
    assert (one.value, one.order) == ("2012-04-05", "nothing")


@pytest.mark.parametrize(
    ("publisher", "value"),
    [("oslo-news.co.uk", "2012-05-04"), ("American Herald", "2012-04-05"), ("The Times of India", "2012-05-04")],
)
def test_order_of_numeric_dates_by_the_publisher(publisher: str, value: str) -> None:
    phrases = DatePhrases(read_tokens(load("blank")("on 4/5/2012")))
    (one,) = find_dates(phrases, ANCHOR, publisher)
    assert (one.value, one.order) == (value, "the publisher")


def test_order_of_numbers_that_can_be_read_one_way_only_is_no_question() -> None:
    assert [one.order for one in dates_in("on 25/5/2012, 5/5/2012 and on 22/4")] == [None, None, None]
    assert [one.order for one in dates_in("on 25/5/2012 and 4/5/2012, on 4/5")] == [None, "the text", "the text"]


def test_undated_text_is_dated_from_both_ends() -> None:
    text = "It opened on 30 September 2025 and will close on 1 March 2026. It fell {}."
    assert found_in(text.format("last July"), None)[-1] == ("last July", "2025-07")
    assert found_in(text.format("in August"), None)[-1] == ("August", "2025-08")
    assert found_in(text.format("in January"), None)[-1] == ("January", "2026-01")
    assert found_in("From September 2025 to March it fell. In May it rose.", None)[-1] == ("May", "2026-05")


def test_days_of_a_fiscal_year_where_the_text_says_how_it_ends() -> None:
    def days(text: str) -> list[tuple[str, str, str]]:
        known = (one for one in dates_in(text, None) if one.first and one.last and one.value)
        return [(one.value or "", str(one.first), str(one.last)) for one in known]

    assert days("Fiscal 2023 ended 30 September. It sold 4 in fiscal 2022.")[-1] == ("2022", "2021-10-01", "2022-09-30")
    assert days("In the year to March 2025 it grew, after 4% in Q1 FY2025.")[-1] == (
        "2025-Q1",
        "2024-04-01",
        "2024-06-30",
    )
    assert days("It sold 4 in fiscal 2022.") == []
    told = "OSLO, Oct 14 2025 - Growth in the fiscal year to June 2026 will be 3%. It was 2% in {}."
    for words, value in (
        ("the last fiscal year", "2024-07/2025-06"),
        ("the first quarter", "2025-Q3"),
        ("the fourth quarter", "2025-Q2"),
        ("the year that ended in June", "2024-07/2025-06"),
    ):
        assert found_in(told.format(words), None)[-1] == (words.removeprefix("the "), value)
    full = found_in("In the second quarter of the year ended 31 March 2024 it fell. For the full year, it rose.")
    assert [value for _, value in full] == ["2023-Q3", "2023-04/2024-03"]


def test_the_year_is_the_one_that_an_outlook_was_for() -> None:
    text = "It expects a loss in the year to June 2027. It told holders so in November. {}"
    assert found_in(text.format("Sales for the year are forecast at $4m."), None)[-1] == ("year", "2026-07/2027-06")
    assert found_in(text.format("It will shut by the end of the year."), None)[-1][1] != "2026-07/2027-06"


def test_the_year_ahead_is_none_that_is_long_over() -> None:
    text = "It bought a rival in 2003. {}"
    assert found_in(text.format("It expects profits of £9m for the year."), date(2005, 2, 17))[-1][1] == "2005"
    assert found_in(text.format("Banks cut their forecasts for the year."), date(2005, 2, 17))[-1][1] == "2005"
    assert found_in(text.format("It made £9m in the year."), date(2005, 2, 17))[-1][1] == "2003"


def test_distances_count_from_the_accounts_spoken_of() -> None:
    text = "Profit rose in the six months to 30 September 2025. It sold 5. It sold 6. It sold 7. {}"
    assert found_in(text.format("It lost 4 a year earlier."), None)[-1] == ("year earlier", "2024-04/2024-09")
    assert found_in(text.format("It lost 4 in the half-year."), None)[-1] == ("half-year", "2025-04/2025-09")
    assert found_in(text.format("It was 5 in the previous six months."), None)[-1][1] == "2024-10/2025-03"
    assert found_in(text.format("It lost 4 in the same period of 2023."), None)[-1][1] == "2023-04/2023-09"


def test_the_last_months_are_those_of_a_year_or_those_up_to_now() -> None:
    assert found_in("It fell in the last three months.") == [("last three months", "2024-02/2024-05")]
    assert found_in("It fell in the last three months of 2023.") == [("last three months of 2023", "2023-Q4")]


def test_impossible_day_has_no_value() -> None:
    (one,) = dates_in("on 30 February 2019")
    assert (one.value, one.reason) == (None, "no such day")


def test_vague_distance_is_past_or_to_come_and_no_more() -> None:
    assert found_in("it closed a few months ago") == [("few months ago", "PAST_REF")]
    assert found_in("it will close in the coming weeks") == [("coming weeks", "FUTURE_REF")]
    (one,) = dates_in("it closed a few months ago", None)
    assert (one.value, one.reason) == (None, "vague")


def test_line_break_within_a_paragraph_is_a_space_and_an_empty_line_is_not() -> None:
    assert found_in("on 22\nSeptember 2025") == [("22\nSeptember 2025", "2025-09-22")]
    assert found_in("row 22\n\nSeptember 2025") == [("September 2025", "2025-09")]


def test_dashes_and_spaces_of_real_news() -> None:
    assert found_in("in 2017\u20132024") == [("2017\u20132024", "2017/2024")]
    assert found_in("on 22\u00a0September\u00a02025") == [("22\u00a0September\u00a02025", "2025-09-22")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it fell in the third quarter", ["the third quarter"]),
        ("it fell a year ago", ["a year ago"]),
        ("by the end of 2004", ["the end of 2004"]),
        ("since the early 1990s", ["the early 1990s"]),
        ("its third-quarter profit, the third-quarter profit", ["third-quarter", "third-quarter"]),
        ("the 1960s film of the 1970s", ["1960s", "the 1970s"]),
        ("the October meeting and the 2012 Olympics", ["October", "2012"]),
        ("from 2017 to 2019 it fell", ["from 2017 to 2019"]),
        ("from the first quarter to the third quarter", ["from the first quarter to the third quarter"]),
        ("between 3 and 12 June it fell", ["between 3 and 12 June"]),
        ("a dispute from 2012-13 on", ["2012-13"]),
        ("from 2017 it fell", ["2017"]),
    ],
)
def test_mention_reaches_to_its_article_and_to_what_opens_an_interval(text: str, expected: list[str]) -> None:
    assert [text[one.span.start : one.span.end] for one in dates_in(text)] == expected


def test_dates_within_a_date_are_its_parts() -> None:
    def parts(text: str) -> list[tuple[str, str | None]]:
        (one,) = dates_in(text)
        return [(text[part.span.start : part.span.end], part.value) for part in one.parts]

    assert parts("from the first quarter to the third quarter of 2023") == [
        ("the first quarter", "2023-Q1"),
        ("the third quarter of 2023", "2023-Q3"),
    ]
    assert parts("in the year ended 30 June 1999") == [("30 June 1999", "1999-06-30")]
    assert parts("two weeks before 13 May") == [("13 May", "2024-05-13")]
    assert parts("between now and 2030") == [("now", "PRESENT_REF"), ("2030", "2030")]
    assert parts("on Nov. 19-20") == [("Nov. 19", "2023-11-19"), ("20", "2023-11-20")]


def test_what_points_at_the_day_of_writing_is_a_date_where_that_day_is_known() -> None:
    (now,) = dates_in("it is now closed")
    assert (now.value, now.first, now.last, now.anchor) == ("PRESENT_REF", ANCHOR, ANCHOR, "relative")
    assert dates_in("it is now closed", None) == []


def test_empty_text() -> None:
    assert dates_in("") == []
