"""What holds of the quantities of any text: exact values, true spans, a ledger that adds up, linear time."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
import spacy
from conftest import steps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from test_quantities import CASES

from pipeline.language.tokenizer import make_tokenizer
from pipeline.language.tokens import read_tokens
from pipeline.model import Date, Number, Quantity, Span
from pipeline.quantity.lexicon import number_words
from pipeline.stages.quantities import find_quantities

ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = [
    "zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
]  # fmt: skip
SIGNS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "US$": "USD", "A$": "AUD", "HK$": "HKD",
    "RM": "MYR", "Rs ": "INR", "USD": "USD", "EUR ": "EUR", "CHF ": "CHF", "R$": "BRL", "₩": "KRW",
}  # fmt: skip
SCALES = {
    "": 0, "k": 3, "m": 6, "mn": 6, "bn": 9, "tn": 12, " thousand": 3, " million": 6, " billion": 9, "-million": 6,
    " trillion": 12, " crore": 7, " lakh": 5,
}  # fmt: skip
UNITS = {
    " tonnes": "tonne", " barrels": "barrel", "km": "kilometre", " km": "kilometre", "kg": "kilogram",
    " hectares": "hectare", "GW": "gigawatt", " megawatts": "megawatt", "mph": "mile per hour",
    "°C": "degree celsius", " square feet": "square foot", "-litre": "litre",
}  # fmt: skip
PERCENTS = {
    "%": "percent", " %": "percent", " percent": "percent", " per cent": "percent", "pc": "percent",
    " percentage points": "percentage_point", "pp": "percentage_point", " basis points": "basis_point",
    "bps": "basis_point",
}  # fmt: skip
MINUS = ("-", "−", "–", "minus ", "-", "‑")

numbers = st.decimals(min_value="0.01", max_value="999", places=2).map(lambda value: value.normalize())
wholes = st.integers(min_value=2, max_value=999_999_999)
hostile = st.text(alphabet="0123456789.,;:-–−$€£%()/'\"’½ \nabkmnpx°+~<>#@&", max_size=120)
WORDS = [
    "a", "one", "two", "of", "half", "third", "quarters", "hundred", "thousand", "million", "dozen", "bn", "$", "£",
    "5", "12", "1,000", "3.5", "%", "-", "–", "to", "and", "or", ",", ".", "(", ")", "per", "cent", "year",
    "barrels", "people", "between", "from", "about", "more", "than", "twice", "doubled", "tens", "point", "minus",
    "2019", "20", "th", "£5", "10m", "-3", "A$", "US", "six-year", "old", "7/8", "1½", "the", "its", "sales",
    "rose", "at", "x", "9:30", "Boeing", "777", "No", "\n", "\n\n",
]  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@cache
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp.vocab)
    return nlp


def read(text: str, dates: tuple[Date, ...] = ()) -> tuple[tuple[Quantity, ...], tuple[Number, ...]]:
    return find_quantities(read_tokens(blank()(text)), dates)


def only(text: str) -> Quantity:
    quantities, _ = read(text)
    assert len(quantities) == 1, (text, quantities)
    return quantities[0]


def spell(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{spell(number // size)} {name}" + (joint + spell(rest) if rest else "")
    raise AssertionError(number)


@given(numbers, st.sampled_from(sorted(SIGNS)), st.sampled_from(sorted(SCALES)))
def test_money_parses_back(number: Decimal, sign: str, scale: str) -> None:
    found = only(f"It paid {sign}{number:f}{scale} in all.")
    assert (found.kind, found.unit, found.value) == ("money", SIGNS[sign], number.scaleb(SCALES[scale]))
    assert found.decimals == max(0, -number.as_tuple().exponent) - SCALES[scale]  # type: ignore[operator]


@given(numbers, st.sampled_from(MINUS), st.sampled_from(["$", "£", "€"]))
def test_a_printed_minus_makes_it_negative(number: Decimal, minus: str, sign: str) -> None:
    assert only(f"It made {minus}{sign}{number:f}m (net).").value == -number.scaleb(6)


@given(numbers, st.sampled_from(sorted(PERCENTS)))
def test_percent_parses_back(number: Decimal, unit: str) -> None:
    found = only(f"It went up {number:f}{unit}.")
    assert (found.kind, found.unit, found.value) == ("percent", PERCENTS[unit], number)


@given(numbers, st.sampled_from(sorted(UNITS)))
def test_measures_parse_back(number: Decimal, unit: str) -> None:
    found = only(f"It shipped {number:f}{unit} by sea.")
    assert (found.kind, found.unit, found.value) == ("measure", UNITS[unit], number)


@given(wholes, st.sampled_from([",", "\u00a0", "\u202f", "’"]))
def test_grouped_digits_parse_back(number: int, mark: str) -> None:
    text = f"{number:,}".replace(",", mark)
    found = only(f"It sold {text} cars.")
    assert (found.kind, found.unit, found.value) == ("count", "car", number)


@given(st.integers(min_value=2, max_value=10**12 - 1))
def test_number_words_parse_back(number: int) -> None:
    found = only(f"It sold {spell(number)} cars.")
    assert (found.kind, found.unit, found.value) == ("count", "car", number)


@given(numbers, numbers, st.sampled_from(["–", "-", " to ", " – "]))
def test_ranges_parse_back(one: Decimal, two: Decimal, joint: str) -> None:
    low, high = sorted((one, two))
    if low == high:
        return
    found = only(f"It will be {low:f}{joint}{high:f}% then.")
    assert (found.value, found.value_high, found.unit) == (low, high, "percent")


def check_ledger(text: str, doc: Doc | None = None) -> None:
    doc = doc or blank()(text)
    quantities, loose = find_quantities(read_tokens(doc), ())
    spans = [quantity.span for quantity in quantities]
    assert spans == sorted(spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(not one.overlaps(two) for one, two in pairwise(spans))
    assert all(quantity.span.covers(quantity.number) for quantity in quantities)
    assert all(not span.overlaps(number.span) for number in loose for span in spans)
    covered = [*spans, *(number.span for number in loose)]
    for token in doc:
        if any(char.isdigit() for char in token.text) or token.lower_ in number_words():
            here = Span(token.idx, token.idx + len(token))
            assert any(span.covers(here) for span in covered), (token.text, text)


def test_a_text_may_begin_and_end_at_any_word() -> None:
    for case in CASES:
        text = case["text"]
        for word in re.finditer(r"\S+", text):
            check_ledger(text[: word.end()])
            check_ledger(text[word.start() :])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(hostile, phrases, st.text(max_size=60)))
def test_the_ledger_adds_up_on_any_text(text: str) -> None:
    check_ledger(text)


@given(phrases)
def test_what_a_date_covers_is_left_to_it(text: str) -> None:
    half = Date(Span(0, len(text) // 2), "DATE", None, None, None, "relative")
    quantities, loose = read(text, (half,))
    assert not any(quantity.number.overlaps(half.span) for quantity in quantities)
    assert not any(half.span.covers(number.span) for number in loose)


@given(
    phrases,
    st.lists(
        st.sampled_from(["NN", "NNS", "NNP", "JJ", "CD", "VBD", "VBN", "IN", "DT", "RB", ":", ","]),
        min_size=1,
        max_size=7,
    ),
)
def test_the_ledger_adds_up_whatever_the_tags(text: str, tags: list[str]) -> None:
    doc = blank()(text)
    for index, token in enumerate(doc):
        token.tag_ = tags[index % len(tags)]
    check_ledger(text, doc)


@given(phrases)
def test_the_same_text_reads_the_same(text: str) -> None:
    assert read(text) == read(text)


HOSTILE = {
    "long digit run": lambda n: "9" * n,
    "digits and commas": lambda n: "1,234," * (n // 6),
    "commas": lambda n: "," * n,
    "spaced numbers": lambda n: "123 " * (n // 4),
    "number words": lambda n: "twenty-one hundred and " * (n // 23),
    "nested brackets": lambda n: "(" * (n // 2) + "5" + ")" * (n // 2),
    "dashes": lambda n: "5-" * (n // 2),
    "ranges": lambda n: "$5 to " * (n // 6),
    "lists": lambda n: "5, " * (n // 3),
    "halves": lambda n: "half a " * (n // 7),
    "nouns": lambda n: "5 new and old and " * (n // 18),
    "cues": lambda n: "more than about " * (n // 16) + "5",
    "signs": lambda n: "$ - + US$ " * (n // 10),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_work_is_linear_on_hostile_text(name: str) -> None:
    short, long = (read_tokens(blank()(HOSTILE[name](size))) for size in (500, 2000))
    find_quantities(short, ())
    assert steps(lambda: find_quantities(long, ())) < 1000 + 1.5 * 4 * steps(lambda: find_quantities(short, ()))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_adds_up(name: str) -> None:
    check_ledger(HOSTILE[name](600))
