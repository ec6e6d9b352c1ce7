"""The row types of the quantity vocabulary and the rows themselves, read once a process."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from pipeline.model import Comparator, Kind
from pipeline.vocabulary.rows import STRICT, NearMisses, read_rows

Strings = tuple[str, ...]


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyRow:
    """An ISO 4217 currency: its code, English names (lower case) and unambiguous signs."""

    code: str
    words: Strings
    symbols: Strings = ()
    countries: Strings = ()
    """ISO 3166 codes of the countries and territories whose own money it is."""
    glued_code: bool = False
    """The code is an English word: read before a number only where it is glued to it (``TOP5``)."""
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """Names and signs of a currency, or of its subunit (`factor`), that ISO 4217 does not give."""

    code: str
    words: Strings = ()
    symbols: Strings = ()
    factor: Decimal = Decimal(1)
    loose: bool = False
    """The words are English words too: money only after a number of size."""
    joined: bool = False
    """The signs are short words too: money only right at the number, without a space."""
    shared: str | None = None
    """The unit of measure that has the same name (pound), decided by context."""
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleRow:
    """A power of ten: words after a number, and forms glued to digits; `shared` ones are also units of measure."""

    exponent: int
    words: Strings
    glued: Strings = ()
    shared: Strings = ()
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit of measure, of percent or of multiples: words may follow a number, symbols are case-sensitive."""

    name: str
    dimension: str
    kind: Kind = "measure"
    words: Strings = ()
    symbols: Strings = ()
    smaller: str | None = None
    """The unit that goes on a measure in this one ("5 feet 2 inches"), of which it holds `holds`."""
    holds: int = 1
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWordRow:
    """A cardinal number word below a hundred, and the ordinal made from it."""

    value: int
    words: Strings
    ordinal: str | None = None
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class FractionRow:
    """A part of one: `value` as a decimal or as ``numerator/denominator``; symbols are vulgar fraction characters."""

    value: str
    words: Strings = ()
    symbols: Strings = ()
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class ComparatorRow:
    """A bound or hedge: token phrases that stand before (or after) a quantity."""

    comparator: Comparator
    cues: Strings
    place: Literal["before", "after"] = "before"
    not_durations: bool = False
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class DenominatorRow:
    """What a rate is said per: nouns after per/a/each, adverbs after the quantity, adjectives before the concept."""

    name: str
    nouns: Strings
    adverbs: Strings = ()
    adjectives: Strings = ()
    keep: bool = False
    """The noun itself is the denominator's name (a row that lists several)."""
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class NotQuantityRow:
    """Words that make a bare number no quantity, with the reason."""

    reason: str
    before: Strings = ()
    after: Strings = ()
    cased: bool = False
    """The neighbour counts only with a capital (or as written, for one letter)."""
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class NounRow:
    """A counted noun whose plural is irregular."""

    singular: str
    plurals: Strings
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class WordClassRow:
    """A closed class of words that the grammar asks about by name."""

    name: str
    words: Strings
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleRow:
    """Words that are a multiple by themselves: doubled, twice."""

    value: Decimal
    verbs: Strings = ()
    bare_verbs: Strings = ()
    adverbs: Strings = ()
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class SiRow:
    """The SI unit of some dimensions; its examples are conversions, its near misses have no SI value."""

    dimensions: Strings
    unit: str
    examples: Strings
    not_: NearMisses = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDefinitionRow:
    """What units are in terms of pint's; None: their size is open, for the given reason."""

    names: Strings
    definition: str | None = None
    reason: str


@cache
def currency_rows() -> tuple[CurrencyRow, ...]:
    """All active ISO 4217 currencies (generated)."""
    return read_rows("currencies", CurrencyRow)


@cache
def money_rows() -> tuple[MoneyRow, ...]:
    """Bare names, signs and subunits with their default currency (by hand)."""
    return read_rows("money_words", MoneyRow)


@cache
def scale_rows() -> tuple[ScaleRow, ...]:
    """Scale words and glued suffixes."""
    return read_rows("scales", ScaleRow)


@cache
def unit_rows() -> tuple[UnitRow, ...]:
    """All units: those kept by hand first, then the generated ones."""
    return read_rows("units", UnitRow) + read_rows("physical_units", UnitRow)


@cache
def si_rows() -> tuple[SiRow, ...]:
    """The SI unit of each dimension that has one."""
    return read_rows("si_units", SiRow)


@cache
def unit_definition_rows() -> tuple[UnitDefinitionRow, ...]:
    """Units that are not what pint means by their name."""
    return read_rows("unit_definitions", UnitDefinitionRow)


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one closed class of grammar_words.toml; KeyError where there is none of that name."""
    return {row.name: frozenset(row.words) for row in read_rows("grammar_words", WordClassRow)}[name]
