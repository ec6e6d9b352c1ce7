"""The verb that a number shares its mood with, and the stretch of its sentence in which words bear on it."""

from __future__ import annotations

from pipeline.rules.draft import Draft
from pipeline.rules.once import once_read
from pipeline.rules.scene import Scene
from pipeline.rules.verbs import QUOTES, VerbGroup


@once_read("change")
def governing(draft: Draft) -> VerbGroup | None:
    """The verb group whose mood the number shares."""
    verb, after = draft.verb, draft.scene.verb_after(draft.end, draft.sentence[1])
    if own := _own_clause(draft):
        return own
    phrase = draft.scene.phrase_at.get(draft.start)
    if after and after.finite and phrase and after.subject and phrase.start == after.subject[0]:
        return after
    return verb if verb and (verb.end <= draft.start or is_subject(draft, verb)) else None


def _own_clause(draft: Draft) -> VerbGroup | None:
    """The verb of the clause that says what a thing is already: "some of the $9m it got", "the 18 states that sell"."""
    scene, phrase = draft.scene, draft.scene.phrase_at.get(draft.start)
    end = max(draft.end, phrase.end if phrase else 0)
    definite = scene.lower[draft.start - 1] in ("the", "its", "their", "those", "these")
    who = scene.phrase_from(end) if definite and end < draft.sentence[1] else None
    relative = definite and scene.lower[end : end + 1] in (["that"], ["which"], ["who"])
    at = end + 1 if relative else who.end if who else 0
    group = scene.verb_at.get(at)
    told = group is not None and group.finite and "MD" not in scene.tags[group.start : group.end]
    return group if told and group and group.start == at else None


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
