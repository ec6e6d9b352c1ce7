"""From one article to its fact table: every stage named once, in order. Read this first."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.audit.check import audit
from pipeline.audit.day_order import check_day_order
from pipeline.audit.page import page_of
from pipeline.language.tokens import read_tokens
from pipeline.line_ends import with_own_line_ends, with_plain_line_ends
from pipeline.model import Article, FactTable
from pipeline.stages.annotate import annotate
from pipeline.stages.dateline import with_published
from pipeline.stages.dates import find_dates
from pipeline.stages.entities import find_entities, with_homes
from pipeline.stages.link import find_unaligned, link_facts
from pipeline.stages.overlay import findings_of, lay_over
from pipeline.stages.quantities import find_quantities
from pipeline.timex.find import DatePhrases


def extract_article(article: Article, nlp: Language, *, every_reading: bool = False) -> FactTable:
    """The fact table of `article`, annotated with the spaCy pipeline `nlp`."""
    plain = with_plain_line_ends(article)
    return with_own_line_ends(table_of(plain, annotate(plain, nlp), every_reading=every_reading), article)


def table_of(article: Article, doc: Doc, *, every_reading: bool = False) -> FactTable:
    """The fact table of `article`, whose text `doc` is, annotated, and has plain line ends.

    Dates come before quantities: a year or a day of the month that a date has claimed is no quantity.
    """
    tokens = read_tokens(doc)
    phrases = DatePhrases(tokens)
    article = with_published(article, phrases)
    dates = find_dates(phrases, article.published, article.publisher)
    quantities, numbers = find_quantities(tokens, dates)
    entities = find_entities(tokens)
    facts = link_facts(tokens, quantities, dates, entities, every_reading=every_reading)
    entities = with_homes(entities, facts)
    facts, numbers, standings = lay_over(article, facts, numbers, dates)
    page = page_of(tokens, article.title, article.published)
    ordered = check_day_order(article.text, dates, facts)
    findings = (*find_unaligned(facts), *audit(facts, page), *ordered, *findings_of(standings))
    return FactTable(article, tokens.counted, entities, dates, facts, numbers, findings, standings)
