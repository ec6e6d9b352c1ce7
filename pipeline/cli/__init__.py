"""The command line: one module a command, each one call and then an exit code; nothing else prints."""

from __future__ import annotations

import typer

from pipeline.cli import audit, diff, explain, export, extract, query, report, review, schema, score, show, verify
from pipeline.cli.console import Commands

app = typer.Typer(
    cls=Commands,
    help="Turn news articles into tables of quantitative facts.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command(help=extract.HELP)(extract.extract)
app.command(help=explain.HELP)(explain.explain)
app.command(help=diff.HELP)(diff.diff)
app.command(help=review.HELP)(review.review)
app.command(help=show.HELP)(show.show)
app.command(help=report.HELP)(report.report)
app.command(help=score.HELP)(score.score)
app.command(help=schema.HELP)(schema.schema)
app.command(help=export.HELP)(export.export)
app.command(help=query.HELP)(query.query)
app.command(help=audit.HELP)(audit.audit)
app.command(help=verify.HELP)(verify.verify)
