"""From phrases to readings, in text order: each one against the article's date, the dates before it and the tense."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.model import REFERENCES, DayOrder
from pipeline.timex import calendar
from pipeline.timex.calendar import Grain, Period
from pipeline.timex.grammar import Match
from pipeline.timex.grid import Grid
from pipeline.timex.lexicon import lexeme
from pipeline.timex.reading import Moment, Reading
from pipeline.timex.site import around
from pipeline.timex.told import end_of_year, is_as_a_whole, is_by_the_way, is_compared, limit_of, month_first, tense_at
from pipeline.timex.writing import Days, days_of_writing
from pipeline.vocabulary.linking import is_reporting


@dataclass(frozen=True, slots=True)
class Timex:
    """A phrase with its reading; `start` and `end` count words of the grid."""

    start: int
    end: int
    reading: Reading
    rule: str
    article: bool = False
    parts: tuple[Timex, ...] = ()
    """The dates in it: the two ends of an interval, the day that a stretch ends with or a distance counts from."""


NEAR_SENTENCES = 3
"""A date is forgotten after so many sentences: "a year earlier" no longer counts from it."""


def resolve(
    matches: Sequence[Match],
    grid: Grid,
    published: date | None,
    order: bool | None = None,
) -> Iterator[Timex]:
    """The readings of all matches; those that are no dates after all are left out.

    `order` is the publisher's of day and month, True for month first; what the text itself shows goes before it.
    """
    days = {} if published else days_of_writing(matches, grid)
    shown, end = month_first(matches), end_of_year(matches, grid)
    told_by: DayOrder = "the text" if shown is not None else "the publisher" if order is not None else "nothing"
    moment = Moment(
        published,
        month_first=order if shown is None else shown,
        order_from=told_by,
        year_end=end,
    )
    last: Timex | None = None
    nearest: Timex | None = None
    bound: Timex | None = None
    for number, match in enumerate(matches):
        later = match.rule.name == "earlier or later" and match.slots.number("later") is not None
        same = match.rule.name == "same period" and " month" in match.slots.text.lower()
        counted = nearest if later or same else bound
        together = counted is not None and grid.sentence(counted.start) == grid.sentence(match.start)
        here = _moment_at(match, moment, counted if together else last, grid)
        if (year := _year_after(match, matches[number + 1 : number + 2], grid)) is not None:
            here = here._replace(near=calendar.year(year), close=True, accounts=())
        reading = _read(match, here, days)
        if reading is None:
            continue
        parts = _own_ends(match, reading, grid) or _named_end(match, reading, grid)
        found = Timex(match.start, match.end, reading, match.rule.name, match.rule.article, parts)
        if reading.period is None or reading.value in REFERENCES:
            yield found
            continue
        nearest = found
        bound = found if limit_of(match, grid) in around("limits ahead") and tense_at(match, grid) > 0 else None
        if not (
            bound
            or _is_beside(found, last, grid)
            or is_by_the_way(match, grid)
            or limit_of(match, grid) == "since"
            or _is_of_saying(found, grid)
        ):
            last = found
            moment = _with_stretch(moment, match, found, grid)
        yield found


CERTAIN = 0.6
"""The weight of the days of writing from which a phrase means the same that is enough to say what it means."""

ROUNDING = 1e-9
"""More than the weights of all days of writing can differ from 1 by in sum."""


def _read(match: Match, moment: Moment, days: Days) -> Reading | None:
    """The reading of the phrase; of an article without a date the one from most days on which it may be written."""
    reading = match.rule.read(match.slots, moment)
    if not days or reading is None or not _hangs_on_day(match, reading, moment):
        return reading
    weights: dict[str, float] = defaultdict(float)
    heaviest, left = 0.0, 1.0
    for day, weight in days.items():
        found = match.rule.read(match.slots, moment._replace(base=day))
        if found is not None and found.value is not None:
            weights[found.value] += weight
            heaviest = max(heaviest, weights[found.value])
            if heaviest >= CERTAIN:
                return found
        left -= weight
        if heaviest + left < CERTAIN - ROUNDING and moment.lead is None:
            break
    lead = moment.lead if moment.lead and moment.lead.grain == "month" else None
    led = lead is not None and lead.value in weights and weights[lead.value] == max(weights.values())
    return Reading(lead.value, lead) if lead and led else reading


def _hangs_on_day(match: Match, reading: Reading, moment: Moment) -> bool:
    """Whether the phrase is read from the article's own date; a season has no days of its own."""
    if reading.anchor == "absolute" or reading.type != "DATE" or match.rule.name in ("season", "shifted season"):
        return False
    return reading.value is None or not moment.accounts


LEAD_SENTENCES = 3
"""A story names the stretch that it is about in its headline or its first two sentences."""


def _is_outlook(match: Match, grid: Grid) -> bool:
    before = grid.before(match.start, 8)
    return not around("outlooks").isdisjoint(before)


def _leads_to_outlook(match: Match, grid: Grid) -> bool:
    """Whether an outlook follows, with a word between at most: "cut its full-year profit forecast"."""
    return not around("outlooks").isdisjoint(grid.word(match.end + i) for i in range(3))


def _with_stretch(moment: Moment, match: Match, found: Timex, grid: Grid) -> Moment:
    """The same with the stretch that has been named, where later distances may count from it."""
    period = found.reading.period
    if period is None or period.grain in ("day", "week", "weekend", "decade", "century"):
        return moment
    if tense_at(match, grid) > 0 or _is_outlook(match, grid):
        year = found.reading.end is not None and calendar.is_of_length(period, "year")
        return moment._replace(foretold=period) if year else moment
    single = found.reading.end is not None or match.rule.name in STRETCHES
    if period.grain in ("quarter", "half") or (single and period.days <= calendar.LONGEST_ACCOUNT):
        moment = moment._replace(accounts=_with_account(moment.accounts, period))
    early = bisect_right(grid.sentences, found.start) <= LEAD_SENTENCES
    single = single or period.grain != "interval"
    begins = early and single and moment.lead is None and not _is_limit(found.start, grid)
    return moment._replace(lead=period) if begins else moment


STRETCHES = ("quarter", "months of a year", "from month to month")
"""Rules whose intervals are one stretch of accounts, with no two ends to compare."""


def _is_limit(start: int, grid: Grid) -> bool:
    """Whether the words before only bound something by the date: since mid-September, by early May."""
    while grid.word(start - 1) in around("part words"):
        start -= 1
    return grid.word(start - 1) in around("limits")


def _with_account(accounts: tuple[Period, ...], period: Period) -> tuple[Period, ...]:
    """The accounts with another first; of those as long only the latest stays, an earlier one is compared with it."""
    alike = [one for one in accounts if abs(one.days - period.days) <= DAYS_APART]
    if any(one.last > period.last for one in alike):
        return accounts
    return period, *(one for one in accounts if one not in alike)


DAYS_APART = 4
"""Days by which two quarters, half-years or years differ in length at most, but for those of 53 weeks."""


def _is_beside(found: Timex, last: Timex | None, grid: Grid) -> bool:
    """Whether it only is what the period spoken of is compared with (up from 3% in the third quarter of 2004)."""
    if last is None or last.reading.period is None or found.reading.period is None:
        return found.rule in ("same period", "year-ago period")
    if _is_of_report(found, last, grid):
        return True
    back = found.rule in ("earlier or later", "same period", "year-ago period")
    back = back or (found.reading.period.grain == last.reading.period.grain and _is_told_before(found, grid))
    if found.reading.period.last >= (last.reading.period.last if back else last.reading.period.first):
        return False
    lead = grid.word(found.start - 1)
    on = lead == "since" or (lead == "on" and found.reading.period.grain != "day")
    return on or back or is_compared(found.start, grid)


def _is_of_report(found: Timex, last: Timex, grid: Grid) -> bool:
    """Whether it is only when the figures for the year named right before come out: results for 2004 on 17 March."""
    near, year = found.start - last.end <= REPORT_WORDS, last.reading.period
    return near and year is not None and year.grain == "year" and grid.word(last.start - 1) == "for"


REPORT_WORDS = 2
"""Words between a year and the date on which figures for it come out, at most."""


def _is_told_before(found: Timex, grid: Grid) -> bool:
    """Whether its sentence tells of a time before the one told of (in the third quarter it had fallen)."""
    first, end = grid.sentence(found.start)
    return "had" in grid.lower[first : min(end, found.end + 8)]


def _is_of_saying(found: Timex, grid: Grid) -> bool:
    """Whether it is the day on which something was said: "the ministry said Thursday"."""
    said = found.start - 1 - (grid.words[found.start - 1 : found.start] == ["on"])
    day = found.reading.period is not None and found.reading.period.grain == "day"
    return day and said > 0 and is_reporting(grid.words[said])


_TWO_IN_ONE: dict[str, Grain] = {
    "two years written short": "year",
    "from month to month": "month",
    "days of a month": "day",
    "month and days": "day",
    "days of a shifted month": "day",
    "days of the month alone": "day",
    "centuries": "century",
}
"""Rules whose phrase is an interval by itself -> the grain of its ends."""


def _own_ends(match: Match, reading: Reading, grid: Grid) -> tuple[Timex, ...]:
    """The two ends of an interval that is one phrase: 1871-72, April to June."""
    grain, period = _TWO_IN_ONE.get(match.rule.name), reading.period
    inside = range(match.start + 1, match.end - 1)
    at = next((n for n in inside if grid.word(n) in around("words of range")), None)
    if grain is None or period is None or period.grain != "interval" or at is None:
        return ()
    ends = calendar.containing(period.first, grain), calendar.containing(period.last, grain)
    return tuple(
        Timex(start, end, Reading(one.value, one, reading.anchor), match.rule.name, match.rule.article)
        for start, end, one in zip((match.start, at + 1), (at, match.end), ends, strict=True)
        if one is not None
    )


def _named_end(match: Match, reading: Reading, grid: Grid) -> tuple[Timex, ...]:
    """The date that a stretch ends with, as a phrase of its own."""
    month_or_day = {"MON", "DAY", "DAYTH"}
    words = range(match.start + 2, match.end)
    at = next((n for n in words if lexeme(grid.words[n]).values.keys() & month_or_day), None)
    if reading.end is None or at is None:
        return ()
    return (Timex(at, match.end, Reading(reading.end.value, reading.end, reading.anchor), match.rule.name),)


def _moment_at(match: Match, moment: Moment, last: Timex | None, grid: Grid) -> Moment:
    first, _ = grid.sentence(match.start)
    ahead = grid.word(match.start) == "full" and (_is_outlook(match, grid) or _leads_to_outlook(match, grid))
    forecast = grid.before(match.start, 3)[1:] == ["for", "the"] and grid.word(match.start - 3) in around("outlooks")
    here = moment._replace(
        tense=max(tense_at(match, grid), int(forecast)) if ahead or forecast else tense_at(match, grid),
        compared=is_compared(match.start, grid),
        whole=is_as_a_whole(match, grid),
        early=bisect_right(grid.sentences, match.start) <= LEAD_SENTENCES,
    )
    if _is_since_so_far(match, grid, first):
        return here._replace(lead=None, accounts=())
    if last is None or last.reading.period is None:
        return here
    if bisect_right(grid.sentences, last.start) < bisect_right(grid.sentences, match.start) - NEAR_SENTENCES:
        return here
    near, close = last.reading.period, last.start >= first
    frame = _frame(last, near, close, moment, match, grid)
    far = frame is not None and moment.base is not None and frame < moment.base.year - FAR_YEARS
    return here._replace(near=near, close=close, frame=frame, tense=min(here.tense, 0) if far else here.tense)


def _year_after(match: Match, following: Sequence[Match], grid: Grid) -> int | None:
    """The year that "the year" is, where it is set against the one before: 74% during the year, against 71% in 2003."""
    if match.rule.name != "the unit" or not following or not match.slots.text.lower().endswith("year"):
        return None
    other, year = following[0], following[0].slots.number("year")
    near = other.start - match.end <= AGAINST_WORDS and grid.sentence(match.start) == grid.sentence(other.start)
    against = near and other.rule.name == "year" and is_compared(other.start, grid)
    return year + 1 if against and year is not None else None


AGAINST_WORDS = 8
"""Words between "the year" and the year that it is set against, at most."""


def _is_since_so_far(match: Match, grid: Grid, first: int) -> bool:
    """Whether what has been so since the start of a year or quarter up to now is told: it has gained 5% since then."""
    has = not {"has", "have", "'ve", "’ve"}.isdisjoint(grid.lower[first : match.start])
    return has and match.rule.name in ("the unit", "part of a unit") and limit_of(match, grid) == "since"


FAR_YEARS = 3
"""A tale of a year so far back is not left with the paragraph; one of a nearer year is."""


OPENING_WORDS = 3
"""A bare year tells the year of its sentence where it stands so near its beginning (In 1999, …)."""


def _frame(last: Timex, near: Period, close: bool, moment: Moment, match: Match, grid: Grid) -> int | None:
    """The year that the words tell of: the one last named, where it is another than the article's."""
    if moment.base is None or near.first.year != near.last.year or near.first.year >= moment.base.year:
        return None
    if not (last.reading.anchor == "absolute" or near.first.year < moment.base.year - FAR_YEARS):
        return None
    if grid.word(last.start - 1) in around("limits"):
        return None
    far = near.first.year < moment.base.year - FAR_YEARS
    if not far and any(word.isspace() for word in grid.words[last.end : match.start]):
        return None
    opens = close and last.start - grid.sentence(match.start)[0] <= OPENING_WORDS
    return near.first.year if opens or near.grain in ("day", "month") else None
