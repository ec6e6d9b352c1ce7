"""Fact tables on disk: written atomically and only where they differ, in a folder, a JSON Lines file or a stream."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from pipeline.errors import ArticleError, OutputError, UsageError, os_reason
from pipeline.model import FactTable, Failure
from pipeline.table import SCHEMA, Json, dumps, dumps_line, is_table_text

STDOUT = "-"
"""The output that stands for standard output."""

SUFFIX = ".json"
FINDINGS = "findings.json"
"""The file beside the tables that holds the findings across them; no article's table takes its name."""

LONGEST_NAME = 200
"""Bytes of an id that names a file; file systems hold 255, and the temporary file's name is longer."""


class Output(Protocol):
    """Where tables go, one after the other, in the order of the articles."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish: finished tables stay, also where the user interrupts; nothing half-written does."""

    def write(self, result: FactTable | Failure) -> bool:
        """Take one result, and say whether anything changed on disk. Raises OutputError, or ArticleError for its id."""


def open_output(out: str, *, force: bool = False) -> Output:
    """The output that `out` names: ``-``, a .jsonl file, or else a folder, which is made where it is missing.

    Raises OutputError where it cannot be written. `force` lets tables take the place of files that are none.
    """
    if out == STDOUT:
        return Stream(sys.stdout.buffer)
    return LinesFile(Path(out)) if out.lower().endswith(".jsonl") else Folder(Path(out), force=force)


class Folder:
    """A folder with one ``NAME.json`` an article; failures leave no file."""

    def __init__(self, path: Path, *, force: bool = False) -> None:
        self.path, self.force = path, force
        if path.exists() and not path.is_dir():
            raise OutputError(f"cannot write to {path}: it is a file; name a folder, a .jsonl file or -")
        with _output_errors(path):
            path.mkdir(parents=True, exist_ok=True)
        if not os.access(path, os.W_OK | os.X_OK):
            raise OutputError(f"cannot write {path}: permission denied")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def write(self, result: FactTable | Failure) -> bool:
        if isinstance(result, Failure):
            return False
        path = self.path / file_name(result.article.id)
        data = dumps(result).encode("utf-8")
        with _output_errors(path):
            old = path.read_bytes() if path.exists() else None
            if old == data:
                return False
            if old is not None and not self.force and not is_table_text(old):
                raise OutputError(f"cannot write {path}: the file there is no fact table; --force replaces it")
            write_atomically(path, data)
        return True

    def stale(self, ids: Collection[str]) -> list[Path]:
        """The tables of articles that `ids` does not name, in the order of their names."""
        names = {file_name(each) for each in ids if is_file_name(each)}
        files = [file for file in self.path.glob(f"*{SUFFIX}") if file.name not in names and file.is_file()]
        return sorted(file for file in files if _begins_as_table(file))


class Stream:
    """A stream that holds one table a line, and an error row for each failure."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with _output_errors(Path("standard output")):
            self.stream.flush()

    def write(self, result: FactTable | Failure) -> bool:
        with _output_errors(Path("standard output")):
            self.stream.write(dumps_line(result).encode("utf-8"))
            self.stream.flush()
        return True


class LinesFile:
    """A .jsonl file, which takes its place when all is done, or with what is finished when the user interrupts."""

    def __init__(self, path: Path) -> None:
        self.path, self._temporary = path, _temporary(path)
        if path.is_dir():
            raise OutputError(f"cannot write {path}: it is a folder")
        with _output_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._temporary.open("xb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        keep = kind is None or issubclass(kind, KeyboardInterrupt)
        with _output_errors(self.path), _removed_on_error(self._temporary):
            _finish(self._file)
            if keep:
                self._temporary.replace(self.path)
            else:
                self._temporary.unlink(missing_ok=True)

    def write(self, result: FactTable | Failure) -> bool:
        with _output_errors(self.path):
            self._file.write(dumps_line(result).encode("utf-8"))
        return True


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file `path`: as a whole, or, where an OSError is raised, not at all."""
    temporary = _temporary(path)
    with _removed_on_error(temporary):
        with temporary.open("xb") as file:
            file.write(data)
            _finish(file)
        temporary.replace(path)


def write_file(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file `path`, whose folder is made where it is missing. Raises OutputError."""
    with _output_errors(path):
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
            files = sorted(file for file in path.glob(f"*{SUFFIX}") if file.is_file() and _begins_as_table(file))
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
        raise UsageError(f"{path}: not a fact table: {error}") from error
    if not isinstance(table, dict) or not ("error" in table or str(table.get("schema")) == SCHEMA):
        raise UsageError(f"{path}: not a fact table of version {SCHEMA}; pipeline extract writes such")
    return table


def _begins_as_table(path: Path) -> bool:
    with path.open("rb") as file:
        return is_table_text(file.read(40))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def _finish(file: BinaryIO) -> None:
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
def _output_errors(path: Path) -> Iterator[None]:
    """Turns an OSError into one line that names the file that was to be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {os_reason(error)}") from error
