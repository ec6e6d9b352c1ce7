from __future__ import annotations

import tomllib
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from conftest import ROOT
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import pipeline
from pipeline import component
from pipeline.table import to_json

TEXT = "Ostland's exports rose 8% to $47bn in 2024. Sales were €3m."


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("facts", config={"model": "blank"})
    return nlp


def test_the_package_offers_it_to_spacy() -> None:
    entry = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["spacy_factories"]["facts"]
    module, name = entry.split(":")
    assert getattr(import_module(module), name) is component.make_facts


def test_facts_are_the_rows_of_the_table(nlp: Language) -> None:
    table = to_json(pipeline.extract(TEXT, id="doc", nlp=pipeline.load("blank")))
    doc = nlp(TEXT)
    assert doc._.fact_table == table
    assert doc._.facts == table["facts"]
    assert [fact["value"] for fact in doc._.facts] == ["8", "47000000000", "3000000"]


def test_the_model_around_changes_nothing(nlp: Language) -> None:
    other = spacy.blank("de")
    other.add_pipe("sentencizer")
    other.add_pipe("facts", config={"model": "blank"})
    assert other(TEXT)._.facts == nlp(TEXT)._.facts


def test_spans_hold_the_places(nlp: Language) -> None:
    doc = nlp(TEXT)
    found = [(span.text, span.label_, span.id_) for span in doc.spans["quantities"]]
    ids = [fact["id"] for fact in doc._.facts]
    assert found == [("8%", "percent", ids[0]), ("$47bn", "money", ids[1]), ("€3m.", "money", ids[2])]
    assert [(span.text, span.label_) for span in doc.spans["dates"]] == [("2024", "DATE")]
    page = displacy.render(doc, style="span", options={"spans_key": "quantities"}, jupyter=False)
    assert page.count("percent") == 1
    assert page.count("money") == 2


@pytest.mark.parametrize("published", ["2025-02-03", date(2025, 2, 3)])
def test_a_day_of_publication_anchors_dates(nlp: Language, published: object) -> None:
    doc = nlp.make_doc("Sales rose 5% last year.")
    doc._.published = published
    assert nlp(doc)._.fact_table["dates"][0]["value"] == "2024"


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_doc_has_no_table(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert (doc._.fact_table, doc._.facts, len(doc.spans["quantities"])) == (None, [], 0)


def test_facts_go_to_disk_and_through_processes(nlp: Language, tmp_path: Path) -> None:
    docs = DocBin(docs=[nlp(TEXT)], store_user_data=True).to_bytes()
    again: Doc = next(DocBin().from_bytes(docs).get_docs(nlp.vocab))
    assert [span.label_ for span in again.spans["quantities"]] == ["percent", "money", "money"]
    assert again._.facts == nlp(TEXT)._.facts
    nlp.to_disk(tmp_path / "nlp")
    assert spacy.load(tmp_path / "nlp")(TEXT)._.facts == nlp(TEXT)._.facts
