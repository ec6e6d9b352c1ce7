"""Flat rows into files: CSV, JSON Lines or Parquet, one file a relation, all of a folder or nothing."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal, TextIO

from pipeline.errors import OutputError, UsageError, os_reason
from pipeline.export.columns import RELATIONS, Column
from pipeline.export.rows import Row, rows_of
from pipeline.table import Json

Format = Literal["parquet", "csv", "jsonl"]
Writer = Callable[[Row], object]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the start of a formula, after OWASP's page on CSV injection."""


_HARMLESS = re.compile(r"[=+-]|-?\d+(\.\d+)?")


def export_folder(tables: Iterable[Json], to: Format, folder: Path, partition_by: Sequence[str] = ()) -> Counter[str]:
    """Write every relation of `tables` into `folder`, which takes the place of an older export; counts its rows.

    Facts in Parquet come in parts by the columns `partition_by`. Raises OutputError where the folder cannot be written
    and UsageError where it holds anything but an export.
    """
    _refuse_strangers(folder)
    with _replaced(folder) as new:
        rows = "jsonl" if to == "parquet" else to
        counts = _write_relations(tables, new, rows)
        if to == "parquet":
            from pipeline.export.database import write_parquet

            for relation in RELATIONS:
                source = new / f"{relation}.jsonl"
                parts = partition_by if relation == "facts" else ()
                write_parquet(source, relation, new / (relation if parts else f"{relation}.parquet"), parts)
                source.unlink()
    return counts


def export_stream(tables: Iterable[Json], to: Literal["csv", "jsonl"], relation: str, stream: TextIO) -> int:
    """Write the rows of one relation to `stream`, and count them."""
    write, count = _writer(to, RELATIONS[relation], stream), 0
    for table in tables:
        for name, row in rows_of(table):
            if name == relation:
                write(row)
                count += 1
    return count


def write_rows(tables: Iterable[Json], folder: Path) -> Counter[str]:
    """Write every relation of `tables` into `folder` as JSON Lines; counts the rows of each."""
    return _write_relations(tables, folder, "jsonl")


def _write_relations(tables: Iterable[Json], folder: Path, to: Literal["csv", "jsonl"]) -> Counter[str]:
    counts = Counter(dict.fromkeys(RELATIONS, 0))
    with ExitStack() as files:
        writers = {}
        for relation, columns in RELATIONS.items():
            file = files.enter_context((folder / f"{relation}.{to}").open("w", encoding="utf-8", newline=""))
            writers[relation] = _writer(to, columns, file)
        for table in tables:
            for relation, row in rows_of(table):
                writers[relation](row)
                counts[relation] += 1
    return counts


def _writer(to: Literal["csv", "jsonl"], columns: Sequence[Column], stream: TextIO) -> Writer:
    if to == "jsonl":
        return lambda row: stream.write(json.dumps(row, ensure_ascii=False, separators=(", ", ": ")) + "\n")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(column.name for column in columns)
    return lambda row: writer.writerow(_cell(row[column.name], column) for column in columns)


def _cell(value: str | int | None, column: Column) -> str | int | None:
    """A cell that no spreadsheet runs: an article's words that look like a formula get an apostrophe before them.

    >>> _cell("=1+1", Column("concept", "VARCHAR", "", free=True)), _cell("-3", Column("value", "DECIMAL", ""))
    ("'=1+1", '-3')
    """
    return defused(value) if column.free and isinstance(value, str) else value


def defused(value: str) -> str:
    """`value` as a cell that no spreadsheet runs as a formula; numbers and a lone sign are none.

    >>> defused("=1+1"), defused("-3"), defused("="), defused("ore")
    ("'=1+1", '-3', '=', 'ore')
    """
    return f"'{value}" if value.startswith(_FORMULA) and not _HARMLESS.fullmatch(value) else value


def _refuse_strangers(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: it is a file; name a folder, or - for standard output")
    known = {f"{name}{suffix}" for name in RELATIONS for suffix in ("", ".parquet", ".csv", ".jsonl")}
    strangers = sorted(each.name for each in folder.iterdir() if each.name not in known) if folder.exists() else []
    if strangers:
        raise UsageError(f"{folder}: it holds {strangers[0]}, which is no export; name an empty folder with --out")


def _exchange(place: Path, new: Path, old: Path) -> None:
    """Put `new` in the place of what is there, which becomes `old`; where that cannot be, all is as it was."""
    if not place.exists():
        new.rename(place)
        return
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise


@contextmanager
def _replaced(folder: Path) -> Iterator[Path]:
    """An empty folder to write into, which takes the place of `folder` when all went well."""
    place = folder.resolve()
    new, old = (place.with_name(f".{place.name}.{os.getpid()}.{which}") for which in ("new", "old"))
    try:
        new.mkdir(parents=True)
        yield new
        _exchange(place, new, old)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {os_reason(error)}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
