"""What `import pipeline` gives."""

from __future__ import annotations

import inspect
import tomllib
from datetime import date
from decimal import Decimal
from importlib.metadata import entry_points, version

import pytest
from conftest import ROOT

import pipeline
from pipeline import Article, Fact, FactTable, extract, load
from pipeline.errors import ArticleError, UsageError

TEXT = "Ostland exported 24 million tonnes of ore in 2024."


def test_extract_gives_a_table_of_facts() -> None:
    table = extract(TEXT, id="ore", published="2025-02-03", publisher="Wire", nlp=load("blank"))
    assert isinstance(table, FactTable)
    assert table.article == Article("ore", TEXT, None, date(2025, 2, 3), "given", "Wire", sha256=table.article.sha256)
    (fact,) = table.facts
    assert isinstance(fact, Fact)
    assert (fact.value, fact.unit, TEXT[fact.span.start : fact.span.end]) == (
        Decimal(24_000_000), "tonne", "24 million tonnes",
    )  # fmt: skip


def test_a_model_is_loaded_once() -> None:
    assert load("blank") is load("blank")


def test_mistakes_are_errors_of_ours() -> None:
    with pytest.raises(ArticleError, match="the article is empty"):
        extract("", nlp=load("blank"))
    with pytest.raises(UsageError, match="'today' is no date"):
        extract(TEXT, published="today", nlp=load("blank"))


@pytest.mark.parametrize("name", pipeline.__all__)
def test_public_names_say_what_they_are(name: str) -> None:
    assert inspect.getdoc(getattr(pipeline, name))


def test_the_package_is_typed_and_has_its_command() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (script,) = entry_points(group="console_scripts", name="pipeline")
    assert script.value == project["scripts"]["pipeline"]
    assert version(project["name"]) == project["version"]
    assert (ROOT / "pipeline" / "py.typed").exists()


def test_every_pin_is_exact_and_names_no_host() -> None:
    pins = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert all(pin.count("==") == 1 and not set(pin) & set("/:@ ") for pin in pins)
    assert pins == sorted(pins, key=str.lower)
