"""Conditions: claims that hold only if something else comes about, for the slot `scenario`."""

from __future__ import annotations

from pipeline.rules.base import scenario_rule, when
from pipeline.rules.cues import Cues
from pipeline.rules.draft import Draft, Reading
from pipeline.rules.governing import governing, has_mark, scope_of


def _inverted(draft: Draft) -> Reading | None:
    """A condition without "if" that opens the sentence: "Were it to fall, …", "Had it not lent $5m, …"."""
    scene, start = draft.scene, draft.sentence[0]
    phrase = scene.phrase_from(start + 1)
    if scene.lower[start] not in INVERTED or phrase is None or "?" in scene.words[start : draft.sentence[1]]:
        return None
    after = phrase.end + (scene.lower[phrase.end : phrase.end + 1] == ["not"])
    group = scene.verb_at.get(after)
    led = group is not None and scene.tags[after] in INVERTED[scene.lower[start]]
    return Reading("hypothetical", ((start, start + 1),)) if led else None


INVERTED = {"were": ("TO",), "should": ("VB", "VBP"), "had": ("VBN", "VBD")}
"""Verbs that make a condition before their subject, and the tags of the verb form that then follows it."""


def _if_before(draft: Draft) -> Reading | None:
    """A condition before a claim about what is to come: "if the club wins, we will pay $5m"."""
    scene, group = draft.scene, governing(draft)
    if group is None or not {"will", "'ll", "’ll"} & set(scene.lower[group.start : group.end]):
        return None
    for i in range(scope_of(draft), group.start):
        if scene.lower[i] in ("if", "unless") and scene.lower[i - 1] not in ("as", "even"):
            return Reading("hypothetical", ((i, i + 1),))
    return None


def _on_condition(draft: Draft) -> Reading | None:
    """A condition that follows a claim about what is to come: "a further $5m is due if the club wins"."""
    scene, group = draft.scene, governing(draft)
    after = draft.drafts[draft.index + 1].start if draft.index + 1 < len(draft.drafts) else draft.sentence[1]
    found = scene.cues(CONDITIONS, draft.end, min(after, draft.sentence[1]) - 1)
    if not found or group is None or "VBD" in scene.tags[group.start : group.end]:
        return None
    if scene.classes[group.start - 1] == "W":
        return None
    for at in sorted(cue.start for cue in found):
        plain = scene.lower[at - 1] not in ("as", "even") and scene.lower[at + 1] != "not"
        if plain:
            return None if has_mark(scene, draft.end, at) else Reading("hypothetical", ((at, at + 1),))
    return None


CONDITIONS = Cues([("if", None), ("unless", None)])


INVERTED_CONDITION = scenario_rule("condition without if", _inverted, when(words="were had should"))(
    "Were it to fall, Norway would lose [$5m]. => hypothetical",
    "Had the pound not sunk, Norway would have got [$5m]. => hypothetical",
    "Should Chile leave, it must pay [$5m]. => hypothetical",
    "Were it old or not, Norway paid [$5m].",
)
"""Goes before all that the verb says."""

RULES = (
    scenario_rule("condition before it", _if_before, when(words="if unless"))(
        "If the club wins, Norway will pay [$5m]. => hypothetical", "Norway will pay [$5m]."
    ),
    scenario_rule("condition after it", _on_condition, when(words="if unless"))(
        "A further [$5m] is due if the club wins. => hypothetical", "Output fell [5%], as if it mattered."
    ),
)
"""Rules of conditions with a conjunction, strongest first."""
