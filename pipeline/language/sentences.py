"""A pipeline component that says where the paragraphs of a text make sentences start."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

QUOTES = frozenset("\"'”’")


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
