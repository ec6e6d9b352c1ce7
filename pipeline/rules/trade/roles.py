"""The other side of a deal that the article names elsewhere: who fines in its story, whom it aids, for whom it bids."""

from __future__ import annotations

from pipeline.model import Entity
from pipeline.rules.scene.deal import deal_of
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import Scene
from pipeline.rules.scene.story import is_about_a_firm, leader, nation
from pipeline.rules.syntax.once import once_an_article
from pipeline.rules.syntax.verbs import VerbGroup
from pipeline.rules.trade.partners import AID, TAKEOVERS, deal_spoken_of, in_lead
from pipeline.vocabulary.linking import deal_of_noun, word_class


def party_of_story(draft: Draft) -> Reading | None:
    """Who fines, whom one aids or lends to, and for whom one bids, where the story has only one."""
    if draft.quantity.kind != "money" and draft.get("change") is None:
        return None
    row, own, named = deal_spoken_of(draft), draft.get("entity"), draft.concept_head
    found = None
    if row == "fine":
        found = _watchdog(draft)
    elif own and (row in AID or named in word_class("debts")):
        found = _helped(draft)
    elif own and row in TAKEOVERS and deal_of_noun(named) and is_about_a_firm(draft.scene):
        found = leader(draft.scene)
    return _first_told(draft.scene, found) if found and found.name != own else None


def fining_body(draft: Draft) -> Reading | None:
    """The one body of the article that fines, where its noun alone is said to: "the watchdog has fined four firms"."""
    verb, bodies = _fining(draft), _bodies_that_fine(draft.scene)
    phrase = draft.scene.phrase_at.get(verb.subject[0]) if verb and verb.subject else None
    noun = phrase is not None and phrase.word in word_class("bodies that fine")
    return _first_told(draft.scene, bodies[0]) if noun and len(bodies) == 1 else None


def _first_told(scene: Scene, found: Entity) -> Reading:
    placed = next(placed for placed in scene.mentions if placed.entity is found)
    return Reading(found.name, ((placed.start, placed.end),))


def _watchdog(draft: Draft) -> Entity | None:
    """The one body of the article that fines, in a story of a fine whose clause does not say who fined."""
    bodies = _bodies_that_fine(draft.scene)
    told = any(deal_spoken_of(other) == "fine" for other in (*in_lead(draft), draft))
    return bodies[0] if len(bodies) == 1 and told and not _fining(draft) else None


def _fining(draft: Draft) -> VerbGroup | None:
    """The verb by which somebody fines others the sum."""
    deal = deal_of(draft)
    active = deal is not None and deal.row.name == "fine" and deal.verb is not None and not deal.verb.passive
    return deal.verb if deal and active else None


@once_an_article
def _bodies_that_fine(scene: Scene) -> list[Entity]:
    bodies = word_class("bodies that fine")
    return [e for e in scene.entities if e.label == "ORG" and not bodies.isdisjoint(e.name.lower().split())]


def _helped(draft: Draft) -> Entity | None:
    """The country of the story, where a number before tells of a loan or of aid between it and another."""
    country = None if is_about_a_firm(draft.scene) else nation(draft.scene)
    for other in draft.drafts[: draft.index] if country else ():
        owed = not word_class("debts").isdisjoint(other.concept_words)
        sides = (other.get("entity"), other.get("counterparty"))
        if country and country.name in sides and None not in sides and (owed or deal_spoken_of(other) in AID):
            return country
    return None
