"""Findings in words that a person understands: the numbers, what they come to, and whether the two can meet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from pipeline.audit.claims import Claim, value_of
from pipeline.audit.intervals import INFINITY, Interval
from pipeline.model import Finding, Severity

DIGITS = 4
"""Digits to which the ends of an interval are written, rounded outwards."""

_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
_SIGNS = {"percent": "%", "percentage_point": " percentage points", "basis_point": " basis points", "times": " times"}
VERDICTS: dict[Severity, str] = {
    "contradiction": "these cannot both be right",
    "consistent": "they agree within rounding",
    "corroborated": "they agree exactly",
    "doubt": "which is true, but far more than is said",
}


def compare(
    check: str,
    formula: str,
    computed: Interval,
    stated: Claim,
    claims: Sequence[Claim],
    *,
    exact: Decimal | None = None,
    alternative: Interval | None = None,
) -> Finding:
    """The finding on a number that the text states and that follows from `claims` too.

    `exact` is what follows where all numbers are taken as they stand; equal to the stated one, it corroborates it.
    `alternative` is a second reading of the same words: only where neither meets the number it is a contradiction.
    What meets it, but lies far above an "over" or "at least", is a doubt.
    """
    readings = [computed] if alternative is None else [computed, alternative]
    meeting = [reading for reading in readings if reading.meets(stated.amount)]
    severity: Severity = "consistent" if meeting else "contradiction"
    if meeting and not any(reading.meets(stated.meant) for reading in meeting):
        severity = "doubt"
    elif meeting and exact is not None and exact == value_of(stated):
        severity = "corroborated"
    unit = stated.fact.unit
    said = f"{formula}: {spoken((meeting or readings)[0], unit)}"
    told = f"{label(stated)}, that is {spoken(stated.amount, unit)}"
    return finding(check, f"{said}; stated is {told}; {VERDICTS[severity]}", [*claims, stated], severity)


def finding(check: str, message: str, claims: Sequence[Claim], severity: Severity) -> Finding:
    """A finding on `claims`, their facts in the order of the text."""
    facts = sorted({claim.fact.span: claim.fact for claim in claims}.values(), key=lambda fact: fact.span)
    return Finding(check, message[:1].upper() + message[1:], tuple(fact.id for fact in facts), severity)


def label(claim: Claim) -> str:
    """The claim in a few words: `exports of Norway ($7 billion)`, `the change in exports of Norway (5%)`."""
    about = " of ".join(part for part in (claim.fact.concept, claim.fact.entity) if part)
    return f"{_ROLES.get(claim.role or '', '{}').format(about)} ({claim.exact})" if about else claim.exact


_ROLES = {"from": "{} before the change", "to": "{} after the change", "by": "the change in {}"}


def spoken(interval: Interval, unit: str | None) -> str:
    """`interval` for a person: `23.35 to 24.45 billion USD`, `at least 45%`.

    >>> spoken(Interval(Decimal("23.35E9"), Decimal("24.45E9")), "USD")
    '23.35 to 24.45 billion USD'
    >>> spoken(Interval(Decimal(45), INFINITY), "percent")
    'at least 45%'
    """
    finite = [abs(end) for end in (interval.low, interval.high) if abs(end) != INFINITY]
    power, word = next(((p, w) for p, w in _SCALES if finite and max(finite) >= Decimal(10) ** p), (0, ""))
    low, high = _text(interval.low, power, ROUND_FLOOR), _text(interval.high, power, ROUND_CEILING)
    sign = _SIGNS.get(unit or "", f" {unit}" if unit else "")
    scale = f" {word}" if word else ""
    if interval.high == INFINITY:
        return "any number" if interval.low == -INFINITY else f"at least {low}{scale}{sign}"
    if interval.low == -INFINITY:
        return f"at most {high}{scale}{sign}"
    return f"{low}{scale}{sign}" if low == high else f"{low} to {high}{scale}{sign}"


def _text(number: Decimal, power: int, rounding: str) -> str:
    if abs(number) == INFINITY:
        return ""
    scaled = number.scaleb(-power)
    places = max(0, DIGITS - 1 - scaled.adjusted()) if scaled else 0
    text = format(scaled.quantize(Decimal(1).scaleb(-places), rounding=rounding), ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text
