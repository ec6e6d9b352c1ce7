"""What an article says of the things that it names: the nouns beside them, their countries, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from pipeline.naming.candidates import Candidate
from pipeline.naming.canonical import Group
from pipeline.naming.runs import HYPHENS, POSSESSIVE
from pipeline.naming.words import Words
from pipeline.vocabulary.names import name_class

DETERMINERS = name_class("determiners")
PREPOSITIONS = name_class("prepositions")

COMMENTATORS = name_class("commentators")
COMMENTING_BODIES = name_class("bodies of commentators")

REMARK = 4
"""So many words before a name may say that it is a commentator's employer."""

PHRASE = 6
"""So many words before a name may belong to its noun phrase."""

APPOSITION = 7
"""So many words after a name and a comma may describe it."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What an article says of its groups, by their keys."""

    called: dict[str, frozenset[str]]
    """Words of the names themselves, of the noun phrase before them and of an apposition after them, in lower case."""
    homes: dict[str, frozenset[str]]
    """Codes of the countries and peoples in the noun phrase before the names ("Swedish firm Velmora")."""
    codes: dict[int, str]
    """Token of a country or people -> its code."""
    topic: str | None
    """The organisation that the article is about."""
    quoted: frozenset[str]
    """Keys of organisations that are named only as what somebody quoted works for ("an analyst at Velmora")."""

    def codes_in(self, start: int, end: int) -> set[str]:
        """The countries named between two tokens."""
        return {self.codes[n] for n in range(start, end) if n in self.codes}


def take_notes(words: Words, groups: list[Group]) -> Notes:
    """The Notes on `groups`."""
    known = ((member.start, member.known) for group in groups for member in group.members)
    codes = {start: thing.code for start, thing in known if thing and thing.code}
    called = {g.key: frozenset(word for m in g.members for word in _beside(words, m.start, m.end)) for g in groups}
    named = [group for group in groups if group.label in ("ORG", "PERSON")]
    taken = {n for group in named for member in group.members for n in range(member.start, member.end)}
    homes = {g.key: frozenset(code for m in g.members for code in _home(words, m, taken, codes)) for g in named}
    quoted = frozenset(g.key for g in named if g.label == "ORG" and all(_employs(words, m) for m in g.members))
    return Notes(called, homes, codes, _topic(words, groups), quoted)


def _employs(words: Words, name: Candidate) -> bool:
    """Whether a name follows the noun of one who comments on business: "an economist at", "analysts with"."""
    before = words.texts[max(name.start - REMARK, 0) : name.start]
    kinds = [text.lower() for text in before[-2:] if text.lower() in COMMENTING_BODIES]
    led = any(text.lower() in ("at", "of", "with", "from", "for") for text in before[-3:])
    return bool(kinds) or (led and not COMMENTATORS.isdisjoint(text.lower() for text in before))


def _home(words: Words, name: Candidate, taken: set[int], codes: dict[int, str]) -> Iterator[str]:
    """Codes of the countries in the noun phrase before a name, back to another name, and in an apposition."""
    before = takewhile(lambda n: n not in taken, phrase_before(words, name.start))
    after = range(name.end + 1, name.end + 1 + sum(1 for _ in _apposition(words, name.end)))
    return (codes[n] for n in (*before, *after) if n in codes)


def phrase_before(words: Words, start: int) -> Iterator[int]:
    """The tokens of the noun phrase before `start`, nearest first."""
    for n in range(start - 1, max(start - 1 - PHRASE, -1), -1):
        text = words.texts[n]
        if text.lower() in PREPOSITIONS or not (text[0].isalpha() or text in POSSESSIVE or text in HYPHENS):
            return
        yield n


def _beside(words: Words, start: int, end: int) -> Iterator[str]:
    for n in range(start, end):
        yield words.texts[n].lower()
    comma = start > 0 and words.texts[start - 1] == ","
    for n in phrase_before(words, start - comma):
        if words.texts[n].lower() in DETERMINERS:
            break
        yield words.texts[n].lower()
    yield from _apposition(words, end)


def _apposition(words: Words, end: int) -> Iterator[str]:
    if words.texts[end : end + 1] != [","]:
        return
    for text in words.texts[end + 1 : end + 1 + APPOSITION]:
        if text in (",", ".", ";", "and", "which", "who") or "\n" in text:
            return
        yield text.lower()


def _topic(words: Words, groups: list[Group]) -> str | None:
    """Key of the organisation that is named first, if it is named again and none is named more than twice as often."""
    named = [[m for m in g.members if not words.aside[m.start]] for g in groups if g.label == "ORG"]
    keys = [g.key for g in groups if g.label == "ORG"]
    order = sorted((members[0].start, len(members), key) for members, key in zip(named, keys, strict=True) if members)
    if not order:
        return None
    _, count, key = order[0]
    return key if count > 1 and max(count for _, count, _ in order) <= 2 * count else None
