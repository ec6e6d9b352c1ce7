"""Who "the majority owner of Velmora" and "its target" are: things described by what they are to others in the text."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.language.tokens import Tokens
from pipeline.naming.canonical import Group
from pipeline.naming.words import POSSESSIVE, Words
from pipeline.vocabulary.linking import deal_of_verb, deals, word_class
from pipeline.vocabulary.names import name_class

OWNERS = name_class("nouns of owners")
PARENTS = ("parent", "owner")
UNITS = word_class("units of firms")
OWNING = name_class("verbs of owning")
PRONOUNS = frozenset(["that", "which", "who"])

REACH = 6
"""So many words may stand between an owner, or the verb of owning, and what is owned."""

OWNING_LABELS = ("ORG", "PERSON")

BIDS = frozenset(word for row in deals() if row.name in ("bid", "purchase") for word in (*row.nouns, *row.verbs))
"""Words of a bid, of which the text says soon after whom it is for."""

TARGET, BEFORE = frozenset(["target"]), ("its", "the", "takeover", "acquisition")
"""Who is bid for, and what stands before that."""

LEADING = name_class("prepositions")
"""Words that no noun phrase goes on over."""

AIMING = frozenset(["for", "of"])
"""What leads from a bid to its target."""

Named = dict[int, tuple[int, Group]]
"""First token of a name -> its end and its group."""


Described = tuple[int, Group]
"""A noun and the group that it stands for."""


def find_owners(tokens: Tokens, words: Words, named: Named) -> Iterator[Described]:
    """The descriptions "owner of X", "X's owner" and the like of an article that says who owns X, if it is one."""
    nouns = [n for n in tokens.where(OWNERS) if not words.capital[n]]
    if not nouns:
        return
    owners = _owners(words, named)
    for part, owner in _parents(tokens, words, named):
        owners.setdefault(part.key, []).append(owner)
    all_of_them = {group.key: group for found in owners.values() for group in found}
    for noun in nouns:
        if len(all_of_them) == 1 and _stands_alone(words, noun):
            yield noun, next(iter(all_of_them.values()))
            continue
        owned = _owned(words, named, noun)
        found = owners.get(owned.key, []) if owned else []
        if len({group.key for group in found}) == 1:
            yield noun, found[0]


def _stands_alone(words: Words, noun: int) -> bool:
    """Whether "the parent" or "its owner" says of nobody else whose it is."""
    alone = words.texts[noun].lower() in PARENTS and words.texts[noun - 1].lower() in ("the", "its")
    return alone and words.at(noun + 1) != "of"


def _parents(tokens: Tokens, words: Words, named: Named) -> Iterator[tuple[Group, Group]]:
    """What is said to be a part of whom: "Velmora, the Norwegian arm of Larkfield", "Velmora is a unit of Zeta"."""
    for noun in tokens.where(UNITS):
        owner = _next_named(words, named, noun + 2) if words.at(noun + 1) == "of" else None
        first = words.back(noun, ("JJ", "NN", "DT", "HY", "PO"))
        part = next((g for s, (e, g) in named.items() if e == first - 1 and g.label == "ORG"), None)
        said = words.texts[first - 1].lower() in (",", "is", "was")
        if owner and part and said and owner.label == "ORG" and owner is not part:
            yield part, owner


def find_targets(tokens: Tokens, words: Words, named: Named) -> Iterator[Described]:
    """The mentions of "the target", "its target" of an article with bids for one firm."""
    nouns = [n for n in tokens.where(TARGET) if words.texts[n - 1].lower() in BEFORE and not _goes_on(words, n)]
    found = [_target(words, named, n) for n in tokens.where(BIDS)]
    targets = {group.key: group for group in found if group}
    if len(targets) == 1:
        for noun in nouns:
            yield noun, next(iter(targets.values()))


def _goes_on(words: Words, noun: int) -> bool:
    """Whether the noun is of a number to be reached: "the target of 2%", "its target price"."""
    return words.at(noun + 1) in (*AIMING, "price", "range", "date")


def _target(words: Words, named: Named, bid: int) -> Group | None:
    """The firm that is bid for: "bid of $9m for Velmora", "bought Norway's Velmora"."""
    stop = min(bid + 1 + REACH, len(words))
    buys = [bid] if deal_of_verb(words.texts[bid].lower()) else []
    leads = [*buys, *(n for n in range(bid + 1, stop) if words.texts[n] in AIMING)]
    found = (_next_named(words, named, lead + 1) for lead in leads)
    return next((group for group in found if group and group.label == "ORG"), None)


def _owned(words: Words, named: Named, noun: int) -> Group | None:
    """What the noun of an owner is the owner of: the name after "of", or the one right before it."""
    if words.at(noun + 1) == "of":
        return _next_named(words, named, noun + 2)
    for start in range(noun - 1, max(noun - REACH, -1), -1):
        if start in named:
            end, group = named[start]
            between = words.texts[end:noun]
            plain = all(text in POSSESSIVE or (text.isalpha() and text.islower()) for text in between)
            return group if plain and (not between or between[0] in POSSESSIVE) else None
    return None


def _next_named(words: Words, named: Named, start: int) -> Group | None:
    """The last name of the noun phrase from `start` on: "embattled Norwegian oil firm Velmora"."""
    found = None
    n = start
    while n < min(start + REACH, len(words)):
        if n in named:
            n, found = named[n]
        elif found and words.texts[n] in POSSESSIVE and found.label == "GPE":
            n, found = n + 1, None
        elif found or words.texts[n] in LEADING or not (words.texts[n].isalpha() or words.texts[n] == "-"):
            return found
        else:
            n += 1
    return found


def _owners(words: Words, named: Named) -> dict[str, list[Group]]:
    """By the key of what is owned: the groups said to own it, "Velmora, which controls 51% of Larkfield"."""
    found: dict[str, list[Group]] = {}
    for verb, text in enumerate(words.texts):
        if text.lower() not in OWNING:
            continue
        owner = _subject(words, named, verb)
        owned = _object(words, named, verb)
        if owner and owned and owner is not owned:
            found.setdefault(owned.key, []).append(owner)
    return found


def _subject(words: Words, named: Named, verb: int) -> Group | None:
    """The name right before the verb, or the one that its relative clause says more of, over one apposition."""
    relative = words.texts[verb - 1].lower() in PRONOUNS
    sentence = words.sentence[verb]
    for start in range(verb - 1, -1, -1):
        if words.sentence[start] != sentence:
            return None
        if start in named and named[start][1].label in OWNING_LABELS:
            end, group = named[start]
            apposed = words.at(end) == "," and words.texts[end:verb].count(",") <= 2
            return group if end == verb or (relative and (apposed or end == verb - 1)) else None
    return None


def _object(words: Words, named: Named, verb: int) -> Group | None:
    """The first name of an organisation in the words after the verb."""
    for n in range(verb + 1, min(verb + 1 + REACH, len(words))):
        if words.texts[n] in (",", ".", ";"):
            return None
        if n in named and named[n][1].label == "ORG":
            return named[n][1]
    return None
