"""One article's tokens as plain lists: what starts a sentence, what is a heading, what is written with a capital."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS

from pipeline.language.tokens import Tokens
from pipeline.naming.lexicon import Lexicon
from pipeline.vocabulary.names import name_class, word_list

OPENING = frozenset("“‘\"'([—–-•*·")
"""What may stand between the end of one sentence and the first word of the next."""

OPENING_QUOTES = frozenset('“‘"(')

FINAL = frozenset([".", "!", "?", "…", "...", ":", ";"])
SENTENCE_END = (".", "!", "?", "…", ":", ";")
HEADING_WORDS = 18
"""No heading is longer."""


ABSTRACT = ("ance", "ence", "ism", "ity", "ment", "ness", "ship", "sion", "tion")
"""Endings of abstract nouns."""


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
    proper: list[bool]
    """Its tag lets it be a proper noun; without tags everything may be one."""
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


def is_capital(text: str) -> bool:
    """Whether a token is written like a name.

    >>> [is_capital(text) for text in ("Oslo", "oslo", "nCa", "4G", "x")]
    [True, False, True, False, False]
    """
    first = text[0]
    return first.isupper() or (first.isalpha() and len(text) > 2 and text.isalpha() and not text.islower())


def _lines(texts: list[str]) -> list[tuple[int, int]]:
    """Token ranges between line breaks."""
    breaks = [n for n, text in enumerate(texts) if "\n" in text]
    return list(zip([0, *(n + 1 for n in breaks)], [*breaks, len(texts)], strict=True))


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


def _headings(texts: list[str]) -> list[bool]:
    """Which tokens are in a heading written in Title Case or capitals; a byline is none."""
    heading = [False] * len(texts)
    for start, end in _lines(texts):
        words = [text for text in texts[start:end] if text[0].isalpha()]
        if (
            1 < len(words) <= HEADING_WORDS
            and not texts[end - 1].endswith(SENTENCE_END)
            and words[0] != "By"
            and _is_title_case(words)
        ):
            heading[start:end] = [True] * (end - start)
    return heading


def _initials(texts: list[str]) -> list[bool]:
    """Which tokens begin a sentence, line or quotation; also a little word after an abbreviation or a dash."""
    initial = []
    fresh, dotted = True, False
    for text in texts:
        initial.append(fresh or (dotted and text.lower() in STOP_WORDS))
        if text in FINAL or "\n" in text or text in OPENING_QUOTES:
            fresh = True
        elif text not in OPENING and not text.isspace():
            fresh = False
        dotted = text.endswith(".") or text in DASHES
    return initial


def _sentences(texts: list[str]) -> list[int]:
    """Numbers of sentences: a new one after a full stop or a line break; closing marks belong to the old one."""
    numbers = []
    number, ended = 0, False
    for text in texts:
        if ended and text[0].isalnum():
            number, ended = number + 1, False
        ended = ended or text in (".", "!", "?") or "\n" in text
        numbers.append(number)
    return numbers


def _quotations(texts: list[str]) -> list[bool]:
    """Which tokens are inside double quotation marks; a line break closes them."""
    quoted = []
    inside = False
    for text in texts:
        inside = (
            not inside if text == '"' else True if text == "“" else False if text == "”" or "\n" in text else inside
        )
        quoted.append(inside)
    return quoted


def read_words(tokens: Tokens) -> Words:
    """The Words of an article."""
    texts = tokens.words
    capital_of = {text: is_capital(text) for text in set(texts)}
    capital = [capital_of[text] for text in texts]
    initial, heading = _initials(texts), _headings(texts)
    following = [*texts, ""][1:]
    parsed = tokens.doc.has_annotation("DEP")
    aside = _asides(texts, heading)
    for n in range(2, len(texts)):
        initial[n] = initial[n] or (aside[n - 2] and not aside[n - 1] and texts[n - 1] in DASHES)
    return Words(
        texts,
        capital,
        initial,
        heading,
        aside=aside,
        shouted=_shouted(texts, heading),
        spaced=tokens.spaced,
        sentence=_sentences(texts),
        quoted=_quotations(texts),
        proper=[tag not in NO_NAME for tag in tokens.tags],
        parsed=parsed,
        lower=frozenset(text for text, is_cap in zip(texts, capital, strict=True) if not is_cap),
        inside=frozenset(
            t for t, c, i, h in zip(texts, capital, initial, heading, strict=True) if c and not i and not h
        ),
        single=frozenset(
            texts[n]
            for n in range(1, len(texts) - 1)
            if capital[n] and not (initial[n] or heading[n] or capital[n - 1] or capital[n + 1])
        ),
        alone=frozenset(
            t for t, c, f in zip(texts, capital, following, strict=True) if c and f not in ("'s", "’s", "'", "’")
        ),
    )


def _asides(texts: list[str], heading: list[bool]) -> list[bool]:
    """Which tokens are in a heading, or before the dash of a dateline: a place in capitals, then date and agency."""
    aside = list(heading)
    for start, end in _lines(texts):
        dash = next((n for n in range(start, min(start + DATELINE, end)) if texts[n] in DASHES), start)
        if dash > start and texts[start].isupper() and len(texts[start]) > 2:
            aside[start:dash] = [True] * (dash - start)
    return aside


def _shouted(texts: list[str], heading: list[bool]) -> list[bool]:
    """Which tokens are in a heading all in capitals."""
    shouted = [False] * len(texts)
    for start, end in _lines(texts):
        if start < end and heading[start] and not any(text[1:].islower() for text in texts[start:end]):
            shouted[start:end] = [True] * (end - start)
    return shouted


def is_common(word: str, words: Words, lexicon: Lexicon) -> bool:
    """Whether a word with a capital may be a common word at the head of a sentence, or an inflected form of one."""
    low = word.lower()
    if low in lexicon.common or low in words.lower:
        return True
    if low.endswith(ABSTRACT) or any(
        low.endswith(maker) and low.removesuffix(maker) in lexicon.common for maker in MAKERS
    ):
        return True
    stems = [low[: -len(ending)] + repair for ending in ENDINGS if low.endswith(ending) for repair in ("", "e", "y")]
    return any(len(stem) > 3 and stem in lexicon.common for stem in stems)
