"""Jobs that go, that are made, and what is lost with them: counts that say a change by their verb."""

from __future__ import annotations

from pipeline.model import Change
from pipeline.rules.base import change_rule, when
from pipeline.rules.draft import Draft, Reading
from pipeline.rules.governing import is_subject
from pipeline.vocabulary.linking import word_class


def _jobs_gone(draft: Draft) -> Reading | None:
    """Jobs that go and people who lose them: "up to 500 jobs could go", "900 servants will lose their jobs"."""
    scene, verb, noun = draft.scene, draft.scene.verb_after(draft.end, draft.sentence[1]), draft.quantity.noun
    jobs = word_class("nouns of jobs")
    if verb is None or noun is None or not is_subject(draft, verb):
        return None
    if scene.lower[scene.tokens_of(noun)[1] - 1] not in jobs:
        return None
    taken = scene.phrase_from(verb.end)
    led = scene.tags[verb.start] in ("MD", "TO", "VBP", "VBD") and scene.lower[verb.end : verb.end + 1] not in (
        ["to"],
        ["into"],
        ["on"],
    )
    gone = verb.word in ("go", "goes", "gone") and led
    goes = (gone or verb.word in word_class("verbs of vanishing")) and taken is None
    lost = verb.word in word_class("verbs of losing") and taken and taken.word in jobs
    return Reading(Change("decrease", "by"), ((verb.head, verb.head + 1),)) if goes or lost else None


def _jobs_made(draft: Draft) -> Reading | None:
    """Jobs that something makes: "the plant would create 700 jobs"."""
    scene, verb, noun = draft.scene, draft.verb, draft.quantity.noun
    after = scene.verb_at.get(draft.end)
    if after and after.passive:
        verb = after
    elif verb is None or draft.hook != verb.head or verb.passive:
        return None
    if noun is None:
        return None
    made = verb.word in ("create", "creates", "created", "creating")
    jobs = scene.lower[scene.tokens_of(noun)[1] - 1] in word_class("nouns of jobs")
    return Reading(Change("increase", "by"), ((verb.head, verb.head + 1),)) if made and jobs else None


def _lost(draft: Draft) -> Reading | None:
    """What goes with an act: "will close with the loss of 500 jobs", "at a cost of 500 jobs"."""
    scene, at = draft.scene, draft.hook
    leads = scene.lower[at - 1 : at + 1] in (["loss", "of"], ["cost", "of"]) and draft.quantity.noun
    noun, verb = draft.quantity.noun, draft.verb
    jobs = noun is not None and scene.lower[scene.tokens_of(noun)[1] - 1] in word_class("nouns of jobs")
    if jobs and verb and verb.end <= draft.start and verb.word in word_class("verbs of costing"):
        return Reading(Change("decrease", "by"), ((verb.head, verb.head + 1),))
    return Reading(Change("decrease", "by"), ((at - 1, at + 1),)) if at > 0 and leads else None


JOBS = (
    change_rule("jobs that go", _jobs_gone, when("noun", kinds="count", classes=("nouns of jobs",)))(
        "Up to [500 jobs] could go. => decrease by",
        "Some [900 workers] will lose their jobs. => decrease by",
        "Some [900 workers] will go to Oslo.",
        "Some [900 workers] lost their homes.",
    ),
    change_rule("jobs that are made", _jobs_made, when("noun", kinds="count", words="create creates created creating"))(
        "The plant would create [700 jobs]. => increase by",
        "Some [700 jobs] will be created. => increase by",
        "The plant would create [700 tonnes] of waste.",
    ),
    change_rule(
        "loss of what is counted", _lost, when(kinds="count", words="loss cost", classes=("verbs of costing",))
    )(
        "The mill will close with the loss of [500 jobs]. => decrease by",
        "The strike has cost Norway [500 jobs]. => decrease by",
        "The mill made a loss of [$5m].",
    ),
)
"""Rules of the slot `change` for jobs."""
