"""The dates of a Doc as TimeML would mark them: what the table's own conventions leave out is put back.

TimeML keeps the article of a phrase (the third quarter), takes the two ends of an interval apart, gives a duration its
length (P6M) and marks "now" and "recently". This view is for comparing with TimeML corpora, never for the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.tokens import Doc

from pipeline.model import Span, TimexType
from pipeline.timex.find import find_timexes
from pipeline.timex.grid import Grid, make_grid
from pipeline.timex.lexicon import lexeme
from pipeline.timex.reading import VAGUE
from pipeline.timex.resolve import Timex
from pipeline.timex.site import around
from pipeline.vocabulary.dates import DateReference
from pipeline.vocabulary.rows import read_rows


@dataclass(frozen=True, slots=True)
class TimemlDate:
    """One TIMEX3 as TimeML annotates it; `value` is empty where nothing fixes it."""

    span: Span
    type: TimexType
    value: str


def timeml_dates(doc: Doc, published: date | None) -> list[TimemlDate]:
    """The TIMEX3 annotations of `doc` by TimeML's conventions, in text order."""
    grid = make_grid(doc)
    found = [_marked(end, grid) for timex in find_timexes(grid, published) for end in _ends(timex)]
    taken = [one.span for one in found]
    found += [one for one in _references(grid) if not any(one.span.overlaps(span) for span in taken)]
    return sorted(found, key=lambda one: one.span)


def _ends(timex: Timex) -> tuple[Timex, ...]:
    return timex.parts or ((timex.inner,) if timex.inner else (timex,))


def _marked(timex: Timex, grid: Grid) -> TimemlDate:
    reading = timex.reading
    start = timex.start - _has_article(timex, grid)
    value = reading.value or ""
    if reading.type == "DURATION":
        value = reading.length or ""
    elif reading.reason == VAGUE:
        value = "PAST_REF"
    return TimemlDate(Span(grid.starts[start], grid.ends[timex.end - 1]), reading.type, value)


_ATTRIBUTES = frozenset({"decade", "short decade", "century"})
"""Phrases that are an attribute more often than not before a noun: the 1960s film."""


def _has_article(timex: Timex, grid: Grid) -> bool:
    if not timex.article or timex.start == 0 or grid.words[timex.start - 1].lower() not in ("the", "a", "an"):
        return False
    after = grid.words[timex.end] if timex.end < len(grid.words) else ""
    hyphened = any("-" in lexeme(word).values.values() for word in grid.words[timex.start : timex.end])
    noun_follows = after.isalpha() and after.lower() not in around("function words")
    return not (noun_follows and (hyphened or timex.rule in _ATTRIBUTES))


@cache
def _by_first_word() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in read_rows("date_references", DateReference):
        for words in sorted(row.words, key=lambda words: -len(words)):
            first, *_ = phrase = tuple(words.split())
            found.setdefault(first, []).append((phrase, row.value))
    return {first: tuple(sorted(phrases, key=lambda one: -len(one[0]))) for first, phrases in found.items()}


def _references(grid: Grid) -> Iterator[TimemlDate]:
    for at, word in enumerate(grid.words):
        for phrase, value in _by_first_word().get(word.lower(), ()):
            here = tuple(other.lower() for other in grid.words[at : at + len(phrase)])
            if here == phrase and _ends_there(grid, at, phrase):
                skip = phrase[0] in ("at", "in", "to") if len(phrase) > 2 else phrase[0] == "at"
                yield TimemlDate(Span(grid.starts[at + skip], grid.ends[at + len(phrase) - 1]), "DATE", value)
                break


def _ends_there(grid: Grid, at: int, phrase: tuple[str, ...]) -> bool:
    """The past, the future: no noun follows (the past year, the future king)."""
    after = grid.words[at + len(phrase)] if at + len(phrase) < len(grid.words) else ""
    return phrase[0] != "the" or not after.isalnum() or after.lower() in around("function words")
