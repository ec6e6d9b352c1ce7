"""The facts of one article that make a chart together: one measure over time, or one measure of several entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from pipeline.timex.calendar import parse

Row = Mapping[str, Any]
"""A fact's row."""

Chart = dict[str, Any]
"""`form` (``time`` or ``bars``), `title`, `unit`, and `points`."""

Point = dict[str, Any]
"""One fact in a chart: `fact`, `label`, `exact`, `value`, and in a chart of time the last `day` of its period.

The value is a float, for drawing only.
"""

_Row = TypeVar("_Row")

FEWEST_BARS = 3
"""Two bars say no more than the two numbers do."""

_SAME = ("kind", "unit", "per", "concept", "scenario")
"""What the facts of any chart have in common."""


def charts(facts: Sequence[Row]) -> list[Chart]:
    """The charts that `facts` make, in the order of their first facts; a fact without a concept is in none.

    A range counts with its middle, a decrease by something as a negative number.
    """
    known = [fact for fact in facts if fact["concept"]]
    found = [
        *_over_time(known),
        *_compared(known, "entity", "counterparty"),
        *_compared(known, "counterparty", "entity"),
    ]
    order = {fact["id"]: place for place, fact in enumerate(facts)}
    return sorted(found, key=lambda chart: min(order[point["fact"]] for point in chart["points"]))


def _over_time(facts: Iterable[Row]) -> Iterable[Chart]:
    """What stood at different times: values that something moved to or from, or plain ones, never what it moved by.

    The periods are of one grain: a month's sum and a year's are no series.
    """
    dated = [(period, fact) for fact in facts if _role(fact) != "by" and (period := parse(fact["period"] or ""))]
    for group in _groups(dated, lambda each: (*_key(each[1], "entity", "counterparty"), each[0].grain)):
        points = [_point(fact, fact["period"]) | {"day": period.last.isoformat()} for period, fact in group]
        points = sorted(_distinct(points), key=lambda point: point["day"])
        if len(points) > 1:
            fact = group[0][1]
            yield _chart("time", points, fact, fact["entity"], fact["counterparty"])


def _compared(facts: Iterable[Row], by: str, other: str) -> Iterable[Chart]:
    """One measure in one period, of several entities, or with several counterparties."""
    named = [fact for fact in facts if fact[by]]
    for group in _groups(named, lambda fact: (*_key(fact, other, "period"), _role(fact))):
        points = sorted(_distinct([_point(fact, fact[by]) for fact in group]), key=lambda point: -point["value"])
        if len(points) >= FEWEST_BARS:
            yield _chart("bars", points, group[0], group[0][other], group[0]["period"])


def _chart(form: str, points: list[Point], fact: Row, *about: str | None) -> Chart:
    per = f" per {fact['per']}" if fact["per"] else ""
    title = ", ".join(each for each in (fact["concept"], *about) if each)
    unit = f"{fact['unit'] or ''}{per}" + (", change" if _role(fact) == "by" else "")
    return {"form": form, "title": title, "unit": unit, "points": points}


def _point(fact: Row, label: str) -> Point:
    value = Decimal(fact["value"])
    if fact["value_high"] is not None:
        value = (value + Decimal(fact["value_high"])) / 2
    if _role(fact) == "by" and fact["change"]["direction"] == "decrease":
        value = -abs(value)
    return {"fact": fact["id"], "label": label, "value": float(value), "exact": fact["exact"]}


def _role(fact: Row) -> str | None:
    return fact["change"]["role"] if fact["change"] else None


def _key(fact: Row, *more: str) -> tuple[str, ...]:
    return tuple(fact[slot] or "" for slot in (*_SAME, *more))


def _groups(rows: Iterable[_Row], key: Callable[[_Row], tuple[str | None, ...]]) -> Iterable[list[_Row]]:
    """`rows` by their `key`, each group in the order of the text."""
    groups: defaultdict[tuple[str | None, ...], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups.values()


def _distinct(points: Iterable[Point]) -> list[Point]:
    """`points` without those whose label was there."""
    first: dict[str, Point] = {}
    for point in points:
        first.setdefault(point["label"], point)
    return list(first.values())
