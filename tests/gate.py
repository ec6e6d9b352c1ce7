"""The scores of the pipeline on the hand-annotated articles, and whether one of them sank below its floor.

python tests/gate.py            print the scores; exit 1 where one is below its floor in tests/gold/floors.json
python tests/gate.py --raise    also lift each floor up to its score; a floor never sinks this way
python tests/gate.py --lower    also let floors sink to their scores: the only way to accept a loss
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

from pipeline.review.scoring import extracted_tables, read_gold, score_gold
from pipeline.score import FIGURES, Scores

TESTS = Path(__file__).resolve().parent
GOLD = TESTS / "gold"
SETS = {
    "corpus": (GOLD, TESTS.parent / "corpus"),
    "news": (GOLD / "news", GOLD / "news"),
    "fresh": (GOLD / "fresh", GOLD / "fresh"),
    "hard": (GOLD / "hard", GOLD / "hard"),
}
"""Name of a set of annotated articles -> the folder of its rows, and that of its articles."""
FLOORS = GOLD / "floors.json"
SLACK = 1e-9
"""How far a score may lie below its floor: two ways to add the same numbers are no loss."""

Levels = Mapping[str, float]
"""A number for each measure: "SET: FIGURE F1", and "SET: FIGURE accuracy" where the figure has one."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 where every score holds its floor, else 1."""
    options = _parser().parse_args(argv)
    scores = {name: gold_scores(name) for name in SETS}
    floors = _read_floors()
    found = {key: level for name in SETS for key, level in levels(name, scores[name]).items()}
    kept = moved_floors(floors, found, up=options.up, down=options.down)
    if kept != floors:
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    failures = losses(found, kept)
    sys.stdout.write("\n".join(report(name, scores[name], kept) for name in SETS))
    sys.stderr.writelines(f"gate: {line}\n" for line in failures)
    return 1 if failures else 0


def gold_scores(name: str) -> Scores:
    """The scores of every article of the set `name` as the pipeline reads it now."""
    rows, articles = SETS[name]
    gold = read_gold(rows)
    return score_gold(gold, extracted_tables(str(articles), gold))


def levels(name: str, scores: Scores) -> dict[str, float]:
    """What is held against the floors of the set `name`, in the order of the report."""
    found: dict[str, float] = {}
    for figure in FIGURES:
        found[f"{name}: {figure} F1"] = scores[figure].f1
        accuracy = scores[figure].accuracy
        if accuracy is not None:
            found[f"{name}: {figure} accuracy"] = accuracy
    return found


def losses(scores: Levels, floors: Levels) -> list[str]:
    """One line for each score below its floor, each score without a floor and each floor without a score."""
    sunk = [
        f"{name} is {scores[name]:.4f}, below its floor of {floor:.3f}"
        for name, floor in floors.items()
        if name in scores and scores[name] < floor - SLACK
    ]
    bare = [f"{name} has no floor; set one with --raise" for name in scores if name not in floors]
    orphans = [
        f"the floor of {name} has no score; take it out of {FLOORS.name}" for name in floors if name not in scores
    ]
    return sunk + bare + orphans


def moved_floors(floors: Levels, scores: Levels, *, up: bool, down: bool) -> dict[str, float]:
    """The floors after `scores` have lifted them (`up`) or let them sink (`down`); all else stays."""
    moved = dict(floors)
    for name, score in scores.items():
        level = rounded_down(score)
        old = floors.get(name)
        if (up and (old is None or level > old)) or (down and old is not None and score < old - SLACK):
            moved[name] = level
    return moved


def rounded_down(score: float) -> float:
    """`score` to three decimals, towards zero, but not past a rounding error of binary fractions."""
    return float(Decimal(score + SLACK).quantize(Decimal("0.001"), rounding=ROUND_FLOOR))


def report(name: str, scores: Scores, floors: Levels) -> str:
    """A table of all figures: accuracy, precision, recall and F1 with their floors, and the counts behind them."""
    rows = [f"{name:20}{'acc':>7}{'floor':>7}{'P':>7}{'R':>7}{'F1':>7}{'floor':>7}{'right':>8}{'found':>7}{'gold':>7}"]
    for figure in FIGURES:
        score = scores[figure]
        accuracy, floor = _cell(score.accuracy), _cell(floors.get(f"{name}: {figure} accuracy"))
        ratios = f"{score.precision:7.3f}{score.recall:7.3f}{score.f1:7.3f}{_cell(floors.get(f'{name}: {figure} F1'))}"
        rows.append(f"{figure:20}{accuracy}{floor}{ratios}{score.right:8}{score.found:7}{score.expected:7}")
    return "\n".join(rows) + "\n"


def _cell(number: float | None) -> str:
    return f"{'-':>7}" if number is None else f"{number:7.3f}"


def _read_floors() -> dict[str, float]:
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return floors


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="up", action="store_true", help="lift floors up to the scores of now")
    parser.add_argument("--lower", dest="down", action="store_true", help="let floors sink to the scores of now")
    return parser


if __name__ == "__main__":
    sys.exit(main())
