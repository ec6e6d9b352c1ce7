"""Noun phrases, found over word classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.rules.verbs import Phrase, Range
from pipeline.vocabulary.linking import word_class

if TYPE_CHECKING:
    from pipeline.rules.scene import Scene

BEGINNING = "TSJNQOHUVR"
"""Classes of words that may begin a noun phrase."""


def noun_phrases(scene: Scene) -> list[Phrase]:
    """The noun phrases of an article, in text order."""
    phrases: list[Phrase] = []
    done = 0
    for i, kind in enumerate(scene.classes):
        if i >= done and (kind in BEGINNING or scene.words[i] == "&"):
            done = _phrase_end(scene, i)
            if done > i:
                phrases.append(_phrase(scene, i, done))
    return phrases


def _phrase_end(scene: Scene, start: int) -> int:
    """Where a noun phrase that begins at `start` ends; `start` itself where none begins."""
    classes, i, noun = scene.classes, start, False
    if classes[i] == "U":
        return i + 1
    sentence_end = scene.sentence(start)[1]
    while i < sentence_end:
        kind = classes[i]
        if kind in "TS" and i > start:
            break
        if not (kind in "TSJNQOH" or _modifies(scene, i)):
            break
        noun = noun or kind in "NQ"
        i += 1
    while i > start and classes[i - 1] in "THR" and not noun:
        i -= 1
    while noun and classes[i - 1] == "J" and scene.lower[i - 1] in word_class("adjectives before to"):
        i -= 1
    return i if noun else start


def _modifies(scene: Scene, i: int) -> bool:
    """Whether the participle, adverb or quotation mark at `i` stands before a noun of the same phrase."""
    classes, words = scene.classes, scene.lower
    if (classes[i] not in "VR" and words[i] != "&") or i + 1 >= len(words) or classes[i + 1] not in "NJQ":
        return False
    if _is_compound(scene, i):
        return True
    if words[i].endswith("ing") or words[i].endswith("ed") or (i and classes[i - 1] == "H"):
        before = classes[i - 1] if i else "X"
        return (
            classes[i] == "V"
            and before in "TSJPOCQH"
            and classes[i + 1] in "NJ"
            and (words[i - 1] != "to" or scene.tags[i] == "VBG")
        )
    return (classes[i] == "R" and i > 0 and classes[i - 1] in "TSOH") or words[i] == "&"


def _is_compound(scene: Scene, i: int) -> bool:
    """Whether a gerund is the first half of a noun: "operating profit", "borrowing costs"; not "is selling shares"."""
    words = scene.lower
    paired = words[i] in word_class("gerunds of compounds") and words[i + 1] in word_class("heads of compounds")
    return paired and (i == 0 or words[i - 1] not in word_class("forms of be"))


def _phrase(scene: Scene, start: int, end: int) -> Phrase:
    classes = scene.classes
    marks = [i for i in range(start, end) if classes[i] == "O"]
    if marks and marks[-1] + 1 < end:
        possessor: Range | None = (start, marks[-1])
        core = marks[-1] + 1
    elif classes[start] == "S":
        possessor, core = (start, start + 1), start + 1
    else:
        possessor, core = None, start
    while core < end - 1 and classes[core] == "T":
        core += 1
    nouns = [i for i in range(core, end) if classes[i] in "NUQ"]
    return Phrase(start, end, nouns[-1] if nouns else end - 1, possessor, core)
