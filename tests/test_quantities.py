"""The quantities stage on sentences made up for it, and what its contract says of spans, dates and tags."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.tokenizer import make_tokenizer
from pipeline.language.tokens import read_tokens
from pipeline.model import Date, Number, Quantity, Span
from pipeline.stages.quantities import find_quantities

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "quantities.toml").read_text("utf-8"))["case"]


@cache
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp.vocab)
    return nlp


def read(text: str, *dates: Date) -> tuple[tuple[Quantity, ...], tuple[Number, ...]]:
    return find_quantities(read_tokens(blank()(text)), dates)


def part(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


def render(text: str, quantity: Quantity) -> str:
    high = "" if quantity.value_high is None else f"..{quantity.value_high:f}"
    per = f" per {quantity.per}" if quantity.per else ""
    bound = "" if quantity.comparator == "=" else f" {quantity.comparator}"
    return f"{part(text, quantity.span)} = {quantity.kind} {quantity.value:f}{high} {quantity.unit}{per}{bound}"


def a_date(start: int, end: int) -> Date:
    return Date(Span(start, end), "DATE", None, None, None, "relative")


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    text = case["text"]
    quantities, numbers = read(text)
    assert [render(text, quantity) for quantity in quantities] == case.get("quantities", [])
    assert [f"{part(text, number.span)}: {number.reason}" for number in numbers] == case.get("numbers", [])


@pytest.mark.parametrize(
    ("text", "decimals"),
    [
        ("$47 billion", -9),
        ("$14.8 billion", -8),
        ("18.6%", 1),
        ("24,000 companies", 0),
        ("three sites", 0),
        ("2 million people", -6),
        ("two hundred thousand people", -3),
        ("84.75 cents", 4),
        ("797p", 2),
        ("£1.50", 2),
        ("a third of sales", None),
        ("$3-5 million", -6),
        ("Rs 20 crore", -7),
    ],
)
def test_decimals_say_how_precisely_the_text_states_it(text: str, decimals: int | None) -> None:
    (quantity,), _ = read(text)
    assert quantity.decimals == decimals


def test_cues_nouns_and_rates_have_their_own_spans() -> None:
    text = "They hire more than 6,650 highly skilled workers a year."
    (quantity,), _ = read(text)
    assert part(text, quantity.span) == "6,650 highly skilled workers"
    assert part(text, quantity.number) == "6,650"
    assert part(text, quantity.noun) == "highly skilled workers"
    assert part(text, quantity.cue) == "more than"
    assert part(text, quantity.per_cue) == "a year"
    assert (quantity.unit, quantity.per, quantity.comparator) == ("worker", "year", ">")


def test_what_dates_cover_is_left_to_them() -> None:
    text = "It sold 40 cars in 2019 and 50 in the first three months of 2020."
    dates = [a_date(text.index("2019"), text.index("2019") + 4), a_date(text.index("the first"), len(text) - 1)]
    quantities, numbers = read(text, *dates)
    assert [render(text, quantity) for quantity in quantities] == ["40 cars = count 40 car", "50 = count 50 car"]
    assert numbers == ()


def test_values_are_exact_and_plain() -> None:
    (quantity,), _ = read("It is worth $123,456,789.123456789 trillion.")
    assert quantity.value == Decimal(123456789123456789000)
    assert "E" not in str(quantity.value)


def test_a_basis_point_is_a_percent_unit_and_an_index_level_a_measure() -> None:
    quantities, _ = read("Yields rose 25 basis points; the index closed at 4,800.5.")
    assert [(q.kind, q.unit) for q in quantities] == [("percent", "basis_point"), ("measure", "point")]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Bus fares rise by 10 cents to C$3.85.", "CAD"),
        ("The stock fell 12 cents, or 1.3%, to A$9.40.", "AUD"),
        ("The fare is 10 cents.", "USD"),
        ("The Norwegian firm paid 3bn kroner.", "NOK"),
        ("It paid 3bn kroner.", "DKK"),
        ("It lent NOK 2bn and got 3bn kroner.", "NOK"),
        ("Swiss voters gave 3bn francs.", "CHF"),
        ("The Pakistani state owes 5bn rupees.", "PKR"),
        ("It owes 5bn rupees.", "INR"),
        ("The Mexican state owes 5bn pesos.", "MXN"),
        ("The Philippine state owes 5bn pesos.", "PHP"),
    ],
)
def test_bare_currency_words_are_settled_by_the_document(text: str, unit: str) -> None:
    assert {quantity.unit for quantity in read(text)[0] if quantity.kind == "money"} == {unit} or (
        read(text)[0][-1].unit == unit
    )


def tagged(pairs: str) -> Doc:
    words, tags = zip(*(pair.rsplit("/", 1) for pair in pairs.split()), strict=True)
    return Doc(blank().vocab, words=list(words), tags=list(tags))


@pytest.mark.parametrize(
    ("pairs", "unit"),
    [
        ("It/PRP has/VBZ two/CD concept/NN SUVs/NNP ./.", "suv"),
        ("It/PRP cut/VBD 200/CD sales/NNS jobs/NNS ./.", "job"),
        ("It/PRP has/VBZ 12/CD well/RB paid/VBN staff/NN in/IN Rome/NNP", "staff"),
        ("Some/DT 40/CD plants/NNS shut/VBD doors/NNS", "plant"),
        ("Only/RB one/CD heavily/RB congested/VBN mobile/JJ network/NN works/VBZ", "network"),
        ("He/PRP hit/VBD 85/CD RBIs/NNS ./.", "rbi"),
    ],
)
def test_tags_find_the_counted_noun(pairs: str, unit: str) -> None:
    (quantity,), _ = find_quantities(read_tokens(tagged(pairs)), ())
    assert (quantity.kind, quantity.unit) == ("count", unit)


@pytest.mark.parametrize(
    ("pairs", "parts"),
    [
        ("Over/IN a/DT quarter/NN failed/VBD ./.", ["25"]),
        ("More/JJR than/IN a/DT third/JJ took/VBD part/NN ./.", ["33.33"]),
        ("A/DT quarter/NN passed/VBD ./.", []),
        ("More/JJR than/IN a/DT third/JJ party/NN won/VBD ./.", []),
    ],
)
def test_a_hedged_part_before_a_verb_is_of_a_whole(pairs: str, parts: list[str]) -> None:
    quantities, _ = find_quantities(read_tokens(tagged(pairs)), ())
    assert [str(quantity.value) for quantity in quantities] == parts


def test_an_empty_text_has_none() -> None:
    assert read("") == ((), ())
    assert read(" \n\n ") == ((), ())


def test_a_second_reader_knows_compound_units_that_no_row_names() -> None:
    quantities, _ = read("It takes 8.3 J/mol, and 95 g/km, 3 and/or 4 times.")
    assert [(q.unit, q.per) for q in quantities[:2]] == [("joule per mole", None), ("gram", "kilometre")]
    assert quantities[0].rule == "second reader"


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("Oil fell 98 cents to $41.02 a barrel.", ["barrel", "barrel"]),
    ],
)
def test_the_price_of_a_commodity_gives_a_rate(text: str, rates: list[str | None]) -> None:
    assert [quantity.per for quantity in read(text)[0]] == rates


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Payrolls grew by 146,000 in May.", "payroll"),
        ("Claims for benefits, a sign of trouble, averaged 7,450 in May.", "claim"),
        ("Prices grew by 146,000 in May.", None),
    ],
)
def test_a_bare_number_counts_the_subject(text: str, unit: str | None) -> None:
    assert [quantity.unit for quantity in read(text)[0]] == [unit]


def test_a_number_whose_unit_a_date_has_is_a_period() -> None:
    text = "The rock is 13 billion years old; it came 13 billion years ago."
    start = text.rindex("years")
    numbers = read(text, a_date(start, len(text) - 1))[1]
    assert [f"{part(text, number.span)}: {number.reason}" for number in numbers] == ["13 billion: period"]


@pytest.mark.parametrize(
    "text", ["Her age is 31", "One ounce is 31.1", "Ages 3+", "He was 31", "Her age was about 31", "$5 is 31"]
)
def test_a_text_may_end_with_its_number(text: str) -> None:
    assert all(quantity.span.end <= len(text) for quantity in read(text)[0])
