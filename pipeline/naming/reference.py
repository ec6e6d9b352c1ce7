"""Who "its", "the region", "the minister" and "the company" are: references back to a thing that the article names.

Recency, number, label and the noun decide. Where two things fit equally well or none does, there is no mention.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.language.tokens import Tokens
from pipeline.naming.binding import (
    MODIFIER,
    OBJECT,
    OWNER,
    SUBJECT,
    SUBORDINATORS,
    Seen,
    banks_meant,
    is_several,
    others,
    predicated,
    without_asides,
)
from pipeline.naming.canonical import SURE, Group
from pipeline.naming.expressions import Expression, find_expressions
from pipeline.naming.lexicon import Lexicon
from pipeline.naming.notes import APPOSITION, PREPOSITIONS, Notes, take_notes
from pipeline.naming.relations import Named, find_owners, find_targets
from pipeline.naming.runs import HYPHENS
from pipeline.naming.words import POSSESSIVE, Words
from pipeline.vocabulary.containment import capital_of
from pipeline.vocabulary.linking import word_class
from pipeline.vocabulary.names import full_name, is_bloc, name_class, organisations

PUBLIC, KNOWN = name_class("public bodies"), frozenset(row.name for row in organisations())

SAID = frozenset(["said", "says", "added", "told"])
"""Who follows them is the speaker, as prominent as a subject."""

TITLE = 4
"""So many words of a title may stand between."""

PRONOUN_REACH, NOUN_REACH = 2, 6
"""So many sentences back the named thing may be."""

PRONOUN_STEP, NOUN_STEP, FURTHEST = 1.25, 1.0, 2.5
"""What a sentence's distance costs a pronoun's antecedent, and a noun's; and from where on a noun does not mind how far
away the article's topic is."""

MEMORY = 300
"""What was named more mentions ago is out of mind."""

TOPIC, MARGIN, LEAST = 0.5, 0.2, 0.9
"""What being the most frequent subject so far adds, and again what the article is about; below which difference two fit
alike, unless the first is the subject of the sentence at hand; and what a pronoun's antecedent needs at least. Set by
reading articles, not fitted."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A span of tokens that refers to a group."""

    start: int
    end: int
    group: Group
    form: Literal["description", "pronoun"]


NOMINAL = ("NN", "JJ", "DT")
"""Tags of a noun phrase before its name."""

SINGULAR, PLURAL = ("it", "its"), ("they", "their")
LEADERS = word_class("heads of firms")
FIRMS = word_class("words for firms")
PUBLISHERS = word_class("bodies with figures")
SIDES = word_class("counterparts")


def find_references(tokens: Tokens, words: Words, lexicon: Lexicon, groups: list[Group]) -> list[Reference]:
    """The references of an article that one group clearly fits, in text order."""
    notes = take_notes(words, groups)
    expressions = {e.start: e for e in find_expressions(tokens, words, lexicon)}
    named = _named(words, groups, {n for e in expressions.values() for n in range(e.start, e.end)})
    related = [*find_owners(tokens, words, named), *find_targets(tokens, words, named)]
    seen: list[Seen] = []
    found = []
    for start in sorted({*named, *expressions, *notes.peoples}):
        if start in notes.peoples and start not in named and start not in expressions:
            seen.append(Seen(start, notes.peoples[start], words.sentence[start], MODIFIER))
            continue
        able = near = seen[-MEMORY:]
        if start in expressions and (own := predicated(words, expressions[start], near)):
            able = own
        elif start in expressions:
            strange = {*map(id, others(tokens, words, notes, expressions[start], near, named))}
            able = [s for s in without_asides(tokens, words, expressions[start], near) if id(s.group) not in strange]
            if expressions[start].noun in SINGULAR:
                able = [s for s in able if not is_several(words, named, s.start)]
        end, group = named.get(start) or _referred(expressions[start], words, notes, able, named)
        if group is None:
            continue
        rank = _rank(tokens, words, start, end, group.label)
        weak = group.label == "ORG" and group.points["ORG"] < SURE and len(group.members) == 1
        said = words.texts[group.members[0].start - 1] in POSSESSIVE or not FIRMS.isdisjoint(notes.called[group.key])
        weak = weak and not said
        seen.append(Seen(start, group, words.sentence[start], min(rank, OBJECT) if weak else rank))
        if start not in named:
            pronoun = expressions[start].row.kind == "pronoun"
            found.append(Reference(start, end, group, "pronoun" if pronoun else "description"))
    taken = {n for reference in found for n in range(reference.start, reference.end)}
    described = (Reference(noun, noun + 1, group, "description") for noun, group in related if noun not in taken)
    return sorted([*found, *described], key=lambda reference: reference.start)


def _named(words: Words, groups: list[Group], described: set[int]) -> Named:
    """The names that may be referred to: no peoples or Wall Street, none in headings, datelines and descriptions."""
    passed = name_class("places for their dealers")
    members = ((m, g) for g in groups if g.label != "NORP" and g.name.lower() not in passed for m in g.members)
    return {m.start: (m.end, g) for m, g in members if not (words.aside[m.start] or m.start in described)}


def _referred(
    expression: Expression, words: Words, notes: Notes, seen: list[Seen], named: Named
) -> tuple[int, Group | None]:
    several = _several(expression, words, seen, named) if expression.noun in PLURAL else None
    group = several or _beside(expression, words, named) or _relative(expression, words, seen)
    group = group or _resolve(expression, words, notes, seen)
    return expression.end, group or _ahead(expression, words, notes, seen, named)


def _relative(expression: Expression, words: Words, seen: list[Seen]) -> Group | None:
    """The organisation whose relative clause has "its" in it: "Velmora, which raised its forecast".

    Or the subject right before, whoever else fits, of "saw its own fall".
    """
    last = seen[-1] if seen else None
    if expression.noun != "its" or last is None or last.sentence != words.sentence[expression.start]:
        return None
    if words.texts[expression.start] == "its" and words.at(expression.end) == "own" and last.rank > MODIFIER:
        return last.group
    end = last.start + len(last.group.tokens)
    between = [text.lower() for text in words.texts[end : expression.start]]
    clause = between[1:] if between[:1] == [","] else between
    held = word_class("verbs of accounting for", "verbs of making up", "verbs of trade")
    plain = clause[:1] == ["which"] and "," not in clause and held.isdisjoint(clause)
    return last.group if plain and last.group.label == "ORG" else None


def _beside(expression: Expression, words: Words, named: Named) -> Group | None:
    """The name that stands between commas after the noun: "Norway's biggest retailer, Velmora, grew"."""
    after = expression.end + 1
    if words.at(expression.end) != "," or after not in named or expression.row.kind == "pronoun":
        return None
    end, group = named[after]
    return group if words.at(end) == "," and group.label in expression.row.labels else None


def _several(expression: Expression, words: Words, seen: list[Seen], named: Named) -> Group | None:
    """The subject that is a name of several, in this sentence or the last: "The Gulf states are rich. They sell"."""
    last = next((s for s in reversed(seen) if s.rank == SUBJECT), None)
    near = last is not None and words.sentence[expression.start] - last.sentence <= 1
    return last.group if last and near and is_several(words, named, last.start) else None


def _rank(tokens: Tokens, words: Words, start: int, end: int, label: str) -> int:
    """How prominent a mention is, by the parse where there is one, else by the words beside it."""
    owns = words.at(end) in POSSESSIVE
    opens = words.initial[start] or words.initial[start - 1] or _heads(words, start, end)
    if (label != "PERSON" and _is_source(tokens, words, start)) or (
        owns and words.capital[min(end + 1, len(words) - 1)]
    ):
        return MODIFIER
    if owns:
        return OWNER if opens else OBJECT
    if label != "PERSON" and _modifies(words, end):
        return MODIFIER
    if words.parsed:
        return SUBJECT if any(tokens.doc[n].dep_ in ("nsubj", "nsubjpass") for n in range(start, end)) else OBJECT
    if label == "PERSON" and SAID.intersection(words.texts[max(0, start - TITLE) : start]):
        return SUBJECT
    at = start - 1 - (words.at(start - 1).lower() in ("the", "a", "an"))
    before = words.at(at).lower()
    joined = before == "and" and words.at(words.back(at, NOMINAL) - 1).lower() == "between"  # "trade between A and B"
    if label == "ORG" and _is_led(words, start):
        return SUBJECT
    if before in ("is", "was", "are", "were") and words.at(end) in (",", "."):
        return SUBJECT
    if joined or before in PREPOSITIONS or not (opens or _precedes_verb(words, end)):
        return OBJECT
    return OWNER if _is_subordinate(words, start) else SUBJECT


def _is_source(tokens: Tokens, words: Words, start: int) -> bool:
    """Whether the name at `start` is only who an account is from: "according to research firm Velmora, they"."""
    first = words.back(start, NOMINAL)
    return tokens.lower[max(first - 2, 0) : first] == ["according", "to"]


def _is_led(words: Words, start: int) -> bool:
    """Whether who leads the firm named at `start` is told of: "Ann Lee, head of Norwegian mill Velmora, said its …"."""
    before = [text.lower() for text in words.texts[max(start - TITLE - 1, 0) : start]]
    at = max((n for n, text in enumerate(before) if text in ("at", "of")), default=0)
    return at > 0 and before[at - 1] in LEADERS


def _heads(words: Words, start: int, end: int) -> bool:
    """Whether the name, with an aside after it, stands in the first noun phrase: "But the insurer Velmora, …"."""
    first = start
    while not words.initial[first] and words.tags[first - 1].startswith((*NOMINAL, "CC", "PO")):
        first -= 1
    return words.initial[first] and (words.at(end) == "," or _precedes_verb(words, end))


def _is_subordinate(words: Words, start: int) -> bool:
    """Whether the noun phrase of the name at `start` opens a clause of time or reason: "after insurer Velmora fell"."""
    return words.at(words.back(start, NOMINAL) - 1).lower() in SUBORDINATORS


def _precedes_verb(words: Words, end: int) -> bool:
    """Whether a verb, an adverb or a relative clause follows."""
    if words.at(end) == "," and words.at(end + 1) in ("the", "a", "an"):
        end = next((n + 1 for n in range(end + 2, end + 2 + APPOSITION) if words.at(n) == ","), end)
    verb = words.tag(end).startswith(("VB", "MD", "RB")) and words.tag(end) != "VBG"
    return verb or words.at(end).lower() in ("which", "who")


def _modifies(words: Words, end: int) -> bool:
    """Whether the name before `end` only modifies a noun ("Velmora shares", "Norway-based")."""
    if words.at(end) in HYPHENS:
        return not words.spaced[end - 1]
    noun = words.spaced[end - 1] and words.at(end).islower() and words.tag(end).startswith(("NN", "JJ"))
    return noun and not _is_verb(words, end)


def _is_verb(words: Words, at: int) -> bool:
    """Whether a word that a tagger took for a noun is a verb: "Velmora plans to", "Velmora fared worst"."""
    word, after = words.texts[at], words.at(at + 1).lower()
    past = word.endswith("ed") and after != "" and not words.tag(at + 1).startswith(("NN", "JJ", "HY"))
    return past or word in word_class("pasts", "pasts that are no nouns") or (word.endswith("s") and after == "to")


def _resolve(expression: Expression, words: Words, notes: Notes, seen: list[Seen]) -> Group | None:
    """The one group named so far that the expression refers to, or None."""
    row = expression.row
    seen = banks_meant(expression, words, seen)
    fitting = {key for key, group in {s.group.key: s.group for s in seen}.items() if _fits(expression, notes, group)}
    fits = [s for s in seen if s.group.key in fitting]
    if row.labels[0] == "LOC":
        fits = [s for s in fits if s.group.label == "LOC"] or fits
    fits = _called_so(expression, words, notes, _at_home(expression, notes, fits))
    if row.kind == "noun" and not row.generic:
        fits = [s for s in fits if expression.noun in notes.called[s.group.key]] or fits
    if row.number == "plural":
        return _plural(expression, words, fits)
    if not fits and row.labels == ("ORG",) and expression.noun in FIRMS - SIDES:
        return _of_no_trade(notes, seen)
    alone = not row.generic or row.labels[0] == "LOC" or row.only in ("bloc", "kingdom")
    if row.kind == "noun" and alone and len({s.group.key for s in fits}) == 1:
        return fits[0].group
    firm = row.kind == "noun" and row.generic and row.labels[0] == "ORG" and bool(fits)
    opens = firm and "\n\n" in "".join(words.texts[max(s.start for s in fits) : expression.start])  # a paragraph
    if opens and (told := [s.group for s in fits if s.group.key == notes.topic]):
        return told[0]
    ruled = expression.noun == "government" and notes.topic is None
    if ruled and (home := [s.group for s in fits if s.group.key == notes.nation]):
        return home[0]
    here = words.sentence[expression.start]
    reach = PRONOUN_REACH if row.kind == "pronoun" else NOUN_REACH
    topic = notes.nation if row.only == "country" else notes.topic
    about = topic if row.kind == "noun" else None
    near = [s for s in fits if s.group.key == about or (s.rank > MODIFIER and here - s.sentence <= reach)]
    far = row.kind == "noun" and (row.labels[0] in ("ORG", "PERSON") or row.only == "country")
    group, score = _most_salient(near, [_main_subject(fits), topic], here, NOUN_STEP if far else PRONOUN_STEP)
    return None if row.kind == "pronoun" and score < LEAST and not _stands_alone(near, here) else group


def _of_no_trade(notes: Notes, near: list[Seen]) -> Group | None:
    """The organisation that the article is about, or the only one, where no words say what trade it is in."""
    firms = {s.group.key: s.group for s in near if s.group.label == "ORG" and s.rank > OBJECT}
    group = next(iter(firms.values())) if len(firms) == 1 else firms.get(notes.topic or "")
    if group is None or _is_public(notes, group):
        return None
    return group if (FIRMS | PUBLISHERS).isdisjoint(notes.called[group.key]) else None


def _stands_alone(near: list[Seen], here: int) -> bool:
    """Whether one thing alone is a subject or owner, or one person alone is named, in this sentence and the last."""
    last = (s for s in near if here - s.sentence <= 1)
    return len({s.group.key for s in last if s.rank > OBJECT or s.group.label == "PERSON"}) == 1


def _main_subject(fits: list[Seen]) -> str | None:
    """Key of the group that was the subject most often so far, if one alone was."""
    counts = Counter(s.group.key for s in fits if s.rank > OBJECT).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


def _most_salient(near: list[Seen], topics: Sequence[str | None], here: int, step: float) -> tuple[Group | None, float]:
    """The group whose best mention scores highest, with the score; no group where two score alike."""
    scores: dict[str, float] = {}
    for n, mention in enumerate(near):
        distance: float = here - mention.sentence
        order = 0.01 * (n if distance == 0 else -n)
        if mention.group.key == topics[-1] and step == NOUN_STEP:
            distance = min(distance, FURTHEST)
        owner = mention.rank == OWNER and mention.group.label == "ORG"
        rank = SUBJECT if owner and distance == 0 and step == PRONOUN_STEP else mention.rank
        score = rank - step * distance + order + TOPIC * topics.count(mention.group.key)
        scores[mention.group.key] = max(score, scores.get(mention.group.key, score))
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    if not ranked:
        return None, 0.0
    best = scores[ranked[0]]
    if len(ranked) > 1 and best - scores[ranked[1]] < MARGIN and best < SUBJECT:
        return None, best
    return next(s.group for s in near if s.group.key == ranked[0]), best


def _ahead(expression: Expression, words: Words, notes: Notes, seen: list[Seen], named: Named) -> Group | None:
    """The organisation that a headline or first sentence only describes ("Norway's biggest retailer"), named next."""
    generic = expression.row.generic or expression.row.topical
    if not expression.opening or (generic and any(s.group.label == "ORG" and s.sentence > 0 for s in seen)):
        return None
    last = words.sentence[expression.start] + 2
    after = sorted(start for start in named if start > expression.start and words.sentence[start] <= last)
    groups = [named[start][1] for start in after if named[start][1].label in expression.row.labels]
    if generic:
        return next((group for group in groups[:1] if len(group.members) > 1 and _fits(expression, notes, group)), None)
    return next((group for group in groups if _fits(expression, notes, group)), None)


def _at_home(expression: Expression, notes: Notes, fits: list[Seen]) -> list[Seen]:
    """Of the mentions those from the country that the expression names ("the Swedish firm"), if any is."""
    codes = notes.codes_in(expression.start, expression.end)
    return [s for s in fits if codes & notes.homes.get(s.group.key, frozenset())] or fits


def _called_so(expression: Expression, words: Words, notes: Notes, fits: list[Seen]) -> list[Seen]:
    """Of the mentions those that the article calls by the same adjectives ("the private equity firm"), if any is."""
    before = words.texts[expression.start + 1 : expression.end - 1]
    kind = {text for text in before if text.islower() and text.isalpha()} - {"based"}
    return [s for s in fits if kind and kind <= notes.called[s.group.key]] or fits


def _plural(expression: Expression, words: Words, fits: list[Seen]) -> Group | None:
    """The organisation that "they" stands for: the only one before it in its sentence, with no plural noun between."""
    here = [s for s in fits if s.sentence == words.sentence[expression.start]]
    if len({s.group.key for s in here}) != 1 or here[-1].rank == MODIFIER:
        return None
    between = words.texts[here[-1].start + len(here[-1].group.tokens) : expression.start]
    plural = any(len(text) > 3 and text.endswith("s") and text.isalpha() for text in between)
    return None if plural else here[0].group


def _is_region(group: Group) -> bool:
    """Whether an organisation is a union of countries that make up a region: the European Union, not OPEC."""
    return "bloc" in _kinds(group) and full_name(group.name) not in name_class("unions of no region")


def _fits(expression: Expression, notes: Notes, group: Group) -> bool:
    """Whether the label, the kind of place, the country and the noun allow the group."""
    row = expression.row
    if group.label not in row.labels or (row.only and row.only not in _kinds(group)):
        return False
    if group.label == "ORG" and row.labels[0] == "LOC" and not _is_region(group):
        return False
    homes = notes.homes.get(group.key, frozenset()) | notes.lands.get(group.key, frozenset())
    codes = notes.codes_in(expression.start, expression.end)
    if codes and homes and not codes & homes:
        return False
    firm = (row.generic or row.topical) and row.kind == "noun" and row.labels[0] == group.label == "ORG"
    if firm and not row.only and _is_public(notes, group):
        return False
    names = {expression.noun.split()[-1], *row.called}
    named_so = row.generic or not names.isdisjoint(notes.called[group.key])
    return named_so or (row.topical and (group.key == notes.topic or bool(codes & homes)))


def _is_public(notes: Notes, group: Group) -> bool:
    """Whether the article calls it an agency, a ministry or the like, or only quotes its people: no company told of."""
    known = group.name in KNOWN and group.key != notes.topic
    called = {*notes.called[group.key], group.name.split()[-1].lower()}
    called -= {"department"} if "store" in called else set()
    public = known or not PUBLIC.isdisjoint(called)
    return public or group.key in notes.quoted or "bloc" in _kinds(group)


def _kinds(group: Group) -> tuple[str, ...]:
    """Whether a GPE is a country, a state, a city or a capital; whether an ORG is a bloc of countries."""
    if group.label == "ORG":
        return ("bloc",) if is_bloc(group.name) else ()
    known = next((member.known for member in group.members if member.known), None)
    if known is None:
        return ("city", "capital") if capital_of(group.name) else ("city",)
    return ("country", *["kingdom"] * (known.code in name_class("kingdoms"))) if known.code else ("state",)
