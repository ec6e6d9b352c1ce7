"""The audit on tables: nothing false on true ones whatever the rounding, and what is corrupted is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger import STORIES, Said, Story, Teller, stories

from pipeline import extract
from pipeline.audit.check import CHECKS, audit
from pipeline.audit.page import page
from pipeline.model import Finding
from pipeline.vocabulary.audit import sums, wholes

Make = Callable[[Teller], Story]

SEEDS = range(60)
OF_TEXTS = range(100, 105)

every_story = pytest.mark.parametrize("make", STORIES, ids=lambda make: make.__name__)


def findings_of(story: Story) -> tuple[Finding, ...]:
    return audit(story.facts, story.page)


def findings_in(text: str, title: str | None = None) -> tuple[Finding, ...]:
    return extract(text, title=title).findings


def contradictions(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.message for finding in findings if finding.severity == "contradiction"]


def confirms(findings: tuple[Finding, ...], check: str) -> bool:
    return any(finding.check == check and finding.severity in ("consistent", "corroborated") for finding in findings)


@every_story
def test_true_tables_contradict_nothing_and_are_confirmed(make: Make) -> None:
    told = stories(make, SEEDS, corrupt=False)
    found = [findings_of(story) for story in told]
    assert [contradictions(findings) for findings in found if contradictions(findings)] == []
    unsaid = [story.text for story, findings in zip(told, found, strict=True) if not confirms(findings, story.check)]
    assert len(unsaid) <= 0.05 * len(told), unsaid


@every_story
def test_what_is_corrupted_in_a_table_is_found(make: Make) -> None:
    missed = [story.text for story in stories(make, SEEDS, corrupt=True) if not contradictions(findings_of(story))]
    assert len(missed) <= 0.05 * len(SEEDS), missed


@every_story
def test_true_texts_contradict_nothing_and_are_confirmed(make: Make) -> None:
    told = stories(make, OF_TEXTS, corrupt=False)
    found = [findings_in(story.text, story.title) for story in told]
    assert [contradictions(findings) for findings in found if contradictions(findings)] == []
    assert sum(confirms(findings, story.check) for story, findings in zip(told, found, strict=True)) >= 0.8 * len(told)


@every_story
def test_what_is_corrupted_in_a_text_is_found(make: Make) -> None:
    told = stories(make, OF_TEXTS, corrupt=True)
    missed = [story.text for story in told if not contradictions(findings_in(story.text, story.title))]
    assert len(missed) <= 0.2 * len(told), missed


POSITIVE = st.decimals(min_value="0.001", max_value="1000000", places=3, allow_nan=False)


def rounded(true: Decimal, digits: int, rounding: str) -> Said:
    value = true.quantize(Decimal(1).scaleb(-digits), rounding=rounding)
    return Said(true, Decimal(format(value, "f")), digits, format(value, "f"), "measure", "tonne")


@given(
    before=POSITIVE,
    after=POSITIVE,
    digits=st.tuples(*[st.integers(-5, 4)] * 3),
    rounding=st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
    form=st.sampled_from(["difference", "percent", "times"]),
)
def test_any_true_triple_rounded_to_any_digits_passes(
    before: Decimal, after: Decimal, digits: tuple[int, int, int], rounding: str, form: str
) -> None:
    way = "increase" if after >= before else "decrease"
    size = {"difference": abs(after - before), "percent": abs(after / before - 1) * 100, "times": after / before}[form]
    told = rounded(size, digits[2], rounding)
    if form != "difference":
        kind, unit = ("percent", "percent") if form == "percent" else ("multiple", "times")
        told = Said(told.true, told.value, told.decimals, told.exact, kind, unit)  # type: ignore[arg-type]
    story = Story("any").tell(
        "Output moved by ", told.of("output", "Peru", role="by", direction=way),
        " from ", rounded(before, digits[0], rounding).of("output", "Peru", role="from", direction=way),
        " to ", rounded(after, digits[1], rounding).of("output", "Peru", role="to", direction=way), ".",
    )  # fmt: skip
    assert contradictions(findings_of(story)) == []


@given(
    parts=st.lists(st.tuples(POSITIVE, st.integers(-4, 3)), min_size=2, max_size=6),
    digits=st.integers(-4, 3),
)
def test_any_true_sum_rounded_to_any_digits_passes(parts: list[tuple[Decimal, int]], digits: int) -> None:
    whole = rounded(sum((part for part, _ in parts), Decimal(0)), digits, ROUND_HALF_EVEN)
    items = [(", ", rounded(part, places, ROUND_HALF_EVEN)) for part, places in parts]
    story = Story("any").tell("Peru sold ", whole, ", comprising", *(text for item in items for text in item), ".")
    assert contradictions(findings_of(story)) == []


TRUE_AND_FALSE = {
    "bounds": ("Norway’s share of exports was 60%.", "Norway’s share of exports was 160%."),
    "list": (
        "Exports in 2024:\n\n- Norway: $3.1bn\n- Chile: $2.2bn\n- Total: $5.3bn",
        "Exports in 2024:\n\n- Norway: $3.1bn\n- Chile: $2.2bn\n- Total: $6.3bn",
    ),
    "direction": (
        "Varda Steel’s sales fell from $5.1bn to $4.2bn.",
        "Varda Steel’s sales fell from $4.2bn to $5.1bn.",
    ),
    "portion": (
        "Norway’s exports to Chile were $5.0bn, or 25% of total exports of $20bn.",
        "Norway’s exports to Chile were $5.0bn, or 35% of total exports of $20bn.",
    ),
    "product": (
        "The city bought 120 buses for $36m, or $300,000 each.",
        "The city bought 120 buses for $36m, or $800,000 each.",
    ),
    "growth": (
        "Kenya sold 2.4 million tonnes of tea, 12% more than the 2.14 million tonnes of a year earlier.",
        "Kenya sold 2.4 million tonnes of tea, 32% more than the 2.14 million tonnes of a year earlier.",
    ),
    "sum": (
        "Oman’s exports were $61.4bn in 2023 while its imports totalled $38.2bn, leaving a trade surplus of $23.2bn.",
        "Oman’s exports were $61.4bn in 2023 while its imports totalled $38.2bn, leaving a trade surplus of $33.2bn.",
    ),
    "words": ("Output doubled (up 98%) in 2024.", "Output doubled (up 48%) in 2024."),
}
"""Check -> a text that it has nothing against, and one that it has; STORIES has those of the other checks."""


@pytest.mark.parametrize("check", TRUE_AND_FALSE)
def test_a_true_and_a_false_text(check: str) -> None:
    true, false = TRUE_AND_FALSE[check]
    assert contradictions(findings_in(true)) == []
    assert [f.check for f in findings_in(false) if f.severity == "contradiction"] == [check]


SAID_OF_FAR_MORE = {
    "Over a third (35.2%) of mills exported in 2024.": "consistent",
    "Over a third (59.8%) of mills exported in 2024.": "doubt",
    "At least half (57%) of mills exported in 2024.": "consistent",
    "More than two-thirds (81%) of mills exported in 2024.": "consistent",
    "Less than half (12%) of mills exported in 2024.": "consistent",
    "Over a third (12%) of mills exported in 2024.": "contradiction",
    "Output more than doubled (up 130%) in 2024.": "consistent",
    "Output more than doubled (up 480%) in 2024.": "doubt",
    "Norway’s exports rose by more than 5% from $43.5 billion to $47 billion.": "consistent",
    "Norway’s exports rose by more than 5% from $43.5 billion to $57 billion.": "doubt",
}


@pytest.mark.parametrize("text", SAID_OF_FAR_MORE)
def test_what_lies_far_above_what_is_said_is_doubted(text: str) -> None:
    assert [finding.severity for finding in findings_in(text)] == [SAID_OF_FAR_MORE[text]]


def test_a_headline_may_leave_out_what_it_counts() -> None:
    text = "Harbour Pacific carries 2.41 million\n\nHarbour Pacific Airways released its figures. "
    text += "The airline carried {} last month.\n\nPassengers by region\n\n  Other: 145,000\n"
    assert contradictions(findings_in(text.format("2.41 million passengers"))) == []


def test_the_examples_of_portions_are_what_they_are_called() -> None:
    text = "600 of the 5,000 workers, or {}%, joined the strike."
    assert contradictions(findings_in(text.format(22)))
    assert confirms(findings_in(text.format(12)), "portion")


def test_a_headline_that_says_far_less_is_doubted() -> None:
    text = "Varda Steel’s sales top ${} million\n\nIn 2024, Varda Steel’s sales were $9.1 million, a report said."
    assert [(f.check, f.severity) for f in findings_in(text.format(9))] == [("headline", "consistent")]
    assert [(f.check, f.severity) for f in findings_in(text.format(2))] == [("headline", "doubt")]


def one_fact(said: Said, published: date | None = None) -> tuple[Finding, ...]:
    story = Story("one").tell("It is ", said, ".")
    return audit(story.facts, page(story.text, story.starts, None, published))


def test_a_range_runs_upwards() -> None:
    said = Teller(Random(1)).percent(Decimal(30), 0).of("growth")
    assert one_fact(said.of("growth", value_high=Decimal(40))) == ()
    assert [(f.check, f.severity) for f in one_fact(said.of("growth", value_high=Decimal(20)))] == [
        ("range", "contradiction")
    ]


def test_a_period_ends_after_it_begins_and_the_past_is_over() -> None:
    said = Teller(Random(1)).percent(Decimal(30), 0)
    day = date(2025, 2, 3)
    assert one_fact(said.of("sales", period="2017/2024", role="by"), day) == ()
    assert [f.severity for f in one_fact(said.of("sales", period="2024/2017", role="by"), day)] == ["contradiction"]
    assert [f.severity for f in one_fact(said.of("sales", period="2026", role="by"), day)] == ["doubt"]
    assert one_fact(said.of("sales", period="2026", role="by", scenario="forecast"), day) == ()
    assert one_fact(said.of("sales", period="2026", role="by")) == ()


def test_no_fact_no_finding() -> None:
    assert audit((), page("", [])) == ()


def test_every_check_says_what_it_looks_at() -> None:
    assert [check.__name__ for check in CHECKS if not (check.__doc__ and check.__name__.startswith("check_"))] == []


NEAR_MISSES = {
    "a share of each one’s own": "Norway sends 61.7% of its exports to Chile, Peru 53.7% and Ghana 42.1%.",
    "another measure between": "Varda Steel’s sales rose 8% to $5.4bn, though still below the $7bn of 2019.",
    "a list that leaves others out": "Norway accounts for 40% of the market, Chile for 30% and Peru for 10%.",
    "conversions in brackets": "In 2024, Norway’s exports were £3bn ($4bn). In 2024 Norway’s exports were £3bn ($6bn).",
    "exports of one good": "In 2024, Norway’s copper exports were $5bn, its imports $3bn and its trade turnover $9bn.",
    "two places of one firm": "In 2024, sales in Oslo rose 5%. In 2024, sales in Lima rose 9%.",
    "shares in each do not add up": "Norway’s share in Chile’s trade turnover grew from 4.2% to 6.5% in 2024,"
    " in exports from 4.9% to 7.6%, and in imports from 3.1% to 5.0%.",
    "two parts of one firm": "In 2024, profits in the shops were $5m. In 2024, profits in the mills were $9m.",
    "people and a rate": "Unemployment in Norway rose by 21,000 people, from 6.8% to 7.1%.",
    "rates do not add up": "Wages rose 50% in Norway, 40% in Chile and 30% in Peru.",
}


@pytest.mark.parametrize("text", NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_what_only_looks_like_a_contradiction_is_none(text: str) -> None:
    assert contradictions(findings_in(text)) == []


@pytest.mark.parametrize(("check", "text"), [("sum", text) for row in sums() for text in row.examples]
                         + [(row.check, text) for row in wholes() for text in row.examples])  # fmt: skip
def test_vocabulary_rows_give_findings_for_their_examples(check: str, text: str) -> None:
    assert confirms(findings_in(text), check)
    assert contradictions(findings_in(text)) == []


@pytest.mark.parametrize(("check", "text"), [("sum", text) for row in sums() for text in row.not_]
                         + [(row.check, text) for row in wholes() for text in row.not_])  # fmt: skip
def test_vocabulary_rows_leave_their_near_misses(check: str, text: str) -> None:
    assert [finding.message for finding in findings_in(text) if finding.check == check] == []


@pytest.mark.parametrize(
    ("text", "publisher", "severity", "said"),
    [
        ("The mill made 40 tonnes on 4/5/2012. It shut on 6/7/2012.", None, "doubt", "month first"),
        ("The mill made 40 tonnes on 4/5/2012. It shut on 25/7/2012.", None, "info", "the other dates of the text"),
        ("The mill made 40 tonnes on 4/5/2012.", "oslo-news.co.uk", "info", "the publisher's country"),
    ],
)
def test_a_day_with_two_meanings_is_found_once(text: str, publisher: str | None, severity: str, said: str) -> None:
    table = extract(text, publisher=publisher)
    (found,) = (finding for finding in table.findings if finding.check == "day order")
    assert (found.severity, found.facts) == (severity, tuple(fact.id for fact in table.facts if fact.period))
    assert f"“4/5/2012” is read as {table.dates[0].value}" in found.message
    assert said in found.message


def test_a_day_with_one_meaning_is_no_finding() -> None:
    assert [finding.check for finding in findings_in("It made 40 tonnes on 25/5/2012 and 5/5/2012.")] == []


def test_a_message_says_whether_a_number_is_of_before_after_or_the_change_itself() -> None:
    text = "Velmora's profit rises 9%\n\nIn 2024 Velmora's profit rose 9% to $109m from $100m, its auditor said.\n"
    said = [finding.message for finding in findings_in(text)]
    assert any("stated is the change in profit of Velmora (9%), that is 8.5 to 9.5%" in message for message in said)
