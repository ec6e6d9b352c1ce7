"""Who "its", "the region", "the minister" and "the company" are: references back to a thing that the article names.

Recency, number, label and the noun decide. Where two things fit equally well or none does, there is no mention.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from pipeline.naming.canonical import Group
from pipeline.naming.lexicon import Lexicon, longest
from pipeline.naming.runs import POSSESSIVE
from pipeline.naming.words import Words
from pipeline.vocabulary.names import Description

DETERMINERS = frozenset(["the", "this", "that"])
PREPOSITIONS = frozenset("about across after against among at behind between by despite during for from in including into like near of on over through to toward towards under via with within".split())
OTHERS = frozenset("another combined different existing first former last merged new next other previous rival same second separate similar smaller third whole".split())
"""With one of these before it a noun is about something else than what was last named."""

DUMMY = frozenset("is was 's ’s seems appears would will may might remains looks".split())
"""After "it" at the head of a clause these may have no one as subject ("it is likely that")."""

MODIFIERS = 4
"""So many words may stand between the article and the noun."""

Form = Literal["description", "pronoun"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A span of tokens that refers to a group."""

    start: int
    end: int
    group: Group
    form: Form


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention that later words may refer back to."""

    start: int
    group: Group
    sentence: int
    subject: bool


@dataclass(frozen=True, slots=True)
class Expression:
    """A pronoun, or a noun with its article, before it is resolved."""

    start: int
    end: int
    noun: str
    row: Description
    modifiers: tuple[str, ...] = ()


def find_references(doc: Doc, words: Words, lexicon: Lexicon, groups: list[Group]) -> list[Reference]:
    """The references of `doc` that one group clearly fits, in text order."""
    named = {member.start: (member.end, group) for group in groups if group.label != "NORP" for member in group.members}
    peoples = {member.start: member.known.code for group in groups for member in group.members if member.known and member.known.code}
    facts = _Facts(words, _called(words, groups), _homes(words, groups, peoples), peoples)
    expressions = {e.start: e for e in _expressions(doc, words, lexicon)}
    seen: list[Seen] = []
    found = []
    for start in sorted({*named, *expressions}):
        if start in named:
            seen.append(_seen(doc, words, start, *named[start]))
        elif (group := _resolve(expressions[start], facts, seen)) is not None:
            end = expressions[start].end
            found.append(Reference(start, end, group, "pronoun" if expressions[start].row.kind == "pronoun" else "description"))
            seen.append(_seen(doc, words, start, end, group))
    return found


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the article says of its groups."""

    words: Words
    called: dict[str, frozenset[str]]
    """Key of a group -> the common nouns that stand beside its names."""
    homes: dict[str, frozenset[str]]
    """Key of a group -> codes of the countries that stand before its names."""
    codes: dict[int, str]
    """Token of a country or people -> code."""


def _called(words: Words, groups: list[Group]) -> dict[str, frozenset[str]]:
    return {group.key: frozenset(w for m in group.members for w in _beside(words, m.start, m.end)) for group in groups}


def _beside(words: Words, start: int, end: int) -> Iterator[str]:
    """Nouns of the name itself, up to four words before it, and an apposition after it."""
    for n in range(start, end):
        yield words.texts[n].lower()
    for n in range(start - 1, max(start - 5, -1), -1):
        if not words.texts[n][0].isalpha() and words.texts[n] != ",":
            break
        if words.texts[n] == "," and n != start - 1:
            break
        yield words.texts[n].lower()
    if end < len(words) and words.texts[end] == ",":
        for n in range(end + 1, min(end + 8, len(words))):
            if words.texts[n] in (",", ".", ";", "\n", "\n\n"):
                break
            yield words.texts[n].lower()


def _homes(words: Words, groups: list[Group], codes: dict[int, str]) -> dict[str, frozenset[str]]:
    """Countries and peoples up to four words before a name of an organisation or person ("Swedish firm Velmora")."""
    return {
        group.key: frozenset(
            codes[n] for m in group.members for n in range(max(m.start - 4, 0), m.start) if n in codes and words.sentence[n] == words.sentence[m.start]
        )
        for group in groups
        if group.label in ("ORG", "PERSON")
    }


def _expressions(doc: Doc, words: Words, lexicon: Lexicon) -> Iterator[Expression]:
    """The pronouns and nouns with an article of `doc` that may refer to something."""
    for start, end, key in longest(lexicon.referring, doc, lexicon.keys):
        row = lexicon.referring_of[key]
        noun = doc[start:end].text.lower()
        if words.heading[start]:
            continue
        if row.kind == "pronoun":
            if not _is_dummy(words, start, noun):
                yield Expression(start, end, noun, row)
        elif (at := _article(words, start)) is not None and not _is_modifier(words, end):
            modifiers = tuple(words.texts[at + 1 : start])
            if not OTHERS.intersection(modifiers):
                yield Expression(at, end, noun, row, modifiers)


def _article(words: Words, noun: int) -> int | None:
    """The article of the noun at `noun`, at most four words before it in the same phrase."""
    for n in range(noun - 1, max(noun - 2 - MODIFIERS, -1), -1):
        text = words.texts[n]
        if text.lower() in DETERMINERS:
            return n
        if not (text[0].isalpha() or text in ("-", "‐")) or text.lower() in PREPOSITIONS:
            return None
    return None


def _is_modifier(words: Words, end: int) -> bool:
    """Whether the noun before `end` only modifies another noun ("the group stage"), as far as one can tell."""
    return end < len(words) and words.texts[end] in ("-", "‐", "of") and not words.spaced[end - 1]


def _is_dummy(words: Words, at: int, noun: str) -> bool:
    """Whether "it" may stand for nothing, or is quoted speech about something else."""
    if noun != "it":
        return words.quoted[at] and noun in ("they", "their", "them")
    return words.quoted[at] or words.initial[at] and at + 1 < len(words) and words.texts[at + 1] in DUMMY


def _seen(doc: Doc, words: Words, start: int, end: int, group: Group) -> Seen:
    return Seen(start, group, words.sentence[start], _is_subject(doc, words, start, end))


def _is_subject(doc: Doc, words: Words, start: int, end: int) -> bool:
    """Whether a mention is likely a subject: by the parse where there is one, else by what stands beside it."""
    if end < len(words) and words.texts[end] in POSSESSIVE:
        return False
    if doc.has_annotation("DEP"):
        return any(doc[n].dep_ in ("nsubj", "nsubjpass") for n in range(start, end))
    before = words.texts[start - 1].lower() if start else ""
    if before in ("the", "a", "an"):
        before = words.texts[start - 2].lower() if start > 1 else ""
    return before not in PREPOSITIONS


def _resolve(expression: Expression, facts: _Facts, seen: list[Seen]) -> Group | None:
    """The one group that the expression refers to, or None."""
    row = expression.row
    fits = [s for s in seen if s.group.label in row.labels and _fits(expression, facts, s.group)]
    if not fits:
        return None
    if row.number == "plural":
        return _plural(expression, facts, fits)
    here = facts.words.sentence[expression.start]
    reach = 2 if row.kind == "pronoun" else 40
    if not row.generic and len({s.group.key for s in fits}) == 1:
        return fits[0].group
    for sentence in range(here, max(here - reach, 0) - 1, -1):
        group = _most_salient([s for s in fits if s.sentence == sentence], same=sentence == here)
        if group is not None:
            return group
        if any(s.sentence == sentence for s in fits):
            return None
    return None


def _most_salient(fits: list[Seen], same: bool) -> Group | None:
    """Of the mentions in one sentence: the subject (the last one in the sentence of the expression), else the only one."""
    subjects = [s for s in fits if s.subject]
    if subjects:
        return (subjects[-1] if same else subjects[0]).group
    return fits[0].group if len({s.group.key for s in fits}) == 1 else None


def _plural(expression: Expression, facts: _Facts, fits: list[Seen]) -> Group | None:
    """The organisation that "they" stands for: the only subject before it in its sentence, with no plural noun between."""
    words = facts.words
    here = [s for s in fits if s.sentence == words.sentence[expression.start]]
    if len({s.group.key for s in here}) != 1:
        return None
    between = words.texts[here[-1].start + len(here[-1].group.tokens) : expression.start]
    plural = any(len(text) > 3 and text.endswith("s") and text.isalpha() for text in between)
    return None if plural else here[0].group


def _fits(expression: Expression, facts: _Facts, group: Group) -> bool:
    """Whether label aside the noun and its modifiers allow the group."""
    row = expression.row
    if row.only and _place_kind(group) != row.only:
        return False
    homes = facts.homes.get(group.key, frozenset())
    codes = {facts.codes[n] for n in range(expression.start, expression.end) if n in facts.codes}
    if codes and homes and not codes & homes:
        return False
    return row.generic or set(expression.noun.split()[-1:]) <= facts.called[group.key]


def _place_kind(group: Group) -> str:
    """Whether a GPE is a country, a state or a city."""
    known = next((member.known for member in group.members if member.known), None)
    if known is None:
        return "city"
    return "country" if known.code else "state"


def topic(groups: list[Group], label: str) -> Group | None:
    """The group with `label` that has most mentions, if no other has as many."""
    counts = Counter({group.key: len(group.members) for group in groups if group.label == label}).most_common(2)
    if not counts or len(counts) > 1 and counts[0][1] == counts[1][1]:
        return None
    return next(group for group in groups if group.key == counts[0][0])
