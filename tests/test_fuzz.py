"""Whatever the bytes: a table that holds its contract, or an error of ours. `make fuzz` runs many more."""

from __future__ import annotations

import json
import socket
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import NoReturn

import fuzz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles import Form, RawArticle, raw_articles
from pipeline.engine import Engine, extract_all
from pipeline.model import FactTable, Failure
from pipeline.stages.ingest import Defaults


def assert_holds(data: bytes, form: Form) -> None:
    assert fuzz.fault(RawArticle("x", "x", data, form, Defaults()), Counter()) is None


@settings(max_examples=150)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_ends_well(text: str) -> None:
    assert_holds(text.encode(), "text")


@settings(max_examples=100)
@given(st.text(st.sampled_from("<>/!-&;#x0 \n\"'=pabrtdh1%$"), max_size=120))
def test_any_markup_ends_well(markup: str) -> None:
    assert_holds(markup.encode(), "page")
    assert_holds(f"<html><body><article><p>Ore rose 5% to $4 million.</p>{markup}".encode(), "page")


json_values = st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=20), st.lists, max_leaves=5)


@settings(max_examples=100)
@given(
    st.binary(max_size=60)
    | st.dictionaries(st.sampled_from(["id", "text", "title", "published", "x"]), json_values).map(
        lambda row: json.dumps(row).encode()
    )
)
def test_any_line_ends_well(line: bytes) -> None:
    assert_holds(line, "row")


def test_mutated_news_ends_well() -> None:
    kinds: Counter[str] = Counter()
    assert [fuzz.fault(raw, kinds) for raw in islice(fuzz.inputs(1), 120)] == [None] * 120
    assert kinds["table"] > 60


@pytest.mark.parametrize(
    "text",
    [
        "Mills that own it were up 2.8 s on a rate of ¥145.",
        "It sold 40 s and 3 S.",
        "The firm cut 5 jobs. It lost $5m, said Velmora Group",
        "Norway is rich. Its trade with Chile is up. A third of Norway's trade",
        "A bid would value Zeta at",
        "Gold slid to a low of $417, having traded at $456",
        "Velmora's offer of 430p a share was",
        "Trade doubled last year to $9bn.",
        "page\n\nThe (£32. 2024.",
        "Turnover fell 9% t&ampo\t £88.2m. It rose from £51m to £40.1m.",
    ],
)
def test_what_once_broke_it_ends_well(text: str) -> None:
    assert_holds(text.encode(), "text")


def test_the_same_seed_gives_the_same_inputs() -> None:
    assert list(islice(fuzz.inputs(3), 20)) == list(islice(fuzz.inputs(3), 20)) != list(islice(fuzz.inputs(4), 20))


def test_the_check_sees_a_broken_table(table: FactTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "extract_one", lambda raw: table)
    raw = next(fuzz.inputs(0))
    assert fuzz.fault(raw, Counter()) is None
    monkeypatch.setattr(fuzz, "extract_one", lambda raw: Failure("x", "internal", "a bug", "where"))
    assert fuzz.fault(raw, Counter()) == "where"


def test_nothing_reaches_for_the_network(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was reached for")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    link = '<link rel="stylesheet" href="https://example.org/a.css"><img src="https://example.org/b.png">'
    doctype = '<!DOCTYPE html SYSTEM "https://example.org/x.dtd">'
    Path("a.html").write_text(f"{doctype}<html>{link}<body><article><p>Ore sales rose 5% to $4 million, they said.</p>")
    Path("b.txt").write_text("Ore sales rose 5% to $4 million in March 2024, 35 mph and 3.2 km² more.")
    results = list(extract_all(raw_articles(["a.html", "b.txt"], Defaults()), None, Engine()))
    assert [type(result) for result in results] == [FactTable, FactTable]
