"""The verb that a number shares its mood with, what bears on it, and the conditions that it may stand under."""

from __future__ import annotations

from pipeline.rules.base import scenario_rule, when
from pipeline.rules.scene.deal import moving_verb
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.cues import Cues
from pipeline.rules.syntax.once import once_read
from pipeline.rules.syntax.verbs import QUOTES, VerbGroup


@once_read("concept")
def governing(draft: Draft) -> VerbGroup | None:
    """The verb group whose mood the number shares."""
    verb, after = draft.verb, draft.scene.verb_after(draft.end, draft.sentence[1])
    if draft.quantity.unit == "times" and draft.scene.tags[draft.end - 1] in ("VBD", "VBN"):
        return draft.verb_before  # "has doubled and will pass $5m"
    if nearest := _own_clause(draft) or moving_verb(draft):
        return nearest
    phrase = draft.scene.phrase_at.get(draft.start)
    first = draft.scene.phrase_at.get(draft.hook - 1) if draft.hook_word in ("of", "worth") else phrase
    which = after.start - 2 if after and draft.scene.classes[after.start - 1] == "W" else draft.start
    own = draft.start <= which < draft.end or draft.scene.phrase_at.get(which) in (first, phrase)
    if after and after.finite and first and after.subject and first.start == after.subject[0] and own:
        return after  # not "for $9m in a move that will"
    return verb if verb and (verb.end <= draft.start or is_subject(draft, verb)) else None


def _own_clause(draft: Draft) -> VerbGroup | None:
    """The verb of the clause that says what a thing is already: "some of the $9m it got", "the 18 states that sell"."""
    scene, phrase = draft.scene, draft.scene.phrase_at.get(draft.start)
    end = max(draft.beyond, phrase.end if phrase else 0)
    definite = scene.lower[draft.start - 1] in ("the", "its", "their", "those", "these")
    who = scene.phrase_from(end) if definite else None
    relative = definite and scene.lower[end] in ("that", "which", "who")
    at = end + 1 if relative else who.end if who else 0
    group = scene.verb_at.get(at) if at else None
    told = group is not None and group.finite and "MD" not in scene.tags[group.start : group.end]
    return group if told else None


def is_subject(draft: Draft, verb: VerbGroup) -> bool:
    return verb.subject is not None and verb.subject[0] <= draft.start < verb.subject[1]


def has_mark(scene: Scene, start: int, end: int) -> bool:
    """Whether a semicolon, colon or quotation mark stands within the tokens."""
    return any(word in (";", ":") or word in QUOTES for word in scene.words[start:end])


def scope_of(draft: Draft) -> int:
    """Where the clause chain that governs the number begins: after the last semicolon, colon or quotation mark.

    A quotation that is over and too short to be a clause is passed by: "expects 2005 to be “good”, with growth of 5%".
    """
    scene, start = draft.scene, draft.sentence[0]
    marks = [i for i in range(start, draft.start) if scene.words[i] in (";", ":") or scene.words[i] in QUOTES]
    quoted = marks[-2:]
    if len(quoted) == 2 and all(scene.words[i] in QUOTES for i in quoted) and not scene.verbs_in(*quoted):
        marks = marks[:-2]
    return marks[-1] + 1 if marks else start


def _inverted(draft: Draft) -> Reading | None:
    """A condition without "if": "Were it to fall, …", "Had it not lent $5m, …", "it may fall were oil to rise"."""
    scene, start = draft.scene, draft.sentence[0]
    were = (i for i in range(start + 1, draft.sentence[1]) if scene.lower[i] == "were")
    for i in were:
        inner = scene.phrase_from(i + 1) if scene.classes[i - 1] in "QJRXV" else None
        if inner and scene.lower[inner.end] == "to":
            return Reading("hypothetical", ((i, i + 1),))
    phrase = scene.phrase_from(start + 1)
    if scene.lower[start] not in INVERTED or phrase is None or "?" in scene.words[start : draft.sentence[1]]:
        return None
    after = phrase.end + (scene.lower[phrase.end] == "not")
    led = scene.tags[after] in INVERTED[scene.lower[start]]
    return Reading("hypothetical", ((start, start + 1),)) if led else None


INVERTED = {"were": ("TO",), "should": ("VB", "VBP"), "had": ("VBN", "VBD")}
"""Verbs that make a condition before their subject, and the tags of the verb form that then follows it."""


def _if_before(draft: Draft) -> Reading | None:
    """A condition before a claim about what is to come: "if the club wins, we will pay $5m", "…, it pays $5m"."""
    scene, group = draft.scene, governing(draft)
    if group is None:
        return None
    to_come = {"will", "'ll", "’ll", "must", "were"} & {*scene.lower[group.start : group.end]}
    start = scope_of(draft)
    opens = scene.tags[group.start] in ("VBZ", "VBP", "TO") and "W" not in scene.classes[start + 1 : group.start]
    for i in range(start, group.start if to_come else start + opens):
        if scene.lower[i] in ("if", "unless") and scene.lower[i - 1] not in ("as", "even"):
            return Reading("hypothetical", ((i, i + 1),))
    return None


def _on_condition(draft: Draft) -> Reading | None:
    """A condition that follows a claim about what is to come: "a further $5m is due if the club wins"."""
    scene, group = draft.scene, governing(draft)
    after = draft.following.start if draft.following else draft.sentence[1]
    found = scene.cues(IF_OR_UNLESS, draft.end, min(after, draft.sentence[1]) - 1)
    if not found or group is None or "VBD" in scene.tags[group.start : group.end]:
        return None
    for at in sorted(cue.start for cue in found):
        plain = scene.lower[at - 1] not in ("as", "even") and scene.lower[at + 1] != "not"
        if plain:
            return None if has_mark(scene, draft.end, at) else Reading("hypothetical", ((at, at + 1),))
    return None


IF_OR_UNLESS = Cues([("if", None), ("unless", None)])

INVERTED_CONDITION = scenario_rule("condition without if", _inverted, when(words="were had should"))(
    "Were it to fall, Norway would lose [$5m]. => hypothetical",
    "Had the pound not sunk, Norway would have got [$5m]. => hypothetical",
    "Should Chile leave, it must pay [$5m]. => hypothetical",
    "Growth might fall were oil to hit [$5]. => hypothetical",
    "Were it old or not, Norway paid [$5m].",
)
"""Goes before all that the verb says."""

CONDITIONS = (
    scenario_rule("condition before it", _if_before, when(words="if unless"))(
        "If the club wins, Norway will pay [$5m]. => hypothetical",
        "Norway's profits could shrink if prices were to fall by [5%]. => hypothetical",
        "Norway will pay [$5m].",
    ),
    scenario_rule("condition after it", _on_condition, when(words="if unless"))(
        "A further [$5m] is due if the club wins. => hypothetical", "Output fell [5%], as if it mattered."
    ),
)
"""Rules of conditions with a conjunction, strongest first."""
