"""The finder of names: the best path against all paths, what it learns from gaps, and what becomes of odd texts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
import spacy
from conftest import TINY_TOK2VEC
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, Config

from pipeline.language import EMBEDDED, load
from pipeline.language.name_loss import allowed_tags, follows, learn
from pipeline.language.name_paths import BEGIN, INSIDE, LAST, OUTSIDE, UNIT, best_names, tag_count, tag_of
from pipeline.language.names import NameFinder

LABELS = 2
pytestmark = pytest.mark.usefixtures("same_weights")

MODEL = """
[model]
@architectures = "facts.NameTags.v1"
"""
TEXTS = {
    "Ruth Arkwright runs Velmora .": "B-PERSON I-PERSON O B-ORG O",
    "Nobody runs the Tarn Valley Trust now .": "O O O B-ORG I-ORG I-ORG O O",
}


def _random(size: int, seed: int) -> Any:
    return np.random.default_rng(seed).standard_normal((size, tag_count(LABELS))).astype("float32")


def _paths(size: int) -> Iterator[tuple[int, ...]]:
    """All rows of tags that spell names."""
    follow, first, final = follows(LABELS)
    for path in product(range(tag_count(LABELS)), repeat=size):
        if first[path[0]] and final[path[-1]] and all(follow[pair] for pair in pairwise(path)):
            yield path


def _total(scores: Any, path: tuple[int, ...]) -> float:
    return float(scores[np.arange(len(path)), list(path)].sum())


def _tags(size: int, names: list[tuple[int, int, int]]) -> tuple[int, ...]:
    tags = [OUTSIDE] * size
    for start, end, label in names:
        tags[start:end] = [tag_of(label, INSIDE)] * (end - start)
        tags[start], tags[end - 1] = tag_of(label, BEGIN), tag_of(label, LAST)
        if end - start == 1:
            tags[start] = tag_of(label, UNIT)
    return tuple(tags)


@pytest.mark.parametrize("seed", range(30))
def test_the_names_are_those_of_the_best_path(seed: int) -> None:
    size = 1 + seed % 4
    scores = _random(size, seed)
    (names,) = best_names(scores, [np.arange(size)], LABELS)
    best = max(_total(scores, path) for path in _paths(size))
    assert _total(scores, _tags(size, names)) == pytest.approx(best, abs=1e-5)


def test_texts_side_by_side_have_the_names_that_they_have_alone() -> None:
    sizes = [3, 0, 7, 1, 7]
    scores = _random(sum(sizes), 3)
    ends = np.cumsum(sizes)
    together = best_names(scores, [np.arange(end - size, end) for size, end in zip(sizes, ends, strict=True)], LABELS)
    for size, end, names in zip(sizes, ends, together, strict=True):
        alone = best_names(scores[end - size : end], [np.arange(size)], LABELS) if size else [[]]
        assert alone == [names]


def _log_weight(scores: Any, allowed: Any) -> float:
    size = len(scores)
    paths = [path for path in _paths(size) if allowed[np.arange(size), list(path)].all()]
    return float(np.log(sum(np.exp(_total(scores, path)) for path in paths)))


def _loss(scores: Any, allowed: Any, texts: list[Any]) -> float:
    return sum(
        _log_weight(scores[rows], np.ones_like(allowed[rows])) - _log_weight(scores[rows], allowed[rows])
        for rows in texts
    )


def test_the_loss_sums_over_all_paths_and_its_gradient_is_its_slope() -> None:
    scores, texts = _random(8, 4).astype("float64"), [np.arange(4), np.arange(4, 5), np.arange(5, 8)]
    allowed = np.ones(scores.shape, dtype=bool)
    for word, tag in ((0, OUTSIDE), (2, tag_of(1, LAST)), (4, tag_of(0, UNIT)), (5, tag_of(0, BEGIN))):
        allowed[word] = False
        allowed[word, tag] = True
    loss, gradient = learn(scores, allowed, texts, LABELS)
    assert loss == pytest.approx(_loss(scores, allowed, texts))
    step = 1e-5
    for place in [(0, 0), (1, tag_of(1, BEGIN)), (3, tag_of(0, UNIT)), (6, tag_of(0, INSIDE)), (7, 0)]:
        above, below = scores.copy(), scores.copy()
        above[place] += step
        below[place] -= step
        slope = (_loss(above, allowed, texts) - _loss(below, allowed, texts)) / (2 * step)
        assert gradient[place] * len(scores) == pytest.approx(slope, abs=1e-4)


def test_what_is_not_annotated_may_be_anything() -> None:
    vocab = spacy.blank("en").vocab
    doc = Doc(vocab, words=["Ruth", "Holm", "met", "Velmora"], ents=["B-PERSON", "I-PERSON", "O", ""])  # type: ignore[list-item]
    doc.set_ents([doc.ents[0]], missing=[doc[3:4]])
    begin, last, outside, unknown = allowed_tags([doc], ["ORG", "PERSON"])
    assert [np.flatnonzero(word).tolist() for word in (begin, last, outside)] == [
        [tag_of(1, BEGIN)],
        [tag_of(1, LAST)],
        [OUTSIDE],
    ]
    assert unknown.all()


def _blank() -> NameFinder:
    finder = spacy.blank("en").add_pipe("name_finder", name="ner", config=Config().from_str(MODEL + TINY_TOK2VEC))
    assert isinstance(finder, NameFinder)
    return finder


def _finder() -> tuple[NameFinder, list[Example]]:
    """A tiny finder by chance, which knows the labels of `TEXTS`, and these as examples."""
    finder = _blank()
    examples = []
    for text, tags in TEXTS.items():
        words = text.split()
        gold = Doc(finder.vocab, words=words, ents=tags.split())  # type: ignore[arg-type]
        examples.append(Example(Doc(finder.vocab, words=words), gold))
    finder.initialize(lambda: examples)
    return finder, examples


def test_it_learns_what_it_is_shown() -> None:
    finder, examples = _finder()
    sgd = Adam(0.02)
    losses = [finder.update(examples, sgd=sgd)["ner"] for _ in range(60)]
    assert losses[-1] < losses[0] / 10
    for example in examples:
        doc = finder(Doc(finder.vocab, words=[word.text for word in example.reference]))
        assert [(ent.text, ent.label_) for ent in doc.ents] == [
            (ent.text, ent.label_) for ent in example.reference.ents
        ]


def test_it_is_the_same_from_disk(tmp_path: Any) -> None:
    finder, examples = _finder()
    finder.to_disk(tmp_path, exclude=["vocab"])
    other = _blank().from_disk(tmp_path, exclude=["vocab"])
    assert other.labels == finder.labels == ("ORG", "PERSON")
    docs = [example.predicted for example in examples]
    assert other.model.predict(docs).tolist() == finder.model.predict(docs).tolist()


@pytest.fixture(scope="module")
def embedded() -> NameFinder:
    finder = load(str(EMBEDDED)).get_pipe("ner")
    assert isinstance(finder, NameFinder)
    return finder


@pytest.mark.parametrize("text", ["", " \n", "\n\n\t x", "mill " * 2000])
def test_texts_without_names_have_none(text: str, embedded: NameFinder) -> None:
    assert embedded(load(str(EMBEDDED)).make_doc(text)).ents == ()


def test_empty_docs_stand_between_others(embedded: NameFinder) -> None:
    texts = ["", "Ruth Arkwright lives in Norway.", "", "Nobody does."]
    docs = list(embedded.pipe(map(load(str(EMBEDDED)).make_doc, texts)))
    assert [[ent.text for ent in doc.ents] for doc in docs] == [[], ["Ruth Arkwright", "Norway"], [], []]


def test_a_sentence_of_news_is_read(embedded: NameFinder) -> None:
    text = "The World Bank said on Tuesday that Ruth Arkwright would open its office in Oslo."
    found = {ent.text: ent.label_ for ent in embedded(load(str(EMBEDDED)).make_doc(text)).ents}
    assert found == {"World Bank": "ORG", "Ruth Arkwright": "PERSON", "Oslo": "GPE"}
