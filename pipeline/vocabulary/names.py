"""What names mean: countries, regions, known organisations, words inside and beside names, titles, descriptions.

Each row type is one TOML file of ``data/``; the long lists are plain text, one entry a line, ``#`` for comments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from pipeline.model import Label
from pipeline.vocabulary.rows import STRICT, NearMisses, read_rows


@STRICT
@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory; `names` and `demonyms` are all that newspapers write, plurals of peoples included."""

    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    examples: tuple[str, ...]
    not_: NearMisses


@STRICT
@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world without an ISO 3166 code; its adjectives are NORP, but stand for it before "countries"."""

    name: str
    label: Literal["LOC", "GPE"]
    forms: tuple[str, ...]
    adjectives: tuple[str, ...]
    examples: tuple[str, ...]
    not_: NearMisses


@STRICT
@dataclass(frozen=True, slots=True)
class Organisation:
    """A thing so well known that an article seldom introduces it; `forms` are its acronyms and other names."""

    name: str
    label: Literal["ORG", "PRODUCT", "NORP", "EVENT", "FAC"]
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    not_: NearMisses


@STRICT
@dataclass(frozen=True, slots=True)
class NameWord:
    """Words inside a name that tell its label; "none" tells that the name is no entity of the table."""

    label: Literal["ORG", "FAC", "EVENT", "GPE", "LOC", "PRODUCT", "none"]
    place: Literal["last", "first", "of"]
    words: tuple[str, ...]
    examples: tuple[str, ...]
    not_: NearMisses


@STRICT
@dataclass(frozen=True, slots=True)
class NameCue:
    """Words right before or right after a name that count `weight` for its label."""

    label: Label
    side: Literal["before", "after"]
    weight: int
    words: tuple[str, ...]
    examples: tuple[str, ...]
    not_: NearMisses
    possessive: bool = False


@STRICT
@dataclass(frozen=True, slots=True)
class Title:
    """Words before a person's name that are no part of it."""

    kind: Literal["courtesy", "office"]
    words: tuple[str, ...]
    examples: tuple[str, ...]


@STRICT
@dataclass(frozen=True, slots=True)
class NoName:
    """Words that are written with a capital and name nothing of the table."""

    why: str
    words: tuple[str, ...]
    examples: tuple[str, ...]


@STRICT
@dataclass(frozen=True, slots=True)
class Description:
    """Nouns or pronouns that refer back to a thing with one of `labels`.

    A noun that is not `generic` asks that the article calls the thing so, by that noun or one of `called`, or, if
    `topical`, is about that thing; `only` narrows places and organisations to one kind.
    """

    kind: Literal["noun", "pronoun"]
    number: Literal["singular", "plural"]
    labels: tuple[Label, ...]
    words: tuple[str, ...]
    examples: tuple[str, ...]
    not_: NearMisses
    generic: bool = False
    topical: bool = False
    only: Literal["country", "state", "city", "capital", "bloc", "kingdom", ""] = ""
    called: tuple[str, ...] = ()


def countries() -> tuple[Country, ...]:
    return read_rows("countries", Country)


def regions() -> tuple[Region, ...]:
    return read_rows("regions", Region)


@cache
def regions_by_adjective() -> Mapping[str, str]:
    """Adjective of a region -> its name: "Nordic" -> "Nordics"."""
    return MappingProxyType({adjective: row.name for row in regions() for adjective in row.adjectives})


def organisations() -> tuple[Organisation, ...]:
    return read_rows("organisations", Organisation)


@cache
def is_index(name: str) -> bool:
    """Whether a thing of that name is a stock index of the vocabulary.

    >>> is_index("Dax"), is_index("Oslo")
    (True, False)
    """
    return any(row.label == "PRODUCT" and name in (row.name, *row.forms) for row in organisations())


def name_words() -> tuple[NameWord, ...]:
    return read_rows("name_words", NameWord)


def name_cues() -> tuple[NameCue, ...]:
    return read_rows("name_cues", NameCue)


def titles() -> tuple[Title, ...]:
    return read_rows("titles", Title)


def no_names() -> tuple[NoName, ...]:
    return read_rows("no_names", NoName)


def descriptions() -> tuple[Description, ...]:
    return read_rows("descriptions", Description)


WordList = Literal["cities", "states", "given_names", "companies", "common_words", "lower_case_words"]


@cache
def word_list(name: WordList) -> frozenset[str]:
    """The entries of ``data/NAME.txt``."""
    text = files("pipeline.vocabulary").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


@STRICT
@dataclass(frozen=True, slots=True)
class NameClass:
    """A word class that the search for names and references speaks of by `name`."""

    name: str
    words: tuple[str, ...]
    source: str


@cache
def name_class(name: str) -> frozenset[str]:
    """The words of one class; KeyError where no row has the name."""
    return {row.name: frozenset(row.words) for row in read_rows("name_classes", NameClass)}[name]


@cache
def full_name(name: str) -> str:
    """The full name of a public body or region of the vocabulary by any of its forms; any other name as it is.

    >>> full_name("CIS"), full_name("Nordic region"), full_name("Velmora")
    ('Commonwealth of Independent States', 'Nordics', 'Velmora')
    """
    rows: tuple[Organisation | Region, ...] = (*organisations(), *regions())
    return next((row.name for row in rows if name in row.forms), name)


@cache
def sets_rates(name: str) -> bool:
    """Whether a bank is by its name the central bank of a country or union.

    >>> [sets_rates(name) for name in ("Norges Bank", "Federal Reserve", "Bank of Japan")]
    [True, True, True]
    >>> sets_rates("Velmora Bank"), sets_rates("Bank of Ireland")
    (False, False)
    """
    return is_bank_of_state(name) or any(f" {words} " in f" {name.lower()} " for words in name_class("central banks"))


def is_bank_of_state(name: str) -> bool:
    """Whether a bank bears the name of a country whose central bank it is: "National Bank of Poland"."""
    kind, _, place = name.rpartition(" of ")
    return "Bank" in kind.split() and place in country_names() and name.lower() not in name_class("banks of no state")


@cache
def names_by_code() -> Mapping[str, str]:
    """ISO 3166 alpha-2 code -> name of the country or territory."""
    return MappingProxyType({row.code: row.name for row in countries()})


@cache
def country_names() -> frozenset[str]:
    return frozenset(form for row in countries() for form in (row.name, *row.names))


@cache
def is_bloc(name: str) -> bool:
    """Whether an organisation of that name is a union of countries.

    >>> is_bloc("European Union"), is_bloc("League of Baltic States"), is_bloc("Zeta Business Council")
    (True, True, False)
    >>> is_bloc("Fjord Free Trade Area"), is_bloc("Fjord Free Press"), is_bloc("CIS")
    (True, False, True)
    """
    name = full_name(name)
    words = name.lower().split()
    heads = words if words[-1] in ("countries", "nations", "states") else words[-1:]
    headed = not name_class("heads of blocs").isdisjoint(heads) and not {"business", "industry", "trade"} & set(words)
    return headed or "free trade" in name.lower() or name.lower() in name_class("blocs")
