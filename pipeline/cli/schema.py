"""``pipeline schema``: the JSON Schema of a table."""

from __future__ import annotations

import typer

HELP = """
Print the JSON Schema (draft 2020-12) that every fact table holds to.

[bold]Examples[/bold]

  pipeline schema
  pipeline schema > facts-1.schema.json
"""


def schema() -> None:
    from pipeline.schema import schema_text

    typer.echo(schema_text(), nl=False)
