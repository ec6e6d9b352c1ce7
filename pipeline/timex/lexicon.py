"""What a token means to the date grammar: its word classes, each with a value, and one code for the set of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.timex.numerals import NUMERAL_KINDS, numeral
from pipeline.vocabulary.dates import DatePhrase, DateReference, DateShape, DateUnit, DateWord, Month, NamedDay, Weekday
from pipeline.vocabulary.rows import read_rows

Value = int | str
_DASHES = frozenset("-~\u2010\u2011\u2012\u2013\u2014\u2212")
OTHER = "\x00"
"""Code of a token that the date grammar knows nothing about."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """The classes of a token, each with its value (a number, a grain, or the token itself), and their code."""

    code: str
    values: Mapping[str, Value]


@cache
def _words() -> Mapping[str, Mapping[str, Value]]:
    """Every word of the vocabulary, lower case -> class -> value."""
    found: dict[str, dict[str, Value]] = {}
    for word, kind, value in _entries():
        found.setdefault(word, {})[kind] = value
    return found


def _entries() -> Iterator[tuple[str, str, Value]]:
    for month in read_rows("months", Month):
        yield from ((word, "MON", month.number) for word in (month.name, *month.short))
        sure = (month.name, *(word for word in month.short if word.endswith(".")))
        yield from ((word, "AMBIGUOUS" if month.ambiguous else "MONTH", month.number) for word in sure)
    for weekday in read_rows("weekdays", Weekday):
        yield from ((word, "WD", weekday.number) for word in (weekday.name, *weekday.short))
        yield weekday.name, "WEEKDAY", weekday.number
    for unit in read_rows("date_units", DateUnit):
        grain = unit.grain if unit.size == 1 else f"{unit.size} {unit.grain}"
        yield from ((word, kind, grain) for word in unit.singular for kind in ("UNIT", "ANYUNIT"))
        yield from ((word, kind, grain) for word in unit.plural for kind in ("UNITS", "ANYUNIT"))
        yield from ((word, "UNITEND", grain) for word in unit.closing)
    for row in read_rows("date_words", DateWord):
        yield from ((word, row.kind, value) for word, value in row.words.items())
    for literal in literals():
        yield literal, f"={literal}", literal


@cache
def literals() -> frozenset[str]:
    """The words that stand in phrases and day names as themselves."""
    found = {"/"}
    for atom in " ".join(_patterns()).split():
        found.update([atom] if atom[0].isdigit() else atom.removesuffix("?").split("/"))
    return frozenset(word for word in found if word == word.lower()) - {"(", ")", "|", ""}


def _patterns() -> Iterator[str]:
    yield from (f"{row.after} {row.pattern}" for row in read_rows("date_phrases", DatePhrase))
    yield from (row.pattern for row in read_rows("named_days", NamedDay))
    yield from (pattern for row in read_rows("date_references", DateReference) for pattern in row.patterns)


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(row.pattern), row.kinds) for row in read_rows("date_shapes", DateShape))


@cache
def _codes() -> Mapping[frozenset[str], str]:
    """Class set -> its code: one private-use character for each set that a word or shape can have."""
    sets = {frozenset(kinds) for kinds in (*_words().values(), *(kinds for _, kinds in _shapes()), *NUMERAL_KINDS)}
    return {kinds: chr(0xE000 + n) for n, kinds in enumerate(sorted(sets, key=sorted))}


@cache
def codes_with(kind: str) -> str:
    """The codes of all class sets that hold `kind`."""
    return "".join(code for kinds, code in _codes().items() if kind in kinds)


@lru_cache(maxsize=1 << 16)
def lexeme(text: str) -> Lexeme:
    """What the token means; classes of its form where no word of the vocabulary is like it.

    >>> sorted(lexeme("Sept.").values.items())
    [('MON', 9), ('MONTH', 9)]
    """
    values = _words().get(_fold(text)) or _by_shape(text) or numeral(text)
    return Lexeme(_codes()[frozenset(values)], values) if values else _NOTHING


def _fold(text: str) -> str:
    """Lower case, one dash and one apostrophe."""
    return "-" if text in _DASHES else text.lower().replace("’", "'")


def _by_shape(text: str) -> Mapping[str, Value]:
    if len(text) > 24:
        return {}
    for pattern, kinds in _shapes():
        if pattern.fullmatch(text):
            digits = re.match(r"\d+", text)
            return {kind: int(digits[0]) if digits and kind in _NUMERIC else text for kind in kinds}
    return {}


_NUMERIC = frozenset({"COUNT", "BIG", "HUNDRED", "DAY", "MM", "NN", "YEAR", "DAYTH", "NTH", "DECADE", "ISODAY"})
_NOTHING = Lexeme(OTHER, {})
