"""The articles that paths name: files, folders, rows of .jsonl files, and standard input, one at a time."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from pipeline.errors import ArticleError, UsageError, os_reason
from pipeline.model import Article, Failure
from pipeline.stages.ingest import Defaults, check_size, read_article, read_row

STDIN = "-"
"""The path that stands for standard input."""

ARTICLE_SUFFIXES = (".txt", ".md")
ROWS_SUFFIX = ".jsonl"

_ROW_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?[ \t]*\{[ \t]*"')
"""The start of a JSON object with a field, also of a malformed one: no article begins so."""


class Lines(Protocol):
    """Bytes that are read line by line: a file, or standard input."""

    def readline(self, size: int, /) -> bytes: ...


class Bytes(Lines, Protocol):
    """Bytes that are read line by line or in one piece."""

    def read(self, size: int, /) -> bytes: ...


def article_paths(paths: Iterable[str]) -> list[str]:
    """The files that `paths` name, each once, folders replaced by their articles in the order of their names.

    Raises UsageError where a path is missing or a folder holds no article.
    """
    found: dict[str, str] = {}
    for path in paths:
        for file in [path] if path == STDIN else map(str, _files(Path(path))):
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def read_articles(paths: Iterable[str], defaults: Defaults) -> Iterator[Article | Failure]:
    """The articles in the files `paths`, one after the other; what cannot be read, or whose id was there, fails."""
    seen: dict[str, str] = {}
    for path in paths:
        for place, article in _read(path, defaults):
            if article.id in seen and isinstance(article, Article):
                message = f"the id {article.id!r} was taken by {seen[article.id]}; each article needs its own"
                yield Failure(article.id, "duplicate", f"{place}: {message}")
                continue
            seen.setdefault(article.id, place)
            yield article


def count_articles(paths: Iterable[str]) -> int | None:
    """How many articles `paths` hold at most, or None where standard input is among them."""
    total = 0
    for path in paths:
        if path == STDIN:
            return None
        with suppress(OSError):  # reading it will report why
            total += _count_lines(Path(path)) if _holds_rows(path) else 1
    return total


def _files(path: Path) -> list[Path]:
    try:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        if not path.is_dir():
            return [path]
        suffixes = (*ARTICLE_SUFFIXES, ROWS_SUFFIX)
        named = [file for file in path.iterdir() if file.suffix.lower() in suffixes and not file.name.startswith(".")]
        files = [file for file in named if file.is_file() or not file.exists()]  # a link to nothing fails, and is said
    except OSError as error:
        raise UsageError(f"{path}: {os_reason(error)}") from error
    if not files:
        raise UsageError(f"{path}: no article in this folder; articles are files named .txt, .md or .jsonl")
    return sorted(files)


def _read(path: str, defaults: Defaults) -> Iterator[tuple[str, Article | Failure]]:
    """Each article of one file, with the place it came from as a person would name it."""
    try:
        if path == STDIN:
            yield from _read_stdin(sys.stdin.buffer, defaults)
        elif _holds_rows(path):
            with Path(path).open("rb") as lines:
                yield from _read_rows(lines, path, defaults)
        else:
            yield path, _read_file(Path(path), defaults)
    except OSError as error:
        yield path, Failure(Path(path).stem, "unreadable", f"{path}: {os_reason(error)}")


def _holds_rows(path: str) -> bool:
    return path.lower().endswith(ROWS_SUFFIX)


def _read_file(path: Path, defaults: Defaults) -> Article | Failure:
    try:
        with path.open("rb") as file:
            return read_article(_limited(file, defaults.max_bytes), path.stem, defaults)
    except ArticleError as error:
        return Failure(path.stem, error.kind, f"{path}: {error}")


def _limited(file: Bytes, max_bytes: int) -> bytes:
    """What is left in `file`, but never more than one byte over the limit in memory."""
    data = file.read(max_bytes + 1)
    check_size(len(data), max_bytes)
    return data


def _read_stdin(stdin: Bytes, defaults: Defaults) -> Iterator[tuple[str, Article | Failure]]:
    """Standard input as one article, or as rows where it begins with a JSON object."""
    first = stdin.readline(defaults.max_bytes + 1)
    if _ROW_BEGINS.match(first):
        yield from _read_rows(_Continued(first, stdin), "stdin", defaults)
        return
    try:
        check_size(len(first), defaults.max_bytes)
        rest = stdin.read(defaults.max_bytes + 1 - len(first))
        yield "stdin", read_article(first + rest, "stdin", defaults)
    except ArticleError as error:
        yield "stdin", Failure("stdin", error.kind, f"stdin: {error}")


class _Continued:
    """A stream whose first line has been read already."""

    def __init__(self, first: bytes, rest: Lines) -> None:
        self._first, self._rest = first, rest

    def readline(self, size: int) -> bytes:
        line, self._first = self._first, b""
        return line or self._rest.readline(size)


def _read_rows(lines: Lines, path: str, defaults: Defaults) -> Iterator[tuple[str, Article | Failure]]:
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
                yield place, read_row(line, defaults)
        except ArticleError as error:
            yield place, Failure(f"{Path(path).name}:{number}", error.kind, f"{place}: {error}")


def _skip_line(lines: Lines, size: int) -> None:
    while (part := lines.readline(size)) and not part.endswith(b"\n"):
        pass


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
