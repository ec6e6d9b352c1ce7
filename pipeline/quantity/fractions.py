"""Fractions and multiples in words: "one-third", "half the", "half a point", "twice the", "sixfold", "doubled"."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from pipeline.quantity.amounts import Amount, with_unit
from pipeline.quantity.grid import DASHES, GLUED, SPACE, Grid
from pipeline.quantity.lexicon import (
    Unit,
    bounds_before,
    fraction_signs,
    fraction_words,
    money_words,
    multiple_forms,
    number_words,
    unit_named,
)
from pipeline.quantity.named_units import unit_at
from pipeline.quantity.numerals import (
    DENOMINATORS,
    SLASHED,
    part_of_scale,
    read_digits,
    read_numeral,
    shifted,
    to_decimal,
)
from pipeline.quantity.shares import percent_of, read_share
from pipeline.vocabulary.quantity_rows import word_class

HALF = Fraction(1, 2)
CLOSED = frozenset({"CC", "DT", "EX", "IN", "PRP", "PRP$", "TO", "WDT", "WP", "WRB"})
"""Tags of words that open something of their own: what stands before them is a part, no rank of what follows."""
RATE_REACH = 20
"""Tokens beside "half a point" in which its sentence is searched for words of interest rates."""

RANK = re.compile(r"([0-9]{1,4})(?:st|nd|rd|th)")
LONGEST_FOLD = 6
"""Tokens of the longest number before "fold", and one more."""

FOLD = re.compile(r"([a-z]+|[0-9]+(?:\.[0-9]+)?)-?fold")


def read_fraction(grid: Grid, at: int) -> Amount | None:
    """The fraction of a whole that starts at token `at`; None where the words are no fraction."""
    if part_of_scale(grid, at):
        return None
    return (
        _unit_and_half(grid, at)
        or _parts(grid, at)
        or _printed_part(grid, at)
        or _half(grid, at)
        or _quarter_point(grid, at)
        or read_share(grid, at)
    )


def _quarter_point(grid: Grid, at: int) -> Amount | None:
    """A change of a rate: "quarter-point", "quarter of a point" being read elsewhere."""
    after = at + 1 + (grid.text(at + 1) in DASHES)
    after += (grid.word(after) in ("percentage", "percent")) + (grid.text(after + 1) in DASHES)
    if grid.lower[at] != "quarter" or grid.word(after) not in ("point", "points") or not grid.near(after):
        return None
    return Amount(
        at, after, at, at, Decimal("0.25"), None, "percent", "percentage_point", spelled=True, rule="fraction"
    )


def _parts(grid: Grid, at: int) -> Amount | None:
    """Such as "a third", "one-third", "two thirds", "three-quarters"."""
    word = grid.lower[at]
    count = 1 if word in ("a", "an") else number_words().get(word, _small(word))
    noun_at = at + 1
    hyphen = grid.text(noun_at) in DASHES and grid.gap(noun_at) == GLUED
    noun_at += hyphen
    part = fraction_words().get(grid.word(noun_at)) or _ranked_part(grid, noun_at)
    if not count or part is None or not grid.near(noun_at) or (part == HALF and word != "one"):
        return None
    if grid.word(at - 1) in word_class("period_leader") and part == Fraction(1, 4):
        return None
    plural = grid.lower[noun_at].endswith("s")
    unit = unit_at(grid, noun_at + 2) if hyphen and grid.glued_dash(noun_at + 1) else None
    if (plural != (count > 1) and not unit) or count * part >= 1:
        return None
    ranks = grid.glued_dash(noun_at + 1) and grid.lower[noun_at] != "quarter" and not plural
    if not hyphen and (ranks or not _governs(grid, noun_at + 1, grid.lower[noun_at])):
        return None
    return _amount(grid, at, noun_at, count * part)


def _ranked_part(grid: Grid, at: int) -> Fraction | None:
    """The part that an ordinal in digits is before "of": "a 10th of the staff"; not a day ("a 10th of May")."""
    match = RANK.fullmatch(grid.word(at)) if grid.word(at + 1) == "of" else None
    days = grid.text(at + 2)[:1].isupper()
    return Fraction(1, int(match[1])) if match and int(match[1]) > 2 and not days else None


def _printed_part(grid: Grid, at: int) -> Amount | None:
    """Such as "1/3 of staff", "¾ of an hour": a printed fraction before "of"."""
    text = grid.texts[at]
    slashed = SLASHED.fullmatch(text)
    part = Fraction(int(slashed[1]), int(slashed[2])) if slashed and int(slashed[2]) in DENOMINATORS else None
    part = part or fraction_signs().get(text)
    if part is None or not 0 < part < 1 or grid.word(at + 1) != "of" or grid.word(at - 1)[-1:].isdigit():
        return None
    return _amount(grid, at, at, part)


def _unit_and_half(grid: Grid, at: int) -> Amount | None:
    """Such as "an hour and a half", "a mile and a half": one and a half of the unit; `at` is the half's article."""
    found = unit_at(grid, at - 2) if grid.lower[at] == "a" and grid.word(at + 1) == "half" else None
    one = grid.word(at - 1) == "and" and grid.word(at - 3) in ("a", "an") and grid.joined(at - 3, at + 1)
    if not one or found is None or found[1] > 1 or grid.lower[at + 2 : at + 4] == ["of", "the"]:
        return None
    amount = Amount(at - 3, at + 1, at - 3, at + 1, Decimal("1.5"), 1, spelled=True)
    return with_unit(amount, found[0], found[0].kind)


def _small(word: str) -> int:
    return int(word) if len(word) == 1 and word.isascii() and word.isdigit() else 0


def _governs(grid: Grid, after: int, noun: str) -> bool:
    """Whether what follows makes it a part of a whole, not a rank ("a third plant") or a period ("a quarter")."""
    word = grid.word(after)
    if grid.tag(after)[:2] in ("VB", "MD") and _is_hedged(grid, after):
        return True
    if noun in ("quarter", "quarters"):
        if word not in ("earlier", "ago") and _is_beside_part(grid, after - 2):
            return True
        if grid.tag(after) in ("IN", "TO", "CC", "DT") and _is_hedged(grid, after):
            return True
        if word != "earlier" and not word[:1].isalpha() and _is_hedged(grid, after):
            return True
        return word in word_class("part_comparative") or grid.text(after) in DASHES
    return not word or word in word_class("fraction_follower") or not word[0].isalnum() or grid.tag(after) in CLOSED


def _is_beside_part(grid: Grid, at: int) -> bool:
    """Whether another part stands before in the sentence: "a third of its trade is with China and a quarter with"."""
    if grid.word(at - 1) in TIMES:
        return False  # "fell by a third in a quarter"
    for i in range(max(0, at - RECENT), at):
        word, before = grid.lower[i], grid.word(i - 1)
        if grid.sentences[i] != grid.sentences[at]:
            continue
        if word == "half" and grid.word(i + 1) in ("of", "the", "its", "their"):
            return True
        if word in fraction_words() and word[:7] != "quarter" and before in ("a", "one", "two", "three", "four"):
            return True
    return False


TIMES = ("in", "over", "within", "during", "for", "after", "from", "since")
"""Prepositions after which a quarter is one of a year."""

RECENT = 20
"""So many tokens back another part of the same whole may stand."""


def _unit(grid: Grid, at: int) -> tuple[Unit, int] | None:
    """The unit of which the fraction is a part, and how many tokens it takes."""
    if at >= grid.size:
        return None
    return (unit_named("percent"), 1) if grid.texts[at] == "%" else unit_at(grid, at)


def _is_percent(grid: Grid, at: int) -> bool:
    found = _unit(grid, at)
    return found is not None and found[0].kind == "percent"


def _of_rates(grid: Grid, at: int) -> bool:
    """Whether the sentence speaks of interest rates, or of percentages before: their points are percentage points."""
    told = grid.beside(at, RATE_REACH, RATE_REACH)
    return not word_class("rate_word").isdisjoint(told) or ("%" in told and word_class("index_word").isdisjoint(told))


def _is_hedged(grid: Grid, after: int) -> bool:
    """Whether a hedge, a bound or "by" stands before "a quarter" or "three quarters"."""
    return bool(bounds_before().ending(grid.lower, after - 3)) or grid.word(after - 3) == "by"


def _half(grid: Grid, at: int) -> Amount | None:
    """Such as "half of", "half the", "about half", "by half"; not "the first half", "half-time"."""
    if grid.lower[at] != "half":
        return None
    before, after = grid.word(at - 1), at + 1
    if grid.text(after) in DASHES and grid.gap(after) == GLUED:
        return _amount(grid, at, at, Fraction(1, 2), only_unit=True)
    if before in word_class("half_blocker") and grid.word(after) not in ("the", "its", "their"):
        return None
    word = grid.word(after)
    if word and word[0].isalpha() and word not in word_class("half_follower") and grid.tag(after) not in CLOSED:
        return None
    return _amount(grid, at, at, Fraction(1, 2))


def _amount(grid: Grid, first: int, last: int, part: Fraction, only_unit: bool = False) -> Amount | None:
    """The fraction with its unit: of a percentage point, of an hour, else in percent of a whole."""
    value = percent_of(part)
    amount = Amount(first, last, first, last, value, None, "percent", "percent", spelled=True, rule="fraction")
    at = last + 1
    while grid.word(at) in ("of", "a", "an") or (grid.text(at) in DASHES and grid.gap(at) == GLUED):
        at += 1
    at += grid.word(at) in ("one", "1") and grid.word(at - 1) == "of" and _is_percent(grid, at + 1)
    found = _unit(grid, at) if at <= last + 3 else None
    if found and grid.near(at) and (at > last + 1) and found[0].name not in ("percent", "times"):
        unit, length = found
        if unit.dimension == "index" and (grid.gap(at) == GLUED or _of_rates(grid, first)):
            return amount._replace(last=at + length - 1, value=to_decimal(part), unit="percentage_point")
        if unit.dimension == "time" and grid.word(at + length) == "old":
            return with_unit(amount, unit, "age")._replace(last=at + length, value=to_decimal(part))
        if not (only_unit and unit.dimension == "time"):
            return amount._replace(
                last=at + length - 1, value=to_decimal(part), kind=unit.kind, unit=unit.name,
                dimension=unit.dimension, rule="fraction of a unit",
            )  # fmt: skip
    if found and found[0].name == "percent" and at > last + 1:
        return amount._replace(last=at + found[1] - 1, value=to_decimal(part), rule="fraction of a percent")
    money = money_words().starting(grid.lower, at) if grid.word(at - 1) in ("a", "an") else None
    if money:
        value = shifted(to_decimal(part), money[0].shift)
        return amount._replace(last=at + money[1] - 1, value=value, kind="money", unit=money[0].code, rule="money")
    return None if only_unit else amount


def read_multiple(grid: Grid, at: int) -> Amount | None:
    """A word that is a multiple: "doubled", "will double", "twice the", "sixfold", "6-fold"."""
    word = grid.lower[at]
    form = multiple_forms().get(word)
    if form:
        value, use = form
        places = 0 if value == value.to_integral_value() else None
        return _multiple(at, at, value, places) if _used_as(grid, at, use) else None
    match = FOLD.fullmatch(word)
    if match:
        number = number_words().get(match[1])
        read = (Decimal(number), 0) if number is not None else read_digits(match[1])
        return _multiple(at, at, *read) if read else None
    numeral = read_numeral(grid, at) if "fold" in grid.lower[at + 1 : at + LONGEST_FOLD] else None
    if numeral and grid.word(numeral.last + 1) == "fold" and grid.gap(numeral.last + 1) == SPACE:
        return _multiple(at, numeral.last + 1, numeral.value, numeral.places)
    dash = at + 1
    if grid.text(dash) in DASHES and grid.gap(dash) == GLUED and grid.word(dash + 1) == "fold":
        return _multiple(at, dash + 1, numeral.value, numeral.places) if numeral and numeral.last == at else None
    return None


def _multiple(first: int, last: int, value: Decimal, places: int | None) -> Amount:
    return Amount(first, last, first, last, value, places, "multiple", "times", spelled=True, rule="multiple word")


def _used_as(grid: Grid, at: int, use: str) -> bool:
    before, after = grid.word(at - 1), grid.word(at + 1)
    if use == "verb" and grid.lower[at].endswith("s") and (before in number_words() or before.isdigit()):
        return False
    if use == "verb":
        return grid.gap(at + 1) != GLUED or grid.text(at + 1) not in DASHES
    if use == "adverb":
        degree = grid.word(at + 2) in word_class("degree_adjective")
        likened = after != "as" or degree or "as" in [grid.word(at + step) for step in (3, 4, 5)]
        return likened and after in word_class("multiple_follower")
    return before in word_class("before_infinitive")
