"""What the clause of a number measures: its verb's subject, object or noun, or the phrase that opens it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from pipeline.rules.change.change import change_cue, change_word
from pipeline.rules.concept.acts import costs, is_exchanged, is_of_those, lemma_of, noun_of_verb, takes
from pipeline.rules.concept.foretold import as_alike, verb_said_of
from pipeline.rules.concept.naming import change_only, concept_of, first_concept, named_by, stood_for, thing_of
from pipeline.rules.concept.nouns import first_said, is_agent, is_named
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.phrases import cut, outermost
from pipeline.rules.syntax.verbs import Phrase, VerbGroup
from pipeline.vocabulary.linking import is_reporting, share_nouns, word_class
from pipeline.vocabulary.quantity_rows import currency_rows


def by_subject(draft: Draft) -> Reading | None:
    """The subject of the verb that governs the number."""
    scene, verb = draft.scene, draft.verb
    first = (_gap_between(scene, verb) or verb.phrase) if verb else None
    if verb is None or first is None:
        return None
    if first.word in word_class("blends of crude"):
        return Reading("crude", ((first.start, first.end),))
    if first.word in ("metal", "commodity") and scene.lower[first.start] == "the":
        goods = next((word for word in scene.lower if word in word_class("commodities")), first.word)
        return Reading(goods, ((first.start, first.end),))
    if scene.classes[first.end - 1] == "O":
        return _elided(draft, first)
    if (
        first.start <= draft.start < first.end
        or (verb.word in word_class("verbs of costing") and _is_act(scene, first))
        or (takes(draft, verb) and not costs(draft, verb))
        or (first.word in word_class("units of firms") and verb.word == "earned")
        or _counts_more(draft, verb)
        or _bracketed_change(draft)
        or (is_agent(scene, first) and not (_is_measured(draft, first, verb) or draft.quantity.rule == "subject"))
        or _aims_at(draft)
        or _acts_on_another(draft, verb)
    ):
        return None
    found = _with_topic(draft, concept_of(scene, first, verb.start, change_cue(draft)))
    if found and str(found.value).endswith("currency"):
        return _currency(draft) or found
    moved = change_cue(draft) not in (None, (first.head, first.head + 1)) and change_only(scene, first)
    if moved and scene.classes[verb.start - 1] == "W" and (of := _complement(scene, first, verb.start)):
        return of  # "the surge in the euro, which has gained 9%"
    revised = moved and first.word != "growth" and scene.lower[first.end] not in ("in", "of")  # "May's gain was cut"
    if revised or first.word in word_class("standing nouns"):
        return as_alike(draft) or _as_last(draft, first) or found
    if found or scene.classes[first.head] == "U":
        return found
    return _complement(scene, first, verb.start) if change_only(scene, first) else None


def _counts_more(draft: Draft, verb: VerbGroup) -> bool:
    """Whether the number is of those counted before, not of the subject: "Shops, which cut 900 jobs, added 300",
    "It rose to 7%, leaving 90 people idle, 4 more".
    """
    before = draft.previous
    since = before is not None and before.quantity.noun is not None and before.start >= verb.end
    taken = draft.is_object_of(verb) and verb.word not in word_class("level verbs")
    return draft.quantity.rule == "as before" and (taken or since)


def _gap_between(scene: Scene, verb: VerbGroup) -> Phrase | None:
    """The noun before "between what", of which the verb is told: "the gap between what it buys and sells widened"."""
    start = scene.sentence(verb.start)[0]
    at = next((i for i in range(start, verb.start) if scene.lower[i : i + 2] == ["between", "what"]), start)
    return scene.phrase_at.get(at - 1) if at > start and "," not in scene.words[at : verb.start] else None


def _is_act(scene: Scene, subject: Phrase) -> bool:
    """Whether the subject is the object of a gerund that opens the sentence: "Hosting the games cost $9m"."""
    start = subject.start - 1
    return start == scene.sentence(subject.start)[0] and start in scene.verb_at and scene.tags[start] == "VBG"


def _as_last(draft: Draft, subject: Phrase) -> Reading | None:
    """The concept of the last number, for how much "the total" or "the figure" moved."""
    moved = draft.get("change") or draft.scene.lower[draft.beyond] in ("above", "below")
    points = subject.word in word_class("pointing nouns") and moved
    last = next(numbers_before(draft, 0), None) if points else None
    return last.lent("concept") if last else None


def _is_measured(draft: Draft, phrase: Phrase, verb: VerbGroup) -> bool:
    """Whether the number is of those who act: "customers rose by 5%", unnamed "stores could fetch $600m"."""
    counted = draft.quantity.kind != "money" and phrase.word in word_class("people who are counted")
    if counted and change_word(draft.scene, verb.head):
        return True
    shops = phrase.word in word_class("things owned") and draft.scene.tags[phrase.head] == "NNS"
    return shops and not is_named(draft.scene, phrase) and verb.word in word_class("verbs of pricing")


def balance(draft: Draft) -> Reading | None:
    """The gap where one side of a trade is said to be larger than the other: "imports outstripped exports by $2bn"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.subject is None or verb.word not in word_class("verbs of outdoing"):
        return None
    sides = [verb.phrase, scene.phrase_from(verb.end)]
    heads = [phrase.word for phrase in sides if phrase]
    if sorted(heads) not in (["exports", "imports"], ["revenue", "spending"]):
        return None
    words = ("deficit", "gap", "shortfall") if heads[0] in ("imports", "spending") else ("surplus",)
    near = scene.lower[slice(*draft.sentence)]
    noun = next((word for word in words if word in near), None) or first_said(scene, words) or words[0]
    return Reading(f"trade {noun}" if "exports" in heads else noun, ((verb.head, verb.head + 1),))


@cache
def _measuring_verbs() -> frozenset[str]:
    """Verbs whose subject has the measure that is their object."""
    kinds = ("yielding", "making up", "pricing", "containing")
    return word_class("arriving verbs").union(*(word_class(f"verbs of {kind}") for kind in kinds))


def _acts_on_another(draft: Draft, verb: VerbGroup) -> bool:
    """Whether the verb has an object before the number, so that its subject acts: "a judge froze it, with $5m"."""
    scene = draft.scene
    if verb.end > draft.start or verb.passive or verb.word in word_class("level verbs"):
        return False
    if scene.lower[draft.end] == "short" or is_exchanged(verb):
        return False
    word, cue = verb.word, change_cue(draft)
    if word in word_class("verbs of revising") and draft.hook != verb.head:
        taken = scene.phrase_from(verb.end)
        return taken is not None and taken.end <= draft.start
    if draft.hook == verb.head and cue is None and draft.quantity.kind != "percent":
        return word not in _measuring_verbs()
    if cue or change_word(scene, verb.head) or verb.word in word_class("holding verbs"):
        return False
    phrase = scene.phrase_from(verb.end)
    if phrase and phrase.word == "hands":
        return False
    return phrase is not None and phrase.end <= draft.start and scene.classes[phrase.head] not in "QD"


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
    return None if _has_object(draft) else thing_of(draft.scene, phrase, None, change_cue(draft))


def _has_object(draft: Draft) -> bool:
    """Whether the verb of a list has an object that its numbers are of: "Pumps and taps had sales of $9m and $8m"."""
    first, verb_end = draft, draft.verb_before.end if draft.verb_before else draft.start
    while first.previous and first.previous.start > verb_end:
        first = first.previous
    found = draft.scene.phrase_at.get(first.hook - 1) if first.hook_word == "of" else None
    return found is not None and found.start >= verb_end and found.word not in word_class("record nouns")


def _currency(draft: Draft) -> Reading | None:
    """The currency that was a subject last before: "the US currency" after "the dollar"."""
    scene, own = draft.scene, draft.verb.start if draft.verb else draft.start
    for placed in scene.mentions_in(*draft.verb.subject) if draft.verb and draft.verb.subject else ():
        rows = (row for row in currency_rows() if placed.entity.code in row.countries)
        if noun := next((w for row in rows for w in row.words[0].split() if w in word_class("currency nouns")), None):
            return Reading(noun, ((placed.start, placed.end),))  # "the US currency" is the dollar
    for group in reversed(scene.verbs_in(0, own)):
        phrase = group.phrase
        if phrase and phrase.word in word_class("currency nouns") - {"currency"}:
            return Reading(phrase.word, ((phrase.start, phrase.end),), phrase=(phrase.start, phrase.end))
    return None


def compared(draft: Draft) -> Reading | None:
    """The concept of the number before, where the sentence speaks of that number: "This compares with $4bn"."""
    scene, start = draft.scene, draft.sentence[0]
    if scene.lower[start] not in ("this", "that", "it") or draft.previous or not draft.index:
        return None
    is_so = scene.lower[start] != "it" and scene.lower[start + 1] in ("is", "was", "represents", "represented", "marks")
    if not (is_so or set(scene.lower[start + 1 : start + 3]) & {"compares", "compared"}):
        return None
    before = draft.drafts[draft.index - 1]
    return before.lent("concept")


def _elided(draft: Draft, owner: Phrase) -> Reading | None:
    """What an owner alone has, as the clause before a colon or the last number says: "Wages differ: Norway's rose"."""
    scene, before = draft.scene, draft.previous
    led = scene.verb_before(owner.start, draft.sentence[0]) if scene.words[owner.start - 1] == ":" else None
    if led and led.phrase and (found := concept_of(scene, led.phrase, led.start)):
        return found
    return before.lent("concept") if before and before.quantity.kind == draft.quantity.kind else as_alike(draft)


def by_pronoun(draft: Draft) -> Reading | None:
    """What "it" stands for where it is no entity: the subject of the verb before."""
    scene, verb = draft.scene, draft.verb
    if verb and verb.subject is None and verb.start - 1 == draft.sentence[0] and scene.lower[verb.start - 1] == "these":
        return _last_named(draft)
    if verb is None or _acts_on_another(draft, verb) or is_of_those(draft):
        return None
    taken = scene.phrase_from(verb.end) if draft.get("change") else None
    if taken and taken.word in ("it", "them") and scene.lower[taken.end] == "to" and taken.end == draft.hook:
        return as_alike(draft)  # "Trade hit $9bn. They hope to raise it to $12bn"
    found = stood_for(scene, verb, acts=draft.hook == verb.head and draft.get("change") is None)
    if found and str(found.value).endswith("currency"):
        return _currency(draft) or found
    # "Trade with Chile grew. It amounted to $9bn" is not told of Chile
    stands = (draft.hook == verb.head and verb.word in word_class("forms of be")) or verb.word in ("stood", "stands")
    sums = (stands and draft.quantity.kind == "money") or verb.word in word_class("verbs of amounting")
    found = found or (as_alike(draft) if sums and verb.phrase and verb.phrase.word in ("it", "they") else None)
    sums = sums or (found is not None and found.value in word_class("currency nouns"))
    sums = sums or (
        found is not None and ":" in scene.words[found.cues[0][1] : verb.start]
    )  # "Sales grew: it hit $9bn"
    return found if sums or (verb.subject and verb.subject[0] not in scene.mention_at) else None


def _last_named(draft: Draft) -> Reading | None:
    """What "these" stand for, which the sentence before names last: "a surge in bad loans. These were $9m"."""
    scene, start = draft.scene, draft.sentence[0]
    phrases = scene.phrases_in(scene.sentence(start - 1)[0], start)
    many = (outermost(scene, p) for p in reversed(phrases) if scene.tags[p.head] == "NNS" and not is_agent(scene, p))
    return next((concept_of(scene, phrase) for phrase in many if phrase), None)


def _aims_at(draft: Draft) -> bool:
    """Whether the number is the object of an infinitive, which no subject measures: "aims to earn $5m"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or draft.hook != verb.head:
        return False
    before = scene.lower[verb.start : verb.head]
    if "to" not in before or before[-1:] == ["have"] or word_class("verbs of forecasting") & set(before):
        return False
    return verb.word not in word_class("level verbs") and change_word(scene, verb.head) is None


def _bracketed_change(draft: Draft) -> bool:
    """Whether the number's change is said in its bracket and not by the verb of the sentence."""
    cue = change_cue(draft)
    return bool(draft.bracket and cue and cue[0] > draft.bracket[0])


def _with_topic(draft: Draft, found: Reading | None) -> Reading | None:
    """A share with no complement takes the fronted phrase: "In imports, its share stood at 5%"."""
    topic = by_topic(draft) if found and found.value in share_nouns() else None
    return named_by(f"{found.value} in {topic.value}", found.cues[0]) if found and topic else found


def _complement(scene: Scene, phrase: Phrase, stop: int) -> Reading | None:
    """What a subject like "the decline in output" is of."""
    for inner in scene.phrases_in(phrase.end, stop):
        if scene.lower[inner.start - 1] in ("in", "of") and (found := concept_of(scene, inner, stop)):
            return found
    return None


PARTNERS = (["among", "the", "partners"], ["among", "its", "partners"], ["among", "the", "countries"])
"""Words that lead to one of several and not to what is measured of it."""


def by_topic(draft: Draft) -> Reading | None:
    """A fronted phrase that says what the sentence is about: "In the trade structure, Norway accounts for …".

    Or of which whole a part is: "Of those imports Norway supplied 5%".
    """
    scene, start = draft.scene, draft.sentence[0]
    if scene.lower[start : start + 2] in (["of", "those"], ["of", "these"]) and draft.quantity.kind == "percent":
        return thing_of(scene, scene.phrase_from(start + 1))
    if scene.lower[start] not in ("in", "among") or scene.lower[start : start + 3] in PARTNERS:
        return None
    comma = next((i for i in range(start, draft.start) if scene.words[i] == ","), start)
    if scene.verb_after(start, comma) or scene.lower[comma - 1] in word_class("empty fronts", "place nouns"):
        return None
    return first_concept(scene, scene.phrases_in(start, comma))


def said_of_it(draft: Draft) -> Reading | None:
    """What the clause behind a sum says is done with it: "the $81m that the port has asked for", "the $5m it owes"."""
    scene, verb = draft.scene, verb_said_of(draft)
    if verb is None or draft.quantity.kind != "money" or draft.get("change") is not None or is_reporting(verb.word):
        return None
    if verb.word in word_class("verbs of forecasting", "light verbs") | _measuring_verbs():
        return None
    return noun_of_verb(draft, verb) or Reading(lemma_of(scene, verb), ((verb.head, verb.head + 1),))


def before_bound(draft: Draft) -> Reading | None:
    """The noun right before a bound, or right before the number where no verb is: "investments over 35 GWh"."""
    scene, cue = draft.scene, draft.quantity.cue
    at = scene.tokens_of(cue)[0] if cue else draft.start
    while at > draft.sentence[0] and scene.lower[at - 1] in ("as", "high", "low", "much", "many", "is", ":", "at"):
        at -= 1
    phrase = scene.phrase_at.get(at - 1)
    if phrase and scene.lower[phrase.start - 2 : phrase.start] == ["out", "of"]:
        return None  # "the number out of work topped 5 million"
    verbless = not scene.verbs_in(*draft.sentence) and "|" not in scene.words[slice(*draft.sentence)]
    if phrase is None or scene.classes[at - 1] != "N" or at <= draft.segment[0] or not (verbless or _is_bound(draft)):
        return None
    phrase = cut(scene, phrase, at)
    phrase = outermost(scene, phrase, ("of", "on", "for")) or phrase
    named = any(placed.entity.label in ("ORG", "PERSON") for placed in scene.mentions_in(phrase.start, phrase.end))
    return None if named else thing_of(scene, phrase, draft.start, change_cue(draft))


def _is_bound(draft: Draft) -> bool:
    """Whether the words before the number set a bound that can hang on a noun ("investments over")."""
    own = draft.quantity
    before = own.cue is not None and own.cue.end <= own.span.start
    return before and own.comparator != "~" and draft.rule_of("change") in ("", "level that is passed")
