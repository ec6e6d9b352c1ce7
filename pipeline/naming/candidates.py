"""Doc -> candidate names: spans of the vocabulary, capitalised runs cut at titles and possessives, the model's entities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pipeline.naming.lexicon import Known, Lexicon, longest
from pipeline.naming.words import Words, is_common

PARTICLES = frozenset(["de", "da", "di", "du", "del", "della", "der", "den", "van", "von", "la", "le", "al", "el", "bin", "ibn", "ben", "dos", "ter", "zu"])
HYPHENS = frozenset(["-", "\u2010", "\u2011"])
POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
COORDINATORS = frozenset(["and", "&"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of tokens that may name something."""

    start: int
    end: int
    text: str
    known: Known | None = None
    titled: bool = False
    """A title stood before it, so it names a person."""
    model: str | None = None
    """The label that the loaded spaCy pipeline gave it."""


Range = tuple[int, int]
Spans = dict[int, tuple[int, str]]
"""Start token of a vocabulary span -> its end and the form's key."""


def name_text(words: Words, start: int, end: int) -> str:
    """The words of a name as written, on one line and without quotation marks."""
    parts = [words.texts[n] + (" " if words.spaced[n] else "") for n in range(start, end)]
    return " ".join("".join(part for part in parts if part.strip() not in {"“", "”", '"'}).split())


def vocabulary_spans(doc: Doc, lexicon: Lexicon) -> Spans:
    """The longest names of the vocabulary in `doc`."""
    return {start: (end, key) for start, end, key in longest(lexicon.names, doc, lexicon.keys)}


def _joins(words: Words, lexicon: Lexicon, start: int, at: int) -> int:
    """Where the run from `start` goes on after `at`, a word without a capital; 0 where it ends there."""
    texts, count = words.texts, len(words)
    text = texts[at]
    after = at + 1
    if after >= count:
        return 0
    if text in HYPHENS and not words.spaced[at - 1] and not words.spaced[at]:
        return after if words.capital[after] else 0
    if text == "&" or text in PARTICLES:
        return after if words.capital[after] else 0
    if text in ("of", "for"):
        headed = any(texts[n] in lexicon.of for n in range(start, at)) or texts[at - 1] in lexicon.office
        after += text == "of" and texts[after] == "the" and after + 1 < count
        return after if headed and words.capital[after] else 0
    if text == "and":
        headed = any(texts[n] in ("of", "for") for n in range(start, at)) and texts[start] in lexicon.of
        return after if headed and words.capital[after] and texts[after] not in lexicon.known else 0
    if text in ("'s", "’s", "'", "’") and at - start == 1:
        brand = texts[start] not in lexicon.known and texts[start] not in lexicon.given and words.capital[after]
        return after if brand and texts[after].lower() in lexicon.common and texts[after] not in lexicon.known else 0
    return 0


def _blocked(words: Words, lexicon: Lexicon, at: int) -> bool:
    return words.texts[at] in lexicon.never


def capital_runs(words: Words, lexicon: Lexicon, spans: Spans) -> Iterator[Range]:
    """Ranges of tokens written like names, with the small words that join them; a vocabulary span is never cut."""
    at, count = 0, len(words)
    while at < count:
        if at not in spans and (not words.capital[at] or _blocked(words, lexicon, at)):
            at += 1
            continue
        start, end = at, spans[at][0] if at in spans else at + 1
        if not words.capital[start]:
            yield start, end
            at = end
            continue
        while end < count:
            step = _next_word(words, lexicon, start, end)
            if not step:
                break
            end = spans[step][0] if step in spans else step + 1
        yield start, end
        at = end


def _next_word(words: Words, lexicon: Lexicon, start: int, end: int) -> int:
    """The next word of the run from `start` to `end`, or 0 where it ends."""
    after = end if words.capital[end] and (words.spaced[end - 1] or words.texts[end - 1] in HYPHENS) else _joins(words, lexicon, start, end)
    return 0 if after and _blocked(words, lexicon, after) else after


def _without_initial(words: Words, lexicon: Lexicon, start: int, end: int, spans: Spans) -> int:
    """Start of the run without a common word that has its capital from the head of the sentence."""
    while start < end and words.initial[start] and start not in spans:
        word = words.texts[start]
        known_inside = word in words.inside and not words.texts[start].lower() in words.lower
        if known_inside or not is_common(word, words, lexicon):
            break
        if end - start > 1 and words.texts[end - 1] in lexicon.last and start + 1 not in spans and word.lower() not in words.lower and end - start > 2:
            break
        start += 1
        break
    while start < end and not words.capital[start]:
        start += 1
    return start


def _title_end(words: Words, lexicon: Lexicon, start: int, end: int) -> int:
    """End of the last title in the run; `start` where it has none."""
    cut = start
    for n in range(start, end):
        text = words.texts[n]
        if text in lexicon.courtesy and (n + 1 < end) or text in lexicon.office:
            cut = n + 1
    return cut


def _vocabulary_in(words: Words, lexicon: Lexicon, start: int, end: int, spans: Spans) -> Iterator[Candidate]:
    """The names of the vocabulary within a range."""
    n = start
    while n < end:
        stop, key = spans.get(n, (0, ""))
        if n < stop <= end:
            yield Candidate(n, stop, name_text(words, n, stop), lexicon.known[key])
            n = stop
        else:
            n += 1


def _is_named_body(words: Words, lexicon: Lexicon, start: int, end: int) -> bool:
    """Whether a word inside the name says what bears it."""
    texts = words.texts
    return (
        end - start > 1
        and (texts[end - 1] in lexicon.last or texts[start] in lexicon.first)
        or any(texts[n] in lexicon.of and texts[n + 1] in ("of", "for") for n in range(start, end - 1))
    )


def _split(words: Words, lexicon: Lexicon, start: int, end: int, spans: Spans) -> Iterator[Candidate]:
    """The names in a run that has no title: one name, or a country or people and the name that it modifies."""
    stop, key = spans.get(start, (0, ""))
    known = lexicon.known[key] if stop else None
    if known and stop == end:
        yield Candidate(start, end, name_text(words, start, end), known)
        return
    inner = next((n for n in range(start + 1, end) if n in spans and spans[n][0] == end), None)
    whole = Candidate(start, end, name_text(words, start, end))
    if _is_named_body(words, lexicon, start, end) and not (known and inner == stop):
        yield whole
        return
    if known and (known.label == "NORP" or known.code or inner == stop):
        yield Candidate(start, stop, name_text(words, start, stop), known)
        yield from _split(words, lexicon, _skip_joiners(words, stop, end), end, spans) if stop < end else ()
        return
    yield whole


def _skip_joiners(words: Words, start: int, end: int) -> int:
    while start < end - 1 and not words.capital[start]:
        start += 1
    return start


def _run_candidates(words: Words, lexicon: Lexicon, run: Range, spans: Spans) -> Iterator[Candidate]:
    start, end = run
    start = _without_initial(words, lexicon, start, end, spans)
    if start >= end:
        return
    cut = _title_end(words, lexicon, start, end) if (start not in spans or spans[start][0] < end) else start
    if cut == start:
        yield from _split(words, lexicon, start, end, spans)
        return
    yield from _vocabulary_in(words, lexicon, start, cut, spans)
    if cut < end:
        yield Candidate(cut, end, name_text(words, cut, end), titled=True)


def candidates(doc: Doc, words: Words, lexicon: Lexicon) -> list[Candidate]:
    """All candidate names of `doc` in text order; they do not overlap."""
    spans = vocabulary_spans(doc, lexicon)
    found: list[Candidate] = []
    for run in capital_runs(words, lexicon, spans):
        if any(words.heading[run[0] : run[1]]):
            found.extend(_vocabulary_in(words, lexicon, *run, spans))
        else:
            found.extend(_run_candidates(words, lexicon, run, spans))
    return with_model(doc, found)


def with_model(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """The candidates with the labels of the model's entities that they share a token with."""
    label_of = {token.i: ent.label_ for ent in doc.ents for token in ent}
    if not label_of:
        return found
    return [replace(c, model=next((label_of[n] for n in range(c.start, c.end) if n in label_of), None)) for c in found]
