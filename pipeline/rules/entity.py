"""Of whom or of what a concept is measured."""

from __future__ import annotations

from pipeline.model import Entity
from pipeline.rules.base import Draft, Reading, Rule, of_double, of_twin
from pipeline.rules.names import (
    OWNING,
    concept_phrase,
    first_named,
    front_end,
    is_part_of,
    last_named,
    lead_word,
    named,
    owner_in,
    relation,
)
from pipeline.rules.scene import Placed, Scene
from pipeline.rules.verbs import VerbGroup
from pipeline.vocabulary.linking import is_reporting, word_class


def _currency(draft: Draft) -> Reading | None:
    """A currency is the concept itself and belongs to nobody."""
    words = str(draft.get("concept") or "").split()
    return Reading(None) if words and words[-1] in word_class("currency nouns") else None


def _paired(draft: Draft) -> Reading | None:
    """Names and numbers that run in parallel: "Norway, Chile and Peru account for 8%, 4% and 3%"."""
    names = _run_of_names(draft.scene, draft.sentence[0], draft.run[0].start) if len(draft.run) > 1 else []
    return named(names[draft.run.index(draft)]) if names and len(names) == len(draft.run) else None


def _unaligned(draft: Draft) -> Reading | None:
    """Nobody, where a list of names and a list of numbers after it have different lengths."""
    names = _run_of_names(draft.scene, draft.sentence[0], draft.run[0].start) if len(draft.run) > 1 else []
    return Reading(None) if names and len(names) != len(draft.run) and not _words_between(draft, names[-1]) else None


def _words_between(draft: Draft, name: Placed) -> bool:
    """Whether more than a verb and its preposition stands between a list of names and the list of numbers."""
    return any(draft.scene.classes[i] not in "VPRX" for i in range(name.end, draft.run[0].start))


def _run_of_names(scene: Scene, start: int, end: int) -> list[Placed]:
    """The longest run of mentions before `end` with only commas and "and" between them."""
    run: list[Placed] = []
    best: list[Placed] = []
    for placed in scene.mentions_in(start, end):
        if placed.mention.form not in ("name", "short") or placed.entity.label not in OWNING:
            continue
        joined = bool(run) and set(scene.lower[run[-1].end : placed.start]) <= {",", "and", "or", "the"}
        run = [*run, placed] if joined else [placed]
        best = run if len(run) >= max(2, len(best)) else best
    return best


def _bracketed(draft: Draft) -> Reading | None:
    """The name right before the bracket that the number stands in: "Norway (3.8%)", "Chile (up 4%, +$1bn)"."""
    if not draft.bracket or draft.double:
        return None
    scene = draft.scene
    inside = last_named(scene.mentions_in(draft.bracket[0], draft.start))
    return inside or named(scene.mention_at.get(draft.bracket[0] - 1))


def _labelled(draft: Draft) -> Reading | None:
    """The name that labels the line of a list: "• Norway – 3.8%"."""
    return last_named(draft.scene.mentions_in(*draft.label)) if draft.label else None


def _protagonist(draft: Draft) -> Reading | None:
    """The one that the article is about: named in its headline or first paragraph, and twice as often as any other.

    Only for what somebody has: a concept that the text gives to nobody else.
    """
    scene = draft.scene
    leader = _leader(scene) if draft.get("concept") is not None else None
    first = next((p for p in scene.mentions if p.entity is leader), None)
    if leader is None or first is None or first.start >= scene.lead_end:
        return None
    return Reading(leader.name, ((first.start, first.end),))


def _leader(scene: Scene) -> Entity | None:
    """The one organisation or place in both headline and lead, else one named twice as often as any other."""
    able = [entity for entity in scene.entities if entity.label in ("ORG", "GPE")]
    both = [entity for entity in able if _stands_in(scene, entity, 0) and _stands_in(scene, entity, 1)]
    if len(both) == 1:
        return both[0]
    counts = sorted(((_named_times(entity), entity) for entity in able), key=lambda pair: -pair[0])
    if not counts or (len(counts) > 1 and counts[0][0] < 2 * counts[1][0]):
        return None
    return counts[0][1]


def _stands_in(scene: Scene, entity: Entity, part: int) -> bool:
    """Whether the headline (part 0) or the rest of the lead (part 1) mentions the entity."""
    end = scene.block(0)[1]
    start, stop = ((0, end), (end, scene.lead_end))[part]
    return scene.is_heading(0) and any(placed.entity is entity for placed in scene.mentions_in(start, stop))


def _named_times(entity: Entity) -> int:
    """How often the text names the entity, references left out."""
    return sum(mention.form in ("name", "short") for mention in entity.mentions)


def _after_number(draft: Draft) -> Reading | None:
    """A bracket right after a number goes with that number: "Norway by 15% (+$2bn)"."""
    before = draft.previous
    if not draft.bracket or not before or before.end != draft.bracket[0]:
        return None
    return before.readings.get("entity")


def _same_movement(draft: Draft) -> Reading | None:
    """The entity of the number before, where the movement goes on and names nobody new."""
    before = draft.previous
    if not before or not draft.goes_on or draft.scene.mentions_in(*draft.segment):
        return None
    return before.readings.get("entity")


def _list_item(draft: Draft) -> Reading | None:
    """The name since the number before, in a list: "…, Norway by 1.7 times, Chile 13%"."""
    scene, lead = draft.scene, draft.lead
    if draft.bracket or not lead or not draft.previous or lead.mention.form not in ("name", "short"):
        return None
    if lead.start - draft.segment[0] > 6 or scene.lower[lead.start - 1] in (
        "of",
        "from",
        "to",
        "with",
        "in",
        "at",
        "for",
    ):
        return None
    plain = all(scene.classes[i] in "PRXCTVO" for i in range(lead.end, draft.start))
    return named(lead) if plain and draft.start - lead.end <= 4 else None


def _holder(draft: Draft) -> Reading | None:
    """Who accounts for, owns or sends a part: the subject of the verb before "11% of …"."""
    if not is_part_of(draft):
        return None
    verb = draft.verb
    if verb is None or verb.end > draft.start or verb.subject is None:
        return None
    return _acting(draft.scene, verb) or _agent_before(draft)


def _agent_before(draft: Draft) -> Reading | None:
    before = draft.previous
    same = before is not None and is_part_of(before)
    return before.readings.get("entity") if before and same else None


def _by_agent(draft: Draft) -> Reading | None:
    """Who acts in a passive: "tracks have been put up for sale by Norway"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or not verb.passive or not (verb.subject and verb.subject[0] <= draft.start < verb.subject[1]):
        return None
    after = [
        p
        for p in scene.mentions_in(verb.end, draft.sentence[1])
        if "by" in scene.lower[max(verb.end, p.start - 4) : p.start]
    ]
    return first_named(after)


def _counting_subject(draft: Draft) -> Reading | None:
    """The subject of an active verb whose object is counted: "Norway has 500 mills in Chile"."""
    verb = draft.verb
    if draft.quantity.kind != "count" or verb is None or verb.end > draft.start or verb.passive or not verb.subject:
        return None
    return owner_in(draft.scene, verb.subject)


def _place(draft: Draft) -> Reading | None:
    """Where the things counted are, where nobody is said to have them: "500 companies operate in Norway"."""
    scene, verb = draft.scene, draft.verb
    start = verb.end if verb and verb.start >= draft.end else draft.end
    after = scene.mentions_in(start, min(start + 9, draft.sentence[1]))
    found = [p for p in after if lead_word(scene, p) in ("in", "at", "across")]
    front = [
        p
        for p in scene.mentions_in(draft.sentence[0], front_end(draft))
        if lead_word(scene, p) in ("in", "at", "across")
    ]
    return first_named([*found, *front])


def _possessor(draft: Draft) -> Reading | None:
    """The possessor of the concept: "Norway's exports", "its share"."""
    tokens = concept_phrase(draft)
    phrase = draft.scene.phrase_at.get(tokens[0]) if tokens else None
    if phrase is None or phrase.possessor is None:
        return None
    return last_named(draft.scene.mentions_in(*phrase.possessor))


def _modifier(draft: Draft) -> Reading | None:
    """A name in the concept's phrase: "Norway exports", "US crude stocks", the country of "Norwegian exports"."""
    tokens = concept_phrase(draft)
    phrase = draft.scene.phrase_at.get(tokens[0]) if tokens else None
    if phrase is None:
        return None
    inside = draft.scene.mentions_in(phrase.start, phrase.end)
    head = named(draft.scene.mention_at.get(phrase.head))
    return head or first_named(inside) or _country_of(draft.scene, inside)


def _country_of(scene: Scene, inside: list[Placed]) -> Reading | None:
    """The country of the first demonym among the mentions, where the article names it."""
    for placed in inside:
        country = next((e for e in scene.entities if e.label == "GPE" and e.code == placed.entity.code), None)
        if placed.entity.label == "NORP" and placed.entity.code and country:
            return Reading(country.name, ((placed.start, placed.end),))
    return None


def _complement(draft: Draft) -> Reading | None:
    """A name in the complement of the concept: "shares in Norway", "trade between Norway and Chile"."""
    scene, tokens, row = draft.scene, concept_phrase(draft), relation(draft)
    if tokens is None:
        return None
    end = tokens[1] if tokens[1] - tokens[0] else tokens[0]
    start = scene.phrase_at[tokens[0]].end if tokens[0] in scene.phrase_at else end
    limit = draft.start if draft.start > start else scene.sentence(start)[1]
    if row and row.kind == "share" and start < len(scene.lower) and scene.lower[start] == "in":
        return None
    for placed in scene.mentions_in(start, min(limit, start + 14)):
        lead = lead_word(scene, placed)
        between = any(verb.finite for verb in scene.verbs_in(start, placed.start))
        if lead in ("of", "for", "between", "by") and not between:
            return named(placed)
    return None


def _subject(draft: Draft) -> Reading | None:
    """The subject of the verb that governs the number."""
    verb = draft.verb
    if verb is None or verb.subject is None or (verb.passive and draft.start >= verb.end):
        return None
    return _acting(draft.scene, verb)


def _outer_subject(draft: Draft) -> Reading | None:
    """The subject of an earlier verb of the sentence: "Norway said sales rose 4%"."""
    for verb in reversed(draft.scene.verbs_in(draft.sentence[0], draft.start)):
        if reading := _acting(draft.scene, verb):
            return reading
    return None


def _acting(scene: Scene, verb: VerbGroup) -> Reading | None:
    """The entity of a verb's subject; a person who only says or puts something has nothing of what is measured."""
    reading = _same_sentence_subject(scene, verb) or (owner_in(scene, verb.subject) if verb.subject else None)
    word = scene.lower[verb.head]
    if reading and (is_reporting(word) or word in word_class("light verbs")):
        people = {entity.name for entity in scene.entities if entity.label == "PERSON"}
        return None if reading.value in people else reading
    return reading


def _same_sentence_subject(scene: Scene, verb: VerbGroup) -> Reading | None:
    """What a pronoun that is subject stands for: the owner of the subject before it in the sentence."""
    if verb.subject is None or scene.lower[verb.subject[0]] not in ("it", "they"):
        return None
    earlier = scene.verbs_in(scene.sentence(verb.start)[0], verb.subject[0])
    owners = (owner_in(scene, group.subject) for group in reversed(earlier) if group.subject)
    return next(filter(None, owners), None)


def _sibling(draft: Draft) -> Reading | None:
    """The entity of the number before in the same sentence, where the concept is the same or continues it."""
    before = draft.previous
    return before.readings.get("entity") if before else None


def _same_topic(draft: Draft) -> Reading | None:
    """The entity of the last fact of the paragraph, where the sentence names no other."""
    for other in reversed(draft.drafts[: draft.index]):
        if other.start < draft.scene.block(draft.start)[0]:
            return None
        if reading := other.readings.get("entity"):
            return Reading(reading.value, (draft.scene.quantity_at[other.index],))
    return None


RULES = (
    Rule(
        "currency",
        "entity",
        _currency,
        (("Norway said the dollar fell 5%.", "5%", None),),
        (("Norway said output fell 5%.", "5%"),),
    ),
    Rule(
        "same as the number in other terms",
        "entity",
        of_double("entity"),
        (("Norway sold £3bn ($4bn) of fish.", "$4bn", "Norway"),),
    ),
    Rule(
        "paired in order",
        "entity",
        _paired,
        (("Norway, Chile and Peru account for 8%, 4% and 3% of output, respectively.", "4%", "Chile"),),
        (("Norway and Chile account for 8%, 4% and 3%.", "4%"),),
    ),
    Rule(
        "lists of unequal length",
        "entity",
        _unaligned,
        (("Norway, Chile and Peru account for 8% and 4% of exports.", "4%", None),),
        (("Norway and Chile account for 8% and 4% of exports.", "4%"),),
    ),
    Rule(
        "label of the line",
        "entity",
        _labelled,
        (("Exports went to:\n\n• Norway – 3.8%\n• Chile – 2%", "2%", "Chile"),),
    ),
    Rule("name before its bracket", "entity", _bracketed, (("Growth came from Norway (3.8%).", "3.8%", "Norway"),)),
    Rule("bracket after a number", "entity", _after_number, (("Norway grew by 15% (+$2bn).", "+$2bn", "Norway"),)),
    Rule("same movement", "entity", _same_movement, (("Norway's exports rose from $7bn to $9bn.", "$9bn", "Norway"),)),
    Rule(
        "name in a list",
        "entity",
        _list_item,
        (("Norway sends 11% of its exports to Peru, Chile 13%.", "13%", "Chile"),),
    ),
    Rule("holder of a part", "entity", _holder, (("Norway accounts for 30% of Chile's imports.", "30%", "Norway"),)),
    Rule("possessor of the concept", "entity", _possessor, (("Norway's exports stood at $5bn.", "$5bn", "Norway"),)),
    Rule(
        "agent of the passive",
        "entity",
        _by_agent,
        (("Six UK tracks were sold by Norway.", "Six UK tracks", "Norway"),),
    ),
    Rule(
        "subject that has what is counted",
        "entity",
        _counting_subject,
        (("Norway has 500 mills in Chile.", "500 mills", "Norway"),),
    ),
    Rule(
        "name in the concept's phrase",
        "entity",
        _modifier,
        (("The Norway oil stocks stood at $5bn.", "$5bn", "Norway"),),
    ),
    Rule("complement of the concept", "entity", _complement, (("Exports of Norway stood at $5bn.", "$5bn", "Norway"),)),
    Rule("subject of the verb", "entity", _subject, (("Norway bought a port for $9bn.", "$9bn", "Norway"),)),
    Rule("subject of an earlier verb", "entity", _outer_subject, (("Norway said sales hit $5bn.", "$5bn", "Norway"),)),
    Rule(
        "same sentence",
        "entity",
        _sibling,
        (("Norway has sales of $9bn. Sales of $9bn, costs of $4bn.", "$4bn", "Norway"),),
    ),
    Rule(
        "announced by the headline",
        "entity",
        of_twin("entity"),
        (("Old mill to cut 500 jobs\n\nNorway will cut 500 jobs.", "500 jobs", "Norway"),),
    ),
    Rule("place", "entity", _place, (("In Norway, there are 500 mills.", "500 mills", "Norway"),)),
    Rule(
        "topic of the paragraph",
        "entity",
        _same_topic,
        (("Norway's exports hit $5bn. Imports were $4bn.", "$4bn", "Norway"),),
    ),
    Rule(
        "protagonist",
        "entity",
        _protagonist,
        (("Norway sold the port. It is old.\n\nNorway is rich. Exports were $4bn.", "$4bn", "Norway"),),
    ),
)
"""Rules of the slot `entity`, strongest first."""
