"""The numbers told before one: the nearest first, and the one at its own place in the list before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from pipeline.rules.scene.draft import Draft, Reading, Slot

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


def lent_in_order(slot: Slot) -> Callable[[Draft], Reading | None]:
    """A reader that takes what the number at its place in the list before has: "8% and 5%, respectively".

    A partner is lent only where the one whose partner it is does not differ.
    """

    def read(draft: Draft) -> Reading | None:
        end = draft.run[-1].end
        before = in_its_place(draft) if "respectively" in draft.scene.lower[end : end + 2] else None
        return before.lent(slot) if before and draft.get("entity") in (None, before.get("entity")) else None

    return read
