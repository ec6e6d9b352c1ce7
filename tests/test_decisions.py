"""The folder of decisions: what its files hold, and that none is lost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ArticleError, OutputError, UsageError
from pipeline.model import Article, Decision, Failure
from pipeline.review.decisions import (
    ConflictError,
    check_value,
    key_of,
    parse_decisions,
    read_all,
    read_decisions,
    record,
    to_line,
    with_decisions,
)

ONE = Decision("ore", "f536bb7e29", "concept", "correct", "$3 million", "ore", "copper", "Ann Lee", "it says copper")
OTHER = Decision("ore", "0536bb7e29", "period", "accept", "5%", None, "2024", note="seen twice", date="2025-10-09")


def put(folder: Path, *decisions: Decision, seen: Any = None) -> bool:
    return record(folder, "ore", {key_of(decision): decision for decision in decisions}, seen)


def test_one_line_a_decision_sorted_by_fact(folder: Path) -> None:
    assert put(folder / "reviews", ONE)
    assert put(folder / "reviews", OTHER)
    assert (folder / "reviews" / "ore.jsonl").read_text(encoding="utf-8") == (
        '{"article": "ore", "fact": "0536bb7e29", "slot": "period", "verdict": "accept", "exact": "5%", "old": null, '
        '"new": "2024", "who": null, "why": null, "note": "seen twice", "date": "2025-10-09"}\n'
        '{"article": "ore", "fact": "f536bb7e29", "slot": "concept", "verdict": "correct", "exact": "$3 million", '
        '"old": "ore", "new": "copper", "who": "Ann Lee", "why": "it says copper"}\n'
    )
    assert read_decisions(folder / "reviews", "ore") == (OTHER, ONE)
    assert read_all(folder / "reviews") == {"ore": (OTHER, ONE)}


@pytest.mark.parametrize("order", [(ONE, OTHER), (OTHER, ONE)])
def test_the_order_of_deciding_leaves_no_trace(folder: Path, order: Sequence[Decision]) -> None:
    for decision in order:
        put(folder, decision)
    assert (folder / "ore.jsonl").read_text() == to_line(OTHER) + to_line(ONE)


def test_a_later_decision_takes_the_place_of_the_former(folder: Path) -> None:
    put(folder, ONE, OTHER)
    put(folder, replace(ONE, new="tin"))
    assert [decision.new for decision in read_decisions(folder, "ore")] == ["2024", "tin"]
    assert not put(folder, replace(ONE, new="tin"))


def test_a_file_without_decisions_is_no_file(folder: Path) -> None:
    put(folder, ONE)
    assert record(folder, "ore", {key_of(ONE): None})
    assert list(folder.iterdir()) == []
    assert not record(folder, "ore", {key_of(ONE): None})
    assert read_all(folder / "missing") == {}


def test_who_did_not_see_the_last_decision_is_told(folder: Path) -> None:
    put(folder, ONE, seen={key_of(ONE): None})
    mine = replace(ONE, new="tin")
    with pytest.raises(ConflictError, match="fact f536bb7e29 has been corrected by Ann Lee meanwhile") as caught:
        put(folder, mine, OTHER, seen={key_of(ONE): None, key_of(OTHER): None})
    assert caught.value.found == ONE
    assert read_decisions(folder, "ore") == (ONE,)
    put(folder, mine, seen={key_of(ONE): ONE})
    with pytest.raises(ConflictError, match="taken back"):
        put(folder, OTHER, seen={key_of(OTHER): OTHER})


def test_many_at_once_lose_no_decision(folder: Path) -> None:
    decisions = [replace(ONE, fact=f"{number:010x}") for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda decision: put(folder, decision), decisions))
    assert list(read_decisions(folder, "ore")) == decisions


def test_a_merge_of_two_branches_keeps_both(folder: Path) -> None:
    other = replace(ONE, new="tin")
    (folder / "ore.jsonl").write_text(to_line(ONE) + to_line(other) + to_line(ONE))
    assert read_decisions(folder, "ore") == (ONE, other)
    put(folder, OTHER)
    assert len(read_decisions(folder, "ore")) == 3
    put(folder, other)
    assert read_decisions(folder, "ore") == (OTHER, other)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({"slot": "colour"}, "'colour' is no slot; the slots are kind, value,"),
        ({"verdict": "maybe"}, "verdict 'maybe' is none of accept, reject, correct"),
        ({"fact": None}, "'fact' is missing, or is no text"),
        ({"why": 5}, "'why' is missing, or is no text"),
        ({"colour": "red"}, "unknown field 'colour'"),
        ({"slot": "value", "new": "4.5E10"}, "value: '4.5E10' cannot stand there: exact decimal"),
        (
            {"slot": "change", "new": {"direction": "up", "role": "by"}},
            "change: .*cannot stand there: how the concept moved",
        ),
        ({"slot": None, "new": {"id": "f536bb7e29"}}, "row: kind, value, value_high, "),
    ],
)
def test_a_wrong_line_is_named(folder: Path, spoil: dict[str, Any], words: str) -> None:
    row = json.loads(to_line(ONE)) | spoil
    (folder / "ore.jsonl").write_text(to_line(OTHER) + json.dumps(row) + "\n")
    with pytest.raises(UsageError, match=rf"ore\.jsonl line 2: {words}"):
        read_decisions(folder, "ore")


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff"])
def test_anything_else_is_refused(folder: Path, content: bytes) -> None:
    (folder / "ore.jsonl").write_bytes(content)
    with pytest.raises(UsageError, match=r"ore\.jsonl"):
        list(parse_decisions(folder / "ore.jsonl"))


def test_values_are_checked_by_the_schema_of_the_table() -> None:
    for slot, value in (("value", "-3.50"), ("period", "2024-Q3"), ("change", None), ("concept", None)):
        check_value(slot, value)
    for slot, value in (("period", "last year"), ("comparator", "≈"), ("kind", "sum"), ("decimals", "1")):
        with pytest.raises(UsageError, match=f"^{slot}: "):
            check_value(slot, value)


def test_an_id_that_names_no_file_is_refused(folder: Path) -> None:
    with pytest.raises(ArticleError, match="cannot name a file"):
        record(folder, "../ore", {key_of(ONE): ONE})
    assert read_decisions(folder, "../ore") == ()


def test_a_folder_that_cannot_be_written_is_said(folder: Path) -> None:
    (folder / "reviews").write_text("")
    with pytest.raises(OutputError, match="cannot write reviews"):
        record(Path("reviews"), "ore", {key_of(ONE): ONE})


def test_articles_take_their_decisions_along(folder: Path) -> None:
    put(folder, ONE)
    articles = [Article("ore", "x"), Article("tin", "x"), Failure("ore", "empty", "x")]
    assert [getattr(each, "decisions", None) for each in with_decisions(articles, folder)] == [(ONE,), (), None]
