"""Dependency trees out of scores: for each word of a sentence its head, so that all of them together form a tree."""

from __future__ import annotations

from typing import Any

import numpy as np

ROOT = 0
"""The column of scores, and the node, that stands above the root of a sentence; the words follow from 1."""

Heads = list[int]


def best_tree(scores: Any) -> Heads:
    """The head of each word by `scores`, a row a word and a column a node (the first for the root): 0 for the root
    of the sentence, of which there is one, else the word's number from 1. No word heads itself.

    The best heads where they form a tree, else the best tree (Chu and Liu 1965, Edmonds 1967) under the word that
    gains most by being the root.
    """
    size = len(scores)
    if size == 1:
        return [ROOT]
    scores = scores.copy()
    scores[np.arange(size), np.arange(1, size + 1)] = -np.inf
    heads: Heads = scores.argmax(axis=1).tolist()
    if heads.count(ROOT) == 1 and not _ring([-1, *heads]):
        return heads
    root = int((scores[:, ROOT] - scores[:, 1:].max(axis=1)).argmax()) + 1
    square = np.full((size + 1, size + 1), -np.inf)
    square[1:, 1:] = scores[:, 1:]
    square[root, 1:] = -np.inf
    square[root, ROOT] = 0.0
    return _spanning(square)[1:]


def _ring(heads: Heads) -> list[int]:
    """The nodes of some ring of heads, in order; none where they form a tree. Node 0 has no head."""
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        node = start
        while node > 0 and not seen[node]:
            seen[node] = start
            node = heads[node]
        if node > 0 and seen[node] == start:
            ring = [node]
            while heads[ring[-1]] != node:
                ring.append(heads[ring[-1]])
            return ring
    return []


def _spanning(scores: Any) -> Heads:
    """The heads of the best tree over a square of scores (row: dependent, column: head) from node 0, which has -1."""
    heads = [-1, *scores[1:].argmax(axis=1).tolist()]
    ring = _ring(heads)
    if not ring:
        return heads
    inside = set(ring)
    rest = [node for node in range(len(scores)) if node not in inside]
    within = scores[ring, [heads[node] for node in ring]]
    leaving = scores[np.ix_(rest, ring)]
    entering = scores[np.ix_(ring, rest)] - within[:, None]
    inner = _spanning(_contracted(scores[np.ix_(rest, rest)], leaving.max(axis=1), entering.max(axis=0)))
    for place, node in enumerate(rest[1:], start=1):
        head = inner[place]
        heads[node] = ring[int(leaving[place].argmax())] if head == len(rest) else rest[head]
    entry = inner[len(rest)]
    heads[ring[int(entering[:, entry].argmax())]] = rest[entry]
    return heads


def _contracted(scores: Any, leaving: Any, entering: Any) -> Any:
    """The square of scores with one node more, the last, that stands for a ring."""
    size = len(scores)
    square = np.full((size + 1, size + 1), -np.inf)
    square[:size, :size] = scores
    square[1:size, size] = leaving[1:]
    square[size, :size] = entering
    return square
