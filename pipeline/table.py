"""FactTable <-> JSON: the only serialiser, and the only sort of rows. docs/fact-table.md is its contract."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypeVar

from pipeline.identity import digest, fact_ids
from pipeline.model import (
    Article,
    Change,
    Date,
    DatePart,
    Entity,
    Fact,
    FactTable,
    Failure,
    Finding,
    Mention,
    Number,
    Span,
)

SCHEMA = "facts/1"
"""Version of the layout."""

FACT_FIELDS = tuple(field.name for field in fields(Fact) if field.name not in ("span", "evidence", "reviewed"))
"""The fields of every fact's row, in their order, which is that of the record."""

SLOTS = tuple(name for name in FACT_FIELDS if name not in ("id", "exact"))
"""The fields that say how a fact was read, and that a reviewer may correct."""

_SAID_OR_LEFT_OUT = ("published_from", "encoding")
"""The keys of a document that stand only where they say something."""

Json = dict[str, Any]
"""A JSON object; its keys stand in the order in which they are written."""

Positions = dict[str, list[list[int]]]
"""Row id -> [start, end] pairs, in code points, end exclusive."""

_Placed = TypeVar("_Placed", Fact, Date, Number)


def dumps(table: FactTable) -> str:
    """The text of ``extracted/NAME.json``: one row a line, in one frozen order, so that a line diff is a fact diff."""
    body = ",\n".join(f"{_compact(key)}: {_block(value, key)}" for key, value in to_json(table).items())
    return f"{{\n{body}\n}}\n"


def dumps_line(result: FactTable | Failure) -> str:
    """The same object on one line, as JSON Lines output holds it, with its line end; a failure is an error row."""
    return _compact(failure_row(result) if isinstance(result, Failure) else to_json(result)) + "\n"


def failure_row(failure: Failure) -> Json:
    """The row that stands for an article without a table."""
    return {"document": {"id": failure.id}, "error": {"kind": failure.kind, "message": failure.message}}


def is_table_text(data: bytes) -> bool:
    """Whether a file that holds `data` is one of ours, whatever the version of its layout, and whoever laid it out."""
    return _BEGINNING.match(data) is not None


_BEGINNING = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"schema"\s*:\s*"facts/')


def to_json(table: FactTable) -> Json:
    """`table` as a JSON object: rows in document order, all offsets in ``positions`` at the end."""
    article = table.article
    positions: Positions = {}
    data: Json = {
        "schema": SCHEMA,
        "document": _document(article, table.words),
        "entities": _entity_rows(article.text, table.entities, positions),
        "dates": _date_rows(article.text, table.dates, positions),
        "facts": _fact_rows(table.facts, positions),
        "numbers": _number_rows(article.text, table.numbers, positions),
        "findings": [_finding_row(finding) for finding in table.findings],
        "positions": positions,
    }
    if article.source:
        data |= {"text": article.text.split("\n"), "source": [list(run) for run in article.source]}
    return data


def from_json(data: Mapping[str, Any], text: str) -> FactTable:
    """The table of the article `text` that `data` holds: ``to_json(from_json(data, text)) == data``.

    What the layout does not hold is lost: rules, evidence, numbers within quantities, the forms of mentions.
    Raises ValueError where `data` is of another layout or another text.
    """
    document, places = data["document"], data["positions"]
    if data["schema"] != SCHEMA or document["sha256"] != sha256(text.encode("utf-8")).hexdigest():
        raise ValueError(f"{document['id']}: a table of another layout or another text")
    return FactTable(
        Article(
            document["id"],
            text,
            document["title"],
            _day(document["published"]),
            document.get("published_from"),
            document["publisher"],
            document.get("encoding", "utf-8"),
            document["sha256"],
            tuple((run[0], run[1], run[2], run[3]) for run in data.get("source", ())),
        ),
        document["words"],
        tuple(_entity(row, _spans(places, row)) for row in data["entities"]),
        tuple(_date(row, _spans(places, row)) for row in data["dates"]),
        tuple(fact_of(row, _spans(places, row)[0]) for row in data["facts"]),
        tuple(Number(_spans(places, row)[0], row["reason"]) for row in data["numbers"]),
        tuple(Finding(row["check"], row["message"], tuple(row["facts"]), row["severity"]) for row in data["findings"]),
    )


def decimal_text(value: Decimal, decimals: int | None) -> str:
    """`value` without exponent; zeros after the point only as far as the text states them, which `decimals` says.

    >>> decimal_text(Decimal("4.50E+10"), -8), decimal_text(Decimal("3.0"), 1), decimal_text(Decimal("0.250"), None)
    ('45000000000', '3.0', '0.25')
    """
    if not value:
        value = abs(value)
    whole, _, fraction = format(value, "f").partition(".")
    stated = max(decimals or 0, 0)
    fraction = fraction[:stated] + fraction[stated:].rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def quantity_text(fact: Mapping[str, Any]) -> str:
    """The quantity of a fact's row for a person to read.

    >>> quantity_text({"comparator": "~", "value": "45000000", "value_high": None, "unit": "USD", "per": "year"})
    '~ 45,000,000 USD per year'
    >>> quantity_text({"comparator": "=", "value": "-1250.0", "value_high": "0.5", "unit": None, "per": None})
    '-1,250.0 to 0.5'
    """
    low, high = fact["value"], fact["value_high"]
    numbers = _grouped(low) if high is None else f"{_grouped(low)} to {_grouped(high)}"
    comparator = "" if fact["comparator"] == "=" else fact["comparator"]
    per = f"per {fact['per']}" if fact["per"] else ""
    return " ".join(part for part in (comparator, numbers, fact["unit"], per) if part)


def change_text(fact: Mapping[str, Any]) -> str:
    """The change of a fact's row for a person to read: `increase by`, or nothing."""
    return "{direction} {role}".format_map(fact["change"]) if fact["change"] else ""


def slot_texts(fact: Fact) -> dict[str, str]:
    """Slot name -> its value as a person reads it, in the order of the row, empty where it is null; without the id."""
    row = fact_row(fact)
    texts = {slot: "" if row[slot] is None else str(row[slot]) for slot in SLOTS}
    return texts | {"change": change_text(row)}


def _grouped(value: str) -> str:
    whole, point, fraction = value.partition(".")
    return f"{int(whole):,}{point}{fraction}" if len(whole.removeprefix("-")) > GROUPED else value


GROUPED = 3
"""Digits of a number up to which it has no separators."""


def _document(article: Article, words: int) -> Json:
    document = {
        "id": article.id,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "publisher": article.publisher,
        "sha256": article.sha256,
        "words": words,
        "encoding": None if article.encoding == "utf-8" else article.encoding,
    }
    return {key: value for key, value in document.items() if value is not None or key not in _SAID_OR_LEFT_OUT}


def _entity_rows(text: str, entities: Iterable[Entity], positions: Positions) -> list[Json]:
    rows: list[Json] = []
    alike: Counter[str] = Counter()
    for entity in sorted(entities, key=lambda entity: min(mention.span for mention in entity.mentions)):
        spans = sorted(mention.span for mention in entity.mentions)
        name = f"{entity.label}\0{entity.name}"
        row_id = "e" + digest(name, str(alike[name]))
        alike[name] += 1
        forms = list(dict.fromkeys(text[span.start : span.end] for span in spans))
        positions[row_id] = _pairs(spans)
        rows.append({"id": row_id, "name": entity.name, "label": entity.label, "code": entity.code, "mentions": forms})
    return rows


def _date_rows(text: str, dates: Iterable[Date], positions: Positions) -> list[Json]:
    ordered = _in_document_order(dates)
    ids = fact_ids(text, [found.span.start for found in ordered])
    rows = []
    for row_id, found in zip(("d" + each for each in ids), ordered, strict=True):
        positions[row_id] = _pairs([found.span, *(part.span for part in found.parts)])
        rows.append({"id": row_id} | _date_row(text, found))
    return rows


def _date_row(text: str, found: Date) -> Json:
    row: Json = {
        "exact": text[found.span.start : found.span.end],
        "type": found.type,
        "value": found.value,
        "from": found.first.isoformat() if found.first else None,
        "to": found.last.isoformat() if found.last else None,
        "anchor": found.anchor,
    }
    return row | {"parts": [part.value for part in found.parts]} if found.parts else row


def _fact_rows(facts: Iterable[Fact], positions: Positions) -> list[Json]:
    ordered = _in_document_order(facts)
    for fact in ordered:
        positions[fact.id] = _pairs([fact.span])
    return [fact_row(fact) for fact in ordered]


def fact_row(fact: Fact) -> Json:
    """The row of `fact`, its fields in the order of the layout."""
    row: Json = {name: getattr(fact, name) for name in FACT_FIELDS}
    row["value"] = decimal_text(fact.value, fact.decimals)
    row["value_high"] = None if fact.value_high is None else decimal_text(fact.value_high, fact.decimals)
    row["change"] = _change_row(fact.change) if fact.change else None
    return row if fact.reviewed is None else row | {"reviewed": dict(fact.reviewed)}


def _change_row(change: Change) -> Json:
    return {"direction": change.direction, "role": change.role}


def _number_rows(text: str, numbers: Iterable[Number], positions: Positions) -> list[Json]:
    ordered = _in_document_order(numbers)
    ids = fact_ids(text, [number.span.start for number in ordered])
    rows = []
    for row_id, number in zip(("n" + each for each in ids), ordered, strict=True):
        positions[row_id] = _pairs([number.span])
        rows.append({"id": row_id, "exact": text[number.span.start : number.span.end], "reason": number.reason})
    return rows


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _spans(places: Mapping[str, Any], row: Mapping[str, Any]) -> list[Span]:
    return [Span(start, end) for start, end in places[row["id"]]]


def _entity(row: Mapping[str, Any], spans: Iterable[Span]) -> Entity:
    return Entity(row["id"], row["name"], row["label"], row["code"], tuple(Mention(span) for span in spans))


def _date(row: Mapping[str, Any], spans: list[Span]) -> Date:
    parts = tuple(DatePart(span, value) for span, value in zip(spans[1:], row.get("parts", ()), strict=True))
    return Date(spans[0], row["type"], row["value"], _day(row["from"]), _day(row["to"]), row["anchor"], parts)


def fact_of(row: Mapping[str, Any], span: Span) -> Fact:
    """The fact at `span` that `row` holds."""
    values = {name: slot_value(name, row[name]) for name in FACT_FIELDS}
    return Fact(span=span, **values, reviewed=row.get("reviewed"))


def slot_value(slot: str, written: Any) -> Any:
    """The value of a fact's field `slot` that a row holds as `written`.

    >>> slot_value("value", "3.0"), slot_value("change", {"direction": "increase", "role": "by"}).role
    (Decimal('3.0'), 'by')
    """
    if written is None:
        return None
    if slot in ("value", "value_high"):
        return Decimal(written)
    return Change(**written) if slot == "change" else written


def _finding_row(finding: Finding) -> Json:
    return {
        "check": finding.check,
        "message": finding.message,
        "facts": list(finding.facts),
        "severity": finding.severity,
    }


def _in_document_order(rows: Iterable[_Placed]) -> list[_Placed]:
    return sorted(rows, key=lambda row: row.span)


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _compact(value: object) -> str:
    return _encode(value)


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _block(value: Any, key: str) -> str:
    """`value` as the file holds it: a list, and ``positions``, with one row a line; anything else on one line."""
    if isinstance(value, list) and value:
        if not isinstance(value[0], dict):
            return "[\n" + ",\n".join(map(_compact, value)) + "\n]"
        # One call for all rows is faster; within a string every quotation mark has a backslash before it.
        return "[\n" + _compact(value)[1:-1].replace('}, {"', '},\n{"') + "\n]"
    if key == "positions" and value:
        return "{\n" + _compact(value)[1:-1].replace(']], "', ']],\n"') + "\n}"
    return _compact(value)
