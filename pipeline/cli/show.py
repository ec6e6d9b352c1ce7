"""``pipeline show``: fact tables in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline.articles import ROWS_SUFFIX, article_paths, read_articles
from pipeline.cli.console import Exit, exits, page
from pipeline.cli.options import MaxBytes, Model, Published, ShowTraceback, defaults_of
from pipeline.model import Failure
from pipeline.process import use_one_thread
from pipeline.stages.ingest import MAX_BYTES, Defaults
from pipeline.store import SUFFIX, begins_as_table, holds_tables, read_tables, tables_in
from pipeline.table import Json, failure_row, to_json

HELP = """
Show fact tables in the terminal.

FILE is a table (.json), many of them (.jsonl, or a folder), or an article, which is extracted first and not written anywhere.

[bold]Examples[/bold]

  pipeline show extracted/transport-rail-fares-england.json
  pipeline show corpus/transport-rail-fares-england.txt
  pipeline show tables.jsonl
"""  # noqa: E501  (the terminal wraps it)


def show(
    file: Annotated[str, typer.Argument(metavar="FILE", show_default=False)],
    published: Published = None,
    model: Model = None,
    max_bytes: MaxBytes = MAX_BYTES,
    show_traceback: ShowTraceback = False,
) -> None:
    use_one_thread()
    with exits(show_traceback):
        from pipeline.show import render

        failed = False
        for table in _tables(file, defaults_of(published, max_bytes), model):
            page().print(render(table))
            failed |= "error" in table
    raise typer.Exit(Exit.SOME_FAILED if failed else Exit.DONE)


def _tables(file: str, defaults: Defaults, model: str | None) -> Iterator[Json]:
    """The tables that `file` holds, or those of the articles that it holds."""
    path = Path(file)
    suffix = path.suffix.lower()
    if file and path.is_dir() and any(each.is_file() and begins_as_table(each) for each in path.glob(f"*{SUFFIX}")):
        yield from tables_in([path])
    elif suffix == SUFFIX or (suffix == ROWS_SUFFIX and holds_tables(path)):
        yield from read_tables(path)
    else:
        from pipeline.engine import extract_all

        for result in extract_all(read_articles(article_paths([file]), defaults), model):
            yield failure_row(result) if isinstance(result, Failure) else to_json(result)
