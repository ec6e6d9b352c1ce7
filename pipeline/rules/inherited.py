"""Whose a number is where its own clause names nobody: from the sentence, the paragraph, or the article's topic."""

from __future__ import annotations

from functools import lru_cache

from pipeline.model import Entity
from pipeline.rules.base import Draft, Reading, Rule, of_twin, when
from pipeline.rules.names import (
    country_of,
    first_named,
    front_end,
    is_other_side,
    label_of,
    lead_word,
    led_by,
    owner_of_verb,
)
from pipeline.rules.once import once_an_article
from pipeline.rules.scene import Scene
from pipeline.rules.spokesmen import speaking_for
from pipeline.rules.verbs import VerbGroup
from pipeline.vocabulary.containment import capital_of
from pipeline.vocabulary.linking import CONCEPTS_KEPT, is_reporting, word_class

PLACES = ("GPE", "LOC")


def may_own(draft: Draft, label: str) -> bool:
    """Whether a thing with that label can have what is measured: an economy is a place's, a profit is not.

    A stretch of time, an age and the price of a commodity are nobody's unless the clause says so.
    """
    concept, quantity = str(draft.get("concept") or ""), draft.quantity
    if quantity.unit in word_class("units of time") or concept == "age":
        return False
    if _is_priced(concept) and (quantity.kind == "money" or "price" in concept):
        return False
    if is_of_places(draft, label):
        return False
    return label not in PLACES or not _is_one_of(concept, "concepts of firms")


@lru_cache(maxsize=CONCEPTS_KEPT)
def _is_priced(concept: str) -> bool:
    """Whether the concept is a commodity or its price, and no bill or sale of it."""
    words = concept.removesuffix(" prices").removesuffix(" price")
    return any(f" {words} ".endswith(f" {name} ") for name in word_class("commodities"))


def is_of_places(draft: Draft, label: str) -> bool:
    """Whether only places have what is measured, and a thing with that label is none.

    Growth, wages and the like are a place's in a story about a place, whoever speaks of them.
    """
    if label in PLACES:
        return False
    concept = str(draft.get("concept") or "")
    if _is_one_of(concept, "concepts of places"):
        return True
    national = concept in word_class("concepts of economies") and not is_about_a_firm(draft.scene)
    return national and _nation(draft.scene) is not None


@lru_cache(maxsize=CONCEPTS_KEPT)
def _is_one_of(concept: str, name: str) -> bool:
    """Whether the concept holds a word or phrase of the class `name`."""
    return any(f" {words} " in f" {concept} " for words in word_class(name))


def fitting(draft: Draft, reading: Reading | None) -> Reading | None:
    """The reading, where what it names can have what is measured."""
    if reading is None or reading.value is None:
        return None
    return reading if may_own(draft, label_of(draft.scene, reading)) else None


def _outer_subject(draft: Draft) -> Reading | None:
    """The subject of an earlier verb of the sentence: "Norway said sales rose 4%"."""
    for verb in reversed(draft.scene.verbs_in(draft.sentence[0], draft.start)):
        if draft.scene.lower[verb.head] in word_class("verbs of research"):
            continue
        reading = fitting(draft, acting(draft.scene, verb))
        if reading and not is_other_side(draft, reading):
            return reading
    return None


def acting(scene: Scene, verb: VerbGroup) -> Reading | None:
    """The entity of a verb's subject; a person who only says or puts something has nothing of what is measured."""
    reading = owner_of_verb(scene, verb)
    word = scene.lower[verb.head]
    says = is_reporting(word) or word in word_class("verbs of forecasting")
    if reading is None or not (says or word in word_class("light verbs")):
        return reading
    person = label_of(scene, reading) == "PERSON"
    return None if person or (says and _reports_on_others(scene, reading)) else reading


def _reports_on_others(scene: Scene, reading: Reading) -> bool:
    """Whether its figures are those of others: of a statistics office, a ministry, the seat of a union of countries."""
    label = label_of(scene, reading)
    if label == "GPE":
        code = capital_of(str(reading.value))
        return code is not None and all(entity.code != code for entity in scene.entities)
    return label == "ORG" and _has_figures(str(reading.value))


@lru_cache(maxsize=CONCEPTS_KEPT)
def _has_figures(name: str) -> bool:
    """Whether a body of that name publishes figures of others."""
    return not word_class("bodies with figures").isdisjoint(name.lower().split())


def _sibling(draft: Draft) -> Reading | None:
    """The entity of the number before in the same sentence."""
    before = draft.previous
    if before and draft.label and draft.label != before.label:
        return None
    return fitting(draft, before.readings.get("entity")) if before else None


def _place(draft: Draft) -> Reading | None:
    """Where the things counted are, where nobody is said to have them: "500 companies operate in Norway"."""
    scene, verb = draft.scene, draft.verb
    if draft.quantity.kind == "money" or draft.get("concept") is None:
        return None
    front = scene.mentions_in(draft.sentence[0], front_end(draft))
    led = [placed for placed in front if lead_word(scene, placed) in ("in", "at", "across")]
    start = verb.end if verb and verb.start >= draft.end else draft.end
    stop = next((i for i in range(start, draft.sentence[1]) if scene.words[i] in (";", ",")), draft.sentence[1])
    after = led_by(scene, (start, min(start + 9, stop)), ("in", "at", "across"))
    return fitting(draft, first_named(led) or next(after, None))


def _country(draft: Draft) -> Reading | None:
    """The place named before in the sentence, for what only places have: "Prices in Norway rise: inflation …"."""
    if not _is_one_of(str(draft.get("concept") or ""), "concepts of places"):
        return None
    before = draft.scene.mentions_in(draft.sentence[0], draft.start)[::-1]
    places = [placed for placed in before if placed.entity.label in PLACES]
    return first_named(places) or country_of(draft.scene, before)


def topic(draft: Draft) -> Reading | None:
    """The entity of the last fact of the paragraph, where the sentence names no other."""
    paragraph = draft.scene.block(draft.start)[0]
    for other in reversed(draft.drafts[: draft.index]):
        if other.start < paragraph:
            return None
        if reading := fitting(draft, other.readings.get("entity")):
            return Reading(reading.value, (draft.scene.quantity_at[other.index],))
    return None


def _protagonist(draft: Draft) -> Reading | None:
    """The one that the article is about: named in its headline or first paragraph, and twice as often as any other.

    Only for what somebody has: a concept that the text gives to nobody else. What only places have is the one country's
    that the article names.
    """
    scene = draft.scene
    if draft.get("concept") is None:
        return None
    concept = str(draft.get("concept"))
    national = _is_one_of(concept, "concepts of places") or not _GOVERNING.isdisjoint(concept.split())
    leader = (_nation(scene) if national else None) or _leader(scene)
    first = next((p for p in scene.mentions if p.entity is leader), None)
    if leader is None or first is None or not may_own(draft, leader.label):
        return None
    return Reading(leader.name, ((first.start, first.end),)) if first.start < scene.lead_end else None


_GOVERNING = word_class("concepts of governments")


@once_an_article
def _nation(scene: Scene) -> Entity | None:
    """The one country of the headline and the lead, else the one country of the article."""
    countries = [entity for entity in scene.entities if entity.label == "GPE" and entity.code]
    first = [entity for entity in countries if any(_opens_story(scene, entity, part) for part in (0, 1))]
    return next((found[0] for found in (first, countries) if len(found) == 1), None)


@once_an_article
def _leader(scene: Scene) -> Entity | None:
    """The one organisation or place in both headline and lead, else one named twice as often as any other.

    A lead that names one country and no firm tells of that country, whoever gives the figures.
    """
    able = [
        entity
        for entity in scene.entities
        if entity.label in ("ORG", "GPE") and not (entity.label == "ORG" and _has_figures(entity.name))
    ]
    both = [entity for entity in able if _stands_in(scene, entity, 0) and _stands_in(scene, entity, 1)]
    if len(both) == 1:
        return both[0]
    first = [entity for entity in able if any(_opens_story(scene, entity, part) for part in (0, 1))]
    firms = word_class("words for firms") & set(scene.lower[: scene.lead_end or scene.block(0)[1]])
    if len(first) == 1 and first[0].code and not firms:
        return first[0]
    counts = sorted(((_named_times(scene, entity), entity) for entity in able), key=lambda pair: -pair[0])
    if not counts or (len(counts) > 1 and counts[0][0] < 2 * counts[1][0]):
        return None
    return counts[0][1]


def is_about_a_firm(scene: Scene) -> bool:
    """Whether an organisation is what the article is about."""
    leader = _leader(scene)
    return leader is not None and leader.label == "ORG"


def _stands_in(scene: Scene, entity: Entity, part: int) -> bool:
    """Whether the headline (part 0) or the rest of the lead (part 1) mentions the entity."""
    end = scene.block(0)[1]
    start, stop = ((0, end), (end, scene.lead_end))[part]
    return scene.is_heading(0) and any(_is_about(placed.entity, entity) for placed in scene.mentions_in(start, stop))


def _opens_story(scene: Scene, entity: Entity, part: int) -> bool:
    """Whether the lead mentions the entity, be there a headline or none."""
    end = scene.block(0)[1] if scene.is_heading(0) else 0
    start, stop = ((0, end), (end, scene.lead_end or scene.block(0)[1]))[part]
    found = (placed for placed in scene.mentions_in(start, stop) if _is_about(placed.entity, entity))
    return any(word_class("currency nouns").isdisjoint(scene.lower[placed.end : placed.end + 1]) for placed in found)


def _is_about(named: Entity, entity: Entity) -> bool:
    """Whether a name is that of the entity or of its people."""
    people = named.label == "NORP" and entity.label == "GPE" and named.code is not None
    return named is entity or (people and named.code == entity.code)


def _named_times(scene: Scene, entity: Entity) -> int:
    """How often the text names the entity or its people, references left out."""
    about = (other for other in scene.entities if _is_about(other, entity))
    return sum(mention.form in ("name", "short") for other in about for mention in other.mentions)


RULES = (
    Rule(
        "whom the speaker speaks for",
        "entity",
        speaking_for,
        (
            ('"We will cut 300 jobs," said Zeta Bank chairman Ann Lee.', "300 jobs", "Zeta Bank"),
            ('"Our costs hit $5m," said Ann Lee, the chairman of Zeta Bank.', "$5m", "Zeta Bank"),
            ('"I own 300 cows," said Ann Lee.', "300 cows", "Ann Lee"),
        ),
        (('"They will cut 300 jobs," said Zeta Bank chairman Ann Lee.', "300 jobs"),),
        when=when(words="i my we our us"),
    ),
    Rule("subject of an earlier verb", "entity", _outer_subject, (("Norway said sales hit $5bn.", "$5bn", "Norway"),)),
    Rule(
        "place that the sentence names",
        "entity",
        _country,
        (("After a bad year in Norway, inflation stood at 4%.", "4%", "Norway"),),
        when=when("concept"),
    ),
    Rule(
        "same sentence",
        "entity",
        _sibling,
        (("Norway has sales of $9bn. Sales of $9bn, costs of $4bn.", "$4bn", "Norway"),),
        when=when("before"),
    ),
    Rule(
        "announced by the headline",
        "entity",
        of_twin("entity"),
        (("Old mill to cut 500 jobs\n\nNorway will cut 500 jobs.", "500 jobs", "Norway"),),
        when=when("headline"),
    ),
    Rule(
        "place",
        "entity",
        _place,
        (("Some 500 mills have closed in Norway.", "500 mills", "Norway"),),
        when=when("concept", kinds="percent count multiple measure"),
    ),
    Rule(
        "topic of the paragraph",
        "entity",
        topic,
        (("Norway's exports hit $5bn. Imports were $4bn.", "$4bn", "Norway"),),
        (("Zeta Bank's assets hit $5bn. Inflation was 4%.", "4%"),),
    ),
    Rule(
        "protagonist",
        "entity",
        _protagonist,
        (("Norway sold the port. It is old.\n\nNorway is rich. Exports were $4bn.", "$4bn", "Norway"),),
        when=when("concept"),
    ),
)
"""Rules of the slot `entity` that carry it on, strongest first."""
