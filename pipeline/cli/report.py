"""``pipeline report``: articles and their facts as one HTML file."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.console import Exit, count, err, exits
from pipeline.cli.options import CORPUS, EXTRACTED, MaxBytes, ShowTraceback
from pipeline.errors import OutputError
from pipeline.stages.ingest import MAX_BYTES, Defaults
from pipeline.store import STDOUT, contents, output_errors, write_file
from pipeline.table import Json

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
    out: Annotated[str, typer.Option(metavar="FILE", help="The page, or -.")] = REPORT,
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

        _refuse_strangers(out)
        old = read_version(against, Path(tables)).tables if against else None
        shown = read_views(Path(tables), corpus, Defaults(None, max_bytes), old)
        if out == STDOUT:
            typer.echo(render(shown), nl=False)
        else:
            write_file(Path(out), render(shown).encode("utf-8"))
        failed = [(each["document"]["id"], why) for each in shown if (why := _lacks(each))]
        for why, several in groupby(sorted(failed, key=itemgetter(1)), key=itemgetter(1)):
            err.print(f"without text: {', '.join(name for name, _ in several)}: {why}")
    facts = sum(len(each.get("facts", ())) for each in shown)
    where = "" if out == STDOUT else f"{out}: "
    err.print(f"{where}{count(len(shown), 'article')}, {count(facts, 'fact')}")
    raise typer.Exit(Exit.SOME_FAILED if failed else Exit.DONE)


def _lacks(view: Json) -> str:
    """Why the page does not show an article's text; empty where it does."""
    return str(view.get("missing") or view.get("error", {}).get("message", ""))


def _refuse_strangers(out: str) -> None:
    """Raises OutputError where `out` is a file that is no earlier page, or no file at all."""
    from pipeline.review.page import is_page

    if out != STDOUT:
        with output_errors(Path(out)):
            found = contents(Path(out))
        if found and not is_page(found):
            raise OutputError(f"cannot write {out}: the file there is no page of a report; name another --out")
