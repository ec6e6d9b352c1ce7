"""The words by which a noun phrase names what is measured: without names, numbers, determiners and words of time."""

from __future__ import annotations

from functools import cache

from pipeline.rules.base import Reading
from pipeline.rules.change import change_word
from pipeline.rules.scene import Scene
from pipeline.rules.verbs import Phrase, Range
from pipeline.vocabulary.linking import word_class

DROPPED = "TSOQDX"
"""Token classes that are no part of a concept's words."""


def noun_text(scene: Scene, start: int, end: int) -> str:
    """The words of the tokens as a concept: lower case, without determiners, names, numbers and words of time."""
    kept: list[str] = []
    for i in range(start, end):
        mention = scene.mention_at.get(i)
        proper = not scene.words[i].islower() or scene.classes[i] in "PC"
        named = mention is not None and mention.mention.form in ("name", "short") and proper
        if named or scene.classes[i] in DROPPED or scene.lower[i] in _idle_words():
            continue
        kept.append(scene.lower[i] + (" " if scene.doc[i].whitespace_ else ""))
    return " ".join("".join(kept).strip(" -–—,.'’“”\"").split())


@cache
def _idle_words() -> frozenset[str]:
    return word_class("time adjectives") | word_class("superlatives")


def concept_of(
    scene: Scene, phrase: Phrase, stop: int | None = None, cue: Range | None = None
) -> tuple[str, Range] | None:
    """The concept that `phrase` names, with its complement where the head noun asks for one ("share in exports").

    `cue` is the word that the change was read from: as the head of the phrase it is left out ("a 5% pay rise").
    None where the phrase is only a name, a pronoun, or a noun that names nothing measured.
    """
    if scene.classes[phrase.head] == "U":
        return None
    if scene.classes[phrase.head] == "Q" and (counted := _counted(scene, phrase)):
        return counted
    moved = cue is not None and cue[0] <= phrase.head < cue[1]
    end, moves = phrase.end, moved and scene.lower[phrase.core : phrase.end] != ["growth"]
    if moves:
        end = phrase.head if "N" in scene.classes[phrase.core : phrase.head] else phrase.core
    text = noun_text(scene, phrase.core, end)
    if not text or _is_empty(scene, phrase, text):
        return None
    if not moves and change_only(scene, phrase) and (cue is None or scene.lower[phrase.start] in ("a", "an")):
        return None
    if moves:
        return text, (phrase.start, end)
    head = scene.lower[phrase.head]
    end = phrase.end
    if head in word_class("relational nouns"):
        text, end = _with_complement(scene, text, phrase.end, stop)
    return text, (phrase.start, end)


def _counted(scene: Scene, phrase: Phrase) -> tuple[str, Range] | None:
    """The noun that the number in `phrase` counts: "the six tracks"."""
    for (start, end), quantity in zip(scene.quantity_at, scene.quantities, strict=True):
        if start <= phrase.head < end and quantity.noun:
            text = noun_text_raw(scene, *scene.tokens_of(quantity.noun))
            return (text, (phrase.start, phrase.end)) if text else None
    return None


def _is_empty(scene: Scene, phrase: Phrase, text: str) -> bool:
    """Whether `text`, from `phrase`, names nothing measured: an empty noun, alone or qualified ("the first time")."""
    empty = word_class("empty nouns")
    qualified = all(scene.classes[i] in "JTDR" for i in range(phrase.core, phrase.head))
    return text in empty or (qualified and scene.lower[phrase.head] in ("time", "times", "terms", "term", "horizon"))


def named_by(found: tuple[str, Range] | None) -> Reading | None:
    """The concept that was found, as a reading."""
    return Reading(found[0], (found[1],), phrase=found[1]) if found else None


def change_only(scene: Scene, phrase: Phrase) -> bool:
    """Whether the head of `phrase` only says that something changed ("a decline", "the increase")."""
    row = change_word(scene, phrase.head)
    if scene.lower[phrase.core : phrase.end] == ["growth"]:
        return False
    return row is not None and scene.classes[phrase.head] == "N" and phrase.head - phrase.core <= 1


def _with_complement(scene: Scene, text: str, end: int, stop: int | None) -> tuple[str, int]:
    """`text` with the of- or in-phrase that follows at `end`, names left out."""
    while end + 1 < len(scene.words) and scene.lower[end] in ("of", "in", "for") and (stop is None or end < stop):
        inner = scene.phrase_from(end + 1)
        if inner is None or scene.classes[inner.head] == "Q":
            break
        named = inner.head in scene.mention_at or inner.end in scene.mention_at
        words = "" if named and is_agent(scene, inner) else noun_text(scene, inner.core, inner.end)
        if words:
            text = f"{text} {scene.lower[end]} {words}"
        end = inner.end
    return text, end


def noun_text_raw(scene: Scene, start: int, end: int) -> str:
    """Like `noun_text` for a counted noun, which a quantity's tokens hold; demonyms stay, and so does the head."""
    kept = []
    for i in range(start, end):
        placed = scene.mention_at.get(i)
        named = placed is not None and placed.entity.label != "NORP" and placed.end < end
        if i < end - 1 and (named or scene.tags[i] in ("CD", "DT", "PRP$", "POS")):
            continue
        kept.append(scene.lower[i] + (" " if scene.doc[i].whitespace_ else ""))
    return " ".join("".join(kept).split())


def is_agent(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names who acts and not what is measured: a mention, or a noun of persons or organisations."""
    named = phrase.head in scene.mention_at and not scene.words[phrase.head].islower()
    return named or scene.lower[phrase.head] in word_class("agent nouns")
