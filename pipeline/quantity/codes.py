"""Currency codes written together with a scale or a sign: "MSEK", "kEUR", "NZD$"."""

from __future__ import annotations

from pipeline.quantity.lexicon import Money, money_signs

CODE = 3
"""Letters of a currency code."""

CODE_SCALES = {"M": 6, "k": 3, "K": 3, "T": 3}
"""Letters before a currency code that scale the number, as in the accounts of European companies (MSEK, kEUR, TEUR)."""


def scaled_code(text: str) -> Money | None:
    """The currency of a code with its scale before it: "MUSD", "kEUR", "TSEK"."""
    if len(text) != CODE + 1 or text[0] not in CODE_SCALES or not text[1:].isupper():
        return None
    money = money_signs().get(text[1:])
    return None if money is None or money.loose else money


def coded_sign(text: str) -> Money | None:
    """The currency of a sign with its code before it: "NZD$", "cad$"."""
    if len(text) != CODE + 1 or text[-1] not in money_signs() or not text[:-1].isalpha():
        return None
    money = money_signs().get(text[:-1].upper())
    return Money(money.code) if money else None
