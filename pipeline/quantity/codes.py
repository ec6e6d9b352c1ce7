"""Signs, codes and names of a currency before a number, and codes behind it: "RM", "MSEK", "NZD$", "Euros", "US"."""

from __future__ import annotations

from pipeline.quantity.grid import GLUED, SPACE, Grid
from pipeline.quantity.lexicon import Money, money_signs, money_words
from pipeline.vocabulary.quantity_rows import word_class

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


def code_in_lower_case(text: str) -> Money | None:
    """The currency of a code in lower case ("30 cad"), where it is no English word."""
    money = money_signs().get(text.upper()) if len(text) == CODE and text.islower() else None
    return None if money is None or money.loose or money.joined else money


def sign_ending(grid: Grid, at: int) -> tuple[Money, int] | None:
    """The currency sign whose last token is at `at` and its first token: "$", "RM", "HK $", "US $", "US dollar"."""
    text = grid.texts[at]
    if text == "." and at > 0 and grid.gap(at) == GLUED and grid.texts[at - 1] + text in money_signs():
        return money_signs()[grid.texts[at - 1] + text], at - 1
    money = money_signs().get(text) or scaled_code(text) or coded_sign(text)
    if at > 0 and not text.isalnum() and grid.gap(at) <= SPACE:
        article = grid.texts[at - 1] == "A" and grid.gap(at) == SPACE and not grid.same_sentence(at - 2, at - 1)
        joined = None if article else money_signs().get(grid.texts[at - 1] + text)
        if (joined is not None and grid.texts[at - 1].isupper()) or grid.texts[at - 1] == "u.s":
            return (joined or Money("USD")), at - 1
    if money is None and len(text) == 3 and text.islower():
        money = money_signs().get(text.upper()) if grid.gap(at + 1) == GLUED else None
    if money is None or (money.joined and grid.gap(at + 1) != GLUED):
        return None
    return money, at


def word_before(grid: Grid, at: int) -> tuple[Money, int] | None:
    """The currency whose name stands before its number, at `at`: "Euros 5m", "rupees 500 crore"."""
    opens = at == 0 or grid.sentences[at - 1] != grid.sentences[at]
    named = (grid.text(at)[:1].isupper() and not opens) or grid.word(at) in ("rupees", "rupee")
    found = money_words().starting([grid.word(at)], 0) if named and grid.gap(at + 1) <= SPACE else None
    return (found[0], at) if found and not found[0].shift and not found[0].loose else None


def code_behind(grid: Grid, at: int, unit: str | None) -> str | None:
    """The code that the country or code at `at`, behind an amount with a sign, gives: "$31.20 US", "$5m CAD"."""
    text = grid.text(at)
    if grid.gap(at) != SPACE:
        return None
    word, code = grid.word(at), money_signs().get(text) if len(text) == CODE and text.isupper() else None
    if code and not code.loose:
        return code.code if unit in (code.code, "USD") and grid.text(at + 1) != "/" else None
    following = grid.word(at + 1)
    ends = following in (".", ",", ";", ")", "") or following in word_class("preposition")
    money = money_words().starting([word, "dollars"], 0) if ends and word in word_class("dollar_country") else None
    return money[0].code if money and unit == "USD" else None
