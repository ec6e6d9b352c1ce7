"""A pipeline component that finds names: it scores the tags of all words and takes the best path through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.pipeline.ner import ner_score
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Linear, Model, chain

from pipeline.language.layers import Layer, Rows
from pipeline.language.memory import rows_of
from pipeline.language.name_loss import allowed_tags, learn
from pipeline.language.name_paths import Found, best_names, tag_count


@registry.architectures("facts.NameTags.v1")  # type: ignore[untyped-decorator]
def name_tags(tok2vec: Model[list[Doc], Rows]) -> Layer:
    """A model from docs to the scores of the tags of all their words, one row after the other.

    How many tags there are is set before it is initialized.
    """
    scores: Layer = Linear(nO=None, nI=tok2vec.get_dim("nO"))
    return chain(tok2vec, Model("join", _join), scores)


def _join(model: Layer, texts: Rows, is_train: bool) -> tuple[Any, Callable[[Any], Rows]]:  # noqa: ARG001
    """The rows of all texts, one after the other."""
    return np.concatenate(texts), lambda gradient: [gradient[rows] for rows in rows_of(texts)]


SIDE_BY_SIDE = 3000
"""About how many words are read at once: fewer take more steps for each, more do not fit in the fastest memory."""


def _groups(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """The docs in order, in groups that hold as many words as `SIDE_BY_SIDE`, or a little more."""
    group: list[Doc] = []
    for doc in docs:
        group.append(doc)
        if sum(map(len, group)) >= SIDE_BY_SIDE:
            yield group
            group = []
    if group:
        yield group


class NameFinder(TrainablePipe):  # type: ignore[misc]  # compiled, without types
    """A component that sets the entities of docs."""

    def __init__(self, vocab: Vocab, model: Layer, name: str) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, list[str]] = {"labels": []}
        self.scorer = ner_score

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of names."""
        return tuple(self.cfg["labels"])

    def predict(self, docs: Iterable[Doc]) -> list[list[Found]]:
        """The names in each doc."""
        return [names for group in _groups(docs) for names in self._find(group)]

    def _find(self, docs: list[Doc]) -> list[list[Found]]:
        if not any(map(len, docs)):
            return [[] for _ in docs]
        return best_names(self.model.predict(docs), rows_of(docs), len(self.labels))

    def set_annotations(self, docs: Iterable[Doc], names: list[list[Found]]) -> None:
        """Write names to their docs."""
        for doc, found in zip(docs, names, strict=True):
            doc.ents = [Span(doc, start, end, self.labels[label]) for start, end, label in found]

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        """How unlikely `scores` make the names of some annotated docs, and the gradient of the scores."""
        golds = [example.reference for example in examples]
        return learn(scores, allowed_tags(golds, self.labels), rows_of(golds), len(self.labels))

    def initialize(self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None) -> None:  # noqa: ARG002
        """Take the labels of the examples, and start with weights by chance."""
        golds = [example.reference for example in get_examples()]
        self.cfg["labels"] = sorted({entity.label_ for doc in golds for entity in doc.ents})
        self.model.layers[-1].set_dim("nO", tag_count(len(self.labels)))
        self.model.initialize(X=golds[:10])


@Language.factory("name_finder", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_name_finder(nlp: Language, name: str, model: Layer) -> NameFinder:
    """A finder of names with the scores of `model`; its weights come from disk or training."""
    return NameFinder(nlp.vocab, model, name)
