"""Where an aside begins that stands between a verb and its subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.rules.scene import Scene

DASHES = ("–", "—", "-")


def before_aside(scene: Scene, verb: int, floor: int) -> int:
    """Where an aside right before the verb begins, between dashes or commas, else the verb.

    "Exports - at $5bn - are"; between commas only one that holds a clause: "Its load, a sign of how full it is, fell".
    """
    close = verb - 1
    while close > floor and scene.classes[close] == "R":
        close -= 1
    if close <= floor:
        return verb
    if scene.words[close] == ",":
        commas = (i for i in range(close - 1, floor, -1) if scene.words[i] == ",")
        marks = (i for i in commas if _follows_phrase(scene, i) or _is_condition(scene, i))
        opening = next(marks, verb)
        said = scene.classes[opening + 1 : close]
        return opening if any(kind in "WV" for kind in said) or (said and set(said) == {"R"}) else verb
    if scene.words[close] not in DASHES or scene.classes[close] == "H":
        return verb
    dashes = (i for i in range(close - 1, floor, -1) if scene.words[i] in DASHES and scene.classes[i] != "H")
    return next(dashes, verb)


def _is_condition(scene: Scene, i: int) -> bool:
    """Whether a clause of condition or time opens at the comma after a coordinator: "and, if it rains, may fall"."""
    return scene.classes[i - 1] == "C" and scene.lower[i + 1] in ("if", "once", "unless", "when")


def _follows_phrase(scene: Scene, i: int) -> bool:
    """Whether a noun phrase ends at `i`, and no coordinator follows."""
    phrase = scene.phrase_at.get(i - 1)
    return phrase is not None and phrase.end == i and scene.classes[i + 1] != "C"
