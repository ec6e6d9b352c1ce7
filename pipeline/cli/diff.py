"""``pipeline diff``: what differs between two versions of the fact tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.articles import article_paths, read_articles
from pipeline.cli.console import Exit, exits, page
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

HELP = """
Show what differs between two versions of the fact tables.

OLD and NEW are each a folder of tables, a table, a .jsonl file, or a git revision. OLD defaults to the accepted tables, extracted/ as of HEAD; NEW to a fresh extraction of the articles. The exit code is 1 where there is a difference. Marks: + added, - removed, ~ changed, ≈ the same fact in other words.

[bold]Examples[/bold]

  pipeline diff                          accepted tables against a fresh extraction
  pipeline diff extracted                tables on disk against a fresh extraction
  pipeline diff HEAD~3 HEAD --all
  pipeline diff before.jsonl after.jsonl --format markdown
"""  # noqa: E501  (the terminal wraps it)


def diff(
    old: Annotated[str | None, typer.Argument(metavar="OLD", show_default="HEAD")] = None,
    new: Annotated[str | None, typer.Argument(metavar="NEW", show_default="a fresh extraction")] = None,
    corpus: Annotated[str, typer.Option(metavar="PATH", help="Where the articles are.")] = CORPUS,
    tables: Annotated[str, typer.Option(metavar="PATH", help="The folder of tables in a revision.")] = EXTRACTED,
    everything: Annotated[
        bool, typer.Option("--all", help="List every change, of dates, entities, numbers and findings too.")
    ] = False,
    form: Annotated[Literal["text", "markdown", "json"], typer.Option("--format", help="How to print it.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    reviews: Reviews = None,
    published: Published = None,
    model: Model = None,
    workers: Workers = 1,
    max_bytes: MaxBytes = MAX_BYTES,
    show_traceback: ShowTraceback = False,
) -> None:
    use_one_thread()
    with exits(show_traceback):
        from pipeline.diff import diff_files
        from pipeline.review import listing
        from pipeline.review.versions import HEAD, Texts, extract_now, fresh_version, read_version, version_at

        before = version_at(HEAD, Path(tables)) if old is None else read_version(old, Path(tables))
        if new is None:
            articles = read_articles(article_paths([corpus]), defaults_of(published, max_bytes))
            after = fresh_version(extract_now(articles, reviews_folder(reviews), model, workers), corpus)
        else:
            after = read_version(new, Path(tables))
        found = diff_files(before.tables, after.tables)
        texts = Texts(Path(corpus), tuple(each.revision for each in (before, after) if each.revision))
        listed = listing.listing(found, everything=everything)
        if as_json or form == "json":
            page().print_json(data=listing.as_json(found, before.name, after.name, texts))
        elif form == "markdown":
            typer.echo(listing.as_markdown(found, listed, texts))
        else:
            page().print(listing.render(found, listed, texts))
    raise typer.Exit(Exit.SOME_FAILED if found.articles else Exit.DONE)
