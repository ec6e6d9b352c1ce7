"""Writes physical_units.toml of the vocabulary: units of measure with their names and symbols.

Source: the unit data of quantulum3 (``units.json``, MIT licence). Left out: currencies, units whose only name or symbol
is an English word that news uses otherwise, and all that units.toml says by hand. Plurals by inflect.
Run it again after an update: ``python tools/freeze_units.py``.
"""

from __future__ import annotations

import json
import tomllib
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import inflect

DATA = Path(__file__).parent.parent / "pipeline" / "vocabulary" / "data"

PREFIXES = {"k": "kilo", "M": "mega", "G": "giga", "T": "tera", "m": "milli", "µ": "micro"}
"""The SI prefixes that news uses, of those that a unit of the source takes."""

NOT_UNITS = frozenset({
    "atomic mass unit", "barn", "base pair", "basis point", "baud", "circular mil", "count", "cup", "curie",
    "darcy", "degree angle", "denier", "dimensionless", "dozen", "drop", "ell", "gal", "giga base pair", "gigaton",
    "gray", "great gross", "gross", "hartree", "inverse femtobarn", "inverse second", "kilo base pair", "kiloton",
    "kip", "langley", "league", "long hundred", "lustrum", "maxwell", "mega base pair", "megaton", "metre per hour",
    "minute of arc", "mole", "nibble", "pair", "peck", "percentage", "pond", "pound per hour", "quad", "quarter",
    "rad", "rhe", "rutherford", "second of arc", "set", "shake", "short ton", "span", "speed of light",
    "standard atmosphere", "statcoulomb", "stere", "technical atmosphere", "terahertz", "tesla", "tex", "therm",
    "ton-force", "turn", "twip", "unk", "weber",
})  # fmt: skip
"""Units of the source that news uses as plain nouns, or that are read elsewhere (percent, counts)."""

SHORT_SYMBOLS = frozenset(
    ["cl", "dl", "cL", "dL", "kJ", "mJ", "Pa", "Bq", "Sv", "Gy", "lm", "lx", "kN", "px", "µg", "°K"]
)
"""The only symbols of one or two characters that are taken: others are words, codes or scales in news."""

NOT_NAMES = frozenset({
    "atmosphere", "bar", "candle", "circle", "curie", "cycle", "darcy", "den", "dots", "faraday", "franklin",
    "galileo", "group of twelve", "henry", "instance", "kip", "langley", "maxwell", "minute", "mole", "newton",
    "nit", "pack", "pc", "per second", "piece", "pond", "quartet", "rutherford", "second", "terms", "tetrad",
    "time", "ton", "unit", "weber",
})  # fmt: skip
"""Surface forms that are English words or surnames before they are units."""


def symbols_of(unit: dict[str, Any], prefix: str = "") -> list[str]:
    """Symbols of three characters and more, and those short ones that are no word, code or scale of news."""
    symbols = [prefix + symbol for symbol in unit.get("symbols", [])]
    return [s for s in symbols if " " not in s and (len(s) > 2 or s in SHORT_SYMBOLS or not s.isascii())]


def row(name: str, unit: dict[str, Any], engine: inflect.engine, prefix: str = "") -> list[str]:
    """The TOML lines of one unit, or none where no safe name or symbol is left."""
    long = PREFIXES.get(prefix, "")
    surfaces = [s.lower() for s in unit.get("surfaces", []) if s.lower() not in NOT_NAMES]
    words = [long + s for s in surfaces if not long or " " not in s]
    words += [engine.plural(word) for word in words]
    symbols = symbols_of(unit, prefix)
    if not words and not symbols:
        return []
    example = f"5 {words[len(words) // 2]}" if words else f"5 {symbols[0]}"
    return [
        "",
        "[[row]]",
        f"name = {json.dumps(long + name.lower(), ensure_ascii=False)}",
        f"dimension = {json.dumps(unit['entity'])}",
        "words = " + json.dumps(list(dict.fromkeys(words)), ensure_ascii=False),
        "symbols = " + json.dumps(list(dict.fromkeys(symbols)), ensure_ascii=False),
        "examples = " + json.dumps([example], ensure_ascii=False),
    ]


def main() -> None:
    by_hand = tomllib.loads((DATA / "units.toml").read_text(encoding="utf-8"))["row"]
    known = {r["name"] for r in by_hand}
    taken = {form for r in by_hand for form in r.get("words", []) + r.get("symbols", [])}
    units = json.loads(files("quantulum3").joinpath("units.json").read_text(encoding="utf-8"))
    engine = inflect.engine()
    lines = [
        "# Units of measure: names and symbols in English.",
        f"# Made by tools/freeze_units.py from the unit data of quantulum3 {version('quantulum3')} (MIT licence).",
        "# Do not edit: what is kept by hand is in units.toml, and wins.",
    ]
    for name, unit in units.items():
        if unit.get("entity") == "currency" or name in NOT_UNITS:
            continue
        for prefix in ["", *(p for p in unit.get("prefixes", []) if p in PREFIXES)]:
            full = PREFIXES.get(prefix, "") + name.lower()
            if full in known or full in NOT_UNITS:
                continue
            kept = {k: [s for s in unit.get(k, []) if s not in taken] for k in ("surfaces", "symbols")}
            lines += row(name, {**unit, **kept}, engine, prefix)
    (DATA / "physical_units.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
