"""The concept that a noun phrase names: its words, with the complement that its head asks for."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.rules.change.change import change_word
from pipeline.rules.concept.nouns import counted_text, is_agent, noun_text, state_after
from pipeline.rules.scene.draft import Reading
from pipeline.rules.scene.scene import Scene
from pipeline.rules.scene.whose import meant
from pipeline.rules.syntax.verbs import FINITE, Phrase, Range, VerbGroup
from pipeline.vocabulary.linking import word_class
from pipeline.vocabulary.names import name_class


def concept_of(
    scene: Scene, phrase: Phrase | None, stop: int | None = None, cue: Range | None = None
) -> Reading | None:
    """The concept that `phrase` names, with its complement where the head noun asks for one ("share in exports").

    `cue` is the word that the change was read from: as the head of the phrase it is left out ("a 5% pay rise").
    None where there is no phrase, or it is only a name, a pronoun, or a noun that names nothing measured.
    """
    if phrase is None or scene.classes[phrase.head] == "U":
        return None
    own = _counted(scene, phrase) if scene.classes[phrase.head] == "Q" else _of_two_goods(scene, phrase)
    if own or (scene.classes[phrase.head] == "Q" and "N" not in scene.classes[phrase.core : phrase.head]):
        return own
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
        return named_by(text, (phrase.start, end))
    if phrase.word in word_class("portions") and scene.lower[phrase.end] == "of":
        inner = scene.phrase_from(phrase.end + 1)
        if found := concept_of(scene, inner, stop):
            return found
        placed = scene.mention_at.get(inner.head) if inner else None
        if inner and placed and placed.entity.label == "NORP":
            people, _ = _with_complement(scene, scene.lower[inner.head], inner, stop)
            return named_by(people, (phrase.start, phrase.end))
    text, end = _with_complement(scene, text, phrase, stop)
    return named_by(_owner(scene, phrase) + text, (phrase.start, end))


def thing_of(scene: Scene, phrase: Phrase | None, stop: int | None = None, cue: Range | None = None) -> Reading | None:
    """The concept that `phrase` names, where it names nobody who acts."""
    return None if phrase is None or is_agent(scene, phrase) else concept_of(scene, phrase, stop, cue)


def stood_for(scene: Scene, verb: VerbGroup, *, acts: bool = False) -> Reading | None:
    """The concept that "it" or "they" stands for, the subject of `verb`; with `acts` none behind one who acts too."""
    if verb.phrase and (multiplied := _multiplied(scene, scene.sentence(verb.start)[0], verb.phrase.start)):
        return concept_of(scene, multiplied)
    for group in meant(scene, verb, scene.block(verb.start)[0]):
        if group.phrase and acts and group.finite and is_agent(scene, group.phrase):
            return None
        if found := thing_of(scene, group.phrase, group.start):
            return found
    return None


def _multiplied(scene: Scene, start: int, end: int) -> Phrase | None:
    """The last subject of a verb between the tokens that is a quantity itself: "(sales) doubled to $9m, but they"."""
    first, last = (scene.number_before(at) for at in (start, end))
    numbers = scene.quantity_at[(-1 if first is None else first) + 1 : (-1 if last is None else last) + 1]
    found = (scene.phrase_at.get(at - 1) for at, _ in reversed(numbers) if scene.tags[at] in FINITE)
    return next((phrase for phrase in found if phrase and not is_agent(scene, phrase)), None)


def first_concept(scene: Scene, phrases: Iterable[Phrase]) -> Reading | None:
    """The first concept that one of the phrases names."""
    return next(filter(None, (concept_of(scene, phrase) for phrase in phrases)), None)


def named_by(text: str, tokens: Range) -> Reading:
    """The concept that a noun phrase at those tokens names."""
    return Reading(text, (tokens,), phrase=tokens)


def _of_two_goods(scene: Scene, phrase: Phrase) -> Reading | None:
    """The noun that goods joined by "and" modify, the first of which is a phrase: "oil and gas exports"."""
    other = scene.phrase_after(phrase.end, "and")
    if other is None or other.start != phrase.end + 1 or phrase.word not in word_class("commodities"):
        return None
    flows = scene.tags[other.head] == "NNS" or other.word in word_class("relational nouns")
    joint = scene.classes[other.start : other.end] == "NN" and flows
    return named_by(noun_text(scene, phrase.core, other.end), (phrase.start, other.end)) if joint else None


def _owner(scene: Scene, phrase: Phrase) -> str:
    """The possessor where it is part of what is measured, no name and nobody who acts: "civil servants' pay"."""
    if phrase.possessor is None or phrase.possessor[1] - phrase.possessor[0] > 3 or scene.classes[phrase.start] == "S":
        return ""
    start, end = phrase.possessor
    plural = scene.tags[end - 1] == "NNS" and scene.classes[end - 1] == "N"
    if not plural or scene.mentions_in(start, end) or scene.lower[end - 1] in word_class("agent nouns"):
        return ""
    words = noun_text(scene, start, end)
    return f"{words}{scene.words[end]} " if words else ""


def _counted(scene: Scene, phrase: Phrase) -> Reading | None:
    """The noun that the number in `phrase` counts: "the six tracks"."""
    number = scene.number_before(phrase.head + 1)
    noun = scene.quantities[number].noun if number is not None else None
    if number is None or noun is None or phrase.head >= scene.quantity_at[number][1]:
        return None
    text = counted_text(scene, *scene.tokens_of(noun))
    return named_by(text, (phrase.start, phrase.end)) if text else None


def _is_empty(scene: Scene, phrase: Phrase, text: str) -> bool:
    """Whether `text`, from `phrase`, names nothing measured: an empty noun, alone or qualified ("the first time")."""
    empty = word_class("empty nouns")
    if phrase.word in ("size", "value", "number", "volume", "strength") and phrase.end - phrase.start == 1:
        return scene.lower[phrase.start - 1] == "in"
    qualified = all(scene.classes[i] in "JTDR" for i in range(phrase.core, phrase.head))
    return text in empty or (qualified and phrase.word in ("time", "times", "terms", "term", "horizon"))


def change_only(scene: Scene, phrase: Phrase) -> bool:
    """Whether the head of `phrase` only says that something changed ("a decline", "the increase")."""
    row = change_word(scene, phrase.head)
    if scene.lower[phrase.core : phrase.end] == ["growth"]:
        return False
    plain = phrase.head - phrase.core <= 1 or {*scene.classes[phrase.core : phrase.head]} == {"Q"}
    return row is not None and scene.classes[phrase.head] == "N" and plain


COMPLEMENTS = {
    "relational nouns": ("of", "in", "for"),
    "nouns with of": ("of",),
    "nouns with on": ("on",),
    "nouns with for": ("for",),
    "nouns with from": ("from",),
}
"""Word class -> the prepositions that lead to what its nouns are of."""


def _with_complement(scene: Scene, text: str, phrase: Phrase, stop: int | None) -> tuple[str, int]:
    """`text` with the phrases after `phrase` that its head asks for, names left out."""
    head, end = phrase.word, phrase.end
    leads = [lead for name, words in COMPLEMENTS.items() if head in word_class(name) for lead in words]
    if state := state_after(scene, end):
        return f"{text} {state}", end + len(state.split())
    if scene.lower[end : end + 2] == ["per", "share"] and head in word_class("results"):
        return f"{text} per share", end + 2
    while end + 1 < scene.size and scene.lower[end] in leads and (stop is None or end < stop):
        inner = scene.phrase_from(end + 1)
        if inner is None or scene.classes[inner.head] == "Q":
            break
        named = inner.head in scene.mention_at or inner.end in scene.mention_at
        held = scene.lower[end] == "in" and phrase.word in ("shares", "share", "stake", "stocks")
        owner = inner.word in name_class("parts of the world") or ((named or held) and is_agent(scene, inner))
        words = "" if owner else noun_text(scene, inner.core, inner.end)
        if words:
            text = f"{text} {scene.lower[end]} {words}"
        end = inner.end
    return text, end


def joined(scene: Scene, found: Reading) -> Reading:
    """What was found with the bare noun that "and" joins to it: "loans and grants"."""
    start, end = found.cues[0]
    other = scene.phrase_after(end, "and")
    plain = other and all(scene.classes[i] in "NJ" for i in (start, *range(other.start, other.end)))
    if not other or not plain or other.end in scene.verb_at or scene.mentions_in(other.start, other.end):
        return found
    return named_by(f"{found.value} and {noun_text(scene, other.start, other.end)}", (start, other.end))
