"""How much a movement was, where it is the subject or told as a rate, and which level was passed."""

from __future__ import annotations

from pipeline.model import Change, Direction
from pipeline.rules.base import change_rule, when
from pipeline.rules.change.change import change_word, rows_by
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.verbs import Phrase
from pipeline.vocabulary.linking import word_class


def _is_equal(draft: Draft) -> Reading | None:
    """The size of a movement that is the subject: "the gain was just 0.1%"."""
    scene, verb = draft.scene, draft.verb_before
    if verb is None or verb.subject is None or verb.word not in word_class("level verbs", "verbs of containing"):
        return None
    led = draft.hook_word if draft.hook == verb.end else ""
    if draft.hook != verb.head and led not in ("to", "at"):
        return None
    phrase = None if verb.word in word_class("verbs of costing") else verb.phrase
    bare = phrase is not None and phrase.head == phrase.core and scene.lower[phrase.start] in ("the", "its")
    own = set(scene.lower[phrase.core : phrase.head]) if phrase and phrase.word == "growth" else set()
    rate = own - word_class("time adjectives")  # "sales growth was 9%", but "annual growth was 2%" is a level
    return _by_noun(scene, phrase) if bare or rate or verb.word in word_class("verbs of containing") else None


def _by_noun(scene: Scene, phrase: Phrase | None) -> Reading | None:
    """The size of the movement that a phrase names."""
    row = change_word(scene, phrase.head) if phrase and scene.classes[phrase.head] == "N" else None
    return Reading(Change(row.direction, "by"), ((phrase.head, phrase.head + 1),)) if row and phrase else None


def _is_ranked(draft: Draft) -> Reading | None:
    """The size of a movement that is the subject, in a bracket: "growth was fastest in Norway (8%) and Chile (7%)"."""
    scene, verb = draft.scene, draft.verb
    if draft.bracket is None or verb is None or verb.subject is None or verb.end > draft.place:
        return None
    bare = word_class("words beside amounts").issuperset(scene.lower[draft.bracket[0] + 1 : draft.start])
    return _by_noun(scene, verb.phrase) if bare else None


def _past_level(draft: Draft) -> Reading | None:
    """A level that something is moved past: "could push inflation above 4%", "has brought it below 4%"."""
    scene, verb = draft.scene, draft.verb_before
    if verb is None or verb.word not in word_class("verbs of revising"):
        return None
    at, upwards = draft.start - 1 - (scene.lower[draft.start - 2 : draft.start] == ["up", "to"]), word_class("upwards")
    taken, particle = scene.phrase_from(verb.end), scene.lower[at] == "up" and at == draft.start - 1
    if taken is None or particle or taken.end != at or scene.lower[at] not in upwards | {"below", "under"}:
        return None
    up: Direction = "increase" if scene.lower[at] in upwards else "decrease"
    return Reading(Change(up, "to"), ((verb.head, verb.head + 1), (at, at + 1)))


def _past_mark(draft: Draft) -> Reading | None:
    """A mark that something passes: "topped the 4 million mark"."""
    scene, verb = draft.scene, draft.verb_before
    if verb is None or verb.word not in word_class("verbs of passing"):
        return None
    beside = scene.lower[verb.end : draft.start] + scene.lower[draft.end : draft.end + 1]
    marked = "," not in beside and not word_class("marks passed").isdisjoint(beside)
    return Reading(Change("increase", "to"), ((verb.head, verb.head + 1),)) if marked else None


def _at_a_rate(draft: Draft) -> Reading | None:
    """The size of a movement that is told as its rate: "grew at an annual rate of 5%"."""
    scene, phrase = draft.scene, draft.scene.phrase_at.get(draft.hook - 1) if draft.hook_word == "of" else None
    if phrase is None or phrase.word not in ("rate", "pace", "clip") or scene.lower[phrase.start - 1] != "at":
        return None
    row = change_word(scene, phrase.start - 2)
    return Reading(Change(row.direction, "by"), ((phrase.start - 2, phrase.start - 1),)) if row else None


RULES = (
    change_rule("movement that is so much", _is_equal, when("subject", words=lambda: rows_by("nouns")))(
        "Sales rose. The gain was just [0.1%]. => increase by",
        "Price cuts averaging [6%] have failed. => decrease by",
        "Sales growth was [9%]. => increase by",
        "The loss in May was [$5m].",
    ),
    change_rule("movement that is so much, by rank", _is_ranked, when("bracket", kinds="percent multiple"))(
        "Growth was fastest in Norway (8%) and Chile ([7%]). => increase by",
        "Sales were best in Norway (8%) and Chile ([7%]).",
    ),
    change_rule("level that is passed", _past_level, when("verb", classes=("verbs of revising",)))(
        "Strikes could push inflation above [4%]. => increase to",
        "Norway brought inflation below [4%]. => decrease to",
        "Norway held inflation at [4%].",
    ),
    change_rule("mark that is passed", _past_mark, when("verb", words="mark barrier threshold level"))(
        "Sales have passed the [4 million] mark. => increase to",
        "Sales have passed [4 million] in Norway.",
        "Some 22% did not reach the basic level, against [8%] in Norway.",
    ),
    change_rule("rate of a movement", _at_a_rate, when(lead="of", words="rate pace clip"))(
        "Norway's economy grew at an annual rate of [5%]. => increase by", "Norway lent at a rate of [5%]."
    ),
)
"""Rules of the slot `change`; they come before those of `change`, whose prepositions would read a rate as a level."""
