"""Names that have nothing of what is measured, whatever rule comes upon them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.rules.base import Draft, Reading, Rule
from pipeline.rules.inherited import PLACES
from pipeline.rules.names import concept_phrase, is_part_of, label_of, lead_word, led_by, of_government
from pipeline.rules.story import has_figures, is_about_a_firm
from pipeline.vocabulary.linking import share_nouns, word_class

ASKED = 5
"""So many words after a survey may say by whom it is."""


def is_where_a_firm_is(draft: Draft, reading: Reading) -> bool:
    """Whether a place is only where the firm that the story is about has shops or jobs, or makes its sales."""
    scene, concept = draft.scene, str(draft.get("concept"))
    if label_of(scene, reading) not in PLACES or not is_about_a_firm(scene):
        return False
    if draft.quantity.kind == "count" and not word_class("parts of firms").isdisjoint(concept.split()[-1:]):
        return True
    placed = scene.mention_at.get(reading.cues[0][0]) if reading.cues else None
    within = placed is None or lead_word(scene, placed) in ("in", "across", "at", "of")
    return within and concept in word_class("takings of firms")


def is_of_the_firm(draft: Draft, reading: Reading) -> bool:
    """Whether a person is only named for what the firm that the story is about has: profits, losses, sales."""
    if label_of(draft.scene, reading) != "PERSON" or not is_about_a_firm(draft.scene):
        return False
    return str(draft.get("concept")) in word_class("takings of firms") | word_class("concepts of firms") - {"shares"}


def foresees(draft: Draft, reading: Reading) -> bool:
    """Whether a name is that of one who only forecasts what others have: "the bank's average price forecast"."""
    tokens = concept_phrase(draft)
    words = str(draft.get("concept")).split() + (draft.scene.lower[tokens[0] : tokens[1] + 1] if tokens else [])
    if label_of(draft.scene, reading) in PLACES or word_class("forecasts").isdisjoint(words):
        return False
    return has_figures(str(reading.value)) or not OF_ALL.isdisjoint(words)


OF_ALL = frozenset(["price", "prices", "growth", "demand", "inflation", "market"])
"""What whole markets and economies have, whoever forecasts it."""


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


def is_held(draft: Draft, reading: Reading) -> bool:
    """Whether a name is that of what the stake is in: nobody says that a firm owns 9% of itself."""
    named = draft.scene.classes[draft.beyond + 1 : draft.beyond + 2] != ["U"]
    if not (named and is_part_of(draft)) or str(draft.get("concept")) not in share_nouns():
        return False
    return any(held.value == reading.value for held in led_by(draft.scene, (draft.beyond, draft.beyond + 1), ("of",)))


Bar = Callable[[Draft, Reading], bool]
BARS: tuple[Bar, ...] = (is_where_a_firm_is, is_held, is_of_the_firm, foresees, asks_others)


def strict(rule: Rule, bars: Sequence[Bar] = BARS) -> Rule:
    """The rule, but it reads no name that one of `bars` bars, and the country for what its government has."""

    def read(draft: Draft) -> Reading | None:
        reading = rule.read(draft)
        if reading is None or reading.value is None:
            return reading
        reading = of_government(draft, reading)
        return None if any(bar(draft, reading) for bar in bars) else reading

    return replace(rule, read=read)
