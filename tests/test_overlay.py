"""What a reviewer decided, laid over facts that the extractor reads now."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from conftest import TEXT
from jsonschema import Draft202012Validator

from pipeline.model import Article, Decision, Fact, FactTable, Standing
from pipeline.schema import load_schema
from pipeline.stages.overlay import REJECTED, Overlaid, findings_of, lay_over, same_value
from pipeline.table import dumps, fact_row, from_json, to_json


def decide(fact: Fact, slot: str | None, new: Any, verdict: str = "correct", **about: Any) -> Decision:
    old = fact_row(fact) if slot is None else fact_row(fact)[slot]
    values: dict[str, Any] = {"article": "ostland-ore", "exact": fact.exact, "old": old} | about
    return Decision(fact=fact.id, slot=slot, verdict=verdict, new=new, **values)  # type: ignore[arg-type]


def laid(table: FactTable, *decisions: Decision, facts: tuple[Fact, ...] | None = None) -> Overlaid:
    article = replace(table.article, decisions=decisions)
    return lay_over(article, table.facts if facts is None else facts, table.numbers, table.dates)


def statuses(overlaid: Overlaid) -> list[str]:
    return [standing.status for standing in overlaid.standings]


def by_id(overlaid: Overlaid, fact: Fact) -> Fact:
    [found] = [each for each in overlaid.facts if each.id == fact.id]
    return found


@pytest.fixture
def fact(table: FactTable) -> Fact:
    """About $1.50 billion of ore imports."""
    return table.facts[1]


def test_without_decisions_nothing_changes(table: FactTable) -> None:
    assert laid(table).facts == tuple(sorted(table.facts, key=lambda fact: fact.span))
    assert laid(table).standings == ()


def test_a_correction_fills_the_slot_and_is_marked(table: FactTable, fact: Fact) -> None:
    overlaid = laid(table, decide(fact, "concept", "imports"), decide(fact, "value", "1600000000"))
    found = by_id(overlaid, fact)
    row = fact_row(found)
    assert (row["concept"], row["value"]) == ("imports", "1600000000")
    assert list(row)[-1] == "reviewed"
    assert row["reviewed"] == {"value": "1500000000", "concept": "ore imports"}
    assert statuses(overlaid) == ["applied", "applied"]
    assert findings_of(overlaid.standings) == ()


def test_a_corrected_table_holds_to_the_schema_and_reads_back(table: FactTable, fact: Fact) -> None:
    change = {"direction": "decrease", "role": "by"}
    overlaid = laid(table, decide(fact, "change", change), decide(fact, "period", None))
    corrected = replace(table, facts=overlaid.facts)
    data = json.loads(dumps(corrected))
    Draft202012Validator(load_schema()).validate(data)
    assert to_json(from_json(data, TEXT)) == data
    assert by_id(overlaid, fact).change is not None


def test_a_correction_retires_where_the_extractor_agrees(table: FactTable, fact: Fact) -> None:
    better = (table.facts[0], replace(fact, concept="imports"), table.facts[2])
    overlaid = laid(table, decide(fact, "concept", "imports"), facts=better)
    assert statuses(overlaid) == ["retired"]
    assert by_id(overlaid, fact).reviewed is None
    assert "the extractor says the same now" in overlaid.standings[0].message


def test_a_correction_holds_against_a_third_reading_and_is_listed(table: FactTable, fact: Fact) -> None:
    other = (table.facts[0], replace(fact, concept="cargo"), table.facts[2])
    overlaid = laid(table, decide(fact, "concept", "imports"), facts=other)
    assert by_id(overlaid, fact).concept == "imports"
    assert by_id(overlaid, fact).reviewed == {"concept": "cargo"}
    [finding] = findings_of(overlaid.standings)
    assert (finding.check, finding.severity, finding.facts) == ("review", "doubt", (fact.id,))
    assert finding.message == (
        "correction of concept in “about $1.50 billion” from “ore imports” to “imports”: "
        "the extractor says “cargo” now; the correction still holds"
    )


def test_decisions_that_disagree_are_listed_and_neither_holds(table: FactTable, fact: Fact) -> None:
    overlaid = laid(table, decide(fact, "concept", "imports"), decide(fact, "concept", "cargo"))
    assert by_id(overlaid, fact).concept == "ore imports"
    assert statuses(overlaid) == ["conflicting", "conflicting"]
    assert len(findings_of(overlaid.standings)) == 2


def test_a_rejected_fact_becomes_a_number(table: FactTable, fact: Fact) -> None:
    overlaid = laid(table, decide(fact, None, None, "reject"))
    assert fact.id not in {each.id for each in overlaid.facts}
    assert [(number.span, number.reason) for number in overlaid.numbers[-1:]] == [(fact.span, REJECTED)]
    assert statuses(overlaid) == ["applied"]


def test_a_correction_in_a_rejected_fact_is_listed(table: FactTable, fact: Fact) -> None:
    overlaid = laid(table, decide(fact, "concept", "imports"), decide(fact, None, None, "reject"))
    assert statuses(overlaid) == ["applied", "conflicting"]


def test_a_rejection_retires_where_the_extractor_finds_no_fact(table: FactTable, fact: Fact) -> None:
    assert statuses(laid(table, decide(fact, None, None, "reject"), facts=())) == ["retired"]


def test_a_fact_that_the_extractor_misses_is_put_in_its_place(table: FactTable, fact: Fact) -> None:
    others = (table.facts[0], table.facts[2])
    overlaid = laid(table, decide(fact, None, fact_row(fact), old=None), facts=others)
    assert by_id(overlaid, fact) == replace(fact, reviewed={"exact": None}, evidence={})
    assert [each.span.start for each in overlaid.facts] == sorted(each.span.start for each in overlaid.facts)
    assert statuses(overlaid) == ["applied"]
    assert statuses(laid(table, decide(fact, None, fact_row(fact), old=None))) == ["retired"]


def test_a_fact_put_in_takes_the_place_of_its_numeral_alone(table: FactTable, fact: Fact) -> None:
    number = replace(table.numbers[0], span=fact.span)
    decision = decide(fact, None, fact_row(fact), old=None)
    bare = replace(table, numbers=(number,), facts=())
    assert laid(bare, decision).numbers == ()
    clash = replace(table.facts[0], span=fact.span)
    overlaid = laid(table, decision, facts=(clash,))
    assert overlaid.facts == (clash,)
    assert statuses(overlaid) == ["conflicting"]


@pytest.mark.parametrize("slot", [None, "concept"])
def test_a_decision_whose_words_are_gone_is_orphaned(table: FactTable, fact: Fact, slot: str | None) -> None:
    article = Article("ostland-ore", "Nothing of it is left.")
    decision = decide(fact, slot, None, "reject" if slot is None else "correct")
    overlaid = lay_over(replace(article, decisions=(decision,)), (), (), ())
    assert statuses(overlaid) == ["orphaned"]
    [finding] = findings_of(overlaid.standings)
    assert "its words are gone from the article" in finding.message


def test_an_acceptance_changes_nothing_and_sees_what_changed(table: FactTable, fact: Fact) -> None:
    whole, slot = decide(fact, None, fact_row(fact), "accept"), decide(fact, "concept", "ore imports", "accept")
    assert statuses(laid(table, whole, slot)) == ["verified", "verified"]
    other = (table.facts[0], replace(fact, concept="cargo"), table.facts[2])
    overlaid = laid(table, whole, slot, facts=other)
    assert statuses(overlaid) == ["changed", "changed"]
    assert by_id(overlaid, fact).concept == "cargo"
    assert findings_of(overlaid.standings) == ()


def test_a_decision_is_told_in_words_that_part_its_values(table: FactTable, fact: Fact) -> None:
    change = {"direction": "increase", "role": "to"}
    told = laid(table, decide(fact, "change", change, "accept", old=None)).standings[0].message
    assert "from nothing to “increase to”: " in told
    kept = laid(table, decide(fact, "concept", fact.concept, "accept")).standings[0].message
    assert kept.endswith(": it still reads so")


def test_an_accepted_removal_is_verified_while_nothing_is_found(table: FactTable, fact: Fact) -> None:
    decision = decide(fact, None, None, "accept")
    assert statuses(laid(table, decision, facts=())) == ["verified"]
    assert statuses(laid(table, decision)) == ["changed"]


def test_each_decision_has_one_standing(table: FactTable, fact: Fact) -> None:
    decisions = [decide(each, "concept", "imports") for each in table.facts] + [decide(fact, None, None, "reject")]
    standings: tuple[Standing, ...] = laid(table, *decisions).standings
    assert sorted(map(id, decisions)) == sorted(id(standing.decision) for standing in standings)


def test_numbers_are_the_same_whatever_their_zeros() -> None:
    assert same_value("value", "3.0", "3.00")
    assert not same_value("value", "3.0", "3.1")
    assert not same_value("value_high", None, "3")
    assert not same_value(None, None, {})
