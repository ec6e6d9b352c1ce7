"""``pipeline explain``: why each slot of a fact has its value."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.articles import STDIN
from pipeline.cli.console import exits, page
from pipeline.cli.options import CORPUS, MaxBytes, Model, Published, ShowTraceback, defaults_of
from pipeline.errors import UsageError
from pipeline.process import use_one_thread
from pipeline.stages.ingest import MAX_BYTES

HELP = """
Say why each slot of a fact has its value.

That is: the rule, the cue words, the readings that lost, and the sentence it stands in. FACT_ID is the id of a row, or its first characters; FILE is an article, or its table. The facts are computed anew, as the extractor alone reads them.

[bold]Examples[/bold]

  pipeline explain f16bf1f7f5
  pipeline explain corpus/transport-rail-fares-england.txt
  pipeline explain extracted/transport-rail-fares-england.json
  pipeline explain f16b --corpus news/
"""  # noqa: E501  (the terminal wraps it)


def explain(
    what: Annotated[str, typer.Argument(metavar="FACT_ID|FILE", show_default=False)],
    corpus: Annotated[str, typer.Option(metavar="PATH", help="Where the articles are.")] = CORPUS,
    published: Published = None,
    model: Model = None,
    max_bytes: MaxBytes = MAX_BYTES,
    show_traceback: ShowTraceback = False,
) -> None:
    use_one_thread()
    with exits(show_traceback):
        from pipeline.explain import explain_all, render

        output, found = page(), False
        for explanation in explain_all(what, corpus, defaults_of(published, max_bytes), model):
            output.print(render(explanation))
            found = True
        if not found:
            raise UsageError(_nothing_found(what, corpus))


def _nothing_found(what: str, corpus: str) -> str:
    if what == STDIN or Path(what).exists():
        return f"{what}: no fact in it"
    return f"{what}: no fact in {corpus} has this id; pipeline show lists the facts of an article"
