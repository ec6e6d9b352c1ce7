"""The report in a real browser: filters, keys, paper, and articles that want to be more than text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TEXT, await_part, await_text, serious, table_of
from typer.testing import Result

from pipeline.table import Json, to_json

if TYPE_CHECKING:
    from playwright.sync_api import Page

Run = Callable[..., Result]

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;b&gt;"
SENTENCE = (
    "Ostland’s ore imports from Aurelia grew to about $1.50 billion between 2017 and 2024, its customs office said."
)


def hostile_table() -> tuple[str, Json]:
    """An article of the name HOSTILE, whose text, title and rows are made of it too, and its table."""
    text = TEXT.replace("Call", f"{HOSTILE} </script> call")
    table = to_json(table_of(text, title=HOSTILE, id=HOSTILE, publisher=HOSTILE))
    for row in table["facts"]:
        row |= {"concept": HOSTILE, "attribution": HOSTILE}
    table["entities"][0] |= {"name": HOSTILE, "mentions": [HOSTILE]}
    table["numbers"][0]["reason"] = table["findings"][0]["message"] = table["findings"][0]["check"] = HOSTILE
    return text, table


@pytest.fixture
def report(folder: Path, run: Run) -> str:
    """The address of a report on two articles: a plain one, and one that is hostile."""
    text, table = hostile_table()
    plain = to_json(table_of())
    plain["numbers"][0]["reason"] = "unexplained"
    tables = [plain, table]
    articles = [{"id": "ostland-ore", "text": TEXT}, {"id": HOSTILE, "text": text}]
    Path("tables.jsonl").write_text("".join(json.dumps(each) + "\n" for each in tables))
    Path("articles.jsonl").write_text("".join(json.dumps(each) + "\n" for each in articles))
    assert run("report", "tables.jsonl", "--corpus", "articles.jsonl").exit_code == 0
    return (folder / "report.html").as_uri()


def test_a_fact_and_its_sentence_find_each_other(page: Page, report: str) -> None:
    page.goto(report)
    page.locator("tbody tr", has_text="1,500,000,000").click()
    await_text(page.locator(".sentence.selected"), SENTENCE)
    await_text(page.locator("a.mark.selected"), "about $1.50 billion")
    assert page.locator(".details").inner_text().count("customs office") == 1
    await_part(page.locator(".text .note.selected"), "Doubt sum")
    page.locator(".text a.mark", has_text="3.0%").click()
    await_text(page.locator("tr.selected td.concept"), "prices")
    await_text(page.locator(".sentence.selected"), "Prices rose 3.0%.")
    page.reload()
    await_text(page.locator("tr.selected td.concept"), "prices")
    page.go_back()
    await_text(page.locator(".sentence.selected"), SENTENCE)


def test_the_table_is_sorted_filtered_and_searched(page: Page, report: str) -> None:
    page.goto(report)
    concepts = page.locator("#panel-facts td.concept")
    assert concepts.all_inner_texts() == ["ore imports", "sales", "prices"]
    page.get_by_role("button", name="Concept").click()
    assert concepts.all_inner_texts() == ["ore imports", "prices", "sales"]
    page.get_by_role("button", name="Concept").click()
    assert concepts.all_inner_texts() == ["sales", "prices", "ore imports"]
    await_part(page.locator("th[aria-sort=descending]"), "Concept")
    page.get_by_role("button", name="percent").click()
    assert concepts.all_inner_texts() == ["prices"]
    assert page.locator(".mark.fact.faded").count() == 2
    page.get_by_role("button", name="percent").click()
    page.get_by_label("Slot", exact=True).select_option("entity")
    page.get_by_label("Value of the slot").select_option("(empty)")
    assert concepts.all_inner_texts() == ["prices"]
    page.get_by_label("Value of the slot").select_option("")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("customs aurelia")
    assert concepts.all_inner_texts() == ["ore imports"]
    await_text(page.locator("#panel-facts .tally"), "1 of 3 facts")


def test_what_differs_stands_beside_what_was(page: Page, report: str, folder: Path, run: Run) -> None:
    old = to_json(table_of())
    old["facts"][0]["concept"], old["facts"][0]["change"] = HOSTILE, None
    old["facts"][1] |= {"id": "0000000000", "kind": "count", "value": "9", "concept": "cats"}
    old["positions"]["0000000000"] = [[0, 1]]
    Path("old.jsonl").write_text(json.dumps(old) + "\n")
    run("report", "tables.jsonl", "--corpus", "articles.jsonl", "--against", "old.jsonl")
    page.goto(report)
    page.keyboard.press("d")
    await_text(page.locator("#panel-facts .tally"), "3 of 4 facts")
    await_text(page.locator("td.concept del").first, " ".join(HOSTILE.split()))
    await_text(page.locator("td.concept ins").first, "ore imports")
    await_part(page.locator("tr.removed td.quantity .value"), "−9")
    page.get_by_role("tab", name="Changes").click()
    assert page.locator(".changes li").count() == 4
    assert serious(page) == []


def test_keys_walk_through_facts_and_articles(page: Page, report: str) -> None:
    page.goto(report)
    page.keyboard.press("j")
    page.keyboard.press("j")
    await_text(page.locator("tr.selected td.concept"), "sales")
    page.keyboard.press("k")
    await_text(page.locator("tr.selected td.concept"), "ore imports")
    page.keyboard.press("n")
    await_text(page.locator("h2").first, HOSTILE)
    page.keyboard.press("p")
    await_part(page.locator("nav [aria-current]"), "ostland-ore")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.keyboard.type("onerror")
    assert page.locator("nav li").count() == 1


def test_nobody_is_kept_out(page: Page, report: str) -> None:
    page.goto(report)
    page.locator("tbody tr").first.click()
    page.evaluate("for (const each of document.querySelectorAll('.closed')) each.classList.remove('closed')")
    assert serious(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("button", name="Articles").click()
    assert serious(page) == []


def test_whatever_an_article_says_is_text(page: Page, report: str) -> None:
    page.goto(report)
    page.keyboard.press("n")
    page.locator("tbody tr").first.click()
    for tab in page.get_by_role("tab").all():
        tab.click()
    await_text(page.locator("h2").first, HOSTILE)
    assert f"{HOSTILE} </script> call" in page.locator("main").inner_text()
    await_text(page.locator("td.concept").first, " ".join(HOSTILE.split()))
    await_text(page.locator("nav [aria-current] .headline"), HOSTILE)
    assert page.locator("img, main script, #side script, nav script, main b b").count() == 0
    assert page.evaluate("document.scripts.length") == 5


def test_an_article_prints_with_all_that_was_found(page: Page, report: str) -> None:
    page.goto(report)
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert all(page.locator(f"#panel-{name}").is_visible() for name in ("facts", "numbers", "names-dates"))
    assert page.pdf()[:5] == b"%PDF-"


def test_hundreds_of_articles_are_shown_in_parts(page: Page, folder: Path, run: Run) -> None:
    rows = [to_json(table_of(id=f"ore-{number:03}")) for number in range(700)]
    Path("tables.jsonl").write_text("".join(json.dumps(each) + "\n" for each in rows))
    Path("articles.jsonl").write_text(json.dumps({"id": "ore-699", "text": TEXT}))
    run("report", "tables.jsonl", "--corpus", "articles.jsonl")
    page.goto((folder / "report.html").as_uri() + "#ore-699")
    await_text(page.locator(".dateline .id"), "ore-699")
    assert page.locator("nav li a").count() == 300
    page.get_by_role("button", name="Show 300 more of 400").click()
    assert page.locator("nav li a").count() == 600
