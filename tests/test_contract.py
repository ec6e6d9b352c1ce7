"""Each table of the corpus keeps what docs/fact-table.md promises and no schema can say."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from conftest import ROOT, corpus_results

from pipeline.model import FactTable
from pipeline.quantity.lexicon import number_words
from pipeline.table import dumps, to_json

NAMES = sorted(path.stem for path in (ROOT / "corpus").glob("*.txt"))
PLACED = ("dates", "facts", "numbers")
NUMERAL = re.compile(r"\d+|[^\W\d_]+")

pytestmark = pytest.mark.parametrize("name", NAMES)


def table_and_text(name: str) -> tuple[dict[str, Any], str]:
    result = corpus_results()[name]
    assert isinstance(result, FactTable)
    return to_json(result), result.article.text


def test_the_words_of_a_row_stand_at_its_place(name: str) -> None:
    table, text = table_and_text(name)
    for row in (row for part in PLACED for row in table[part]):
        start, end = table["positions"][row["id"]][0]
        assert text[start:end] == row["exact"] == row["exact"].strip()
    for entity in table["entities"]:
        forms = dict.fromkeys(text[start:end] for start, end in table["positions"][entity["id"]])
        assert entity["mentions"] == list(forms)


def test_ids_are_unique_and_positions_name_them_all_in_order(name: str) -> None:
    table, _ = table_and_text(name)
    ids = [row["id"] for part in ("entities", *PLACED) for row in table[part]]
    assert len(set(ids)) == len(ids)
    assert list(table["positions"]) == ids
    assert list(table)[-1] == "positions"


def test_rows_stand_one_a_line_in_the_order_of_the_text(name: str) -> None:
    table, _ = table_and_text(name)
    lines = [line.rstrip(",") for line in dumps(corpus_results()[name]).splitlines()]  # type: ignore[arg-type]
    for part in ("entities", *PLACED):
        rows = [json.dumps(row, ensure_ascii=False) for row in table[part]]
        assert [line for line in lines if line in rows] == rows
        starts = [table["positions"][row["id"]][0] for row in table[part]]
        assert starts == sorted(starts)


def test_every_numeral_is_in_one_fact_date_or_number(name: str) -> None:
    table, text = table_and_text(name)
    places = sorted(table["positions"][row["id"]][0] for part in PLACED for row in table[part])
    assert [(one, two) for one, two in pairwise(places) if one[1] > two[0]] == []
    numerals = [
        found for found in NUMERAL.finditer(text) if found[0][0].isdigit() or found[0].lower() in number_words()
    ]
    lost = [
        text[max(0, found.start() - 20) : found.end() + 20]
        for found in numerals
        if not any(start <= found.start() and found.end() <= end for start, end in places)
    ]
    assert lost == []


def is_precise(value: str, decimals: int) -> bool:
    """Whether `value` ends where its `decimals` say, with no figure beyond and none lacking."""
    scaled = Decimal(value).scaleb(decimals)
    return scaled == scaled.to_integral_value() and len(value.partition(".")[2]) == max(0, decimals)


def test_values_are_as_precise_as_their_decimals_say(name: str) -> None:
    """Of a range, the end that is told less precisely."""
    table, _ = table_and_text(name)
    for fact in table["facts"]:
        values = [value for value in (fact["value"], fact["value_high"]) if value is not None]
        if fact["decimals"] is not None:
            assert any(is_precise(value, fact["decimals"]) for value in values), fact
        assert fact["value_high"] is None or Decimal(fact["value_high"]) >= Decimal(fact["value"])


def test_facts_refer_to_entities_of_the_table(name: str) -> None:
    table, _ = table_and_text(name)
    names = {entity["name"] for entity in table["entities"]} | {None}
    for found in {fact[slot] for fact in table["facts"] for slot in ("entity", "counterparty")}:
        assert found in names or set(found.split(" and ")) <= names  # two may have a number together
