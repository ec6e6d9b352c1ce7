"""The nouns: one frozen record a thing. No input or output here, no spaCy, no rule.

All offsets are code points of the article's text, end exclusive; ``text[start:end]`` is what stands there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

Kind = Literal["money", "percent", "multiple", "count", "measure"]
Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
Direction = Literal["increase", "decrease"]
Role = Literal["from", "to", "by"]
Scenario = Literal["actual", "forecast", "hypothetical", "denied"]
Label = Literal["PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "PRODUCT", "FAC"]
Anchor = Literal["absolute", "relative"]
DayOrder = Literal["the text", "the publisher", "nothing"]
"""What decides which number of 4/5/2012 is the day."""
TimexType = Literal["DATE", "DURATION", "SET"]
Severity = Literal["contradiction", "doubt", "consistent", "corroborated", "info"]
Verdict = Literal["accept", "reject", "correct"]
Status = Literal["verified", "changed", "applied", "retired", "orphaned", "conflicting"]


class Span(NamedTuple):
    """A stretch of the text: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


SourceRun = tuple[int, int, int, int]
"""A stretch of the text, and the stretch of the decoded file that it stands for: start, end, start, end in code points.

Two of one length agree character by character; else the one as a whole stands for the other, as ``&`` for ``&amp;``."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one fact: a line of ``reviews/``; docs/review.md says what each field means."""

    article: str
    fact: str
    slot: str | None
    """None where the decision is about the fact as a whole."""
    verdict: Verdict
    exact: str
    """The quantity as it stands in the text: for people, and to find the place again."""
    old: Any
    """What stood before: a slot's value as the table writes it, a whole row, or None for no fact."""
    new: Any
    """What stands from now on, likewise."""
    who: str | None = None
    why: str | None = None
    note: str | None = None
    date: str | None = None
    """As the person gave it, never of a clock."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What has become of one decision on the facts as they are extracted now."""

    decision: Decision
    status: Status
    message: str
    """One line for a person."""


@dataclass(frozen=True, slots=True)
class Article:
    """One news article; `text` is never altered after decoding, so offsets always index it."""

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    published_from: str | None = None
    """Where `published` comes from: ``given``, a page's ``metadata``, ``dateline``, ``file name``; None without."""
    publisher: str | None = None
    encoding: str = "utf-8"
    sha256: str = ""
    """Of the text in UTF-8."""
    source: tuple[SourceRun, ...] = ()
    """Where the text stands in its decoded file, in order, if it is a part of it: a page's body, or after front matter.

    Characters that the file does not hold as they are (white space between blocks) are in no run."""
    decisions: tuple[Decision, ...] = ()
    """What reviewers have decided about its facts."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity expression: a number with what the words around it say about its size, before any linking."""

    span: Span
    """From sign, currency or number to unit word or counted noun (its modifiers between)."""
    number: Span
    """The number itself; the fact's id hangs on its first character."""
    kind: Kind
    value: Decimal
    unit: str | None
    value_high: Decimal | None = None
    decimals: int | None = None
    per: str | None = None
    comparator: Comparator = "="
    noun: Span | None = None
    """The counted noun with its modifiers (kind count), or None."""
    cue: Span | None = None
    """The hedge or bound that gave the comparator."""
    per_cue: Span | None = None
    rule: str = ""
    """Name of the grammar rule that read it."""
    headings: tuple[Span, ...] = ()
    """The heading of its column and the label of its row, where it stands in a table."""


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral or number word that is no quantity and no date, with the reason; ``unexplained`` is a miss."""

    span: Span
    reason: str


REFERENCES = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})
"""TIMEX3's values of what points at the day of writing and names no time: now, recently, soon."""


@dataclass(frozen=True, slots=True)
class DatePart:
    """A date that another one is made of, an end of an interval for one: its own span and TIMEX3 value."""

    span: Span
    value: str | None


@dataclass(frozen=True, slots=True)
class Date:
    """One date or period expression; `value` is TIMEX3 / ISO 8601 with the grain kept, None where nothing fixes it."""

    span: Span
    type: TimexType
    value: str | None
    first: date | None
    last: date | None
    anchor: Anchor
    parts: tuple[DatePart, ...] = ()
    reason: str | None = None
    """Why `value` is None: ``no anchor``, ``vague`` ..."""
    rule: str = ""
    order: DayOrder | None = None
    """What decided which number is the day, of a date in figures that has a meaning either way."""
    lead: int = 0
    """How many characters of the span come before the date itself: an article, or an interval's "from" or "between"."""

    @property
    def core(self) -> Span:
        """The date itself, as linking goes by it: what leads to it is a word of the sentence like any other."""
        return Span(self.span.start + self.lead, self.span.end)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity; `form` tells a name from what only refers."""

    span: Span
    form: Literal["name", "short", "description", "pronoun"] = "name"


@dataclass(frozen=True, slots=True)
class Entity:
    """A real-world thing: canonical name, label, standard code, and every mention in text order."""

    id: str
    name: str
    label: Label
    code: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """How the concept moved, and which end or size of the movement the value is."""

    direction: Direction
    role: Role


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a slot has its value: the rule, the cue words, and the readings that lost."""

    rule: str
    cues: tuple[Span, ...] = ()
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One quantitative claim with its dimensions; see docs/fact-table.md for what each field means."""

    id: str
    span: Span
    kind: Kind
    value: Decimal
    value_high: Decimal | None
    decimals: int | None
    unit: str | None
    per: str | None
    comparator: Comparator
    concept: str | None
    entity: str | None
    counterparty: str | None
    period: str | None
    change: Change | None
    scenario: Scenario
    attribution: str | None
    exact: str
    evidence: Mapping[str, Evidence] = field(default_factory=dict, compare=False)
    """Slot name -> why; never stored in the table, recomputed by `explain`."""
    reviewed: Mapping[str, Any] | None = field(default=None, hash=False)
    """Slot that a reviewer corrected -> what the extractor says there, as the table writes it; None where none is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the audit says about some facts."""

    check: str
    message: str
    facts: tuple[str, ...]
    severity: Severity


@dataclass(frozen=True, slots=True)
class FactTable:
    """All that the pipeline makes of one article."""

    article: Article
    words: int
    entities: tuple[Entity, ...] = ()
    dates: tuple[Date, ...] = ()
    facts: tuple[Fact, ...] = ()
    numbers: tuple[Number, ...] = ()
    findings: tuple[Finding, ...] = ()
    standings: tuple[Standing, ...] = ()
    """Of the article's decisions; never stored in the table."""

    @property
    def id(self) -> str:
        return self.article.id


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that has no table, and why; in JSON Lines output it is the error row in the table's place."""

    id: str
    kind: str
    """What is wrong, in a word or two: ``empty``, ``too large`` ...; docs/fact-table.md has them all."""
    message: str
    """One line for a person: what, where, and what to do."""
    traceback: str = ""
    """Only of an internal error; never stored."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An article that an earlier run has finished: its table stands as this run would write it."""

    id: str
    facts: int
    standings: tuple[Standing, ...] = ()
    data: bytes = b""
    """What is to be written for it, where the output is one file for all articles."""
