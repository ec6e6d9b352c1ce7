"""Article -> spaCy Doc: tokens, word classes, sentences, and names where the loaded pipeline knows them."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model import Article


def annotate(article: Article, nlp: Language) -> Doc:
    """The annotated Doc of `article`; ``doc.text == article.text``, so token offsets index the article.

    Articles go through one at a time: in a batch, the shape of a matrix would change the last bit of a score, and with
    it now and then a tag; a table must not depend on its neighbours. spaCy's own limit on length is raised: whoever
    has read the article has set one.
    """
    nlp.max_length = max(nlp.max_length, len(article.text))
    return nlp(article.text)
