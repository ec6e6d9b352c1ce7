"""Doc -> candidate names: runs of capitals cut at titles, at countries and peoples, and at the vocabulary's names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from pipeline.naming.lexicon import Known, Lexicon
from pipeline.naming.runs import Range, Spans, capital_runs, vocabulary_spans
from pipeline.naming.words import NO_NAME, Words, is_common
from pipeline.vocabulary.linking import word_class
from pipeline.vocabulary.names import name_class

QUOTES = frozenset('“”"')
DASHES = frozenset("–—-+")
FIRMS = word_class("words for firms")
INTRODUCING = name_class("words before a name")
OFFICE = name_class("words of an office")
PART_OF_WORLD = name_class("parts of the world")
"""After a region's adjective they make it stand for the region: "Central Asian countries"."""


MODEL_LABELS = frozenset(["PERSON", "PER", "ORG", "GPE", "LOC", "NORP", "EVENT", "PRODUCT", "FAC", "MISC"])
"""Labels of a spaCy pipeline that tell what a name is; dates and sums have stages of their own."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of tokens that may name something."""

    start: int
    end: int
    text: str
    known: Known | None = None
    titled: bool = False
    """A title stood before it, so it names a person."""
    label: str | None = None
    """The label that the pattern which found it is about."""
    model: str | None = None
    """The label that the loaded spaCy pipeline gave it."""
    modelled: bool = False
    """The loaded spaCy pipeline finds names."""
    description: bool = False
    """It only describes what it stands for."""


def name_text(words: Words, start: int, end: int) -> str:
    """The words of a name as written, on one line and without quotation marks."""
    parts = [
        ("" if words.texts[n] in QUOTES else words.texts[n]) + (" " if words.spaced[n] else "")
        for n in range(start, end)
    ]
    return " ".join("".join(parts).split())


def find_candidates(doc: Doc, words: Words, lexicon: Lexicon) -> list[Candidate]:
    """All candidate names of `doc` in text order."""
    spans = vocabulary_spans(doc, lexicon)
    found: list[Candidate] = []
    for run in capital_runs(words, lexicon, spans):
        if words.heading[run[0]] or _is_title_of_work(words, run):
            found.extend(_in_heading(words, lexicon, run, spans))
        else:
            found.extend(_in_run(words, lexicon, run, spans))
    found += [c for name in found for c in _whole_region(words, name)]
    found = _with_meetings(words, lexicon, spans, found)
    return sorted(with_model(doc, found), key=lambda name: (name.start, name.end))


def _in_heading(words: Words, lexicon: Lexicon, run: Range, spans: Spans) -> Iterator[Candidate]:
    """Of a run in a heading: the names of the vocabulary, and an acronym where the heading is not all in capitals."""
    for name in _vocabulary_in(words, lexicon, *run, spans):
        if not words.shouted[name.start] or len(name.text) > 4 or name.text in words.inside:
            yield name
    for n in range(*run):
        text = words.texts[n]
        if n not in spans and text.isupper() and len(text) > 2 and not words.shouted[n] and text not in lexicon.never:
            yield Candidate(n, n + 1, text)


def _is_title_of_work(words: Words, run: Range) -> bool:
    """Whether little words inside the run are written with capitals ("Where Do We Go From Here")."""
    return sum(words.capital[n] and words.texts[n].lower() in STOP_WORDS for n in range(run[0] + 1, run[1])) > 1


def _in_run(words: Words, lexicon: Lexicon, run: Range, spans: Spans) -> Iterator[Candidate]:
    """The names in a run of capitals: what stands before a title, and the person after it, or names without a title."""
    start, end = _without_initial(words, lexicon, *run, spans), run[1]
    if start >= end:
        return
    cut = _title_end(words, lexicon, start, end, spans)
    if cut == start:
        yield from _split(words, lexicon, start, end, spans)
        return
    yield from _before_title(words, lexicon, start, cut, spans)
    if cut < end:
        yield Candidate(cut, end, name_text(words, cut, end), titled=True)


def _without_initial(words: Words, lexicon: Lexicon, start: int, end: int, spans: Spans) -> int:
    """Start of the run without a common word that has its capital from the head of the sentence."""
    if not words.initial[start]:
        return start
    if start in spans:
        stop, form = spans[start]
        alone = stop == end == start + 1 and lexicon.known[form].label in ("ORG", "PRODUCT")
        return end if alone and form not in words.inside and is_common(form, words, lexicon) else start
    word = words.texts[start]
    if end - start > 1 and word in lexicon.office | lexicon.courtesy:
        return start
    if end - start == 1 and word in OFFICE and lexicon.nouns.get(words.at(end)) == "PERSON":
        return end
    low = word.lower()
    if end - start == 1 and (low in lexicon.lower or low in lexicon.common) and word not in words.single:
        modifies = words.at(end).islower() and words.tags[end].startswith("NN")
        if word.endswith("s") or modifies:
            return end
    if (word in words.inside and word.lower() not in words.lower) or not is_common(word, words, lexicon):
        plain = words.tags[start] in ("NN", "NNS") and end == start + 1 and not word.isupper()
        known = word in words.inside or not (plain or word.lower() in lexicon.lower)
        named = words.tags[start] not in NO_NAME and known
        return start if named or end - start > 1 else end
    rest = range(start + 1, end)
    if len(rest) > 0 and (word in lexicon.first or _heads_body(words, lexicon, start, end, spans)):
        return start
    unsplit = len(rest) > 0 and word.lower() not in STOP_WORDS and not any(n in spans for n in rest)
    if unsplit and all(is_common(words.texts[n], words, lexicon) for n in rest):
        return start
    return next((n for n in rest if words.capital[n]), end)


def _heads_body(words: Words, lexicon: Lexicon, start: int, end: int, spans: Spans) -> bool:
    """Whether a common word at the head of a sentence belongs to the name of a body ("Harbour Pacific Airways")."""
    word = words.texts[start].lower()
    if word in STOP_WORDS or word in lexicon.nouns or word in INTRODUCING or spans.get(start + 1, (0,))[0] == end:
        return False
    return end - start > 2 and words.texts[end - 1] in lexicon.last


def _title_end(words: Words, lexicon: Lexicon, start: int, end: int, spans: Spans) -> int:
    """End of the last title in the run; `start` where it has none, or where its last word says that it is no person."""
    if (start in spans and spans[start][0] == end) or (end - start > 2 and words.texts[end - 1] in lexicon.last):
        return start
    cut = start
    if start and words.texts[start - 1].lower() in FIRMS:
        return start
    for n in range(start, end):
        text = words.texts[n]
        if text in lexicon.office or (text in lexicon.courtesy and n + 1 < end):
            cut = n + 1
    return _past_field(words, lexicon, cut, end) if start < cut < end else cut


def _past_field(words: Words, lexicon: Lexicon, cut: int, end: int) -> int:
    """Start of the name after a title, past the field of the office: "Minister of Economic Development Ann Lee"."""
    at = _next_capital(words, cut, end)
    while at > cut and at < end - 2 and is_common(words.texts[at], words, lexicon):
        at += 1
    return at


def _before_title(words: Words, lexicon: Lexicon, start: int, end: int, spans: Spans) -> Iterator[Candidate]:
    """Names before and within a title: the vocabulary's, and one bare name at its head ("Velmora Chairman")."""
    yield from (c for c in _vocabulary_in(words, lexicon, start, end, spans) if c.text not in lexicon.office)
    word = words.texts[start]
    if (
        start not in spans
        and end - start > 1
        and word not in lexicon.office | lexicon.courtesy | OFFICE
        and not is_common(word, words, lexicon)
    ):
        yield Candidate(start, start + 1, word)


def _vocabulary_in(words: Words, lexicon: Lexicon, start: int, end: int, spans: Spans) -> Iterator[Candidate]:
    """The names of the vocabulary within a range."""
    for n in range(start, end):
        if n in spans and spans[n][0] <= end:
            stop, form = spans[n]
            yield Candidate(n, stop, name_text(words, n, stop), lexicon.known[form])


def _is_named_body(words: Words, lexicon: Lexicon, start: int, end: int) -> bool:
    """Whether a word inside the name says what bears it."""
    texts = words.texts[start:end]
    if texts[-1] in lexicon.last or texts[0] in lexicon.first:
        return True
    return any(word in lexicon.of and joiner in ("of", "for") for word, joiner in pairwise(texts))


def _is_one_name(words: Words, lexicon: Lexicon, start: int, stop: int, end: int) -> bool:
    """Whether a country or people, up to `stop`, is part of the name: "Norwegian Air Shuttle", "British Alloys"."""
    people = start + 1 == stop == end - 1 and lexicon.known[words.texts[start]].label == "NORP"
    noun = words.texts[stop]
    common = people and (noun.lower() in lexicon.lower or is_common(noun, words, lexicon))
    return common or _is_named_body(words, lexicon, start, end)


def _split(words: Words, lexicon: Lexicon, start: int, end: int, spans: Spans) -> Iterator[Candidate]:
    """The names in a run without a title: one name; or a country, people or city, and the name that it modifies."""
    stop, form = spans.get(start, (0, ""))
    known = lexicon.known[form] if stop else None
    if known and stop == end:
        yield Candidate(start, end, name_text(words, start, end), known)
        return
    tail = next((n for n in range(start + 1, end) if spans.get(n, (0,))[0] == end), None)
    if tail is not None and _stands_alone(words, lexicon, start, tail, spans):
        yield from _split(words, lexicon, start, _without_joiners(words, start, tail), spans)
        yield from _vocabulary_in(words, lexicon, tail, end, spans)
    elif known and (known.label == "NORP" or known.code) and not _is_one_name(words, lexicon, start, stop, end):
        yield Candidate(start, stop, name_text(words, start, stop), known)
        yield from _split(words, lexicon, _next_capital(words, stop, end), end, spans)
    else:
        yield Candidate(start, end, name_text(words, start, end))


def _stands_alone(words: Words, lexicon: Lexicon, start: int, tail: int, spans: Spans) -> bool:
    """Whether the vocabulary's name at a run's end is a name of its own: after a place or people, or a people."""
    if words.texts[tail - 1] in ("of", "for", "and", "&") or spans[tail][1] in lexicon.last:
        return False
    head = name_text(words, start, tail)
    if lexicon.known[spans[tail][1]].label == "NORP":
        return not (tail - start == 1 and head in lexicon.given)
    return (head in lexicon.places and head.lower() not in lexicon.common) or spans.get(start, (0,))[0] == tail


def _without_joiners(words: Words, start: int, end: int) -> int:
    while end > start + 1 and not words.capital[end - 1]:
        end -= 1
    return end


def _next_capital(words: Words, start: int, end: int) -> int:
    while start < end - 1 and not words.capital[start]:
        start += 1
    return start


def _whole_region(words: Words, name: Candidate) -> Iterator[Candidate]:
    """The region that "Central Asian countries" stands for."""
    region = name.known.region if name.known else None
    if region and words.at(name.end).lower() in PART_OF_WORLD:
        text = region.removeprefix("region:")
        yield Candidate(name.start, name.end + 1, text, Known(region, "LOC"), description=True)


def _with_meetings(words: Words, lexicon: Lexicon, spans: Spans, found: list[Candidate]) -> list[Candidate]:
    """The candidates with meetings and routes called by two places: "Norway – Poland Summit", “Norway–Poland” forum."""
    called = {text: lexicon.last.get(text.capitalize()) for text in set(words.texts)}
    called = {text: label for text, label in called.items() if label in ("EVENT", "FAC")}
    by_end = {name.end: name for name in found}
    kept = list(found)
    for n, text in enumerate(words.texts) if called else ():
        label = called.get(text)
        if label is None or n < 2:
            continue
        inner = n - 1 if words.texts[n - 1] in QUOTES or words.texts[n - 1] == "," else n
        second = by_end.get(inner) or by_end.get(n + 1)
        first = by_end.get(second.start - 1) if second and words.texts[second.start - 1] in DASHES else None
        if second is None or first is None or words.initial[second.start]:
            continue
        kept.append(Candidate(first.start, n + 1, name_text(words, first.start, n + 1), label=label))
        if second.end == n + 1:
            kept.remove(second)
            kept.extend(_vocabulary_in(words, lexicon, second.start, n, spans))
    return kept


def with_model(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """The candidates with the labels of the model's entities that they share a token with."""
    label_of = {token.i: ent.label_ for ent in doc.ents for token in ent if ent.label_ in MODEL_LABELS}
    if not label_of:
        return found
    labels = (next((label_of[n] for n in range(c.start, c.end) if n in label_of), None) for c in found)
    return [replace(c, model=label, modelled=True) for c, label in zip(found, labels, strict=True)]
