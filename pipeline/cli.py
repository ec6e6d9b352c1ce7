"""The command line: one call each, then an exit code. The only module that prints."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress

from pipeline.articles import ROWS_SUFFIX, STDIN, article_paths, count_articles, read_articles
from pipeline.engine import extract_all, use_one_thread
from pipeline.errors import ArticleError, PipelineError, UsageError
from pipeline.model import FactTable, Failure
from pipeline.stages.ingest import MAX_BYTES, Defaults, date_of
from pipeline.store import STDOUT, SUFFIX, Folder, Output, holds_tables, open_output, read_tables
from pipeline.table import Json, failure_row, to_json

CORPUS = "corpus"
EXTRACTED = "extracted"

WIDE = 240
"""Columns of output that goes to no terminal."""

FEW = 3
"""Up to so many articles are done before a progress bar could be read."""


class Exit(IntEnum):
    """What the process says at its end."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    INTERRUPTED = 130


app = typer.Typer(
    help="Turn news articles into tables of quantitative facts.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="A spaCy pipeline: an installed package, a folder, or 'blank'."),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day the articles were published (YYYY-MM-DD), where they do not say it."),
]
MaxBytes = Annotated[int, typer.Option(min=1, metavar="N", help="Refuse an article that is larger.")]
ShowTraceback = Annotated[bool, typer.Option("--traceback", help="Show where in the code an error came up.")]

EXTRACT_HELP = """
Write the fact table of each article.

PATH is a text or Markdown file, a .jsonl file (rows with id and text, and title, published, publisher where known), a folder of these, or - for standard input.

[bold]Examples[/bold]

  pipeline extract                      corpus/ into extracted/
  pipeline extract story.txt --out -    one table on standard output
  pipeline extract wire.jsonl --out tables.jsonl
  pipeline extract news/ --out facts/ --workers 4
  echo "Sales rose 5%." | pipeline extract -
"""  # noqa: E501  (the terminal wraps it)


@dataclass(slots=True)
class Tally:
    """What has become of the articles so far."""

    ids: list[str] = field(default_factory=list)
    tables: int = 0
    facts: int = 0
    written: int = 0
    failed: int = 0
    started: float = field(default_factory=time.monotonic)

    def add(self, result: FactTable | Failure, *, changed: bool) -> None:
        self.written += changed
        if isinstance(result, Failure):
            self.ids.append(result.id)
            self.failed += 1
        else:
            self.ids.append(result.article.id)
            self.tables += 1
            self.facts += len(result.facts)

    def line(self, place: str, *, folder: bool) -> str:
        """The summary: `19 tables in extracted (2 changed), 412 facts, 1 article failed, 2.1 s`."""
        where = "" if place == STDOUT else f" in {place}"
        if folder:
            everything = self.written == self.tables > 0
            where += " (all new or changed)" if everything else f" ({self.written or 'none'} changed)"
        failed = f", {_count(self.failed, 'article')} failed" if self.failed else ""
        seconds = time.monotonic() - self.started
        return f"{_count(self.tables, 'table')}{where}, {_count(self.facts, 'fact')}{failed}, {seconds:.1f} s"


@app.command(help=EXTRACT_HELP)
def extract(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", show_default="corpus")] = None,
    place: Annotated[
        str | None,
        typer.Option("--out", metavar="PATH", help="A folder, a .jsonl file, or -.", show_default="extracted"),
    ] = None,
    published: Published = None,
    model: Model = None,
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="Processes to work in.")] = 1,
    max_bytes: MaxBytes = MAX_BYTES,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files in the output folder that are no fact tables.")
    ] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove tables whose article is gone.")] = False,
    show_traceback: ShowTraceback = False,
) -> None:
    use_one_thread()
    paths = paths or [CORPUS]
    place = place or (STDOUT if paths == [STDIN] else EXTRACTED)
    tally = Tally()
    with _exits(show_traceback, tally):
        files = article_paths(paths)
        _refuse_overwriting(files, place)
        results = extract_all(read_articles(files, _defaults(published, max_bytes)), model, workers)
        with open_output(place, force=force) as output:
            _write_all(output, _with_progress(results, count_articles(files)), tally, show_traceback=show_traceback)
        if isinstance(output, Folder) and any(Path(path).is_dir() for path in paths):
            _report_stale(output, tally, prune=prune)
    err.print(tally.line(place, folder=isinstance(output, Folder)))
    raise typer.Exit(Exit.SOME_FAILED if tally.failed else Exit.DONE)


def _write_all(output: Output, results: Iterable[FactTable | Failure], tally: Tally, *, show_traceback: bool) -> None:
    for result in results:
        written, changed = _written(output, result)
        tally.add(written, changed=changed)
        if isinstance(written, Failure):
            err.print(f"failed: {written.message}")
            if show_traceback and written.traceback:
                err.print(written.traceback)


def _written(output: Output, result: FactTable | Failure) -> tuple[FactTable | Failure, bool]:
    try:
        return result, output.write(result)
    except ArticleError as error:
        name = result.id if isinstance(result, Failure) else result.article.id
        return Failure(name, error.kind, str(error)), False


def _with_progress(results: Iterable[FactTable | Failure], total: int | None) -> Iterator[FactTable | Failure]:
    """`results`, with a bar on a terminal's standard error while they come."""
    hidden = not err.is_terminal or (total is not None and total <= FEW)
    with Progress(console=err, transient=True, disable=hidden) as progress:
        yield from progress.track(results, total=total, description="Extracting")


def _report_stale(output: Folder, tally: Tally, *, prune: bool) -> None:
    for path in output.stale(tally.ids):
        if prune:
            path.unlink()
        err.print(f"removed: {path}" if prune else f"stale: {path} has no article any more; --prune removes it")


def _refuse_overwriting(files: list[str], place: str) -> None:
    if place != STDOUT and any(
        Path(file).exists() and Path(file).samefile(place) for file in files if Path(place).exists()
    ):
        raise UsageError(f"{place}: the output would take the place of an article; name another --out")


@contextmanager
def _exits(show_traceback: bool, tally: Tally | None = None) -> Iterator[None]:
    """Turns a user's mistake into one line and exit code 2, and Ctrl-C into 130; a bug stays a traceback."""
    try:
        yield
    except PipelineError as error:
        if show_traceback:
            err.print(traceback.format_exc())
        _fail(f"error: {error}{_so_far(tally)}", Exit.USAGE)
    except KeyboardInterrupt:
        _fail(f"interrupted{_so_far(tally)}", Exit.INTERRUPTED)


def _so_far(tally: Tally | None) -> str:
    return f"; {_count(tally.tables, 'table')} finished before" if tally and tally.tables else ""


def _fail(line: str, code: Exit) -> NoReturn:
    err.print(line)
    raise typer.Exit(code)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


EXPLAIN_HELP = """
Say why each slot of a fact has its value.

That is: the rule, the cue words, the readings that lost, and the sentence it stands in. FACT_ID is the id of a row, or its first characters; FILE is an article, or its table. The facts are computed anew.

[bold]Examples[/bold]

  pipeline explain 3f9c0a12d4
  pipeline explain corpus/rail-fares.txt
  pipeline explain extracted/rail-fares.json
  pipeline explain 3f9c0a12d4 --corpus news/
"""  # noqa: E501  (the terminal wraps it)


@app.command(help=EXPLAIN_HELP)
def explain(
    what: Annotated[str, typer.Argument(metavar="FACT_ID|FILE", show_default=False)],
    corpus: Annotated[str, typer.Option(metavar="PATH", help="Where the articles are.")] = CORPUS,
    published: Published = None,
    model: Model = None,
    max_bytes: MaxBytes = MAX_BYTES,
    show_traceback: ShowTraceback = False,
) -> None:
    use_one_thread()
    with _exits(show_traceback):
        from pipeline.explain import explain_all, render

        page, found = _page(), False
        for explanation in explain_all(what, corpus, _defaults(published, max_bytes), model):
            page.print(render(explanation))
            found = True
        if not found:
            raise UsageError(f"{what}: no fact with this id, or none at all, in the articles looked at")


SHOW_HELP = """
Show fact tables in the terminal.

FILE is a table (.json), many of them (.jsonl), or an article, which is extracted first and not written anywhere.

[bold]Examples[/bold]

  pipeline show extracted/rail-fares.json
  pipeline show corpus/rail-fares.txt
  pipeline show tables.jsonl
"""


@app.command(help=SHOW_HELP)
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", show_default=False)],
    published: Published = None,
    model: Model = None,
    max_bytes: MaxBytes = MAX_BYTES,
    show_traceback: ShowTraceback = False,
) -> None:
    use_one_thread()
    with _exits(show_traceback):
        from pipeline.show import render

        failed = False
        for table in _tables(file, _defaults(published, max_bytes), model):
            _page().print(render(table))
            failed |= "error" in table
    raise typer.Exit(Exit.SOME_FAILED if failed else Exit.DONE)


SCHEMA_HELP = """
Print the JSON Schema (draft 2020-12) that every fact table holds to.

[bold]Examples[/bold]

  pipeline schema
  pipeline schema > facts-1.schema.json
"""


@app.command(help=SCHEMA_HELP)
def schema() -> None:
    from pipeline.schema import schema_text

    typer.echo(schema_text(), nl=False)


def _defaults(published: str | None, max_bytes: int) -> Defaults:
    return Defaults(date_of(published) if published else None, max_bytes)


def _tables(file: str, defaults: Defaults, model: str | None) -> Iterator[Json]:
    """The tables that `file` holds, or those of the articles that it holds."""
    path = Path(file)
    suffix = path.suffix.lower()
    if suffix == SUFFIX or (suffix == ROWS_SUFFIX and holds_tables(path)):
        yield from read_tables(path)
    else:
        for result in extract_all(read_articles(article_paths([file]), defaults), model):
            yield failure_row(result) if isinstance(result, Failure) else to_json(result)


def _page() -> Console:
    """Standard output; as wide as the lines need where it is no terminal, so that other programs can read on."""
    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, markup=False, width=WIDE)
