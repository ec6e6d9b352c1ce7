"""The vocabulary of names, made ready for spaCy's matchers: built once for a spaCy vocab."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from pipeline.language.tokenizer import make_tokenizer
from pipeline.model import Label
from pipeline.vocabulary import names as vocabulary
from pipeline.vocabulary.names import Description, NameCue
from pipeline.vocabulary.quantity_rows import currency_rows, money_rows


@dataclass(frozen=True, slots=True)
class Known:
    """A thing of the vocabulary. `key` is the same for all names of it."""

    key: str
    label: Label
    code: str | None = None
    region: str | None = None
    """For a region's adjective: key of the region that "X countries" stands for."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Matchers and word classes. A matcher's key is the name of its entry in the dictionary beside it."""

    names: PhraseMatcher
    known: dict[str, Known]
    cues: PhraseMatcher
    cue_of: dict[str, NameCue]
    referring: PhraseMatcher
    referring_of: dict[str, Description]
    last: dict[str, str]
    """Last word of a name -> label."""
    first: dict[str, str]
    of: dict[str, str]
    courtesy: frozenset[str]
    office: frozenset[str]
    never: frozenset[str]
    months: frozenset[str]
    common: frozenset[str]
    lower: frozenset[str]
    """Further words, rarer ones, that are mostly written in lower case."""
    given: frozenset[str]
    nouns: dict[str, Label]
    """Noun that describes things of one label -> label."""
    places: frozenset[str]
    """Cities, states and provinces."""


COMMON = "common word"
"""Why of the words that only the head of a sentence gives a capital."""

Pairs = Iterable[tuple[str, Known]]


def _country_names() -> Pairs:
    for country in vocabulary.countries():
        for name in (country.name, *country.names):
            for form in (name, name.upper()) if len(name) > 3 else (name,):
                yield form, Known(f"country:{country.code}", "GPE", country.code)
    shared: dict[str, set[str]] = {}
    for country in vocabulary.countries():
        for demonym in country.demonyms:
            shared.setdefault(demonym, set()).add(country.code)
    for demonym, codes in shared.items():
        singular = demonym[:-1] if demonym.endswith("s") and demonym[:-1] in shared else demonym
        yield demonym, Known(f"people:{singular}", "NORP", min(codes) if len(codes) == 1 else None)


def _region_names() -> Pairs:
    for region in vocabulary.regions():
        key = f"region:{region.name}"
        for form in (region.name, *region.forms):
            head, _, tail = form.partition(" ")
            for variant in (form, form.upper(), f"{head.lower()} {tail}" if tail else form):
                yield variant, Known(key, region.label)
        for adjective in region.adjectives:
            for variant in (adjective, adjective[0].lower() + adjective[1:] if " " in adjective else adjective):
                yield variant, Known(f"people:{region.adjectives[0]}", "NORP", region=key)


def _organisation_names() -> Pairs:
    for company in vocabulary.word_list("companies"):
        yield company, Known(f"known:{company}", "ORG")
    for row in vocabulary.organisations():
        for form in (row.name, *row.forms):
            yield form, Known(f"known:{row.name}", row.label)


def _state_names() -> Pairs:
    for state in vocabulary.word_list("states"):
        yield state, Known(f"state:{state}", "GPE")


def _phrases(vocab: Vocab, attr: str, entries: Mapping[str, Iterable[str]]) -> PhraseMatcher:
    """A PhraseMatcher whose patterns are tokenised as articles are."""
    tokenizer = make_tokenizer(vocab)
    matcher = PhraseMatcher(vocab, attr=attr)
    for key, phrases in entries.items():
        matcher.add(key, [tokenizer(phrase) for phrase in phrases])
    return matcher


def _known_names() -> dict[str, Known]:
    """Surface form -> thing; where two rows share a form, the earlier kind below wins."""
    known: dict[str, Known] = {}
    for pairs in (_country_names(), _region_names(), _organisation_names(), _state_names()):
        for name, thing in pairs:
            known.setdefault(name, thing)
            known.setdefault(name.replace("'", "’"), thing)
    return known


def _describing() -> frozenset[str]:
    """Single nouns that describe organisations and persons: common words, though lists of frequent words lack them."""
    rows = (row for row in vocabulary.descriptions() if row.kind == "noun" and row.labels[0] in ("ORG", "PERSON"))
    return frozenset(word for row in rows for word in row.words if " " not in word)


def _by_place(place: str) -> dict[str, str]:
    return {word: row.label for row in vocabulary.name_words() if row.place == place for word in row.words}


def _titles(kind: str) -> frozenset[str]:
    return frozenset(word for row in vocabulary.titles() if row.kind == kind for word in row.words)


def _no_names(why: str | None = None) -> frozenset[str]:
    return frozenset(word for row in vocabulary.no_names() if why in (None, row.why) for word in row.words)


def _money_signs() -> frozenset[str]:
    """Codes and signs of currencies that are written with a capital: USD, Rs, DKr."""
    signs = {sign for row in currency_rows() for sign in (row.code, *row.symbols)}
    signs |= {sign for row in money_rows() for sign in row.symbols}
    return frozenset(sign for sign in signs if sign[0].isupper())


@lru_cache(maxsize=4)
def lexicon(vocab: Vocab) -> Lexicon:
    """The lexicon over `vocab`; the matchers are as expensive as an article, so they are built once."""
    known = _known_names()
    cues = {f"cue{n}": row for n, row in enumerate(vocabulary.name_cues())}
    referring = {f"referring{n}": row for n, row in enumerate(vocabulary.descriptions())}
    return Lexicon(
        names=_phrases(vocab, "ORTH", {name: [name] for name in known}),
        known=known,
        cues=_phrases(vocab, "LOWER", {key: row.words for key, row in cues.items()}),
        cue_of=cues,
        referring=_phrases(vocab, "LOWER", {key: row.words for key, row in referring.items()}),
        referring_of=referring,
        last=_by_place("last"),
        first=_by_place("first"),
        of=_by_place("of"),
        courtesy=_titles("courtesy"),
        office=_titles("office"),
        never=(_no_names() | _money_signs()) - _no_names(COMMON),
        months=_no_names("month"),
        common=vocabulary.word_list("common_words") | _no_names(COMMON) | _describing(),
        lower=vocabulary.word_list("lower_case_words"),
        given=frozenset(n for n in vocabulary.word_list("given_names") if len(n) > 2 and n.lower() not in STOP_WORDS),
        nouns={w: r.labels[0] for r in vocabulary.descriptions() if r.kind == "noun" for w in r.words if " " not in w},
        places=vocabulary.word_list("cities") | vocabulary.word_list("states"),
    )


def longest(matcher: PhraseMatcher, doc: Doc) -> list[tuple[int, int, str]]:
    """Matches as (start, end, key) in text order, the longest where two overlap."""
    return [(span.start, span.end, span.label_) for span in filter_spans(matcher(doc, as_spans=True))]
