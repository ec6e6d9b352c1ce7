"""Interval arithmetic on decimals: all numbers that what a text states can stand for, and what follows from them.

A number with `decimals` stands for everything that rounds to it, both ends included, as in XBRL Calculations 1.1
(round to nearest). A hedge widens that on its own side only. Ends are rounded outwards, so that no rounding of ours can
part two intervals that meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from pipeline.model import Comparator, Fact, Kind

INFINITY = Decimal("Infinity")

ABOUT = Decimal("0.1")
"""How far a fraction in words, and a number that is said to be about right, may be off: a tenth of it."""

COUNTED = Decimal(100)
"""From here on, zeros at the end of an integer that is written out may be rounded: 24,000 or 120, but not 40."""

STEPS = tuple(map(Decimal, ("25", "33.33", "50", "66.67", "75", "100")))
"""The fractions that everybody says, in percent: "over a third" is said of what lies below the next one, a half."""

TWICE = Decimal(2)
"""Up to how many times a number in figures "over" it is said of. Readers take "more than 100" for far less than 200
(Cummins, Sauerland and Solt 2012, Granularity and scalar implicature in numerical expressions)."""

_DIGITS = 40
_DOWN = Context(prec=_DIGITS, rounding=ROUND_FLOOR)
_UP = Context(prec=_DIGITS, rounding=ROUND_CEILING)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included; an end may be infinite."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(_DOWN.add(self.low, other.low), _UP.add(self.high, other.high))

    def __neg__(self) -> Interval:
        return Interval(self.high.copy_negate(), self.low.copy_negate())

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        pairs = [(one, two) for one in (self.low, self.high) for two in (other.low, other.high)]
        return Interval(min(_product(_DOWN, *pair) for pair in pairs), max(_product(_UP, *pair) for pair in pairs))

    def __truediv__(self, other: Interval) -> Interval:
        """All quotients; everything where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return EVERYTHING
        return self * Interval(_inverse(_DOWN, other.high), _inverse(_UP, other.low))

    def __abs__(self) -> Interval:
        if self.low >= 0:
            return self
        return -self if self.high <= 0 else Interval(Decimal(0), max(-self.low, self.high))

    def meets(self, other: Interval) -> bool:
        """Whether a number lies in both.

        >>> rounded(Decimal("2.3"), 1).meets(rounded(Decimal("2.25"), 2)), point(2).meets(point(3))
        (True, False)
        """
        return self.low <= other.high and other.low <= self.high

    def holds(self, number: Decimal) -> bool:
        """Whether `number` lies in it."""
        return self.low <= number <= self.high

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        return Interval(min(self.low, other.low), max(self.high, other.high))


EVERYTHING = Interval(-INFINITY, INFINITY)


def point(number: Decimal | int) -> Interval:
    """Exactly `number`."""
    return Interval(Decimal(number), Decimal(number))


def total(intervals: Iterable[Interval]) -> Interval:
    """All sums of one number out of each."""
    result = point(0)
    for interval in intervals:
        result += interval
    return result


def rounded(value: Decimal, decimals: int) -> Interval:
    """All numbers that round to `value` at `decimals` places (XBRL's sense; negative: tens, hundreds ...).

    >>> rounded(Decimal("18.6"), 1)
    Interval(low=Decimal('18.55'), high=Decimal('18.65'))
    """
    half = Decimal(5).scaleb(-decimals - 1)
    return Interval(_DOWN.subtract(value, half), _UP.add(value, half))


def stated(
    value: Decimal, value_high: Decimal | None, decimals: int | None, comparator: Comparator, kind: Kind
) -> Interval:
    """All numbers that a quantity can stand for, from the slots of its fact.

    ``>`` and ``>=`` leave the upper end open, ``<`` and ``<=`` the lower one, each keeping the rounding at the other;
    ``~`` widens both by a tenth of the value, or to what rounds to its digits that are not zero, where that is more.
    A count that is written out to the last digit is exact.

    >>> stated(Decimal(45), None, 0, ">", "percent")
    Interval(low=Decimal('44.5'), high=Decimal('Infinity'))
    """
    whole = _around(value, decimals, comparator, kind)
    if value_high is not None:
        whole = whole.hull(_around(value_high, decimals, comparator, kind))
    if comparator in (">", ">="):
        return Interval(whole.low, INFINITY)
    return Interval(-INFINITY, whole.high) if comparator in ("<", "<=") else whole


def interval_of(fact: Fact) -> Interval:
    """All numbers that the fact's quantity can stand for."""
    return stated(fact.value, fact.value_high, fact.decimals, fact.comparator, fact.kind)


def meant(fact: Fact, whole: Interval) -> Interval:
    """What the fact's quantity is said of: its `whole` interval, but "over" ends at the next of STEPS or TWICE.

    A fraction in words is off by a tenth there too.
    """
    value = fact.value_high or fact.value
    if fact.comparator not in (">", ">=") or value <= 0:
        return whole
    in_words = fact.kind == "percent" and fact.decimals is None
    step = next((step for step in STEPS if in_words and step > value * (1 + ABOUT / 2)), None)
    return Interval(whole.low, step * (1 + ABOUT) if step else value * TWICE)


def _around(value: Decimal, decimals: int | None, comparator: Comparator, kind: Kind) -> Interval:
    if decimals is None:
        return _off_by(value, ABOUT if comparator != "~" else 2 * ABOUT)
    places = _counted(value, decimals, kind)
    own = point(value) if kind == "count" and places == 0 else rounded(value, places)
    if comparator != "~":
        return own
    return own.hull(_off_by(value, ABOUT)).hull(rounded(value, -_zeros(value)) if value else own)


def _off_by(value: Decimal, part: Decimal) -> Interval:
    """All numbers that are off `value` by that part of it at the most."""
    return Interval(*sorted((value * (1 - part), value * (1 + part))))


def _counted(value: Decimal, decimals: int, kind: Kind) -> int:
    """The decimals that the digits vouch for: an integer written out does not say which of its zeros were counted."""
    if decimals or kind in ("percent", "multiple") or abs(value) < COUNTED:
        return decimals
    return min(decimals, -_zeros(value))


def _zeros(value: Decimal) -> int:
    """The power of ten of the last digit of `value` that is not zero.

    >>> _zeros(Decimal("24000")), _zeros(Decimal("1.50"))
    (3, -1)
    """
    exponent = value.normalize(_DOWN).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _product(context: Context, one: Decimal, two: Decimal) -> Decimal:
    return Decimal(0) if not one or not two else context.multiply(one, two)


def _inverse(context: Context, number: Decimal) -> Decimal:
    return context.divide(Decimal(1), number)
