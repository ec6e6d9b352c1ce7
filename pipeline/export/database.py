"""DuckDB over flat rows: the Parquet writer, and SQL. The only module that imports duckdb."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.export.columns import RELATIONS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROW_GROUP = 100_000
"""Rows of a Parquet row group: a reader can skip what it does not ask for."""


@contextmanager
def connected() -> Iterator[DuckDBPyConnection]:
    """A database in memory that never reaches for the network: no extension is fetched or loaded by itself.

    Raises UsageError where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise UsageError("DuckDB is not installed; run: pip install 'fact-pipeline[export]'") from error
    with duckdb.connect(
        ":memory:", config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    ) as db:
        yield db


def write_parquet(rows: Path, relation: str, target: Path, partition_by: Sequence[str] = ()) -> None:
    """Turn `rows`, a JSON Lines file of `relation`, into the Parquet file `target`, or a folder of parts.

    A folder of parts is laid out ``column=value/data_0.parquet``, as Hive, Spark, Polars and DuckDB read it.
    """
    with connected() as db:
        db.execute("SET threads = 1")  # the same rows in the same order, so the same bytes
        parts = f", PARTITION_BY ({', '.join(map(_name, partition_by))})" if partition_by else ""
        db.execute(
            f"COPY (SELECT * FROM {_reader(rows, relation)}) TO {_text(target)} "  # noqa: S608  (own names, quoted)
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP}{parts})"
        )


def load_rows(db: DuckDBPyConnection, rows: Path, relation: str) -> None:
    """Make the table `relation` of the JSON Lines file `rows`."""
    db.execute(f"CREATE TABLE {_name(relation)} AS SELECT * FROM {_reader(rows, relation)}")  # noqa: S608


def view_export(db: DuckDBPyConnection, folder: Path, relation: str) -> None:
    """Make the view `relation` of its Parquet file or parts in `folder`; of none where the export has no such rows."""
    single, parts = folder / f"{relation}.parquet", folder / relation
    if single.is_file():
        source = f"read_parquet({_text(single)})"
    elif parts.is_dir():
        source = f"read_parquet({_text(parts / '**' / '*.parquet')}, hive_partitioning = true)"
    else:
        raise UsageError(f"{folder}: no {relation}.parquet there; write one with: pipeline export --to parquet")
    db.execute(f"CREATE VIEW {_name(relation)} AS SELECT * FROM {source}")  # noqa: S608


def lock(db: DuckDBPyConnection, readable: Sequence[Path] = ()) -> None:
    """From now on let SQL read nothing of the machine but what lies in `readable`."""
    folders = ", ".join(_text(folder.resolve()) for folder in readable)
    if folders:
        db.execute(f"SET allowed_directories = [{folders}]")
    db.execute("SET enable_external_access = false")
    db.execute("SET lock_configuration = true")


def answer(db: DuckDBPyConnection, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The names of the columns and the rows that `sql` asks for. Raises UsageError where DuckDB refuses it."""
    import duckdb

    try:
        if not db.extract_statements(sql):
            raise UsageError("there is no SQL in the query; without one, pipeline query lists what can be asked")
        result = db.execute(sql)
        return [column[0] for column in result.description or ()], result.fetchall()
    except duckdb.Error as error:
        raise UsageError(f"the query failed: {' '.join(str(error).split())}") from error


def _reader(rows: Path, relation: str) -> str:
    columns = ", ".join(f"{_name(column.name)}: {_text(column.type)}" for column in RELATIONS[relation])
    return f"read_json({_text(rows)}, format = 'newline_delimited', columns = {{{columns}}})"


def _name(name: str) -> str:
    return json.dumps(name)  # every name is one of ours: letters and underscores


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
