"""The JSON Schema of a fact table, which ships with the package, and a check by it as fast as reading tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

Place = tuple[str | int, ...]
"""The keys and numbers that lead to a value in an object; () for the object itself."""

Check = Callable[[Any], Place | None]
"""Where a value is not as it should be, or None."""


def schema_text() -> str:
    """The schema as its file holds it."""
    return files("pipeline").joinpath("facts-1.schema.json").read_text(encoding="utf-8")


def load_schema() -> dict[str, Any]:
    """The schema as an object.

    >>> load_schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    loaded: dict[str, Any] = json.loads(schema_text())
    return loaded


def misfit(table: Any) -> Place | None:
    """The first place where `table` is no fact table, or error row, as the schema has it; None where it is one.

    Of a table the days must be in the calendar too, and each row must have its positions: a general validator takes
    forty times as long and cannot say that. For all else the two agree, which is tested.

    >>> misfit({"document": {"id": "a"}, "error": {"kind": "empty", "message": 5}})
    ('error', 'message')
    """
    if isinstance(table, dict) and "error" in table:
        return _definition("failed")(table)
    found = _definition("table")(table)
    return found if found is not None else next(_inconsistent(table), None)


def _inconsistent(table: Mapping[str, Any]) -> Iterator[Place]:
    """Where a table that holds to the schema names a day that never was, or has a row without positions."""
    if not _is_day(table["document"]["published"]):
        yield "document", "published"
    for part in ("entities", "dates", "facts", "numbers"):
        for number, row in enumerate(table[part]):
            places = table["positions"].get(row["id"])
            if places is None or len(places) <= len(row.get("parts", ())):
                yield "positions", row["id"]
            for end in ("from", "to") if part == "dates" else ():
                if not _is_day(row[end]):
                    yield part, number, end


def _is_day(text: str | None) -> bool:
    with suppress(ValueError):
        return text is None or bool(date.fromisoformat(text))
    return False


@cache
def _definition(name: str) -> Check:
    return _check(load_schema()["$defs"][name])


def _check(node: Mapping[str, Any]) -> Check:
    """What tells whether a value is as `node` of the schema has it."""
    checks = [make(node) for keyword, make in _KEYWORDS.items() if keyword in node]
    if len(checks) == 1:
        return checks[0]

    def check(value: Any) -> Place | None:
        for each in checks:
            place = each(value)
            if place is not None:
                return place
        return None

    return check


def _where(fits: Callable[[Any], object]) -> Check:
    return lambda value: None if fits(value) else ()


def _type(node: Mapping[str, Any]) -> Check:
    names = node["type"] if isinstance(node["type"], list) else [node["type"]]
    types = frozenset(_TYPES[name] for name in names)
    return lambda value: None if type(value) in types else ()


_TYPES = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}


def _object(node: Mapping[str, Any]) -> Check:
    """Its properties, of which none lacks that is required, and no others come where they are said to be none."""
    properties = {name: _check(each) for name, each in node.get("properties", {}).items()}
    others = node.get("additionalProperties", True)
    other = _check(others) if isinstance(others, dict) else _where(lambda _: others)
    required, least = frozenset(node.get("required", ())), node.get("minProperties", 0)
    name_fits = _check(node["propertyNames"]) if "propertyNames" in node else None
    depends, find = node.get("dependentRequired", {}), properties.get

    def check(value: Any) -> Place | None:
        if not isinstance(value, dict):
            return None
        if len(value) < least or (
            depends and any(name in value and set(needs) - value.keys() for name, needs in depends.items())
        ):
            return ()
        if not required <= value.keys():
            return (min(required - value.keys()),)
        for name in [each for each in properties if each in value] if others is True else value:
            place = find(name, other)(value[name])
            if place is not None:
                return name, *place
        wrong = next((name for name in value if name_fits(name) is not None), None) if name_fits else None
        return None if wrong is None else (wrong,)

    return check


def _array(node: Mapping[str, Any]) -> Check:
    item = _check(node["items"])
    least, most, unique = node.get("minItems", 0), node.get("maxItems", float("inf")), node.get("uniqueItems", False)

    def check(value: Any) -> Place | None:
        if not isinstance(value, list):
            return None
        if not least <= len(value) <= most or (unique and len(set(map(str, value))) < len(value)):
            return ()
        for number, each in enumerate(value):
            place = item(each)
            if place is not None:
                return number, *place
        return None

    return check


def _pattern(node: Mapping[str, Any]) -> Check:
    search = re.compile(node["pattern"]).search
    return _where(lambda value: not isinstance(value, str) or search(value))


def _any_of(node: Mapping[str, Any]) -> Check:
    checks = [_check(each) for each in node["anyOf"]]
    return _where(lambda value: any(each(value) is None for each in checks))


def _all_of(node: Mapping[str, Any]) -> Check:
    pairs = [(_check(each["if"]), _check(each["then"])) for each in node["allOf"]]

    def check(value: Any) -> Place | None:
        places = (then(value) for given, then in pairs if given(value) is None)
        return next((place for place in places if place is not None), None)

    return check


_KEYWORDS: dict[str, Callable[[Mapping[str, Any]], Check]] = {
    "$ref": lambda node: _definition(node["$ref"].removeprefix("#/$defs/")),
    "type": _type,
    "const": lambda node: _where(lambda value: value == node["const"]),
    "enum": lambda node: _where(node["enum"].__contains__),
    "minLength": lambda node: _where(lambda value: not isinstance(value, str) or len(value) >= node["minLength"]),
    "minimum": lambda node: _where(lambda value: not isinstance(value, int) or value >= node["minimum"]),
    "pattern": _pattern,
    "anyOf": _any_of,
    "properties": _object,
    "propertyNames": _object,
    "minProperties": _object,
    "items": _array,
    "allOf": _all_of,
}
"""The keywords that the schema uses; those of objects and of lists are looked at together."""
