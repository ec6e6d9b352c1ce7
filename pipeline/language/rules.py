"""Rule components for the pipeline without a trained model: word classes and sentence boundaries."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("word_classes")
def word_classes(doc: Doc) -> Doc:
    return doc


@Language.component("sentence_rules")
def sentence_rules(doc: Doc) -> Doc:
    return doc
