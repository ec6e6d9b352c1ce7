"""The second reader: quantulum3 on one span, for a compound unit of measure that our own rows do not know."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

COMPOUND = re.compile(r"[^\W\d_]{1,4}[23²³]?(?:[/·][^\W\d_]{1,4}[23²³]?)+|[^\W\d_]{1,3}[²³]")
"""Symbols joined by a slash or a dot, or raised to a power: "J/mol", "µg/m3", "hm²"."""

PARTS = frozenset({
    "A", "C", "F", "H", "J", "K", "N", "Pa", "S", "T", "V", "W", "Wb", "cd", "cm", "dl", "g", "h", "hm", "kJ", "kg",
    "km", "l", "m", "mg", "min", "ml", "mm", "mol", "s", "t", "µg",
})  # fmt: skip
"""The symbols that a compound may be made of: those that the package reads as what they are (not MJ, mSv, mmol)."""

NO_MEASURE = frozenset(("dimensionless", "currency"))
"""Entities of quantulum3 that are no physical measure."""


def is_compound(symbols: str) -> bool:
    """Whether the characters behind a number look like a compound of known symbols, so that asking is worth it."""
    if not COMPOUND.fullmatch(symbols):
        return False
    return all(part in PARTS for part in re.split(r"[23²³]?[/·]|[23²³]$", symbols) if part)


@lru_cache(maxsize=1024)
def read_unit(symbols: str) -> tuple[str, str] | None:
    """Name and dimension of the unit in "1 SYMBOLS", None where quantulum3 does not read it as plainly one measure.

    The package is loaded at the first call, and only ever sees this one span: on whole text its units run wild.
    """
    from quantulum3 import parser

    span = f"1 {symbols}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = parser.parse(span)
    if len(found) != 1 or found[0].surface != span or found[0].value != 1:
        return None
    unit = found[0].unit
    return None if unit.entity.name in NO_MEASURE else (str(unit.name), str(unit.entity.name))
