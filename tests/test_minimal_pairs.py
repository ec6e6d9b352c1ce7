"""Pairs of texts that differ in one thing: just what hangs on it differs in the facts."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.model import Fact

WAYS_TO_SAY_ONE_CHANGE = [
    "Norway's exports rose by 8% to $47 billion.",
    "Norway's exports rose 8% to $47 billion.",
    "Norway's exports increased by 8% to $47 billion.",
    "Norway's exports climbed 8% to $47 billion.",
    "Norway's exports jumped by 8% to $47 billion.",
    "Norway's exports grew 8% to $47 billion.",
    "Norway's exports have grown by 8%, to $47 billion.",
    "Norway's exports were up 8% at $47 billion.",
    "Norway's exports went up by 8% to $47 billion.",
    "Norway's exports added 8% to reach $47 billion.",
    "Norway's exports gained 8% and reached $47 billion.",
    "Exports of Norway rose by 8% to $47 billion.",
]
"""Of all of them: 8 percent, by; 47 billion dollars, to; both an increase of the exports of Norway."""


def _facts(text: str, published: str | None = None) -> tuple[Fact, ...]:
    return extract(text, published=published).facts


def _slots(fact: Fact, *left_out: str) -> dict[str, object]:
    slots = ("value", "unit", "concept", "entity", "counterparty", "period", "change", "scenario", "attribution")
    return {slot: getattr(fact, slot) for slot in slots if slot not in left_out}


@pytest.mark.parametrize("text", WAYS_TO_SAY_ONE_CHANGE)
def test_ways_to_say_one_change_give_one_frame(text: str) -> None:
    by, to = _facts(text)
    assert [(fact.concept, fact.entity) for fact in (by, to)] == [("exports", "Norway")] * 2
    assert [(fact.change.direction, fact.change.role) for fact in (by, to) if fact.change] == [
        ("increase", "by"),
        ("increase", "to"),
    ]


def test_moving_the_anchor_moves_every_period_that_hangs_on_it() -> None:
    text = "Last year, Norway's exports rose by 8%. Imports stood at $4bn."
    assert [fact.period for fact in _facts(text, "2025-02-03")] == ["2024", "2024"]
    assert [fact.period for fact in _facts(text, "2019-02-03")] == ["2018", "2018"]
    assert [fact.period for fact in _facts(text)] == [None, None]


def test_moving_a_fronted_year_moves_what_it_governs() -> None:
    for year in ("2021", "2024"):
        facts = _facts(f"In {year}, Norway's exports rose from $7bn to $9bn. Imports stood at $4bn.")
        assert [fact.period for fact in facts] == [str(int(year) - 1), year, year]


@pytest.mark.parametrize(
    ("verb", "period"),
    [
        ("made", "2024"),
        ("makes", None),
        ("has made", None),
        ("had made", None),
        ("will make", None),
        ("could make", None),
    ],
)
def test_a_period_reaches_only_what_is_told_like_it(verb: str, period: str | None) -> None:
    _, tonnes = _facts(f"In 2024, output fell by 8%. The mill {verb} 500 tonnes of steel.")
    assert tonnes.period == period


def test_a_date_of_its_own_ends_what_a_sentence_inherits() -> None:
    text = "In 2024, output fell by 8%. The mill made 500 tonnes of steel{}."
    ends = ("", " on Tuesday", " in 2023", ", it said on Tuesday")
    assert [_facts(text.format(end))[1].period for end in ends] == ["2024", None, "2023", "2024"]


def test_what_is_compared_with_takes_the_time_before() -> None:
    text = "In the year to June 2024, profit rose to $9bn from {}."
    assert [_facts(text.format(end))[1].period for end in ("$7bn", "$7bn in 2021")] == ["2022-07/2023-06", "2021"]
    ahead = _facts("Profit will rise from $7bn to $9bn in 2030.")
    assert [(fact.period, fact.scenario) for fact in ahead] == [(None, "actual"), ("2030", "forecast")]


def test_swapping_names_swaps_the_pairing() -> None:
    text = "{} and {} account for 8% and 4% of fish exports, respectively."
    assert [fact.entity for fact in _facts(text.format("Norway", "Chile"))] == ["Norway", "Chile"]
    assert [fact.entity for fact in _facts(text.format("Chile", "Norway"))] == ["Chile", "Norway"]


def test_negation_changes_the_scenario_only() -> None:
    said, denied = _facts("Norway Steel will cut 200 jobs.")[0], _facts("Norway Steel will not cut 200 jobs.")[0]
    assert _slots(said, "scenario") == _slots(denied, "scenario")
    assert (said.scenario, denied.scenario) == ("forecast", "denied")


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        ("If the club wins, Norway will pay $5m.", "hypothetical"),
        ("Norway will pay $5m.", "forecast"),
        ("Norway must find $5m.", "forecast"),
        ("Norway must pay $5m.", "actual"),
        ("Norway has yet to pay $5m.", "denied"),
        ("Norway denied it would pay $5m.", "denied"),
        ("Norway, which plans no cuts, paid $5m.", "actual"),
    ],
)
def test_what_makes_a_claim_sure(text: str, scenario: str) -> None:
    (fact,) = _facts(text)
    assert fact.scenario == scenario


def test_a_part_goes_down_with_what_it_is_of() -> None:
    cut = [fact.change for fact in _facts("Zeta Bank cut 500 jobs, 4% of its staff.")]
    assert [(change.direction, change.role) for change in cut if change] == [("decrease", "by")] * 2
    assert [fact.change for fact in _facts("Zeta Bank has 500 shops, 4% of the total.")] == [None, None]


def test_a_fall_differs_from_a_rise_in_direction_only() -> None:
    rise, fall = (_facts(f"Norway's exports {verb} by 8%.")[0] for verb in ("rose", "fell"))
    assert _slots(rise, "change") == _slots(fall, "change")
    assert rise.change is not None
    assert fall.change is not None
    assert (rise.change.direction, fall.change.direction) == ("increase", "decrease")


def test_a_paragraph_before_moves_no_id_and_no_slot() -> None:
    text = "Norway's exports rose by 8% to $47 billion in 2024."
    alone, behind = _facts(text), _facts(f"It was a grey day at the port.\n\n{text}")
    assert [(fact.id, _slots(fact)) for fact in alone] == [(fact.id, _slots(fact)) for fact in behind]


def test_a_reading_that_lost_is_kept_only_where_it_is_asked_for() -> None:
    from pipeline.language import load
    from pipeline.run import extract_article
    from pipeline.stages.ingest import article_of

    article = article_of("Norway's exports to Chile climbed to $14 billion.", "a")
    plain, every = (extract_article(article, load(), every_reading=asked).facts[0] for asked in (False, True))
    assert plain == every
    assert not any(evidence.rejected for evidence in plain.evidence.values())
    assert all(evidence.rule for evidence in every.evidence.values())


@pytest.mark.parametrize(
    "text",
    [
        "Norway, Chile and Peru account for 8% and 4% of fish exports, respectively.",
        "Fish exports rose by 8%, 4% and 2% in Norway and Chile, respectively.",
    ],
)
def test_lists_of_unequal_length_are_paired_with_nobody_and_found(text: str) -> None:
    table = extract(text)
    assert {fact.entity for fact in table.facts} == {None}
    assert [(finding.check, finding.facts) for finding in table.findings] == [
        ("unaligned", tuple(fact.id for fact in table.facts))
    ]


def test_lists_pair_in_either_order() -> None:
    for text in (
        "Norway, Chile and Peru account for 8%, 4% and 2% of fish exports.",
        "Fish exports rose by 8%, 4% and 2% in Norway, Chile and Peru, respectively.",
        "Fish exports rose by 8% in Norway, 4% in Chile and 2% in Peru.",
    ):
        table = extract(text)
        assert [fact.entity for fact in table.facts] == ["Norway", "Chile", "Peru"]
        assert table.findings == ()


LEAD = "Wool sells well\n\nWool exports reached $9bn in 2024, up from $4bn in 2018, the ministry said.\n\n"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Norway's imports rose from $2bn to $3bn.", ["2018", "2024"]),
        ("Norway's imports will rise from $2bn to $3bn.", [None, None]),
        ("The ports are old.\n\nFish made up 38% of sales.", ["2024"]),
        ("The ports are old.\n\nFish now accounts for 38% of sales.", ["2024"]),
        ("The ports are old.\n\nThe fleet employs 500 people.", [None]),
        ("The ports are old.\n\nFish made up 38% of sales on Tuesday.", [None]),
        ("The ports are old. They handled $3bn in May 2025.\n\nFish made up 38% of sales.", ["2025-05", None]),
        ("Chile's share fell from 8% in 2016 to 3%.", ["2016", "2024"]),
    ],
)
def test_a_lead_that_moves_between_two_years_dates_what_follows(text: str, periods: list[str | None]) -> None:
    assert [fact.period for fact in _facts(LEAD + text)[2:]] == periods


def test_a_date_of_what_is_compared_with_is_not_that_of_the_next_number() -> None:
    text = "In the year to June 2024 wool sold at $9, against $7 {}, and fish at $3, down from $4."
    assert [fact.period for fact in _facts(text.format("a year earlier"))][2:] == ["2023-07/2024-06", "2022-07/2023-06"]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        # what stands beside the report lends nothing to what comes after it
        (
            "Output fell 3% in May 2011. A year earlier it was 9 tonnes. Sales rose 4%.",
            ["2011-05", "2010-05", "2011-05"],
        ),
        ("Output fell 3% in May 2011. In April it was 9 tonnes. Sales rose 4%.", ["2011-05", "2011-04", "2011-04"]),
        # a sentence about a time sets it for those after it
        ("The third quarter of 2024 was weak. Exports fell by 3%.", ["2024-Q3"]),
        ("The report on the third quarter of 2024 is out. Exports have fallen by 3%.", [None]),
        # the subject of the next clause keeps its date
        ("In 2024 imports rose 3%. Exports rose 4%, and the deficit for 2025 was $9bn.", ["2024", None, "2025"]),
        # a deadline is of its own number only
        ("The deficit will fall to 3% by 2027. The duty will rise by $15.", ["2027", None]),
        ("The deficit will fall to 3% in 2027. The duty will rise by $15.", ["2027", "2027"]),
        # where another level moved from
        (
            "Sales climbed from $9bn in 2014 to $41bn, while costs went up to $7bn from $3bn.",
            ["2014", None, None, "2014"],
        ),
        # what a number measures by
        ("Trade came to $9bn in 2024. That is 3 times the figure for 2014.", ["2024", "2024"]),
        ("Trade came to $9bn in 2024. That is 3 times as much.", ["2024", "2024"]),
        # how far back, not by how much
        ("As recently as 2002 it was $140.", ["2002"]),
    ],
)
def test_what_lends_its_period(text: str, periods: list[str | None]) -> None:
    assert [fact.period for fact in _facts(text)] == periods
