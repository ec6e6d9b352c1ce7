"""What a noun phrase and a verb group are, and the subject of a verb, found over word classes and noun phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.rules.syntax.relative import antecedent, before_aside
from pipeline.vocabulary.linking import is_reporting, word_class

if TYPE_CHECKING:
    from pipeline.rules.scene.scene import Scene

Range = tuple[int, int]
"""Tokens from the first to before the second."""

OPEN, CLOSE = "([", ")]"
FREE = frozenset(["what", "how", "when", "where", "why"])
"""Words that open a clause and stand for nothing before them."""
NOMINATIVES = frozenset(["i", "he", "she", "it", "we", "they", "you"])
"""Pronouns that are the subject of a finite verb right after them."""

FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
"""Tags of finite verbs."""

QUOTES = '"“”„«»'
BRACKETS = frozenset(OPEN + CLOSE)
CLAUSE_MARKS = frozenset(";:–—" + QUOTES)
"""Marks at which a clause begins."""
OPENING = frozenset(["as", "after", "before", "since", "until", "than"])
"""Prepositions that open a clause before a verb."""
BOUNDS = CLAUSE_MARKS | BRACKETS | OPENING | {"-", ","}
"""Words and marks among which, and the subordinators, a clause may begin."""


@dataclass(eq=False, slots=True)
class Phrase:
    """A noun phrase: its tokens, its head noun, and its possessor ("Norway's", "its") where it has one."""

    start: int
    end: int
    head: int
    word: str
    """The head noun, lower case."""
    possessor: Range | None
    core: int
    """Where the phrase goes on after determiner and possessor."""


@dataclass(eq=False, slots=True)
class VerbGroup:
    """Auxiliaries and main verb ("has been cut"), with the tokens of its subject where it has one."""

    start: int
    end: int
    head: int
    finite: bool
    passive: bool
    subject: Range | None
    phrase: Phrase | None
    """The noun phrase that the subject begins with."""
    word: str
    """The main verb, lower case."""


def find_subject(scene: Scene, verb: int, finite: bool, before: Sequence[VerbGroup]) -> Range | None:
    """The tokens of the subject phrase of the verb group that starts at `verb`."""
    floor = scene.sentence(verb)[0]
    beside = scene.phrase_at.get(verb - 1)
    if beside and (_is_pronoun(scene, beside, floor) if finite else _is_for(scene, beside, verb)):
        return beside.start, beside.end
    stop = verb if scene.tags[verb] == "VBG" and scene.words[verb - 1] == "," else before_aside(scene, verb, floor)
    passed = (g for g in reversed(before) if g.start < stop and g.word != "worth" and not _is_gerund(scene, g, verb))
    previous = next(passed, None)
    previous = previous if previous and previous.start >= floor else None
    left = _boundary(scene, stop, previous.end if previous else floor, previous)
    phrases: Sequence[Phrase] = scene.phrases_in(left, stop)
    relative = left > floor and scene.classes[left - 1] == "W"
    if relative and all(_governed(scene, p.start, left) for p in phrases):
        return None if scene.lower[left - 1] in FREE else antecedent(scene, floor, left, verb)
    if previous and not finite and scene.words[verb - 1] == ",":
        return _after_time(scene, _within(before, floor, previous.start + 1), verb)
    if previous and finite and (own := _named_before(scene, stop) or _described(scene, previous, verb, left)):
        return own
    if previous and left == previous.end:
        phrases, resumed = _own_phrases(scene, previous, verb, stop, phrases)
        if resumed:
            earlier = _after_time(scene, _within(before, floor, previous.start + 1), verb)
            outer = _outer(scene, previous, floor)
            return (outer if previous.end == verb else None) or earlier or outer
    joined = None if finite else _joined_before(scene, verb, left)
    if absolute := _absolute(scene, verb, left) or joined:
        return absolute
    heads = _after_front([p for p in phrases if not _governed(scene, p.start, left)], scene, left, verb)
    while heads and _is_passed(scene, heads, verb, previous is None):
        heads = heads[1:]
    if heads and (finite or scene.classes[heads[0].end - 1] != "Q"):
        return heads[0].start, _trim(scene, heads[0].start, verb)
    placed = not heads and phrases and _after_place(scene, phrases, verb)
    shared = finite and (_joint_subject(scene, previous, verb) or placed or _outer(scene, previous, floor))
    return shared or _resumed(scene, _within(before, floor, stop))


def _named_before(scene: Scene, stop: int) -> Range | None:
    """The name that "and" joins to a number, before an aside too: "to $9m and Zeta Bank, which has 9 mills, made"."""
    named = scene.phrase_at.get(stop - 1)
    joined = named is not None and scene.classes[named.start - 2 : named.start] == "QC"
    return (named.start, stop) if named and joined and named.head in scene.mention_at else None


def _is_rate(scene: Scene, sum_: Phrase, unit: Phrase) -> bool:
    """Whether a phrase is what the sum before it is per: "$6m a year could be added"."""
    return sum_.end == unit.start and scene.lower[unit.start] in ("a", "an", "per")


def _counts(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is a number and what it counts: "Some 500 jobs at the mill in Oslo, Norway, will go"."""
    index = scene.number_before(phrase.end)
    return index is not None and scene.quantities[index].noun is not None


def _is_pronoun(scene: Scene, phrase: Phrase, floor: int) -> bool:
    """Whether a phrase before a finite verb is a pronoun that is a subject."""
    return phrase.word in NOMINATIVES and not _governed(scene, phrase.start, floor)


def _is_for(scene: Scene, phrase: Phrase, verb: int) -> bool:
    """Whether "for" leads to what is to do something, or to have it done: "called for costs to be cut by 5%"."""
    led = scene.lower[phrase.start - 1] == "for" and scene.classes[phrase.start - 2] in "VJ"
    return led and scene.lower[verb] == "to" and phrase.end == verb


def _within(groups: Sequence[VerbGroup], start: int, end: int) -> list[VerbGroup]:
    """The last of the groups, those that start within the tokens."""
    found = [group for group in takewhile(lambda group: group.start >= start, reversed(groups)) if group.start < end]
    return found[::-1]


def _described(scene: Scene, between: VerbGroup, verb: int, left: int) -> Range | None:
    """The subject that a clause only describes: "prices in states using it fell", "Holm, in which he has 9%, grew"."""
    if left == between.end and _describes(scene, between, verb):
        return between.subject
    which = between.subject[0] - 1 if between.subject and between.subject[1] <= between.start else 0
    relative = scene.lower[which] in ("which", "whom", "where", "whose", "when")
    if which < 2 or scene.words[verb - 1] != "," or not relative:
        return None
    if scene.lower[which] == "when":  # "sales in the three months to June, when it was shut, fell"
        heads = scene.phrases_in(_boundary(scene, which, scene.sentence(verb)[0], None), which)
        return next(((p.start, which - 1) for p in heads if not _governed(scene, p.start, heads[0].start)), None)
    return antecedent(scene, scene.sentence(verb)[0], which + 1, verb)


def _after_place(scene: Scene, phrases: Sequence[Phrase], verb: int) -> Range | None:
    """The subject behind what opens without a comma: "In Wales prices rose", "Under the deal Zeta Bank will pay"."""
    phrase, named, called = phrases[0], scene.mention_at.get(verb - 1), word_class("agent nouns", "words for firms")
    if named and phrases[-1].start < named.start and scene.classes[named.start - 1] == "N":
        return None if scene.lower[named.start - 1] in called else (named.start, verb)
    lead, inside = scene.lower[phrase.start - 1], scene.mentions_in(phrase.start, phrase.end)
    placed = scene.mention_at.get(phrase.start + (scene.lower[phrase.start] == "the"))
    placed = inside[-1] if inside and lead == "at" else placed  # "At its bank Zeta Works sales rose"
    between = scene.words[phrase.end : verb]
    if placed is None or placed.end >= phrase.end or "," in between or scene.classes[placed.end] == "O":
        return None  # nor "In Norway's north prices rose"
    places = ("GPE", "LOC", "ORG") if lead == "at" else ("GPE", "LOC")
    return (placed.end, phrase.end) if placed.entity.label in places and lead in ("in", "at", "across") else None


def _joint_subject(scene: Scene, previous: VerbGroup | None, verb: int) -> Range | None:
    """The noun between "and" and a second verb: "the deficit will be 4% of output and growth will reach 2%"."""
    phrase = scene.phrase_at.get(verb - 1)
    if previous is None or not previous.finite or phrase is None or phrase.head in scene.mention_at:
        return None
    own = phrase.start > previous.end and scene.classes[phrase.start - 1] == "C" and scene.classes[verb - 1] == "N"
    return (phrase.start, phrase.end) if own else None


def _outer(scene: Scene, relative: VerbGroup | None, floor: int) -> Range | None:
    """The subject before a relative clause without commas: "the share of firms that are short of staff fell"."""
    if relative is None:
        return None
    opening, own = relative.start - 1, relative.phrase
    if own and own.word in NOMINATIVES and own.start > floor and scene.classes[own.start - 1] == "N":
        opening = own.start  # "the price it got was"
    elif own and relative.finite and own.start > floor and scene.lower[own.start - 1] in ("that", "which", "whom"):
        opening = own.start - 1  # "the mills that Norway runs made"
    elif scene.lower[opening] not in ("that", "which", "who") or scene.classes[opening] != "W":
        return None
    left = _boundary(scene, opening, floor, None)
    heads = [p for p in scene.phrases_in(left, opening) if not _governed(scene, p.start, left)]
    return (heads[0].start, opening) if heads else None


def _resumed(scene: Scene, earlier: list[VerbGroup]) -> Range | None:
    """The subject that a verb without one shares with the verb before it, a "…, Ann Lee said, …" passed over."""
    while len(earlier) > 1 and is_reporting(scene.lower[earlier[-1].head]) and scene.words[earlier[-1].end] == ",":
        earlier = earlier[:-1]
    return earlier[-1].subject if earlier else None


def _is_gerund(scene: Scene, group: VerbGroup, verb: int) -> bool:
    """Whether a group only goes on with the noun before it: "the price of sending a parcel rose"."""
    led = scene.lower[group.start - 1] in ("of", "for") and scene.tags[group.start] == "VBG"
    return led and "," not in scene.words[group.end : verb]


def _describes(scene: Scene, group: VerbGroup, verb: int) -> bool:
    """Whether a participle with its object only says which thing is meant: "prices in states using the euro were"."""
    beside = not group.finite and scene.tags[group.start] == "VBG" and scene.classes[group.start - 1] in "NQ"
    between = scene.classes[group.end : verb]
    plain = "," not in scene.words[group.end : verb] and not set(between) & set("CBW")
    return beside and plain and between[:1] in ("T", "S", "N", "Q")


def _after_time(scene: Scene, groups: Sequence[VerbGroup], verb: int) -> Range | None:
    """The subject that a verb after a comma and "and" goes on with: not that of a clause of time between.

    "Shares have lost 17% since the strike began, and closed at $84" says what shares closed at; nor that of what is
    only expected to happen: "Analysts expected it to stay put and had forecast 5%".
    """
    while len(groups) > 1 and scene.lower[groups[-1].start] == "to" and scene.tags[verb] in ("VBD", "VBZ", "MD"):
        groups = groups[:-1]
    subject = groups[-1].subject
    lead = subject[0] - 1 if subject else 0
    timed = lead > 0 and scene.lower[lead] in word_class("clause prepositions") | {"when", "while"}
    joined = (scene.classes[verb - 1] == "C" and scene.words[verb - 2] == ",") or scene.words[verb - 1] == ","
    return groups[-2].subject if timed and joined and len(groups) > 1 else subject


def _absolute(scene: Scene, verb: int, left: int) -> Range | None:
    """The subject of a verb in a clause of its own after "with": "…, with prices of milk likely to rise"."""
    last = verb - 1 - (scene.lower[verb - 1] in word_class("adjectives before to"))
    phrase = scene.phrase_at.get(last)
    while phrase and scene.lower[phrase.start - 1] in ("of", "in") and (outer := scene.phrase_at.get(phrase.start - 2)):
        phrase = outer
    i = phrase.start - 1 if phrase else -1
    led = i > left and scene.lower[i] == "with" and scene.words[i - 1] == ","
    return (phrase.start, last + 1) if led and phrase else None


def _joined_before(scene: Scene, verb: int, left: int) -> Range | None:
    """The last of a list right before its participle or "to": "debts of $9m and a deficit put at $4m", "growth to hit
    4% and inflation to hit 3%".
    """
    phrase = scene.phrase_at.get(verb - 1)
    if phrase is None or phrase.start - 1 <= left or scene.classes[verb - 1] == "Q":
        return None
    if scene.tags[verb] == "TO" and scene.classes[phrase.start - 2 : phrase.start] in ("QC", "DC"):
        return phrase.start, phrase.end
    if scene.tags[verb] != "VBN":
        return None
    return (phrase.start, phrase.end) if scene.classes[phrase.start - 1 : phrase.start + 1] == "CT" else None


def _after_front(heads: list[Phrase], scene: Scene, left: int, verb: int) -> list[Phrase]:
    """`heads` without those of a fronted phrase: "In Oslo, Bergen and Moss, the rates were …"."""
    commas = [i for i in range(left, verb) if scene.words[i] == ","]
    timed = scene.classes[left] == "D" or scene.lower[left] in word_class("units of time")
    if not commas or (scene.classes[left] != "P" and not timed):
        return heads
    return [p for p in heads if p.start > commas[-1]] or heads


def _own_phrases(
    scene: Scene, previous: VerbGroup, verb: int, stop: int, phrases: Sequence[Phrase]
) -> tuple[Sequence[Phrase], bool]:
    """Of the phrases after another verb those that may be the subject of the verb at `verb`, and whether none can.

    They end at `stop`, where an aside right before the verb begins, if there is one.

    After "and" the second verb has a subject of its own or shares the first one's; a comma right before the verb closes
    a relative clause; a verb of saying has its whole complement between.
    """
    opening = previous.start - 1
    while opening > 0 and scene.classes[opening] == "R":
        opening -= 1
    relative = opening >= 0 and scene.classes[opening] == "W"
    if relative and scene.words[verb - 1] == ",":
        return (), True
    if previous.phrase and not relative and scene.classes[previous.phrase.start - 1] == "W":
        opening, relative = previous.phrase.start - 1, True
    if is_reporting(previous.word):
        return phrases, False
    if relative and "," not in scene.words[max(opening - 1, 0) : verb] and _is_main(scene, previous, verb):
        return (), False
    joints = (i for i in range(previous.end, verb) if scene.classes[i] == "C")
    joint = max((i for i in joints if scene.words[i - 1] == "," or not scene.phrases_in(i + 1, verb)), default=-1)
    if joint < 0:
        after = max((i for i in range(previous.end, stop) if scene.words[i] == ","), default=-1)
        own = [p for p in phrases if p.start > after]
        return own, not own
    own = [p for p in phrases if p.start > joint]
    return own, not own


def _is_passed(scene: Scene, heads: Sequence[Phrase], verb: int, first: bool) -> bool:
    """Whether the first phrase is only a number that stands before the subject of the verb."""
    if scene.classes[heads[0].end - 1] != "Q":
        return False
    if len(heads) == 1:
        return _is_object(scene, heads[0], verb)
    return not (_is_rate(scene, *heads[:2]) or (first and _counts(scene, heads[0])))


def _is_object(scene: Scene, phrase: Phrase, verb: int) -> bool:
    """Whether a phrase is the object of a verb that "and" joins another to: "lost 4% in May and the index rose"."""
    return scene.classes[phrase.start - 1] == "V" and "C" in scene.classes[phrase.end : verb]


def _is_main(scene: Scene, relative: VerbGroup, verb: int) -> bool:
    """Whether no verb before a relative clause can be the main one: "the storms that hit Oslo cost"."""
    stop, first = (relative.phrase.start if relative.phrase else relative.start - 1), scene.sentence(verb)[0]
    first = next((i + 1 for i in range(stop, first, -1) if is_reporting(scene.lower[i])), first)
    thinks = word_class("verbs of forecasting", "verbs of expecting", "verbs of research", "verbs of wanting")
    silent = set(scene.classes[relative.end : verb]).isdisjoint("CBW")
    silent = silent and set(scene.classes[first:stop]).isdisjoint("VB")
    return silent and relative.finite and scene.tags[verb] in FINITE and relative.word not in thinks


def _trim(scene: Scene, start: int, end: int) -> int:
    commas = (i for i in range(start + 1, end - 1) if scene.words[i] == ",")
    aside = (i for i in commas if _opens_aside(scene.classes[i + 1 : i + 3]))
    acts = (i for i in range(start + 2, end) if scene.classes[i] == "V" and i not in scene.phrase_at)
    done = (i - 1 for i in acts if scene.classes[i - 1] == "P")
    end = min(next(aside, end), next(done, end))
    while end > start + 1 and scene.classes[end - 1] in "RXC":
        end -= 1
    return end


def _opens_aside(classes: str) -> bool:
    """Whether a verb or a relative pronoun follows, or a preposition with one: ", which", ", in which"."""
    return classes[0] in "VW" or classes in ("PW", "JP")


def _governed(scene: Scene, start: int, left: int) -> bool:
    """Whether a preposition before `start` (not before `left`) leads to it, or to a bound of it: "more than 9 jobs"."""
    index = scene.number_before(start + 2)
    cue = scene.quantities[index].cue if index is not None else None
    bound = scene.tokens_of(cue) if cue else (start, start)
    i = (bound[0] if bound[0] <= start <= bound[1] else start) - 1
    i -= scene.lower[i] == "between" and scene.classes[start] == "Q"
    while i >= left and scene.classes[i] in "RTJ":
        i -= 1
    if i >= left and scene.classes[i] == "C" and i - 1 >= left:
        phrase = scene.phrase_at.get(i - 1)
        return phrase is not None and phrase.start > left and _governed(scene, phrase.start, left)
    return i >= left and scene.classes[i] == "P"


def _boundary(scene: Scene, verb: int, floor: int, previous: VerbGroup | None) -> int:
    """Where the clause of the verb at `verb` begins at the earliest, not before `floor`."""
    seen_comma, bracket, own = False, scene.bracket, scene.bracket[verb]
    for i in reversed(scene.bounds_in(floor, verb)):
        if own and i == own[0]:
            return i + 1
        word, kind = scene.lower[i], scene.classes[i]
        if bracket[i] != own or word in BRACKETS:
            continue
        if kind in "BW" or word in CLAUSE_MARKS or (word == "-" and scene.spaced[i]):
            return i + 1
        opens = previous or (word == "as" and (i <= floor + 1 or scene.classes[i - 1] == "C"))
        opens = opens or scene.lower[i - 1] in word_class("units of time")
        opens = opens and scene.lower[i + 1] not in word_class("left out of profits")
        if word in OPENING and kind == "P" and not seen_comma and opens:
            return i + 1
        seen_comma = seen_comma or word == ","
    return floor
