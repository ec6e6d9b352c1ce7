"""Rows of the words that links hang on: change, scenario, reporting, two-sided concepts and relational nouns."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from pipeline.model import Direction, Scenario
from pipeline.vocabulary.rows import STRICT, NearMisses, read_rows


@STRICT
@dataclass(frozen=True)
class ChangeRow:
    """Words of one movement; `transitive`: an object between verb and number is what changes.

    `by_share`: the verbs say a movement before a percentage or points only ("popped 4%"; not "popped 40 balloons").
    `comparatives` say a movement only where "than" and another time or number follow.
    """

    name: str
    direction: Direction
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    comparatives: tuple[str, ...] = ()
    transitive: bool = False
    by_share: bool = False
    examples: tuple[str, ...] = ()


@STRICT
@dataclass(frozen=True)
class ScenarioRow:
    """Words of one scenario: in the verb group that governs the number, or before it or after it in its clause."""

    scenario: Scenario
    place: Literal["verb", "beside", "before", "after"]
    words: tuple[str, ...]
    examples: tuple[str, ...]
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True)
class ReportingRow:
    """Words that cite a source: verbs after or before it, phrases before it, passives before it."""

    name: str
    verbs: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@STRICT
@dataclass(frozen=True)
class RelationRow:
    """A noun that relates two sides: `other` are the prepositions that lead to the counterparty.

    kind ``exchange``: both sides named (trade with); ``share``: part of a whole (share in).
    """

    kind: Literal["exchange", "share"]
    nouns: tuple[str, ...]
    other: tuple[str, ...]
    examples: tuple[str, ...]


@STRICT
@dataclass(frozen=True)
class DealRow:
    """The words of one kind of deal, and how they lead to its two sides; deals.toml says what each field means."""

    name: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    other: tuple[str, ...]
    object: bool
    agent: bool
    bodies: bool
    examples: tuple[str, ...]
    maker: tuple[str, ...] = ()
    once: bool = False
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True)
class NominalRow:
    """Verbs, the nouns that name what a number after them measures, and nouns for who does it."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    examples: tuple[str, ...]
    doers: tuple[str, ...] = ()


@STRICT
@dataclass(frozen=True)
class WordRow:
    """Plain words of one class, named by `name`."""

    name: str
    words: tuple[str, ...]
    source: str
    examples: tuple[str, ...] = field(default=())


@cache
def changes() -> tuple[ChangeRow, ...]:
    """All words of change."""
    return read_rows("changes", ChangeRow)


@cache
def change_verbs() -> frozenset[str]:
    """The verb forms of all words of change."""
    return frozenset(verb for row in changes() for verb in row.verbs)


@cache
def transitive_row(word: str) -> ChangeRow | None:
    """The row of change whose verb, in this form, takes what it moves as its object, or None."""
    return next((row for row in changes() if row.transitive and word in row.verbs), None)


@cache
def change_nouns() -> frozenset[str]:
    """All nouns of change."""
    return frozenset(noun for row in changes() for noun in row.nouns)


@cache
def scenarios() -> tuple[ScenarioRow, ...]:
    """All cues of scenario, strongest first."""
    return read_rows("scenarios", ScenarioRow)


@cache
def reporting() -> tuple[ReportingRow, ...]:
    """All cues of attribution."""
    return read_rows("reporting", ReportingRow)


@cache
def relations() -> tuple[RelationRow, ...]:
    """All two-sided nouns."""
    return read_rows("relations", RelationRow)


CONCEPTS_KEPT = 10_000
"""What is known of so many concepts is kept; news has many more, but mostly the same ones."""


@lru_cache(maxsize=CONCEPTS_KEPT)
def relation_of(concept: str) -> RelationRow | None:
    """The row of the noun that `concept` is built on: for a share its last word, or the one that "in" or "of" follows,
    else any; or None.

    >>> relation_of("share in exports").kind, relation_of("rent"), relation_of("interest rates")
    ('share', None, None)
    """
    words = concept.split()
    ends = {*words[-1:], *(word for word, after in pairwise(words[:2]) if after in ("in", "of"))}
    share = (row for row in relations() if row.kind == "share" and not ends.isdisjoint(row.nouns))
    own = not word_class("words of accounts of state").isdisjoint(words) or words[:1] in (["share"], ["stake"])
    exchange = (row for row in relations() if row.kind == "exchange" and not (own or set(words).isdisjoint(row.nouns)))
    return next(share, None) or next(exchange, None)


@cache
def deals() -> tuple[DealRow, ...]:
    """All kinds of deals."""
    return read_rows("deals", DealRow)


@cache
def words_of_deals(*names: str) -> frozenset[str]:
    """The nouns of the deals with these names, or of all, and the first words of their verbs."""
    rows = [row for row in deals() if row.name in names or not names]
    return frozenset(words.split()[0] for row in rows for words in (*row.verbs, *row.nouns))


@cache
def deal_of_verb(word: str) -> DealRow | None:
    """The deal that the lower-case verb form `word` (of one or two words) makes, or None."""
    return next((row for row in deals() if word in row.verbs), None)


@cache
def deal_of_noun(word: str) -> DealRow | None:
    """The deal that the lower-case noun `word` names, or None."""
    return next((row for row in deals() if word in row.nouns), None)


@cache
def base_of(verb: str) -> str | None:
    """The base form of a verb with a nominal of its own, by any of its forms; None of any other.

    >>> base_of("fined"), base_of("sang")
    ('fine', None)
    """
    bases = (row.verbs[0] for row in read_rows("nominals", NominalRow) if verb in row.verbs and len(row.verbs) <= FORMS)
    return next(bases, None)


FORMS = 5
"""A row with more forms is of several verbs."""


@cache
def nominals() -> dict[str, tuple[str, ...]]:
    """Verb form -> the nouns that name what it measures, the likeliest first."""
    return {verb: row.nouns for row in read_rows("nominals", NominalRow) for verb in row.verbs}


@cache
def nouns_of_doer(doer: str) -> tuple[str, ...]:
    """The nouns that name what somebody does by the noun for who does it: "exporter" does exports."""
    return tuple(noun for row in read_rows("nominals", NominalRow) if doer in row.doers for noun in row.nouns)


@cache
def word_class(*names: str) -> frozenset[str]:
    """The words of the classes `names` of word_classes.toml, lower case."""
    rows = {row.name: row.words for row in read_rows("word_classes", WordRow)}
    return frozenset(word for name in names for word in rows[name])


@cache
def reporting_verbs() -> frozenset[str]:
    """The forms of all verbs of reporting."""
    return frozenset(verb for row in reporting() for verb in row.verbs)


def is_reporting(word: str) -> bool:
    """Whether the lower-case `word` is a form of a verb of reporting."""
    return word in reporting_verbs()


@cache
def share_nouns() -> frozenset[str]:
    """The nouns for a part of a whole: share, stake."""
    return frozenset(noun for row in relations() if row.kind == "share" for noun in row.nouns)


@cache
def exchange_nouns() -> frozenset[str]:
    """The nouns for what passes between two sides: trade, exports, imports."""
    return frozenset(noun for row in relations() if row.kind == "exchange" for noun in row.nouns)


@cache
def mutual_nouns() -> frozenset[str]:
    """The nouns for what is the same from either side: trade with, trade between."""
    return frozenset(
        noun for row in relations() if row.kind == "exchange" and "with" in row.other for noun in row.nouns
    )
