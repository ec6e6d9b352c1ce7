"""The scores that our parser goes by: which word heads which, with what label, and where sentences start.

An encoder gives every word a vector, from which its marks follow (does a sentence start here, and, in training, what is
its tag). Within each sentence layers of memory then tell each word of the others, and four views are taken of it: as
dependent and as head of an arc, and as either end of a label. Scores are products of two views (Dozat and Manning
2017), and of a view with the distance between two words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Dropout, Linear, Model, chain

from pipeline.language.layers import Layer, Rows, exact_mix
from pipeline.language.memory import memory

NEAREST = (1, 2, 3, 4, 5, 7, 10, 15, 23, 36)
"""The distances at which a bucket begins: those up to 4 have their own."""
ROOT_BUCKET = 2 * len(NEAREST) + 1
BUCKETS = ROOT_BUCKET + 1

WEIGHTS = ("root", "pair", "far_dependent", "far_head", "label", "label_far")
"""What is learned beside the layers: the view of the root as a head; what a dependent and a head, a dependent and a
distance, a head and a distance add up to; and the label of a pair, and of a distance.
"""

Sentences = list[Any]
"""For each sentence the numbers of its words, white space left out."""


class Views(NamedTuple):
    """What is known of each word: whether a sentence starts with it and its tag (`marks`), as dependent, as head, and
    as dependent and head that a label is to be found for; and the sentences in which that holds.
    """

    marks: Any
    sentences: Sentences
    dependent: Any
    head: Any
    labelled: Any
    labeller: Any


def buckets(distances: Any) -> Any:
    """For each distance from a dependent to its head the number of its bucket, the side included."""
    size = np.searchsorted(NEAREST, np.abs(distances), side="right")
    return np.where(distances < 0, -size, size) + len(NEAREST)


@lru_cache(maxsize=64)
def _arc_buckets(size: int) -> Any:
    """The buckets of all arcs of a sentence of `size` words: a row a dependent, a column a head, the first the root."""
    places = np.arange(size)
    found = np.full((size, size + 1), ROOT_BUCKET)
    found[:, 1:] = buckets(places[None, :] - places[:, None])
    return found


@registry.architectures("facts.Arcs.v1")  # type: ignore[untyped-decorator]
def arcs(tok2vec: Model[list[Doc], Rows], arc_width: int, label_width: int, memory_depth: int) -> Layer:
    """A model from (docs, a function from the marks of all their words to their sentences) to `Views`.

    How many labels and marks there are is set by `size_arcs`, before it is initialized.
    """
    width = tok2vec.get_dim("nO")
    marks: Layer = Linear(nO=None, nI=width)
    views: Layer = chain(exact_mix(2 * (arc_width + label_width), width, pieces=2), Dropout(0.0))
    return Model(
        "arcs",
        _forward,
        init=_start,
        layers=[tok2vec, marks, views, *(memory(width) for _ in range(memory_depth))],
        dims={"arc": arc_width, "label": label_width, "nL": None},
        params=dict.fromkeys(WEIGHTS),
    )


def size_arcs(model: Layer, labels: int, marks: int) -> None:
    """Set how many labels an arc, and how many marks a word can have."""
    model.set_dim("nL", labels)
    model.layers[1].set_dim("nO", marks)


def _start(model: Layer, X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803  (thinc's signature)
    model.layers[0].initialize(X=X)
    for layer in model.layers[1:]:
        layer.initialize()
    arc, label, labels = (model.get_dim(name) for name in ("arc", "label", "nL"))
    sizes = {
        "root": (arc,),
        "pair": (arc + 1, arc),
        "far_dependent": (BUCKETS, arc + 1),
        "far_head": (BUCKETS, arc),
        "label": (label + 1, labels * (label + 1)),
        "label_far": (BUCKETS, labels),
    }
    random = np.random.default_rng(13)
    for name, size in sizes.items():
        start: Any = np.zeros(size) if "far" in name else random.standard_normal(size) / np.sqrt(size[0]) * 0.1
        model.set_param(name, start.astype("float32"))


def _forward(
    model: Layer, given: tuple[list[Doc], Callable[[Any], Sentences]], is_train: bool
) -> tuple[Views, Callable[[Views], Any]]:
    docs, find_sentences = given
    tok2vec, marks_layer, views_layer, *memories = model.layers
    vectors, back_vectors = tok2vec(docs, is_train)
    rows = np.concatenate(vectors)
    marks, back_marks = marks_layer(rows, is_train)
    sentences = find_sentences(marks)
    backs = []
    for layer in memories if sentences else ():
        rows, back = layer((rows, sentences), is_train)
        backs.append(back)
    views, back_views = views_layer(rows, is_train)

    def backprop(gradients: Views) -> Any:
        gradient = back_views(np.concatenate(gradients[2:], axis=1))
        for back in reversed(backs):
            gradient = back(gradient)
        gradient = gradient + back_marks(gradients.marks)
        return back_vectors(np.split(gradient, np.cumsum([len(vector) for vector in vectors])[:-1]))

    arc, label = model.get_dim("arc"), model.get_dim("label")
    return Views(marks, sentences, *np.split(views, np.cumsum([arc, arc, label]), axis=1)), backprop


def _weight(model: Layer, name: str) -> Any:
    return model.get_param(name)


def _under_root(model: Layer, heads: Any) -> Any:
    """The views as heads of the root and of the words."""
    return np.concatenate([_weight(model, "root")[None], heads])


def _with_one(rows: Any) -> Any:
    """The rows, each with a one after it, for a bias."""
    return np.concatenate([rows, np.ones((len(rows), 1), dtype=rows.dtype)], axis=1)


def score_arcs(model: Layer, dependents: Any, heads: Any) -> Any:
    """Scores of all arcs of one sentence, as `trees.best_tree` takes them, from two views of its words."""
    gemm: Any = model.ops.gemm
    places = _arc_buckets(len(dependents))
    one, tops = _with_one(dependents), _under_root(model, heads)
    scores = gemm(gemm(one, _weight(model, "pair")), tops, trans2=True)
    scores += np.take_along_axis(gemm(one, _weight(model, "far_dependent"), trans2=True), places, axis=1)
    scores += np.take_along_axis(gemm(tops, _weight(model, "far_head"), trans2=True), places.T, axis=1).T
    return scores


def learn_arcs(model: Layer, dependents: Any, heads: Any, gradient: Any) -> tuple[Any, Any]:
    """Gradients of the two views from that of `score_arcs`; those of the weights are added up in the model."""
    places = _arc_buckets(len(dependents))
    one, tops = _with_one(dependents), _under_root(model, heads)
    pair, far_dependent, far_head = (_weight(model, name) for name in ("pair", "far_dependent", "far_head"))
    by_place, by_top = _sum_by_bucket(gradient, places), _sum_by_bucket(gradient.T, places.T)
    d_one = gradient @ (tops @ pair.T) + by_place @ far_dependent
    d_tops = gradient.T @ (one @ pair) + by_top @ far_head
    model.inc_grad("pair", one.T @ (gradient @ tops))
    model.inc_grad("far_dependent", by_place.T @ one)
    model.inc_grad("far_head", by_top.T @ tops)
    model.inc_grad("root", d_tops[0])
    return d_one[:, :-1], d_tops[1:]


def _sum_by_bucket(gradient: Any, places: Any) -> Any:
    rows = np.arange(len(gradient))[:, None] * BUCKETS
    sums = np.bincount((rows + places).ravel(), gradient.ravel(), len(gradient) * BUCKETS)
    return sums.reshape((len(gradient), BUCKETS)).astype("float32")


def score_labels(model: Layer, dependents: Any, heads: Any, places: Any) -> Any:
    """Scores of the labels of some arcs, from the views of their ends and the buckets of their distances."""
    size, labels = model.get_dim("label") + 1, model.get_dim("nL")
    mixed: Any = model.ops.gemm(_with_one(dependents), _weight(model, "label"))
    mixed = mixed.reshape((len(heads), labels, size))
    return np.einsum("nls,ns->nl", mixed, _with_one(heads)) + _weight(model, "label_far")[places]


def learn_labels(model: Layer, dependents: Any, heads: Any, places: Any, gradient: Any) -> tuple[Any, Any]:
    """Gradients of the two views from that of `score_labels`; those of the weights are added up in the model."""
    size, labels = model.get_dim("label") + 1, model.get_dim("nL")
    one, other = _with_one(dependents), _with_one(heads)
    mixed = (one @ _weight(model, "label")).reshape((len(heads), labels, size))
    d_mixed = (gradient[:, :, None] * other[:, None, :]).reshape((len(heads), labels * size))
    far: Any = np.zeros((BUCKETS, labels), dtype="float32")
    np.add.at(far, places, gradient)
    model.inc_grad("label", one.T @ d_mixed)
    model.inc_grad("label_far", far)
    d_other = np.matmul(gradient[:, None, :], mixed)[:, 0]
    return (d_mixed @ _weight(model, "label").T)[:, :-1], d_other[:, :-1]
