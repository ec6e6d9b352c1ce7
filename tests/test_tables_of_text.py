"""Tables in plain text: headings give the bare numbers under them their unit; and marks that nobody sees."""

from __future__ import annotations

import pytest

from pipeline import extract

ITEMS = "Item\t2023\t2024\nRevenue (€m)\t1,234.5\t1,310\nMargin, %\t4.5\t5\nOre (tonnes)\t12\t13\nNotes\t14\t15"
CITIES = "| City | Jobs | Share (%) |\n|---|---|---|\n| Moss | 1,200 | 4.5 |\n| Bodø | 800 | 3 |"
EXPORTS = "Exports in millions of dollars\nRegion  2023  2024\nNorth  1,234  2,345\nSouth  3,456  4,567"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            ITEMS,
            ["1234500000 EUR", "1310000000 EUR", "4.5 percent", "5 percent", "12 tonne", "13 tonne", "14 -", "15 -"],
        ),
        (CITIES, ["1200 job", "4.5 percent", "800 job", "3 percent"]),
        (EXPORTS, ["1234000000 USD", "2345000000 USD", "3456000000 USD", "4567000000 USD"]),
        ("Norway\t1,200\t900\nChile\t800\t400", ["1200 -", "900 -", "800 -", "400 -"]),
        ("It paid  $5  million for  30  trucks.", ["5000000 USD", "30 truck"]),
    ],
    ids=["row labels", "column headings", "the line above", "no headings", "no table"],
)
def test_numbers_of_a_table_have_the_unit_of_its_headings(text: str, read: list[str]) -> None:
    assert [f"{fact.value} {fact.unit or '-'}" for fact in extract(text).facts] == read


@pytest.mark.parametrize(
    "mark", ["\u00ad", "\u200b", "\u2060", "\ufeff"], ids=["soft hyphen", "space", "joiner", "bom"]
)
def test_a_mark_that_nobody_sees_does_not_part_a_number(mark: str) -> None:
    text = f"It paid $12{mark}.5m for 1,{mark}200 trucks."
    table = extract(text)
    assert [(str(fact.value), fact.unit) for fact in table.facts] == [("12500000", "USD"), ("1200", "truck")]
    assert all(text[fact.span.start : fact.span.end] == fact.exact and mark in fact.exact for fact in table.facts)


YEARS = "Exports of Peru fell in 2024.\n\n| Country | 2022 | March 2023 | Share |\n|---|---|---|---|\n"
YEARS += "| Norway | $12bn | $14bn | 5% |\n| Chile | $8bn | $9bn | 6% |\n"
ROWS = "Year\tSales ($m)\tProfit ($m)\n2023\t12\t3\n2024\t14\t4"
GAPS = "Sales of Norway rose 5% in 2023.  They were $3m.\nSales of Chile fell 4% in 2022.  They were $9m."


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            YEARS,
            ["Norway 2022", "Norway 2023-03", "Norway None", "Chile 2022", "Chile 2023-03", "Chile None"],
        ),
        (ROWS, ["None 2023", "None 2023", "None 2024", "None 2024"]),
        (GAPS, ["Norway 2023", "Norway 2023", "Chile 2022", "Chile 2022"]),
    ],
    ids=["years over columns", "years before rows", "no table"],
)
def test_numbers_of_a_table_have_the_date_and_name_of_their_column_and_row(text: str, read: list[str]) -> None:
    assert [f"{fact.entity} {fact.period}" for fact in extract(text).facts] == read
