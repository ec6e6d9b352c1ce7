"""Groups of one spelling -> groups of one thing: acronyms and short forms go to the one full name that they fit."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from pipeline.naming.candidates import QUOTES, Candidate
from pipeline.naming.canonical import SURE, WEAK, Group
from pipeline.naming.evidence import LISTED, NONE, best_label
from pipeline.naming.words import Words
from pipeline.vocabulary.containment import capital_of
from pipeline.vocabulary.names import name_class

SMALL = name_class("left out of acronyms")

TITLED = 10
"""Points of a person whom the text gives a title or an office: no firm called by its first word ("Velmora shares")."""

CLIPPED = 5
"""A clipped form has at least so many letters, and its full form three more."""

DEFINITION = 16
"""A bracket that defines short names has no more words."""


def initials(name: str) -> str:
    """The acronym that a name would have.

    >>> initials("Bank for International Settlements"), initials("Wall Street Journal")
    ('BIS', 'WSJ')
    """
    return "".join(word[0] for word in name.replace("-", " ").split() if word not in SMALL).upper()


@dataclass(frozen=True, slots=True)
class Index:
    """Groups by what a short form of them would share with them, so that a long text takes no longer a name."""

    ends: dict[str, list[Group]] = field(default_factory=dict)
    """First and last word of a name of several words -> groups."""
    acronyms: dict[str, list[Group]] = field(default_factory=dict)
    heads: dict[str, list[Group]] = field(default_factory=dict)
    """First letters of a name of one word -> groups."""

    def put(self, group: Group) -> None:
        tokens = group.tokens
        if len(tokens) > 1:
            for word in {tokens[0], tokens[-1]}:
                self.ends.setdefault(word, []).append(group)
            for acronym in {initials(member.text) for member in group.members}:
                self.acronyms.setdefault(acronym, []).append(group)
        else:
            self.heads.setdefault(tokens[0][:CLIPPED], []).append(group)


def merge(groups: list[Group], words: Words, kinds: Collection[str]) -> list[Group]:
    """The groups with acronyms and short forms put to the one full name that they fit.

    `kinds` are the words that say what bears a name; alone and with no full name they are no names.
    """
    _lengthen(groups, words)
    groups = [group for group in groups if group.members]
    index = Index()
    for group in groups:
        index.put(group)
    towns = _towns_that_act(groups, words)
    bracketed = _bracketed(groups, words) | _defined(groups, words)
    finders: tuple[Callable[[Group, Index], Group | None], ...] = (
        lambda short, index: bracketed.get(short.key) or _by_acronym(short, index),
        _by_part,
        _by_start,
        lambda short, index: _by_town(short, index) if short.key in towns else None,
    )
    by_length = sorted(groups, key=lambda group: (len(group.tokens), group.key))
    for find in finders:
        for short in by_length:
            full = find(short, index) if short.members else None
            if full and full.members:
                _absorb(full, short)
    return [group for group in groups if group.members and not _is_kind(group, kinds)]


def _lengthen(groups: list[Group], words: Words) -> None:
    """Moves the tail of a short form to its full name, where the word before was taken for a common one.

    "Harbour Pacific" at the head of a sentence, where the article names Harbour Pacific Airways.
    """
    heads = {group.tokens[:2]: group for group in groups if len(group.tokens) > 2}
    for group in groups:
        for member in list(group.members):
            first = words.at(member.start - 1)
            full = heads.get((first, words.texts[member.start]))
            if full is None or full is group or member.end - member.start > 1:
                continue
            longer = replace(member, start=member.start - 1, text=f"{first} {member.text}", known=None)
            full.members = sorted([*full.members, longer], key=lambda name: name.start)
            group.members.remove(member)


def _is_kind(group: Group, kinds: Collection[str]) -> bool:
    """Whether it is only a kind of body with a capital ("the Board", "the Group") that no full name goes with."""
    return group.name in kinds and group.label == "ORG" and not group.known and group.points["ORG"] < SURE


def _absorb(full: Group, short: Group) -> None:
    full.members = sorted([*full.members, *short.members], key=lambda member: member.start)
    full.points.update(short.points)
    full.label = best_label(full.points)
    short.members = []


def _others(short: Group, fits: list[Group]) -> list[Group]:
    return [group for group in fits if group is not short and group.members]


def _only(fits: list[Group]) -> Group | None:
    return fits[0] if len(fits) == 1 else None


def _bracketed(groups: list[Group], words: Words) -> dict[str, Group]:
    """Acronyms in parentheses after a name: key of the acronym -> group of the name."""
    by_end = {member.end: group for group in groups for member in group.members}
    found = {}
    for group in groups:
        for member in group.members:
            brackets = words.at(member.start - 1), words.at(member.end)
            full = by_end.get(member.start - 1)
            if brackets == ("(", ")") and full is not None and full is not group and _abbreviates(member.text, full):
                found[group.key] = full
    return found


def _defined(groups: list[Group], words: Words) -> dict[str, Group]:
    """Short names that a bracket after a name defines: Velmora Holdings Ltd (“Velmora” or the “Group”)."""
    by_start = {member.start: group for group in groups for member in group.members}
    found: dict[str, Group] = {}
    for full in groups:
        for member in full.members:
            if words.at(member.end) != "(":
                continue
            for n in range(member.end + 2, min(member.end + DEFINITION, len(words))):
                if words.texts[n] == ")":
                    break
                short = by_start.get(n)
                if words.texts[n - 1] in QUOTES and short and short is not full:
                    found[short.key] = full
    return found


def _abbreviates(short: str, full: Group) -> bool:
    """Whether `short` is one word with two capitals and begins like the name."""
    capitals = sum(letter.isupper() for letter in short)
    begins = any(member.text[0].upper() == short[0].upper() for member in full.members)
    return capitals >= 2 and len(short.split()) == 1 and begins


def _by_acronym(short: Group, index: Index) -> Group | None:
    """The one organisation, event or product that `short` is the acronym of."""
    text = short.name.replace(" & ", "").replace("&", "")
    if short.key.startswith("country:") or not (2 <= len(text) <= 6 and text.isupper() and text.isalpha()):
        return None  # the US is not US Steel
    fits = _others(short, index.acronyms.get(text, []))
    return _only([group for group in fits if group.label in ("ORG", "EVENT", "PRODUCT")])


def _by_part(short: Group, index: Index) -> Group | None:
    """The one group whose full name `short` is the head or tail of."""
    if short.known:
        return None
    tokens = short.tokens
    near = {id(group): group for word in (tokens[0], tokens[-1]) for group in index.ends.get(word, [])}
    fits = [g for g in _others(short, list(near.values())) if _is_part(tokens, g.tokens) and _compatible(short, g)]
    own = [group for group in fits if not any(word.endswith(("'", "’", "'s", "’s")) for word in group.tokens)]
    return _only(fits) or _only([group for group in fits if group.label == short.label]) or _only(own)


def _is_part(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` is how `full` begins or ends."""
    return len(short) < len(full) and (full[: len(short)] == short or full[-len(short) :] == short)


def _by_start(short: Group, index: Index) -> Group | None:
    """The one organisation of a single long word that `short` is the clipped form of."""
    name = short.name
    if short.known or short.label != "ORG" or len(short.tokens) != 1 or len(name) < CLIPPED:
        return None
    fits = [g for g in _others(short, index.heads.get(name[:CLIPPED], [])) if g.label == "ORG" and not g.known]
    return _only([group for group in fits if group.name.startswith(name) and len(group.name) > len(name) + 2])


def _towns_that_act(groups: list[Group], words: Words) -> set[str]:
    """Keys of towns that lists alone know as such, no capitals, each time where one stands who acts."""
    towns = (group for group in groups if group.label == "GPE" and group.points["GPE"] <= LISTED and not group.known)
    return {
        town.key for town in towns if not capital_of(town.name) and all(_acts(words, name) for name in town.members)
    }


def _acts(words: Words, name: Candidate) -> bool:
    """Whether a name opens its clause as its subject: "Harlow, which employs 900", "if Harlow is sold"; in no list."""
    before, after, next_ = (words.at(i) for i in (name.start - 1, name.end, name.end + 1))
    led = before in JOINING or (before[:1].isalnum() and before not in CLAUSES)
    if led or name.text.isupper():
        return False
    return (after.islower() and after not in JOINING) or (after == "," and next_ in ("which", "whose", "the", "a"))


JOINING = (",", ";", "(", "-", "–", "—", "and", "or", "in", "on", "to", "'s", "’s")
"""What joins names, or follows a place."""

CLAUSES = name_class("openers of a clause of time or reason") | {"that", "but"}
"""Words that a subject follows."""


def _by_town(short: Group, index: Index) -> Group | None:
    """The one organisation whose name the town begins: "Bergen Foods … Bergen, which employs 900"."""
    fits = _others(short, index.ends.get(short.tokens[0], []))
    return _only([group for group in fits if group.label == "ORG" and group.tokens[0] == short.tokens[0]])


def _compatible(short: Group, full: Group) -> bool:
    """Whether the two labels allow one thing: a weak label gives way, and a person is called by the surname."""
    if full.points[full.label] < WEAK and full.tokens[0] == short.tokens[0]:
        return True
    if full.label == "PERSON":
        firm = short.label == "ORG" and short.points["ORG"] >= SURE
        if firm and short.tokens[0] == full.tokens[0]:
            return full.points["PERSON"] < TITLED
        first = short.members[0].start < full.members[0].start  # nobody is called by the surname alone before his name
        surname = full.tokens[-1] == short.tokens[-1] and not (firm and first)
        return short.label == "PERSON" or (surname and short.points[short.label] <= 7)
    if full.label in ("ORG", "FAC", "EVENT", "PRODUCT", NONE):
        return short.label == full.label or short.points[short.label] < SURE or "&" in full.tokens
    return full.label == short.label
