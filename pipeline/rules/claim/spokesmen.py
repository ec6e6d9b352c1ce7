"""Whom a speaker speaks for: whose "we" and "our" in a quotation is."""

from __future__ import annotations

from pipeline.rules.claim.attribution import SOURCES, quoted
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.deal import main_verb
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import label_of, named
from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.scene.story import leader
from pipeline.rules.scene.whose import country_of
from pipeline.rules.syntax.verbs import VerbGroup
from pipeline.vocabulary.linking import deal_of_verb, is_reporting, word_class
from pipeline.vocabulary.names import name_class

BESIDE = 8
"""So many words may stand between a person and the organisation that the person speaks for."""

WE = frozenset(["we"])
OPINIONS = frozenset(["think", "believe", "see"])
"""What is thought is mostly of others; what is expected, mostly of oneself."""
FIRST_PERSONS = ("i", "my", "we", "our", "us")


def speaking_for(draft: Draft) -> Reading | None:
    """Whose "we" and "our" in a quotation is: the organisation of the speaker; of "I" and "my", the speaker."""
    scene, verb = draft.scene, draft.verb
    own = {scene.lower[verb.subject[0]]} if verb and verb.subject else set()
    said = own | _outer_persons(draft)
    beside = (scene.phrase_at.get(draft.start), scene.phrase_from(draft.beyond + 1))
    said |= {scene.lower[own.start] for own in beside if own and own.possessor}
    if said.isdisjoint(FIRST_PERSONS) or (reading := quoted(draft)) is None:
        return None
    if said <= {*WE, *own} and _comments(scene, reading.value):
        return None
    if not said.isdisjoint(FIRST_PERSONS[:2]) or label_of(scene, reading) == "ORG":
        return reading
    places = [placed for placed in scene.mentions if placed.entity.name == reading.value]
    return next(filter(None, (_employer(scene, placed) for placed in places)), None) or _led(draft, places)


def spoken_for(scene: Scene, verb: VerbGroup) -> Reading | None:
    """Whom the minister or head who says something leads: "Norway's finance minister, Ann Lee, said"."""
    phrase = verb.phrase if verb.subject and is_reporting(verb.word) else None
    heads = word_class("heads of firms", "heads of states")
    if phrase is None or heads.isdisjoint(scene.lower[phrase.core : verb.start]):
        return None
    inside = scene.mentions_in(*(phrase.possessor or (phrase.start, phrase.end)))
    led = [placed for placed in inside if placed.entity.label in ("ORG", "GPE")]
    return named(led[0]) if led else country_of(scene, inside)


def of_firm(draft: Draft, reading: Reading) -> Reading:
    """The reading of a name, with the firm in place of its head for what it plans or trades: "its head Ann plans"."""
    scene = draft.scene
    if not reading.cues or label_of(scene, reading) != "PERSON":
        return reading
    planned = scene.lower[reading.cues[0][0] : draft.start]
    own = {"his", "her"} & {*planned} or draft.concept in word_class("equity")
    verb = main_verb(draft) if {"would", "will"} & {*planned} else None
    deal = deal_of_verb(verb.word) if verb else None
    trades = deal is not None and deal.name in ("sale", "purchase", "investment")
    if own or not (trades or word_class("verbs of planning", "verbs of expecting") & {*planned}):
        return reading
    named_so = (placed for placed in scene.mentions if placed.entity.name == reading.value)
    titles = word_class("heads of firms")
    heads = [one for one in named_so if titles & {*scene.lower[max(one.start - 3, 0) : one.start]}]
    firm = next(filter(None, (_employer(scene, placed) for placed in heads)), None) or _led(draft, heads)
    return Reading(firm.value, reading.cues) if firm else reading


def _outer_persons(draft: Draft) -> set[str]:
    """The "we" that is the subject of a verb of expecting before the number: "we expect sales to rise by 5%"."""
    scene, expecting = draft.scene, word_class("verbs of expecting") - OPINIONS
    verbs = scene.verbs_in(draft.sentence[0], draft.start)
    return {scene.lower[verb.subject[0]] for verb in verbs if verb.subject and verb.word in expecting} & WE


def _comments(scene: Scene, name: object) -> bool:
    """Whether the one named is called an analyst or the like, who says "we expect" of others."""
    named_so = (placed for placed in scene.mentions if placed.entity.name == name)
    beside = (scene.lower[max(0, placed.start - BESIDE) : placed.end + BESIDE] for placed in named_so)
    return any(not name_class("commentators").isdisjoint(words) for words in beside)


def _led(draft: Draft, people: list[Placed]) -> Reading | None:
    """The organisation told of before, where the speaker is one of its heads: "said chief executive Ann Lee"."""
    scene, heads = draft.scene, word_class("heads of firms")
    if not any(heads & {*scene.lower[max(placed.start - 3, 0) : placed.start]} for placed in people):
        return None
    read = (other.readings.get("entity") for other in numbers_before(draft, 0))
    told = [reading for reading in read if reading and label_of(scene, reading) == "ORG"]
    firm = leader(scene)
    return next((reading for reading in told if firm and reading.value == firm.name), next(iter(told), None))


def _employer(scene: Scene, person: Placed) -> Reading | None:
    """The organisation right before or after a person's name: "Ford chairman Ann Lee", "Ann Lee, head of Ford"."""
    for placed in reversed(scene.mentions_in(max(0, person.start - BESIDE), person.start)):
        between = range(placed.end, person.start - (scene.words[person.start - 1] == ","))
        if placed.entity.label == "ORG" and all(scene.classes[i] in "NJOH" for i in between):
            return named(placed, SOURCES)
    for placed in scene.mentions_in(person.end, min(person.end + BESIDE, scene.size)):
        between = range(person.end, placed.start)
        if placed.entity.label == "ORG" and not any(scene.classes[i] in "VQ" for i in between):
            return named(placed, SOURCES)
    return None
