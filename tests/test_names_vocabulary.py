"""Every row of the vocabulary of names proves itself: its examples are found, its near misses are not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pipeline.language import load
from pipeline.language.tokens import read_tokens
from pipeline.model import Entity
from pipeline.stages.entities import find_entities
from pipeline.vocabulary import names
from pipeline.vocabulary.names import (
    Country,
    Description,
    NameCue,
    NameWord,
    NoName,
    Organisation,
    Region,
    Title,
    name_class,
    word_list,
)
from pipeline.vocabulary.rows import read_rows


def entities(text: str) -> tuple[Entity, ...]:
    return find_entities(read_tokens(load("blank")(text)))


def found(text: str) -> set[tuple[str, str]]:
    return {(entity.name, entity.label) for entity in entities(text)}


def labels(text: str) -> set[str]:
    return {entity.label for entity in entities(text)}


def forms(text: str, form: str) -> list[str]:
    mentions = (mention for entity in entities(text) for mention in entity.mentions)
    return [text[m.span.start : m.span.end].lower() for m in mentions if m.form == form]


def ids(rows: Iterable[object]) -> list[str]:
    return [str(getattr(row, "code", None) or getattr(row, "name", None) or n) for n, row in enumerate(rows)]


@pytest.mark.parametrize("row", names.countries(), ids=ids(names.countries()))
def test_country(row: Country) -> None:
    for text in row.examples:
        assert row.code in {entity.code for entity in entities(text)}, text
    for name in (row.name, *row.names):
        assert any(e.label == "GPE" for e in entities(f"They exported more to {name} in 2019.")), name
    for demonym in row.demonyms:
        assert any(e.label == "NORP" for e in entities(f"They met {demonym} farmers.")), demonym
    for text in row.not_:
        assert row.code not in {entity.code for entity in entities(text)}, text


@pytest.mark.parametrize("row", names.regions(), ids=ids(names.regions()))
def test_region(row: Region) -> None:
    for text in row.examples:
        assert row.label in labels(text), text
    for form in row.forms:
        assert row.label in labels(f"They sold more in the {form} in 2019."), form
    for adjective in row.adjectives:
        assert "NORP" in labels(f"They met {adjective} farmers."), adjective
    for text in row.not_:
        assert row.name not in {name for name, _ in found(text)}, text


@pytest.mark.parametrize("row", names.organisations(), ids=ids(names.organisations()))
def test_organisation(row: Organisation) -> None:
    for text in row.examples:
        assert (row.name, row.label) in found(text), text
    for form in row.forms:
        assert row.label in labels(f"They spoke about the {form} in May."), form
    for text in row.not_:
        assert row.label not in labels(text), text


@pytest.mark.parametrize("row", names.name_words(), ids=lambda row: f"{row.label}-{row.place}")
def test_name_word(row: NameWord) -> None:
    last, first, of = "They saw the Grimwald Velmora {}.", "They saw {} Velmora.", "They saw the {} of Velmora."
    frames = {"last": last, "first": first, "of": of}
    for word in row.words:
        text = frames[row.place].format(word)
        assert labels(text) == (set() if row.label == "none" else {row.label}), text
    for text in row.examples:
        assert labels(text) == set() if row.label == "none" else row.label in labels(text), text
    for text in row.not_:
        assert not entities(text), text


@pytest.mark.parametrize("row", names.name_cues(), ids=lambda row: f"{row.label}-{row.side}")
def test_name_cue(row: NameCue) -> None:
    for text in row.examples:
        assert row.label in labels(text), text
    for text in row.not_:
        assert row.label not in labels(text), text
    for words in row.words:
        text = f"Then {words} Velmora it was." if row.side == "before" else f"Then Velmora {words} it was."
        assert labels(text) - {"NORP"} == {row.label}, text


@pytest.mark.parametrize("row", names.titles(), ids=lambda row: row.kind)
def test_title(row: Title) -> None:
    for text in row.examples:
        assert labels(text) == {"PERSON"}, text
    for word in row.words:
        assert found(f"Later {word} Velmora Arkwright agreed.") == {("Velmora Arkwright", "PERSON")}, word


@pytest.mark.parametrize("row", names.no_names(), ids=lambda row: row.why)
def test_no_name(row: NoName) -> None:
    for text in (*row.examples, *(f"It said so: {word} fell." for word in row.words)):
        assert not entities(text), text


@pytest.mark.parametrize("row", names.descriptions(), ids=lambda row: f"{row.labels[0]}-{row.words[0]}")
def test_description(row: Description) -> None:
    form = "pronoun" if row.kind == "pronoun" else "description"
    for text in row.examples:
        assert any(mention.split()[-1] in row.words for mention in forms(text, form)), text
    for text in row.not_:
        assert not any(mention.split()[-1] in row.words for mention in forms(text, form)), text


def test_lists_are_sorted_and_say_where_they_come_from() -> None:
    for name in ("cities", "common_words", "companies", "given_names", "lower_case_words", "states"):
        assert len(word_list(name)) > 100  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        name_class("no such class")


def test_codes_are_unique() -> None:
    codes = [row.code for row in read_rows("countries", Country)]
    assert len(codes) == len(set(codes)) >= 249
