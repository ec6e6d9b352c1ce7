"""The page that shows articles, their facts and what changed: one HTML file that needs nothing else.

All that comes from articles travels as JSON in data blocks, one an article, and becomes text nodes in the browser: no
markup is ever made of it.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from spacy.language import Language

from pipeline.articles import article_paths, read_articles
from pipeline.findings import Placed, across
from pipeline.language import load
from pipeline.model import Article
from pipeline.review.changes import changes_of
from pipeline.review.charts import charts
from pipeline.review.layout import Mark, blocks, mark
from pipeline.stages.ingest import Defaults
from pipeline.store import parse_table, tables_by_id, tables_in
from pipeline.table import Json

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = ("elements.js", "text.js", "charts.js", "changes.js", "facts.js", "panels.js", "review.js", "desk.js")
"""What the page runs, in this order, as one script."""


ROWS = ("entities", "dates", "facts", "numbers", "findings")


def read_views(tables: Path, corpus: str, defaults: Defaults, old: Mapping[str, bytes] | None = None) -> list[Json]:
    """What the page shows of the tables, and error rows, in `tables`, with the texts of the articles in `corpus`.

    With `old` tables by article, as files hold them, each view has its `changes` since, and those of articles that are
    gone come at the end. Raises UsageError where one of the two paths is missing or holds nothing of its sort.
    """
    read = tables_by_id(tables_in([tables]))
    articles = {
        article.id: article
        for article in read_articles(article_paths([corpus]), defaults)
        if isinstance(article, Article)
    }
    nlp = load("blank")
    shown = {name: view(table, articles.get(name), nlp) for name, table in read.items()}
    _add_across(shown, across(table for table in read.values() if "error" not in table))
    if old is not None:
        before = {name: parse_table(data, f"the older table of {name}") for name, data in old.items()}
        for name, table in read.items():
            shown[name] |= changes_of(before.get(name), table)
        shown |= {name: gone(table) | changes_of(table, None) for name, table in before.items() if name not in read}
    return list(shown.values())


def view(table: Json, article: Article | None, nlp: Language) -> Json:
    """What the page shows of one table: its rows, the `blocks` of its text, and its `charts`.

    Where the article is not there, or has another text by now, there are no blocks, and `missing` says why.
    """
    if "error" in table:
        return {"document": table["document"], "error": table["error"]}
    shown = {name: table[name] for name in ("document", *ROWS)}
    shown |= {"blocks": [], "charts": charts(table["facts"]), "missing": _missing(table, article)}
    if article and not shown["missing"]:
        title, starts = table["document"]["title"], _sentence_starts(article, nlp)
        shown["blocks"] = blocks(article.text, title, starts, _marks(table))
    return shown


def gone(table: Mapping[str, Any]) -> Json:
    """What the page shows of an article that has no table any more: nothing but what is said of it."""
    nothing: Json = {name: [] for name in ROWS}
    return {"document": table["document"], **nothing, "blocks": [], "charts": [], "missing": "it has no table any more"}


def is_page(data: bytes) -> bool:
    """Whether a file that begins with `data` is such a page, and may be replaced by another."""
    return b"<title>Facts from news articles</title>" in data[:HEAD]


HEAD = 4_000
"""Bytes that hold the head of a page up to its title."""


def render(shown: Iterable[Json]) -> str:
    """The HTML file that shows these views."""
    shown = list(shown)
    return _page(index=[entry(each) for each in shown], views=shown, review=None)


def render_review(entries: Iterable[Json], review: Json) -> str:
    """The HTML page of a `review` in that state: it lists `entries`, and asks its server for views and decisions."""
    return _page(index=list(entries), views=[], review=review)


def _page(*, index: list[Json], views: list[Json], review: Json | None) -> str:
    page = _templates().get_template("page.html")
    return page.render(
        policy=None if review else content_policy(),
        style=Markup(_style()),  # noqa: S704  (our own files, and nothing but these)
        script=Markup(_script()),  # noqa: S704
        index=index,
        views=views,
        review=review,
    )


def content_policy(*, served: bool = False) -> str:
    """The Content-Security-Policy that lets in the page's own script and style alone; `served` adds its requests."""
    policy = f"default-src 'none'; script-src '{_hash(_script())}'; style-src '{_hash(_style())}'; img-src data:"
    policy += "; base-uri 'none'; form-action 'none'"
    return f"{policy}; connect-src 'self'; frame-ancestors 'none'" if served else policy


def entry(shown: Json) -> Json:
    """What the list of articles says of one."""
    document = shown["document"]
    if "error" in shown:
        return {"id": document["id"], "title": None, "error": shown["error"]["message"]}
    listed = {
        "id": document["id"],
        "title": document["title"],
        "facts": len(shown["facts"]),
        "doubts": sum(finding["severity"] in ("contradiction", "doubt") for finding in shown["findings"]),
        "unexplained": sum(number["reason"] == "unexplained" for number in shown["numbers"]),
        "changes": Counter(change["how"] for change in shown.get("changes", ()) if change["part"] == "facts"),
    }
    if "review" in shown:
        listed["open"] = sum(change["open"] for change in shown["changes"]) + bool(shown["review"]["rest"])
    return listed


def _add_across(shown: Mapping[str, Json], found: Iterable[Placed]) -> None:
    """Put each finding across articles into the view of each of them: `facts` are its own, `elsewhere` the others."""
    exact = {(name, fact["id"]): fact["exact"] for name, each in shown.items() for fact in each.get("facts", ())}
    for finding in found:
        for name in dict.fromkeys(document for document, _ in finding.facts):
            others = [place for place in finding.facts if place[0] != name]
            row = {
                "check": finding.check,
                "message": finding.message,
                "facts": [fact for document, fact in finding.facts if document == name],
                "severity": finding.severity,
                "elsewhere": [{"article": other, "fact": fact, "exact": exact[other, fact]} for other, fact in others],
            }
            shown[name]["findings"] = [*shown[name]["findings"], row]


def _missing(table: Json, article: Article | None) -> str | None:
    if article is None:
        return "no such article in the corpus (--corpus names its folder)"
    if article.sha256 != table["document"]["sha256"]:
        return "its text has changed since the table was made; extract it again"
    return None


def _sentence_starts(article: Article, nlp: Language) -> list[int]:
    """Where the pipeline's own rules begin a sentence; only they run, not the rest of the annotation."""
    nlp.max_length = max(nlp.max_length, len(article.text))
    doc = nlp.get_pipe("sentence_rules")(nlp.make_doc(article.text))
    return [sentence.start_char for sentence in doc.sents]


def _marks(table: Json) -> list[Mark]:
    places = table["positions"]
    marks = [
        mark(sort, row["id"], *places[row["id"]][0])
        for sort, part in (("fact", "facts"), ("date", "dates"), ("number", "numbers"))
        for row in table[part]
    ]
    return marks + [mark("entity", row["id"], *pair) for row in table["entities"] for pair in places[row["id"]]]


@cache
def _style() -> str:
    return (ASSETS / "page.css").read_text(encoding="utf-8")


@cache
def _script() -> str:
    parts = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def _hash(source: str) -> str:
    """The source expression by which a Content-Security-Policy lets just this inline text in."""
    return f"sha256-{b64encode(sha256(source.encode('utf-8')).digest()).decode('ascii')}"


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.policies["json.dumps_kwargs"] = {}  # else the keys would be sorted
    return templates
