"""A pipeline component that marks where white space and punctuation decide on the start of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.rules import ABBREVIATIONS, OPENING_QUOTES

QUOTES = frozenset("\"'”’")
STOPS = frozenset(".!?…:") | QUOTES | frozenset(")]")
"""After what a sentence may start without a space, as in careless text."""
CLOSING = frozenset(",;:.!?…%)]}")
"""What no sentence starts with."""


@Language.component("paragraph_starts", assigns=["token.is_sent_start"])
def paragraph_starts(doc: Doc) -> Doc:
    """The same doc with a sentence start where `_starts`, and none where `_goes_on`; the parser keeps both."""
    words = [token.text for token in doc]
    spaced = [bool(token.whitespace_) or token.is_space for token in doc]
    starts = np.zeros(len(words), dtype="int64")
    for index in range(1, len(words)):
        if _starts(words, spaced, index):
            starts[index] = 1
        elif _goes_on(words, spaced, index):
            starts[index] = -1
    doc.from_array([SENT_START], starts.astype("uint64"))  # type: ignore[arg-type]  # one column
    return doc


def _starts(words: Sequence[str], spaced: Sequence[bool], index: int) -> bool:
    """Whether a sentence starts for certain at `index`: after a blank line, or with a capital, perhaps after a quote,
    where a full stop and a space end a word in lower case that is not known for its full stop.
    """
    word, stop, ended = words[index], words[index - 1], words[index - 2] if index > 1 else ""
    if stop.isspace():
        return stop.count("\n") > 1
    if stop not in ".!?" or not spaced[index - 1] or len(ended) < 3 or not (ended.isalpha() and ended.islower()):
        return False
    quoted = word in OPENING_QUOTES | QUOTES and not spaced[index]
    opens = words[index + 1] if quoted and index + 1 < len(words) else word
    return opens[0].isupper() and ended not in ABBREVIATIONS


def _goes_on(words: Sequence[str], spaced: Sequence[bool], index: int) -> bool:
    """Whether the token at `index` cannot start a sentence: a closing mark, or close to a word that ends none."""
    word = words[index]
    if word in CLOSING:
        return True
    if spaced[index - 1] or word.isspace():
        return False
    if word in QUOTES:
        following = words[index + 1] if index + 1 < len(words) else " "
        return spaced[index] or not following[0].isalnum()
    opening = words[index - 1] in QUOTES and (index == 1 or spaced[index - 2])
    return opening or words[index - 1] not in STOPS
