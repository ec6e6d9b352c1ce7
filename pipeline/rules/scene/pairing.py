"""Lists of names and lists of numbers that run in parallel: "Norway, Chile and Peru account for 8%, 4% and 3%"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import OWNING, lead_word, named
from pipeline.rules.scene.relations import exchange
from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.scene.whose import led_at
from pipeline.rules.syntax.relative import past_aside
from pipeline.vocabulary.linking import word_class

LEADS = ("in", "for", "at", "by", "to", "from", "with", "of")
"""Prepositions that lead from a list of numbers to the list of names that it goes with."""

AMONG = ("of", "among", "amongst")
"""Prepositions that open a sentence about one of several: "Of the Baltic states, Norway is the largest partner"."""

OUTRANKED = ("after", "behind", "than", "with")
"""What leads to one who is only compared with: "second after Norway, with $9m"."""

BEING = word_class("verbs of being") | {"comes", "come", "came"}

UNALIGNED = "lists of unequal length"
"""Name of the rule that leaves a list of numbers without names, because it has another length."""


def paired(draft: Draft) -> Reading | None:
    """The name at the number's own place in a list of names of the same length, before the numbers or after them."""
    names = _of_its_length(draft)
    return None if not names or _are_partners(draft, names) else named(names[draft.run.index(draft)])


def paired_partner(draft: Draft) -> Reading | None:
    """The partner at the number's own place: "Norway's trade with Chile and Peru was $9bn and $4bn"."""
    names = _of_its_length(draft)
    return named(names[draft.run.index(draft)]) if names and _are_partners(draft, names) else None


def _of_its_length(draft: Draft) -> list[Placed]:
    """The list of names beside the number's list, where it is as long."""
    lists = (_names_before(draft), _names_after(draft))
    return next((names for names in lists if names and len(names) == len(draft.run)), [])


def _are_partners(draft: Draft, names: Sequence[Placed]) -> bool:
    """Whether the names are the other sides of the exchange that is measured."""
    row, acts = exchange(draft), draft.scene.tags[names[-1].end] == "VBG"
    return row is not None and lead_word(draft.scene, names[0]) in row.other and not acts


def unaligned(draft: Draft) -> Reading | None:
    """Nobody, where the list of numbers and the list of names beside it have different lengths."""
    names = _names_before(draft)
    if not names or any(draft.scene.classes[i] not in "VPRX" for i in range(names[-1].end, draft.run[0].start)):
        respectively = "respectively" in draft.scene.lower[slice(*draft.sentence)]
        names = _names_after(draft) if respectively else []
    if not names or len(names) == len(draft.run):
        return None
    return Reading(None, ((names[0].start, names[-1].end),))


def right_after(draft: Draft) -> Reading | None:
    """The name right after the number in a list of such pairs: "3% in Norway, 4% in Chile and 5% in Peru"."""
    own = _next_name(draft)
    if own is None:
        return None
    if not word_class("comparing words").isdisjoint(draft.scene.lower[draft.segment[0] : draft.hook + 1]):
        return own
    beside = [other for other in (draft.previous, draft.following) if other and other.sentence == draft.sentence]
    alike = any(other.quantity.kind == draft.quantity.kind and _next_name(other) for other in beside)
    return own if alike else None


def with_number(draft: Draft) -> Reading | None:
    """The name before its comma and "with": "followed by Norway, with $430m, and Chile, on $105m".

    One that is outranked needs no comma: "behind Norway with 9% and Chile with 4%"; nor does one right after "is". Whom
    a deal will make something goes before: "will make Zeta Bank the third-largest lender in Norway, with 300 branches".
    """
    scene, hook = draft.scene, draft.hook
    sized = scene.phrase_at.get(hook - 1) if draft.hook_word == "of" else None
    hook = sized.start - 1 if sized else hook
    if scene.lower[hook] not in (("with",) if sized else ("with", "on", "at")):
        return None
    verb = draft.verb_before
    made = scene.mention_at.get(verb.end) if verb and verb.word in ("make", "makes", "making", "made") else None
    if made and scene.classes[made.end] == "T":
        return named(made)
    beside = scene.mention_at.get(past_aside(scene, hook, draft.sentence[0]) - 1)
    is_said = beside and scene.lower[beside.start - 1 - (scene.classes[beside.start - 1] == "T")] in BEING
    if beside and scene.lower[hook] != "at" and (is_said or _is_outranked(draft, beside)):
        return named(beside)
    if scene.words[hook - 1] != ",":
        return None
    last = hook - 2
    if scene.words[last] == ")" and (again := scene.bracket[last - 1]):
        last = again[0] - 1
    placed = scene.mention_at.get(last)
    if placed and scene.lower[placed.start - 1] in ("of", "at"):
        person = scene.mention_at.get(placed.start - 2)
        placed = person if person and person.entity.label == "PERSON" else placed
    role = placed.start - 2 if placed and scene.lower[placed.start - 1] in ("of", "for") else -1
    role -= 2 * (scene.lower[role - 1] == "of")  # "is the main source of imports for Peru, with $9m"
    if role >= 0 and (scene.lower[role] in word_class("nouns of partners") or scene.tags[role] == "JJS"):
        return None  # "is the largest partner of Norway, with $9m"
    if placed and draft.previous and scene.lower[draft.previous.end : placed.start] in (["in"], ["in", "the"]):
        return None  # "has 300 branches in Norway, with sales of $9m"
    return named(placed) if placed and lead_word(scene, placed) not in OUTRANKED else None


def described(draft: Draft) -> Reading | None:
    """The name that an apposition says more of: "it bought Larkfield Foods, a bakery with 300 staff, in May"."""
    scene = draft.scene
    for comma in range(draft.start - 2, draft.sentence[0], -1):
        if scene.words[comma] != ",":
            continue
        phrase, placed = scene.phrase_from(comma + 1), scene.mention_at.get(comma - 1)
        if placed and placed.end == comma and scene.lower[comma + 1 : comma + 3] == ["home", "to"]:
            return named(placed) if not scene.verbs_in(comma, draft.start) else None
        if phrase is None or placed is None or placed.end != comma or scene.lower[comma + 1] not in ("a", "an", "the"):
            return None
        within = scene.lower[phrase.end] in ("with", "employing") and not scene.verbs_in(phrase.end + 1, draft.start)
        return named(placed) if within and phrase.end <= draft.start else None
    return None


def _is_outranked(draft: Draft, placed: Placed) -> bool:
    """Whether the name is that of one who comes before or after others, or of the next such one."""
    lead = lead_word(draft.scene, placed)
    followed = lead == "by" and "followed" in draft.scene.lower[placed.start - 3 : placed.start]
    if followed or lead in ("behind", "after"):
        return True
    before = draft.previous.rule_of("entity") if draft.previous else ""
    at = placed.start - (draft.scene.classes[placed.start - 1] == "T")
    of = draft.scene.lower[at - 2 : at] in (["ahead", "of"], ["only", "to"], ["second", "to"])
    return of or (lead == "and" and before == "name before its comma")


def _next_name(draft: Draft) -> Reading | None:
    return led_at(draft.scene, draft.end, ("in", "at", "for"))


def _names_before(draft: Draft) -> list[Placed]:
    """The list of names before the list of numbers that the number stands in."""
    if len(draft.run) < 2:
        return []
    mentions = draft.scene.mentions_in(draft.sentence[0], draft.run[0].start)
    return _longest_run(draft.scene, mentions)


def _names_after(draft: Draft) -> list[Placed]:
    """The list of names that a preposition right after the list of numbers leads to."""
    scene, at = draft.scene, draft.run[-1].end
    if len(draft.run) < 2 or scene.lower[at] not in LEADS:
        return []
    found = _longest_run(scene, scene.mentions_in(at, draft.sentence[1]))
    return found if found and found[0].start <= at + 2 else []


def _longest_run(scene: Scene, mentions: Sequence[Placed]) -> list[Placed]:
    """The longest list of names with only commas and "and" between them; of two as long the last."""
    run: list[Placed] = []
    best: list[Placed] = []
    for placed in mentions:
        if placed.mention.form not in ("name", "short") or placed.entity.label not in OWNING:
            continue
        joined = bool(run) and set(scene.lower[run[-1].end : placed.start]) <= {",", "and", "or", "the"}
        run = [*run, placed] if joined else [placed]
        best = run if len(run) >= max(2, len(best)) else best
    return best
