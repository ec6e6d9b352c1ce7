"""What a clause beside the main one hangs on: relative clauses, participles in front, and asides before a verb."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.vocabulary.linking import change_verbs, is_reporting, word_class

if TYPE_CHECKING:
    from pipeline.rules.scene.scene import Scene
    from pipeline.rules.syntax.verbs import Phrase, Range, VerbGroup

DASHES = ("–", "—", "-")


def antecedent(scene: Scene, floor: int, left: int, verb: int) -> Range | None:
    """What a relative pronoun before `left` stands for: the phrase before it, or the thing whose place that is.

    "Sales at Zeta Bank, which fell 3%" speaks of sales, "sales at Zeta Bank, which has 300 branches" of the bank.
    """
    found = scene.phrases_in(floor, left - 1)
    if not found or found[-1].end < left - 3:
        return None
    found = _without_persons(scene, found) if scene.lower[left - 1] == "which" else found
    if scene.lower[left - 1] in ("who", "whose") and (person := _employed(scene, found)):
        return person
    found = _without_rate(scene, found)
    lead = scene.lower[found[-1].start - 1]
    moves = _says_movement(scene, verb)
    side = lead in ("with", "to", "from") and moves
    if moves and lead == "of" and found[-1].head not in scene.mention_at and len(found) > 1:
        found = found[: -1 if found[-2].word in word_class("relational nouns") else None]
    place = len(found) > 1 and (lead in ("in", "at") or side) and found[-2].end == found[-1].start - 1
    if _are_both(scene, found, left, verb):
        return found[-2].start, found[-1].end
    made = len(found) > 1 and lead == "for" and scene.lower[left - 1] == "that" and found[-2].end == found[-1].start - 1
    made = made and found[-1].end - found[-1].start == 1 and found[-1].head not in scene.mention_at
    found = found[:-1] if made or (place and not _is_doer(scene, found[-1], verb)) else found
    of = scene.lower[found[-1].start - 1] == "of" and place and moves  # "the share of Norway in exports, which fell"
    chosen = found[-2] if of and len(found) > 1 and found[-1].head in scene.mention_at else found[-1]
    return chosen.start, chosen.end


def _without_rate(scene: Scene, found: list[Phrase]) -> list[Phrase]:
    """The phrases up to what has a rate that ends them: "a levy of one euro a night, which" is about the levy."""
    number = scene.number_before(found[-1].start)
    cue = scene.quantities[number].per_cue if number is not None else None
    if number is None or cue is None or scene.tokens_of(cue)[1] != found[-1].end:
        return found
    whole = [phrase for phrase in found if phrase.end <= scene.quantity_at[number][0]]
    return whole if whole and scene.lower[whole[-1].end] == "of" else found


def _says_movement(scene: Scene, verb: int) -> bool:
    """Whether the verb group from `verb` on says how something moved or stood."""
    return not (change_verbs() | word_class("level verbs")).isdisjoint(_words_of(scene, verb))


def _words_of(scene: Scene, verb: int) -> list[str]:
    """The words of the verb group from `verb` on."""
    return [scene.lower[i] for i in takewhile(lambda i: scene.classes[i] in "VR", range(verb, scene.size))]


def _are_both(scene: Scene, found: list[Phrase], left: int, verb: int) -> bool:
    """Whether two names joined before the pronoun are both meant: "Norway and Chile, which together have 9%"."""
    joined = len(found) > 1 and scene.lower[found[-2].end : found[-1].start] == ["and"]
    named = joined and all(phrase.head in scene.mention_at for phrase in found[-2:])
    together = not {"together", "between", "both"}.isdisjoint(scene.lower[left : verb + 1])
    return named and (together or scene.tags[verb] == "VBP" or scene.lower[verb] == "were")


def _is_doer(scene: Scene, phrase: Phrase, verb: int) -> bool:
    """Whether `phrase` names an organisation that does what the verb says: no plural verb and no verb of change."""
    placed = scene.mention_at.get(phrase.head)
    if placed is None or placed.entity.label != "ORG" or scene.tags[verb] == "VBP" or scene.lower[verb] == "were":
        return False
    return (change_verbs() | word_class("verbs of costing")).isdisjoint(_words_of(scene, verb))


def _without_persons(scene: Scene, found: list[Phrase]) -> list[Phrase]:
    """The phrases up to what "which" may stand for: a person and whom that person is said to be are left out."""
    if (last := scene.mention_at.get(found[-1].head)) is None or last.entity.label != "PERSON":
        return found
    described = len(found) > 1 and found[-2].end == found[-1].start - 1 and scene.words[found[-2].end] == ","
    return found[: -1 - described] or found


def _employed(scene: Scene, found: list[Phrase]) -> Range | None:
    """The person named before whom the person works for: "Ann Lee of Zeta Bank, who"."""
    firm, person = scene.mention_at.get(found[-1].head), scene.mention_at.get(found[-1].start - 2)
    named = firm is not None and person is not None and (firm.entity.label, person.entity.label) == ("ORG", "PERSON")
    return (person.start, person.end) if named and person else None


def fronted(scene: Scene, group: VerbGroup, after: VerbGroup) -> Range | None:
    """The subject of the main verb, where the group opens the sentence before it: "After losing $9m, Norway saved"."""
    floor = scene.sentence(group.start)[0]
    if group.subject or not after.subject or not after.finite or set(scene.classes[floor : group.start]) - set("PBRX"):
        return None
    comma = scene.words[after.subject[0] - 1] == "," and after.subject[0] > group.end
    return after.subject if comma and not is_reporting(after.word) else None


def before_aside(scene: Scene, verb: int, floor: int) -> int:
    """Where an aside right before the verb begins, between dashes or commas, else the verb.

    "Exports - at $5bn - are"; between commas only one that holds a clause, or says what was: "Its load, a sign of how
    full it is, fell", "tea, once its main export, fell".
    """
    close = verb - 1
    while close > floor and scene.classes[close] == "R":
        close -= 1
    if scene.words[close] == ",":
        commas = (i for i in range(close - 1, floor, -1) if scene.words[i] == ",")
        marks = (i for i in commas if _follows_phrase(scene, i) or _is_condition(scene, i))
        opening = next(marks, verb)
        said = scene.classes[opening + 1 : close]
        past = scene.lower[opening + 1 : opening + 2] in (["once"], ["long"], ["formerly"])
        return opening if past or any(kind in "WV" for kind in said) or (said and set(said) == {"R"}) else verb
    if scene.words[close] not in DASHES or scene.classes[close] == "H":
        return verb
    dashes = (i for i in range(close - 1, floor, -1) if scene.words[i] in DASHES and scene.classes[i] != "H")
    return next(dashes, verb)


def past_aside(scene: Scene, end: int, floor: int) -> int:
    """Where the aside begins that closes with a comma right before `end`, else `end`: "Peru, a buyer of ore, with"."""
    if end - 1 <= floor or scene.words[end - 1] != ",":
        return end
    comma = next((i for i in range(end - 2, floor, -1) if scene.words[i] == ","), floor)
    said = scene.classes[comma + 1 : end - 1]
    describes = scene.lower[comma + 1] in ("a", "an", "the", "itself") or said[:1] in ("W", "V")
    return comma if comma > floor and describes and "C" not in said else end


def _is_condition(scene: Scene, i: int) -> bool:
    """Whether a clause of condition or time opens at the comma after a coordinator: "and, if it rains, may fall"."""
    return scene.classes[i - 1] == "C" and scene.lower[i + 1] in ("if", "once", "unless", "when")


def _follows_phrase(scene: Scene, i: int) -> bool:
    """Whether a noun phrase ends at `i`, and no coordinator follows."""
    phrase = scene.phrase_at.get(i - 1)
    return phrase is not None and phrase.end == i and scene.classes[i + 1] != "C"
