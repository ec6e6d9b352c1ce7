"""Whether a publisher writes the day or the month first in numeric dates."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.vocabulary.names import countries

MONTH_FIRST = frozenset({"us"})
"""Countries whose papers write the month first (Unicode CLDR, short dates)."""

EITHER = frozenset({"ca", "ph"})
"""Countries whose papers write either, or the year first (Unicode CLDR, short dates)."""


@lru_cache(maxsize=1000)
def order_of(publisher: str | None) -> bool | None:
    """True for month first, False for day first, None where the name does not say: by its domain or its country.

    >>> order_of("oslo-news.co.uk"), order_of("The American Herald"), order_of("Daily News")
    (False, True, None)
    """
    if not publisher:
        return None
    orders = {code in MONTH_FIRST for code in _codes(publisher) if code not in EITHER}
    return orders.pop() if len(orders) == 1 else None


def _codes(publisher: str) -> set[str]:
    domain = re.search(r"\.([a-z]{2})/?$", publisher.strip().lower())
    if domain:
        return {"gb" if domain[1] == "uk" else domain[1]} & set(_names().values())
    words = " ".join(re.findall(r"[^\W_]+", publisher.lower()))
    return {code for name, code in _names().items() if f" {name} " in f" {words} "}


@cache
def _names() -> dict[str, str]:
    """Names of countries and their peoples, lower case -> code."""
    return {
        name.lower(): country.code.lower()
        for country in countries()
        for name in (country.name, *country.names, *country.demonyms)
        if len(name) > 2
    }
