"""The whole way from words to dates: phrases found, resolved, joined to intervals, with the words of part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.language.tokens import Tokens
from pipeline.model import Date, DatePart, Span
from pipeline.timex.extent import lead_of, with_part_words
from pipeline.timex.grammar import find_phrases
from pipeline.timex.grid import Grid, make_grid
from pipeline.timex.intervals import join_intervals, with_distances, with_spans, with_weeks
from pipeline.timex.lists import share_lists
from pipeline.timex.order import order_of
from pipeline.timex.resolve import Timex, resolve


class DatePhrases:
    """The date phrases of a text, found once; what they mean hangs on when and where it was published."""

    def __init__(self, tokens: Tokens) -> None:
        self.grid = make_grid(tokens)
        self.matches = tuple(find_phrases(self.grid))
        self._dates: dict[tuple[date | None, str | None], tuple[Date, ...]] = {}

    def dates(self, published: date | None, publisher: str | None = None) -> tuple[Date, ...]:
        """The dates and periods in text order, none overlapping another."""
        key = published, publisher
        if key not in self._dates:
            self._dates[key] = tuple(_as_date(timex, self.grid) for timex in self._timexes(*key))
        return self._dates[key]

    def _timexes(self, published: date | None, publisher: str | None = None) -> Sequence[Timex]:
        if not self.matches:
            return ()
        grid = self.grid
        whole: list[Timex] = []
        for timex in resolve(self.matches, grid, published, order_of(publisher)):
            whole.append(with_part_words(timex, grid, whole[-1].end if whole else 0))
        listed = share_lists(whole, grid)
        joined = list(with_weeks(list(join_intervals(listed, grid)), grid))
        return list(with_spans(list(with_distances(joined, grid)), grid))


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
        order=next((one.reading.order for one in (timex, *timex.parts) if one.reading.order), None),
        lead=grid.starts[timex.start] - span.start,
    )
