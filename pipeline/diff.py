"""What differs between two versions of fact tables, row by row and slot by slot: pure, over their JSON form.

Rows are the same where their ids are, which say where in words a row stands. Facts whose ids differ are aligned where
they still say nearly the same: their sentence was re-worded around them, or their number is read from elsewhere in it.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz.fuzz import ratio

from pipeline.stages.overlay import REJECTED
from pipeline.store import parse_table

Json = Mapping[str, Any]
"""A table, or a row of one."""

How = Literal["added", "removed", "changed", "reworded"]
Part = Literal["document", "facts", "dates", "entities", "numbers", "findings"]
RowKey = tuple[Any, ...]
"""What makes a row of two tables the same: its id, or what a finding is about; and a counter for equal ones."""

Cause = Literal["new", "gone", "text", "elsewhere", "date", "pipeline", "review"]
"""Why an article's table, or a row of it, differs: the article is new or gone, its text or its date of publication has
changed, or else the rules, the vocabulary or the model have; or a reviewer has decided so. ``elsewhere`` is said of a
row alone: the text has changed, but not the words around it, so that it may be either the text or the pipeline."""

PARTS: tuple[Part, ...] = ("document", "facts", "dates", "entities", "numbers", "findings")
"""The parts of a table in the order in which their differences are listed."""

ALIKE = 65
"""From so many percent of likeness on, two facts of one kind that share a value or a concept, and stand between the
same other facts, are taken for one claim. Of the corpus's rows 98 in 100 keep it with one slot replaced by another's.
"""

_DESCRIBING = ("exact", "unit", "per", "concept", "entity", "counterparty", "period", "attribution")
_DOCUMENT = ("title", "published", "published_from", "publisher", "encoding")


@dataclass(frozen=True, slots=True)
class SlotChange:
    """One field of a row, as the old and the new table write it."""

    slot: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that differs. `old` is None where it was added, `new` where it was removed."""

    article: str
    part: Part
    how: How
    """``changed`` has one id, or stands in the same text; ``reworded`` has another: the words around it changed."""
    cause: Cause
    old: Json | None
    new: Json | None
    slots: tuple[SlotChange, ...] = ()
    """What differs where both are there, in the order of the row; the id is none of it."""
    old_span: tuple[int, int] | None = None
    """Start and end in the old text, in code points, end exclusive; None for rows without a place."""
    new_span: tuple[int, int] | None = None

    @property
    def id(self) -> str:
        """Of the new row, else of the old one; empty for rows without an id."""
        row = self.new or self.old or {}
        return str(row.get("id", ""))

    @property
    def kind(self) -> str:
        """What sort of change it is: `changed concept, period`, `added`."""
        return " ".join([self.how, ", ".join(change.slot for change in self.slots)]).strip()


@dataclass(frozen=True, slots=True)
class ArticleDiff:
    """What differs in one article's table: at least one change, or rows that moved."""

    article: str
    cause: Cause
    changes: tuple[RowChange, ...]
    moved: int = 0
    """Facts that stand elsewhere in the text and say the same."""
    old_sha256: str | None = None
    """Of the text that the old spans index."""
    new_sha256: str | None = None

    @property
    def facts(self) -> tuple[RowChange, ...]:
        """The changes of facts alone."""
        return tuple(change for change in self.changes if change.part == "facts")


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two sets of tables: the articles that differ, by name, and how many do not."""

    articles: tuple[ArticleDiff, ...]
    same: int = 0

    @property
    def changes(self) -> tuple[RowChange, ...]:
        return tuple(change for article in self.articles for change in article.changes)

    def counts(self) -> dict[str, int]:
        """`facts added`, `facts changed`, `dates removed` … -> how many, in the order of the parts; `facts moved`."""
        counted = Counter((change.part, change.how) for change in self.changes)
        order = sorted(counted, key=lambda each: (PARTS.index(each[0]), each[1]))
        counts = {f"{part} {how}": counted[part, how] for part, how in order}
        moved = sum(article.moved for article in self.articles)
        return counts | ({"facts moved": moved} if moved else {})


def diff_files(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Diff:
    """The difference between two sets of tables, each article id -> a table as its file or its line holds it.

    Files that are equal byte for byte are not parsed.
    """
    found, same = [], 0
    with _no_collector():
        for name in sorted({*old, *new}):
            before, after = old.get(name), new.get(name)
            article = None if before == after else diff_table(table_of(before, name), table_of(after, name), name)
            if article is None:
                same += 1
            else:
                found.append(article)
    return Diff(tuple(found), same)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Parsed tables are trees that are kept: looking through them for garbage would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def diff_table(old: Json | None, new: Json | None, article: str) -> ArticleDiff | None:
    """The difference between two tables of one article, either of which may be None; None where they say the same."""
    before, after = old or _NOTHING, new or _NOTHING
    if "error" in before or "error" in after:
        return _diff_failed(before, after, article)
    cause = _cause(old, new)
    sides = _Sides(article, before, after, cause, _places(before) & _places(after) if cause == "text" else ())
    changes = [change for part in PARTS for change in sides.changes(part)]
    moved = sides.moved()
    if not changes and not moved:
        return None
    return ArticleDiff(article, sides.cause, tuple(changes), moved, _sha256(before), _sha256(after))


_NOTHING: Json = {part: [] for part in PARTS[1:]} | {"document": {}, "positions": {}}


def table_of(data: bytes | None, article: str) -> Json | None:
    """The table of `article` in a file's content, or None where there is no file. Raises UsageError where damaged."""
    return None if data is None else parse_table(data, f"the table of {article}")


def _sha256(table: Json) -> str | None:
    found: str | None = table["document"].get("sha256")
    return found


def _cause(old: Json | None, new: Json | None) -> Cause:
    if old is None or new is None:
        return "new" if old is None else "gone"
    if _sha256(old) != _sha256(new):
        return "text"
    return "date" if old["document"]["published"] != new["document"]["published"] else "pipeline"


def _diff_failed(old: Json, new: Json, article: str) -> ArticleDiff | None:
    """The difference where one of the two is the row of an article that could not be read."""
    before, after = old.get("error"), new.get("error")
    if before == after:
        return None
    slot = SlotChange("error", *(error and error["message"] for error in (before, after)))
    change = RowChange(article, "document", "changed", "pipeline", old["document"], new["document"], (slot,))
    return ArticleDiff(article, "pipeline", (change,))


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two tables of one article."""

    article: str
    old: Json
    new: Json
    cause: Cause
    kept: Container[str] = ()
    """Places whose words both texts have, by the ids of facts, where the text has changed."""

    def changes(self, part: Part) -> list[RowChange]:
        """The rows of `part` that differ, in the order of the new text, removed rows after what stood before them."""
        if part == "document":
            return self._document()
        if self.old[part] == self.new[part]:
            return []
        old, new = _keyed(self.old[part], part), _keyed(self.new[part], part)
        pairs = {key: key for key in old if key in new}
        if part == "facts":
            pairs |= _aligned(old, new)
        placed: list[tuple[tuple[int, int, int], RowChange]] = []
        places = {key: index for index, key in enumerate(new)}
        before = -1
        for index, (key, row) in enumerate(old.items()):
            partner = pairs.get(key)
            if partner is None:
                placed.append(((before, 1, index), self._change(part, row, None)))
                continue
            before = places[partner]
            if row != new[partner]:
                slots = _slots(row, new[partner])
                placed.append(((before, 0, 0), self._change(part, row, new[partner], slots)))
        added = new.keys() - pairs.values()
        placed += [((places[key], 0, 0), self._change(part, None, new[key])) for key in added]
        return [change for _, change in sorted(placed, key=lambda each: each[0])]

    def moved(self) -> int:
        """How many facts have their place elsewhere in the text and no other difference."""
        old, new = self.old["positions"], self.new["positions"]
        rows = {row["id"]: row for row in self.old["facts"]}
        return sum(
            row["id"] in rows and old[row["id"]] != new[row["id"]] and row == rows[row["id"]]
            for row in self.new["facts"]
        )

    def _document(self) -> list[RowChange]:
        old, new = self.old["document"], self.new["document"]
        keys = [key for key in _DOCUMENT if key in old or key in new]
        slots = tuple(SlotChange(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))
        if not slots or self.cause in ("new", "gone"):
            return []
        return [RowChange(self.article, "document", "changed", self.cause, old, new, slots)]

    def _change(self, part: Part, old: Json | None, new: Json | None, slots: tuple[SlotChange, ...] = ()) -> RowChange:
        if old and new:
            how: How = "reworded" if old.get("id") != new.get("id") and self.cause == "text" else "changed"
        else:
            how = "added" if new else "removed"
        cause: Cause = "elsewhere" if _place(new or old or {}, part) in self.kept else self.cause
        if part == "facts" and self._by_review(old, new):
            cause = "review"
        spans = (_span(self.old, old), _span(self.new, new))
        return RowChange(self.article, part, how, cause, old, new, slots, *spans)

    def _by_review(self, old: Json | None, new: Json | None) -> bool:
        """Whether a decision explains the difference, and not the extractor."""
        if old and not new:
            rejected = (number["exact"] for number in self.new["numbers"] if number["reason"] == REJECTED)
            return old["exact"] in rejected
        return (old or {}).get("reviewed") != (new or {}).get("reviewed")


def _places(table: Json) -> set[str]:
    """Where the rows of `table` stand, in words: a date or a number there has the id of a fact behind a letter."""
    return {place for part in ("facts", "dates", "numbers") for row in table[part] if (place := _place(row, part))}


def _place(row: Json, part: str) -> str | None:
    if part == "facts":
        return str(row["id"])
    return str(row["id"][1:]) if part in ("dates", "numbers") else None


def _keyed(rows: Iterable[Json], part: Part) -> dict[RowKey, Json]:
    """The rows by what makes them the same: the id; of findings, which have none, the check and its facts."""
    keyed: dict[RowKey, Json] = {}
    seen: Counter[RowKey] = Counter()
    for row in rows:
        key = (row["check"], *row["facts"]) if part == "findings" else (row["id"],)
        keyed[(*key, seen[key])] = row
        seen[key] += 1
    return keyed


def _slots(old: Json, new: Json) -> tuple[SlotChange, ...]:
    if [*old] == [*new]:
        pairs = zip(old, old.values(), new.values(), strict=True)
    else:
        keys = {**old, **new}
        pairs = zip(keys, map(old.get, keys), map(new.get, keys), strict=True)
    return tuple(SlotChange(key, one, other) for key, one, other in pairs if one != other and key != "id")


def _span(table: Json, row: Json | None) -> tuple[int, int] | None:
    pairs = table["positions"].get(row.get("id")) if row else None
    return tuple(pairs[0]) if pairs else None


def _aligned(old: Mapping[RowKey, Json], new: Mapping[RowKey, Json]) -> dict[RowKey, RowKey]:
    """Keys of lost facts -> keys of added ones that make the same claim in the same place: the likest first."""
    lost, added = _between(old, new), _between(new, old)
    told = {key: _described(new[key]) for key in added}
    likes = []
    for before, gap in lost.items():
        row, words = old[before], _described(old[before])
        for after, (first, last) in added.items():
            if (gap[0] == first or gap[1] == last) and _may_be_one(row, new[after]):
                like = ratio(words, told[after], score_cutoff=ALIKE)
                if like:
                    likes.append((-like, before, after))
    pairs: dict[RowKey, RowKey] = {}
    taken: set[RowKey] = set()
    for _, before, after in sorted(likes, key=lambda each: each[0]):
        if before not in pairs and after not in taken:
            pairs[before] = after
            taken.add(after)
    return pairs


def _may_be_one(row: Json, other: Json) -> bool:
    return bool(row["kind"] == other["kind"] and (row["value"] == other["value"] or row["concept"] == other["concept"]))


def _between(rows: Iterable[RowKey], others: Container[RowKey]) -> dict[RowKey, tuple[RowKey | None, RowKey | None]]:
    """The keys that `others` lack -> the keys before and after them that it has, or None at an end."""
    order = list(rows)
    gaps: dict[RowKey, tuple[RowKey | None, RowKey | None]] = {}
    before: RowKey | None = None
    waiting: list[RowKey] = []
    for key in order:
        if key in others:
            gaps |= dict.fromkeys(waiting, (before, key))
            before, waiting = key, []
        else:
            waiting.append(key)
    return gaps | dict.fromkeys(waiting, (before, None))


def _described(row: Json) -> str:
    return " ".join(str(row[name]) for name in _DESCRIBING if row[name] is not None)
