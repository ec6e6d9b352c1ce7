"""What annotated texts ask of our finder of names: how likely it holds them, and which way its scores should move.

The chance of a path of tags grows with the sum of its scores, over all paths that are names (a conditional random
field, Lafferty et al. 2001). Words whose tag is not known may have any: the chance of what is annotated is then the sum
over all paths that agree with it (Tsuboi et al. 2008).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from spacy.attrs import ENT_IOB, ENT_TYPE
from spacy.tokens import Doc

from pipeline.language.memory import reading_orders
from pipeline.language.name_paths import BEGIN, INSIDE, LAST, OUTSIDE, UNIT, tag_count, tag_of

MISSING_IOB, INSIDE_IOB, OUTSIDE_IOB = 0, 1, 2
"""How spaCy numbers what a token is to the names of its doc; 3 begins one."""


@cache
def follows(labels: int) -> tuple[Any, Any, Any]:
    """Whether a tag (row) may be followed by another (column), and whether a text may begin, and end, with a tag."""
    before, after = np.full((2, tag_count(labels)), -1)
    for label in range(labels):
        after[[tag_of(label, BEGIN), tag_of(label, INSIDE)]] = label
        before[[tag_of(label, INSIDE), tag_of(label, LAST)]] = label
    return after[:, None] == before, before < 0, after < 0


def allowed_tags(docs: Sequence[Doc], labels: Sequence[str]) -> Any:
    """For each word of some docs (a row) whether it may have a tag (a column), as far as they are annotated."""
    numbers = {docs[0].vocab.strings[label]: number for number, label in enumerate(labels)}
    return np.concatenate([_allowed(doc, numbers) for doc in docs])


def _allowed(doc: Doc, numbers: dict[int, int]) -> Any:
    iobs, kinds = doc.to_array([ENT_IOB, ENT_TYPE]).astype("uint64").reshape((len(doc), 2)).T.tolist()
    allowed = np.zeros((len(doc), tag_count(len(numbers))), dtype=bool)
    for place, (iob, kind) in enumerate(zip(iobs, kinds, strict=True)):
        if iob == MISSING_IOB or (kind and kind not in numbers):
            allowed[place] = True
        elif iob == OUTSIDE_IOB:
            allowed[place, OUTSIDE] = True
        else:
            goes_on = place + 1 < len(doc) and iobs[place + 1] == INSIDE_IOB
            part = (INSIDE if goes_on else LAST) if iob == INSIDE_IOB else (BEGIN if goes_on else UNIT)
            allowed[place, tag_of(numbers[kind], part)] = True
    return allowed


def learn(scores: Any, allowed: Any, texts: Sequence[Any], labels: int) -> tuple[float, Any]:
    """How unlikely the allowed paths are (the negative logarithm of their share, summed over texts), and the gradient
    of the scores, divided by the number of words.
    """
    order, _, sizes = reading_orders(texts)
    packed = scores[order].astype("float64")
    weights = np.exp(np.maximum(packed - packed.max(axis=1, keepdims=True), -60))
    both = np.stack([weights, weights * allowed[order]], axis=1)
    chances, totals = _chances(both, sizes, labels)
    gradient = np.zeros(scores.shape, dtype="float32")
    gradient[order] = (chances[:, 0] - chances[:, 1]) / max(1, len(scores))
    return float(totals[0] - totals[1]), gradient


def _chances(weights: Any, sizes: list[int], labels: int) -> tuple[Any, Any]:
    """The share of the paths through each tag of each word, and the logarithm of the weight of all paths together.

    `weights` are of words in reading order, several kinds of them at once: (words, kinds, tags).
    """
    follow, first, final = (table.astype("float64") for table in follows(labels))
    steps = [slice(*ends) for ends in pairwise(accumulate(sizes, initial=0))]
    forward, scales = np.zeros_like(weights), np.ones((*weights.shape[:2], 1))
    behind = np.broadcast_to(final, weights.shape).copy()
    reached = np.broadcast_to(first, (sizes[0], *weights.shape[1:]))
    for size, now in zip(sizes, steps, strict=True):
        here = reached[:size] * weights[now]
        scales[now] = here.sum(axis=-1, keepdims=True)
        forward[now] = here / scales[now]
        reached = forward[now] @ follow
    for now, then in reversed(list(pairwise(steps))):
        ahead = weights[then] * behind[then] / scales[then]
        behind[now.start : now.start + len(ahead)] = ahead @ follow.T
    shares = forward * behind
    sums = shares.sum(axis=-1, keepdims=True)
    followed = [
        place for size, now in zip(sizes[1:], steps, strict=False) for place in range(now.start, now.start + size)
    ]
    closing = np.log(sums)
    closing[followed] = 0
    return shares / sums, (np.log(scales) + closing).sum(axis=(0, 2))
