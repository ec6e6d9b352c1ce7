"""What words mean: TOML rows with their own examples, validated and frozen on load."""

from __future__ import annotations

from functools import cache

from pipeline.vocabulary.quantity_rows import (
    CurrencyRow,
    MoneyRow,
    ScaleRow,
    UnitRow,
    currency_rows,
    money_rows,
    scale_rows,
    unit_rows,
)

__all__ = ["CurrencyRow", "MoneyRow", "ScaleRow", "UnitRow", "glued_after", "glued_before"]

CLOCK = ("am", "pm")

AGE = ("yo", "y/o")

CODE = 3
"""Letters of a currency code."""


LETTERS_APART = frozenset("ACFGLRTVs") | {"cc"}
"""Unit symbols that are read after a space only: glued to digits they name models and
forms, or years (777F, 13F, the 1990s), or longer words."""


@cache
def glued_before() -> tuple[str, ...]:
    """What may be written right before a number as its currency and has letters in it: USD, Rs, RM, US$, $US."""
    signs = {sign.rstrip(".") for row in money_rows() for sign in row.symbols if not (row.loose and len(sign) == 1)}
    signs |= {sign.rstrip(".") for row in currency_rows() for sign in row.symbols}
    lettered = {sign for sign in signs if any(char.isalpha() and char.isascii() for char in sign)}
    written = {sign for sign in lettered if not sign.islower() or (len(sign) == CODE and sign.isalpha())}
    return tuple(sorted({row.code for row in currency_rows()} | written))


@cache
def glued_after() -> tuple[str, ...]:
    """What may be written right after a number: scales (bn, m, crore), subunits (p, c), codes and units (km, mph)."""
    forms = {form for row in scale_rows() for form in row.glued}
    forms |= {symbol.split()[0] for row in unit_rows() for symbol in row.symbols}
    forms |= {symbol for row in money_rows() for symbol in row.symbols if symbol.islower() or not symbol.isascii()}
    forms |= {symbol for row in money_rows() for symbol in row.symbols if not (row.loose or row.joined)}
    forms |= {row.code for row in currency_rows()} | set(CLOCK) | set(AGE)
    return tuple(sorted(forms - LETTERS_APART))
