"""The year that a lead gives its level, with the one it moved from: when the levels after it hold that have no date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.rules.base import period_rule, when
from pipeline.rules.period.dating import DISTANCES, fronted_dates
from pipeline.rules.period.reach import has_date, inherits, is_dated, is_traded, told_of
from pipeline.rules.scene.before import LOOK_BACK
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import is_place
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.once import once_read
from pipeline.rules.syntax.verbs import Range
from pipeline.vocabulary.linking import word_class

FARTHEST = 60
"""Numbers over which a lead's year holds at most: a news story has no more, and the work stays linear."""


class Movement(NamedTuple):
    """The two years between which the lead moves, and the tokens that name them."""

    first: str
    """Empty where the lead only measures a level by an earlier one."""
    last: str
    cues: tuple[Range, ...]
    number: int
    """The number of the lead that is named last."""


def _movement(draft: Draft) -> Movement | None:
    """What the lead says before the draft: a level with its year, and the earlier one that it has moved from."""
    last = draft.scene.number_before(_opening_end(draft.scene))
    told = 0 if last is None else min(draft.index, last + 1, LOOK_BACK)
    return _movement_by(draft.drafts[told - 1]) if told else None


def _opening_end(scene: Scene) -> int:
    """Where the paragraph after the lead ends."""
    return scene.block(scene.lead_end)[1]


@once_read("period")
def _movement_by(number: Draft) -> Movement | None:
    """What the lead says up to a number of the first two paragraphs: the same for all that is told after that."""
    told = [other for other in number.drafts[: number.index + 1] if not other.in_headline]
    return _between_years([other for other in told if other.start < number.scene.lead_end]) or _level(told)


def _between_years(lead: Sequence[Draft]) -> Movement | None:
    """A level of the lead with its year, and the one of an earlier year that it has moved from."""
    for one in lead:
        if not is_dated(one) or one.role == "from" or one.get("scenario") != "actual" or told_of(one) != "past":
            continue
        for other in lead[one.index - lead[0].index + 1 :]:
            if other.sentence == one.sentence and other.role == "from" and is_dated(other):
                first, last = str(other.get("period")), str(one.get("period"))
                if re.fullmatch(r"\d{4} \d{4}", f"{first} {last}") and int(first) < int(last):
                    cues = (*other.readings["period"].cues, *one.readings["period"].cues)
                    return Movement(first, last, cues, max(one.index, other.index))
    return None


def _level(told: Sequence[Draft]) -> Movement | None:
    """A level of the first two paragraphs with its year, which is measured by an earlier year: no two ends."""
    for one in told:
        if one.get("scenario") != "actual" or told_of(one) != "past":
            continue
        scene, last, (start, end) = one.scene, str(one.get("period")), one.sentence
        after = scene.dates_in(start, scene.sentence(end)[1] if end < _opening_end(scene) else end)
        named = [date for at, date in after if at[0] > one.end and scene.lower[at[0] - 1] != "since"]
        years = [str(date.value) for date in named if date.anchor == "absolute" or date.rule in DISTANCES]
        dated = is_dated(one) and re.fullmatch(r"\d{4}", last)
        if dated and any(re.fullmatch(r"\d{4}", y) and y < last for y in years):
            return Movement("", last, one.readings["period"].cues, one.index)
    return None


def _reaches(moved: Movement, draft: Draft) -> bool:
    """Whether the text has named no later time since that it tells of."""
    if draft.index - moved.number > FARTHEST:
        return False
    since = draft.drafts[moved.number + 1 : draft.index]
    told = (other for other in since if is_dated(other) and other.get("scenario") == "actual")
    return not any((value := other.get("period")) and str(value)[:7] > moved.last for other in told)


def _ends(draft: Draft) -> Reading | None:
    """The same two years for the movements told next, and the stretch between for one "over the period"."""
    scene = draft.scene
    if draft.role is None or not inherits(draft):
        return None
    moved = _movement(draft)
    if moved and any(moved.cues[-1][1] <= at[0] < draft.start for at, _ in fronted_dates(scene)):
        return None
    if moved is None or not moved.first or not _is_next(moved, draft) or not _reaches(moved, draft):
        return None
    if draft.role != "by":
        return Reading(moved.first if draft.role == "from" else moved.last, moved.cues)
    over = "over the period" in " ".join(scene.lower[slice(*draft.sentence)])
    return Reading(f"{moved.first}/{moved.last}", moved.cues) if over else None


def _is_next(moved: Movement, draft: Draft) -> bool:
    """Whether the number stands in the lead or in the paragraph after it."""
    scene = draft.scene
    own, last = draft.paragraph, scene.block(draft.drafts[moved.number].start)
    return own == last or own[0] == last[1]


def _year(draft: Draft) -> Reading | None:
    """The later year, for what is told as past or listed, and for what places have of something now.

    Where a level came from is unsaid.
    """
    how, place = told_of(draft), is_place(draft.scene, draft.get("entity"))
    share = how == "present" and draft.quantity.kind == "percent"
    if draft.get("scenario") != "actual" or not (share or how in ("past", "none")) or draft.role == "from":
        return None
    if draft.quantity.unit in word_class("units of time") or is_traded(draft):
        return None
    moved = _movement(draft)
    if moved is None or (share and not (place or _names_both(moved, draft))):
        return None
    if not _reaches(moved, draft) or has_date(draft):
        return None
    return Reading(moved.last, moved.cues)


def _names_both(moved: Movement, draft: Draft) -> bool:
    """Whether both years are named by their numbers; accounts compare with "the year before"."""
    dates = (date for cue in moved.cues for _, date in draft.scene.dates_in(*cue))
    return bool(moved.first) and all(date.anchor == "absolute" for date in dates)


ENDS = period_rule("years of the lead's movement", _ends, when("change", "actual", "told"))(
    "Chile's exports reached $9bn in 2024, up from $4bn in 2018.\n\nImports rose from [$2bn] to $3bn. => 2018",
    "Chile's exports reached $9bn in 2024, up from $4bn in 2018.\n\nImports grew by [50%] over the period. => "
    "2018/2024",
    "Chile's exports reached $9bn in 2024, up from $4bn in 2018.\n\nOver 2019–2024, it grew. Imports rose from [$2bn].",
    "Chile's exports reached $9bn in 2024, up from $4bn in 2018.\n\nImports will rise from $2bn to [$3bn].",
)
"""Goes before what a movement shares in its own sentence."""

RULES = (
    period_rule("year of the lead", _year, when("actual", "told"))(
        "Chile's exports reached $9bn in 2024, up from $4bn in 2018.\n\nIt is old.\n\nCopper has [41%] of it. => 2024",
        "Zeta Bank's rents fell to $9m in 2024 from $12m the year before.\n\nIt is old.\n\nSales rose [5%]. => 2024",
        "Zeta Bank's profit fell to $9m in 2024 from $12m the year before.\n\nIt is old.\n\nIt has [5%] of sales.",
        "Chile's exports reached $9bn in 2024, up from $4bn in 2018.\n\nIt is old.\n\nIt employs [500 people].",
        "Chile's exports reached $9bn in 2024, up from $4bn in 2018.\n\nIt is old.\n\nShares fell by [3%].",
    ),
)
"""Comes after what the paragraph and the headings say."""
