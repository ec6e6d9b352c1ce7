"""The pipeline that annotates: which one is loaded, what it is refused for, and that every one gets our tokenizer."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
import spacy
import srsly

from pipeline import extract
from pipeline.errors import ModelError
from pipeline.language import BLANK, EMBEDDED, load
from pipeline.language.features import FEATURES
from pipeline.language.sentences import paragraph_starts


def _words(text: str, model: str | None) -> list[str]:
    return [token.text for token in load(model)(text)]


def test_the_embedded_pipeline_is_the_default() -> None:
    assert load() is load(None)
    assert "tagger" in load().pipe_names
    assert not {"parser", "ner"} & set(load().pipe_names)


def test_the_folder_of_the_embedded_pipeline_brings_its_parser_and_names() -> None:
    whole = load(str(EMBEDDED))
    assert {"tagger", "parser", "ner"} <= set(whole.pipe_names)
    assert whole("Sales rose in Norway.")[1].dep_ == "ROOT"


def test_a_pipeline_of_someone_else_is_loaded_from_a_folder_and_gets_our_tokens(tmp_path: Path) -> None:
    other = spacy.blank("en")
    other.add_pipe("sentencizer")
    other.to_disk(tmp_path / "other")
    text = "Sales of $3.4bn rose 10-12% in 2017–2024."
    assert _words(text, str(tmp_path / "other")) == _words(text, None) == _words(text, BLANK)
    assert "3.4" in _words(text, str(tmp_path / "other"))


@pytest.mark.parametrize("name", ["no_such_pipeline", "/no/such/folder"])
def test_a_model_that_is_not_there_is_named_with_what_to_do(name: str) -> None:
    with pytest.raises(ModelError, match=name) as raised:
        load(name)
    assert "installed spaCy pipeline" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("model", [None, BLANK])
def test_tokens_give_back_the_text(model: str | None) -> None:
    text = "“Up −5%”, she said…\n\n  €1 350 (¥20tn) – or\u00a0so.\tYes"
    assert "".join(token.text_with_ws for token in load(model)(text)) == text


@pytest.mark.parametrize("model", [None, BLANK])
def test_sentences_end_at_paragraphs_and_not_at_abbreviations(model: str | None) -> None:
    doc = load(model)("Prices rise\n\nMr. Lee sold 5% of Acme Inc. in May. Ms. Ray did not.")
    assert [doc[start].text for start in (token.i for token in doc if token.is_sent_start)] == ["Prices", "Mr.", "Ms."]


def test_rules_alone_read_the_plain_cases() -> None:
    table = extract("In 2024, Norway's exports rose by 8% to $47 billion.", nlp=load(BLANK))
    slots = [(str(fact.value), fact.concept, fact.entity, fact.period, fact.change) for fact in table.facts]
    assert [slot[:4] for slot in slots] == [
        ("8", "exports", "Norway", "2024"),
        ("47000000000", "exports", "Norway", "2024"),
    ]
    assert [slot[4].role for slot in slots if slot[4]] == ["by", "to"]


def test_the_embedded_pipeline_is_the_one_that_was_published() -> None:
    sums = dict(reversed(line.split("  ")) for line in (EMBEDDED.parent / "en_facts.sha256").read_text().splitlines())
    files = {str(path.relative_to(EMBEDDED.parent)): path for path in EMBEDDED.rglob("*") if path.is_file()}
    assert {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == sums


@pytest.mark.parametrize(
    ("component", "types"),
    [
        ("tok2vec", {"float16", "int8", "float32"}),
        ("tagger", {"float16"}),
        ("parser", {"float16"}),
        ("ner", {"float16", "int8", "float32"}),
    ],
)
def test_weights_are_stored_in_half_precision_or_as_whole_numbers_and_used_in_single(
    component: str, types: set[str]
) -> None:
    stored = srsly.msgpack_loads((EMBEDDED / component / "model").read_bytes())["params"]
    assert {values.dtype.name for node in stored for values in node.values() if values is not None} == types
    model = load(str(EMBEDDED)).get_pipe(component).model  # type: ignore[attr-defined]
    used = {
        node.get_param(name).dtype.name for node in model.walk() for name in node.param_names if node.has_param(name)
    }
    assert used == {"float32"}


@pytest.mark.parametrize(
    ("feature", "one", "other", "same"),
    [
        ("cluster", "rose", "fell", True),
        ("cluster", "ROSE", "rose", True),
        ("cluster", "March", "march", False),
        ("cluster", "rose", "table", False),
        ("branch", "Tuesday", "Friday", True),
        ("capitals", "Oslo", "said", False),
        ("norm", "1981", "2024", True),
    ],
)
def test_words_that_stand_in_the_same_places_look_alike(feature: str, one: str, other: str, same: bool) -> None:
    vocab = load(BLANK).vocab
    assert (FEATURES[feature](vocab[one]) == FEATURES[feature](vocab[other])) is same


def test_a_word_that_no_list_holds_has_no_cluster() -> None:
    vocab = load(BLANK).vocab
    assert FEATURES["cluster"](vocab["Quillfeatherby"]) == FEATURES["cluster"](vocab["zzyxq"])


@pytest.mark.parametrize("figure", ["47’147", "7,276", "22.0", "1,350.5"])
@pytest.mark.parametrize("text", ["About {} homes were built.", "Losers outnumbered winners {} to 294", "CHF {}"])
def test_figures_are_numbers_whatever_stands_around(figure: str, text: str) -> None:
    doc = load()(text.format(figure))
    assert [(token.tag_, token.pos_) for token in doc if token.text == figure] == [("CD", "NUM")]


@pytest.mark.parametrize("opening", ["4,000 jobs are to go.", "£4m was lost.", "40 mills shut."])
def test_a_sentence_may_start_with_a_number(opening: str) -> None:
    assert [sent.text.strip() for sent in load()(f"Shares fell on Monday. {opening}").sents][1:] == [opening]
    assert len(list(load()("It has approx. 4,000 mills vs. 3,000 in Jan. 2004.").sents)) == 1


def test_a_heading_without_a_full_stop_is_a_sentence() -> None:
    doc = load(str(EMBEDDED))("Mills close early\n\nThe mills in Tarnbeck closed. Nobody was told.")
    assert [sent.text.split()[0] for sent in doc.sents] == ["Mills", "The", "Nobody"]


def _marks(text: str) -> list[tuple[str, bool | None]]:
    """Each word, and whether `paragraph_starts` says that a sentence starts with it."""
    return [(token.text, token.is_sent_start) for token in paragraph_starts(load(BLANK).make_doc(text))]


@pytest.mark.parametrize(
    ("text", "word", "start"),
    [
        ("Mills close\n\nNobody was told.", "Nobody", True),
        ("Mills close.\nNobody was told.", "Nobody", None),
        ("He left. Nobody was told.", "Nobody", True),
        ("He met Mr. Brindle. Nobody was told.", "Nobody", None),
        ("He met Mr. Brindle. Nobody was told.", "Brindle", None),
        ("It cost 5. Nobody was told.", "Nobody", None),
        ('He left. "Nobody was told."', "Nobody", False),
        ('He left." Nobody was told.', "Nobody", None),
        ('He left." Nobody was told.', '"', False),
        ('He left. "Nobody was told."', '"', True),
        ('He left it. "nobody was told."', '"', None),
        ("It closed , nobody was told.", ",", False),
        ("The well-told tale", "told", False),
        ("It rose 5% in May.", "%", False),
        ("He left.Nobody was told", "Nobody", None),
    ],
)
def test_white_space_and_punctuation_decide_where_no_sentence_starts(text: str, word: str, start: bool | None) -> None:
    assert next(mark for token, mark in _marks(text) if token == word) is start


def test_a_quotation_starts_its_sentence_at_the_quote() -> None:
    doc = load(str(EMBEDDED))('The mill closed in May. "Nobody was told," Ms. Ray said. "We knew nothing."')
    assert [sent.text.split()[0] for sent in doc.sents] == ["The", '"Nobody', '"We']


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x"])
def test_the_whole_pipeline_takes_texts_without_words(text: str) -> None:
    assert load(str(EMBEDDED))(text).text == text


@pytest.mark.parametrize("own", [[], ["sentencizer"], ["sentence_rules"]])
def test_a_model_without_tags_or_sentences_is_completed(own: list[str], tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    for name in own:
        nlp.add_pipe(name)
    nlp.to_disk(tmp_path)
    doc = load(str(tmp_path))("Sales rose 5% to $3m in Ostland. Costs fell.")
    assert len(list(doc.sents)) == 2
    assert all(token.tag_ for token in doc)
