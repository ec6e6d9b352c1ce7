"""The scorer on rows made by hand, the gate's floors, and the gold files themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gate
import pytest

from pipeline.review.scoring import read_gold
from pipeline.score import (
    FIGURES,
    Score,
    Scores,
    content_words,
    day_range,
    folded_name,
    is_optional,
    locate,
    score_table,
    score_tables,
)

Row = dict[str, Any]
GOLD_FILES = [(path, texts) for rows, texts in gate.SETS.values() for path in sorted(rows.glob("*.jsonl"))]
TEXT = "In May 2024, Acme Corp sold nearly 30 vans to Brio for $4 million, said Ann Lee; a third went to Chile."
PERFECT = pytest.approx(1.0)


def fact(quote: str, **slots: Any) -> Row:
    empty = dict.fromkeys(["entity", "counterparty", "period", "change", "attribution"])
    row = {"kind": "count", "value": "30", "unit": "van", "comparator": "=", "concept": "vans", "scenario": "actual"}
    return {"doc": "a.txt", "quote": quote, "nth": 1} | row | empty | slots


def gold_rows() -> list[Row]:
    change = {"direction": "increase", "role": "to"}
    return [
        fact("30 vans", comparator="~", entity="Acme", counterparty="Brio", period="2024-05", attribution="Ann Lee"),
        fact("$4 million", kind="money", value="4000000", unit="USD", entity="Acme", period="2024-05", change=change),
        fact("a third", kind="percent", value="33.33", unit="percent", counterparty="Acme", scenario="forecast"),
        {"doc": "a.txt", "quote": "May 2024", "nth": 1, "type": "date", "value": "2024-05", "anchor": "absolute"},
        {"doc": "a.txt", "type": "entity", "name": "Acme", "label": "ORG", "quotes": ["Acme Corp", "Acme"]},
        {"doc": "a.txt", "type": "entity", "name": "Brio", "label": "ORG", "quotes": ["Brio"]},
        {"doc": "a.txt", "type": "entity", "name": "Ann Lee", "label": "PERSON", "quotes": ["Ann Lee", "Lee"]},
    ]


def table_of(gold: list[Row], text: str) -> Row:
    """A fact table that says just what `gold` says, optional rows left out."""
    table: Row = {"facts": [], "dates": [], "entities": [], "positions": {}}
    for number, row in enumerate(row for row in gold if not is_optional(row)):
        part = {"date": "dates", "entity": "entities"}.get(row.get("type", "fact"), "facts")
        table[part].append(
            {key: value for key, value in row.items() if key not in {"quote", "nth"}} | {"id": str(number)}
        )
        if "quote" in row:
            table["positions"][str(number)] = [list(locate(text, row["quote"], row["nth"]))]
    return table


def scored(table: Row, gold: list[Row] | None = None) -> Scores:
    return score_table(gold or gold_rows(), table, TEXT)


def changed_fact(index: int, **slots: Any) -> Scores:
    """The scores where one fact of the table has other `slots` than the gold."""
    table = table_of(gold_rows(), TEXT)
    table["facts"][index].update(slots)
    return scored(table)


def imperfect(scores: Scores) -> set[str]:
    return {
        figure
        for figure in FIGURES
        if scores[figure].accuracy not in (None, 1.0) or (scores[figure].expected and scores[figure].f1 < 1)
    }


def test_gold_against_itself_is_perfect() -> None:
    assert imperfect(scored(table_of(gold_rows(), TEXT))) == set()


@pytest.mark.parametrize(
    ("index", "slots", "figures"),
    [
        (1, {"value": "5000000"}, {"value", "whole fact"}),
        (1, {"value_high": "5000000"}, {"value", "whole fact"}),
        (1, {"unit": "EUR"}, {"unit", "whole fact"}),
        (0, {"per": "day"}, {"per"}),
        (0, {"comparator": "="}, {"comparator"}),
        (0, {"concept": "white vans"}, {"concept"}),
        (0, {"concept": "cars"}, {"concept", "concept (partial)", "whole fact"}),
        (0, {"entity": "Brio"}, {"entity", "whole fact"}),
        (0, {"counterparty": None}, {"counterparty"}),
        (0, {"period": "2024-06"}, {"period", "whole fact"}),
        (1, {"change": {"direction": "decrease", "role": "to"}}, {"change.direction", "whole fact"}),
        (1, {"change": {"direction": "increase", "role": "by"}}, {"change.role", "whole fact"}),
        (1, {"change": None}, {"change.direction", "change.role", "whole fact"}),
        (0, {"attribution": "Acme"}, {"attribution"}),
        (2, {"scenario": "actual"}, {"scenario"}),
    ],
)
def test_a_wrong_slot_costs_that_slot(index: int, slots: Row, figures: set[str]) -> None:
    assert imperfect(changed_fact(index, **slots)) == figures


@pytest.mark.parametrize(
    ("index", "slots"),
    [
        (1, {"value": "4000000.00"}),
        (0, {"unit": "vans"}),
        (0, {"concept": "the vans"}),
        (0, {"entity": "Acme Corp"}),
        (0, {"attribution": "Lee"}),
        (0, {"period": "2024-05-01/2024-05-31"}),
        (2, {"value": "33.3333"}),
    ],
)
def test_another_way_to_say_the_same_is_right(index: int, slots: Row) -> None:
    assert imperfect(changed_fact(index, **slots)) == set()


def test_the_value_of_printed_digits_has_no_tolerance() -> None:
    assert changed_fact(1, value="4000001")["value"].right == 2


def test_a_wrong_slot_counts_in_precision_and_recall() -> None:
    assert changed_fact(1, change={"direction": "decrease", "role": "to"})["change.direction"] == Score(0, 1, 1, 2, 3)


def test_a_slot_filled_out_of_nothing_costs_precision_and_accuracy() -> None:
    score = changed_fact(0, per="day")["per"]
    assert (score.found, score.expected, score.precision) == (1, 0, 0.0)
    assert score.accuracy == pytest.approx(2 / 3)


def test_a_missed_fact_costs_recall_but_no_accuracy() -> None:
    table = table_of(gold_rows(), TEXT)
    del table["facts"][0]
    scores = scored(table)
    assert scores["quantity mention"] == Score(2, 2, 3)
    assert scores["value"].recall == pytest.approx(2 / 3)
    assert scores["value"].accuracy == PERFECT
    assert scores["comparator"] == Score(0, 0, 1, 2, 2)


def test_a_spurious_fact_costs_precision_in_every_slot_it_fills() -> None:
    table = table_of(gold_rows(), TEXT)
    table["facts"].append(fact("Chile") | {"id": "x"})
    table["positions"]["x"] = [list(locate(TEXT, "Chile", 1))]
    scores = scored(table)
    assert scores["quantity mention"] == Score(3, 4, 3)
    assert (scores["unit"].precision, scores["unit"].recall) == (0.75, 1.0)
    assert scores["entity"].precision == PERFECT


def test_an_optional_row_counts_neither_way() -> None:
    gold = [row | ({"note": "optional: as an example"} if row.get("quote") == "30 vans" else {}) for row in gold_rows()]
    with_it, without_it = table_of(gold_rows(), TEXT), table_of(gold, TEXT)
    assert len(with_it["facts"]) == len(without_it["facts"]) + 1
    assert scored(with_it, gold).figures == scored(without_it, gold).figures
    assert imperfect(scored(with_it, gold)) == set()


def test_the_best_overlap_wins_whatever_the_order() -> None:
    table = table_of(gold_rows(), TEXT)
    start, end = table["positions"]["0"][0]
    for row_id, span in {"left": [start - 7, start + 1], "right": [end - 2, end + 4]}.items():
        table["facts"].insert(0, fact("30 vans", value="9") | {"id": row_id})
        table["positions"][row_id] = [span]
    scores = scored(table)
    assert scores["quantity mention"] == Score(3, 5, 3)
    assert scores["value"].accuracy == PERFECT


def test_touching_spans_do_not_overlap() -> None:
    table = table_of(gold_rows(), TEXT)
    start, _ = table["positions"]["0"][0]
    table["positions"]["0"] = [[start - 5, start]]
    assert scored(table)["quantity mention"] == Score(2, 3, 3)


def test_one_found_row_answers_only_one_gold_row() -> None:
    table = table_of(gold_rows(), TEXT)
    table["facts"] = table["facts"][:1]
    table["positions"]["0"] = [[0, len(TEXT)]]
    assert scored(table)["quantity mention"] == Score(1, 1, 3)


def test_a_date_is_scored_by_its_own_span_and_not_by_its_parts() -> None:
    table = table_of(gold_rows(), TEXT)
    table["dates"][0]["value"] = None
    row_id = table["dates"][0]["id"]
    table["positions"][row_id].append([0, 2])
    scores = scored(table)
    assert scores["date span"] == Score(1, 1, 1)
    assert scores["date value"] == Score(0, 0, 1, 0, 1)


def test_a_date_without_value_is_right_where_the_gold_has_none() -> None:
    gold = [row | {"value": None} if row.get("type") == "date" else row for row in gold_rows()]
    assert scored(table_of(gold, TEXT), gold)["date value"] == Score(0, 0, 0, 1, 1)


def test_a_name_is_counted_once_and_by_any_printed_form() -> None:
    table = table_of(gold_rows(), TEXT)
    table["entities"][0]["name"] = "Acme Corp"
    table["entities"].append({"name": "the Acme Corp", "label": "ORG"})
    assert imperfect(scored(table)) == set()


def test_two_found_forms_of_one_entity_are_one_right_and_one_wrong() -> None:
    table = table_of(gold_rows(), TEXT)
    table["entities"].append({"name": "Lee", "label": "PERSON"})
    assert scored(table)["entity name"] == Score(3, 4, 3)


def test_a_wrong_label_costs_only_the_labelled_figure() -> None:
    table = table_of(gold_rows(), TEXT)
    table["entities"][0]["label"] = "PERSON"
    scores = scored(table)
    assert scores["entity name"] == Score(3, 3, 3)
    assert scores["entity name+label"] == Score(2, 3, 3)


def test_an_optional_name_counts_neither_way() -> None:
    gold = [row | ({"note": "optional"} if row.get("name") == "Brio" else {}) for row in gold_rows()]
    assert scored(table_of(gold_rows(), TEXT), gold)["entity name"] == Score(2, 2, 2)


def test_either_of_two_joined_names_is_right() -> None:
    gold = gold_rows()
    gold[0]["entity"] = "Acme and Brio"
    assert scored(table_of(gold_rows(), TEXT), gold)["entity"].accuracy == PERFECT


def test_articles_are_scored_by_the_sum_of_their_counts() -> None:
    whole, empty = table_of(gold_rows(), TEXT), table_of([], TEXT)
    total = score_tables([(gold_rows(), whole, TEXT), (gold_rows(), empty, TEXT)])
    assert total["quantity mention"] == Score(3, 3, 6)
    assert total["whole fact"] == Score(3, 3, 6, 3, 3)
    assert list(total.figures) == list(FIGURES)


def test_nothing_at_all_scores_zero_and_has_no_accuracy() -> None:
    score = score_tables([])["value"]
    assert (score.precision, score.recall, score.f1, score.accuracy) == (0.0, 0.0, 0.0, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2004-Q4", "2004-10/2004-12"),
        ("2004-Q4", "2004-10-01/2004-12-31"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2017/2024", "2017-Q1/2024-Q4"),
        ("2024", "2024-01/2024-12"),
    ],
)
def test_periods_are_compared_as_days(one: str, other: str) -> None:
    assert day_range(one) == day_range(other)


@pytest.mark.parametrize("value", ["2024-13", "2023-02-29", "2024-W05", "P3M", "2024/", "/2024", ""])
def test_what_is_no_period_is_compared_as_text(value: str) -> None:
    assert day_range(value) == value


def test_folding_of_names_and_words() -> None:
    assert folded_name("Dr. Lee’s") == folded_name("lee")
    assert folded_name("North – South") == folded_name("North-South")
    assert content_words("cases of boxes") == content_words("case, box")
    assert content_words("houses") != content_words("hous")


def test_a_quote_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"place 2 of .*the article has 1"):
        locate("one 4% only", "4%", 2)


@pytest.mark.parametrize(("path", "texts"), GOLD_FILES, ids=[path.stem for path, _ in GOLD_FILES])
def test_gold_files_hold_against_themselves(path: Path, texts: Path) -> None:
    gold = read_gold(path.parent)[path.stem]
    text = (texts / f"{path.stem}.txt").read_bytes().decode("utf-8")
    assert {row["doc"] for row in gold} == {f"{path.stem}.txt"}
    assert imperfect(score_table(gold, table_of(gold, text), text)) == set()
    assert all(form in text for row in gold if row.get("type") == "entity" for form in row["quotes"])


def test_at_least_six_articles_are_annotated() -> None:
    assert len(GOLD_FILES) >= 6


@pytest.mark.parametrize(
    ("up", "down", "after"),
    [
        (False, False, {"a": 0.5, "b": 0.5, "c": 0.5}),
        (True, False, {"a": 0.9, "b": 0.5, "c": 0.5, "new": 0.123}),
        (False, True, {"a": 0.5, "b": 0.25, "c": 0.5}),
        (True, True, {"a": 0.9, "b": 0.25, "c": 0.5, "new": 0.123}),
    ],
)
def test_floors_rise_and_sink_only_when_told(up: bool, down: bool, after: Row) -> None:
    floors, scores = {"a": 0.5, "b": 0.5, "c": 0.5}, {"a": 0.9, "b": 0.25, "c": 0.5 - 1e-12, "new": 0.1239}
    assert gate.moved_floors(floors, scores, up=up, down=down) == after


def test_a_loss_names_slot_floor_and_score() -> None:
    assert gate.losses({"value F1": 0.91234}, {"value F1": 0.95}) == ["value F1 is 0.9123, below its floor of 0.950"]
    assert gate.losses({"value F1": 0.95 - 1e-10}, {"value F1": 0.95}) == []


def test_a_score_without_a_floor_and_a_floor_without_a_score_fail() -> None:
    assert len(gate.losses({"new": 1.0}, {"old": 1.0})) == 2


@pytest.mark.parametrize(("score", "floor"), [(0.9999, 0.999), (0.29, 0.29), (1.0, 1.0), (1 - 1e-12, 1.0), (0.0, 0.0)])
def test_floors_are_rounded_down(score: float, floor: float) -> None:
    assert gate.rounded_down(score) == floor


def test_the_gate_fails_on_a_loss_until_it_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = table_of(gold_rows(), TEXT)
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "SETS", {"corpus": gate.SETS["corpus"]})
    monkeypatch.setattr(gate, "gold_scores", lambda name: score_tables([(gold_rows(), table, TEXT)]))
    assert gate.main([]) == 1
    assert gate.main(["--raise"]) == 0
    assert gate.main([]) == 0
    table["facts"][0]["unit"] = "lorry"
    capsys.readouterr()
    assert gate.main([]) == gate.main(["--raise"]) == 1
    assert "corpus: unit accuracy is 0.6667, below its floor of 1.000" in capsys.readouterr().err
    assert gate.main(["--lower"]) == 0
    assert gate.main([]) == 0


def test_the_report_has_a_line_for_every_figure() -> None:
    report = gate.report("corpus", scored(table_of(gold_rows(), TEXT)), {"corpus: value F1": 0.5})
    assert [line[:20].strip() for line in report.splitlines()[1:]] == list(FIGURES)
