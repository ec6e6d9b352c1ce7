"""The audit across articles, and the command that prints it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from conftest import steps
from typer.testing import Result

from pipeline.audit.across import audit_tables
from pipeline.findings import write_findings
from pipeline.store import read_tables

Run = Callable[..., Result]


def fact(value: str, id_: str, **slots: Any) -> dict[str, Any]:
    """A fact's row: the exports of Norway in 2024, in billions of dollars."""
    decimals = -9 + len(value.partition(".")[2])
    amount = str(int(float(value) * 1000)) + "000000"
    return {
        "id": id_, "kind": "money", "value": amount, "value_high": None, "decimals": decimals, "unit": "USD",
        "per": None, "comparator": "=", "concept": "exports", "entity": "Norway", "counterparty": None,
        "period": "2024", "change": None, "scenario": "actual", "attribution": None, "exact": f"${value}bn",
    } | slots  # fmt: skip


def table(name: str, *facts: dict[str, Any], published: str | None = None) -> dict[str, Any]:
    places = {row["id"]: [[40 * index, 40 * index + 5]] for index, row in enumerate(facts)}
    document = {"id": name, "published": published, "title": None, "publisher": None, "sha256": name, "words": 1}
    return {"schema": "facts/1", "document": document, "entities": [], "dates": [], "facts": list(facts), "numbers": [],
            "findings": [], "positions": places}  # fmt: skip


def said(*tables: dict[str, Any]) -> list[tuple[str, str]]:
    return [(finding.check, finding.severity) for finding in audit_tables(tables)]


def test_what_two_sources_tell_alike_is_corroborated() -> None:
    assert said(table("a", fact("5.2", "f1")), table("b", fact("5.2", "f2"))) == [("across", "corroborated")]


def test_what_agrees_within_rounding_is_consistent() -> None:
    assert said(table("a", fact("5.2", "f1")), table("b", fact("5", "f2"))) == [("across", "consistent")]


def test_what_cannot_be_the_same_is_a_contradiction() -> None:
    (finding,) = audit_tables([table("a", fact("5.2", "f1")), table("b", fact("6.1", "f2"))])
    assert (finding.severity, finding.facts) == ("contradiction", (("a", "f1"), ("b", "f2")))
    assert "$5.2bn (a)" in finding.message
    assert "$6.1bn (b)" in finding.message


def test_a_number_that_changes_from_day_to_day_was_revised() -> None:
    tables = [
        table("late", fact("2.4", "f3"), published="2025-03-27"),
        table("first", fact("2.1", "f1"), published="2025-01-30"),
        table("same", fact("2.1", "f2"), published="2025-02-01"),
    ]
    (finding,) = audit_tables(tables)
    assert (finding.check, finding.severity) == ("revision", "info")
    assert finding.message.endswith("first $2.1bn (first, 2025-01-30), then $2.4bn (late, 2025-03-27)")


def test_two_numbers_of_one_day_are_no_revision() -> None:
    day = "2025-01-30"
    assert said(table("a", fact("2.1", "f1"), published=day), table("b", fact("2.4", "f2"), published=day)) == [
        ("across", "contradiction")
    ]


def test_a_reprint_is_no_second_source() -> None:
    others = [fact("1", f"x{number}", concept=f"good {number}") for number in range(4)]
    first = table("a", fact("5.2", "f1"), *others)
    assert said(first, table("b", fact("5.2", "f2"), *others)) == []
    assert said(first, table("c", fact("6.1", "f3"), *others)) == [("across", "contradiction")]


@pytest.mark.parametrize(
    "slots",
    [
        {"entity": "Chile"}, {"concept": "imports"}, {"period": "2023"}, {"unit": "EUR"}, {"per": "year"},
        {"counterparty": "Peru"}, {"scenario": "forecast"}, {"scenario": "denied"},
        {"change": {"role": "by", "direction": "increase"}}, {"period": None}, {"entity": None}, {"concept": None},
    ],
    ids=str,
)  # fmt: skip
def test_other_coordinates_are_another_fact(slots: dict[str, Any]) -> None:
    assert said(table("a", fact("5.2", "f1")), table("b", fact("6.1", "f2", **slots))) == []


def test_a_level_is_the_same_at_either_end_of_a_change() -> None:
    moved = fact("5.2", "f2", change={"role": "to", "direction": "increase"})
    assert said(table("a", fact("5.2", "f1")), table("b", moved)) == [("across", "corroborated")]


def test_names_of_one_country_are_one() -> None:
    one, two = table("a", fact("5.2", "f1")), table("b", fact("5.2", "f2", entity="Kingdom of Norway"))
    one["entities"] = [{"name": "Norway", "code": "NO"}]
    two["entities"] = [{"name": "Kingdom of Norway", "code": "NO"}]
    assert said(one, two) == [("across", "corroborated")]


def test_a_conversion_in_brackets_is_not_compared() -> None:
    def both(name: str, dollars: str) -> dict[str, Any]:
        made = table(name, fact("3", f"{name}1", unit="GBP"), fact(dollars, f"{name}2"))
        return made | {"positions": {f"{name}1": [[0, 4]], f"{name}2": [[6, 11]]}}

    assert said(both("a", "3.9"), both("b", "4.6")) == [("across", "corroborated")]


def test_what_one_table_tells_in_two_ways_is_left_out() -> None:
    assert said(table("a", fact("5.2", "f1"), fact("7.3", "f2")), table("b", fact("6.1", "f3"))) == []


def test_the_order_of_the_tables_does_not_matter() -> None:
    tables = [table(name, fact(value, name)) for name, value in (("a", "5.2"), ("b", "5.2"), ("c", "6.1"))]
    results = [audit_tables(order) for order in permutations(tables)]
    assert all(result == results[0] for result in results)


def test_work_grows_with_the_tables_and_not_with_their_square() -> None:
    def many(count: int) -> list[dict[str, Any]]:
        return [
            table(f"t{n}", fact("5.2", "same"), fact(f"{n}.1", f"f{n}", period=str(1000 + n % 10)))
            for n in range(count)
        ]

    few, more = many(50), many(200)
    assert steps(lambda: audit_tables(more)) < 6 * steps(lambda: audit_tables(few))


TEXTS = {
    "first.txt": "Norway’s exports were $5.2bn in 2024. Norway accounts for about a third (59.8%) of the market.",
    "second.txt": "In 2024, the exports of Norway stood at $6.1bn.",
}


@pytest.fixture
def tables(folder: Path, run: Run) -> Path:
    (folder / "corpus").mkdir()
    for name, text in TEXTS.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    assert run("extract", "corpus", "--out", "extracted").exit_code == 0
    return folder / "extracted"


def test_extract_leaves_the_findings_across_beside_the_tables(tables: Path) -> None:
    data = json.loads((tables / "findings.json").read_text(encoding="utf-8"))
    assert data["schema"] == "findings/1"
    assert [
        (row["check"], row["severity"], [fact["document"] for fact in row["facts"]]) for row in data["findings"]
    ] == [("across", "contradiction", ["first", "second"])]
    assert not write_findings(tables)


def test_the_audit_is_printed_by_severity_with_quotes(tables: Path, run: Run) -> None:
    result = run("audit")
    assert result.exit_code == 0
    assert "2 contradiction" in result.stdout
    assert "“Norway accounts for about a third (59.8%) of the market.”" in result.stdout
    assert "2 findings, 2 contradictions" in result.stderr


def test_only_strict_fails_on_a_contradiction(tables: Path, run: Run) -> None:
    assert run("audit", "--strict").exit_code == 1
    (second,) = read_tables(tables / "second.json")
    assert second["findings"] == []
    assert run("audit", "extracted/second.json", "--strict").exit_code == 0


def test_the_audit_as_json(tables: Path, run: Run) -> None:
    rows = json.loads(run("audit", "--json").stdout)["findings"]
    assert [row["check"] for row in rows] == ["words", "across"]
    assert set(rows[0]["facts"][0]) == {"document", "fact"}


def test_without_the_articles_the_quantities_are_quoted(tables: Path, run: Run) -> None:
    Path("corpus").rename("elsewhere")
    assert "“59.8%”" in run("audit").stdout
    result = run("audit", "--corpus", "nowhere")
    assert (result.exit_code, result.stderr) == (2, "error: nowhere: no such file or folder\n")


def test_what_is_no_table_is_refused(folder: Path, run: Run) -> None:
    result = run("audit", "nothing.json")
    assert (result.exit_code, result.stderr) == (2, "error: nothing.json: no such file or directory\n")


def test_no_article_takes_the_name_of_the_findings(folder: Path, run: Run) -> None:
    (folder / "findings.txt").write_text("Sales rose 5%.", encoding="utf-8")
    result = run("extract", "findings.txt", "--out", "out")
    assert result.exit_code == 1
    assert "would name findings.json, which is no table" in result.stderr
