"""Reads the vocabulary's TOML files into frozen rows; a row that does not fit its type is refused with its place."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, TypeVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config

from pipeline.errors import VocabularyError

Row = TypeVar("Row")

NearMisses = Annotated[tuple[str, ...], Field(alias="not")]
"""Texts that a row must not match, ``not`` in TOML: with `examples` they are the row's tests."""

STRICT = with_config(ConfigDict(extra="forbid", frozen=True))
"""Decorate a row's dataclass with it: a field that the type does not know is an error."""


@cache
def read_rows(name: str, row_type: type[Row]) -> tuple[Row, ...]:
    """All ``[[row]]`` tables of ``data/NAME.toml`` as `row_type`, in file order.

    Raises VocabularyError that names file, row and field where a row does not fit.
    """
    text = files("pipeline.vocabulary").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    try:
        return TypeAdapter(tuple[row_type, ...]).validate_python(tomllib.loads(text)["row"])  # type: ignore[valid-type]
    except (ValidationError, tomllib.TOMLDecodeError, KeyError) as error:
        raise VocabularyError(f"vocabulary/data/{name}.toml: {error}") from error
