"""Rule components for annotation without a trained model: rough word classes, and sentences.

They make the pipeline whole where no model is loaded; the trained one is right far more often.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline.vocabulary.linking import changes, reporting, word_class
from pipeline.vocabulary.rows import STRICT, read_rows

SUFFIXES = (
    (re.compile(r"\w+ly$"), "RB"),
    (re.compile(r"\w{2,}ing$"), "VBG"),
    (re.compile(r"\w{2,}ed$"), "VBD"),
    (re.compile(r"\w{3,}(al|ive|ous|ful|less|able|ible|ic|ary)$"), "JJ"),
    (re.compile(r"\w+[^s]s$"), "NNS"),
)
"""Endings of open-class words and the tag that they mostly stand for."""

ABBREVIATIONS = frozenset(
    "mr mrs ms dr st gen gov sen rep prof no vs jr sr inc corp co ltd "  # noqa: SIM905  (a list of words reads better)
    "jan feb mar apr jun jul aug sep sept oct nov dec approx est".split()
)
"""Words whose full stop ends no sentence (CLDR sentence-break suppressions for English, months and titles)."""

STOPS = frozenset(".!?")
CLOSING = frozenset("”\"’')")
"""What may stand between a full stop and the next sentence."""

OPENING_QUOTES = frozenset(["`", "«", "»", "‘", "‚", "‛", "“", "„", "‟", "‹", "›", "``", "''"])

OPENING_SIGNS = OPENING_QUOTES | frozenset("£$€¥")
"""Signs that a sentence may start with: quotation marks, and those of currencies."""


@STRICT
@dataclass(frozen=True)
class ClosedClassRow:
    """A Penn Treebank tag and the closed-class words that bear it."""

    tag: str
    words: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def closed_class_words() -> frozenset[str]:
    """The determiners, prepositions, conjunctions, pronouns and auxiliaries of English, lower case."""
    return frozenset(word for row in read_rows("closed_classes", ClosedClassRow) for word in row.words)


@cache
def _lexicon() -> dict[str, str]:
    """Lower-case word -> tag; closed classes overrule verbs."""
    verbs = {word: "VBD" for row in changes() for word in row.verbs}
    verbs |= {word: "VBD" for row in reporting() for word in row.verbs}
    verbs |= {word: "VBD" for name in ("level verbs", "holding verbs") for word in word_class(name)}
    return verbs | {word: row.tag for row in read_rows("closed_classes", ClosedClassRow) for word in row.words}


@cache
def _change_nouns() -> frozenset[str]:
    return frozenset(noun for row in changes() for noun in row.nouns)


@Language.component("word_classes", assigns=["token.tag"])
def word_classes(doc: Doc) -> Doc:
    """Sets ``tag_`` of every token from closed classes, verbs of the vocabulary, shape and ending."""
    before = ""
    for token in doc:
        before = token.tag_ = _tag(token, before)
    return doc


def _tag(token: Token, before: str) -> str:
    word = token.lower_
    if token.is_space:
        return "_SP"
    if token.like_num or word[0].isdigit():
        return "CD"
    if token.is_punct or not any(letter.isalnum() for letter in word):
        return {"%": "NN", "'": "POS", "’": "POS"}.get(word, ":" if word not in (",", ".") else word)
    if word in ("'s", "’s"):
        return "POS"
    if word in _change_nouns() and before in ("DT", "JJ", "NN", "CD", "PRP$", "POS"):
        return "NN"
    return _lexicon().get(word) or _open_class(token)


def _open_class(token: Token) -> str:
    if token.text[0].isupper() and not token.is_sent_start:
        return "NNP"
    unknown = "NNP" if token.text[0].isupper() else "NN"
    return next((tag for pattern, tag in SUFFIXES if pattern.match(token.lower_)), unknown)


@Language.component("sentence_rules", assigns=["token.is_sent_start"])
def sentence_rules(doc: Doc) -> Doc:
    """Sets sentence starts: after a blank line, and after a full stop that no abbreviation, digit or initial bears.

    All at once: spaCy's setter of one token's start looks through the whole doc.
    """
    words = [token.text for token in doc]
    starts = [index == 0 or _ends_sentence(words, index - 1) for index in range(len(words))]
    doc.from_array([SENT_START], np.where(starts, 1, -1).astype("uint64"))  # type: ignore[arg-type]  # one column
    return doc


def _ends_sentence(words: Sequence[str], index: int) -> bool:
    """Whether the word after the one at `index` begins a sentence."""
    following = words[index + 1]
    if "\n\n" in words[index]:
        return True
    if words[index].isspace():
        index -= 1
    word, before = words[max(index, 0)], words[index - 1] if index > 0 else ""
    opens = following[0].isupper() or following[0].isdigit() or following in OPENING_SIGNS
    if following.isspace() or following in CLOSING or not opens:
        return False
    if word in CLOSING and before in STOPS:
        return True
    scale = index > 1 and words[index - 2][-1:].isdigit()
    initial = len(before) == 1 and before.isalpha() and not scale
    return word in STOPS and not initial and before.lower() not in ABBREVIATIONS
