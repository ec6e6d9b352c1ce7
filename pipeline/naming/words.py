"""One article's tokens as plain lists: what starts a sentence, what is a heading, what is written with a capital."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from spacy.lang.en.stop_words import STOP_WORDS

from pipeline.language.tokens import Tokens
from pipeline.naming.lexicon import Lexicon
from pipeline.vocabulary.names import name_class, word_list

OPENING = frozenset("“‘\"'([—–-•*·")
"""What may stand between the end of one sentence and the first word of the next."""

OPENING_QUOTES = frozenset('“‘"(')

FINAL = frozenset([".", "!", "?", "…", "...", ":", ";"])
FULL_STOPS = frozenset([".", "!", "?"])
SENTENCE_END = (".", "!", "?", "…", ":", ";")
HEADING_WORDS = 18
"""No heading is longer."""

POSSESSIVE = frozenset(["'s", "’s", "'", "’"])

ABSTRACT = ("ance", "ence", "ism", "ity", "ment", "ness", "ship", "sion", "tion")
"""Endings of abstract nouns."""

MADE = ("ised", "ized", "ising", "izing")
"""Endings of the participles of verbs that are made of adjectives and nouns."""

DASHES = frozenset("-–—")
DATELINE = 16
"""No dateline is longer."""

NO_NAME = frozenset(
    ["CC", "DT", "EX", "IN", "MD", "PDT", "PRP", "PRP$", "RB", "RBR", "RBS", "TO", "UH", "WDT", "WP", "WRB"]
)
"""Tags (Penn Treebank) of words that name nothing; a tagger mistakes a strange name for a verb or adjective sooner."""

ENDINGS = ("s", "es", "ies", "ed", "ing", "er", "ers", "or", "ors", "ist", "ists", "ly")
"""Endings of inflected and derived words."""

MAKERS = tuple(name_class("makers"))


@dataclass(frozen=True, slots=True)
class Words:
    """Token texts with what the search for names asks of each; all lists have one item a token."""

    texts: list[str]
    capital: list[bool]
    """Written like a name: a capital first or inside (nCa)."""
    initial: list[bool]
    """First word of a sentence, heading or quotation: its capital says nothing."""
    heading: list[bool]
    """In a line in Title Case or capitals: no capital there says anything."""
    aside: list[bool]
    """In such a heading or in a dateline: what is named there is not what "it" stands for."""
    shouted: list[bool]
    """In a heading all in capitals."""
    spaced: list[bool]
    """A space or line break follows."""
    sentence: list[int]
    """Number of the sentence."""
    quoted: list[bool]
    """Inside quotation marks."""
    tags: list[str]
    """Penn Treebank tags, empty without a tagger."""
    parsed: bool
    """The loaded pipeline parses: heads and subjects are known."""
    lower: frozenset[str]
    """Words that this article writes in lower case."""
    inside: frozenset[str]
    """Words that it writes with a capital inside a sentence."""
    single: frozenset[str]
    """Those of them that stand there in no longer name."""
    alone: frozenset[str]
    """Words with a capital that stand somewhere without a possessive after them."""

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, n: int) -> str:
        """The token at `n`, empty before the first and after the last."""
        return self.texts[n] if 0 <= n < len(self.texts) else ""

    def tag(self, n: int) -> str:
        """The tag of the token at `n`, empty after the last."""
        return self.tags[n] if n < len(self.tags) else ""

    def back(self, n: int, tags: tuple[str, ...]) -> int:
        """The first of the tokens right before `n` that all have a tag that begins with one of `tags`; else `n`."""
        while n > 0 and self.tags[n - 1].startswith(tags):
            n -= 1
        return n


def is_capital(text: str) -> bool:
    """Whether a token is written like a name.

    >>> [is_capital(text) for text in ("Oslo", "oslo", "nCa", "4G", "x")]
    [True, False, True, False, False]
    """
    first = text[0]
    return first.isupper() or (first.isalpha() and len(text) > 2 and text.isalpha() and not text.islower())


def _is_title_case(words: list[str]) -> bool:
    """Whether all words are in capitals, or all but little ones have one: two longer ones at least, or common words."""
    if all(word.isupper() for word in words):
        return True
    content = [word for word in words[1:] if len(word) > 3 and word.isalpha() and word.lower() not in STOP_WORDS]
    if not content or not all(word[0].isupper() for word in content):
        return False
    return len(content) >= 2 or all(_is_common(word.lower()) for word in words)


def _is_common(word: str) -> bool:
    common = word_list("common_words")
    return word in common or word.removesuffix("s") in common or word in STOP_WORDS


def _headings(texts: list[str], lines: Sequence[tuple[int, int]]) -> tuple[list[bool], list[bool]]:
    """Which tokens are in a heading written in Title Case or capitals, and which in capitals only; a byline is none."""
    heading, shouted = [False] * len(texts), [False] * len(texts)
    for start, end in lines:
        if start == end or texts[end - 1].endswith(SENTENCE_END):
            continue
        words = list(islice((text for text in texts[start:end] if text[0].isalpha()), HEADING_WORDS + 1))
        if 1 < len(words) <= HEADING_WORDS and words[0] != "By" and _is_title_case(words):
            heading[start:end] = [True] * (end - start)
            shouted[start:end] = [not any(text[1:].islower() for text in texts[start:end])] * (end - start)
    return heading, shouted


def _initials(tokens: Tokens) -> list[bool]:
    """Which tokens begin a sentence, line or quotation; also a little word after an abbreviation or a dash."""
    texts = tokens.words
    initial = [False] * len(texts)
    for n in (-1, *tokens.breaks, *tokens.where(FINAL), *tokens.where(OPENING_QUOTES)):
        fresh = n + 1
        while fresh < len(texts) and not initial[fresh]:
            initial[fresh] = True
            fresh += texts[fresh] in OPENING or texts[fresh].isspace()
    for n in tokens.where([word for word in tokens.places if word.endswith(".") or word in DASHES]):
        if tokens.lower[n + 1 : n + 2] and tokens.lower[n + 1] in STOP_WORDS:
            initial[n + 1] = True
    return initial


def _sentences(tokens: Tokens) -> list[int]:
    """Numbers of sentences: a new one after a full stop or a line break; closing marks belong to the old one."""
    texts = tokens.words
    numbers = [0] * len(texts)
    begin = 0
    for n in sorted((*tokens.breaks, *tokens.where(FULL_STOPS))):
        if n >= begin:
            begin = next((i for i in range(n + 1, len(texts)) if texts[i][0].isalnum()), len(texts))
            numbers[begin : begin + 1] = [1] * (begin < len(texts))
    return list(accumulate(numbers))


def _quotations(tokens: Tokens) -> list[bool]:
    """Which tokens are inside double quotation marks; a line break closes them."""
    quoted = [False] * len(tokens)
    start: int | None = None
    for n in sorted((*tokens.breaks, *tokens.where('"“”'), len(tokens))):
        text = tokens.words[n] if n < len(tokens) else ""
        if start is not None:
            quoted[start:n] = [True] * (n - start)
        opens = text == "“" or (text == '"' and start is None)
        start = n if opens else None
    return quoted


def read_words(tokens: Tokens) -> Words:
    """The Words of an article."""
    texts = tokens.words
    lines = list(zip([0, *(n + 1 for n in tokens.breaks)], [*tokens.breaks, len(texts)], strict=True))
    capital_of = {text: is_capital(text) for text in set(texts)}
    capital = [capital_of[text] for text in texts]
    initial, (heading, shouted) = _initials(tokens), _headings(texts, lines)
    aside = _asides(texts, lines, heading)
    for n in tokens.where(DASHES):
        if n and n + 1 < len(texts) and aside[n - 1] and not aside[n]:
            initial[n + 1] = True
    capitals = [n for n, is_cap in enumerate(capital) if is_cap]
    inner = [n for n in capitals if not (initial[n] or heading[n])]
    return Words(
        texts,
        capital,
        initial,
        heading,
        aside=aside,
        shouted=shouted,
        spaced=tokens.spaced,
        sentence=_sentences(tokens),
        quoted=_quotations(tokens),
        tags=tokens.tags,
        parsed=tokens.doc.has_annotation("DEP"),
        lower=frozenset(text for text, is_cap in capital_of.items() if not is_cap),
        inside=frozenset(texts[n] for n in inner),
        single=frozenset(texts[n] for n in inner if 0 < n < len(texts) - 1 and not (capital[n - 1] or capital[n + 1])),
        alone=frozenset(texts[n] for n in capitals if n + 1 == len(texts) or texts[n + 1] not in POSSESSIVE),
    )


def _asides(texts: list[str], lines: Sequence[tuple[int, int]], heading: list[bool]) -> list[bool]:
    """Which tokens are in a heading, or before the dash of a dateline: a place in capitals, then date and agency."""
    aside = list(heading)
    for start, end in lines:
        dash = dateline_dash(texts, start, end)
        aside[start:dash] = [True] * (dash - start)
    return aside


def dateline_dash(texts: Sequence[str], start: int, end: int) -> int:
    """The dash of the dateline "OSLO, 3 May (Wire) –" that opens the tokens from `start` to `end`, else `start`."""
    head = range(start, min(start + DATELINE, end))
    dash = next((n for n in head if texts[n] in DASHES or texts[n] == "--"), start)
    return dash if texts[start : start + 1] and texts[start].isupper() and len(texts[start]) > 2 else start


def is_common(word: str, words: Words, lexicon: Lexicon) -> bool:
    """Whether a word with a capital may be a common word at the head of a sentence, or an inflected form of one."""
    low = word.lower()
    if low in lexicon.common or low in words.lower:
        return True
    if low.endswith(ABSTRACT + MADE) or any(low.removesuffix(maker) in lexicon.common for maker in MAKERS):
        return True
    stems = [low[: -len(ending)] + repair for ending in ENDINGS if low.endswith(ending) for repair in ("", "e", "y")]
    return any(len(stem) > 3 and stem in lexicon.common for stem in stems)
