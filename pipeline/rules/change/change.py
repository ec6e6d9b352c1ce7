"""How a concept moved: direction, and whether the number is where it came from, where it went, or by how much."""

from __future__ import annotations

from functools import cache

from pipeline.model import Change, Direction, Role
from pipeline.rules.base import change_rule, when
from pipeline.rules.change.deeds import JOBS, PHRASAL, describes_a_thing, is_of_body
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.phrases import outermost
from pipeline.rules.syntax.verbs import Range
from pipeline.vocabulary.linking import ChangeRow, changes, word_class

ROLES: dict[str, Role] = {"from": "from", "to": "to", "by": "by", "at": "to", "of": "by"}
"""What a preposition between a word of change and a number makes of the number."""


@cache
def rows_by(part: str) -> dict[str, ChangeRow]:
    return {word: row for row in changes() for word in getattr(row, part)}


@cache
def words_of_change() -> frozenset[str]:
    """All words of change."""
    return frozenset(word for part in ("verbs", "nouns", "adverbs", "comparatives") for word in rows_by(part))


RANKED = word_class("units of time") | {"time", "all"}
"""Nouns that say of what a level is the highest or lowest: a six-month low, an all-time high."""

PASSED: dict[Direction, frozenset[str]] = {
    "increase": frozenset(("above", "past", "through", "beyond")),
    "decrease": frozenset(("below", "beneath", "under", "through", "past")),
}
"""Prepositions of a level that a movement in that direction can pass; others bound its size ("rose under 4%")."""

REACHED = frozenset(["high", "low"])
"""Adjectives of a level that a movement reaches: "rose as high as $50"."""


def change_word(scene: Scene, token: int) -> ChangeRow | None:
    """The row of change that the word at `token` belongs to in the class that it stands in, or None."""
    word, kind = scene.lower[token], scene.classes[token]
    idle = scene.lower[token + 1] == "due" or scene.lower[token : token + 2] == ["cut", "off"]  # "repayments fall due"
    if idle or (token and scene.classes[token - 1] == "H"):
        return None
    if kind == "V" or (kind == "J" and word.endswith(("ed", "ing"))):
        return rows_by("verbs").get(word)
    if kind == "N":
        return rows_by("nouns").get(word)
    return rows_by("adverbs").get(word)


def _signed(draft: Draft) -> Reading | None:
    mark = draft.scene.words[draft.start]
    if mark[0] not in "+-–−" or draft.quantity.kind == "multiple":
        return None
    if draft.start and draft.scene.lower[draft.start - 1] in ("to", "from", "at"):
        return None
    moved = draft.verb is None or change_word(draft.scene, draft.verb.head) or movement_before(draft)
    if not (draft.bracket or moved):
        return None
    direction: Direction = "increase" if mark[0] == "+" else "decrease"
    return Reading(Change(direction, "by"), ((draft.start, draft.start + 1),))


def movement_before(draft: Draft) -> Change | None:
    """The change of the quantity before this one in the sentence."""
    before = draft.last.get("change") if draft.last else None
    return before if isinstance(before, Change) else None


def bare_movement(draft: Draft) -> Change | None:
    """A movement without a number, whose end a participle says: "the pound also strengthened, reaching $1.88"."""
    scene, verb = draft.scene, draft.verb_before
    if verb is None or scene.tags[verb.head] != "VBG" or scene.words[verb.start - 1] != ",":
        return None
    main = scene.verb_before(verb.start, draft.sentence[0])
    row = change_word(scene, main.head) if main and not scene.phrase_from(main.end) else None
    return Change(row.direction, "by") if row else None


def _noun_after(draft: Draft) -> Reading | None:
    scene = draft.scene
    phrase = scene.phrase_at.get(draft.start)
    determined = scene.classes[draft.start - 1] in "TSJ"
    # A tagger takes the noun between for a verb at times: "a 5% pay rise".
    ahead = draft.end + determined * (2 if scene.classes[draft.end : draft.end + 2] == "VN" else 1)
    for i in range(draft.end, max(phrase.end if phrase else 0, ahead)):
        if row := rows_by("nouns").get(scene.lower[i]):
            return Reading(Change(row.direction, "by"), ((i, i + 1),))
    return None


def _multiplied(draft: Draft) -> Reading | None:
    """A verb that says movement and multiple in one: "doubled"."""
    row = rows_by("verbs").get(draft.scene.lower[draft.end - 1])
    return Reading(Change(row.direction, "by"), ((draft.end - 1, draft.end),)) if row else None


def _adverb_after(draft: Draft) -> Reading | None:
    scene, i = draft.scene, past_restatement(draft)
    row = rows_by("adverbs").get(scene.lower[i]) or _beside_its_level(scene, i)
    if row is None and (more := rows_by("comparatives").get(scene.lower[i])):
        aside = scene.words[draft.start - 1] == "," and scene.classes[i + 1] == "X" and draft.quantity.kind != "count"
        compared = scene.lower[i + 1] == "than" or aside or _is_quoted(draft, i) or _is_said_of_all(draft, i)
        row = more if compared else None
    if row is None and draft.quantity.noun and scene.lower[i] == "than":
        i = next((k for k in range(draft.start, i) if scene.lower[k] in MORE), i)  # "9 fewer homes than in May"
        row = {**rows_by("adverbs"), **rows_by("comparatives")}.get(scene.lower[i])
    if not row or compares_things(scene, draft.end - 1 if i < draft.end else i):
        return None
    level = scene.classes[i + 1] == "Q" or (scene.lower[i + 1] == "from" and scene.classes[i + 2] != "D")
    level = level and i >= draft.end
    return Reading(Change(row.direction, "to" if level else "by"), ((i, i + 1),))


MORE = ("more", "less", "fewer")
"""Comparatives of amounts; a percentage before them is no part: "sold 5% more"."""


def _is_quoted(draft: Draft, i: int) -> bool:
    """Whether the comparative at `i` ends what a verb of state says of a price: "closed 5p firmer at 120p"."""
    scene, verb = draft.scene, draft.verb
    level = verb is not None and verb.end <= draft.start and verb.word in word_class("level verbs")
    if scene.lower[i] in MORE:
        return False
    return level and (scene.classes[i + 1] == "X" or scene.lower[i + 1] in ("at", "in", "on"))


def _beside_its_level(scene: Scene, i: int) -> ChangeRow | None:
    """The row of a number that is so much above or below what was earlier: "2% above its level of a year before"."""
    word = scene.lower[i]
    if word not in BESIDE:
        return None
    if word == "ahead" and scene.classes[i + 1] in "XB":
        return rows_by("adverbs")["up"]
    i += scene.lower[i : i + 2] == ["ahead", "of"]
    following = scene.lower[i + 1 : i + 9]
    earlier = set(following) & (word_class("words of time") - {"expected", "forecast"})
    ahead = range(i + 1, min(i + 6, scene.size))
    after = next((k for k in ahead if scene.classes[k] not in "TSDO"), i)
    level = scene.lower[after] in ("level", "levels", "figure", "total")
    own = level or (scene.classes[after] in "QXPBRC" and "D" in scene.classes[i + 1 : after])
    return rows_by("adverbs")[BESIDE[word]] if earlier and own else None


BESIDE = {"above": "up", "below": "down", "ahead": "up", "behind": "down"}
"""Prepositions of a level that something is beside -> the adverb of change that they stand for."""


def _is_said_of_all(draft: Draft, i: int) -> bool:
    """Whether the comparative at `i` ends what a verb of being says of its subject: "the crop will be 5% smaller"."""
    scene, verb = draft.scene, draft.verb
    states = verb is not None and verb.end <= draft.start and verb.word in word_class("verbs of being")
    if verb and verb.word in ("cost", "pay") and scene.lower[i] in ("more", "less"):
        states = scene.lower[verb.start] in ("will", "would")
    acts = verb is not None and draft.hook == verb.head and scene.lower[i] in MORE
    states = states or (acts and verb is not None and verb.word in word_class("verbs of trade", "verbs of spending"))
    ends = scene.classes[i + 1] in "XPBD" and scene.words[i + 1] != "-"
    return states and ends and draft.quantity.kind == "percent"


def past_restatement(draft: Draft) -> int:
    """The token after the quantity, and after its restatement between commas: "12 points, or 1.4%, lower"."""
    words, last = draft.scene.words, draft
    follower = draft.following
    if follower and words[draft.end : follower.start] in ([",", "or"], ["or"]):
        last = follower
    if last is draft and draft.after_rate != draft.beyond:
        return draft.after_rate
    restated = last is not draft or (draft.previous and words[draft.previous.end : draft.start] == [",", "or"])
    return last.end + (bool(restated) and words[last.end : last.end + 1] == [","])


def compares_things(scene: Scene, adverb: int) -> bool:
    """Whether "higher than" is followed by another thing and not by another time."""
    if scene.lower[adverb + 1] != "than":
        return False
    following, classes = scene.lower[adverb + 2 : adverb + 7], scene.classes[adverb + 2 : adverb + 7]
    return not (set(following) & word_class("words of time")) and not {"D", "Q"} & set(classes)


def _adverb_before(draft: Draft) -> Reading | None:
    scene = draft.scene
    i = leading_preposition(draft) if draft.hook_word == "of" else draft.hook
    role: Role = "by"
    if i >= 1 and scene.lower[i] in ("from", "by", "to", "at"):
        role, i = ROLES[scene.lower[i]], i - 1
    row = rows_by("adverbs").get(scene.lower[i]) if i >= draft.sentence[0] else None
    phrasal = scene.classes[i - 1] == "V" and scene.lower[i - 1] not in word_class("verbs of place")
    if not row or scene.classes[i] == "V" or (phrasal and i > draft.sentence[0]) or scene.lower[i + 1] == "than":
        return None
    return Reading(Change(row.direction, role), ((i, i + 1),))


def _direct_object(draft: Draft) -> Reading | None:
    scene, i = draft.scene, draft.hook
    row = change_word(scene, i) if i >= 0 and scene.classes[i] == "V" else None
    after = scene.lower[draft.end : draft.end + 8]
    out = after[:2] == ["out", "of"] and scene.lower[i] in word_class("verbs of taking off")
    if out or (scene.lower[i] in word_class("verbs of knocking off") and "off" in after):
        return Reading(Change("decrease", "by"), ((i, i + 1),))
    if not row:
        return None
    got_back = row.name == "recover" and is_of_body(draft)
    if draft.quantity.kind == "money" and (row.name in ("raise", "boost") or got_back):
        return None
    if scene.lower[i] in word_class("verbs of losing") and draft.quantity.kind == "money" and is_of_body(draft):
        return None
    parted = row.by_share and draft.quantity.kind != "percent" and draft.quantity.unit != "point"
    if parted or describes_a_thing(draft) or (draft.is_part and row.name in ("grow", "raise")):
        return None
    if scene.lower[draft.end] == "short":
        return None
    passed = set(scene.lower[i + 1 : draft.start]) & (PASSED[row.direction] | REACHED)
    return Reading(Change(row.direction, "to" if passed else "by"), ((i, i + 1),))


def _prepositional(draft: Draft) -> Reading | None:
    """From / to / by / at / of before the number, and the nearest word of change before that in the clause."""
    scene, at = draft.scene, leading_preposition(draft)
    if at < 0 or scene.lower[at] not in ROLES or (scene.lower[at] == "at" and scene.words[at - 1] == ","):
        return None
    role = ROLES[scene.lower[at]]
    if scene.tags[at - 1] == "VBG" and scene.lower[at] == "to" and change_word(scene, at - 1) is None:
        return None
    if scene.words[at - 1] == "," and (resumed := draft.resumed) and (row := change_word(scene, resumed.head)):
        return Reading(Change(row.direction, role), ((resumed.head, resumed.head + 1), (at, at + 1)))
    floor = before.segment[0] if (before := draft.previous) and _is_passed(draft, before) else draft.segment[0]
    for i in range(at - 1, max(floor, draft.sentence[0]) - 1, -1):
        if _ends_search(scene, i):
            return None
        named = scene.classes[i : i + 2] == "NN" and not _stands_for_verb(draft, i)
        row = None if named or _is_particle(scene, i) or _is_moved_growth(scene, i) else change_word(scene, i)
        if row and row.name == "add" and role == "to":
            return None
        if row and scene.lower[at] == "at" and i == at - 1 and draft.quantity.kind == "percent":
            role = "by"
        if row and (role != "by" or scene.lower[at] != "of" or _is_sized(scene, i, at)):
            return Reading(Change(row.direction, role), ((i, i + 1), (at, at + 1)))
    return None


def _is_passed(draft: Draft, before: Draft) -> bool:
    """Whether the number before only counts what the movement is told of: "raised fares on 12 lines to $5"."""
    counts = before.quantity.kind == "count" and draft.quantity.kind != "count"
    silent = before.get("change") is None and not draft.scene.verbs_in(before.end, draft.start)
    return before.quantity.unit == "time" or (counts and silent)


def _is_moved_growth(scene: Scene, i: int) -> bool:
    """Whether "growth" is itself moved by the verb before it: "the strike cut growth to 2%"."""
    phrase = outermost(scene, scene.phrase_at.get(i), ("for", "of", "in")) if scene.lower[i] == "growth" else None
    verb = scene.verb_at.get(phrase.start - 1) if phrase else None
    row = change_word(scene, verb.head) if verb else None
    return row is not None and row.transitive


def _is_particle(scene: Scene, i: int) -> bool:
    """Whether "up" or "down" belongs to a verb that moves nothing: "drawn up in May", "set up with money from"."""
    return scene.lower[i] in ("up", "down") and scene.lower[i - 1] in word_class("verbs of setting up")


def _stands_for_verb(draft: Draft, i: int) -> bool:
    """Whether a word that is taken for a noun is the verb that its clause lacks: "The bank cut rates by 2%"."""
    scene = draft.scene
    verbless = "V" not in scene.classes[draft.segment[0] : draft.start]
    return verbless and scene.classes[i - 1] == "N" and scene.lower[i] in rows_by("verbs")


def _is_sized(scene: Scene, noun: int, of: int) -> bool:
    """Whether a noun of change has its size after `of`: "a rise of 5%", "a rise in it of 5%", "a rise, of 5%"."""
    leads = scene.lower[noun + 1] == "in" and scene.lower[noun] != "growth"
    moved = scene.phrase_from(noun + 2) if leads else None
    beside = noun + 1 + (scene.words[noun + 1] == ",") == of
    return scene.classes[noun] == "N" and (beside or (moved is not None and moved.end == of))


def leading_preposition(draft: Draft) -> int:
    """The preposition that leads to the number, through "the record of", "a level of" too; -1 where none."""
    scene, i = draft.scene, draft.hook
    if i >= 2 and scene.lower[i] == "of" and scene.lower[i - 1] in word_class("record nouns", "outlook nouns"):
        i -= 2
        while i > draft.sentence[0] and (scene.classes[i] in "TJSHDQ" or scene.lower[i] in RANKED):
            i -= 1
    at = i
    while at > draft.segment[0] and (scene.classes[at] in "JTR" or scene.lower[at] in word_class("record nouns")):
        at -= 1
    i = at if scene.lower[at] in ROLES else i
    led = i > 0 and scene.lower[i] == "to" and scene.lower[i - 1] in word_class("words before to")
    led = led or scene.lower[i - 1 : i + 1] in (["far", "from"], ["away", "from"]) or scene.lower[i + 1] == "there"
    return i if i >= 0 and scene.classes[i] in "PV" and not led else -1


def _ends_search(scene: Scene, i: int) -> bool:
    return scene.words[i] in (";", ":") or scene.classes[i] in "WB" or scene.lower[i - 1 : i + 1] == ["fell", "short"]


RULES = (
    change_rule("printed sign", _signed)(
        "Growth came from Norway (up 4%, [+$1.5 billion]). => increase by",
        "Norway Steel [−1.6%] => decrease by",
        "It was [−5%] there.",
    ),
    change_rule("noun after the number", _noun_after, when(words=lambda: rows_by("nouns")))(
        "Norway saw a [6.7%] decline. => decrease by", "Norway bought a [6.7%] stake."
    ),
    change_rule("verb of multiplying", _multiplied, when(kinds="multiple"))("Output [doubled]. => increase by"),
    change_rule(
        "adverb after the number",
        _adverb_after,
        when(words=lambda: rows_by("adverbs").keys() | rows_by("comparatives").keys() | BESIDE.keys()),
    )(
        "The index closed [15 points] higher. => increase by",
        "Norway carried 40m clients, [9%] more, and made a profit. => increase by",
        "Among the most traded was Norway Steel ([$16.30] up 58 cents). => increase to",
        "The index ended [12 points], or 1.4%, lower. => decrease by",
        "Norway sold [300 fewer cars] than in 2003. => decrease by",
        "Norway sold [300 fewer cars] than Chile.",
        "Norway's economy is [9%] larger than Chile's.",
    ),
    change_rule("adverb before the number", _adverb_before, when(words=lambda: rows_by("adverbs")))(
        "Turnover was $5bn, down from [$6bn]. => decrease from",
        "Norway expects a margin of 5%, up from its target of [4%]. => increase from",
        "Sales were up [4%]. => increase by",
        "Sales were poor, down close to [20%]. => decrease by",
    ),
    change_rule(
        "object of a verb of change",
        _direct_object,
        when(words=lambda: rows_by("verbs").keys() | word_class("verbs of knocking off")),
    )(
        "Shares rose [4%] in London. => increase by",
        "Shares rose under [4%]. => increase by",
        "Shares fell below [40 pence]. => decrease to",
        "Shares cost [4 pence].",
        "Norway popped [40 balloons].",
        "Norway added a [30-metre] mast.",
    ),
    *JOBS,
    *PHRASAL,
    change_rule("preposition after a word of change", _prepositional, when(words=words_of_change))(
        "Exports grew from [$7 billion] to $14 billion. => increase from",
        "The decline in output to [26%] was steep. => decrease to",
        "There was a drop of [5%]. => decrease by",
        "Norway will keep growing at [5%]. => increase by",
        "Norway cut its stake in Zeta, which has 9 mills, to [5%]. => decrease to",
        "Exports to Chile stood at [$7 billion].",
        "Drawn up in May, it sends fines to [2%].",
    ),
)
"""Rules of the slot `change` that look at the number's own words, strongest first."""


def change_cue(draft: Draft) -> Range | None:
    """The tokens of the word of change that the quantity's change was read from, or None."""
    reading = draft.readings.get("change")
    return reading.cues[0] if reading and reading.cues else None
