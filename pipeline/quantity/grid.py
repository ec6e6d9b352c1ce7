"""The tokens of one document as plain lists, read once, with the white space between them and sentence numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate, compress
from typing import TYPE_CHECKING

from pipeline.language.tokens import Tokens
from pipeline.model import Span

if TYPE_CHECKING:
    from pipeline.quantity.numerals import Numeral

GLUED, NARROW, SPACE, WIDE, LINE, BLANK = range(6)
"""What stands before a token: nothing, a non-breaking space, a space, a tab or several, a line end, a blank line."""

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Soft hyphen, zero-width space and joiners, word joiner, byte order mark: nobody sees them inside a number."""

NARROW_SPACES = frozenset("\u00a0\u202f\u2009\u2007")
"""No-break space, narrow no-break space, thin space, figure space: what groups digits in print."""

DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
"""Hyphen-minus, hyphen, non-breaking hyphen, figure, en and em dash, minus sign (Unicode names)."""

STOPS = frozenset(".!?…")
CLOSERS = frozenset("\"'”’)]»")


@dataclass(frozen=True, slots=True)
class Grid:
    """The tokens that are not white space, in lists; `texts`, `lower`, `starts` ... run in parallel."""

    texts: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[int]
    sentences: list[int]
    """Number of the sentence that a token stands in, counted by our own marks, whatever model annotated the doc."""
    size: int
    """How many tokens there are."""
    tags: list[str] | None
    """Penn Treebank tags, None where the doc has none."""
    numerals: dict[int, Numeral | None] = field(default_factory=dict)
    """The numerals that have been looked for, by the token that they start at."""

    def word(self, index: int) -> str:
        """The token in lower case, empty outside the text."""
        return self.lower[index] if 0 <= index < self.size else ""

    def text(self, index: int) -> str:
        """The token as written, empty outside the text."""
        return self.texts[index] if 0 <= index < self.size else ""

    def gap(self, index: int) -> int:
        """What stands before the token; BLANK outside the text."""
        return self.gaps[index] if 0 < index < self.size else BLANK

    def near(self, index: int) -> bool:
        """Whether the token at `index` follows the one before it in the same paragraph."""
        return self.gap(index) < BLANK

    def joined(self, first: int, last: int) -> bool:
        """Whether no blank line stands between two tokens, the earlier one first."""
        return BLANK not in self.gaps[first + 1 : last + 1]

    def same_sentence(self, first: int, last: int) -> bool:
        """Whether both tokens stand in one sentence; not where `first` is outside the text."""
        return first >= 0 and self.sentences[first] == self.sentences[last]

    def beside(self, at: int, before: int, after: int = 0) -> list[str]:
        """The tokens of its sentence in lower case, from so many before it to so many after it."""
        near = range(max(0, at - before), min(self.size, at + after))
        return [self.lower[i] for i in near if self.sentences[i] == self.sentences[at]]

    def glued_dash(self, index: int) -> bool:
        """Whether the token is a hyphen or dash that joins the tokens beside it."""
        return self.text(index) in DASHES and self.gap(index) == GLUED == self.gap(index + 1)

    def span(self, first: int, last: int) -> Span:
        """The span of the text from token `first` to token `last`, both included."""
        return Span(self.starts[first], self.ends[last])

    def tag(self, index: int) -> str:
        """The tag, empty where there is none."""
        return self.tags[index] if self.tags and 0 <= index < len(self.tags) else ""


def read_grid(tokens: Tokens) -> Grid:
    """The grid of an article."""
    gaps = [BLANK, *(SPACE if spaced else GLUED for spaced in tokens.spaced)]
    kept = [True] * len(tokens)
    for i in tokens.blanks:
        kept[i] = False
        gap = max(gaps[i], WIDE if gaps[i] == SPACE else GLUED, _gap_of(tokens.words[i]))
        gaps[i + 1] = max(gap, gaps[i + 1])
    gaps, starts, ends = (list(compress(items, kept)) for items in (gaps, tokens.starts, tokens.ends))
    texts, lower, tags = (list(compress(items, kept)) for items in (tokens.words, tokens.lower, tokens.tags))
    for i in [i for i, text in enumerate(texts) if not text.isascii()]:
        texts[i] = texts[i].translate(INVISIBLE) or texts[i]
        lower[i] = texts[i].lower()
    return Grid(texts, lower, starts, ends, gaps, _sentences(texts, gaps), len(texts), tags if any(tags) else None)


def _gap_of(white: str) -> int:
    lines = white.count("\n")
    if lines or "\r" in white:
        return BLANK if lines > 1 else LINE
    if white in NARROW_SPACES:
        return NARROW
    return WIDE if len(white) > 1 or white == "\t" else SPACE


def _sentences(texts: list[str], gaps: list[int]) -> list[int]:
    """Numbers of sentences, from 1: a new one after a blank line, or after a full stop and a space."""
    begins = [gap == BLANK for gap in gaps]
    for i in [i for i, text in enumerate(texts) if text in STOPS]:
        after = next((j for j in range(i + 1, len(texts)) if begins[j] or texts[j] not in CLOSERS), None)
        if after is not None and gaps[after] and not texts[after][0].islower():
            begins[after] = True
    return list(accumulate(begins))
