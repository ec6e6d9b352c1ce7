"""What the review page shows and does, without the web: views of a session's articles, and acts on their facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from threading import Lock
from typing import Any, Literal

from pipeline.diff import ArticleDiff, RowChange
from pipeline.errors import PipelineError, UsageError
from pipeline.language import load
from pipeline.model import Decision, FactTable, Failure
from pipeline.review.changes import changes_view
from pipeline.review.decisions import ConflictError
from pipeline.review.page import entry, gone, view
from pipeline.review.session import Item, Session, Sheet
from pipeline.table import Json, failure_row, to_json

ALIKE: Mapping[str, Literal["kind", "rule"]] = {"accept kind": "kind", "accept rule": "rule"}
"""Acts that accept all open changes that are alike -> what they are alike in."""

ACTS = ("accept", *ALIKE, "reject", "correct", "undo")
VERSION_LENGTH = 16
"""Hexadecimal digits; two windows meet by chance in one of 2**64 cases."""


class StaleError(PipelineError):
    """What was decided on is not what stands there now: another window, or the terminal, came first."""

    kind = "conflict"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a person asks for. `version` is that of what they saw, of the whole session for ``undo``."""

    act: str
    version: str
    article: str = ""
    fact: str | None = None
    """None: all else in the article that differs."""
    slot: str = ""
    value: Any = None
    why: str | None = None


class WebReview:
    """One session that several windows share, one act at a time."""

    def __init__(self, session: Session) -> None:
        self._session, self._lock, self._nlp = session, Lock(), load("blank")

    def entries(self) -> list[Json]:
        """What the list of articles says of each, up to date with decisions that were made elsewhere."""
        with self._lock:
            return [entry(self._fresh_view(name, text=False)) for name in self._session.names()]

    def state(self) -> Json:
        """What the page says of the session: how much is `open`, who signs, and the `version` that an undo asks for."""
        return {"open": len(self._session.items()), "version": str(self._session.acts), "who": self._session.desk.who}

    def do(self, act: Act) -> Json:
        """Carry out `act`; the `views` of the articles that it changed, their `entries`, and the `review` as it stands.

        Raises StaleError where the person saw something else, and UsageError where it cannot be done.
        """
        with self._lock:
            names = self._undo(act) if act.act == "undo" else self._decide(act)
            return self._answer([self._view(name) for name in names])

    def now(self, article: str | None = None) -> Json:
        """What `do` gives of one article, or of all, as it stands now and with nothing done."""
        with self._lock:
            names = self._session.names()
            return self._answer([self._fresh_view(name) for name in names if article in (name, None)])

    def _answer(self, views: list[Json]) -> Json:
        return {"views": views, "entries": [entry(each) for each in views], "review": self.state()}

    def _undo(self, act: Act) -> list[str]:
        if act.version != str(self._session.acts):
            raise StaleError("something was decided meanwhile; look at it before you undo it")
        try:
            return sorted(self._session.undo())
        except ConflictError as error:
            raise StaleError(str(error)) from error

    def _decide(self, act: Act) -> list[str]:
        """Names of the articles in which something was decided."""
        if act.article not in self._session.names():
            raise UsageError(f"{act.article}: no such article")
        self._session.reload(act.article)
        sight = _Sight(self._session.sheet(act.article))
        if act.version != sight.version(act.fact):
            raise StaleError(sight.what_happened(act.fact))
        try:
            return self._decide_on(sight.item(act), act)
        except ConflictError as error:
            raise StaleError(str(error)) from error

    def _decide_on(self, item: Item, act: Act) -> list[str]:
        items = self._session.alike(item, ALIKE[act.act]) if act.act in ALIKE else [item]
        if act.act in ("accept", *ALIKE):
            self._session.accept(items, act.why)
        elif act.act == "reject":
            self._session.reject(item, act.why)
        elif act.act == "correct":
            self._session.correct(item, act.slot, act.value, act.why)
        else:
            raise UsageError(f"{act.act!r} is none of {', '.join(ACTS)}")
        return sorted({each.article for each in items})

    def _fresh_view(self, name: str, *, text: bool = True) -> Json:
        self._session.reload(name)
        return self._view(name, text=text)

    def _view(self, name: str, *, text: bool = True) -> Json:
        """The view of one article, its text laid out only where asked for, since that takes longest."""
        sheet = self._session.sheet(name)
        sight = _Sight(sheet)
        if isinstance(sheet.table, Failure):
            return view(failure_row(sheet.table), None, self._nlp)
        article = sheet.article if text else None
        shown = gone(sheet.old or {}) if sight.table is None else view(sight.table, article, self._nlp)
        shown |= changes_view(sheet.diff, sheet.old)
        for change in shown["changes"]:
            item = sight.open.get(change["id"]) if change["part"] == "facts" else None
            change |= {"open": item is not None, "rule": item.rule if item else ""}
        shown["review"] = {
            "versions": {fact: sight.version(fact) for fact in dict.fromkeys([*sight.rows, *sight.open]) if fact},
            "decided": {fact: [asdict(each) for each in several] for fact, several in sight.decided.items()},
            "rest": sight.version(None) if None in sight.open else None,
        }
        return shown


class _Sight:
    """What a person sees of one article: its facts, what is open, and what has been decided, each by fact.

    Under None stands all else in the article that differs.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.table = to_json(sheet.table) if isinstance(sheet.table, FactTable) else None
        self.rows = {row["id"]: row for row in self.table["facts"]} if self.table else {}
        self.open = {item.change.id if item.change else None: item for item in sheet.items}
        self.decided: defaultdict[str, list[Decision]] = defaultdict(list)
        for decision in sheet.decisions:
            self.decided[decision.fact].append(decision)

    def version(self, fact: str | None) -> str:
        """A digest of what a person looks at when deciding on `fact`."""
        item = self.open.get(fact)
        if fact is None:
            seen: list[Any] = [self._sheet.diff, item is not None]
        else:
            seen = [self.rows.get(fact), item.change if item else None, self.decided.get(fact)]
        return sha256(repr(seen).encode()).hexdigest()[:VERSION_LENGTH]

    def item(self, act: Act) -> Item:
        """What `act` is about: something open, or else any fact of the table, to reject or correct."""
        item, row = self.open.get(act.fact), self.rows.get(act.fact or "")
        if item is not None:
            return item
        if row is None or act.act not in ("reject", "correct"):
            raise StaleError(self.what_happened(act.fact))
        change = RowChange(act.article, "facts", "added", "review", None, row)
        return Item(ArticleDiff(act.article, "review", (change,)), change)

    def what_happened(self, fact: str | None) -> str:
        """Who came first, in a line for a person."""
        found = self.decided.get(fact or "")
        if not found:
            return "this has changed meanwhile; look again"
        by = f" by {found[-1].who}" if found[-1].who else ""
        return f"this was {found[-1].verdict}ed{by} meanwhile; look again"
