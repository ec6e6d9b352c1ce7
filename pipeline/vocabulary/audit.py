"""Rows of the words that the audit goes by: sums by definition, and how a text says that numbers belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.vocabulary.rows import STRICT, NearMisses, read_rows


@STRICT
@dataclass(frozen=True)
class SumRow:
    """A concept that is the sum of `plus` less `minus` by definition; each part is a tuple of words that mean it."""

    name: str
    whole: tuple[str, ...]
    plus: tuple[tuple[str, ...], ...]
    minus: tuple[tuple[str, ...], ...] = ()
    examples: tuple[str, ...] = ()
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True)
class WholeRow:
    """Words that say how numbers belong together; `check` is the check that goes by them."""

    name: str
    check: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    not_: NearMisses = ()


@cache
def sums() -> tuple[SumRow, ...]:
    """All sums by definition."""
    return read_rows("sums", SumRow)


@cache
def wholes() -> tuple[WholeRow, ...]:
    """All words by which numbers belong together."""
    return read_rows("wholes", WholeRow)


@cache
def whole_words(name: str) -> tuple[str, ...]:
    """The words of the row `name` of wholes.toml, lower case."""
    return next(row.words for row in wholes() if row.name == name)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    longest_first = sorted(whole_words(name), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def says(name: str, text: str) -> bool:
    """Whether `text` has one of the words of the row `name` of wholes.toml.

    >>> says("includes", "600 people, of whom"), says("includes", "people of means")
    (True, False)
    """
    return _pattern(name).search(text) is not None
