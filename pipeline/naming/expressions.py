"""The pronouns and described nouns of an article that may refer to something named in it, before they are resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import category

from pipeline.language.tokens import Tokens
from pipeline.naming.lexicon import Lexicon, longest
from pipeline.naming.notes import DETERMINERS, PREPOSITIONS, phrase_before
from pipeline.naming.runs import HYPHENS
from pipeline.naming.words import POSSESSIVE, Words
from pipeline.vocabulary.linking import word_class
from pipeline.vocabulary.names import Description, name_class

OTHERS = name_class("others")
EMPTY_VERBS = name_class("verbs after an empty it")
EMPTY_ADJECTIVES = name_class("adjectives after an empty it")

KINDS_OF_GROUPS = name_class("kinds of groups")

BEING = frozenset(["is", "was", "stood", "stands"])
"""After them "it" with an amount is what the amount is of."""

CODE = 3
"""Letters of a currency's code."""

OWN = frozenset(["its", "their", "his", "her", "my", "our", "your"])

PLACE = 3
"""No city has more words in its name."""

PLACING = frozenset(["across", "around", "from", "in", "near", "outside", "to"])

MODIFIERS = 6
"""So many words may stand between the article and the noun."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A pronoun, or a noun with its article: tokens `start` to `end`."""

    start: int
    end: int
    noun: str
    row: Description
    opening: bool = False
    """At the head of the headline, or with an owner for an article: the thing may be named only later."""


OF_SEVERAL = frozenset(["'", "’"])
"""Possessive marks after a plural."""


def find_expressions(tokens: Tokens, words: Words, lexicon: Lexicon) -> Iterator[Expression]:
    """The expressions of an article in text order."""
    for start, end, key in longest(lexicon.referring, tokens.doc):
        row = lexicon.referring_of[key]
        noun = tokens.text[tokens.starts[start] : tokens.ends[end - 1]].lower()
        if words.heading[start]:
            continue
        if row.kind == "pronoun":
            if not (_is_empty(words, start, noun) or _is_amount(words, start, noun)):
                yield Expression(start, end, noun, row)
        elif row.only == "capital" and not _is_place(words, start):
            continue
        elif not (words.capital[start] or _is_said_closer(words, end, row) or _follows_name(words, lexicon, start)):
            yield from _described(words, lexicon, Expression(start, end, noun, row))


def _described(words: Words, lexicon: Lexicon, bare: Expression) -> Iterator[Expression]:
    """The noun `bare` with its article or owner, unless its adjectives say that it is about another thing."""
    start = bare.start
    if bare.row.labels == ("ORG",) and (at := _opening(words, start)) is not None:
        if not _is_apposed(words, at):
            yield replace(bare, start=at, opening=True)
        return
    article = _article(words, start)
    if article is None or (bare.row.labels == ("ORG",) and _is_named_next(words, bare.end)):
        return
    modifiers = words.texts[article + 1 : start]
    kind_of_group = bare.noun == "group" and not KINDS_OF_GROUPS.isdisjoint(modifiers)
    owned = not OF_SEVERAL.isdisjoint(modifiers)  # "the tea growers' union"
    if not (
        OTHERS.intersection(modifiers) or kind_of_group or owned or _names_another(words, lexicon, article + 1, start)
    ):
        yield replace(bare, start=article)


def _is_named_next(words: Words, end: int) -> bool:
    """Whether a name between commas follows the noun, which is then that: "the rail firm, Zeta Lines, is"."""
    close = next((n for n in range(end + 1, min(end + 6, len(words))) if not words.capital[n]), end + 1)
    return words.at(end) == "," and close > end + 1 and words.at(close) == ","


def _names_another(words: Words, lexicon: Lexicon, start: int, end: int) -> bool:
    """Whether a name that is no place or people stands between article and noun: "the Velmora shoe chain"."""
    capital = [text for text in words.texts[start:end] if text[0].isupper()]
    name = " ".join(capital)
    placed = name in lexicon.places or name in lexicon.known or all(text in lexicon.known for text in capital)
    return not placed and not HYPHENS.intersection(words.texts[start:end])


def _article(words: Words, noun: int) -> int | None:
    """The article of the noun at `noun`, at most four words before it in the same phrase."""
    for n in range(noun - 1, max(noun - 2 - MODIFIERS, -1), -1):
        text = words.texts[n]
        if text.lower() in DETERMINERS:
            return n
        joined = words.texts[n + 1] in HYPHENS  # "the 25-nation bloc"
        if not (text[0].isalpha() or text in HYPHENS or joined) or text.lower() in PREPOSITIONS:
            return None
    return None


def _opening(words: Words, noun: int) -> int | None:
    """Start of the noun phrase of the noun at `noun` where it opens the headline, or has an owner for an article."""
    first = noun
    for n in phrase_before(words, noun):
        if words.texts[n].lower() in DETERMINERS | BEING or words.texts[n].lower() in OWN:
            return None  # "Velmora is a brewer"
        if words.texts[n] in POSSESSIVE:
            return first if words.capital[n - 1] or words.texts[n] not in OF_SEVERAL else None
        first = n
    return first if words.sentence[first] == 0 and words.initial[first] else None


def _is_apposed(words: Words, start: int) -> bool:
    """Whether the phrase with an owner only says more of the name before its comma: "Norway, Europe's top producer"."""
    owner = start - 1 if start and words.texts[start - 1] in POSSESSIVE else start
    first = next((n + 1 for n in range(owner - 1, -1, -1) if not words.capital[n]), 0)
    return first > 1 and words.texts[first - 1] == "," and words.capital[first - 2]


def _is_place(words: Words, noun: int) -> bool:
    """Whether a preposition of place leads to the article of the noun: in the capital, and no sum of money."""
    return noun > 1 and words.texts[noun - 2].lower() in PLACING and words.texts[noun - 1].lower() == "the"


def _follows_name(words: Words, lexicon: Lexicon, noun: int) -> bool:
    """Whether a name that is no country or people stands right before the noun ("the Velmora consortium")."""
    before = words.at(noun - 1)
    for first in range(max(noun - PLACE, 1), noun):
        placed = " ".join(words.texts[first:noun]) in lexicon.places
        if placed and words.texts[first - 1].lower() == "the":
            return False
    return before[:1].isupper() and before not in lexicon.known and not words.initial[noun - 1]


def _is_said_closer(words: Words, end: int, row: Description) -> bool:
    """Whether more is said after the noun: "the city of", "the group Reef First", "the state tax"."""
    after, spaced = words.at(end), words.spaced[end - 1]
    modifies = row.only == "state" and words.tag(end).startswith("NN")
    named = spaced and after != "" and words.capital[end]
    return after == "of" or modifies or named or (not spaced and after in HYPHENS)


def _is_amount(words: Words, at: int, pronoun: str) -> bool:
    """Whether "it" is a price, rate or sum itself: "it was $5,876", "it is 3%"."""
    if pronoun != "it" or words.at(at + 1).lower() not in BEING:
        return False
    after = words.at(at + 2 + (words.at(at + 2) == "at"))
    return after[:1].isdigit() or category(after[:1] or " ") == "Sc" or (after.isupper() and len(after) == CODE)


def _is_empty(words: Words, at: int, pronoun: str) -> bool:
    """Whether "it" may stand for nothing, or a pronoun is quoted speech about something else."""
    if pronoun != "it":
        return words.quoted[at] and pronoun in ("they", "their", "them")
    after = words.at(at + 1)
    empty = words.initial[at] and after in EMPTY_VERBS and not _is_partner(words, at + 2)
    return words.quoted[at] or after in EMPTY_ADJECTIVES or empty


def _is_partner(words: Words, start: int) -> bool:
    """Whether a predicate at `start` ranks its subject among partners: "It is now the largest supplier of Norway"."""
    role = next((n for n in range(start, start + PREDICATE) if words.at(n).lower() in PARTNERS), start)
    return any(words.tag(n) == "JJS" or words.at(n) == "main" for n in range(start, role))


PARTNERS = word_class("nouns of partners")

PREDICATE = 8
"""Words of a predicate among which its noun is looked for."""
