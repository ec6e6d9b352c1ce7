"""An article's text as the page sets it: blocks of sentences of pieces, with a mark around each row's words.

The page never sees an offset: what is cut here is joined there again. Offsets are code points, end exclusive.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

Form = Literal["title", "head", "prose", "lines", "grid"]
"""How a block is set: `prose` runs on whatever its line ends, `lines` keeps them, `grid` keeps all white space."""

Piece = str | dict[str, Any]
"""Plain text, or a mark: the `sort` of its row, its `id`, and the `pieces` within."""

SORTS = ("fact", "date", "entity", "number")
"""What is marked; of two marks on the same words the sort named first is the outer one."""

LONGEST_HEAD = 80
"""Characters of a line that can be a crosshead; a printed one has far fewer."""

WRAPPED = range(50, 101)
"""Characters of the lines of a text that was wrapped for a terminal or a mail."""

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_COLUMNS = re.compile(r"\S(?: {3,}|\t|[ \t]\|[ \t])\S")
_SENTENCE_ENDS = (".", ",", ":", ";", "!", "?", "…", "”", '"')


class Mark(NamedTuple):
    """The words of one row; ordered so that an outer mark comes before those within it."""

    start: int
    inverse_end: int
    rank: int
    id: str

    @property
    def end(self) -> int:
        return -self.inverse_end


def mark(sort: str, id: str, start: int, end: int) -> Mark:  # noqa: A002
    """The mark of the row `id` on the characters from `start` to `end`."""
    return Mark(start, -end, SORTS.index(sort), id)


def blocks(text: str, title: str | None, sentences: Iterable[int], marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """The blocks of `text` in order, each with its `form` and its `sentences`, which are lists of pieces.

    `sentences` says where they start. A mark that crosses the end of a sentence, or of another mark, comes in two.
    """
    starts, waiting = deque(sorted(sentences)), deque(sorted(marks))
    return [
        {
            "form": form,
            "sentences": [_pieces(text, a, b, waiting) for a, b in _sentences(text, start, end, form, starts)],
        }
        for start, end, form in _forms(text, title)
    ]


def _forms(text: str, title: str | None) -> Iterator[tuple[int, int, Form]]:
    """Start, end and form of every block: what blank lines part, and the headline by itself."""
    for begin, end in _paragraphs(text):
        start = begin
        line = text[begin:end].partition("\n")[0]
        if title and not text[:begin].strip() and line.strip().strip("#").strip() == title.strip():
            start = begin + len(line)
            yield begin + _heading(line), start, "title"
        rest = text[start:end]
        if rest.strip():
            form = form_of(rest.strip("\r\n"))
            yield start + (_heading(rest) if form == "head" else 0), end, form


def _heading(line: str) -> int:
    """How many characters of a heading in Markdown come before its words."""
    return len(line) - len(line.lstrip("# \t\r\n"))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _BLANK_LINES.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def form_of(block: str) -> Form:
    """How a block that is no headline is set.

    >>> form_of("WHAT COMES NEXT"), form_of("Rain fell.")
    ('head', 'prose')
    """
    lines = block.splitlines()
    if len(lines) == 1:
        line = lines[0].strip()
        heading = len(line) <= LONGEST_HEAD and not line.endswith(_SENTENCE_ENDS) and line[0].isalpha()
        return "head" if heading or (line.startswith("#") and line.strip("# \t")) else "prose"
    if sum(bool(_COLUMNS.search(line)) for line in lines) > len(lines) / 2:
        return "grid"
    return "prose" if all(len(line) in WRAPPED for line in lines[:-1]) and len(lines[-1]) < WRAPPED.stop else "lines"


def _sentences(text: str, start: int, end: int, form: Form, starts: deque[int]) -> Iterator[tuple[int, int]]:
    """The stretches of a block that are sentences; where line ends are kept, a line's end is one too."""
    cuts = {start}
    while starts and starts[0] < end:
        cuts.add(max(starts.popleft(), start))
    if form in ("lines", "grid"):
        cuts.update(start + found.end() for found in re.finditer(r"\n", text[start:end]))
    ordered = sorted(cut for cut in cuts if cut < end)
    yield from zip(ordered, [*ordered[1:], end], strict=True)


def _pieces(text: str, start: int, end: int, waiting: deque[Mark]) -> list[Piece]:
    """The pieces from `start` to `end`; takes the marks that begin there off `waiting`, and puts back what goes on."""
    pieces: list[Piece] = []
    at = start
    while waiting and waiting[0].start < end:
        outer = waiting.popleft()
        first, last = max(outer.start, at), min(outer.end, end)
        if last <= first:
            continue
        if first > at:
            pieces.append(text[at:first])
        inner = _within(waiting, last)
        pieces.append({"sort": SORTS[outer.rank], "id": outer.id, "pieces": _pieces(text, first, last, inner)})
        waiting.extendleft(reversed(inner))
        if outer.end > end:
            waiting.appendleft(outer._replace(start=end))
        at = last
    if at < end:
        pieces.append(text[at:end])
    return pieces


def _within(waiting: deque[Mark], end: int) -> deque[Mark]:
    inner: deque[Mark] = deque()
    while waiting and waiting[0].start < end:
        inner.append(waiting.popleft())
    return inner


def plain(pieces: Sequence[Piece]) -> str:
    """The text that `pieces` were cut from."""
    return "".join(each if isinstance(each, str) else plain(each["pieces"]) for each in pieces)
