from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator
from typer.testing import Result

from pipeline.model import FactTable, Failure
from pipeline.schema import load_schema, misfit, schema_text
from pipeline.store import FINDINGS, RUN
from pipeline.table import dumps, failure_row, to_json

VALIDATOR = Draft202012Validator(load_schema())


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(load_schema())


def test_a_table_and_an_error_row_hold_to_it(table: FactTable) -> None:
    VALIDATOR.validate(json.loads(dumps(table)))
    VALIDATOR.validate(failure_row(Failure("x", "empty", "the article is empty")))


def test_keys_are_written_in_the_order_of_the_schema(table: FactTable) -> None:
    data, defined = to_json(table), load_schema()["$defs"]
    pairs = [("table", data), ("document", data["document"])]
    pairs += [(name, data[rows][0]) for name, rows in ROWS.items()]
    for name, row in pairs:
        assert list(row) == [key for key in defined[name]["properties"] if key in row]


SPOILT = (None, 5, -1, "", "abc", "2025-13-01", [], {}, [[1]], True, {"a": 1}, 2.5)


def places_of(value: object, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a table, at every depth."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(found for key, each in inside for found in places_of(each, (*place, key)))]


def test_the_check_agrees_with_a_general_validator(table: FactTable) -> None:
    data = to_json(table)
    assert misfit(data) is None
    for *path, last in places_of(data)[1:]:
        for value in SPOILT:
            spoilt = copy.deepcopy(data)
            parent: Any = spoilt
            for key in path:
                parent = parent[key]
            parent[last] = value
            place = (*path, last)
            if place[0] != "positions" and last != "id" and value != "2025-13-01":  # of these it asks for more
                assert (misfit(spoilt) is None) == VALIDATOR.is_valid(spoilt), (place, value)


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("document.published", "2025-13-01", ("document", "published")),
        ("dates.0.to", "2025-02-30", ("dates", 0, "to")),
        ("dates.0.parts", ["2017", "2024", "2025"], ("positions", "d")),
        ("facts", 5, ("facts",)),
        ("facts.1.value", "abc", ("facts", 1, "value")),
    ],
)
def test_the_check_names_the_place(table: FactTable, path: str, value: object, place: tuple[Any, ...]) -> None:
    data = to_json(table)
    change(path, value)(data)
    found = misfit(data)
    assert found
    assert (found[0], str(found[1])[:1]) == place if place[0] == "positions" else found == place


def test_a_row_without_positions_is_found(table: FactTable) -> None:
    assert misfit(to_json(table) | {"positions": {}}) == ("positions", to_json(table)["entities"][0]["id"])


ROWS = {"entity": "entities", "date": "dates", "fact": "facts", "number": "numbers", "finding": "findings"}


def change(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def apply(data: Any) -> None:
        *places, last = path.split(".")
        for place in places:
            data = data[int(place) if place.isdigit() else place]
        data[last] = value

    return apply


TABLES = sorted(path for path in (ROOT / "extracted").glob("*.json") if path.name not in (FINDINGS, RUN))


@pytest.mark.parametrize(
    "spoil",
    [
        change("schema", "facts/2"),
        change("extra", 1),
        change("document.published", "9 October 2025"),
        change("document.sha256", "abc"),
        change("entities.0.label", "CITY"),
        change("entities.0.mentions", []),
        change("dates.0.anchor", "unknown"),
        change("dates.0.value", "last year"),
        change("facts.0.value", 45),
        change("facts.0.value", "4.5E10"),
        change("facts.0.comparator", "≈"),
        change("facts.0.unit", "dollars"),
        change("facts.0.score", 0.5),
        change("facts.0.change", {"direction": "up", "role": "to"}),
        change("facts.2.unit", "%"),
        change("facts.1.scenario", None),
        change("numbers.0.reason", ""),
        change("findings.0.severity", "bad"),
        change("positions.d0", [[0, 1]]),
        lambda data: data["facts"][0].pop("period"),
        lambda data: data.pop("positions"),
        lambda data: data["positions"].update({data["facts"][0]["id"]: [[0]]}),
    ],
)
def test_anything_else_is_refused(table: FactTable, spoil: Callable[[dict[str, Any]], None]) -> None:
    data = copy.deepcopy(to_json(table))
    VALIDATOR.validate(data)
    spoil(data)
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_all_tables_in_the_repository_hold_to_it(path: Any) -> None:
    VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))


def test_the_command_prints_it(run: Callable[..., Result]) -> None:
    result = run("schema")
    assert result.exit_code == 0
    assert result.stdout == schema_text()
