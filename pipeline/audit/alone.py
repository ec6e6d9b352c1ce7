"""What one fact can say wrong by itself: a range or period that runs backwards, a past that is still to come."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.claims import Case
from pipeline.audit.wording import finding, label
from pipeline.model import Finding
from pipeline.timex.calendar import parse


def check_ranges(case: Case) -> Iterator[Finding]:
    """The lower end of a range is not above its upper end."""
    for claim in case.claims:
        high = claim.fact.value_high
        if high is not None and abs(claim.fact.value) > abs(high):
            yield finding("range", f"{label(claim)} runs from the higher number to the lower", [claim], "contradiction")


def check_periods(case: Case) -> Iterator[Finding]:
    """A period does not end before it begins, and what happened did not begin after the article was published."""
    published = case.page.published
    for claim in case.claims:
        fact = claim.fact
        start, slash, end = (fact.period or "").partition("/")
        first, last = parse(start), parse(end)
        if slash and first and last and first.first > last.last:
            yield finding("period", f"{label(claim)}: {fact.period} ends before it begins", [claim], "contradiction")
        elif first and published and first.first > published and fact.scenario == "actual" and fact.change:
            said = f"{label(claim)} is told as a fact of {fact.period}, but the article is of {published}"
            yield finding("period", said, [claim], "doubt")
