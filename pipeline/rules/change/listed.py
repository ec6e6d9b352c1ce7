"""How the members of a list moved: each with its noun or name, bare numbers, and the part that they are of a whole."""

from __future__ import annotations

from pipeline.model import Change
from pipeline.rules.change.change import movement_before
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.syntax.relative import past_aside
from pipeline.vocabulary.linking import word_class


def apposed_part(draft: Draft) -> Reading | None:
    """The part that what moved is of its whole: "shed 500 staff, 4% of its workforce"."""
    before, cue = movement_before(draft), draft.quantity.cue
    hedge = draft.scene.tokens_of(cue) if cue else (0, 0)
    words = [draft.scene.words[i] for i in range(*draft.segment) if not hedge[0] <= i < hedge[1]]
    apposed = draft.scene.lower[draft.end] == "of" and words in ([","], [",", "or"], ["-"], ["–"], ["—"], ["("])
    return Reading(before, (draft.segment,)) if apposed and before and before.role == "by" else None


def listed(draft: Draft) -> Reading | None:
    """An item of a list of changes: "including Norway 1.7 times, Chile 2.6 times", "coal fell 5% and gas 7%"."""
    before, phrase = draft.previous, draft.scene.phrase_at.get(draft.start)
    if phrase and phrase.end in draft.scene.verb_at and draft.quantity.kind == "percent":
        return None  # "fell by 5%, and one in nine mills is shut"
    if before and before in draft.run and before.is_like(draft) and draft.quantity.noun is None:
        joint = draft.scene.lower[slice(*draft.segment)]
        return None if "or" in joint else before.lent("change")
    if before and _is_rate_too(draft, before):
        return before.lent("change")
    if before is None or (not (draft.lead and draft.goes_on) and not _is_gapped(draft)):
        return None
    for other in reversed(draft.drafts[: draft.index]):
        if other.start < draft.sentence[0]:
            return None
        if other.quantity.kind == draft.quantity.kind and other.role == "by":
            return Reading(other.get("change"), (draft.scene.quantity_at[other.index],))
    return None


def _is_rate_too(draft: Draft, before: Draft) -> bool:
    """Whether both are rates of one currency, joined: "the dollar fell to 104 yen and 1.2 francs"."""
    scene, money = draft.scene, draft.quantity.kind == before.quantity.kind == "money"
    verb, joint = draft.verb, [word for word in scene.lower[slice(*draft.segment)] if word in ("and", ",")]
    currency = verb is not None and verb.phrase is not None and verb.phrase.word in word_class("currency nouns")
    return money and currency and joint == ["and"] and not scene.verbs_in(*draft.segment)


def bracketed_start(draft: Draft) -> Reading | None:
    """The year before, in a bracket after where something went: "slipped to 1.75bn euros (1.78bn)"."""
    before, other, own = movement_before(draft), draft.previous, draft.bracket
    if before is None or other is None or own is None or draft.end != own[1]:
        return None
    if any(draft.scene.classes[i] != "D" and draft.scene.words[i] != ":" for i in range(own[0] + 1, draft.start)):
        return None
    bare = draft.quantity.unit is None or other.is_like(draft)
    beside = before.role == "to" and own[0] == other.end and bare and other.bracket is None
    fits = (draft.quantity.value < other.quantity.value) == (before.direction == "increase")
    differs = draft.quantity.value != other.quantity.value
    return Reading(Change(before.direction, "from"), (own,)) if beside and fits and differs else None


def _is_gapped(draft: Draft) -> bool:
    """Whether only a noun stands before the number since the one before it: "added 500 jobs, hotels 200"."""
    scene, start = draft.scene, draft.segment[0]
    end = past_aside(scene, draft.start, start)
    words = [i for i in range(start, end) if scene.words[i] != "," and scene.lower[i] != "and"]
    joint = end - start - len(words)
    same = draft.previous is not None and draft.quantity.unit in (None, draft.previous.quantity.unit)
    plain = all(scene.classes[i] in "NJTC" or i in scene.phrase_at or scene.lower[i] == "of" for i in words)
    nouns = plain and bool(words) and words[-1] == end - 1
    return same and nouns and joint > 0 and scene.classes[words[-1]] == "N"
