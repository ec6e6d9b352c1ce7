"""What a movement moves: the noun before, after or between the words of change and the number."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rules.change.change import change_cue, change_word
from pipeline.rules.concept.naming import concept_of, named_by
from pipeline.rules.concept.nouns import noun_text
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.syntax.phrases import cut, outermost
from pipeline.rules.syntax.verbs import OPENING, Phrase
from pipeline.vocabulary.linking import word_class


def after_noun_of_change(draft: Draft) -> Reading | None:
    """The noun after a noun of change: "a 6% decline in output", "a drop of 5% in sales"."""
    scene, cue = draft.scene, change_cue(draft)
    if cue is None or scene.classes[cue[0]] != "N":
        return None
    moving = scene.phrase_at.get(cue[0])
    if moving and moving.possessor and moving.head == cue[0] and not scene.mentions_in(*moving.possessor):
        start, end = moving.possessor
        core = start + (scene.classes[start] == "T")
        return concept_of(scene, Phrase(start, end, end - 1, scene.lower[end - 1], None, core))
    for at in (cue[1], draft.end):
        if scene.lower[at] in ("in", "of"):
            phrase, stop = scene.phrase_from(at + 1), draft.start if at < draft.start else None
            if phrase and phrase.start != draft.start and (found := concept_of(scene, phrase, stop)):
                return found
    return None


def object_of_change(draft: Draft) -> Reading | None:
    """The object of a transitive verb of change: "cut its workforce by 500"."""
    scene, cue = draft.scene, change_cue(draft)
    row = change_word(scene, cue[0]) if cue else None
    if cue and draft.rule_of("change") == "level that is passed" and (taken := scene.phrase_from(cue[1])):
        return concept_of(scene, taken, draft.place)
    if not cue or not row or cue[1] > draft.place or draft.rule_of("change") == "rate of a movement":
        return None
    phrasal = scene.classes[cue[0]] == "R" and scene.classes[cue[0] - 1 : cue[0]] == "V"
    if not phrasal and (not row.transitive or scene.classes[cue[0]] != "V"):
        return None
    phrases = scene.phrases_in(cue[1], draft.place) if scene.classes[cue[1]] != "P" else []
    beside = scene.phrase_from(cue[1])
    if beside and beside.core < draft.start < beside.end and "N" in scene.classes[beside.core : draft.start]:
        phrases = [cut(scene, beside, draft.start)]
    before, after = scene.phrase_at.get(cue[0] - 1), scene.phrase_from(draft.end)
    if not phrases and before and scene.lower[before.start - 1] in ("have", "has", "had", "see", "sees", "saw"):
        phrases = [before]  # "had its debts cut by half"
    rated = draft.quantity.per_cue or (after and after.word in word_class("units of time"))
    if not (phrases or rated) and after and scene.classes[after.start] in "TS" and scene.lower[cue[1]] == "to":
        return concept_of(scene, after, cue=cue)
    if not phrases or scene.lower[phrases[0].head] in ("total", "average"):
        return None
    if phrases[0].word == "times" and draft.previous and draft.previous.quantity.unit == "time":
        return draft.previous.lent("concept")  # "has put up rates five times, taking them to 4.75%"
    told = scene.phrase_after(phrases[0].end, "for", "of")
    bare = phrases[0].word in word_class("forecasts") and "N" not in scene.classes[phrases[0].core : phrases[0].head]
    if told and bare and told.end <= draft.place:
        return concept_of(scene, told, draft.place, cue) or concept_of(scene, phrases[0], draft.place, cue)
    return concept_of(scene, phrases[0], draft.place, cue)


def added_to(draft: Draft) -> Reading | None:
    """What a sum is added to: "adding £190 to the price"."""
    scene, cue = draft.scene, change_cue(draft)
    row = change_word(scene, cue[0]) if cue else None
    if not row or row.name != "add" or scene.lower[draft.after_rate] != "to":
        return None
    found = concept_of(scene, scene.phrase_from(draft.after_rate + 1), cue=cue)
    return named_by(str(found.value).removeprefix("price of "), found.cues[0]) if found else None


def _led_noun(draft: Draft) -> Reading | None:
    """The noun right before a number that says how it moved: "a profit of £7m on sales 2% lower"."""
    scene, phrase = draft.scene, draft.scene.phrase_at.get(draft.hook)
    if phrase is None or scene.classes[phrase.start - 1] != "P":
        return None
    return concept_of(scene, cut(scene, phrase, draft.hook + 1))


def before_multiplying(draft: Draft) -> Reading | None:
    """What a verb of multiplying, the quantity's own token, is said of: "doubled its output", "output doubled"."""
    scene, hook = draft.scene, draft.hook
    hook -= scene.lower[hook] == "to" and scene.classes[hook - 1] == "N"  # "helped sales to double"
    if scene.classes[hook] == "D":  # "its sales in 2004 doubled"
        hook = next(i for i in range(hook - 1, -1, -1) if scene.classes[i] not in "DTP")
    if draft.role != "by":
        return None
    multiplied = scene.phrase_from(draft.end)
    if multiplied and scene.classes[multiplied.start] in "TS" and (found := concept_of(scene, multiplied)):
        return found
    phrase = scene.phrase_at.get(hook)
    while phrase and phrase.start - 2 >= draft.sentence[0] and scene.classes[phrase.start - 1] == "P":
        if scene.lower[phrase.start - 1] in OPENING:
            break  # "pays 9p a share after orders doubled"
        hook = phrase.start - 2
        phrase = scene.phrase_at.get(hook)
    if phrase is None or scene.classes[hook] != "N":
        return None
    return concept_of(scene, replace(cut(scene, phrase, hook + 1), core=min(phrase.core, hook)))


def before_change(draft: Draft) -> Reading | None:
    """The noun right before a word of change that has no verb: "Revenue up 4% at $5bn", "sales down from 9%"."""
    scene, cue = draft.scene, change_cue(draft)
    if cue is None or cue[0] - 1 < draft.sentence[0] or cue[0] in scene.verb_at:
        return None
    at_there = draft.start - 1 - (scene.lower[draft.start - 1] == "there")  # "with prices there 2% lower"
    if cue[0] == draft.end and draft.hook == at_there and scene.classes[at_there] == "N":
        outer = outermost(scene, scene.phrase_at.get(at_there), ("of", "on", "in", "at"))
        taken = outer is not None and outer.start - 1 in scene.verb_at  # "sent shares in Zeta Bank 2% lower"
        return concept_of(scene, outer) if taken else _led_noun(draft)
    apposed = scene.words[cue[0] - 1] == "," and cue[0] == draft.hook and scene.classes[cue[0] - 2] == "N"
    at = cue[0] - (apposed and scene.classes[cue[0]] == "R")
    phrase, before = scene.phrase_at.get(at - 1), draft.previous
    per = before.quantity.per_cue if before else None
    if phrase is None or phrase.end != at or (per and scene.tokens_of(per)[1] == at):
        return None
    return concept_of(scene, outermost(scene, phrase, ("of", "on", "in", "at")), cue=cue)


def counts_alike(draft: Draft, before: Draft) -> bool:
    """Whether a verb of change has the number for its object, which counts what the one before does: "shops shed 9"."""
    row = change_word(draft.scene, draft.hook)
    bare = draft.quantity.kind == "count" and draft.quantity.noun is None and before.quantity.noun is not None
    return bare and row is not None and row.transitive


def bare_growth(draft: Draft) -> Reading | None:
    """What growth is of: the noun before it, else an amount of the sentence before, else the economy, else itself."""
    scene, cue = draft.scene, change_cue(draft)
    if cue is None or scene.lower[cue[0]] != "growth":
        return None
    phrase = scene.phrase_at.get(cue[0])
    named = phrase is not None and phrase.head == cue[0] and scene.tags[phrase.core] not in ("JJS", "RBS")
    own = noun_text(scene, phrase.core, cue[0]) if phrase and named else ""
    if phrase and own and own.rsplit(maxsplit=1)[-1] not in word_class("adjectives of growth"):  # "real growth"
        return Reading(own, ((phrase.core, cue[0]),))
    floor = scene.sentence(draft.sentence[0] - 1)[0] if draft.sentence[0] else 0
    for other in numbers_before(draft, floor):
        last = other.concept_head
        if other.quantity.kind == "money" and last in word_class("growing nouns"):
            return other.lent("concept")
    return Reading("economy" if "economy" in scene.vocabulary else "growth", (cue,), phrase=cue)
