from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TEXT, span_of, table_of
from rich.console import Console
from typer.testing import Result

from pipeline import load
from pipeline.explain import LEFT, RIGHT, Explanation, explain, marked_sentence, render
from pipeline.model import Article, FactTable

Run = Callable[..., Result]


@pytest.fixture
def explained(monkeypatch: pytest.MonkeyPatch) -> list[Explanation]:
    """The explanations of the hand-made table."""

    def extract_article(article: Article, nlp: object, *, every_reading: bool) -> FactTable:
        assert every_reading
        return table_of(title=article.title)

    monkeypatch.setattr("pipeline.explain.extract_article", extract_article)
    return explain(table_of().article, load("blank"))


def test_every_fact_is_explained_in_document_order(explained: list[Explanation]) -> None:
    assert [explanation.fact.exact for explanation in explained] == ["about $1.50 billion", "2–3.5 times", "3.0%"]


def test_a_slot_has_its_value_its_rule_its_cue_and_what_lost(explained: list[Explanation]) -> None:
    reasons = {reason.slot: reason for reason in explained[0].reasons}
    assert reasons["value"].value == "1500000000"
    assert reasons["change"].value == "increase to"
    assert (reasons["comparator"].rule, reasons["comparator"].cues) == ("hedge", ("about",))
    assert reasons["comparator"].rejected == ("=",)
    assert "value_high" not in reasons


def test_the_sentence_stands_on_one_line_with_the_quantity_marked() -> None:
    text = "Costs fell.\nSales rose\n5% in May. Rents too."
    doc = load("blank")(text)
    sentence = marked_sentence(doc, span_of(text, "5%"))
    assert f"Sales rose {LEFT}5%{RIGHT} in May." in sentence
    assert "\n" not in sentence


def test_what_is_shown_holds_it_all(explained: list[Explanation]) -> None:
    console = Console(width=200, record=True, file=None, quiet=False)
    with console.capture() as captured:
        console.print(render(explained[0]))
    shown = captured.get()
    for words in (explained[0].fact.id, "ostland-ore", f"{LEFT}about $1.50 billion{RIGHT}", "hedge", "“about”", "USD"):
        assert words in shown


@pytest.fixture
def corpus(folder: Path) -> Path:
    path = folder / "corpus"
    path.mkdir()
    (path / "ore.txt").write_text(TEXT, encoding="utf-8")
    (path / "sales.txt").write_text("Sales rose 5% in 2024.\n")
    (path / "broken.txt").write_text("")
    return path


def test_an_id_its_beginning_an_article_and_its_table_are_found(corpus: Path, run: Run) -> None:
    run("extract", "corpus", "--out", "extracted")
    whole = run("explain", "corpus/sales.txt")
    assert whole.exit_code == 0
    row_id = whole.stdout.split()[0]
    one = run("explain", row_id)
    assert f"{LEFT}5%{RIGHT}" in one.stdout
    assert one.stdout == run("explain", row_id[:6].upper()).stdout
    assert whole.stdout == run("explain", "extracted/sales.json").stdout
    assert one.stdout == run("explain", row_id, "--corpus", "corpus/sales.txt").stdout


def test_an_article_that_cannot_be_read_is_said(corpus: Path, run: Run) -> None:
    result = run("explain", "corpus/broken.txt")
    assert result.exit_code == 2
    assert result.stderr == "error: corpus/broken.txt: the article is empty\n"
