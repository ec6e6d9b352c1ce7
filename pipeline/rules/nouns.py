"""The words by which a noun phrase names what is measured: without names, numbers, determiners and words of time."""

from __future__ import annotations

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
        idle = word_class("time adjectives") | word_class("superlatives")
        if named or scene.classes[i] in DROPPED or scene.lower[i] in idle:
            continue
        kept.append(scene.lower[i] + (" " if scene.doc[i].whitespace_ else ""))
    return " ".join("".join(kept).strip(" -–—,.'’“”\"").split())


def concept_of(scene: Scene, phrase: Phrase, stop: int | None = None) -> tuple[str, Range] | None:
    """The concept that `phrase` names, with its complement where the head noun asks for one ("share in exports").

    None where the phrase is only a name, a pronoun, or a noun that names nothing measured.
    """
    if scene.classes[phrase.head] == "U":
        return None
    text = noun_text(scene, phrase.core, phrase.end)
    if not text or text in word_class("empty nouns") or change_only(scene, phrase):
        return None
    head = scene.lower[phrase.head]
    end = phrase.end
    if head in word_class("relational nouns"):
        text, end = _with_complement(scene, text, phrase.end, stop)
    return text, (phrase.start, end)


def change_only(scene: Scene, phrase: Phrase) -> bool:
    """Whether the head of `phrase` only says that something changed ("a decline", "the increase")."""
    row = change_word(scene, phrase.head)
    return row is not None and scene.classes[phrase.head] == "N" and phrase.head - phrase.core <= 1


def _with_complement(scene: Scene, text: str, end: int, stop: int | None) -> tuple[str, int]:
    """`text` with the of- or in-phrase that follows at `end`, names left out."""
    while end + 1 < len(scene.words) and scene.lower[end] in ("of", "in", "for") and (stop is None or end < stop):
        inner = scene.phrase_from(end + 1)
        if inner is None or scene.classes[inner.head] == "Q":
            break
        words = noun_text(scene, inner.core, inner.end)
        if words:
            text = f"{text} {scene.lower[end]} {words}"
        end = inner.end
    return text, end


def noun_text_raw(scene: Scene, start: int, end: int) -> str:
    """Like `noun_text` for the counted noun itself, which a quantity's tokens hold; demonyms stay."""
    kept = []
    for i in range(start, end):
        placed = scene.mention_at.get(i)
        if (placed and placed.entity.label != "NORP") or scene.doc[i].tag_ in ("CD", "DT", "PRP$", "POS"):
            continue
        kept.append(scene.lower[i] + (" " if scene.doc[i].whitespace_ else ""))
    return " ".join("".join(kept).split())


def is_agent(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names who acts and not what is measured: a mention, or a noun of persons or organisations."""
    named = phrase.head in scene.mention_at and not scene.words[phrase.head].islower()
    return named or scene.lower[phrase.head] in word_class("agent nouns")
