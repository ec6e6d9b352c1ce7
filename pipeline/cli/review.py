"""``pipeline review``: decide on what changed, one change at a time or by lists."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.articles import article_paths, read_articles
from pipeline.cli.console import Exit, count, err, exits, page
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
from pipeline.errors import UsageError
from pipeline.extras import require
from pipeline.model import Article, Decision, Failure
from pipeline.process import use_one_thread
from pipeline.stages.ingest import MAX_BYTES, date_of

if TYPE_CHECKING:
    from pipeline.review.session import Desk, Item, Session
    from pipeline.review.versions import Texts

EVERYTHING = "all"

SHORTEST = 4
"""Characters of an id that may stand for it."""

HELP = """
Decide on what changed since the accepted tables: accept it, reject it, or correct it.

Each decision is a line in reviews/ and holds on every extraction from then on. A table is written to extracted/ once nothing in its article is open. Quit at any time; the next review goes on where you left off. Without a terminal, --accept, --reject and --apply decide.

[bold]Examples[/bold]

  pipeline review                   one change at a time, keys are shown
  pipeline review --web             in the browser, beside the text
  pipeline review --accept 3f9c0a12d4,81bb02c4e6 --reject 9e02d7a1c5
  pipeline review --accept all --by "Ann Lee" --date 2025-10-09
  pipeline review --apply decisions.jsonl
  pipeline review --status          what has become of earlier decisions
"""  # noqa: E501  (the terminal wraps it)


def review(
    old: Annotated[str | None, typer.Argument(metavar="OLD", show_default="HEAD")] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            metavar="ID,…",
            help="Accept these facts, by their ids or the first characters of them, or 'all'.",
        ),
    ] = None,
    reject: Annotated[list[str] | None, typer.Option("--reject", metavar="ID,…", help="Reject these facts.")] = None,
    apply: Annotated[str | None, typer.Option("--apply", metavar="FILE", help="Take the decisions in FILE.")] = None,
    web: Annotated[bool, typer.Option("--web", help="Decide in the browser, on this machine alone.")] = False,
    status: Annotated[bool, typer.Option("--status", help="List what has become of earlier decisions.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who decides.", show_default="git's user.name")
    ] = None,
    day: Annotated[str | None, typer.Option("--date", metavar="DATE", help="The day to write down.")] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason, for all decisions.")] = None,
    corpus: Annotated[str, typer.Option(metavar="PATH", help="Where the articles are.")] = CORPUS,
    tables: Annotated[str, typer.Option(metavar="PATH", help="The folder of accepted tables.")] = EXTRACTED,
    reviews: Reviews = None,
    published: Published = None,
    model: Model = None,
    workers: Workers = 1,
    max_bytes: MaxBytes = MAX_BYTES,
    show_traceback: ShowTraceback = False,
) -> None:
    use_one_thread()
    with exits(show_traceback):
        from pipeline.review.decisions import parse_decisions
        from pipeline.review.revisions import user_name
        from pipeline.review.session import Desk
        from pipeline.review.versions import HEAD, Texts

        listed = bool(accept or reject or apply)
        _refuse_where_nobody_is(asked=not (listed or web), status=status)
        decided = list(parse_decisions(Path(apply))) if apply else []
        folder, who = Path(tables), by or user_name(Path(tables))
        desk = Desk(reviews_folder(reviews), folder, who, date_of(day).isoformat() if day else None)
        articles = list(read_articles(article_paths([corpus]), defaults_of(published, max_bytes)))
        session = _session(old, articles, desk, model, workers)
        if status:
            _print_standings(session)
        elif listed:
            _decide(session, decided, _ids(accept), _ids(reject), why)
        elif web:
            _serve(session)
        else:
            _ask(session, Texts(Path(corpus), (HEAD,) if old is None else ()))
        session.finish()
        left = len(session.items())
        err.print(f"{count(left, 'change')} left to decide" if left else "nothing left to decide")
    raise typer.Exit(Exit.SOME_FAILED if left and not status else Exit.DONE)


def _session(
    old: str | None, articles: list[Article | Failure], desk: Desk, model: str | None, workers: int
) -> Session:
    """The review of what the pipeline makes of `articles` now; says which of them failed."""
    from pipeline.engine import extract_one
    from pipeline.review.session import Session
    from pipeline.review.versions import HEAD, extract_now, read_version, version_at

    before = version_at(HEAD, desk.tables) if old is None else read_version(old, desk.tables)
    results = extract_now(articles, desk.reviews, model, workers)
    readable = [article for article in articles if isinstance(article, Article)]
    session = Session(before.tables, readable, results, partial(extract_one, model=model), desk)
    for failure in session.failures():
        err.print(f"failed: {failure.message}")
    return session


def _refuse_where_nobody_is(*, asked: bool, status: bool) -> None:
    """Raises UsageError where decisions would be written though no person can have made them."""
    if status:
        return
    if os.environ.get("CI"):
        raise UsageError("a review writes decisions and tables, and CI never does (the variable CI is set)")
    if asked and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("there is no terminal to ask in; decide with --accept, --reject or --apply, or with --web")


def _decide(
    session: Session, decided: Sequence[Decision], accept: Sequence[str], reject: Sequence[str], why: str | None
) -> None:
    """Take decisions, reject and accept what is named; where UsageError is raised, nothing has been decided."""
    rejected = _named(session, reject)
    accepted = [] if EVERYTHING in accept else _named(session, accept)
    times = Counter(
        [*(each.fact for each in decided), *{each.id for each in rejected}, *{each.id for each in accepted}]
    )
    twice = [item.id for item in (*accepted, *rejected) if times[item.id] > 1]
    if twice:
        raise UsageError(f"{twice[0]}: this change is decided on twice; name it once")
    session.check(decided, rejected)
    if decided:
        session.apply(decided)
    for item in rejected:
        session.reject(item, why)
    items = session.items() if EVERYTHING in accept else accepted
    session.accept(items, why)
    _print_done({"accepted": len(items), "rejected": len(rejected), "applied": len(decided)})


def _ids(listed: Iterable[str] | None) -> list[str]:
    return [each.strip() for several in listed or () for each in several.split(",") if each.strip()]


def _named(session: Session, ids: Iterable[str]) -> list[Item]:
    """The open items that `ids`, or their first characters, name; several where articles share a sentence.

    Raises UsageError where an id is not open, or stands for several.
    """
    items = session.items()
    known = {item.id for item in items}
    wanted: set[str] = set()
    for each in ids:
        found = {each} if each in known else {id_ for id_ in known if len(each) >= SHORTEST and id_.startswith(each)}
        if len(found) != 1:
            what = f"{len(found)} open changes have ids that begin so" if found else "no open change has this id"
            raise UsageError(f"{each}: {what}; pipeline diff lists them")
        wanted |= found
    return [item for item in items if item.id in wanted]


def _ask(session: Session, texts: Texts) -> None:
    from pipeline.cli.keys import keyboard
    from pipeline.review.terminal import Terminal

    _print_standings(session, of=("orphaned", "conflicting"))
    with keyboard() as (key, ask):
        terminal = Terminal(session, page(), key, ask, texts)
        try:
            terminal.run()
        finally:
            session.finish()
    _print_done(terminal.tally)


def _print_done(tally: Mapping[str, int]) -> None:
    err.print(", ".join(f"{number} {what}" for what, number in tally.items() if number) or "nothing decided")


def _serve(session: Session) -> None:
    """The review in the browser, until Ctrl-C."""
    require("flask", "web", "--web")
    require("waitress", "web", "--web")
    from pipeline.review.server import open_server
    from pipeline.review.web import WebReview

    _print_standings(session, of=("orphaned", "conflicting"))
    server, address = open_server(WebReview(session))
    err.print(
        f"{count(len(session.items()), 'change')} to decide, for whoever has this address; Ctrl-C ends the review"
    )
    typer.echo(address)
    server.run()


def _print_standings(session: Session, of: Iterable[str] = ()) -> None:
    wanted = set(of)
    for standing in session.standings():
        if not wanted or standing.status in wanted:
            page().print(f"{standing.status}: {standing.decision.article}: {standing.message}")
