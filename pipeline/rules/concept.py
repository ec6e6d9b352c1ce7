"""What is measured: the noun phrase that a quantity belongs to."""

from __future__ import annotations

from pipeline.model import Change
from pipeline.rules.base import Draft, Reading, Rule, of_double, of_twin
from pipeline.rules.change import change_cue
from pipeline.rules.clause import by_nominal, by_price, by_pronoun, by_subject, by_topic, by_verb, named_by
from pipeline.rules.moved import added_to, after_noun_of_change, before_change, before_multiplying, object_of_change
from pipeline.rules.nouns import concept_of, is_agent, noun_text_raw
from pipeline.rules.verbs import Phrase
from pipeline.vocabulary.linking import nominals, word_class


def _same_item(draft: Draft) -> Reading | None:
    """The concept of the number before, where only a name, a preposition or a bracket stands between the two."""
    before = draft.previous
    reading = before.readings.get("concept") if before else None
    if (
        not before
        or not reading
        or draft.quantity.noun
        or not draft.goes_on
        or not _alike(before, draft)
        or reading.rule == "age"
    ):
        return None
    return Reading(reading.value, (draft.scene.quantity_at[before.index],), phrase=reading.phrase)


def _alike(before: Draft, draft: Draft) -> bool:
    """Whether two numbers may measure the same: of one kind, of one movement, or one in other terms of the other."""
    said_again = draft.bracket is not None or "or" in draft.scene.lower[slice(*draft.segment)]
    return before.quantity.kind == draft.quantity.kind or draft.get("change") is not None or said_again


def _shared(draft: Draft) -> Reading | None:
    """What the last number of a list is a part of: "8%, 4% and 3% of exports"."""
    last = draft.run[-1]
    return _part_of(last) if last is not draft and len(draft.run) > 1 else None


def _counted_noun(draft: Draft) -> Reading | None:
    scene, noun = draft.scene, draft.quantity.noun
    change = draft.get("change")
    moved = isinstance(change, Change) and change.role in ("from", "to")
    if noun is None or (moved and draft.hook >= 0 and scene.classes[draft.hook] == "P"):
        return None
    start, end = scene.tokens_of(noun)
    text = noun_text_raw(scene, start, end)
    if end + 1 < len(scene.words) and scene.lower[end] in ("with", "of"):
        inner = scene.phrase_from(end + 1)
        words = noun_text_raw(scene, inner.core, inner.end) if inner else ""
        text, end = (f"{text} {scene.lower[end]} {words}", inner.end) if inner and words else (text, end)
    return Reading(text, ((start, end),), phrase=(start, end)) if text else None


def _attributive(draft: Draft) -> Reading | None:
    """The head noun after the number in its own phrase: "a 22% stake", "a $3bn (£2bn) deal"."""
    scene, end, change = draft.scene, draft.end, draft.get("change")
    moved = isinstance(change, Change) and change.role in ("from", "to")
    if moved and draft.start > 0 and scene.classes[draft.start - 1] not in "TS":
        return None
    if scene.words[end : end + 1] == ["("] and (bracket := scene.bracket[end + 1]):
        end = bracket[1] + 1
    phrase = scene.phrase_at.get(end)
    if (
        draft.quantity.kind == "count"
        or phrase is None
        or (end == draft.end and not phrase.start <= draft.start < phrase.end)
    ):
        return None
    inner = Phrase(phrase.start, phrase.end, phrase.head, phrase.possessor, end)
    return named_by(concept_of(scene, inner)) if phrase.head >= end and scene.classes[end] not in "TS" else None


def _of_number(draft: Draft) -> Reading | None:
    """The noun before "of": "a capitalisation of $5bn"."""
    scene, hook = draft.scene, draft.hook
    if hook < 1 or scene.lower[hook] not in ("of", "worth"):
        return None
    phrase = scene.phrase_at.get(hook - 1)
    if phrase is None or scene.lower[phrase.head] in word_class("record nouns"):
        return None
    return named_by(concept_of(scene, phrase))


def _in_number(draft: Draft) -> Reading | None:
    """The noun after "in" of a sum: "$200bn in foreign reserves", "$27bn in back taxes"."""
    scene, i = draft.scene, draft.end
    leads = {"money": ("in", "of"), "measure": ("of",)}.get(draft.quantity.kind, ())
    if i >= len(scene.lower) or scene.lower[i] not in leads or draft.get("change"):
        return None
    phrase = scene.phrase_from(i + 1)
    found = concept_of(scene, phrase) if phrase and scene.classes[phrase.start] in "NJ" else None
    return named_by(found) if phrase and not scene.mentions_in(phrase.start, phrase.end) else None


def _part_of(draft: Draft) -> Reading | None:
    """The noun after "of": "11% of its exports", "10 of its 27 plants"."""
    scene, i = draft.scene, draft.beyond
    fraction = not any(character.isdigit() for character in scene.words[draft.start])
    start = (
        i + 1
        if scene.lower[i : i + 1] == ["of"]
        else i
        if fraction and scene.lower[i : i + 1] in (["the"], ["its"])
        else -1
    )
    phrase = scene.phrase_from(start)
    if draft.quantity.kind not in ("percent", "count") or phrase is None or _held(draft, phrase):
        return None
    counted = next((d for d in draft.drafts[draft.index + 1 :] if phrase.start <= d.start < phrase.end), None)
    if counted and counted.quantity.noun:
        return _counted_noun_any(counted)
    found = None if phrase.head in scene.mention_at and is_agent(scene, phrase) else concept_of(scene, phrase)
    return named_by(found) or _elided(draft, phrase)


def _held(draft: Draft, phrase: Phrase) -> bool:
    """Whether the part is a stake: the verb says owning, the whole is not the owner's own ("owns 51% of it")."""
    scene, verb = draft.scene, draft.verb
    owns = verb is not None and verb.end <= draft.start and "stake" in nominals().get(scene.lower[verb.head], ())
    return owns and phrase.possessor is None and draft.quantity.kind == "percent"


def _elided(draft: Draft, phrase: Phrase) -> Reading | None:
    """The noun of the number before, where "of" leads to a bare possessor: "30% of Chile's imports, 20% of Peru's"."""
    before, scene = draft.previous, draft.scene
    bare = scene.classes[phrase.end - 1] == "O" or scene.classes[phrase.end : phrase.end + 1] == ["O"]
    reading = before.readings.get("concept") if before and bare else None
    return Reading(reading.value, reading.cues) if reading else None


def _gapped(draft: Draft) -> Reading | None:
    """A noun of its own since the number before: "and imports from $9bn", "while in imports it fell from 30%"."""
    scene, before = draft.scene, draft.previous
    if not before or draft.bracket or not before.readings.get("concept") or draft.get("change") is None:
        return None
    for phrase in scene.phrases_in(*draft.segment):
        found = concept_of(scene, phrase, draft.start)
        if not found or _governing_cue(draft, phrase):
            continue
        lead = scene.lower[phrase.start - 1]
        head = str(before.readings["concept"].value).split(" ")
        if lead == "in" and len(head) > 2 and head[1] in ("in", "of"):
            return Reading(f"{head[0]} in {found[0]}", (found[1],), phrase=before.readings["concept"].phrase)
        return named_by(found) if lead in ("and", ",", "while", "but", ";", "whereas") else None
    return None


def _governing_cue(draft: Draft, phrase: Phrase) -> bool:
    cue = change_cue(draft)
    return cue is not None and phrase.start <= cue[0] < phrase.end


def _label(draft: Draft) -> Reading | None:
    """A label with a colon at the start of a line: "Revenue: $4.2bn"; a name there is no concept."""
    scene, label = draft.scene, draft.label
    if label is None or scene.mentions_in(*label):
        return None
    found = (concept_of(scene, phrase) for phrase in scene.phrases_in(*label))
    return named_by(next(filter(None, found), None))


def _heading(draft: Draft) -> Reading | None:
    """What the heading over a list of labelled lines says is measured: "Passengers by region"."""
    scene, heading = draft.scene, draft.list_heading
    found = (concept_of(scene, phrase) for phrase in scene.phrases_in(*heading)) if heading else ()
    return named_by(next(filter(None, found), None))


def _sibling(draft: Draft) -> Reading | None:
    """The concept of the number before, where this one goes on with the same list or movement."""
    before = draft.previous
    reading = before.readings.get("concept") if before else None
    if (
        not before
        or not reading
        or (before.quantity.noun and not draft.quantity.noun and draft.quantity.kind != "count")
    ):
        return None
    return Reading(reading.value, (draft.scene.quantity_at[before.index],))


def _earlier_frame(draft: Draft) -> Reading | None:
    """The concept of the last movement in the paragraph, where a change names none of its own."""
    if draft.get("change") is None:
        return None
    for other in reversed(draft.drafts[: draft.index]):
        if other.start < draft.scene.block(draft.start)[0]:
            return None
        reading = other.readings.get("concept")
        if other.get("change") is not None and reading:
            return Reading(reading.value, (draft.scene.quantity_at[other.index],))
    return None


def _paragraph_share(draft: Draft) -> Reading | None:
    """The concept of the last percentage of the paragraph, for a percentage whose sentence names none."""
    if draft.quantity.kind != "percent":
        return None
    for other in reversed(draft.drafts[: draft.index]):
        if other.start < draft.scene.block(draft.start)[0]:
            return None
        if other.quantity.kind == "percent" and (reading := other.readings.get("concept")):
            return Reading(reading.value, (draft.scene.quantity_at[other.index],))
    return None


def _introduced(draft: Draft) -> Reading | None:
    """The concept of the line that introduces a list with a colon, for its items."""
    other = draft.introduction
    reading = other.readings.get("concept") if other else None
    return Reading(reading.value, (draft.scene.quantity_at[other.index],)) if reading and other else None


def _counted_noun_any(draft: Draft) -> Reading | None:
    """The counted noun itself, also of a movement ("trimmed to 500 staff") that names nothing else."""
    noun = draft.quantity.noun
    if noun is None:
        return None
    start, end = draft.scene.tokens_of(noun)
    text = noun_text_raw(draft.scene, start, end)
    return Reading(text, ((start, end),), phrase=(start, end)) if text else None


def _age(draft: Draft) -> Reading | None:
    """An age is measured in years and has no other noun."""
    return Reading("age", ((draft.start, draft.end),)) if draft.quantity.rule == "age" else None


RULES = (
    Rule("age", "concept", _age, (("Ann Lee, 57, sold the mill.", "57", "age"),)),
    Rule(
        "same as the number in other terms",
        "concept",
        of_double("concept"),
        (("Sales hit £3bn ($4bn).", "$4bn", "sales"),),
    ),
    Rule(
        "same item",
        "concept",
        _same_item,
        (
            ("Exports rose from $7bn to $9bn.", "$9bn", "exports"),
            ("Volumes grew 2 times, including in Norway 1.7 times.", "1.7 times", "volumes"),
        ),
    ),
    Rule("counted noun", "concept", _counted_noun, (("The mill employs 500 weavers.", "500 weavers", "weavers"),)),
    Rule(
        "head noun after the number",
        "concept",
        _attributive,
        (("The mill bought a 22% stake in Norway.", "22%", "stake"),),
        (("The mill saw a 6.7% decline.", "6.7%"),),
    ),
    Rule(
        "noun before of",
        "concept",
        _of_number,
        (("The mill has a capitalisation of $5bn.", "$5bn", "capitalisation"),),
        (("There was a drop of 5%.", "5%"),),
    ),
    Rule(
        "part shared by a list",
        "concept",
        _shared,
        (("Norway and Chile account for 8% and 4% of exports.", "8%", "exports"),),
    ),
    Rule("noun after in", "concept", _in_number, (("Norway has $200bn in reserves.", "$200bn", "reserves"),)),
    Rule("noun after of", "concept", _part_of, (("Norway sends 11% of its exports to Chile.", "11%", "exports"),)),
    Rule(
        "noun after a change", "concept", after_noun_of_change, (("There was a 6% decline in output.", "6%", "output"),)
    ),
    Rule(
        "noun since the number before",
        "concept",
        _gapped,
        (
            (
                "Exports grew from $7 billion to $9 billion, and imports from $2 billion to $3 billion.",
                "$2 billion",
                "imports",
            ),
        ),
    ),
    Rule("object that changed", "concept", object_of_change, (("The mill cut its output by 5%.", "5%", "output"),)),
    Rule(
        "what a sum is added to",
        "concept",
        added_to,
        (("Norway will raise fares, adding £190 to the price.", "£190", "price"),),
    ),
    Rule(
        "noun before a verb of multiplying",
        "concept",
        before_multiplying,
        (("Norway's output doubled.", "doubled", "output"),),
    ),
    Rule(
        "noun before a change",
        "concept",
        before_change,
        (("It was a good May, with revenue up 4%.", "4%", "revenue"),),
    ),
    Rule("label with a colon", "concept", _label, (("Revenue: $4.2bn", "$4.2bn", "revenue"),)),
    Rule("priced object", "concept", by_price, (("Norway offers tickets for $180.", "$180", "tickets"),)),
    Rule(
        "noun of the verb",
        "concept",
        by_nominal,
        (("Norway sold the port for $9bn.", "$9bn", "sale"), ("Norway controls 51% of Chile.", "51%", "stake")),
    ),
    Rule(
        "heading of the list",
        "concept",
        _heading,
        (("Norway is old.\n\nExports by country\n\n• Chile: $3bn\n• Peru: $6bn", "$6bn", "exports"),),
    ),
    Rule("subject of the verb", "concept", by_subject, (("The oil price stood at $61.", "$61", "oil price"),)),
    Rule("pronoun", "concept", by_pronoun, (("The dollar fell on Monday. It had lost 5% before.", "5%", "dollar"),)),
    Rule(
        "announced by the headline",
        "concept",
        of_twin("concept"),
        (("It is $9bn in the red\n\nThe mill had a deficit of $9bn.", "$9bn", "deficit"),),
    ),
    Rule(
        "fronted topic",
        "concept",
        by_topic,
        (("In the export basket, Norway accounts for 59%.", "59%", "export basket"),),
    ),
    Rule(
        "introduced list",
        "concept",
        _introduced,
        (("Norway’s exports were $9bn. They went to:\n\n• Chile – $3bn\n• Peru – $6bn", "$6bn", "exports"),),
    ),
    Rule(
        "counted noun of a movement",
        "concept",
        _counted_noun_any,
        (("Norway trimmed to 500 weavers.", "500 weavers", "weavers"),),
    ),
    Rule(
        "same list", "concept", _sibling, (("Norway sends 11% of its exports to Chile, Peru 13%.", "13%", "exports"),)
    ),
    Rule(
        "last movement of the paragraph",
        "concept",
        _earlier_frame,
        (("Output rose 8%. Growth came from Norway (up 4%).", "4%", "output"),),
    ),
    Rule(
        "last share of the paragraph",
        "concept",
        _paragraph_share,
        (("Norway's share of exports is 8%. Chile has 4%.", "4%", "share of exports"),),
    ),
    Rule("verb", "concept", by_verb, (("The mill aims to save $5m.", "$5m", "save"),)),
)
"""Rules of the slot `concept`, strongest first."""
