"""Names of units of measure in the text, over hyphens too: "feet", "square-foot", "light-years"."""

from __future__ import annotations

from itertools import takewhile

from pipeline.quantity.grid import DASHES, GLUED, Grid
from pipeline.quantity.lexicon import Unit, unit_words

LONGEST = 8
"""Tokens of the longest unit's name, hyphens included."""


def unit_at(grid: Grid, at: int) -> tuple[Unit, int] | None:
    """The unit whose name starts at token `at` and how many tokens it takes, hyphens in it included."""
    found = unit_words().starting(grid.lower, at)
    if not DASHES.intersection(grid.texts[at + 1 : at + 4]):
        return found
    ahead = takewhile(lambda i: i == at or grid.near(i), range(at, at + LONGEST))
    places = [i for i in ahead if grid.texts[i] not in DASHES or grid.gap(i) != GLUED]
    joined = unit_words().starting([grid.lower[i] for i in places], 0)
    length = places[joined[1] - 1] - at + 1 if joined else 0
    return (joined[0], length) if joined and (found is None or length > found[1]) else found
