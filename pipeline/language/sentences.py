"""Where sentences start: the paragraphs of the text, and a trained component that decides only what it is sure of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.pipeline.senter import SentenceRecognizer, senter_score
from spacy.tokens import Doc, Token
from thinc.api import Model

QUOTES = frozenset("\"'”’")
SURE, SURELY_NOT = 3.0, -2.0
"""By how much (logarithm of the odds) a start is likelier than none, so that the parser is not asked. Set on the
development parts of the treebanks."""


@Language.component("paragraph_starts", assigns=["token.is_sent_start"])
def paragraph_starts(doc: Doc) -> Doc:
    """The same doc with a sentence start after each blank line and none at a closing quote; the parser keeps both."""
    glued = False
    for token in doc:
        if token.is_space and token.i + 1 < len(doc) and token.text.count("\n") > 1:
            doc[token.i + 1].is_sent_start = True
        elif glued and token.lower_ in QUOTES and _closes(token):
            token.is_sent_start = False
        glued = not token.is_space and not token.whitespace_
    return doc


def _closes(token: Token) -> bool:
    """Whether a quote that stands close to the word before it is not close to the word after it."""
    return bool(token.whitespace_) or token.i + 1 == len(token.doc) or token.nbor().is_space or token.nbor().is_punct


class SentenceStarts(SentenceRecognizer):  # type: ignore[misc]  # compiled, and not in the stubs
    """spaCy's recogniser of sentences, but for the tokens of which it is not sure: those it leaves to the parser."""

    def predict(self, docs: Sequence[Doc]) -> list[Any]:
        """For each token 1 (a sentence starts), -1 (none does) or 0 (not sure)."""
        start = self.labels.index("S")
        odds = [scores[:, start] - scores[:, 1 - start] for scores in self.model.predict(docs)]
        return [np.where(likely > SURE, 1, np.where(likely < SURELY_NOT, -1, 0)) for likely in odds]

    def set_annotations(self, docs: Sequence[Doc], starts: Sequence[Any]) -> None:
        """Mark the tokens that nothing has marked before."""
        for doc, guessed in zip(docs, starts, strict=True):
            given = doc.to_array([SENT_START]).ravel()
            marks: Any = np.where(given, given, guessed.astype("uint64"))
            doc.from_array([SENT_START], marks)


@Language.factory("sentence_starts", assigns=["token.is_sent_start"], default_score_weights={"sents_f": 1.0})
def make_sentence_starts(nlp: Language, name: str, model: Model[list[Doc], list[Any]]) -> SentenceStarts:
    """An untrained `sentence_starts` component."""
    return SentenceStarts(nlp.vocab, model, name, overwrite=False, scorer=senter_score)
