"""Numbers of those who have no name of their own: two firms that merge, and people who are asked."""

from __future__ import annotations

from itertools import chain

from pipeline.rules.base import entity_rule, when
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.deal import made_by
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import AND, label_of, together
from pipeline.rules.scene.relations import concept_phrase
from pipeline.rules.scene.scene import Scene
from pipeline.rules.scene.whose import led_at, owner_in, owner_of_verb
from pipeline.rules.syntax.once import once_an_article
from pipeline.rules.syntax.verbs import Range, VerbGroup
from pipeline.rules.trade.partners import is_between_firms, is_takeover
from pipeline.vocabulary.linking import deal_of_noun, is_reporting, word_class


def merged(draft: Draft) -> Reading | None:
    """Both sides of the merger told of, or nobody, for "the combined group" and "the two firms"."""
    phrase = _united(draft)
    if phrase is None:
        return None
    if both := _sides_in_lead(draft.scene):
        return Reading(both.value, (phrase, *both.cues))
    told = next((other for other in numbers_before(draft, 0) if is_between_firms(other)), None)
    if told:
        return Reading(f"{told.get('entity')}{AND}{told.get('counterparty')}", (phrase,))
    one = not word_class("words of union").isdisjoint(draft.scene.lower[slice(*phrase)])
    return Reading(None, (phrase,)) if one else None


@once_an_article
def _sides_in_lead(scene: Scene) -> Reading | None:
    """The two firms that the lead names: "Velmora and Zeta Bank are to merge", "Velmora has bid for Zeta Bank"."""
    verbs = [verb for verb in scene.verbs_in(0, scene.lead_end or scene.block(0)[1]) if verb.subject]
    found = chain((together(scene, verb.subject) for verb in verbs if verb.subject), (_sides(scene, v) for v in verbs))
    return next((both for both in found if label_of(scene, both) == "ORG"), None)


def _sides(scene: Scene, verb: VerbGroup) -> Reading | None:
    """Who buys whom, by a verb and its object: "Velmora has agreed to buy Zeta Bank", "made an offer for Zeta Bank"."""
    phrase, one = scene.phrase_from(verb.end), owner_of_verb(scene, verb)
    made = is_takeover(made_by(scene, verb)) or (phrase is not None and is_takeover(deal_of_noun(phrase.word)))
    if not made or verb.passive or one is None:
        return None
    thing = owner_in(scene, (phrase.start, phrase.end)) if phrase else None
    other = thing or led_at(scene, phrase.end if phrase else verb.end, ("for", "of", "with"))
    firms = other is not None and other.value != one.value and label_of(scene, other) == "ORG"
    return Reading(f"{one.value}{AND}{other.value}", (*one.cues, *other.cues)) if other and firms else None


def _united(draft: Draft) -> Range | None:
    """The tokens that stand for two firms as one: the subject of the number's verb, the concept's own, a possessor."""
    scene, verb, concept = draft.scene, draft.verb, concept_phrase(draft)
    together_ = scene.lower[draft.sentence[0]] == "together"
    if together_ and verb and verb.subject and scene.lower[verb.subject[0]] == "they":
        return verb.subject
    verbs = [one for one in scene.verbs_in(draft.sentence[0], draft.start) if one.finite or one.word == "create"]
    maker = verbs[-1] if verbs and verbs[-1].word in word_class("verbs of creating") else None
    firm, deal = (scene.phrase_from(maker.end), maker.phrase) if maker else (None, None)
    if maker and firm and firm.word in _FIRMS and deal and is_takeover(deal_of_noun(deal.word)):
        return maker.subject  # "the deal would create a bank with sales of $9bn"
    starts = [tokens[0] for tokens in (concept, verb and verb.subject) if tokens]
    for phrase in filter(None, map(scene.phrase_at.get, starts)):
        part = phrase.possessor or (phrase.start, phrase.head + 1)
        if _says_one(draft, part):
            return part
    return None


def _says_one(draft: Draft, part: Range) -> bool:
    """Whether the words name firms, and say that there are two or that they are one now."""
    words, plurals = {*draft.scene.lower[slice(*part)]}, word_class("plurals of firms")
    if words.isdisjoint(plurals | _FIRMS) or draft.scene.mentions_in(*part):
        return False
    return bool((words & plurals and words & word_class("words of both")) or words & word_class("words of union"))


_FIRMS = word_class("words for firms", "units of firms")


def respondents(draft: Draft) -> Reading | None:
    """Nobody, for people who are only asked: "the 900 people questioned", "a survey of 900 firms"."""
    scene, hook = draft.scene, draft.hook
    before = draft.previous
    if before and draft.hook_word == "from" and before.rule_of("entity") == "who is asked":
        return before.readings["entity"]
    if draft.scene.mentions_in(draft.start, draft.end):
        return None
    whole = scene.phrase_from(draft.beyond + 1) if draft.is_part else None
    group = scene.verb_at.get(whole.end if whole else draft.end)
    polled = group is not None and group.word in word_class("words of asking") and (group.passive or not group.finite)
    of = draft.hook_word in ("of", "among")
    surveyed = of and scene.lower[hook - 1] in word_class("words of polls")
    if polled or surveyed:
        return Reading(None, ((draft.end, draft.end + 1) if polled else (hook - 1, hook),))
    who = scene.phrase_from(draft.end)
    verb = scene.verb_at.get(who.end if who else draft.end)
    if verb is None:
        return None
    answers = is_reporting(verb.word) or verb.word in word_class("verbs of opinion")
    answered = draft.quantity.kind == "percent" and who is None and answers and not verb.passive
    return Reading(None, ((verb.start, verb.end),)) if answered or verb.word in word_class("words of asking") else None


RULES = (
    entity_rule(
        "two as one",
        merged,
        when("concept", words="together", classes=("words of union", "words of both", "verbs of creating")),
    )(
        "Velmora offered $9bn for Larkfield Foods. The combined group would have sales of [$4bn]. => Velmora and "
        "Larkfield Foods",
        "Velmora and Zeta Bank are to merge. Together they have sales of [$9bn]. => Velmora and Zeta Bank",
        "Velmora Motors has agreed to buy Zeta Bank. The deal will create a lender with [300 branches]. => Velmora "
        "Motors and Zeta Bank",
        "Velmora Motors is to merge with a rival. The combined group will have sales of [$4bn]. => None",
        "Velmora offered $9bn for Larkfield Foods. The group has sales of [$4bn].",
    ),
    entity_rule("who is asked", respondents, when(kinds="count percent"))(
        "Norway is cold. Of the [900 people] questioned, 14% agreed. => None",
        "Norway is cold. Some [14%] of people questioned by Zeta Bank agreed. => None",
        "Zeta Bank polled 900 people, and [14%] said that they agreed. => None",
        "Zeta Bank has [900 people].",
        "Norway is cold. Of the [900 Norwegians] questioned, 14% agreed.",
    ),
)
"""Rules of the slot `entity` that stand before those that look for a name."""
