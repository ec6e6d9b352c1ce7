"""What stands around a quantity and bounds it or makes it a rate: comparators, hedges and denominators."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from pipeline.quantity.amounts import Amount
from pipeline.quantity.grid import DASHES, GLUED, Grid
from pipeline.quantity.lexicon import bounds_after, bounds_before, money_words, unit_symbols, unit_words
from pipeline.quantity.named_units import unit_at
from pipeline.quantity.nouns import noun_after, singular
from pipeline.quantity.numerals import read_numeral
from pipeline.vocabulary.quantity_rows import DenominatorRow, word_class
from pipeline.vocabulary.rows import read_rows

RATE_ARTICLES = frozenset(("a", "an", "each", "every"))
CLAUSE_ENDS = frozenset((".", ",", ";", ")", "?", "!", ""))
LONGEST_STUFF = 5
"""Tokens from "of" to the rate behind it at most: "barrels of light crude oil a day"."""

RATE_AGAINST = frozenset((("to", "the"), ("against", "the"), ("per", "us"), ("to", "a"), ("to", "one")))


@cache
def denominators() -> Mapping[str, str]:
    """Noun that "a" or "an" may bring in as what a rate is per -> its name."""
    rows = read_rows("denominators", DenominatorRow)
    return MappingProxyType({noun: noun if row.keep else row.name for row in rows for noun in row.nouns})


@cache
def rate_words(kind: str) -> Mapping[str, str]:
    rows = read_rows("denominators", DenominatorRow)
    pairs = [(w, row.name) for row in rows for w in (row.adverbs if kind == "adverb" else row.adjectives)]
    return MappingProxyType(dict(pairs))


def with_bound(grid: Grid, amount: Amount, ends: Container[int] = ()) -> Amount:
    """The amount with the comparator of the cue right before it, or right after it.

    `ends` are the last tokens of all amounts: a cue right after one compares ("8.6% higher than the $5m") or spans
    ("$5m over three years").
    """
    first = amount.first
    before = grid.word(first - 1)
    at_mark = before == "the" and grid.word(amount.last + 1) in word_class("landmark")
    if (at_mark or before == "between") and not bounds_before().ending(grid.lower, first - 1):
        first -= 1
    found = bounds_before().ending(grid.lower, first - 1) if grid.near(first) else None
    if grid.text(first - 1) == "." and grid.text(first - 2) in ("c", "ca"):
        return amount._replace(comparator="~", cue_first=first - 2, cue_last=first - 1)
    if found:
        cue = first - found[1]
        spans_time = found[0].not_durations and amount.dimension == "time" and amount.rule != "age"
        if not (spans_time and grid.word(cue - 1) not in ("for", "in")) and not _is_other(grid, cue, amount, ends):
            return amount._replace(comparator=found[0].comparator, cue_first=cue, cue_last=first - 1)
    at = max(amount.per_last or 0, amount.last) + 1
    after = bounds_after().starting(grid.lower, at) or bounds_after().starting(grid.lower, amount.number_last + 1)
    if after and not _goes_on(grid, at + after[1]) and not _adds(grid, at):
        return amount._replace(comparator=after[0].comparator, cue_first=at, cue_last=at + after[1] - 1)
    return amount


def _adds(grid: Grid, at: int) -> bool:
    """Whether a plus stands apart, as a sum or a sign: "5 + 3", not "20+ people"."""
    signs = grid.gap(at + 1) == GLUED and grid.word(at + 1) not in CLAUSE_ENDS
    return grid.texts[at] == "+" and (grid.gap(at) != GLUED or signs)


def _goes_on(grid: Grid, at: int) -> bool:
    """Whether what looks like a bound behind the amount opens the next one: "and more than 5", "maximum of 5"."""
    word = grid.word(at)
    return word == "than" or word[:1].isdigit() or (word == "of" and grid.word(at - 1) in ("maximum", "minimum"))


def _is_other(grid: Grid, cue: int, amount: Amount, ends: Container[int]) -> bool:
    """A cue word in another sense: after another amount, "past 5 years", "was up to 5% from 4%", "hand over $5"."""
    word, before = grid.lower[cue], grid.word(cue - 1)
    if grid.texts[cue] == "C.":
        return True
    hedges = ("up", "about", "around", "some", "nearly", "(", "~", "or")
    if cue - 1 in ends and amount.rule != "age" and word not in hedges:
        return True
    if word == "over" and before in ("hand", "hands", "handed", "handing"):
        return True
    if word == "up" and before in ("was", "were", "is", "are", "went", "be") and grid.word(amount.last + 1) == "from":
        return True
    if word == "up" and (
        before in word_class("drifter") or (before in word_class("lifter") and amount.kind == "percent")
    ):
        return True
    return word in ("past", "top") and (amount.kind != "money" or amount.dimension == "time")


def with_rate(grid: Grid, amount: Amount) -> Amount:
    """The amount with the denominator after it: "a barrel", "per share", "annually"."""
    for at in (amount.last + 1, _after_stuff(grid, amount), _after_bracket(grid, amount)):
        found = _after(grid, amount, at) if grid.near(at) else None
        if found:
            return amount._replace(per=found[0], per_first=at, per_last=found[1])
    return amount


def _after_stuff(grid: Grid, amount: Amount) -> int:
    """The rate after what the amount is of: "28 million barrels of oil a day", "$9 in cash and stock for each share".

    The text's end where there is none.
    """
    at = amount.last + 1
    if (grid.word(at), grid.word(at + 1)) == ("in", "cash"):
        return min(at + (4 if grid.word(at + 2) == "and" else 2), grid.size)
    if grid.word(at) != "of":
        return grid.size
    for index in range(at + 1, min(at + LONGEST_STUFF, grid.size)):
        word = grid.lower[index]
        if index > at + 1 and (word == "per" or word in RATE_ARTICLES or word in rate_words("adverb")):
            return index
        if word in word_class("preposition") or word in word_class("clause_word") or not word.isalpha():
            break
    return grid.size


def _after_bracket(grid: Grid, amount: Amount) -> int:
    """The rate after a bracket with the sum in other money: "511 euros ($664) a tonne"; else the text's end."""
    if amount.kind != "money" or grid.text(amount.last + 1) != "(":
        return grid.size
    inside = range(amount.last + 2, min(amount.last + 2 + LONGEST_BRACKET, grid.size))
    return next((index + 1 for index in inside if grid.texts[index] == ")"), grid.size)


LONGEST_BRACKET = 10
"""Tokens in a bracket between a sum and its rate at most."""


def _after(grid: Grid, amount: Amount, at: int) -> tuple[str, int] | None:
    word, following = grid.lower[at], grid.word(at + 1)
    if word in rate_words("adverb") and not (word == "each" and following and following[0].isalpha()
                                           and following not in word_class("preposition")):  # fmt: skip
        return rate_words("adverb")[word], at
    if grid.glued_dash(at) and following in ("a", "an", "per"):
        start = at + 2 + (grid.text(at + 2) in DASHES)
        return _noun(grid, amount, start, following)
    if word == "per":
        return _noun(grid, amount, at + 1, "per")
    if (word, following) == ("for", "every") and grid.text(at + 2)[:1].isdigit():
        return _many(grid, at + 2)
    if word == "for" and following in ("each", "every") and amount.kind == "money":
        return _owned_noun(grid, at + 2)
    if word == "/" and grid.gap(at) == GLUED:
        return _noun(grid, amount, at + 1, "/")
    if word in RATE_ARTICLES and amount.kind is not None:
        return _noun(grid, amount, at + 1, word)
    if (word, following) in RATE_AGAINST and amount.kind == "money" and not amount.scaled:
        found = money_words().starting(grid.lower, at + 2)
        return (grid.lower[at + 1 + found[1]].rstrip("s"), at + 1 + found[1]) if found else None
    return None


def _noun(grid: Grid, amount: Amount, at: int, cue: str) -> tuple[str, int] | None:
    """Name and last token of the denominator that starts at `at`."""
    if not grid.near(at):
        return None
    word = grid.lower[at]
    if cue not in ("per", "/"):
        return _article_noun(grid, amount, at)
    if word[0].isdigit():
        return _many(grid, at)
    unit = unit_at(grid, at) or unit_symbols().starting(grid.texts, at)
    if word in denominators() and not (unit and unit[1] > 1):
        return denominators()[word], at
    if cue == "per" and word in word_class("denominator_modifier"):
        return _noun(grid, amount, at + 1, cue)
    if unit:
        return unit[0].name, at + unit[1] - 1
    if cue == "per" and word.isalpha():
        return singular(word), at
    return None


def _owned_noun(grid: Grid, at: int) -> tuple[str, int] | None:
    """Name and last token of the denominator from `at`, behind whose it is: "for each (Velmora share)"."""
    for index in range(at, min(at + LONGEST_STUFF, grid.size)):
        if name := denominators().get(singular(grid.lower[index])):
            return name, index
        if grid.lower[index] not in OWNERS and not grid.texts[index][:1].isupper():
            break
    return None


OWNERS = ("of", "the", "its", "their", "his", "her")


def _many(grid: Grid, at: int) -> tuple[str, int] | None:
    """Such as "per 100,000 people", "per 100 ml": how many of what, which is part of the denominator's name."""
    numeral = read_numeral(grid, at)
    if numeral is None:
        return None
    number, after = f"{numeral.value:f}", numeral.last + 1
    unit = unit_at(grid, after) or unit_symbols().starting(grid.texts, after)
    if unit:
        return f"{number} {unit[0].name}", after + unit[1] - 1
    noun = noun_after(grid, after)
    return (f"{number} {singular(grid.lower[noun[1]])}", noun[1]) if noun else (number, numeral.last)


def _article_noun(grid: Grid, amount: Amount, at: int) -> tuple[str, int] | None:
    """Name and last token of the denominator after an article: known nouns only, units of several words for money."""
    at += grid.lower[at] in word_class("denominator_modifier")
    if not grid.near(at):
        return None
    ago = grid.word(at + 1) in word_class("past_word") and _is_time(grid.lower[at])
    if ago and (grid.word(at + 1) != "since" or grid.word(at + 2) in CLAUSE_ENDS):
        return None
    word, unit = grid.lower[at], unit_at(grid, at)
    if amount.kind == "money" and unit and unit[1] > 1:
        return unit[0].name, at + unit[1] - 1
    if word not in denominators():
        return _priced_per(grid, amount, at)
    measured = amount.kind == "measure" and unit is not None
    return (denominators()[word], at) if amount.kind == "money" or measured or _is_time(word) else None


def _priced_per(grid: Grid, amount: Amount, at: int) -> tuple[str, int] | None:
    """Name and last token of what a price is said per, where no row names it: "$5 a kg", "£3 a slice."."""
    if amount.kind != "money":
        return None
    sign = unit_symbols().starting(grid.texts, at)
    if sign:
        return sign[0].name, at + sign[1] - 1
    noun, after = grid.lower[at], grid.word(at + 1)
    ends = after in CLAUSE_ENDS or after in word_class("rate_end")
    other = noun in word_class("no_denominator") or noun in word_class("mover")
    thing = grid.tag(at) == "NN" and noun.isalpha() and grid.texts[at] == noun
    return (noun, at) if thing and ends and not other and not amount.scaled else None


def _is_time(word: str) -> bool:
    found = unit_words().starting([word], 0)
    return bool(found and found[0].dimension == "time") or word in word_class("occasion")


def carry_to_brackets(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts with rate and bound handed on to conversions in brackets: "about $5 (£3; 4 euros) a share"."""
    carried = list(amounts)
    for index in range(1, len(carried)):
        main, other = carried[index - 1], carried[index]
        marks = grid.texts[main.last + 1 : other.first]
        inside = marks == ["("] or (marks in ([";"], [","], ["/"]) and _in_bracket(grid, main))
        if not inside or main.kind != other.kind or main.kind not in ("money", "measure"):
            continue
        if main.dimension != other.dimension or main.unit == other.unit:
            continue
        per = other.per or main.per
        comparator = main.comparator if other.comparator == "=" else other.comparator
        carried[index] = other._replace(per=per, comparator=comparator, per_first=other.per_first or main.per_first,
                                 per_last=other.per_last or main.per_last, cue_first=other.cue_first or main.cue_first,
                                 cue_last=other.cue_last or main.cue_last)  # fmt: skip
    return carried


def _in_bracket(grid: Grid, amount: Amount) -> bool:
    return grid.text(amount.first - 1) in ("(", ";")
