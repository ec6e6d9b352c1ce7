"""Where tables go: a folder, a JSON Lines file or a stream; written atomically and only where they differ.

A folder and a file remember in a ledger what they hold, so that a later run does only what is new, changed or left.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from pipeline.errors import OutputError, UsageError
from pipeline.ledger import FINISHED, UNFINISHED, Entry, Ledger
from pipeline.model import FactTable, Failure, Kept
from pipeline.store import (
    FINDINGS,
    STDOUT,
    SUFFIX,
    TEMPORARY,
    begins_as_table,
    contents,
    file_name,
    finish,
    holds_tables,
    output_errors,
    parse_table,
    replaceable,
    write_atomically,
)
from pipeline.table import dumps, dumps_line, is_table_text

LEDGER = ".ledger"
"""The file in an output folder, or the ending of a file's, that says what is finished; not for version control."""

FAILURES = "failures.jsonl"
"""The file in an output folder with an error row for each article that has no table."""

_COSTLY = ("internal", "memory", "crash")
"""Failures that are remembered: others are found out anew in no time."""

NO_FOLDERS = (".json", ".gz", ".csv", ".tsv", ".xlsx", ".parquet", ".txt", ".md", ".html", ".htm")
"""Endings of files that no folder has by intention."""

Result = FactTable | Failure | Kept


class Output(Protocol):
    """Where tables go, one after the other, in the order of the articles."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish: finished tables stay, also where the user interrupts; nothing half-written does."""

    def recall(self, id: str, key: bytes) -> tuple[Kept | Failure, str] | None:  # noqa: A002
        """What an earlier run has made of the article `id`, and its notes, if that stands and `key` was the same.

        Raises ArticleError where the id cannot be written at all.
        """

    def write(self, result: Result, key: bytes = b"", notes: str = "") -> bool:
        """Take one result, and say whether anything changed on disk. Raises OutputError, or ArticleError for its id.

        With a `key`, it is remembered with the notes.
        """


def open_output(out: str, *, force: bool = False, whole: bool = False) -> Output:
    """The output that `out` names: ``-``, a .jsonl file, or else a folder, which is made where it is missing.

    Raises OutputError where it cannot be written, or another run is writing there. `force` lets tables take the place
    of files that are none; `whole` says that the run has all articles, so that failures of others are forgotten.
    """
    if out == STDOUT:
        return Stream(sys.stdout.buffer)
    if out.lower().endswith(".jsonl"):
        return LinesFile(Path(out), force=force)
    if Path(out).suffix.lower() in NO_FOLDERS and not Path(out).exists():
        raise OutputError(
            f"cannot write {out}: tables go to a folder, a .jsonl file or -; pipeline export writes others"
        )
    return Folder(Path(out), force=force, whole=whole)


class Folder:
    """A folder with one ``NAME.json`` an article; failures leave a row in its failures.jsonl."""

    def __init__(self, path: Path, *, force: bool = False, whole: bool = False) -> None:
        self.path, self.force, self._whole = path, force, whole
        if path.exists() and not path.is_dir():
            raise OutputError(f"cannot write to {path}: it is a file; name a folder, a .jsonl file or -")
        self._is_new = not path.exists()
        with output_errors(path):
            path.mkdir(parents=True, exist_ok=True)
        if not os.access(path, os.W_OK | os.X_OK):
            raise OutputError(f"cannot write {path}: permission denied")
        self._refuse_strangers()
        self.ledger: Ledger
        self._failures: dict[str, str] = {}
        self.done: set[str] = set()
        """Ids of the articles that a result was written of."""
        self._digests: dict[str, bytes] = {}

    def __enter__(self) -> Self:
        self.ledger = Ledger(self.path / LEDGER)
        for name in self._names(TEMPORARY):
            if name.startswith("."):  # left by a run that was killed: no other is writing here now
                (self.path / name).unlink(missing_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._write_failures()
        finally:
            if kind is None or self.done:
                self.ledger.close()
            elif self.ledger.discard() and self._is_new:
                with suppress(OSError):  # something else has come into it meanwhile
                    self.path.rmdir()

    def recall(self, id: str, key: bytes) -> tuple[Kept | Failure, str] | None:  # noqa: A002
        name = file_name(id)
        entry = self.ledger.find(id)
        if entry is None or entry.key != key:
            return None
        if entry.failure:
            return _failure(entry.failure), ""
        try:
            data = (self.path / name).read_bytes()
        except OSError:
            return None
        if digest_of(data) != entry.digest:
            return None
        self._digests[id] = entry.digest
        return Kept(id, entry.facts), entry.notes

    def write(self, result: Result, key: bytes = b"", notes: str = "") -> bool:
        self.done.add(result.id)
        if isinstance(result, Kept):
            return False
        if isinstance(result, Failure):
            self._failures[result.id] = dumps_line(result)
            if key and result.kind in _COSTLY:
                self.ledger.put(result.id, Entry(key, failure=dumps_line(result)))
            return False
        path = self.path / file_name(result.id)
        data = dumps(result).encode("utf-8")
        with output_errors(path):
            old = contents(path)
            if old and old != data and not self.force and not is_table_text(old):
                raise OutputError(_stranger(path, "the file there is no fact table"))
            if old != data:
                write_atomically(path, data)
        self._digests[result.id] = digest_of(data)
        if key:
            self.ledger.put(result.id, Entry(key, self._digests[result.id], facts=len(result.facts), notes=notes))
        return old != data

    def stale(self) -> list[Path]:
        """The tables of articles of which no result was written, in the order of their names."""
        done = {each + SUFFIX for each in self.done}
        files = (self.path / name for name in self._names(SUFFIX) if name not in done and not name.startswith("."))
        return sorted(file for file in files if file.is_file() and begins_as_table(file))

    def state(self) -> bytes:
        """What tells the tables that this run has written or kept from any others."""
        return digest_of(b"\0".join(name.encode() + b"\0" + self._digests[name] for name in sorted(self._digests)))

    def _names(self, ending: str) -> list[str]:
        with os.scandir(self.path) as entries:
            return [entry.name for entry in entries if entry.name.endswith(ending)]

    def _refuse_strangers(self) -> None:
        """Raises OutputError where a file that is not ours has the name of one beside the tables."""
        path = self.path / FINDINGS
        with output_errors(path):
            found = contents(path)
        if found and not found.startswith(b'{\n"schema": "findings/') and not self.force:
            raise OutputError(_stranger(path, "the file there holds no findings"))
        self._earlier_failures()

    def _earlier_failures(self) -> dict[str, str]:
        """Article id -> the row of each failure that earlier runs have set aside.

        Raises OutputError where the file holds anything else, except with `force`.
        """
        path = self.path / FAILURES
        rows: dict[str, str] = {}
        with output_errors(path):
            lines = (contents(path) or b"").splitlines(keepends=True)
        for number, line in enumerate(lines, 1):
            try:
                name = _failure(line).id
                rows[name] = line.decode("utf-8")
            except UsageError as error:
                if not self.force:
                    raise OutputError(_stranger(path, f"line {number} tells of no failure")) from error
        return rows

    def _write_failures(self) -> None:
        """Bring failures.jsonl up to date, in the order of the ids; there is none where nothing failed."""
        path = self.path / FAILURES
        with output_errors(path):
            old = contents(path) or b""
            others = {} if self._whole else self._earlier_failures()
            rows = {name: row for name, row in others.items() if name not in self.done} | self._failures
            new = "".join(rows[name] for name in sorted(rows)).encode("utf-8")
            if new and new != old:
                write_atomically(path, new)
            if old and not new:
                path.unlink()


class Stream:
    """A stream that holds one table a line, and an error row for each failure."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with output_errors(Path("standard output")):
            self.stream.flush()

    def recall(self, id: str, key: bytes) -> tuple[Kept | Failure, str] | None:  # noqa: A002, ARG002
        return None

    def write(self, result: Result, key: bytes = b"", notes: str = "") -> bool:  # noqa: ARG002
        with output_errors(Path("standard output")):
            self.stream.write(_line(result))
            self.stream.flush()
        return True


class LinesFile:
    """A .jsonl file, which takes its place when all is done; until then a hidden file beside it has what is finished.

    A run that is broken off leaves both, and the next one goes on there.
    """

    def __init__(self, path: Path, *, force: bool = False) -> None:
        path = replaceable(path)
        self.path, self.unfinished = path, path.with_name(f".{path.name}.unfinished")
        with output_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size and not force and not holds_tables(path):
                raise OutputError(_stranger(path, "the file there holds no fact tables"))
        self.ledger: Ledger
        self._file: BinaryIO
        self._old: dict[str, BinaryIO] = {}
        self._end = 0

    def __enter__(self) -> Self:
        self.ledger = Ledger(self.path.with_name(f".{self.path.name}{LEDGER}"))
        with output_errors(self.path):
            self._file = self.unfinished.open("r+b" if self.unfinished.exists() else "x+b")
            self._old[UNFINISHED] = self.unfinished.open("rb")
            if self.path.exists():
                self._old[FINISHED] = self.path.open("rb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            for file in self._old.values():
                file.close()
            with output_errors(self.path):
                self._file.truncate(self._end) if kind is None else None
                finish(self._file)
                if kind is None:
                    self.unfinished.replace(self.path)
            if kind is None:
                self.ledger.finish()
        finally:
            self._file.close()
            if kind is None or self._end:
                self.ledger.close()
            elif self.ledger.discard():
                self.unfinished.unlink(missing_ok=True)

    def recall(self, id: str, key: bytes) -> tuple[Kept | Failure, str] | None:  # noqa: A002
        for among, file in self._old.items():
            entry = self.ledger.find(id, among)
            if entry is not None and entry.key == key:
                with output_errors(self.path):
                    file.seek(entry.start)
                    data = file.read(entry.length)
                if data and digest_of(data) == entry.digest:
                    kept = _failure(entry.failure) if entry.failure else Kept(id, entry.facts, data=data)
                    return kept, entry.notes
        return None

    def write(self, result: Result, key: bytes = b"", notes: str = "") -> bool:
        data = _line(result)
        with output_errors(self.path):
            self._file.write(data)
        if key and not (isinstance(result, Failure) and result.kind not in _COSTLY):
            facts = result.facts if isinstance(result, Kept) else len(getattr(result, "facts", ()))
            failure = data.decode("utf-8") if isinstance(result, Failure) else ""
            entry = Entry(key, digest_of(data), self._end, len(data), facts, notes, failure)
            with output_errors(self.path):
                self._file.flush()  # before the entry that speaks of it
            self.ledger.put(result.id, entry, UNFINISHED)
        self._end += len(data)
        return True


def digest_of(data: bytes) -> bytes:
    """What tells `data` from all else, in 16 bytes."""
    return sha256(data).digest()[:16]


def _line(result: Result) -> bytes:
    return result.data if isinstance(result, Kept) else dumps_line(result).encode("utf-8")


def _stranger(path: Path, what: str) -> str:
    return f"cannot write {path}: {what}; --force replaces it"


def _failure(row: str | bytes) -> Failure:
    """The failure that an error row holds. Raises UsageError where it is none."""
    data = parse_table(row if isinstance(row, bytes) else row.encode("utf-8"), FAILURES)
    if "error" not in data:
        raise UsageError(f"{FAILURES}: a table, and no failure")
    return Failure(data["document"]["id"], data["error"]["kind"], data["error"]["message"])
