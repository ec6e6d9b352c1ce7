"""Years that a text tells as over: those of which it gives the figure of the whole year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.timex.grammar import Match
from pipeline.timex.grid import Grid
from pipeline.timex.site import around
from pipeline.timex.told import cue_at, is_as_a_whole, is_compared, tense_at

LEAD_SENTENCES = 4
"""A story gives the figure that it is about in its headline or one of its first sentences."""

FIGURE_WORDS = 6
"""Words between a figure and the year that it is of, at most: 9 million tonnes of salt in 2004."""


CUE_WORDS = 8
"""Words after the year in which its clause may still turn to what is to come (for 2004 it plans)."""


def years_told_as_over(matches: Sequence[Match], grid: Grid) -> Iterator[int]:
    """The years told in the past with their own total, or as run to the end; a text of that year could do neither.

    "The deficit for 2004 widened", "the whole of 2004", "4% at the end of 2004"; "rose 5% in 2003 and 3% in 2004", "9
    million tonnes in 2004, after 8 million the year before"; of a figure without the year before only in the lead.
    """
    for number, match in enumerate(matches):
        year = match.slots.number("year")
        if year is None or match.rule.name != "year" or is_compared(match.start, grid):
            continue
        first, end = grid.sentence(match.start)
        if turns_ahead(match, grid, end) or tense_at(match, grid) > 0:
            continue
        if not around("outlooks").isdisjoint(grid.words[first : match.start]):
            continue
        lead, reported = first in grid.sentences[:LEAD_SENTENCES], _is_reported(match, grid, first)
        beside = lead or reported or _is_set_against_last(number, matches, grid)
        made = lead and reported and grid.words[match.start - 1] == "in"
        if _is_whole(match, grid) or made or (_has_figure(match, grid, first) and beside):
            yield year


def turns_ahead(match: Match, grid: Grid, end: int) -> bool:
    """Whether what follows the year in its clause, or in one set against it, is to come: for 2004 it plans."""
    after = range(match.end, min(end, match.end + CUE_WORDS))
    stop = next((at for at in after if _joins_clause(at, grid)), after.stop)
    return any(cue_at(at, grid) > 0 for at in range(match.end, stop))


def _joins_clause(at: int, grid: Grid) -> bool:
    """Whether "and" joins what comes next and no other year: made 9m in 2004 and hopes for 9m; for 2004 and 2005."""
    after = grid.words[at + 1 : at + 2]
    return grid.words[at : at + 2] == [",", "and"] or (grid.words[at] == "and" and bool(after) and after[0].isalpha())


def _is_whole(match: Match, grid: Grid) -> bool:
    """Whether the words beside the year say that it ran to its end: for 2004, the whole of 2004, the end of 2004."""
    before = grid.before(match.start, 4)
    if is_as_a_whole(match, grid):
        return True
    if before[-1:] == ["of"]:
        return not around("words of a whole year").isdisjoint(before[-2:]) and before[-4:-3] != ["by"]
    return before[-1:] == ["for"]


def _has_figure(match: Match, grid: Grid, first: int) -> bool:
    """Whether a figure stands shortly before "in" and the year, with no mark between, or after both at the start."""
    before = grid.before(match.start, 1 + FIGURE_WORDS, first)
    if before == ["in"]:
        return any(word[0].isdigit() for word in grid.words[match.end : match.end + 2 * FIGURE_WORDS])
    if before[-1:] != ["in"]:
        return False
    after = grid.words[match.end : match.end + 3]
    if after[:1] == ["to"] and any(word[0].isdigit() for word in after):
        return True
    marks = [n for n, word in enumerate(before) if word in (",", ";", ".", ":", "(", "–", "—")]
    told = before[marks[-1] + 1 if marks else 0 :]
    paid = "for" in told and any(word[0].isdigit() for word in told[told.index("for") : told.index("for") + 3])
    return any(word[0].isdigit() for word in told) and not paid  # not "bought it for $9m in 2003"


def _is_reported(match: Match, grid: Grid, first: int) -> bool:
    """Whether the figure is one that a year's accounts have: profits of $3bn in 2004."""
    before = grid.before(match.start, 1 + 2 * FIGURE_WORDS, first)
    return not around("reports of a year").isdisjoint(before)


def _is_set_against_last(number: int, matches: Sequence[Match], grid: Grid) -> bool:
    """Whether the year before is named beside it, in the same sentence or in the next."""
    match = matches[number]
    last, end = (match.slots.number("year") or 0) - 1, grid.sentence(match.start)[1]
    end = grid.sentence(end)[1] if end < len(grid.words) else end
    before = matches[number - 1] if number else match
    if before.slots.number("year") == last and grid.sentence(before.start) == grid.sentence(match.start):
        return True
    after = (other for other in matches[number + 1 : number + 4] if other.start < end)
    return any(other.slots.number("year") == last or other.rule.name == "earlier or later" for other in after)
