"""The country whose office tells of its economy: "The US Commerce Department said orders fell 4%"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import PLACES, first_named
from pipeline.rules.scene.scene import Scene
from pipeline.rules.scene.story import has_figures, is_about_a_firm
from pipeline.rules.scene.whose import country_of
from pipeline.rules.syntax.verbs import Phrase
from pipeline.vocabulary.linking import is_reporting, word_class


def country_of_office(draft: Draft) -> Reading | None:
    """The country whose office the sentence cites: "the Norwegian statistics office", "the US Department of Energy"."""
    scene = draft.scene
    if is_about_a_firm(scene):
        return None
    for phrase in _cited(scene, draft):
        inside = scene.mentions_in(phrase.start, phrase.end)
        offices = [placed for placed in inside if placed.entity.label == "ORG" and has_figures(placed.entity.name)]
        bare = scene.lower[phrase.start - 1] == "from" and phrase.head in scene.mention_at  # "figures from Norway"
        if not (offices or bare) and phrase.word not in word_class("bodies with figures"):
            continue
        found = first_named([p for p in inside if p.entity.label in PLACES]) or country_of(scene, inside)
        places = (e.name for e in scene.entities if e.label == "GPE")
        named = (name for name in places if any(f" {name} " in f" {p.entity.name} " for p in offices))
        if country := found.value if found else next(named, None):
            return Reading(country, ((phrase.head, phrase.head + 1),))
    return None


def _cited(scene: Scene, draft: Draft) -> Iterator[Phrase]:
    """The phrases of the sentence for those who say, and for those whose figures they are."""
    for phrase in scene.phrases_in(*draft.sentence):
        says, before = scene.verb_at.get(phrase.end), scene.lower[max(0, phrase.start - 2) : phrase.start]
        if (says and is_reporting(says.word)) or before in (["according", "to"], ["figures", "from"], ["data", "from"]):
            yield phrase
