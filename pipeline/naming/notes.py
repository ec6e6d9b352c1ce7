"""What an article says of the things that it names: the nouns beside them, their countries, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline.naming.candidates import Candidate
from pipeline.naming.canonical import Group
from pipeline.naming.runs import HYPHENS
from pipeline.naming.words import POSSESSIVE, Words
from pipeline.vocabulary.containment import capital_of
from pipeline.vocabulary.linking import is_reporting
from pipeline.vocabulary.names import name_class

DETERMINERS = name_class("determiners")
PREPOSITIONS = name_class("prepositions")

COMMENTATORS = name_class("commentators")
COMMENTING_BODIES = name_class("bodies of commentators")

REMARK = 4
"""So many words before a name may say that it is a commentator's employer."""

PHRASE = 6
"""So many words before a name may belong to its noun phrase."""

KIND = 3
"""So many words after a name with an article or owner may say what it is: the Larkfield building society."""

OWNERS = frozenset(["the", "its", "their", "his", "her", "'s", "’s"])

HAVING = frozenset(["has", "have", "had"])
"""Before a participle they are a verb, and the noun before them does not describe the name after it."""

APPOSITION = 7
"""So many words after a name and a comma may describe it."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What an article says of its groups, by their keys."""

    called: dict[str, frozenset[str]]
    """Words of the names themselves, of the noun phrase before them and of an apposition after them, in lower case."""
    homes: dict[str, frozenset[str]]
    """Codes of the countries and peoples in the noun phrase before the names ("Swedish firm Velmora")."""
    lands: dict[str, frozenset[str]]
    """The code of a country, in a set."""
    codes: dict[int, str]
    """Token of a country, its capital or people -> its code."""
    topic: str | None
    """The organisation that the article is about."""
    nation: str | None
    """The country that it is about."""
    peoples: dict[int, Group]
    """Token of a people or their adjective -> the group of their country, where the article names it."""
    quoted: frozenset[str]
    """Keys of organisations that are named only as what somebody quoted works for ("an analyst at Velmora")."""

    def codes_in(self, start: int, end: int) -> set[str]:
        """The countries named between two tokens."""
        return {self.codes[n] for n in range(start, end) if n in self.codes}


def take_notes(words: Words, groups: list[Group]) -> Notes:
    """The Notes on `groups`."""
    known = ((member.start, member.known) for group in groups for member in group.members)
    codes = {start: thing.code for start, thing in known if thing and thing.code}
    seats = ((m.start, capital_of(g.name)) for g in groups if g.label == "GPE" for m in g.members)
    sited = {start: code for start, code in seats if code} | codes
    called = {g.key: frozenset(word for m in g.members for word in _beside(words, m.start, m.end)) for g in groups}
    named = [group for group in groups if group.label in ("ORG", "PERSON")]
    taken = {n for group in named for member in group.members for n in range(member.start, member.end)}
    homes = {g.key: frozenset(code for m in g.members for code in _home(words, m, taken, sited)) for g in named}
    quoted = frozenset(g.key for g in named if g.label == "ORG" and all(_employs(words, m) for m in g.members))
    countries = {member.known.code: g for g in groups for member in g.members if g.label == "GPE" and member.known}
    peoples = {start: countries[code] for start, code in codes.items() if code in countries}
    firms = {g.key: [m.start for m in g.members] for g in groups if g.label == "ORG"}
    nations: dict[str, list[int]] = {}
    for start, group in sorted(peoples.items()):
        nations.setdefault(group.key, []).append(start)
    lands = {group.key: frozenset([code]) for code, group in countries.items() if code}
    return Notes(called, homes, lands, sited, _topic(words, firms), _topic(words, nations), peoples, quoted)


def _employs(words: Words, name: Candidate) -> bool:
    """Whether a name follows the noun of one who comments on business: "an economist at", "analysts with"."""
    before = words.texts[max(name.start - REMARK, 0) : name.start]
    kinds = [text.lower() for text in before[-2:] if text.lower() in COMMENTING_BODIES]
    led = any(text.lower() in ("at", "of", "with", "from", "for") for text in before[-3:])
    return bool(kinds) or (led and not COMMENTATORS.isdisjoint(text.lower() for text in before))


def _home(words: Words, name: Candidate, taken: set[int], codes: dict[int, str]) -> Iterator[str]:
    """Codes of the countries in the noun phrase before a name, back to another name, and in an apposition."""
    before = takewhile(lambda n: n not in taken, _own_phrase(words, name.start))
    after = range(name.end + 1, name.end + 1 + len(_apposition(words, name.end)))
    return (codes[n] for n in (*before, *after) if n in codes)


def phrase_before(words: Words, start: int) -> Iterator[int]:
    """The tokens of the noun phrase before `start`, nearest first."""
    for n in range(start - 1, max(start - 1 - PHRASE, -1), -1):
        text = words.texts[n]
        if text.lower() in PREPOSITIONS or not (text[0].isalpha() or text in POSSESSIVE or text in HYPHENS):
            return
        yield n


def _own_phrase(words: Words, start: int) -> Iterator[int]:
    """The tokens of the noun phrase before a name, nearest first, back to what may be a verb: "Court fines Velmora"."""
    for n in phrase_before(words, start):
        yield n
        if words.texts[n].islower() and words.texts[n].endswith(("ed", "s") if words.sentence[n] == 0 else "ed"):
            return


def _beside(words: Words, start: int, end: int) -> Iterator[str]:
    """The words of a name and of what is said of it beside it."""
    yield from (text.lower() for text in words.texts[start:end])
    comma = words.at(start - 1) == ","
    for n in _own_phrase(words, start - comma):
        text = words.texts[n]
        if text.lower() in DETERMINERS or text in POSSESSIVE or is_reporting(text) or text in HAVING:
            break
        yield text.lower()
    yield from _apposition(words, end)
    headed = words.sentence[start] == 0 and words.initial[start]
    if headed or words.at(start - 1).lower() in OWNERS:
        yield from takewhile(lambda text: text.isalpha() and text.islower(), words.texts[end : end + KIND])


def _apposition(words: Words, end: int) -> list[str]:
    """The words after a name and a comma, no capitals; none where they say who speaks: "Velmora, the ministry said"."""
    found: list[str] = []
    for n in range(end + 1, min(end + 1 + APPOSITION, len(words)) if words.at(end) == "," else 0):
        text = words.texts[n]
        if text in (",", ".", ";", "and", "which", "who") or "\n" in text:
            break
        if is_reporting(text):
            return []
        found.append(text.lower() if text.islower() else "")
    return found


def _topic(words: Words, starts: Mapping[str, Sequence[int]]) -> str | None:
    """Key of the thing that is named first, if it is named again and none is named more than twice as often.

    `starts` are the tokens where each is named.
    """
    free = {key: [n for n in found if not words.aside[n]] for key, found in starts.items()}
    order = sorted((found[0], len(found), key) for key, found in free.items() if found)
    if not order:
        return None
    _, count, key = order[0]
    return key if count > 1 and max(count for _, count, _ in order) <= 2 * count else None
