"""Which dates of a sentence are of something else than the number: of another clause, bracket, event or tense."""

from __future__ import annotations

from pipeline.rules.period.dating import is_set_against, opens_that_clause
from pipeline.rules.period.reach import is_closed_off
from pipeline.rules.period.tense import tense_of
from pipeline.rules.scene.draft import Draft
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.verbs import Range
from pipeline.vocabulary.linking import is_reporting, word_class


def in_other_bracket(draft: Draft, at: Range) -> bool:
    """Whether the date stands in a bracket with more than itself, and the number does not: "£410 (2024: £385)"."""
    bracket = draft.scene.bracket[at[0]]
    return bracket is not None and bracket != draft.bracket and bracket[1] - bracket[0] > at[1] - at[0] + 1


def is_elsewhere(draft: Draft, at: Range) -> bool:
    """Whether the date stands in another clause than the number, or in a bracket beside it."""
    scene = draft.scene
    if in_other_bracket(draft, at) or is_closed_off(draft, at) or _is_asked(draft, at):
        return True
    low, high = min(at[0], draft.start), max(at[1], draft.end)
    marks = (";", ":") if at[0] > draft.start else (";",)
    brackets = (draft.bracket, scene.bracket[at[0]])
    between = [i for i in range(low, high) if scene.bracket[i] in brackets]
    told_when = () if draft.get("scenario") == "actual" else ("when", "once")
    opening = (_opens_clause(scene, i) and scene.lower[i] not in told_when for i in between)
    if any(opening) or any(scene.words[i] in marks for i in between):
        return True
    if _is_of_level_before(draft, at) or _is_of_event(draft, at) or _is_of_other_tense(draft, at):
        return True
    if _in_next_clause(draft, at) or _in_reduced_clause(scene, draft.end, at[0]):
        return True
    governor = scene.verb_before(at[0], draft.sentence[0])
    opens = scene.words[at[1]] == "," and opens_that_clause(scene, at)  # "said that in 2004, sales rose"
    return governor is not None and governor != draft.verb and "," in scene.words[low:high] and not opens


def _opens_clause(scene: Scene, at: int) -> bool:
    """Whether the word joins a clause to another; "or so" and "of what it owes" do not."""
    return scene.classes[at] in "BW" and scene.lower[at - 1 : at + 1] not in (["of", "what"], ["or", "so"])


def _is_asked(draft: Draft, at: Range) -> bool:
    """Whether the number is of those who say what is to be at that date: "40 said they would sell this year"."""
    scene = draft.scene
    verb = scene.verb_after(draft.end, draft.sentence[1])
    if verb is None or verb.end > at[0] or verb.start > draft.end + 1 or draft.quantity.kind != "count":
        return False
    return is_reporting(verb.word) or verb.word in word_class("verbs of forecasting")


def _is_of_event(draft: Draft, at: Range) -> bool:
    """Whether the date is of what came first, told with a verb of its own: "rose to 90 after it opened in May"."""
    scene = draft.scene
    verb = scene.verb_before(at[0], draft.end)
    if verb is None or not verb.finite:
        return False
    said = next((v for v in scene.verbs_in(draft.end, at[0]) if is_reporting(v.word)), None)
    if said and scene.classes[said.start - 1] == "C":
        return True  # "has debts of $9m and says it will be sold by May"
    return not {"after", "before", "as", "because"}.isdisjoint(scene.lower[draft.end : verb.start])


def _is_of_other_tense(draft: Draft, at: Range) -> bool:
    """Whether the date is of what was, and the number of what is: "sold 9m in 2023 and employs 40 people"."""
    scene = draft.scene
    before, after = scene.verb_before(at[0], draft.sentence[0]), draft.verb
    if before is None or after is None or after.start < at[1] or not after.finite:
        return False
    then, now = tense_of(scene, before), tense_of(scene, after)
    return (then, now) in (("past", "present"), ("past", "perfect"), ("perfect", "present"))


def _in_next_clause(draft: Draft, at: Range) -> bool:
    """Whether "and" joins a clause with a subject of its own, and only one of date and number stands in it.

    "Sales fell 3%, and costs for 2024 rose", "It will shut by the end of May, and 40 jobs may go".
    """
    scene = draft.scene
    low, high = (draft.end, at[0]) if at[0] > draft.start else (at[1], draft.start)
    joined = next((i for i in range(low, high - 1) if scene.words[i] == "," and scene.classes[i + 1] == "C"), None)
    if joined is None:
        return False
    return at[1] in scene.verb_at if at[0] > draft.start else draft.end in scene.verb_at


def _is_of_level_before(draft: Draft, at: Range) -> bool:
    """Whether the date is of the level that the number before is measured by: "from 8% in 2016 to 3%"."""
    before = draft.previous
    if before is None or not is_set_against(before) or is_set_against(draft) or not before.end <= at[0] < draft.start:
        return False
    reading = before.readings.get("period")
    return reading is not None and at in reading.cues


def _in_reduced_clause(scene: Scene, start: int, end: int) -> bool:
    """Whether an adjective or participle after a comma has the date: "16 cents a share, payable on December 12"."""
    commas = (i for i in range(start, end - 2) if scene.words[i] == ",")
    return any(scene.classes[i + 1] in "JV" and scene.classes[i + 2] == "P" for i in commas)
