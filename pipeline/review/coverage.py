"""Which decisions settle which changes, and which they make superfluous."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.diff import RowChange
from pipeline.model import Decision
from pipeline.review.decisions import Key
from pipeline.stages.overlay import REJECTED, REVIEW, same_value
from pipeline.table import SLOTS


def is_decided(change: RowChange, held: Mapping[Key, Decision]) -> bool:
    """Whether the decisions `held` on an article say what `change` has led to, so that nobody is asked again.

    Of a new fact that is all of it, of another the slots that differ. Where nothing but the words did, a decision on
    any slot of the fact is enough: who made it has seen them.
    """
    whole = held.get((change.id, None))
    if change.new is None:
        return whole is not None and whole.new is None
    if change.how == "changed" and all(slot.slot == "reviewed" for slot in change.slots):
        return True
    about = [slot.slot for slot in change.slots if slot.slot in SLOTS]
    if change.how != "added":
        about = about or [slot for fact, slot in held if fact == change.id and slot]
    if about:
        return all(covers(held, change, slot, change.new[slot]) for slot in about)
    if whole is None or whole.new is None or whole.new["exact"] != change.new["exact"]:
        return False
    return all(covers(held, change, slot, change.new[slot]) for slot in SLOTS)


def covers(held: Mapping[Key, Decision], change: RowChange, slot: str, value: Any) -> bool:
    """Whether a decision says that `slot` of the changed fact has this `value`."""
    alone, whole = held.get((change.id, slot)), held.get((change.id, None))
    if alone is not None:
        return same_value(slot, alone.new, value)
    return whole is not None and whole.new is not None and same_value(slot, whole.new[slot], value)


def outdated(decision: Decision, held: Mapping[Key, Decision]) -> list[Key]:
    """The decisions on slots that a decision on the whole fact replaces: all of a rejected fact, acceptances else."""
    if decision.slot is not None:
        return []
    slots = [(key, each) for key, each in held.items() if key[0] == decision.fact and key[1] is not None]
    return [key for key, each in slots if decision.new is None or each.verdict == "accept"]


def left_behind(change: RowChange, held: Mapping[Key, Decision]) -> list[Key]:
    """The decisions on a re-worded fact under its old id: what is decided now stands in their place."""
    old = change.old["id"] if change.old and change.new else change.id
    return [key for key in held if key[0] == old != change.id]


def is_other(change: RowChange) -> bool:
    """Whether a row that is no fact differs, and not because of a decision."""
    row = change.new or change.old or {}
    return change.part != "facts" and row.get("reason") != REJECTED and row.get("check") != REVIEW
