"""What `import pipeline` gives."""

from __future__ import annotations

import inspect
import re
import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.metadata import entry_points, requires, version
from typing import Any

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


def test_a_time_of_publication_is_its_day() -> None:
    when = datetime(2025, 2, 3, 23, 59, tzinfo=UTC)
    assert extract(TEXT, published=when, nlp=load("blank")).article.published == date(2025, 2, 3)


def test_a_text_may_be_longer_than_spacy_allows() -> None:
    nlp = load("blank")
    before, nlp.max_length = nlp.max_length, 10
    try:
        assert extract(TEXT, nlp=nlp).facts
    finally:
        nlp.max_length = before


@pytest.mark.parametrize("text", [None, TEXT.encode(), 5])
def test_what_is_no_text_is_an_error_of_ours(text: Any) -> None:
    with pytest.raises(UsageError, match=rf"text is {type(text).__name__} and no str"):
        extract(text)


@pytest.mark.parametrize("published", [5, "soon", b"2025-02-03"])
def test_what_is_no_date_is_an_error_of_ours(published: Any) -> None:
    with pytest.raises(UsageError, match="is no date"):
        extract(TEXT, published=published)


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


def pins() -> list[str]:
    return [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]


def test_every_pin_is_exact_and_names_no_host() -> None:
    assert all(pin.count("==") == 1 and not set(pin) & set("/:@ ") for pin in pins())
    assert pins() == sorted(pins(), key=str.lower)


def test_the_lock_has_hashes_of_the_pinned_versions_of_all_that_is_tested() -> None:
    """Where it fails after a change of pyproject.toml or constraints.txt: `make lock`."""
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    locked = {
        Requirement(line.split("\\")[0]): re.findall(r"--hash=(\w+):[0-9a-f]{64}\b", hashes)
        for line, hashes in re.findall(r"^(\w.*)\n((?:    .*\n)+)", lock, re.MULTILINE)
    }
    assert all(hashes and set(hashes) == {"sha256"} for hashes in locked.values())
    pinned = {f"{canonicalize_name(pin.split('==')[0])}=={pin.split('==')[1]}" for pin in pins()}
    assert {f"{canonicalize_name(each.name)}{each.specifier}" for each in locked} <= pinned
    names = {canonicalize_name(each.name) for each in locked}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    checking = {Requirement(line).name for line in project["optional-dependencies"]["check"]}
    assert needed("fact-pipeline", "test") | checking <= names | {"fact-pipeline"}


def needed(package: str, *extras: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of `package` with `extras`, and of all that it needs here, one through another; `known` are in it."""
    name = canonicalize_name(package)
    known |= {name}
    for line in requires(name) or []:
        other = Requirement(line)
        wanted = any(other.marker is None or other.marker.evaluate({"extra": extra}) for extra in ("", *extras))
        if wanted and (other.extras or canonicalize_name(other.name) not in known):
            known = needed(other.name, *other.extras, known=known)
    return known
