"""What the page shows of the difference between two versions of an article's table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pipeline.diff import ArticleDiff, RowChange, diff_table
from pipeline.table import Json


def changes_of(old: Json | None, new: Json | None) -> Json:
    """The part of a view that says what differs: `changes` row by row, the `cause`, and how many facts `moved`.

    A removed fact says `after` which fact of the new table it stood, or null where it stood before them all.
    """
    return changes_view(diff_table(old, new, (new or old or {})["document"]["id"]), old)


def changes_view(found: ArticleDiff | None, old: Mapping[str, Any] | None) -> Json:
    """The same of a difference that has been found already, from the table `old`."""
    if found is None:
        return {"changes": [], "cause": None, "moved": 0}
    places = _places(found, old)
    changes = [_change(change) | {"after": places.get(change.id)} for change in found.changes]
    return {"changes": changes, "cause": found.cause, "moved": found.moved}


def _change(change: RowChange) -> Json:
    row = {"id": change.id, "part": change.part, "how": change.how, "kind": change.kind, "cause": change.cause}
    return row | {"old": change.old, "new": change.new, "slots": [asdict(slot) for slot in change.slots]}


def _places(found: ArticleDiff, old: Mapping[str, Any] | None) -> dict[str, str | None]:
    """Id of each removed fact -> id that the fact before it in the old table has now."""
    renamed = {change.old["id"]: change.new["id"] for change in found.facts if change.old and change.new}
    removed = {change.id for change in found.facts if change.how == "removed"}
    places: dict[str, str | None] = {}
    before: str | None = None
    for row in (old or {}).get("facts", ()):
        if row["id"] in removed:
            places[row["id"]] = before
        else:
            before = renamed.get(row["id"], row["id"])
    return places
