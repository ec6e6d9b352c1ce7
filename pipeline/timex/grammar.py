"""Finds the date phrases of a text: at each word that can begin one, the longest phrase whose guards hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.timex import days, distances, periods, relative, weeks
from pipeline.timex.days import named_day_reader, reference_reader
from pipeline.timex.grid import Grid
from pipeline.timex.guards import GUARDS
from pipeline.timex.lexicon import Value, lexeme
from pipeline.timex.pattern import Pattern, compile_pattern
from pipeline.timex.reading import Reader, Slots
from pipeline.timex.site import Site
from pipeline.vocabulary.dates import DatePhrase, DateReference, NamedDay
from pipeline.vocabulary.rows import read_rows


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase ready to match: pattern, reader and guards."""

    name: str
    pattern: Pattern
    read: Reader
    guards: tuple[str, ...]
    article: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: words `start` to `end` of the grid."""

    start: int
    end: int
    rule: Rule
    slots: Slots


@cache
def rules() -> tuple[Rule, ...]:
    """All phrases in their order of preference, what has a row of its own first."""
    named = (
        Rule(
            f"named day: {row.name}",
            compile_pattern(row.pattern),
            named_day_reader(row),
            ("year", "day_name"),
            False,
        )
        for row in read_rows("named_days", NamedDay)
    )
    references = (
        Rule(
            f"reference: {row.value}",
            compile_pattern(" | ".join(row.patterns)),
            reference_reader(row.value),
            ("reference",),
            True,
        )
        for row in read_rows("date_references", DateReference)
    )
    phrases = (
        Rule(row.name, compile_pattern(row.pattern, row.after), _reader(row.read), row.guards, row.article)
        for row in read_rows("date_phrases", DatePhrase)
    )
    return (*named, *references, *phrases)


def _reader(name: str) -> Reader:
    for module in (days, periods, relative, weeks, distances):
        found = getattr(module, name, None)
        if found is not None:
            return found  # type: ignore[no-any-return]
    raise LookupError(f"no reader {name!r}")


@cache
def _by_first() -> Mapping[str, tuple[Rule, ...]]:
    """Code -> the rules whose match can begin with it."""
    found: dict[str, list[Rule]] = {}
    for rule in rules():
        for code in {opening[0] for opening in rule.pattern.openings}:
            found.setdefault(code, []).append(rule)
    return {code: tuple(these) for code, these in found.items()}


@lru_cache(maxsize=1 << 14)
def rules_at(codes: str) -> tuple[Rule, ...]:
    """The rules whose match can begin with those two codes, or be the first of them."""
    return tuple(rule for rule in _by_first()[codes[0]] if not rule.pattern.openings.isdisjoint((codes, codes[0])))


@cache
def _starters() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(_by_first()))}]")


def find_phrases(grid: Grid) -> Iterator[Match]:
    """The phrases in text order, not overlapping."""
    at, starters = 0, _starters()
    while (found := starters.search(grid.codes, at)) is not None:
        match = _longest(grid, found.start())
        if match is not None:
            yield match
        at = match.end if match is not None else found.start() + 1


def _longest(grid: Grid, at: int) -> Match | None:
    tried = [
        (found.end(), rule, found)
        for rule in rules_at(grid.codes[at : at + 2])
        if (found := rule.pattern.regex.match(grid.codes, at)) is not None
    ]
    if not tried:
        return None
    for last, rule, found in sorted(tried, key=lambda one: -one[0]):
        end = last
        while end > at + 1 and grid.words[end - 1] in (".", ","):
            end -= 1
        slots = _slots(grid, rule, found)
        site = Site(grid.words, at, end, grid.glued, slots.values)
        if not site.is_broken and all(GUARDS[name](site) for name in rule.guards):
            return Match(at, end, rule, slots)
    return None


def _slots(grid: Grid, rule: Rule, found: re.Match[str]) -> Slots:
    values: dict[str, Value] = {}
    for group, kinds in rule.pattern.classes.items():
        at = found.start(group)
        if at >= 0:
            meant = lexeme(grid.words[at]).values
            kind = next(kind for kind in kinds if kind in meant)
            label = group.rpartition("_")[0]
            values[kind.lower() if label == kinds[0].lower() else label] = meant[kind]
    return Slots(values, grid.text[grid.starts[found.start()] : grid.ends[found.end() - 1]])
