"""Where a phrase stands: the words around it, and the sets of words that the guards ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.timex.lexicon import Value, lexeme
from pipeline.vocabulary.dates import DateContext, DateVeto
from pipeline.vocabulary.rows import read_rows


@dataclass(frozen=True, slots=True)
class Site:
    """Where a phrase stands: the words of the text (white space left out), its first and its last word plus one."""

    words: Sequence[str]
    start: int
    end: int
    glued: Callable[[int], bool]
    """Whether no space stands before the word of that number."""
    slots: Mapping[str, Value]

    def raw(self, offset: int) -> str:
        """The word at that distance as it stands: -1 is the one before the phrase, 1 the one after it."""
        at = self.start + offset if offset < 0 else self.end + offset - 1
        return self.words[at] if 0 <= at < len(self.words) else ""

    def word(self, offset: int) -> str:
        """As `raw`, lower case."""
        return self.raw(offset).lower()

    def kinds(self, offset: int) -> Mapping[str, Value]:
        """Classes of the word at that distance."""
        return lexeme(self.raw(offset)).values

    def ends(self, *others: str) -> bool:
        """Whether no noun follows that the phrase would be an attribute of: a mark, or a function word but `others`."""
        follows = self.word(1)
        return not follows.isalpha() or (follows in around("function words") and follows not in others)

    @property
    def own(self) -> list[str]:
        """The phrase's own words, lower case."""
        return [word.lower() for word in self.words[self.start : self.end]]

    @property
    def is_broken(self) -> bool:
        """Whether a sentence ends within the phrase: "in March. In 2003"."""
        own = self.words[self.start : self.end]
        threes = zip(own, own[1:], own[2:], strict=False)
        return any(mark == "." and (len(before) > LONGEST_SHORT or after == "In") for before, mark, after in threes)


LONGEST_SHORT = 4
"""Letters of the longest short form of a month or weekday."""


@cache
def around(name: str) -> frozenset[str]:
    """The words of the context of that name. Raises KeyError where the vocabulary has none."""
    return {row.name: frozenset(row.words) for row in read_rows("date_contexts", DateContext)}[name]


DASHES = frozenset("-–—‐‑−~")


@cache
def vetoes(side: str) -> frozenset[str]:
    return frozenset(word for row in read_rows("date_vetoes", DateVeto) if row.side == side for word in row.words)
