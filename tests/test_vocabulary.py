"""Every row of the quantity vocabulary is read by its own examples, and not by its near misses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
import spacy
from spacy.language import Language

from pipeline.language.tokenizer import make_tokenizer
from pipeline.language.tokens import read_tokens
from pipeline.model import Number, Quantity
from pipeline.quantity.grid import read_grid
from pipeline.quantity.numerals import read_numeral
from pipeline.stages.quantities import find_quantities
from pipeline.vocabulary import glued_after, glued_before
from pipeline.vocabulary import quantity_rows as rows
from pipeline.vocabulary.rows import read_rows

Reading = tuple[tuple[Quantity, ...], tuple[Number, ...]]


@cache
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp.vocab)
    return nlp


def read(text: str) -> Reading:
    return find_quantities(read_tokens(blank()(text)), ())


def is_money(row: Any, text: str) -> bool:
    return any(q.kind == "money" and q.unit == row.code for q in read(text)[0])


def is_scaled(row: Any, text: str) -> bool:
    return any(q.value >= 10**row.exponent for q in read(text)[0])


def is_unit(row: Any, text: str) -> bool:
    return any((q.unit, q.kind) == (row.name, row.kind) for q in read(text)[0])


def is_number(row: Any, text: str) -> bool:
    numeral = read_numeral(read_grid(read_tokens(blank()(text))), 0)
    return numeral is not None and (numeral.value == row.value or (row.value > 0 and numeral.value % row.value == 0))


def is_fraction(row: Any, text: str) -> bool:
    part = Fraction(row.value)
    found = [Fraction(q.value) / (100 if q.kind == "percent" else 1) for q in read(text)[0]]
    return any(
        abs(value % 1 - part) < Fraction(1, 100) or (value / part).limit_denominator(99) % 1 == 0 for value in found
    )


def is_bounded(row: Any, text: str) -> bool:
    return any(q.comparator == row.comparator and q.cue for q in read(text)[0])


def is_rate(row: Any, text: str) -> bool:
    return any(q.per and (q.per in (row.name, *row.nouns) or row.name == "each") for q in read(text)[0])


def is_excluded(row: Any, text: str) -> bool:
    return any(n.reason == row.reason for n in read(text)[1])


def is_counted(row: Any, text: str) -> bool:
    return any(q.unit is not None and q.unit.endswith(row.singular) for q in read(text)[0])


def is_of_class(row: Any, text: str) -> bool:
    return any(f" {word} " in f" {text.lower()} " for word in row.words)


def is_multiple(row: Any, text: str) -> bool:
    return any(q.kind == "multiple" and q.value == row.value for q in read(text)[0])


FILES: tuple[tuple[str, type, Callable[[Any, str], bool]], ...] = (
    ("currencies", rows.CurrencyRow, is_money),
    ("money_words", rows.MoneyRow, is_money),
    ("scales", rows.ScaleRow, is_scaled),
    ("units", rows.UnitRow, is_unit),
    ("physical_units", rows.UnitRow, is_unit),
    ("number_words", rows.NumberWordRow, is_number),
    ("fractions", rows.FractionRow, is_fraction),
    ("comparators", rows.ComparatorRow, is_bounded),
    ("denominators", rows.DenominatorRow, is_rate),
    ("not_quantities", rows.NotQuantityRow, is_excluded),
    ("irregular_nouns", rows.NounRow, is_counted),
    ("grammar_words", rows.WordClassRow, is_of_class),
    ("multiples", rows.MultipleRow, is_multiple),
)


def cases(field: str) -> Iterator[Any]:
    for name, row_type, check in FILES:
        for row in read_rows(name, row_type):
            for text in getattr(row, field):
                yield pytest.param(row, check, text, id=f"{name}: {text}")


@pytest.mark.parametrize(("row", "check", "text"), list(cases("examples")))
def test_a_row_is_read_by_its_examples(row: Any, check: Callable[[Any, str], bool], text: str) -> None:
    assert check(row, text), read(text)


@pytest.mark.parametrize(("row", "check", "text"), list(cases("not_")))
def test_a_row_is_not_read_by_its_near_misses(row: Any, check: Callable[[Any, str], bool], text: str) -> None:
    assert not check(row, text), read(text)


@pytest.mark.parametrize(("name", "row_type"), [(name, row_type) for name, row_type, _ in FILES])
def test_every_row_has_an_example(name: str, row_type: type) -> None:
    assert all(row.examples for row in read_rows(name, row_type))


def test_all_active_currencies_are_there() -> None:
    pycountry = pytest.importorskip("pycountry")
    known = {row.code for row in rows.currency_rows()}
    active = {currency.alpha_3 for currency in pycountry.currencies}
    assert known <= active
    assert not [code for code in active - known if code.startswith(("A", "B")) and code != "BOV"]
    assert len(known) > 150


@pytest.mark.parametrize("code", sorted({row.code for row in rows.currency_rows()}))
def test_a_code_is_read_before_and_after_a_number(code: str) -> None:
    quantities, _ = read(f"It paid {code}25.5m, then 1.25bn {code}.")
    assert [(q.unit, q.value) for q in quantities] == [(code, Decimal(25500000)), (code, Decimal(1250000000))]


def test_glued_forms_come_from_the_rows() -> None:
    assert {"USD", "Rs", "RM", "US$", "$US", "Cdn$"} <= set(glued_before())
    assert {"bn", "m", "k", "crore", "p", "c", "km", "kWh", "pp", "am"} <= set(glued_after())
    assert not {"F", "G"} & set(glued_after())
