"""A fact table as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.table import change_text, quantity_text

Json = Mapping[str, Any]

FACT_COLUMNS = ("quantity", "concept", "entity", "counterparty", "period", "change", "scenario", "attribution", "id")
DATE_COLUMNS = ("exact", "value", "from", "to", "anchor")
ENTITY_COLUMNS = ("name", "label", "code", "mentions")


def render(table: Json) -> Group:
    """What `pipeline show` prints of one table in its JSON form, or of the error row that stands in its place."""
    document = table["document"]
    if "error" in table:
        return Group(Text(f"{document['id']}: {table['error']['message']}", "red"), Text())
    parts: list[RenderableType] = [_head(document)]
    parts += _section("facts", FACT_COLUMNS, [_fact_cells(fact) for fact in table["facts"]])
    parts += _section("dates", DATE_COLUMNS, [[_cell(row[name]) for name in DATE_COLUMNS] for row in table["dates"]])
    parts += _section("entities", ENTITY_COLUMNS, [_entity_cells(row) for row in table["entities"]])
    parts += _section("numbers that are no fact", ("exact", "reason"), _number_cells(table["numbers"]))
    parts += _section("findings", ("severity", "check", "message"), _finding_cells(table["findings"]))
    return Group(*parts, Text())


def _head(document: Json) -> Text:
    about = [document["published"], document["publisher"], f"{document['words']} words"]
    return Text.assemble(
        (document["title"] or document["id"], "bold"), "\n", (", ".join(part for part in about if part), "dim")
    )


def _section(title: str, columns: Sequence[str], rows: list[list[str]]) -> list[RenderableType]:
    """A titled table without the columns that are empty in all rows; nothing where there are no rows."""
    if not rows:
        return []
    filled = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for index in filled:
        grid.add_column(columns[index], overflow="fold", no_wrap=columns[index] == "id")
    for row in rows:
        grid.add_row(*(Text(row[index]) for index in filled))
    return [Text(f"\n{len(rows)} {title}", "bold"), grid]


def _fact_cells(fact: Json) -> list[str]:
    scenario = "" if fact["scenario"] == "actual" else fact["scenario"]
    middle = [_cell(fact[name]) for name in ("concept", "entity", "counterparty", "period")]
    return [quantity_text(fact), *middle, change_text(fact), scenario, _cell(fact["attribution"]), fact["id"]]


def _entity_cells(entity: Json) -> list[str]:
    others = [form for form in entity["mentions"] if form != entity["name"]]
    return [entity["name"], entity["label"], _cell(entity["code"]), _cell(", ".join(others))]


def _number_cells(numbers: Iterable[Json]) -> list[list[str]]:
    return [[_cell(number["exact"]), number["reason"]] for number in numbers]


def _finding_cells(findings: Iterable[Json]) -> list[list[str]]:
    return [[finding["severity"], finding["check"], finding["message"]] for finding in findings]


def _cell(value: str | None) -> str:
    return " ".join(value.split()) if value else ""
