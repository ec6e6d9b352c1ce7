"""Where a phrase stands: the words around it, and the sets of words that the guards ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.timex.lexicon import Value, lexeme
from pipeline.vocabulary.dates import DateVeto
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

    @property
    def own(self) -> list[str]:
        """The phrase's own words, lower case."""
        return [word.lower() for word in self.words[self.start : self.end]]


@cache
def words_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


PREPOSITIONS = words_of(
    "in on by since until till from to through throughout during before after for of between around about at as over"
    " early late mid within circa c. c ~ than and or"
)
YEAR_PLACES = PREPOSITIONS - words_of("about than for of and or at over") | words_of("( born died ruled reigned ca.")
MONTH_PLACES = words_of(
    "in since until till by during through throughout before after early late mid from to of for this last next"
)
FUNCTION = words_of(
    "and or but to in on at for from by with of the a as is was were are will that which who when while after before"
    " since until compared versus vs than through because he she it they we i had has have would could"
)
PART_WORDS = words_of("early late mid -")
DASHES = words_of("- – — ‐ ‑ − ~")


@cache
def vetoes(side: str) -> frozenset[str]:
    return frozenset(word for row in read_rows("date_vetoes", DateVeto) if row.side == side for word in row.words)
