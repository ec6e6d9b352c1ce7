"""News articles in, tables of quantitative facts out.

>>> table = extract("Ostland exported 24 million tonnes of ore in 2024, up 3.5%.")
>>> for fact in table.facts:
...     print(fact.exact, fact.value, fact.unit, fact.period)
24 million tonnes 24000000 tonne 2024
3.5% 3.5 percent 2024
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pipeline.model import Article, Fact, FactTable

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Article", "Fact", "FactTable", "extract", "load"]


def load(model: str | None = None) -> Language:
    """The spaCy pipeline that `extract` annotates with: the embedded one, ``"blank"``, or a package's name or a folder.

    Loaded once a process. Raises ModelError where `model` cannot be loaded.
    """
    from pipeline.language import load as load_language

    return load_language(model)


def extract(
    text: str,
    *,
    id: str = "article",  # noqa: A002  (the document's field of that name)
    published: date | str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    nlp: Language | None = None,
) -> FactTable:
    """The fact table of one article's `text`; offsets in it are code points of `text`.

    `published` (a date, or one as YYYY-MM-DD) anchors relative dates such as "last month"; without it the article's
    dateline does, where it has one. `title` defaults to the headline that `text` begins with, if it does. `nlp` is a
    pipeline that `load` has returned, where that is not to be the embedded one.
    Raises ArticleError where there is nothing to read and UsageError where `text` is no text or `published` no date.
    """
    from pipeline.errors import UsageError
    from pipeline.run import extract_article
    from pipeline.stages.ingest import article_of, date_of

    if not isinstance(text, str):
        raise UsageError(f"text is {type(text).__name__} and no str; bytes want decoding, as in data.decode('utf-8')")
    article = article_of(text, id, title=title, published=date_of(published), publisher=publisher)
    return extract_article(article, nlp or load())
