"""Whose a concept is, as the words of its noun phrase and beside it say: possessor, name in it, complement."""

from __future__ import annotations

from itertools import chain

from pipeline.rules.base import Draft, Reading
from pipeline.rules.inherited import topic
from pipeline.rules.names import (
    antecedent,
    concept_phrase,
    country_of,
    first_named,
    is_part_of,
    last_named,
    led_by,
    named,
    relation,
    state_of,
)
from pipeline.rules.sides import deal_of
from pipeline.vocabulary.linking import word_class

OF = frozenset(["of", "for"])
"""Prepositions that lead from a concept to its owner; from a deal, to its other side."""


def possessor(draft: Draft) -> Reading | None:
    """The possessor of the concept: "Norway's exports", "its share"."""
    tokens = concept_phrase(draft)
    phrase = draft.scene.phrase_at.get(tokens[0]) if tokens else None
    own = draft.scene.phrase_at.get(draft.start)
    if own and own.possessor and own.possessor[1] <= draft.start:
        return last_named(draft.scene.mentions_in(*own.possessor))
    if phrase and draft.scene.lower[phrase.start - 1] == "whose":
        return antecedent(draft.scene, phrase.start - 1)
    if phrase is None or phrase.possessor is None or (is_part_of(draft) and phrase.start >= draft.end):
        return None
    return last_named(draft.scene.mentions_in(*phrase.possessor))


def judged(draft: Draft) -> Reading | None:
    """Whom a judgement is on: "raised their price target for Zeta Bank to 430p", else whom the paragraph is about."""
    tokens = concept_phrase(draft)
    if tokens is None or draft.get("concept") not in word_class("judgements"):
        return None
    at = (tokens[1], tokens[1] + 1)
    return next(led_by(draft.scene, at, ("for", "on", "of")), None) or topic(draft) or Reading(None, (tokens,))


def nameless(draft: Draft) -> Reading | None:
    """Nobody, where the concept is of one who acts and has no name: "a rival firm's price tag"."""
    scene, tokens = draft.scene, concept_phrase(draft)
    phrase = scene.phrase_at.get(tokens[0]) if tokens else None
    if phrase is None or phrase.possessor is None:
        return None
    last = phrase.possessor[1] - 1
    if scene.lower[last] in word_class("organs of state") and (country := state_of(scene, phrase)):
        return country
    nobody = scene.lower[last] in word_class("agent nouns") and last not in scene.mention_at
    return Reading(None, (phrase.possessor,)) if nobody else None


def modifier(draft: Draft) -> Reading | None:
    """A name in the concept's phrase: "Norway exports", "US crude stocks", the country of "Norwegian exports"."""
    tokens = concept_phrase(draft)
    phrase = draft.scene.phrase_at.get(tokens[0]) if tokens else None
    if phrase is None or (is_part_of(draft) and phrase.possessor and phrase.start >= draft.end):
        return None
    inside = draft.scene.mentions_in(phrase.start, phrase.end)
    people = draft.scene.mention_at.get(phrase.head)
    if people and people.entity.label == "NORP" and draft.quantity.kind == "count":
        return Reading(people.entity.name, ((people.start, people.end),))
    deal = deal_of(draft)
    if deal and deal.row.bodies and deal.end == phrase.end:
        return None
    head = named(draft.scene.mention_at.get(phrase.head))
    return head or first_named(inside) or country_of(draft.scene, inside)


def complement(draft: Draft) -> Reading | None:
    """A name in the complement of the concept: "shares in Norway", "profits at Zeta Bank", "trade between the two"."""
    scene, tokens = draft.scene, concept_phrase(draft)
    if tokens is None:
        return None
    row, deal = relation(draft), deal_of(draft)
    if deal and not deal.verb and not OF.isdisjoint(deal.row.other):
        return None
    end = tokens[1] if tokens[1] - tokens[0] else tokens[0]
    start = scene.phrase_at[tokens[0]].end if tokens[0] in scene.phrase_at else end
    limit = min(draft.start if draft.start > start else scene.sentence(start)[1], start + 14)
    if row and row.kind == "share" and start < len(scene.lower) and scene.lower[start] == "in":
        return None
    limit = next((verb.start for verb in scene.verbs_in(start, limit) if verb.finite), limit)
    limit = next((i for i in range(start, limit) if scene.classes[i] == "Q"), limit)
    made = led_by(scene, (start, min(start + 1, limit)), ("by",))
    found = chain(made, led_by(scene, (start, limit), (*OF, "between")))
    at = (
        led_by(scene, (start, min(start + 1, limit)), ("at",))
        if draft.quantity.kind in ("money", "percent")
        else iter(())
    )
    return next(at, None) or next(found, None)
