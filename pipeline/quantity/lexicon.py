"""Look-up tables over the vocabulary's rows, built once a process: what a token or a run of tokens can mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Generic, TypeVar

from pipeline.model import Kind
from pipeline.vocabulary.names import countries
from pipeline.vocabulary.quantity_rows import (
    ComparatorRow,
    CurrencyRow,
    FractionRow,
    MultipleRow,
    NumberWordRow,
    currency_rows,
    money_rows,
    scale_rows,
    unit_rows,
)
from pipeline.vocabulary.rows import read_rows

Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """Token phrases and what each means; look-up takes the longest one that fits."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._values: dict[tuple[str, ...], Value] = {}
        self._longest: dict[str, int] = {}
        self._longest_back: dict[str, int] = {}
        for phrase, value in entries:
            words = tuple(phrase.replace("-", " - ").split())
            self._values.setdefault(words, value)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))
            self._longest_back[words[-1]] = max(self._longest_back.get(words[-1], 0), len(words))

    def starting(self, words: Sequence[str], at: int) -> tuple[Value, int] | None:
        """Meaning and length of the longest phrase that starts at `at`."""
        if at >= len(words):
            return None
        for length in range(min(self._longest.get(words[at], 0), len(words) - at), 0, -1):
            value = self._values.get(tuple(words[at : at + length]))
            if value is not None:
                return value, length
        return None

    def everywhere(self, words: Sequence[str]) -> Iterator[Value]:
        """What the longest phrase at each word means, where one starts."""
        for at, word in enumerate(words):
            if word in self._longest and (found := self.starting(words, at)):
                yield found[0]

    def ending(self, words: Sequence[str], at: int) -> tuple[Value, int] | None:
        """Meaning and length of the longest phrase whose last word is at `at`."""
        if at < 0:
            return None
        for length in range(min(self._longest_back.get(words[at], 0), at + 1), 0, -1):
            value = self._values.get(tuple(words[at - length + 1 : at + 1]))
            if value is not None:
                return value, length
        return None


@dataclass(frozen=True, slots=True)
class Money:
    """A currency word or sign: its code, the power of ten of a subunit (-2 for cents), and what makes it doubtful."""

    code: str
    shift: int = 0
    loose: bool = False
    joined: bool = False
    shared: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure, percent or multiples."""

    name: str
    kind: Kind
    dimension: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparator that a cue gives."""

    comparator: str
    not_durations: bool


def _shift(factor: Decimal) -> int:
    return factor.adjusted()


@cache
def money_signs() -> Mapping[str, Money]:
    """Signs and codes as written (case counts) that stand right before or after a number."""
    table: dict[str, Money] = {}
    for row in money_rows():
        for sign in row.symbols:
            table.setdefault(sign, Money(row.code, _shift(row.factor), row.loose, row.joined))
    for currency in currency_rows():
        for sign in currency.symbols:
            table.setdefault(sign, Money(currency.code))
        table.setdefault(currency.code, Money(currency.code, loose=currency.glued_code))
    return MappingProxyType(table)


@cache
def money_words() -> Phrases[Money]:
    """Currency names in lower case that stand after a number; those kept by hand win, then those of ISO 4217."""
    entries = [(w, Money(r.code, _shift(r.factor), r.loose, r.joined, r.shared)) for r in money_rows() for w in r.words]
    entries += [(word, Money(row.code)) for row in currency_rows() for word in row.words]
    return Phrases(entries + [(name, Money(code)) for name, code in _names_with_country()])


def _names_with_country() -> Iterator[tuple[str, str]]:
    """The names that a country's name or adjective makes of its currency's noun: "taiwanese dollars", "ghana cedis"."""
    nouns = {row.code: {word.split()[-1] for word in row.words} for row in currency_rows()}
    for row in money_rows():
        if row.factor == 1 and row.code in nouns:
            nouns[row.code].update(word.split()[-1] for word in row.words)
    for currency in currency_rows():
        for home in home_words(currency):
            yield from ((f"{home} {noun}", currency.code) for noun in sorted(nouns[currency.code]))


def home_words(currency: CurrencyRow) -> list[str]:
    """Names and adjectives, in lower case, of the countries whose money `currency` is."""
    homes = [country for country in countries() if country.code in currency.countries]
    return [word.lower() for home in homes for word in (home.name, *home.names, *home.demonyms)]


@cache
def unit_words() -> Phrases[Unit]:
    """Unit names in lower case."""
    return Phrases((word, Unit(row.name, row.kind, row.dimension)) for row in unit_rows() for word in row.words)


@cache
def unit_symbols() -> Phrases[Unit]:
    """Unit symbols as written."""
    return Phrases((sign, Unit(row.name, row.kind, row.dimension)) for row in unit_rows() for sign in row.symbols)


@cache
def unit_named(name: str) -> Unit:
    """The unit of that name; KeyError where there is none."""
    return {row.name: Unit(row.name, row.kind, row.dimension) for row in unit_rows()}[name]


@cache
def smaller_units() -> Mapping[str, tuple[str, int]]:
    """Units to the smaller one that goes on a measure in them, and how many of it they hold."""
    return MappingProxyType({row.name: (row.smaller, row.holds) for row in unit_rows() if row.smaller})


@cache
def scales() -> Mapping[str, int]:
    """Scale words after a number (lower case) to their power of ten; the shared ones are not among them."""
    return MappingProxyType({w: row.exponent for row in scale_rows() for w in row.words if w not in row.shared})


@cache
def glued_scales() -> Mapping[str, int]:
    """Scale suffixes as written to their power of ten."""
    return MappingProxyType({form: row.exponent for row in scale_rows() for form in row.glued})


@cache
def shared_scales() -> frozenset[str]:
    """Scale suffixes that are also units of measure: m, b, t."""
    return frozenset(form for row in scale_rows() for form in row.shared)


@cache
def number_words() -> Mapping[str, int]:
    """Cardinal number words below a hundred, and dozen."""
    return MappingProxyType({w: row.value for row in read_rows("number_words", NumberWordRow) for w in row.words})


@cache
def ordinal_words() -> Mapping[str, int]:
    """Ordinal number words."""
    rows = read_rows("number_words", NumberWordRow)
    return MappingProxyType({row.ordinal: row.value for row in rows if row.ordinal})


@cache
def fraction_words() -> Mapping[str, Fraction]:
    """Fraction words, singular and plural."""
    return MappingProxyType({w: Fraction(row.value) for row in read_rows("fractions", FractionRow) for w in row.words})


@cache
def fraction_signs() -> Mapping[str, Fraction]:
    """Vulgar fraction characters."""
    return MappingProxyType(
        {s: Fraction(row.value) for row in read_rows("fractions", FractionRow) for s in row.symbols}
    )


@cache
def bounds_before() -> Phrases[Bound]:
    """Hedges and bounds that end right before a quantity."""
    return _bounds("before")


@cache
def bounds_after() -> Phrases[Bound]:
    """Hedges and bounds that start right after a quantity."""
    return _bounds("after")


def _bounds(place: str) -> Phrases[Bound]:
    rows = [row for row in read_rows("comparators", ComparatorRow) if row.place == place]
    return Phrases((cue, Bound(row.comparator, row.not_durations)) for row in rows for cue in row.cues)


@cache
def multiple_forms() -> Mapping[str, tuple[Decimal, str]]:
    """Words that are a multiple by themselves: value and how they are used (verb, bare verb, adverb)."""
    table: dict[str, tuple[Decimal, str]] = {}
    for row in read_rows("multiples", MultipleRow):
        table |= dict.fromkeys(row.verbs, (row.value, "verb"))
        table |= dict.fromkeys(row.bare_verbs, (row.value, "bare verb"))
        table |= dict.fromkeys(row.adverbs, (row.value, "adverb"))
    return MappingProxyType(table)
