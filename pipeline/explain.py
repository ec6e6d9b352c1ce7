"""Why each slot of a fact has its value: rule, cue words and rejected readings, recomputed from the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Group
from rich.table import Table
from rich.text import Text
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.articles import STDIN, article_paths, read_articles
from pipeline.errors import UsageError
from pipeline.identity import LENGTH
from pipeline.language import load
from pipeline.model import Article, Evidence, Fact, Span
from pipeline.run import extract_article
from pipeline.stages.annotate import annotate
from pipeline.stages.ingest import Defaults, date_of
from pipeline.store import SUFFIX as TABLE_SUFFIX
from pipeline.store import read_tables
from pipeline.table import slot_texts

SHORTEST = 4
"""Characters of an id that may stand for it."""

_ID = re.compile(rf"[0-9a-f]{{{SHORTEST},{LENGTH}}}")

LEFT, RIGHT = "⟦", "⟧"
"""What stands around the quantity in its sentence, also where there is no colour."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One slot of a fact, its value as the table writes it, and why it has it."""

    slot: str
    value: str
    rule: str
    cues: tuple[str, ...]
    rejected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One fact, the sentence it stands in with the quantity marked, and a reason a slot."""

    document: str
    fact: Fact
    sentence: str
    reasons: tuple[Reason, ...]


def explain_all(what: str, corpus: str, defaults: Defaults, model: str | None) -> Iterator[Explanation]:
    """The explanations of the facts that `what` asks for: an id or its first characters, an article, or its table.

    Articles are looked for in `corpus`. Raises UsageError where `what` is none of these.
    """
    wanted, articles = _sought(what, corpus, defaults)
    nlp = load(model)
    for article in articles:
        yield from explain(article, nlp, wanted)


def _sought(what: str, corpus: str, defaults: Defaults) -> tuple[str, Iterator[Article]]:
    """The id, or its first characters, that `what` asks for (empty: all facts), and the articles to look in."""
    path = Path(what)
    if path.suffix.lower() == TABLE_SUFFIX and path.exists():
        told = {table["document"]["id"]: table["document"]["published"] for table in read_tables(path)}
        found = (article for article in _readable(corpus, defaults) if article.id in told)
        return "", (_published(article, told[article.id]) for article in found)
    if not what or path.exists() or what == STDIN:
        return "", _readable(what, defaults)
    if not _ID.fullmatch(what.lower()):
        form = f"{LENGTH} of the characters 0-9 and a-f, or the first {SHORTEST} or more of them"
        raise UsageError(f"{what}: neither a file nor the id of a fact, which is {form}")
    return what.lower(), _readable(corpus, defaults)


def _published(article: Article, day: str | None) -> Article:
    """The article with the day that its table says, where it has none of its own: relative dates then read the same."""
    return replace(article, published=date_of(day)) if day and article.published is None else article


def explain(article: Article, nlp: Language, wanted: str = "") -> list[Explanation]:
    """The explanations of the facts of `article` whose id begins with `wanted`, in document order."""
    facts = [fact for fact in extract_article(article, nlp, every_reading=True).facts if fact.id.startswith(wanted)]
    if not facts:
        return []
    doc = annotate(article, nlp)
    return [
        Explanation(article.id, fact, marked_sentence(doc, fact.span), tuple(_reasons(article.text, fact)))
        for fact in sorted(facts, key=lambda fact: fact.span)
    ]


def marked_sentence(doc: Doc, span: Span) -> str:
    """The sentence of `doc` that holds `span`, on one line, with the span between brackets."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    first, last = (found[0].sent, found[-1].sent) if found and doc.has_annotation("SENT_START") else (doc[:], doc[:])
    before, after = doc.text[first.start_char : span.start], doc.text[span.end : last.end_char]
    return " ".join(f"{before}{LEFT}{doc.text[span.start : span.end]}{RIGHT}{after}".split())


def render(explanation: Explanation) -> Group:
    """What `pipeline explain` shows of one fact."""
    fact = explanation.fact
    head = Text.assemble(
        (fact.id, "bold cyan"), "  ", (" ".join(fact.exact.split()), "bold"), f"  in {explanation.document}"
    )
    slots = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
    for column in ("slot", "value", "rule", "cue", "rejected"):
        slots.add_column(column, overflow="fold")
    for reason in explanation.reasons:
        quoted = ", ".join(f"“{cue}”" for cue in reason.cues)
        slots.add_row(reason.slot, Text(reason.value), reason.rule, Text(quoted), Text("; ".join(reason.rejected)))
    return Group(head, Text(explanation.sentence), slots, Text())


def _readable(path: str, defaults: Defaults) -> Iterator[Article]:
    """The articles that `path` holds. Raises UsageError where it is one article that cannot be read."""
    alone = not Path(path).is_dir()
    for article in read_articles(article_paths([path]), defaults):
        if isinstance(article, Article):
            yield article
        elif alone:
            raise UsageError(article.message)


def _reasons(text: str, fact: Fact) -> Iterator[Reason]:
    """One reason for each slot that has a value or a story; slots that are empty for no reason are left out."""
    values = slot_texts(fact)
    for slot in (*values, *(name for name in fact.evidence if name not in values)):
        why = fact.evidence.get(slot, Evidence(""))
        value = values.get(slot, "")
        if value or why.rule or why.rejected:
            cues = tuple(" ".join(text[cue.start : cue.end].split()) for cue in why.cues)
            yield Reason(slot, value or "null", why.rule, cues, why.rejected)
