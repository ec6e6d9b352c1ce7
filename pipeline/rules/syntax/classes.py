"""The class of each word, put right where a tagger took nouns for verbs or verbs for nouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import compress, pairwise, product
from typing import TYPE_CHECKING

from pipeline.rules.syntax.verbs import FINITE
from pipeline.vocabulary.linking import change_verbs, deal_of_noun, is_reporting, nominals, word_class

if TYPE_CHECKING:
    from pipeline.rules.scene.scene import Scene

CLASS_OF_TAG = {
    "CD": "J", "DT": "T", "PDT": "T", "WDT": "W", "WP": "W", "WP$": "W", "WRB": "W", "PRP": "U", "PRP$": "S",
    "POS": "O", "IN": "P", "TO": "P", "RP": "R", "CC": "C", "MD": "V", "EX": "U", "HYPH": "H", "AFX": "J",
}  # fmt: skip
"""Penn Treebank tag -> class: N noun, J modifier, T determiner, S possessive pronoun, O possessive marker, U pronoun,
V verb, P preposition, R adverb, W wh-word, C coordinator, B subordinator, H hyphen, Q quantity, D date, X other."""


def _mend_beside(scene: Scene, classes: list[str], start: int, end: int) -> None:
    """Put right the words right before and after the number at those tokens."""
    first = start - 2 - (start > 2 and classes[start - 2] == "R")
    led = start > 1 and classes[start - 1] == "V" and classes[first] in "TS"
    if led and scene.tags[start - 1] in ("VBG", "VBN"):
        classes[start - 1] = "J"
    after = scene.lower[end : end + 2]
    hit = after[:1] in (["set"], ["hit"]) and classes[end : end + 2] == ["N", "P"]
    if hit or after == ["forecast", "by"]:  # "the 3% forecast by analysts"
        classes[end] = "V"
    at = _past_bracket(scene, end)
    if classes[at : at + 1] in (["J"], ["R"]) and deal_of_noun(scene.lower[at]) and classes[at + 1 : at + 2] != ["N"]:
        classes[at] = "N"  # "the 9m euros fine"


def _past_bracket(scene: Scene, end: int) -> int:
    """The token after a bracket with the same amount in other terms that opens at `end`, else `end`."""
    if scene.words[end : end + 1] != ["("]:
        return end
    return next((i + 1 for i in range(end, min(end + 12, scene.size)) if scene.words[i] == ")"), end)


def _find_verbs(scene: Scene, classes: list[str]) -> None:
    """Put right the verbs before numbers that a tagger took for nouns: "oil stays at $50", "Coal accounts for 9%"."""
    near = {i for start, _ in scene.quantity_at for i in range(max(1, start - LEADING_WORDS - 1), start)}
    for i in sorted(near):
        verbal = classes[i] in "NJ" and scene.lower[i] in _verb_forms() and not scene.lower[i].endswith("ing")
        if verbal and _leads_on(scene, classes, i) and _follows_subject(scene, classes, i):
            classes[i] = "V"
    for by in (start - 1 for start, _ in scene.quantity_at if start and scene.lower[start - 1] == "by"):
        at = next((i for i in range(by - 1, 0, -1) if classes[i] not in "TSJN" or scene.lower[i] == "cut"), 0)
        alone = "V" not in classes[scene.sentence(by)[0] : by]
        if scene.lower[at] == "cut" and classes[at - 1 : at + 1] == ["N", "N"] and at < by - 1 and alone:
            classes[at] = "V"  # "bad weather cut sales by 9%"


def _find_sayings(scene: Scene, classes: list[str]) -> None:
    """Put right verbs that a tagger took for plural nouns: ", Zeta Bank forecasts.", "Zeta, which has 9, plans to",
    "has 9 and plans to".
    """
    for i, tag in enumerate(scene.tags[:-1]):
        if tag == "NNS" and i - 1 in scene.mention_at and i not in scene.mention_at and is_reporting(scene.lower[i]):
            closes = scene.words[i + 1] in (",", ".", "that") or "MD" in scene.tags[i + 1 : i + 5]
            classes[i] = "V" if closes else classes[i]
        elif tag == "NNS" and scene.lower[i] == "values" and (i + 1 in scene.mention_at or classes[i + 1] == "T"):
            classes[i] = "V"  # "the deal values Zeta Bank at $9m"
        elif scene.lower[i] in word_class("verbs of planning") and scene.tags[i + 1 : i + 3] == ["TO", "VB"]:
            relative = scene.words[i - 1] == "," and "W" in classes[scene.sentence(i)[0] : i]
            rated = classes[i - 2] in "QD" or scene.lower[i - 2] in word_class("units of time")
            classes[i] = "V" if relative or (classes[i - 1] == "C" and rated) else classes[i]


def _follows_subject(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether the token before `i` may end a subject: not "its offer", "Russian imports", "stepped up spending"."""
    tag = scene.tags[i - 1]
    if scene.words[i - 1] == "," and scene.lower[i] in word_class("closing verbs"):
        return True
    if tag in ("PRP$", "RP") or (tag.startswith("JJ") and scene.tags[i] == "NNS" and classes[i - 1] != "R"):
        return False
    return classes[i - 1] in "NURDQ"


def token_classes(scene: Scene) -> list[str]:
    """The class of each token, put right where the words around it tell."""
    classes = list(map(_class_of, scene.tags, scene.lower))
    _mend_hyphens(scene, classes)
    for mark, ranges in (("D", [at for at, _ in scene.dated]), ("Q", scene.quantity_at)):
        for start, end in ranges:
            first = start + (mark == "D" and scene.tags[start] == "VB")  # "to end the year 2% higher"
            classes[first:end] = mark * (end - first)
    for i, placed in scene.mention_at.items():
        if placed.mention.form in ("name", "short") and classes[i] in "VJXRPHCO":
            classes[i] = "N"
    _close_phrases(scene, classes)
    _mend_adverbs(scene, classes)
    _mend_gerunds(scene, classes)
    _mend_nouns(scene, classes)
    _mend_comparatives(scene, classes)
    _join_infinitives(scene, classes)
    for start, end in scene.quantity_at:
        _mend_beside(scene, classes, start, end)
    _find_verbs(scene, classes)
    _find_sayings(scene, classes)
    return classes


def _mend_hyphens(scene: Scene, classes: list[str]) -> None:
    """Tell hyphens from dashes, and prepositions from the words between hyphens that modify: "a year-on-year rise"."""
    for i in compress(range(len(classes) - 1), map({"HYPH"}.__contains__, scene.tags)):
        if i and scene.spaced[i] and scene.spaced[i - 1]:
            classes[i] = "X"
        elif classes[i - 1] == "T":
            classes[i - 1] = "J"  # "no-frills car"
        elif classes[i - 1] == "R" and classes[i + 1] == "J" and classes[i + 2 : i + 3] in (["N"], ["J"]):
            classes[i - 1] = "J"  # "fifth-largest bank"
        elif classes[i + 1 : i + 3] == ["P", "H"] and (
            scene.lower[i - 1 : i] != scene.lower[i + 3 : i + 4] or classes[i + 4 : i + 5] == ["N"]
        ):
            classes[i + 1] = "J"
            classes[i - 1] = "J" if classes[i - 1] in "PB" else classes[i - 1]


def _join_infinitives(scene: Scene, classes: list[str]) -> None:
    """Make "to" part of the verb after it, but not of what modifies a noun: "to leasing firms", "to rival Holm"."""
    for i in scene.tokens.where(["to"]):
        if classes[i + 1 : i + 4] == ["V", "H", "V"] and classes[i + 4 : i + 5] in (["N"], ["J"]):
            classes[i + 1] = classes[i + 3] = "J"
        elif _leads_to_name(scene, i + 1):
            classes[i + 1] = "N"
        elif classes[i] == "P" and classes[i + 1 : i + 2] == ["V"] and scene.tags[i + 1] != "VBG":
            classes[i] = "V"


def _leads_to_name(scene: Scene, i: int) -> bool:
    """Whether a word is of the noun before a name: "to rival Zeta", "to convenience chain Zeta"."""
    doers = (n for n in (i, i + 1) if n < scene.size and scene.lower[n] in word_class("agent nouns"))
    return any(n + 1 in scene.mention_at for n in doers)


def _close_phrases(scene: Scene, classes: list[str]) -> None:
    """Make adverbs of the prepositions that lead to no noun: "since then", "the year as a whole"."""
    for i in scene.tokens.where(["then", "now", "recently"]):
        if i and classes[i] == "R" and classes[i - 1] in "PB":
            classes[i - 1] = "R"
    for i in scene.tokens.where(["alone"]):
        classes[i] = "R" if i and classes[i - 1] in "DN" else classes[i]  # "in December alone sales rose"
    for i in scene.tokens.where(["whole", "result", "consequence"]):
        if i > 1 and scene.lower[i - 2 : i] == ["as", "a"] and scene.lower[i + 1 : i + 2] != ["of"]:
            classes[i - 2 : i + 1] = "RRR"
    for i in scene.tokens.where(["though"]):
        if scene.words[i - 1] == "," and scene.words[i + 1 : i + 2] == [","]:
            classes[i] = "R"
    for i in scene.tokens.where(["per"]):
        if scene.lower[i + 1 : i + 2] == ["capita"]:
            classes[i : i + 2] = "JJ"


def _mend_adverbs(scene: Scene, classes: list[str]) -> None:
    """Tell adverbs from subordinators: "so far", "so high", "once worth"; "worth" is a verb of measure."""
    for i in scene.tokens.where(["so"]):
        if classes[i] == "B" and classes[i + 1 : i + 2] in (["J"], ["R"]):
            classes[i] = "R"
    for i in range(1, len(classes) - 1):  # "agreed to buy privately held Zeta"
        if scene.tags[i] == "VBN" and classes[i - 1 : i + 2] == ["R", "V", "N"] and scene.lower[i - 1].endswith("ly"):
            beside = scene.lower[i - 2] if i > 1 else ""
            led = classes[i - 2] in "PTSV" and beside not in word_class("auxiliary verbs") if i > 1 else True
            classes[i - 1 : i + 1] = ["J", "J"] if led else ["R", "V"]
    for i in scene.tokens.where(["once"]):
        classes[i] = "R" if classes[i : i + 2] == ["B", "V"] else classes[i]  # "which once brought in $9m"
    for i in scene.tokens.where(["worth"]):
        classes[i] = "V" if classes[i] in "JP" else classes[i]
        if i and scene.lower[i - 1] in ("once", "now"):
            classes[i - 1] = "R"


def _mend_gerunds(scene: Scene, classes: list[str]) -> None:
    """Make nouns of gerunds that are a subject and of what stands right behind a verb of change: "cut borrowing"."""
    for i in scene.tokens.where(word_class("gerunds of compounds")):
        acts = classes[i : i + 2] == ["V", "V"] and scene.tags[i + 1] in FINITE
        opens = i in scene.sentence_starts or is_reporting(scene.lower[i - 1])
        if acts and classes[i - 1] in "NJ":
            classes[i] = "N"  # "state borrowing had come to"
        elif opens and (acts or classes[i + 1 : i + 2] == ["P"]):
            classes[i] = "N"  # "said trading in May was"
        elif classes[i - 1] in "BC" and classes[i] == "V" and scene.tags[_past_complement(classes, i + 1)] in FINITE:
            classes[i] = "N"  # "while lending to firms rose"
        elif classes[i - 1 : i + 3] == ["V", "V", "P", "Q"] and scene.lower[i + 1] == "of":
            classes[i] = "N"  # "requires borrowing of $9m"
        elif classes[i - 1 : i + 1] == ["V", "V"] and scene.lower[i - 1] in change_verbs():
            classes[i] = "V" if classes[i + 1 : i + 2] in (["N"], ["J"], ["T"], ["S"]) else "N"  # "cut borrowing by"


def _past_complement(classes: list[str], i: int) -> int:
    """The token after a preposition at `i` and the noun phrase that it leads to, `i` where none stands there."""
    end = i
    while classes[i] == "P" and end + 1 < len(classes) and classes[end] in "PTSNJHO":
        end += 1
    return end


def _mend_nouns(scene: Scene, classes: list[str]) -> None:
    """Make nouns of what a verb is taken for: "shows that returns under guarantee rose"."""
    for i in scene.tokens.where(["that"]):
        if classes[i] == "B" and scene.tags[i + 1 : i + 2] == ["VBZ"] and classes[i + 2 : i + 3] == ["P"]:
            classes[i + 1] = "N"  # "shows that returns under guarantee rose"
    for i in scene.tokens.where(["own"]):
        moves = scene.lower[i - 1] in ("its", "their") and change_verbs() & {*scene.lower[i + 1 : i + 2]}
        classes[i + 1 : i + 2] = ["V"] if moves and "Q" in classes[i + 2 : i + 4] else classes[i + 1 : i + 2]
    for found in re.finditer("[BC]VR?V", "".join(classes)):
        first, last = found.start() + 1, found.end() - 1
        if scene.tags[first] == "VBZ" and scene.tags[last] == "VBD":
            classes[first] = "N"  # "but costs still climbed"
    verbs = word_class("forms of be") | {"has", "does"}
    for i, pair in enumerate(pairwise(scene.tags), 1):
        if pair in DOUBLED and verbs.isdisjoint(scene.lower[i - 1 : i + 1]):
            classes[i] = "N"


DOUBLED = frozenset(product(("VB", "VBP", "VBZ", "VBD"), ("VBZ",)))
"""Tags of two words of which the second is a noun that a tagger took for a verb."""


def _mend_comparatives(scene: Scene, classes: list[str]) -> None:
    """Make an adverb of what only bounds a number, a modifier of other comparatives: "more than 40", "faster than"."""
    for i in scene.tokens.where(["than"]):
        if i and scene.tags[i - 1] in ("JJR", "RBR"):
            bounds = scene.lower[i - 1] in ("more", "less", "fewer") and classes[i + 1 : i + 2] == ["Q"]
            classes[i - 1] = "R" if bounds else "J"
    for i in scene.tokens.where(["close"]):
        if scene.lower[i + 1 : i + 2] == ["to"] and classes[i + 2] == "Q":
            classes[i : i + 2] = "RR"  # "rose to close to 9%"


@cache
def _verb_forms() -> frozenset[str]:
    return change_verbs() | word_class("level verbs", "holding verbs") | frozenset(nominals())


LEADING_WORDS = 3
"""So many words at most may stand between a verb of change and its amount."""


def _leads_on(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether a word that a tagger took for a noun leads to a quantity as only a verb does: "exports rise by 5%".

    Not to one that is a verb itself: "exports nearly doubled".
    """
    at, leads = i + 1, word_class("words before amounts")
    while at < scene.size and at <= i + LEADING_WORDS and (classes[at] == "R" or scene.lower[at] in leads):
        at += 1
    return at < scene.size and classes[at] == "Q" and scene.tags[at] != "VBD"


@lru_cache(maxsize=1 << 16)
def _class_of(tag: str, word: str) -> str:
    """The class of a word: that of its tag, but for words that only ever have one."""
    if tag.startswith("VB") or (tag == "JJ" and word in ("profit", "loss")):
        if word in word_class("nouns of business"):
            return "N"
        return "P" if word in word_class("participles before nouns") else "V"
    if tag in ("IN", "CC", "RB", "TO") and word in word_class("subordinators"):
        return "B"
    if word in ("thanks", "ahead"):
        return "R"
    if tag in ("NN", "JJ", "NNP", "NNS") and word in word_class("pasts that are no nouns"):
        return "V"
    if tag.startswith("NN") or tag in ("FW", "GW", "$", "ADD"):
        return "N"
    if tag.startswith("JJ"):
        return "J"
    if tag == "PRP" and word in ("its", "their", "our"):
        return "S"
    if word == "mine" or (tag == "UH" and word.isalpha() and word not in word_class("interjections")):
        return "N"
    return CLASS_OF_TAG.get(tag) or ("R" if tag.startswith("RB") else "X")
