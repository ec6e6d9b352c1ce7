"""Verbs of saying: which verb groups report what somebody said, and how they stand to it."""

from __future__ import annotations

from pipeline.rules.scene.draft import Draft
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.once import once_of_each
from pipeline.rules.syntax.verbs import QUOTES, Range, VerbGroup
from pipeline.vocabulary.linking import is_reporting, word_class


@once_of_each
def speech_verbs(scene: Scene, tokens: Range) -> list[VerbGroup]:
    """The active verbs of saying within the tokens."""
    said = (g for g in scene.verbs_in(*tokens) if not g.passive and (is_reporting(g.word) or _quotes(scene, g)))
    return [group for group in said if not (_commands(scene, group) or _adds_up(scene, group))]


def _quotes(scene: Scene, group: VerbGroup) -> bool:
    """Whether a verb of any sense ends a quotation and names a person: '…," scoffed Ann Lee', '…," Ann Lee scoffed'."""
    first = group.subject[0] if group.subject else 0
    told = first > 1 and scene.words[first - 1] in QUOTES and not scene.spaced[first - 2]
    phrase = scene.phrase_at.get(first) if told else scene.phrase_from(group.end)
    if phrase is None or group.start == 0 or not (told or scene.words[group.start - 1] in QUOTES):
        return False
    return any(placed.entity.label == "PERSON" for placed in scene.mentions_in(phrase.start, phrase.end))


def _adds_up(scene: Scene, group: VerbGroup) -> bool:
    """Whether something is put to something else or written off, and nothing said: "the firm added 500 jobs"."""
    if group.word in ("wrote", "writes") and scene.lower[group.end] in ("off", "down", "up"):
        return True
    if scene.lower[group.end] == "guilty":
        return True  # "if found guilty of all nine charges"
    counts = ("adding", "added", "found", "recalled", "recalls")
    return group.word in counts and scene.classes[group.end : group.end + 2].lstrip("RP")[:1] == "Q"


def _commands(scene: Scene, group: VerbGroup) -> bool:
    """Whether it is told what to do: "Norway told the bank to pay"."""
    phrase = scene.phrase_at.get(group.end)
    return phrase is not None and phrase.end in scene.verb_at and scene.lower[phrase.end] == "to"


@once_of_each
def is_inverted(scene: Scene, group: VerbGroup) -> bool:
    """Whether the speaker follows: "…," said Ann Lee."""
    mark = scene.words[group.start - 1] if group.start else ""
    phrase = scene.phrase_at.get(group.end)
    if phrase is None or phrase.start != group.end or phrase.end in scene.verb_at:
        return False
    placed = scene.mention_at.get(phrase.head)  # not "Ann Lee, an economist, said Norway's exports in 2004 rose"
    names = placed is not None and placed.mention.form in ("name", "short")
    return (mark in QUOTES or mark == ",") and (names or phrase.word in word_class("agent nouns"))


def is_in_passing(scene: Scene, group: VerbGroup) -> bool:
    """Whether it is told beside the main clause that something was said: "fell, after it said sales were low"."""
    at = group.subject[0] - 1 if group.subject else -1
    while scene.classes[at] == "R":
        at -= 1
    led = scene.classes[at] in "BW" or scene.lower[at] in word_class("clause prepositions") - {"as"}
    return led and not is_inverted(scene, group) and _has_clause(scene, group)


def _has_clause(scene: Scene, group: VerbGroup) -> bool:
    """Whether what was said follows the verb of saying."""
    following = scene.verb_after(group.end, scene.sentence(group.start)[1])
    return following is not None and not any(word in QUOTES for word in scene.words[group.end : following.start])


def is_set_off(draft: Draft, group: VerbGroup) -> bool:
    """Whether the number's clause is over where the speaker after it is named.

    It is not where the number is said of the speaker ("Ford, which made $9m, said …"), or something else is said
    ("the rise that banks had predicted").
    """
    scene = draft.scene
    marks = [i for i in range(draft.end, group.start) if scene.words[i] == "," or scene.words[i] in QUOTES]
    amount = scene.classes[group.end] == "Q" or scene.tags[group.head] == "VBG"
    first = group.subject[0] if group.subject else group.start
    joint = (first - 1 if draft.end < first else 0), group.start - 1
    joined = any(scene.classes[i] == "C" for i in joint) and scene.verb_after(group.end, draft.sentence[1])
    beside = joined or (first > draft.end and scene.lower[first - 1] in ("that", "which"))
    return bool(marks) and not (amount or beside) and not _says_more(draft, group) and not is_in_passing(scene, group)


def _says_more(draft: Draft, group: VerbGroup) -> bool:
    """Whether the number stands in a clause or bracket between the verb of saying and its subject."""
    scene, subject = draft.scene, group.subject
    if subject is None or is_inverted(scene, group) or not subject[0] <= draft.start < group.start:
        return False
    end = scene.phrase_at[subject[0]].end if subject[0] in scene.phrase_at else subject[1]
    beside = scene.words[end] == "," or "W" in scene.classes[end : draft.start]
    return end <= draft.start and beside and bool(scene.mentions_in(*subject))


def is_aftermath(draft: Draft) -> bool:
    """Whether it is what markets did about what was said: "has warned of a loss, sending its shares down 9%"."""
    scene, verb = draft.scene, draft.verb_before
    beside = verb is not None and scene.tags[verb.start] == "VBG" and scene.words[verb.start - 1] == ","
    return beside and draft.concept in ("shares", "share price", "stock", "value", "market value")


def is_told_beside(draft: Draft, group: VerbGroup) -> bool:
    """Whether the number only describes a firm or person in it: "said it would buy Holm Mills, which made $9m"."""
    scene = draft.scene
    which = scene.classes.rfind("W", group.end, draft.start)
    if which < 2 or scene.words[which - 1] != "," or "," in scene.words[which : draft.start]:
        return is_aftermath(draft)
    placed = scene.mention_at.get(which - 2)
    return placed is not None and placed.entity.label in ("ORG", "PERSON") and scene.lower[which] in ("which", "who")
