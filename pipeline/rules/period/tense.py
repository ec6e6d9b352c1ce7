"""How a clause is told: as so in the past, so now, so since, or to come."""

from __future__ import annotations

from typing import Literal

from pipeline.rules.scene.draft import Draft
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.once import once_of_each, once_read
from pipeline.rules.syntax.verbs import VerbGroup
from pipeline.vocabulary.linking import word_class

Told = Literal["past", "earlier past", "present", "perfect", "ahead", "none"]
"""How a clause is told: held, had held, holds, has held, will hold; "none" of a line without a finite verb."""


@once_read("change")
def told(draft: Draft) -> Told:
    """How the clause of the number is told: by its verb of change, else by the verb that governs it."""
    scene, reading = draft.scene, draft.readings.get("change")
    group = scene.verb_at.get(reading.cues[0][0]) if reading and reading.cues else None
    group = group or draft.verb
    while group is not None and not group.finite:
        group = scene.verb_before(group.start, draft.sentence[0])
    if group is None:
        return "past" if _is_multiplied(draft) else "none"
    return tense_of(scene, group)


def _is_multiplied(draft: Draft) -> bool:
    """Whether the verb is a quantity itself, in the past: "Its surplus more than doubled to $4bn"."""
    scene, before = draft.scene, draft.previous
    verb = before if before and before.quantity.kind == "multiple" else draft
    return verb.quantity.kind == "multiple" and scene.tags[verb.start] in ("VBD", "VBN")


@once_of_each
def tense_of(scene: Scene, group: VerbGroup) -> Told:
    """How a finite verb group tells."""
    words = scene.lower[group.start : group.end]
    tags = scene.tags[group.start : group.end]
    if "MD" in tags or set(words) & word_class("words of what is due"):
        return "ahead"
    completed = ("VBN" in tags[1:] and not group.passive) or "been" in words
    if words[0] in ("has", "have", "'ve", "’ve") and completed:
        return "perfect"
    if words[0] in ("had", "'d", "’d") and completed:
        return "earlier past"
    same = tags == ["VBP"] and words[0] in word_class("verbs that are their own past")
    return "past" if "VBD" in tags or same or words[-1] in word_class("pasts") else "present"
