"""What a token means to the date grammar: its word classes, each with a value, and one code for the set of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

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


NUMERAL_KINDS = tuple(map(frozenset, ({"ORDINAL"}, {"COUNT"}, {"COUNT", "DAY"}, {"YEAR"}, {"DECADE"}, {"ROUND"})))
"""The class sets that such a number can have; a ROUND one is a year where "year" or a month stands before it."""

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NTHS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_DECADES = ["tens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]

_NUMBERS = {word: n for n, word in enumerate(_ONES + _TEENS, 1)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SPLIT = re.compile(r"[\s\-\u2010\u2011]+")


def numeral(text: str) -> Mapping[str, int]:
    """Class and value of the number; empty where the words are none.

    >>> numeral("twenty-first"), numeral("nineteen eighty-four"), numeral("two thousand and five")
    ({'ORDINAL': 21}, {'YEAR': 1984}, {'YEAR': 2005})
    """
    words = [word for word in _SPLIT.split(text.lower()) if word]
    if words == ["two", "thousand"]:
        return {"ROUND": 2000}
    if len(words) < 2 or words[-1] in ("and", "thousand", "hundred"):
        return {}
    if words[1] == "hundred" and words[0] in _ONES:
        return {"ROUND": 100 * _NUMBERS[words[0]] + _small([word for word in words[2:] if word != "and"])}
    return _below_hundred(words) or _year(words)


def _below_hundred(words: list[str]) -> Mapping[str, int]:
    if len(words) != 2 or words[0] not in _TENS:
        return {}
    tens = _NUMBERS[words[0]]
    if words[1] in _NTHS:
        value = tens + _NTHS.index(words[1]) + 1
        return {"ORDINAL": value}
    if words[1] not in _ONES:
        return {}
    value = tens + _NUMBERS[words[1]]
    return {"COUNT": value, "DAY": value} if value <= 31 else {"COUNT": value}


def _year(words: list[str]) -> Mapping[str, int]:
    if words[:2] == ["two", "thousand"]:
        rest = _small([word for word in words[2:] if word != "and"])
        return {"YEAR": 2000 + rest} if rest else {}
    if words == ["two", "thousands"]:
        return {"DECADE": 2000}
    if len(words) == 2 and words[1] == "hundreds":
        return {"DECADE": 100 * _NUMBERS.get(words[0], 0)} if 11 <= _NUMBERS.get(words[0], 0) <= 19 else {}
    century = _NUMBERS.get(words[0], 0)
    if not 10 <= century <= 20:
        return {}
    if words == ["twenty", "teens"]:
        return {"DECADE": 2010}
    if len(words) == 2 and words[1] in _DECADES:
        return {"DECADE": 100 * century + 10 * (_DECADES.index(words[1]) + 1)}
    rest = _small([word for word in words[1:] if word not in ("hundred", "and", "oh", "zero")])
    named = rest >= 10 or len(words) > 2
    return {"YEAR": 100 * century + rest} if rest and named else {}


def _small(words: list[str]) -> int:
    """1 to 99 in one word or two; 0 where the words are no such number."""
    if len(words) == 1:
        return _NUMBERS.get(words[0], 0)
    if len(words) == 2 and words[0] in _TENS and words[1] in _ONES:
        return _NUMBERS[words[0]] + _NUMBERS[words[1]]
    return 0
