"""The place of which a clause tells: it opens the clause, or the clause says more of it."""

from __future__ import annotations

from pipeline.rules.base import entity_rule, when
from pipeline.rules.draft import Draft, Reading
from pipeline.rules.inherited import acting, fitting, topic
from pipeline.rules.names import PLACES, label_of, led_by, named
from pipeline.rules.sides import BODIES


def relative_place(draft: Draft) -> Reading | None:
    """The place of which a clause with "where" says more: "it has a plant in Oslo, where wages rose 4%"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.subject is None or scene.lower[verb.subject[0] - 1] != "where":
        return None
    at = verb.subject[0] - 2
    placed = scene.mention_at.get(at - (scene.words[at] == ","))
    if placed is None or placed.entity.label not in (*PLACES, "FAC") or label_of(scene, acting(scene, verb)):
        return None
    return fitting(draft, named(placed))


def fronted_place(draft: Draft) -> Reading | None:
    """The place that opens the number's clause: "in France they rose 2%", "in Peru, cases had fallen by 5%"."""
    scene, verb, first = draft.scene, draft.verb, draft.sentence[0]
    if verb is None or verb.subject is None:
        return None
    opens = [
        i
        for i in range(first, draft.start + 1)
        if scene.lower[i] in ("in", "at", "across")
        and (i == first or scene.classes[i - 1] in "BC" or scene.words[i - 1] == ";")
    ]
    if not opens or not opens[-1] < verb.subject[0]:
        return None
    placed = scene.mention_at.get(verb.subject[0])
    at = next(led_by(scene, (opens[-1], opens[-1] + 1), ("at",)), None)
    if placed is None and label_of(scene, at) == "ORG":
        return fitting(draft, at)
    named_so = placed is not None and placed.mention.form != "pronoun"
    if named_so or label_of(scene, acting(scene, verb)) in BODIES or label_of(scene, topic(draft)) in BODIES:
        return None
    reading = next(led_by(scene, (opens[-1], opens[-1] + 1), ("in", "at", "across")), None)
    return fitting(draft, reading) if label_of(scene, reading) in PLACES else None


RULES = (
    entity_rule("place where it is so", relative_place, when(words="where"))(
        "Zeta Bank has a mill in Oslo, where wages have risen [4%]. => Oslo",
        "Zeta Bank has a mill in Oslo, where it has spent [$4m].",
    ),
    entity_rule("place that opens the clause", fronted_place, when(words="in at across"))(
        "Car sales in Norway fell 4%, while in Chile they rose [2%]. => Chile",
        "Zeta Bank grew. In Chile, it lost [2%] of its clients.",
    ),
)
"""Rules of the slot `entity` for places."""
