"""Every row of the linking vocabulary by its own examples, through the whole pipeline."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.model import Fact
from pipeline.vocabulary.linking import (
    ChangeRow,
    DealRow,
    NominalRow,
    RelationRow,
    ReportingRow,
    ScenarioRow,
    WordRow,
    changes,
    deals,
    relations,
    reporting,
    scenarios,
)
from pipeline.vocabulary.rows import read_rows


def _cases(rows: tuple[object, ...]) -> list[tuple[object, str]]:
    return [(row, example) for row in rows for example in row.examples]  # type: ignore[attr-defined]


def _first(text: str) -> Fact:
    return extract(text).facts[0]


@pytest.mark.parametrize(("row", "text"), _cases(changes()), ids=str)
def test_change_rows_read_their_examples(row: ChangeRow, text: str) -> None:
    change = _first(text).change
    assert change is not None
    assert (change.direction, change.role) == (row.direction, "by")


@pytest.mark.parametrize(("row", "text"), _cases(scenarios()), ids=str)
def test_scenario_rows_read_their_examples(row: ScenarioRow, text: str) -> None:
    assert _first(text).scenario == row.scenario


@pytest.mark.parametrize(("row", "text"), [(row, text) for row in scenarios() for text in row.not_], ids=str)
def test_scenario_rows_leave_their_near_misses(row: ScenarioRow, text: str) -> None:
    assert _first(text).scenario != row.scenario


@pytest.mark.parametrize(("row", "text"), _cases(reporting()), ids=str)
def test_reporting_rows_read_their_examples(row: ReportingRow, text: str) -> None:
    assert extract(f"Output fell 5%. {text}").facts[-1].attribution == "Zeta Bank"


@pytest.mark.parametrize(("row", "text"), _cases(relations()), ids=str)
def test_relation_rows_read_their_examples(row: RelationRow, text: str) -> None:
    fact = _first(text)
    assert (fact.entity, fact.counterparty) == ("Norway", "Chile")


@pytest.mark.parametrize(("row", "text"), _cases(deals()), ids=str)
def test_deal_rows_read_both_sides_of_their_examples(row: DealRow, text: str) -> None:
    fact = _first(text)
    assert fact.entity in ("Norway", "Velmora")
    assert fact.counterparty in ("Chile", "Norway", "Larkfield Bank", "Larkfield Foods")


@pytest.mark.parametrize(("row", "text"), [(row, text) for row in deals() for text in row.not_], ids=str)
def test_deal_rows_leave_their_near_misses(row: DealRow, text: str) -> None:
    assert _first(text).counterparty is None


@pytest.mark.parametrize(("row", "text"), _cases(read_rows("nominals", NominalRow)), ids=str)
def test_nominal_rows_read_their_examples(row: NominalRow, text: str) -> None:
    assert _first(f"{text}\n\nNobody spoke of {row.nouns[0]}.").concept in row.nouns


@pytest.mark.parametrize(("row", "text"), _cases(read_rows("nominals", NominalRow)), ids=str)
def test_a_verb_names_what_is_measured_where_its_noun_is_not_said(row: NominalRow, text: str) -> None:
    assert _first(text).concept in (*row.verbs, "stake")


@pytest.mark.parametrize("row", read_rows("word_classes", WordRow), ids=lambda row: row.name)
def test_word_classes_hold_each_word_once_and_name_their_source(row: WordRow) -> None:
    assert len(set(row.words)) == len(row.words)
    assert row.source


def test_no_word_of_change_has_two_directions() -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in changes():
        for part in ("verbs", "nouns", "adverbs"):
            for word in getattr(row, part):
                assert seen.setdefault((part, word), row.direction) == row.direction
