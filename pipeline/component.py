"""The pipeline as a spaCy component: ``nlp.add_pipe("facts")`` on any spaCy pipeline."""

from __future__ import annotations

from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from pipeline.language import load
from pipeline.run import extract_article
from pipeline.stages.ingest import article_of, date_of
from pipeline.table import Json, to_json

QUANTITIES, DATES = "quantities", "dates"
"""Names of the span groups."""


class Facts:
    """Adds the fact table of each doc's text.

    ``doc._.facts`` are the rows of its facts and ``doc._.fact_table`` is the whole table in its JSON form, the same as
    `extract` makes of the text, whatever the pipeline around: it is read with a model of its own. The span groups
    ``quantities`` (labelled by kind) and ``dates`` (by TIMEX3 type) hold their places; a span that begins or ends
    within a token of the doc takes the whole token in, and its id is that of the row. ``doc._.published``, a date or
    YYYY-MM-DD, anchors relative dates where it is set before. Of a doc
    that is nothing but white space there is no table.
    """

    def __init__(self, model: str | None) -> None:
        self.nlp = load(model)

    def __call__(self, doc: Doc) -> Doc:
        doc._.fact_table = self._table(doc)
        doc.spans[QUANTITIES] = _group(doc, QUANTITIES, "facts", "kind")
        doc.spans[DATES] = _group(doc, DATES, "dates", "type")
        return doc

    def _table(self, doc: Doc) -> Json | None:
        if not doc.text.strip():
            return None
        published: date | str | None = doc._.published
        day = date_of(published) if isinstance(published, str) else published
        article = article_of(doc.text, "doc", published=day)
        self.nlp.max_length = max(self.nlp.max_length, len(doc.text))
        return to_json(extract_article(article, self.nlp))


@Language.factory(
    "facts",
    default_config={"model": None},
    assigns=["doc._.facts", "doc._.fact_table", "doc.spans"],
)
def make_facts(nlp: Language, name: str, model: str | None) -> Facts:  # noqa: ARG001  (spaCy gives all three)
    """The component that reads with the language model `model`: None for the embedded one, else as `load` takes it."""
    for attribute in ("fact_table", "published"):
        if not Doc.has_extension(attribute):
            Doc.set_extension(attribute, default=None)
    if not Doc.has_extension("facts"):
        Doc.set_extension("facts", getter=_facts)
    return Facts(model)


def _facts(doc: Doc) -> list[Json]:
    table = doc._.fact_table
    return list(table["facts"]) if table else []


def _group(doc: Doc, name: str, rows: str, label: str) -> SpanGroup:
    """The spans of the table's `rows`, each labelled with the row's field `label`."""
    table = doc._.fact_table or {rows: [], "positions": {}}
    spans = []
    for row in table[rows]:
        start, end = table["positions"][row["id"]][0]
        span = doc.char_span(start, end, label=row[label], alignment_mode="expand")
        if span is not None:  # never for the place of a row: it lies within the text
            span.id_ = row["id"]
            spans.append(span)
    return SpanGroup(doc, name=name, spans=spans)
