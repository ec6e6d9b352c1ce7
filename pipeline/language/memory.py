"""The layer that reads each sentence, or each text, from left to right and from right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
from spacy.util import registry
from thinc.api import Dropout, LayerNorm, Model, chain

from pipeline.language.layers import Layer, Rows, exact_mix, wide_encoder

LOUDER = np.float32(4)
"""What is remembered lies between -1 and 1; times this, the rounding before the next layer loses little of it."""


class Squash(NamedTuple):
    """A function that takes any number to between -1 and 1, and its slope where it gave some number."""

    value: Callable[[Any], Any]
    slope: Callable[[Any], Any]


TANH = Squash(np.tanh, lambda squashed: 1 - squashed * squashed)
SOFTSIGN = Squash(lambda x: x / (1 + np.abs(x)), lambda squashed: (1 - np.abs(squashed)) ** 2)
"""The same on every processor, down to the last bit, where powers of e are not."""


LONGEST = 5_000
"""How many words of a text are held at once outside of training: each takes some 20 kB while it is read."""
MARGIN = 250
"""How many more on either side are read with them; what is remembered has long faded over so many."""


def rows_of(texts: Iterable[Any]) -> list[Any]:
    """For each of some texts the numbers of its words, all texts counted through."""
    return [np.arange(start, end) for start, end in pairwise(accumulate(map(len, texts), initial=0))]


@registry.architectures("facts.MemoryEncoder.v1")  # type: ignore[untyped-decorator]
def memory_encoder(width: int, steps: list[int], maxout_pieces: int, depth: int) -> Model[Rows, Rows]:
    """A `wide_encoder`, then `depth` layers that read each text as a whole."""
    wide = wide_encoder(width, steps, maxout_pieces)
    layers = [wide, *(memory(width, SOFTSIGN) for _ in range(depth))]
    return Model("memory_encoder", _encode, init=_start, layers=layers, dims={"nO": width})


def _encode(model: Layer, texts: Rows, is_train: bool) -> tuple[Rows, Callable[[Rows], Rows]]:
    if is_train or all(len(text) <= LONGEST for text in texts):
        return _encode_whole(model, texts, is_train)
    return [_encode_in_pieces(model, text) if len(text) else text for text in texts], lambda gradients: gradients


def _encode_in_pieces(model: Layer, text: Any) -> Any:
    """What `_encode_whole` gives for one text, in memory that does not grow with it."""
    found = []
    for start in range(0, len(text), LONGEST):
        first = max(0, start - MARGIN)
        (piece,), _ = _encode_whole(model, [text[first : start + LONGEST + MARGIN]], False)
        found.append(piece[start - first :][:LONGEST])
    return np.concatenate(found)


def _encode_whole(model: Layer, texts: Rows, is_train: bool) -> tuple[Rows, Callable[[Rows], Rows]]:
    wide, *memories = model.layers
    vectors, back_vectors = wide(texts, is_train)
    words, places, backs = np.concatenate(vectors), rows_of(vectors), []
    for layer in memories:
        words, back = layer((words, places), is_train)
        backs.append(back)

    def backprop(gradients: Rows) -> Rows:
        gradient = np.concatenate(gradients)
        for back in reversed(backs):
            gradient = back(gradient)
        given: Rows = back_vectors([gradient[rows] for rows in places])
        return given

    return [words[rows] for rows in places], backprop


def memory(width: int, squash: Squash = TANH) -> Model[Any, Any]:
    """A layer from (rows of words, for each sentence the numbers of its words) to rows that know what stands before
    and after in the sentence. Its gates depend on the word alone, so that all of them are one product of matrices
    (a quasi-recurrent layer, Bradbury et al. 2017). Words outside of all sentences remember nothing.
    """
    gates = exact_mix(6 * width, width, pieces=1)
    mix: Layer = chain(exact_mix(width, 3 * width, pieces=3), LayerNorm(nI=width), Dropout(0.0))
    forward = partial(_forward, squash=squash)
    return Model("memory", forward, init=_start, layers=[gates, mix], dims={"nO": width})


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


def _forward(
    model: Layer, given: tuple[Any, Sequence[Any]], is_train: bool, *, squash: Squash
) -> tuple[Any, Callable[[Any], Any]]:
    rows, sentences = given
    width = model.get_dim("nO")
    gates, mix = model.layers
    raw, back_gates = gates(rows, is_train)
    *orders, sizes = reading_orders(sentences)
    found = np.zeros((len(rows), 2 * width), dtype="float32")
    kept = []
    for side, order in enumerate(orders):
        keep, new, out = np.split(raw[order, side * 3 * width : (side + 1) * 3 * width], 3, axis=1)
        keep, new, out = _share(squash, keep), squash.value(new), _share(squash, out)
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
            d_out = d_found * held
            parts = (d_keep * _slope(squash, keep), d_new * squash.slope(new), d_out * _slope(squash, out))
            d_raw[order, side * 3 * width : (side + 1) * 3 * width] = np.concatenate(parts, axis=1)
        return gradient + d_wide[:, :width] + back_gates(d_raw)

    return rows + mixed, backprop


def _share(squash: Squash, values: Any) -> Any:
    """Any numbers as shares between 0 and 1; with TANH this is the logistic function."""
    return (1 + squash.value(values * np.float32(0.5))) * np.float32(0.5)


def _slope(squash: Squash, shares: Any) -> Any:
    """The slope of `_share` where it gave some shares."""
    return squash.slope(2 * shares - 1) * np.float32(0.25)
