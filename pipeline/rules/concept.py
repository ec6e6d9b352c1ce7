"""What is measured: the noun phrase that a quantity belongs to."""

from __future__ import annotations

from pipeline.model import Change
from pipeline.rules.base import Draft, Reading, Rule, of_twin
from pipeline.rules.change import change_cue, change_word, leading_preposition
from pipeline.rules.scene import Phrase, Range, Scene
from pipeline.vocabulary.linking import is_reporting, nominals, share_nouns, word_class

DROPPED = "TSOQDX"
"""Token classes that are no part of a concept's words."""


def noun_text(scene: Scene, start: int, end: int) -> str:
    """The words of the tokens as a concept: lower case, without determiners, names, numbers and words of time."""
    kept: list[str] = []
    for i in range(start, end):
        mention = scene.mention_at.get(i)
        proper = not scene.words[i].islower() or scene.classes[i] in "PC"
        named = mention is not None and mention.mention.form in ("name", "short") and proper
        idle = word_class("time adjectives") | word_class("superlatives")
        if named or scene.classes[i] in DROPPED or scene.lower[i] in idle:
            continue
        kept.append(scene.lower[i] + (" " if scene.doc[i].whitespace_ else ""))
    return " ".join("".join(kept).strip(" -–—,.'’“”\"").split())


def concept_of(scene: Scene, phrase: Phrase, stop: int | None = None) -> tuple[str, Range] | None:
    """The concept that `phrase` names, with its complement where the head noun asks for one ("share in exports").

    None where the phrase is only a name, a pronoun, or a noun that names nothing measured.
    """
    if scene.classes[phrase.head] == "U":
        return None
    text = noun_text(scene, phrase.core, phrase.end)
    if not text or text in word_class("empty nouns") or change_only(scene, phrase):
        return None
    head = scene.lower[phrase.head]
    end = phrase.end
    if head in word_class("relational nouns"):
        text, end = _with_complement(scene, text, phrase.end, stop)
    return text, (phrase.start, end)


def change_only(scene: Scene, phrase: Phrase) -> bool:
    """Whether the head of `phrase` only says that something changed ("a decline", "the increase")."""
    row = change_word(scene, phrase.head)
    return row is not None and scene.classes[phrase.head] == "N" and phrase.head - phrase.core <= 1


def _with_complement(scene: Scene, text: str, end: int, stop: int | None) -> tuple[str, int]:
    """`text` with the of- or in-phrase that follows at `end`, names left out."""
    while end + 1 < len(scene.words) and scene.lower[end] in ("of", "in", "for") and (stop is None or end < stop):
        inner = next((p for p in scene.phrases if p.start == end + 1), None)
        if inner is None or scene.classes[inner.head] == "Q":
            break
        words = noun_text(scene, inner.core, inner.end)
        if words:
            text = f"{text} {scene.lower[end]} {words}"
        end = inner.end
    return text, end


def _reading(found: tuple[str, Range] | None) -> Reading | None:
    return Reading(found[0], (found[1],), phrase=found[1]) if found else None


def _double(draft: Draft) -> Reading | None:
    return draft.double.readings.get("concept") if draft.double else None


def _same_item(draft: Draft) -> Reading | None:
    """The concept of the number before, where only a name, a preposition or a bracket stands between the two."""
    before = draft.previous
    reading = before.readings.get("concept") if before else None
    if not before or not reading or draft.quantity.noun or not draft.goes_on:
        return None
    return Reading(reading.value, (draft.scene.quantity_at[before.index],), phrase=reading.phrase)


def _counted_noun(draft: Draft) -> Reading | None:
    scene, noun = draft.scene, draft.quantity.noun
    change = draft.get("change")
    moved = isinstance(change, Change) and change.role in ("from", "to")
    if noun is None or moved and draft.hook >= 0 and scene.classes[draft.hook] == "P":
        return None
    start, end = scene.tokens_of(noun)
    text = noun_text_raw(scene, start, end)
    if end + 1 < len(scene.words) and scene.lower[end] in ("with", "of"):
        inner = next((p for p in scene.phrases if p.start == end + 1), None)
        words = noun_text_raw(scene, inner.core, inner.end) if inner else ""
        text, end = (f"{text} {scene.lower[end]} {words}", inner.end) if inner and words else (text, end)
    return Reading(text, ((start, end),), phrase=(start, end)) if text else None


def noun_text_raw(scene: Scene, start: int, end: int) -> str:
    """Like `noun_text` for the counted noun itself, which a quantity's tokens hold; demonyms stay."""
    kept = []
    for i in range(start, end):
        placed = scene.mention_at.get(i)
        if placed and placed.entity.label != "NORP" or scene.doc[i].tag_ in ("CD", "DT", "PRP$", "POS"):
            continue
        kept.append(scene.lower[i] + (" " if scene.doc[i].whitespace_ else ""))
    return " ".join("".join(kept).split())


def _attributive(draft: Draft) -> Reading | None:
    """The head noun after the number in its own phrase: "a 22% stake", "its $4.5bn acquisition", "a $3bn (£2bn) deal"."""
    scene, end = draft.scene, draft.end
    if scene.words[end : end + 1] == ["("] and (bracket := scene.bracket[end + 1]):
        end = bracket[1] + 1
    phrase = scene.phrase_at.get(end)
    if draft.quantity.kind == "count" or phrase is None or end == draft.end and not phrase.start <= draft.start < phrase.end:
        return None
    inner = Phrase(phrase.start, phrase.end, phrase.head, phrase.possessor, end)
    return _reading(concept_of(scene, inner)) if phrase.head >= end and scene.classes[end] not in "TS" else None


def _of_number(draft: Draft) -> Reading | None:
    """The noun before "of": "a capitalisation of $5bn"."""
    scene, hook = draft.scene, draft.hook
    if hook < 1 or scene.lower[hook] not in ("of", "worth"):
        return None
    phrase = scene.phrase_at.get(hook - 1)
    if phrase is None or scene.lower[phrase.head] in word_class("record nouns"):
        return None
    return _reading(concept_of(scene, phrase))


def _in_number(draft: Draft) -> Reading | None:
    """The noun after "in" of a sum: "$200bn in foreign reserves", "$27bn in back taxes"."""
    scene, i = draft.scene, draft.end
    leads = {"money": ("in", "of"), "measure": ("of",)}.get(draft.quantity.kind, ())
    if i >= len(scene.lower) or scene.lower[i] not in leads or draft.get("change"):
        return None
    phrase = next((p for p in scene.phrases if p.start == i + 1), None)
    found = concept_of(scene, phrase) if phrase and scene.classes[phrase.start] in "NJ" else None
    return _reading(found) if phrase and not scene.mentions_in(phrase.start, phrase.end) else None


def _nominal(draft: Draft) -> Reading | None:
    """The noun of the verb that governs the number: "sold it for $9bn" is a sale, "controls 51% of it" a shareholding."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.end > draft.start or draft.get("change") or draft.quantity.noun:
        return None
    nouns = nominals().get(scene.lower[verb.head])
    if nouns and "stake" in nouns and draft.quantity.kind != "percent":
        return None
    if not nouns or not (draft.hook == verb.head or scene.lower[draft.hook] in ("for", "at", "with") or _part_of(draft) is None and draft.quantity.kind == "percent"):
        return None
    if draft.quantity.kind == "count" and (draft.hook != verb.head or scene.lower[draft.end : draft.end + 1] == ["of"]):
        return None
    noun = next((noun for noun in nouns if noun in scene.vocabulary), nouns[0])
    return Reading(noun, ((verb.head, verb.head + 1),))


def _priced(draft: Draft) -> Reading | None:
    """The object before "for" or "at": "offers subscriptions for $180"."""
    scene, verb = draft.scene, draft.verb
    if draft.quantity.kind != "money" or verb is None or verb.end > draft.start:
        return None
    if scene.lower[leading_preposition(draft)] not in ("for", "at"):
        return None
    phrases = [p for p in scene.phrases_in(verb.end, draft.start) if p.start == verb.end]
    generic = bool(phrases) and scene.classes[phrases[0].start] in "NJS" and not is_agent(scene, phrases[0])
    return _reading(concept_of(scene, phrases[0], draft.start)) if generic else None


def _part_of(draft: Draft) -> Reading | None:
    """The noun after "of": "11% of its exports", "10 of its 27 plants"."""
    scene, i = draft.scene, draft.end
    fraction = not any(character.isdigit() for character in scene.words[draft.start])
    start = i + 1 if scene.lower[i : i + 1] == ["of"] else i if fraction and scene.lower[i : i + 1] in (["the"], ["its"]) else -1
    phrase = next((p for p in scene.phrases if p.start == start), None)
    if draft.quantity.kind not in ("percent", "count") or phrase is None or _held(draft, phrase):
        return None
    counted = next((d for d in draft.drafts[draft.index + 1 :] if phrase.start <= d.start < phrase.end), None)
    if counted and counted.quantity.noun:
        return _counted_noun_any(counted)
    found = None if phrase.head in scene.mention_at and is_agent(scene, phrase) else concept_of(scene, phrase)
    return _reading(found) or _elided(draft, phrase)


def _held(draft: Draft, phrase: Phrase) -> bool:
    """Whether the part is a stake: the verb says owning, and the whole is not the owner's own ("owns 51% of the port")."""
    scene, verb = draft.scene, draft.verb
    owns = verb is not None and verb.end <= draft.start and "stake" in nominals().get(scene.lower[verb.head], ())
    return owns and phrase.possessor is None and draft.quantity.kind == "percent"


def _elided(draft: Draft, phrase: Phrase) -> Reading | None:
    """The noun of the number before, where "of" leads to a bare possessor: "30% of Chile's imports, 20% of Peru's"."""
    before, scene = draft.previous, draft.scene
    bare = scene.classes[phrase.end - 1] == "O" or scene.classes[phrase.end : phrase.end + 1] == ["O"]
    reading = before.readings.get("concept") if before and bare else None
    return Reading(reading.value, reading.cues) if reading else None


def _in_after(draft: Draft) -> Reading | None:
    """The noun after a noun of change: "a 6% decline in output", "a drop of 5% in sales"."""
    scene, cue = draft.scene, change_cue(draft)
    if cue is None or scene.classes[cue[0]] != "N":
        return None
    for at in (cue[1], draft.end):
        if scene.lower[at : at + 1] and scene.lower[at] in ("in", "of"):
            phrase = next((p for p in scene.phrases if p.start == at + 1), None)
            found = concept_of(scene, phrase, draft.start) if phrase and phrase.start != draft.start else None
            if found:
                return _reading(found)
    return None


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
        return _reading(found) if lead in ("and", ",", "while", "but", ";", "whereas") else None
    return None


def _governing_cue(draft: Draft, phrase: Phrase) -> bool:
    cue = change_cue(draft)
    return cue is not None and phrase.start <= cue[0] < phrase.end


def _object_moved(draft: Draft) -> Reading | None:
    """The object of a transitive verb of change: "cut its workforce by 500"."""
    scene, cue = draft.scene, change_cue(draft)
    row = change_word(scene, cue[0]) if cue else None
    if not cue or not row or not row.transitive or scene.classes[cue[0]] != "V" or cue[1] > draft.place:
        return None
    phrases = scene.phrases_in(cue[1], draft.place)
    return _reading(concept_of(scene, phrases[0], draft.place)) if phrases and phrases[0].start <= cue[1] + 1 else None


def _subject(draft: Draft) -> Reading | None:
    """The subject of the verb that governs the number."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.subject is None:
        return None
    first = scene.phrase_at.get(verb.subject[0])
    if first is None or first.start <= draft.start < first.end or _bracketed_change(draft) or is_agent(scene, first) or _aims_at(draft):
        return None
    found = _with_topic(draft, concept_of(scene, first, verb.start))
    if found or scene.classes[first.head] == "U":
        return _reading(found)
    return _reading(_complement(scene, first, verb.start)) if change_only(scene, first) else None


def _aims_at(draft: Draft) -> bool:
    """Whether the number is the object of an infinitive ("aims to save $5m"), which its subject does not measure."""
    scene, verb = draft.scene, draft.verb
    if verb is None or draft.hook != verb.head or "to" not in scene.lower[verb.start : verb.head]:
        return False
    return scene.lower[verb.head] not in word_class("level verbs") and change_word(scene, verb.head) is None


def is_agent(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names who acts and not what is measured: a mention, or a noun of persons or organisations."""
    named = phrase.head in scene.mention_at and not scene.words[phrase.head].islower()
    return named or scene.lower[phrase.head] in word_class("agent nouns")


def _pronoun(draft: Draft) -> Reading | None:
    """What "it" stands for where it is no entity: the subject of the verb before."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.subject is None or scene.classes[verb.subject[0]] != "U":
        return None
    referring = verb.subject[0] in scene.mention_at
    for group in reversed([g for g in scene.verbs if scene.block(verb.start)[0] <= g.start < verb.start and g.subject]):
        phrase = scene.phrase_at.get(group.subject[0]) if group.subject else None
        if phrase and not is_agent(scene, phrase) and (found := concept_of(scene, phrase, group.start)):
            currency = found[0].split()[-1] in word_class("currency nouns")
            return _reading(found) if currency or not referring else None
    return None


def _bracketed_change(draft: Draft) -> bool:
    """Whether the number's change is said in its bracket and not by the verb of the sentence."""
    cue = change_cue(draft)
    return bool(draft.bracket and cue and cue[0] > draft.bracket[0])


def _with_topic(draft: Draft, found: tuple[str, Range] | None) -> tuple[str, Range] | None:
    """A share with no complement takes the fronted phrase: "In imports, its share stood at 5%"."""
    topic = _topic(draft)
    if not found or not topic or found[0] not in share_nouns():
        return found
    return f"{found[0]} in {topic.value}", found[1]


def _complement(scene: Scene, phrase: Phrase, stop: int) -> tuple[str, Range] | None:
    """What a subject like "the decline in output" is of."""
    for inner in scene.phrases_in(phrase.end, stop):
        if scene.lower[inner.start - 1] in ("in", "of") and (found := concept_of(scene, inner, stop)):
            return found
    return None


def _added_to(draft: Draft) -> Reading | None:
    """What a sum is added to: "adding £190 to the price"."""
    scene, cue = draft.scene, change_cue(draft)
    row = change_word(scene, cue[0]) if cue else None
    if not row or row.name != "add" or scene.lower[draft.end : draft.end + 1] != ["to"]:
        return None
    phrase = next((p for p in scene.phrases if p.start == draft.end + 1), None)
    return _reading(concept_of(scene, phrase)) if phrase else None


def _multiplied(draft: Draft) -> Reading | None:
    """The noun before a verb of multiplying, whose tokens are the quantity's own: "output doubled"."""
    scene, hook = draft.scene, draft.hook
    phrase = scene.phrase_at.get(hook) if draft.quantity.kind == "multiple" and change_cue(draft) else None
    if phrase is None or scene.classes[hook] != "N":
        return None
    return _reading(concept_of(scene, Phrase(phrase.start, hook + 1, hook, phrase.possessor, min(phrase.core, hook))))


def _noun_before_cue(draft: Draft) -> Reading | None:
    """The noun right before a word of change that has no verb: "Revenue up 4% at $5bn", "sales down from 9%"."""
    scene, cue = draft.scene, change_cue(draft)
    if cue is None or cue[0] - 1 < draft.sentence[0] or cue[0] in scene.verb_at:
        return None
    phrase = scene.phrase_at.get(cue[0] - 1)
    return _reading(concept_of(scene, phrase)) if phrase and phrase.end == cue[0] else None


def _topic(draft: Draft) -> Reading | None:
    """A fronted phrase that says what the sentence is about: "In the trade structure, Norway accounts for …"."""
    scene, start = draft.scene, draft.sentence[0]
    if scene.lower[start] not in ("in", "among", "on", "by"):
        return None
    comma = next((i for i in range(start, draft.start) if scene.words[i] == ","), start)
    if scene.verb_after(start, comma):
        return None
    found = (concept_of(scene, phrase) for phrase in scene.phrases_in(start, comma))
    return _reading(next(filter(None, found), None))


def _label(draft: Draft) -> Reading | None:
    """A label with a colon at the start of a line: "Revenue: $4.2bn"; a name there is no concept."""
    scene, label = draft.scene, draft.label
    if label is None or scene.mentions_in(*label):
        return None
    found = (concept_of(scene, phrase) for phrase in scene.phrases_in(*label))
    return _reading(next(filter(None, found), None))


def _heading(draft: Draft) -> Reading | None:
    """What the heading over a list of labelled lines says is measured: "Passengers by region"."""
    scene, heading = draft.scene, draft.list_heading
    found = (concept_of(scene, phrase) for phrase in scene.phrases_in(*heading)) if heading else ()
    return _reading(next(filter(None, found), None))


def _sibling(draft: Draft) -> Reading | None:
    """The concept of the number before, where this one goes on with the same list or movement."""
    before = draft.previous
    reading = before.readings.get("concept") if before else None
    if not before or not reading or before.quantity.noun and not draft.quantity.noun and draft.quantity.kind != "count":
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


def _verb_itself(draft: Draft) -> Reading | None:
    """The verb, where no noun names what is measured: "aims to save $5m"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.end > draft.start or scene.lower[verb.head] in word_class("level verbs"):
        return None
    if scene.lower[verb.head] in word_class("light verbs") or change_word(scene, verb.head) or is_reporting(scene.lower[verb.head]):
        return None
    lemma = scene.doc[verb.head].lemma_ or scene.lower[verb.head]
    return Reading(lemma.lower(), ((verb.head, verb.head + 1),))


RULES = (
    Rule("same as the number in other terms", "concept", _double, (("Sales hit £3bn ($4bn).", "$4bn", "sales"),)),
    Rule(
        "same item", "concept", _same_item,
        (
            ("Exports rose from $7bn to $9bn.", "$9bn", "exports"),
            ("Volumes grew 2 times, including in Norway 1.7 times.", "1.7 times", "volumes"),
        ),
    ),
    Rule("counted noun", "concept", _counted_noun, (("The mill employs 500 weavers.", "500 weavers", "weavers"),)),
    Rule(
        "head noun after the number", "concept", _attributive,
        (("The mill bought a 22% stake in Norway.", "22%", "stake"),),
        (("The mill saw a 6.7% decline.", "6.7%"),),
    ),
    Rule(
        "noun before of", "concept", _of_number,
        (("The mill has a capitalisation of $5bn.", "$5bn", "capitalisation"),),
        (("There was a drop of 5%.", "5%"),),
    ),
    Rule("noun after in", "concept", _in_number, (("Norway has $200bn in reserves.", "$200bn", "reserves"),)),
    Rule("noun after of", "concept", _part_of, (("Norway sends 11% of its exports to Chile.", "11%", "exports"),)),
    Rule("noun after a change", "concept", _in_after, (("There was a 6% decline in output.", "6%", "output"),)),
    Rule(
        "noun since the number before", "concept", _gapped,
        (("Exports grew from $7 billion to $9 billion, and imports from $2 billion to $3 billion.", "$2 billion", "imports"),),
    ),
    Rule("object that changed", "concept", _object_moved, (("The mill cut its output by 5%.", "5%", "output"),)),
    Rule("what a sum is added to", "concept", _added_to, (("Norway will raise fares, adding £190 to the price.", "£190", "price"),)),
    Rule("noun before a verb of multiplying", "concept", _multiplied, (("Norway's output doubled.", "doubled", "output"),)),
    Rule("noun before a change", "concept", _noun_before_cue, (("Revenue up 4% in May", "4%", "revenue"),)),
    Rule("label with a colon", "concept", _label, (("Revenue: $4.2bn", "$4.2bn", "revenue"),)),
    Rule("priced object", "concept", _priced, (("Norway offers tickets for $180.", "$180", "tickets"),)),
    Rule(
        "noun of the verb", "concept", _nominal,
        (("Norway sold the port for $9bn.", "$9bn", "sale"), ("Norway controls 51% of Chile.", "51%", "stake")),
    ),
    Rule(
        "heading of the list", "concept", _heading,
        (("Norway is old.\n\nExports by country\n\n• Chile: $3bn\n• Peru: $6bn", "$6bn", "exports"),),
    ),
    Rule("subject of the verb", "concept", _subject, (("The oil price stood at $61.", "$61", "oil price"),)),
    Rule("pronoun", "concept", _pronoun, (("The dollar fell on Monday. It had lost 5% before.", "5%", "dollar"),)),
    Rule(
        "announced by the headline", "concept", lambda draft: of_twin(draft, "concept"),
        (("It is $9bn in the red\n\nThe mill had a deficit of $9bn.", "$9bn", "deficit"),),
    ),
    Rule(
        "fronted topic", "concept", _topic,
        (("In the export basket, Norway accounts for 59%.", "59%", "export basket"),),
    ),
    Rule(
        "introduced list", "concept", _introduced,
        (("Norway’s exports were $9bn. They went to:\n\n• Chile – $3bn\n• Peru – $6bn", "$6bn", "exports"),),
    ),
    Rule("counted noun of a movement", "concept", _counted_noun_any, (("Norway trimmed to 500 weavers.", "500 weavers", "weavers"),)),
    Rule("same list", "concept", _sibling, (("Norway sends 11% of its exports to Chile, Peru 13%.", "13%", "exports"),)),
    Rule(
        "last movement of the paragraph", "concept", _earlier_frame,
        (("Output rose 8%. Growth came from Norway (up 4%).", "4%", "output"),),
    ),
    Rule(
        "last share of the paragraph", "concept", _paragraph_share,
        (("Norway's share of exports is 8%. Chile has 4%.", "4%", "share of exports"),),
    ),
    Rule("verb", "concept", _verb_itself, (("The mill aims to save $5m.", "$5m", "save"),)),
)  # fmt: skip
"""Rules of the slot `concept`, strongest first."""
