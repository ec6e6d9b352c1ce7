"""Web pages: the article in the HTML around it, by trafilatura, and where each of its characters stands in the page."""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

from pipeline.errors import ArticleError
from pipeline.model import Article, SourceRun, Span
from pipeline.stages.ingest import Defaults, article_of, check_size, date_of, decode

_DATES = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2199-12-31"}
"""For htmldate: the day of publication by markup alone. A last day is set, or it would ask the clock for one."""

_LINES = ("head", "p", "item", "row", "code", "ab", "def", "term", "fw")
"""Elements of trafilatura's tree (TEI's names) that make a line or a paragraph of their own."""

_TIGHT = ("item", "row")
_SPACE = re.compile(r"\s+")

CELLS = " | "
"""What parts the cells of a table's row, as in Markdown."""

WINDOW = 4_000
"""Characters ahead of the last block in which a block, or a piece of it, is looked for first."""

FEW = 100
"""How many blocks may be looked for in the whole page, so that time stays linear in its length."""

LONGEST_TAG = 2_000
"""Characters of a tag in which a ``>`` between quotes is heeded, so that time stays linear where no quote is closed."""

PIECE = 12
"""Characters; shorter pieces of a block are not looked for: they would be found where they do not belong."""


def read_page(data: bytes, id: str, defaults: Defaults | None = None) -> Article:  # noqa: A002
    """The article of the web page that `data` holds: the body as plain text, white space folded, with its source.

    Title, day and publisher are those of the page's metadata; the day that `defaults` gives is for pages without one.
    Raises ArticleError where `data` is no text, too large, or holds no article.
    """
    defaults = defaults or Defaults()
    check_size(len(data), defaults.max_bytes)
    page, encoding = decode(data)
    found = _extracted(page)
    blocks = list(_blocks(found.body))
    if not blocks:
        raise _no_article()
    day = date.fromisoformat(found.date) if found.date else None
    return article_of(
        "".join(blocks),
        id,
        title=" ".join((found.title or "").split()) or None,
        published=day or defaults.published,
        published_from="metadata" if day else "given",
        publisher=found.sitename or None,
        encoding=encoding,
        source=tuple(_runs(blocks, *_visible(page))),
    )


def read_page_row(row: Mapping[str, str], defaults: Defaults) -> Article:
    """The article of a `row` whose text is a page, or part of one; what the row says goes before the page's metadata.

    Raises ArticleError as read_page does.
    """
    page = read_page(row["text"].encode("utf-8"), row["id"], defaults)
    day = page.published if row.get("published") is None else date_of(row["published"])
    return replace(
        page,
        title=row.get("title") or page.title,
        published=day,
        published_from=page.published_from if row.get("published") is None else "given",
        publisher=row.get("publisher") or page.publisher,
    )


def source_span(source: Sequence[SourceRun], span: Span) -> Span | None:
    """Where `span` of a text stands in its decoded file, or None where an end of it is in no run of `source`.

    >>> source_span([(0, 5, 30, 35), (5, 6, 35, 40), (6, 9, 40, 43)], Span(4, 7))
    Span(start=34, end=41)
    """
    first, last = _run_at(source, span.start), _run_at(source, span.end - 1)
    if first is None or last is None:
        return None
    start = first[2] + (span.start - first[0] if _alike(first) else 0)
    return Span(start, last[2] + span.end - last[0] if _alike(last) else last[3])


def _run_at(source: Sequence[SourceRun], offset: int) -> SourceRun | None:
    index = bisect_right(source, offset, key=lambda run: run[0]) - 1
    return source[index] if index >= 0 and offset < source[index][1] else None


def _alike(run: SourceRun) -> bool:
    return run[1] - run[0] == run[3] - run[2]


def _extracted(page: str) -> Any:
    """Trafilatura's document of the page, with ``body``, ``title``, ``date`` and ``sitename``."""
    import trafilatura
    from lxml.etree import LxmlError

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it warns of becomes an error of ours
    try:
        found: Any = trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES)
        )
    except (LxmlError, ValueError, RecursionError) as error:
        raise ArticleError(f"the page cannot be read: {type(error).__name__}", "page") from None
    if found is None or found.body is None:
        raise _no_article()
    return found


def _no_article() -> ArticleError:
    return ArticleError("no article could be found in the page; save its text as .txt", "empty")


def _blocks(body: Any) -> Iterator[str]:
    """The lines of the body in their order, each but the first with the line feeds before it.

    An empty line parts paragraphs; items of a list and rows of a table follow one another.
    """
    last = None
    for element in body.iter():
        if element.tag in _LINES and not any(above.tag in _LINES for above in element.iterancestors()):
            cells = element.findall("cell") if element.tag == "row" else []
            lines = (
                [CELLS.join(" ".join(_text(cell).split()) for cell in cells)] if cells else _text(element).split("\n")
            )
            for line in filter(None, (" ".join(line.split()) for line in lines)):
                follows = element.tag == last and element.tag in _TIGHT
                yield ("" if last is None else "\n" if follows else "\n\n") + line
                last = element.tag


def _text(element: Any) -> str:
    r"""The text of `element`, ``\n`` in it for line breaks and around nested blocks only."""
    before = "\n" if element.tag == "lb" else ""
    parts = [before, _SPACE.sub(" ", element.text or "")]
    for inner in element:
        edge = "\n" if inner.tag in _LINES else ""
        parts += [edge, _text(inner), edge, _SPACE.sub(" ", inner.tail or "")]
    return "".join(parts)


_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_CHUNK = re.compile(rf"{_ENTITY.pattern}|&|[^\s&]+")
_HIDDEN = re.compile(r"(?:script|style|template|title)", re.IGNORECASE)
_TAG = re.compile(r"<(?:[!?/]|[A-Za-z])")
_WHOLE_TAG = re.compile(r"""<[^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+>""")


def _visible(page: str) -> tuple[str, list[int], list[int]]:
    """The characters of the page outside of its markup, without white space, and where each begins and ends."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for first, last in outside_tags(page):
        for chunk in _CHUNK.finditer(page, first, last):
            start, end = chunk.span()
            shown = unescape(chunk[0]) if chunk[0].startswith("&") else chunk[0]
            if shown == chunk[0]:
                characters.append(shown)
                starts.extend(range(start, end))
                ends.extend(range(start + 1, end + 1))
            else:
                bare = "".join(shown.split())
                characters.append(bare)
                starts.extend([start] * len(bare))
                ends.extend([end] * len(bare))
    return "".join(characters), starts, ends


def outside_tags(page: str) -> Iterator[tuple[int, int]]:
    """The stretches of the page between tags, but for those of comments, scripts, styles and the title."""
    position = 0
    while tag := _TAG.search(page, position):
        yield position, tag.start()
        hidden = _HIDDEN.match(page, tag.start() + 1)
        if page.startswith("<!--", tag.start()):
            close = page.find("-->", tag.end())
            close += len("--") if close >= 0 else 0
        elif hidden:
            closing = re.compile(rf"</{hidden[0]}", re.IGNORECASE).search(page, hidden.end())
            close = closing.start() if closing else -1
        else:
            whole = _WHOLE_TAG.match(page, tag.start(), tag.start() + LONGEST_TAG)
            close = whole.end() - 1 if whole else page.find(">", tag.end())
        if close < 0:
            return
        position = close if hidden else close + 1
    yield position, len(page)


def _runs(blocks: Sequence[str], visible: str, starts: list[int], ends: list[int]) -> Iterator[SourceRun]:
    """The runs that map the text of `blocks` onto the page; what is not found there is in none."""
    at: list[tuple[int, int]] = []  # offset in the text, index of the visible character
    cursor, offset, searches = 0, 0, FEW
    for part in (part for block in blocks for part in re.split(r"( \| )", block)):
        places = [offset + index for index, character in enumerate(part) if not character.isspace()]
        offset += len(part)
        bare = "".join(part.split())
        if part == CELLS or not bare:
            continue
        found = visible.find(bare, cursor, cursor + len(bare) + WINDOW)
        if found < 0 and searches and len(bare) >= PIECE:
            searches -= 1
            found = visible.find(bare)
        for start, place, length in [(0, found, len(bare))] if found >= 0 else _pieces(bare, visible, cursor):
            at.extend((places[start + index], place + index) for index in range(length))
            cursor = place + length
    yield from _joined([(place, starts[index], ends[index]) for place, index in at])


def _pieces(bare: str, visible: str, cursor: int) -> Iterator[tuple[int, int, int]]:
    """The pieces of a block that the page holds only with other words between: offset, place in the page, length."""
    waiting = [(0, len(bare))]
    while waiting:
        start, end = waiting.pop()
        found = visible.find(bare[start:end], cursor, cursor + end - start + WINDOW)
        if found >= 0:
            yield start, found, end - start
            cursor = found + end - start
        elif end - start >= 2 * PIECE:
            middle = (start + end) // 2
            waiting += [(middle, end), (start, middle)]


def _joined(places: Sequence[tuple[int, int, int]]) -> Iterator[SourceRun]:
    """Neighbouring characters, of which each is one of the page too, as one run, over single spaces as well."""
    run: SourceRun | None = None
    for place, start, end in places:
        gap = place - run[1] if run else 0
        if run and _alike(run) and end - start == 1 and start - run[3] == gap and gap in (0, 1):
            run = (run[0], place + 1, run[2], end)
            continue
        if run:
            yield run
        run = (place, place + 1, start, end)
    if run:
        yield run
