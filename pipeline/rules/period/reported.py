"""When a value of a report holds: in the period that the report is about, or after the one it compares with."""

from __future__ import annotations

import re

from pipeline.rules.base import period_rule, when
from pipeline.rules.period.dating import (
    DISTANCES,
    Dated,
    earlier,
    holds,
    is_one_year,
    is_set_against,
    later,
    leads_back,
    plain,
    value_under,
)
from pipeline.rules.period.reach import inherits, is_found, is_single_deal, is_traded, told_of
from pipeline.rules.period.tense import tense_of
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.once import once_an_article
from pipeline.rules.syntax.verbs import Range
from pipeline.vocabulary.linking import exchange_nouns, word_class


def _measured(draft: Draft) -> Reading | None:
    """The time after the one that the sentence compares with: "earned $5bn, against $4bn in 2023" is of 2024."""
    if draft.get("scenario") != "actual" or told_of(draft) != "past" or is_set_against(draft):
        return None
    for at, date in draft.scene.dates_in(draft.end, draft.sentence[1]):
        number = draft.scene.number_before(at[0])
        other = draft.drafts[number] if number is not None else draft
        alike = is_set_against(other) and other.quantity.unit == draft.quantity.unit
        compared = alike if other is not draft else date.rule in DISTANCES
        value = later(str(plain(date.value)))
        if date.rule in DISTANCES and not any(end <= at[0] for (_, end), _ in draft.scene.dated):
            return None  # "came to $9m, against $8m a year earlier": a year before nobody knows what
        named = any(one.value == value for _, one in draft.scene.dated)
        moved = leads_back(other) and other.is_like(draft) and named
        if value and (compared or moved) and not _is_over(draft, value):
            return Reading(value, (at,))
    return None


def _is_over(draft: Draft, value: str) -> bool:
    """Whether a later year was told of before: "trade hit $9bn in 2024. Chile took 5%, compared with 9% in 2004"."""
    told = (str(other.get("period")) for other in numbers_before(draft, 0) if other.get("scenario") == "actual")
    return any(re.fullmatch(r"\d{4}", year) and year > value for year in told)


@once_an_article
def _periods_reported_on(scene: Scene) -> tuple[Dated, ...]:
    """The dates that a report may be about, in text order."""
    return tuple(dated for dated in scene.dated if _reported_on(scene, dated))


def _reported_on(scene: Scene, dated: Dated) -> bool:
    """Whether a date is one that a report is about: of the right grain, and in the lead or among the first figures."""
    at, date = dated
    value = str(plain(date.value))
    stretch = re.fullmatch(r"\d{4}-(Q[1-4]|H[12])", value) is not None or ("/" in value and is_one_year(date))
    lead = set(scene.lower[max(scene.sentence(at[0])[0], at[0] - 8) : at[0]])
    told = scene.verb_before(at[0], scene.sentence(at[0])[0])
    if told and tense_of(scene, told) == "earlier past" and scene.classes[told.start - 1] == "W":
        return False  # "sales, which had been flat in the first half"
    if scene.lower[at[0] - 1 - (scene.classes[at[0] - 1] == "T")] == "by":
        return False
    if date.rule in DISTANCES or lead & word_class("outlook nouns") or _is_ahead(scene, at):
        return False
    if stretch and (lead & word_class("accounts") or date.rule in ACCOUNTING):
        return True
    if re.fullmatch(r"\d{4}", value) and (_is_of_accounts(scene, at) or _is_of_trade(scene, at)):
        return True
    month = re.fullmatch(r"\d{4}-\d\d", value) is not None
    early = at[0] < scene.lead_end or (month and _opens_figures(scene, at))
    return (stretch or month) and early and holds(scene, at) and not lead & {"since", "until"}


def _is_of_accounts(scene: Scene, at: Range) -> bool:
    """Whether the lead gives results of that year: "made a profit in 2004", "results for 2004"."""
    led = scene.lower[at[0] - 1] in ("for", "in") and at[0] < scene.lead_end
    return led and not word_class("accounts").isdisjoint(scene.lower[scene.sentence(at[0])[0] : at[0]])


def _is_of_trade(scene: Scene, at: Range) -> bool:
    """Whether the lead gives the trade or growth of that year: "Trade between Norway and Chile hit $9bn in 2024"."""
    number = scene.number_before(at[0])
    near = number is not None and scene.quantity_at[number][1] >= at[0] - 2 and at[0] < scene.lead_end
    first, end = scene.sentence(at[0])
    told = scene.lower[first : at[0]]
    years = [date for _, date in scene.dates_in(first, end) if date.anchor == "absolute"]
    return near and len(years) == 1 and scene.lower[at[0] - 1] in ("in", "for") and not _TRADED.isdisjoint(told)


_TRADED = exchange_nouns() - {"sales", "purchases", "supplies", "supply", "gap", "shortfall"} | {"economy", "gdp"}
"""What countries exchange and make, where a firm need not be told of."""


def _opens_figures(scene: Scene, at: Range) -> bool:
    """Whether the month is the first of the paragraph after the lead, and its figure is set beside an earlier one."""
    start, end = scene.block(scene.lead_end) if scene.lead_end < scene.size else (at[1], at[1])
    if not start <= at[0] < end or scene.dates_in(start, at[0]):
        return False
    onward = (date for _, date in scene.dates_in(at[1], scene.sentence(at[0])[1]))
    return any(date.rule in DISTANCES or re.fullmatch(r"\d{4}-\d\d", str(date.value)) for date in onward)


ACCOUNTING = ("year on year stretch", "part of an accounting year")
"""Rules of dates that only accounts have: the year to June, the first half of the year to March."""


def _is_ahead(scene: Scene, at: Range) -> bool:
    """Whether the date stands in a clause of what is to come; "than expected" is none."""
    start, end = scene.sentence(at[0])
    group = scene.verb_before(at[0], start)
    if group is not None and scene.lower[group.start - 1] in ("than", "as"):
        group = scene.verb_before(group.start, start)
    main = scene.verb_after(at[1], end)
    group = group or main
    awaited = group is not None and scene.lower[start] == "when" and tense_of(scene, group) == "present"
    group = main if awaited else group
    if group and scene.lower[group.start] == "to" and scene.is_heading(at[0]):
        return True  # "Fares to rise"
    return group is not None and tense_of(scene, group) == "ahead"


def _report(draft: Draft) -> Reading | None:
    """The period that the text reports on, for what it tells in the past tense without a date.

    A lead names one by a month, a quarter or an accounting period; the first figures after it by a month, and then that
    one counts.
    """
    found = [dated for dated in _periods_reported_on(draft.scene) if dated[0][0] < draft.start]
    if not found or not inherits(draft) or is_traded(draft) or is_single_deal(draft):
        return None
    dated = found[-1] if found[-1][0][0] >= draft.scene.lead_end else found[0]
    return None if is_found(draft, dated[0][1]) else value_under(draft, dated, shift=True)


def _measured_by_report(draft: Draft) -> Reading | None:
    """The period reported on, for what the clause measures by the same a year before: "down from 46% in May 2023"."""
    if draft.get("scenario") != "actual" or is_set_against(draft):
        return None
    other = draft.following
    if other is None or other.sentence != draft.sentence or not (leads_back(other) and other.is_like(draft)):
        return None
    dates = draft.scene.dates_in(other.end, draft.sentence[1])[:1]
    for dated in _periods_reported_on(draft.scene):
        value = plain(dated[1].value)
        if value and dates and dated[0][0] < draft.start and earlier(value) == plain(dates[0][1].value):
            return Reading(value, (dated[0], dates[0][0]))
    return None


RULES = (
    period_rule("measured by the same a year before", _measured_by_report, when("actual", "date"))(
        "Norway's imports fell in May 2024.\n\nCars make up [43%] of them, down from 46% in May 2023. => 2024-05",
        "Norway's imports fell in May 2024.\n\nCars make up [43%] of them, down from 46% in June 2023.",
    ),
    period_rule("after what it is compared with", _measured, when("date"))(
        "Norway Oil earned [$5bn], against $4bn in 2023. => 2024", "Norway Oil earns [$5bn], against $4bn in 2023."
    ),
    period_rule("period that is reported on", _report, when("actual"))(
        "Norway Oil announced results for the third quarter of 2024.\n\nNorway Oil earned [$4bn]. => 2024-Q3",
        "Norway's output grew by 9% in May 2024.\n\nPetrol sales rose [4%]. => 2024-05",
        "Norway Oil made more profit in 2024.\n\nIt is old.\n\nSales were [$4bn]. => 2024",
        "Norway Oil reported a profit for 2024.\n\nIt is old.\n\nSales were [$4bn]. => 2024",
        "Norway's gap grew.\n\nIt was $4bn in May 2024, up from $3bn in April.\n\nImports rose [5%]. => 2024-05",
        "Norway sold goods\n\nExports to Chile hit $9bn in 2024.\n\nSales to Peru fell to [$4bn]. => 2024",
        "Norway is rich\n\nIts economy grew by 9% in 2024.\n\nImports fell by [4%]. => 2024",
        "Norway Oil announced results for the third quarter of 2024.\n\nIt employs [500 people].",
        "Norway Oil expects a profit by the second quarter of 2024.\n\nIt lost [$4bn].",
        "Norway Oil announced results for the third quarter of 2024.\n\nNorway Oil bought Zeta Bank for [$4bn].",
        "Norway Oil announced results for the third quarter of 2024.\n\nIt paid [$4bn] for its stake in Zeta Bank.",
    ),
)
"""Rules of the slot `period` that know of reports; they come last."""
