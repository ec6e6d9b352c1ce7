"""Doc -> date and period mentions, each with its TIMEX3 value, first and last day, and anchor."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc

from pipeline.model import Date, DatePart, Span
from pipeline.timex.find import find_timexes
from pipeline.timex.grammar import Grid, make_grid
from pipeline.timex.resolve import Timex


def find_dates(doc: Doc, published: date | None) -> tuple[Date, ...]:
    """The dates and periods of `doc` in text order, none overlapping another.

    Relative ones resolve against `published`; without it only against a year that the text itself fixes, else their
    value is None with the reason. Spans leave out prepositions and articles; an interval has its two ends as parts.
    """
    grid = make_grid(doc)
    return tuple(_as_date(timex, grid) for timex in find_timexes(grid, doc.text, published))


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
