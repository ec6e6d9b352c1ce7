"""Numbers of several words, as dates have them: twenty-first, nineteen eighty-four, two thousand and five."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
