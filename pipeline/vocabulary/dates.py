"""Row types of the date vocabulary: months, weekdays, units, words and phrases of the grammar, named days, vetoes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.vocabulary.rows import STRICT, NearMisses

Examples = Mapping[str, str]
"""A sentence with the expected date in square brackets, without what leads to it (an article, "from"), -> its TIMEX3
value against EXAMPLE_ANCHOR; "" for none."""

EXAMPLE_ANCHOR = "2024-05-15"
"""Publication date that every example is read against: a Wednesday, in the middle of a month, quarter and year."""


@STRICT
@dataclass(frozen=True, slots=True)
class Month:
    """A month of the Gregorian calendar; `ambiguous` full names are ordinary words too (may, march)."""

    name: str
    number: int
    examples: Examples
    short: tuple[str, ...] = ()
    ambiguous: bool = False
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week; `number` is ISO 8601's, Monday is 1."""

    name: str
    number: int
    examples: Examples
    short: tuple[str, ...] = ()
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True)
class DateUnit:
    """A calendar unit: its grain, how many of the grain it is, and its singular and plural forms."""

    grain: Literal["day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"]
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    examples: Examples
    size: int = 1
    closing: tuple[str, ...] = ()
    """Words for its end."""
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True)
class DateWord:
    """Words of one class of the date grammar, lower case, each with the value it stands for."""

    kind: str
    words: Mapping[str, int]
    examples: Examples
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True)
class DateShape:
    """A token whose form, not its letters, makes it part of a date (2004, 1990s, 1H25): a pattern and its classes."""

    name: str
    pattern: str
    kinds: tuple[str, ...]
    matches: tuple[str, ...]
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A phrase of the date grammar: a pattern over words and classes, the function that reads it, and its guards."""

    name: str
    pattern: str
    read: str
    examples: Examples
    after: str = ""
    """Words of which a sequence must stand right before, sequences parted by bars; what never does is never tried."""
    guards: tuple[str, ...] = ()
    article: bool = False
    """Whether a determiner right before belongs to the phrase in TimeML's view (the third quarter)."""
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day or season with a name: by fixed `date` (MM-DD), by `rule`, or by a `table` of first days a year."""

    name: str
    words: tuple[str, ...]
    examples: Examples
    date: str | None = None
    weekday: int | None = None
    nth: int | None = None
    month: int | None = None
    easter: int | None = None
    """Days from Easter Sunday."""
    value: str | None = None
    """A TIMEX3 value of its own (9/11)."""
    table: Mapping[str, str] = field(default_factory=dict)
    after: int = 0
    """Days after the day that the rule gives (the Monday after Thanksgiving)."""
    days: int = 1
    not_: NearMisses = ()

    @property
    def pattern(self) -> str:
        """Its phrase: last, this or next, the name, the weekend at it, a year."""
        names, year = " | ".join(self.words), "( ,? of? YEAR | of? LAST/THIS/NEXT year )?"
        plain = f"LAST/PAST/THIS/NEXT? ( {names} ) weekend? {year}"
        return f"{plain} | weekend of ( {names} ) {year} | YEAR ( {names} )"


@STRICT
@dataclass(frozen=True, slots=True)
class DateVeto:
    """Words beside a phrase that make it no date: `side` says where they stand, `near` is anywhere around.

    `dated` are the opposite: plural nouns that even a round number before them dates (2000 levels).
    """

    name: str
    side: Literal["before", "after", "near", "dated"]
    words: tuple[str, ...]
    not_: NearMisses
    """Sentences in which nothing may be read as a year."""
    examples: Examples = field(default_factory=dict)


@STRICT
@dataclass(frozen=True, slots=True)
class DateContext:
    """Words that a guard or the resolver asks for around a phrase, under one name."""

    name: str
    words: tuple[str, ...]
    examples: Examples = field(default_factory=dict)
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True)
class DateReference:
    """Phrases that point at the day of writing and name no time (now, the future), patterns like a DatePhrase's."""

    value: Literal["PRESENT_REF", "PAST_REF", "FUTURE_REF"]
    patterns: tuple[str, ...]
    examples: Examples
    not_: NearMisses = ()
