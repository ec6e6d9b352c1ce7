"""What cannot be true together: facts -> findings. It never edits a fact."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.model import Fact, Finding

CHECKS: tuple[Callable[[tuple[Fact, ...]], tuple[Finding, ...]], ...] = ()
"""Every check, in the order in which their findings stand in the table."""


def audit(facts: tuple[Fact, ...]) -> tuple[Finding, ...]:
    """The findings of all CHECKS on the facts of one article."""
    return tuple(finding for check in CHECKS for finding in check(facts))
