"""What the rules make of the names that a model finds. The entities are given by hand; all names are invented."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from pipeline.language.name_rules import name_rules
from pipeline.language.tokenizer import make_tokenizer

NLP = spacy.blank("en")
NLP.tokenizer = make_tokenizer(NLP.vocab)


def corrected(text: str, *found: tuple[str, str]) -> list[tuple[str, str]]:
    """The names in `text` after the rules; `found` are the words and labels that a model gave, in text order."""
    doc: Doc = NLP(text)
    spans: list[Span] = []
    at = 0
    for words, label in found:
        at = text.index(words, at)
        span = doc.char_span(at, at + len(words), label)
        assert span is not None, words
        spans.append(span)
        at += len(words)
    doc.ents = spans
    return [(ent.text, ent.label_) for ent in name_rules(doc).ents]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The Velmora Council's plan failed.", "The Velmora Council's", "Velmora Council"),
        ("They met President Ruth Arkwright there.", "President Ruth Arkwright", "Ruth Arkwright"),
        ("They met Mr. Holm there.", "Mr. Holm", "Holm"),
        ("It sued “Tarn & Marsh”.", "“Tarn & Marsh”", "Tarn & Marsh"),
    ],
)
def test_edges_are_cut(text: str, found: str, expected: str) -> None:
    label = "PERSON" if expected.endswith(("Arkwright", "Holm")) else "ORG"
    assert corrected(text, (found, label)) == [(expected, label)]


def test_a_title_alone_keeps_its_words() -> None:
    assert corrected("They met President there.", ("President", "PERSON")) == [("President", "PERSON")]


@pytest.mark.parametrize("form", ["Inc.", ", Inc.", "Ltd", "plc"])
def test_a_legal_form_belongs_to_the_name_and_makes_it_a_firm(form: str) -> None:
    text = f"Shares of Velmora{'' if form[0] == ',' else ' '}{form} rose."
    ((name, label),) = corrected(text, ("Velmora", "PERSON"))
    assert (name.endswith(form.strip(", ")), label) == (True, "ORG")


def test_the_last_word_tells_the_label() -> None:
    assert corrected("Tarnbeck University said so.", ("Tarnbeck University", "GPE")) == [("Tarnbeck University", "ORG")]


@pytest.mark.parametrize("label", ["ORG", "GPE", "FAC"])
def test_a_last_word_of_many_things_leaves_the_label_to_the_model(label: str) -> None:
    assert corrected("They met at Tarnbeck Center.", ("Tarnbeck Center", label)) == [("Tarnbeck Center", label)]


def test_one_name_has_one_label_in_an_article() -> None:
    text = "Velmora grew. Velmora sold more. Then Velmora shrank."
    found = [("Velmora", "ORG"), ("Velmora", "PERSON"), ("Velmora", "ORG")]
    assert corrected(text, *found) == [("Velmora", "ORG")] * 3


def test_a_surname_alone_is_the_person_named_before() -> None:
    text = "Ruth Quillfeather spoke. Quillfeather left. Ruth Quillfeather came back."
    found = [("Ruth Quillfeather", "PERSON"), ("Quillfeather", "GPE"), ("Ruth Quillfeather", "PERSON")]
    assert {label for _, label in corrected(text, *found)} == {"PERSON"}


def test_a_country_is_a_place_and_its_people_are_not() -> None:
    text = "Norway sold fish to Norwegian firms."
    assert corrected(text, ("Norway", "ORG"), ("Norwegian", "GPE")) == [("Norway", "GPE"), ("Norwegian", "NORP")]


def test_nothing_found_is_nothing_made() -> None:
    assert corrected("Velmora grew.") == []
