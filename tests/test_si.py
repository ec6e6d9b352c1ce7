"""SI values: every row by its own conversions, every unit that has one, and what must have none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.quantity import si
from pipeline.quantity.si import si_of
from pipeline.vocabulary.quantity_rows import si_rows, unit_definition_rows, unit_rows

pytest.importorskip("pint")

NAMES = {row.name: row.dimension for row in unit_rows() if row.kind == "measure"}


def conversions(field: str) -> Iterator[Any]:
    for row in si_rows():
        for text in getattr(row, field):
            yield pytest.param(row.dimensions, text, id=text)


@pytest.mark.parametrize(("dimensions", "text"), list(conversions("examples")))
def test_a_row_converts_its_examples(dimensions: tuple[str, ...], text: str) -> None:
    said, expected = (side.split(" ", 1) for side in text.split(" = "))
    assert NAMES[said[1]] in dimensions
    assert si_of(Decimal(said[0]), said[1]) == (Decimal(expected[0]), expected[1])


@pytest.mark.parametrize(("dimensions", "text"), list(conversions("not_")))
def test_a_unit_of_open_size_has_no_si_value(dimensions: tuple[str, ...], text: str) -> None:
    value, unit = text.split(" ", 1)
    assert NAMES[unit] in dimensions
    assert si_of(Decimal(value), unit) is None


def test_every_unit_of_a_dimension_with_an_si_unit_is_converted_or_says_why_not() -> None:
    known = {dimension for row in si_rows() for dimension in row.dimensions}
    open_size = {name for row in unit_definition_rows() if row.definition is None for name in row.names}
    unconverted = {name for name, dimension in NAMES.items() if dimension in known and si_of(Decimal(1), name) is None}
    assert unconverted == {name for name in open_size if NAMES[name] in known}


def test_every_definition_is_of_a_unit_that_is_read() -> None:
    assert [name for row in unit_definition_rows() for name in row.names if name not in NAMES] == []


@pytest.mark.parametrize("unit", ["point", "megabyte", "miles per gallon", "decibel", "USD", "worker", ""])
def test_what_is_no_physical_measure_has_no_si_value(unit: str) -> None:
    assert si_of(Decimal(5), unit) is None


@pytest.mark.parametrize(
    ("value", "unit", "per", "expected"),
    [
        ("86400000", "litre", "day", ("1", "cubic metre per second")),
        ("31557.6", "tonne", "year", ("1", "kilogram per second")),
        ("7", "tonne", "hectare", ("0.7", "kilogram per square metre")),
        ("150", "gram", "kilometre", ("0.00015", "kilogram per metre")),
        ("5", "barrel", "person", None),
        ("18", "degree fahrenheit", "second", ("10", "degree celsius per second")),
        ("5", "ton", "day", None),
    ],
)
def test_rates_are_per_si_unit(value: str, unit: str, per: str, expected: tuple[str, str] | None) -> None:
    found = si_of(Decimal(value), unit, per)
    assert (found and (format(found[0], "f"), found[1])) == expected


def test_a_difference_of_temperatures_is_no_point_on_the_scale() -> None:
    assert si_of(Decimal(9), "degree fahrenheit", difference=True) == (Decimal(5), "degree celsius")
    assert si_of(Decimal("1.5"), "degree celsius", difference=True) == (Decimal("1.5"), "degree celsius")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_a_conversion_that_ends_is_exact(value: Decimal) -> None:
    found = si_of(value, "foot")
    assert found is not None
    assert found[0] == value * Decimal("0.3048")
    assert "E" not in str(found[0])


def test_without_pint_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pint", None)
    si._registry.cache_clear()
    si._si_unit.cache_clear()
    with pytest.raises(UsageError, match="export"):
        si_of(Decimal(1), "metre")
    si._registry.cache_clear()
