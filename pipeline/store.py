"""Fact tables on disk: names, atomic writes, and reading them back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ArticleError, OutputError, UsageError, os_reason
from pipeline.schema import misfit
from pipeline.table import SCHEMA, Json, is_table_text

STDOUT = "-"
"""The output that stands for standard output."""

SUFFIX = ".json"
FINDINGS = "findings.json"
"""The file beside the tables that holds the findings across them."""

RUN = "run.json"
"""The certificate's file beside the tables."""

RESERVED = (FINDINGS, RUN)
"""Files beside the tables that are none, so that no article's table takes their names."""

TEMPORARY = ".tmp"
LONGEST_NAME = 200
"""Bytes of an id that names a file; file systems hold 255, and the temporary file's name is longer."""

LONGEST_SHOWN = 60
"""Characters of an id that a message quotes."""


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file `path`: as a whole, or, where an OSError is raised, not at all.

    Raises OutputError where there is something that is no regular file; through a link its target is written.
    """
    path = replaceable(path)
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


def replaceable(path: Path) -> Path:
    """The regular file, there or not, that `path` stands for: itself, or what it links to.

    Raises OutputError where anything else is there: a folder, a device, a pipe, a link to itself.
    """
    if path.is_dir():
        raise OutputError(f"cannot write {path}: it is a folder")
    place = Path(os.path.realpath(path)) if path.is_symlink() else path
    if place.is_symlink() or (path.exists() and not place.is_file()):
        raise OutputError(f"cannot write {path}: it is no regular file")
    return place


def contents(path: Path) -> bytes | None:
    """What the file at `path` holds before it is written, or None where there is none. Raises as replaceable does."""
    place = replaceable(path)
    return place.read_bytes() if place.exists() else None


def read_tables(path: Path) -> Iterator[Json]:
    """The tables, and error rows, of a .json or .jsonl file that `extract` has written, in their JSON form.

    Raises UsageError where the file cannot be read or holds anything else.
    """
    lines = path.suffix.lower() == ".jsonl"
    try:
        with path.open("rb") as file:
            for number, data in enumerate(file if lines else [file.read()], 1):
                yield parse_table(data, f"{path} line {number}" if lines else str(path))
    except OSError as error:
        raise UsageError(f"{path}: {os_reason(error)}") from error


def parse_table(data: bytes, place: str) -> Json:
    """The table, or error row, that `data` holds; `place` is where a person finds it.

    Raises UsageError where it is none, or has been damaged: what reads tables need not expect anything else.
    """
    try:
        table = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{place}: not a fact table: not UTF-8 at byte {error.start}") from error
    except (ValueError, RecursionError) as error:
        said = "nested too deeply" if isinstance(error, RecursionError) else error
        raise UsageError(f"{place}: not a fact table, or damaged ({said}); {_REMEDY}") from error
    if not isinstance(table, dict) or not ("error" in table or table.get("schema") == SCHEMA):
        raise UsageError(f"{place}: not a fact table of version {SCHEMA}; pipeline extract writes such")
    wrong = misfit(table)
    if wrong is not None:
        what = ".".join(map(str, wrong)) or "its layout"
        raise UsageError(f"{place}: a damaged fact table: {what} is missing or wrong; {_REMEDY}")
    return table


_REMEDY = "pipeline extract --force makes it anew"


def tables_in(paths: Iterable[Path]) -> Iterator[Json]:
    """The tables, and error rows, that `paths` hold: folders of tables in the order of their names, .json, .jsonl.

    Other files of a folder are passed over, and of tables that are the same one is enough. Raises UsageError as
    read_tables does, where nothing is there, or where two tables that differ are of one article.
    """
    seen: dict[str, bytes] = {}
    for path in paths:
        for file in _table_files(path):
            yield from (table for table in read_tables(file) if "error" in table or _is_new(table, file, seen))


def _is_new(table: Json, file: Path, seen: dict[str, bytes]) -> bool:
    """Whether a table of its article was not `seen` yet. Raises UsageError where another one was."""
    name, digest = table["document"]["id"], sha256(json.dumps(table).encode()).digest()
    if name not in seen:
        seen[name] = digest
        return True
    if seen[name] != digest:
        raise UsageError(f"{file}: a second table of the article {shortened(name)}, and another one; leave one out")
    return False


def tables_by_id(tables: Iterable[Json]) -> dict[str, Json]:
    """Article id -> its table, or else its error row; one that says that an id was taken does not take its place."""
    found: dict[str, Json] = {}
    for table in tables:
        name = table["document"]["id"]
        if "error" not in table or "error" in found.get(name, table):
            found[name] = table
    return found


def _table_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    try:
        files = sorted(file for file in path.glob(f"*{SUFFIX}") if file.is_file() and _counts(file))
    except OSError as error:
        raise UsageError(f"{path}: {os_reason(error)}") from error
    if not files:
        raise UsageError(f"{path}: no fact table there; write some with: pipeline extract --out {path}")
    return files


def _counts(path: Path) -> bool:
    return stands_for_table(path.name, _beginning(path))


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
    name = id + SUFFIX
    if name.casefold() in RESERVED:
        raise ArticleError(f"the id {id!r} would name {name}, which is no table; take another id", "id")
    if not is_file_name(id):
        raise ArticleError(f"the id {shortened(id)} cannot name a file; write to a .jsonl file instead", "id")
    return name


def shortened(id: str) -> str:  # noqa: A002
    """An article's id in quotation marks for a message, cut where it is longer than anybody reads."""
    return repr(id if len(id) <= LONGEST_SHOWN else id[:LONGEST_SHOWN] + "…")


def begins_as_table(path: Path) -> bool:
    """Whether the file at `path` is a table, a damaged one perhaps."""
    return is_table_text(_beginning(path))


def stands_for_table(name: str, data: bytes) -> bool:
    """Whether the .json file `name` that begins with `data` is a table, or what is left of one, and no other file.

    >>> [stands_for_table("a.json", data) for data in (b'{"name": "package"}', b"", b"<<<<<<< HEAD")]
    [False, True, True]
    """
    other = name in RESERVED or name.startswith(".")
    return is_table_text(data) or not (other or data.lstrip().startswith((b"{", b"[")))


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(BEGINNING)


BEGINNING = 200
"""Bytes of a file that tell whether it is a table."""


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
