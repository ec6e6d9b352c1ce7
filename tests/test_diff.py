"""The difference between two tables, on tables made by hand and on edits of every article of the corpus."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.diff import ArticleDiff, RowChange, SlotChange, diff_files, diff_table
from pipeline.errors import UsageError
from pipeline.model import FactTable, Span
from pipeline.table import dumps, dumps_line, to_json


def difference(old: FactTable, new: FactTable) -> ArticleDiff:
    found = diff_table(to_json(old), to_json(new), "ostland-ore")
    assert found is not None
    return found


def with_fact(table: FactTable, index: int, **slots: Any) -> FactTable:
    facts = sorted(table.facts, key=lambda fact: fact.span)
    facts[index] = replace(facts[index], **slots)
    return replace(table, facts=tuple(facts))


def said(change: RowChange) -> tuple[str, str, dict[str, tuple[Any, Any]]]:
    return change.how, change.cause, {slot.slot: (slot.old, slot.new) for slot in change.slots}


def test_equal_tables_do_not_differ(table: FactTable) -> None:
    assert diff_table(to_json(table), to_json(table), "a") is None


def test_a_changed_slot_is_named_with_both_values(table: FactTable) -> None:
    found = difference(table, with_fact(table, 0, concept="shipments", value=Decimal(1600000000)))
    [change] = found.changes
    assert said(change) == (
        "changed", "pipeline", {"value": ("1500000000", "1600000000"), "concept": ("ore imports", "shipments")}
    )  # fmt: skip
    assert change.kind == "changed value, concept"
    assert change.new is not None
    assert change.id == change.new["id"]
    start, end = change.new_span or (0, 0)
    assert table.article.text[start:end] == change.new["exact"]


def test_facts_are_added_and_removed_in_the_order_of_the_text(table: FactTable) -> None:
    first, second, third = sorted(table.facts, key=lambda fact: fact.span)
    fewer = replace(table, facts=(second, third))
    assert [said(change)[0] for change in difference(table, fewer).facts] == ["removed"]
    assert [said(change)[0] for change in difference(fewer, table).facts] == ["added"]
    both = difference(replace(table, facts=(first, second)), fewer)
    assert [(change.how, change.id) for change in both.facts] == [
        ("removed", first.id),
        ("added", third.id),
    ]


def test_other_parts_are_compared_too(table: FactTable) -> None:
    other = replace(table, dates=(), numbers=(replace(table.numbers[0], reason="unexplained"),))
    other = replace(other, findings=(replace(table.findings[0], message="another"),))
    other = replace(other, article=replace(table.article, title="Ore"))
    assert [(change.part, change.how) for change in difference(table, other).changes] == [
        ("document", "changed"),
        *[("dates", "removed")] * len(table.dates),
        ("numbers", "changed"),
        ("findings", "changed"),
    ]


def edited(table: FactTable, before: str, after: str) -> dict[str, Any]:
    """The table as it would be with other words around its first fact: another text, another id."""
    data = to_json(table)
    data["document"]["sha256"] = "0" * 64
    first = data["facts"][0]
    data["positions"]["0123456789"] = data["positions"].pop(first["id"])
    first["id"] = "0123456789"
    for slot, value in first.items():
        if value == before:
            first[slot] = after
    return data


def test_a_fact_in_a_reworded_sentence_is_the_same_claim(table: FactTable) -> None:
    found = diff_table(to_json(table), edited(table, "ore imports", "imports of ore"), "a")
    assert found is not None
    [change] = found.facts
    assert said(change) == ("reworded", "text", {"concept": ("ore imports", "imports of ore")})
    assert change.old is not None
    assert change.old["id"] != change.id == "0123456789"


def test_a_fact_whose_id_alone_changed_is_reworded_with_no_slot(table: FactTable) -> None:
    found = diff_table(to_json(table), edited(table, "", ""), "a")
    assert found is not None
    assert [said(change) for change in found.facts] == [("reworded", "text", {})]


def test_a_like_claim_elsewhere_in_the_article_is_no_rewording(table: FactTable) -> None:
    first, second, third = sorted(table.facts, key=lambda fact: fact.span)
    twin = replace(first, id="0123456789", span=Span(third.span.end + 1, third.span.end + 2))
    found = difference(table, replace(table, facts=(second, third, twin)))
    assert [change.how for change in found.facts] == ["removed", "added"]


def test_another_claim_is_no_rewording(table: FactTable) -> None:
    data = edited(table, "ore imports", "steel output")
    data["facts"][0].update(value="7", exact="7 krona", entity="Aurelia", counterparty=None, period=None)
    found = diff_table(to_json(table), data, "a")
    assert found is not None
    assert sorted(change.how for change in found.facts) == ["added", "removed"]


def test_what_only_moved_is_counted(table: FactTable) -> None:
    data = to_json(table)
    moved = deepcopy(data)
    moved["document"]["sha256"] = "0" * 64
    moved["positions"] = {key: [[a + 9, b + 9] for a, b in pairs] for key, pairs in data["positions"].items()}
    found = diff_table(data, moved, "a")
    assert found is not None
    assert (found.changes, found.moved, found.cause) == ((), len(table.facts), "text")


def test_where_the_words_of_a_row_are_the_same_its_cause_is_elsewhere(table: FactTable) -> None:
    first, second, third = sorted(table.facts, key=lambda fact: fact.span)
    old, new = to_json(replace(table, facts=(first, second))), edited(table, "ore imports", "imports of ore")
    old["numbers"].append({"id": f"n{third.id}", "exact": "3.0", "reason": "unexplained"})
    new["facts"][1]["entity"] = "Ostland"
    new["dates"][0]["value"] = "2018/2024"
    new["entities"][0]["code"] = "OS"
    found = diff_table(old, new, "a")
    assert found is not None
    assert found.cause == "text"
    assert [(change.part, change.how, change.cause) for change in found.changes] == [
        ("facts", "reworded", "text"),
        ("facts", "changed", "elsewhere"),
        ("facts", "added", "elsewhere"),
        ("dates", "changed", "elsewhere"),
        ("entities", "changed", "text"),
        ("numbers", "removed", "elsewhere"),
    ]


def test_the_cause_is_the_date_where_that_changed(table: FactTable) -> None:
    later = replace(table, article=replace(table.article, published=date(2020, 2, 2)))
    assert difference(table, later).cause == "date"


def test_a_correction_is_no_work_of_the_extractor(table: FactTable) -> None:
    marked = with_fact(table, 0, concept="shipments", reviewed={"concept": "ore imports"})
    [change] = difference(table, marked).facts
    assert change.cause == "review"
    assert SlotChange("reviewed", None, {"concept": "ore imports"}) in change.slots


def test_files_are_compared_by_what_they_say(table: FactTable) -> None:
    file, line = dumps(table).encode(), dumps_line(table).encode()
    assert diff_files({"a": file}, {"a": line}).same == 1
    both = diff_files({"a": file, "b": file}, {"b": line, "c": file})
    assert [(each.article, each.cause) for each in both.articles] == [("a", "gone"), ("c", "new")]
    assert both.same == 1
    assert both.counts()["facts added"] == both.counts()["facts removed"] == len(table.facts)


def test_an_article_that_fails_now_is_a_difference(table: FactTable) -> None:
    failed = json.dumps({"document": {"id": "a"}, "error": {"kind": "empty", "message": "a: the article is empty"}})
    found = diff_files({"a": dumps(table).encode()}, {"a": failed.encode()})
    [change] = found.changes
    assert change.slots == (SlotChange("error", None, "a: the article is empty"),)
    assert diff_files({"a": failed.encode()}, {"a": failed.encode() + b"\n"}).articles == ()


def test_files_that_are_equal_are_not_parsed() -> None:
    assert diff_files({"a": b"no table"}, {"a": b"no table"}).same == 1
    with pytest.raises(UsageError, match="the table of a: not a fact table"):
        diff_files({"a": b"no table"}, {"a": b"{}"})
