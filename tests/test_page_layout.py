"""How the page sets a text, and which facts it draws."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.charts import charts
from pipeline.review.layout import SORTS, blocks, mark, plain

TEXT = """Ore prices rise

Ore rose 5% in May. Tin
fell.

• Ostland: 3%
• Aurelia: 4%
"""


def marked(text: str, title: str | None = None, *words: tuple[str, str]) -> list[dict[str, Any]]:
    marks = [mark(sort, f"{sort}-{exact}", text.index(exact), text.index(exact) + len(exact)) for sort, exact in words]
    return blocks(text, title, [0, text.find("Tin")], marks)


def test_blocks_have_forms_and_sentences() -> None:
    found = marked(TEXT, "Ore prices rise")
    assert [block["form"] for block in found] == ["title", "lines", "lines"]
    assert [plain(sentence) for sentence in found[1]["sentences"]] == ["Ore rose 5% in May. ", "Tin\n", "fell."]
    assert [plain(sentence).strip() for sentence in found[2]["sentences"]] == ["• Ostland: 3%", "• Aurelia: 4%"]


@pytest.mark.parametrize(
    ("block", "form"),
    [
        ("WHO BUYS ORE", "head"),
        ("# Who buys ore", "head"),
        ("Nobody buys ore.", "prose"),
        ("Region     2023   2024\nOstland    5      6", "grid"),
        ("Region\tShare\nOstland\t5%", "grid"),
        ("Prices of ore went up again this week as buyers came\nback to the market.", "prose"),
        ("Ostland 5%\nAurelia 6%", "lines"),
    ],
)
def test_a_block_is_set_by_its_lines(block: str, form: str) -> None:
    assert [each["form"] for each in marked(block)] == [form]


def test_marks_nest_and_the_fact_is_outside() -> None:
    (block,) = marked("Sales of $5 Ostland ore rose.", None, ("entity", "Ostland"), ("fact", "$5 Ostland ore"))
    (sentence,) = block["sentences"]
    fact = {"sort": "fact", "id": "fact-$5 Ostland ore", "pieces": [
        "$5 ", {"sort": "entity", "id": "entity-Ostland", "pieces": ["Ostland"]}, " ore",
    ]}  # fmt: skip
    assert sentence == ["Sales of ", fact, " rose."]


def test_marks_that_cross_come_in_two() -> None:
    (block,) = marked("a bc d.", None, ("fact", "a bc"), ("entity", "c d"))
    (sentence,) = block["sentences"]
    assert plain(sentence) == "a bc d."
    assert [each["id"] for each in sentence if isinstance(each, dict)] == ["fact-a bc", "entity-c d"]
    assert sentence[0]["pieces"] == ["a b", {"sort": "entity", "id": "entity-c d", "pieces": ["c"]}]


def test_the_marks_of_a_markdown_heading_are_not_shown() -> None:
    found = marked("# Ore rises\n\n## Who buys\n\n###\n", "Ore rises")
    assert [(block["form"], "".join(map(plain, block["sentences"])).strip()) for block in found] == [
        ("title", "Ore rises"), ("head", "Who buys"), ("prose", "###"),
    ]  # fmt: skip


@given(
    st.text(alphabet="ab 5%.\n\t|\r😀", max_size=60),
    st.lists(st.tuples(st.sampled_from(SORTS), st.integers(0, 59), st.integers(1, 20)), max_size=8),
    st.lists(st.integers(0, 59), max_size=5),
)
def test_nothing_but_white_space_is_lost(text: str, places: list[tuple[str, int, int]], starts: list[int]) -> None:
    marks = [mark(sort, str(at), start, start + length) for at, (sort, start, length) in enumerate(places)]
    found = blocks(text, "a", starts, marks)
    shown = "".join(plain(sentence) for block in found for sentence in block["sentences"])
    assert shown.split() == text.split() or "".join(shown.split()) == "".join(text.split())


def fact(id: str, value: str, **slots: object) -> dict[str, object]:  # noqa: A002
    empty = {"value_high": None, "per": None, "entity": None, "counterparty": None, "period": None, "change": None}
    row = {"id": id, "kind": "money", "unit": "USD", "concept": "ore sales", "scenario": "actual", "exact": f"${value}"}
    return empty | row | {"value": value} | slots


def test_one_measure_over_time_is_a_chart() -> None:
    by = fact("c", "2", period="2023/2024", change={"direction": "increase", "role": "by"})
    rows = [fact("b", "7", period="2024"), fact("a", "5", period="2023", value_high="6"), by]
    (chart,) = charts(rows)
    assert (chart["form"], chart["title"], chart["unit"]) == ("time", "ore sales", "USD")
    assert [(point["fact"], point["value"]) for point in chart["points"]] == [("a", 5.5), ("b", 7.0)]


def test_a_month_and_a_year_are_no_series() -> None:
    assert charts([fact("a", "5", period="2024-05"), fact("b", "7", period="2024")]) == []


def test_one_measure_of_three_entities_is_a_chart() -> None:
    down = {"direction": "decrease", "role": "by"}
    up = {"direction": "increase", "role": "by"}
    rows = [fact("a", "5", entity="Ostland", change=up), fact("b", "7", entity="Aurelia", change=up)]
    assert charts(rows) == []
    (chart,) = charts([*rows, fact("c", "2", entity="Westmark", change=down)])
    assert (chart["form"], chart["unit"]) == ("bars", "USD, change")
    assert [(point["label"], point["value"]) for point in chart["points"]] == [
        ("Aurelia", 7.0), ("Ostland", 5.0), ("Westmark", -2.0),
    ]  # fmt: skip


def test_facts_without_a_concept_make_no_chart() -> None:
    assert charts([fact(str(year), "5", concept=None, period=str(year)) for year in (2022, 2023, 2024)]) == []
