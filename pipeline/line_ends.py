r"""Line ends: stages read lines that end in ``\n``, and paragraphs parted by blank lines, while offsets still index the
article's own text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import accumulate, islice, pairwise
from typing import Any

from pipeline.model import Article, FactTable, Span

_RETURN = re.compile(r"\r\n?")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*\Z")


def with_plain_line_ends(article: Article) -> Article:
    r"""`article` with the text that stages read: what an article says does not hang on who saved it.

    >>> with_plain_line_ends(Article("a", "Up 5%\r\n\r\nin May\r")).text
    'Up 5%\n\nin May\n'
    """
    text = plain_text(article.text)
    return article if text == article.text else replace(article, text=text)


def plain_text(text: str) -> str:
    r"""`text` with ``\n`` for each ``\r\n`` and ``\r``, and a blank line after each line that is a paragraph.

    >>> plain_text("Mill shuts\nOutput of steel fell 5%.\nIt will rise.\n")
    'Mill shuts\n\nOutput of steel fell 5%.\n\nIt will rise.\n'
    >>> plain_text("Output of steel\nfell 5%. It will\nrise.\n")
    'Output of steel\nfell 5%. It will\nrise.\n'
    """
    returned = _RETURN.sub("\n", text) if "\r" in text else text
    ends = _paragraph_ends(returned)
    return "\n".join(returned[start:end] for start, end in pairwise([0, *ends, len(returned)])) if ends else returned


def _paragraph_ends(text: str) -> list[int]:
    """The offsets after the line ends that part paragraphs, in a text that has each on a line of its own.

    That is one without a blank line, unless after its title, where most of the text stands in lines that end a sentence
    and the others are not full: the next word would have fitted. Items of a list and rows of a table stay together.
    """
    body = len(text) - len(text.lstrip())
    title_end = _BLANK.search(text, text.find("\n", body))
    if title_end and title_end.start() == text.find("\n", body):
        body = title_end.end()
    if "\n" not in text[body:].rstrip() or _BLANK.search(text[body:].rstrip()):
        return []
    lines = text[body:].rstrip().split("\n")
    ended = [bool(_SENTENCE_END.search(line.rstrip())) for line in lines]
    longest = max(map(len, lines))
    in_ended = sum(len(line) for line, end in zip(lines, ended, strict=True) if end)
    fits = (len(line.rstrip()) + 1 + len(following.split()[0]) <= longest for line, following in pairwise(lines))
    if 2 * in_ended < len(text) - body or not all(end or fit for end, fit in zip(ended, fits, strict=False)):
        return []
    offsets = accumulate((len(line) + 1 for line in lines[:-1]), initial=body)
    return [offset for offset, sides in zip(islice(offsets, 1, None), pairwise(ended), strict=True) if any(sides)]


def with_own_line_ends(table: FactTable, article: Article) -> FactTable:
    """`table`, made from `article` with plain line ends, with offsets into the text as it is."""
    text = article.text
    if table.article.text == text:
        return table
    moved: FactTable = _moved(table, _mover(text))
    facts = tuple(replace(fact, exact=text[fact.span.start : fact.span.end]) for fact in moved.facts)
    return replace(moved, article=replace(table.article, text=text), facts=facts)


def _mover(text: str) -> Callable[[Span], Span]:
    """Moves a span of the plain text to where it stands in `text`."""
    lost = [found.start() - index for index, found in enumerate(re.finditer(r"\r\n", text))]
    added = [offset + index for index, offset in enumerate(_paragraph_ends(_RETURN.sub("\n", text)))]

    def moved(span: Span) -> Span:
        returned = (offset - bisect_right(added, offset - 1) for offset in (span.start, span.end))
        return Span(*(offset + bisect_right(lost, offset - 1) for offset in returned))

    return moved


def _moved(value: Any, move: Callable[[Span], Span]) -> Any:
    """`value` with every span in it moved, however deep it stands."""
    if isinstance(value, Span):
        return move(value)
    if isinstance(value, tuple):
        return tuple(_moved(part, move) for part in value)
    if isinstance(value, Mapping):
        return {key: _moved(part, move) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _moved(getattr(value, field.name), move) for field in fields(value)})
    return value
