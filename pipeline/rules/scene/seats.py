"""The city that a country is governed from, where it stands for the country: "Oslo cut its deficit"."""

from __future__ import annotations

from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import label_of, lead_word, mention_of
from pipeline.rules.scene.scene import Scene
from pipeline.rules.scene.story import nation
from pipeline.vocabulary.containment import capital_of
from pipeline.vocabulary.linking import deal_of_verb, word_class


def of_government(draft: Draft, reading: Reading) -> Reading:
    """The reading of a name, with the country in place of the city that it is governed from, for what a government has.

    "Oslo cut its deficit" is Norway's; "prices in Oslo" are the city's.
    """
    if str(reading.value).lower() in word_class("organs of state") and (country := nation(draft.scene)):
        return Reading(country.name, reading.cues)
    code = capital_of(str(reading.value))
    governs = not word_class("concepts of governments").isdisjoint(draft.concept_words)
    if code is None or not (governs or _acts_for_country(draft, reading)):
        return reading
    country = next((e for e in draft.scene.entities if e.label == "GPE" and e.code == code), None)
    placed = mention_of(draft, reading)
    local = placed is not None and lead_word(draft.scene, placed) in ("in", "at", "across")
    return Reading(country.name, reading.cues) if country and not local else reading


def is_seat(scene: Scene, name: object, entity: object) -> bool:
    """Whether a name is that of the entity, or of the city that the entity is governed from."""
    code = capital_of(str(name))
    return name == entity or (code is not None and any(e.name == entity and e.code == code for e in scene.entities))


def _acts_for_country(draft: Draft, reading: Reading) -> bool:
    """Whether a capital pays, lends, asks or is given something, as only its government does: "Oslo will pay $9m"."""
    scene, verb, at = draft.scene, draft.verb, reading.cues[0][0] if reading.cues else draft.start
    verbs = scene.verbs_in(at, draft.start)
    subject = next((other for other in verbs if other.subject and other.subject[0] <= at < other.subject[1]), None)
    gives = verb is not None and deal_of_verb(verb.word) is not None
    due = word_class("words of what is due", "verbs of wanting", "verbs of spending", "verbs of governing")
    if subject and (due & set(scene.lower[subject.start : subject.end]) or deal_of_verb(subject.word)):
        return True
    placed = scene.mention_at.get(at)
    beside = placed is not None and placed.end == draft.hook + 1 and scene.verb_at.get(placed.start - 1)
    if beside and (beside.word in word_class("verbs of costing") or deal_of_verb(beside.word)):
        return True
    led = placed is not None and lead_word(scene, placed) in ("from", "to", "with", "by")
    country = label_of(scene, draft.readings.get("entity")) == "GPE"
    return gives and led and country
