"""The layer that reads each sentence, or each text, from left to right and from right to left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from thinc.api import Dropout, LayerNorm, Model, chain

from pipeline.language.layers import Layer, exact_mix

LOUDER = np.float32(4)
"""What is remembered lies between -1 and 1; times this, the rounding before the next layer loses little of it."""


def memory(width: int) -> Model[Any, Any]:
    """A layer from (rows of words, for each sentence the numbers of its words) to rows that know what stands before
    and after in the sentence. Its gates depend on the word alone, so that all of them are one product of matrices
    (a quasi-recurrent layer, Bradbury et al. 2017). Words outside of all sentences remember nothing.
    """
    gates = exact_mix(6 * width, width, pieces=1)
    mix: Layer = chain(exact_mix(width, 3 * width, pieces=3), LayerNorm(nI=width), Dropout(0.0))
    return Model("memory", _forward, init=_start, layers=[gates, mix], dims={"nO": width})


def _start(model: Layer, X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803  (thinc's signature)
    for layer in model.layers:
        layer.initialize()


def reading_orders(sentences: Sequence[Any]) -> tuple[Any, Any, list[int]]:
    """All words in the order in which they are read, forwards and backwards, and how many are read in each step: in
    the first step the first word of every sentence, then the second of every one that has two, longest first.
    """
    longest_first = sorted(sentences, key=len, reverse=True)
    lengths = np.array([len(sentence) for sentence in longest_first])
    sizes = [int((lengths > step).sum()) for step in range(lengths[0])]
    forwards = [longest_first[place][step] for step, size in enumerate(sizes) for place in range(size)]
    backwards = [longest_first[place][-1 - step] for step, size in enumerate(sizes) for place in range(size)]
    return np.array(forwards), np.array(backwards), sizes


def _read(keep: Any, new: Any, sizes: list[int]) -> Any:
    """What is remembered at each word: the share `keep` of what was, the rest from `new`."""
    held = (1 - keep) * new
    before, start = 0, sizes[0]
    for size in sizes[1:]:
        held[start : start + size] += keep[start : start + size] * held[before : before + size]
        before, start = start, start + size
    return held


def _unread(gradient: Any, keep: Any, new: Any, held: Any, sizes: list[int]) -> tuple[Any, Any]:
    """Gradients of `keep` and `new` from that of what `_read` gave."""
    d_held = gradient.copy()
    d_keep = np.zeros_like(keep)
    starts = np.cumsum([0, *sizes]).tolist()
    for step in range(len(sizes) - 1, 0, -1):
        now = slice(starts[step], starts[step] + sizes[step])
        before = slice(starts[step - 1], starts[step - 1] + sizes[step])
        d_held[before] += d_held[now] * keep[now]
        d_keep[now] = d_held[now] * held[before]
    return d_keep - d_held * new, d_held * (1 - keep)


def _forward(model: Layer, given: tuple[Any, Sequence[Any]], is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    rows, sentences = given
    width = model.get_dim("nO")
    gates, mix = model.layers
    raw, back_gates = gates(rows, is_train)
    *orders, sizes = reading_orders(sentences)
    found = np.zeros((len(rows), 2 * width), dtype="float32")
    kept = []
    for side, order in enumerate(orders):
        keep, new, out = np.split(raw[order, side * 3 * width : (side + 1) * 3 * width], 3, axis=1)
        keep, new, out = _sigmoid(keep), np.tanh(new), _sigmoid(out)
        held = _read(keep, new, sizes)
        found[order, side * width : (side + 1) * width] = held * out * LOUDER
        kept.append((order, keep, new, out, held))
    mixed, back_mix = mix(np.concatenate([rows, found], axis=1), is_train)

    def backprop(gradient: Any) -> Any:
        d_wide = back_mix(gradient)
        d_raw = np.zeros_like(raw)
        for side, (order, keep, new, out, held) in enumerate(kept):
            d_found = d_wide[order, (1 + side) * width : (2 + side) * width] * LOUDER
            d_keep, d_new = _unread(d_found * out, keep, new, held, sizes)
            parts = (d_keep * keep * (1 - keep), d_new * (1 - new * new), d_found * held * out * (1 - out))
            d_raw[order, side * 3 * width : (side + 1) * 3 * width] = np.concatenate(parts, axis=1)
        return gradient + d_wide[:, :width] + back_gates(d_raw)

    return rows + mixed, backprop


def _sigmoid(values: Any) -> Any:
    result = np.minimum(-values, 80)
    np.exp(result, out=result)
    result += 1
    return np.divide(1, result, out=result)
