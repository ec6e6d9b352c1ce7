"""Counted nouns of amounts: "500 weavers", "20 or more staff", "a 12-page report"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.quantity.ages import bare_age
from pipeline.quantity.amounts import Amount
from pipeline.quantity.grid import DASHES, LINE, SPACE, WIDE, Grid
from pipeline.quantity.lexicon import bounds_after, number_words
from pipeline.quantity.nouns import looks_plural, noun_after, singular
from pipeline.quantity.sized import named
from pipeline.vocabulary.quantity_rows import word_class


def count_nouns(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts, bare ones with the noun that they count where it stands right after them."""
    ends = [*(amount.first for amount in amounts[1:]), grid.size]
    pairs = zip(amounts, ends, strict=False)
    return [_counted(grid, amount, end) if amount.kind is None else amount for amount, end in pairs]


def _counted(grid: Grid, amount: Amount, end: int) -> Amount:
    """The amount with its noun, which ends before token `end`, where one stands right behind it."""
    age = bare_age(grid, amount)
    if age:
        return age
    if (grid.word(amount.first - 2), grid.word(amount.first - 1)) == ("factor", "of"):
        return amount._replace(kind="multiple", unit="times", rule="factor")
    at = amount.last + 1
    if at >= end or not grid.near(at) or (grid.gap(at) == LINE and grid.gap(amount.first) == WIDE):
        return amount
    tail = _tail_end(grid, at)
    if tail > at:
        strong = grid.word(tail - 1) in word_class("number_tail")
        found = noun_after(grid, tail, end=end)
        if found is None:
            return named(amount, None, "strength") if strong else amount
        return named(amount, singular(grid.lower[found[1]]), "counted noun")
    found = _noun_at(grid, amount, at, end)
    if found is None:
        return amount
    first, last = found
    return amount._replace(kind="count", unit=_noun_name(grid, last), noun_first=first, noun_last=last, last=last,
                   rule="counted noun")  # fmt: skip


def _noun_at(grid: Grid, amount: Amount, at: int, end: int) -> tuple[int, int] | None:
    """First and last token of the noun that the amount counts, from token `at` on and before `end`."""
    if 0 < amount.value < 1 and amount.places and grid.word(at + 1) == "of" and grid.text(at).islower():
        return (at, at) if grid.text(at).isalpha() and (grid.tag(at) or "NN") == "NN" else None
    if amount.places and not amount.scaled:
        ahead = range(at, min(at + 2, end))
        return next(((at, i) for i in ahead if looks_plural(grid, i) and grid.texts[i].islower()), None)
    hyphen = grid.glued_dash(at)
    if hyphen and at + 1 < end and grid.texts[at + 1][0].isalpha() and grid.lower[at + 1] not in number_words():
        return at + 1, at + 1
    start = at + 1 if grid.lower[at] == "more" and grid.word(at + 1) != "than" and at + 1 < end else at
    found = noun_after(grid, start, single=amount.value == 1, end=end)
    if found and (grid.lower[found[1]] in ("others", "ones") or _foretell(grid, amount, found)):
        return None
    return found or (_modifier_noun(grid, amount, at) if at + 1 < end else None)


def _foretell(grid: Grid, amount: Amount, noun: tuple[int, int]) -> bool:
    """Whether the noun is who foretold the number: "short of the 512,000 analysts had expected"."""
    who = grid.word(amount.first - 1) == "the" and grid.lower[noun[1]] in word_class("forecaster")
    return who and grid.word(noun[1] + 1) in word_class("foretelling_verb")


def _noun_name(grid: Grid, last: int) -> str:
    """The unit that a noun is: its singular, with what stands before the number of a model ("boeing 777", "f-16")."""
    acronym = grid.texts[last][:-1].isupper() and grid.texts[last].endswith("s")
    name = grid.lower[last][:-1] if acronym else singular(grid.lower[last])
    if not name[0].isdigit():
        return name
    return f"{grid.lower[last - 2]}-{name}" if grid.glued_dash(last - 1) else f"{grid.lower[last - 1]} {name}"


def _tail_end(grid: Grid, at: int) -> int:
    """The token after what may stand between number and noun: "20 or more staff", "20-odd ships", "300-strong"."""
    bound = bounds_after().starting(grid.lower, at)
    if bound:
        return at + bound[1]
    return at + 2 if grid.text(at) in DASHES and grid.word(at + 1) in word_class("number_tail") else at


def _modifier_noun(grid: Grid, amount: Amount, at: int) -> tuple[int, int] | None:
    """Such as "12 page document": a singular noun between a small number and the noun that both describe."""
    if amount.scaled or amount.grouped or amount.places or amount.high is not None or not 1 < amount.value <= 200:
        return None
    first, second = grid.text(at), grid.text(at + 1)
    if not (first.isalpha() and first.islower() and second.isalpha() and grid.gap(at + 1) == SPACE):
        return None
    closed = ("clause_word", "preposition", "verb", "mover", "fraction_follower", "comparative")
    if any(word in word_class(name) for name in closed for word in (first, second.lower())):
        return None
    return (at, at) if grid.tag(at)[:1] in ("", "N") else None
