"""The words by which nouns say what is measured, without names, numbers, determiners and time, and who acts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.syntax.verbs import Phrase
from pipeline.vocabulary.linking import word_class
from pipeline.vocabulary.names import name_class

DROPPED = "TSOQDX"
"""Token classes that are no part of a concept's words."""


def noun_text(scene: Scene, start: int, end: int) -> str:
    """The words of the tokens as a concept: lower case, without determiners, names, numbers and words of time."""
    kept: list[str] = []
    for i in range(_after_time(scene, start, end), end):
        mention = scene.mention_at.get(i)
        proper = not scene.words[i].islower() or scene.tags[i] in ("IN", "CC", "TO", "POS")
        opening = mention is not None and _opens_sentence(scene, mention)
        legal = mention is not None and i > mention.start and scene.words[i] in name_class("legal forms")
        proper = proper or legal or (mention is not None and mention.entity.label == "LOC")  # "western Europe"
        named = mention is not None and mention.mention.form in ("name", "short") and proper and not opening
        timed = scene.lower[i] in _idle_words() and scene.lower[i : i + 2] != ["current", "account"]
        if scene.lower[i] in ("last", "this", "next") and kept:
            break  # "wages last season"
        if named or scene.classes[i] in DROPPED or timed:
            continue
        kept.append(scene.lower[i] + (" " if scene.spaced[i] else ""))
    return " ".join("".join(kept).strip(" -–—,.'’“”\"").split())


@cache
def _idle_words() -> frozenset[str]:
    return word_class("time adjectives", "superlatives", "weighing adjectives")


def _opens_sentence(scene: Scene, placed: Placed) -> bool:
    """Whether a name is one word, found once, that has its capital from the sentence it opens, to judge by its tag."""
    once = sum(mention.form == "name" for mention in placed.entity.mentions) == 1
    single = once and placed.end == placed.start + 1 and placed.entity.label not in ("NORP", "GPE")
    spelt = single and scene.words[placed.start].isalpha()
    return spelt and placed.start == scene.sentence(placed.start)[0] and not scene.tags[placed.start].startswith("NNP")


def _after_time(scene: Scene, start: int, end: int) -> int:
    """Where the words go on after a hyphenated adjective of time: "full-year sales", "second-half profit"."""
    timed = end > start + 3 and "".join(scene.lower[start : start + 3]) in word_class("time adjectives")
    return start + 3 if timed else start


def first_said(scene: Scene, nouns: Sequence[str]) -> str | None:
    """The first of the nouns that the article has."""
    return next((noun for noun in nouns if noun in scene.vocabulary), None)


def state_after(scene: Scene, end: int) -> str:
    """The words from `end` on that say of persons whether they work: "out of work" in "9 people were out of work"."""
    end += scene.lower[end] in ("are", "were")
    words = " ".join(scene.lower[end : end + 3])
    return next((state for state in word_class("states of persons") if f"{words} ".startswith(f"{state} ")), "")


def noun_text_raw(scene: Scene, start: int, end: int) -> str:
    """Like `noun_text` for the complement of a counted noun: demonyms stay, and so does the head."""
    kept = []
    for i in range(start, end):
        placed = scene.mention_at.get(i)
        named = placed is not None and placed.entity.label != "NORP" and placed.end < end
        if i < end - 1 and (named or scene.tags[i] in ("CD", "DT", "PRP$", "POS")):
            continue
        kept.append(scene.lower[i] + (" " if scene.spaced[i] else ""))
    return " ".join("".join(kept).split())


def counted_text(scene: Scene, start: int, end: int) -> str:
    """The counted noun in the tokens as a concept: without names, and without the words of more before it."""
    more = word_class("adjectives of more")
    while start < end - 1 and (scene.lower[start] in more or _is_demonym(scene, start, end)):
        start += 1
    return noun_text_raw(scene, start, end)


def _is_demonym(scene: Scene, i: int, end: int) -> bool:
    """Whether people before the noun are no part of it: "Soviet jets", not "Soviet-built jets"."""
    placed = scene.mention_at.get(i)
    return placed is not None and placed.entity.label == "NORP" and placed.end < end and scene.words[i + 1] != "-"


def is_named(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase holds a name, be it a possessor's."""
    return any(placed.mention.form in ("name", "short") for placed in scene.mentions_in(phrase.start, phrase.end))


def is_agent(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names who acts and not what is measured: a mention, or a noun of persons or organisations."""
    named = phrase.head in scene.mention_at and not scene.words[phrase.head].islower()
    return named or phrase.word in word_class("agent nouns") or _is_half_of_agent(scene, phrase)


def _is_half_of_agent(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is only the first of two modifiers of who acts: "oil and gas producer Zeta"."""
    other = scene.phrase_at.get(phrase.end + 1) if scene.lower[phrase.end] == "and" else None
    if other is None or other.start != phrase.end + 1 or scene.tags[phrase.head] != "NN":
        return False
    doer = next((i for i in range(other.start + 1, other.end) if scene.lower[i] in word_class("agent nouns")), None)
    return doer is not None and "N" in scene.classes[other.start : doer] and scene.classes[other.start] in "NJ"
