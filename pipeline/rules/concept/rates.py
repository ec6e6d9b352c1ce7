"""What a number is per, and what it counts, where it does not say so itself: by its concept, its like, an adjective."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.quantity.bounds import denominators, rate_words
from pipeline.quantity.nouns import singular
from pipeline.rules.concept.foretold import alike_before, times_apart
from pipeline.rules.period.dating import is_set_against
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.relations import concept_phrase
from pipeline.vocabulary.linking import change_nouns, word_class
from pipeline.vocabulary.quantity_rows import word_class as quantity_word_class


def rate(draft: Draft, exact: str) -> Reading | None:
    """The rate of a number whose other slots are decided, written `exact`."""
    if draft.quantity.per or draft.quantity.kind not in ("money", "measure", "count"):
        return None
    return _exchange_rate(draft, exact) or _carried(draft) or _by_adjective(draft) or _priced_by(draft)


def counted(draft: Draft) -> Reading | None:
    """The unit of a count without a noun: what its concept is, one of it: "Sales hit 142,000", "job losses of 900"."""
    concept = draft.readings.get("concept")
    if concept is None or draft.quantity.unit or draft.quantity.kind != "count":
        return None
    words = str(concept.value).split()
    head = next((i for i, word in enumerate(words) if word in quantity_word_class("preposition")), len(words))
    while head and words[head - 1] in change_nouns():
        head -= 1
    named = words[head - 1] if head else ""
    named = "people" if named in ("unemployment", "joblessness", "unemployed", "jobless") else named
    sums = word_class("things with a price") | quantity_word_class("sum_word")  # of those so many are no count
    if named in word_class("numbers of people"):
        return Reading("person", concept.cues, "what its concept counts")  # "unemployment rose to 5.04 million"
    plural = singular(named) != named and named not in sums
    return Reading(singular(named), concept.cues, "its concept in the singular") if plural else None


def _exchange_rate(draft: Draft, exact: str) -> Reading | None:
    """The currency that a sum of another one is the price of, which its rate is per: "the pound rose to $1.90"."""
    concept = draft.readings.get("concept")
    if concept is None or draft.quantity.kind != "money":
        return None
    noun = str(concept.value).split()[-1]
    own = noun in exact.lower() or (noun == "dollar" and exact.startswith("$"))
    return None if own or noun not in word_class("currency nouns") else Reading(noun, concept.cues, "exchange rate")


def _carried(draft: Draft) -> Reading | None:
    """The rate of a number that says the same of another time: "$49 a barrel, up 85 cents", "$2 a share, not $3"."""
    for other in _of_the_same(draft):
        moves = draft.role or other.role
        near = draft.quantity.kind == "measure" or times_apart(draft, other) <= (MOVED if moves else SET_BESIDE)
        again = draft.scene.lower[draft.end : other.start] == [",", "or"]  # "sales were $26bn, or $5bn a week"
        if other.quantity.per_cue and near and not again:
            cue = draft.scene.tokens_of(other.quantity.per_cue)
            said = other.sentence[0] <= cue[0] < other.sentence[1]
            adjective = draft.scene.lower[cue[0]] in rate_words("adjective")  # "its daily limit of $5"
            return Reading(other.quantity.per, (cue,), "rate of its like") if said and not adjective else None
    return None


MOVED, SET_BESIDE = 1000, 20
"""Times by which a price is larger than its movement at most, and than another price; profit and cents a share are
further apart."""


def _of_the_same(draft: Draft) -> Iterator[Draft]:
    """The numbers with a rate that measure the same of the same: what it was foretold for, others of the sentence."""
    foretold = alike_before(draft) if draft.rule_of("concept") == "forecast of a number before" else None
    near = [foretold] if foretold else draft.drafts[max(0, draft.index - NEAR) : draft.index + NEAR + 1]
    rated = [other for other in near if other.quantity.per and other is not draft and other.is_like(draft)]
    for other in sorted(rated, key=lambda other: abs(other.index - draft.index)):
        one, two = ({*each.concept.split(" ")} for each in (draft, other))
        beside = other.sentence == draft.sentence and other.get("entity") == draft.get("entity")
        if other is foretold or (beside and (one <= two or two <= one or is_set_against(draft))):
            yield other


NEAR = 3
"""So many numbers before and after may say the same of another time."""


def _priced_by(draft: Draft) -> Reading | None:
    """What is said to have the price: "A barrel of crude costs $48, up 35 cents"."""
    scene, verb = draft.scene, draft.verb
    if draft.quantity.kind != "money" or verb is None or verb.subject is None:
        return None
    first = verb.subject[0]
    noun = scene.lower[first + 1]
    one = scene.lower[first] in ("a", "an", "one") and scene.lower[first + 2] == "of"
    per = denominators().get(noun) if one and noun not in word_class("units of time") else None
    return Reading(per, ((first, first + 2),), "what has the price") if per else None


def _by_adjective(draft: Draft) -> Reading | None:
    """The rate that an adjective says of the concept or of what is of that size: "weekly flights rose from 96 to 214",
    "an annual capacity of 9 tonnes of tea".
    """
    scene, tokens, adjectives = draft.scene, concept_phrase(draft), rate_words("adjective")
    sized = scene.phrase_at.get(draft.hook - 1) if draft.hook_word == "of" else None
    for phrase in (scene.phrase_at.get(tokens[0]) if tokens else None, sized):
        for at in range(max(0, phrase.start - 1), phrase.head) if phrase else ():
            if per := adjectives.get(scene.lower[at]):
                return Reading(per, ((at, at + 1),), "adjective of rate")
    return None
