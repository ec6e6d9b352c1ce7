"""Decisions of reviewers laid over the facts: what a person corrected or threw out stays so on every extraction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pipeline.identity import place_of
from pipeline.model import Article, Date, Decision, Fact, Finding, Number, Span, Standing, Status
from pipeline.table import SLOTS, fact_of, fact_row, slot_value

REJECTED = "rejected in review"
"""The reason of the row under ``numbers`` that a rejected fact becomes."""

REVIEW = "review"
"""The check of findings about decisions."""

UNFOUND = {"exact": None}
"""What the extractor says of a fact that only a reviewer has: nothing."""


class Overlaid(NamedTuple):
    """The facts as they stand after review, the numerals that are none, and what became of each decision."""

    facts: tuple[Fact, ...]
    numbers: tuple[Number, ...]
    standings: tuple[Standing, ...]


@dataclass(slots=True)
class _Sheet:
    """The rows that decisions are laid over, one after the other."""

    text: str
    facts: dict[str, Fact]
    numbers: list[Number]
    dates: Sequence[Date]


def lay_over(article: Article, facts: Sequence[Fact], numbers: Sequence[Number], dates: Sequence[Date]) -> Overlaid:
    """`facts` and `numbers` under the decisions of `article`, which stand by fact id; no decision is left out.

    A correction replaces a slot, also where the extractor has changed its mind since (then it is `conflicting`), and
    retires where the extractor says the same. A rejected fact becomes a number. An acceptance changes nothing. Two
    decisions that disagree are `conflicting`, and neither holds.
    """
    sheet = _Sheet(article.text, {fact.id: fact for fact in facts}, list(numbers), dates)
    standings: list[Standing] = []
    for fact, decisions in _by_fact(article.decisions).items():
        standings += _laid_over_fact(sheet, fact, decisions)
    ordered = sorted(sheet.facts.values(), key=lambda fact: fact.span)
    return Overlaid(tuple(ordered), tuple(sheet.numbers), tuple(standings))


def findings_of(standings: Iterable[Standing]) -> tuple[Finding, ...]:
    """A finding for every decision that a person has to look at again."""
    return tuple(
        Finding(REVIEW, standing.message, (standing.decision.fact,), "doubt")
        for standing in standings
        if standing.status == "conflicting" or (standing.status == "orphaned" and standing.decision.verdict != "accept")
    )


def same_value(slot: str | None, one: Any, other: Any) -> bool:
    """Whether two values of `slot`, or two whole rows where it is None, as tables write them, say the same.

    >>> same_value("value", "3.0", "3.00"), same_value("concept", "ore", None)
    (True, False)
    """
    if slot is None and one is not None and other is not None:
        return all(same_value(each, one[each], other[each]) for each in SLOTS)
    return bool(slot_value(slot or "", one) == slot_value(slot or "", other))


def _by_fact(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """The decisions of each fact, those about the whole fact first."""
    grouped: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        grouped[decision.fact].append(decision)
    return {fact: sorted(group, key=lambda each: each.slot is not None) for fact, group in grouped.items()}


def _laid_over_fact(sheet: _Sheet, fact: str, decisions: Sequence[Decision]) -> list[Standing]:
    """What becomes of the decisions about one fact, once they are laid over the `sheet`."""
    times = Counter(decision.slot for decision in decisions)
    extracted = fact_row(sheet.facts[fact]) if fact in sheet.facts else None
    standings = []
    for decision in decisions:
        if times[decision.slot] > 1:
            status, message = _conflict(decision, "another decision says otherwise; neither holds")
        elif decision.slot is None:
            status, message = _whole(sheet, decision, extracted)
        else:
            status, message = _slot(sheet, decision, extracted)
        standings.append(Standing(decision, status, message))
    return standings


def _whole(sheet: _Sheet, decision: Decision, extracted: Mapping[str, Any] | None) -> tuple[Status, str]:
    """Lay a decision about a whole fact over the `sheet`."""
    if decision.verdict == "accept":
        return _accepted(sheet, decision, extracted)
    if decision.new is None:
        return _rejected(sheet, decision)
    if extracted is not None:
        return _corrected(sheet, decision, {slot: decision.new[slot] for slot in SLOTS}, extracted)
    return _added(sheet, decision)


def _slot(sheet: _Sheet, decision: Decision, extracted: Mapping[str, Any] | None) -> tuple[Status, str]:
    """Lay a decision about one slot over the `sheet`."""
    slot = decision.slot or ""
    if extracted is None:
        return _missing(sheet, decision)
    if decision.verdict == "accept":
        if same_value(slot, extracted[slot], decision.new):
            return "verified", _say(decision, "it still reads so")
        return "changed", _say(decision, "reads differently now")
    if decision.fact not in sheet.facts:
        return _conflict(decision, "the fact as a whole is rejected")
    return _corrected(sheet, decision, {slot: decision.new}, extracted)


def _accepted(sheet: _Sheet, decision: Decision, extracted: Mapping[str, Any] | None) -> tuple[Status, str]:
    if extracted is None and decision.new is not None:
        return _missing(sheet, decision)
    if same_value(None, extracted, decision.new):
        return "verified", _say(decision, "it still reads so")
    return "changed", _say(decision, "reads differently now")


def _rejected(sheet: _Sheet, decision: Decision) -> tuple[Status, str]:
    if decision.fact not in sheet.facts:
        return _missing(sheet, decision, agreed=True)
    fact = sheet.facts.pop(decision.fact)
    sheet.numbers.append(Number(fact.span, REJECTED))
    return "applied", _say(decision, "left out")


def _corrected(
    sheet: _Sheet, decision: Decision, wanted: Mapping[str, Any], extracted: Mapping[str, Any]
) -> tuple[Status, str]:
    """Put the `wanted` slots in the place of what was `extracted`."""
    wrong = {slot: value for slot, value in wanted.items() if not same_value(slot, extracted[slot], value)}
    if not wrong:
        return "retired", _say(decision, "the extractor says the same now")
    fact = sheet.facts[decision.fact]
    values = {slot: slot_value(slot, value) for slot, value in wrong.items()}
    marks = dict(fact.reviewed or {}) | {slot: extracted[slot] for slot in wrong}
    marks = {slot: marks[slot] for slot in SLOTS if slot in marks}
    sheet.facts[decision.fact] = replace(fact, **values, reviewed=marks)
    slot = decision.slot
    if slot and not same_value(slot, extracted[slot], decision.old):
        return _conflict(decision, f"the extractor says {_shown(extracted[slot])} now; the correction still holds")
    return "applied", _say(decision, "corrected")


def _added(sheet: _Sheet, decision: Decision) -> tuple[Status, str]:
    """Put a fact that the extractor does not find at its place in the text."""
    start = place_of(sheet.text, decision.fact, decision.exact)
    if start is None:
        return _missing(sheet, decision)
    span = Span(start, start + len(decision.exact))
    if any(span.overlaps(row.span) for rows in (sheet.facts.values(), sheet.dates) for row in rows):
        return _conflict(decision, "its words are part of another row now")
    sheet.numbers[:] = [number for number in sheet.numbers if not number.span.overlaps(span)]
    row = decision.new | {"id": decision.fact, "exact": decision.exact, "reviewed": UNFOUND}
    sheet.facts[decision.fact] = fact_of(row, span)
    return "applied", _say(decision, "added")


def _missing(sheet: _Sheet, decision: Decision, *, agreed: bool = False) -> tuple[Status, str]:
    """What a decision is whose fact was not extracted: done with, where the extractor `agreed` that there is none."""
    if place_of(sheet.text, decision.fact, decision.exact) is None:
        return "orphaned", _say(decision, "its words are gone from the article")
    if agreed:
        return "retired", _say(decision, "the extractor finds no fact there any more")
    return "orphaned", _say(decision, "the extractor finds no fact there any more")


def _conflict(decision: Decision, why: str) -> tuple[Status, str]:
    return "conflicting", _say(decision, why)


def _say(decision: Decision, what: str) -> str:
    """One line about a decision: `correction of concept in “$3 million” from “ore” to “copper”: corrected`."""
    noun = {"accept": "acceptance", "reject": "rejection", "correct": "correction"}[decision.verdict]
    quoted = "“" + " ".join(decision.exact.split()) + "”"
    if decision.slot is None:
        return f"{noun} of {quoted}: {what}"
    values = f"from {_shown(decision.old)} to {_shown(decision.new)}"
    return f"{noun} of {decision.slot} in {quoted} {values}: {what}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        value = " ".join(map(str, value.values()))
    return "nothing" if value is None else f"“{value}”"
