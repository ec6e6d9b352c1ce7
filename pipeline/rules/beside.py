"""The noun beside a number that says what it measures: counted by it, after it, before "of", after "of" or "in"."""

from __future__ import annotations

from pipeline.model import Change
from pipeline.rules.base import Draft, Reading
from pipeline.rules.change import change_cue
from pipeline.rules.nouns import concept_of, is_agent, named_by, noun_text_raw
from pipeline.rules.verbs import Phrase
from pipeline.vocabulary.linking import deal_of_verb, nominals, word_class


def counted_noun(draft: Draft) -> Reading | None:
    """What the number counts, unless it is the size of what stands before "of": "sales of 80,000 units"."""
    scene, noun = draft.scene, draft.quantity.noun
    change = draft.get("change")
    moved = isinstance(change, Change) and change.role in ("from", "to")
    if noun is None or (moved and draft.hook >= 0 and scene.classes[draft.hook] == "P"):
        return None
    if draft.hook > 0 and scene.lower[draft.hook] == "of" and scene.lower[draft.hook - 1] in word_class("sized nouns"):
        return noun_before_of(draft)
    counted = scene.lower[scene.tokens_of(noun)[1] - 1]
    if counted in word_class("units of sale") and draft.verb and scene.lower[draft.verb.head] in nominals():
        return None
    if counted in word_class("place nouns") and draft.hook > 0 and scene.lower[draft.hook] in ("in", "across"):
        phrase = scene.phrase_at.get(draft.hook - 1)
        if phrase and not is_agent(scene, phrase) and (found := concept_of(scene, phrase)):
            return named_by(found)
    start, end = scene.tokens_of(noun)
    text = noun_text_raw(scene, start, end)
    inner = scene.phrase_from(end + 1) if scene.lower[end : end + 1] in (["with"], ["of"]) else None
    placed = scene.mention_at.get(inner.head) if inner else None
    if inner and scene.classes[inner.head] != "Q" and (placed is None or placed.entity.label == "NORP"):
        text, end = f"{text} {scene.lower[end]} {noun_text_raw(scene, inner.core, inner.end)}", inner.end
    return Reading(text, ((start, end),), phrase=(start, end)) if text else None


def counted_noun_alone(draft: Draft) -> Reading | None:
    """The counted noun itself, also of a movement ("trimmed to 500 staff") that names nothing else."""
    noun = draft.quantity.noun
    if noun is None:
        return None
    start, end = draft.scene.tokens_of(noun)
    text = noun_text_raw(draft.scene, start, end)
    return Reading(text, ((start, end),), phrase=(start, end)) if text else None


def noun_after(draft: Draft) -> Reading | None:
    """The head noun after the number in its own phrase: "a 22% stake", "a $3bn (£2bn) deal"."""
    scene, end, change = draft.scene, draft.end, draft.get("change")
    moved = isinstance(change, Change) and change.role in ("from", "to")
    if draft.quantity.kind == "count" or (moved and draft.start > 0 and scene.classes[draft.start - 1] not in "TS"):
        return None
    if scene.words[end : end + 1] == ["("] and (bracket := scene.bracket[end + 1]):
        end = bracket[1] + 1
    elif draft.quantity.per and draft.quantity.per_cue and scene.tokens_of(draft.quantity.per_cue)[0] == end:
        end = scene.tokens_of(draft.quantity.per_cue)[1]
    phrase = scene.phrase_at.get(end)
    if phrase is None or (end == draft.end and not phrase.start <= draft.start < phrase.end):
        return None
    if phrase.head < end or scene.classes[end] in "TS" or _is_measuring(draft, end):
        return None
    if phrase.end in scene.verb_at and is_agent(scene, phrase):
        return None
    inner = Phrase(phrase.start, phrase.end, phrase.head, phrase.possessor, end)
    return named_by(concept_of(scene, inner, cue=change_cue(draft)))


def _is_measuring(draft: Draft, end: int) -> bool:
    """Whether what follows is a participle that goes on with another clause: "the limit of 15 ppb requiring action"."""
    scene = draft.scene
    return scene.tags[end] == "VBG" and draft.hook > 0 and scene.lower[draft.hook] == "of"


def noun_before_of(draft: Draft) -> Reading | None:
    """The noun before "of": "a capitalisation of $5bn"."""
    scene, hook = draft.scene, draft.hook
    if hook < 1 or scene.lower[hook] not in ("of", "worth"):
        return None
    phrase = scene.phrase_at.get(hook - 1)
    if phrase is None or scene.lower[phrase.head] in word_class("record nouns") or _is_told_rate(draft):
        return None
    if scene.words[phrase.head].isupper() and scene.lower[phrase.start] in ("a", "an"):
        return Reading(scene.lower[phrase.head], ((phrase.start, phrase.end),), phrase=(phrase.start, phrase.end))
    return named_by(concept_of(scene, phrase, cue=change_cue(draft)))


def _is_told_rate(draft: Draft) -> bool:
    """Whether the noun is only the rate at which the subject moves: "grew at an annual rate of 5%"."""
    reading = draft.readings.get("change")
    return reading is not None and reading.rule == "rate of a movement"


def noun_after_in(draft: Draft) -> Reading | None:
    """The noun after "in" of a sum: "$200bn in foreign reserves", "$27bn in back taxes"."""
    scene, i = draft.scene, draft.beyond
    leads = {"money": ("in", "of", "off"), "measure": ("of",)}.get(draft.quantity.kind, ())
    if i >= len(scene.lower) or scene.lower[i] not in leads or draft.get("change"):
        return None
    phrase = scene.phrase_from(i + 1)
    if phrase is None or (scene.classes[phrase.start] not in "NJ" and scene.lower[i] != "off"):
        return None
    if scene.lower[i] == "in" and scene.lower[draft.hook] in ("at", "to", "from", "by"):
        return None
    found = concept_of(scene, phrase, cue=(i, i) if draft.quantity.kind == "money" else None)
    if found is None or found[0] in word_class("empty nouns") or _is_paid(draft, found[0]):
        return None
    return named_by(found)


def _is_paid(draft: Draft, concept: str) -> bool:
    """Whether what follows "in" says how a price is paid: "bought it for $9bn in cash", but not "has $9bn in cash"."""
    scene, verb = draft.scene, draft.verb
    priced = scene.lower[draft.hook] in ("for", "at") or (verb and deal_of_verb(scene.lower[verb.head]))
    return bool(priced) and concept in word_class("means of payment")


def noun_after_of(draft: Draft) -> Reading | None:
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
    if scene.lower[phrase.head] == "total" and draft.previous:
        return _as_before(draft, phrase)
    if _is_ratio(draft, phrase):
        return None
    if draft.quantity.kind == "count" and scene.tags[phrase.head] == "NN" and _is_named_by_verb(draft):
        return None
    counted = next((d for d in draft.drafts[draft.index + 1 :] if phrase.start <= d.start < phrase.end), None)
    if counted and counted.quantity.noun:
        return counted_noun_alone(counted)
    found = None if phrase.head in scene.mention_at and is_agent(scene, phrase) else concept_of(scene, phrase)
    return named_by(found) or _elided(draft, phrase)


def _as_before(draft: Draft, phrase: Phrase) -> Reading | None:
    """The concept of the number before, which "the total" stands for."""
    reading = draft.previous.readings.get("concept") if draft.previous else None
    return Reading(reading.value, reading.cues, phrase=(phrase.start, phrase.end)) if reading else None


def _is_ratio(draft: Draft, phrase: Phrase) -> bool:
    """Whether the number tells how large the subject is beside an economy: "the deficit was 3% of GDP"."""
    base = " ".join(draft.scene.lower[phrase.core : phrase.end])
    return base in word_class("bases of ratios") or _is_made_up(draft)


def _is_made_up(draft: Draft) -> bool:
    """Whether a thing without a name is said to be the part: "fuel makes up 23% of its costs" speaks of fuel."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.end > draft.start or verb.subject is None:
        return False
    if scene.lower[verb.head] not in word_class("verbs of making up"):
        return False
    phrase = scene.phrase_at.get(verb.subject[0])
    able = phrase is not None and not is_agent(scene, phrase) and scene.classes[phrase.head] == "N"
    return able and scene.lower[phrase.head] not in word_class("part nouns") | {"goods"}  # type: ignore[union-attr]


def _is_named_by_verb(draft: Draft) -> bool:
    """Whether the verb right before the number has a noun: "sold 4,000 of its first hybrid" are sales, no part."""
    return draft.verb is not None and draft.hook == draft.verb.head and draft.scene.lower[draft.hook] in nominals()


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


def shared_by_list(draft: Draft) -> Reading | None:
    """What the last number of a list is a part of: "8%, 4% and 3% of exports"."""
    last = draft.run[-1]
    alike = last.quantity.kind == draft.quantity.kind and last.quantity.unit == draft.quantity.unit
    return noun_after_of(last) if last is not draft and alike else None
