"""What annotated texts ask of our parser: how far its scores are off, and which way they should move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, IS_SPACE, TAG
from spacy.tokens import Doc

from pipeline.language.arcs import Sentences, Views, buckets, learn_arcs, learn_labels, score_arcs, score_labels
from pipeline.language.layers import Layer

START_SHARE, TAG_SHARE = 2.0, 0.5
"""How much finding the starts of sentences, and tags, count beside arcs and labels."""
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of all words of some texts, one after the other: heads (a root heads itself), labels and tags
    (numbers, `UNKNOWN` where there is none to learn), which words are more than white space, and the sentences.
    """

    heads: Any
    labels: Any
    tags: Any
    solid: Any
    sentences: Sentences


def read_gold(docs: Sequence[Doc], labels: Sequence[str], tags: Sequence[str]) -> Gold:
    """The annotation of `docs` in terms of `labels` and `tags`."""
    strings = docs[0].vocab.strings
    table = np.concatenate([doc.to_array([HEAD, DEP, TAG, IS_SPACE]) for doc in docs])
    starts = np.cumsum([0, *map(len, docs)])
    solid = table[:, 3] == 0
    spans = [
        first + np.arange(sent.start, sent.end) for doc, first in zip(docs, starts, strict=False) for sent in doc.sents
    ]
    sentences = [words[solid[words]] for words in spans if solid[words].any()]
    heads = np.arange(len(table)) + table[:, 0].astype("int64")
    deps = _numbers(table[:, 1], [strings[label] for label in labels])
    deps[~solid | (heads == np.arange(len(table)))] = UNKNOWN
    return Gold(heads, deps, _numbers(table[:, 2], [strings[tag] for tag in tags]), solid, sentences)


def _numbers(column: Any, known: list[int]) -> Any:
    """For each of a column of names its place among the known ones, or `UNKNOWN`."""
    places = {name: place for place, name in enumerate(known)}
    return np.array([places.get(name, UNKNOWN) for name in column.tolist()])


def learn(model: Layer, gold: Gold, views: Views) -> tuple[float, Views]:
    """The loss, summed over all words, and the gradients of the views, divided by the number of words."""
    into = Views(np.zeros_like(views.marks), [], *(np.zeros_like(view) for view in views[2:]))
    words = len(gold.heads)
    loss = _learn_marks(gold, views.marks, into.marks, words)
    for sentence in gold.sentences:
        loss += _learn_arcs(model, gold, views, into, sentence, words)
    return loss + _learn_labels(model, gold, views, into, words), into


def _learn_marks(gold: Gold, marks: Any, into: Any, words: int) -> float:
    starts = np.zeros(len(marks), dtype=bool)
    starts[[sentence[0] for sentence in gold.sentences]] = True
    chance = 1 / (1 + np.exp(-np.clip(marks[:, 0], -30, 30)))
    into[:, 0] = START_SHARE * np.where(gold.solid, chance - starts, 0) / words
    rows = np.flatnonzero(gold.solid & (gold.tags != UNKNOWN))
    loss, gradient = _cross_entropy(marks[rows, 1:], gold.tags[rows])
    into[rows, 1:] = gradient * TAG_SHARE / words
    return loss


def _learn_arcs(model: Layer, gold: Gold, views: Views, into: Views, sentence: Any, words: int) -> float:
    order = np.arange(len(sentence))
    heads = gold.heads[sentence]
    dependents, tops = views.dependent[sentence], views.head[sentence]
    scores = score_arcs(model, dependents, tops)
    scores[order, order + 1] = -1e9
    loss, gradient = _cross_entropy(scores, np.where(heads == sentence, 0, np.searchsorted(sentence, heads) + 1))
    d_dependents, d_tops = learn_arcs(model, dependents, tops, gradient / words)
    into.dependent[sentence] += d_dependents
    into.head[sentence] += d_tops
    return loss


def _learn_labels(model: Layer, gold: Gold, views: Views, into: Views, words: int) -> float:
    hung = np.flatnonzero(gold.labels != UNKNOWN)
    heads = gold.heads[hung]
    ends = (views.labelled[hung], views.labeller[heads], buckets(heads - hung))
    loss, gradient = _cross_entropy(score_labels(model, *ends), gold.labels[hung])
    d_labelled, d_labeller = learn_labels(model, *ends, gradient / words)
    into.labelled[hung] += d_labelled
    np.add.at(into.labeller, heads, d_labeller)
    return loss


def _cross_entropy(scores: Any, want: Any) -> tuple[float, Any]:
    """The loss, and the gradient of the scores, where each row should choose the column `want`."""
    scores = scores - scores.max(axis=1, keepdims=True)
    chances = np.exp(scores)
    sums = chances.sum(axis=1, keepdims=True)
    chances /= sums
    rows = np.arange(len(want))
    loss = float((np.log(sums[:, 0]) - scores[rows, want]).sum())
    chances[rows, want] -= 1
    return loss, chances
