"""Every way to name what is measured, crossed with ways to say how it moved, when, and who says so.

One invented sentence a combination; each slot of its facts is known from how the sentence is made. A rule that reads
one way only, or that two ways together lead astray, shows here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

import pytest

from pipeline import extract, load
from pipeline.model import Fact

PUBLISHED = "2005-02-17"

FIRM = "Velmora plc is a brewer. "
"""Tells who "it" and "the company" are."""

SUBJECTS = {
    "Norway's exports": ("exports", "Norway", "money"),
    "Norwegian exports": ("exports", "Norway", "money"),
    "exports from Norway": ("exports", "Norway", "money"),
    "Velmora's pre-tax profits": ("profits", "Velmora plc", "money"),
    "pre-tax profits at Velmora": ("profits", "Velmora plc", "money"),
    "sales at Velmora's shops": ("sales", "Velmora plc", "money"),
    "the company's takings": ("takings", "Velmora plc", "money"),
    "its debts": ("debts", "Velmora plc", "money"),
    "Norway's trade surpluses with Chile": ("surpluses", "Norway", "money"),
    "interest rates in Norway": ("rates", "Norway", "percent"),
    "Velmora's profit margins": ("margins", "Velmora plc", "percent"),
    "tourist numbers in Norway": ("numbers", "Norway", "count"),
    "passenger numbers at Velmora": ("numbers", "Velmora plc", "count"),
    "Norwegian car sales": ("sales", "Norway", "count"),
}
"""What is measured, its subject in the plural -> a word of the concept, the entity, the kind of its levels."""

LEVELS = {"money": ("$4bn", "$5bn"), "percent": ("4.1%", "4.8%"), "count": ("40,000", "50,000")}

UP, DOWN = "increase", "decrease"

MOVEMENTS: dict[str, list[tuple[str, str | None, str | None]]] = {
    "rose 9% to {high}": [("9%", UP, "by"), ("{high}", UP, "to")],
    "rose by 9%, to {high}": [("9%", UP, "by"), ("{high}", UP, "to")],
    "rose to {high} from {low}": [("{high}", UP, "to"), ("{low}", UP, "from")],
    "rose from {low} to {high}": [("{low}", UP, "from"), ("{high}", UP, "to")],
    "climbed to {high}, up from {low}": [("{high}", UP, "to"), ("{low}", UP, "from")],
    "went from {low} to {high}": [("{low}", UP, "from"), ("{high}", UP, "to")],
    "fell to {low} from {high}": [("{low}", DOWN, "to"), ("{high}", DOWN, "from")],
    "dropped 9%, to {low} from {high}": [("9%", DOWN, "by"), ("{low}", DOWN, "to"), ("{high}", DOWN, "from")],
    "came to {high}, up 9%": [("{high}", UP, "to"), ("9%", UP, "by")],
    "were up 9% at {high}": [("9%", UP, "by"), ("{high}", UP, "to")],
    "more than doubled to {high}": [("{high}", UP, "to")],
    "edged up to {high}": [("{high}", UP, "to")],
    "stood at {high}": [("{high}", None, None)],
    "jumped 9%": [("9%", UP, "by")],
}
"""What the subject did -> each number with its direction and role."""

TIMES = {
    "{0} {1}": None,
    "in 2004, {0} {1}": "2004",
    "last year {0} {1}": "2004",
    "{0} in 2004 {1}": "2004",
    "in the third quarter of 2004 {0} {1}": "2004-Q3",
}
"""Where the clause says when -> the period."""

SOURCES = {
    "{X}.": None,
    "{X}, the central bank said.": "central bank",
    "The central bank said on Thursday that {x}.": "central bank",
    "According to the central bank, {x}.": "central bank",
    '"{X}," said Ann Lee, an analyst at Zeta Bank.': "Ann Lee",
}
"""How it is said -> whom the facts are attributed to."""


EVERY = 7
"""One in so many combinations is tried for a subject, others for another."""


def _sentences(subject: str) -> Iterator[tuple[str, list[tuple[str, str | None, str | None]], str | None, str | None]]:
    """Combinations, each part with each other of its kind: text, numbers, period and source."""
    kind = SUBJECTS[subject][2]
    low, high = LEVELS[kind]
    every = product(MOVEMENTS.items(), TIMES.items(), SOURCES.items())
    for (movement, told), (when, period), (said, source) in islice(every, sum(map(ord, subject)) % EVERY, None, EVERY):
        if kind == "percent" and "9%" in movement:
            continue
        if said.startswith("The central bank") and not when.startswith("{"):
            continue  # nobody could tell whether that is when it was said
        clause = when.format(subject, movement.format(low=low, high=high))
        text = said.format(X=clause[0].upper() + clause[1:], x=clause)
        numbers = [(number.format(low=low, high=high), direction, role) for number, direction, role in told]
        yield (FIRM if SUBJECTS[subject][1].startswith("Velmora") else "") + text, numbers, period, source


def _fact(facts: tuple[Fact, ...], exact: str) -> Fact:
    return next(fact for fact in facts if fact.exact == exact)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_way_to_say_it_fills_the_same_slots(subject: str) -> None:
    word, entity, _ = SUBJECTS[subject]
    nlp, wrong = load(), []
    for text, numbers, period, source in _sentences(subject):
        facts = extract(text, published=PUBLISHED, nlp=nlp).facts
        for exact, direction, role in numbers:
            fact = _fact(facts, exact)
            moved = (fact.change.direction, fact.change.role) if fact.change else (None, None)
            slots = (word in str(fact.concept).split(), fact.entity, moved, fact.scenario, fact.attribution)
            dated = role == "from" or fact.period == period
            if slots != (True, entity, (direction, role), "actual", source) or not dated:
                wrong.append((text, exact, fact.concept, fact.entity, fact.period, moved, fact.attribution))
    assert wrong == []
