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
PREPOSITIONS = frozenset(
    ["about", "across", "after", "against", "among", "at", "behind", "between", "by", "despite", "during", "for", "from", "in", "including", "into", "like", "near", "of", "on", "over", "through", "to", "toward", "towards", "under", "via", "with", "within"]
)
OTHERS = frozenset(
    ["another", "combined", "different", "existing", "first", "former", "last", "merged", "new", "next", "other", "previous", "rival", "same", "second", "separate", "similar", "smaller", "third", "whole"]
)
"""With one of these before it a noun is about something else than what was last named."""

DUMMY = frozenset(["is", "was", "'s", "’s", "seems", "appears", "would", "will", "may", "might", "remains", "looks"])
"""After "it" at the head of a clause these may have no one as subject ("it is likely that")."""

FOUND_HARD = frozenset(["clear", "difficult", "easier", "easy", "hard", "harder", "illegal", "impossible", "likely", "possible"])
"""After "make it" and the like these say that "it" stands for what follows."""

PRONOUN_REACH, NOUN_REACH = 2, 6
"""So many sentences back the named thing may be."""

PRONOUN_STEP, NOUN_STEP = 1.25, 0.6
"""What a sentence's distance costs a pronoun's antecedent, and a noun's."""

TOPIC, MARGIN, SURE, LEAST = 1.5, 0.2, 3.0, 0.9
"""What being the most frequent subject so far adds; below which difference two fit alike, unless the first is the subject of
the sentence at hand; and what an antecedent needs at least. Set by reading articles."""

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
    """A mention that later words may refer back to; `rank` is how prominent its place in the sentence is, 0 to 3."""

    start: int
    group: Group
    sentence: int
    rank: int


@dataclass(frozen=True, slots=True)
class Expression:
    """A pronoun, or a noun with its article, before it is resolved."""

    start: int
    end: int
    noun: str
    row: Description
    opening: bool = False
    """In the headline, or with a possessive for an article: it may be named only later."""


def find_references(doc: Doc, words: Words, lexicon: Lexicon, groups: list[Group]) -> list[Reference]:
    """The references of `doc` that one group clearly fits, in text order."""
    named = {
        member.start: (member.end, group)
        for group in groups
        if group.label != "NORP"
        for member in group.members
        if not words.aside[member.start]
    }
    peoples = {
        member.start: member.known.code
        for group in groups
        for member in group.members
        if member.known and member.known.code
    }
    facts = _Facts(words, _called(words, groups), _homes(words, groups, peoples), peoples, _topic(groups))
    expressions = {e.start: e for e in _expressions(doc, words, lexicon)}
    seen: list[Seen] = []
    found = []
    inside = {n for e in expressions.values() for n in range(e.start + 1, e.end)}
    for start in sorted({*named, *expressions}):
        if start in named and start not in inside:
            seen.append(_seen(doc, words, start, *named[start]))
        elif start not in expressions:
            continue
        elif (
            group := _resolve(expressions[start], facts, seen) or _ahead(expressions[start], facts, seen, named)
        ) is not None:
            end = expressions[start].end
            found.append(
                Reference(start, end, group, "pronoun" if expressions[start].row.kind == "pronoun" else "description")
            )
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
    topic: str | None
    """Key of the organisation that the article is about."""

    def codes_in(self, start: int, end: int) -> set[str]:
        return {self.codes[n] for n in range(start, end) if n in self.codes}


def _called(words: Words, groups: list[Group]) -> dict[str, frozenset[str]]:
    return {group.key: frozenset(w for m in group.members for w in _beside(words, m.start, m.end)) for group in groups}


def _beside(words: Words, start: int, end: int) -> Iterator[str]:
    """Words of the name itself, of the noun phrase before it, and of an apposition after it."""
    for n in range(start, end):
        yield words.texts[n].lower()
    for n in _before(words, start - (words.texts[start - 1] == ",")):
        if words.texts[n].lower() in DETERMINERS:
            break
        yield words.texts[n].lower()
    if end < len(words) and words.texts[end] == ",":
        for n in range(end + 1, min(end + 8, len(words))):
            if words.texts[n] in (",", ".", ";", "and", "which", "who") or "\n" in words.texts[n]:
                break
            yield words.texts[n].lower()


def _homes(words: Words, groups: list[Group], codes: dict[int, str]) -> dict[str, frozenset[str]]:
    """Countries and peoples up to six words before a name of an organisation or person ("Swedish firm Velmora")."""
    homes = {}
    for group in groups:
        if group.label in ("ORG", "PERSON"):
            near = (n for member in group.members for n in _before(words, member.start))
            homes[group.key] = frozenset(codes[n] for n in near if n in codes)
    return homes


def _before(words: Words, start: int) -> Iterator[int]:
    """The tokens of the noun phrase before a name, nearest first."""
    for n in range(start - 1, max(start - 7, -1), -1):
        text = words.texts[n]
        if text.lower() in PREPOSITIONS or not (text[0].isalpha() or text in POSSESSIVE or text in ("-", "‐")):
            return
        yield n


def _expressions(doc: Doc, words: Words, lexicon: Lexicon) -> Iterator[Expression]:
    """The pronouns and nouns with an article of `doc` that may refer to something."""
    for start, end, key in longest(lexicon.referring, doc, lexicon.keys):
        row = lexicon.referring_of[key]
        noun = doc[start:end].text.lower()
        if words.heading[start] or (row.kind == "noun" and words.capital[start]):
            continue
        if row.kind == "pronoun":
            if not _is_dummy(words, start, noun):
                yield Expression(start, end, noun, row)
        elif _is_modifier(words, end) or _is_name_before(words, lexicon, start):
            continue
        elif row.labels == ("ORG",) and (at := _opening(words, start)) is not None:
            yield Expression(at, end, noun, row, opening=True)
        elif (at := _article(words, start)) is not None:
            modifiers = words.texts[at + 1 : start]
            grouped = noun == "group" and any(word.islower() and word.isalpha() for word in modifiers)
            if not OTHERS.intersection(modifiers) and not grouped:
                yield Expression(at, end, noun, row)


def _article(words: Words, noun: int) -> int | None:
    """The article of the noun at `noun`, at most four words before it in the same phrase."""
    for n in range(noun - 1, max(noun - 2 - MODIFIERS, -1), -1):
        text = words.texts[n]
        if text.lower() in DETERMINERS:
            return n
        if not (text[0].isalpha() or text in ("-", "‐")) or text.lower() in PREPOSITIONS:
            return None
    return None


def _is_name_before(words: Words, lexicon: Lexicon, noun: int) -> bool:
    """Whether a name that is no country or people stands right before the noun ("the Velmora consortium")."""
    before = words.texts[noun - 1] if noun else ""
    return before[:1].isupper() and before not in lexicon.known and before.lower() not in DETERMINERS


def _opening(words: Words, noun: int) -> int | None:
    """Start of the noun phrase of the noun at `noun` if it is the first of the headline, or has an owner for an article."""
    first = noun
    for n in _before(words, noun):
        if words.texts[n].lower() in DETERMINERS:
            return None
        if words.texts[n] in POSSESSIVE:
            return first
        first = n
    return first if words.sentence[first] == 0 and words.initial[first] else None


def _is_modifier(words: Words, end: int) -> bool:
    """Whether the noun before `end` is said more closely ("the city of", "the group Reef First") or is part of a word."""
    if end >= len(words):
        return False
    after = words.texts[end]
    return (
        after == "of"
        or (words.capital[end]
        and words.spaced[end - 1])
        or (after in ("-", "‐")
        and not words.spaced[end - 1])
    )


def _is_dummy(words: Words, at: int, noun: str) -> bool:
    """Whether "it" may stand for nothing, or is quoted speech about something else."""
    if noun != "it":
        return words.quoted[at] and noun in ("they", "their", "them")
    after = words.texts[at + 1] if at + 1 < len(words) else ""
    return words.quoted[at] or after in FOUND_HARD or (words.initial[at] and after in DUMMY)


def _seen(doc: Doc, words: Words, start: int, end: int, group: Group) -> Seen:
    return Seen(start, group, words.sentence[start], _rank(doc, words, start, end))


def _rank(doc: Doc, words: Words, start: int, end: int) -> int:
    """How prominent a mention is: subject 3, owner at the head of a sentence 2, object 1, modifier of a noun 0."""
    opens = (
        all(words.initial[n] or not words.texts[n][0].isalnum() for n in range(start - 1, start))
        or words.initial[start]
    )
    if end < len(words) and words.texts[end] in POSSESSIVE:
        return 2 if opens else 1
    if _modifies(doc, words, end):
        return 0
    if doc.has_annotation("DEP"):
        return 3 if any(doc[n].dep_ in ("nsubj", "nsubjpass") for n in range(start, end)) else 1
    before = words.texts[start - 1].lower() if start else ""
    if before in ("the", "a", "an"):
        before = words.texts[start - 2].lower() if start > 1 else ""
    if before in PREPOSITIONS:
        return 1
    return 3 if opens or _is_verb(doc, end) else 1


def _is_verb(doc: Doc, at: int) -> bool:
    """Whether a verb, an adverb or a relative clause follows."""
    return at < len(doc) and (
        (doc[at].tag_[:2] in ("VB", "MD", "RB") and doc[at].tag_ != "VBG") or doc[at].lower_ in ("which", "who")
    )


def _modifies(doc: Doc, words: Words, end: int) -> bool:
    """Whether the name before `end` only modifies a noun ("Velmora shares", "Norway-based")."""
    if end >= len(words) or (not words.spaced[end - 1] and words.texts[end] not in ("-", "‐", "‑")):
        return False
    if words.texts[end] in ("-", "‐", "‑"):
        return not words.spaced[end - 1]
    return words.texts[end].islower() and doc[end].tag_[:2] in ("NN", "JJ")


def _resolve(expression: Expression, facts: _Facts, seen: list[Seen]) -> Group | None:
    """The one group that the expression refers to, or None."""
    row = expression.row
    fits = [s for s in seen if s.group.label in row.labels and s.start < expression.start]
    fits = _suited(expression, facts, [s for s in fits if _fits(expression, facts, s.group)])
    if not fits:
        return None
    if row.number == "plural":
        return _plural(expression, facts, fits)
    one = len({s.group.key for s in fits}) == 1
    if row.kind == "noun" and one and (not row.generic or row.labels == ("LOC",)):
        return fits[0].group
    here = facts.words.sentence[expression.start]
    reach = PRONOUN_REACH if row.kind == "pronoun" else NOUN_REACH
    near = [s for s in fits if here - s.sentence <= reach and s.rank > 0]
    step = NOUN_STEP if row.kind == "noun" and row.labels[0] in ("ORG", "PERSON") else PRONOUN_STEP
    least = LEAST if row.kind == "pronoun" else -PRONOUN_STEP * NOUN_REACH
    return _most_salient(near, Counter(s.group.key for s in fits if s.rank > 1), here, step, least)


def _ahead(
    expression: Expression, facts: _Facts, seen: list[Seen], named: dict[int, tuple[int, Group]]
) -> Group | None:
    """The organisation that a headline or first sentence only describes ("Norway's biggest retailer") and the next names."""
    if not expression.opening or any(s.group.label == "ORG" and s.sentence > 0 for s in seen):
        return None
    here = facts.words.sentence[expression.start]
    following = [
        group
        for start, (_, group) in sorted(named.items())
        if start > expression.start and facts.words.sentence[start] <= here + 2
    ]
    group = next((group for group in following if group.label in expression.row.labels), None)
    return group if group is not None and len(group.members) > 1 and _fits(expression, facts, group) else None


def _most_salient(near: list[Seen], subjects: Counter[str], here: int, step: float, least: float) -> Group | None:
    """The group whose best mention scores highest; None where two score alike."""
    scores: dict[str, float] = {}
    groups = {s.group.key: s.group for s in near}
    most = max(subjects.values(), default=0)
    topics = [key for key, count in subjects.items() if count == most]
    for n, mention in enumerate(near):
        distance = here - mention.sentence
        order = n if distance == 0 else -n
        score = mention.rank - step * distance + 0.01 * order + (TOPIC if topics == [mention.group.key] else 0)
        scores[mention.group.key] = max(score, scores.get(mention.group.key, score))
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if (
        not ranked
        or ranked[0][1] < least
        or (len(ranked) > 1
        and ranked[0][1] - ranked[1][1] < MARGIN
        and ranked[0][1] < SURE)
    ):
        return None
    return groups[ranked[0][0]]


def _suited(expression: Expression, facts: _Facts, fits: list[Seen]) -> list[Seen]:
    """Of the mentions those from the country that the expression names ("the Swedish firm"), if any is."""
    codes = facts.codes_in(expression.start, expression.end)
    home = [s for s in fits if codes & facts.homes.get(s.group.key, frozenset())]
    return home or fits


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
    codes = facts.codes_in(expression.start, expression.end)
    if codes and homes and not codes & homes:
        return False
    if row.generic or expression.noun.split()[-1] in facts.called[group.key]:
        return True
    return row.topical and group.key == facts.topic


def _place_kind(group: Group) -> str:
    """Whether a GPE is a country, a state or a city."""
    known = next((member.known for member in group.members if member.known), None)
    if known is None:
        return "city"
    return "country" if known.code else "state"


def _topic(groups: list[Group]) -> str | None:
    """Key of the organisation that the article is about: named at least three times, and twice as often as the next."""
    counts = sorted((len(group.members) for group in groups if group.label == "ORG"), reverse=True)
    if not counts or counts[0] < 3 or (len(counts) > 1 and counts[0] < 2 * counts[1]):
        return None
    return next(group.key for group in groups if group.label == "ORG" and len(group.members) == counts[0])
