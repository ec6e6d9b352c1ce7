"""What the linking rules look at: one article as tokens with classes, phrases, verb groups, brackets and blocks.

Token positions index the spaCy Doc; ranges are ``(start, end)``, end exclusive. Shallow on purpose: word classes are
right 19 times in 20, the attachments of a parse far less often, and a person can read a rule over a flat list.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice, pairwise
from typing import Any

from spacy.attrs import SENT_START
from spacy.tokens import Doc

from pipeline.model import REFERENCES, Date, Entity, Mention, Quantity, Span
from pipeline.rules.cues import Cue, Cues, Said
from pipeline.rules.phrases import noun_phrases
from pipeline.rules.verbs import CLOSE, OPEN, QUOTES, Phrase, Range, VerbGroup, verb_groups
from pipeline.vocabulary.linking import (
    change_verbs,
    deal_of_noun,
    exchange_nouns,
    is_reporting,
    nominals,
    word_class,
)

BULLETS = "•*-–—◦▪·"
"""Marks that open an item of a list in plain text."""

CLASS_OF_TAG = {
    "CD": "J", "DT": "T", "PDT": "T", "WDT": "W", "WP": "W", "WP$": "W", "WRB": "W", "PRP": "U", "PRP$": "S",
    "POS": "O", "IN": "P", "TO": "P", "RP": "R", "CC": "C", "MD": "V", "EX": "U", "HYPH": "H", "AFX": "J",
}  # fmt: skip
"""Penn Treebank tag -> class: N noun, J modifier, T determiner, S possessive pronoun, O possessive marker, U pronoun,
V verb, P preposition, R adverb, W wh-word, C coordinator, B subordinator, H hyphen, Q quantity, D date, X other."""


LONGEST_SENTENCE, LONGEST_BLOCK = 300, 3000
"""Tokens that rules look over at most as one sentence and one paragraph; longer ones come in pieces.

Several times what the longest of real news have: they keep the time linear on a text without full stops or blank lines.
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention of an entity at its tokens."""

    start: int
    end: int
    entity: Entity
    mention: Mention


class Scene:
    """One article as the rules see it; built once, then only read."""

    def __init__(self, doc: Doc, quantities: Sequence[Quantity], dates: Sequence[Date], entities: Sequence[Entity]):
        self.doc = doc
        self.words = [token.text for token in doc]
        self.lower = [word.lower() for word in self.words]
        self.starts = [token.idx for token in doc]
        self.ends = [start + len(word) for start, word in zip(self.starts, self.words, strict=True)]
        self.tags = [token.tag_ for token in doc]
        self.known: dict[object, Any] = {}
        self.known_for_slot: dict[object, Any] = {}
        self._cues: dict[Cues[Any], tuple[list[int], list[Cue[Any]]]] = {}
        self.quantities, self.dates, self.entities = tuple(quantities), tuple(dates), tuple(entities)
        self.quantity_at = [self.tokens_of(quantity.span) for quantity in quantities]
        self.dated = tuple((self.tokens_of(date.core), date) for date in dates if date.value not in REFERENCES)
        self._date_starts = [at[0] for at, _ in self.dated]
        self._quantity_starts = [start for start, _ in self.quantity_at]
        self.mentions = self._placed(entities)
        self.mention_at = {i: placed for placed in self.mentions for i in range(placed.start, placed.end)}
        self._line_breaks = [i for i, word in enumerate(self.words) if "\n" in word]
        self.sentence_starts = _bounded(self._sentence_starts(), LONGEST_SENTENCE, len(doc))
        self.block_starts = _bounded(self._block_starts(), LONGEST_BLOCK, len(doc))
        self.classes = self._classes()
        self.bracket = _brackets(self.words)
        self._mention_starts = [placed.start for placed in self.mentions]
        self.phrases = noun_phrases(self)
        self._phrase_starts = [phrase.start for phrase in self.phrases]
        self.phrase_at = {i: phrase for phrase in self.phrases for i in range(phrase.start, phrase.end)}
        self.verbs = verb_groups(self)
        self._verb_starts = [group.start for group in self.verbs]
        self.verb_at = {i: group for group in self.verbs for i in range(group.start, group.end)}

    def tokens_of(self, span: Span) -> Range:
        """The tokens that `span` touches."""
        start = max(0, bisect_right(self.starts, span.start) - 1)
        return start, max(start + 1, bisect_right(self.starts, span.end - 1))

    def span(self, start: int, end: int) -> Span:
        """The text span of the tokens from `start` to `end`."""
        return Span(self.starts[start], self.ends[end - 1])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the article, lower case."""
        return frozenset(self.lower)

    def cues(self, cues: Cues[Said], start: int, end: int) -> list[Cue[Said]]:
        """The phrases of `cues` that lie wholly within the tokens, the strongest first, then by place."""
        if cues not in self._cues:
            placed = cues.find(self.lower, self._places)
            self._cues[cues] = [cue.start for cue in placed], placed
        starts, found = self._cues[cues]
        if not found:
            return []
        return sorted(cue for cue in found[bisect_left(starts, start) : bisect_left(starts, end)] if cue.end <= end)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Word, lower case -> its tokens."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.lower):
            found.setdefault(word, []).append(i)
        return found

    def sentence(self, token: int) -> Range:
        """The tokens of the sentence that holds `token`."""
        return _piece(self.sentence_starts, token, len(self.words))

    def block(self, token: int) -> Range:
        """The tokens of the paragraph or heading that holds `token`."""
        return _piece(self.block_starts, token, len(self.words))

    def line_start(self, token: int) -> int:
        """The first token of the line that holds `token`."""
        i = bisect_left(self._line_breaks, token)
        return self._line_breaks[i - 1] + 1 if i else 0

    def is_heading(self, token: int) -> bool:
        """Whether the block of `token` is a heading: one short line that ends without a full stop."""
        return self.block(token)[0] in self._headings

    def _heads(self, block: Range) -> bool:
        start, end = block
        found = (self.words[i] for i in range(start, end) if not self.words[i].isspace())
        words = list(islice(found, 21)) if end < len(self.words) else []
        return 0 < len(words) <= 20 and words[-1][-1] not in '.!?:;,”"'

    def section(self, token: int) -> int:
        """First token of the section of `token`: the nearest heading before it after the lead, else its block."""
        own = self.block(token)[0]
        return next((start for start, _ in self.headings_before(own)), own)

    def _sentence_starts(self) -> list[int]:
        """The first token of each sentence: as annotated, after a blank line, and at the mark of an item of a list."""
        begins = self.doc.to_array([SENT_START]).ravel().tolist()
        broken = [
            i + 1
            for i in self._line_breaks
            if "\n\n" in self.words[i] or (i + 1 < len(self.words) and self.words[i + 1] in BULLETS)
        ]
        starts = {i for i, begin in enumerate(begins) if begin == 1} | {i for i in broken if i < len(self.words)}
        return sorted(starts | {0})

    def _block_starts(self) -> list[int]:
        """The first token of each paragraph or heading: what stands after a blank line."""
        ends = (i for i in self._line_breaks if "\n\n" in re.sub(r"[ \t\r]", "", self.words[i]))
        return [0, *(i + 1 for i in ends if i + 1 < len(self.words))] if self.words else []

    @cached_property
    def _headings(self) -> frozenset[int]:
        """First tokens of the headings."""
        return frozenset(start for start in self.block_starts if self._heads(self.block(start)))

    @cached_property
    def quotation_marks(self) -> list[int]:
        """The tokens that are quotation marks."""
        return [i for i, word in enumerate(self.words) if word in QUOTES]

    @cached_property
    def lead_end(self) -> int:
        """Where the headline and the first paragraph after it end."""
        body = [start for start in self.block_starts if start and not self.is_heading(start)]
        return self.block(body[0])[1] if body else 0

    def dates_in(self, start: int, end: int) -> Sequence[tuple[Range, Date]]:
        """The dates that lie wholly within the tokens, each after its tokens, in order."""
        first, last = bisect_left(self._date_starts, start), bisect_left(self._date_starts, end)
        return [(at, date) for at, date in self.dated[first:last] if at[1] <= end]

    def number_before(self, token: int) -> int | None:
        """The index of the last quantity that starts before `token`, or None."""
        return bisect_left(self._quantity_starts, token) - 1 if self._quantity_starts[:1] < [token] else None

    def headings_before(self, token: int) -> Iterator[Range]:
        """The headings after the lead that stand before `token`, the nearest first."""
        before = bisect_left(self._heading_starts, self.block(token)[0])
        for start in reversed(self._heading_starts[:before]):
            if start < self.lead_end:
                return
            yield self.block(start)

    @cached_property
    def _heading_starts(self) -> list[int]:
        return sorted(self._headings)

    def mentions_in(self, start: int, end: int) -> list[Placed]:
        """The mentions that lie wholly within the tokens, in order."""
        first, last = bisect_left(self._mention_starts, start), bisect_left(self._mention_starts, end)
        return [placed for placed in self.mentions[first:last] if placed.end <= end]

    def phrases_in(self, start: int, end: int) -> list[Phrase]:
        """The noun phrases that lie wholly within the tokens, in order."""
        first, last = bisect_left(self._phrase_starts, start), bisect_left(self._phrase_starts, end)
        return [phrase for phrase in self.phrases[first:last] if phrase.end <= end]

    def phrase_from(self, start: int) -> Phrase | None:
        """The noun phrase that begins at the token `start`, or None."""
        phrase = self.phrase_at.get(start)
        return phrase if phrase and phrase.start == start else None

    def verb_before(self, token: int, floor: int) -> VerbGroup | None:
        """The nearest verb group that ends at or before `token` and starts at or after `floor`."""
        found = self.verbs_in(floor, token)
        return next((group for group in reversed(found) if group.end <= token), None)

    def verb_after(self, token: int, ceiling: int) -> VerbGroup | None:
        """The nearest verb group from `token` on that starts before `ceiling`."""
        return next(iter(self.verbs_in(token, ceiling)), None)

    def verbs_in(self, start: int, end: int) -> list[VerbGroup]:
        """The verb groups that start within the tokens, in order."""
        return self.verbs[bisect_left(self._verb_starts, start) : bisect_left(self._verb_starts, end)]

    def _placed(self, entities: Iterable[Entity]) -> list[Placed]:
        placed = [
            Placed(*self.tokens_of(mention.span), entity, mention) for entity in entities for mention in entity.mentions
        ]
        return sorted(placed, key=lambda item: (item.start, -item.end))

    def _find_verbs(self, classes: list[str]) -> None:
        """Put right, beside a number, the verbs that a tagger took for nouns and the nouns that it took for verbs."""
        for start, end in self.quantity_at:
            if end < len(classes) and classes[end] == "V" and start and classes[start - 1] in "TSOJ":
                classes[end] = "N" if deal_of_noun(self.lower[end]) else "V"
        for i in range(1, len(classes) - 1):
            if classes[i] not in "NJV" or not _leads_on(self.lower, classes, i):
                continue
            if classes[i] in "NJ" and _is_verb_form(self.lower[i]):
                after_aside = self.words[i - 1] == "," and self.lower[i] == "accounts"
                classes[i] = "V" if after_aside or classes[i - 1] in "NURDQ" else classes[i]
            elif classes[i] == "V" and classes[i - 1] in "CXB" and self.lower[i] in exchange_nouns():
                classes[i] = "N"

    def _find_nouns(self, classes: list[str]) -> None:
        """Put right the verbs that are nouns or modifiers: after a possessive, or first in a clause that has a verb.

        "April's gain down to", "the child fare at", "Train fares will go up", "Pay in Norway rose".
        """
        for i in range(len(classes) - 1):
            if classes[i] != "V" or self.tags[i] in ("MD", "TO"):
                continue
            if self._is_noun(classes, i):
                classes[i] = "N"
            elif self._opens_clause(i) and self._has_verb(classes, i + 1):
                modifies = classes[i + 1] == "N"
                classes[i] = "J" if modifies else "N" if self.tags[i] == "VB" and classes[i + 1] == "P" else "V"

    def _is_noun(self, classes: Sequence[str], i: int) -> bool:
        """Whether a finite or bare verb form at `i` can only be a noun: "April's gain", "Permits take"."""
        tag, before = self.tags[i], classes[i - 1] if i else ""
        if before in ("S", "O") and classes[i + 1] not in "NJ":
            return before == "S" or tag not in ("VBZ", "VBD")
        if tag in ("VBZ", "VBP") and self.tags[i + 1] == "VBD" and i and is_reporting(self.lower[i - 1]):
            return True
        if tag == "VBP":
            return i > 1 and before == "N" and classes[i - 2] == "Q"
        opens = tag == "VBZ" and i == self.sentence(i)[0]
        return opens and (self.tags[i + 1] in ("VBP", "VBD", "MD") or self.lower[i] in exchange_nouns())

    def _opens_clause(self, i: int) -> bool:
        """Whether a bare verb or participle at `i` stands where a clause begins, which only a command does."""
        before = self.lower[i - 1] if i else ""
        start = i == self.sentence(i)[0] or before in (";", ":", "“") or before in word_class("subordinators")
        return start and self.tags[i] in ("VB", "VBN", "VBG", "VBP")

    def _has_verb(self, classes: Sequence[str], i: int) -> bool:
        """Whether a finite verb follows `i` with nothing but noun phrases between."""
        while i < len(classes) and classes[i] in "NJTPOSHR":
            i += 1
        return i < len(classes) and classes[i] == "V" and self.tags[i] in ("VBD", "VBZ", "VBP", "MD", "VBN")

    def _classes(self) -> list[str]:
        classes = [_class_of(tag, word) for tag, word in zip(self.tags, self.lower, strict=True)]
        for i in range(len(classes) - 1):
            if classes[i] == "P" and self.lower[i] == "to" and classes[i + 1] == "V":
                classes[i] = "V"
            elif classes[i] == "H" and self.doc[i].whitespace_ and i and self.doc[i - 1].whitespace_:
                classes[i] = "X"
            elif (
                classes[i] == "P"
                and i
                and classes[i - 1] == classes[i + 1] == "H"
                and (self.lower[i - 2 : i - 1] != self.lower[i + 2 : i + 3] or classes[i + 3 : i + 4] == ["N"])
            ):
                classes[i] = "J"
        for mark, ranges in (("D", [at for at, _ in self.dated]), ("Q", self.quantity_at)):
            for start, end in ranges:
                classes[start:end] = mark * (end - start)
        self._find_verbs(classes)
        self._find_nouns(classes)
        for i, placed in self.mention_at.items():
            if placed.mention.form in ("name", "short") and classes[i] in "VJXRPH":
                classes[i] = "N"
        return classes


@cache
def _verb_forms() -> frozenset[str]:
    return change_verbs() | word_class("level verbs") | word_class("holding verbs") | frozenset(nominals())


def _is_verb_form(word: str) -> bool:
    return word in _verb_forms()


LEADING = frozenset(
    ("for", "by", "to", "from", "at", "about", "as", "than", "more", "less", "over", "under", "below", "above")
)
"""What may stand between a verb of change and its amount."""


def _leads_on(words: Sequence[str], classes: Sequence[str], i: int) -> bool:
    """Whether a word that a tagger took for a noun leads to a quantity as only a verb does: "exports rise by 5%"."""
    at = i + 1
    while at < len(words) and at < i + 4 and (classes[at] == "R" or words[at] in LEADING):
        at += 1
    return at < len(words) and classes[at] == "Q"


def _class_of(tag: str, word: str) -> str:
    """The class of a word: that of its tag, but for words that only ever have one."""
    if tag.startswith("VB"):
        return "N" if word in word_class("nouns of business") else "V"
    if tag in ("IN", "CC", "RB", "TO") and word in word_class("subordinators"):
        return "B"
    if tag.startswith("NN") or tag in ("FW", "GW", "$", "ADD"):
        return "N"
    if tag.startswith("JJ"):
        return "J"
    return CLASS_OF_TAG.get(tag) or ("R" if tag.startswith("RB") else "X")


def _piece(starts: Sequence[int], token: int, length: int) -> Range:
    i = bisect_right(starts, token)
    return starts[i - 1], starts[i] if i < len(starts) else length


def _bounded(starts: Sequence[int], longest: int, length: int) -> list[int]:
    """`starts` with more between them, so that no piece has more than `longest` tokens.

    >>> _bounded([0, 3], 4, 12)
    [0, 3, 7, 11]
    """
    return [i for start, end in pairwise([*starts, length]) for i in range(start, end, longest)]


def _brackets(words: Sequence[str]) -> list[Range | None]:
    """For each token the innermost bracket (tokens of its two marks, end inclusive) that holds it."""
    inside: list[Range | None] = [None] * len(words)
    stack: list[int] = []
    for i, word in enumerate(words):
        if word in OPEN:
            stack.append(i)
        elif word in CLOSE and stack:
            start = stack.pop()
            for j in range(start + 1, i):
                inside[j] = inside[j] or (start, i)
        elif "\n\n" in word:
            stack.clear()
    return inside
