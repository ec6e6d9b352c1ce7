"""Units that the heading of a column, the label of a row or the line over a table gives to its bare numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.quantity.amounts import Amount, with_unit
from pipeline.quantity.grid import BLANK, LINE, WIDE, Grid
from pipeline.quantity.lexicon import glued_scales, money_signs, money_words, scales, unit_symbols, unit_words
from pipeline.quantity.nouns import looks_plural, singular
from pipeline.quantity.sized import named
from pipeline.vocabulary.quantity_rows import word_class

Cell = tuple[int, int]
"""Tokens of a cell, end exclusive."""

RULES = frozenset("|-–—:=+")
"""Marks that only draw a table."""


def with_columns(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts, bare ones in a table with the currency, unit or noun that its headings say; scales are applied.

    A table is two lines or more of as many cells; cells are parted by "|", a tab or several spaces.
    """
    if not any(amount.kind is None for amount in amounts) or (WIDE not in grid.gaps and "|" not in grid.texts):
        return list(amounts)
    given: dict[int, Sequence[Cell]] = {}
    for table in _tables(grid):
        over = _line_over(grid, table[0][0][0])
        for row in table[1:]:
            for column, (start, end) in enumerate(row):
                headings = (table[0][column], row[0], table[0][0], *over)
                given |= {token: [cell for cell in headings if cell != (start, end)] for token in range(start, end)}
    return [
        _in_unit(grid, amount, given[amount.first]) if amount.kind is None and amount.first in given else amount
        for amount in amounts
    ]


def headings(grid: Grid, amounts: Sequence[Amount]) -> dict[int, tuple[Cell, ...]]:
    """First token of an amount -> the heading of its column and the label of its row, where it is a cell of a table.

    Where a cell is longer than cells are, no table is seen: wide gaps between sentences make none.
    """
    if WIDE not in grid.gaps and "|" not in grid.texts:
        return {}
    found: dict[int, tuple[Cell, ...]] = {}
    for table in _tables(grid):
        if all(end - start <= LONGEST_CELL for row in table for start, end in row):
            cells = ((cell, table[0][column], row[0]) for row in table[1:] for column, cell in enumerate(row))
            found |= {i: (top, side) for cell, top, side in cells for i in range(*cell) if cell != side}
    return {amount.first: found[amount.first] for amount in amounts if amount.first in found}


LONGEST_CELL = 10
"""Tokens of the longest cell of a table whose headings date its numbers."""


def _tables(grid: Grid) -> list[list[list[Cell]]]:
    """The tables: runs of lines with one number of cells, two at least, the first of them the headings."""
    tables: list[list[list[Cell]]] = [[]]
    for first, last in _lines(grid):
        cells, table = _cells(grid, first, last), tables[-1]
        if cells and table and (len(cells) != len(table[0]) or grid.gap(first) == BLANK):
            tables.append([])
        if len(cells) > 1:
            tables[-1].append(cells)
    return [table for table in tables if len(table) > 1]


def _lines(grid: Grid) -> Iterator[Cell]:
    starts = [index for index in range(grid.size) if grid.gap(index) >= LINE]
    yield from zip(starts, [*starts[1:], grid.size], strict=True)


def _cells(grid: Grid, first: int, last: int) -> list[Cell]:
    """The cells of a line that hold more than rules."""
    cuts = [first, *(i for i in range(first + 1, last) if grid.gaps[i] == WIDE or grid.texts[i] == "|"), last]
    cells = []
    for start, end in pairwise(cuts):
        start += grid.texts[start] == "|"  # noqa: PLW2901
        if any(set(grid.texts[i]) - RULES for i in range(start, end)):
            cells.append((start, end))
    return cells


def _line_over(grid: Grid, first: int) -> list[Cell]:
    """The line right over the table, if it is short: "Exports in millions of dollars"."""
    last = _line_start(grid, first)
    start = _line_start(grid, last - 1)
    return [(start, last)] if 0 < last - start <= LONGEST_TITLE else []


def _line_start(grid: Grid, at: int) -> int:
    return next((index for index in range(at, 0, -1) if grid.gap(index) >= LINE), 0)


LONGEST_TITLE = 15
"""Tokens of the longest line over a table that may be its title."""


def _in_unit(grid: Grid, amount: Amount, headings: Sequence[Cell]) -> Amount:
    """The amount in the unit of the first heading that gives one, else as a count of the column's plural noun.

    Without either it stays without a unit for good: what other rows measure says nothing of this one.
    """
    for heading in headings:
        found = _money(grid, amount, heading) or _measure(grid, amount, heading)
        if found:
            return found
    start, end = headings[0]
    noun = next((i for i in range(end - 1, start - 1, -1) if grid.texts[i][0].isalpha()), None)
    whole = not amount.places or amount.scaled
    other = word_class("money_noun") | word_class("value_noun")
    if noun is None or not whole or not looks_plural(grid, noun) or grid.lower[noun] in other:
        return amount._replace(kind="count" if whole else "measure", rule="column")
    return named(amount, singular(grid.lower[noun]), "column")


def _money(grid: Grid, amount: Amount, heading: Cell) -> Amount | None:
    """The amount in the currency of "Sales ($bn)", "NKr m" or "millions of dollars"."""
    for at in range(*heading):
        sign, rest = _sign(grid.texts[at])
        word = money_words().starting(grid.lower[: heading[1]], at)
        if sign is None and word is None:
            continue
        code, shift = (sign, 0) if sign else (word[0].code, word[0].shift)  # type: ignore[index]
        scale = _scale(rest) if rest else _scale_beside(grid, at, heading)
        shift += scale
        amount = amount.times_ten_to(shift)
        return amount._replace(kind="money", unit=code, shift=shift, scaled=shift > 0, rule="column")
    return None


def _sign(text: str) -> tuple[str | None, str]:
    """The currency that a token is or begins with, and the scale glued to it: "$", "$bn", "USDm"."""
    for length in range(len(text), 0, -1):
        money = money_signs().get(text[:length])
        if money and not money.loose and not money.joined and (length == len(text) or _scale(text[length:])):
            return money.code, text[length:]
    return None, ""


def _scale(text: str) -> int:
    """The power of ten of a scale as headings write it: "bn", "m", "millions", "'000"."""
    word = text.lower().strip("'’")
    if word == "000":
        return 3
    return glued_scales().get(text) or scales().get(word) or scales().get(word.removesuffix("s")) or 0


def _scale_beside(grid: Grid, at: int, heading: Cell) -> int:
    """The scale after a currency, or before it with "of" between: "$ million", "millions of dollars"."""
    near = (at + 1, at - 1, at - 2) if grid.word(at - 1) == "of" else (at + 1, at - 1)
    return next((_scale(grid.texts[i]) for i in near if heading[0] <= i < heading[1] and _scale(grid.texts[i])), 0)


def _measure(grid: Grid, amount: Amount, heading: Cell) -> Amount | None:
    """The amount in percent or the unit of measure that stands in brackets, after a comma or last in the heading."""
    for at in range(heading[1] - 1, heading[0] - 1, -1):
        unit = unit_symbols().starting(grid.texts[: heading[1]], at)
        unit = unit or unit_words().starting(grid.lower[: heading[1]], at)
        if unit is None or unit[0].dimension == "time" or unit[0].kind == "multiple":
            continue
        marked = grid.text(at - 1) in ("(", ",", "[", "in") or grid.texts[at] == "%"
        if marked or heading[1] - heading[0] == unit[1]:
            return with_unit(amount, unit[0], "column")
    return None
