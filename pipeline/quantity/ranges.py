"""Ranges and lists: two amounts that are one range, and amounts that share the unit or scale of a later one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from pipeline.quantity.amounts import Amount
from pipeline.quantity.context import namesakes
from pipeline.quantity.grid import DASHES, GLUED, Grid
from pipeline.quantity.lexicon import smaller_units
from pipeline.quantity.nouns import noun_after
from pipeline.quantity.numerals import shifted, to_decimal
from pipeline.vocabulary.quantity_rows import word_class

CLAUSE_ENDS = frozenset((".", ",", ";", ")", ""))
"""What may follow a part without its unit: "12 stone 7."."""

HALF = Decimal("0.5")

LONGEST_CONNECTOR = 5
"""Tokens from one amount to the next at most, if only a connector stands between."""

SIDES = frozenset(("by", "x", "×"))
"""What stands between the sides of a thing: "12 by 8 metres", "10 x 15 cm"."""

CONNECTORS = frozenset(("-", "to", "and", "or", ",", "~", "&", "/", "through")) | SIDES

FAR_APART = 3
"""After a verb of movement, ends further apart than this are a size and a level ("rose 0.2% to 5.4%")."""


def connector(grid: Grid, left: Amount, right: Amount) -> str:
    """What stands between two amounts, one of CONNECTORS; empty where it is more than a connector."""
    if right.first - left.last > LONGEST_CONNECTOR:
        return ""
    at, words = left.last + 1, []
    hanging = grid.gap(at + 1) != GLUED or grid.text(at + 1) == ","
    if grid.text(at) in DASHES and grid.gap(at) == GLUED and hanging and right.first > at + 1:
        at += 1
    for index in range(at, right.first):
        if not grid.near(index):
            return ""
        words.append("-" if grid.texts[index] in DASHES else grid.lower[index])
    if not grid.near(right.first):
        return ""
    joined = " ".join(words)
    if joined in ("- to -", "to -", "- to"):
        return "to"
    if joined in (", and", ", or"):
        return joined[2:]
    return joined if joined in CONNECTORS else ""


def join_ranges(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts with every two that are the ends of a range made one."""
    joined: list[Amount] = []
    for amount in amounts:
        if joined and joined[-1].high is None and amount.high is None:
            link = connector(grid, joined[-1], amount)
            link = "" if link in SIDES else link
            range_ = _range(grid, joined[-1], amount, link) if link else None
            if range_:
                joined[-1] = range_
                continue
        joined.append(amount)
    return joined


def join_parts(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts with a measure or sum in two units made one: "5 feet 2 inches", "13 dollars and 45 cents"."""
    joined: list[Amount] = []
    for amount in amounts:
        whole = _with_part(grid, joined[-1], amount) if joined else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(amount)
    return joined


def _with_part(grid: Grid, whole: Amount, part: Amount) -> Amount | None:
    between = grid.lower[whole.last + 1 : part.first]
    if _is_half(grid, part, between) and whole.kind == "measure" and whole.places == 0:
        whole_fits = whole.high is None and not whole.scaled and grid.near(part.first)
        return whole._replace(last=part.last, value=whole.value + HALF, places=1) if whole_fits else None
    if not _in_parts(grid, whole, part, between) or whole.places != 0 or part.places is None:
        return None
    if part.first != part.number_first:
        return None
    if not grid.near(part.first) or whole.scaled or part.scaled or whole.high is not None or part.high is not None:
        return None
    if whole.kind == part.kind == "money" and (whole.shift, part.shift) == (0, -2) and _is_subunit(grid, whole, part):
        fits = 0 < part.value < 1
        return whole._replace(last=part.last, value=whole.value + part.value, places=2) if fits else None
    if _is_rest(grid, whole, part):
        return whole._replace(last=part.last, value=whole.value + shifted(part.value, -2), places=2)
    part = _in_its_unit(grid, whole, part)
    smaller = smaller_units().get(whole.unit or "")
    if smaller is None or part.unit != smaller[0] or not 0 < part.value < smaller[1]:
        return None
    total = Fraction(whole.value) * smaller[1] + Fraction(part.value)
    value = to_decimal(total / smaller[1], 4)
    if whole.dimension == "time" and Fraction(value) * smaller[1] != total:
        return whole._replace(last=part.last, value=whole.value * smaller[1] + part.value, unit=smaller[0])
    return whole._replace(last=part.last, value=value, places=len(format(value, "f").partition(".")[2]))


def _is_half(grid: Grid, part: Amount, between: Sequence[str]) -> bool:
    """Whether the amount is "a half" of the unit said before it: "two hours and a half"; not "a half of it"."""
    said = (*between, *grid.lower[part.first : part.last + 1]) == ("and", "a", "half")
    return said and part.unit == "percent" and grid.word(part.last + 1) != "of"


def _is_subunit(grid: Grid, whole: Amount, part: Amount) -> bool:
    """Whether the part's cents may be those of the whole's currency, though the document speaks of others too."""
    return whole.unit == part.unit or whole.unit in namesakes().get(grid.lower[part.last], frozenset())


def _in_parts(grid: Grid, whole: Amount, part: Amount, between: Sequence[str]) -> bool:
    """Whether nothing, "and", or in a height a comma or hyphen ("6-foot-2") stands between whole and part."""
    if not between or list(between) == ["and"]:
        return True
    if whole.unit != "foot" or len(between) > 1:
        return False
    hyphen = between[0] in DASHES and GLUED == grid.gap(whole.last + 1) == grid.gap(part.first)
    return hyphen or (between[0] == "," and part.unit == "inch")


def _is_rest(grid: Grid, whole: Amount, part: Amount) -> bool:
    """Such as "15 dollars and 50." at the end of a clause: the cents without their name."""
    cents = part.kind is None and 10 <= part.value < 100 and part.places == 0 and part.last == part.first
    named = whole.kind == "money" and whole.shift == 0 and whole.last > whole.number_last
    after = grid.word(part.last + 1)
    return cents and named and (after in CLAUSE_ENDS or after in word_class("sum_follower"))


def _in_its_unit(grid: Grid, whole: Amount, part: Amount) -> Amount:
    """The part with its unit where that is "in" after feet or "m" after hours: "5 ft 10 in tall", "2h 40m"."""
    at = part.last + 1
    if whole.unit == "foot" and part.kind is None and grid.text(part.first - 1) in DASHES:
        return part._replace(kind="measure", unit="inch", dimension="length")
    if whole.unit == "hour" and part.unit == "metre" and grid.texts[part.last] == "m":
        return part._replace(unit="minute", dimension="time")
    if whole.unit == "minute" and part.kind is None and grid.text(at) == "s" and grid.near(at):
        return part._replace(last=at, kind="measure", unit="second", dimension="time")
    if part.kind is None and part.first == whole.last + 1 and grid.word(at) != "in" and _is_height(whole, part):
        return part._replace(kind="measure", unit="inch", dimension="length")
    if part.kind is None and part.first == whole.last + 1 and whole.unit == "stone" and grid.word(at) in CLAUSE_ENDS:
        return part._replace(kind="measure", unit="pound-mass", dimension="mass")
    if whole.unit != "foot" or part.kind is not None or grid.word(at) != "in" or not grid.near(at):
        return part
    following = grid.word(at + 1)
    opens = following[:1].isdigit() or following in word_class("determiner")
    return part if opens else part._replace(last=at, kind="measure", unit="inch", dimension="length")


def _is_height(whole: Amount, part: Amount) -> bool:
    """Whether "6 foot 2" may be how tall a person is."""
    return whole.unit == "foot" and 3 < whole.value < 9 and 0 < part.value < 12 and not (part.grouped or part.scaled)


def _range(grid: Grid, left: Amount, right: Amount, link: str) -> Amount | None:
    right = _money_like(left, right, link)
    left = _share(left, right, link)
    if not _alike(left, right):
        return None
    opener = _opener(grid, left)
    if (link == "and" and opener != "between") or link in (",", "&") or (left.value > right.value and left.value > 0):
        return None
    if link == "to" and not _to_is_range(grid, left, right, opener):
        return None
    if link == "or" and (right.sign_first is not None or not _consecutive(left, right)):
        return None
    if link in ("-", "~", "/") and right.kind is None and not _bare_range(grid, left, right):
        return None
    first = left.first - 1 if grid.text(left.first - 1) == "+" else left.first
    return right._replace(first=first, number_first=left.number_first, value=left.value, high=right.value,
                   places=_lower(left.places, right.places), sign_first=left.sign_first,
                   rule="age" if right.rule == "age" else "range")  # fmt: skip


def _money_like(left: Amount, right: Amount, link: str) -> Amount:
    """The right end with the currency sign of the left one ("$30-35", "US$1-2bn", "USD 3 to 5 million")."""
    signed = left.kind == "money" and left.sign_first is not None and left.last == left.number_last
    lends = link == "-" or (link in ("to", "and") and right.scaled and not left.scaled)
    if signed and lends and right.kind is None and right.rule == "bare":
        return right._replace(kind="money", unit=left.unit, rule="money")
    return right


def _lower(one: int | None, two: int | None) -> int | None:
    return None if one is None or two is None else min(one, two)


def _share(left: Amount, right: Amount, link: str) -> Amount:
    """The left end with what it leaves to the right one: its scale, currency and unit."""
    if left.kind is None and left.rule == "bare" and right.kind is not None and right.sign_first is None:
        left = _scaled_like(left, right)
        return _in_unit_of(right, left)
    if left.kind is None and right.kind == "money" and link in ("or", "to", "-"):
        return _scaled_like(left, right)._replace(kind="money", unit=right.unit)
    return _scaled_like(left, right)


def _scaled_like(left: Amount, right: Amount) -> Amount:
    """The left end in the scale of the right one, where it has none and is small enough to lack it ("$3-5 million")."""
    printed = shifted(right.value, -right.scale - right.shift) if right.scale else Decimal(0)
    if left.scaled or not right.scale or left.grouped or abs(left.value) >= 1000 or left.value > printed * 1000:
        return left
    return left.scaled_by(right.scale)


def _alike(left: Amount, right: Amount) -> bool:
    return left.kind == right.kind and left.unit == right.unit


def _opener(grid: Grid, left: Amount) -> str:
    """The word that opens a range before its left end, skipping hedges: "between", "from", "ranging from"."""
    at = left.first - 1
    if (grid.word(at - 1), grid.word(at)) in (("ages", "of"), ("age", "of")):
        at -= 2 + (grid.word(at - 2) == "the")
    for _ in range(4):
        word = grid.word(at)
        if word == "from":
            return "range" if any(grid.word(at - k) in word_class("range_opener") for k in (1, 2, 3)) else "from"
        if word == "between":
            return "between"
        if word not in word_class("range_hedge"):
            break
        at -= 1
    return ""


def _to_is_range(grid: Grid, left: Amount, right: Amount, opener: str) -> bool:
    """Whether "A to B" is a range and not a change from A to B, or a change by A to the level B."""
    if opener in ("between", "range") or grid.word(left.first - 1) in word_class("age_leader"):
        return True
    if opener == "from" or left.value == right.value:
        return False
    moved = _is_moved(grid, left)
    if moved and left.value > 0 and (right.value > left.value * FAR_APART or (left.scaled and right.scaled)):
        return False
    if right.value > left.value * 5 > 0 and _mover_before(grid, left):
        return False
    if right.kind is None:
        goes_on = noun_after(grid, right.last + 1) is not None or grid.word(right.last + 1) == "more"
        return goes_on or right.scaled or (left.grouped and right.grouped)
    return True


def _is_moved(grid: Grid, left: Amount) -> bool:
    """Whether a verb of movement stands before the left end, hedges between."""
    if (grid.word(left.first - 2), grid.word(left.first - 1)) in (("put", "on"), ("puts", "on"), ("putting", "on")):
        return True
    for step in (1, 2, 3):
        word = grid.word(left.first - step)
        if word in word_class("mover"):
            return True
        if word in ("the", "of", "from", "at", "in", ",", "."):
            return False
    return False


def _mover_before(grid: Grid, left: Amount) -> bool:
    return any(grid.word(left.first - step) in word_class("mover") for step in range(1, 11))


def _consecutive(left: Amount, right: Amount) -> bool:
    """Such as "three or four years", "10 or 12 people": small whole numbers close to each other."""
    if left.sign_first is not None or left.last != left.number_last or left.places != 0 or right.places != 0:
        return False
    return 0 < right.value - left.value <= 2 and right.value <= 100


def _bare_range(grid: Grid, left: Amount, right: Amount) -> bool:
    """Whether two bare numbers with a dash are a range: a noun follows, or they are too large for a score."""
    if left.kind == "money":
        return True
    if grid.word(left.first - 1) in word_class("age_leader"):
        return left.value < right.value
    if left.spelled != right.spelled:
        return False
    if (left.grouped and right.grouped) or (left.value >= 100 and right.value > left.value):
        return True
    at = right.last + 1
    return grid.gap(at) != GLUED and noun_after(grid, at) is not None and left.value < right.value


def share_lists(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts with unit and scale handed back along lists: "8, 4 and 3 percent", "$10 and $12 million"."""
    shared = list(amounts)
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        link = connector(grid, left, right)
        if link == "," and not _list_goes_on(grid, shared, index + 1):
            continue
        if link in SIDES:
            shared[index] = _given_back(left, right, link) if right.dimension == "length" else left
        elif link in ("and", "or", "to", ",", "-"):
            shared[index] = _given_back(left, right, link)
    return shared


def _list_goes_on(grid: Grid, amounts: Sequence[Amount], index: int) -> bool:
    if index + 1 >= len(amounts):
        return False
    link = connector(grid, amounts[index], amounts[index + 1])
    return link in ("and", "or") or (link == "," and index + 2 < len(amounts))


def _given_back(left: Amount, right: Amount, link: str) -> Amount:
    if left.kind == "money" and right.kind == "money" and left.unit == right.unit and link in ("and", "or", ",", "to"):
        return _scaled_like(left, right) if left.sign_first is not None and right.sign_first is not None else left
    if left.kind is not None or left.rule != "bare" or right.kind is None or left.noun_last is not None:
        return left
    if right.kind == "percent" and (left.scaled or (link == "or" and left.value > 100)):
        return left  # "600, or 12%, will go"
    left = _scaled_like(left, right) if not left.grouped else left
    return _in_unit_of(right, left)._replace(rule="shared unit")


def _in_unit_of(right: Amount, left: Amount) -> Amount:
    return left.times_ten_to(right.shift)._replace(
        kind=right.kind, unit=right.unit, dimension=right.dimension, shift=right.shift
    )
