"""Interval arithmetic: what the numbers can stand for is never left out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.intervals import EVERYTHING, INFINITY, Interval, interval_of, meant, point, rounded, stated, total
from pipeline.model import Fact, Span

NUMBERS = st.decimals(min_value=-1000000, max_value=1000000, places=4, allow_nan=False)


@st.composite
def within(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval and a number in it."""
    low, number, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    ends = draw(st.sampled_from([(low, high), (low, INFINITY), (-INFINITY, high), (number, number)]))
    return Interval(*ends), number


@given(one=within(), two=within())
def test_results_hold_what_their_numbers_give(one: tuple[Interval, Decimal], two: tuple[Interval, Decimal]) -> None:
    (first, a), (second, b) = one, two
    assert (first + second).holds(a + b)
    assert (first - second).holds(a - b)
    assert (first * second).holds(a * b)
    assert abs(first).holds(abs(a))
    assert first.hull(second).holds(a)
    if b:
        quotient = first / second
        assert (
            quotient.low * b <= a <= quotient.high * b
            or quotient.high * b <= a <= quotient.low * b
            or (quotient == EVERYTHING)
        )


@given(number=NUMBERS, decimals=st.integers(-6, 4))
def test_a_number_lies_in_what_it_rounds_to(number: Decimal, decimals: int) -> None:
    value = number.quantize(Decimal(1).scaleb(-decimals))
    assert rounded(value, decimals).holds(number)


@pytest.mark.parametrize(
    ("value", "decimals", "comparator", "kind", "low", "high"),
    [
        ("18.6", 1, "=", "percent", "18.55", "18.65"),
        ("47E9", -9, "=", "money", "46.5E9", "47.5E9"),
        ("45", 0, ">", "percent", "44.5", "Infinity"),
        ("45", 0, ">=", "percent", "44.5", "Infinity"),
        ("45", 0, "<", "percent", "-Infinity", "45.5"),
        ("45", 0, "<=", "percent", "-Infinity", "45.5"),
        ("20", 0, "~", "percent", "15", "25"),
        ("24.7", 1, "~", "percent", "22.23", "27.17"),
        ("50", None, "=", "percent", "45", "55"),
        ("50", None, "~", "percent", "40", "60"),
        ("50", None, ">", "percent", "45", "Infinity"),
        ("17", 0, "=", "count", "17", "17"),
        ("45000", 0, "=", "count", "44500", "45500"),
        ("45312", 0, "=", "count", "45312", "45312"),
        ("40", 0, "=", "count", "40", "40"),
        ("-100E6", -6, "=", "money", "-100.5E6", "-99.5E6"),
    ],
)
def test_what_a_quantity_can_stand_for(
    value: str, decimals: int | None, comparator: str, kind: str, low: str, high: str
) -> None:
    found = stated(Decimal(value), None, decimals, comparator, kind)  # type: ignore[arg-type]
    assert found == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("value", "decimals", "comparator", "kind", "low", "high"),
    [
        ("33.33", None, ">", "percent", "29.997", "55"),
        ("66.67", None, ">=", "percent", "60.003", "82.5"),
        ("75", None, ">", "percent", "67.5", "110"),
        ("100", None, ">", "percent", "90", "200"),
        ("33", 0, ">", "percent", "32.5", "66"),
        ("2", 0, ">", "multiple", "1.5", "4"),
        ("-5", 0, ">", "percent", "-5.5", "Infinity"),
        ("33.33", None, "<", "percent", "-Infinity", "36.663"),
        ("45", 0, "=", "percent", "44.5", "45.5"),
    ],
)
def test_what_over_is_said_of_has_an_end(
    value: str, decimals: int | None, comparator: str, kind: str, low: str, high: str
) -> None:
    blank = dict.fromkeys(("value_high", "per", "concept", "entity", "counterparty", "period", "change", "attribution"))
    fact = Fact("0", Span(0, 1), value=Decimal(value), decimals=decimals, comparator=comparator, kind=kind,
                unit="percent", scenario="actual", exact="x", **blank)  # type: ignore[arg-type]  # fmt: skip
    assert meant(fact, interval_of(fact)) == Interval(Decimal(low), Decimal(high))


def test_a_range_holds_both_its_ends() -> None:
    assert stated(Decimal(2), Decimal("3.5"), 0, "=", "multiple") == Interval(Decimal("1.5"), Decimal(4))


def test_an_empty_sum_is_nothing() -> None:
    assert total([]) == point(0)
