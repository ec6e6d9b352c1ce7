"""Signs, codes and names of a currency before a number, and codes behind it: "RM", "MSEK", "NZD$", "Euros", "US"."""

from __future__ import annotations

from pipeline.quantity.grid import GLUED, SPACE, Grid
from pipeline.quantity.lexicon import Money, bounds_before, money_signs, money_words, unit_symbols
from pipeline.vocabulary.quantity_rows import word_class

CODE = 3
"""Letters of a currency code."""

REACH = 14
"""Tokens before a sign in which a word of prices is looked for."""

LONGEST_SENTENCE = 60
"""Tokens beside a code in which its sentence is searched for capitals."""

NAME_ENDS = frozenset(",.;:)")
"""What stands behind a name, where an amount of money would have a noun: "the R5,"."""

CODE_SCALES = {"M": 6, "k": 3, "K": 3, "T": 3}
"""Letters before a currency code that scale the number, as in the accounts of European companies (MSEK, kEUR, TEUR)."""


def scaled_code(text: str) -> Money | None:
    """The currency of a code with its scale before it: "MUSD", "kEUR", "TSEK"."""
    if len(text) != CODE + 1 or text[0] not in CODE_SCALES or not text[1:].isupper():
        return None
    money = money_signs().get(text[1:])
    return None if money is None or money.loose else money


def coded_sign(text: str) -> Money | None:
    """The currency of a sign with its code or country before it: "NZD$", "cad$", "us$"."""
    if not 1 < len(text) <= CODE + 1 or not text[:-1].isalpha() or text[-1].isalnum() or text == "c$":
        return None
    if text[-1] not in money_signs():
        return None
    money = money_signs().get(text.upper()) or money_signs().get(text[:-1].upper())
    return Money(money.code) if money else None


def code_in_lower_case(text: str) -> Money | None:
    """The currency of a code in lower case ("30 cad"), where it is no English word."""
    code = len(text) == CODE and text.islower() and unit_symbols().starting([text], 0) is None
    money = money_signs().get(text.upper()) if code else None
    return None if money is None or money.loose or money.joined else money


def sign_ending(grid: Grid, at: int, scaled: bool = False) -> tuple[Money, int] | None:
    """The currency sign whose last token is at `at` and its first token: "$", "RM", "HK $", "US $", "$US", "us$".

    `scaled` says that the number behind it has a scale: "DM 5 million" is money where "DM 5" need not be.
    """
    text, before = grid.texts[at], grid.texts[at - 1] if at > 0 and grid.gap(at) <= SPACE else ""
    if text == "." and grid.gap(at) == GLUED and before + text in money_signs():
        return money_signs()[before + text], at - 1
    if before == "$" and grid.gap(at) == GLUED and before + text in money_signs():
        return money_signs()[before + text], at - 1
    money = money_signs().get(text) or scaled_code(text) or coded_sign(text) or _hedged_sign(grid, at)
    if before and not text.isalnum():
        article = before == "A" and grid.gap(at) == SPACE and not grid.same_sentence(at - 2, at - 1)
        joined = None if article else money_signs().get(before + text)
        if (joined is not None and before.isupper()) or before == "u.s":
            return (joined or Money("USD")), at - 1
        named = _dollar_of(grid, at) if text == "$" else None
        if named:
            return named, at - 1
    if money is None and len(text) == CODE and text.islower():
        written = grid.gap(at + 1) == GLUED or scaled or _in_lower_case(grid, at)
        money = code_in_lower_case(text) if written else None
    if money is None or (money.joined and grid.gap(at + 1) != GLUED and not (scaled or stands_apart(grid, at))):
        return None
    return None if _is_road(grid, at) else (money, at)


def _is_road(grid: Grid, at: int) -> bool:
    """Whether a letter and its number name a thing: "the R5, rose", not "the R5 fee", "the R5bn"."""
    lettered = len(grid.texts[at]) == 1 and grid.texts[at].isalpha() and grid.gap(at + 1) == GLUED
    return lettered and grid.word(at - 1) == "the" and grid.text(at + 2) in NAME_ENDS


def _dollar_of(grid: Grid, at: int) -> Money | None:
    """The dollar of the country that the word before the sign at `at` says: "Canadian $5m", in lower case "hk $ 5"."""
    before = grid.word(at - 1)
    if before == "c":
        return Money("CAD") if _is_canadian(grid, at - 1) else None
    if before in word_class("dollar_country"):
        found = money_words().starting([before, "dollars"], 0)
        return found[0] if found else None
    lettered = len(before) > 1 and grid.texts[at - 1].islower() and _in_lower_case(grid, at)
    return money_signs().get(before.upper() + "$") if lettered else None


def _hedged_sign(grid: Grid, at: int) -> Money | None:
    """The currency of a sign with "c" for circa before it ("c£5m"); "c$" is Canadian where capitals are left out."""
    sign = grid.texts[at][1:]
    if grid.texts[at][:1] != "c" or not sign or sign.isalnum():
        return None
    return Money("CAD") if sign == "$" and _is_canadian(grid, at) else money_signs().get(sign)


def is_circa(grid: Grid, at: int) -> bool:
    """Whether the currency sign at `at` has "c" for circa, glued to it or before it: "c£5m", "c $5m", "c.$5m"."""
    text = grid.text(at)
    if text[:1] == "c" and text[1:] in money_signs():
        return text != "c$" or not _is_canadian(grid, at)
    return bool(text) and not text.isalnum() and grid.text(at - 1) == "c" and grid.gap(at) <= SPACE


def _is_canadian(grid: Grid, at: int) -> bool:
    """Whether "c" before a dollar sign stands for Canada: a hedge leads to it, or its sentence has no capitals."""
    return bounds_before().ending(grid.lower, at - 1) is not None or _in_lower_case(grid, at)


def _in_lower_case(grid: Grid, at: int) -> bool:
    """Whether the words around a token have no capitals at all, so that codes have none either."""
    near = range(max(0, at - LONGEST_SENTENCE), min(grid.size, at + LONGEST_SENTENCE))
    return all(grid.texts[i] == grid.lower[i] for i in near if grid.sentences[i] == grid.sentences[at])


def is_no_unit(grid: Grid, at: int) -> bool:
    """Whether the sign at `at` is not a unit of measure too, as "Mt" and "Ft" are; a single letter is a sign first."""
    return len(grid.texts[at]) == 1 or unit_symbols().starting(grid.texts, at) is None


def stands_apart(grid: Grid, at: int) -> bool:
    """Whether a sign that is mostly glued to its number is money with a space between: its sentence speaks of a price,
    and the sign is no unit of measure ("it cost DM 250", "the price is 18 R").
    """
    if not (grid.texts[at][0].isupper() and is_no_unit(grid, at)) or grid.word(at - 1) in word_class("determiner"):
        return False
    after = grid.word(at + 1)
    closed = any(after in word_class(name) for name in ("preposition", "clause_word", "rate_end", "determiner"))
    if after[:1].isalpha() and not closed:
        return False
    return not word_class("money_context").isdisjoint(grid.beside(at, REACH))


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
