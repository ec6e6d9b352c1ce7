"""Which numbers may inherit a period, and from which.

A period reaches only what is told like it, as so in the past; what is so now, has been so far, had been before or is to
come starts afresh, and so does a sentence with a date of its own.
"""

from __future__ import annotations

from pipeline.rules.period.dating import usable
from pipeline.rules.period.tense import Told, told
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.deal import deal_of
from pipeline.rules.scene.draft import Draft
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.once import once_read
from pipeline.rules.syntax.verbs import NOMINATIVES, Range, VerbGroup
from pipeline.vocabulary.linking import exchange_nouns, word_class


def inherits(draft: Draft) -> bool:
    """Whether the number is told as so at a time past, and its sentence has no date of its own."""
    return draft.get("scenario") == "actual" and told_of(draft) == "past" and not has_date(draft)


@once_read("attribution")
def has_date(draft: Draft) -> bool:
    """Whether the sentence has a date that no other number has for itself."""
    scene, (start, end) = draft.scene, draft.sentence
    for at, date in scene.dates_in(start, end):
        if scene.bracket[at[0]] != draft.bracket or _is_of_other(draft, at):
            continue
        if date.type != "SET" and usable(draft, (at, date)) and not _is_taken(draft, at):
            return True
    return False


def _is_of_other(draft: Draft, at: Range) -> bool:
    """Whether the date after the number tells of something by the way.

    "Fell 4%, undoing part of May's rise", "half were in Oslo, where it opened a mill in May".
    """
    scene = draft.scene
    if at[0] < draft.end:
        return is_closed_off(draft, at)
    owns = scene.words[at[1]] in ("'s", "’s")
    return owns or any(scene.words[i - 1] == "," and scene.classes[i] == "W" for i in range(draft.end + 1, at[0]))


def is_closed_off(draft: Draft, at: Range) -> bool:
    """Whether the date before the number is of a clause that is over: "Peru, which rose in May, fell"."""
    scene = draft.scene
    marks = [i for i in range(draft.sentence[0], draft.start) if scene.words[i] == ","]
    opens = max((i for i in marks if i < at[0]), default=None)
    over = any(i >= at[1] and draft.verb is not None and i < draft.verb.start for i in marks)
    if not over or opens is None:
        return False
    return "W" in scene.classes[opens + 1 : opens + 3] or scene.lower[opens + 1] in ("up", "down")


def _is_taken(draft: Draft, at: Range) -> bool:
    """Whether the date belongs to another number of the sentence: it stands right after that, or gave its period."""
    number = draft.scene.number_before(at[0])
    if number is not None and draft.drafts[number].start >= draft.sentence[0]:
        owner = draft.drafts[number]
        between = draft.scene.words[owner.end : at[0]]
        near = len(between) <= 8 and "," not in between
        if owner is not draft and (near or set(draft.scene.lower[draft.end : at[0]]) & word_class("setting words")):
            return True
    dated = filter(is_dated, numbers_before(draft, draft.sentence[0]))
    return any(at in other.readings["period"].cues for other in dated)


def is_told_by_the_way(other: Draft, draft: Draft) -> bool:
    """Whether the earlier number stands in a relative clause that is over: "shares, which hit 512p in May, fell 5%".

    In another sentence it must be one with a subject of its own: "Zeta Bank, which it bought in 1998, fell".
    """
    one, two = other.verb, draft.verb
    while one and one.start < other.start and not one.finite:
        one = other.scene.verb_before(one.start, other.sentence[0])
    if one is None or two is None or other.end > two.start:
        return False
    scene, together = draft.scene, other.sentence == draft.sentence
    if is_found(draft, other.end):
        return True
    if together and scene.classes[one.start - 1] == "W":
        return True
    if one.subject is None:
        return False
    if together and scene.lower[one.subject[0] - 1] == "when" and "," not in scene.words[other.end : two.start]:
        return False
    return _opens_relative(scene, one, one.subject[0])


def is_found(draft: Draft, since: int) -> bool:
    """Whether a survey told of since a token tells the number: "it fell 2% in May, and a survey found orders at 96"."""
    scene, polls = draft.scene, word_class("words of polls")
    found = (verb.phrase for verb in scene.verbs_in(since, draft.start) if verb.phrase)
    own = (phrase for phrase in found if phrase.word in polls and phrase.start > since)
    return any(scene.lower[phrase.start] in ("a", "another") for phrase in own)


def _opens_relative(scene: Scene, verb: VerbGroup, at: int) -> bool:
    """Whether the verb's subject at `at` stands after a relative word, or is a pronoun after a noun with its article.

    "The year when it sold 9 mills", "the mill they sold"; not "In the north they sold 9 mills".
    """
    first = scene.sentence(verb.start)[0]
    phrase = scene.phrase_at.get(at - 1)
    if scene.lower[at] in NOMINATIVES and phrase is not None:
        return scene.classes[phrase.start] == "T" and scene.classes[phrase.start - 1] != "P"
    return at - 1 > first and scene.classes[at - 1] == "W" and scene.lower[at - 1] in ("which", "whom", "when", "that")


def is_dated(draft: Draft) -> bool:
    """Whether a rule has said when the number holds, be it that nobody can tell."""
    return "period" in draft.readings


def told_of(draft: Draft) -> Told:
    """How the number is told, where a line of a list tells of what was so."""
    how = told(draft)
    return "past" if how == "none" and (draft.item or draft.label) else how


def is_traded(draft: Draft) -> bool:
    """Whether a price of the day is told, which no accounts report, or something is knocked off it; not how many."""
    if draft.quantity.kind == "count":
        return False
    after = draft.scene.lower[draft.end : draft.end + 8]
    off = after[after.index("off") + 1 :][:3] if "off" in after else []
    traded = word_class("traded things", "currency nouns")
    words = draft.concept_words
    return not traded.isdisjoint([draft.concept, *words, *off]) and exchange_nouns().isdisjoint(words)


def measures_same(one: Draft, other: Draft) -> bool:
    """Whether both numbers measure the same, in words for an economy that may differ."""
    return len({d.concept.replace("economic ", "").replace("growth", "economy") for d in (one, other)}) == 1


def is_single_deal(draft: Draft) -> bool:
    """Whether a deal is told that is made once, not over the time that accounts are for: "paid $9m for its stake"."""
    deal = deal_of(draft)
    return deal is not None and (deal.row.once or draft.concept in word_class("stakes"))
