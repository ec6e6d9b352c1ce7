"""Numbers that stand for one told before: what had been forecast of it, and a part of what it counts."""

from __future__ import annotations

from decimal import Decimal

from pipeline.rules.concept.naming import concept_of
from pipeline.rules.concept.nouns import is_agent
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.syntax.phrases import outermost
from pipeline.rules.syntax.verbs import NOMINATIVES, VerbGroup
from pipeline.vocabulary.linking import change_nouns, word_class


def foretold(draft: Draft) -> Reading | None:
    """The concept of the number before that the draft's was forecast for: "made $5m. Analysts had expected $6m"."""
    if draft.quantity.noun or not (_is_expected(draft) or _is_forecast(draft)):
        return None
    other = alike_before(draft)
    if other is None:
        return None
    if draft.get("change") and draft.quantity.kind != "count":
        return None
    return Reading(other.readings["concept"].value, (draft.scene.quantity_at[other.index],))


def alike_before(draft: Draft) -> Draft | None:
    """The number before of the same kind and unit, of counts whatever they count, that has a concept.

    It is the nearest, or in its sentence one that is about as large, where the nearest is many times larger or smaller.
    """
    found = [other for other in numbers_before(draft, 0) if _is_alike(draft, other)]
    nearest = next(iter(found), None)
    if nearest is None or times_apart(draft, nearest) < FAR:
        return nearest
    together = (other for other in found if other.sentence == nearest.sentence)
    return next((other for other in together if times_apart(draft, other) < CLOSE), nearest)


FAR, CLOSE = 3, Decimal("1.5")
"""Times by which a forecast differs from a figure that is hardly its own, and from one that may well be."""


def _is_alike(draft: Draft, other: Draft) -> bool:
    like = other.is_like(draft) or draft.quantity.kind == other.quantity.kind == "count"
    told = other.rule_of("concept") not in ("", "noun before an aside")  # nobody goes back to "debt, at 79% of output"
    return like and told and not _is_of_clause_before(other, draft)


def times_apart(draft: Draft, other: Draft) -> Decimal:
    """How many times the larger of two values is the smaller; 1 where one is nothing."""
    low, high = sorted((abs(draft.quantity.value), abs(other.quantity.value)))
    return high / low if low else Decimal(1)


def _is_of_clause_before(other: Draft, draft: Draft) -> bool:
    """Whether a clause with "where" that is over tells the number: "In Peru, where rates are 9%, the figure is 3%"."""
    opens = other.verb.subject[0] if other.verb and other.verb.subject else other.start
    relative = other.sentence == draft.sentence and draft.scene.lower[opens - 1] == "where"
    return relative and "," in draft.scene.words[other.end : draft.start]


def as_alike(draft: Draft) -> Reading | None:
    """The concept of the last number before in the same unit: "Its earlier forecast was for $4bn"."""
    other = alike_before(draft)
    return other.lent("concept") if other else None


def _is_expected(draft: Draft) -> bool:
    """Whether a verb of forecasting has the bare number for its object: "had forecast 5%", "the 5% economists saw"."""
    scene, verb, words = draft.scene, draft.verb, word_class("verbs of forecasting")
    led = draft.hook - (draft.hook_word in ("for", "in", "on"))
    stands = scene.phrase_at.get(draft.hook - (draft.hook_word == "of"))  # "a figure of", "a figure nearer to"
    rate = draft.quantity.kind == "money" and scene.lower[draft.hook - 1] == "rate"
    if stands and (rate or stands.word in word_class("standing nouns") | change_nouns()):
        led = stands.start - 1
    led -= scene.lower[led] == "in" and led == verb.end if verb else 0  # "had pencilled in a gain of 90"
    if verb and verb.end <= draft.start and verb.head in (draft.hook, led) and verb.word in words:
        return scene.classes[draft.end] not in "NJ"
    after = verb_said_of(draft) or scene.verb_at.get(draft.end)
    return after is not None and after.word in words


def verb_said_of(draft: Draft) -> VerbGroup | None:
    """The verb whose subject follows the number: "the 0.4% economists saw", "the 2% rise that banks had expected"."""
    scene, phrase = draft.scene, draft.scene.phrase_at.get(draft.start)
    for at in (draft.beyond, phrase.end if phrase else draft.end):
        at += scene.lower[at] in ("that", "which")  # noqa: PLW2901
        who = scene.phrase_at.get(at)
        acts = who is not None and (is_agent(scene, who) or who.word in NOMINATIVES)
        if who and acts and (after := scene.verb_at.get(who.end)):
            return after
    return None


def _is_forecast(draft: Draft) -> bool:
    """Whether the number is the size of a forecast that says of nothing else: "analysts' forecasts of $5m"."""
    at, outlooks = draft.hook - 1, word_class("forecasts")
    phrase = draft.scene.phrase_at.get(at) if draft.hook_word in ("of", "for") else None
    return phrase is not None and draft.scene.lower[at] in outlooks and phrase.head - phrase.core < 2


def whose_was_foretold(draft: Draft) -> Reading | None:
    """Whose the number before is that the draft's was forecast for."""
    other = alike_before(draft) if draft.rule_of("concept") == "forecast of a number before" else None
    return other.lent("entity") if other else None


def part_before(draft: Draft) -> Reading | None:
    """What "of which" stands for before the draft: the number before, else the phrase: "debts, of which $9m is due"."""
    before, hook = draft.previous, draft.hook
    hook -= 2 * (draft.scene.lower[hook - 1 : hook + 1] in (["there", "are"], ["there", "were"]))
    words = draft.scene.lower[draft.segment[0] : hook + 1]
    pointing = len(words) <= 4 and words[-2:] in (["of", "whom"], ["of", "which"], ["of", "them"])
    near = before and (before.is_like(draft) or len(words) <= 5)
    aside = near and not draft.scene.verbs_in(*draft.segment)
    if before and (pointing or (aside and words[-2:] == ["of", "which"])):
        reading = before.readings.get("concept")
        return reading and Reading(reading.value, (draft.scene.quantity_at[before.index],), phrase=reading.phrase)
    at = hook - 2
    if at <= draft.sentence[0] or words[-2:] not in (["of", "which"], ["of", "whom"]) or draft.scene.words[at] != ",":
        return None
    phrase = outermost(draft.scene, draft.scene.phrase_at.get(at - 1))
    return concept_of(draft.scene, phrase)
