"""The articles that paths name: files, folders, rows of .jsonl files, and standard input, one at a time.

Reading has two steps, so that finding out that an article has not changed costs no more than its bytes, and so that the
second can run in another process: `raw_articles` fetches bytes, `parse` makes an Article of them.
"""

from __future__ import annotations

import gzip
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from pipeline.errors import ArticleError, UsageError, os_reason
from pipeline.extras import require
from pipeline.model import Article, Decision, Failure
from pipeline.stages.ingest import Defaults, check_size, read_article, read_row, row_fields

STDIN = "-"
"""The path that stands for standard input."""

MARKDOWN_SUFFIX = ".md"
TEXT_SUFFIXES = (".txt", MARKDOWN_SUFFIX)
PAGE_SUFFIXES = (".html", ".htm")
ROWS_SUFFIX = ".jsonl"
PACKED_SUFFIX = ".jsonl.gz"
SUFFIXES = (*TEXT_SUFFIXES, *PAGE_SUFFIXES, ROWS_SUFFIX, PACKED_SUFFIX)
"""How the names of articles in a folder end; a file that is named itself and ends otherwise is text, or a page."""

_ROW_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?[ \t]*\{[ \t]*"')
"""The start of a JSON object with a field, also of a malformed one: no article begins so."""

_PAGE_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|main|article|section|div|p|h[1-6])\b", re.IGNORECASE
)
"""The start of a page, or of a part of one that feeds and databases keep: no article's text begins so."""

PAGE_HEAD = 200
"""Characters of a row's text that are looked at for it."""

Form = Literal["text", "markdown", "page", "row"]


@dataclass(frozen=True, slots=True)
class RawArticle:
    """The bytes of one article, into which nobody has looked further than to find its id."""

    id: str
    place: str
    """Where it came from, as a person would name it: a path, or a path and a line."""
    data: bytes
    form: Form
    defaults: Defaults
    decisions: tuple[Decision, ...] = ()
    """What reviewers have decided about its facts."""


def parse(raw: RawArticle) -> Article:
    """The article that `raw` holds. Raises ArticleError, which names the place, where it holds none."""
    try:
        return replace(_parsed(raw), decisions=raw.decisions)
    except ArticleError as error:
        raise ArticleError(f"{raw.place}: {error}", error.kind) from None


def _said(path: str) -> str:
    r"""A path, or the stem of one, as text: bytes that are not UTF-8 in hexadecimal, as addresses have them.

    >>> _said("caf\udce9"), _said("café")
    ('caf%E9', 'café')
    """
    return "".join(f"%{ord(each) - 0xDC00:02X}" if "\udc80" <= each <= "\udcff" else each for each in path)


class Lines(Protocol):
    """Bytes that are read line by line: a file, or standard input."""

    def readline(self, size: int, /) -> bytes: ...


class Bytes(Lines, Protocol):
    """Bytes that are read line by line or in one piece."""

    def read(self, size: int, /) -> bytes: ...


def _parsed(raw: RawArticle) -> Article:
    if raw.form == "row":
        article = read_row(raw.data, raw.defaults)
        if _form(article.text[:PAGE_HEAD].encode("utf-8"), raw.place) == "text":
            return article
    elif raw.form == "text":
        return read_article(raw.data, raw.id, raw.defaults)
    elif raw.form == "markdown":
        from pipeline.markdown import unmarked

        return read_article(raw.data, raw.id, raw.defaults, unmarked)
    from pipeline.pages import read_page, read_page_row

    if raw.form == "row":
        return read_page_row(row_fields(raw.data), raw.defaults)
    return read_page(raw.data, raw.id, raw.defaults)


def article_paths(paths: Iterable[str]) -> list[str]:
    """The files that `paths` name, each once, folders replaced by their articles in the order of their names.

    Raises UsageError where a path is missing, a folder holds no article, or a page needs a package that is missing.
    """
    found: dict[str, str] = {}
    real_folder = cache(os.path.realpath)
    for path in paths:
        if not path:
            raise UsageError("a path is empty; name a file, a folder or -")
        for file in [path] if path == STDIN else _files(Path(path)):
            folder, name = os.path.split(file)
            real = os.path.realpath(file) if os.path.islink(file) else os.path.join(real_folder(folder), name)  # noqa: PTH114, PTH118
            if real not in found or os.path.islink(found[real]):  # noqa: PTH114  (of a file and its links, the file)
                found[real] = file
    page = next((file for file in found.values() if _is_page(file)), None)
    if page is not None:
        require("trafilatura", "html", f"{page}: reading HTML")
    return list(found.values())


def passed_over(paths: Iterable[str]) -> list[str]:
    """What folders among `paths` hold that is not read, folders too, in order; not what is hidden, nor tables."""
    entries = chain.from_iterable(os.scandir(path) for path in dict.fromkeys(paths) if os.path.isdir(path))  # noqa: PTH112
    others = (entry for entry in entries if not entry.name.startswith(".") and not _is_article(entry))
    return sorted(_said(entry.path) for entry in others if not entry.name.lower().endswith(".json"))


def read_articles(paths: Iterable[str], defaults: Defaults) -> Iterator[Article | Failure]:
    """The articles in the files `paths`, one after the other; what cannot be read, or whose id was there, fails."""
    for raw in raw_articles(paths, defaults):
        try:
            yield parse(raw) if isinstance(raw, RawArticle) else raw
        except ArticleError as error:
            yield Failure(raw.id, error.kind, str(error))


def raw_articles(paths: Iterable[str], defaults: Defaults) -> Iterator[RawArticle | Failure]:
    """The articles in the files `paths` before they are parsed; what cannot be read, or whose id was there, fails.

    Files are read as their articles are asked for, rows line by line.
    """
    seen: dict[str, str] = {}
    for path in paths:
        for read, raw in _read(path, defaults):
            place = _said(read)
            if raw.id in seen and isinstance(raw, RawArticle):
                message = f"the id {raw.id!r} was taken by {seen[raw.id]}; each article needs its own"
                yield Failure(raw.id, "duplicate", f"{place}: {message}")
                continue
            seen.setdefault(raw.id, place)
            yield raw


def count_articles(paths: Iterable[str]) -> int | None:
    """How many articles `paths` hold at most, or None where that is not to be told without reading all of them."""
    total = 0
    for path in paths:
        if path == STDIN or path.lower().endswith(PACKED_SUFFIX):
            return None
        with suppress(OSError):  # reading it will report why
            total += _count_lines(Path(path)) if _holds_rows(path) else 1
    return total


def _files(path: Path) -> list[str]:
    try:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        if path.suffix.lower() == ".json":
            raise UsageError(f"{path}: a .json file is no article; put rows into a {ROWS_SUFFIX} file, one on a line")
        if not path.is_dir():
            return [str(path)]
        with os.scandir(path) as entries:
            names = [entry.name for entry in entries if _is_article(entry)]
    except OSError as error:
        raise UsageError(f"{path}: {os_reason(error)}") from error
    if not names:
        raise UsageError(f"{path}: no article in this folder; articles are named {', '.join(SUFFIXES)}")
    return [str(path / name) for name in sorted(names)]


def _is_article(entry: os.DirEntry[str]) -> bool:
    """Whether a folder's entry is a file named as articles are; a link to nothing is one too, and its failure is said.

    Folders, pipes, sockets and devices are none, whatever their names: a pipe would be waited for without end.
    """
    if not entry.name.lower().endswith(SUFFIXES) or entry.name.startswith("."):
        return False
    try:
        return entry.is_file() or (entry.is_symlink() and not Path(entry).exists())
    except OSError:  # a link to itself
        return True


def _read(path: str, defaults: Defaults) -> Iterator[tuple[str, RawArticle | Failure]]:
    """Each article of one file, with the place it came from as a person would name it."""
    try:
        if path == STDIN:
            yield from _read_stdin(sys.stdin.buffer, defaults)
        elif _holds_rows(path):
            with _opened(path) as lines:
                yield from _read_rows(lines, _said(path), defaults)
        else:
            yield path, _read_file(Path(path), defaults)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        message = f"{_said(path)}: it is no gzip file, or damaged or cut off"
        yield path, Failure(_said(Path(path).name), "unreadable", message)
    except OSError as error:
        place = "stdin" if path == STDIN else _said(path)
        yield path, Failure(Path(place).stem, "unreadable", f"{place}: {os_reason(error)}")


def _opened(path: str) -> AbstractContextManager[Lines]:
    if not path.lower().endswith(PACKED_SUFFIX):
        return Path(path).open("rb")
    return gzip.open(path, "rb")


def _holds_rows(path: str) -> bool:
    return path.lower().endswith((ROWS_SUFFIX, PACKED_SUFFIX))


def _is_page(path: str) -> bool:
    return path.lower().endswith(PAGE_SUFFIXES)


def _read_file(path: Path, defaults: Defaults) -> RawArticle | Failure:
    try:
        with path.open("rb") as file:
            data = _limited(file, defaults.max_bytes)
    except ArticleError as error:
        return Failure(_said(path.stem), error.kind, f"{_said(str(path))}: {error}")
    return raw_file(str(path), data, defaults)


def raw_file(path: str, data: bytes, defaults: Defaults) -> RawArticle:
    """The article that the file `path` holds, a text or a page, before it is parsed."""
    place = _said(path)
    return RawArticle(_said(Path(path).stem), place, data, _form(data, place), defaults)


def _form(data: bytes, place: str) -> Form:
    """What `data` from `place` is; a page that was saved as text is one. Raises UsageError where none can be read."""
    if _is_page(place):
        return "page"
    if place.lower().endswith(MARKDOWN_SUFFIX):
        return "markdown"
    if not _PAGE_BEGINS.match(data):
        return "text"
    require("trafilatura", "html", f"{place}: reading HTML")
    return "page"


def _limited(file: BinaryIO, max_bytes: int) -> bytes:
    """What is left in `file`, but never more than one byte over the limit in memory."""
    about = os.fstat(file.fileno())
    most = min(about.st_size, max_bytes) if stat.S_ISREG(about.st_mode) else max_bytes  # memory is had for all of it
    data = file.read(most + 1)
    check_size(len(data), max_bytes)
    return data


def _read_stdin(stdin: Bytes, defaults: Defaults) -> Iterator[tuple[str, RawArticle | Failure]]:
    """Standard input as one article or page, or as rows where it begins with a JSON object."""
    first = stdin.readline(defaults.max_bytes + 1)
    if _ROW_BEGINS.match(first):
        yield from _read_rows(_Continued(first, stdin), "stdin", defaults)
        return
    try:
        check_size(len(first), defaults.max_bytes)
        data = first + stdin.read(defaults.max_bytes + 1 - len(first))
        check_size(len(data), defaults.max_bytes)
    except ArticleError as error:
        yield "stdin", Failure("stdin", error.kind, f"stdin: {error}")
        return
    yield "stdin", RawArticle("stdin", "stdin", data, _form(data, "stdin"), defaults)


class _Continued:
    """A stream whose first line has been read already."""

    def __init__(self, first: bytes, rest: Lines) -> None:
        self._first, self._rest = first, rest

    def readline(self, size: int) -> bytes:
        line, self._first = self._first, b""
        return line or self._rest.readline(size)


def _read_rows(lines: Lines, path: str, defaults: Defaults) -> Iterator[tuple[str, RawArticle | Failure]]:
    """The articles of a .jsonl file; a row that is none is named by its line's number, and the rest goes on."""
    number = 0
    while line := lines.readline(defaults.max_bytes + 1):
        number += 1
        place = f"{path} line {number}"
        try:
            if len(line) > defaults.max_bytes and not line.endswith(b"\n"):
                _skip_line(lines, defaults.max_bytes)
            check_size(len(line), defaults.max_bytes)
            if line.strip():
                yield place, RawArticle(row_fields(line)["id"], place, line, "row", defaults)
        except ArticleError as error:
            yield place, Failure(f"{Path(path).name}:{number}", error.kind, f"{place}: {error}")


def _skip_line(lines: Lines, size: int) -> None:
    while (part := lines.readline(size)) and not part.endswith(b"\n"):
        pass


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
