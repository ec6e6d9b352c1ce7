"""The audit of one article: its facts -> what they say about each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.audit.alone import check_periods, check_ranges
from pipeline.audit.changes import check_changes, check_directions, check_growth
from pipeline.audit.claims import Case, case_of
from pipeline.audit.page import Page
from pipeline.audit.parts import check_lists, check_members, check_parts, check_within
from pipeline.audit.repeats import check_headline, check_twice, check_words
from pipeline.audit.shares import check_bounds, check_portions, check_products, check_shares
from pipeline.audit.sums import check_sums
from pipeline.model import Fact, Finding

Check = Callable[[Case], Iterator[Finding]]
"""What looks at the claims of an article, in the order of the text, and says what follows from them."""

CHECKS: tuple[Check, ...] = (
    check_sums,
    check_members,
    check_lists,
    check_parts,
    check_within,
    check_shares,
    check_portions,
    check_products,
    check_changes,
    check_directions,
    check_growth,
    check_words,
    check_headline,
    check_twice,
    check_bounds,
    check_ranges,
    check_periods,
)
"""Every check, in the order in which their findings stand in the table."""


def audit(facts: Sequence[Fact], page: Page) -> tuple[Finding, ...]:
    """The findings of all CHECKS on the facts of one article, by check and then in the order of the text.

    What is denied or hypothetical is compared only with its like; a check says one thing of the same facts.
    """
    case = case_of(facts, page)
    found: dict[tuple[object, ...], Finding] = {}
    for finding in (finding for check in CHECKS for finding in check(case)):
        found.setdefault((finding.check, finding.facts), finding)
    return tuple(found.values())
