"""One review: which changes nobody has decided on yet, and what follows from deciding. No input or output to a person.

Every decision is written to ``reviews/`` at once, so that leaving off loses nothing and going on needs no state: a
change is open while no decision says what the new table says. A table is written once nothing in its article is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pipeline.diff import ArticleDiff, RowChange, diff_table, table_of
from pipeline.errors import OutputError, UsageError, os_reason
from pipeline.findings import write_findings
from pipeline.identity import place_of
from pipeline.line_ends import plain_text
from pipeline.model import Article, Decision, FactTable, Failure, Standing, Verdict
from pipeline.review.coverage import covers, is_decided, is_other, left_behind, outdated
from pipeline.review.decisions import Key, check_value, key_of, read_decisions, record
from pipeline.store import file_name, write_atomically
from pipeline.table import SLOTS, dumps, to_json

Row = Mapping[str, Any]
Extract = Callable[[Article], FactTable | Failure]
"""The table of an article, whose decisions are laid over it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where decisions and accepted tables go, and who signs."""

    reviews: Path
    tables: Path
    who: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide: a change of a fact, or all else in an article where `change` is None."""

    diff: ArticleDiff
    change: RowChange | None
    rule: str = ""
    """What decided the first changed slot, or found the fact; empty where no rule of the new reading did."""

    @property
    def article(self) -> str:
        return self.diff.article

    @property
    def id(self) -> str:
        """The fact's id, or the article's where the item is all else in it."""
        return self.change.id if self.change else self.article

    @property
    def kind(self) -> str:
        """What it is alike in: `changed concept`, `added`, `other rows`."""
        if self.change is None:
            return "article gone" if self.diff.cause == "gone" else "other rows"
        return self.change.kind


@dataclass(slots=True)
class Sheet:
    """One article under review."""

    old: Row | None
    article: Article | None
    table: FactTable | Failure | None = None
    decisions: tuple[Decision, ...] = ()
    diff: ArticleDiff | None = None
    items: list[Item] = field(default_factory=list)
    rest_accepted: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    """What one act changed, to take it back: decisions and table files as they were before."""

    decisions: Mapping[str, Mapping[Key, Decision | None]]
    made: Mapping[str, Mapping[Key, Decision | None]]
    """What the act put in their place."""
    files: Mapping[Path, bytes | None]
    rests: tuple[str, ...]


class Session:
    """The review of fresh tables against accepted ones."""

    def __init__(
        self, old: Mapping[str, bytes], articles: Iterable[Article], tables: Iterable[FactTable | Failure],
        extract: Extract, desk: Desk,
    ) -> None:  # fmt: skip
        """A review of `tables`, as they were extracted from `articles` under the decisions of the `desk`.

        `old` are the accepted tables, article id -> file. `extract` makes the table anew where a decision changes it.
        """
        self.desk, self._extract = desk, extract
        known = {article.id: article for article in articles}
        fresh = {_id(table): table for table in tables}
        self._sheets = {
            name: Sheet(table_of(old.get(name), name), known.get(name), fresh.get(name))
            for name in sorted({*old, *fresh})
        }
        self._steps: list[_Step] = []
        self._wrote = False
        for name in self._sheets:
            self._look(name)

    @property
    def acts(self) -> int:
        """How many acts ``undo`` could take back."""
        return len(self._steps)

    def names(self) -> list[str]:
        """The articles, those included that only one side has."""
        return list(self._sheets)

    def sheet(self, article: str) -> Sheet:
        """What is known of one article now, to look at."""
        return self._sheets[article]

    def items(self) -> list[Item]:
        """What is open, by article and in the order of the text."""
        return [item for sheet in self._sheets.values() for item in sheet.items]

    def failures(self) -> list[Failure]:
        """The articles that have no new table, and so cannot be reviewed."""
        return [sheet.table for sheet in self._sheets.values() if isinstance(sheet.table, Failure)]

    def standings(self) -> list[Standing]:
        """What has become of every decision on the articles at hand."""
        tables = (sheet.table for sheet in self._sheets.values())
        return [standing for table in tables if isinstance(table, FactTable) for standing in table.standings]

    def alike(self, item: Item, by: Literal["kind", "rule"]) -> list[Item]:
        """The open items that have the same ``kind`` as `item`, or the same ``rule`` and kind; itself included."""
        found = [each for each in self.items() if each.kind == item.kind]
        return found if by == "kind" else [each for each in found if each.rule == item.rule]

    def text_of(self, item: Item) -> str | None:
        """The text that the new spans of `item` index."""
        article = self._sheets[item.article].article
        return article.text if article else None

    def accept(self, items: Sequence[Item], why: str | None = None) -> None:
        """What the new tables say stands."""
        for item in items:
            if item.change is None:
                self._sheets[item.article].rest_accepted = True
        decided = [each for item in items for each in self._accepted(item, why)]
        self._decide(decided, items)

    def reject(self, item: Item, why: str | None = None) -> None:
        """What the accepted tables say stands: a new fact goes, a lost one comes back, a slot keeps its old value.

        Raises UsageError where that cannot be.
        """
        self._decide(self._rejected(item, why), [item])

    def correct(self, item: Item, slot: str, value: Any, why: str | None = None) -> None:
        """Neither stands: `slot` of the item's fact has this `value`, as a table writes it.

        Raises UsageError where the slot cannot hold it.
        """
        change = item.change
        if change is None or change.new is None:
            raise UsageError("there is no fact to correct; reject the removal to have it back")
        row = {key: each for key, each in change.new.items() if key != "reviewed"} | {slot: value}
        check_value(slot, value)
        check_value(None, row)
        whole = self._held(item).get((item.id, None))
        if whole and whole.verdict == "correct":
            self._decide([self._signed(item, None, "correct", None, row, why)])
        else:
            self._decide([self._signed(item, slot, "correct", _extracted(change.new).get(slot), value, why)])

    def check(self, decisions: Iterable[Decision], rejected: Iterable[Item] = ()) -> None:
        """Raises UsageError where one of `decisions` from elsewhere, or of the rejections of items, cannot be taken.

        That is where there is no such article, or its fact has other words than the decision quotes.
        """
        for decision in decisions:
            if decision.article not in self._sheets:
                raise UsageError(f"decision on {decision.article}: there is no such article")
            exact = self._words_of(decision)
            if exact != decision.exact:
                there = f"is “{exact}”" if exact else "is not there"
                about = f"decision on {decision.article}: the fact {decision.fact}"
                raise UsageError(f"{about} {there}, and the decision quotes “{decision.exact}”")
        for item in rejected:
            self._rejected(item, None)

    def apply(self, decisions: Iterable[Decision]) -> None:
        """Take decisions from elsewhere, which keep their names and dates. Raises UsageError as `check` does."""
        found = list(decisions)
        self.check(found)
        self._decide(found)

    def _words_of(self, decision: Decision) -> str | None:
        """The words of the fact that `decision` is about: as a table has them, or where the text has its own there."""
        sheet = self._sheets[decision.article]
        fresh = to_json(sheet.table) if isinstance(sheet.table, FactTable) else {}
        for row in (*fresh.get("facts", ()), *(sheet.old or {}).get("facts", ())):
            if row["id"] == decision.fact:
                return str(row["exact"])
        text = plain_text(sheet.article.text) if sheet.article else ""
        return None if place_of(text, decision.fact, decision.exact) is None else decision.exact

    def finish(self) -> None:
        """Write what the audit finds across the tables, where the review has changed any of them."""
        if self._wrote:
            write_findings(self.desk.tables)
            self._wrote = False

    def reload(self, article: str) -> None:
        """Look at an article again, where someone else has decided on it meanwhile."""
        if read_decisions(self.desk.reviews, article) != self._sheets[article].decisions:
            self._look_anew(article)

    def undo(self) -> set[str]:
        """Take the last act back, its tables too; the articles that it was about, none where there was no act.

        Raises ConflictError where someone else has decided on the same thing since.
        """
        if not self._steps:
            return set()
        step = self._steps[-1]
        for name, decisions in step.decisions.items():
            record(self.desk.reviews, name, decisions, step.made[name])
        self._steps.pop()
        for path, data in step.files.items():
            self._put(path, data)
        for name in step.rests:
            self._sheets[name].rest_accepted = False
        names = {*step.decisions, *step.rests}
        for name in names:
            self._look_anew(name)
        return names

    def _decide(self, decisions: Sequence[Decision], items: Sequence[Item] = ()) -> None:
        """Write `decisions`, those that settle `items`, read the articles anew, and write the tables that are done."""
        rests = tuple(item.article for item in items if item.change is None)
        before: dict[str, dict[Key, Decision | None]] = {}
        changes: dict[str, dict[Key, Decision | None]] = {}
        moved = {(item.article, item.id): item.change for item in items}
        for decision in decisions:
            held = {key_of(each): each for each in self._sheets[decision.article].decisions}
            change = moved.get((decision.article, decision.fact))
            dropped = [*outdated(decision, held), *(left_behind(change, held) if change else ())]
            changes.setdefault(decision.article, {}).update({**dict.fromkeys(dropped), key_of(decision): decision})
            keys = [*dropped, key_of(decision)]
            before.setdefault(decision.article, {}).update({key: held.get(key) for key in keys})
        for name, several in changes.items():
            record(self.desk.reviews, name, several, before[name])
        for name in changes:
            self._extract_anew(name)
        for name in {*changes, *rests}:
            self._look(name)
        self._steps.append(_Step(before, changes, self._settle(sorted({*changes, *rests})), rests))

    def _settle(self, names: Iterable[str]) -> dict[Path, bytes | None]:
        """Write the tables in which nothing is open; path -> what each file held before."""
        replaced: dict[Path, bytes | None] = {}
        for name in names:
            sheet = self._sheets[name]
            if sheet.items or isinstance(sheet.table, Failure):
                continue
            path = self.desk.tables / file_name(name)
            data = dumps(sheet.table).encode("utf-8") if sheet.table else None
            old = path.read_bytes() if path.exists() else None
            if data != old:
                replaced[path] = old
                self._put(path, data)
        return replaced

    def _put(self, path: Path, data: bytes | None) -> None:
        """Write a table, or take it away where `data` is None."""
        self._wrote = True
        try:
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(path, data)
        except OSError as error:
            raise OutputError(f"cannot write {path}: {os_reason(error)}") from error

    def _extract_anew(self, name: str) -> None:
        sheet = self._sheets[name]
        if sheet.article is not None:
            sheet.table = self._extract(replace(sheet.article, decisions=read_decisions(self.desk.reviews, name)))

    def _look_anew(self, name: str) -> None:
        self._extract_anew(name)
        self._look(name)

    def _look(self, name: str) -> None:
        """Find out what is open in one article."""
        sheet = self._sheets[name]
        sheet.decisions, sheet.items = read_decisions(self.desk.reviews, name), []
        if isinstance(sheet.table, Failure):
            return
        new = to_json(sheet.table) if sheet.table else None
        sheet.diff = diff_table(sheet.old, new, name)
        if sheet.diff is None:
            return
        held = {key_of(decision): decision for decision in sheet.decisions}
        if new is not None:
            rules = {fact.id: fact.evidence for fact in sheet.table.facts} if sheet.table else {}
            for change in sheet.diff.facts:
                if not is_decided(change, held):
                    sheet.items.append(Item(sheet.diff, change, _rule(change, rules.get(change.id, {}))))
        others = new is None or any(is_other(change) for change in sheet.diff.changes)
        if others and not sheet.rest_accepted and not self._is_written(name, sheet.table):
            sheet.items.append(Item(sheet.diff, None))

    def _is_written(self, name: str, table: FactTable | None) -> bool:
        path = self.desk.tables / file_name(name)
        if table is None:
            return not path.exists()
        return path.exists() and path.read_bytes() == dumps(table).encode("utf-8")

    def _held(self, item: Item) -> dict[Key, Decision]:
        return {key_of(decision): decision for decision in self._sheets[item.article].decisions}

    def _accepted(self, item: Item, why: str | None) -> list[Decision]:
        change = item.change
        if change is None:
            return []
        slots = [slot for slot in change.slots if slot.slot in SLOTS]
        if change.new and slots:
            held = self._held(item)
            open_slots = [slot for slot in slots if not covers(held, change, slot.slot, slot.new)]
            return [self._signed(item, slot.slot, "accept", slot.old, slot.new, why) for slot in open_slots]
        return [self._signed(item, None, "accept", _bare(change.old), _bare(change.new), why)]

    def _rejected(self, item: Item, why: str | None) -> list[Decision]:
        change = item.change
        if change is None:
            raise UsageError("only facts can be rejected; a row of the vocabulary or a rule corrects other rows")
        if change.new is None:
            text = plain_text(self.text_of(item) or "")
            if place_of(text, item.id, str((change.old or {})["exact"])) is None:
                raise UsageError("the words of this fact are gone from the article; accept its removal")
            return [self._signed(item, None, "correct", None, _bare(change.old), why)]
        raw = _extracted(change.new)
        if change.how == "added":
            return [self._signed(item, None, "reject", _bare(raw), None, why)]
        slots = [slot for slot in change.slots if slot.slot in SLOTS]
        if not slots:
            raise UsageError("nothing but the words changed; accept it, or correct a slot")
        return [self._signed(item, slot.slot, "reject", raw[slot.slot], slot.old, why) for slot in slots]

    def _signed(self, item: Item, slot: str | None, verdict: Verdict, old: Any, new: Any, why: str | None) -> Decision:
        row = (item.change.new or item.change.old or {}) if item.change else {}
        exact, who = str(row.get("exact", "")), self.desk.who
        return Decision(item.article, item.id, slot, verdict, exact, old, new, who, why or None, None, self.desk.date)


def _id(table: FactTable | Failure) -> str:
    return table.id if isinstance(table, Failure) else table.article.id


def _extracted(row: Row) -> dict[str, Any]:
    """What the extractor says of a fact that reviewers may have corrected."""
    return {**row, **row.get("reviewed", {})}


def _bare(row: Row | None) -> dict[str, Any] | None:
    return {key: value for key, value in row.items() if key != "reviewed"} if row else None


def _rule(change: RowChange, evidence: Mapping[str, Any]) -> str:
    slots = [slot.slot for slot in change.slots] or ["value"]
    why = next((evidence[slot] for slot in slots if slot in evidence), None)
    return why.rule if why else ""
