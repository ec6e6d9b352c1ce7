"""The same claim said twice: in words and figures, in headline and text, in two places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit.claims import Case, Claim, grouped, value_of
from pipeline.audit.intervals import Interval, point
from pipeline.audit.page import words_of
from pipeline.audit.wording import VERDICTS, finding, label, spoken
from pipeline.model import Finding, Severity
from pipeline.quantity.nouns import singular

_BESIDE = re.compile(r"(?:\(|,? or|\(or|:|–|—)(?: ?(?:about|around|roughly|exactly|some|up|down))*", re.IGNORECASE)
"""What stands between a number in words and the same number in figures."""

_LED = re.compile(r"\b(?:in|at|for|of|among|on|within) (?:the |its |their |a )?(\w+)")
"""What a preposition leads to: "sales in the arm", "exports of goods"."""

_ONE, _HUNDRED = point(1), point(100)


def check_words(case: Case) -> Iterator[Finding]:
    """Side by side: a fraction or multiple in words and the percentage that says it in figures are one number."""
    for one, two in case.neighbours:
        if not _BESIDE.fullmatch(case.page.between(one.fact.span, two.fact.span)):
            continue
        words, figure = (one, two) if two.fact.decimals is not None and two.fact.unit == "percent" else (two, one)
        if not _say_one_number(words, figure):
            continue
        reading, severity = _percent_of(words, words.amount), _agreement(words, figure)
        said = f"{label(words)} stands for {spoken(reading, 'percent')}, the figure beside it is {label(figure)}"
        yield finding("words", said + (f", {VERDICTS['doubt']}" if severity == "doubt" else ""), [one, two], severity)


def _say_one_number(words: Claim, figure: Claim) -> bool:
    """Whether one is a fraction in words, or a multiple that something moved by, and the other a percentage for it."""
    if figure.fact.unit != "percent" or figure.fact.decimals is None or figure.fact.kind != "percent":
        return False
    fraction = words.fact.unit == "percent" and words.fact.decimals is None
    return fraction or (words.fact.kind == "multiple" and words.role == figure.role == "by")


def _agreement(words: Claim, figure: Claim) -> Severity:
    if not _percent_of(words, words.amount).meets(figure.amount):
        return "contradiction"
    return "consistent" if _percent_of(words, words.meant).meets(figure.amount) else "doubt"


def _percent_of(words: Claim, amount: Interval) -> Interval:
    """What a number in words says in percent: a fraction of the whole, or the change that a multiple makes."""
    if words.fact.kind != "multiple":
        return amount
    return (amount - _ONE if words.fact.value >= 1 else _ONE - amount) * _HUNDRED


def check_headline(case: Case) -> Iterator[Finding]:
    """A number of the headline stands in the text too, within the headline's rounding."""
    body = [claim for claim in case.claims if not claim.in_headline]
    for head in (claim for claim in case.claims if claim.in_headline):
        rivals = [claim for claim in body if claim.measure == head.measure]
        agreeing = [claim for claim in rivals if claim.amount.meets(head.amount)]
        same = [claim for claim in rivals if _same_thing(head, claim)]
        equal = [claim for claim in agreeing if head.fact.unit and claim.fact.value == head.fact.value]
        if best := next((claim for claim in [*same, *equal] if claim in agreeing), None):
            yield _twice("headline", head, best)
        elif not any(_may_be(claim, head) for claim in body) and len(same) == 1 and (head.concept or len(rivals) == 1):
            yield _twice("headline", head, same[0])


def _may_be(claim: Claim, head: Claim) -> bool:
    """Whether a number of the text may be the headline's, which often leaves out what it counts."""
    units = {claim.fact.unit, head.fact.unit}
    alike = claim.measure == head.measure or (claim.fact.kind == head.fact.kind and None in units)
    return alike and claim.amount.meets(head.amount)


def check_twice(case: Case) -> Iterator[Finding]:
    """In two sentences: one number for the same concept, sides, period, measure, role, scenario and source."""
    body = [claim for claim in case.claims if not (claim.in_headline or claim.restates)]
    told = [claim for claim in body if claim.concept and claim.fact.entity and claim.fact.period]
    for _, same in grouped(told, _dimensions):
        if len(same) != 2 or same[0].sentence == same[1].sentence:
            continue
        one, two = same
        sure = _is_told_by_itself(one, case) and _is_told_by_itself(two, case)
        if one.amount == two.amount or (sure and _qualifiers(one, case) == _qualifiers(two, case)):
            yield _twice("twice", one, two)


def _twice(check: str, one: Claim, two: Claim) -> Finding:
    exactly = value_of(one) is not None and value_of(one) == value_of(two)
    agree = one.amount.meets(two.amount)
    severity: Severity = ("corroborated" if exactly else "consistent") if agree else "contradiction"
    how = "the same number" if exactly else "the same within rounding" if agree else "not the same number"
    if agree and not one.meant.meets(two.meant):
        severity, how = "doubt", "hardly the same number"
    ranges = dict.fromkeys(spoken(claim.amount, claim.fact.unit) for claim in (one, two))
    return finding(check, f"{label(one)} and {label(two)} are {how}: {' and '.join(ranges)}", [one, two], severity)


def _same_thing(head: Claim, claim: Claim) -> bool:
    """Whether both are told of the same thing, by the table or, for the concept, by the headline's words."""
    if head.fact.entity is None or head.sides != claim.sides or head.fact.change != claim.fact.change:
        return False
    noun = (claim.concept or "").split(" of ")[0].split()[-1:]
    named = {singular(word) for word in words_of(head.lead + head.after)}
    return claim.concept is not None and (head.concept == claim.concept or (not head.concept and set(noun) <= named))


def _dimensions(claim: Claim) -> tuple[object, ...]:
    fact = claim.fact
    direction = fact.change.direction if fact.change and claim.role == "by" else None
    about = claim.concept, *claim.sides, fact.period
    return *about, claim.measure, claim.role, direction, fact.scenario, fact.attribution


def _is_told_by_itself(claim: Claim, case: Case) -> bool:
    """Whether its own words name the concept, or its sentence does and has no other number that it could be of."""
    noun = (claim.concept or "").split()[-1]
    rivals = sum(c.sentence == claim.sentence and c.measure == claim.measure for c in case.claims)
    words = _lead(claim, case) if rivals > 1 else case.page.sentence(claim.fact.span.start)
    return noun in {singular(word) for word in words_of(words)}


def _lead(claim: Claim, case: Case) -> str:
    """The words that lead to the number; of an end, those that lead to the start of the movement before it too."""
    before = case.claims[case.claims.index(claim) - 1]
    moved = claim.role == "to" and before.role == "from" and before.sentence == claim.sentence
    return before.lead + claim.lead if moved else claim.lead


def _qualifiers(claim: Claim, case: Case) -> frozenset[str]:
    """What the sentence says beside the slots: names, and the places and parts that prepositions lead to."""
    told = (*claim.sides, claim.fact.attribution, claim.concept, claim.fact.concept)
    own = {form for part in told for word in words_of(part or "") for form in (word, singular(word))}
    sentence = case.page.sentence(claim.fact.span.start)
    names = {word for text in sentence.split()[1:] if text[:1].isupper() for word in words_of(text)}
    led = {found[1].lower() for found in _LED.finditer(_lead(claim, case))}
    return frozenset(word for word in names | led if word not in own and not word.isdigit())
