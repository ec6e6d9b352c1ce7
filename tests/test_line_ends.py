from __future__ import annotations

import json

import pytest
from conftest import ROOT, TEXT, table_of
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extract, load
from pipeline.line_ends import plain_text, with_own_line_ends, with_plain_line_ends
from pipeline.model import Article, Date, Evidence, FactTable, Span
from pipeline.stages.ingest import article_of
from pipeline.table import SLOTS, dumps, slot_value, to_json


def words_of(text: str, span: Span) -> str:
    return text[span.start : span.end]


@given(st.text(alphabet="ab\r\n", max_size=30), st.data())
def test_a_span_keeps_its_words(text: str, data: st.DataObject) -> None:
    article = Article("a", text)
    plain = with_plain_line_ends(article)
    start = data.draw(st.integers(0, len(plain.text)))
    span = Span(start, data.draw(st.integers(start, len(plain.text))))
    date = Date(span, "DATE", None, None, None, "absolute")
    moved = with_own_line_ends(FactTable(plain, 0, dates=(date,)), article).dates[0].span
    own = words_of(text, moved)
    assert own.replace("\r\n", "\n").replace("\r", "\n") == words_of(plain.text, span)


def test_a_text_without_returns_is_left_alone() -> None:
    table = table_of()
    assert with_plain_line_ends(table.article) is table.article
    assert with_own_line_ends(table, table.article) is table


def test_every_span_of_a_table_moves() -> None:
    text = TEXT.replace("\n", "\r\n")
    own, plain = table_of(text), table_of()
    moved = with_own_line_ends(plain, own.article)
    assert to_json(moved)["positions"] == to_json(own)["positions"]
    assert moved.facts[1].evidence["comparator"] == Evidence(
        "hedge", (own.facts[1].evidence["comparator"].cues), ("=",)
    )


def test_the_corpus_says_the_same_whoever_saved_it() -> None:
    text = (ROOT / "corpus" / "shipping-container-rates-briefs.txt").read_text(encoding="utf-8")
    assert "\r" not in text
    plain = extract(text, nlp=load("blank"))
    own = extract(text.replace("\n", "\r\n"), nlp=load("blank"))
    old = extract(text.replace("\n", "\r"), nlp=load("blank"))
    rows, own_rows, old_rows = (json.loads(dumps(table)) for table in (plain, own, old))
    assert len(rows["facts"]) > 5
    for part in ("entities", "dates", "facts", "numbers"):
        assert rows[part] == json.loads(json.dumps(own_rows[part]).replace("\\r\\n", "\\n"))
        assert rows[part] == json.loads(json.dumps(old_rows[part]).replace("\\r", "\\n"))
    for row in own_rows["facts"]:
        start, end = own_rows["positions"][row["id"]][0]
        assert row["exact"] == own.article.text[start:end]


def test_the_digest_is_of_the_text_as_it_is() -> None:
    text = "Sales rose 5%\r\nin May."
    assert extract(text, nlp=load("blank")).article == article_of(text, "article")


ARTICLES = (
    "central-bank-poland-rate-cut",
    "earnings-appliance-maker-quarter",
    "takeover-nordic-paper",
    "trade-india-east-africa",
)


@pytest.mark.parametrize("name", ARTICLES)
def test_paragraphs_may_have_a_line_each(name: str) -> None:
    text = (ROOT / "corpus" / f"{name}.txt").read_text(encoding="utf-8")
    lines = text.replace("\n\n", "\n")
    facts, expected = extract(lines).facts, extract(text).facts
    assert lines != text
    assert len(facts) > 5
    for fact, wanted in zip(facts, expected, strict=True):
        assert fact.exact == wanted.exact == words_of(lines, fact.span)
        assert {slot: slot_value(fact, slot) for slot in SLOTS} == {slot: slot_value(wanted, slot) for slot in SLOTS}


def test_a_wrapped_paragraph_is_one() -> None:
    text = "Norway’s exports rose by 5% in 2024, its\nbank said. Imports\nfell by 2%.\nChile is old.\n"
    assert plain_text(text) == text
    assert plain_text(text.replace("\n", "\n\n")) == text.replace("\n", "\n\n")


def test_a_line_break_after_a_full_stop_ends_a_sentence() -> None:
    docs = [load(model)("Peru said prices fell.\nChile rose by 5%.\nThe U.S.\nfell.") for model in ("blank", None)]
    assert [[len(sentence) for sentence in doc.sents] for doc in docs] == [[6, 7, 5]] * 2
