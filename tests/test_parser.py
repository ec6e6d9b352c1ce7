"""The parser: trees out of scores, gradients by hand against those by trial, and what becomes of odd texts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
import spacy
from conftest import TINY_TOK2VEC
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, Config

from pipeline.language import EMBEDDED, load
from pipeline.language.arcs import (
    BUCKETS,
    ROOT_BUCKET,
    buckets,
    learn_arcs,
    learn_labels,
    score_arcs,
    score_labels,
)
from pipeline.language.layers import wide_encoder
from pipeline.language.memory import SOFTSIGN, TANH, Squash, memory, memory_encoder
from pipeline.language.parser import LONGEST, ArcParser
from pipeline.language.trees import best_tree

pytestmark = pytest.mark.usefixtures("same_weights")

MODEL = """
[model]
@architectures = "facts.Arcs.v1"
arc_width = 8
label_width = 6
memory_depth = 1
"""
TEXTS = {
    "The mill closed . Nobody knew why .": ([1, 2, 2, 2, 5, 5, 5, 5], "det nsubj ROOT punct nsubj ROOT advmod punct"),
    "A new owner paid $ 5 .": ([2, 2, 3, 3, 3, 4, 3], "det amod nsubj ROOT obj nummod punct"),
}


def _random(*size: int, seed: int = 5) -> Any:
    return np.random.default_rng(seed).standard_normal(size).astype("float32")


def _is_tree(heads: tuple[int, ...]) -> bool:
    for word in range(1, len(heads) + 1):
        node = word
        for _ in heads:
            node = heads[node - 1] if node else 0
        if node:
            return False
    return heads.count(0) == 1


def _total(scores: Any, heads: tuple[int, ...]) -> float:
    return sum(float(scores[word, head]) for word, head in enumerate(heads))


@pytest.mark.parametrize("seed", range(40))
def test_the_tree_is_the_best_under_its_root(seed: int) -> None:
    size = 1 + seed % 5
    scores = _random(size, size + 1, seed=seed)
    heads = tuple(best_tree(scores))
    same_root = [
        tree for tree in product(range(size + 1), repeat=size) if _is_tree(tree) and tree.index(0) == heads.index(0)
    ]
    assert _is_tree(heads)
    assert _total(scores, heads) == pytest.approx(max(_total(scores, tree) for tree in same_root), abs=1e-5)


@pytest.mark.parametrize("seed", range(10))
def test_long_sentences_get_trees_too(seed: int) -> None:
    assert _is_tree(tuple(best_tree(_random(60, 61, seed=seed))))


def test_distances_of_either_side_have_buckets_of_their_own() -> None:
    found = buckets(np.array([-400, -36, -5, -1, 0, 1, 5, 6, 36, 400])).tolist()
    assert found == [0, 0, 5, 9, 10, 11, 15, 15, 20, 20]
    assert max(found) < ROOT_BUCKET < BUCKETS


def _blank() -> ArcParser:
    parser = spacy.blank("en").add_pipe("arc_parser", name="parser", config=Config().from_str(MODEL + TINY_TOK2VEC))
    assert isinstance(parser, ArcParser)
    return parser


def _parser() -> tuple[ArcParser, list[Example]]:
    """A tiny parser by chance, which knows the labels of `TEXTS`, and these as examples."""
    parser = _blank()
    examples = []
    for text, (heads, deps) in TEXTS.items():
        words = text.split()
        gold = Doc(parser.vocab, words=words, heads=heads, deps=deps.split(), tags=["X"] * len(words))
        examples.append(Example(Doc(parser.vocab, words=words), gold))
    parser.initialize(lambda: examples)
    return parser, examples


def _slope(scores: Callable[[], Any], weigh: Any, weights: Any, place: tuple[int, ...]) -> float:
    """How fast the weighed sum of `scores()` rises with `weights`, by a step that seldom leaves a maxout's piece."""
    step, start = 0.002, float(weights[place])
    weights[place] = start + step
    above = float((scores() * weigh).sum())
    weights[place] = start - step
    below = float((scores() * weigh).sum())
    weights[place] = start
    return (above - below) / (2 * step)


def _greatest(gradient: Any) -> tuple[int, ...]:
    return tuple(int(at) for at in np.unravel_index(np.abs(gradient).argmax(), gradient.shape))


def test_gradients_of_arcs_are_the_slopes_of_their_scores() -> None:
    model = _parser()[0].model
    for name in ("far_dependent", "far_head"):
        model.set_param(name, _random(*model.get_param(name).shape))
    dependents, heads, weigh = _random(6, 8), _random(6, 8, seed=6), _random(6, 7, seed=7)
    slopes = dict(zip(("dependents", "heads"), learn_arcs(model, dependents, heads, weigh), strict=True))
    found = {"dependents": dependents, "heads": heads}
    for name in ("root", "pair", "far_dependent", "far_head"):
        slopes[name], found[name] = model.get_grad(name), model.get_param(name)
    for name, gradient in slopes.items():
        place = _greatest(gradient)
        slope = _slope(lambda: score_arcs(model, dependents, heads), weigh, found[name], place)
        assert slope == pytest.approx(gradient[place], rel=0.01), name


def test_gradients_of_labels_are_the_slopes_of_their_scores() -> None:
    model = _parser()[0].model
    ends, places = (_random(5, 6), _random(5, 6, seed=6)), np.array([1, 4, 4, 9, 12])
    weigh = _random(5, model.get_dim("nL"), seed=7)
    slopes = dict(zip(("labelled", "labeller"), learn_labels(model, *ends, places, weigh), strict=True))
    found = dict(zip(("labelled", "labeller"), ends, strict=True))
    for name in ("label", "label_far"):
        slopes[name], found[name] = model.get_grad(name), model.get_param(name)
    for name, gradient in slopes.items():
        place = _greatest(gradient)
        slope = _slope(lambda: score_labels(model, *ends, places), weigh, found[name], place)
        assert slope == pytest.approx(gradient[place], rel=0.01), name


@pytest.mark.parametrize("squash", [TANH, SOFTSIGN], ids=["tanh", "softsign"])
def test_gradients_of_memory_are_its_slopes(squash: Squash, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.language.layers._round_inputs", lambda _, rows, is_train: (rows, lambda back: back))
    monkeypatch.setattr("pipeline.language.layers._rounded_weights", lambda layer: layer.get_param("W"))
    layer = memory(4, squash)
    layer.initialize()
    sentences = [np.array([0, 1, 2]), np.array([4]), np.array([5, 6])]
    rows, weigh = _random(7, 4), _random(7, 4, seed=6)
    gradient = layer.begin_update((rows, sentences))[1](weigh)
    for place in [(row, row % 4) for row in range(7)]:
        slope = _slope(lambda: layer.predict((rows, sentences)), weigh, rows, place)
        assert slope == pytest.approx(gradient[place], rel=0.05, abs=0.02)


def test_memory_reaches_through_a_sentence_and_no_further() -> None:
    layer = memory(4)
    layer.initialize()
    sentences = [np.array([0, 1, 2, 3]), np.array([4, 5])]
    rows = _random(6, 4)
    before = layer.predict((rows, sentences))
    rows[0] += 3
    changed = (layer.predict((rows, sentences)) != before).any(axis=1).tolist()
    assert changed == [True, True, True, True, False, False]


@pytest.mark.parametrize("size", [1, 2, 9])
def test_the_encoder_looks_as_far_as_its_steps(size: int) -> None:
    encoder = wide_encoder(4, [1, 3], 2)
    rows = _random(size, 4)
    encoder.initialize(X=[rows])
    (before,) = encoder.predict([rows.copy()])
    rows[0] += 3
    (after,) = encoder.predict([rows])
    assert np.flatnonzero((after != before).any(axis=1))[-1] == min(4, size - 1)


def _whole_text_encoder() -> Any:
    encoder = memory_encoder(4, [1, 2], 2, depth=2)
    encoder.initialize(X=[_random(3, 4)])
    return encoder


def test_an_encoder_with_memory_reads_a_text_alone_as_among_others() -> None:
    encoder, texts = _whole_text_encoder(), [_random(size, 4, seed=size) for size in (5, 0, 1, 9, 9)]
    for text, vectors in zip(texts, encoder.predict([text.copy() for text in texts]), strict=True):
        assert not len(text) or np.array_equal(encoder.predict([text.copy()])[0], vectors)


def test_an_encoder_with_memory_reads_a_text_to_its_ends() -> None:
    encoder, text = _whole_text_encoder(), _random(8, 4)
    (before,) = encoder.predict([text.copy()])
    for end in (0, 7):
        other = text.copy()
        other[end] += 3
        assert (encoder.predict([other])[0] != before).any(axis=1).all()


def test_a_long_text_is_read_in_pieces_as_it_is_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder, texts = _whole_text_encoder(), [_random(size, 4, seed=size) for size in (7, 0, 23)]
    whole = encoder.predict([text.copy() for text in texts])
    monkeypatch.setattr("pipeline.language.memory.LONGEST", 5)
    monkeypatch.setattr("pipeline.language.memory.MARGIN", 23)
    for expected, vectors in zip(whole, encoder.predict([text.copy() for text in texts]), strict=True):
        assert np.array_equal(expected, vectors)
    monkeypatch.setattr("pipeline.language.memory.MARGIN", 1)
    apart = encoder.predict(texts)[2]
    assert len(apart) == 23
    assert not np.array_equal(whole[2], apart)


def test_gradients_of_an_encoder_with_memory_are_its_slopes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.language.layers._round_inputs", lambda _, rows, is_train: (rows, lambda back: back))
    monkeypatch.setattr("pipeline.language.layers._rounded_weights", lambda layer: layer.get_param("W"))
    encoder, texts = _whole_text_encoder(), [_random(5, 4), _random(2, 4, seed=6)]
    weigh = _random(7, 4, seed=7)
    gradients = encoder.begin_update(texts)[1]([weigh[:5], weigh[5:]])
    for text, gradient in zip(texts, gradients, strict=True):
        place = _greatest(gradient)
        slope = _slope(lambda: np.concatenate(encoder.predict(texts)), weigh, text, place)
        assert slope == pytest.approx(gradient[place], rel=0.05, abs=0.02)


def test_it_learns_what_it_is_shown() -> None:
    parser, examples = _parser()
    sgd = Adam(0.02)
    losses = [parser.update(examples, sgd=sgd)["parser"] for _ in range(60)]
    assert losses[-1] < losses[0] / 10
    for example in examples:
        doc = parser(Doc(example.reference.vocab, words=[word.text for word in example.reference]))
        assert [(word.head.i, word.dep_) for word in doc] == [(word.head.i, word.dep_) for word in example.reference]
        assert [sent.start for sent in doc.sents] == [sent.start for sent in example.reference.sents]


def test_it_is_the_same_from_disk(tmp_path: Any) -> None:
    parser, examples = _parser()
    parser.to_disk(tmp_path, exclude=["vocab"])
    other = _blank().from_disk(tmp_path, exclude=["vocab"])
    assert other.labels == parser.labels
    for example in examples:
        (one,), (same,) = parser.predict([example.predicted]), other.predict([example.predicted])
        assert [column.tolist() for column in one] == [column.tolist() for column in same]


@pytest.fixture(scope="module")
def embedded() -> ArcParser:
    parser = load(str(EMBEDDED)).get_pipe("parser")
    assert isinstance(parser, ArcParser)
    return parser


def test_known_starts_are_kept(embedded: ArcParser) -> None:
    doc = load(str(EMBEDDED)).make_doc("the mill in the valley closed and nobody knew why it had")
    for token in doc[1:]:
        token.is_sent_start = token.i == 3
    assert [sent.start for sent in embedded(doc).sents] == [0, 3]


def test_no_sentence_is_longer_than_the_limit(embedded: ArcParser) -> None:
    doc = load(str(EMBEDDED)).make_doc("mill " * (2 * LONGEST + 50))
    for token in doc[1:]:
        token.is_sent_start = False
    assert max(map(len, embedded(doc).sents)) <= LONGEST


@pytest.mark.parametrize(
    ("text", "heads"),
    [("", []), (" \n", [0]), (" \n x", [1, 1]), ("Mills close \n \n", [1, 1, 1]), ("\n\n\t x", [1, 1])],
)
def test_white_space_hangs_on_the_token_before(text: str, heads: list[int], embedded: ArcParser) -> None:
    doc = embedded(load(str(EMBEDDED)).make_doc(text))
    assert [token.head.i for token in doc] == heads
    assert {token.dep_ for token in doc if token.is_space} <= {"dep"}


def test_a_sentence_of_news_is_read(embedded: ArcParser) -> None:
    doc = load(str(EMBEDDED))("The bank, based in Oslo, raised its rate to 5% in May. Nobody was surprised.")
    found = {token.text: (token.dep_, token.head.text) for token in doc}
    assert found["bank"] == ("nsubj", "raised")
    assert found["rate"] == ("obj", "raised")
    assert found["raised"][0] == found["surprised"][0] == "ROOT"
    assert found["Nobody"][1] == "surprised"
