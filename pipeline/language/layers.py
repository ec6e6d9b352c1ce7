"""The layers of our model that its config names: the embedding of words and the convolutions over them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.attrs import ORTH
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import (
    Dropout,
    HashEmbed,
    LayerNorm,
    Maxout,
    Model,
    chain,
    clone,
    concatenate,
    expand_window,
    glorot_uniform_init,
    list2ragged,
    ragged2list,
    residual,
    uniqued,
    with_array,
    zero_init,
)
from thinc.layers.uniqued import forward as train_distinct

from pipeline.language.features import FEATURES

Rows = list[Any]
Layer = Model[Any, Any]
Backprop = Callable[[Any], Any]

ROWS_KEPT = 200_000
_KNOWN: dict[tuple[str, ...], dict[int, list[int]]] = {}
"""The rows of numbers of up to `ROWS_KEPT` words seen so far, by the features they hold; a function of spelling."""


def _row(vocab: Vocab, orth: int, features: tuple[str, ...]) -> list[int]:
    lexeme = vocab[orth]
    return [orth, *(FEATURES[name](lexeme) for name in features)]


def _extract(
    model: Model[list[Doc], Rows],
    docs: list[Doc],
    is_train: bool,  # noqa: ARG001  (thinc's signature)
) -> tuple[Rows, Callable[[Rows], list[Doc]]]:
    features = tuple(model.attrs["features"])
    known = _KNOWN.setdefault(features, {})
    if len(known) > ROWS_KEPT:
        known.clear()
    result = []
    for doc in docs:
        orths: list[int] = doc.to_array([ORTH]).ravel().tolist()  # type: ignore[assignment]
        for orth in orths:
            if orth not in known:
                known[orth] = _row(doc.vocab, orth, features)
        rows = np.array([known[orth] for orth in orths], dtype="uint64").reshape((len(orths), len(features) + 1))
        result.append(rows)
    return result, lambda _: []


WORDS_KEPT = 20_000
"""How many words a pipeline remembers the vectors of, between texts; then it begins anew."""


def _distinct(model: Layer, rows: Any, is_train: bool) -> tuple[Any, Backprop]:
    """The vectors of all words, each distinct word worked out once: in training in a batch, else for all texts."""
    if is_train or not len(rows):
        result: tuple[Any, Backprop] = train_distinct(model, rows, is_train)
        return result
    known = _vectors(model.layers[0])
    orths = rows[:, 0].tolist()
    new = {orth: index for index, orth in enumerate(orths) if orth not in known}
    if new:
        known.update(zip(new, model.layers[0].predict(rows[list(new.values())]), strict=True))
    return np.array([known[orth] for orth in orths]), lambda _: rows


def _vectors(layer: Layer) -> dict[int, Any]:
    """The vectors remembered for the weights that the layer has now."""
    weights: Any = next(node.get_param("W") for node in layer.walk() if node.has_param("W"))
    print_of_weights = weights[0].tobytes()
    held: tuple[bytes, dict[int, Any]] | None = _VECTORS.get(layer.id)
    if held is None or held[0] != print_of_weights or len(held[1]) > WORDS_KEPT:
        held = _VECTORS[layer.id] = (print_of_weights, {})
    return held[1]


_VECTORS: dict[int, tuple[bytes, dict[int, Any]]] = {}
"""By layer: the weights, as a check that they are still the same, and the vectors remembered."""


@registry.architectures("facts.WordEmbed.v1")  # type: ignore[untyped-decorator]
def word_embed(width: int, features: list[str], rows: list[int]) -> Model[list[Doc], Rows]:
    """A layer that embeds words by some of `FEATURES`, with `rows` vectors a feature, mixed down to `width` numbers."""
    tables: list[Layer] = [
        HashEmbed(width, size, column=column, seed=7 + column, dropout=0.0) for column, size in enumerate(rows, start=1)
    ]
    mixed: Layer = chain(concatenate(*tables), Maxout(width, width * len(tables), nP=3, dropout=0.0, normalize=True))
    extract: Model[list[Doc], Rows] = Model("extract_words", _extract, attrs={"features": features})
    once: Layer = uniqued(mixed, column=0)
    no_sizes: dict[str, int | None] = {"nO": None, "nI": None}
    distinct: Any = Model(once.name, _distinct, init=once.init, layers=[mixed], dims=no_sizes, attrs={"column": 0})
    by_word: Layer = with_array(distinct)
    return chain(extract, list2ragged(), by_word, ragged2list())


INPUT_STEP = 1 / 16
INPUT_LIMIT = 127
WEIGHT_LIMIT = 255
"""Inputs of 7 bits and weights of 8 bits: sums of up to 384 products of them stay below 2**24 steps, which single
precision holds exactly, so no order of summing, thus no kernel of a matrix library, changes a result."""


def _round_inputs(model: Layer, inputs: Any, is_train: bool) -> tuple[Any, Backprop]:  # noqa: ARG001
    steps = np.rint(inputs * np.float32(1 / INPUT_STEP))
    np.clip(steps, -INPUT_LIMIT, INPUT_LIMIT, out=steps)
    steps *= np.float32(INPUT_STEP)
    return steps, lambda gradient: gradient


def _round_weights(weights: Any) -> Any:
    """The weights as multiples of a power of two, the greatest of them at most `WEIGHT_LIMIT` times."""
    largest = float(np.abs(weights).max())
    step = np.float32(2.0 ** np.ceil(np.log2(largest / WEIGHT_LIMIT))) if largest else np.float32(1.0)
    return np.rint(weights / step) * step


def _rounded_weights(model: Layer) -> Any:
    """The rounded weights of a layer, worked out anew when the weights have changed."""
    weights: Any = model.get_param("W")
    print_of_weights = weights[0].tobytes()
    held: tuple[bytes, Any] | None = _ROUNDED.get(model.id)
    if held is None or held[0] != print_of_weights:
        held = _ROUNDED[model.id] = (print_of_weights, _round_weights(weights))
    return held[1]


_ROUNDED: dict[int, tuple[bytes, Any]] = {}
"""By layer: the weights, as a check that they are still the same, and the rounded ones."""


def _exact_maxout(model: Layer, inputs: Any, is_train: bool) -> tuple[Any, Backprop]:
    """As thinc's `Maxout`, with rounded weights (the gradient is passed straight through the rounding)."""
    ops = model.ops
    size_out, pieces, size_in = (model.get_dim(name) for name in ("nO", "nP", "nI"))
    weights = _rounded_weights(model).reshape((size_out * pieces, size_in))
    mixed = inputs @ weights.T
    mixed += model.get_param("b").reshape((size_out * pieces,))
    if pieces == 1 and not is_train:
        return mixed, lambda gradient: gradient
    best, which = ops.maxout(mixed.reshape((len(mixed), size_out, pieces)))

    def backprop(gradient: Any) -> Any:
        d_pieces: Any = ops.backprop_maxout(gradient, which, pieces)
        d_mixed: Any = d_pieces.reshape((len(d_pieces), size_out * pieces))
        model.inc_grad("b", d_pieces.sum(axis=0))
        model.inc_grad("W", (d_mixed.T @ inputs).reshape((size_out, pieces, size_in)))
        return d_mixed @ weights

    return best, backprop


def _start_maxout(model: Layer, X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803  (thinc's signature)
    shape = (model.get_dim("nO"), model.get_dim("nP"), model.get_dim("nI"))
    model.set_param("W", glorot_uniform_init(model.ops, shape))
    model.set_param("b", zero_init(model.ops, shape[:2]))


def exact_mix(size_out: int, size_in: int, pieces: int) -> Layer:
    """A maxout layer (of one piece: a linear one) with its inputs and weights rounded (see `INPUT_STEP`)."""
    return chain(Model("round_inputs", _round_inputs), _mix(size_out, size_in, pieces))


def _mix(size_out: int, size_in: int, pieces: int) -> Layer:
    sizes: dict[str, int | None] = {"nO": size_out, "nI": size_in, "nP": pieces}
    return Model("maxout", _exact_maxout, init=_start_maxout, dims=sizes, params={"W": None, "b": None})


@registry.architectures("facts.WindowEncoder.v1")  # type: ignore[untyped-decorator]
def window_encoder(width: int, depth: int, maxout_pieces: int) -> Model[Rows, Rows]:
    """As spaCy's `MaxoutWindowEncoder` with a window of one word, its inputs and weights rounded (see `INPUT_STEP`)."""
    round_inputs: Layer = Model("round_inputs", _round_inputs)
    mix = _mix(width, width * 3, maxout_pieces)
    layer: Layer = chain(round_inputs, expand_window(window_size=1), mix, LayerNorm(nI=width), Dropout(0.0))
    encoder = clone(residual(layer), depth)
    encoder.set_dim("nO", width)
    return with_array(encoder, pad=depth)


def _look_out(model: Layer, inputs: Any, is_train: bool) -> tuple[Any, Backprop]:  # noqa: ARG001
    """Each row between the two that stand `step` rows before and after it (zeros where there is none)."""
    step: int = model.attrs["step"]
    size, width = inputs.shape
    inner = max(0, size - step)
    wide = np.zeros((size, width * 3), dtype=inputs.dtype)
    wide[step:, :width] = inputs[:inner]
    wide[:, width : 2 * width] = inputs
    wide[:inner, 2 * width :] = inputs[step:]

    def backprop(gradient: Any) -> Any:
        narrow = gradient[:, width : 2 * width].copy()
        narrow[:inner] += gradient[step:, :width]
        narrow[step:] += gradient[:inner, 2 * width :]
        return narrow

    return wide, backprop


@registry.architectures("facts.WideEncoder.v1")  # type: ignore[untyped-decorator]
def wide_encoder(width: int, steps: list[int], maxout_pieces: int) -> Model[Rows, Rows]:
    """As `window_encoder`, with one layer for each of `steps`: how far away the two words are that it looks at."""

    def layer(step: int) -> Layer:
        look_out: Layer = Model("expand", _look_out, attrs={"step": step})
        mix = _mix(width, width * 3, maxout_pieces)
        return residual(chain(Model("round_inputs", _round_inputs), look_out, mix, LayerNorm(nI=width), Dropout(0.0)))

    encoder: Layer = chain(*(layer(step) for step in steps))
    encoder.set_dim("nO", width)
    return with_array(encoder, pad=sum(steps))
