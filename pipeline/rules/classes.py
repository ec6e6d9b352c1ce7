"""The class of each word, put right where a tagger took nouns for verbs or verbs for nouns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import compress, count
from typing import TYPE_CHECKING

from pipeline.vocabulary.linking import (
    change_nouns,
    change_verbs,
    deal_of_noun,
    exchange_nouns,
    is_reporting,
    nominals,
    transitive_row,
    word_class,
)

if TYPE_CHECKING:
    from pipeline.rules.scene import Scene

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
    if after[:1] and after[0] in ("set", "hit") and classes[end] == "N" and classes[end + 1 : end + 2] == ["P"]:
        classes[end] = "V"
    at = _past_bracket(scene, end)
    if at >= len(classes):
        return
    deal = deal_of_noun(scene.lower[at]) is not None
    if classes[at] in "JR" and deal and classes[at + 1 : at + 2] != ["N"]:
        classes[at] = "N"
    elif classes[at] == "V" and start and classes[start - 1] in "TSOJ":
        moved = (
            scene.lower[start - 1] in ("a", "an", "the")
            and scene.tags[at] != "VBD"
            and scene.lower[at] in change_nouns()
        )
        classes[at] = "N" if deal or moved else "V"


def _find_verbs(scene: Scene, classes: list[str]) -> None:
    """Put right, beside a number, the verbs that a tagger took for nouns and the nouns that it took for verbs."""
    for start, end in scene.quantity_at:
        _mend_beside(scene, classes, start, end)
    near = {i for start, _ in scene.quantity_at for i in range(start - LEADING_WORDS - 1, start)}
    for i in _doubtful(scene, near):
        if classes[i] == "V" and _is_listed(scene, classes, i):
            classes[i] = "N"
        if classes[i] == "N" and scene.words[i - 1] == "," and _is_moving(scene, classes, i):
            classes[i] = "V"
        if i in near and _heads_line(scene, classes, i):
            classes[i : i + 2] = "VN"
        if classes[i] == "N" and (
            _is_beside_its_verb(scene, i) or _governs(scene, classes, i) or _says(scene, i) or _is_perfect(scene, i)
        ):
            classes[i] = "V"
        if i not in near or classes[i] not in "NJV" or not _leads_on(scene.lower, classes, i):
            continue
        if classes[i] in "NJ" and _follows_subject(scene, classes, i) and _is_verb_form(scene.lower[i]):
            classes[i] = "V"
        elif (classes[i] == "V" and classes[i - 1] in "CXB" and scene.lower[i] in exchange_nouns()) or (
            scene.tags[i] == "VBZ" and _is_gapped(scene, classes, i)
        ):
            classes[i] = "N"


def _doubtful(scene: Scene, near: set[int]) -> list[int]:
    """The tokens that may be a verb taken for a noun or the other way: near a number, plural, or told by a word."""
    plural = compress(count(), map({"NNS", "NNPS"}.__contains__, scene.tags))
    beside = (i + 1 for i in scene.tokens.where(word_class("modals", "forms of have")))
    moving = (i + 1 for i in scene.tokens.where([","]) if "".join(scene.lower[i + 1 : i + 2]).endswith("ing"))
    bracketed = (i - 1 for i in scene.tokens.where(["("]))
    found = near.union(plural, beside, moving, bracketed, scene.tokens.where(word_class("verbs of shooting up")))
    return sorted(i for i in found if 0 < i < len(scene.words) - 1)


def _is_listed(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether a bare verb form is a thing of a list, with its number in a bracket: "fish (2%), machinery (3%)"."""
    listed = scene.words[i - 1] in (",", "and") and scene.words[i + 1] == "("
    return listed and scene.tags[i] in ("VB", "VBP") and "Q" in classes[i + 2 : i + 4]


def _heads_line(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether two words of a headline, both taken for nouns or verbs, are a verb of change and what it moves.

    "Fed lifts rates to 2%", "Velmora cuts jobs by 9%"
    """
    if (
        classes[i] not in "NV"
        or scene.lower[i] not in change_verbs()
        or scene.lower[i + 1] not in word_class("nouns that are moved")
    ):
        return False
    led = classes[i - 1] in "NJ" and scene.tags[i] in ("NNS", "VBZ", "NNPS")
    return led and scene.lower[i + 2 : i + 3] in (["to"], ["by"], ["from"]) and "Q" in classes[i + 3 : i + 5]


def _is_moving(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether a gerund taken for a noun moves what follows it: ", lifting capacity from 300 to 500"."""
    moving = scene.lower[i].endswith("ing") and transitive_row(scene.lower[i]) is not None
    return (
        moving and classes[i + 1] in "NJTS" and any(word in ("from", "to", "by") for word in scene.lower[i + 2 : i + 6])
    )


def _is_beside_its_verb(scene: Scene, i: int) -> bool:
    """Whether a word taken for a noun follows a modal verb ("could profit") or has a particle after it ("shot up")."""
    if scene.lower[i] in word_class("verbs of shooting up") and scene.lower[i + 1] in ("up", "down"):
        return True
    return scene.tags[i] == "NN" and scene.lower[i - 1] in word_class("modals") and i not in scene.mention_at


def _past_bracket(scene: Scene, end: int) -> int:
    """The token after a bracket with the same amount in other terms that opens at `end`, else `end`."""
    if scene.words[end : end + 1] != ["("]:
        return end
    return next((i + 1 for i in range(end, min(end + 12, len(scene.words))) if scene.words[i] == ")"), end)


def _follows_subject(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether the token before `i` may end a subject: a noun, or one taken for a bare verb; not "Russian imports"."""
    if scene.words[i - 1] == "," and scene.lower[i] in word_class("closing verbs"):
        return True
    described = scene.tags[i] == "NNS" and scene.tags[i - 1].startswith("JJ")
    led = classes[i - 1] in "NURDQ" or scene.tags[i - 1] == "VB" or scene.lower[i - 1] == "to"
    placed = scene.mention_at.get(i - 1)
    return not described and (led or (placed is not None and placed.entity.label != "NORP"))


def _is_gapped(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether a word taken for a verb stands for the next thing of a list: "rye is 21%, pulses 9%"."""
    verbs = _verb_forms() | word_class("light verbs", "verbs of making up")
    listed = scene.words[i - 1] in (",", "and") and classes[i + 1] == "Q" and scene.lower[i] not in verbs
    return listed and "Q" in classes[scene.sentence(i)[0] : i]


def _governs(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether a word taken for a plural noun governs the phrase after it.

    "The offer values each share", "a fine of $9 awaits those"
    """
    if scene.tags[i] != "NNS":
        return False
    if classes[i - 1] == "Q" and classes[i + 1] == "T":
        return True
    placed = scene.mention_at.get(i + 1)
    priced = placed is not None and placed.start == i + 1 and scene.lower[placed.end : placed.end + 1] == ["at"]
    follows = classes[i + 1] in "TS" or priced
    return follows and classes[i - 1] == "N" and _is_verb_form(scene.lower[i])


def _is_perfect(scene: Scene, i: int) -> bool:
    """Whether a participle that is a noun too, or was taken for one, stands after "has": "has cost", "having risen"."""
    word = scene.lower[i]
    said = word in ("cost", "hit", "cut") or (word.endswith(("en", "ed", "wn")) and word in change_verbs())
    return said and scene.lower[i - 1] in word_class("forms of have")


def _says(scene: Scene, i: int) -> bool:
    """Whether a word taken for a plural noun is what a person says between commas: ", Ms Lee reckons,"."""
    named = i - 1 in scene.mention_at and i not in scene.mention_at and scene.tags[i] in ("NNS", "NNPS")
    return named and is_reporting(scene.lower[i]) and scene.words[i + 1 : i + 2] in ([","], ["."])


def _find_nouns(scene: Scene, classes: list[str]) -> None:
    """Put right the verbs that are nouns or modifiers: after a possessive, or first in a clause that has a verb.

    "April's gain down to", "the child fare at", "Train fares will go up", "Pay in Norway rose".
    """
    for i in list(compress(range(len(classes) - 1), map({"J", "V"}.__contains__, classes))):
        if classes[i] == "J":
            subject = scene.tags[i] == "JJ" and i and classes[i - 1] in "ST" and classes[i + 1] == "V"
            known = scene.lower[i] in word_class("commodities") and classes[i + 1] not in "NJH"
            if known or (subject and scene.tags[i + 1] in ("VBD", "VBZ", "VBP", "MD")):
                classes[i] = "N"
        elif scene.tags[i] in ("MD", "TO") or scene.lower[i] in (
            "is",
            "are",
            "was",
            "were",
            "am",
            "has",
            "have",
            "had",
        ):
            continue
        elif _is_measured(scene, classes, i) or _is_noun(scene, classes, i):
            classes[i] = "N"
        elif _opens_clause(scene, i) and _has_verb(scene, classes, i + 1):
            modifies = classes[i + 1] == "N"
            classes[i] = "J" if modifies else "N" if _acts(scene, classes, i) else "V"


def _is_measured(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether a gerund is a noun of accounts: "Spending on health rose", "cut borrowing by"; not "is lending $9m"."""
    if scene.tags[i] != "VBG" or scene.lower[i] not in word_class("gerunds of accounts"):
        return False
    opens, before = i == scene.sentence(i)[0], classes[i - 1] if i else "X"
    moved = before == "V" and scene.lower[i - 1] in change_verbs()
    led = (
        before in "JS"
        or (before == "N" and classes[i - 2 : i - 1] == ["H"])
        or (before == "R" and scene.lower[i - 1] in ("up", "down", "back"))
    )
    return (opens or moved or led) and (classes[i + 1] in "PXV" or scene.lower[i + 1] == "and")


def _acts(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether a word taken for a bare verb or gerund is the subject of the verb after it: "Profit slid"."""
    tag, following = scene.tags[i], classes[i + 1]
    return following == "P" if tag == "VBG" else tag == "VB" and following in "PV"


def _is_noun(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether a finite or bare verb form at `i` can only be a noun: "April's gain", "Permits take"."""
    tag, before = scene.tags[i], classes[i - 1] if i else ""
    if (
        before in ("S", "O")
        and classes[i + 1] not in "NJ"
        and scene.lower[i] not in word_class("pasts that are no nouns")
    ):
        return before == "S" or tag not in ("VBZ", "VBD")
    if _is_forecast(scene, classes, i):
        return True
    word, following = scene.lower[i], scene.tags[i + 1]
    if tag == "VBZ" and i and scene.lower[i - 1] == "to":
        return True
    if tag == "VBZ" and word in exchange_nouns() and _follows_modifier(scene, classes, i):
        return True
    if before == "N" and tag in ("VB", "VBP") and following in ("VBD", "VBZ", "MD"):
        return True
    if tag in ("VBZ", "VBP") and following == "VBD" and i and is_reporting(scene.lower[i - 1]):
        return True
    if tag == "VBP":
        return i > 1 and before == "N" and classes[i - 2] == "Q"
    if tag == "VBZ" and scene.lower[i + 1] == "of" and before in ("", "B", "C", "P", "X"):
        return True
    if tag != "VBZ":
        return False
    first = i == scene.sentence(i)[0] or (before == "N" and not is_reporting(word) and len(word) > 3)
    opens = i == scene.sentence(i)[0] and word in exchange_nouns()
    return opens or (first and following in ("VBP", "VBD", "MD"))


def _is_forecast(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether what may be a verb of forecasting ends a noun phrase: "the bank's growth forecast for"."""
    ends = scene.lower[i] in word_class("forecasts") and classes[i + 1] == "P"
    return ends and i > 1 and classes[i - 1] == "N" and classes[i - 2] in "TSO"


def _follows_modifier(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether what may be "exports" or "imports" follows a demonym, or stands between "which" and its verb."""
    placed = scene.mention_at.get(i - 1)
    demonym = placed is not None and placed.entity.label == "NORP" and classes[i + 1] in "PV"
    return demonym or (i > 0 and classes[i - 1] == "W" and classes[i + 1] == "V")


def _opens_clause(scene: Scene, i: int) -> bool:
    """Whether a bare verb or participle at `i` stands where a clause begins, which only a command does."""
    before = scene.lower[i - 1] if i else ""
    start = i == scene.sentence(i)[0] or before in (";", ":", "“") or before in word_class("subordinators")
    return start and scene.tags[i] in ("VB", "VBN", "VBG", "VBP")


def _has_verb(scene: Scene, classes: Sequence[str], i: int) -> bool:
    """Whether a finite verb follows `i` with nothing but noun phrases between."""
    while i < len(classes) and classes[i] in "NJTPOSHR":
        i += 1
    return i < len(classes) and classes[i] == "V" and scene.tags[i] not in ("VB", "VBG", "TO")


def token_classes(scene: Scene) -> list[str]:
    """The class of each token, put right where the words around it tell."""
    classes = list(map(_class_of, scene.tags, scene.lower))
    _mend_hyphens(scene, classes)
    for mark, ranges in (("D", [at for at, _ in scene.dated]), ("Q", scene.quantity_at)):
        for start, end in ranges:
            classes[start:end] = mark * (end - start)
    for i, placed in scene.mention_at.items():
        if placed.mention.form in ("name", "short") and classes[i] in "VJXRPHCO":
            classes[i] = "N"
    _close_phrases(scene, classes)
    _free_particles(scene, classes)
    _join_infinitives(scene, classes)
    _find_verbs(scene, classes)
    _join_infinitives(scene, classes)
    _find_nouns(scene, classes)
    return classes


def _mend_hyphens(scene: Scene, classes: list[str]) -> None:
    """Tell hyphens from dashes, and prepositions from the words between hyphens that modify: "a year-on-year rise"."""
    for i in compress(range(len(classes) - 1), map({"HYPH"}.__contains__, scene.tags)):
        if i and scene.spaced[i] and scene.spaced[i - 1]:
            classes[i] = "X"
        elif classes[i + 1 : i + 3] == ["P", "H"] and (
            scene.lower[i - 1 : i] != scene.lower[i + 3 : i + 4] or classes[i + 4 : i + 5] == ["N"]
        ):
            classes[i + 1] = "J"
            classes[i - 1] = "J" if classes[i - 1] in "PB" else classes[i - 1]


def _join_infinitives(scene: Scene, classes: list[str]) -> None:
    """Make "to" part of the verb after it, but not of a noun's participle: "to leasing companies"."""
    for i in scene.tokens.where(["to"]):
        if classes[i] == "P" and classes[i + 1 : i + 2] == ["V"] and scene.tags[i + 1] != "VBG":
            classes[i] = "V"


def _free_particles(scene: Scene, classes: list[str]) -> None:
    """Make adverbs of "up" and "down" where a tagger took them for nouns, but for "a write-down"."""
    for i in scene.tokens.where(["up", "down"]):
        if i and classes[i] == "N" and scene.spaced[i - 1]:
            classes[i] = "R"


def _close_phrases(scene: Scene, classes: list[str]) -> None:
    """Make adverbs of the prepositions that lead to no noun: "since then", "the year as a whole"."""
    for i in scene.tokens.where(["then", "now", "recently"]):
        if i and classes[i] == "R" and classes[i - 1] in "PB":
            classes[i - 1] = "R"
    for i in scene.tokens.where(["whole"]):
        if i > 1 and scene.lower[i - 2 : i] == ["as", "a"]:
            classes[i - 2 : i + 1] = "RRR"
    for i in scene.tokens.where(["though"]):
        if scene.words[i - 1] == "," and scene.words[i + 1 : i + 2] == [","]:
            classes[i] = "R"
    for i in scene.tokens.where(["per"]):
        if scene.lower[i + 1 : i + 2] == ["capita"]:
            classes[i : i + 2] = "JJ"


@cache
def _verb_forms() -> frozenset[str]:
    return change_verbs() | word_class("level verbs", "holding verbs") | frozenset(nominals())


def _is_verb_form(word: str) -> bool:
    return word in _verb_forms()


LEADING = frozenset(
    ("for", "by", "to", "from", "at", "about", "as", "than", "more", "less", "over", "under", "below", "above")
)
"""What may stand between a verb of change and its amount."""

LEADING_WORDS = 3
"""So many of them at most."""


def _leads_on(words: Sequence[str], classes: Sequence[str], i: int) -> bool:
    """Whether a word that a tagger took for a noun leads to a quantity as only a verb does: "exports rise by 5%"."""
    at = i + 1
    while at < len(words) and at <= i + LEADING_WORDS and (classes[at] == "R" or words[at] in LEADING):
        at += 1
    return at < len(words) and classes[at] == "Q"


@lru_cache(maxsize=1 << 16)
def _class_of(tag: str, word: str) -> str:
    """The class of a word: that of its tag, but for words that only ever have one."""
    if tag.startswith("VB") or (tag == "JJ" and word in ("profit", "loss")):
        return (
            "N"
            if word in word_class("nouns of business")
            else "P"
            if word in word_class("participles before nouns")
            else "V"
        )
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
    if tag == "UH" and word.isalpha() and word not in word_class("interjections"):
        return "N"
    return CLASS_OF_TAG.get(tag) or ("R" if tag.startswith("RB") else "X")
