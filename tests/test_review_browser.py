"""The review in a real browser: deciding by mouse and keys, coming back to it, and two windows at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from conftest import await_part, await_text, old_tables, review_articles, serious

from pipeline.engine import extract_one
from pipeline.review.decisions import read_decisions
from pipeline.review.server import open_server
from pipeline.review.session import Desk, Session
from pipeline.review.web import WebReview

if TYPE_CHECKING:
    from playwright.sync_api import Page


NAME = "<img src=x onerror=alert(1)>"


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Where a review of three changes is served, signed by one whose name would be a script."""
    extract = partial(extract_one, model="blank")
    articles = review_articles()
    desk = Desk(folder / "reviews", folder / "extracted", NAME)
    server, url = open_server(WebReview(Session(old_tables(), articles, map(extract, articles), extract, desk)))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield url
    server.close()


def totals(page: Page) -> str:
    return page.locator("#totals").inner_text()


def await_totals(page: Page, words: str) -> None:
    page.locator("#totals", has_text=words).wait_for()


def test_three_changes_are_decided_and_stay_so(page: Page, address: str, folder: Path) -> None:
    page.goto(address)
    assert totals(page) == "3 to decide"
    await_text(page.locator("tr.selected td.entity"), "Westmark Ostland")
    await_part(page.locator(".sentence.selected"), "Ostland sold 5 million tonnes")
    page.keyboard.press("a")
    await_totals(page, "2 to decide")
    page.get_by_label("Why").fill("prices of a good are its seller’s")
    page.get_by_role("button", name="Reject").click()
    await_totals(page, "1 to decide")
    page.locator("nav [aria-current]", has_text="tin").wait_for()
    page.locator("tr.selected td.entity", has_text="Aurelia").wait_for()
    page.keyboard.press("c")
    page.get_by_label("Slot to correct").select_option("entity")
    page.get_by_label("New value of entity").fill("Aurelia & Westmark")
    page.keyboard.press("Enter")
    await_totals(page, "Nothing left to decide")
    page.reload()
    assert totals(page) == "Nothing left to decide"
    await_text(page.locator("tr.selected td.entity"), "Westmark Aurelia & Westmark")
    decided = page.locator(".decided").inner_text()
    assert decided == f"✓ entity corrected from Aurelia to Aurelia & Westmark by {NAME}"
    written = [each for name in ("ore", "tin") for each in read_decisions(folder / "reviews", name)]
    assert sorted((each.verdict, each.slot, each.new) for each in written) == [
        ("accept", "entity", "Ostland"), ("correct", "entity", "Aurelia & Westmark"), ("reject", "entity", "Westmark"),
    ]  # fmt: skip
    assert len(list((folder / "extracted").iterdir())) == 2
    page.keyboard.press("u")
    await_totals(page, "1 to decide")
    assert len(list((folder / "extracted").iterdir())) == 1


def test_of_two_windows_the_second_sees_what_the_first_decided(page: Page, address: str, folder: Path) -> None:
    other = page.context.new_page()
    page.goto(address)
    other.goto(address)
    page.keyboard.press("a")
    await_totals(page, "2 to decide")
    before = read_decisions(folder / "reviews", "ore")
    other.get_by_role("button", name="Reject").click()
    other.get_by_role("alert").filter(has_text="meanwhile; look again").wait_for()
    assert read_decisions(folder / "reviews", "ore") == before
    assert totals(other) == "2 to decide"
    other.keyboard.press("j")
    other.keyboard.press("a")
    await_totals(other, "1 to decide")
    assert len(read_decisions(folder / "reviews", "ore")) == 2


def test_all_articles_are_searched_and_opened_though_one_came_with_the_page(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("nav [aria-current]", has_text="ore").wait_for()
    page.get_by_role("searchbox", name="Search all articles").fill("tin prices")
    page.locator("#article-count", has_text="1 of 2").wait_for()
    page.locator("nav li a").click()
    page.locator(".text", has_text="Aurelia sold 2 million tonnes of tin").wait_for()


def test_a_server_that_is_gone_is_said(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("nav [aria-current]", has_text="ore").wait_for()
    page.context.route("**/now*", lambda route: route.fulfill(body="gone"))
    page.locator("nav li a").nth(1).click()
    page.get_by_role("alert").filter(has_text="The server does not answer").wait_for()
    await_part(page.locator(".text"), "ore")


def test_nobody_is_kept_out_of_a_review(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Correct").click()
    assert serious(page) == []
