"""Writes currencies.toml of the vocabulary: the active ISO 4217 currencies with their English names, symbols and homes.

Sources: pycountry (Debian iso-codes, ISO 4217) for the codes, Babel (Unicode CLDR, locale "en") for names, symbols and
the countries whose money they are. Run it again after an update of either: ``python tools/freeze_currencies.py``. What
the sources cannot say (bare "dollar", pence, "Rs", quid) is kept by hand in money_words.toml.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pycountry
from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

TARGET = Path(__file__).parent.parent / "pipeline" / "vocabulary" / "data" / "currencies.toml"

NOT_MONEY = frozenset(
    ["BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "XSU", "XTS", "XUA", "XXX", "ZWG"]
)
"""Funds, indexed units and test codes; the XA and XB codes (metals, bond units) go by their prefix."""

ENGLISH_WORDS = frozenset(
    [
        "ALL",
        "TOP",
        "CUP",
        "TRY",
        "MOP",
        "MAD",
        "PEN",
        "COP",
        "BOB",
        "GEL",
        "RON",
        "SOS",
        "LAK",
        "ANG",
        "BAM",
        "BAN",
        "SHP",
    ]
)
"""Codes that headlines use as words: read before a number only where they are glued to it."""

ENGLISH_NAMES = frozenset(
    [
        "dollar",
        "dram",
        "pound",
        "franc",
        "real",
        "won",
        "sol",
        "gold",
        "sum",
        "mark",
        "som",
        "leu",
        "rights",
        "peso",
        "crown",
        "krone",
        "krona",
    ]
)
"""Last words of names that are English words or several currencies': never a name on their own here."""

LENT = frozenset(["USD", "ZAR", "INR"])
"""What is legal tender beside the money of a country's own: its adjective does not mean these ("Namibian rand")."""


def plain(name: str) -> str:
    """`name` without accents, lower case."""
    decomposed = unicodedata.normalize("NFKD", name.replace("ʻ", ""))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def has_space(symbol: str) -> bool:
    return any(char.isspace() for char in symbol)


def names_of(code: str) -> list[str]:
    """Singular and plural names, with and without accents, lower case."""
    found = []
    for count in (1, 2):
        name = get_currency_name(code, count, locale="en")
        found += [name.lower(), plain(name)]
    singular = found[0]
    found.append(singular if singular.endswith("s") else singular + "s")
    return list(dict.fromkeys(found))


def homes() -> dict[str, list[str]]:
    """Currency codes to the ISO 3166 codes of the countries and territories whose own money they are."""
    found: dict[str, list[str]] = {}
    for territory in sorted(code for code in get_global("territory_currencies") if len(code) == 2):
        if pycountry.countries.get(alpha_2=territory) is None:
            continue
        tender = get_territory_currencies(territory)
        for code in tender:
            if len(tender) == 1 or code not in LENT:
                found.setdefault(code, []).append(territory)
    return found


def main() -> None:
    codes = sorted(c.alpha_3 for c in pycountry.currencies)
    codes = [c for c in codes if (c not in NOT_MONEY and not c.startswith(("XA", "XB", "XP"))) or c in ("XAF", "XPF")]
    last_words = Counter(plain(get_currency_name(code, 1, locale="en")).split()[-1] for code in codes)
    countries = homes()
    lines = [
        "# Active ISO 4217 currencies: names and symbols in English, and the countries whose money they are.",
        f"# Made by tools/freeze_currencies.py from Babel {version('babel')} (Unicode CLDR, locale en) and",
        f"# pycountry {version('pycountry')} (iso-codes). Do not edit: what is kept by hand is in money_words.toml.",
    ]
    for code in codes:
        names = names_of(code)
        last = plain(names[0]).split()[-1]
        if last_words[last] == 1 and last not in ENGLISH_NAMES:
            names += [name.split()[-1] for name in names if " " in name]
        symbol = get_currency_symbol(code, locale="en")
        symbols = [] if symbol == code or symbol in "$£¥" else [symbol]
        shown = next((n for n in names if n.replace(" ", "").isalpha()), names[0])
        examples = (
            [f"{code}5m"]
            + ([f"5 million {shown}"] if shown.replace(" ", "").isalpha() else [])
            + [f"{symbol}5" for symbol in symbols if not has_space(symbol)]
        )
        lines += [
            "",
            "[[row]]",
            f'code = "{code}"',
            "words = " + json.dumps(sorted(set(names)), ensure_ascii=False),
            "symbols = " + json.dumps([s for s in symbols if not has_space(s)], ensure_ascii=False),
        ]
        lines += ["countries = " + json.dumps(countries[code])] if code in countries else []
        lines += ["glued_code = true"] if code in ENGLISH_WORDS else []
        lines += ["examples = " + json.dumps(examples, ensure_ascii=False)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
