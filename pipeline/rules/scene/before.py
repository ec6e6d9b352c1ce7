"""The numbers told before one: the nearest first, and the one at its own place in the list before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pipeline.rules.scene.draft import Draft

LOOK_BACK = 20
"""How many numbers back it is looked at most: no paragraph that a person wrote has more between."""


def numbers_before(draft: Draft, floor: int) -> Iterator[Draft]:
    """The numbers before the draft, the nearest first, not before the token `floor`."""
    for i in range(draft.index - 1, max(-1, draft.index - 1 - LOOK_BACK), -1):
        if draft.drafts[i].start < floor:
            return
        yield draft.drafts[i]


def in_its_place(draft: Draft) -> Draft | None:
    """The number at the draft's own place in the list of as many that measured the same before."""
    alike = (d for d in numbers_before(draft.run[0], 0) if d.is_like(draft) and d.concept)
    before = list(islice(alike, len(draft.run)))[::-1]
    same = len(before) == len(draft.run) > 1 and len({other.concept for other in before}) == 1
    return before[draft.run.index(draft)] if same else None
