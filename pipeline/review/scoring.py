"""How well the pipeline reads, slot by slot, against what people say: gold files and the verdicts in ``reviews/``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.articles import article_paths, read_articles
from pipeline.engine import extract_all
from pipeline.errors import UsageError, os_reason
from pipeline.model import Article, Decision, FactTable
from pipeline.review.decisions import read_all
from pipeline.score import FIGURES, SLOTS, Pairing, Row, Score, Scores, Slot, score_tables, slot_score
from pipeline.stages.ingest import Defaults
from pipeline.table import to_json

GOLD = Path("tests", "gold")
"""Where gold files are looked for where no other folder is named."""

_NEEDED: Mapping[str, Mapping[str, type]] = {
    "fact": {"quote": str, "nth": int, "value": str},
    "date": {"quote": str, "nth": int},
    "entity": {"name": str, "label": str, "quotes": list},
}

_SAYS = "tests/gold/README.md says what one holds"

Tables = Mapping[str, tuple[Row, str]]
"""Article id -> its table as the extractor alone makes it, and its text."""


@dataclass(slots=True)
class _Judged:
    """Rows that one figure compares."""

    pairs: list[tuple[Row, Row]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    spurious: list[Row] = field(default_factory=list)


def extracted_tables(corpus: str, names: Iterable[str], model: str | None = None) -> Tables:
    """The tables of the articles in `corpus` that `names` names, made now and without any decision laid over them."""
    wanted = set(names)
    found = read_articles(article_paths([corpus]), Defaults())
    articles = (each for each in found if isinstance(each, Article) and each.id in wanted)
    tables = (each for each in extract_all(articles, model) if isinstance(each, FactTable))
    return {table.article.id: (to_json(table), table.article.text) for table in tables}


def read_gold(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Article id -> its gold rows, for every .jsonl file of `folder`.

    Raises UsageError where there is no such file, or one holds anything but rows that can be scored.
    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise UsageError(f"{folder}: no gold file; {_SAYS}")
    return {path.stem: list(_gold_rows(path)) for path in paths}


def _gold_rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"{path}: {reason}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            if wrong := _wrong(row):
                raise UsageError(f"{path} line {number}: no gold row: {wrong}; {_SAYS}")
            yield row


def _wrong(row: Any) -> str:
    """Why `row` cannot be scored; empty where it can.

    >>> _wrong({"quote": "5%", "nth": 1, "value": "five"}), _wrong({"type": "date", "quote": "2024", "nth": 1})
    ('value is no decimal number', '')
    """
    if not isinstance(row, dict):
        return "not a JSON object"
    sort = row.get("type", "fact")
    if sort not in _NEEDED:
        return f"its type is none of {', '.join(_NEEDED)}"
    lacking = next((name for name, kind in _NEEDED[sort].items() if not isinstance(row.get(name), kind)), None)
    if lacking:
        return f"{lacking} is missing or wrong"
    decimal = sort != "fact" or re.fullmatch(r"-?\d+(\.\d+)?", row["value"])
    return "" if decimal else "value is no decimal number"


def score_gold(gold: Mapping[str, Sequence[Row]], tables: Tables) -> Scores:
    """The scores of the tables against gold files. Raises UsageError where an article, or a quote, is not there."""
    missing = [name for name in gold if name not in tables]
    if missing:
        raise UsageError(f"{missing[0]}: there is a gold file, but no readable article of that name")
    return sum((_score_one(name, rows, tables) for name, rows in gold.items()), score_tables(()))


def _score_one(name: str, rows: Sequence[Row], tables: Tables) -> Scores:
    try:
        return score_tables([(rows, *tables[name])])
    except ValueError as error:
        raise UsageError(f"gold of {name}: {error}") from error


def score_verdicts(decisions: Mapping[str, Sequence[Decision]], tables: Tables) -> Scores:
    """The scores of the tables against what reviewers decided: only the facts and slots that they decided on count.

    Decisions on articles or places that are gone count neither way.
    """
    judged = {figure: _Judged() for figure in FIGURES}
    for name, several in decisions.items():
        if name in tables:
            _judge(judged, several, tables[name][0])
    scores = {figure: Score() for figure in FIGURES}
    mentions = judged["quantity mention"]
    right, found = len(mentions.pairs), len(mentions.pairs) + len(mentions.spurious)
    scores["quantity mention"] = Score(right, found, right + len(mentions.missed))
    for slot in SLOTS:
        rows = judged[slot.figure]
        scores[slot.figure] = slot_score(slot, Pairing(rows.pairs, rows.missed, rows.spurious), {})
    return Scores(scores)


def report(scores: Scores) -> str:
    """A table of the figures that anything is known of: precision, recall, F1, and the counts behind them."""
    rows = [f"{'':20}{'precision':>10}{'recall':>8}{'F1':>7}{'right':>8}{'found':>7}{'expected':>10}"]
    for figure in FIGURES:
        score = scores[figure]
        if score.found or score.expected:
            ratios = f"{score.precision:10.3f}{score.recall:8.3f}{score.f1:7.3f}"
            rows.append(f"{figure:20}{ratios}{score.right:8}{score.found:7}{score.expected:10}")
    return "\n".join(rows) + "\n"


def known_decisions(reviews: Path) -> dict[str, tuple[Decision, ...]]:
    """The decisions in `reviews`, without the articles that have none."""
    return {name: several for name, several in read_all(reviews).items() if several}


def _judge(judged: Mapping[str, _Judged], decisions: Iterable[Decision], table: Row) -> None:
    """Sort the facts of one article under the figures that decisions say something about."""
    extracted = {row["id"]: row for row in table["facts"]}
    facts: dict[str, dict[str | None, Decision]] = {}
    for decision in decisions:
        facts.setdefault(decision.fact, {})[decision.slot] = decision
    for fact, about in facts.items():
        row, whole = extracted.get(fact), about.pop(None, None)
        if whole is not None:
            _place(judged["quantity mention"], whole.new, row)
        if whole is not None and whole.new is None:
            for slot in SLOTS:
                _place(judged[slot.figure], None, row)
            continue
        truth = {**(row or {}), **((whole.new or {}) if whole else {})}
        truth |= {slot: decision.new for slot, decision in about.items() if slot}
        truth["quote"] = truth.get("exact", "")
        for slot in SLOTS:
            if whole is not None or _field_of(slot) in about:
                _place(judged[slot.figure], truth, row)


def _place(judged: _Judged, truth: Row | None, row: Row | None) -> None:
    if truth is not None and row is not None:
        judged.pairs.append((truth, row))
    elif truth is not None:
        judged.missed.append(truth)
    elif row is not None:
        judged.spurious.append(row)


def _field_of(slot: Slot) -> str:
    """The field of a row that a figure reads: `concept` of `concept (partial)`, `change` of `change.role`."""
    return slot.figure.partition(" ")[0].partition(".")[0]
