"""The article's own date: given, in a dateline, in the file name, or nowhere."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import extract
from pipeline.language import load
from pipeline.language.tokens import read_tokens
from pipeline.model import Article
from pipeline.stages.dateline import date_in_name, with_published
from pipeline.timex.find import DatePhrases

BODY = "\n\nThe port of Oslo was shut on Tuesday. It will open next week, the minister said.\n"


def published(text: str, name: str = "harbour", given: date | None = None) -> tuple[date | None, str | None]:
    article = with_published(Article(name, text, published=given), DatePhrases(read_tokens(load("blank")(text))))
    return article.published, article.published_from


DATELINES = {
    "February 3, 2021 - The port was shut." + BODY: date(2021, 2, 3),
    "Port shut again\n\nWednesday, February 3, 2021 (Wire) — The port was shut." + BODY: date(2021, 2, 3),
    "LONDON, Feb. 3, 2021 (Wire) - The port was shut." + BODY: date(2021, 2, 3),
    "NEW YORK, March 14, 2019 /Newswire/ -- Harbour Ltd said it will grow." + BODY: date(2019, 3, 14),
    "COLUMBUS, Ohio, October 30, 2025 — The port was shut." + BODY: date(2025, 10, 30),
    "Port shut again\n\nOur Bureau | New Delhi | April 12, 2026" + BODY: date(2026, 4, 12),
    "Port shut again\n\nLagos, 27 March 2026" + BODY: date(2026, 3, 27),
    "Port shut again\n\nBy Ann Smith\n22 September 2025" + BODY: date(2025, 9, 22),
    "Port shut again\n\nBy Ann Smith, 22 September 2025" + BODY: date(2025, 9, 22),
    "Port shut again\n\nPublished: 22 September 2025 at 10:30 GMT" + BODY: date(2025, 9, 22),
    "Port shut again\n\nMonday, September 22, 2025" + BODY: date(2025, 9, 22),
    "Port shut again" + BODY + "///Wire, 22 September 2025": date(2025, 9, 22),
    "Port shut again\n\nOslo, 3 February 2021. The port was shut." + BODY: date(2021, 2, 3),
    "Port shut again" + BODY + "\nNorth Sea Monitor, 22 September 2025\n": date(2025, 9, 22),
    "Port shut again" + BODY + "\n22 September 2025\n": date(2025, 9, 22),
    "Port shut again" + BODY.rstrip() + " ///Wire, 22 September 2025": date(2025, 9, 22),
}


@pytest.mark.parametrize(("text", "expected"), DATELINES.items(), ids=range(len(DATELINES)))
def test_dateline(text: str, expected: date) -> None:
    assert published(text) == (expected, "dateline")


IMPOSSIBLE = {
    "Port opens\n\nThe port of Oslo opened on 3 May 2021. It cost $5bn.": "2019-02-03-port",
    "Port opens\n\nThe port of Oslo will open on 3 May 2021. It cost $5bn.": "2023-02-03-port",
}


@pytest.mark.parametrize(("text", "name"), IMPOSSIBLE.items(), ids=["before what is past", "after what is to come"])
def test_a_day_on_which_it_cannot_have_been_written_is_passed_over(text: str, name: str) -> None:
    assert published(text, name) == (None, None)
    assert published(text, name, date(2001, 1, 1)) == (date(2001, 1, 1), "given")


NONE = [
    "Port shut again\n\n3 February 2021 - The port was shut.\n\n4 February 2021 - It opened." + BODY,
    "Port shut again" + BODY,
    "On October 9, 2025, the port of Oslo will be shut." + BODY,
    "The port was shut on 3 May 2020 - a day of storms." + BODY,
    "Port shut again" + BODY + "It was built in May 1999.",
    "Port shut again" + BODY + "It was built by Anna Berg, 3 May 1999.",
    "It was shut in Oslo, 3 May 1999. The port is old." + BODY,
    "The port was built on 3 May 1999.",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_date_of_an_event_is_no_dateline(text: str) -> None:
    assert published(text) == (None, None)


def test_given_date_stands_before_all_others() -> None:
    text = next(iter(DATELINES))
    assert published(text, "2020-01-01-harbour", date(2024, 5, 15)) == (date(2024, 5, 15), "given")


def test_dateline_stands_before_file_name() -> None:
    text, expected = next(iter(DATELINES.items()))
    assert published(text, "2020-01-01-harbour") == (expected, "dateline")


def test_dateline_without_a_year_takes_it_from_the_file_name() -> None:
    text = "LONDON, Feb 3 (Wire) - The port was shut." + BODY
    assert published(text, "2021-02-04-harbour") == (date(2021, 2, 3), "dateline")
    assert published(text) == (None, None)


def test_dateline_without_a_year_takes_it_from_the_text() -> None:
    text = "LONDON, Feb 3 (Wire) - The port was shut. It had been shut in January 2021 and in 2020." + BODY
    assert published(text) == (date(2021, 2, 3), "dateline")


def test_file_name() -> None:
    assert published("Port shut again" + BODY, "20250922_harbour") == (date(2025, 9, 22), "file name")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025-09-22-harbour", date(2025, 9, 22)),
        ("harbour_20250922", date(2025, 9, 22)),
        ("harbour.2025.09.22", date(2025, 9, 22)),
        ("2025-13-22", None),
        ("2025-02-30", None),
        ("000_c4a71e732c2fa80f", None),
        ("1202509221", None),
        ("bbc-005", None),
    ],
)
def test_date_in_name(name: str, expected: date | None) -> None:
    assert date_in_name(name) == expected


def test_a_dateline_goes_before_the_file_name_through_the_whole_pipeline() -> None:
    text = "Port shut again\n\nOSLO, 3 February 2026 (Wire) – The port shut. It lost 5% last year."
    table = extract(text, id="2024-05-06-port")
    assert (table.article.published, table.article.published_from) == (date(2026, 2, 3), "dateline")
    assert table.facts[0].period == "2025"
    named = extract("Port shut again\n\nThe port lost 5% last year.", id="2024-05-06-port")
    assert (named.article.published_from, named.facts[0].period) == ("file name", "2023")
