"""Numerals: digits and number words to exact values, with the precision that the text states."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction

from pipeline.quantity.grid import DASHES, GLUED, NARROW, SPACE, Grid
from pipeline.quantity.lexicon import fraction_signs, fraction_words, money_signs, money_words, number_words, scales
from pipeline.quantity.powers import read_power
from pipeline.vocabulary.quantity_rows import word_class

LONGEST = 30
"""Digits of the longest numeral; what is longer is an identifier."""

EXACT = Context(prec=80)
"""Holds every product of a numeral and its scale words exactly."""

PARTED = 5
"""Power of ten of the smallest scale word that is said with a part behind it: "a million and a half"."""

PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
GROUPED = re.compile(r"[0-9]{1,3}(?:[,’'][0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
GROUP_MARKS = {ord(mark): None for mark in ",'’"}
CONTINENTAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 16, 32))
"""What a fraction with a slash is divided by in news; other slashes are dates and ratios (9/11, 24/7)."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number from token `first` to `last`: its exact value and decimals (None where a fraction has no end)."""

    first: int
    last: int
    value: Decimal
    places: int | None
    spelled: bool = False
    """No digit in it."""
    scaled: bool = False
    """A scale word is in it."""
    grouped: bool = False
    """Written with thousands separators, or long enough to be no label."""


def shifted(value: Decimal, exponent: int) -> Decimal:
    """`value` times ten to the `exponent`, exactly."""
    return EXACT.scaleb(value, exponent) if value else value


def to_decimal(value: Fraction, places: int = 2) -> Decimal:
    """`value` as a decimal: exact where it ends, else rounded to `places`."""
    quotient = EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    ends = 10**12 % value.denominator == 0
    return quotient if ends else quotient.quantize(Decimal(1).scaleb(-places))


def read_digits(text: str) -> tuple[Decimal, int] | None:
    """Value and decimals of one token of digits; None where it is not plainly a number."""
    if len(text) > LONGEST + LONGEST // 2:
        return None
    if PLAIN.fullmatch(text) or GROUPED.fullmatch(text):
        plain = text.translate(GROUP_MARKS)
    elif CONTINENTAL.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
    else:
        return _read_vulgar(text)
    return (Decimal(plain), len(plain.partition(".")[2])) if len(plain) <= LONGEST else None


def _read_vulgar(text: str) -> tuple[Decimal, int] | None:
    match = SLASHED.fullmatch(text)
    if match:
        top, bottom = int(match[1]), int(match[2])
        part = Fraction(top, bottom) if top < bottom and bottom in DENOMINATORS else None
        whole = "0"
    else:
        part, whole = fraction_signs().get(text[-1:]), text[:-1] or "0"
    if part is None or not whole.isdecimal() or not whole.isascii() or len(whole) > LONGEST:
        return None
    value = EXACT.add(Decimal(whole), to_decimal(part, 4))
    return value, len(str(value).partition(".")[2])


def read_numeral(grid: Grid, at: int) -> Numeral | None:
    """The longest numeral that starts at token `at`, scale words included; None where none does, or past the end."""
    if not 0 <= at < grid.size:
        return None
    if at not in grid.numerals:
        grid.numerals[at] = _from_digits(grid, at) or _from_words(grid, at)
    return grid.numerals[at]


def _from_digits(grid: Grid, at: int) -> Numeral | None:
    text = grid.texts[at]
    if not (text[0].isdigit() or text[0] == "." or text[0] in fraction_signs()):
        return None
    if power := read_power(grid, at):
        return Numeral(at, *power, scaled=power[2] <= 0, grouped=True)
    read = read_digits(text)
    if read is None:
        return None
    value, places = read
    last, value = _spaced_groups(grid, at, value)
    last, value, places = _mixed(grid, last, value, places)
    grouped = last > at or "," in text
    return _scaled(grid, Numeral(at, last, value, places, grouped=grouped and not (places and last > at)))


def _spaced_groups(grid: Grid, at: int, value: Decimal) -> tuple[int, Decimal]:
    """Joins "1 000 000": groups of exactly three digits; a lone one is all zeros or by a currency ("1 200 euros")."""
    if not (grid.texts[at].isdigit() and len(grid.texts[at]) <= 3):
        return at, value
    last = at
    while last + 1 < grid.size and last - at < LONGEST // 3 and grid.gaps[last + 1] in (NARROW, SPACE):
        following = grid.texts[last + 1]
        head = following[:3]
        if not (len(head) == 3 and head.isdigit() and (len(following) == 3 or following[3:4] == ".")):
            break
        last += 1
        if len(following) > 3:
            break
    joined = "".join(grid.texts[at : last + 1])
    printed = last - at >= 2 or grid.texts[last] == "000" or (last > at and grid.gaps[last] == NARROW)
    printed = printed or (last > at and _is_priced(grid, at, last))
    if not printed or not PLAIN.fullmatch(joined):
        return at, value
    return last, Decimal(joined)


def _is_priced(grid: Grid, at: int, last: int) -> bool:
    """Whether two groups of digits are one number of money: a currency stands behind them, or before them where the
    clause ends behind; not "on day 12 500 people", "3 500 dollar phones", "$5 200 times".
    """
    if grid.texts[at].startswith("0") or grid.word(at - 1) in word_class("place_in_text"):
        return False
    behind = money_words().starting(grid.lower, last + 1) if grid.gap(last + 1) <= SPACE else None
    if behind and not behind[0].loose:
        noun = grid.lower[last + behind[1]]
        return money_words().starting([noun + "s"], 0) is None
    signs, after = money_signs(), grid.word(last + 1)
    if grid.text(last + 1) in signs and grid.gap(last + 1) <= SPACE and not grid.text(last + 2)[:1].isdigit():
        return not signs[grid.texts[last + 1]].loose
    ends = not after or not after[0].isalnum() or after in word_class("preposition")
    return grid.text(at - 1) in signs and grid.gap(at) <= SPACE and ends and after not in ("-", "%", "/")


def _mixed(grid: Grid, last: int, value: Decimal, places: int) -> tuple[int, Decimal, int]:
    """Joins "2 1/2", "3-1/2" and "2 and a half"."""
    if places or value > 1000:
        return last, value, places
    at = last + 1
    if grid.glued_dash(at):
        at += 1
    text = grid.text(at)
    if grid.gap(at) <= SPACE and ("/" in text or text in fraction_signs()):
        part = _read_vulgar(text)
        if part:
            return at, value + part[0], part[1]
    part_word = _and_a_part(grid, last)
    if part_word:
        end, fraction = part_word
        return end, value + to_decimal(fraction, 4), len(str(to_decimal(fraction, 4)).partition(".")[2])
    return last, value, places


def _and_a_part(grid: Grid, last: int) -> tuple[int, Fraction] | None:
    """The end and part of "… and a half", "… and three quarters", "… and one third" after token `last`."""
    step = 2 if grid.text(last + 1) in DASHES and grid.gap(last + 1) == GLUED == grid.gap(last + 2) else 1
    if grid.word(last + step) != "and" or not grid.near(last + step):
        return None
    count_at, end = last + 2 * step, last + 3 * step
    if step > 1 and not all(grid.text(at - 1) in DASHES for at in (count_at, end)):
        return None
    fraction = fraction_words().get(grid.word(end))
    count = 1 if grid.word(count_at) in ("a", "an") else number_words().get(grid.word(count_at), 0)
    if fraction is None or not 0 < count * fraction < 1 or grid.word(end + 1) == "of":
        return None
    return end, count * fraction


def _scaled(grid: Grid, numeral: Numeral) -> Numeral:
    """The numeral times the scale words (million, dozen, hundred thousand) that follow it, over "-odd" too."""
    while True:
        at = numeral.last + 1
        if grid.text(at) in DASHES and grid.gap(at) == GLUED and grid.gap(at + 1) == GLUED:
            at += 1
        if grid.word(at) == "odd" and grid.word(at + 1) in scales():
            at += 1
        word = grid.word(at)
        exponent = scales().get(word) if grid.near(at) else None
        if word == "grand" and _is_grand(grid, numeral, at):
            return Numeral(numeral.first, at, shifted(numeral.value, 3), -3, numeral.spelled, True, True)
        if word in ("dozen", "dozens") and grid.near(at) and numeral.value < 1000:
            return Numeral(numeral.first, at, numeral.value * 12, 0, numeral.spelled, True, True)
        if exponent is None or (len(word) < 3 and not _small_scale_fits(grid, at)):
            return _with_half(grid, numeral)
        places = None if numeral.places is None else numeral.places - exponent
        value = shifted(numeral.value, exponent)
        if value.adjusted() > LONGEST:
            return numeral
        numeral = Numeral(numeral.first, at, value, places, numeral.spelled, True, True)


def _with_half(grid: Grid, numeral: Numeral) -> Numeral:
    """Such as "a million and a half": the part is of the scale word."""
    exponent = scales().get(grid.lower[numeral.last], 0) if numeral.scaled else 0
    part = _and_a_part(grid, numeral.last) if exponent >= PARTED else None
    if part is None or grid.word(part[0] + 1) in scales():
        return numeral
    value = numeral.value + shifted(to_decimal(part[1], 4), exponent)
    places = len(format(to_decimal(part[1], 4), "f").partition(".")[2]) - exponent
    return replace(numeral, last=part[0], value=value, places=places)


def _is_grand(grid: Grid, numeral: Numeral, at: int) -> bool:
    """Whether "grand" after a number is a thousand of money: nothing that it describes follows ("3 grand for it")."""
    after = grid.word(at + 1)
    closed = after in word_class("preposition") or after in word_class("clause_word")
    ends = closed or not after or not after[0].isalnum()
    return ends and grid.texts[at] == "grand" and grid.gap(at) == SPACE and not numeral.places and numeral.value < 1000


def _small_scale_fits(grid: Grid, at: int) -> bool:
    """Whether a short scale word ("bn", "tn") is not the start of a name or another word."""
    return grid.gap(at) == GLUED or grid.texts[at].islower()


def _from_words(grid: Grid, at: int) -> Numeral | None:
    part = part_of_scale(grid, at) or _bakers_dozen(grid, at) or _point_first(grid, at)
    if part:
        return part
    start = at
    if grid.word(at) in word_class("number_article"):
        start = at + 1
        if not ((scales().get(grid.word(start)) and len(grid.word(start)) > 2) or grid.word(start) == "dozen"):
            return None
        if not grid.near(start):
            return None
    elif scales().get(grid.word(start)):
        return None
    read = _spell(grid, start)
    if read is None:
        return None
    value, last, scaled, places = read
    return _scaled(grid, Numeral(at, last, value, places, spelled=True, scaled=scaled))


def _bakers_dozen(grid: Grid, at: int) -> Numeral | None:
    """Such as "a baker's dozen": thirteen."""
    first = at + (grid.lower[at] == "a")
    if (grid.word(first), grid.word(first + 2)) != ("baker", "dozen") or grid.word(first + 1) not in ("'s", "’s"):
        return None
    return Numeral(at, first + 2, Decimal(13), 0, True, True, True)


def _point_first(grid: Grid, at: int) -> Numeral | None:
    """Such as "point five percent": nothing before the point."""
    digits = _digits_after_point(grid, at)
    if not digits or not grid.word(at + 1 + len(digits)).startswith("per"):
        return None
    return Numeral(at, at + len(digits), Decimal(f"0.{digits}"), len(digits), spelled=True)


def part_of_scale(grid: Grid, at: int) -> Numeral | None:
    """A part of a scale word, which is a number: "half a million", "three quarters of a million"."""
    return _half_scale(grid, at) or _parts_of_scale(grid, at)


def _parts_of_scale(grid: Grid, at: int) -> Numeral | None:
    """Such as "a third of a million", "three-quarters of a billion"; rounded to a whole where it does not end."""
    count = 1 if grid.lower[at] in ("a", "one") else number_words().get(grid.lower[at], 0)
    noun_at = at + 1 + (grid.text(at + 1) in DASHES)
    end = noun_at + 3
    if not count or grid.lower[noun_at + 1 : end] != ["of", "a"] or not grid.near(end):
        return None
    part, exponent = count * fraction_words().get(grid.lower[noun_at], Fraction(0)), scales().get(grid.word(end), 0)
    if not 0 < part < 1 or exponent < 5:
        return None
    return Numeral(at, end, to_decimal(part * 10**exponent, 0), None, True, True, True)


def _half_scale(grid: Grid, at: int) -> Numeral | None:
    """Such as "half a million", "half a dozen", "a quarter million", "quarter of a million", "half-million"."""
    start = at + 1 if grid.lower[at] in ("a", "one") else at
    if grid.word(start) not in ("half", "quarter"):
        return None
    fraction = fraction_words()[grid.word(start)]
    end = start + 1
    while end <= start + 3 and (grid.word(end) in ("a", "of") or grid.text(end) in DASHES):
        end += 1
    word = grid.word(end)
    exponent = scales().get(word) if len(word) > 2 else None
    if not grid.near(end) or (exponent is None and word != "dozen"):
        return None
    value = to_decimal(fraction * 12) if exponent is None else shifted(to_decimal(fraction), exponent)
    return Numeral(at, end, value, None if exponent is None else -exponent + 1, True, True, True)


def _spell(grid: Grid, at: int) -> tuple[Decimal, int, bool, int] | None:
    """Value, last token, whether a scale word is in it, and decimals of the number words that start at `at`."""
    total = current = 0
    last, scaled, exponent = at - 1, False, 0
    index, limit = at, at + 40
    while index < min(grid.size, limit):
        word = grid.lower[index]
        value, scale = number_words().get(word), _scale_word(word)
        if value is not None and word != "dozen" and _fits(current, value, index == at):
            current += value
        elif scale == 2 and (current or index == at):
            current, scaled = max(current, 1) * 100, True
        elif scale is not None and scale > 2 and (current or index == at or total):
            total, current = _apply(total, current, scale, exponent)
            exponent, scaled = scale, True
        else:
            break
        last = index
        index = _next_word(grid, index, current or total)
        if index < 0:
            break
    if last < at:
        return _point_or_dozen(grid, at)
    value = total + current
    part = _and_a_part(grid, last) if value < 1000 else None
    if part:
        decimal = to_decimal(part[1], 4)
        return value + decimal, part[0], scaled, len(str(decimal).partition(".")[2])
    digits = "" if scaled else _digits_after_point(grid, last + 1)
    if digits:
        return Decimal(f"{value}.{digits}"), last + 1 + len(digits), False, len(digits)
    return Decimal(value), last, scaled, 0 if current else -exponent


def _digits_after_point(grid: Grid, at: int) -> str:
    """The digits that the words after "point" at `at` spell: "two point five"; empty where it is no such point."""
    digits = ""
    while grid.word(at) == "point" and grid.gap(at + len(digits) + 1) <= SPACE:
        digit = number_words().get(grid.word(at + len(digits) + 1), 10)
        if digit > 9:
            break
        digits += str(digit)
    return digits


def _scale_word(word: str) -> int | None:
    """The power of ten of a scale word that may stand among number words; short ones ("bn") follow digits only."""
    return scales().get(word) if len(word) > 2 else None


def _point_or_dozen(grid: Grid, at: int) -> tuple[Decimal, int, bool, int] | None:
    return (Decimal(12), at, True, 0) if grid.word(at) == "dozen" else None


def _apply(total: int, current: int, scale: int, exponent: int) -> tuple[int, int]:
    """Total and rest after a scale word: thousands add up, a larger scale multiplies all before it (lakh crore)."""
    if exponent and scale > exponent:
        return (total + current) * 10**scale, 0
    return total + max(current, 1) * 10**scale, 0


def _fits(current: int, value: int, is_first: bool) -> bool:
    """Whether a number word goes on the number: a unit after a ten, anything below a hundred after a hundred."""
    if is_first or current == 0:
        return True
    rest = current % 100
    return rest == 0 or (rest >= 20 and rest % 10 == 0 and 0 < value < 10)


def _next_word(grid: Grid, index: int, so_far: int) -> int:
    """Where the number may go on: over a hyphen, over "and" after a hundred or more; -1 where it cannot."""
    after = index + 1
    if not grid.near(after):
        return -1
    if grid.glued_dash(after):
        return after + 1
    if grid.word(after) == "and" and so_far >= 100 and so_far % 100 == 0:
        word = grid.word(after + 1)
        following = number_words().get(word)
        return after + 1 if following and grid.near(after + 1) else -1
    return after
