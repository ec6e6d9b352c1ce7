"""Candidates -> groups: one a spelling or thing of the vocabulary, under one label and canonical name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.naming.candidates import Candidate
from pipeline.naming.evidence import NONE, Points, best_label, model_points
from pipeline.naming.words import POSSESSIVE, Words

SURE, WEAK = 6, 4
"""Points from which a label is settled, and below which it is open."""


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
        """Of a country or people the most frequent form, of anything else the longest; then the first.

        A place that stands in capitals only (in a dateline) gets small letters.
        """
        named = [member.text for member in self.members if not member.description]
        texts = named or [member.text for member in self.members]
        forms = dict.fromkeys(texts)
        if len(forms) == 1:
            name = texts[0]
        elif self.key.startswith(("country:", "people:")):
            name = min(forms, key=lambda text: (_shouted(text), -texts.count(text)))
        else:
            name = min(forms, key=lambda text: (_shouted(text), -len(text.split()), -len(text)))
        return name.title() if _shouted(name) and self.label in ("GPE", "LOC") else name


def _shouted(text: str) -> bool:
    """Whether a name stands in capitals and is too long for an acronym."""
    return text.isupper() and len(text) > 3 and "." not in text


Judge = Callable[[Candidate], Points]


def bucket(names: Iterable[Candidate], inside: Judge, outside: Judge) -> list[Group]:
    """One group a spelling (letter case aside) or thing of the vocabulary, with its label.

    `inside` gives the points of a name's own words, which count once, and `outside` those of the words beside it.
    """
    groups: dict[str, Group] = {}
    for name in names:
        key = name.known.key if name.known else name.text.casefold().removeprefix("the ")
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(key, points=inside(name))
        group.members.append(name)
        group.points.update(outside(name))
    for group in groups.values():
        group.points.update(model_points(group.members))
        group.label = best_label(group.points)
    return list(groups.values())


def spread(groups: list[Group], words: Words) -> None:
    """Gives a name with little evidence the label of the names that it is listed with ("X, Y and Z")."""
    members = sorted(((member, group) for group in groups for member in group.members), key=lambda pair: pair[0].start)
    listed = [(left, right) for left, right in pairwise(members) if _listed(words, left[0], right[0])]
    for (name, first), (other, second) in [*listed, *((right, left) for left, right in reversed(listed))]:
        if _describes(words, name, first) or _describes(words, other, second):
            continue
        if first.points[first.label] >= SURE and second.points[second.label] < WEAK:
            second.points[first.label] += SURE
            second.label = best_label(second.points)


def _describes(words: Words, name: Candidate, group: Group) -> bool:
    """Whether a people only goes with the noun after it and stands in no list: "Velmora, French firm Larkfield"."""
    after = words.at(name.end)
    return group.label == "NORP" and after[:1].islower() and after not in ("and", "or")


def _listed(words: Words, left: Candidate, right: Candidate) -> bool:
    """Whether only a comma or "and" is between two names, with at most two words that go with the first."""
    between = words.texts[left.end : right.start]
    return (
        0 < len(between) <= 4
        and between[-1] in (",", "and", "&", "or")
        and all(text.islower() or text in ",&" for text in between)
        and between[0] not in POSSESSIVE
    )
