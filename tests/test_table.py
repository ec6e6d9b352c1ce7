from __future__ import annotations

import json
from decimal import Decimal

import pytest
from conftest import TEXT, table_of
from hypothesis import given
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.identity import CONTEXT, fact_ids
from pipeline.model import FactTable, Failure
from pipeline.table import decimal_text, dumps, dumps_line, failure_row, from_json, is_table_text, to_json

KEYS = ["schema", "document", "entities", "dates", "facts", "numbers", "findings", "positions"]
LISTS = ("entities", "dates", "facts", "numbers")


def rows_of(text: str) -> dict[str, list[str]]:
    """List -> its lines in the file, without the comma between them."""
    blocks: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith('"') and line.endswith("["):
            current = blocks.setdefault(json.loads(line.split(":")[0]), [])
        elif line.startswith("{") and line != "{":
            current.append(line.rstrip(","))
    return blocks


def test_the_layout_is_frozen(table: FactTable, file_regression: FileRegressionFixture) -> None:
    file_regression.check(dumps(table), extension=".json", encoding="utf-8", newline="\n")


def test_an_empty_table_is_frozen_too(file_regression: FileRegressionFixture) -> None:
    empty = FactTable(table_of(encoding="cp1252").article, 0)
    file_regression.check(dumps(empty), extension=".json", encoding="utf-8", newline="\n")


def test_keys_stand_in_the_order_of_the_contract(table: FactTable) -> None:
    assert list(json.loads(dumps(table))) == KEYS
    assert dumps(table).endswith("\n}\n}\n")


def test_every_row_has_a_line_of_its_own(table: FactTable) -> None:
    data, lines = to_json(table), dumps(table).splitlines()
    rows = [row for name in (*LISTS, "findings") for row in data[name]]
    assert all(sum(json.dumps(row, ensure_ascii=False) == line.rstrip(",") for line in lines) == 1 for row in rows)
    assert sum(line.startswith(tuple(f'"{row_id}": [[' for row_id in data["positions"])) for line in lines) == 7


def test_one_line_holds_the_same_object(table: FactTable) -> None:
    line = dumps_line(table)
    assert line.count("\n") == 1
    assert line.endswith("}\n")
    assert list(json.loads(line).items()) == list(json.loads(dumps(table)).items())


def test_a_failure_is_an_error_row() -> None:
    failure = Failure("x", "empty", "x.txt: the article is empty", "Traceback ...")
    expected = {"document": {"id": "x"}, "error": {"kind": "empty", "message": "x.txt: the article is empty"}}
    assert json.loads(dumps_line(failure)) == failure_row(failure) == expected


def test_positions_give_back_the_exact_words(table: FactTable) -> None:
    data = to_json(table)
    for row in (row for name in ("dates", "facts", "numbers") for row in data[name]):
        start, end = data["positions"][row["id"]][0]
        assert TEXT[start:end] == row["exact"]
    for entity in data["entities"]:
        forms = [TEXT[start:end] for start, end in data["positions"][entity["id"]]]
        assert entity["mentions"] == list(dict.fromkeys(forms))


def test_every_row_has_positions_and_no_position_lacks_a_row(table: FactTable) -> None:
    data = to_json(table)
    ids = [row["id"] for name in LISTS for row in data[name]]
    assert list(data["positions"]) == ids
    assert len(set(ids)) == len(ids)


def test_rows_stand_in_document_order(table: FactTable) -> None:
    data = to_json(table)
    for name in LISTS:
        starts = [data["positions"][row["id"]][0] for row in data[name]]
        assert starts == sorted(starts)


def test_an_interval_has_the_values_and_places_of_its_ends(table: FactTable) -> None:
    data = to_json(table)
    (interval,) = data["dates"]
    spans = data["positions"][interval["id"]]
    assert interval["parts"] == ["2017", "2024"]
    assert [TEXT[start:end] for start, end in spans] == ["between 2017 and 2024", "2017", "2024"]


def test_an_edit_at_the_top_changes_no_row(table: FactTable) -> None:
    edited = table_of("A new headline, 12% longer\n\n" + TEXT)
    assert rows_of(dumps(edited)) == rows_of(dumps(table))
    assert rows_of(dumps(table))["facts"]


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("4.50E+10", -8, "45000000000"),
        ("45000000000.000", -9, "45000000000"),
        ("18.6", 1, "18.6"),
        ("3.0", 1, "3.0"),
        ("3.00", 1, "3.0"),
        ("0.50", None, "0.5"),
        ("1E+3", None, "1000"),
        ("-100000000", -8, "-100000000"),
        ("-0", 0, "0"),
        ("-0.0", 1, "0.0"),
        ("7E-7", 7, "0.0000007"),
    ],
)
def test_values_are_plain_decimals(value: str, decimals: int | None, text: str) -> None:
    assert decimal_text(Decimal(value), decimals) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), st.none() | st.integers(-9, 6))
def test_values_lose_nothing(value: Decimal, decimals: int | None) -> None:
    text = decimal_text(value, decimals)
    assert Decimal(text) == value
    assert "E" not in text


def test_from_json_gives_back_the_table(table: FactTable) -> None:
    data = json.loads(dumps(table))
    again = from_json(data, TEXT)
    assert dumps(again) == dumps(table)
    assert set(again.facts) == set(table.facts)


def test_from_json_refuses_another_text(table: FactTable) -> None:
    with pytest.raises(ValueError, match="ostland-ore: a table of another layout or another text"):
        from_json(to_json(table), TEXT + " ")


def test_tables_are_told_from_other_files(table: FactTable) -> None:
    assert is_table_text(dumps(table).encode())
    assert not is_table_text(b'{\n"name": "package"}')


def test_ids_are_told_apart_by_a_counter_where_words_are_alike() -> None:
    text = "It rose 5% then. " * 12
    starts = [index for index, character in enumerate(text) if character == "5"]
    assert len(set(fact_ids(text, starts))) == len(starts)


def test_ids_fold_white_space() -> None:
    text = "The number of homes\n  rose to  5,000 in the year  that\r\n ended"
    folded = " ".join(text.split())
    assert fact_ids(text, [text.index("5,0")]) == fact_ids(folded, [folded.index("5,0")])


@pytest.mark.parametrize("blank_line", ["\n\n", "\r\n\r\n", "\r\r", "\n \t\n"])
def test_a_paragraph_put_in_changes_no_id(blank_line: str) -> None:
    first, last = "Sales rose 5%.", "Costs fell 7% to $3m."
    text = blank_line.join((first, last))
    edited = blank_line.join((first, "All of it was announced in May.", last, "The board met."))
    marks = ("5%", "7%", "3m")
    assert fact_ids(text, [text.index(mark) for mark in marks]) == fact_ids(edited, [edited.index(m) for m in marks])


@given(st.text(alphabet="ab \n5", max_size=120), st.text(alphabet="xy \n", max_size=80))
def test_ids_depend_on_the_near_words_only(near: str, far: str) -> None:
    before, after = "b" * CONTEXT, "a" * CONTEXT
    text = f"{before}5{after}"
    edited = f"{far}{before}5{after}{near}"
    assert fact_ids(text, [CONTEXT]) == fact_ids(edited, [len(far) + CONTEXT])


def test_ids_come_in_the_order_asked_for() -> None:
    text = "up 5% and down 7% in one year, and up 9% in the next"
    starts = [text.index("9"), text.index("5"), text.index("7")]
    assert fact_ids(text, starts) == tuple(fact_ids(text, [start])[0] for start in starts)
