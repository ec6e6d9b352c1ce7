"""What the dates of an article without a date say about the month in which it was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.timex.calendar import Period
from pipeline.timex.clue import BARE, Clue, Kind, clue_of
from pipeline.timex.clues_of_pairs import clues_of_pairs
from pipeline.timex.grammar import Match
from pipeline.timex.grid import Grid
from pipeline.timex.over import turns_ahead, years_told_as_over
from pipeline.timex.reading import Moment
from pipeline.timex.site import around
from pipeline.timex.told import (
    cue_at,
    is_as_a_whole,
    is_compared,
    is_so_far,
    is_told_beside,
    limit_of,
    tells_of_before,
    tense_at,
)
from pipeline.vocabulary.linking import is_reporting


def clues_in(matches: Sequence[Match], grid: Grid) -> frozenset[Clue]:
    """All that the dates say; each only once, however often the text repeats it."""
    over = set(years_told_as_over(matches, grid))
    found = set(clues_of_pairs(matches, grid))
    ahead: list[int] = []
    lead: Kind | None = None
    for match in matches:
        year = match.slots.number("year")
        if year is None:
            clue = _without_year(match, grid, lead)
            lead = clue.kind if clue is not None and clue.kind in LEADS else lead
        elif 1900 <= year <= 2100:
            clue = _of_year(match, grid, over, ahead)
        else:
            clue = None
        if clue is not None:
            found.add(clue)
            if clue.kind in ("ahead", "plan", "whole ahead"):
                ahead.append(year or 0)
    return frozenset(found)


def _of_year(match: Match, grid: Grid, over: set[int], ahead: list[int]) -> Clue | None:
    """What a date with its year says."""
    reading = match.rule.read(match.slots, Moment())
    period = reading.period if reading and reading.anchor == "absolute" else None
    if reading is None or period is None:
        return None
    if _begins_by_the_way(match, grid):
        return Clue("present", period.first.year * 12 - 11, period.first.year * 12 + 1)
    tense, limit = tense_at(match, grid), limit_of(match, grid)
    kind = _of_limit(match, grid, limit, tense) or _beside(match, grid, limit, tense) or _of_reports(match, grid)
    if kind is None and (tense > 0 or _is_provided_for(match, grid) or _is_outlook(match, ahead, grid, tense)):
        kind = "whole ahead" if _is_whole(match, grid) else "plan" if _is_deed(match, grid) else "ahead"
        kind = "limit" if limit else kind
    if kind is None and is_told_beside(match, grid) and (period.grain != "year" or period.first.year not in over):
        kind = "named"
    if kind is None and period.grain == "year":
        behind: Kind = "base" if _is_base(match, grid) else "over"
        kind = behind if period.first.year in over else "past" if tense else "named"
    return clue_of(kind or ("account" if _is_account(match, reading.end or period) else "past"), period)


def _begins_by_the_way(match: Match, grid: Grid) -> bool:
    """Whether it is an accounting year, which began or begins: it is named after the year that it ends in, if later."""
    after = grid.lower[match.end : match.end + 5]
    return after[1:4] == ["year", ",", "which"] and not around("beginnings").isdisjoint(after[4:])


def _beside(match: Match, grid: Grid, limit: str, tense: int) -> Kind | None:
    """What a date says that something is set beside, or has been so since; None where it is told of for itself."""
    if is_compared(match.start, grid):
        return "named" if tense > 0 else "compared"
    if is_so_far(match.start, grid):
        return "present"
    if limit not in ("since", "from", "on") or tense > 0:
        return None
    begun = not {"start", "beginning"}.isdisjoint(grid.before(match.start, 2))
    return "under way" if begun else "since"


def _of_limit(match: Match, grid: Grid, limit: str, tense: int) -> Kind | None:
    """What a date says up to which or from which something is to be so; None where it does neither."""
    here = grid.sentence(match.start)
    if limit == "before" and _is_awaited(match, grid, here[0]):
        return "limit"
    if limit in around("limits ahead"):
        fronted = limit == "by" and tense < 0 and match.start - here[0] <= FRONT
        over = fronted or tells_of_before(*here, grid) or _is_over_by_then(match, grid)
        return "past" if over else "limit"
    return "limit" if limit == "from" and (tense > 0 or _is_yearly(match, grid)) else None


FRONT = 4
"""So many words stand at most before a date that opens a sentence: "By the end of 2015 there were 9m of them"."""


def _is_over_by_then(match: Match, grid: Grid) -> bool:
    """Whether what went on until then is told as over: it lasted until May 2002; until May 2002, when it was raided."""
    return grid.word(match.start - 2) in around("lasted") or grid.words[match.end : match.end + 2] == [",", "when"]


def _is_awaited(match: Match, grid: Grid, first: int) -> bool:
    """Whether something is not to be before then: it does not expect a profit before 2007, has ruled out a sale."""
    near = range(max(first, match.start - AWAITING_WORDS), match.start)
    denied = next((n for n in near if grid.word(n) in around("denials")), match.start)
    told = grid.word(denied - 1) in PAST_TENSES and "to" not in grid.words[denied : match.start]
    return denied < match.start and not told and all(cue_at(n, grid) >= 0 for n in range(denied + 1, match.start))


PAST_TENSES = ("did", "had", "was", "were")
"""Verbs before "not" that tell of what was not, where nothing with "to" was expected."""

AWAITING_WORDS = 9
"""Words before a date among which one says that nothing is to be before it."""


def _is_yearly(match: Match, grid: Grid) -> bool:
    """Whether something comes back each year from then on: the plan saves $5m a year from 2006."""
    return grid.words[max(0, match.start - 3) : match.start - 1] in (["a", "year"], ["per", "year"])


def _of_reports(match: Match, grid: Grid) -> Kind | None:
    """What a year says that accounts are for, which come out after it; None where none are named.

    "The results for 2004 are due in April"; "It is due to report a loss for 2004", perhaps before its last day.
    The results for a year that something will or would touch are still being made.
    """
    first, end = grid.sentence(match.start)
    before = grid.lower[first : match.start]
    if match.rule.name != "year" or before[-1:] != ["for"]:
        return None
    if before[-2:-1] and before[-2] in around("reports of a year"):
        verb = next((n for n in range(match.end, min(end, match.end + 2)) if cue_at(n, grid) > 0), None)
        if verb is not None and around("reports published").isdisjoint(grid.words[verb : min(end, verb + 5)]):
            return "ahead"
        return "over" if verb is None and tense_at(match, grid) <= 0 else "due"
    at = max((n for n, word in enumerate(before) if word in around("reports to come")), default=0)
    return "due" if before[max(0, at - 2) : at] == ["due", "to"] else None


def _is_provided_for(match: Match, grid: Grid) -> bool:
    """Whether something is there or wanted beforehand for that year: the fuel it needs for 2005, orders for 2005."""
    before = grid.before(match.start, PROVIDING_WORDS)
    before = before[before.index(",") :] if "," in before else before
    return before[-1:] == ["for"] and not around("provided for").isdisjoint(before)


PROVIDING_WORDS = 6
"""Words before a year among which what is provided for it is looked for."""


def _is_deed(match: Match, grid: Grid) -> bool:
    """Whether something is to be done then, which may be years off, and no figure is foretold: to open it in 2006."""
    first, end = grid.sentence(match.start)
    before = grid.before(match.start, DEED_WORDS, first)
    before = before[before.index(",") :] if "," in before else before
    after = grid.words[match.end : min(end, match.end + DEED_WORDS)]
    return not around("deeds").isdisjoint(before) and not any(word[0].isdigit() for word in (*before, *after))


DEED_WORDS = 12
"""Words before a year to come among which a deed is looked for, and around it a figure."""


def _is_base(match: Match, grid: Grid) -> bool:
    """Whether the figure of the year is only what another is seen against: 9m at the end of 2004, it had made 5m."""
    first, _ = grid.sentence(match.start)
    before = grid.lower[first : match.start]
    if before[-2:] in (["end", "of"], ["close", "of"]):
        return True
    return "had" in before and not any(is_reporting(word) for word in before[: before.index("had")])


def _is_account(match: Match, period: Period) -> bool:
    """Whether it is a stretch of which accounts are given: the third quarter of 2004, the year to June 2004."""
    return match.rule.name in ACCOUNTS or period.grain in ("quarter", "half")


ACCOUNTS = (
    "year on year stretch",
    "part of an accounting year",
    "quarter",
    "half",
    "months of a year",
    "from month to month",
)
"""Rules of stretches that accounts are given of; these come out soon after the end."""


def _is_whole(match: Match, grid: Grid) -> bool:
    """Whether the year is named as a whole, as one that is under way: for 2005 as a whole, the whole of 2005."""
    before = grid.before(match.start, 2)
    return is_as_a_whole(match, grid) or before == ["whole", "of"]


def _is_outlook(match: Match, ahead: list[int], grid: Grid, tense: int) -> bool:
    """Whether an outlook is for that year: named before it, told after it, or for an earlier year that was to come.

    The last says nothing of what is told as past.
    """
    first, end = grid.sentence(match.start)
    before = grid.before(match.start, 8, first)
    named = not around("outlooks").isdisjoint(before)
    year = match.slots.number("year") or 0
    turned = before[-1:] == ["for"] and turns_ahead(match, grid, end)
    return named or turned or (tense >= 0 and any(other < year for other in ahead))


def _without_year(match: Match, grid: Grid, lead: Kind | None) -> Clue | None:
    """What a month, quarter or day without its year says; a story leads with the month that it reports on."""
    if match.rule.name not in BARE or match.slots.shift() is not None:
        return None
    reading = match.rule.read(match.slots, Moment(date(2001, 12, 31), tense=-1))
    if reading is None or reading.period is None:
        return None
    first, last = reading.period.first.month - 1, (reading.end or reading.period).last.month - 1
    tense, limit = tense_at(match, grid), limit_of(match, grid)
    if tense > 0 or (limit in around("limits ahead") and not tells_of_before(*grid.sentence(match.start), grid)):
        return Clue("month ahead", first, last)
    if limit == "since":
        return Clue("month since", first, last)
    if reading.period.grain == "day" and (tense < 0 or _dates_saying(match, grid)):
        return Clue("month said", first, last)
    early = match.start < (grid.sentences[LEAD_SENTENCES] if len(grid.sentences) > LEAD_SENTENCES else len(grid.words))
    leads = early and lead != "month lead" and not limit and not is_compared(match.start, grid)
    if match.rule.name in ACCOUNTS:
        return Clue("month account lead" if leads else "month account", first, last)
    leads = leads and lead is None and reading.period.grain == "month"
    return Clue("month lead" if leads else "month past", first, last)


LEADS: tuple[Kind, ...] = ("month lead", "month account lead")
"""What a story leads with: the first month that it names, or all the quarters if it names none before."""


def _dates_saying(match: Match, grid: Grid) -> bool:
    """Whether the day is when something was said, which is the news: the agency announced on 21 October."""
    before = grid.before(match.start, 2)
    return before[1:] == ["on"] and is_reporting(before[0])


LEAD_SENTENCES = 3
"""A story names the month that it is about in its headline or its first two sentences."""
