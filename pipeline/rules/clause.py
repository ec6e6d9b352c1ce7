"""What the clause of a number measures: its verb's subject, object or noun, or the phrase that opens it."""

from __future__ import annotations

from pipeline.rules.base import Draft, Reading
from pipeline.rules.change import change_cue, change_word, leading_preposition
from pipeline.rules.nouns import change_only, concept_of, is_agent
from pipeline.rules.scene import Scene
from pipeline.rules.verbs import Phrase, Range
from pipeline.vocabulary.linking import is_reporting, nominals, share_nouns, word_class


def named_by(found: tuple[str, Range] | None) -> Reading | None:
    return Reading(found[0], (found[1],), phrase=found[1]) if found else None


def by_subject(draft: Draft) -> Reading | None:
    """The subject of the verb that governs the number."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.subject is None:
        return None
    first = scene.phrase_at.get(verb.subject[0])
    if (
        first is None
        or first.start <= draft.start < first.end
        or _bracketed_change(draft)
        or is_agent(scene, first)
        or _aims_at(draft)
    ):
        return None
    found = _with_topic(draft, concept_of(scene, first, verb.start))
    if found or scene.classes[first.head] == "U":
        return named_by(found)
    return named_by(_complement(scene, first, verb.start)) if change_only(scene, first) else None


def by_pronoun(draft: Draft) -> Reading | None:
    """What "it" stands for where it is no entity: the subject of the verb before."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.subject is None or scene.classes[verb.subject[0]] != "U":
        return None
    referring = verb.subject[0] in scene.mention_at
    for group in reversed(scene.verbs_in(scene.block(verb.start)[0], verb.start)):
        phrase = scene.phrase_at.get(group.subject[0]) if group.subject else None
        if phrase and not is_agent(scene, phrase) and (found := concept_of(scene, phrase, group.start)):
            currency = found[0].split()[-1] in word_class("currency nouns")
            return named_by(found) if currency or not referring else None
    return None


def _aims_at(draft: Draft) -> bool:
    """Whether the number is the object of an infinitive ("aims to save $5m"), which its subject does not measure."""
    scene, verb = draft.scene, draft.verb
    if verb is None or draft.hook != verb.head or "to" not in scene.lower[verb.start : verb.head]:
        return False
    return scene.lower[verb.head] not in word_class("level verbs") and change_word(scene, verb.head) is None


def _bracketed_change(draft: Draft) -> bool:
    """Whether the number's change is said in its bracket and not by the verb of the sentence."""
    cue = change_cue(draft)
    return bool(draft.bracket and cue and cue[0] > draft.bracket[0])


def _with_topic(draft: Draft, found: tuple[str, Range] | None) -> tuple[str, Range] | None:
    """A share with no complement takes the fronted phrase: "In imports, its share stood at 5%"."""
    topic = by_topic(draft)
    if not found or not topic or found[0] not in share_nouns():
        return found
    return f"{found[0]} in {topic.value}", found[1]


def _complement(scene: Scene, phrase: Phrase, stop: int) -> tuple[str, Range] | None:
    """What a subject like "the decline in output" is of."""
    for inner in scene.phrases_in(phrase.end, stop):
        if scene.lower[inner.start - 1] in ("in", "of") and (found := concept_of(scene, inner, stop)):
            return found
    return None


def by_topic(draft: Draft) -> Reading | None:
    """A fronted phrase that says what the sentence is about: "In the trade structure, Norway accounts for …"."""
    scene, start = draft.scene, draft.sentence[0]
    if scene.lower[start] not in ("in", "among", "on", "by"):
        return None
    comma = next((i for i in range(start, draft.start) if scene.words[i] == ","), start)
    if scene.verb_after(start, comma):
        return None
    found = (concept_of(scene, phrase) for phrase in scene.phrases_in(start, comma))
    return named_by(next(filter(None, found), None))


def by_nominal(draft: Draft) -> Reading | None:
    """The noun of the verb that governs the number: "sold it for $9bn" is a sale, "controls 51%" a stake."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.end > draft.start or draft.get("change") or draft.quantity.noun:
        return None
    nouns = nominals().get(scene.lower[verb.head])
    if nouns and "stake" in nouns and draft.quantity.kind != "percent":
        return None
    if not nouns or not (
        draft.hook == verb.head or scene.lower[draft.hook] in ("for", "at", "with") or draft.quantity.kind == "percent"
    ):
        return None
    if draft.quantity.kind == "count" and (draft.hook != verb.head or scene.lower[draft.end : draft.end + 1] == ["of"]):
        return None
    noun = next((noun for noun in nouns if noun in scene.vocabulary), nouns[0])
    return Reading(noun, ((verb.head, verb.head + 1),))


def by_price(draft: Draft) -> Reading | None:
    """The object before "for" or "at": "offers subscriptions for $180"."""
    scene, verb = draft.scene, draft.verb
    if draft.quantity.kind != "money" or verb is None or verb.end > draft.start:
        return None
    if scene.lower[leading_preposition(draft)] not in ("for", "at"):
        return None
    phrases = [p for p in scene.phrases_in(verb.end, draft.start) if p.start == verb.end]
    generic = bool(phrases) and scene.classes[phrases[0].start] in "NJS" and not is_agent(scene, phrases[0])
    return named_by(concept_of(scene, phrases[0], draft.start)) if generic else None


def by_verb(draft: Draft) -> Reading | None:
    """The verb, where no noun names what is measured: "aims to save $5m"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.end > draft.start or scene.lower[verb.head] in word_class("level verbs"):
        return None
    if (
        scene.lower[verb.head] in word_class("light verbs")
        or change_word(scene, verb.head)
        or is_reporting(scene.lower[verb.head])
    ):
        return None
    lemma = scene.doc[verb.head].lemma_ or scene.lower[verb.head]
    return Reading(lemma.lower(), ((verb.head, verb.head + 1),))
