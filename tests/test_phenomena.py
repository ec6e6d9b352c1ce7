"""Goldens of one phenomenon each: what a short text says comes out as these facts, a line each."""

from __future__ import annotations

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline import extract
from pipeline.model import Fact

PHENOMENA = {
    "from-to-by": "In 2024, Norway's trade with Chile grew by 8%, from $43.5 billion to $47 billion.",
    "interval": "Between 2017 and 2024, Norway's exports to Chile rose from $7 billion to $14.8 billion.",
    "gapping": "Norway's exports grew from $7 billion to $9 billion, and imports from $2 billion to $3 billion.",
    "list-shares-its-head": (
        "Countries of the region expanded volumes by 2–3 times, including Norway by 1.7 times, Chile by 2.6 times "
        "and Peru by 3.3 times."
    ),
    "respectively": "Norway, Chile and Peru account for 8.3%, 4.2% and 3.0% of fish exports, respectively.",
    "order-without-respectively": "Norway and Chile hold 41% and 12% of the shares.",
    "unequal-lists-are-not-paired": "Norway, Chile and Peru account for 8.3% and 4.2% of fish exports.",
    "brackets-belong-to-the-name": "Growth came from Norway (up 14.5%, +$1.5 billion) and Chile (up 4%, +$1.1bn).",
    "minus-signs": "Fish exports grew. Peru saw a 6.7% decline (−$100 million).",
    "conversions": "The Port Company has a market value of £5.7bn ($10.7bn; 8.2bn euros).",
    "fraction-beside-its-number": "Norway accounts for about one-third (59.8%) of the trade.",
    "inherited-period": "In 2024, Norway's share in Chile's imports stood at 18.6%. Exports rose by 4%.",
    "pronoun-and-description": "Norway Steel is old. The company employs 500 people. Its sales fell 3% to $2bn.",
    "hedges-and-bounds": "Norway has about 24,000 mills, at least 300 ports, up to 40 lakes and over 5 million people.",
    "denied": "Norway Steel will not cut 200 jobs.",
    "forecast-and-starting-point": "Norway Steel expects output to fall from 9m tonnes to 4m tonnes by 2030.",
    "hypothetical": "A merger of Norway Steel and Chile Copper would have sales of $32bn.",
    "quotation": "“Sales fell 5%. It hurt,” said Ann Lee, the chairwoman of Norway Steel.",
    "labelled-lines": "Exports by country, 2024\n\n• Norway: $3bn (+5%)\n• Chile: $2bn (−1%)\n• Peru: $1bn",
    "headline-takes-from-the-text": "Steel firm to cut 500 jobs\n\nNorway Steel will cut 500 jobs at its Chile plant.",
    "stake": "Norway Steel bought a 22% stake in Chile Copper for $339m.",
    "per-unit": "Oil cost $61 a barrel, Norway pumped 2 million barrels a day and paid 61 cents per share.",
    "level-and-change": "Shares in Norway Steel gained 41 pence, or 6.2%, to close at 702p.",
    "not-quantities": "The S&P 500, a Boeing 737, 3-1, 10.30am, the 2nd summit, one of the mills, +47 555 01 23.",
    "abstention": "Prices were 4% lower.",
}


def _line(fact: Fact) -> str:
    change = f"{fact.change.direction} {fact.change.role}" if fact.change else None
    value = f"{fact.value}..{fact.value_high}" if fact.value_high is not None else f"{fact.value}"
    slots = {
        "concept": fact.concept, "entity": fact.entity, "counterparty": fact.counterparty, "period": fact.period,
        "change": change, "scenario": fact.scenario if fact.scenario != "actual" else None, "by": fact.attribution,
    }  # fmt: skip
    filled = "; ".join(f"{name}: {said}" for name, said in slots.items() if said is not None)
    rate = f" per {fact.per}" if fact.per else ""
    return f"{fact.exact} = {'' if fact.comparator == '=' else fact.comparator}{value} {fact.unit}{rate} [{filled}]"


@pytest.mark.parametrize("name", sorted(PHENOMENA))
def test_phenomenon(name: str, file_regression: FileRegressionFixture) -> None:
    text = PHENOMENA[name]
    table = extract(text)
    rest = [f"no fact: {text[number.span.start : number.span.end]} ({number.reason})" for number in table.numbers]
    file_regression.check("\n".join([text, "", *map(_line, table.facts), *rest, ""]), basename=name)
