"""Date phrases of a Doc -> date and period mentions, each with its TIMEX3 value, first and last day, and anchor."""

from __future__ import annotations

from datetime import date

from pipeline.model import Date
from pipeline.timex.find import DatePhrases


def find_dates(phrases: DatePhrases, published: date | None, publisher: str | None = None) -> tuple[Date, ...]:
    """The dates and periods of a text in text order, none overlapping another.

    Relative ones resolve against `published`; without it only as far as the text itself fixes a year or two bounds,
    else their value is None with the reason. The publisher's country tells the order of day and month where the text
    does not. Spans leave out prepositions and articles; an interval has its two ends as parts.
    """
    return phrases.dates(published, publisher)
