"""What stands as the object of a verb of change: the size of a movement, or a thing, a deed or a loss."""

from __future__ import annotations

from pipeline.rules.draft import Draft
from pipeline.vocabulary.linking import transitive_row


def describes_a_thing(draft: Draft) -> bool:
    """Whether the amount only describes the noun behind it: "added a 30-degree ramp", "lost a $5m order"."""
    scene, phrase = draft.scene, draft.scene.phrase_at.get(draft.start)
    goes_on = phrase is not None and phrase.head >= draft.end and scene.classes[draft.end] in "NJ"
    return goes_on and draft.quantity.kind != "count" and scene.classes[draft.start - 1] == "T"


def is_deed(draft: Draft) -> bool:
    """Whether a person is the subject, whose jump, fall or climb of so many metres or stairs moves no statistic."""
    scene, subject = draft.scene, draft.verb.subject if draft.verb else None
    if (
        subject is None
        or transitive_row(draft.hook_word)
        or draft.quantity.kind not in ("count", "measure")
        or draft.quantity.unit == "point"
    ):
        return False
    placed = scene.mention_at.get(subject[1] - 1)
    named = placed is not None and placed.entity.label == "PERSON" and placed.end == subject[1]
    return named or scene.lower[subject[1] - 1] in ("he", "she", "i", "who")


def is_of_body(draft: Draft) -> bool:
    """Whether an organisation or a person is the subject: what it lost is no movement but its loss."""
    subject = draft.verb.subject if draft.verb else None
    placed = draft.scene.mention_at.get(subject[1] - 1) if subject else None
    return placed is not None and placed.entity.label in ("ORG", "PERSON") and placed.end == subject[1]  # type: ignore[index]
