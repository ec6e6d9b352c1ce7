"""Doc -> date and period mentions, each with its TIMEX3 value, first and last day, and anchor."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc

from pipeline.model import Date
from pipeline.timex.find import dates_of


def find_dates(doc: Doc, published: date | None) -> tuple[Date, ...]:
    """The dates and periods of `doc` in text order, none overlapping another.

    Relative ones resolve against `published`; without it only against a year that the text itself fixes, else their
    value is None with the reason. Spans leave out prepositions and articles; an interval has its two ends as parts.
    """
    return dates_of(doc, published)
