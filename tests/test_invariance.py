"""What says nothing of the facts of an article changes none: other names and spellings, sums again in brackets."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from pipeline import FactTable, extract
from pipeline.model import Fact

CORPUS = sorted((ROOT / "corpus").glob("*.txt"))

SLOTS = ("value", "unit", "per", "concept", "entity", "counterparty", "period", "change", "scenario", "attribution")

INVENTED = ("Quendor", "Brimley", "Fenwark", "Oldane", "Marrick", "Peltram", "Huxen", "Tolbert", "Wexley", "Kessock")
"""Names that no vocabulary has."""

CURRENCY = "[£$€¥]"

SUM = rf"{CURRENCY}[\d.,]+(?:m|bn| million| billion)?"
DOUBLED = re.compile(rf"(?:(?<=\dm)|(?<=\dbn)|(?<=euros)|(?<=llion)) \({SUM}(?:; {SUM})*\)")
"""A sum told again in other currencies: "9m euros ($12m; £6m)"."""

KNOWN = frozenset(["Boeing", "Mercosur"])
"""Names by which the vocabulary tells numbers of models and the members of a bloc."""


@cache
def table_of(text: str) -> FactTable:
    return extract(text)


def renamed(text: str, names: dict[str, str]) -> str:
    return re.sub(rf"\b({'|'.join(map(re.escape, names))})\b", lambda found: names[found[0]], text) if names else text


def said(fact: Fact, names: dict[str, str]) -> list[object]:
    """What the fact says, with names replaced, in lower case as concepts are."""
    lower = {old.lower(): new.lower() for old, new in names.items()}
    values = (getattr(fact, slot) for slot in SLOTS)
    return [renamed(value.lower(), lower) if isinstance(value, str) else value for value in values]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_firms_by_other_names_have_the_same_facts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    before = table_of(text)
    firms = [e.name for e in before.entities if e.label == "ORG" and re.fullmatch(r"[A-Z][a-z]{4,}", e.name)]
    names = dict(zip((firm for firm in firms if firm not in KNOWN), INVENTED, strict=False))
    after = table_of(renamed(text, names))
    assert [said(fact, {}) for fact in after.facts] == [said(fact, names) for fact in before.facts]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_sums_in_other_currencies_change_nothing_beside_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    before = table_of(text)
    told = [
        found for found in DOUBLED.finditer(text) if all(text.count(sum_) == 1 for sum_ in re.findall(SUM, found[0]))
    ]
    brackets = [found.span() for found in told]
    for start, end in reversed(brackets):
        text = text[:start] + text[end:]
    after = table_of(text)
    plain = [fact for fact in before.facts if not any(a < fact.span.start < b for a, b in brackets)]
    assert [said(fact, {}) for fact in after.facts] == [said(fact, {}) for fact in plain]


@pytest.mark.parametrize(
    ("short", "long"),
    [(r"(?<=\d)%", " per cent"), (rf"({CURRENCY}[\d.]*\d)bn\b", r"\1 billion")],
    ids=["percent", "bn"],
)
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_units_may_be_written_out(path: Path, short: str, long: str) -> None:
    text = path.read_text(encoding="utf-8")
    after = table_of(re.sub(short, long, text))
    assert [said(fact, {}) for fact in after.facts] == [said(fact, {}) for fact in table_of(text).facts]


LOOSE = (
    "Taiwan's exports recover\n\nTaiwan's economy grew by 5.7% in 2004. Exports account for half of its output. "
    "They rose 9.8% to $45.6bn in the year. Imports grew more slowly, by 2%. The central bank was not surprised."
)
"""Sentences that hang on the last."""


def test_a_line_for_each_sentence_changes_nothing() -> None:
    before, after = table_of(LOOSE), table_of(LOOSE.replace(". ", ".\n\n"))
    assert [said(fact, {}) for fact in after.facts] == [said(fact, {}) for fact in before.facts]
