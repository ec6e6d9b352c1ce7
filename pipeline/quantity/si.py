"""SI values of measures, computed by pint with exact fractions; pint is loaded at the first call."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.vocabulary.quantity_rows import si_rows, unit_definition_rows, unit_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pint import UnitRegistry

ROUNDED = Context(prec=15)
"""Digits of a value whose decimals do not end (10 knots in metres per second): as many as a double is sure to hold."""


def si_of(value: Decimal, unit: str, per: str | None = None, *, difference: bool = False) -> tuple[Decimal, str] | None:
    """`value` in the SI unit of its dimension, and that unit's name; None where `unit` (or `per`) has no SI unit.

    `unit` and `per` are those of a fact of kind ``measure``: "barrel", "day" give cubic metres per second. Temperatures
    are in degrees Celsius; `difference` says that one is a distance between two ("warmer by 9°F"), as it always is in a
    rate. Exact where the decimals end, else rounded to 15 digits. None where news leaves the unit's size open (ton).
    Raises UsageError where pint is not installed.
    """
    target = _si_unit(f"{unit} per {per}" if per else unit)
    if target is None:
        return None
    name, slope, offset = target
    return _decimal(Fraction(value) * slope + (0 if difference else offset)), name


def _decimal(value: Fraction) -> Decimal:
    """The decimal of `value` without an exponent, rounded only where it has no end."""
    rest, shift = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        shift = max(shift, power)
    if rest == 1:
        whole = abs(value.numerator) * 10**shift // value.denominator
        exact = Decimal((int(value < 0), tuple(map(int, str(whole))), -shift))
    else:
        exact = ROUNDED.divide(Decimal(value.numerator), Decimal(value.denominator))
    return Decimal(format(exact, "f"))


@cache
def _si_unit(name: str) -> tuple[str, Fraction, Fraction] | None:
    """The SI unit that `name` is measured in, and what turns a value into it: a factor and what is added then."""
    dimension = _dimensions().get(name)
    if dimension is not None:
        target = _si_units().get(dimension)
        return _conversion(name, target) if target else None
    above, per, below = name.rpartition(" per ")
    top, bottom = (_si_unit(above), _si_unit(below)) if per else (None, None)
    if not top or not bottom or bottom[2]:
        return None
    return f"{top[0]} per {bottom[0]}", top[1] / bottom[1], Fraction(0)


def _conversion(name: str, target: str) -> tuple[str, Fraction, Fraction] | None:
    """How `name` is turned into the SI unit `target`; None where it has no definition."""
    definition = _definition(name)
    if definition is None:
        return None
    registry = _registry()
    unit = _definition(target)
    zero, one = (_convert(registry, number, definition, unit) for number in (0, 1))
    return target, one - zero, zero


def _convert(registry: UnitRegistry[Any], number: int, definition: str, target: str | None) -> Fraction:
    """`number` of `definition` in `target`; pint raises where the two differ in dimension."""
    parsed = registry.parse_expression(definition)
    if parsed.dimensionality == {"[temperature]": 1}:
        return Fraction(registry.Quantity(Fraction(number), parsed.units).to(target).magnitude)
    return Fraction((Fraction(number) * parsed).to(target).magnitude)


def _definition(name: str) -> str | None:
    """What pint is asked for a unit of our naming: "square metre per second" is ``metre ** 2 / second``."""
    if name in _definitions():
        return _definitions()[name]
    return " / ".join(f"({_power(part)})" for part in name.split(" per "))


def _power(name: str) -> str:
    """A unit without "per" as pint spells it."""
    first, _, rest = name.partition(" ")
    if first in ("square", "cubic"):
        return f"{rest.replace(' ', '_')} ** {2 if first == 'square' else 3}"
    return name.replace(" ", " * ") if name.startswith(("newton", "pascal")) else name.replace(" ", "_")


@cache
def _registry() -> UnitRegistry[Any]:
    try:
        from pint import UnitRegistry
    except ImportError as error:
        raise UsageError("pint is not installed; run: pip install -e '.[export]'") from error
    return UnitRegistry(non_int_type=Fraction, autoconvert_offset_to_baseunit=False)


@cache
def _definitions() -> Mapping[str, str | None]:
    return MappingProxyType({name: row.definition for row in unit_definition_rows() for name in row.names})


@cache
def _dimensions() -> Mapping[str, str]:
    return MappingProxyType({row.name: row.dimension for row in unit_rows() if row.kind == "measure"})


@cache
def _si_units() -> Mapping[str, str]:
    return MappingProxyType({dimension: row.unit for row in si_rows() for dimension in row.dimensions})
