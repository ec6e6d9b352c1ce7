r"""Carriage returns: stages read lines that end in ``\n`` only, while offsets still index the article's own text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pipeline.model import Article, FactTable, Span

_RETURN = re.compile(r"\r\n?")


def with_plain_line_ends(article: Article) -> Article:
    r"""`article` with ``\n`` for each ``\r\n`` and ``\r``: what an article says does not hang on who saved it.

    >>> with_plain_line_ends(Article("a", "Up 5%\r\n\r\nin May\r")).text
    'Up 5%\n\nin May\n'
    """
    return replace(article, text=_RETURN.sub("\n", article.text)) if "\r" in article.text else article


def with_own_line_ends(table: FactTable, article: Article) -> FactTable:
    """`table`, made from `article` with plain line ends, with offsets into the text as it is."""
    text = article.text
    if "\r" not in text:
        return table
    moved: FactTable = _moved(table, _mover(text))
    facts = tuple(replace(fact, exact=text[fact.span.start : fact.span.end]) for fact in moved.facts)
    return replace(moved, article=replace(table.article, text=text), facts=facts)


def _mover(text: str) -> Callable[[Span], Span]:
    """Moves a span of the text with plain line ends to where it stands in `text`."""
    lost = [found.start() - index for index, found in enumerate(re.finditer(r"\r\n", text))]

    def moved(span: Span) -> Span:
        return Span(*(offset + bisect_right(lost, offset - 1) for offset in (span.start, span.end)))

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
