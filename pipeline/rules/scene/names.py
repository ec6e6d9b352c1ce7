"""Names around a quantity: which can have it, what leads to them, and what stands before them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.syntax.verbs import Range
from pipeline.vocabulary.containment import region_members
from pipeline.vocabulary.names import is_bloc, name_class

PLACES = ("GPE", "LOC")

OWNING = ("PERSON", "ORG", "GPE", "LOC", "EVENT", "FAC", "PRODUCT")
"""Labels of what can have a quantity; a NORP is named by its country or firm, or is a party."""


def named(placed: Placed | None, labels: Sequence[str] = OWNING) -> Reading | None:
    """The entity of a mention, where it is one that can have a quantity, or has one of the labels given."""
    party = placed is not None and placed.entity.name in name_class("members of parties")
    if placed is None or placed.entity.label not in (*labels, "NORP" if party else ""):
        return None
    return Reading(placed.entity.name, ((placed.start, placed.end),))


def label_of(scene: Scene, reading: Reading | None) -> str:
    """The label of the entity that a reading names, of the first of two; empty where it names none."""
    if reading is None:
        return ""
    return scene.labels.get(reading.value) or scene.labels.get(str(reading.value).partition(AND)[0], "")


def is_place(scene: Scene, name: object) -> bool:
    """Whether a name is that of a place or a union of countries: what trades, grows and invests abroad as a whole."""
    return label_of(scene, Reading(name)) in PLACES or is_bloc(str(name))


AND = " and "
"""What stands between two names that have a number together."""


def together(scene: Scene, tokens: Range) -> Reading | None:
    """The names that a phrase joins, and nothing else: "the IMF and the World Bank", "Norway, Chile and Peru"."""
    found = [p for p in scene.mentions_in(*tokens) if p.entity.label != "NORP" and p.mention.form in ("name", "short")]
    found = [placed for placed in found if scene.classes[placed.end] != "O"]
    if len(found) < 2 or len({placed.entity.id for placed in found}) < len(found) or found[-1].end != tokens[1]:
        return None
    marks = [scene.lower[placed.end] for placed in found[:-1]]
    gaps = ((one.end + 1, two.start) for one, two in pairwise(found))
    beside = (i for start, end in ((tokens[0], found[0].start), *gaps) for i in range(start, end))
    if marks[-1] != "and" or {*marks[:-1]} - {","} or not all(scene.classes[i] in "TNJO" for i in beside):
        return None
    return Reading(AND.join(placed.entity.name for placed in found), tuple((p.start, p.end) for p in found))


def with_others(scene: Scene, placed: Placed) -> Reading | None:
    """The name with those that "and" joins to it: "exports to Norway, Chile and Peru"."""
    end, mark = placed.end, ","
    while mark == "," and (mark := scene.lower[end]) in (",", "and"):
        other = scene.mention_at.get(end + 1 + (scene.lower[end + 1] == "the"))
        if other is None or scene.classes[other.end] == "Q":
            break
        end = other.end
    return together(scene, (placed.start, end)) or named(placed)


def is_among(name: object, group: object) -> bool:
    """Whether a name is one of those that are joined, or a country of that region."""
    joined = str(group).split(AND)
    return (len(joined) > 1 and name in joined) or name in region_members(str(group))


def mention_of(draft: Draft, reading: Reading | None) -> Placed | None:
    """The mention that a name was read from."""
    return draft.scene.mention_at.get(reading.cues[0][0]) if reading and reading.cues else None


def first_named(found: list[Placed]) -> Reading | None:
    """The first of the mentions that can have a quantity."""
    return next((reading for placed in found if (reading := named(placed))), None)


def last_named(found: list[Placed]) -> Reading | None:
    """The last of the mentions that can have a quantity."""
    return first_named(found[::-1])


def lead_word(scene: Scene, placed: Placed) -> str:
    """The word before a mention, determiners, modifiers and numbers passed over.

    "According to" leads to a source; "with the countries of Asia" leads to Asia with "with".
    """
    i = before_modifiers(scene, placed.start)
    if scene.lower[i - 1 : i + 1] == ["according", "to"]:
        return "according to"
    if scene.lower[i] in ("of", "in") and scene.lower[i - 1] in name_class("parts of the world") | {
        "partners",
        "neighbours",
    }:
        i = before_modifiers(scene, i - 1)
        i -= scene.classes[i] == "S"
    return scene.lower[i] if i >= 0 else ""


def before_modifiers(scene: Scene, start: int) -> int:
    """The token before the one at `start`, determiners, modifiers and numbers passed over."""
    i = start - 1
    while i > 0 and scene.classes[i] in "TJQ":
        i -= 1
    return i


def in_aside(draft: Draft, token: int) -> bool:
    """Whether `token` is of a relative clause that the main verb follows: "The bid, which Zeta made, values it at"."""
    scene, which = draft.scene, draft.scene.classes.rfind("W", draft.sentence[0], token)
    ends = next((i for i in range(token, draft.start) if scene.words[i] == ","), 0)
    opens = which > 0 and scene.words[which - 1] == "," and "," not in scene.words[which:token]
    main = scene.verb_at.get(ends + 1) if opens and ends else None
    return main is not None and main.finite


def front_end(draft: Draft) -> int:
    """Where the fronted phrase of the sentence ends, its start where it has none."""
    scene, (start, _) = draft.scene, draft.sentence
    comma = next((i for i in range(start, draft.start) if scene.words[i] == ","), start)
    fronted = scene.classes[start] == "P" and not scene.verb_after(start, comma)
    return comma if fronted else start
