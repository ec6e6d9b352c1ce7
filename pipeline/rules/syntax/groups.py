"""Verb groups, found over word classes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.rules.syntax.relative import fronted
from pipeline.rules.syntax.verbs import FINITE, VerbGroup, find_subject
from pipeline.vocabulary.linking import change_verbs, word_class

if TYPE_CHECKING:
    from pipeline.rules.scene.scene import Scene


def verb_groups(scene: Scene) -> list[VerbGroup]:
    """The verb groups of an article, in text order."""
    groups: list[VerbGroup] = []
    classes = scene.classes
    start, end = classes.find("V"), 0
    while start >= 0:
        end = start + 1
        if start not in scene.phrase_at:
            while classes.startswith(("V", "RV", "RRV"), end) and end not in scene.phrase_at:
                if _opens_group(scene, end):
                    break
                end += 1
            groups.append(_verb_group(scene, start, end, groups))
        start = classes.find("V", end)
    for group, after in pairwise(groups):
        if not group.finite and (subject := fronted(scene, group, after)):
            group.subject, group.phrase = subject, scene.phrase_at.get(subject[0])
    return groups


def _opens_group(scene: Scene, at: int) -> bool:
    """Whether a verb right after a whole group is the next one: "loans that may not be repaid | grew", "lines it runs |
    fell".
    """
    tag, word = scene.tags[at - 1], scene.lower[at - 1]
    whole = tag in ("VBN", "VBD")
    runs = tag == "VBZ" and word not in word_class("light verbs", "level verbs") and scene.lower[at] in change_verbs()
    return (whole or runs) and word not in word_class("auxiliary verbs") and scene.tags[at] in ("VBN", "VBD", "VBZ")


def _verb_group(scene: Scene, start: int, end: int, before: Sequence[VerbGroup]) -> VerbGroup:
    verbs = [i for i in range(start, end) if scene.classes[i] == "V" and scene.lower[i] != "to"]
    head = verbs[-1] if verbs else end - 1
    finite = (
        not FINITE.isdisjoint(scene.tags[start:end])
        or scene.lower[head] in word_class("pasts")
        or _goes_on(scene, start, end, before)
        or (bool(before) and before[-1].end == start)
    ) and not _is_bare(scene, start, head, before)
    be = len(verbs) > 1 and not word_class("forms of be").isdisjoint(scene.lower[i] for i in verbs[:-1])
    be = be and scene.lower[head - 1] != "have"  # "was to have sold"
    passive = scene.tags[head] == "VBN" and (be or not finite)
    subject = find_subject(scene, start, finite, before)
    phrase = scene.phrase_at.get(subject[0]) if subject else None
    return VerbGroup(start, end, head, finite, passive, subject, phrase, scene.lower[head])


def _is_bare(scene: Scene, start: int, head: int, before: Sequence[VerbGroup]) -> bool:
    """Whether "and" joins a verb to one after "to" or a modal, so that it is none of its own: "to open 9 and cut 4"."""
    if scene.classes[start - 1] != "C" or scene.tags[head] not in ("VBP", "VBD") or not before or start != head:
        return False
    led = not {"TO", "MD"}.isdisjoint(scene.tags[before[-1].start : before[-1].head]) or not before[-1].finite
    alike = scene.tags[before[-1].head] == "VB" and before[-1].start >= scene.sentence(start)[0]
    return led and alike and (scene.tags[head] == "VBP" or scene.lower[head] in word_class("verbs of one form"))


def _goes_on(scene: Scene, verb: int, end: int, before: Sequence[VerbGroup]) -> bool:
    """Whether a participle is a finite verb like the one that "and" joins it to.

    "It has closed two mills and cut its workforce", "the state seized and sold its oil fields", "rules should be eased
    and the number of mills raised from 4 to 6"
    """
    if scene.tags[verb] != "VBN":
        return False
    if before and before[-1].passive and before[-1].finite and scene.classes.startswith("C", before[-1].end):
        return True
    if scene.classes[verb - 1] == "C" and before:
        return scene.lower[before[-1].start] in ("has", "have", "had") and not before[-1].passive
    return scene.classes.startswith("C", end) and scene.tags[end + 1 : end + 2] == ["VBD"]
