"""One table in its JSON form -> the rows of every relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from pipeline.export.columns import PLACES, RELATIONS, fitting
from pipeline.quantity.si import si_of
from pipeline.table import Json, decimal_text
from pipeline.timex.calendar import parse

Row = dict[str, Any]
"""Column name -> text, whole number or None, in the order of the columns; days and decimals are text."""


def rows_of(table: Json) -> Iterator[tuple[str, Row]]:
    """Relation and row of everything that `table` holds, in the order of the relations and then of the text."""
    article = {"article": table["document"]["id"]}
    for relation, columns in RELATIONS.items():
        for row in _MAKERS[relation](table):
            whole = article | row
            yield relation, {column.name: whole.get(column.name) for column in columns}


def _documents(table: Json) -> Iterable[Row]:
    return [table["document"]]


def _facts(table: Json) -> Iterator[Row]:
    about = {name: table["document"][name] for name in ("published", "publisher")}
    known = {entity["name"]: entity for entity in table["entities"]}
    for fact in table["facts"]:
        reviewed = {"reviewed": ",".join(fact.get("reviewed", ())) or None}
        told = _value(fact) | _sides(fact, known) | _period(fact) | _change(fact)
        yield fact | about | _place(table, fact) | told | reviewed


def _value(fact: Json) -> Row:
    si_value, si_unit = _si(fact)
    return {
        "value": fitting(fact["value"]),
        "value_high": fitting(fact["value_high"]),
        "value_text": fact["value"],
        "si_value": fitting(si_value),
        "si_unit": si_unit,
    }


def _si(fact: Json) -> tuple[str | None, str | None]:
    """The SI value and unit of a measure, rounded to what a column holds."""
    if fact["kind"] != "measure" or not fact["unit"]:
        return None, None
    by = fact["change"] is not None and fact["change"]["role"] == "by"
    found = si_of(Decimal(fact["value"]), fact["unit"], fact["per"], difference=by)
    if found is None:
        return None, None
    value, unit = found
    return decimal_text(round(value, PLACES), None), unit


def _sides(fact: Json, known: Mapping[str, Json]) -> Row:
    entity, other = known.get(fact["entity"], {}), known.get(fact["counterparty"], {})
    return {
        "entity_label": entity.get("label"),
        "entity_code": entity.get("code"),
        "counterparty_code": other.get("code"),
    }


def _period(fact: Json) -> Row:
    period = parse(fact["period"]) if fact["period"] else None
    return {"period_from": period.first.isoformat(), "period_to": period.last.isoformat()} if period else {}


def _change(fact: Json) -> Row:
    change = fact["change"] or {}
    return {"change_direction": change.get("direction"), "change_role": change.get("role")}


def _entities(table: Json) -> Iterator[Row]:
    for entity in table["entities"]:
        yield entity | {"mentions": len(table["positions"][entity["id"]])}


def _placed(relation: str, table: Json) -> Iterator[Row]:
    for row in table[relation]:
        yield row | _place(table, row)


def _dates(table: Json) -> Iterator[Row]:
    return _placed("dates", table)


def _numbers(table: Json) -> Iterator[Row]:
    return _placed("numbers", table)


def _findings(table: Json) -> Iterator[Row]:
    for number, finding in enumerate(table["findings"], start=1):
        for fact in finding["facts"] or [None]:
            yield finding | {"finding": number, "fact": fact}


def _place(table: Json, row: Json) -> Row:
    start, end = table["positions"][row["id"]][0]
    return {"start": start, "end": end}


_MAKERS = {
    "facts": _facts,
    "documents": _documents,
    "entities": _entities,
    "dates": _dates,
    "numbers": _numbers,
    "findings": _findings,
}
