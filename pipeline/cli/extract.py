"""``pipeline extract``: articles in, tables out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from pipeline.articles import STDIN, SUFFIXES, article_paths, count_articles, passed_over, raw_articles
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
from pipeline.errors import UsageError
from pipeline.model import FactTable, Failure, Kept, Standing
from pipeline.output import Folder, LinesFile, Output, open_output
from pipeline.process import use_one_thread
from pipeline.review.decisions import read_all, with_decisions
from pipeline.stages.ingest import MAX_BYTES
from pipeline.store import STDOUT

if TYPE_CHECKING:
    from pipeline.engine import Engine

EngineName = Literal["serial", "processes", "dask"]
Result = FactTable | Failure | Kept
T = TypeVar("T")

FEW = 3
"""Up to so many articles are done before a progress bar could be read."""

MOST_NAMED = 3
"""So many files that are no articles are named; of more the number is enough."""

HELP = """
Write the fact table of each article.

PATH is a text, Markdown or HTML file, a .jsonl or .jsonl.gz file (rows with id and text, and title, published, publisher where known), a folder of these, or - for standard input. Articles that an earlier run has finished, and that have not changed, are not read again; a run that was broken off goes on where it was.

[bold]Examples[/bold]

  pipeline extract                      corpus/ into extracted/
  pipeline extract story.txt --out -    one table on standard output
  pipeline extract wire.jsonl --out tables.jsonl
  pipeline extract news/ --out facts/ --workers 4
  pipeline extract news/ --out facts/ --engine dask --scheduler tcp://10.0.0.1:8786
  echo "Sales rose 5%." | pipeline extract -
"""  # noqa: E501  (the terminal wraps it)


@dataclass(slots=True)
class Tally:
    """What has become of the articles so far."""

    tables: int = 0
    kept: int = 0
    facts: int = 0
    written: int = 0
    failed: int = 0
    standings: list[Standing] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def add(self, result: Result, *, changed: bool) -> None:
        self.written += changed
        if isinstance(result, Failure):
            self.failed += 1
        else:
            self.tables += 1
            self.kept += isinstance(result, Kept)
            self.facts += result.facts if isinstance(result, Kept) else len(result.facts)
            self.standings += result.standings

    def so_far(self) -> str:
        """What to end the line with where the run is broken off."""
        before = f"; {count(self.tables, 'table')} finished before"
        return f"{before}; the same command goes on there" if self.tables else ""

    def line(self, place: str, *, folder: bool) -> str:
        """The summary: `19 tables in extracted (2 changed), 412 facts, 1 article failed, 2.1 s`."""
        where = "" if place == STDOUT else f" in {place}"
        if folder:
            everything = self.written == self.tables > 0
            where += " (all new or changed)" if everything else f" ({self.written or 'none'} changed)"
        failed = f", {count(self.failed, 'article')} failed" if self.failed else ""
        seconds = time.monotonic() - self.started
        kept = f", {self.kept} kept" if self.kept else ""
        return f"{count(self.tables, 'table')}{where}{kept}, {count(self.facts, 'fact')}{failed}, {seconds:.1f} s"


def extract(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", show_default="corpus")] = None,
    place: Annotated[
        str | None,
        typer.Option("--out", metavar="PATH", help="A folder, a .jsonl file, or -.", show_default="extracted"),
    ] = None,
    published: Published = None,
    model: Model = None,
    engine: Annotated[EngineName | None, typer.Option(help="Where to work.", show_default="by --workers")] = None,
    workers: Workers = 1,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler; without one, Dask works on this machine.")
    ] = None,
    max_bytes: MaxBytes = MAX_BYTES,
    reviews: Reviews = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try articles again that an earlier run failed on.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are no fact tables.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove tables whose article is gone.")] = False,
    show_traceback: ShowTraceback = False,
) -> None:
    use_one_thread()
    paths = paths or [CORPUS]
    place = place or (STDOUT if set(paths) == {STDIN} else EXTRACTED)
    tally = Tally()
    with exits(show_traceback, tally.so_far):
        from pipeline.batch import audit_across, extract_into
        from pipeline.fingerprint import fingerprint

        fingerprint(model)  # a model that is not there is said before anything is made
        chosen = _engine(engine, workers, scheduler)
        files = article_paths(paths)
        _report_passed_over(paths)
        _refuse_overwriting(files, place)
        whole = any(Path(path).is_dir() for path in paths)
        _refuse_pruning(prune=prune, whole=whole)
        decisions = reviews_folder(reviews)
        articles = with_decisions(raw_articles(files, defaults_of(published, max_bytes)), decisions)
        with open_output(place, force=force, whole=whole) as output:
            _report_damage(output)
            results = extract_into(output, articles, model, chosen, retry=retry_failed)
            for result, changed in _with_progress(results, files):
                tally.add(result, changed=changed)
                _report_failure(result, show_traceback=show_traceback)
            if isinstance(output, Folder) and whole:
                _report_stale(output, prune=prune)
                _report_without_article(decisions, output)
            if isinstance(output, Folder) and tally.tables:
                audit_across(output, model)
    _report_standings(tally.standings)
    err.print(tally.line(place, folder=isinstance(output, Folder)))
    raise typer.Exit(Exit.SOME_FAILED if tally.failed else Exit.DONE)


def _engine(name: EngineName | None, workers: int, scheduler: str | None) -> Engine:
    """The engine that the options name. Raises UsageError where they do not go together."""
    from pipeline.engine import Engine

    if scheduler is not None and name != "dask":
        raise UsageError("--scheduler needs --engine dask")
    if name == "serial" and workers > 1:
        raise UsageError("--engine serial has one worker; leave out --workers, or name another engine")
    return Engine(name, workers, scheduler) if name else Engine.of(workers)


def _report_failure(result: Result, *, show_traceback: bool) -> None:
    if isinstance(result, Failure):
        err.print(f"failed: {result.message}")
        if show_traceback and result.traceback:
            err.print(result.traceback)


def _report_passed_over(paths: Iterable[str]) -> None:
    others = passed_over(paths)
    if others:
        more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
        err.print(f"passed over: {', '.join(others[:MOST_NAMED])}{more}; articles are named {', '.join(SUFFIXES)}")


def _report_damage(output: Output) -> None:
    if isinstance(output, Folder | LinesFile) and output.ledger.begun_anew:
        err.print(f"begun anew: {output.ledger.path} was damaged, so that every article is read again")


def _with_progress(results: Iterable[T], files: Sequence[str]) -> Iterator[T]:
    """`results`, with a bar on a terminal's standard error while they come."""
    if not err.is_terminal:
        yield from results
        return
    from rich.progress import Progress

    total = count_articles(files)
    with Progress(console=err, transient=True, disable=total is not None and total <= FEW) as progress:
        yield from progress.track(results, total=total, description="Extracting")


def _report_stale(output: Folder, *, prune: bool) -> None:
    for path in output.stale():
        if prune:
            path.unlink()
        err.print(f"removed: {path}" if prune else f"stale: {path} has no article any more; --prune removes it")


def _report_without_article(decisions: Path, output: Folder) -> None:
    for name in sorted(read_all(decisions).keys() - output.done):
        err.print(f"orphaned: {decisions / name}.jsonl has no article any more")


def _report_standings(standings: Iterable[Standing]) -> None:
    """Say what became of reviewers' decisions: which ask for a person again, and how many there are of each sort."""
    for standing in standings:
        if standing.status in ("orphaned", "conflicting"):
            err.print(f"{standing.status}: {standing.decision.article}: {standing.message}")
    statuses = Counter(standing.status for standing in standings)
    if statuses:
        err.print("reviews: " + ", ".join(f"{statuses[status]} {status}" for status in sorted(statuses)))


def _refuse_pruning(*, prune: bool, whole: bool) -> None:
    """Raises UsageError where nobody can tell which articles are gone; one file of tables holds its own run alone."""
    if prune and not whole:
        raise UsageError("--prune compares a folder of articles with a folder of tables; name both")


def _refuse_overwriting(files: list[str], place: str) -> None:
    if place != STDOUT and any(
        Path(file).exists() and Path(file).samefile(place) for file in files if Path(place).exists()
    ):
        raise UsageError(f"{place}: the output would take the place of an article; name another --out")
