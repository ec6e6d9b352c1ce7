"""What the audit needs of an article beside its facts: where sentences and paragraphs begin, and the words between."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import TYPE_CHECKING

from pipeline.model import Span

if TYPE_CHECKING:
    from pipeline.language.tokens import Tokens

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Page:
    """An article's text with the offsets at which its sentences and paragraphs begin, in code points."""

    text: str
    sentences: tuple[int, ...]
    paragraphs: tuple[int, ...]
    headline_end: int = 0
    """Where the headline ends; 0 where the text has none."""
    published: date | None = None

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds `offset`."""
        return bisect_right(self.sentences, offset) - 1

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that holds `offset`."""
        return bisect_right(self.paragraphs, offset) - 1

    def sentence_bounds(self, offset: int) -> tuple[int, int]:
        """Where the sentence that holds `offset` begins and ends."""
        index = self.sentence_at(offset)
        return self.sentences[index], self.sentences[index + 1] if index + 1 < len(self.sentences) else len(self.text)

    def sentence(self, offset: int) -> str:
        """The text of the sentence that holds `offset`."""
        return self.text[slice(*self.sentence_bounds(offset))]

    def line_before(self, offset: int) -> str:
        """What stands before `offset` on its line."""
        return self.text[self.text.rfind("\n", 0, offset) + 1 : offset]

    def between(self, left: Span, right: Span) -> str:
        """What stands between two spans, white space folded."""
        return " ".join(self.text[left.end : right.start].split())


def page_of(tokens: Tokens, title: str | None, published: date | None) -> Page:
    """The page of an annotated article, whose headline is `title` where the text begins with that."""
    return page(tokens.text, list(compress(tokens.starts, tokens.begins)), title, published)


def page(text: str, sentences: Sequence[int], title: str | None = None, published: date | None = None) -> Page:
    """The page of `text`, whose sentences begin at `sentences`."""
    paragraphs = (0, *(found.end() for found in _PARAGRAPH.finditer(text)))
    start = text.find(title) if title else -1
    first_end = paragraphs[1] if len(paragraphs) > 1 else len(text)
    headline_end = start + len(title) if title and 0 <= start < first_end else 0
    return Page(text, tuple(sorted({0, *sentences})), paragraphs, headline_end, published)


def words_of(text: str) -> list[str]:
    """The words of `text` in lower case, without the s of the genitive.

    >>> words_of("Norway’s two-way trade")
    ['norway', 'two-way', 'trade']
    """
    return [word.removesuffix("’s").removesuffix("'s") for word in _WORDS.findall(text.lower())]
