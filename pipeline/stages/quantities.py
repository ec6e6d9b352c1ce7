"""Finds the quantities of a document, and gives every numeral that is none a reason."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import cast

from pipeline.language.tokens import Tokens
from pipeline.model import Comparator, Date, Number, Quantity, Span
from pipeline.quantity.amounts import Amount, read_amount
from pipeline.quantity.bounds import carry_to_brackets, with_bound, with_rate
from pipeline.quantity.context import settle_currencies, settle_frequencies, settle_millions, settle_rates
from pipeline.quantity.counted import count_nouns
from pipeline.quantity.elision import fill_elided
from pipeline.quantity.exclusions import bare_reason, is_decade_of_life, odds_end, phone_end, token_reason, word_reason
from pipeline.quantity.fractions import read_fraction, read_multiple
from pipeline.quantity.grid import Grid, read_grid
from pipeline.quantity.judgement import later_reason
from pipeline.quantity.lexicon import (
    fraction_signs,
    fraction_words,
    multiple_forms,
    number_words,
    ordinal_words,
    scales,
)
from pipeline.quantity.marked import read_marked
from pipeline.quantity.numerals import read_numeral
from pipeline.quantity.ranges import join_parts, join_ranges, share_lists
from pipeline.quantity.tables import Cell, headings, with_columns
from pipeline.vocabulary.quantity_rows import word_class


def find_quantities(tokens: Tokens, dates: Sequence[Date]) -> tuple[tuple[Quantity, ...], tuple[Number, ...]]:
    """The quantities of an article in text order, and every other numeral or number word with why it is none.

    What `dates` cover is left to them. A basis point is kind ``percent`` with unit ``basis_point``; an index level is a
    measure in points; an age is a measure in years (rule ``age``); a frequency is a count of unit ``time``.
    """
    grid = read_grid(tokens)
    scanned, numbers = _scan(grid, _claimed(grid, dates))
    read = join_parts(grid, settle_currencies(grid, settle_millions(grid, scanned)))
    amounts = share_lists(grid, join_ranges(grid, read))
    amounts = settle_frequencies(grid, amounts)
    amounts, others = _judged(grid, amounts, bare_reason)
    amounts = share_lists(grid, count_nouns(grid, amounts))
    amounts, rest = _judged(grid, amounts, later_reason)
    amounts = fill_elided(grid, with_columns(grid, amounts))
    ends = {amount.last for amount in amounts}
    amounts = settle_rates(grid, [with_rate(grid, amount) for amount in amounts])
    amounts = carry_to_brackets(grid, [with_bound(grid, amount, ends) for amount in amounts])
    beside = headings(grid, amounts)
    quantities = tuple(_quantity(grid, amount, beside.get(amount.first, ())) for amount in amounts)
    return quantities, _outside((*numbers, *others, *rest), quantities)


def _outside(numbers: Iterable[Number], quantities: Sequence[Quantity]) -> tuple[Number, ...]:
    """The numbers in text order, without those that are part of what a quantity counts ("three Boeing 777s")."""
    starts = [quantity.span.start for quantity in quantities]
    kept = []
    for number in sorted(numbers, key=lambda number: number.span):
        before = bisect_right(starts, number.span.start) - 1
        if before < 0 or not quantities[before].span.covers(number.span):
            kept.append(number)
    return tuple(kept)


def _claimed(grid: Grid, dates: Sequence[Date]) -> set[int]:
    """The tokens that lie in dates."""
    claimed: set[int] = set()
    for date in dates:
        claimed.update(range(bisect_right(grid.ends, date.span.start), bisect_left(grid.starts, date.span.end)))
    return claimed


@lru_cache(maxsize=1 << 16)
def _trigger(word: str) -> bool:
    """Whether a token may start a number: a digit in it, or a number word."""
    return word in _number_vocabulary() or any(char.isdigit() for char in word) or word.endswith("fold")


@lru_cache(maxsize=1)
def _number_vocabulary() -> Mapping[str, None]:
    words = {*number_words(), *ordinal_words(), *fraction_words(), *fraction_signs(), *multiple_forms()}
    words |= {word for word in scales() if len(word) > 3} | {"dozen"}
    words |= word_class("vague_scale") | word_class("frequency_word")
    words |= {char + sign for char in "0123456789" for sign in fraction_signs()}
    return MappingProxyType(dict.fromkeys(words))


def _scan(grid: Grid, claimed: set[int]) -> tuple[list[Amount], list[Number]]:
    """All amounts and excluded forms, left to right; each token is read at most once."""
    amounts: list[Amount] = []
    numbers: list[Number] = []
    triggers = {word for word in set(grid.lower) if _trigger(word)}
    done = -1
    for index, word in enumerate(grid.lower):
        if word not in triggers or index <= done or index in claimed:
            continue
        found = _read(grid, index, done, claimed)
        if isinstance(found, Amount):
            amounts.append(found)
            done = found.last
        else:
            reason, last = found
            opened = reason == "phone number" and grid.text(index - 1) in ("(", "+") and index - 1 > done
            numbers.append(Number(grid.span(index - opened, last), reason))
            done = last
    return amounts, numbers


def _read(grid: Grid, index: int, done: int, claimed: set[int]) -> Amount | tuple[str, int]:
    """The amount that starts at a trigger token, or the reason why there is none and its last token."""
    start = _start(grid, index, done)
    for reason, end_of in (("odds", odds_end), ("phone number", phone_end), ("vague", _vague)):
        end = end_of(grid, index)
        if end is not None:
            return reason, end
    dated = False
    for at in dict.fromkeys((start, index)):
        amount = read_fraction(grid, at) or read_multiple(grid, at)
        if amount is None:
            numeral = read_numeral(grid, at)
            amount = read_amount(grid, numeral, done + 1) if numeral else None
        if amount and amount.last >= index:
            dated = any(i in claimed for i in range(amount.first, amount.last + 1))
            if not dated:
                return amount
    if dated:
        return "period", next(i for i in range(index, grid.size) if i + 1 in claimed or i + 1 == grid.size)
    marked = read_marked(grid, index)
    if marked:
        return marked
    text = grid.texts[index]
    has_digit = any(char.isdigit() for char in text)
    if not has_digit:
        return _word_reason(grid, index), index
    return "age" if is_decade_of_life(grid, index) else token_reason(text), index


def _start(grid: Grid, index: int, done: int) -> int:
    """Where the number of the trigger at `index` may begin: at "a" or "point" before it, at "a baker's dozen"."""
    baker = grid.word(index) == "dozen" and grid.word(index - 2) == "baker"
    first = index - 2 if baker else index
    first -= grid.word(first - 1) in ("a", "an", "point") and first > 0
    return first if first > done and grid.joined(first, index) else index


def _word_reason(grid: Grid, index: int) -> str:
    word = grid.lower[index]
    if word in word_class("frequency_word"):
        return "frequency"
    if word in multiple_forms():
        digits = grid.word(index + 1 + grid.glued_dash(index + 1)) in ("digit", "digits", "figure", "figures")
        return "vague" if digits else "not a multiple"
    if word in scales():
        return "vague"
    if word in fraction_words() and word not in ordinal_words():
        return "period or part"
    return word_reason(word)


def _vague(grid: Grid, index: int) -> int | None:
    """Last token of a vague amount: "tens of millions", "dozens", "several hundred thousand"."""
    word = grid.lower[index]
    size = word in word_class("vague_scale") or word in scales() or word == "dozen"
    leader = grid.word(index - 2 if grid.word(index - 1) == "of" else index - 1)
    if not size or (word not in word_class("vague_scale") and leader not in word_class("vague_leader")):
        return None
    last = index
    while last + 1 < grid.size:
        following = grid.lower[last + 1]
        if following == "of" and grid.word(last + 2) in word_class("vague_scale"):
            last += 2
        elif following in scales() and len(following) > 2:
            last += 1
        else:
            break
    return last


def _judged(
    grid: Grid, amounts: Sequence[Amount], judge: Callable[[Grid, Amount], str | None]
) -> tuple[list[Amount], list[Number]]:
    """The amounts that `judge` gives no reason against, and the others as numbers with that reason."""
    kept: list[Amount] = []
    numbers: list[Number] = []
    for amount in amounts:
        reason = judge(grid, amount)
        if reason is None:
            kept.append(amount)
        else:
            numbers.append(Number(grid.span(amount.number_first, amount.number_last), reason))
    return kept, numbers


def _quantity(grid: Grid, amount: Amount, beside: Sequence[Cell]) -> Quantity:
    kind = amount.kind or ("measure" if amount.places and amount.places > 0 and not amount.scaled else "count")
    return Quantity(
        span=grid.span(amount.first, amount.last),
        number=grid.span(amount.number_first, amount.number_last),
        kind=kind,
        value=_plain(amount.value),
        unit=amount.unit,
        value_high=None if amount.high is None else _plain(amount.high),
        decimals=amount.places,
        per=amount.per,
        comparator=cast(Comparator, amount.comparator),
        noun=_span(grid, amount.noun_first, amount.noun_last),
        cue=_span(grid, amount.cue_first, amount.cue_last),
        per_cue=_span(grid, amount.per_first, amount.per_last),
        rule=amount.rule,
        headings=tuple(grid.span(start, end - 1) for start, end in beside),
    )


def _span(grid: Grid, first: int | None, last: int | None) -> Span | None:
    return None if first is None or last is None else grid.span(first, last)


def _plain(value: Decimal) -> Decimal:
    """The same value without an exponent."""
    return Decimal(format(value, "f"))
