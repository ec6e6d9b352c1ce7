"""Web pages: what is taken for the article, what the page says about it, and where its words stand in the page."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from html import escape
from pathlib import Path

import pytest
from conftest import steps
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from typer.testing import Result

from pipeline import pages
from pipeline.errors import ArticleError
from pipeline.model import Span
from pipeline.pages import read_page, source_span
from pipeline.schema import load_schema
from pipeline.stages.ingest import Defaults

Run = Callable[..., Result]

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Ore sales climb at Brannock &amp; Vale | Tessel Courier</title>
<meta property="article:published_time" content="2025-02-03T08:15:00Z">
<meta property="og:site_name" content="Tessel Courier">
<style>p > b { content: "77%" }</style><script>if (1 < 2) document.write("<p>88%</p>")</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/b">Money 24/7</a></li></ul></nav>
<article><h1>Ore sales climb at Brannock &amp; Vale</h1><!-- <p>99%</p> -->
<p>Brannock &amp; Vale sold ore for <b>$1.5&nbsp;billion</b> in 2024,
   up <a href="/x?a=1>0">12%</a> from the year before, the company said on Monday, its third rise in a row.</p>
<p>Costs fell 3% to $410 million,<br>and the firm hired 240 workers in the northern pit, which it opened in 2023.</p>
<ul><li>Copper: 40,000 tonnes</li><li>Zinc: 12,500 tonnes</li></ul>
<table><tr><th>Year</th><th>Sales</th></tr><tr><td>2023</td><td>$1.34 billion</td></tr></table>
<blockquote><p>&ldquo;We expect 5% growth&rdquo;, said Ola Brandt, who took over in 2022.</p></blockquote>
</article><footer>&copy; 2025 Tessel Courier. Call 555 0134.</footer></body></html>
"""

TEXT = """Ore sales climb at Brannock & Vale

Brannock & Vale sold ore for $1.5 billion in 2024, up 12% from the year before, the company said on Monday, \
its third rise in a row.

Costs fell 3% to $410 million,

and the firm hired 240 workers in the northern pit, which it opened in 2023.

Copper: 40,000 tonnes
Zinc: 12,500 tonnes

Year | Sales
2023 | $1.34 billion

“We expect 5% growth”, said Ola Brandt, who took over in 2022."""


def page_with(*paragraphs: str, head: str = "") -> str:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return f"<html><head><meta charset='utf-8'>{head}</head><body><article>{body}</article></body></html>"


def test_the_body_is_the_text() -> None:
    article = read_page(PAGE.encode(), "ore")
    assert article.text == TEXT
    assert (article.title, article.publisher) == ("Ore sales climb at Brannock & Vale", "Tessel Courier")
    assert (article.published, article.published_from) == (date(2025, 2, 3), "metadata")


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("$1.5 billion", "$1.5&nbsp;billion"),
        ("Brannock & Vale sold", "Brannock &amp; Vale sold"),
        ("for $1", "for <b>$1"),
        ("2024, up 12%", '2024,\n   up <a href="/x?a=1>0">12%'),
        ("40,000 tonnes", "40,000 tonnes"),
        ("2023 | $1.34", "2023</td><td>$1.34"),
        ("“We", "&ldquo;We"),
        ("growth”, said", "growth&rdquo;, said"),
    ],
)
def test_a_span_of_the_text_has_its_place_in_the_page(words: str, there: str) -> None:
    article = read_page(PAGE.encode(), "ore")
    start = article.text.index(words)
    place = source_span(article.source, Span(start, start + len(words)))
    assert place is not None
    assert PAGE[place.start : place.end] == there


def test_what_the_page_does_not_hold_has_no_place() -> None:
    source = read_page(PAGE.encode(), "ore").source
    between = TEXT.index("\n\n")
    assert source_span(source, Span(between, between + 1)) is None
    assert source_span(source, Span(0, len(TEXT))) is not None
    assert source_span(source, Span(len(TEXT), len(TEXT) + 1)) is None
    assert source_span((), Span(0, 1)) is None


def test_runs_stand_in_order_and_agree_with_the_page() -> None:
    article = read_page(PAGE.encode(), "ore")
    last = 0
    for start, end, first, until in article.source:
        assert last <= start < end <= len(article.text)
        assert 0 <= first < until <= len(PAGE)
        if end - start == until - first > 1:
            assert "".join(article.text[start:end].split()) == "".join(PAGE[first:until].split())
        last = end


def test_a_date_given_by_the_call_is_for_pages_without_one() -> None:
    plain = page_with("Ore output rose 5% last month, the mine said in a long statement.")
    defaults = Defaults(published=date(2024, 1, 2))
    assert read_page(plain.encode(), "x", defaults).published_from == "given"
    assert read_page(PAGE.encode(), "x", defaults).published == date(2025, 2, 3)
    assert read_page(plain.encode(), "x").published is None


def test_a_day_to_come_is_kept_for_no_clock_is_asked() -> None:
    head = '<meta property="article:published_time" content="2150-06-01">'
    page = page_with("Ore output rose 5% last month, the mine said in a long statement.", head=head)
    assert read_page(page.encode(), "x").published == date(2150, 6, 1)


def test_the_declared_encoding_is_believed() -> None:
    page = PAGE.replace("utf-8", "windows-1252").replace("&ldquo;", "“").replace("&rdquo;", "”").encode("cp1252")
    article = read_page(page, "ore")
    assert (article.text, article.encoding) == (TEXT, "cp1252")


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html>", "<p></p>", "<html><script>1 < 2"])
def test_a_page_without_an_article_is_refused(page: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_page(page.encode(), "x")
    assert str(caught.value) == "no article could be found in the page; save its text as .txt"
    assert caught.value.kind == "empty"


def test_a_paragraph_with_foreign_words_between_is_mapped_in_pieces() -> None:
    left, right = (
        "Output of the upper pit rose 5% in 2024, and ",
        "the lower pit brought 3,000 tonnes more than before.",
    )
    page = (
        f"<html><body><article><p>{left}<script>var x</script><em>read <!-- 4% -->on</em>{right}</p></article></body>"
    )
    text = (left + right).strip()
    visible, starts, ends = pages._visible(page)
    (*_, last) = pages._runs([text], visible, starts, ends)
    found = source_span([last], Span(text.index("3,000"), text.index("3,000") + 5))
    assert found is not None
    assert page[found.start : found.end] == "3,000"


@given(st.lists(st.text("aäб &<>\"'\u00a05%$.", min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=5))
def test_every_character_that_is_found_is_the_same_in_the_page(paragraphs: list[str]) -> None:
    page = page_with(*paragraphs)
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    blocks = [("\n\n" if index else "") + " ".join(words.split()) for index, words in enumerate(paragraphs)]
    runs = list(pages._runs(blocks, *pages._visible(page)))
    assert runs
    for start, end, first, last in runs:
        assert "".join(pages.unescape(page[first:last]).split()) == "".join(text[start:end].split())


def test_time_grows_with_the_length_of_the_page() -> None:
    def work(paragraphs: int) -> Callable[[], object]:
        blocks = [f"\n\nPit {number} brought {number}% more." for number in range(paragraphs)]
        page = page_with(*blocks)
        other = [block.replace("Pit", "Shaft") for block in blocks]
        return lambda: [list(pages._runs(each, *pages._visible(page))) for each in (blocks, other)]

    assert steps(work(2000)) < 5 * steps(work(500))


def test_a_folder_of_pages_becomes_tables_that_hold_text_and_source(folder: Path, run: Run) -> None:
    (folder / "news").mkdir()
    (folder / "news" / "ore.html").write_text(PAGE, encoding="utf-8")
    (folder / "news" / "empty.htm").write_text("<html></html>", encoding="utf-8")
    result = run("extract", "news", "--out", "out")
    assert result.exit_code == 1
    assert "failed: news/empty.htm: no article could be found in the page" in result.stderr
    table = json.loads(Path("out/ore.json").read_bytes())
    Draft202012Validator(load_schema()).validate(table)
    assert "\n".join(table["text"]) == TEXT
    assert table["document"]["published_from"] == "metadata"
    for fact in table["facts"]:
        start, end = table["positions"][fact["id"]][0]
        assert TEXT[start:end] == fact["exact"]
        assert source_span(table["source"], Span(start, end)) is not None
    assert {"$1.5 billion", "12%", "240 workers"} <= {fact["exact"] for fact in table["facts"]}


def test_a_page_on_standard_input_is_known_by_its_start(folder: Path, run: Run) -> None:
    table = json.loads(run("extract", "-", stdin=PAGE.encode()).stdout)
    assert "\n".join(table["text"]) == TEXT


def test_a_page_that_was_saved_as_text_is_a_page(folder: Path, run: Run) -> None:
    Path("ore.txt").write_text(PAGE)
    table = json.loads(run("extract", "ore.txt", "--out", "-").stdout)
    assert "\n".join(table["text"]) == TEXT


def test_a_row_may_hold_a_page_and_says_more_than_its_markup(folder: Path, run: Run) -> None:
    body = "<p>Sales of <b>Zeta</b> rose 5% to &pound;4m in 2024.</p><p>Costs fell 2%.</p>"
    told = {"id": "b", "text": PAGE, "title": "Ore", "published": "2025-02-04", "publisher": "Wire"}
    Path("wire.jsonl").write_text(json.dumps({"id": "a", "text": body}) + "\n" + json.dumps(told) + "\n")
    first, second = map(json.loads, run("extract", "wire.jsonl", "--out", "-").stdout.splitlines())
    assert first["text"] == ["Sales of Zeta rose 5% to £4m in 2024.", "", "Costs fell 2%."]
    assert [fact["exact"] for fact in first["facts"]] == ["5%", "£4m", "2%"]
    document = second["document"]
    assert [document[key] for key in ("title", "published", "published_from", "publisher")] == [
        "Ore", "2025-02-04", "given", "Wire"
    ]  # fmt: skip


def test_a_missing_package_is_one_line_with_the_command_that_installs_it(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ore.html", "ore.txt"):
        Path(name).write_text(PAGE, encoding="utf-8")
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.setattr("pipeline.extras.find_spec", lambda name: None)
    command = "install it: python -m pip install -e '.[html]'"
    for words, stdin, place in (
        (["ore.html"], None, "ore.html"),
        (["ore.txt"], None, "ore.txt"),
        (["-"], PAGE.encode(), "stdin"),
    ):
        result = run("extract", *words, stdin=stdin)
        assert result.exit_code == 2
        assert result.stderr == f"error: {place}: reading HTML needs the extra 'html'; {command}\n"
