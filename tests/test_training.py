"""The pure parts of the training code: what is frozen of unlabelled text, and how the learning rate runs."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import spacy

from pipeline.language.tokenizer import make_tokenizer
from training.__main__ import commands
from training.assemble import whole_numbers
from training.clusters import rows
from training.convert import compose, news, wire
from training.train import warm_hold_decay
from training.treebank import make_doc, read_marked, read_news


def test_a_row_stands_for_the_spellings_with_the_same_cluster() -> None:
    clusters = {"anvil": 5, "Anvil": 5, "ANVIL": 5}
    assert rows(clusters, {"anvil": -9.0, "Anvil": -11.5}) == {"anvil": (5, "2")}


def test_a_spelling_with_a_cluster_of_its_own_has_its_own_row() -> None:
    assert rows({"may": 6, "May": 9}, {"may": -8.0, "May": -8.5}) == {"may": (6, "3"), "May": (9, "3")}


@pytest.mark.parametrize(("frequency", "kept"), [(-9.0, True), (-14.0, False)])
def test_capitals_throughout_count_where_they_are_usual(frequency: float, kept: bool) -> None:
    assert ("US" in rows({"us": 3, "US": 7}, {"us": -8.0, "US": frequency})) is kept


def test_a_frequent_word_without_a_cluster_keeps_its_capitals() -> None:
    assert rows({}, {"Velmora": -12.0, "vlm": -19.0}) == {"velmora": (0, "5")}


def test_the_learning_rate_warms_up_holds_and_falls_to_nothing() -> None:
    rates = list(islice(warm_hold_decay(1.0, warm_steps=2, hold_share=0.5, total_steps=8), 10))
    assert rates == pytest.approx([0.5, 1, 1, 1, 1, 0.75, 0.5, 0.25, 0, 0])


def test_a_rate_that_only_holds_holds() -> None:
    assert list(islice(warm_hold_decay(1.0, warm_steps=1, hold_share=1.0, total_steps=3), 3)) == [1, 1, 1]


def test_every_part_is_trained_on_texts_that_were_converted_and_then_assembled() -> None:
    done = commands(Path("banks"), Path("work"), Path("model"))
    converted = [Path(command[3]) for command in done if command[0] == "training.convert"]
    trained = [command for command in done if command[0] == "training.train"]
    assert {Path(command[1]).name for command in trained} == {"names.cfg", "tags.cfg", "arcs.cfg"}
    assert all(Path(command[1]).exists() for command in trained)
    assert {Path(command[place]).parent for command in trained for place in (2, 3)} == set(converted)
    saved = {str(Path(command[4]) / "model-last") for command in trained}
    assert done[-1][0] == "training.assemble"
    assert len(saved & set(done[-1])) == 3


def test_the_recipe_can_be_tried_in_a_few_steps() -> None:
    trained = [
        command for command in commands(Path("a"), Path("b"), Path("c"), max_steps=5) if command[0] == "training.train"
    ]
    assert all(command[-4:] == ["--training.max_steps", "5", "--training.eval_frequency", "5"] for command in trained)


def test_whole_numbers_keep_each_row_to_half_a_step() -> None:
    weights = np.array([[[0.5, -2.0], [1.0, 0.1]], [[0.001, 0.0], [0.0, 0.002]], np.zeros((2, 2))], dtype="float32")
    counts, steps = whole_numbers(weights)
    assert counts.dtype == np.int8
    assert np.abs(counts).max(axis=(1, 2)).tolist() == [127, 127, 0]
    assert (np.abs(counts * steps - weights) <= steps / 2 + 1e-9).all()


NEWS = """# articles/anvil.txt
Anvil/NNP/B-ORG Corp/NNP/I-ORG pays/VBZ and/or/CC waits/VBZ
Its/PRP$ rival/NN (/-LRB- Holm/NNP/B-ORG )/-RRB- paid/VBD 4/CD %/NN ./. No/DT

# articles/pay.txt (tags alone)
Pay/NN rose/VBD
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "anvil.txt").write_text("Anvil Corp pays and/or waits\n\nIts rival (Holm) paid 4%. No")
    (tmp_path / "articles" / "pay.txt").write_text("Pay rose")
    (tmp_path / "news.txt").write_text(NEWS)
    return tmp_path


def test_news_has_the_white_space_of_its_articles(articles: Path) -> None:
    sentences = list(read_news(articles / "news.txt", articles))
    assert [(sentence.new_document, sentence.new_paragraph) for sentence in sentences] == [
        (True, True),
        (False, True),
        (True, True),
    ]
    assert compose(sentences[:2]).text == "Anvil Corp pays and/or waits\n\nIts rival (Holm) paid 4%. No"


def test_news_has_tags_and_names(articles: Path) -> None:
    first, second, alone = read_news(articles / "news.txt", articles)
    assert [(word.tag, word.entity) for word in first.words] == [
        ("NNP", "B-ORG"),
        ("NNP", "I-ORG"),
        ("VBZ", "O"),
        ("CC", "O"),
        ("VBZ", "O"),
    ]
    assert [word.form for word in second.words if word.entity != "O"] == ["Holm"]
    assert {word.entity for word in alone.words} == {"?"}


def test_news_that_an_article_does_not_hold_is_refused(articles: Path) -> None:
    (articles / "articles" / "pay.txt").write_text("Pay fell")
    with pytest.raises(ValueError, match="substring"):
        list(read_news(articles / "news.txt", articles))


def test_the_news_of_the_project_is_that_of_its_articles() -> None:
    tokenize = make_tokenizer(spacy.blank("en").vocab)
    parts = {part: news(part) for part in ("train", "test")}
    assert len(parts["train"]) > 5 * len(parts["test"]) > 5
    for article in parts["test"]:
        doc, layers = make_doc(tokenize, compose(article))
        assert layers.uncertain == 0
        assert all(token.tag_ for token in doc)


WIRE = """# anvil
In [GPE Port Holm], [ORG Anvil Corp]'s "red" ships sail.
[PERSON Ada de Vries] left.

# rain
It rained."""


def test_marked_names_are_read_with_their_labels(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(WIRE)
    first, second, third = read_marked(tmp_path / "wire.txt")
    assert [sentence.new_document for sentence in (first, second, third)] == [True, False, True]
    text = compose([first, second], mode="line")
    assert text.text == 'In Port Holm, Anvil Corp\'s "red" ships sail.\nAda de Vries left.'
    doc, _ = make_doc(make_tokenizer(spacy.blank("en").vocab), text)
    assert [(name.text, name.label_) for name in doc.ents] == [
        ("Port Holm", "GPE"),
        ("Anvil Corp", "ORG"),
        ("Ada de Vries", "PERSON"),
    ]
    assert all(token.ent_iob for token in doc if not token.is_space)


def test_every_label_of_our_agency_news_is_one_of_the_eight() -> None:
    labels = {word.entity for part in ("train", "test") for one in wire(part) for said in one for word in said.words}
    known = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC")
    assert labels == {"O", *(place + label for label in known for place in ("B-", "I-"))}
    assert not [word.form for one in wire("train") for said in one for word in said.words if set(word.form) & set("[]")]
