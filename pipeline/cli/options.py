"""The options and defaults that several commands share, each declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError
from pipeline.review.decisions import REVIEWS
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
Reviews = Annotated[
    str | None,
    typer.Option(metavar="PATH", help="The folder of reviewers' decisions.", show_default=REVIEWS),
]
Workers = Annotated[int, typer.Option(min=1, metavar="N", help="Processes to work in.")]
ShowTraceback = Annotated[bool, typer.Option("--traceback", help="Show where in the code an error came up.")]


def defaults_of(published: str | None, max_bytes: int) -> Defaults:
    """What an article that does not say so itself is read with. Raises UsageError where `published` is no date."""
    return Defaults(date_of(published) if published else None, max_bytes)


def reviews_folder(reviews: str | None) -> Path:
    """The folder of decisions; the default one may be missing. Raises UsageError where `reviews` names none."""
    if reviews is not None and not Path(reviews).is_dir():
        raise UsageError(f"{reviews}: no such folder")
    return Path(reviews or REVIEWS)
