"""``pipeline query``: SQL over tables."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.console import exits, page, tables_only
from pipeline.cli.options import EXTRACTED, ShowTraceback
from pipeline.errors import UsageError
from pipeline.export.columns import RELATIONS
from pipeline.store import tables_in
from pipeline.table import decimal_text

FORMATS = ("table", "csv", "jsonl")

HELP = """
Ask the facts a question in SQL (DuckDB's).

There are facts, documents, entities, dates, numbers and findings; without SQL their columns are listed. Values are exact decimals.

[bold]Examples[/bold]

  pipeline query
  pipeline query "SELECT entity, year(period_from) y, value, unit FROM facts WHERE concept LIKE '%trade%' ORDER BY 1, 2"
  pipeline query "SELECT unit, count(*) FROM facts GROUP BY ALL ORDER BY 2 DESC" --from lake
  pipeline query "FROM findings" --format csv
"""  # noqa: E501  (the terminal wraps it)


def query(
    sql: Annotated[str | None, typer.Argument(metavar="SQL", show_default=False)] = None,
    source: Annotated[
        Path, typer.Option("--from", metavar="PATH", help="A folder of tables, a .json or .jsonl file, or an export.")
    ] = Path(EXTRACTED),
    shape: Annotated[str, typer.Option("--format", metavar="NAME", help="table, csv or jsonl.")] = "table",
    show_traceback: ShowTraceback = False,
) -> None:
    with exits(show_traceback):
        if shape not in FORMATS:
            raise UsageError(f"--format {shape}: no such format; there are {', '.join(FORMATS)}")
        if sql is None:
            _print(["relation", "column", "type", "meaning"], _columns(), shape)
            return
        from pipeline.export.query import is_export, query_export, query_tables

        names, rows = (
            query_export(source, sql) if is_export(source) else query_tables(tables_only(tables_in([source])), sql)
        )
        _print(names, iter(rows), shape)


def _columns() -> Iterator[tuple[Any, ...]]:
    for relation, columns in RELATIONS.items():
        for column in columns:
            yield relation, column.name, column.type, column.meaning


def _print(names: list[str], rows: Iterator[tuple[Any, ...]], shape: str) -> None:
    if shape == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(map(_cell, row) for row in rows)
    elif shape == "jsonl":
        for row in rows:
            typer.echo(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_plain))
    else:
        from pipeline.show import Rows

        cells = [["" if value is None else str(_plain(value)) for value in row] for row in rows]
        page().print(Rows(names, cells, "bold"))


def _cell(value: Any) -> Any:
    """`value` as CSV has it, where no spreadsheet shall run an article's words as a formula."""
    from pipeline.export.files import defused

    plain = _plain(value)
    return defused(plain) if isinstance(value, str) else plain


def _plain(value: Any) -> Any:
    """`value` as text where JSON has no such type: decimals without the zeros that fill a column, days as ISO 8601."""
    if isinstance(value, Decimal):
        return decimal_text(value, None)
    return value if value is None or isinstance(value, (str, int, float, list, dict)) else str(value)
