"""What the linking rules look at: one article as tokens with classes, phrases, verb groups, brackets and blocks.

Token positions index the spaCy Doc; ranges are ``(start, end)``, end exclusive. Shallow on purpose: word classes are
right 19 times in 20, the attachments of a parse far less often, and a person can read a rule over a flat list.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import Any

from pipeline.language.tokens import Tokens
from pipeline.model import REFERENCES, Date, Entity, Mention, Quantity, Span
from pipeline.naming.homes import homes
from pipeline.naming.words import dateline_dash
from pipeline.rules.syntax.classes import token_classes
from pipeline.rules.syntax.cues import Cue, Cues, Said
from pipeline.rules.syntax.groups import verb_groups
from pipeline.rules.syntax.once import kept
from pipeline.rules.syntax.phrases import noun_phrases
from pipeline.rules.syntax.verbs import BOUNDS, BRACKETS, CLOSE, OPEN, QUOTES, Phrase, Range, VerbGroup

BULLETS = "•*-–—◦▪·"
"""Marks that open an item of a list in plain text."""

LONGEST_SENTENCE, LONGEST_BLOCK = 300, 3000
"""Tokens that rules look over at most as one sentence and one paragraph; longer ones come in pieces.

Several times what the longest of real news have: they keep the time linear on a text without full stops or blank lines.
"""

MOST_OF_HEADING = 20
"""Words that a heading has at most."""


PAST_END = ("",) * 8
"""What rules find after the last token."""


@dataclass(eq=False, slots=True)
class Placed:
    """A mention of an entity at its tokens."""

    start: int
    end: int
    entity: Entity
    mention: Mention


DATELINES = 3
"""Among so many first blocks of a text a dateline opens one."""


class Scene:
    """One article as the rules see it; built once, then only read."""

    def __init__(
        self, tokens: Tokens, quantities: Sequence[Quantity], dates: Sequence[Date], entities: Sequence[Entity]
    ) -> None:
        self.tokens, self.size = tokens, len(tokens)
        self.words, self.lower, self.tags = tokens.words, tokens.lower, tokens.tags
        self.starts, self.ends, self.spaced = tokens.starts, tokens.ends, tokens.spaced
        self.span = tokens.span
        self.known: dict[object, Any] = {}
        self._cues: dict[Cues[Any], tuple[list[int], list[Cue[Any]]]] = {}
        self.quantities, self.dates, self.entities = tuple(quantities), tuple(dates), tuple(entities)
        self.quantity_at = [self.tokens_of(quantity.span) for quantity in quantities]
        self.dated = tuple((self.tokens_of(date.core), date) for date in dates if date.value not in REFERENCES)
        self._date_starts = [at[0] for at, _ in self.dated]
        self._quantity_starts = [start for start, _ in self.quantity_at]
        self._line_breaks = tokens.breaks
        self.datelines = self._find_datelines()
        placed = self._placed(entities)
        self.datelined = [one for one in placed if self.is_dateline(one.start)]
        self.mentions = [one for one in placed if one not in self.datelined]
        self.mention_at = {i: placed for placed in self.mentions for i in range(placed.start, placed.end)}
        self.sentence_starts = _bounded(self._sentence_starts(), LONGEST_SENTENCE, len(tokens))
        self._sentence_of = _pieces(self.sentence_starts, len(tokens))
        self.block_starts = _bounded(self._block_starts(), LONGEST_BLOCK, len(tokens))
        self._block_of = _pieces(self.block_starts, len(tokens))
        self.classes = "".join(token_classes(self))
        """The class of each token, a letter each."""
        self.bracket = _brackets(tokens)
        self._mention_starts = [placed.start for placed in self.mentions]
        self.phrases = noun_phrases(self)
        self._phrase_starts = [phrase.start for phrase in self.phrases]
        self.phrase_at = {i: phrase for phrase in self.phrases for i in range(phrase.start, phrase.end)}
        subordinators = (found.start() for found in re.finditer("[BW]", self.classes))
        self._bounds = sorted({*tokens.where(BOUNDS), *subordinators})
        self.verbs = verb_groups(self)
        self._verb_starts = [group.start for group in self.verbs]
        self.verb_at = {i: group for group in self.verbs for i in range(group.start, group.end)}
        self._pad()

    def _pad(self) -> None:
        """Let rules look a few tokens past the end, where nothing stands: a text may end anywhere."""
        self.words, self.lower, self.tags = ([*of, *PAST_END] for of in (self.words, self.lower, self.tags))
        self.classes += "X" * len(PAST_END)
        self.bracket = [*self.bracket, *(None for _ in PAST_END)]

    @kept
    def labels(self) -> dict[object, str]:
        """The label of each entity by its name; of several with one name that of the first."""
        return {entity.name: entity.label for entity in reversed((*self.entities, *self.homes))}

    @kept
    def homes(self) -> tuple[Entity, ...]:
        """The countries that the article tells of by their people alone."""
        return homes(self.entities)

    def home(self, people: Entity, *, named: bool) -> Entity | None:
        """The country of a people, with `named` only one that the article names."""
        every = (*self.entities, *(() if named else self.homes)) if people.code else ()
        return next((entity for entity in every if entity.label == "GPE" and entity.code == people.code), None)

    def tokens_of(self, span: Span) -> Range:
        """The tokens that `span` touches."""
        start = max(0, bisect_right(self.starts, span.start) - 1)
        return start, max(start + 1, bisect_right(self.starts, span.end - 1))

    def text(self, start: int, end: int) -> str:
        """What stands in the text from the token `start` to the token `end`, end exclusive."""
        return self.tokens.text[self.starts[start] : self.ends[end - 1]]

    @property
    def vocabulary(self) -> AbstractSet[str]:
        """Every word of the article, lower case."""
        return self.tokens.places.keys()

    def cues(self, cues: Cues[Said], start: int, end: int) -> list[Cue[Said]]:
        """The phrases of `cues` that lie wholly within the tokens, the strongest first, then by place."""
        if cues not in self._cues:
            placed = cues.find(self.lower, self.tokens.places)
            self._cues[cues] = [cue.start for cue in placed], placed
        starts, found = self._cues[cues]
        if not found:
            return []
        return sorted(cue for cue in found[bisect_left(starts, start) : bisect_left(starts, end)] if cue.end <= end)

    def sentence(self, token: int) -> Range:
        """The tokens of the sentence that holds `token`."""
        return self._sentence_of[token]

    def block(self, token: int) -> Range:
        """The tokens of the paragraph or heading that holds `token`."""
        return self._block_of[token]

    def passage(self, token: int) -> Range:
        """The tokens of the paragraph of `token`, and of the one before it where paragraphs have a sentence each."""
        start, end = self.block(token)
        goes_on = start and self._is_loose and not self.is_heading(start - 1)
        return (self.block(start - 1)[0] if goes_on else start), end

    @kept
    def _is_loose(self) -> bool:
        """Whether nearly all paragraphs have a sentence each, so that a new one says nothing."""
        body = [start for start in self.block_starts if start not in self._headings]
        return len(body) > 4 and sum(self.sentence(i)[1] >= self.block(i)[1] for i in body) > 0.8 * len(body)

    def line_start(self, token: int) -> int:
        """The first token of the line that holds `token`."""
        i = bisect_left(self._line_breaks, token)
        return self._line_breaks[i - 1] + 1 if i else 0

    def is_heading(self, token: int) -> bool:
        """Whether the block of `token` is a heading: one short line that ends without a full stop."""
        return self.block(token)[0] in self._headings

    def _heads(self, block: Range) -> bool:
        start, end = block
        blanks = bisect_left(self.tokens.blanks, end) - bisect_left(self.tokens.blanks, start)
        if end - start - blanks > MOST_OF_HEADING:
            return False
        words = [word for word in self.words[start:end] if not word.isspace()] if end < self.size else []
        return bool(words) and words[-1][-1] not in '.!?:;,”"'

    def section(self, token: int) -> int:
        """First token of the section of `token`: the nearest heading before it after the lead, else its block."""
        own = self.block(token)[0]
        return next((start for start, _ in self.headings_before(own)), own)

    def _find_datelines(self) -> list[Range]:
        """The tokens of datelines, the dash included; their places own nothing."""
        found = ((start, dateline_dash(self.words, start, self.size)) for start in self._block_starts()[:DATELINES])
        return [(start, dash + 1) for start, dash in found if dash > start and self.spaced[dash]]

    def is_dateline(self, token: int) -> bool:
        """Whether `token` is of a dateline."""
        return any(start <= token < end for start, end in self.datelines)

    def _sentence_starts(self) -> list[int]:
        """The first token of each sentence: as annotated, after a blank line, and at the mark of an item of a list."""
        broken = [
            i + 1
            for i in self._line_breaks
            if "\n\n" in self.words[i] or (i + 1 < self.size and self.words[i + 1] in BULLETS)
        ]
        annotated = compress(range(self.size), self.tokens.begins)
        opened = (end for _, end in self.datelines)
        return sorted({0, *annotated, *(i for i in (*broken, *opened) if i < self.size)})

    def _block_starts(self) -> list[int]:
        """The first token of each paragraph or heading: what stands after a blank line."""
        ends = (i for i in self._line_breaks if "\n\n" in re.sub(r"[ \t\r]", "", self.words[i]))
        return [0, *(i + 1 for i in ends if i + 1 < self.size)] if self.words else []

    @kept
    def _headings(self) -> frozenset[int]:
        """First tokens of the headings."""
        return frozenset(start for start in self.block_starts if self._heads(self.block(start)))

    @kept
    def quotation_marks(self) -> list[int]:
        """The tokens that are quotation marks."""
        return self.tokens.where(QUOTES)

    @kept
    def lead_end(self) -> int:
        """Where the headline, if there is one, and the first paragraph end; 0 of one paragraph alone."""
        body = [start for start in self.block_starts if not self.is_heading(start)]
        return self.block(body[0])[1] if body and len(self.block_starts) > 1 else 0

    def dates_in(self, start: int, end: int) -> Sequence[tuple[Range, Date]]:
        """The dates that lie wholly within the tokens, each after its tokens, in order."""
        first, last = bisect_left(self._date_starts, start), bisect_left(self._date_starts, end)
        if first == last:
            return ()
        return [(at, date) for at, date in self.dated[first:last] if at[1] <= end]

    def number_before(self, token: int) -> int | None:
        """The index of the last quantity that starts before `token`, or None."""
        before = bisect_left(self._quantity_starts, token)
        return before - 1 if before else None

    def headings_before(self, token: int) -> Iterator[Range]:
        """The headings after the lead that stand before `token`, the nearest first."""
        before = bisect_left(self._heading_starts, self.block(token)[0])
        for start in reversed(self._heading_starts[:before]):
            if start < self.lead_end:
                return
            yield self.block(start)

    @kept
    def _heading_starts(self) -> list[int]:
        return sorted(self._headings)

    def mentions_in(self, start: int, end: int) -> list[Placed]:
        """The mentions that lie wholly within the tokens, in order."""
        first, last = bisect_left(self._mention_starts, start), bisect_left(self._mention_starts, end)
        if first == last:
            return []
        return [placed for placed in self.mentions[first:last] if placed.end <= end]

    def phrases_in(self, start: int, end: int) -> list[Phrase]:
        """The noun phrases that lie wholly within the tokens, in order."""
        first, last = bisect_left(self._phrase_starts, start), bisect_left(self._phrase_starts, end)
        return [phrase for phrase in self.phrases[first:last] if phrase.end <= end]

    def phrase_from(self, start: int) -> Phrase | None:
        """The noun phrase from `start` on, behind a date that is part of it; or None.

        "(the) 2004 (gap)", "last year's (sales)", "first-half (profits)", "(a rise in) May (sales)"
        """
        if self.classes.startswith("TD", start):
            start = next(i for i in range(start + 1, self.size + 1) if self.classes[i] != "D")
        elif self.classes.startswith(("D", "O"), start):
            owner = start
            while self.classes.startswith("D", owner):
                owner += 1
            within = self.classes.startswith("O", owner) or "-" in self.words[start:owner] or self._is_dated_noun(owner)
            start = owner if within else start
        phrase = self.phrase_at.get(start)
        return phrase if phrase and phrase.start == start else None

    def _is_dated_noun(self, at: int) -> bool:
        """Whether a date before the token `at` is part of the noun phrase there, which is no subject of a verb."""
        phrase = self.phrase_at.get(at)
        if phrase is None or phrase.start != at or self.classes[at] not in "NJ" or phrase.head in self.mention_at:
            return False
        verb = self.verb_at.get(phrase.end)
        return verb is None or not verb.finite

    def phrase_after(self, at: int, *leads: str) -> Phrase | None:
        """The noun phrase that the word at the token `at` leads to, where it is one of `leads`; or None."""
        return self.phrase_from(at + 1) if self.lower[at] in leads else None

    def bounds_in(self, start: int, end: int) -> list[int]:
        """The tokens within those given at which a clause may begin, in order."""
        return self._bounds[bisect_left(self._bounds, start) : bisect_left(self._bounds, end)]

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


def _pieces(starts: Sequence[int], length: int) -> list[Range]:
    """For each token the piece that holds it; for the end of the text the last one."""
    pieces: list[Range] = []
    for piece in pairwise([*starts, length]):
        pieces += [piece] * (piece[1] - piece[0])
    return pieces + pieces[-1:]


def _bounded(starts: Sequence[int], longest: int, length: int) -> list[int]:
    """`starts` with more between them, so that no piece has more than `longest` tokens.

    >>> _bounded([0, 3], 4, 12)
    [0, 3, 7, 11]
    """
    return [i for start, end in pairwise([*starts, length]) for i in range(start, end, longest)]


def _brackets(tokens: Tokens) -> list[Range | None]:
    """For each token the innermost bracket (tokens of its two marks, end inclusive) that holds it."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for i in sorted([*tokens.where(BRACKETS), *tokens.breaks]):
        word = tokens.words[i]
        if word in OPEN:
            stack.append(i)
        elif word in CLOSE and stack:
            pairs[stack.pop()] = i
        elif "\n\n" in word:
            stack.clear()
    inside: list[Range | None] = []
    around: list[Range] = []
    for i in range(len(tokens)):
        if around and around[-1][1] == i:
            around.pop()
        inside.append(around[-1] if around else None)
        if i in pairs:
            around.append((i, pairs[i]))
    return inside
