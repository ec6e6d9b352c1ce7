"""The JSON Schema of a fact table, which ships with the package."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


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
