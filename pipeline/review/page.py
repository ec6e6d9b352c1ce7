"""The page that shows articles, their facts and what changed: one HTML file that needs nothing else.

All that comes from articles travels as JSON in data blocks, one an article, and becomes text nodes in the browser: no
markup is ever made of it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from spacy.language import Language

from pipeline.articles import article_paths, read_articles
from pipeline.language import load
from pipeline.model import Article
from pipeline.review.charts import charts
from pipeline.review.layout import Mark, blocks, mark
from pipeline.stages.ingest import Defaults
from pipeline.store import tables_in
from pipeline.table import Json

PAGE = Path(__file__).parent / "page"
SCRIPTS = ("elements.js", "text.js", "charts.js", "facts.js", "panels.js", "desk.js")
"""What the page runs, in this order, as one script."""


def read_views(tables: Path, corpus: str, defaults: Defaults) -> list[Json]:
    """What the page shows of the tables, and error rows, in `tables`, with the texts of the articles in `corpus`.

    Raises UsageError where one of the two is missing or holds nothing of its sort.
    """
    read = list(tables_in([tables]))
    articles = {
        article.id: article
        for article in read_articles(article_paths([corpus]), defaults)
        if isinstance(article, Article)
    }
    nlp = load("blank")
    return [view(table, articles.get(table["document"]["id"]), nlp) for table in read]


def view(table: Json, article: Article | None, nlp: Language) -> Json:
    """What the page shows of one table: its rows, the `blocks` of its text, and its `charts`.

    Where the article is not there, or has another text by now, there are no blocks, and `missing` says why.
    """
    if "error" in table:
        return {"document": table["document"], "error": table["error"]}
    shown = {name: table[name] for name in ("document", "entities", "dates", "facts", "numbers", "findings")}
    shown |= {"blocks": [], "charts": charts(table["facts"]), "missing": _missing(table, article)}
    if article and not shown["missing"]:
        shown["blocks"] = blocks(
            article.text, table["document"]["title"], _sentence_starts(article, nlp), _marks(table)
        )
    return shown


def render(shown: Iterable[Json]) -> str:
    """The HTML file that shows these views."""
    shown = list(shown)
    style, script = (PAGE / "page.css").read_text(encoding="utf-8"), _script()
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:"
    return (
        _templates()
        .get_template("page.html")
        .render(
            policy=policy,
            style=Markup(style),  # noqa: S704  (our own files, and nothing but these)
            script=Markup(script),  # noqa: S704
            index=[_entry(each) for each in shown],
            views=shown,
        )
    )


def _entry(shown: Json) -> Json:
    """What the list of articles says of one."""
    document = shown["document"]
    if "error" in shown:
        return {"id": document["id"], "title": None, "error": shown["error"]["message"]}
    return {
        "id": document["id"],
        "title": document["title"],
        "published": document["published"],
        "facts": len(shown["facts"]),
        "doubts": sum(finding["severity"] in ("contradiction", "doubt") for finding in shown["findings"]),
        "unexplained": sum(number["reason"] == "unexplained" for number in shown["numbers"]),
    }


def _missing(table: Json, article: Article | None) -> str | None:
    if article is None:
        return "its text is not in the corpus"
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


def _script() -> str:
    parts = "\n".join((PAGE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def _hash(source: str) -> str:
    """The source expression by which a Content-Security-Policy lets just this inline text in."""
    return f"sha256-{b64encode(sha256(source.encode('utf-8')).digest()).decode('ascii')}"


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(PAGE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.policies["json.dumps_kwargs"] = {}  # else the keys would be sorted
    return templates
