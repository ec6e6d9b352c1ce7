"""Finds the date phrases of a text: at each word that can begin one, the longest phrase whose guards hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.attrs import ORTH, SENT_START, SPACY
from spacy.tokens import Doc

from pipeline.timex import absolute, distances, relative
from pipeline.timex.guards import GUARDS, Site
from pipeline.timex.lexicon import Value, lexeme
from pipeline.timex.named import named_day_reader
from pipeline.timex.pattern import Pattern, compile_pattern
from pipeline.timex.reading import Reader, Slots
from pipeline.vocabulary.dates import DatePhrase, NamedDay
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
class Grid:
    """The words of a text without its white space, each with its code and offsets; an empty line is a word of no class."""

    words: Sequence[str]
    codes: str
    starts: Sequence[int]
    ends: Sequence[int]
    sentences: Sequence[int]
    """Numbers of the words that begin a sentence: by annotation, else after a full stop or an empty line."""

    def glued(self, at: int) -> bool:
        """Whether no space stands before the word of that number."""
        return 0 < at < len(self.words) and self.ends[at - 1] == self.starts[at]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: words `start` to `end` of the grid."""

    start: int
    end: int
    rule: Rule
    slots: Slots


@cache
def rules() -> tuple[Rule, ...]:
    """All phrases in their order of preference, the named days first."""
    named = (
        Rule(
            f"named day: {row.name}",
            compile_pattern(f"LAST/THIS/NEXT? ( {' | '.join(row.words)} ) ( ,? of? YEAR )?"),
            named_day_reader(row),
            ("year", "day_name"),
            False,
        )
        for row in read_rows("named_days", NamedDay)
    )
    phrases = (
        Rule(row.name, compile_pattern(row.pattern), _reader(row.read), row.guards, row.article)
        for row in read_rows("date_phrases", DatePhrase)
    )
    return (*named, *phrases)


def _reader(name: str) -> Reader:
    for module in (absolute, relative, distances):
        found = getattr(module, name, None)
        if found is not None:
            return found  # type: ignore[no-any-return]
    raise LookupError(f"no reader {name!r}")


@cache
def _by_first() -> Mapping[str, tuple[Rule, ...]]:
    """Code -> the rules whose match can begin with it."""
    found: dict[str, list[Rule]] = {}
    for rule in rules():
        for code in rule.pattern.firsts:
            found.setdefault(code, []).append(rule)
    return {code: tuple(these) for code, these in found.items()}


@cache
def _starters() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(_by_first()))}]")


def make_grid(doc: Doc) -> Grid:
    """The words of `doc`; a line break inside a paragraph is white space, an empty line parts phrases.

    Each different token text is read once.
    """
    array = doc.to_array([ORTH, SPACY, SENT_START])
    orths, spaces, sentence_starts = (array[:, column].tolist() for column in range(3)) if len(doc) else ([], [], [])
    meant = {orth: _word(doc.vocab.strings[orth]) for orth in set(orths)}
    words, codes, starts, sentences, at = [], [], [], [], 0
    for orth, space, sentence in zip(orths, spaces, sentence_starts, strict=True):
        word, start = meant[orth], at
        at = start + word.length + space
        if sentence == 1:
            sentences.append(len(words))
        if not word.is_filler:
            words.append(word.text)
            codes.append(word.code)
            starts.append(start)
    if len(sentences) < 2:
        sentences = [number for number, word in enumerate(words) if number == 0 or words[number - 1] in _ENDS]
    return Grid(words, "".join(codes), starts, [s + len(w) for s, w in zip(starts, words, strict=True)], sentences)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    code: str
    length: int
    is_filler: bool
    """White space within a paragraph."""


@lru_cache(maxsize=1 << 16)
def _word(text: str) -> _Word:
    return _Word(text, lexeme(text).code, len(text), text.isspace() and text.count("\n") < 2)


_ENDS = frozenset({".", "!", "?", "\n\n"})


def find_phrases(grid: Grid, text: str) -> Iterator[Match]:
    """The phrases in text order, not overlapping."""
    at, starters = 0, _starters()
    while (found := starters.search(grid.codes, at)) is not None:
        match = _longest(grid, text, found.start())
        if match is not None:
            yield match
        at = match.end if match is not None else found.start() + 1


def _longest(grid: Grid, text: str, at: int) -> Match | None:
    tried = [
        (found.end(), rule, found)
        for rule in _by_first()[grid.codes[at]]
        if (found := rule.pattern.regex.match(grid.codes, at)) is not None
    ]
    for end, rule, found in sorted(tried, key=lambda one: -one[0]):
        while end > at + 1 and grid.words[end - 1] in (".", ","):
            end -= 1
        slots = _slots(grid, text, rule, found)
        site = Site(grid.words, at, end, grid.glued, slots.values)
        if all(GUARDS[name](site) for name in rule.guards):
            return Match(at, end, rule, slots)
    return None


def _slots(grid: Grid, text: str, rule: Rule, found: re.Match[str]) -> Slots:
    values: dict[str, Value] = {}
    for group, kinds in rule.pattern.classes.items():
        at = found.start(group)
        if at >= 0:
            meant = lexeme(grid.words[at]).values
            kind = next(kind for kind in kinds if kind in meant)
            label = group.rpartition("_")[0]
            values[kind.lower() if label == kinds[0].lower() else label] = meant[kind]
    return Slots(values, text[grid.starts[found.start()] : grid.ends[found.end() - 1]])
