"""What somebody holds a part of: the firm that a stake is in, whose shares they are, whose capital is in it."""

from __future__ import annotations

from pipeline.rules.entity import owners
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import AND, first_named, last_named, named
from pipeline.rules.scene.relations import exchange
from pipeline.rules.scene.story import is_about_a_firm, leader
from pipeline.rules.scene.whose import country_of, led_at, owner_before, owner_in
from pipeline.vocabulary.linking import word_class


def same_whole(draft: Draft) -> Reading | None:
    """The whole of the stake before, where another owner's is told of without it: "Norline owns 30%"."""
    if draft.concept not in word_class("stakes"):
        return None
    for other in numbers_before(draft, draft.paragraph[0]):
        whole = other.get("counterparty")
        if other.concept in word_class("stakes") and whole and whole != draft.get("entity"):
            return Reading(whole, (draft.scene.quantity_at[other.index],))
    return None


def in_which(draft: Draft) -> Reading | None:
    """What somebody owns a part of, or trades with: "Zeta Bank, the lender in which Norway has held 62%"."""
    scene, verb = draft.scene, draft.verb
    first = verb.subject[0] if verb and verb.subject and verb.end <= draft.start else 0
    lead = scene.lower[max(first - 2, 0) : first]
    traded = lead == ["with", "which"] and exchange(draft)
    held = lead in (["in", "which"], ["of", "which"]) and draft.concept in word_class("stakes")
    if not (traded or held):
        return None
    found = [p for p in scene.mentions_in(draft.sentence[0], first) if p.mention.form != "pronoun"]
    return next((reading for placed in reversed(found) if (reading := named(placed))), None)


def firm_spoken_of(draft: Draft) -> Reading | None:
    """What a stake is in that the text names without its firm: the firm of the sentence, else of the story."""
    if draft.concept not in ("stake", "shareholding", "holding"):
        return None
    scene, own = draft.scene, draft.get("entity")
    for placed in scene.mentions_in(draft.sentence[0], draft.start):
        if placed.entity.label == "ORG" and placed.entity.name not in str(own).split(AND):
            return named(placed)
    firm = leader(scene) if own and is_about_a_firm(scene) else None
    first = next((placed for placed in scene.mentions if placed.entity is firm), None)
    return named(first) if firm and firm.name != own else None


def whose_shares(draft: Draft) -> Reading | None:
    """The firm whose shares somebody else holds or trades: "owns $9m worth of Zeta shares", "5m shares in Zeta"."""
    phrase = owners.holds_shares(draft)
    if phrase is None:
        return None
    inside = last_named(draft.scene.mentions_in(phrase.start, phrase.end))
    found = inside or led_at(draft.scene, phrase.end, ("in", "of"))
    return found if found and found.value != draft.get("entity") else None


def whose_capital(draft: Draft) -> Reading | None:
    """Whose money is in the firms that are counted: "900 firms with Chilean capital", "owned by Chilean investors"."""
    scene, at = draft.scene, draft.end
    owned = scene.verb_at.get(at)
    at = owned.end if owned and owned.word in word_class("owned") else at
    phrase = scene.phrase_after(at, "with", "by")
    if phrase is None or phrase.word not in word_class("nouns of capital"):
        return None
    inside = scene.mentions_in(phrase.start, phrase.end)
    return first_named(inside) or country_of(scene, inside)


def owned(draft: Draft) -> Reading | None:
    """What is owned in the passive: "Zeta Bank, which is 51% owned by Norway"."""
    verb = draft.verb
    if draft.rule_of("entity") != "owner in the passive":
        return None
    if draft.scene.lower[draft.beyond : draft.beyond + 2] in (["of", "which"], ["of", "whose"]):
        return owner_before(draft.scene, draft.start)
    if verb is None or verb.subject is None or draft.hook_word == "with":
        return None
    return owner_in(draft.scene, verb.subject)
