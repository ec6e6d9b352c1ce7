"""``pipeline score``: how well the pipeline reads, against gold files and reviewers' verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.console import count, exits, page
from pipeline.cli.options import CORPUS, Model, Reviews, ShowTraceback, reviews_folder
from pipeline.errors import UsageError
from pipeline.process import use_one_thread

HELP = """
Score the pipeline slot by slot: precision and recall, with the counts behind each figure.

Truth is what people say: gold files (every quantity of an article, written by hand), and the verdicts in reviews/, of which only the facts and slots count that someone decided on. The articles are read anew, with no decision laid over them.

[bold]Examples[/bold]

  pipeline score
  pipeline score --gold annotations/ --corpus news/
  pipeline score --json
"""  # noqa: E501  (the terminal wraps it)


def score(
    gold: Annotated[
        str | None, typer.Option(metavar="PATH", help="The folder of gold files.", show_default="tests/gold")
    ] = None,
    corpus: Annotated[str, typer.Option(metavar="PATH", help="Where the articles are.")] = CORPUS,
    reviews: Reviews = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    model: Model = None,
    show_traceback: ShowTraceback = False,
) -> None:
    use_one_thread()
    with exits(show_traceback):
        from pipeline.review import scoring

        folder = Path(gold) if gold else scoring.GOLD
        rows = scoring.read_gold(folder) if gold or folder.is_dir() else {}
        decisions = scoring.known_decisions(reviews_folder(reviews))
        if not rows and not decisions:
            raise UsageError("nothing to score against: no gold files, and no decision in reviews/; see --gold")
        tables = scoring.extracted_tables(corpus, {*rows, *decisions}, model)
        scores = {}
        if rows:
            scores[f"gold: {count(len(rows), 'article')}"] = scoring.score_gold(rows, tables)
        if decisions:
            number = sum(map(len, decisions.values()))
            scores[f"verdicts: {count(number, 'decision')}"] = scoring.score_verdicts(decisions, tables)
        if as_json:
            page().print_json(data={about.partition(":")[0]: _counts(each) for about, each in scores.items()})
        for about, each in {} if as_json else scores.items():
            typer.echo(f"{about}\n{scoring.report(each)}")


def _counts(scores: Any) -> dict[str, dict[str, int]]:
    return {
        figure: {"right": score.right, "found": score.found, "expected": score.expected}
        for figure, score in scores.figures.items()
    }
