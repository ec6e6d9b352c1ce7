"""``pipeline verify``: whether the tables are what the pipeline makes of the articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.articles import article_paths, raw_articles
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
from pipeline.process import use_one_thread
from pipeline.stages.ingest import MAX_BYTES
from pipeline.store import RUN

HELP = """
Make every table anew and compare it with the one that is there, byte for byte.

Where all are equal, run.json beside them becomes the certificate: digests of articles, code, vocabulary, model and tables, and the versions of packages. Where they are not, each difference is named, with what has changed since the last certificate, and the exit code is 1. Tables are never written.

[bold]Examples[/bold]

  pipeline verify
  pipeline verify news/ --tables facts/ --workers 4
"""  # noqa: E501  (the terminal wraps it)


def verify(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", show_default=CORPUS)] = None,
    tables: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the tables are.")] = Path(EXTRACTED),
    published: Published = None,
    model: Model = None,
    workers: Workers = 1,
    max_bytes: MaxBytes = MAX_BYTES,
    reviews: Reviews = None,
    show_traceback: ShowTraceback = False,
) -> None:
    use_one_thread()
    with exits(show_traceback):
        from pipeline.certificate import verify_folder, write_certificate
        from pipeline.engine import Engine
        from pipeline.review.decisions import with_decisions

        articles = raw_articles(article_paths(paths or [CORPUS]), defaults_of(published, max_bytes))
        decided = with_decisions(articles, reviews_folder(reviews))
        found = verify_folder(tables, decided, model, Engine.of(workers))
        for line in found.differences:
            err.print(f"differs: {line}")
        for message in found.failures:
            err.print(f"failed: {message}")
        for what in found.changed:
            err.print(f"changed since {tables / RUN}: {what}")
        if not found.differences:
            write_certificate(tables, found.certificate)
    certified = "" if found.differences else f"; {tables / RUN} says so"
    err.print(f"{count(found.same, 'file')} the same{certified}")
    raise typer.Exit(Exit.SOME_FAILED if found.differences or found.failures else Exit.DONE)
