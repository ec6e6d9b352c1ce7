"""Doc -> date and period mentions, each with its TIMEX3 value, first and last day, and anchor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc

from pipeline.model import Date, DatePart, Span
from pipeline.timex.grammar import Grid, find_phrases, make_grid
from pipeline.timex.parts import with_part_words
from pipeline.timex.resolve import Timex, join_intervals, resolve


def find_dates(doc: Doc, published: date | None) -> tuple[Date, ...]:
    """The dates and periods of `doc` in text order, none overlapping another.

    Relative ones resolve against `published`; without it only against a year that the text itself fixes, else their
    value is None with the reason. Spans leave out prepositions and articles; an interval has its two ends as parts.
    """
    grid = make_grid(doc)
    return tuple(_as_date(timex, grid) for timex in find_timexes(doc, grid, published))


def find_timexes(doc: Doc, grid: Grid, published: date | None) -> Sequence[Timex]:
    """The same as words of the grid, with what the table does not keep."""
    matches = list(find_phrases(grid, doc.text))
    if not matches:
        return ()
    resolved = list(resolve(matches, grid, published, _sentence_starts(doc, grid)))
    return [with_part_words(timex, grid) for timex in join_intervals([with_part_words(one, grid) for one in resolved], grid)]


def _sentence_starts(doc: Doc, grid: Grid) -> list[int]:
    """Numbers of the words that begin a sentence: by annotation, else after a full stop or an empty line."""
    if doc.has_annotation("SENT_START"):
        return [at for at, token in enumerate(grid.tokens) if doc[token].is_sent_start]
    return [at for at, _ in enumerate(grid.words) if at == 0 or grid.words[at - 1] in (".", "!", "?") or grid.words[at - 1].isspace()]


def _span(timex: Timex, grid: Grid) -> Span:
    return Span(grid.starts[timex.start], grid.ends[timex.end - 1])


def _as_date(timex: Timex, grid: Grid) -> Date:
    reading = timex.reading
    period = reading.period
    return Date(
        span=_span(timex, grid),
        type=reading.type,
        value=reading.value,
        first=period.first if period else None,
        last=period.last if period else None,
        anchor=reading.anchor,
        parts=tuple(DatePart(_span(part, grid), part.reading.value) for part in timex.parts),
        reason=reading.reason,
        rule=timex.rule,
    )
