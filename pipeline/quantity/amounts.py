"""Amounts: a numeral with its sign, currency, scale suffix and unit word, read outwards from the number."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from pipeline.model import Kind
from pipeline.quantity.codes import (
    CODE_SCALES,
    code_behind,
    code_in_lower_case,
    is_circa,
    is_no_unit,
    scaled_code,
    sign_ending,
    stands_apart,
    word_before,
)
from pipeline.quantity.grid import BLANK, DASHES, GLUED, SPACE, Grid
from pipeline.quantity.lexicon import (
    Money,
    Unit,
    glued_scales,
    money_signs,
    money_words,
    scales,
    shared_scales,
    unit_named,
    unit_symbols,
    unit_words,
)
from pipeline.quantity.named_units import unit_at
from pipeline.quantity.nouns import noun_after
from pipeline.quantity.numerals import Numeral, shifted
from pipeline.quantity.second_reader import is_compound, read_unit
from pipeline.vocabulary.quantity_rows import word_class

OF_SIZE = 1000
"""From here on a number before a word that is a currency and an English word ("won", "real") is money."""


LONGEST_COMPOUND = 12
"""Characters of the longest compound unit."""

SIGNED_WORDS = {"minus": -1, "negative": -1}

AGE_MARKS = frozenset(("/", "-"))
"""Marks in "years old" by its letters: "87 y/o", "a 4-y-o"."""


class Amount(NamedTuple):
    """A quantity in the making: tokens `first` to `last`, and what is known of it so far (`kind` None: bare number)."""

    first: int
    last: int
    number_first: int
    number_last: int
    value: Decimal
    places: int | None
    kind: Kind | None = None
    unit: str | None = None
    high: Decimal | None = None
    spelled: bool = False
    scaled: bool = False
    grouped: bool = False
    sign_first: int | None = None
    """Token of the currency sign or code before the number."""
    scale: int = 0
    """Power of ten of the scale suffix or word, to be shared with the lower end of a range."""
    shift: int = 0
    """-2 where value is of a subunit (cents, pence)."""
    dimension: str = ""
    noun_first: int | None = None
    noun_last: int | None = None
    per: str | None = None
    per_first: int | None = None
    per_last: int | None = None
    comparator: str = "="
    cue_first: int | None = None
    cue_last: int | None = None
    rule: str = "bare"

    def times_ten_to(self, exponent: int) -> Amount:
        """The amount with its value so many powers of ten larger, as precise as it is printed."""
        places = None if self.places is None else self.places - exponent
        high = None if self.high is None else shifted(self.high, exponent)
        return self._replace(value=shifted(self.value, exponent), high=high, places=places)

    def scaled_by(self, exponent: int) -> Amount:
        """The amount with a scale that stands beside it ("bn")."""
        return self.times_ten_to(exponent)._replace(scaled=True, scale=exponent)


def read_amount(grid: Grid, numeral: Numeral, floor: int = 0) -> Amount:
    """The amount around `numeral`: kind None where neither currency nor unit stands beside it.

    Tokens before `floor` belong to the amount before.
    """
    amount = Amount(
        numeral.first,
        numeral.last,
        numeral.first,
        numeral.last,
        numeral.value,
        numeral.places,
        spelled=numeral.spelled,
        scaled=numeral.scaled,
        grouped=numeral.grouped,
        scale=scales().get(grid.lower[numeral.last], 0),
        comparator="~" if "odd" in grid.lower[numeral.first : numeral.last] else "=",
    )
    amount = _currency_before(grid, _in_red(grid, amount, floor), floor)
    amount = _scale_suffix(grid, amount)
    if amount.kind is None:
        amount = _unit_after(grid, amount)
    elif amount.sign_first is not None:
        code = code_behind(grid, amount.last + 1, amount.unit)
        amount = amount._replace(last=amount.last + 1, unit=code) if code else amount
    return _below_zero(grid, sign_before(grid, amount, floor))


def _in_red(grid: Grid, amount: Amount, floor: int) -> Amount:
    """The amount below zero where accounts have it in brackets behind its currency: "$(12.5) million"."""
    at, end = amount.first - 1, amount.last + 1
    glued = GLUED == grid.gap(at) == grid.gap(amount.first) == grid.gap(end)
    if at <= floor or not glued or (grid.texts[at], grid.text(end)) != ("(", ")"):
        return amount
    if grid.texts[at - 1] not in money_signs():
        return amount
    return _scale_behind(grid, amount._replace(first=at, last=end, value=-amount.value))


def _below_zero(grid: Grid, amount: Amount) -> Amount:
    """Such as "20 below zero", "five degrees below zero": a temperature, whose sign stands behind it."""
    below = (grid.word(amount.last + 1), grid.word(amount.last + 2)) == ("below", "zero")
    if not below or amount.dimension not in ("", "temperature", "angle"):
        return amount
    unit = unit_named(amount.unit or "degree")
    return with_unit(amount, unit, unit.kind)._replace(last=amount.last + 2, value=-abs(amount.value))


# --- before the number ----------------------------------------------------------------------------------------------


def _currency_before(grid: Grid, amount: Amount, floor: int) -> Amount:
    """The sign or code before the number, a minus between the two included ("$-50.8bn")."""
    at, value = amount.first - 1, amount.value
    if at < floor or grid.gap(amount.first) > SPACE:
        return amount
    if grid.glued_dash(at) and at > floor and not grid.texts[at - 1].isalpha():
        at, value = at - 1, -value
    scaled = _has_scale(grid, amount)
    found = sign_ending(grid, at, scaled) or (word_before(grid, at) if scaled else None)
    if found is None or found[1] < floor:
        return amount
    money, first = found
    glued = grid.gap(amount.first) == GLUED
    if (money.shift and not glued) or (money.loose and not (glued and _of_size(grid, amount))):
        return amount
    hedge = "~" if is_circa(grid, first) else amount.comparator
    amount = amount._replace(first=first, sign_first=first, value=value, comparator=hedge)
    return _as_money(_scaled_by(amount, grid.texts[at]), money)


def _scaled_by(amount: Amount, sign: str) -> Amount:
    """The amount in the scale that its currency code has before it: "MSEK 45", "30 MUSD"."""
    return amount.scaled_by(CODE_SCALES[sign[0]]) if scaled_code(sign) and not amount.scaled else amount


def sign_before(grid: Grid, amount: Amount, floor: int) -> Amount:
    """A printed sign: any dash that does not join the number to what stands before it, "+", "minus", "negative"."""
    at = amount.first - 1
    if at < floor or grid.gap(amount.first) > SPACE:
        return amount
    text, word = grid.texts[at], grid.lower[at]
    if text in DASHES:
        return _dash_before(grid, amount, at)
    apart = grid.gap(at) != GLUED or not grid.text(at - 1)[-1:].isalnum()
    if (text == "+" and grid.gap(amount.first) == GLUED and apart) or text == "±":
        return amount._replace(first=at)
    if word in SIGNED_WORDS:
        either = (grid.word(at - 2), grid.word(at - 1)) == ("plus", "or")
        return amount._replace(first=max(floor, at - 2)) if either else amount._replace(first=at, value=-amount.value)
    return amount


def _dash_before(grid: Grid, amount: Amount, at: int) -> Amount:
    if grid.gap(amount.first) != GLUED:
        return amount
    before = grid.text(at - 1)
    if grid.gap(at) == GLUED and before not in "([/<>=~≈,:":
        if before.lower() in SIGNED_WORDS:
            return amount._replace(first=at - 1, value=-amount.value)
        return amount
    return amount._replace(first=at, value=-amount.value)


# --- after the number -----------------------------------------------------------------------------------------------


def _scale_suffix(grid: Grid, amount: Amount) -> Amount:
    """A glued suffix ("bn", "m", "k"), and the short ones after a space beside a currency ("$5 bn", "$5 m")."""
    at = amount.last + 1
    text, gap = grid.text(at), grid.gap(at)
    if amount.scaled or gap > SPACE:
        return amount
    exponent = glued_scales().get(text)
    if exponent is None or (gap != GLUED and amount.kind != "money"):
        return amount
    if text in shared_scales() and amount.kind != "money" and not _shared_is_scale(grid, amount, at):
        return amount
    return amount.scaled_by(exponent)._replace(last=at, number_last=at, grouped=True)


def _shared_is_scale(grid: Grid, amount: Amount, at: int) -> bool:
    """Whether "m", "b" or "t" after digits without a currency means millions: a currency or counted noun follows."""
    text, after = grid.texts[at], at + 1
    if grid.text(amount.first - 1) in DASHES and grid.text(amount.first - 2) == text and grid.gap(at) == GLUED:
        return True
    if grid.glued_dash(after):
        after += 1
        if grid.text(after)[:1].isdigit():
            return _shared_is_scale(grid, amount, after + 1) if grid.text(after + 1) == text else False
    if grid.gap(after) > SPACE:
        return False
    if money_words().starting(grid.lower, after) or grid.text(after) in money_signs():
        return True
    if text in ("t", "T", "mm", "MM"):
        return False
    if unit_words().starting(grid.lower, after) and grid.word(after) not in ("times", "points"):
        return True
    if grid.word(after) in word_class("race_noun"):
        return False
    return noun_after(grid, after) is not None


def _unit_after(grid: Grid, amount: Amount) -> Amount:
    """The unit behind the number: a currency word, else age, else a unit of measure, else none."""
    at = amount.last + 1
    hyphen = grid.glued_dash(at)
    at += hyphen + _is_short_for_scale(grid, amount, at)
    if 0 < amount.value < 1 and grid.word(at) == "of" and grid.word(at + 1) in ("a", "an"):
        at += 2
    if grid.gap(at) == BLANK:
        return amount
    return (
        _age(grid, amount, at)
        or _money_after(grid, amount, at)
        or _compound_after(grid, amount, at)
        or _measure_after(grid, amount, at, hyphen)
        or amount
    )


def _is_short_for_scale(grid: Grid, amount: Amount, at: int) -> bool:
    """Whether the full stop at `at` only shortens a scale word, a currency being behind it: "5 mio. euros"."""
    stop = amount.scaled and grid.text(at) == "." and len(grid.lower[at - 1]) < len("mill.")
    return stop and (bool(money_words().starting(grid.texts, at + 1)) or grid.text(at + 1) in money_signs())


def _compound_after(grid: Grid, amount: Amount, at: int) -> Amount | None:
    """A compound unit that no row names, by the second reader: "8.3 J/mol"."""
    if grid.gap(at) > SPACE or amount.spelled or unit_symbols().starting(grid.texts, at + 1):
        return None
    last = at
    while last + 1 < min(grid.size, at + 6) and grid.gaps[last + 1] == GLUED and grid.texts[last + 1] not in ".,;:)":
        last += 1
    symbols = "".join(grid.texts[at : last + 1])
    own = unit_symbols().starting([symbols], 0)
    if own:
        return with_unit(amount._replace(last=last), own[0], own[0].kind) if last > at else None
    if len(symbols) > LONGEST_COMPOUND or not is_compound(symbols) or _parts_are_known(symbols):
        return None
    unit = read_unit(symbols)
    if unit is None:
        return None
    return amount._replace(last=last, kind="measure", unit=unit[0], dimension=unit[1], rule="second reader")


def _parts_are_known(symbols: str) -> bool:
    """Whether our rows know every part of a compound: it is then a unit and what it is said per."""
    return all(unit_symbols().starting([part], 0) for part in symbols.split("/"))


def _money_after(grid: Grid, amount: Amount, at: int) -> Amount | None:
    found = money_words().starting(grid.lower, at)
    if found:
        money, length = found
        if (money.loose and not _of_size(grid, amount)) or (money.shared and not _is_money(grid, amount, at)):
            return None
        return _as_money(amount._replace(last=at + length - 1), money)
    coded = scaled_code(grid.texts[at]) if grid.gap(at) <= SPACE else None
    if coded:
        return _as_money(_scaled_by(amount._replace(last=at), grid.texts[at]), coded)
    sign = money_signs().get(grid.texts[at]) or code_in_lower_case(grid.texts[at])
    goes_on = grid.text(at + 1)[:1].isdigit() and grid.gap(at + 1) == GLUED
    if sign is None or (sign.loose and not amount.scaled) or grid.gap(at) > SPACE or goes_on:
        return None
    if sign.joined and not (stands_apart(grid, at) if grid.gap(at) != GLUED else is_no_unit(grid, at)):
        return None
    return _scale_behind(grid, _as_money(amount._replace(last=at), sign))


def _scale_behind(grid: Grid, amount: Amount) -> Amount:
    """The amount with the scale word that stands behind its currency: "5 USD million"."""
    at = amount.last + 1
    exponent = scales().get(grid.word(at), 0) if grid.gap(at) == SPACE and not amount.scaled else 0
    return amount.scaled_by(exponent)._replace(last=at) if exponent else amount


def _of_size(grid: Grid, amount: Amount) -> bool:
    return abs(amount.value) >= OF_SIZE or _has_scale(grid, amount)


def _has_scale(grid: Grid, amount: Amount) -> bool:
    at = amount.last + 1
    return amount.scaled or (grid.gap(at) == GLUED and grid.text(at) in glued_scales())


def _is_money(grid: Grid, amount: Amount, at: int) -> bool:
    """Whether "pounds" are money: with a scale word, or a bracket with a currency; mass by the words around."""
    after = at + 1
    if amount.scale >= 5:
        return True
    if grid.word(after) in ("a", "an", "per") and grid.word(after + 1) in word_class("pay_period"):
        return True
    if "(" in grid.texts[after : after + 4] and grid.text(grid.texts.index("(", after) + 1) in money_signs():
        return True
    if grid.word(after) in word_class("cash_noun"):
        return True
    before = [grid.word(amount.first - step) for step in range(1, 8)]
    told = (word for word in before if word in word_class("money_context") or word in word_class("mass_context"))
    return next(told, "") in word_class("money_context")


def _as_money(amount: Amount, money: Money) -> Amount:
    return amount.times_ten_to(money.shift)._replace(kind="money", unit=money.code, shift=money.shift, rule="money")


def _age(grid: Grid, amount: Amount, at: int) -> Amount | None:
    """Such as "50-year-old", "30 years old", "ten months of age", "87 yo", "87 y/o", "the 16-24 age group"."""
    word, following = grid.lower[at], grid.word(at + 1)
    if word in word_class("age_sign"):
        return with_unit(amount._replace(last=at), unit_named("year"), "age")
    if word == "y" and following in AGE_MARKS and grid.word(at + 2) == "o":
        return with_unit(amount._replace(last=at + 2), unit_named("year"), "age")
    if word == "age" and following in word_class("age_band"):
        return with_unit(amount, unit_named("year"), "age")
    months = following == "old" and word in ("mo", "mos")
    found = (unit_named("month"), 1) if months else unit_words().starting(grid.lower, at)
    if not found or found[0].dimension != "time":
        return None
    after = at + 1
    after += grid.text(after) in DASHES
    if grid.word(after) in ("old", "olds"):
        return with_unit(amount._replace(last=after), found[0], "age")
    if grid.word(after) == "of" and grid.word(after + 1) == "age":
        return with_unit(amount._replace(last=after + 1), found[0], "age")
    second, before = grid.word(amount.first - 2), grid.word(amount.first - 1)
    compared = before == "than" and second in ("older", "younger") and at > amount.number_last
    if (second, before) == ("age", "of") or "aged" in (before, second) or compared:
        return with_unit(amount._replace(last=at + found[1] - 1), found[0], "age")
    return None


def _measure_after(grid: Grid, amount: Amount, at: int, hyphen: bool) -> Amount | None:
    found = unit_at(grid, at)
    sign = unit_symbols().starting(grid.texts, at)
    if sign and grid.gap(at) <= SPACE and (not found or sign[1] >= found[1]):
        apart = hyphen or grid.gap(at) != GLUED
        found = sign if not apart or _stands_apart(grid, amount, at) else found
    if not found:
        return None
    unit, length = found
    return with_unit(amount._replace(last=at + length - 1), unit, unit.kind)


def _stands_apart(grid: Grid, amount: Amount, at: int) -> bool:
    """Whether a unit symbol counts after a space: "15.24 m", "300 Hz"; not the factor of "2 × 3,000"."""
    text = grid.texts[at]
    if text in ("x", "×") or (amount.spelled and len(text) == 1) or grid.glued_dash(at + 1):
        return False
    if grid.text(at + 1) == "/" and unit_symbols().starting(grid.texts, at + 2):
        return True
    return len(text) > 1 or text.isupper() or not text.isalpha() or text in ("m", "g", "l", "h", "s")


def with_unit(amount: Amount, unit: Unit, rule: str) -> Amount:
    """The amount as a measure in that unit."""
    return amount._replace(kind=unit.kind, unit=unit.name, dimension=unit.dimension, rule=rule)
