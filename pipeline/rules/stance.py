"""How sure a claim is: the slot `scenario`."""

from __future__ import annotations

from functools import cache

from pipeline.model import Change
from pipeline.rules.base import Draft, Reading, Rule, of_double
from pipeline.rules.scene import Scene
from pipeline.rules.verbs import QUOTES, VerbGroup
from pipeline.vocabulary.linking import is_reporting, scenarios


def _starting_point(draft: Draft) -> Reading | None:
    """Where a movement starts from is so now, whatever is to come of it."""
    change = draft.get("change")
    return Reading("actual", ()) if isinstance(change, Change) and change.role == "from" else None


def _whole(draft: Draft) -> Reading | None:
    """The whole that a part is taken of is so now: "will close 10 of its 27 plants"."""
    scene, before = draft.scene, draft.previous
    words = scene.lower[slice(*draft.segment)]
    return Reading("actual", (draft.segment,)) if before and words[:1] == ["of"] and len(words) <= 2 else None


def _would(draft: Draft) -> Reading | None:
    """What "would" says: under a past "said" and without a condition a will, else a hypothesis."""
    scene = draft.scene
    group = _governing(draft)
    if group is None or "would" not in scene.lower[group.start : group.end]:
        return None
    words = scene.lower[draft.sentence[0] : draft.sentence[1]]
    said = any(is_reporting(scene.lower[v.head]) for v in scene.verbs_in(draft.sentence[0], group.start))
    at = (group.start, group.end)
    return Reading("hypothetical" if "if" in words or not said else "forecast", (at,))


def _governing(draft: Draft) -> VerbGroup | None:
    """The verb group whose mood the number shares."""
    verb = draft.verb
    return verb if verb and (verb.end <= draft.start or _is_subject(draft, verb)) else None


def _is_subject(draft: Draft, verb: VerbGroup) -> bool:
    return verb.subject is not None and verb.subject[0] <= draft.start < verb.subject[1]


def _by_verb(draft: Draft) -> Reading | None:
    for group in _mood_bearers(draft):
        for scenario, words in _cues("verb"):
            if draft.scene.places(words, group.start, group.end + 1):
                return Reading(scenario, ((group.start, group.end),))
    return None


@cache
def _cues(place: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Scenario and words of each cue that stands at `place`, in the order of the rows."""
    return tuple(
        (row.scenario, tuple(words.split())) for row in scenarios() if row.place == place for words in row.words
    )


def _mood_bearers(draft: Draft) -> list[VerbGroup]:
    """The governing verb group, and where it is not finite the one before it: "could see its staff cut by 5%"."""
    group, scene = _governing(draft), draft.scene
    if group is None:
        return []
    before = scene.verb_before(group.start, draft.sentence[0])
    plain = before is not None and not any(
        scene.classes[i] in "BW" or scene.words[i] in (",", ";") for i in range(before.end, group.start)
    )
    return [group] if group.finite or not plain or before is None else [group, before]


def _by_words_before(draft: Draft) -> Reading | None:
    scene = draft.scene
    start, group = _scope(draft), _governing(draft)
    verb_end = group.end if group else draft.place
    for scenario, words in _cues("before"):
        for i in reversed(scene.places(words, start, max(draft.place, verb_end))):
            if not _crosses(scene, i + len(words), draft):
                return Reading(scenario, ((i, i + len(words)),))
    return None


def _scope(draft: Draft) -> int:
    """Where the clause chain that governs the number begins: after the last semicolon, colon or quotation mark."""
    scene = draft.scene
    marks = [
        i for i in range(draft.sentence[0], draft.start) if scene.words[i] in (";", ":") or scene.words[i] in QUOTES
    ]
    return marks[-1] + 1 if marks else draft.sentence[0]


def _crosses(scene: Scene, start: int, draft: Draft) -> bool:
    """Whether a clause of its own stands between a cue that ends at `start` and the number."""
    finite = [g for g in scene.verbs_in(start, draft.start) if g.finite]
    relative = any(scene.classes[i] == "W" for i in range(start, draft.start))
    return relative or len(finite) > 1


def _headline_infinitive(draft: Draft) -> Reading | None:
    """A headline's "to cut" with no finite verb is a plan."""
    scene = draft.scene
    group = draft.verb
    if not group or not scene.is_heading(draft.start) or scene.lower[group.start] != "to":
        return None
    finite = any(g.finite for g in scene.verbs_in(*draft.sentence))
    return None if finite else Reading("forecast", ((group.start, group.end),))


def _stated(_: Draft) -> Reading | None:
    return Reading("actual", ())


RULES = (
    Rule(
        "same as the number in other terms",
        "scenario",
        of_double("scenario"),
        (("Exports will hit $5bn (4bn euros).", "4bn euros", "forecast"),),
    ),
    Rule("starting point", "scenario", _starting_point, (("Output will fall from 9% to 4%.", "9%", "actual"),)),
    Rule("whole of a part", "scenario", _whole, (("Norway will close 10 of its 27 plants.", "27 plants", "actual"),)),
    Rule(
        "would",
        "scenario",
        _would,
        (
            ("Norway said output would fall 5%.", "5%", "forecast"),
            ("A merger would have sales of $5bn.", "$5bn", "hypothetical"),
        ),
    ),
    Rule(
        "mood of the verb",
        "scenario",
        _by_verb,
        (
            ("Output could fall 5%.", "5%", "hypothetical"),
            ("Output will fall 5%.", "5%", "forecast"),
            ("Output did not fall 5%.", "5%", "denied"),
        ),
        (("Output fell 5%.", "5%"),),
    ),
    Rule(
        "words before the number",
        "scenario",
        _by_words_before,
        (
            ("Norway expects output to fall 5%.", "5%", "forecast"),
            ("If sales fall 5%, it closes.", "5%", "hypothetical"),
        ),
    ),
    Rule(
        "headline infinitive",
        "scenario",
        _headline_infinitive,
        (("Mill to shed 500 jobs\n\nThe mill is old.", "500 jobs", "forecast"),),
    ),
    Rule("stated as so", "scenario", _stated, (("Output fell 5%.", "5%", "actual"),)),
)
"""Rules of the slot `scenario`, strongest first."""
