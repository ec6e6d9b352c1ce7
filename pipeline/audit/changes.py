"""Changes: the value before, the value after, and what lies between them; any two give the third."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.audit.claims import Case, Claim, grouped, only, value_of
from pipeline.audit.intervals import EVERYTHING, Interval, point
from pipeline.audit.page import words_of
from pipeline.audit.wording import compare, finding, label
from pipeline.model import Finding
from pipeline.timex.calendar import parse
from pipeline.vocabulary.audit import says

_ONE, _HUNDRED = point(1), point(100)


def check_changes(case: Case) -> Iterator[Finding]:
    """Within one sentence: |to - from| is the change; to / from - 1 is its percentage, to / from its multiple."""
    for sentence in case.sentences:
        anywhere = list(_ends(sentence))
        for _, told in grouped(sentence, _subject):
            own = list(_ends(told))
            for _, sizes in grouped((claim for claim in told if claim.role == "by"), lambda claim: claim.measure):
                for before, after in own or anywhere:
                    found = [_change(before, after, size) for size in sizes if _may_lie_between(before, after, size)]
                    agreeing = [each for each in found if each.severity != "contradiction"]
                    sure = own and len(sizes) == 1 and _is_start(before)
                    yield from agreeing or (found if sure else [])


def check_directions(case: Case) -> Iterator[Finding]:
    """Within one sentence: what increases is not less afterwards, what decreases is not more."""
    for _, moved in grouped((claim for claim in case.claims if claim.fact.change), _subject):
        for before, after in _ends(moved):
            way = before.fact.change.direction if before.fact.change else None
            up, down = after.amount.low > before.amount.high, after.amount.high < before.amount.low
            if _is_start(before) and ((way == "increase" and down) or (way == "decrease" and up)):
                said = f"{label(before)} and {label(after)} are said to be the ends of one {way}"
                how = "more" if up else "less"
                yield finding("direction", f"{said}, but the second is {how}", [before, after], "contradiction")


def check_growth(case: Case) -> Iterator[Finding]:
    """Within one paragraph: the percentage by which a year differs from the year before, and the levels of both."""
    definite = (claim for claim in case.claims if claim.concept and claim.fact.entity and claim.fact.period)
    for _, alike in grouped(definite, lambda claim: (claim.paragraph, claim.concept, claim.sides, claim.fact.scenario)):
        sizes = [claim for claim in alike if claim.role == "by" and claim.fact.unit == "percent"]
        levels = [claim for claim in alike if claim.role != "by" and claim.fact.kind not in ("percent", "multiple")]
        for _, same in grouped(levels if sizes else (), lambda claim: claim.measure):
            told = dict(grouped(same, lambda claim: claim.fact.period))
            for size in sizes:
                ends = [only(told.get(period, ())) for period in _years(size.fact.period or "")]
                before, after = ends if len(ends) == 2 else (None, None)
                if before and after and {before.sentence, after.sentence} != {size.sentence}:
                    yield _change(before, after, size)


def _subject(claim: Claim) -> tuple[object, ...]:
    return claim.sentence, claim.concept, *claim.sides, claim.fact.per


def _ends(told: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The value before and the value after, for each measure that has exactly one of both, whatever its rate.

    Where none is told as the value after, a level before the other is: "sold 20 tonnes, 5% more than the 19 of 2023".
    """
    for _, same in grouped((c for c in told if c.role != "by" and c.fact.kind != "multiple"), lambda c: c.measure[:2]):
        before, after = only(c for c in same if c.role == "from"), only(c for c in same if c.role == "to")
        if before and not after and not any(c.role == "to" for c in same):
            after = only(c for c in same if c.role is None and c.fact.span < before.fact.span)
        if before and after:
            yield before, after


def _is_start(claim: Claim) -> bool:
    """Whether the words right before the number say that it is the value before: "from", "compared with"."""
    return says("start", " ".join(words_of(claim.lead)[-4:]))


def _may_lie_between(before: Claim, after: Claim, size: Claim) -> bool:
    """Whether the change may be the one between the two values: of one concept or one thing, and at their time.

    A number of people out of work is no change of the rate of unemployment.
    """
    said, end = size.fact.period, after.fact.period
    alike = size.concept == after.concept or size.sides == after.sides
    alike = alike and (size.fact.kind in ("percent", "multiple") or size.measure[:2] == after.measure[:2])
    if not alike or said is None or end is None or said == end or "/" not in said:
        return alike
    return end == said.partition("/")[2] and before.fact.period in (None, said.partition("/")[0])


def _change(before: Claim, after: Claim, size: Claim) -> Finding:
    """The finding on the size of a change and the two values that it lies between."""
    down = size.fact.change is not None and size.fact.change.direction == "decrease"
    one, two = before.amount, after.amount
    first, second = value_of(before), value_of(after)
    exact = None if first is None or second is None else abs(second - first)
    names = f"from {before.exact} to {after.exact}"
    difference = one - two if down else two - one
    if size.measure[:2] == before.measure[:2]:
        return compare("change", f"the difference {names}", difference, size, [before, after], exact=exact)
    if size.fact.unit in ("percentage_point", "basis_point"):
        scale = _HUNDRED if size.fact.unit == "basis_point" else _ONE
        exact = exact if scale is _ONE or exact is None else exact * 100
        return compare("points", f"the difference {names}", difference * scale, size, [before, after], exact=exact)
    if size.fact.kind == "multiple":
        return _multiple(before, after, size, down)
    relative = _growth(one, two, down)
    exact = None if not first or second is None else abs(second - first) / abs(first) * 100
    points = difference if before.fact.kind == "percent" else None
    return compare("growth", f"the change {names}", relative, size, [before, after], exact=exact, alternative=points)


def _growth(before: Interval, after: Interval, down: bool) -> Interval:
    """The percentage by which `after` differs from `before`; everything where the start may be zero or below."""
    if before.low <= 0:
        return EVERYTHING
    ratio = after / before
    return (_ONE - ratio if down else ratio - _ONE) * _HUNDRED


def _multiple(before: Claim, after: Claim, size: Claim, down: bool) -> Finding:
    """Times as much: "rose 3 times" is read as to three times the value, or by three times it."""
    one, two = before.amount, after.amount
    turned = one / two if down and size.fact.value >= 1 else two / one
    ratio = turned if one.low > 0 and two.low > 0 else EVERYTHING
    first, second = value_of(before), value_of(after)
    exact = second / first if first and second is not None else None
    formula = f"the ratio of {after.exact} to {before.exact}"
    more = None if down or " " not in size.exact else ratio - _ONE  # "rose 3 times", but not "tripled"
    return compare("multiple", formula, ratio, size, [before, after], exact=exact, alternative=more)


def _years(period: str) -> tuple[str, ...]:
    """The two periods that a change in `period` lies between: its ends, or the year before and itself; else none.

    >>> _years("2024"), _years("2017/2024"), _years("2024-Q3")
    (('2023', '2024'), ('2017', '2024'), ())
    """
    if "/" in period:
        return tuple(period.split("/"))
    found = parse(period)
    return (str(found.first.year - 1), period) if found and found.grain == "year" else ()
