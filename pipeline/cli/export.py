"""``pipeline export``: tables as flat rows for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from pipeline.cli.console import count, err, exits, tables_only
from pipeline.cli.options import EXTRACTED, ShowTraceback
from pipeline.errors import UsageError
from pipeline.export.columns import RELATIONS
from pipeline.output import NO_FOLDERS
from pipeline.store import STDOUT, tables_in

if TYPE_CHECKING:
    from pipeline.export.files import Format

EXPORTS = "exports"
FORMATS = ("parquet", "csv", "jsonl")

HELP = """
Write the facts of tables as flat rows, one a fact.

TABLES are folders of tables, .json or .jsonl files. The output is a folder with one file each for facts, documents, entities, dates, numbers and findings; - writes the rows of one of them to standard output. docs/exports.md says what each column holds.

[bold]Examples[/bold]

  pipeline export --to parquet               extracted/ into exports/
  pipeline export --to csv --out -           the facts on standard output
  pipeline export --to csv --out - --rows findings
  pipeline export tables.jsonl --to parquet --out lake --partition-by published,kind
"""  # noqa: E501  (the terminal wraps it)


def export(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="TABLES", show_default=EXTRACTED)] = None,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="parquet, csv or jsonl.")] = "parquet",
    place: Annotated[str, typer.Option("--out", metavar="PATH", help="A folder, or -.")] = EXPORTS,
    rows: Annotated[str, typer.Option("--rows", metavar="NAME", help="What - gets: facts, documents …")] = "facts",
    partition_by: Annotated[
        str, typer.Option(metavar="COLUMN,…", help="Columns by whose values facts in Parquet are split into files.")
    ] = "",
    show_traceback: ShowTraceback = False,
) -> None:
    with exits(show_traceback):
        from pipeline.export.files import export_folder, export_stream

        tables = tables_only(tables_in(paths or [Path(EXTRACTED)]))
        columns = list(dict.fromkeys(name.strip() for name in partition_by.split(",") if name.strip()))
        _refuse(to, place, rows, columns)
        if place == STDOUT:
            export_stream(tables, "csv" if to == "csv" else "jsonl", rows, sys.stdout)
            return
        counts = export_folder(tables, cast("Format", to), Path(place), columns)
    err.print(f"{count(counts['facts'], 'fact')} of {count(counts['documents'], 'article')} in {place}")


def _refuse(to: str, place: str, rows: str, partition_by: list[str]) -> None:
    """Raises UsageError where options are of no known value, or do not go together."""
    if to not in FORMATS:
        raise UsageError(f"--to {to}: no such format; there are {', '.join(FORMATS)}")
    if rows not in RELATIONS:
        raise UsageError(f"--rows {rows}: no such rows; there are {', '.join(RELATIONS)}")
    if place == STDOUT and to == "parquet":
        raise UsageError("--to parquet needs files; name a folder with --out, or write csv or jsonl")
    if Path(place).suffix.lower() in NO_FOLDERS and not Path(place).exists():
        raise UsageError(f"--out {place}: an export is a folder; name one, or write {to} with --out - > {place}")
    unknown = [name for name in partition_by if name not in {column.name for column in RELATIONS["facts"]}]
    if unknown:
        raise UsageError(f"--partition-by {unknown[0]}: facts have no such column; docs/exports.md lists them")
    if partition_by and to != "parquet":
        raise UsageError("--partition-by splits Parquet only; add --to parquet")
