"""Markdown: the words of a text without its marks, by markdown-it-py, and where each of them stands in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from pipeline.model import SourceRun
from pipeline.pages import CELLS, FEW, WINDOW, outside_tags

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Kind = Literal["block", "item", "row"]
"""What a line or paragraph is: items of a list and rows of a table follow one another, an empty line parts the rest."""


@dataclass(slots=True)
class Plain:
    """The words of a text in Markdown, as they grow."""

    marked: str
    """The text in Markdown."""
    text: str = ""
    source: list[SourceRun] = field(default_factory=list)
    """Where the text stands in the one with marks."""
    _cursor: int = 0
    _searches: int = FEW

    def add(self, words: str, written: str | None = None) -> None:
        """Put `words` at the end of the text, which are `written` so in Markdown, if not as they are."""
        written = words if written is None else written
        end = None if self._searches else self._cursor + len(written) + WINDOW
        place = self.marked.find(written, self._cursor, end)
        self._searches -= place < 0 < self._searches
        if place >= 0 and words:
            self._cursor = place + len(written)
            self.source.append((len(self.text), len(self.text) + len(words), place, self._cursor))
        self.text += words

    def pass_over(self, address: str) -> None:
        """Look no more in the `address` of a link that has just ended."""
        place = self.marked.find(address, self._cursor, self._cursor + len(address) + len("](<"))
        self._cursor = place + len(address) if place >= 0 else self._cursor


def unmarked(text: str) -> tuple[str, str | None, list[SourceRun]]:
    r"""The words of a `text` in Markdown, the heading that it begins with, and where its words stand in it.

    >>> unmarked("# Rates\n\nThe *bank* [said](https://a.bc) so:\n\n- up 5%\n- down 3%\n")[:2]
    ('Rates\n\nThe bank said so:\n\nup 5%\ndown 3%', 'Rates')
    """
    found, title = Plain(text), None
    tokens = _parser().parse(text)
    last: Kind | None = None
    for kind, is_cell, token in _blocks(tokens):
        before = "\n" if kind == last != "block" else "\n\n"
        found.text += "" if last is None else CELLS if is_cell else before
        _write(found, token)
        if last is None and tokens[0].type == "heading_open":
            title = found.text
        last = kind
    return found.text, title, found.source


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")


def _blocks(tokens: list[Token]) -> Iterator[tuple[Kind, bool, Token]]:
    """The tokens that hold words, each with the kind of its line, and whether it is a cell behind another one."""
    lists = cells = 0
    for token in tokens:
        lists += token.nesting if token.type.startswith("list_item") else 0
        cells = 0 if token.type == "tr_open" else cells + (token.type in ("th_open", "td_open"))
        cells = 0 if token.type == "table_close" else cells
        if token.type in ("inline", "fence", "code_block", "html_block") and any(_shown(token)):
            yield "row" if cells else "item" if lists else "block", cells > 1, token


def _shown(token: Token) -> Iterator[str]:
    """The stretches of words in a token: those outside the tags of HTML, else all that it holds."""
    ends = outside_tags(token.content) if token.type == "html_block" else [(0, len(token.content))]
    yield from filter(str.strip, (token.content[start:end].rstrip("\n") for start, end in ends))


def _write(found: Plain, token: Token) -> None:
    if token.children is None:
        for words in _shown(token):
            found.add(words)
    else:
        _write_line(found, token.children)


def _write_line(found: Plain, pieces: list[Token]) -> None:
    addresses: list[str] = []
    for piece in pieces:
        if piece.type == "link_open":
            addresses.append(str(piece.attrs["href"]))
        elif piece.type == "link_close":
            found.pass_over(addresses.pop())
        elif piece.type in ("softbreak", "hardbreak"):
            found.add("\n")
        elif piece.type == "text_special":
            found.add(piece.content, piece.markup)
        elif piece.type in ("text", "code_inline"):
            found.add(piece.content)
