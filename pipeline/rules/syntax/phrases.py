"""Noun phrases, found over word classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.rules.syntax.verbs import Phrase
from pipeline.vocabulary.linking import change_verbs, nominals, transitive_row, word_class

if TYPE_CHECKING:
    from pipeline.rules.scene.scene import Scene

MODIFIER = re.compile("[VR](?=[NJQ])")
"""A verb or adverb before a noun or modifier: it may be a part of the phrase."""

OWNED_TIME = re.compile("[OS](D+)(?=[NJ])")
"""A date between an owner and what he has: "Norway's third-quarter output", "its 2004 profit"."""

HALF = re.compile("V(?=HN)")
"""A verb that a hyphen ties to a noun: "its fixed-line revenue", "the used-car market"."""

ENDING = word_class("adjectives before to", "words of no change")
"""Adjectives after a noun that say something of it: "left its fee unchanged"."""

RUN = re.compile("U|[TSJNQOHM][JNQOHM]*")
"""A pronoun, or what a noun phrase is made of: words of these classes, and M for what modifies a noun of it."""


def noun_phrases(scene: Scene) -> list[Phrase]:
    """The noun phrases of an article, in text order."""
    phrases: list[Phrase] = []
    classes, at = _with_modifiers(scene), 0
    while run := RUN.search(classes, at):
        start, at = run.start(), min(run.end(), scene.sentence(run.start())[1])
        at = end = _after_time(scene, start, _before_doer(scene, start, at))
        while end > start and classes[end - 1] == "J" and scene.lower[end - 1] in ENDING:
            end -= 1
        if not {"N", "Q", "U"}.isdisjoint(classes[start:end]):
            phrases.append(_phrase(scene, start, end))
    return phrases


def _after_time(scene: Scene, start: int, end: int) -> int:
    """Where a time ends that a subject follows without a comma, else the phrase's end: "over this period | trade rose",
    "On the month | prices rose".
    """
    if scene.classes[start - 1 : start + 1] != "PT" or scene.classes[start + 2 : start + 3] != "N":
        return end
    opens = start - 1 in scene.sentence_starts and scene.lower[start] == "the"
    unit = opens and scene.lower[start + 1] in word_class("units of time")
    stretch = scene.lower[start] in ("this", "that") and scene.lower[start + 1] in ("period", "time")
    return start + 2 if unit or stretch else end


def _before_doer(scene: Scene, start: int, end: int) -> int:
    """Where a phrase ends that who does something to it follows: "the imports Norway pays for", else its own end."""
    placed = scene.mention_at.get(end - 1) if scene.classes.startswith("V", end) else None
    if placed is None or placed.end != end or placed.start <= start or scene.classes[start] != "T":
        return end
    several = scene.tags[placed.start - 1] == "NNS" and scene.words[placed.start - 1].islower()
    return placed.start if several else end


def _with_modifiers(scene: Scene) -> str:
    """The class of each token, M for the participles, adverbs and marks that modify a noun after them."""
    classes = list(scene.classes)
    places = [found.start() for found in MODIFIER.finditer(scene.classes)] + scene.tokens.places.get("&", [])
    for i in places:
        if _modifies(scene, i):
            classes[i] = "M"
    for half in HALF.finditer(scene.classes):
        if scene.tags[half.start()] in ("VBN", "VBG"):
            classes[half.start()] = "M"
    for time in OWNED_TIME.finditer(scene.classes):
        classes[slice(*time.span(1))] = "M" * len(time[1])
    return "".join(classes)


def _modifies(scene: Scene, i: int) -> bool:
    """Whether the participle, adverb or quotation mark at `i` stands before a noun of the same phrase."""
    classes, words = scene.classes, scene.lower
    if i + 1 >= len(words) or classes[i + 1] not in "NJQ":
        return False
    if _is_compound(scene, i):
        return True
    irregular = scene.tags[i] == "VBN" and i > 0 and classes[i - 1] in "TSP"
    if words[i].endswith("ing") or words[i].endswith("ed") or irregular or (i and classes[i - 1] == "H"):
        before = classes[i - 1] if i else "X"
        if i == scene.sentence(i)[0] and classes[i] == "V":
            return scene.tags[i] == "VBN" or (words[i] in change_verbs() and not _takes_object(scene, i))
        if before == "Q" and scene.tags[i - 1] == "NNS" and scene.words[i].endswith("ed"):
            return False
        if (before in "PC" and _takes_object(scene, i)) or (before == "C" and scene.tags[i] == "VBD"):
            return False
        return classes[i] == "V" and before in "TSJPOCQH" and classes[i + 1] in "NJ"
    return (classes[i] == "R" and i > 0 and classes[i - 1] in "TSOH") or words[i] == "&"


def _takes_object(scene: Scene, i: int) -> bool:
    """Whether a gerund after a preposition or "and" has an object: "by raising prices"; not "of rising prices"."""
    word = scene.lower[i]
    deed = scene.tags[i] == "VBG" and (transitive_row(word) is not None or word in nominals())
    return deed and (scene.lower[i - 1] in ("by", "without") or word not in word_class("gerunds without object"))


def _is_compound(scene: Scene, i: int) -> bool:
    """Whether a gerund is the first half of a noun: "operating profit", "borrowing costs"; not "is selling shares"."""
    words = scene.lower
    paired = words[i] in word_class("gerunds of compounds") and words[i + 1] in word_class("heads of compounds")
    return paired and (i == 0 or words[i - 1] not in word_class("forms of be"))


def _phrase(scene: Scene, start: int, end: int) -> Phrase:
    if end == start + 1:
        return Phrase(start, end, start, scene.lower[start], None, start)
    classes = scene.classes
    mark, possessor, core = classes.rfind("O", start, end), None, start
    if 0 <= mark < end - 1:
        possessor, core = (start, mark), mark + 1
    elif classes[start] == "S":
        possessor, core = (start, start + 1), start + 1
    while core < end - 1 and classes[core] == "T":
        core += 1
    head = end - 1
    while head > core and classes[head] not in "NUQ":
        head -= 1
    head = head if classes[head] in "NUQ" else end - 1
    return Phrase(start, end, head, scene.lower[head], possessor, core)


def cut(scene: Scene, phrase: Phrase, end: int) -> Phrase:
    """The phrase up to the token `end`, the last of whose words is its head then."""
    return Phrase(phrase.start, end, end - 1, scene.lower[end - 1], phrase.possessor, phrase.core)


def outermost(scene: Scene, phrase: Phrase | None, leads: Sequence[str] = ("of", "on")) -> Phrase | None:
    """The phrase whose complement this one is: "the tariff on seafood" for "seafood"."""
    while phrase and scene.lower[phrase.start - 1] in leads and (outer := scene.phrase_at.get(phrase.start - 2)):
        phrase = outer
    return phrase
