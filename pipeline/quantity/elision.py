"""Nouns and units that a number leaves out: "10 of its 27 plants", levels of an index, "… cents … 74"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.quantity.ages import age_in_list
from pipeline.quantity.amounts import Amount
from pipeline.quantity.bounds import with_rate
from pipeline.quantity.grid import CLOSERS, GLUED, Grid
from pipeline.quantity.levels import exchange_rate, index_level
from pipeline.quantity.lexicon import money_words, number_words, unit_words
from pipeline.quantity.nouns import looks_plural, noun_after, singular
from pipeline.quantity.numerals import shifted
from pipeline.quantity.sized import converted, harmed, named, or_two, points_of_rate, primed, sized
from pipeline.vocabulary.quantity_rows import word_class

RECENT = 20
"""How many amounts back or ahead an elided unit is looked for."""
LONGEST_GAP = 6
"""Tokens to the next count at most whose noun a number shares."""

CLOSE = 20
"""An elided unit goes on over numbers up to this many times larger or smaller."""

FAR = 1000
"""Millions are not of what is counted in another number of the sentence that is so many times smaller."""


def fill_elided(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts, those still bare with the unit that the text around gives; without one they stay bare."""
    filled: list[Amount] = []
    for index, amount in enumerate(amounts):
        if amount.kind is not None:
            filled.append(points_of_rate(grid, amount, amounts[index + 1 : index + 2]))
            continue
        before, after = filled[-RECENT:], amounts[index + 1 : index + 1 + RECENT]
        filled.append(_filled(grid, amount, before, after) or amount)
    return filled


def _filled(grid: Grid, amount: Amount, before: Sequence[Amount], after: Sequence[Amount]) -> Amount | None:
    """The amount by the first rule that knows its unit; their order is their priority."""
    return (
        age_in_list(grid, amount, before)
        or _of_which(grid, amount, after)
        or or_two(grid, amount)
        or harmed(grid, amount)
        or sized(grid, amount)
        or primed(grid, amount)
        or converted(grid, amount, before, after)
        or exchange_rate(grid, amount)
        or index_level(grid, amount, before)
        or _number_of(grid, amount)
        or _as_before(grid, amount, before)
        or _as_sum(grid, amount, before, after)
        or _as_after(grid, amount, after)
        or _subject(grid, amount)
        or _as_in_the_sentence_before(grid, amount, before)
        or _as_in_the_next_sentence(grid, amount, after)
    )


def _of_which(grid: Grid, amount: Amount, amounts: Sequence[Amount]) -> Amount | None:
    """Such as "10 of its 27 plants", "39 out of 65", "two of Smith's deputies": the noun after "of"."""
    at = amount.last + 1
    at += grid.text(at) in CLOSERS
    at += (grid.word(at), grid.word(at + 1)) == ("out", "of")
    if grid.word(at) != "of" or not grid.near(at):
        return None
    if grid.word(at + 1) == "them":
        return _antecedent(grid, amount)
    for other in amounts:
        if at < other.first <= at + 6 and other.noun_last is not None and _is_possessor(grid, at + 1, other.first):
            return named(amount, other.unit, "of which")
    start = _after_possessor(grid, at + 1)
    if not grid.near(start):
        return None
    found = noun_after(grid, start) or (noun_after(grid, start, single=True) if amount.grouped else None)
    return named(amount, singular(grid.lower[found[1]]), "of which") if found else None


def _antecedent(grid: Grid, amount: Amount) -> Amount | None:
    """Such as "sold 19,200 of them": the nearest plural noun before, in this sentence or the one before it."""
    for index in range(amount.first - 1, max(amount.first - 30, -1), -1):
        money = money_words().ending(grid.lower, index) or unit_words().ending(grid.lower, index)
        if looks_plural(grid, index) and not money and grid.text(index - 1) != "-":
            return named(amount, singular(grid.lower[index]), "of them")
    return None


def _is_possessor(grid: Grid, first: int, end: int) -> bool:
    """Whether the tokens between "of" and a number are determiners and names only: "of the city's nine"."""
    return all(_is_possessing(grid, index) for index in range(first, end))


def _is_possessing(grid: Grid, index: int) -> bool:
    word = grid.lower[index]
    if word in word_class("determiner") or word in ("'s", "’s", "'", "’"):
        return True
    closed = word in word_class("preposition") or word in word_class("clause_word")
    single = not looks_plural(grid, index) or grid.word(index + 1) in "'’"
    return grid.texts[index].isalpha() and not closed and single


def _after_possessor(grid: Grid, at: int) -> int:
    """The first token after determiners and a possessor: "its", "the company's", "Smith's"."""
    for ahead in range(at, min(at + 5, grid.size)):
        if grid.lower[ahead] in ("'s", "’s", "'", "’") and grid.gaps[ahead] == GLUED:
            return ahead + 1
    while grid.word(at) in word_class("determiner"):
        at += 1
    return at


def _number_of(grid: Grid, amount: Amount) -> Amount | None:
    """Such as "the number of empty homes fell from 7,800 to 4,900": what the sentence says is numbered."""
    if amount.places is None or (amount.places > 0 and not amount.scaled):
        return None
    at, leaders = amount.first - 1, ("by", "was", "were", "is", "are", "from", "to", "at")
    if grid.word(at) not in leaders and grid.word(at) not in word_class("level_verb"):
        return None
    sentence = grid.sentences[amount.first]
    for index in range(at, max(at - 20, 0), -1):
        if grid.sentences[index] != sentence or grid.texts[index] in ";:()":
            return None
        if grid.lower[index] == "of" and grid.lower[index - 1] in ("number", "numbers"):
            found = noun_after(grid, _after_possessor(grid, index + 1))
            return named(amount, singular(grid.lower[found[1]]), "number of") if found else None
    return None


def _as_before(grid: Grid, amount: Amount, before: Sequence[Amount]) -> Amount | None:
    """The unit of the amount before it in the sentence, where the sizes are alike: "84.75 cents … 74.07"."""
    for other in reversed(before):
        if grid.sentences[other.first] != grid.sentences[amount.first]:
            return None
        if _is_passed(grid, amount, other):
            continue
        if other.dimension == "time":
            ends = grid.word(other.first - 1), grid.word(amount.first - 1)
            if other.last == amount.first - 2 and ends == ("from", "to"):
                return _measured_as(grid, amount, other)
            continue
        if grid.text(other.first - 1) in ("(", ";") and grid.text(other.last + 1) in (")", ";"):
            continue
        if other.kind == "count":
            if amount.scaled and not other.scaled and abs(other.value) * FAR < abs(amount.value):
                continue  # "of the 26m tonnes that the ten countries imported, Peru sent 9.1m"
            counts = amount.places is not None and (amount.places <= 0 or amount.scaled or bool(other.places))
            return named(amount, other.unit, "as before") if other.unit and counts else None
        part = other.rule.startswith("fraction")
        found = _whole_of(grid, amount, other) if part else _measured_as(grid, amount, other)
        told = other.kind == "percent" and grid.word(amount.first - 1) == "the"  # "9 cars, 2% more, but not the 10 it"
        if found or not (part or told):
            return found
    return None


def _is_passed(grid: Grid, amount: Amount, other: Amount) -> bool:
    """Whether an amount lends no unit to one after it, and others before it may: "9bn euros, up 4%, then 8 billion"."""
    mute = (None, "multiple", "percent") if amount.scaled and abs(amount.value) >= BILLION else (None, "multiple")
    return other.kind in mute or _is_too_few(grid, amount, other) or _is_where(grid, amount, other)


def _as_sum(grid: Grid, amount: Amount, before: Sequence[Amount], after: Sequence[Amount]) -> Amount | None:
    """Millions of nothing that is named, in the currency of the sum before: "a loss of 212m euros … a profit of 385m".

    So it is in the sentence of that sum, and elsewhere where all that is told in "m" and "bn" are sums and a word of
    money leads to it.
    """
    last = next((other for other in reversed(before) if other.kind and other.scaled), None)
    if last is None or last.kind != "money" or not amount.scaled or amount.first == 0:
        return None
    if not _is_short(grid, amount):
        return amount._replace(kind="money", unit=last.unit, rule="as before") if _pays(grid, amount, last) else None
    if grid.sentences[last.first] != grid.sentences[amount.first]:
        told = [other for other in before if other.kind and _is_short(grid, other)]
        others = (other for other in (*told, *after) if other.kind and _is_short(grid, other))
        if any(other.kind != "money" for other in others) or not _is_led_by_money(grid, amount):
            return None
    return amount._replace(kind="money", unit=last.unit, rule="as before")


def _pays(grid: Grid, amount: Amount, last: Amount) -> bool:
    """Whether millions in words are a sum: "owes 4 million and Peru 5 million", "$9 billion, of which 4 billion"."""
    between = grid.lower[last.last + 1 : amount.first] if grid.same_sentence(last.first, amount.first) else []
    again = "which" in between or (last.rule == "as before" and "and" in between[:CLAUSE])
    near = grid.sentences[amount.first] - grid.sentences[last.first] <= 1 and abs(amount.value) >= BILLION
    return again or near or grid.word(amount.first - 1) in word_class("paying")


def _is_led_by_money(grid: Grid, amount: Amount) -> bool:
    """Whether a word of money stands a few words before the number in its sentence: "a loss of between 150m"."""
    return not word_class("sum_word").isdisjoint(grid.beside(amount.first, CLAUSE))


CLAUSE = 5
"""So many words before a number may say that it is a sum."""


def _is_short(grid: Grid, amount: Amount) -> bool:
    """Whether the number is written with the letters of a scale: "385m", "31bn"."""
    return amount.scaled and len(grid.texts[amount.number_last]) <= LETTERS and not amount.spelled


LETTERS = 3
"""The longest scale that is no word: "mln"."""


def _is_too_few(grid: Grid, amount: Amount, other: Amount) -> bool:
    """Whether "of whom 500" cannot be a part of the other count."""
    parted = {grid.word(amount.first - 1), grid.word(amount.first - 2)} & {"whom", "which"}
    return other.kind == "count" and bool(parted) and abs(other.value) < abs(amount.value)


def _is_where(grid: Grid, amount: Amount, other: Amount) -> bool:
    """Whether the other count only says where what moves is: "flights between the two countries rose to 96"."""
    between = {*grid.lower[other.last + 1 : amount.first]}
    moved = not (between.isdisjoint(word_class("mover")) and between.isdisjoint(word_class("level_verb")))
    return other.kind == "count" and moved and _leads_to_place(grid, other.first)


def _is_in_place(grid: Grid, noun: int) -> bool:
    """Whether a noun only says where its subject is: "staff at its three plants fell to 900"."""
    at = noun
    while at > noun - 3 and (grid.text(at - 1).isdigit() or grid.word(at - 1) in number_words()):
        at -= 1
    return grid.word(at - 1) != "of" and _leads_to_place(grid, at)


def _leads_to_place(grid: Grid, at: int) -> bool:
    """Whether what starts at `at` says where something is: "between two towns", "of the six", not "a fleet of 9"."""
    before = at - 1
    while grid.word(before) in word_class("determiner"):
        before -= 1
    return grid.word(before) in WHERE or (grid.word(before) == "of" and before < at - 1)


WHERE = ("between", "at", "in", "across", "among", "on")
"""Prepositions that lead to where something is."""


def _whole_of(grid: Grid, amount: Amount, fraction: Amount) -> Amount | None:
    """The noun of a fraction's whole: "half the plants, that is 10"."""
    start = _after_possessor(grid, fraction.last + 1 + (grid.word(fraction.last + 1) == "of"))
    found = noun_after(grid, start) if amount.places == 0 and start < grid.size else None
    return named(amount, singular(grid.lower[found[1]]), "part of") if found else None


def _measured_as(grid: Grid, amount: Amount, other: Amount) -> Amount | None:
    """The amount in the unit of another of like size: unscaled money and measures, percent after by/to/at/from."""
    aside = grid.text(amount.first - 2) == ","
    lead = grid.word(amount.first - 1)
    if other.kind == "percent" and (aside or lead not in LEADS):
        return None
    if other.kind == "percent" and lead == "at" and grid.word(other.first - 1) not in LEADS:
        return None  # "lost 2% and traded at 5.06": a price
    both_scaled = amount.scaled and other.scaled and other.kind in ("measure", "money") and not amount.spelled
    compared = lead in word_class("comparing") or (lead == "and" and other.rule == "as before")
    compared |= other.kind == "measure" and other.dimension != "time"
    compared |= other.kind == "money" and (lead in (*LEADS, "of") or abs(amount.value) >= BILLION)
    rated = other.kind == "measure" and _follows_rate(grid, amount, other)
    listed = other.kind == "measure" and amount.grouped and grid.text(amount.first - 1)[:1].isupper()
    goes_on = listed or (both_scaled and compared)  # "Egypt bought 1.1m tonnes, Spain 900,000"
    if rated or (goes_on and _is_like(amount, other.value)):
        return _in_unit_of(other, amount)
    sold = other.kind == "money" and lead in ("sold", "sells", "sell")  # "The 900-euro phone sold 8,000"
    plain = not (amount.scaled or other.scaled or amount.spelled or sold)
    moved = other.last == amount.first - 2 and lead in ("from", "to")
    moved = moved or (lead == "from" and grid.word(amount.first - 2) in ("up", "down"))
    moved = moved or (lead == "against" and aside)
    counted = lead == "to" and grid.tag(amount.first - 2)[:2] == "NN" and not _is_led_by_money(grid, amount)
    sized = other.kind != "money" or bool(amount.places) or (amount.grouped and not counted) or moved
    like = _is_like(amount, shifted(other.value, -other.shift)) or (moved and amount.grouped and other.kind == "money")
    if not (plain and sized and like):
        return None
    return _in_unit_of(other, amount.times_ten_to(other.shift))


LEADS, BILLION = ("by", "to", "at", "from"), 10**9
"""Words between a movement, or where something stands, and its number; what is money behind sums as large."""


def _in_unit_of(other: Amount, amount: Amount) -> Amount:
    return amount._replace(kind=other.kind, unit=other.unit, dimension=other.dimension, rule="as before")


def _is_like(amount: Amount, other: Decimal) -> bool:
    """Whether a bare number and another differ by no more than the factor CLOSE."""
    return 0 < abs(amount.value) <= abs(other) * CLOSE and abs(other) <= abs(amount.value) * CLOSE


def _as_in_the_sentence_before(grid: Grid, amount: Amount, before: Sequence[Amount]) -> Amount | None:
    """The noun of the last count before: "Another 30 are to open", "12 more", "Two wanted none", and like millions."""
    after = grid.word(amount.last + 1)
    first = grid.word(amount.first - 1) in word_class("additional") or after in ("more", "others")
    opens = amount.spelled and amount.first > 0 and grid.sentences[amount.first - 1] != grid.sentences[amount.first]
    for other in reversed(before):
        if grid.sentences[amount.first] - grid.sentences[other.first] > 1:
            return None
        if other.kind == "count" and other.noun_last is not None:
            same = amount.scaled and other.scaled and other.scale == amount.scale
            has = amount.grouped and tuple(grid.lower[amount.first - 2 : amount.first]) in HAVING
            like = (same and grid.joined(other.last, amount.first)) or (has and _is_like(amount, other.value))
            return named(amount, other.unit, "as before") if first or opens or like else None
    return None


HAVING = {("they", "have"), ("they", "had"), ("it", "has"), ("it", "had"), ("second", "with"), ("next", "with")}
"""What says of the one told of before how many of the same it has: "plans for 300,000 troops. It has 164,000"."""


def _as_in_the_next_sentence(grid: Grid, amount: Amount, after: Sequence[Amount]) -> Amount | None:
    """The noun of the next count of like size, one sentence on: "by 7,000 a year. It now has 155,000 staff"."""
    if not amount.grouped or amount.places is None or amount.places > 0:
        return None
    for other in after:
        if grid.sentences[other.first] - grid.sentences[amount.first] > 1 or not grid.joined(amount.last, other.first):
            return None
        if other.kind == "count" and other.unit and other.grouped and _is_like(amount, other.value):
            return named(amount, other.unit, "as after")
    return None


def _as_after(grid: Grid, amount: Amount, after: Sequence[Amount]) -> Amount | None:
    """The noun of the next count in the sentence: "from 155,000 to 110,000 staff"."""
    if not after or grid.sentences[after[0].first] != grid.sentences[amount.first]:
        return None
    other = after[0]
    if other.kind != "count" or other.noun_last is None or amount.places != 0:
        return None
    at = other.first - 1
    while at > amount.last and grid.lower[at] not in ("to", "and", "or"):
        at -= 1
    between = range(amount.last + 1, at)
    if other.first - amount.last > LONGEST_GAP or at == amount.last or not all(_describes(grid, i) for i in between):
        return None
    return named(amount, other.unit, "as after")


def _describes(grid: Grid, index: int) -> bool:
    """Whether a token may describe the noun that follows later: "three full-time and two part-time cooks"."""
    word, closed = grid.lower[index], ("preposition", "clause_word", "verb")
    if grid.glued_dash(index):
        return True
    joined = grid.glued_dash(index - 1) or grid.glued_dash(index + 1)
    if not joined and not (grid.tag(index) or "JJ").startswith(("JJ", "VB")):
        return False
    return word.isalpha() and not any(word in word_class(name) for name in closed)


def _subject(grid: Grid, amount: Amount) -> Amount | None:
    """The plural noun before the verb: "sales will hit 200,000", "payrolls grew by 146,000"."""
    verb = amount.first - 1
    if grid.word(verb) == "by" and grid.word(verb - 1) in word_class("mover") and amount.grouped:
        verb -= 1
    elif grid.word(verb) not in word_class("level_verb"):
        return None
    if (amount.places != 0 and not amount.scaled) or grid.word(amount.first - 2)[:1].isdigit():
        return None
    sentence = grid.sentences[amount.first]
    for at in range(_before_aside(grid, verb), max(amount.first - 16, -1), -1):
        if grid.sentences[at] != sentence or grid.texts[at] in ".;:()" or _is_fronted(grid, at, verb):
            return None
        if grid.lower[at] in word_class("money_noun"):
            return None
        if grid.lower[at] in word_class("total_noun") and grid.text(at - 1).isalpha():
            return named(amount, singular(grid.lower[at - 1]), "subject")
        noun = looks_plural(grid, at) and grid.lower[at] not in word_class("mover") and grid.tag(at) != "NNPS"
        if noun and not _is_in_place(grid, at):
            return named(amount, singular(grid.lower[_head(grid, at)]), "subject")
    return None


def _follows_rate(grid: Grid, amount: Amount, other: Amount) -> bool:
    """Whether it is where the other moves: "by 60,000 barrels a day to 2.6 million"."""
    rate = with_rate(grid, other).per_last
    return amount.first - 2 == max(other.last, rate or 0) and grid.word(amount.first - 1) in ("from", "to")


def _is_fronted(grid: Grid, at: int, verb: int) -> bool:
    """Whether a comma at `at` parts the subject from what opens the sentence: "Without such jobs, it rose by 9,000"."""
    return grid.texts[at] == "," and at < verb - 1 and not grid.tag(at + 1).startswith(("W", "CC", "IN", "RB"))


def _before_aside(grid: Grid, verb: int) -> int:
    """The token before the verb, or before an aside between commas: "claims, a sign of layoffs, averaged"."""
    if grid.text(verb - 1) != ",":
        return verb
    return next((i - 1 for i in range(verb - 2, max(verb - 10, 0), -1) if grid.texts[i] == ","), verb)


def _head(grid: Grid, at: int) -> int:
    """The noun that the one at `at` hangs on: "claims for jobless benefits"."""
    for index in range(at - 1, max(at - 4, 0), -1):
        if grid.lower[index] in ("for", "against") and looks_plural(grid, index - 1):
            return index - 1
    return at
