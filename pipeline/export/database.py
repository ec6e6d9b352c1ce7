"""DuckDB over flat rows: the Parquet writer, and SQL. The only module that imports duckdb."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.export.columns import RELATIONS
from pipeline.extras import require

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROW_GROUP = 100_000
"""Rows of a Parquet row group: a reader can skip what it does not ask for."""


_QUESTIONS = ("SELECT", "EXPLAIN", "PRAGMA", "CALL", "MULTI")
"""Statements that answer and change nothing, as DuckDB names them; MULTI is PIVOT."""


@contextmanager
def connected() -> Iterator[DuckDBPyConnection]:
    """A database in memory that never reaches for the network: no extension is fetched or loaded by itself.

    Raises UsageError where DuckDB is not installed, or refuses what it is given.
    """
    require("duckdb", "export", "SQL and Parquet")
    import duckdb

    offline: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    try:
        with duckdb.connect(":memory:", config=offline) as db:
            yield db
    except duckdb.Error as error:
        raise UsageError(f"DuckDB refuses the rows: {str(error).splitlines()[0]}") from error


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
    """The names of the columns and the rows that `sql` asks for.

    Raises UsageError where it is not one question, or DuckDB refuses it. It runs in another thread, so that this one
    hears Ctrl-C and SIGTERM, and breaks it off.
    """
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(_answer, db, sql)
        try:
            return work.result()
        finally:
            while not work.done():
                db.interrupt()
                wait([work], timeout=0.1)


def _answer(db: DuckDBPyConnection, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    import duckdb

    try:
        statements = db.extract_statements(sql)
        if not statements:
            raise UsageError("there is no SQL in the query; without one, pipeline query lists what can be asked")
        if len(statements) > 1:
            raise UsageError("there are several questions in the query; ask one at a time")
        if statements[0].type.name not in _QUESTIONS:
            what = statements[0].type.name
            raise UsageError(f"the query failed: {what} asks nothing; begin with SELECT, FROM, WITH or DESCRIBE")
        result = db.execute(statements[0])
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
