"""Dates in figures that either order of day and month allows: how they are read, and what decided it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import Date, DayOrder, Fact, Finding

_DECIDED: Mapping[DayOrder, str] = {
    "the text": "as the other dates of the text are written",
    "the publisher": "as papers of the publisher's country write it",
    "nothing": "month first, since neither the text nor the publisher says which number is the day",
}


def check_day_order(text: str, dates: Sequence[Date], facts: Sequence[Fact]) -> Iterator[Finding]:
    """One finding ``day order`` where dates such as 4/5/2012 have a meaning either way, on the facts dated by them.

    It is a doubt where nothing decided the order, else an info that says what did.
    """
    either = [date for date in dates if date.order is not None and date.value is not None]
    if not either:
        return
    first, count = either[0], len(either)
    exact = text[first.core.start : first.core.end]
    message = f"“{exact}” is read as {first.value}, {_DECIDED[first.order or 'nothing']}"
    message += f"; so are {count - 1} more dates in figures" if count > 1 else ""
    days = {date.value for date in either}
    dated = tuple(fact.id for fact in facts if fact.period in days)
    yield Finding("day order", message, dated, "doubt" if first.order == "nothing" else "info")
