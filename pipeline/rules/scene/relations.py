"""Concepts with two sides, trade and shares: the noun that relates them, and the side that is no owner."""

from __future__ import annotations

from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import lead_word, mention_of
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.once import once_read
from pipeline.rules.syntax.verbs import Phrase, Range
from pipeline.vocabulary.linking import RelationRow, deal_of_noun, relation_of, share_nouns


def is_other_side(draft: Draft, reading: Reading) -> bool:
    """Whether a name stands as the partner of an exchange ("trade with Norway"), so that it is no owner of it."""
    row, placed = exchange(draft), mention_of(draft, reading)
    return bool(row and placed and lead_word(draft.scene, placed) in row.other)


def is_partner(draft: Draft, name: object) -> bool:
    """Whether the clause names `name` only as the other side of the exchange or share that is measured."""
    row = relation(draft)
    if row is None or (row.kind == "share" and draft.concept not in share_nouns()):
        return False
    mentions = draft.scene.mentions_in(*draft.sentence)
    code = next((entity.code for entity in draft.scene.entities if entity.name == name), None)
    found = [p for p in mentions if p.entity.name == name or (code and p.entity.code == code)]
    return bool(found) and all(lead_word(draft.scene, placed) in row.other for placed in found)


@once_read("concept")
def relation(draft: Draft) -> RelationRow | None:
    """The row of the two-sided noun that the draft's concept is built on ("share in exports": share), or None."""
    concept = draft.concept
    if draft.is_part and (whole := draft.scene.phrase_at.get(draft.beyond + 1)):
        return relation_of(concept) or relation_of(whole.word)
    return relation_of(concept)


def traded_in(scene: Scene, phrase: Phrase) -> Phrase:
    """The exchange or deal that a phrase is about: "the stock of Norway's investment in Chile"; else itself."""
    inner = scene.phrase_after(phrase.end, "of")
    told = inner and not (relation_of(phrase.word) or deal_of_noun(phrase.word))
    return inner if inner and told and (relation_of(inner.word) or deal_of_noun(inner.word)) else phrase


def exchange(draft: Draft) -> RelationRow | None:
    """The row of the exchange that is measured, if one is."""
    row = relation(draft)
    return row if row and row.kind == "exchange" else None


def share(draft: Draft) -> RelationRow | None:
    """The row of the share that is measured, if one is; its other side is the whole and no partner."""
    row = relation(draft)
    return row if row and row.kind == "share" else None


def concept_noun(draft: Draft) -> Phrase | None:
    """The noun phrase of the concept, or None."""
    tokens = concept_phrase(draft)
    return draft.scene.phrase_at.get(tokens[0]) if tokens else None


def concept_phrase(draft: Draft) -> Range | None:
    """The tokens of the concept's noun phrase, or None."""
    reading = draft.readings.get("concept")
    return reading.phrase if reading else None
