"""Ages without their unit: "aged 50", "children under 12", "aged 5, 7 and 10"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.quantity.amounts import Amount
from pipeline.quantity.grid import Grid
from pipeline.quantity.lexicon import bounds_before
from pipeline.quantity.nouns import looks_plural
from pipeline.quantity.ranges import connector
from pipeline.vocabulary.quantity_rows import word_class

OLDEST = 120
"""Years that a person may live."""

OLDEST_NAMED = 110
"""Years at most of a person whose age stands between commas after the name."""

CLAUSE_ENDS = frozenset(
    (
        *(",", ".", ";", ")", "!", "?", "by", "when", "in", "and", "at", "now", "today", "this", "she", "he", ""),
        *("so", "but", "because", "while", "until", "before", "after", "then", "though", "although", "since"),
    )
)
"""What may stand behind an age that is said without its unit."""

BEING = frozenset(("is", "was", "were", "are"))

OWNERS = frozenset(("her", "his", "its", "their", "my", "your", "whose"))
"""Whose age it is, where "is" or "was" leads to the number."""

LONGEST_OWNER = 5
"""Tokens at most from "age" to the verb behind the words that say whose it is."""

AGE_BOUNDS = ("under", "over", "above", "below")
"""Bounds that make a bare number after persons an age: "anyone under 18 or over 65"."""


def bare_age(grid: Grid, amount: Amount) -> Amount | None:
    """Such as "aged 50", "the age of 21", "John Smith, 65, said", "who was 10": an age without its unit."""
    if amount.grouped or amount.scaled or not 0 < amount.value <= OLDEST:
        return None
    whole = not amount.places and (_led(grid, amount) or _said_of_a_person(grid, amount))
    if whole or _is_said_age(grid, amount):
        return amount._replace(kind="measure", unit="year", dimension="time", rule="age")
    return None


def _led(grid: Grid, amount: Amount) -> bool:
    """Such as "aged 50", "the age of 21", "children under 12", "younger than 16"."""
    first = amount.first
    before, second = grid.word(first - 1), grid.word(first - 2)
    hedge = bounds_before().ending(grid.lower, first - 1)
    if hedge and grid.word(first - 1 - hedge[1]) in ("aged", "ages"):
        return True
    if before in word_class("age_leader") or (second, before) == ("age", "of"):
        return True
    if before == "between" and second in word_class("age_leader"):
        return True
    if before in word_class("aged_noun") and _and_more(grid, amount.last + 1):
        return True
    listed = second == "or" and grid.word(first - 4) in AGE_BOUNDS
    bounded = before in AGE_BOUNDS and (listed or second in word_class("aged_noun"))
    bounded = bounded or (before == "than" and second in ("older", "younger"))
    return bounded and not looks_plural(grid, amount.last + 1)


def _and_more(grid: Grid, at: int) -> bool:
    """Whether a bound of age follows: "men 65 and older", "adults 18 or over", "those 65+", "voters 65-plus"."""
    if grid.text(at) == "+" or (grid.glued_dash(at) and grid.word(at + 1) == "plus"):
        return True
    return grid.word(at) in ("and", "or") and grid.word(at + 1) in word_class("age_bound")


def _said_of_a_person(grid: Grid, amount: Amount) -> bool:
    """Such as "who was 10", "John Smith, 65, said", "both 34,", "at 22, she", "died at 87"."""
    first, after = amount.first, grid.word(amount.last + 1)
    before, second, third = grid.word(first - 1), grid.word(first - 2), grid.word(first - 3)
    ends = after in CLAUSE_ENDS
    person = (
        before in ("is", "was", "be", "are", "were", "'s", "’s", "am", "'m", "’m")
        and ends
        and (
            second in ("he", "she", "who", "i")
            or second in word_class("child_noun")
            or (third in ("he", "she", "who") and second in ("will", "would"))
        )
    )
    named = grid.text(first - 2)[:1].isupper() or second in word_class("person_noun")
    youngest = 1 if second in word_class("child_noun") else 10
    opens = not grid.same_sentence(first - 2, first - 1)
    now = before == "now" and (opens or (second == "," and grid.text(first - 3)[:1].isupper()))
    apposed = after == "," and (now or (before == "," and named))
    both = second == "," == after and before == "both"
    of_age = before == "of" and second in word_class("aged_person") and not looks_plural(grid, amount.last + 1)
    aged = (before, after, grid.word(amount.last + 2)) in (("at", ",", "he"), ("at", ",", "she"))
    lived = before == "at" and second in word_class("life_verb") and ends
    apposed = apposed and youngest <= amount.value <= OLDEST_NAMED and not amount.spelled
    turns = before == "turn" and ends and not amount.spelled
    return person or of_age or aged or both or lived or apposed or turns or _in_a_pair(grid, amount)


def _in_a_pair(grid: Grid, amount: Amount) -> bool:
    """Such as "the boys, 12 and 14, were", "the sisters, aged 12 and 14": the first of two ages between commas."""
    persons = grid.word(amount.first - 2)
    named = persons in word_class("aged_noun") or persons.removesuffix("s") in word_class("child_noun")
    at = amount.last + 1
    closed = grid.word(at) == "and" and grid.text(at + 1).isdigit() and grid.text(at + 2) == ","
    return named and closed and grid.text(amount.first - 1) == ","


def _is_said_age(grid: Grid, amount: Amount) -> bool:
    """Such as "the average age was 42.5", "her age was 43", "Age: 43", "raised the retirement age from 65 to 67"."""
    if (grid.word(amount.first - 2), grid.word(amount.first - 1)) == ("age", ":"):
        return True
    index = amount.first - 1
    if grid.word(index) not in word_class("age_limit_word") or (amount.places or 0) > 1:
        return False
    while index > amount.first - 9 and (
        grid.word(index) in word_class("age_limit_word") or grid.word(index)[:1].isdigit()
    ):
        index -= 1
    if index + 1 < amount.first and grid.word(index + 1) in BEING:
        index = _over_whose(grid, index)
    said = grid.word(index + 1) in BEING and not looks_plural(grid, amount.last + 1)
    barred = word_class("determiner") - {"the"} - (OWNERS if said else set())
    return grid.word(index) in ("age", "ages") and grid.word(index - 1) not in barred


def _over_whose(grid: Grid, index: int) -> int:
    """The token of "age" before the words that say whose it is: "the average age of male nurses"; else `index`."""
    for at in range(index, max(index - LONGEST_OWNER, 0), -1):
        if grid.word(at) == "of" and grid.word(at - 1) == "age":
            return at - 1
        if not grid.word(at).isalpha() or grid.word(at) in word_class("verb"):
            break
    return index


def age_in_list(grid: Grid, amount: Amount, before: Sequence[Amount]) -> Amount | None:
    """Such as "aged 5, 7 and 10": an age after another."""
    if not before or before[-1].rule != "age" or amount.places != 0 or amount.grouped or not 0 < amount.value <= OLDEST:
        return None
    if connector(grid, before[-1], amount) not in (",", "and", "or"):
        return None
    return amount._replace(kind="measure", unit=before[-1].unit, dimension="time", rule="age")
