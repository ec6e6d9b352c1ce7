"""The whole way from words to dates: phrases found, resolved, joined to intervals, with the words of part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc

from pipeline.model import Date, DatePart, Span
from pipeline.timex.extent import lead_of, with_part_words
from pipeline.timex.grammar import find_phrases
from pipeline.timex.grid import Grid, make_grid
from pipeline.timex.intervals import join_intervals
from pipeline.timex.offsets import with_distances
from pipeline.timex.order import order_of
from pipeline.timex.resolve import Timex, resolve


def dates_of(doc: Doc, published: date | None, publisher: str | None = None) -> tuple[Date, ...]:
    """The dates and periods of `doc` in text order, none overlapping another."""
    grid = make_grid(doc)
    return tuple(_as_date(timex, grid) for timex in find_timexes(grid, published, publisher))


def find_timexes(grid: Grid, published: date | None, publisher: str | None = None) -> Sequence[Timex]:
    """The same as words of the text's grid."""
    matches = list(find_phrases(grid))
    if not matches:
        return ()
    whole = [with_part_words(timex, grid) for timex in resolve(matches, grid, published, order_of(publisher))]
    return list(with_distances(list(join_intervals(whole, grid)), grid))


def _span(timex: Timex, grid: Grid) -> Span:
    return Span(grid.starts[timex.start - lead_of(timex, grid)], grid.ends[timex.end - 1])


def _as_date(timex: Timex, grid: Grid) -> Date:
    reading = timex.reading
    period = reading.period if reading.days_known else None
    span = _span(timex, grid)
    return Date(
        span=span,
        type=reading.type,
        value=reading.value,
        first=period.first if period else None,
        last=period.last if period else None,
        anchor=reading.anchor,
        parts=tuple(DatePart(_span(part, grid), part.reading.value) for part in timex.parts),
        reason=reading.reason,
        rule=timex.rule,
        lead=grid.starts[timex.start] - span.start,
    )
