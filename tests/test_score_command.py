"""`pipeline score`, and what verdicts say about the extractor."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from typer.testing import Result

from pipeline.model import Decision, FactTable
from pipeline.review.scoring import report, score_verdicts
from pipeline.score import Score, Scores
from pipeline.table import fact_row, to_json

Run = Callable[..., Result]


def decide(table: FactTable, index: int, slot: str | None, new: Any) -> Decision:
    fact = table.facts[index]
    return Decision("ostland-ore", fact.id, slot, "accept", fact.exact, None, new)


def scored(table: FactTable, *decisions: Decision) -> Scores:
    return score_verdicts({"ostland-ore": decisions}, {"ostland-ore": (to_json(table), table.article.text)})


def test_only_the_slots_that_were_decided_on_count(table: FactTable) -> None:
    scores = scored(table, decide(table, 0, "concept", "prices"), decide(table, 1, "concept", "imports of coal"))
    assert scores["concept"] == Score(1, 2, 2, 1, 2)
    assert scores["concept (partial)"].right == 2
    assert {figure for figure, score in scores.figures.items() if score.found} == {"concept", "concept (partial)"}


def test_a_fact_that_was_accepted_counts_in_every_slot(table: FactTable) -> None:
    scores = scored(table, decide(table, 1, None, fact_row(table.facts[1])))
    assert scores["quantity mention"] == Score(1, 1, 1)
    assert scores["entity"].f1 == scores["period"].f1 == scores["change.role"].f1 == 1.0


def test_a_rejected_fact_is_wrong_and_a_missed_one_missing(table: FactTable) -> None:
    scores = scored(table, decide(table, 0, None, None))
    assert scores["quantity mention"] == Score(0, 1, 0)
    assert (scores["unit"].found, scores["unit"].expected) == (1, 0)
    missed = decide(table, 1, None, fact_row(table.facts[1]))
    without = FactTable(table.article, 40)
    assert scored(without, missed)["quantity mention"] == Score(0, 0, 1)
    assert scored(without, missed)["unit"].expected == 1


def test_a_correction_beats_the_acceptance_of_the_whole(table: FactTable) -> None:
    decisions = decide(table, 1, None, fact_row(table.facts[1])), decide(table, 1, "entity", "Aurelia")
    scores = scored(table, *decisions)
    assert scores["entity"].right == 0
    assert scores["concept"].right == 1


def test_a_value_may_be_written_with_other_zeros_but_no_other_digit(table: FactTable) -> None:
    assert scored(table, decide(table, 0, "value", "3.00"))["value"].right == 1
    assert scored(table, decide(table, 0, "value", "3.001"))["value"].right == 0


def test_the_report_has_the_counts_behind_each_figure(table: FactTable) -> None:
    lines = report(scored(table, decide(table, 0, "unit", "percent"))).splitlines()
    assert lines[0].split() == ["precision", "recall", "F1", "right", "found", "expected"]
    assert lines[1].split() == ["unit", "1.000", "1.000", "1.000", "1", "1", "1"]
    assert len(lines) == 2


@pytest.fixture
def project(folder: Path) -> Path:
    name = "trade-russia-business-council"
    for part in ("corpus", "tests/gold"):
        Path(part).mkdir(parents=True)
    Path(f"corpus/{name}.txt").write_bytes((ROOT / f"corpus/{name}.txt").read_bytes())
    Path(f"tests/gold/{name}.jsonl").write_bytes((ROOT / f"tests/gold/{name}.jsonl").read_bytes())
    return folder


def test_gold_and_verdicts_are_scored_apart(project: Path, run: Run) -> None:
    result = run("score")
    assert result.exit_code == 0
    assert result.stdout.startswith("gold: 1 article\n")
    assert "verdicts" not in result.stdout
    assert any(line.startswith("whole fact") for line in result.stdout.splitlines())
    run("extract")
    table = json.loads(Path("extracted/trade-russia-business-council.json").read_text(encoding="utf-8"))
    row = table["facts"][0]
    decision = {"article": table["document"]["id"], "fact": row["id"], "slot": "unit", "verdict": "correct"}
    decision |= {"exact": row["exact"], "old": row["unit"], "new": "EUR"}
    Path("reviews").mkdir()
    Path("reviews/trade-russia-business-council.jsonl").write_text(json.dumps(decision) + "\n")
    run("extract")
    counts = json.loads(run("score", "--json").stdout)
    assert counts["verdicts"]["unit"] == {"right": 0, "found": 1, "expected": 1}
    assert counts["gold"]["unit"]["expected"] > 1


def test_without_truth_there_is_nothing_to_score(folder: Path, run: Run) -> None:
    result = run("score")
    assert result.exit_code == 2
    assert "nothing to score against" in result.stderr
    Path("gold").mkdir()
    assert "gold: no gold file" in run("score", "--gold", "gold").stderr
    Path("gold/gone.jsonl").write_text("")
    Path("corpus").mkdir()
    Path("corpus/a.txt").write_text("Sales rose 5%.\n")
    assert "gone: there is a gold file, but no readable article" in run("score", "--gold", "gold").stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("junk", "gold/a.jsonl line 2: no gold row: not a JSON object; tests/gold/README.md says what one holds"),
        ("[1]", "gold/a.jsonl line 2: no gold row: not a JSON object"),
        ('{"type": "mood"}', "gold/a.jsonl line 2: no gold row: its type is none of fact, date, entity"),
        ('{"quote": "5%", "nth": 1}', "gold/a.jsonl line 2: no gold row: value is missing or wrong"),
        ('{"quote": "5%", "nth": 1, "value": "five"}', "gold/a.jsonl line 2: no gold row: value is no decimal"),
        ('{"type": "entity", "name": "Peru", "label": "GPE"}', "gold/a.jsonl line 2: no gold row: quotes is missing"),
        ('{"quote": "6%", "nth": 1, "value": "6"}', "gold of a: a row asks for place 1 of '6%', and the article has 0"),
    ],
)
def test_a_gold_row_that_cannot_be_scored_is_one_line(folder: Path, run: Run, line: str, said: str) -> None:
    Path("gold").mkdir()
    Path("corpus").mkdir()
    Path("corpus/a.txt").write_text("Sales rose 5%.\n")
    Path("gold/a.jsonl").write_text(f'{{"quote": "5%", "nth": 1, "value": "5"}}\n{line}\n')
    result = run("score", "--gold", "gold")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {said}")
    assert result.stderr.count("\n") == 1
