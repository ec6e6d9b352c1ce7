"""What a number is per, or counts, where another number, its concept or its currency says so."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.quantity.bounds import rate_words


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("Oil rose to $49 a barrel in May, up 85 cents.", ["barrel", "barrel"]),
        ("The airline paid $1.38 a gallon for fuel, against 94 cents a year earlier.", ["gallon", "gallon"]),
        ("Output slipped to 792,000 barrels a day, from 811,000 a year earlier.", ["day", "day"]),
        ("Output at the plant will drop from 1,150 cars a day to 830.", ["day", "day"]),
        ("Pay rose from $30.25 to $31.60 an hour.", ["hour", "hour"]),
        ("Pay rose from $30.25 to $31.60.", [None, None]),
        ("Norway cut output by 200,000 barrels a day to 2.6 million.", ["day", "day"]),
        ("A loss of 12 cents a share compares with a profit of 20 cents.", ["share", "share"]),
        ("Coffee slipped 3 cents to $2.15 a pound.", ["pound", "pound"]),
        ("Zeta Bank earned 51 cents a share. Analysts had been expecting 58 cents.", ["share", "share"]),
        ("Zeta Bank made a profit of $22m, or 31 cents a share, up from $20m.", [None, "share", None]),
        ("Norway's sales were $26bn, or $5bn a week.", [None, "week"]),
        ("The number of weekly flights has risen from 96 to 214.", ["week", "week"]),
        ("Annual output could be as high as 90,000 tonnes.", ["year"]),
        ("Annual output rose by 9%.", [None]),
        ("Average hourly pay was $32.", ["hour"]),
        ("The mine has an annual capacity of 26 million tonnes of iron ore.", ["year"]),
        ("Its daily output rose by 9 barrels.", ["day"]),
        ("Yearly turnover of $32bn (£17.1bn) exceeds that of its rival.", ["year", "year"]),
        ("The cut trims the monthly payment by about $60.", ["month"]),
        ("The monthly report, said Ann, cost $60.", [None]),
        ("It sells 900 cars a year and has 800 ships.", ["year", None]),
        ("A barrel of light crude cost $48.10, up 35 cents.", ["barrel", "barrel"]),
        ("A litre of petrol now costs 89p.", ["litre"]),
        ("A year of drought cost Norway $9m.", [None]),
        ("The pound rose to $1.90.", ["pound"]),
        ("The dollar was weak and sales rose to $1.90.", [None]),
    ],
)
def test_a_rate_is_that_of_what_says_the_same(text: str, rates: list[str | None]) -> None:
    assert [fact.per for fact in extract(text, published="2024-06-12").facts if fact.unit != "year"] == rates


@pytest.mark.parametrize(("adjective", "rate"), sorted(rate_words("adjective").items()))
def test_every_adjective_of_a_rate_says_what_sales_are_per(adjective: str, rate: str) -> None:
    (fact,) = extract(f"The firm has {adjective} sales of $5m.", published="2024-06-12").facts
    assert fact.per == rate


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Sales hit 142,000 in May.", "sale"),
        ("Mortgage approvals fell to 79,000.", "approval"),
        ("Unemployment fell to 79,000.", "person"),
        ("Claims for jobless benefits rose by 10,000.", "claim"),
        ("Hotels added 4,600 jobs in May. Shops cut 500.", "job"),
        ("The workforce fell to 900.", None),
        ("Unemployment rose to 5.04 million.", "person"),
        ("Prices hit 1,500 in May.", None),
        ("The index closed at 688.", "point"),
        ("The index of factory output fell to 92 from 95.", "point"),
    ],
)
def test_a_count_without_a_noun_counts_what_its_concept_is(text: str, unit: str | None) -> None:
    assert extract(text, published="2024-06-12").facts[-1].unit == unit
