"""Fact tables on disk: names, atomic writes, and reading them back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ArticleError, OutputError, UsageError, os_reason
from pipeline.table import SCHEMA, Json, is_table_text

STDOUT = "-"
"""The output that stands for standard output."""

SUFFIX = ".json"
FINDINGS = "findings.json"
"""The file beside the tables that holds the findings across them; no article's table takes its name."""

TEMPORARY = ".tmp"
LONGEST_NAME = 200
"""Bytes of an id that names a file; file systems hold 255, and the temporary file's name is longer."""


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file `path`: as a whole, or, where an OSError is raised, not at all."""
    temporary = _temporary(path)
    with _removed_on_error(temporary):
        with temporary.open("xb") as file:
            file.write(data)
            finish(file)
        temporary.replace(path)


def write_file(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file `path`, whose folder is made where it is missing. Raises OutputError."""
    with output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)


def read_tables(path: Path) -> Iterator[Json]:
    """The tables, and error rows, of a .json or .jsonl file that `extract` has written, in their JSON form.

    Raises UsageError where the file cannot be read or holds anything else.
    """
    try:
        with path.open(encoding="utf-8") as file:
            for text in file if path.suffix.lower() == ".jsonl" else [file.read()]:
                yield _table(text, path)
    except OSError as error:
        raise UsageError(f"{path}: {os_reason(error)}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not a fact table: not UTF-8") from error


def tables_in(paths: Iterable[Path]) -> Iterator[Json]:
    """The tables, and error rows, that `paths` hold: folders of tables in the order of their names, .json, .jsonl.

    Other files of a folder are passed over. Raises UsageError as read_tables does, or where nothing is there.
    """
    for path in paths:
        if path.is_dir():
            files = sorted(file for file in path.glob(f"*{SUFFIX}") if file.is_file() and begins_as_table(file))
            if not files:
                raise UsageError(f"{path}: no fact table there; write some with: pipeline extract --out {path}")
            for file in files:
                yield from read_tables(file)
        else:
            yield from read_tables(path)


def holds_tables(path: Path) -> bool:
    """Whether the .jsonl file `path` begins with a table or an error row, and not with an article."""
    try:
        with path.open("rb") as file:
            start = file.read(40)
    except OSError as error:
        raise UsageError(f"{path}: {os_reason(error)}") from error
    return start.startswith((b'{"schema": "facts/', b'{"document": '))


def is_file_name(id: str) -> bool:  # noqa: A002
    """Whether an article's id can name the file of its table: not hidden, not long, without separator or control."""
    return id.isprintable() and not set(id) & set("/\\") and id[:1] not in ("", ".") and _bytes(id) <= LONGEST_NAME


def file_name(id: str) -> str:  # noqa: A002
    """The name of the file that holds the table of the article `id`. Raises ArticleError where `id` can name none.

    >>> file_name("rates-2025"), is_file_name("../rates")
    ('rates-2025.json', False)
    """
    if not is_file_name(id) or id + SUFFIX == FINDINGS:
        raise ArticleError(f"the id {id[:LONGEST_NAME]!r} cannot name a file; write to a .jsonl file instead", "id")
    return id + SUFFIX


def _table(text: str, path: Path) -> Json:
    try:
        table = json.loads(text)
    except ValueError as error:
        raise UsageError(f"{path}: not a fact table, or damaged ({error}); pipeline extract makes it anew") from error
    if not isinstance(table, dict) or not ("error" in table or str(table.get("schema")) == SCHEMA):
        raise UsageError(f"{path}: not a fact table of version {SCHEMA}; pipeline extract writes such")
    return table


def begins_as_table(path: Path) -> bool:
    with path.open("rb") as file:
        return is_table_text(file.read(40))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")


def finish(file: BinaryIO) -> None:
    try:
        file.flush()
        os.fsync(file.fileno())
    finally:
        file.close()


@contextmanager
def _removed_on_error(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


@contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """Turns an OSError into one line that names the file that was to be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {os_reason(error)}") from error
