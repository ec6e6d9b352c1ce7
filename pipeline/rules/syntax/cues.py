"""Phrases of the vocabulary that rules look for: where they stand in an article is found once, not once a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, TypeVar

Said = TypeVar("Said")
"""What a phrase says: a scenario, or nothing (None)."""


@dataclass(frozen=True, slots=True, order=True)
class Cue(Generic[Said]):
    """A phrase at its tokens, end exclusive; of several the one with the lowest rank counts, then the first."""

    rank: int
    """The number of its row."""
    start: int
    end: int
    said: Said


class Cues(Generic[Said]):
    """Phrases of lower-case words, each with what it says, the strongest first."""

    def __init__(self, phrases: Iterable[tuple[str, Said]]) -> None:
        self._by_first: dict[str, list[tuple[int, list[str], Said]]] = {}
        for rank, (phrase, said) in enumerate(phrases):
            words = phrase.split()
            self._by_first.setdefault(words[0], []).append((rank, words, said))

    @property
    def firsts(self) -> AbstractSet[str]:
        """The first words of the phrases; where none of them stands, no phrase does."""
        return self._by_first.keys()

    def find(self, lower: Sequence[str], places: Mapping[str, Sequence[int]]) -> list[Cue[Said]]:
        """Every occurrence in the text of the words `lower`, by token; `places` has the tokens of each word."""
        found = [
            Cue(rank, at, at + len(words), said)
            for first in places.keys() & self._by_first.keys()
            for rank, words, said in self._by_first[first]
            for at in places[first]
            if lower[at : at + len(words)] == words
        ]
        return sorted(found, key=lambda cue: cue.start)
