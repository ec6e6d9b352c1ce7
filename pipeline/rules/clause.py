"""What the clause of a number measures: its verb's subject, object or noun, or the phrase that opens it."""

from __future__ import annotations

from itertools import pairwise

from pipeline.rules.base import Draft, Reading
from pipeline.rules.change import change_cue, change_word, leading_preposition
from pipeline.rules.foretold import alike_before
from pipeline.rules.nouns import change_only, concept_of, is_agent, named_by
from pipeline.rules.reach import numbers_before
from pipeline.rules.scene import Scene
from pipeline.rules.verbs import Phrase, Range, VerbGroup
from pipeline.vocabulary.linking import is_reporting, nominals, share_nouns, word_class


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
    found = _with_topic(draft, concept_of(scene, first, verb.start, change_cue(draft)))
    if found and found[0].endswith("currency"):
        return _currency(draft) or named_by(found)
    if scene.lower[first.head] in word_class("standing nouns"):
        return _as_alike(draft) or named_by(found)
    if found or scene.classes[first.head] == "U":
        return named_by(found)
    return named_by(_complement(scene, first, verb.start)) if change_only(scene, first) else None


def _paired(draft: Draft, verb: VerbGroup) -> Phrase | None:
    """The subject at the number's own place in a list: "sales and profit came to $9bn and $1bn"."""
    scene, run = draft.scene, draft.run
    if verb.subject is None or len(run) < 2:
        return None
    phrases = scene.phrases_in(verb.subject[0], verb.start)
    between = (scene.lower[left.end : right.start] for left, right in pairwise(phrases))
    listed = all(words in ([","], ["and"], [",", "and"]) for words in between)
    return phrases[run.index(draft)] if listed and len(phrases) == len(run) else None


def by_pair(draft: Draft) -> Reading | None:
    """The subject that pairs with the number, where both stand in lists of one length."""
    phrase = _paired(draft, draft.verb) if draft.verb and draft.verb.end <= draft.start else None
    if phrase is None or is_agent(draft.scene, phrase):
        return None
    return named_by(concept_of(draft.scene, phrase, None, change_cue(draft)))


def _currency(draft: Draft) -> Reading | None:
    """The currency that was a subject last before: "the US currency" after "the dollar"."""
    scene, own = draft.scene, draft.verb.start if draft.verb else draft.start
    for group in reversed(scene.verbs_in(0, own)):
        phrase = scene.phrase_at.get(group.subject[0]) if group.subject else None
        if phrase and scene.lower[phrase.head] in word_class("currency nouns") - {"currency"}:
            return Reading(scene.lower[phrase.head], ((phrase.start, phrase.end),), phrase=(phrase.start, phrase.end))
    return None


def _as_alike(draft: Draft) -> Reading | None:
    """The concept of the last number before in the same unit: "Its earlier forecast was for $4bn"."""
    other = alike_before(draft)
    return Reading(other.get("concept"), (draft.scene.quantity_at[other.index],)) if other else None


def compared(draft: Draft) -> Reading | None:
    """The concept of the number before, where the sentence only sets another beside it: "This compares with $4bn"."""
    scene, start = draft.scene, draft.sentence[0]
    if scene.lower[start] not in ("this", "that", "it") or draft.previous or not draft.index:
        return None
    if not set(scene.lower[start + 1 : start + 3]) & {"compares", "compared"}:
        return None
    before = draft.drafts[draft.index - 1]
    reading = before.readings.get("concept")
    return Reading(reading.value, (scene.quantity_at[before.index],)) if reading else None


def lasting(draft: Draft) -> Reading | None:
    """The verb right before a length of time, which is how long it is done: "won't drive more than six years"."""
    units = ("year", "month", "week", "day", "hour", "minute", "second", "decade")
    direct = draft.verb is not None and draft.hook == draft.verb.head and draft.get("change") is None
    return by_verb(draft) if direct and draft.quantity.kind == "measure" and draft.quantity.unit in units else None


def by_pronoun(draft: Draft) -> Reading | None:
    """What "it" stands for where it is no entity: the subject of the verb before."""
    scene, verb = draft.scene, draft.verb
    if verb and verb.end < draft.start and scene.lower[verb.end] == "it":
        return _moved_before(draft)
    if verb is None or verb.subject is None or scene.lower[slice(*verb.subject)] not in (["it"], ["they"], ["this"]):
        return None
    referring = verb.subject[0] in scene.mention_at
    for group in reversed(scene.verbs_in(scene.block(verb.start)[0], verb.start)):
        phrase = scene.phrase_at.get(group.subject[0]) if group.subject else None
        if phrase and not is_agent(scene, phrase) and (found := concept_of(scene, phrase, group.start)):
            currency = found[0].split()[-1] in word_class("currency nouns")
            return named_by(found) if currency or not referring else None
    return None


def _moved_before(draft: Draft) -> Reading | None:
    """What "it" is that is brought to another level: "Output was 6%. It hopes to bring it below 3%"."""
    for other in numbers_before(draft, draft.scene.block(draft.start)[0]):
        reading = other.readings.get("concept")
        if reading and reading.rule == "subject of the verb" and other.quantity.kind == draft.quantity.kind:
            return Reading(reading.value, (draft.scene.quantity_at[other.index],))
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
    topic = by_topic(draft) if found and found[0] in share_nouns() else None
    return (f"{found[0]} in {topic.value}", found[1]) if found and topic else found


def _complement(scene: Scene, phrase: Phrase, stop: int) -> tuple[str, Range] | None:
    """What a subject like "the decline in output" is of."""
    for inner in scene.phrases_in(phrase.end, stop):
        if scene.lower[inner.start - 1] in ("in", "of") and (found := concept_of(scene, inner, stop)):
            return found
    return None


def by_topic(draft: Draft) -> Reading | None:
    """A fronted phrase that says what the sentence is about: "In the trade structure, Norway accounts for …"."""
    scene, start = draft.scene, draft.sentence[0]
    if scene.lower[start] not in ("in", "among"):
        return None
    comma = next((i for i in range(start, draft.start) if scene.words[i] == ","), start)
    if scene.verb_after(start, comma):
        return None
    found = (concept_of(scene, phrase) for phrase in scene.phrases_in(start, comma))
    return named_by(next(filter(None, found), None))


def by_nominal(draft: Draft) -> Reading | None:
    """The noun of the verb that governs the number: "sold it for $9bn" is a sale, "900 died" are deaths."""
    scene, counted, after = draft.scene, draft.quantity.noun, draft.scene.verb_at.get(draft.end)
    if draft.get("change") or (
        counted and scene.lower[scene.tokens_of(counted)[1] - 1] not in word_class("units of sale")
    ):
        return None
    undergoes = after is not None and draft.quantity.kind == "count" and scene.lower[after.head] in nominals()
    verb = after if undergoes else draft.verb
    if verb is None or (
        not undergoes and (verb.end > draft.start or _is_valued(draft, verb) or not _is_led(draft, verb))
    ):
        return None
    if scene.lower[verb.head] in word_class("verbs of costing") and _bears(draft, verb):
        return Reading(scene.doc[verb.head].lemma_.lower(), ((verb.head, verb.head + 1),))
    nouns = nominals().get(scene.lower[verb.head], ())
    if not nouns or ("stake" in nouns and draft.quantity.kind != "percent"):
        return None
    if draft.quantity.kind == "count":
        nouns = tuple(noun for noun in nouns if noun.endswith("s")) or nouns
    noun = next((noun for noun in nouns if noun in scene.vocabulary), nouns[0])
    return Reading(noun, ((verb.head, verb.head + 1),))


def owned_part(draft: Draft) -> Reading | None:
    """The stake that a participle of owning tells of: "30% owned by Norway"."""
    scene, at = draft.scene, draft.end
    owned = scene.lower[at + 1 : at + 2] == ["by"] and scene.lower[at] in word_class("owned")
    return Reading("stake", ((at, at + 1),)) if owned and draft.quantity.kind == "percent" else None


def _is_led(draft: Draft, verb: VerbGroup) -> bool:
    """Whether the number is what the verb before it is about: its object, its price, its share, no part of a set."""
    scene = draft.scene
    if draft.quantity.kind != "count":
        led = draft.hook == verb.head or scene.lower[draft.hook] in ("for", "at", "with")
        return led or draft.quantity.kind == "percent" or _bears(draft, verb)
    whole = scene.phrase_from(draft.end + 1) if scene.lower[draft.end : draft.end + 1] == ["of"] else None
    return draft.hook == verb.head and (whole is None or scene.tags[whole.head] == "NN")


def _bears(draft: Draft, verb: VerbGroup) -> bool:
    """Whether only who pays or is paid stands between the verb and the number: "will cost the bank $5m"."""
    scene, at = draft.scene, draft.hook
    phrase = scene.phrase_from(verb.end)
    if phrase is None or not phrase.start <= at < min(phrase.end, draft.start):
        return False
    return at in scene.mention_at or scene.classes[at] == "U" or scene.lower[at] in word_class("agent nouns")


def _is_valued(draft: Draft, verb: VerbGroup) -> bool:
    """Whether a thing is said to be valued, which is then what is measured: "the port was valued at $9m"."""
    first = draft.scene.phrase_at.get(verb.subject[0]) if verb.subject else None
    if not verb.passive or first is None or "value" not in nominals().get(draft.scene.lower[verb.head], ()):
        return False
    return not is_agent(draft.scene, first) and concept_of(draft.scene, first) is not None


def before_bound(draft: Draft) -> Reading | None:
    """The noun right before a bound, or right before the number where no verb is: "investments over 35 GWh"."""
    scene, cue = draft.scene, draft.quantity.cue
    at = scene.tokens_of(cue)[0] if cue else draft.start
    while at > draft.sentence[0] and scene.lower[at - 1] in ("as", "high", "low", "much", "many", "is", ":", "at"):
        at -= 1
    phrase = scene.phrase_at.get(at - 1)
    verbless = not scene.verbs_in(*draft.sentence) and "|" not in scene.words[slice(*draft.sentence)]
    if phrase is None or scene.classes[at - 1] != "N" or at <= draft.segment[0] or not (verbless or _is_bound(draft)):
        return None
    phrase = Phrase(phrase.start, at, at - 1, phrase.possessor, phrase.core)
    named = any(placed.entity.label in ("ORG", "PERSON") for placed in scene.mentions_in(phrase.start, phrase.end))
    if named or is_agent(scene, phrase):
        return None
    return named_by(concept_of(scene, phrase, draft.start, change_cue(draft)))


def _is_bound(draft: Draft) -> bool:
    """Whether the words before the number set a bound that can hang on a noun ("investments over")."""
    own = draft.quantity
    before = own.cue is not None and own.cue.end <= own.span.start
    return before and own.comparator != "~" and draft.get("change") is None


def by_price(draft: Draft) -> Reading | None:
    """The object before "for" or "at": "offers subscriptions for $180", "left its rate at 3%"."""
    scene, verb, lead = draft.scene, draft.verb, draft.scene.lower[leading_preposition(draft)]
    if verb is None or verb.end > draft.start or draft.quantity.noun or lead not in ("for", "at"):
        return None
    first = verb.end + (scene.tags[verb.end] == "RP")
    phrases = [p for p in scene.phrases_in(first, draft.start) if p.start == first]
    if not phrases or is_agent(scene, phrases[0]) or (lead == "for" and draft.quantity.kind != "money"):
        return None
    named = phrases[0].start in scene.mention_at and phrases[0].possessor is not None
    free = "NJSTQ" if lead == "at" else "NJSQ" if draft.quantity.per else "NJQ"
    generic = scene.classes[phrases[0].start] in free and (lead == "at" or draft.quantity.per or not named)
    return named_by(concept_of(scene, phrases[0], draft.start, (0, 0))) if generic else None


def by_verb(draft: Draft) -> Reading | None:
    """The verb, where no noun names what is measured: "aims to save $5m"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.end > draft.start or scene.lower[verb.head] in word_class("level verbs"):
        return None
    if (
        (draft.get("change") is not None and draft.hook != verb.head)
        or scene.lower[verb.head] in word_class("light verbs")
        or change_word(scene, verb.head)
        or is_reporting(scene.lower[verb.head])
    ):
        return None
    lemma = scene.doc[verb.head].lemma_ or scene.lower[verb.head]
    if lemma in ("be", "have", "do"):
        return None
    return Reading(lemma.lower(), ((verb.head, verb.head + 1),))
