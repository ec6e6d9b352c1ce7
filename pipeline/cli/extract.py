"""``pipeline extract``: articles in, tables out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from pipeline.articles import STDIN, article_paths, count_articles, read_articles
from pipeline.cli.console import Exit, count, err, exits
from pipeline.cli.options import (
    CORPUS,
    EXTRACTED,
    MaxBytes,
    Model,
    Published,
    Reviews,
    ShowTraceback,
    Workers,
    defaults_of,
    reviews_folder,
)
from pipeline.engine import extract_all, use_one_thread
from pipeline.errors import ArticleError, UsageError
from pipeline.model import FactTable, Failure, Standing
from pipeline.review.decisions import read_all, with_decisions
from pipeline.stages.ingest import MAX_BYTES
from pipeline.store import STDOUT, Folder, Output, open_output

FEW = 3
"""Up to so many articles are done before a progress bar could be read."""

HELP = """
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
    standings: list[Standing] = field(default_factory=list)
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
            self.standings += result.standings

    def so_far(self) -> str:
        """What to end the line with where the run is broken off."""
        return f"; {count(self.tables, 'table')} finished before" if self.tables else ""

    def line(self, place: str, *, folder: bool) -> str:
        """The summary: `19 tables in extracted (2 changed), 412 facts, 1 article failed, 2.1 s`."""
        where = "" if place == STDOUT else f" in {place}"
        if folder:
            everything = self.written == self.tables > 0
            where += " (all new or changed)" if everything else f" ({self.written or 'none'} changed)"
        failed = f", {count(self.failed, 'article')} failed" if self.failed else ""
        seconds = time.monotonic() - self.started
        return f"{count(self.tables, 'table')}{where}, {count(self.facts, 'fact')}{failed}, {seconds:.1f} s"


def extract(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", show_default="corpus")] = None,
    place: Annotated[
        str | None,
        typer.Option("--out", metavar="PATH", help="A folder, a .jsonl file, or -.", show_default="extracted"),
    ] = None,
    published: Published = None,
    model: Model = None,
    workers: Workers = 1,
    max_bytes: MaxBytes = MAX_BYTES,
    reviews: Reviews = None,
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
    with exits(show_traceback, tally.so_far):
        files = article_paths(paths)
        _refuse_overwriting(files, place)
        decisions = reviews_folder(reviews)
        articles = with_decisions(read_articles(files, defaults_of(published, max_bytes)), decisions)
        results = extract_all(articles, model, workers)
        with open_output(place, force=force) as output:
            _write_all(output, _with_progress(results, count_articles(files)), tally, show_traceback=show_traceback)
        if isinstance(output, Folder) and any(Path(path).is_dir() for path in paths):
            _report_stale(output, tally, prune=prune)
            _report_without_article(decisions, tally)
        if isinstance(output, Folder) and tally.tables:
            from pipeline.findings import write_findings

            write_findings(output.path)
    _report_standings(tally.standings)
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


def _report_without_article(decisions: Path, tally: Tally) -> None:
    for name in sorted(read_all(decisions).keys() - set(tally.ids)):
        err.print(f"orphaned: {decisions / name}.jsonl has no article any more")


def _report_standings(standings: Iterable[Standing]) -> None:
    """Say what became of reviewers' decisions: which ask for a person again, and how many there are of each sort."""
    for standing in standings:
        if standing.status in ("orphaned", "conflicting"):
            err.print(f"{standing.status}: {standing.decision.article}: {standing.message}")
    statuses = Counter(standing.status for standing in standings)
    if statuses:
        err.print("reviews: " + ", ".join(f"{statuses[status]} {status}" for status in sorted(statuses)))


def _refuse_overwriting(files: list[str], place: str) -> None:
    if place != STDOUT and any(
        Path(file).exists() and Path(file).samefile(place) for file in files if Path(place).exists()
    ):
        raise UsageError(f"{place}: the output would take the place of an article; name another --out")
