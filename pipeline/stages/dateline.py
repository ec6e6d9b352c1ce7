"""The article's own date with its provenance: given, else in a dateline, else in the file name, else none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.model import Article, Date
from pipeline.timex.find import DatePhrases
from pipeline.timex.surface import parse_surface
from pipeline.timex.writing import could_be_of


def with_published(article: Article, phrases: DatePhrases) -> Article:
    """`article` with `published` and `published_from`; never from today's date.

    A date that is already set stays, as ``given``; a found one that the text cannot have been written on is passed
    over.
    """
    if article.published is not None:
        return article if article.published_from else replace(article, published_from="given")
    named = date_in_name(article.id)
    found = ((_from_dateline(article.text, phrases, named, article.publisher), "dateline"), (named, "file name"))
    for day, source in found:
        if day is not None and could_be_of(day, phrases.matches, phrases.grid):
            return replace(article, published=day, published_from=source)
    return replace(article, published=None, published_from=None)


_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


def date_in_name(name: str) -> date | None:
    """The date in a file name or id: 2025-09-22-trade, trade_20250922.

    >>> date_in_name("2025-09-22-trade.txt").isoformat()
    '2025-09-22'
    """
    for year, _, month, day in _IN_NAME.findall(name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


_HEAD_CHARACTERS = 600
_TAIL_CHARACTERS = 120


def _from_dateline(text: str, phrases: DatePhrases, named: date | None, publisher: str | None) -> date | None:
    """The full date of the first dateline in the head or the tail of the text."""
    head, tail = text[:_HEAD_CHARACTERS], len(text) - _TAIL_CHARACTERS
    if not any(character.isdigit() for character in head + text[-_TAIL_CHARACTERS:]):
        return None
    dates = phrases.dates(named, publisher)
    for found in dates:
        if found.span.start < _HEAD_CHARACTERS and (_heads(text, found) or _opens_alone(text, found, dates)):
            day = _day(found) if found.anchor == "absolute" or named else _with_year(text, found, dates)
            if day is not None:
                return day
        if found.span.start >= tail and found.anchor == "absolute" and _day(found) and _closes(text, found):
            return found.first
    return None


_TO_THE_MONTH = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


def _day(found: Date) -> date | None:
    return found.first if found.first is not None and found.first == found.last else None


def _with_year(text: str, found: Date, dates: Sequence[Date]) -> date | None:
    """The day of a dateline that leaves out the year: in the last year of which the text dates anything to the month.

    None where the text dates something later in that year, which may be past or to come.
    """
    named = (one for one in dates if one.anchor == "absolute" and _TO_THE_MONTH.fullmatch(one.value or ""))
    known = [one.last for one in named if one.last is not None]
    if not known:
        return None
    latest = max(known)
    period = parse_surface(f"{text[found.span.start : found.span.end]} {latest.year}", None)
    return period.first if period is not None and period.grain == "day" and period.last >= latest else None


_CITY = re.compile(
    r"(?:^|\n)[^\n]{0,10}[A-ZÀ-Þ][A-ZÀ-Þ .'’/-]{2,40}(?:,? [A-Z][\w.'’-]{1,20}){0,3}[,:]?\s*"
    r"(?:\([^)\n]{1,30}\)\s*)?$"
    r"|(?:^|\n)[A-Z][\w .'’-]{2,40}(?:, [A-Z][\w .'’-]{1,20})?, $"
)
"""What stands before the date of a dateline: NEW YORK (Wire), COLUMBUS, Ohio, or New York."""

_OPENING = re.compile(r"(?:^|\n)(?:[A-ZÀ-Þ][\w.'’-]+ ?){1,4}, $")
"""A place alone before the date, which a full stop ends: Oslo, 3 February 2021."""

_AFTER = re.compile(r"\s*(?:,?\s*\([^)\n]{1,40}\))?\s*(?:--|[-–—:]|/)\s*\S")


def _heads(text: str, found: Date) -> bool:
    """Whether it stands on a line of its own, with a byline or a label, or closes a dateline before the first words."""
    start = text.rfind("\n", 0, found.span.start) + 1
    end = text.find("\n", found.span.end)
    line = text[start : len(text) if end < 0 else end]
    rest = line.replace(text[found.span.start : found.span.end], " ", 1)
    if found.anchor == "absolute" and (_is_label(rest) or (start > 0 and _PLACE.fullmatch(rest.strip()))):
        return True
    before, after = text[: found.span.start], text[found.span.end : found.span.end + 60]
    sentence = after.startswith(". ") and _OPENING.search(before)
    return bool(sentence or (_CITY.search(before) and _AFTER.match(after)))


def _opens_alone(text: str, found: Date, dates: Sequence[Date]) -> bool:
    """Whether a whole date opens a line before a dash, and no other does as in a chronicle: "June 3, 2024 - Oil…"."""
    opening = [one for one in dates if _opens_line(text, one)]
    return opening == [found] and found.anchor == "absolute" and _DASH.match(text[found.span.end :]) is not None


def _opens_line(text: str, found: Date) -> bool:
    """Whether nothing but the day of the week stands before it in its line."""
    before = text[text.rfind("\n", 0, found.span.start) + 1 : found.span.start]
    return _WEEKDAY.fullmatch(before) is not None


_WEEKDAY = re.compile(r"(?:[A-Z][a-z]+day,? )?")

_DASH = re.compile(r"\s*(?:\([^)\n]{1,40}\)\s*)?(?:--|[-–—])\s+[A-Z]")


_LABEL = re.compile(
    r"(?i)[\s|,.:;()\[\]•·–—-]*"
    r"(?:(?:by [\w .'’-]{2,60}|published|posted|updated|last updated|date|release date|for immediate release|on|at"
    r"|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|gmt|bst|utc|est|et|[a-z]+day)[\s|,.:;()\[\]•·–—-]*){0,6}"
)


_PLACE = re.compile(r"(?:[A-Z][\w.'’-]*[ ,|•·–—-]*){1,6}")
"""A line that holds a place or an office besides the date: Lagos, or Our Bureau | New Delhi |."""


def _is_label(rest: str) -> bool:
    return len(rest) <= 120 and _LABEL.fullmatch(rest) is not None


def _closes(text: str, found: Date) -> bool:
    """Whether only a source stands beside it at the very end of the text: ///nCa, 22 September 2025."""
    after = text[found.span.end :].strip(" \n.)]")
    before = text[max(0, found.span.start - 40) : found.span.start]
    return not after and _SOURCE.search(before) is not None


_SOURCE = re.compile(
    r"(?:///?\s*\w[\w .&-]{0,30},?|\n|[—–(-]\s*[A-Z][\w .&-]{0,30},|\n(?:[A-Z][\w.&’'-]* ?){1,5},)\s*$"
)
