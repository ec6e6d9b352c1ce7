"""How fast each stage is, beside what others take for the same text in the same run.

    make bench

Every figure is words a second of one core's time, and its ratio to the first row: machines differ, ratios less. The
corpus is read a few times over; the fastest of the rounds counts, in processor time, so that other work on the machine
weighs less.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy

from pipeline.audit.check import audit
from pipeline.audit.page import page_of
from pipeline.language import BLANK, EMBEDDED, load
from pipeline.language.tokens import read_tokens
from pipeline.process import collect_seldom
from pipeline.run import extract_article, table_of
from pipeline.stages.annotate import annotate
from pipeline.stages.dates import find_dates
from pipeline.stages.entities import find_entities
from pipeline.stages.ingest import article_of
from pipeline.stages.link import link_facts
from pipeline.stages.quantities import find_quantities
from pipeline.table import dumps
from pipeline.timex.find import DatePhrases

CORPUS = Path(__file__).parent.parent / "corpus"
ROUNDS = 5
OTHERS_READ = 2
"""How many articles the slow ones of the others are given."""


def fastest(work: Callable[[], object]) -> float:
    """Processor seconds of the fastest of ROUNDS runs, after one to warm up."""
    work()
    return min(_seconds(work) for _ in range(ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def consume(items: Iterable[object]) -> None:
    """Go through `items`."""
    for _ in items:
        pass


def main() -> None:
    """Print the table."""
    collect_seldom()
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    articles = [article_of(text, f"a{i}") for i, text in enumerate(texts)]
    nlp, rules, whole, blank = load(), load(BLANK), load(str(EMBEDDED)), spacy.blank("en")
    docs = [annotate(article, nlp) for article in articles]
    read = [read_tokens(doc) for doc in docs]
    dates = [find_dates(DatePhrases(tokens), None) for tokens in read]
    found = [find_quantities(tokens, known)[0] for tokens, known in zip(read, dates, strict=True)]
    named = [find_entities(tokens) for tokens in read]
    facts = [link_facts(*four) for four in zip(read, found, dates, named, strict=True)]
    tables = [extract_article(article, nlp) for article in articles]
    words = sum(len(text.split()) for text in texts)
    rows = {
        "spaCy's blank English: tokens alone": lambda: [blank(text) for text in texts],
        "bare nlp.pipe, the model as extract runs it": lambda: consume(nlp.pipe(texts)),
        "bare nlp.pipe, with parser and name finder": lambda: consume(whole.pipe(texts)),
        "annotate, rules alone": lambda: [annotate(article, rules) for article in articles],
        "annotate, embedded model": lambda: [annotate(article, nlp) for article in articles],
        "the tokens as plain lists": lambda: [read_tokens(doc) for doc in docs],
        "dates": lambda: [find_dates(DatePhrases(tokens), None) for tokens in read],
        "quantities": lambda: consume(
            find_quantities(tokens, known) for tokens, known in zip(read, dates, strict=True)
        ),
        "entities": lambda: [find_entities(tokens) for tokens in read],
        "link": lambda: consume(link_facts(*four) for four in zip(read, found, dates, named, strict=True)),
        "audit": lambda: [audit(told, page_of(tokens, None, None)) for tokens, told in zip(read, facts, strict=True)],
        "table to JSON": lambda: [dumps(table) for table in tables],
        "everything after annotate": lambda: [
            dumps(table_of(article, doc)) for article, doc in zip(articles, docs, strict=True)
        ],
        "all of it": lambda: [dumps(extract_article(article, nlp)) for article in articles],
    }
    print(f"{len(texts)} articles, {words} words, one core, fastest of {ROUNDS}\n")
    base = 0.0
    for name, work in rows.items():
        rate = words / fastest(work)
        base = base or rate
        print(f"{name:42} {rate:12,.0f} words/s {rate / base:8.3f}")
    for name, work in others(texts[:OTHERS_READ]).items():
        rate = sum(len(text.split()) for text in texts[:OTHERS_READ]) / fastest(work)
        print(f"{name:42} {rate:12,.0f} words/s {rate / base:8.3f}")


def others(texts: list[str]) -> dict[str, Callable[[], object]]:
    """What other packages do with the same texts; one that is not installed is left out."""
    warnings.simplefilter("ignore")
    from dateparser.search import search_dates
    from quantulum3 import parser

    found: dict[str, Callable[[], object]] = {
        "others: dateparser search_dates": lambda: [search_dates(text, languages=["en"]) for text in texts],
        "others: quantulum3": lambda: [parser.parse(text) for text in texts],
    }
    try:
        from recognizers_number_with_unit import Culture, recognize_currency, recognize_dimension
    except ImportError:
        return found
    found["others: Recognizers-Text, currency + dimension"] = lambda: [
        (recognize_currency(text, Culture.English), recognize_dimension(text, Culture.English)) for text in texts
    ]
    return found


if __name__ == "__main__":
    main()
