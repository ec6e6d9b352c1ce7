"""How a concept moved: direction, and whether the number is where it came from, where it went, or by how much."""

from __future__ import annotations

from functools import cache

from pipeline.model import Change, Direction, Role
from pipeline.rules.base import Draft, Reading, Rule, of_double, of_twin
from pipeline.rules.scene import Scene
from pipeline.rules.verbs import Range
from pipeline.vocabulary.linking import ChangeRow, changes, word_class

ROLES: dict[str, Role] = {"from": "from", "to": "to", "by": "by", "at": "to", "of": "by"}
"""What a preposition between a word of change and a number makes of the number."""


@cache
def _index(part: str) -> dict[str, ChangeRow]:
    return {word: row for row in changes() for word in getattr(row, part)}


def change_word(scene: Scene, token: int) -> ChangeRow | None:
    """The row of change that the word at `token` belongs to in the class that it stands in, or None."""
    word, kind = scene.lower[token], scene.classes[token]
    if kind == "V" or (kind == "J" and word.endswith(("ed", "ing"))):
        return _index("verbs").get(word)
    if kind == "N":
        return _index("nouns").get(word)
    return _index("adverbs").get(word)


def _signed(draft: Draft) -> Reading | None:
    mark = draft.scene.words[draft.start]
    moved = draft.verb is None or change_word(draft.scene, draft.verb.head) is not None
    if draft.quantity.kind == "multiple" or mark[0] not in "+-–−" or not (draft.bracket or moved or _context(draft)):
        return None
    direction: Direction = "increase" if mark[0] == "+" else "decrease"
    return Reading(Change(direction, "by"), ((draft.start, draft.start + 1),))


def _context(draft: Draft) -> Change | None:
    """The change of the quantity before this one in the sentence."""
    before = draft.previous.get("change") if draft.previous else None
    return before if isinstance(before, Change) else None


def _noun_after(draft: Draft) -> Reading | None:
    scene = draft.scene
    phrase = scene.phrase_at.get(draft.start)
    determined = draft.start > 0 and scene.classes[draft.start - 1] in "TSJ"
    for i in range(draft.end, max(phrase.end if phrase else 0, draft.end + determined)):
        row = _index("nouns").get(scene.lower[i]) if i < len(scene.lower) else None
        if row and (scene.classes[i] == "N" or determined):
            return Reading(Change(row.direction, "by"), ((i, i + 1),))
    return None


def _multiplied(draft: Draft) -> Reading | None:
    """A verb that says movement and multiple in one: "doubled"."""
    row = _index("verbs").get(draft.scene.lower[draft.end - 1]) if draft.quantity.kind == "multiple" else None
    return Reading(Change(row.direction, "by"), ((draft.end - 1, draft.end),)) if row else None


def _adverb_after(draft: Draft) -> Reading | None:
    scene, i = draft.scene, draft.end
    if i >= len(scene.words):
        return None
    row = _index("adverbs").get(scene.lower[i])
    if scene.lower[i + 1 : i + 2] == ["than"]:
        row = row or _index("comparatives").get(scene.lower[i])
    if not row or _compares(scene, i):
        return None
    level = i + 1 < draft.sentence[1] and scene.classes[i + 1] == "Q"
    return Reading(Change(row.direction, "to" if level else "by"), ((i, i + 1),))


def _compares(scene: Scene, adverb: int) -> bool:
    """Whether "higher than" is followed by another thing and not by another time."""
    if scene.lower[adverb + 1 : adverb + 2] != ["than"]:
        return False
    following, classes = scene.lower[adverb + 2 : adverb + 7], scene.classes[adverb + 2 : adverb + 7]
    return not (set(following) & word_class("words of time")) and not {"D", "Q"} & set(classes)


def _adverb_before(draft: Draft) -> Reading | None:
    scene, i = draft.scene, draft.hook
    role: Role = "by"
    if i >= 1 and scene.lower[i] in ("from", "by", "to", "at"):
        role, i = ROLES[scene.lower[i]], i - 1
    row = _index("adverbs").get(scene.lower[i]) if i >= draft.sentence[0] else None
    phrasal = (
        i > draft.sentence[0] and scene.classes[i - 1] == "V" and scene.lower[i - 1] not in word_class("verbs of place")
    )
    if not row or scene.classes[i] == "V" or phrasal or scene.lower[i + 1] == "than":
        return None
    return Reading(Change(row.direction, role), ((i, i + 1),))


def _direct_object(draft: Draft) -> Reading | None:
    scene, i = draft.scene, draft.hook
    row = change_word(scene, i) if i >= 0 and scene.classes[i] == "V" else None
    if not row or i not in scene.verb_at or scene.verb_at[i].head != i:
        return None
    if row.name in ("raise", "boost") and draft.quantity.kind == "money":
        return None
    passed = set(scene.lower[i + 1 : draft.start]) & word_class("passing words")
    return Reading(Change(row.direction, "to" if passed else "by"), ((i, i + 1),))


def _prepositional(draft: Draft) -> Reading | None:
    """From / to / by / at / of before the number, and the nearest word of change before that in the clause."""
    scene, at = draft.scene, leading_preposition(draft)
    if at < 0 or scene.lower[at] not in ROLES:
        return None
    role = ROLES[scene.lower[at]]
    for i in range(at - 1, max(draft.segment[0], draft.sentence[0]) - 1, -1):
        if _ends_search(scene, i):
            return None
        row = change_word(scene, i)
        if row and (role != "by" or scene.lower[at] != "of" or (scene.classes[i] == "N" and i == at - 1)):
            return Reading(Change(row.direction, role), ((i, i + 1), (at, at + 1)))
    return None


def leading_preposition(draft: Draft) -> int:
    """The preposition that leads to the number, through "the record of", "a level of" too; -1 where none."""
    scene, i = draft.scene, draft.hook
    if i >= 2 and scene.lower[i] == "of" and scene.lower[i - 1] in word_class("record nouns"):
        i -= 2
        while i > draft.sentence[0] and scene.classes[i] in "TJS":
            i -= 1
    return i if i >= 0 and scene.classes[i] in "PV" else -1


def _ends_search(scene: Scene, i: int) -> bool:
    return scene.words[i] in (";", ":") or scene.classes[i] == "W"


def _later_pair(draft: Draft) -> Reading | None:
    """From / to / by after another quantity of the same movement: "by 8%, from A to B", "and imports from C to D"."""
    before, at = _context(draft), leading_preposition(draft)
    if not before or at < 0 or scene_word(draft, at) not in ("from", "to", "by", "at") or _new_verb(draft):
        return None
    role = ROLES[scene_word(draft, at)]
    return Reading(Change(_direction_of_pair(draft, role) or before.direction, role), ((at, at + 1),))


def _new_verb(draft: Draft) -> bool:
    """Whether a verb that is no word of change stands between the number before and this one."""
    verb = draft.scene.verb_before(draft.start, draft.segment[0])
    return verb is not None and verb.finite and change_word(draft.scene, verb.head) is None


def _another_start(draft: Draft) -> Reading | None:
    """A second starting point: "down from 2.4% in December and 4.9% in January"."""
    before, scene = _context(draft), draft.scene
    rest = [scene.lower[i] for i in range(*draft.segment) if scene.classes[i] not in "DP"]
    return Reading(before, (draft.segment,)) if before and before.role == "from" and rest == ["and"] else None


def scene_word(draft: Draft, token: int) -> str:
    """The word at `token`, lower case."""
    return draft.scene.lower[token]


def _direction_of_pair(draft: Draft, role: Role) -> Direction | None:
    """Up or down by comparing a to-value with the from-value right before it."""
    other = draft.previous
    before = other.get("change") if other else None
    if not other or role != "to" or not isinstance(before, Change) or before.role != "from":
        return None
    if (other.quantity.kind, other.quantity.unit) != (draft.quantity.kind, draft.quantity.unit):
        return None
    if draft.quantity.value == other.quantity.value:
        return None
    return "increase" if draft.quantity.value > other.quantity.value else "decrease"


def _then_changed(draft: Draft) -> Reading | None:
    """A level with its change right after it: "$5bn, up 4%", "4,751 (down 15 points)", "40 pounds - a drop of 5%"."""
    scene, i = draft.scene, draft.end
    opening = (",", "(", "-", "–", "—", ";")
    while i < draft.sentence[1] and scene.classes[i] in "PD":
        i += 1
    if i + 1 >= draft.sentence[1] or scene.words[i] not in opening:
        return None
    i += 1
    if i in _bounds_of_next(draft):
        return None
    while i < draft.sentence[1] and scene.classes[i] in "TJ":
        i += 1
    while i < draft.sentence[1] and scene.classes[i] == "Q":
        i += 1
    row = change_word(scene, i) if i < draft.sentence[1] else None
    if scene.classes[i - 1] == "Q" and scene.lower[i + 1 : i + 2] == ["than"] and not _compares(scene, i):
        row = _index("comparatives").get(scene.lower[i]) or row
        return Reading(Change(row.direction, "to"), ((i, i + 1),)) if row else None
    if not row or (scene.classes[i] == "V" and not scene.lower[i].endswith("ing")):
        return None
    following = scene.classes[i + 1 : i + 5]
    return Reading(Change(row.direction, "to"), ((i, i + 1),)) if "Q" in following else None


def _reached(draft: Draft) -> Reading | None:
    """Where a movement of the sentence arrives: "trade added 8% and reached $47bn"."""
    before, verb = _context(draft), draft.verb
    if not before or before.role != "by" or verb is None or draft.hook != verb.head:
        return None
    return (
        Reading(Change(before.direction, "to"), ((verb.head, verb.head + 1),))
        if scene_word(draft, verb.head) in word_class("arriving verbs")
        else None
    )


def _set_against(draft: Draft) -> Reading | None:
    """Where a movement of the sentence came from: "rose 8% to $47bn, after $43bn a year before", "compared with 5%"."""
    before, words = _context(draft), draft.scene.lower[slice(*draft.segment)]
    same = draft.previous is not None and draft.previous.quantity.unit == draft.quantity.unit
    against = before and before.role == "to" and set(words[:4]) & word_class("setting words")
    than = before and before.role == "by" and "than" in words[:2]
    if not before or not ((against and same) or than):
        return None
    return Reading(Change(before.direction, "from"), (draft.segment,))


def _bare_pair(draft: Draft) -> Reading | None:
    """Two ends of a movement that only their order tells: "goes from £17 to £18"; the numbers give the direction."""
    scene, hook = draft.scene, draft.hook
    end = next((d for d in draft.drafts[draft.index + 1 : draft.index + 2] if d.start < draft.sentence[1]), None)
    if end is None or draft.verb is None or hook < 0 or scene.lower[hook] != "from" or scene.lower[end.hook] != "to":
        return None
    same = (end.quantity.kind, end.quantity.unit) == (draft.quantity.kind, draft.quantity.unit)
    if (
        not same
        or scene.lower[draft.verb.head] not in word_class("moving verbs")
        or end.quantity.value == draft.quantity.value
    ):
        return None
    rises = end.quantity.value > draft.quantity.value
    return Reading(Change("increase" if rises else "decrease", "from"), ((hook, hook + 1),))


def _in_other_terms(draft: Draft) -> Reading | None:
    """The same movement said again: "up 41 pence, or 6.2%"."""
    before, words = _context(draft), draft.scene.lower[slice(*draft.segment)]
    plain = all(scene_class in "RCXJ" for scene_class in draft.scene.classes[slice(*draft.segment)])
    return Reading(before, (draft.segment,)) if before and "or" in words and plain else None


def _bounds_of_next(draft: Draft) -> range:
    """The tokens of the bound of the next number: "up to" is none of the words of change."""
    following = draft.drafts[draft.index + 1 : draft.index + 2]
    cue = following[0].quantity.cue if following else None
    return range(*draft.scene.tokens_of(cue)) if cue else range(0)


def _listed(draft: Draft) -> Reading | None:
    """An item of a list of changes: "including Norway 1.7 times, Chile 2.6 times"."""
    if not draft.lead or not draft.goes_on:
        return None
    for other in reversed(draft.drafts[: draft.index]):
        change = other.get("change")
        if other.start < draft.sentence[0]:
            return None
        if other.quantity.kind == draft.quantity.kind and isinstance(change, Change) and change.role == "by":
            return Reading(change, (draft.scene.quantity_at[other.index],))
    return None


RULES = (
    Rule("double", "change", of_double("change"), (("Sales fell to £3bn ($4bn).", "$4bn", "decrease to"),)),
    Rule(
        "printed sign",
        "change",
        _signed,
        (
            ("Growth came from Norway (up 4%, +$1.5 billion).", "+$1.5 billion", "increase by"),
            ("Norway Steel −1.6%", "−1.6%", "decrease by"),
        ),
        (("It was −5% there.", "−5%"),),
    ),
    Rule(
        "noun after the number",
        "change",
        _noun_after,
        (("Norway saw a 6.7% decline.", "6.7%", "decrease by"),),
        (("Norway bought a 6.7% stake.", "6.7%"),),
    ),
    Rule("verb of multiplying", "change", _multiplied, (("Output doubled.", "doubled", "increase by"),)),
    Rule(
        "adverb after the number",
        "change",
        _adverb_after,
        (
            ("The index closed 15 points higher.", "15 points", "increase by"),
            ("Among the most traded was Norway Steel ($16.30 up 58 cents).", "$16.30", "increase to"),
        ),
        (("Norway's economy is 9% larger than Chile's.", "9%"),),
    ),
    Rule(
        "adverb before the number",
        "change",
        _adverb_before,
        (("Turnover was $5bn, down from $6bn.", "$6bn", "decrease from"), ("Sales were up 4%.", "4%", "increase by")),
    ),
    Rule(
        "object of a verb of change",
        "change",
        _direct_object,
        (("Shares rose 4% in London.", "4%", "increase by"),),
        (("Shares cost 4 pence.", "4 pence"),),
    ),
    Rule(
        "preposition after a word of change",
        "change",
        _prepositional,
        (
            ("Exports grew from $7 billion to $14 billion.", "$7 billion", "increase from"),
            ("The decline in output to 26% was steep.", "26%", "decrease to"),
            ("There was a drop of 5%.", "5%", "decrease by"),
        ),
        (("Exports to Chile stood at $7 billion.", "$7 billion"),),
    ),
    Rule(
        "later member of a movement",
        "change",
        _later_pair,
        (
            (
                "Exports grew from $7 billion to $14 billion, and imports from $9 billion to $8 billion.",
                "$8 billion",
                "decrease to",
            ),
            ("Trade rose by 8%, from $43 billion to $47 billion.", "$43 billion", "increase from"),
        ),
    ),
    Rule(
        "another starting point",
        "change",
        _another_start,
        (("Output fell to 2%, down from 4% in December and 5% in June.", "5%", "decrease from"),),
    ),
    Rule("two ends by arithmetic", "change", _bare_pair, (("A ticket goes from £17 to £18.", "£17", "increase from"),)),
    Rule("arrival of a movement", "change", _reached, (("Trade added 8% and reached $47bn.", "$47bn", "increase to"),)),
    Rule(
        "level before a movement",
        "change",
        _set_against,
        (
            ("Trade rose to $47bn, after $43bn in 2023.", "$43bn", "increase from"),
            ("Trade was 8% higher than the $43bn of 2023.", "$43bn", "increase from"),
        ),
    ),
    Rule(
        "movement in other terms",
        "change",
        _in_other_terms,
        (("Shares rose 41 pence, or 6.2%.", "6.2%", "increase by"),),
    ),
    Rule(
        "level with its change after it",
        "change",
        _then_changed,
        (("Revenue was $5bn, up 4%.", "$5bn", "increase to"),),
        (("Revenue was $5bn, and costs were $4bn.", "$5bn"),),
    ),
    Rule(
        "announced by the headline",
        "change",
        of_twin("change"),
        (("Jobs to go: 500\n\nThe mill cut 500 jobs.", "500", "decrease by"),),
    ),
    Rule(
        "item of a list of changes",
        "change",
        _listed,
        (("Volumes grew 2 times, including in Norway 1.7 times.", "1.7 times", "increase by"),),
    ),
)
"""Rules of the slot `change`, strongest first."""


def change_cue(draft: Draft) -> Range | None:
    """The tokens of the word of change that the quantity's change was read from, or None."""
    reading = draft.readings.get("change")
    return reading.cues[0] if reading and reading.cues else None
