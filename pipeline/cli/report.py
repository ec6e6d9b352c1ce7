"""``pipeline report``: articles and their facts as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.console import Exit, count, err, exits
from pipeline.cli.options import CORPUS, EXTRACTED, MaxBytes, ShowTraceback
from pipeline.stages.ingest import MAX_BYTES, Defaults

REPORT = "report.html"

HELP = """
Write a page that shows articles and their facts side by side.

It is one HTML file that needs no network and no server. TABLES is a folder of tables, or a .json or .jsonl file.

[bold]Examples[/bold]

  pipeline report                        extracted/ and corpus/ as report.html
  pipeline report --against HEAD         with what has changed since the last commit
  pipeline report facts.jsonl --corpus news/ --out facts.html
"""


def report(
    tables: Annotated[str, typer.Argument(metavar="TABLES")] = EXTRACTED,
    corpus: Annotated[str, typer.Option(metavar="PATH", help="Where the articles are.")] = CORPUS,
    out: Annotated[str, typer.Option(metavar="FILE", help="The page.")] = REPORT,
    against: Annotated[
        str | None,
        typer.Option(metavar="OLD", help="Mark what differs from older tables: a folder, a file, or a git revision."),
    ] = None,
    max_bytes: MaxBytes = MAX_BYTES,
    show_traceback: ShowTraceback = False,
) -> None:
    with exits(show_traceback):
        from pipeline.review.page import read_views, render
        from pipeline.review.versions import read_version
        from pipeline.store import write_file

        old = read_version(against, Path(tables)).tables if against else None
        shown = read_views(Path(tables), corpus, Defaults(None, max_bytes), old)
        write_file(Path(out), render(shown).encode("utf-8"))
        failed = 0
        for each in shown:
            if why := each.get("missing") or each.get("error", {}).get("message"):
                err.print(f"without text: {each['document']['id']}: {why}")
                failed += 1
    facts = sum(len(each.get("facts", ())) for each in shown)
    err.print(f"{out}: {count(len(shown), 'article')}, {count(facts, 'fact')}")
    raise typer.Exit(Exit.SOME_FAILED if failed else Exit.DONE)
