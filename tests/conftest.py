"""What the tests share: a table with every sort of row, made by hand, and ways to run the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from inspect import signature
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from thinc.api import fix_random_seed
from typer.testing import CliRunner, Result

from pipeline.articles import article_paths, read_articles
from pipeline.engine import extract_all, extract_one
from pipeline.identity import fact_ids
from pipeline.model import (
    Article,
    Change,
    Date,
    DatePart,
    Entity,
    Evidence,
    Fact,
    FactTable,
    Failure,
    Finding,
    Mention,
    Number,
    Span,
)
from pipeline.review.decisions import with_decisions
from pipeline.stages.ingest import Defaults, read_article
from pipeline.table import to_json

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")

ROOT = Path(__file__).parents[1]

TEXT = """Ostland buys more “Aurel” ore

Ostland’s ore imports from Aurelia grew to about $1.50 billion between 2017 and 2024, its customs office said. \
Aurelia could sell 2–3.5 times as much. Prices rose 3.0%. Call 555 0134.
"""


@cache
def corpus_results() -> dict[str, FactTable | Failure]:
    """Article id -> what the pipeline makes of it under reviews/, for the whole of corpus/, once a test run."""
    articles = read_articles(article_paths([str(ROOT / "corpus")]), Defaults())
    results = extract_all(with_decisions(articles, ROOT / "reviews"))
    return {getattr(result, "article", result).id: result for result in results}


def steps(work: Callable[[], object]) -> int:
    """How many lines and calls Python runs for `work`, those of a comprehension each round: a clock without jitter.

    What C code does within one call is not counted.
    """
    count = 0

    def trace(frame: FrameType, event: str, value: object) -> Callable[..., object]:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def span_of(text: str, exact: str, nth: int = 1) -> Span:
    """The span of the `nth` occurrence of `exact` in `text`."""
    start = -1
    for _ in range(nth):
        start = text.index(exact, start + 1)
    return Span(start, start + len(exact))


def table_of(text: str = TEXT, **about: object) -> FactTable:
    """A table with every sort of row, made by hand from TEXT or an edit of it; `about` goes to its Article."""

    def at(exact: str, nth: int = 1) -> Span:
        return span_of(text, exact, nth)

    places = at("$1.50 billion"), at("2–3.5 times"), at("3.0%")
    ids = fact_ids(text, [places[0].start + 1, places[1].start, places[2].start])
    article = {"id": "ostland-ore", "text": text, "sha256": sha256(text.encode()).hexdigest()} | about
    facts = (
        Fact(ids[2], places[2], "percent", Decimal("3.0"), None, 1, "percent", None, "=", "prices", None, None, None,
             Change("increase", "by"), "actual", None, "3.0%"),
        Fact(ids[0], at("about $1.50 billion"), "money", Decimal("1.50E+9"), None, -7, "USD", None, "~", "ore imports",
             "Ostland", "Aurelia", "2024", Change("increase", "to"), "actual", "customs office", "about $1.50 billion",
             {"comparator": Evidence("hedge", (at("about"),), ("=",)), "period": Evidence("end of interval")}),
        Fact(ids[1], places[1], "multiple", Decimal(2), Decimal("3.5"), 0, "times", None, "=", "sales", "Aurelia",
             None, None, None, "hypothetical", None, "2–3.5 times"),
    )  # fmt: skip
    return FactTable(
        Article(**article),  # type: ignore[arg-type]
        words=40,
        entities=(
            Entity("x2", "Aurelia", "GPE", "AU", (Mention(at("Aurelia", 2)), Mention(at("Aurelia")))),
            Entity("x1", "Ostland", "GPE", None, (Mention(at("Ostland")), Mention(at("its customs"), "pronoun"))),
        ),
        dates=(
            Date(at("between 2017 and 2024"), "DATE", "2017/2024", date(2017, 1, 1), date(2024, 12, 31), "absolute",
                 (DatePart(at("2017"), "2017"), DatePart(at("2024"), "2024"))),
        ),
        facts=facts,
        numbers=(Number(at("555 0134"), "phone number"),),
        findings=(Finding("sum", "it does not close", (ids[0],), "doubt"),),
    )  # fmt: skip


TINY_TOK2VEC = """
[model.tok2vec]
@architectures = "spacy.Tok2Vec.v2"

[model.tok2vec.embed]
@architectures = "facts.WordEmbed.v1"
width = 16
features = ["norm","suffix","shape"]
rows = [200,200,50]

[model.tok2vec.encode]
@architectures = "facts.WideEncoder.v1"
width = 16
steps = [1,2]
maxout_pieces = 2
"""
"""The part of a component's config that gives it a small encoder, which learns a few sentences in a moment."""


@pytest.fixture
def same_weights() -> None:
    """Layers start from the same weights by chance in every run, in whatever order the tests come."""
    fix_random_seed(0)


@pytest.fixture
def table() -> FactTable:
    return table_of()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the working directory of the test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs the command line in this process with the pipeline without a trained model, where a command takes one."""
    from pipeline.cli import app

    callbacks = [command.callback for command in app.registered_commands if command.callback]
    take_models = {each.__name__ for each in callbacks if "model" in signature(each).parameters}

    def invoke(*arguments: object, stdin: str | bytes | None = None) -> Result:
        words = [str(argument) for argument in arguments]
        model = ["--model", "blank"] if words[0] in take_models and "--model" not in words else []
        return CliRunner().invoke(app, words + model, input=stdin, catch_exceptions=False)

    return invoke


def shown(path: Path) -> list[Path]:
    """The files below `path` whose names do not begin with a dot, in the order of the names."""
    return sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))


def command(*arguments: object) -> list[str]:
    """The command line as a process of its own."""
    return [sys.executable, "-m", "pipeline", *map(str, arguments)]


def run_process(
    arguments: Sequence[object], *, env: Mapping[str, str] | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[bytes]:
    """The finished process of ``pipeline ARGUMENTS`` under the changed environment."""
    return subprocess.run(
        command(*arguments), env={**os.environ, **(env or {})}, capture_output=True, timeout=timeout, check=False
    )


REVIEWED = {
    "ore": "Ostland sold 5 million tonnes of ore in 2024. Ore prices rose 3%. Ostland paid $40 million in tax.\n",
    "tin": "Aurelia sold 2 million tonnes of tin in 2024. Tin prices fell 8%.\n",
}
"""Articles to review, by id."""


def review_articles() -> list[Article]:
    return [read_article(text.encode(), name) for name, text in REVIEWED.items()]


def old_tables() -> dict[str, bytes]:
    """Article id -> accepted table of REVIEWED, in which three facts had another entity than they have now."""
    tables = {}
    for article in review_articles():
        table = extract_one(article, "blank")
        assert isinstance(table, FactTable)
        rows = to_json(table)
        for row in rows["facts"][:2] if article.id == "ore" else rows["facts"][:1]:
            row["entity"] = "Westmark"
        tables[article.id] = json.dumps(rows).encode()
    return tables


QUIET = ("no-sandbox", "disable-gpu", "disable-background-networking", "disable-component-update", "disable-sync")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser without a window; where none is installed the test is skipped, or fails if REQUIRE_BROWSER is set.

    It lives for one module only: its event loop runs in this thread, where other tests may want their own.
    """
    path = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        absent = pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip
        absent("needs Debian's chromium, and playwright to drive it")
    with sync_playwright() as playwright:
        arguments = [f"--{name}" for name in (*QUIET, "no-first-run")]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new page on a laptop's screen; the test fails where a script of the page does, or is kept from running."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    opened, problems = context.new_page(), list[str]()
    opened.set_default_timeout(5_000)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("dialog", lambda dialog: (problems.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    yield opened
    context.close()
    assert problems == []


def await_text(found: Locator, text: str) -> None:
    """Wait until an element shows `text` and nothing else, white space aside: pages follow their address in time."""
    from playwright.sync_api import expect

    expect(found).to_have_text(text, use_inner_text=True)


def await_part(found: Locator, text: str) -> None:
    """Wait until an element shows `text` among what it shows."""
    from playwright.sync_api import expect

    expect(found).to_contain_text(text, use_inner_text=True)


def serious(page: Page) -> list[str]:
    """What axe finds on the page that keeps people out: `rule: element`."""
    from axe_core_python.sync_playwright import Axe

    found = Axe().run(page)["violations"]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    return [f"{each['id']}: {node['html'][:200]}" for each in grave for node in each["nodes"]]
