"""Whose a number is where the owner has no name in the text: nobody's, or the country's whose organ of state it is."""

from __future__ import annotations

from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.relations import concept_noun
from pipeline.rules.scene.whose import state_of
from pipeline.vocabulary.linking import change_verbs, deal_of_verb, word_class


def owner(draft: Draft) -> Reading | None:
    """Nobody, where the concept is of one who acts, or is bought, without a name: "a rival firm's price tag"."""
    scene, phrase = draft.scene, concept_noun(draft)
    if phrase is None or phrase.possessor is None:
        return _bought(draft)
    last = phrase.possessor[1] - 1
    if scene.lower[last] in word_class("organs of state") and (country := state_of(scene, phrase)):
        return country
    acts = scene.lower[last] in word_class("agent nouns") and last not in scene.mention_at
    return Reading(None, (phrase.possessor,)) if acts else None


def _bought(draft: Draft) -> Reading | None:
    """Nobody, where a relative clause says what something bought has: "pays $9m for a mill, which has 90 staff"."""
    scene, own = draft.scene, draft.verb
    if own is None or own.word in word_class("forms of be") or own.word in change_verbs():
        return None
    opens = next((i for i in range(own.start - 1, draft.sentence[0], -1) if scene.lower[i] in ("which", "that")), 0)
    thing = scene.phrase_at.get(opens - 1 - (scene.words[opens - 1] == ",")) if opens else None
    buys = scene.verb_before(thing.start, draft.sentence[0]) if thing else None
    deal = deal_of_verb(buys.word) if buys else None
    if thing is None or deal is None or thing.possessor:
        return None
    if deal.name not in ("purchase", "bid") and (deal.name, scene.lower[thing.start - 1]) != ("payment", "for"):
        return None
    return None if scene.mentions_in(thing.start, thing.end) else Reading(None, ((thing.start, thing.end),))
