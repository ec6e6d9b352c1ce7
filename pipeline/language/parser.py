"""A pipeline component that finds sentences, and in each the tree of its dependencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.pipeline.dep_parser import parser_score
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Optimizer, set_dropout_rate

from pipeline.language.arcs import Sentences, Views, buckets, score_arcs, score_labels, size_arcs
from pipeline.language.layers import Layer
from pipeline.language.parse_loss import learn, read_gold
from pipeline.language.trees import ROOT, best_tree

LONGEST = 400
"""Words of the longest sentence; a longer one is cut where a start is likeliest, because time goes by its square."""

Parse = tuple[Any, Any]
"""For each token the way to its head and its label, as `Doc.from_array` takes them."""


class ArcParser(TrainablePipe):  # type: ignore[misc]  # compiled, without types
    """A component that sets sentences, heads and labels. What is known to start a sentence, or to start none, when it
    comes to a doc stays so. White space hangs on the token before it.
    """

    def __init__(self, vocab: Vocab, model: Layer, name: str) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, list[str]] = {"labels": [], "tags": []}
        self.scorer = parser_score

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of arcs, but for those of roots and white space."""
        return tuple(self.cfg["labels"])

    def predict(self, docs: Iterable[Doc]) -> list[Parse]:
        """The parses of some docs, each worked out alone, so that none depends on its neighbours."""
        return [self._parse(doc) for doc in docs]

    def set_annotations(self, docs: Iterable[Doc], parses: list[Parse]) -> None:
        """Write parses to their docs."""
        for doc, (ways, labels) in zip(docs, parses, strict=True):
            doc.from_array([HEAD, DEP], np.stack([ways.astype("uint64"), labels], axis=1))  # type: ignore[arg-type]

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from some annotated docs; the losses so far, with this one."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        some = [example for example in examples if len(example.reference)]
        if some:
            gold = read_gold([example.reference for example in some], **self.cfg)
            set_dropout_rate(self.model, drop)
            given = ([example.predicted for example in some], lambda _: gold.sentences)
            views, backprop = self.model.begin_update(given)
            loss, gradients = learn(self.model, gold, views)
            backprop(gradients)
            losses[self.name] += loss
            if sgd is not None:
                self.finish_update(sgd)
        return losses

    def initialize(self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None) -> None:  # noqa: ARG002
        """Take the labels and tags of the examples, and start with weights by chance."""
        golds = [example.reference for example in get_examples()]
        words = [token for doc in golds for token in doc if not token.is_space]
        self.cfg["labels"] = sorted({word.dep_ for word in words} - {"", "ROOT"})
        self.cfg["tags"] = sorted({word.tag_ for word in words} - {""})
        size_arcs(self.model, len(self.cfg["labels"]), 1 + len(self.cfg["tags"]))
        self.model.initialize(X=golds[:10])

    def _parse(self, doc: Doc) -> Parse:
        labels = np.full(len(doc), self.vocab.strings.add("dep"), dtype="uint64")
        table = doc.to_array([SENT_START, IS_SPACE]).astype("int64").reshape((len(doc), 2))
        words = np.flatnonzero(table[:, 1] == 0)
        if not len(words):
            return np.zeros(len(doc), dtype="int64"), labels
        views = self.model.predict(([doc], lambda marks: _sentences(words, table[words, 0], marks[words, 0])))
        heads = np.maximum(np.arange(len(doc)) - 1, words[0])
        for sentence in views.sentences:
            scores = score_arcs(self.model, views.dependent[sentence], views.head[sentence])
            tree = np.array(best_tree(scores))
            heads[sentence] = np.where(tree == ROOT, sentence, sentence[tree - 1])
        labels[words] = self._label(words, heads[words], views)
        return heads - np.arange(len(doc)), labels

    def _label(self, words: Any, heads: Any, views: Views) -> Any:
        """The likeliest label of each word under its head; "ROOT" where it is its own."""
        names = np.array([self.vocab.strings.add(name) for name in (*self.labels, "ROOT")], dtype="uint64")
        scores = score_labels(self.model, views.labelled[words], views.labeller[heads], buckets(heads - words))
        return names[np.where(heads == words, len(self.labels), scores.argmax(axis=1))]


def _sentences(words: Any, known: Any, scores: Any) -> Sentences:
    """The words of each sentence: one starts where that is known, or scored above zero and not known to be wrong."""
    scores = np.where(known > 0, np.inf, np.where(known < 0, -np.inf, scores))
    cuts = [0, *(np.flatnonzero(scores[1:] > 0) + 1).tolist(), len(words)]
    return [words[start:end] for part in pairwise(cuts) for start, end in _short_parts(*part, scores)]


def _short_parts(start: int, end: int, scores: Any) -> Iterator[tuple[int, int]]:
    """A stretch of words, cut until no part is longer than `LONGEST`."""
    while end - start > LONGEST:
        cut = start + 1 + int(scores[start + 1 : start + LONGEST + 1].argmax())
        yield start, cut
        start = cut
    yield start, end


@Language.factory("arc_parser", assigns=["token.dep", "token.head", "token.is_sent_start", "doc.sents"])
def make_arc_parser(nlp: Language, name: str, model: Layer) -> ArcParser:
    """A parser with the scores of `model`; its weights come from disk or training."""
    return ArcParser(nlp.vocab, model, name)
