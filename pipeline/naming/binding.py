"""What a pronoun or noun cannot stand for: the principles of binding (Chomsky, Lectures on Government and Binding)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.language.tokens import Tokens
from pipeline.naming.canonical import Group
from pipeline.naming.expressions import Expression
from pipeline.naming.notes import PHRASE, PREPOSITIONS, Notes
from pipeline.naming.relations import Named
from pipeline.naming.words import POSSESSIVE, Words
from pipeline.vocabulary.linking import change_verbs, exchange_nouns, is_reporting, share_nouns, word_class
from pipeline.vocabulary.names import name_class, sets_rates

SUBJECT, OWNER, OBJECT, MODIFIER = 3, 2, 1, 0
"""How prominent a mention is: subject; owner at the head of a sentence, or subject of a clause of time or reason; any
other; modifier of a noun."""

CLAUSE = 60
"""So many words after a pronoun may be of its sentence: more than any real one has."""

SUBORDINATORS = name_class("openers of a clause of time or reason")
SUBJECTS = frozenset(["it", "they", "he", "she"])
"""Pronouns that are a subject where a verb follows."""

OBJECTS = frozenset(["it", "him", "her", "them"])
"""Pronouns that may be an object."""

VALUING = name_class("verbs of valuing")
COMMENTING = name_class("bodies of commentators") | name_class("commentators") | {"research"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention that later words may refer back to."""

    start: int
    group: Group
    sentence: int
    rank: int


def others(
    tokens: Tokens, words: Words, notes: Notes, expression: Expression, seen: list[Seen], named: Named
) -> list[Group | None]:
    """The groups that the expression does not stand for, whatever else may fit."""
    return [
        _complement(words, expression.end, named),
        _possessor(words, expression, seen),
        _part_holder(words, expression, seen),
        _predicate_of(words, expression, seen),
        *_doers(tokens, words, notes, expression, seen),
        _done_to(words, expression, seen) or _done_to_apposed(tokens, words, expression, seen),
        *_named_after(tokens, words, expression, named),
        *_foretellers(tokens, words, expression, seen),
    ]


def predicated(words: Words, expression: Expression, seen: list[Seen]) -> list[Seen]:
    """The subject that a predicate says the noun of: "Chile has become the region's largest supplier"."""
    if expression.row.kind != "noun":
        return []
    verb = words.back(expression.start, ("DT", "JJ", "PO", "PR", "NN", "RB", "CD", "HY")) - 1
    last = next((s for s in reversed(seen) if s.rank == SUBJECT), None)
    if last is None or last.sentence != words.sentence[expression.start] or last.start >= verb:
        return []
    plain = all(tag.startswith(("NN", "RB", "VB", "MD")) for tag in words.tags[last.start : verb])
    return [last] if plain and words.texts[verb].lower() in BEING else []


BEING = frozenset(["is", "was", "be", "been", "become", "becomes", "became", "remain", "remains", "remained"])
"""Verbs that say what their subject is."""


def is_several(words: Words, named: Named, start: int) -> bool:
    """Whether the name at `start` is that of several: "the Gulf states", for which no "it" stands."""
    last = words.texts[named[start][0] - 1] if start in named else ""
    one = start in named and named[start][0] - start == 1
    return last.endswith("s") and (last.islower() or (one and named[start][1].label == "LOC"))


def _complement(words: Words, start: int, named: Named) -> Group | None:
    """The group that the phrase after an owner names: "its imports from Norway" are not Norway's."""
    for n in range(start, min(start + PHRASE, len(words) - 1)):
        if not (words.texts[n].isalpha() or (n == start and words.texts[n] in POSSESSIVE)):
            return None
        if words.texts[n].lower() in PREPOSITIONS:
            after = n + 1 + (words.texts[n + 1].lower() == "the")
            return named[after][1] if after in named and n > start else None
    return None


def _possessor(words: Words, expression: Expression, seen: list[Seen]) -> Group | None:
    """Whose the exchange is that the expression is the other side of: "Norway's imports from the country".

    So it is where the owner is said once: "Norway's imports from Chile rose, while exports to the country fell".
    """
    at = expression.start - 1
    noun = words.back(at, ("NN", "JJ"))
    if noun < at and not exchange_nouns().isdisjoint((words.texts[at - 1].lower(),)):
        owners = (s for s in reversed(seen) if words.sentence[at] - s.sentence <= 1)
        ends = ((s, words.at(s.start + n).lower()) for s in owners for n in (1, len(s.group.tokens) + 1))
        if words.texts[noun - 1] not in POSSESSIVE and (
            first := next((s for s, w in ends if w in exchange_nouns()), None)
        ):
            return first.group
    if not seen or noun == at or words.texts[noun - 1] not in POSSESSIVE:
        return None
    group, start = seen[-1].group, seen[-1].start
    owner = start + len(group.tokens) == noun - 1 or start + 1 == noun - 1
    return group if owner and words.texts[at].lower() in ("to", "from", "with") else None


def _part_holder(words: Words, expression: Expression, seen: list[Seen]) -> Group | None:
    """Who has a part of the whole: "its share in the country's imports", "it makes up 9% of the country's"."""
    at = expression.start - 1
    last = seen[-1] if seen else None
    if last is None or last.sentence != words.sentence[expression.start]:
        return None
    traded = (words.at(expression.end + n).lower() in exchange_nouns() for n in range(3))
    if expression.row.kind != "noun" and not (expression.noun == "its" and any(traded)):
        return None
    said = [text.lower() for text in words.texts[last.start : at]]
    takes = word_class("verbs of accounting for", "verbs of making up")
    part = said[-1:] == ["%"] and words.texts[at] == "of" and not takes.isdisjoint(said) and last.rank == SUBJECT
    share = words.texts[at] in ("in", "of") and not share_nouns().isdisjoint(said[-1:])
    return last.group if part or share else None


def _predicate_of(words: Words, expression: Expression, seen: list[Seen]) -> Group | None:
    """The subject that a predicate with "its" is said of: "Chile remained its largest supplier" is not Chile's."""
    at = words.back(expression.start, ("RB",)) - 1
    last = next((s for s in reversed(seen) if s.rank == SUBJECT), None)
    if expression.noun != "its" or last is None or last.sentence != words.sentence[expression.start]:
        return None
    return last.group if at >= 0 and words.texts[at].lower() in BEING and words.at(expression.end) != "own" else None


def _done_to(words: Words, expression: Expression, seen: list[Seen]) -> Group | None:
    """What a relative clause says that the pronoun acts on or in: "Velmora, which it bought", "in which it has 9%"."""
    which = expression.start - 1
    if expression.noun not in SUBJECTS or not seen or words.texts[which].lower() not in ("which", "whom"):
        return None
    group = seen[-1].group
    gap = words.texts[seen[-1].start + len(group.tokens) : which]
    return group if {*gap} <= {",", *PREPOSITIONS} else None


def _done_to_apposed(tokens: Tokens, words: Words, expression: Expression, seen: list[Seen]) -> Group | None:
    """What a clause without a relative pronoun says that "it" acts on: "Velmora, the Oslo firm it bought for $9m"."""
    at = words.back(expression.start, ("NN", "JJ", "HY", "VB", "RB", "DT"))
    apposed = tokens.words[at - 1] == "," and tokens.lower[at] in ("a", "an", "the")
    acts = expression.noun in SUBJECTS and words.tag(expression.end) in ("VBD", "VBZ")
    before = next((s for s in reversed(seen) if s.start < at), None) if apposed and acts else None
    return before.group if before and before.start + len(before.group.tokens) == at - 1 else None


def _named_after(tokens: Tokens, words: Words, expression: Expression, named: Named) -> list[Group]:
    """The groups whose names follow a pronoun that is a subject in its sentence: nobody is named after his pronoun.

    (Principle C of binding.) In a clause before the main one he may be: "When it grew, Velmora hired ten people".
    """
    sentence = words.sentence
    if expression.noun not in SUBJECTS or not words.tag(expression.end).startswith(("VB", "MD", "RB")):
        return []
    own = sentence[expression.start]
    first = bisect_left(sentence, own)
    if first < expression.start and tokens.lower[first] in SUBORDINATORS:
        return []
    last = min(bisect_right(sentence, own), expression.end + CLAUSE)
    return [named[n][1] for n in range(expression.end, last) if n in named]


def _doers(tokens: Tokens, words: Words, notes: Notes, expression: Expression, seen: list[Seen]) -> Iterator[Group]:
    """The subject of the verb whose object the pronoun or noun is: "Velmora offered $9m for it" is about another thing.

    (Principle B of binding.) So is "Velmora paid $9m for the firm", not "Velmora said sales at the firm rose"; nor is
    it what a relative clause names. A commentator who "puts its sales at $9m" speaks of another's.
    """
    at = next((n for n in range(len(seen) - 1, -1, -1) if seen[n].rank == SUBJECT), -1)
    if at < 0 or seen[at].sentence != words.sentence[expression.start]:
        return
    last = seen[at]
    first = _resumed(tokens, last.start, expression.start)
    between = tokens.tags[first : expression.start]
    verbs = [first + n for n, tag in enumerate(between) if tag[:2] in ("VB", "MD")]
    if not verbs or verbs[-1] - verbs[0] > len(verbs) or "TO" in between:
        return
    if _is_object(words, expression, between[-1], last) and not _is_told(tokens, expression, verbs):
        yield from (mention.group for mention in seen[at:] if mention.start < first or mention is last)
    elif expression.noun == "its" and words.texts[expression.start - 1].lower() in VALUING:
        yield from [last.group] if not COMMENTING.isdisjoint(notes.called[last.group.key]) else []


def _foretellers(tokens: Tokens, words: Words, expression: Expression, seen: list[Seen]) -> Iterator[Group]:
    """The body with figures of others that foretells what "it" will do: "the institute believes it will rise by 6%".

    Nor is it what anybody expects to move: "Velmora expects it to rise" is about another thing (principle B).
    """
    here = words.sentence[expression.start]
    last = next((s for s in reversed(seen) if s.rank > MODIFIER and s.sentence == here), None)
    ahead = (*tokens.lower[expression.end : expression.end + 2], "", "")
    if last is None or expression.noun != "it":
        return
    verb = tokens.lower[expression.start - 1 - (tokens.lower[expression.start - 1] == "that")]
    foretells = verb in word_class("verbs of forecasting", "verbs of expecting")
    publishes = not word_class("bodies with figures").isdisjoint(last.group.name.lower().split())
    moves = publishes and words.tag(expression.end) == "MD" and ahead[1] in change_verbs()
    acts = words.tag(expression.end + 2) in ("DT", "PRP$", "NN", "NNS", "JJ")
    if foretells and (ahead[0] == "to" or (moves and not acts)):
        yield last.group


def _is_object(words: Words, expression: Expression, tag: str, subject: Seen) -> bool:
    """Whether the pronoun, or the noun of a firm, is governed by the word before it, which has the tag."""
    if tag[:2] not in ("IN", "VB"):
        return False
    if expression.row.kind == "noun":
        firms = expression.row.labels == ("ORG",) and subject.group.label == "ORG"
        return firms and words.at(expression.end) not in POSSESSIVE
    follows = words.tag(expression.end)[:2]
    hers = expression.noun == "her" and follows in ("NN", "JJ", "CD")
    return expression.noun in OBJECTS and not hers and follows not in ("VB", "MD", "RB")


def _is_told(tokens: Tokens, expression: Expression, verbs: list[int]) -> bool:
    """Whether a noun stands in what the subject only says."""
    return expression.row.kind == "noun" and any(is_reporting(tokens.lower[n]) for n in verbs)


def without_asides(tokens: Tokens, words: Words, expression: Expression, seen: list[Seen]) -> list[Seen]:
    """What a pronoun may stand for: no name of a relative clause that is over, where a subject stands before it.

    "Velmora, which bought Larkfield in 2003, said its debts grew": of the two only Velmora's.
    """
    if expression.row.kind != "pronoun":
        return seen
    here = [s for s in seen[-CLAUSE:] if s.sentence == words.sentence[expression.start]]
    found = (aside for s in here if (aside := _aside(tokens, s, expression.start)))
    start, end = next(found, (0, 0))
    return [s for s in seen if not start <= s.start < end]


def _aside(tokens: Tokens, mention: Seen, stop: int) -> tuple[int, int] | None:
    """The tokens of the relative clause between commas right after a mention, where the verb comes after it."""
    start = mention.start + len(mention.group.tokens)
    opened = tokens.words[start : start + 1] == [","] and any(t[:1] == "W" for t in tokens.tags[start + 1 : start + 3])
    if not opened:
        return None
    finite = ("MD", "VBD", "VBP", "VBZ")
    marks = (n for n in range(start + 2, stop - 1) if tokens.words[n] == ",")
    end = next((n for n in marks if tokens.tags[n + 1] in finite), None)
    return (start, end) if end else None


def _resumed(tokens: Tokens, subject: int, end: int) -> int:
    """Where the clause of a subject goes on after a relative clause between commas, else the subject itself."""
    commas = [n for n in range(subject, end) if tokens.words[n] == ","]
    relative = (
        len(commas) > 1 and tokens.tags[commas[0] + 1][:1] == "W" and tokens.tags[commas[1] + 1][:2] in ("VB", "MD")
    )
    return commas[1] if relative else subject


def banks_meant(expression: Expression, words: Words, seen: list[Seen]) -> list[Seen]:
    """Of the mentions those of banks of a country, where the central bank was the last bank that the text spoke of."""
    last = (i for i in range(expression.start, 0, -1) if words.texts[i].lower() == "bank")
    bare = expression.noun == "bank" and words.texts[next(last, 0) - 1] == "central"
    if not bare and expression.noun != "central bank":
        return seen
    return [s for s in seen if sets_rates(s.group.name)]
