"""How a concept moved, told by its place among other numbers: pairs of ends, later members, lists, comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from pipeline.model import Change, Direction, Role
from pipeline.rules.base import change_rule, of_twin, when
from pipeline.rules.change.change import (
    ROLES,
    bare_movement,
    change_word,
    compares_things,
    leading_preposition,
    movement_before,
    rows_by,
    words_of_change,
)
from pipeline.rules.change.listed import apposed_part, bracketed_start, listed
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.syntax.verbs import VerbGroup
from pipeline.vocabulary.linking import word_class
from pipeline.vocabulary.names import name_class

FOLLOWING = 5
"""So many numbers on a level's start may be told."""

COMPLEMENT = 14
"""So many words of what a level is of may stand before the change that it has seen: "4% of the market, up from 2%"."""


def _later_pair(draft: Draft) -> Reading | None:
    """From / to / by after another quantity of the same movement: "by 8%, from A to B", "and imports from C to D"."""
    before, at = movement_before(draft), leading_preposition(draft)
    if not before or at < 0 or draft.scene.lower[at] not in ("from", "to", "by", "at") or _new_verb(draft):
        return None
    beside = draft.scene.lower[draft.segment[0] : draft.segment[0] + 2] == [",", "with"]  # "with prices rising at 4%"
    values = draft.verb is not None and draft.verb.word in name_class("verbs of valuing")  # "valuing the mill at $9m"
    counts = draft.scene.lower[draft.end] == "of" or draft.quantity.noun is not None  # "cut 300 jobs at two mills"
    if draft.scene.lower[at] == "at" and (beside or values or counts):
        return None
    alike = draft.last is not None and draft.last.hook_word == draft.scene.lower[at] == "at"
    role = before.role if alike else ROLES[draft.scene.lower[at]]
    if role == "to" and draft.scene.lower[at + 1] == "the" and draft.start - at <= len(("to", "the", "existing")):
        return None
    return Reading(Change(_direction_of_pair(draft, role) or before.direction, role), ((at, at + 1),))


def _new_verb(draft: Draft) -> bool:
    """Whether a verb that is no word of change stands between the number before and this one."""
    verb = draft.scene.verb_before(draft.start, draft.segment[0])
    return verb is not None and verb.finite and change_word(draft.scene, verb.head) is None


def _another_start(draft: Draft) -> Reading | None:
    """A second starting point or step: "from 2.4% in May and 4.9% in June", "jumped 5% in May and 3% in June"."""
    before, scene = movement_before(draft), draft.scene
    if before is None or before.role == "to" or "D" not in scene.classes[slice(*draft.segment)]:
        return None
    rest = [scene.lower[i] for i in range(*draft.segment) if scene.classes[i] not in "DP"]
    return Reading(before, (draft.segment,)) if rest == ["and"] else None


def _direction_of_pair(draft: Draft, role: Role) -> Direction | None:
    """Up or down by comparing a to-value with the from-value right before it."""
    other = draft.previous
    if not other or role != "to" or other.role != "from":
        return None
    return "increase" if draft.quantity.value > other.quantity.value else "decrease"


def _then_changed(draft: Draft) -> Reading | None:
    """A level whose change the sentence tells after it."""
    lasts = draft.quantity.unit in word_class("units of time") and draft.hook_word in ("for", "over", "in")
    if draft.is_setting or (lasts and draft.previous):
        return None
    return _changed_beside(draft) or _before_start(draft)


def _changed_beside(draft: Draft) -> Reading | None:
    """A level with its change right after it: "$5bn, up 4%", "4,751 (down 15 points)", "5m in May, a rise of 4%"."""
    scene, i = draft.scene, _after_restatements(draft)
    limit = min(draft.sentence[1] - 1, i + COMPLEMENT)
    while i < limit:
        joins = scene.lower[i] == "and" or (scene.words[i] in OPENING and scene.classes[i] not in "DH")
        if joins and (reading := _change_from(draft, i + 1)):
            return reading
        if not joins and scene.classes[i] not in "PDTNJSOHC" and scene.words[i] != ")" and not _in_setting(draft, i):
            return None
        i += 1
    return None


def _in_setting(draft: Draft, token: int) -> bool:
    """Whether the token is of a number that only says where the draft's was, or for how long."""
    after = draft.following
    beside = after is not None and (after.is_setting or after.quantity.unit in word_class("units of time"))
    return beside and after is not None and after.start <= token < after.end


def _signed_beside(draft: Draft) -> Reading | None:
    """A level whose change stands in the bracket after it with its sign: "$8bn (−12%)"."""
    other = draft.following
    if other is None or draft.bracket or other.quantity.kind != "percent":
        return None
    mark = draft.scene.words[other.start][0]
    if other.bracket != draft.scene.bracket[draft.end + 1] or mark not in "+-–−":
        return None
    return Reading(Change("increase" if mark == "+" else "decrease", "to"), ((other.start, other.start + 1),))


def _before_start(draft: Draft) -> Reading | None:
    """A level told by where it came from, whatever stands between: "3% of GDP in 2005, up from a target of 2%"."""
    scene, other = draft.scene, next((d for d in _later(draft) if draft.is_like(d) and not d.is_setting), None)
    if other is None:
        return None
    mark = next((i for i in range(other.start - 1, draft.end, -1) if scene.words[i] in OPENING), None)
    if mark is None or scene.lower[mark + 2] != "from" or scene.verbs_in(mark, other.start):
        return None
    row = rows_by("adverbs").get(scene.lower[mark + 1])
    return Reading(Change(row.direction, "to"), ((mark + 1, mark + 2),)) if row else None


def _later(draft: Draft) -> Iterator[Draft]:
    """The next numbers after the draft in its sentence."""
    following = islice(draft.drafts, draft.index + 1, draft.index + 1 + FOLLOWING)
    return takewhile(lambda other: other.start < draft.sentence[1], following)


def _start_after(draft: Draft) -> Reading | None:
    """The start after the end of a movement, with other numbers between: "fell to 8% in 2 of 9 towns, from 9%"."""
    scene, at = draft.scene, leading_preposition(draft)
    if at < 1 or scene.lower[at] != "from" or scene.words[at - 1] != ",":
        return None
    other = next((before for before in numbers_before(draft, draft.sentence[0]) if draft.is_like(before)), None)
    change = other.get("change") if other else None
    if not isinstance(change, Change) or change.role != "to":
        return None
    return Reading(Change(change.direction, "from"), ((at, at + 1),))


OPENING = (",", "(", "-", "–", "—", ";")
"""Marks after which the change of a level may be said."""


def _after_restatements(draft: Draft) -> int:
    """Where the text goes on after the number, its "a barrel", and the same in other terms: "($4bn), or 9p a share"."""
    scene, last = draft.scene, draft
    for other in draft.drafts[draft.index + 1 :]:
        between = [word for word in scene.words[last.end : other.start] if word != ")"]
        if other.start >= draft.sentence[1] or not (other.double or between in ([",", "or"], ["or"])):
            break
        last = other
    i = last.after_rate
    return i + (scene.words[i] == ")")


def _change_from(draft: Draft, i: int) -> Reading | None:
    """The change that the words from `i` on say of the level, with its number."""
    scene, stop = draft.scene, draft.sentence[1]
    if i in _bounds_of_next(draft):
        return None
    while i < stop and scene.classes[i] in "TJ" and change_word(scene, i) is None:
        i += 1
    while i < stop and scene.classes[i] == "Q":
        i += 1
    row = change_word(scene, i) if i < stop else None
    ends = scene.classes[i + 1] == "X" and scene.words[draft.end] == "," and scene.words[i - 1] == "%"
    closed = ends or scene.lower[i + 1] == "than"
    if scene.classes[i - 1] == "Q" and closed and not compares_things(scene, i):
        row = rows_by("comparatives").get(scene.lower[i]) or row
        return Reading(Change(row.direction, "to"), ((i, i + 1),)) if row else None
    if not row or (scene.classes[i] == "V" and not scene.lower[i].endswith("ing")):
        return None
    following = scene.classes[i + 1 : i + 5]
    if scene.classes[i] == "V" and row.transitive and _acts_on_a_count(draft, i):
        return None
    sized = "Q" in following or scene.classes[i - 1] == "Q"
    return Reading(Change(row.direction, "to"), ((i, i + 1),)) if sized else None


def _acts_on_a_count(draft: Draft, verb: int) -> bool:
    """Whether the verb at `verb` has its own object: "shut 4 plants, shedding 90 staff", "took 4%, adding $9m"."""
    other = next((later for later in _later(draft) if later.start > verb), None)
    kind = other.quantity.kind if other and other.hook == verb else "percent"
    return kind == "count" or kind not in ("percent", draft.quantity.kind)


def _reached(draft: Draft) -> Reading | None:
    """Where a movement of the sentence arrives: "trade added 8% and reached $47bn"."""
    before, verb = movement_before(draft) or bare_movement(draft), draft.verb
    relative = verb is not None and "W" in draft.scene.classes[draft.segment[0] : verb.end]
    if not before or before.role != "by" or verb is None or relative:
        return None
    beside = verb.start - 1 - (draft.scene.classes[verb.start - 1] == "R")
    joined = beside >= draft.segment[0] and draft.scene.lower[beside] == "and"
    word, at = draft.scene.lower[verb.head], draft.hook
    comes = joined and word in word_class("level verbs") and at == verb.end and draft.scene.lower[at] in ("to", "at")
    describes = draft.scene.tags[verb.head] == "VBG" and draft.scene.classes[verb.start - 1] == "N"
    arrives = at == verb.head and word in word_class("arriving verbs") and not describes
    return Reading(Change(before.direction, "to"), ((verb.head, at + 1),)) if comes or arrives else None


def _set_against(draft: Draft) -> Reading | None:
    """Where a movement of the sentence came from: "rose 8% to $47bn, after $43bn a year before", "compared with 5%"."""
    scene, before, words = draft.scene, movement_before(draft), draft.scene.lower[slice(*draft.segment)]
    if before is None:
        return None
    same = draft.previous is not None and draft.previous.quantity.unit == draft.quantity.unit
    beside = not {"after", "compared"}.isdisjoint(words) and draft.quantity.kind == "percent"
    if before.role == "by" and draft.previous and same and beside:
        return Reading(before, (scene.quantity_at[draft.previous.index],))
    against = before.role == "to" and same and not word_class("setting words").isdisjoint(words[:4])
    against = against and not any(verb.finite for verb in scene.verbs_in(*draft.segment))
    than = before.role == "by" and ("than" in words[:2] or words in (["on"], ["on", "the"]))
    than = than and "D" not in scene.classes[slice(*draft.segment)]
    return Reading(Change(before.direction, "from"), (draft.segment,)) if against or than else None


def _left(draft: Draft) -> Reading | None:
    """Where a movement starts that the sentence tells later: "the fee, £4 since May, will rise to £5".

    So does one of "that", as in "Norway gave £4m last year and will raise that to £5m".
    """
    other = next((later for later in _later(draft) if draft.is_like(later)), None)
    verb = other.verb_before if other and other.hook_word == "to" else None
    if other is None or verb is None:
        return None
    row = change_word(draft.scene, verb.head) or rows_by("adverbs").get(draft.scene.lower[verb.end])
    again = draft.scene.lower[verb.end : other.hook] in (["that"], ["it"], ["this"], ["them"])
    left = row is not None and (again or _is_beside_subject(draft, verb))
    return Reading(Change(row.direction, "from"), ((verb.head, verb.head + 1),)) if row and left else None


def _since_when(draft: Draft) -> Reading | None:
    """Where a thing stood when its movement began: "has weakened since May, when it traded at $1.20"."""
    scene, verb = draft.scene, draft.verb_before
    opening = verb.subject[0] - 1 if verb and verb.subject else 0
    if not verb or not opening or scene.lower[opening : opening + 2] not in (["when", "it"], ["when", "they"]):
        return None
    main = scene.verb_before(opening, draft.sentence[0])
    row = change_word(scene, main.head) if main else None
    since = "since" in scene.lower[main.end : opening] if main else False
    level = verb.word in word_class("level verbs", "verbs of being", "verbs of setting levels")
    return Reading(Change(row.direction, "from"), ((opening, opening + 1),)) if row and since and level else None


def _is_beside_subject(draft: Draft, verb: VerbGroup) -> bool:
    """Whether the number stands in an aside between a verb and its subject, with no verb but one of levels."""
    scene, subject = draft.scene, verb.subject
    if subject is None or not subject[0] < draft.start < verb.start:
        return False
    phrase = scene.phrase_at.get(subject[0])
    if phrase is None or scene.mentions_in(draft.end, verb.start):
        return False
    own = scene.verbs_in(phrase.end, draft.start)
    level = word_class("level verbs", "verbs of being", "verbs of setting levels")
    return draft.hook_word in (",", "at") and all(each.word in level for each in own)


def _bare_pair(draft: Draft) -> Reading | None:
    """Two ends of a movement that only their order tells: "goes from £17 to £18"; the numbers give the direction."""
    scene, hook = draft.scene, draft.hook
    if draft.verb is None or draft.hook_word != "from" or draft.verb.word not in word_class("moving verbs"):
        return None
    if _is_gone(draft):
        return Reading(Change("decrease", "from"), ((hook, hook + 1),))
    end, value, own = next(_later(draft), None), draft.quantity.value, draft.quantity
    if end is None or scene.lower[end.hook] != "to" or end.quantity.value == value:
        return None
    if not (end.is_like(draft) or (own.unit is None and end.quantity.kind == own.kind)):
        return None
    return Reading(Change("increase" if end.quantity.value > value else "decrease", "from"), ((hook, hook + 1),))


def _is_gone(draft: Draft) -> bool:
    """Whether nothing is left in the end: "went from $9m to virtually nothing"."""
    words = [word for word in draft.scene.lower[draft.end : draft.end + 5] if word.isalpha()]
    return words[:1] == ["to"] and not {"nothing", "zero", "nil"}.isdisjoint(words[1:3])


def _in_other_terms(draft: Draft) -> Reading | None:
    """The same movement said again: "up 41 pence, or 6.2%"."""
    before, words = movement_before(draft), draft.scene.lower[slice(*draft.segment)]
    plain = all(scene_class in "RCXJ" for scene_class in draft.scene.classes[slice(*draft.segment)])
    last = draft.previous  # "hit $9bn (up 4%), or 6% of it"
    over = last is not None and last.double is None and last.bracket not in (None, draft.bracket)
    if not before or "or" not in words or not plain or over:
        return None
    by = Change(before.direction, "by")
    return Reading(by if draft.quantity.kind == "multiple" else before, (draft.segment,))


def _bounds_of_next(draft: Draft) -> range:
    """The tokens of the bound of the next number: "up to" is none of the words of change."""
    cue = draft.following.quantity.cue if draft.following else None
    return range(*draft.scene.tokens_of(cue)) if cue else range(0)


RULES = (
    change_rule("later member of a movement", _later_pair, when("movement"))(
        "Exports grew from $7 billion to $14 billion, and imports from $9 billion to [$8 billion]. => decrease to",
        "Trade rose by 8%, from [$43 billion] to $47 billion. => increase from",
        "Trade rose by $8 billion, added to the existing [$43 billion].",
        "Exports to Chile rose 5%, and imports from there [9%].",
    ),
    change_rule("start after other numbers", _start_after, when("before", words="from"))(
        "Its share fell to 8% in 2 of 9 towns, from [9%] a year ago. => decrease from",
        "Its share fell to 8% in 2 of 9 towns, and [9%] of it is new.",
    ),
    change_rule("start in a bracket", bracketed_start, when("movement", "bracket"))(
        "Sales slipped to $3bn ([$4bn]). => decrease from", "Sales slipped to $4bn ([$3bn])."
    ),
    change_rule("another starting point", _another_start, when("movement"))(
        "Output fell to 2%, down from 4% in December and [5%] in June. => decrease from"
    ),
    change_rule("part that moved", apposed_part, when("movement", kinds="percent"))(
        "The mill cut 500 jobs, [4%] of its workforce. => decrease by", "The mill has 500 staff, [4%] of the town."
    ),
    change_rule("two ends by arithmetic", _bare_pair, when(words="from"))(
        "A ticket goes from [£17] to £18. => increase from",
        "Its savings went from [$9m] to almost nothing. => decrease from",
        "The road goes from [9 towns] to Oslo.",
        "A train goes from [£17] and a bus from £9.",
    ),
    change_rule("arrival of a movement", _reached, when("verb", classes=("arriving verbs", "level verbs")))(
        "Trade added 8% and reached [$47bn]. => increase to",
        "Trade went up by 8% and came to [$47bn]. => increase to",
        "Trade went up by 8%, while costs came to [$47bn].",
    ),
    change_rule("level before a movement", _set_against, when("movement"))(
        "Trade rose to $47bn, after [$43bn] in 2023. => increase from",
        "Trade was 8% higher than the [$43bn] of 2023. => increase from",
        "Prices rose by 8%, compared with [4%] in May. => increase by",
    ),
    change_rule("level that a movement leaves", _left, when(words=words_of_change))(
        "The fee, [£4] since May, will rise to £5. => increase from",
        "The rate, which had held at [4%] since May, edged up to 5%. => increase from",
        "Norway gave [£4m] last year and will raise that to £5m. => increase from",
        "Norway gave [£4m] last year, and prices will rise to £5m.",
        "The mill, which owns [4%] of Zeta Bank, raised its stake to 5%.",
    ),
    change_rule("level when a movement began", _since_when, when("verb", words="when"))(
        "The dollar has weakened since May, when it traded at [$1.20]. => decrease from",
        "The dollar has weakened since May, when it gained [5%].",
    ),
    change_rule("movement in other terms", _in_other_terms, when("movement"))(
        "Pay rose 4p, or [6%]. => increase by", "Exports hit $9bn (up 4%), or [6%] of the total."
    ),
    change_rule("level with its change after it", _then_changed, when(words=words_of_change))(
        "Revenue was [$5bn], up 4%. => increase to",
        "A dividend of [9p] will be paid in 2 parts in May, up from 8p. => increase to",
        "Norway earned [$9m] on sales of $90m, up from $8m a year before. => increase to",
        "Norway ended May with [40m clients] in 6 towns, 9% more than in April. => increase to",
        "Norway carried [40m clients], 9% more, and made a profit. => increase to",
        "Zeta Bank could take [40%] of it, adding $9m to its sales.",
        "Revenue was [$5bn], and costs were $4bn.",
    ),
    change_rule("level with its signed change after it", _signed_beside, when(kinds="money count measure"))(
        "Sales were [$8bn] (−12%). => decrease to", "Sales were [$8bn] (12% of the total)."
    ),
    of_twin("change", "Jobs to go: [500]\n\nThe mill cut 500 jobs. => decrease by"),
    change_rule("item of a list of changes", listed, when("before"))(
        "Volumes grew 2 times, including in Norway [1.7 times]. => increase by",
        "Tin, zinc and lead rose 5%, [4%] and 3%. => increase by",
        "The dollar fell to 104 yen and [1.2 francs]. => decrease to",
        "Sales fell by 5%, and [one in nine] mills is shut.",
    ),
)
"""Rules of the slot `change` that look at other numbers too; they come after those of `change`."""
