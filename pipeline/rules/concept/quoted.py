"""What is quoted: a stock index, the shares that a firm stands for, a currency, the price of a thing with a name."""

from __future__ import annotations

from pipeline.rules.change.change import change_cue
from pipeline.rules.concept.acts import object_of
from pipeline.rules.concept.naming import named_by
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.vocabulary.linking import word_class


def price_of_named(draft: Draft) -> Reading | None:
    """The price of a thing that has only a name: "the Corvina starts at £9,000", "it changes hands for £9,000"."""
    scene, verb = draft.scene, draft.verb_before
    if verb is None or draft.quantity.noun:
        return None
    if verb.word == "sold" and verb.passive and draft.quantity.per is None:
        return None
    lead, head = draft.hook_word if draft.hook >= 0 else "", verb.word
    taken = object_of(draft, verb)
    hands = taken is not None and head in word_class("verbs of changing hands") and taken.word == "hands"
    free = taken is None or taken.start >= draft.start
    if not hands and not (free and head in word_class("verbs of pricing") and lead in ("at", "from", "for", head)):
        return None
    phrase = verb.phrase
    coded = phrase is not None and any(character.isdigit() for character in scene.words[phrase.head])
    common = phrase is not None and phrase.word in word_class("nouns of business")
    placed = scene.mention_at.get(phrase.head) if phrase else None
    pointing = placed is not None and placed.mention.form not in ("name", "short")
    named = phrase and not (common or pointing) and (coded or placed or scene.tags[phrase.head] in ("NNP", "CD"))
    return Reading("price", ((verb.head, verb.head + 1),)) if named else None


def index_level(draft: Draft) -> Reading | None:
    """The stock index that is the subject of the number's verb: "the Nasdaq closed up 22 points at 2,063"."""
    scene, verb, own = draft.scene, draft.verb, draft.scene.phrase_at.get(draft.start)
    if verb is None or verb.subject is None or verb.end > draft.place or (own and own.head >= draft.end):
        return None
    phrase = verb.phrase
    if phrase is None or word_class("stock indices").isdisjoint(scene.lower[phrase.start : phrase.end]):
        return None
    head = scene.words[phrase.head]
    if head.islower() and head not in word_class("index nouns") and head not in word_class("stock indices"):
        return None
    return named_by("index", (phrase.start, phrase.end))


def shares_of_firm(draft: Draft) -> Reading | None:
    """What a name stands for in a report on a market, a firm's for its shares: "the brewer Velmora fell 2%"."""
    scene, verb, cue = draft.scene, draft.verb, change_cue(draft)
    if verb is None or verb.subject is None or cue is None or draft.quantity.kind == "count":
        return None
    phrase = verb.phrase
    closed = (verb.end, draft.end) if verb.word in word_class("level verbs") else ()
    moves = verb.end <= draft.start and (verb.start <= cue[0] < verb.end or cue[0] in closed)
    moves = moves and verb.word not in word_class("verbs of growth")
    kind = draft.quantity.kind
    priced = kind == "percent" or (kind == "money" and draft.quantity.value < PRICED)
    if not (moves and priced) or scene.vocabulary.isdisjoint(word_class("words of stock markets")):
        return None
    placed = scene.mention_at.get(phrase.head) if phrase else None
    firm = placed is not None and placed.entity.label == "ORG" and placed.mention.form in ("name", "short")
    return Reading("shares", ((verb.head, verb.head + 1),)) if firm else None


PRICED = 1000
"""A sum under it may be the price of a share."""
