"""The whole way from words to readings: phrases found, resolved, joined to intervals, with the words of part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.timex.grammar import Grid, find_phrases
from pipeline.timex.parts import with_part_words
from pipeline.timex.resolve import Timex, join_intervals, resolve


def find_timexes(grid: Grid, text: str, published: date | None) -> Sequence[Timex]:
    """The dates and periods of the text in order, none overlapping another, as words of its grid."""
    matches = list(find_phrases(grid, text))
    if not matches:
        return ()
    whole = [with_part_words(timex, grid) for timex in resolve(matches, grid, published)]
    return list(join_intervals(whole, grid))
