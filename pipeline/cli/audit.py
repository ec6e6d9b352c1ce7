"""``pipeline audit``: what the facts of tables say about each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.articles import article_paths, read_articles
from pipeline.cli.console import Exit, count, err, exits, page
from pipeline.cli.options import CORPUS, EXTRACTED, ShowTraceback
from pipeline.stages.ingest import Defaults

HELP = """
Say where facts contradict, and where they bear out, each other.

Within an article the findings are those that its table holds; across articles they are computed anew, and need all tables at once. TABLES are folders of tables, .json or .jsonl files.

[bold]Examples[/bold]

  pipeline audit
  pipeline audit extracted/transport-rail-fares-england.json
  pipeline audit wire.jsonl --corpus news/
  pipeline audit --strict            exit code 1 where a contradiction is found
  pipeline audit --json > findings.json
"""  # noqa: E501  (the terminal wraps it)


def audit(
    tables: Annotated[list[Path] | None, typer.Argument(metavar="TABLES", show_default=EXTRACTED)] = None,
    corpus: Annotated[str, typer.Option(metavar="PATH", help="Where the articles are, to quote from.")] = CORPUS,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there is a contradiction.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    show_traceback: ShowTraceback = False,
) -> None:
    with exits(show_traceback):
        from pipeline.findings import findings_text, read_findings, render

        there = corpus != CORPUS or Path(corpus).exists()
        articles = read_articles(article_paths([corpus]), Defaults()) if there else ()
        findings = read_findings(tables or [Path(EXTRACTED)], articles)
        if as_json:
            typer.echo(findings_text(findings), nl=False)
        else:
            page().print(render(findings))
    contradictions = sum(finding.severity == "contradiction" for finding in findings)
    err.print(f"{count(len(findings), 'finding')}, {count(contradictions, 'contradiction')}")
    raise typer.Exit(Exit.SOME_FAILED if strict and contradictions else Exit.DONE)
