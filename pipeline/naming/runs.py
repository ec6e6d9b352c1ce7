"""Ranges of tokens that are written like one name: capitalised words and the small words that join them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress

from spacy.tokens import Doc

from pipeline.naming.lexicon import Lexicon, longest
from pipeline.naming.words import POSSESSIVE, Words
from pipeline.vocabulary.names import name_class

PARTICLES = name_class("particles")
LEGAL = name_class("legal forms")
HYPHENS = frozenset("-‐‑")
MEMBERS = name_class("bodies of members")
PEOPLE = ("men", "ren")
"""Endings of plurals without an s: the Women's Institute, the Children's Society."""

MONEY_SIGNS = frozenset("$£€¥")
"""After the letters of a country they make them a currency: "NZ $ 5"."""

LONGEST_NAME = 10
"""Words of the longest name that a bracket abbreviates."""

Range = tuple[int, int]
Spans = dict[int, tuple[int, str]]
"""Start token of a vocabulary span -> its end and the form that stands there."""


def vocabulary_spans(doc: Doc, lexicon: Lexicon) -> Spans:
    """The longest names of the vocabulary in `doc`."""
    return {start: (end, form) for start, end, form in longest(lexicon.names, doc)}


def capital_runs(words: Words, lexicon: Lexicon, spans: Spans) -> Iterator[Range]:
    """The runs of an article in text order; a vocabulary span is never cut."""
    end, count = 0, len(words)
    for start in sorted({*spans, *compress(range(count), words.capital)}):
        if start < end or (start not in spans and _blocked(words, lexicon, start)):
            continue
        end = spans[start][0] if start in spans else start + 1
        while words.capital[start] and end < count and (step := _next_word(words, lexicon, spans, start, end)):
            end = spans[step][0] if step in spans else step + 1
        yield _with_particles(words, spans, start), end


def _with_particles(words: Words, spans: Spans, start: int) -> int:
    """Start of the run with the particles right before it: al-Hindi, bin Laden, van der Berg."""
    at = start
    if at > 1 and words.texts[at - 1] in HYPHENS and not words.spaced[at - 2]:
        at -= 1
    if start in spans or at == 0 or words.texts[at - 1] not in PARTICLES:
        return start
    return at - 1 - (words.at(at - 2) in PARTICLES)


DATING = frozenset(["in", "since", "until", "during", "last", "next", "early", "late"])
"""Words before a month that is none of a name: "In January Velmora sold"."""


def _blocked(words: Words, lexicon: Lexicon, at: int) -> bool:
    """Whether the word is written with a capital though it names nothing: a currency or unit at its number, a month.

    A given name may be one (Jan, May, April).
    """
    text = words.texts[at]
    before, after = words.at(at - 1), words.at(at + 1)
    if (not words.spaced[at] and after[:1].isdigit()) or (before[-1:].isdigit() and len(text) < 4):
        return True
    if after in MONEY_SIGNS and text.isupper() and len(text) < 4:
        return True
    if text not in lexicon.never:
        return False
    if text not in lexicon.months or text not in lexicon.given:
        return True
    if before.lower() in DATING:
        return True
    surname = after[:1].isupper() or after in PARTICLES
    surname_follows = surname and not before.isdigit() and lexicon.never.isdisjoint((before, after))
    closes_name = before in lexicon.given and not after[:1].isdigit()
    return not (surname_follows or closes_name)


def _next_word(words: Words, lexicon: Lexicon, spans: Spans, start: int, end: int) -> int:
    """The next word of the run from `start` to `end`, or 0 where it ends."""
    if words.initial[end]:
        return 0
    if not (words.capital[end] or words.texts[end] in LEGAL):
        return _joined(words, lexicon, spans, start, end)
    return end if words.spaced[end - 1] and (end in spans or not _blocked(words, lexicon, end)) else 0


def _joined(words: Words, lexicon: Lexicon, spans: Spans, start: int, at: int) -> int:
    """The word with a capital that the small word at `at` joins to the run; 0 where it joins none.

    Two small words may: van der Berg, Bank of the West, Lloyd's of London.
    """
    text, after = words.texts[at], at + 1
    if text in HYPHENS and _is_syllable(words, lexicon, start, at):
        return after
    if text in PARTICLES:
        after += words.at(after) in HYPHENS
        after += words.at(after) in PARTICLES
    if (text == "of" and words.at(after) == "the") or (text in POSSESSIVE and words.at(after) == "of"):
        after += 1
    if after >= len(words) or not words.capital[after] or _blocked(words, lexicon, after):
        return 0
    return after if _is_joint(words, lexicon, spans, start, at, after) else 0


def _is_joint(words: Words, lexicon: Lexicon, spans: Spans, start: int, at: int, after: int) -> bool:
    """Whether the small word at `at` joins the run from `start` to the word with a capital at `after`."""
    text, glued = words.texts[at], not words.spaced[at - 1]
    if text in HYPHENS:
        return glued and not words.spaced[at]
    if text == ".":
        return glued and words.texts[at - 1] in lexicon.courtesy
    if text == ",":
        return words.texts[after] in LEGAL
    if text in ("of", "for") or (text == "on" and words.texts[at - 1] in lexicon.of):
        return _heads_phrase(words, lexicon, start, at)
    if text == "and":
        inside = _in_phrase(words, lexicon, start, at, after) or _is_abbreviated(words, start, after)
        return inside or _is_pair(words, spans, start, at)
    if text in POSSESSIVE and after == at + 2:
        return at - start == 1
    if text in POSSESSIVE:
        return _is_body_of_members(words, at) or _is_brand(words, lexicon, spans, start, at)
    return text == "&" or text in PARTICLES


def _is_syllable(words: Words, lexicon: Lexicon, start: int, at: int) -> bool:
    """Whether a hyphen joins a further syllable of a given name (Chen Shui-bian)."""
    if at - start < 2 or words.spaced[at - 1] or words.spaced[at]:
        return False
    syllable = words.at(at + 1)
    return syllable.isalpha() and syllable.islower() and len(syllable) < 6 and syllable not in lexicon.common


def _heads_phrase(words: Words, lexicon: Lexicon, start: int, at: int) -> bool:
    """Whether the run so far asks for "of": Bank of, Secretary of."""
    return any(words.texts[n] in lexicon.of for n in range(start, at)) or words.texts[at - 1] in lexicon.office


def _in_phrase(words: Words, lexicon: Lexicon, start: int, at: int, after: int) -> bool:
    """Whether "and" is inside a phrase with "of" (Department of Trade and Industry)."""
    inside = any(words.texts[n] in ("of", "for") for n in range(start, at))
    return inside and words.texts[start] in lexicon.of and words.texts[after] not in lexicon.known


def _is_abbreviated(words: Words, start: int, after: int) -> bool:
    """Whether a bracket abbreviates both names that "and" joins as one: the Fund for Trade and Credit Banks (FTCB)."""
    end = after
    while end < min(len(words), start + LONGEST_NAME) and (
        words.capital[end] or words.texts[end] in ("and", "of", "for")
    ):
        end += 1
    letters = "".join(words.texts[n][0] for n in range(start, end) if words.capital[n] and words.texts[n] != "The")
    return words.texts[end : end + 3] == ["(", letters, ")"]


def _is_pair(words: Words, spans: Spans, start: int, at: int) -> bool:
    """Whether "and" joins the names of a partnership: a person "of" or "at" two bare names (Holm of Marsh and Reed)."""
    if at - start != 1 or start < 2 or start in spans or at + 1 in spans:
        return False
    return words.texts[start - 1] in ("of", "at") and words.capital[start - 2] and words.at(at + 2) != "and"


def _is_body_of_members(words: Words, at: int) -> bool:
    """Whether the possessive at `at` is of members, and their body follows: Larkfield Miners' Federation."""
    owner, after = words.texts[at - 1], words.texts[at + 1 : at + 3]
    plural = owner.endswith("s") if words.texts[at] in ("'", "’") else owner.endswith(PEOPLE)
    return plural and not MEMBERS.isdisjoint(after)


def _is_brand(words: Words, lexicon: Lexicon, spans: Spans, start: int, at: int) -> bool:
    """Whether a possessive is inside a name (Baker's Field): the owner is named nowhere else, the rest is common."""
    owner, owned = words.texts[start], words.texts[at + 1]
    if at - start != 1 or start in spans or at + 1 in spans or owner in lexicon.places:
        return False
    if words.texts[at] in ("'", "’") and not owner.endswith(("s", "z", "x")):
        return True
    return owner not in words.alone and (owned.lower() in lexicon.common or owned in lexicon.last)
