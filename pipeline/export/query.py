"""SQL over fact tables, or over an export of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.export.columns import RELATIONS
from pipeline.export.database import answer, connected, load_rows, lock, view_export
from pipeline.export.files import write_rows
from pipeline.table import Json

Answer = tuple[list[str], list[tuple[Any, ...]]]
"""Names of the columns, and the rows; numbers are Decimal, never float, unless the query itself makes floats."""


def query_tables(tables: Iterable[Json], sql: str) -> Answer:
    """What `sql` asks of `tables`, whose relations are tables of the names in RELATIONS.

    Raises UsageError where the SQL is wrong, or reaches for anything but these.
    """
    with TemporaryDirectory(prefix="facts-") as temporary, connected() as db:
        folder = Path(temporary)
        write_rows(tables, folder)
        for relation in RELATIONS:
            load_rows(db, folder / f"{relation}.jsonl", relation)
        lock(db)
        return answer(db, sql)


def query_export(folder: Path, sql: str) -> Answer:
    """What `sql` asks of the Parquet export in `folder`: as query_tables, without reading more than it must."""
    with connected() as db:
        for relation in RELATIONS:
            view_export(db, folder, relation)
        lock(db, [folder])
        return answer(db, sql)


def is_export(path: Path) -> bool:
    """Whether `path` is a folder that `pipeline export --to parquet` has written."""
    return (path / "documents.parquet").is_file()
