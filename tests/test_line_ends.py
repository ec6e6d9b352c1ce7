from __future__ import annotations

import json

from conftest import ROOT, TEXT, table_of
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extract, load
from pipeline.line_ends import with_own_line_ends, with_plain_line_ends
from pipeline.model import Article, Date, Evidence, FactTable, Span
from pipeline.stages.ingest import article_of
from pipeline.table import dumps, to_json


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
