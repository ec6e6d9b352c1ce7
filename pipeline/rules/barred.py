"""Names that have nothing of what is measured, whatever rule comes upon them."""

from __future__ import annotations

from pipeline.rules.base import Draft, Reading
from pipeline.rules.inherited import PLACES
from pipeline.rules.names import label_of, lead_word
from pipeline.rules.story import is_about_a_firm
from pipeline.vocabulary.linking import word_class

ASKED = 5
"""So many words after a survey may say by whom it is."""


def is_where_a_firm_is(draft: Draft, reading: Reading) -> bool:
    """Whether a place is only where the firm that the story is about has shops or jobs, or makes its sales."""
    scene, concept = draft.scene, str(draft.get("concept"))
    if label_of(scene, reading) not in PLACES or not is_about_a_firm(scene):
        return False
    if draft.quantity.kind == "count":
        return not word_class("parts of firms").isdisjoint(concept.split()[-1:])
    placed = scene.mention_at.get(reading.cues[0][0]) if reading.cues else None
    within = placed is not None and lead_word(scene, placed) in ("in", "across", "at", "of")
    return within and concept in word_class("takings of firms")


def asks_others(draft: Draft, reading: Reading) -> bool:
    """Whether a name is that of one who asks others: "1,800 firms questioned by Zeta Bank", "a poll by Zeta Bank"."""
    scene = draft.scene
    placed = scene.mention_at.get(reading.cues[0][0]) if reading.cues else None
    if placed is None:
        return False
    phrase = scene.phrase_at.get(placed.start)
    by = (phrase.start if phrase else placed.start) - 1
    asking = word_class("words of asking")
    return scene.lower[by] == "by" and not asking.isdisjoint(scene.lower[max(by - ASKED, 0) : by])
