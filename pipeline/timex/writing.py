"""When an article without a date was written: how likely each month is by the dates that the article names.

Every date speaks for some months and against others: what is told as past lies before, what is announced lies after,
a quarter's accounts come out soon after its end, and nobody calls the present year by its number beside "this year".
The months are weighed by all of it together, and a phrase means what it would mean in most of them. A day that is found
to be the article's own is held against the same dates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import exp
from typing import NamedTuple

from pipeline.timex.calendar import Period
from pipeline.timex.clue import Clue, Kind
from pipeline.timex.clues import clues_in
from pipeline.timex.grammar import Match
from pipeline.timex.grid import Grid
from pipeline.timex.reading import Moment
from pipeline.timex.site import around
from pipeline.timex.told import is_compared, tense_at

Days = Mapping[date, float]
"""Days on which the article may have been written, two in each month, with their weights; these sum up to 1."""

DAYS = (6, 24)
"""The two days of a month that stand for it: no weekday, week or weekend that is read from both is the same."""

LIGHTEST = 0.005
"""Months that weigh less are left out."""


def days_of_writing(matches: Sequence[Match], grid: Grid) -> Days:
    """The days on which the text may have been written, the likeliest first; none where its dates do not bound them."""
    clues = clues_in(matches, grid)
    months = _months(clues)
    columns = [_costs(months, *clue) for clue in _weighed(clues)] if months else []
    weights = {month: exp(-sum(costs)) for month, *costs in zip(months, *columns, strict=True)}
    total = sum(weights.values())
    likely = {month: weight for month, weight in weights.items() if weight > LIGHTEST * total}
    total = sum(likely.values()) * len(DAYS)
    heaviest = sorted(likely, key=lambda month: (-likely[month], month))
    return {date(*divmod_month(month), day): likely[month] / total for month in heaviest for day in DAYS}


def divmod_month(month: int) -> tuple[int, int]:
    """Year and month of a month counted from the year 0."""
    return month // 12, month % 12 + 1


def _months(clues: Iterable[Clue]) -> range:
    """The months that are weighed: around the last year that is told as past and the first one after it to come."""
    past = [clue.last // 12 - (clue.kind == "present") for clue in clues if clue.kind in (*PAST, "present")]
    newest = max(past, default=None)
    outlooks = [clue.last // 12 for clue in clues if clue.kind in OUTLOOKS]
    if newest is None:
        newest = min((*outlooks, *(clue.last // 12 for clue in clues if clue.kind == "present")), default=0) - 1
    if newest < 1000:
        return range(0)
    limits = [clue.last // 12 for clue in clues if clue.kind == "limit" and clue.last // 12 >= newest]
    outlooks = [year for year in outlooks if year >= newest]
    last = max(newest + 2, min(newest + FARTHEST, *limits, *outlooks) if limits else 0, min(outlooks, default=0))
    return range((newest - 1) * 12, (last + 1) * 12)


FARTHEST = 6
"""Years after the last one told as past that are weighed at most for the sake of a limit that is yet to come."""


def _weighed(clues: frozenset[Clue]) -> list[tuple[Clue, bool]]:
    """The clues, each with whether it is the one of its kind nearest to the time of writing, in a fixed order."""
    alike: dict[tuple[Kind, bool], list[Clue]] = defaultdict(list)
    for clue in sorted(clues):
        alike[clue.kind, clue.last - clue.first >= YEAR].append(clue)
    nearest = {max(found, key=lambda clue: clue.last) for (kind, _), found in alike.items() if kind not in AHEAD}
    nearest |= {min(found, key=lambda clue: clue.first) for (kind, _), found in alike.items() if kind in AHEAD}
    return [(clue, clue in nearest) for found in alike.values() for clue in found]


YEAR = 11
"""Months from the first to the last of a year."""

PAST: tuple[Kind, ...] = ("past", "over", "base", "due", "account", "since", "under way", "compared")

OUTLOOKS: tuple[Kind, ...] = ("ahead", "plan", "whole ahead")

AHEAD: tuple[Kind, ...] = (*OUTLOOKS, "limit")

IMPOSSIBLE = 4.0
"""What a month costs that a clue speaks clearly against; tenses are read with less than certainty."""


SETTLED = 24
"""Months after which a year that is past says no more about the time of writing."""

TOLD_LATE = 14
"""The same of a day or month, which may be the last of a story that is long over."""


def _costs(months: range, clue: Clue, nearest: bool) -> list[float]:
    """How much a clue speaks against each month, in units of the natural logarithm of its odds."""
    if clue.kind.startswith("month"):
        in_year = [_cost_of_bare(month, clue) for month in range(12)]
        return [in_year[month % 12] for month in months]
    return COSTS[clue.kind](months, clue.first, clue.last, nearest)


def _cost_of_bare(month: int, clue: Clue) -> float:
    if clue.kind == "month ahead":
        return 0.25 * ((clue.last - month) % 12)
    age = (month - clue.last) % 12
    each, free, at_once, most = BARE_COSTS[clue.kind]
    return each * min(max(0, age - free), most) + at_once * (age == 0)


BARE_COSTS: dict[Kind, tuple[float, int, float, int]] = {
    "month lead": (0.3, 1, 0.3, 11),
    "month account lead": (0.5, 1, 0.8, 11),
    "month account": (0.2, 1, 0.8, 11),
    "month said": (0.5, 0, 0.0, 9),
    "month since": (0.2, 0, 1.0, 11),
    "month past": (0.14, 0, 0.0, 9),
}
"""Against each month after one without its year; how many months cost nothing; against that month itself; the most
months that count.
"""


def _costs_of_past(months: range, first: int, last: int, nearest: bool) -> list[float]:
    long = last - first >= YEAR
    within, each = 0.06 if long else 0.0, nearest * (0.05 if long else 0.2)
    return [
        IMPOSSIBLE + (not long)
        if month < first
        else (0.3 if long else 0.1) + within * (last - month)
        if month <= last
        else each * min(month - last, SETTLED if long else TOLD_LATE)
        for month in months
    ]


class Bygone(NamedTuple):
    """How a stretch that is told as over speaks against months, in units of the natural logarithm of their odds."""

    each: float
    """Against each month after its end, where no later one is told of."""
    before: float = IMPOSSIBLE
    """Against months before its end."""
    early: int = 0
    """So many months before its end it may be told as over already,"""
    at_early: float = 0.0
    """at that cost."""
    free: int = 1
    """So many months after its end cost nothing."""

    def costs(self, months: range, _first: int, last: int, nearest: bool) -> list[float]:
        each = nearest * self.each
        return [
            self.before
            if month <= last - self.early
            else self.at_early
            if month <= last
            else each * min(max(0, month - last - self.free), SETTLED)
            for month in months
        ]


def _costs_of_ahead(months: range, first: int, last: int, nearest: bool) -> list[float]:
    if not nearest:
        return [IMPOSSIBLE * (month > last) for month in months]
    if last - first < YEAR:
        return [IMPOSSIBLE if month > last else 0.08 * max(0, first - month) for month in months]
    return [
        IMPOSSIBLE
        if month > last
        else 0.12 * (month - first)
        if month >= first
        else 1.5 * ((first - 1 - month) // 12 + 1)
        for month in months
    ]


def _costs_of_plan(months: range, first: int, last: int, nearest: bool) -> list[float]:
    each = nearest * 0.04
    return [IMPOSSIBLE if month > last else each * abs(month - first) for month in months]


def _costs_of_whole_ahead(months: range, first: int, last: int, nearest: bool) -> list[float]:
    return [IMPOSSIBLE if month > last else nearest * 2.0 * (month < first) for month in months]


def _costs_of_under_way(months: range, first: int, last: int, _nearest: bool) -> list[float]:
    return [
        IMPOSSIBLE * (month < first) + (0.15 * (month - last) if month > last else 0.03 * (last - month))
        for month in months
    ]


def _costs_of_since(months: range, first: int, last: int, _nearest: bool) -> list[float]:
    return [IMPOSSIBLE if month < first else 0.8 * (month <= last) for month in months]


COSTS: dict[Kind, Callable[[range, int, int, bool], list[float]]] = {
    "past": _costs_of_past,
    "over": Bygone(0.2).costs,
    "base": Bygone(0.1).costs,
    "due": Bygone(0.3, early=3, at_early=1.0).costs,
    "account": Bygone(0.25, early=1, at_early=1.5).costs,
    "compared": Bygone(0.08, before=2.0, free=12).costs,
    "ahead": _costs_of_ahead,
    "plan": _costs_of_plan,
    "whole ahead": _costs_of_whole_ahead,
    "limit": lambda months, _first, last, _nearest: [IMPOSSIBLE * (month > last) for month in months],
    "named": lambda months, first, _last, _nearest: [1.5 * (month < first) for month in months],
    "under way": _costs_of_under_way,
    "since": _costs_of_since,
    "not": lambda months, first, last, _nearest: [3.0 * (first <= month <= last) for month in months],
    "other": lambda months, first, last, _nearest: [1.0 * (first <= month <= last) for month in months],
    "present": lambda months, first, last, _nearest: [2.0 * (not first <= month <= last) for month in months],
}
"""How the clues with a year are weighed; of two of a kind only the nearest says how far off the time of writing is."""


def could_be_of(day: date, matches: Sequence[Match], grid: Grid) -> bool:
    """Whether the text may have been written on that day.

    It may not where all that it dates as past lies after the day, or all that it announces before it; a day more or
    less is left to time zones.
    """
    past, future = _told_periods(matches, grid)
    late = bool(past) and min(period.first for period in past) > day + timedelta(1)
    over = bool(future) and max(period.last for period in future) < day - timedelta(1)
    return not (late or over)


def _told_periods(matches: Sequence[Match], grid: Grid) -> tuple[list[Period], list[Period]]:
    """What is told in the past, and what is told in the future; both named with their year.

    Years are too coarse to bound anything, and what is only compared with is no event. Accounts are given of a year
    that is over ("the year to 30 June 2025").
    """
    past: list[Period] = []
    future: list[Period] = []
    for match in matches:
        if "year" not in match.slots.values or is_compared(match.start, grid):
            continue
        reading = match.rule.read(match.slots, Moment())
        if reading is None or reading.anchor != "absolute":
            continue
        period = reading.period
        if period is None or period.grain in ("year", "decade", "century"):
            continue
        if "would" in grid.lower[slice(*grid.sentence(match.start))]:
            continue
        tense = tense_at(match, grid)
        if tense > 0 or _is_limit(match, grid):
            future.append(period)
        elif tense < 0 or reading.end is not None:
            past.append(period)
    return past, future


def _is_limit(match: Match, grid: Grid) -> bool:
    """Whether it is a day up to which something is to be done ("by June 2026", "until 2028")."""
    return grid.word(match.start - 1) in around("limits ahead")
