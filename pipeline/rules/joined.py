"""Whether a number goes on from the one before it: joined to it, said in its place, or more of the same."""

from __future__ import annotations

from pipeline.rules.draft import Draft


def is_more_of(draft: Draft) -> bool:
    """Whether the number adds to the one before under its verb: "90 jobs would go in Oslo and a further 40 in Rome"."""
    scene, low = draft.scene, draft.segment[0]
    joint = next((i for i in range(draft.start - 1, low, -1) if scene.lower[i] == "and"), None)
    if joint is None or not {"further", "another"} & set(scene.lower[max(joint, draft.start - 2) : draft.start]):
        return False
    return not any(group.finite for group in scene.verbs_in(joint, draft.sentence[1]))


def is_joined(draft: Draft) -> bool:
    """Whether only "and" or "or", hedges and a noun with "of" part the number from the one before.

    "6 mills and some 500 jobs", "6 mills and sales of $5m".
    """
    lower, (low, high) = draft.scene.lower, draft.segment
    if low < high and lower[low] in ("and", "or") and lower[high - 1] == "of":
        return all(kind in "NJTSO" for kind in draft.scene.classes[low + 1 : high - 1])
    start, end = draft.scene.tokens_of(draft.quantity.cue) if draft.quantity.cue else (high, high)
    if not all(lower[i] in JOINING or start <= i < end for i in range(low, high)):
        return False
    return any(lower[i] in ("and", "or") and not start <= i < end for i in range(low, high))


JOINING = frozenset(["and", "or", ",", ")", "some", "about", "another", "a"])
"""What may stand between two numbers that are joined."""
