"""What earlier runs have finished: an SQLite file beside the output, which only one run at a time can have open.

It holds nothing that could not be found out anew: whoever deletes it, or finds it damaged, loses time and nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import OutputError

_LAYOUT = 1
"""Version of the tables below; a file of another one is begun anew."""

_COLUMNS = (
    "id TEXT PRIMARY KEY, key BLOB, digest BLOB, start INTEGER, length INTEGER, facts INTEGER, notes TEXT, failure TEXT"
)

FINISHED, UNFINISHED = "finished", "unfinished"
"""The lists: of what stands in the output, and of what stands in a file that takes its place when all is done."""


class Entry(NamedTuple):
    """What came of one article."""

    key: bytes
    """Digest of all that the result hangs on."""
    digest: bytes = b""
    """Of the bytes written."""
    start: int = 0
    length: int = 0
    """Where in the file they stand, in bytes, if it holds more than one article."""
    facts: int = 0
    notes: str = ""
    """What its callers want to know again."""
    failure: str = ""
    """The error row of an article that has no table."""


class Ledger:
    """The entries of one output by the articles' ids."""

    def __init__(self, path: Path) -> None:
        """Opens the file `path`, which is made, or begun anew where it is damaged (`begun_anew` then says so).

        Raises OutputError where another run has it open, or it cannot be written.
        """
        self.path, self.begun_anew, self._is_new = path, False, not path.exists()
        with self._errors():
            try:
                self._base = self._opened()
            except sqlite3.DatabaseError as error:
                if _code(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR):
                    raise
                self.begun_anew = True
                self._remove()
                self._base = self._opened()

    def find(self, id: str, among: str = FINISHED) -> Entry | None:  # noqa: A002
        """The entry of the article `id`, if there is one."""
        with self._errors():
            row = self._base.execute(f"SELECT * FROM {among} WHERE id = ?", (id,)).fetchone()  # noqa: S608  (our names)
        return Entry(*row[1:]) if row else None

    def put(self, id: str, entry: Entry, among: str = FINISHED) -> None:  # noqa: A002
        """Put `entry` in the place of what there was about the article `id`; it outlives this process at once."""
        marks = ", ".join("?" * (len(entry) + 1))
        with self._errors():
            self._base.execute(f"INSERT OR REPLACE INTO {among} VALUES ({marks})", (id, *entry))  # noqa: S608

    def finish(self) -> None:
        """The unfinished entries take the place of the finished ones."""
        with self._errors():
            self._base.executescript(
                f"BEGIN; DROP TABLE {FINISHED}; ALTER TABLE {UNFINISHED} RENAME TO {FINISHED};"
                f"CREATE TABLE {UNFINISHED} ({_COLUMNS}) WITHOUT ROWID; COMMIT;"
            )

    def close(self) -> None:
        """Let other runs have it."""
        with suppress(sqlite3.Error):
            self._base.close()

    def discard(self) -> bool:
        """Close it, and leave no file behind that was not there before; whether it was new."""
        self.close()
        if self._is_new:
            with suppress(OSError):
                self._remove()
        return self._is_new

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(f"{self.path.name}{ending}").unlink(missing_ok=True)

    def _opened(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            base.execute("PRAGMA locking_mode = EXCLUSIVE")
            base.execute("PRAGMA journal_mode = WAL")  # a process that is killed leaves whole entries only
            base.execute("PRAGMA synchronous = OFF")  # after a power cut entries may lack, and articles are read again
            base.execute("BEGIN EXCLUSIVE")
            (layout,) = base.execute("PRAGMA user_version").fetchone()
            if layout not in (0, _LAYOUT):
                raise sqlite3.DatabaseError("another layout")
            for name in (FINISHED, UNFINISHED):
                base.execute(f"CREATE TABLE IF NOT EXISTS {name} ({_COLUMNS}) WITHOUT ROWID")
            base.execute(f"PRAGMA user_version = {_LAYOUT}")
            base.execute("COMMIT")
        except BaseException:
            base.close()
            raise
        return base

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turns what SQLite says into one line."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                message = f"{self.path.parent} is being written by another run; wait for it, or name another --out"
            elif _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                message = f"{self.path} is damaged; remove it and run again"
            else:
                message = f"cannot write {self.path}: {error}"
            raise OutputError(message) from error


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
