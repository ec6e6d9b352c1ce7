"""Shares said as so many of so many: "one in five", "nine out of ten", "one job in 20", "one of every six"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pipeline.quantity.amounts import Amount
from pipeline.quantity.grid import DASHES, SPACE, Grid
from pipeline.quantity.lexicon import unit_words
from pipeline.quantity.nouns import looks_plural, noun_after
from pipeline.quantity.numerals import Numeral, read_numeral, to_decimal
from pipeline.vocabulary.quantity_rows import word_class

HUNDRED = Fraction(100)

LARGEST_WHOLE = 1000
"""The largest number that news counts one of: "one in 1,000"."""

LARGEST_OF_A_KIND = 10
"""The largest number that several out of are a share, whatever is counted: "seven out of eight firms"."""


def percent_of(part: Fraction) -> Decimal:
    """A part of one in percent, two decimals where it does not end."""
    return to_decimal(part * HUNDRED)


def read_share(grid: Grid, at: int) -> Amount | None:
    """The share that starts at token `at`, in percent; None where the words are none."""
    return _out_of(grid, at) or _noun_in(grid, at)


def _out_of(grid: Grid, at: int) -> Amount | None:
    """Such as "one in five", "nine out of ten", "1 in 20"."""
    if grid.text(at + 1) in DASHES and grid.text(at + 3) in DASHES and grid.word(at + 2) == "in":
        return _hyphenated(grid, at)
    if grid.word(at + 1) not in ("in", "out", "of"):
        return None
    top = _whole(grid, at)
    if top is None or not 0 < top.value < 10:
        return None
    after = top.last + 1
    word = grid.word(after)
    middle = 1 if word in ("in", "of") else 2 if (word, grid.word(after + 1)) == ("out", "of") else 0
    every = middle > 0 and grid.word(after + middle) == "every"
    if word == "of" and not every:
        return None
    middle += every
    bottom = _whole(grid, after + middle) if middle else None
    if bottom is None or not grid.near(after):
        return None
    both_small = (top.value == 1 and bottom.value <= LARGEST_WHOLE) or bottom.value == 10
    both_small = both_small or (top.spelled and bottom.value <= 5)
    of_all = word == "out" and _is_of_a_kind(grid, at, bottom)
    if not (top.value < bottom.value and (both_small or every or of_all)):
        return None
    if word == "out" and not (of_all or bottom.value == 10):
        return None
    following = unit_words().starting(grid.lower, bottom.last + 1)
    if following and following[0].dimension == "time":
        return None
    return _share(at, bottom.last, top, bottom)


def _is_of_a_kind(grid: Grid, at: int, bottom: Numeral) -> bool:
    """Whether so many out of so many is said of a kind ("three out of four voters"), not of the things at hand: these
    are what a verb leads to ("lost two out of three ships"), or games, attempts and the like that were counted.
    """
    noun = noun_after(grid, bottom.last + 1)
    done = grid.tag(at - 1).startswith("VB") or grid.word(at - 1) in word_class("verb")
    plain = noun is not None and grid.lower[noun[1]] not in word_class("counted_event")
    return plain and not done and bottom.value <= LARGEST_OF_A_KIND


def _hyphenated(grid: Grid, at: int) -> Amount | None:
    """Such as "one-in-five adults"."""
    top, bottom = _whole(grid, at), _whole(grid, at + 4)
    if top is None or bottom is None or top.last > at or not 0 < top.value < bottom.value <= 1000:
        return None
    if grid.glued_dash(bottom.last + 1):
        return None
    return _share(at, bottom.last, top, bottom)


def _noun_in(grid: Grid, at: int) -> Amount | None:
    """Such as "one job in 20", "four workers in ten", "one adult in every seven": the noun stands between."""
    top = _whole(grid, at)
    if top is None or not 0 < top.value < 10 or grid.gap(top.last + 1) > SPACE:
        return None
    found = noun_after(grid, top.last + 1, single=top.value == 1)
    if found is None or found[1] > found[0] + 1 or looks_plural(grid, found[1]) != (top.value > 1):
        return None
    link = found[1] + 1
    every = grid.word(link + 1) == "every"
    bottom = _whole(grid, link + 1 + every) if grid.word(link) == "in" else None
    if bottom is None or not top.value < bottom.value <= LARGEST_WHOLE or grid.gap(bottom.first) > SPACE:
        return None
    after = bottom.last + 1
    goes_on = noun_after(grid, after) or unit_words().starting(grid.lower, after) or grid.text(after) in ("%", "-", "/")
    if goes_on or grid.text(after)[:1].isupper() or (top.value > 1 and bottom.value not in (10, 100) and not every):
        return None
    return _share(at, bottom.last, top, bottom)._replace(noun_first=found[0], noun_last=found[1])


def _share(first: int, last: int, top: Numeral, bottom: Numeral) -> Amount:
    part = percent_of(Fraction(int(top.value), int(bottom.value)))
    return Amount(first, last, first, last, part, None, "percent", "percent", spelled=True, rule="one in")


def _whole(grid: Grid, at: int) -> Numeral | None:
    numeral = read_numeral(grid, at)
    return numeral if numeral and numeral.value == numeral.value.to_integral_value() else None
