"""Names of units of measure in the text, over hyphens too: "feet", "square-foot", "light-years"."""

from __future__ import annotations

from pipeline.quantity.grid import DASHES, GLUED, Grid
from pipeline.quantity.lexicon import Unit, unit_words


def unit_at(grid: Grid, at: int) -> tuple[Unit, int] | None:
    """The unit whose name starts at token `at` and how many tokens it takes, hyphens in it included."""
    found = unit_words().starting(grid.lower, at)
    if not DASHES.intersection(grid.texts[at + 1 : at + 4]):
        return found
    words, lengths, index = [], [], at
    while (index < min(grid.size, at + 8) and grid.near(index)) or index == at:
        if grid.texts[index] not in DASHES or grid.gap(index) != GLUED:
            words.append(grid.lower[index])
            lengths.append(index - at + 1)
        index += 1
        if index >= grid.size:
            break
    if len(words) == index - at:
        return found
    joined = unit_words().starting(words, 0)
    if joined and (found is None or lengths[joined[1] - 1] > found[1]):
        return joined[0], lengths[joined[1] - 1]
    return found
