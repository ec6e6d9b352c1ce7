"""Powers of ten as science writes them: "10^8", "3.2 × 10⁻⁵", "1.5x10^3"."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.quantity.grid import GLUED, SPACE, Grid

_TIMES = frozenset("×x·*")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻−", "0123456789+--")
_POWER = re.compile(
    r"(?:(?P<number>\d+(?:\.\d+)?) ?[×x·*] ?)?10(?:(?:\^|\*\*)(?P<power>[-−+]?\d{1,2})|(?P<raised>[⁺⁻]?[⁰¹²³⁴-⁹]{1,2}))"
)

TOKENS = 7
"""Of the longest power: "3.2", "×", "10", "^", "-", "5"; and one that goes on with it."""

HIGHEST = 30
"""What is raised further is no amount of the news."""

LOWEST_RAISED = 4
"""Smaller raised numbers behind a bare "10" may be notes."""


def read_power(grid: Grid, at: int) -> tuple[int, Decimal, int] | None:
    """The last token of the power of ten that starts at token `at`, its value and decimals."""
    if not ("10" in grid.texts[at] or grid.text(at + 1) in _TIMES):
        return None
    ends: dict[int, int] = {}
    text = ""
    for index in range(at, min(at + TOKENS, grid.size)):
        if index > at and grid.gap(index) > SPACE:
            break
        text += ("" if index == at or grid.gap(index) == GLUED else " ") + grid.texts[index]
        ends[len(text)] = index
    match = _POWER.match(text)
    if match is None or match.end() not in ends:
        return None
    exponent = int((match["power"] or match["raised"]).translate(_RAISED))
    bare = match["number"] is None and match["raised"] and 0 < exponent < LOWEST_RAISED
    if bare or abs(exponent) > HIGHEST:
        return None
    number = Decimal(match["number"] or 1)
    places = len((match["number"] or "").partition(".")[2]) - exponent
    return ends[match.end()], number.scaleb(exponent), places
