"""The words of a text as the date grammar reads them: codes to match patterns on, offsets, sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, compress

from pipeline.language.tokens import Tokens
from pipeline.timex.lexicon import codes_with, lexeme


@dataclass(frozen=True, slots=True)
class Grid:
    """The words of a text without its white space, each with its code and offsets; an empty line is a word too."""

    words: Sequence[str]
    lower: Sequence[str]
    codes: str
    starts: Sequence[int]
    ends: Sequence[int]
    text: str
    sentences: Sequence[int]
    """Numbers of the words that begin a sentence: by annotation, else after a full stop or an empty line."""

    def glued(self, at: int) -> bool:
        """Whether no space stands before the word of that number."""
        return 0 < at < len(self.words) and self.ends[at - 1] == self.starts[at]

    def word(self, at: int) -> str:
        """The word in lower case, empty outside the text."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def before(self, at: int, count: int, first: int = 0) -> Sequence[str]:
        """Up to `count` words before that one in lower case, none of them before the word `first`."""
        return self.lower[max(first, at - count) : at]

    def sentence(self, at: int) -> tuple[int, int]:
        """Numbers of the first word of the sentence that the word stands in, and of the first word after it."""
        number = bisect_right(self.sentences, at)
        first = self.sentences[number - 1] if number else 0
        return first, self.sentences[number] if number < len(self.sentences) else len(self.words)


def make_grid(tokens: Tokens) -> Grid:
    """The words of an article; a line break inside a paragraph is white space, an empty line parts phrases.

    Each different token text is read once.
    """
    code_of = {word: _code(word) for word in set(tokens.words)}
    codes = [code_of[word] for word in tokens.words]
    kept = list(map(bool, codes))
    words, lower = list(compress(tokens.words, kept)), list(compress(tokens.lower, kept))
    starts, ends = list(compress(tokens.starts, kept)), list(compress(tokens.ends, kept))
    sentences = list(compress(accumulate(kept, initial=0), tokens.begins))
    if len(sentences) < 2:
        sentences = [number for number, word in enumerate(words) if number == 0 or words[number - 1] in _ENDS]
    return _with_numerals(Grid(words, lower, "".join(codes), starts, ends, tokens.text, sentences))


@lru_cache(maxsize=1 << 16)
def _code(text: str) -> str:
    """The code of the token's classes; empty for white space within a paragraph."""
    return "" if text.isspace() and text.count("\n") < 2 else lexeme(text).code


_ENDS = frozenset({".", "!", "?", "\n\n"})


@cache
def _numerals() -> re.Pattern[str]:
    joints = codes_with("=-") + codes_with("=and")
    number = codes_with("NUMERAL")
    return re.compile(f"[{number}][{re.escape(number + joints)}]*[{number}]")


def _with_numerals(grid: Grid) -> Grid:
    """The same with numbers of several words as one word each: twenty-first, nineteen ninety-six."""
    runs = [match.span() for match in _numerals().finditer(grid.codes)]
    found = {first: end for run in runs for first, end in _numerals_in(grid, *run)}
    if not found:
        return grid
    pieces: list[tuple[int, int]] = []
    at = 0
    while at < len(grid.words):
        pieces.append((at, found.get(at, at + 1)))
        at = pieces[-1][1]
    starts, ends = [grid.starts[first] for first, _ in pieces], [grid.ends[end - 1] for _, end in pieces]
    words = [grid.text[start:end] for start, end in zip(starts, ends, strict=True)]
    number_of = {first: number for number, (first, _) in enumerate(pieces)}
    sentences = [number_of[first] for first in grid.sentences if first in number_of]
    lower, codes = [word.lower() for word in words], "".join(lexeme(word).code for word in words)
    return Grid(words, lower, codes, starts, ends, grid.text, sentences)


def _numerals_in(grid: Grid, first: int, last: int) -> Iterator[tuple[int, int]]:
    """First word and end of each stretch that is one number of the date grammar, the longest at each word."""
    while first < last:
        ends = range(min(last, first + 7), first + 1, -1)
        end = next((end for end in ends if lexeme(grid.text[grid.starts[first] : grid.ends[end - 1]]).values), None)
        if end is not None:
            yield first, end
        first = end or first + 1
