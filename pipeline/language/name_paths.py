"""The tags that spell out names word by word, and the best path through them.

A name of one word is tagged U, a longer one B, I ..., L, each with the label of the name; what is outside of all names
is tagged O. Of all tags in a row only some are names: an I or L follows a B or I of its label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from pipeline.language.memory import reading_orders

OUTSIDE = 0
"""The number of the tag of words outside of all names."""
PARTS = 4
BEGIN, INSIDE, LAST, UNIT = range(PARTS)
"""The parts of a name that a word can be; tag 1 + 4 x label + part."""

Found = tuple[int, int, int]
"""A name in a text: its first word, its end (exclusive) and the number of its label."""


def tag_of(label: int, part: int) -> int:
    """The number of the tag of a word that is this part of a name with the label of this number."""
    return 1 + PARTS * label + part


def tag_count(labels: int) -> int:
    """How many tags there are for so many labels."""
    return tag_of(labels, 0)


def best_names(scores: Any, texts: Sequence[Any], labels: int) -> list[list[Found]]:
    """The names of each text on the path of tags that has the greatest sum of scores, of all that spell names.

    `scores` has a row a word, a column a tag; `texts` are the numbers of the rows of each, at least one of them in all.
    """
    order, _, sizes = reading_orders(texts)
    unit = scores[:, tag_of(0, UNIT) :: PARTS]
    lone, alone = unit.argmax(axis=1), unit.max(axis=1, initial=-np.inf)
    lone[alone <= scores[:, OUTSIDE]] = -1
    apart = np.maximum(alone, scores[:, OUTSIDE])[order]
    begin, inside, last = (scores[order, tag_of(0, part) :: PARTS] for part in (BEGIN, INSIDE, LAST))
    closed, began = np.full(len(scores), -1), np.ones((len(scores), labels), dtype=bool)
    out, within = np.zeros(len(texts)), np.full((len(texts), labels), -np.inf)
    for size, (start, end) in zip(sizes, pairwise(accumulate(sizes, initial=0)), strict=True):
        out, within, now = out[:size], within[:size], order[start:end]
        ends, stays = within + last[start:end], out + apart[start:end]
        starts, goes_on = out[:, None] + begin[start:end], within + inside[start:end]
        out, within = np.maximum(ends.max(axis=1), stays), np.maximum(starts, goes_on)
        closed[now] = np.where(out > stays, ends.argmax(axis=1), -1)
        began[now] = starts >= goes_on
    return [list(_spelled(closed[rows].tolist(), began[rows], lone[rows].tolist()))[::-1] for rows in texts]


def _spelled(closed: list[int], began: Any, lone: list[int]) -> Iterator[Found]:
    """The names of a text from the last to the first: for each word the label of the name that ends with it, or -1;
    by label whether the best name that holds it begins with it; and its label where it is a name alone, or -1.
    """
    place = len(closed) - 1
    while place >= 0:
        end, label = place + 1, closed[place]
        if label >= 0:
            place -= 1
            while not began[place, label]:
                place -= 1
        else:
            label = lone[place]
        if label >= 0:
            yield place, end, label
        place -= 1
