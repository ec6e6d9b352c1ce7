"""Edits of every article of the corpus: outside the edited sentence no row changes, every decision stays attached."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import ROOT, corpus_results

from pipeline.diff import RowChange, diff_table
from pipeline.engine import extract_one
from pipeline.identity import CONTEXT
from pipeline.model import Decision, FactTable
from pipeline.review.listing import describe
from pipeline.review.quotation import sentence_of
from pipeline.table import Json, to_json

NAMES = sorted(path.stem for path in (ROOT / "corpus").glob("*.txt"))
INSERTED = "Nobody in the newsroom was surprised."
CARRIED = {"concept", "entity", "counterparty", "period", "attribution"}
"""What a sentence may take over from the one before it."""

Edit = Callable[[str, Json], str | None]


def blocks(text: str) -> list[str]:
    """Paragraphs and what parts them, in turn."""
    return re.split(r"(\n[ \t\r]*\n)", text)


def prose(block: str) -> bool:
    """Whether a paragraph is running text that no line before or after leads in or takes up."""
    return (
        len(block) > 80 and block.rstrip()[-1:] in ".”" and "\n" not in block.strip() and block.lstrip()[:1].isupper()
    )


def with_a_paragraph(text: str, _: Json) -> str | None:
    parts = blocks(text)
    places = [index for index in range(2, len(parts), 2) if prose(parts[index - 2]) and prose(parts[index])]
    if not places:
        return None
    middle = places[len(places) // 2]
    return "".join([*parts[:middle], INSERTED, "\n\n", *parts[middle:]])


def with_a_typo(text: str, table: Json) -> str | None:
    """A word misspelt, in the middle of the article, that stands in no row."""
    told = set(re.findall(r"\w+", json.dumps({part: table[part] for part in ("entities", "dates", "facts")})))
    places = [tuple(place) for row in table["positions"].values() for place in row]
    for word in re.finditer(r"\b[a-z]{6,}\b", text[len(text) // 2 :]):
        start, end = (len(text) // 2 + offset for offset in word.span())
        swaps = word[0][2] != word[0][3] and word[0] not in told
        if swaps and not any(first < end and start < last for first, last in places):
            return text[: start + 2] + text[start + 3] + text[start + 2] + text[start + 4 :]
    return None


def with_paragraphs_swapped(text: str, _: Json) -> str | None:
    parts = blocks(text)
    places = [index for index in range(2, len(parts), 2) if prose(parts[index - 2]) and prose(parts[index])]
    if not places:
        return None
    last = places[-1]
    parts[last - 2], parts[last] = parts[last], parts[last - 2]
    return "".join(parts)


def edited(name: str, edit: Edit) -> tuple[FactTable, str]:
    """The table of the corpus, and the text after the edit; the test is skipped where it finds no place."""
    before, text = table_and_edit(name, edit)
    if text is None:
        pytest.skip("no place for this edit")
    return before, text


def table_and_edit(name: str, edit: Edit) -> tuple[FactTable, str | None]:
    before = corpus_results()[name]
    assert isinstance(before, FactTable)
    return before, edit(before.article.text, to_json(before))


def changes(before: FactTable, text: str, *decisions: Decision) -> tuple[RowChange, ...]:
    """What differs in the table of the edited text."""
    after = extract_one(replace(before.article, text=text, decisions=decisions))
    assert isinstance(after, FactTable)
    found = diff_table(to_json(before), to_json(after), before.article.id)
    return found.changes if found else ()


def test_a_paragraph_put_in_changes_no_row() -> None:
    """But for what the paragraph after it took over from the one before it, in one article of ten at most."""
    touched = []
    for name in NAMES:
        before, text = table_and_edit(name, with_a_paragraph)
        found = changes(before, text) if text else ()
        slots = {slot.slot for change in found if change.part == "facts" for slot in change.slots}
        assert slots <= CARRIED, name
        assert {(change.part, change.how) for change in found} <= {("facts", "changed"), ("dates", "changed")}, name
        touched += [name] if found else []
    assert len(touched) <= len(NAMES) // 10


@pytest.mark.parametrize("name", NAMES)
def test_a_typo_changes_no_fact_outside_its_sentence(name: str) -> None:
    before, text = edited(name, with_a_typo)
    typo = next(index for index, (old, new) in enumerate(zip(before.article.text, text, strict=True)) if old != new)
    start, end = sentence_of(text, typo, typo + 1)
    for change in changes(before, text):
        span = change.new_span or change.old_span
        if change.part in ("facts", "dates", "numbers"):
            assert span is not None
            assert span[0] < end + CONTEXT, describe(change)
            assert start - CONTEXT < span[1], describe(change)


@pytest.mark.parametrize("name", NAMES)
def test_swapped_paragraphs_keep_their_facts(name: str) -> None:
    """But for what the text itself carries on from one paragraph to the next."""
    for change in changes(*edited(name, with_paragraphs_swapped)):
        if change.part == "facts":
            assert {slot.slot for slot in change.slots} <= CARRIED, describe(change)
            assert change.how == "changed"


@pytest.mark.parametrize("edit", [with_a_paragraph, with_paragraphs_swapped])
@pytest.mark.parametrize("name", NAMES)
def test_decisions_stay_attached(name: str, edit: Edit) -> None:
    before, text = edited(name, edit)
    decisions = [
        Decision(name, fact.id, "concept", "correct", fact.exact, fact.concept, "what was counted")
        for fact in before.facts
    ]
    after = extract_one(replace(before.article, text=text, decisions=tuple(decisions)))
    assert isinstance(after, FactTable)
    told = {"conflicting"} if edit is with_paragraphs_swapped else set()  # a concept may be carried from elsewhere now
    assert {standing.status for standing in after.standings} <= {"applied"} | told
    assert [fact.concept for fact in after.facts] == ["what was counted"] * len(before.facts)
