"""The options and defaults that several commands share, each declared once."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.stages.ingest import Defaults, date_of

CORPUS = "corpus"
EXTRACTED = "extracted"

Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="A spaCy pipeline: an installed package, a folder, or 'blank'."),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day the articles were published (YYYY-MM-DD), where they do not say it."),
]
MaxBytes = Annotated[int, typer.Option(min=1, metavar="N", help="Refuse an article that is larger.")]
ShowTraceback = Annotated[bool, typer.Option("--traceback", help="Show where in the code an error came up.")]


def defaults_of(published: str | None, max_bytes: int) -> Defaults:
    """What an article that does not say so itself is read with. Raises UsageError where `published` is no date."""
    return Defaults(date_of(published) if published else None, max_bytes)
