"""Candidates -> one group a thing: spellings of one name, acronyms, and short forms of a full name, under one label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.naming.candidates import Candidate
from pipeline.naming.evidence import NONE, best_label, model_points
from pipeline.naming.runs import POSSESSIVE
from pipeline.naming.words import Words
from pipeline.vocabulary.names import name_class

SURE, WEAK = 6, 4
"""Points from which a label is settled, and below which it is open."""

SMALL = name_class("left out of acronyms")
"""Words that an acronym leaves out."""


@dataclass(slots=True)
class Group:
    """All mentions of one thing while it is brought together."""

    key: str
    members: list[Candidate] = field(default_factory=list)
    points: Counter[str] = field(default_factory=Counter)
    label: str = NONE

    @property
    def known(self) -> bool:
        return self.members[0].known is not None

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words of its longest form."""
        return tuple(self.name.split())

    @property
    def name(self) -> str:
        return fullest(self)


def fullest(group: Group) -> str:
    """The canonical name: of a country or people the most frequent form, of anything else the longest; then the first.

    A place that stands in capitals only (in a dateline) gets small letters.
    """
    texts = [member.text for member in group.members if not member.description] or [
        member.text for member in group.members
    ]
    forms, first = Counter(texts), {text: n for n, text in reversed(list(enumerate(texts)))}
    if group.key.startswith(("country:", "people:")):
        name = min(forms, key=lambda text: (_shouted(text), -forms[text], first[text]))
    else:
        name = min(forms, key=lambda text: (_shouted(text), -len(text.split()), -len(text), first[text]))
    return name.title() if _shouted(name) and group.label in ("GPE", "LOC") else name


def _shouted(text: str) -> bool:
    """Whether a name stands in capitals and is too long for an acronym."""
    return text.isupper() and len(text) > 3 and "." not in text


Scored = tuple[Candidate, Counter[str], Counter[str]]
"""A candidate with the points of its own words and of the words beside it."""


def bucket(names: Iterable[Scored]) -> list[Group]:
    """One group a spelling (letter case aside) or thing of the vocabulary, with its label."""
    groups: dict[str, Group] = {}
    for name, inside, outside in names:
        key = name.known.key if name.known else name.text.casefold().removeprefix("the ")
        group = groups.setdefault(key, Group(key))
        if not group.members:
            group.points.update(inside)
        group.members.append(name)
        group.points.update(outside)
    for group in groups.values():
        group.points.update(model_points(group.members))
        group.label = best_label(group.points)
    return list(groups.values())


def initials(name: str) -> str:
    """The acronym that a name would have.

    >>> initials("Bank for International Settlements"), initials("Wall Street Journal")
    ('BIS', 'WSJ')
    """
    return "".join(word[0] for word in name.replace("-", " ").split() if word not in SMALL).upper()


def spread(groups: list[Group], words: Words) -> None:
    """Gives a name with little evidence the label of the names that it is listed with ("X, Y and Z")."""
    members = sorted(((member, group) for group in groups for member in group.members), key=lambda pair: pair[0].start)
    for (left, first), (right, second) in [*pairwise(members), *((b, a) for a, b in reversed(list(pairwise(members))))]:
        if _listed(words, left, right) and first.points[first.label] >= SURE and second.points[second.label] < WEAK:
            second.points[first.label] += SURE
            second.label = best_label(second.points)


def _listed(words: Words, left: Candidate, right: Candidate) -> bool:
    """Whether only a comma or "and" is between two names, with at most two words that go with the first."""
    first, second = min(left, right, key=lambda c: c.start), max(left, right, key=lambda c: c.start)
    between = words.texts[first.end : second.start]
    return (
        0 < len(between) <= 4
        and between[-1] in (",", "and", "&", "or")
        and all(text.islower() or text in ",&" for text in between)
        and between[0] not in POSSESSIVE
    )


def merge(groups: list[Group], words: Words, kinds: Collection[str]) -> list[Group]:
    """The groups with acronyms and short forms put to the one full name that they fit.

    `kinds` are the words that say what bears a name; alone and with no full name they are no names.
    """
    bracketed = _bracketed(groups, words)
    for find in (lambda g, rest: bracketed.get(g.key) or _by_initials(g, rest), _by_part, _by_start):
        for short in sorted(groups, key=lambda g: (len(g.tokens), g.key)):
            full = find(short, [g for g in groups if g is not short and g.members])
            if full is not None and short.members and full.members and full is not short:
                _absorb(full, short)
        groups = [group for group in groups if group.members]
    return [group for group in groups if not _is_kind(group, kinds)]


def _is_kind(group: Group, kinds: Collection[str]) -> bool:
    """Whether it is only a kind of body with a capital ("the Board", "the Group") that no full name goes with."""
    return group.name in kinds and group.label == "ORG" and not group.known and group.points["ORG"] < SURE


def _absorb(full: Group, short: Group) -> None:
    full.members = sorted([*full.members, *short.members], key=lambda member: member.start)
    full.points.update(short.points)
    full.label = best_label(full.points)
    short.members = []


def _bracketed(groups: list[Group], words: Words) -> dict[str, Group]:
    """Acronyms in parentheses after a name: key of the acronym -> group of the name."""
    by_end = {member.end: group for group in groups for member in group.members}
    found = {}
    for group in groups:
        for member in group.members:
            brackets = words.texts[member.start - 1 : member.start] + words.texts[member.end : member.end + 1]
            full = by_end.get(member.start - 1)
            if brackets == ["(", ")"] and full is not None and full is not group and _abbreviates(member.text, full):
                found[group.key] = full
    return found


def _abbreviates(short: str, full: Group) -> bool:
    letters = [c for c in short if c.isupper()]
    return (
        len(letters) >= 2
        and len(short.split()) == 1
        and any(member.text[0].upper() == short[0].upper() for member in full.members)
    )


def _by_initials(short: Group, groups: list[Group]) -> Group | None:
    """The one group that `short` is the acronym of."""
    text = short.name
    if not (2 <= len(text) <= 6 and text.isupper() and text.isalpha()):
        return None
    fits = [
        g
        for g in groups
        if g.label in ("ORG", "EVENT", "PRODUCT")
        and any(initials(m.text) == text and len(m.text.split()) > 1 for m in g.members)
    ]
    return fits[0] if len(fits) == 1 else None


def _is_part(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` is how `full` begins or ends."""
    return len(short) < len(full) and (full[: len(short)] == short or full[-len(short) :] == short)


def _by_part(short: Group, groups: list[Group]) -> Group | None:
    """The one group whose full name `short` is the head or tail of; a person is called by the surname."""
    if short.known:
        return None
    fits = [g for g in groups if _is_part(short.tokens, g.tokens) and _compatible(short, g)]
    if len(fits) > 1:
        fits = [g for g in fits if g.label == short.label]
    return fits[0] if len(fits) == 1 else None


def _by_start(short: Group, groups: list[Group]) -> Group | None:
    """The one organisation of a single long word that `short` is the clipped form of."""
    if short.known or len(short.tokens) != 1 or len(short.name) < 5:
        return None
    fits = [g for g in groups if g.label == short.label == "ORG" and len(g.tokens) == 1 and not g.known]
    fits = [g for g in fits if g.name.startswith(short.name) and len(g.name) > len(short.name) + 2]
    return fits[0] if len(fits) == 1 else None


def _compatible(short: Group, full: Group) -> bool:
    """Whether the two labels allow one thing; a weak label gives way."""
    if full.points[full.label] < WEAK and full.tokens[0] == short.tokens[0]:
        return True
    if full.label == "PERSON":
        return (short.label == "PERSON" or short.points[short.label] <= 7) and full.tokens[-1] == short.tokens[-1]
    if full.label in ("ORG", "FAC", "EVENT", "PRODUCT", NONE):
        return short.label == full.label or short.points[short.label] < 6
    return full.label == short.label
