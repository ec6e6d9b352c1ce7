"""A fact table as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType
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
    parts += _section("fact", "facts", FACT_COLUMNS, [_fact_cells(fact) for fact in table["facts"]])
    parts += _section(
        "date", "dates", DATE_COLUMNS, [[_cell(row[name]) for name in DATE_COLUMNS] for row in table["dates"]]
    )
    parts += _section("entity", "entities", ENTITY_COLUMNS, [_entity_cells(row) for row in table["entities"]])
    parts += _section(
        "number that is no fact", "numbers that are no fact", ("exact", "reason"), _number_cells(table["numbers"])
    )
    parts += _section("finding", "findings", ("severity", "check", "message"), _finding_cells(table["findings"]))
    return Group(*parts, Text())


def _head(document: Json) -> Text:
    words = f"{document['words']} word{'s' * (document['words'] != 1)}"
    title, name = document["title"], document["id"]
    about = [name if title else None, document["published"], document["publisher"], words]
    return Text.assemble((title or name, "bold"), "\n", (", ".join(part for part in about if part), "dim"))


class Rows:
    """Rows under the names of their columns; where a word would not fit whole, one column a line, row after row."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[str]], style: str = "dim") -> None:
        self.columns, self.rows, self.style = columns, rows, style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        columns = [[name, *(row[index] for row in self.rows)] for index, name in enumerate(self.columns)]
        least = [max(cell_len(word) for cell in column for word in ("", *cell.split())) for column in columns]
        most = [max(map(cell_len, column)) for column in columns]
        room = options.max_width - GAP * (len(columns) - 1) - sum(least)
        if room < 0:
            yield from self._below_each_other()
            return
        missing = sum(most) - sum(least)
        grid = Table(box=None, padding=(0, GAP, 0, 0), header_style=self.style, pad_edge=False)
        for name, low, high in zip(self.columns, least, most, strict=True):
            grid.add_column(name, width=high if missing <= room else low + (high - low) * room // missing)
        for row in self.rows:
            grid.add_row(*map(Text, row))
        yield grid

    def _below_each_other(self) -> Iterator[Text]:
        names = max(map(len, self.columns))
        for row in self.rows:
            for name, value in zip(self.columns, row, strict=True):
                if value:
                    yield Text.assemble((name.ljust(names), self.style), " " * GAP, value)
            yield Text()


GAP = 2
"""Spaces between two columns."""


def _section(one: str, several: str, columns: Sequence[str], rows: list[list[str]]) -> list[RenderableType]:
    """A titled table without the columns that are empty in all rows; nothing where there are no rows."""
    if not rows:
        return []
    filled = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    shown = Rows([columns[index] for index in filled], [[row[index] for index in filled] for row in rows])
    return [Text(f"\n{len(rows)} {one if len(rows) == 1 else several}", "bold"), shown]


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
