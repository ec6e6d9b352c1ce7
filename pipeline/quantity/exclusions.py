"""What is no quantity: clock times, phone numbers, versions, ordinals, names, labels, years, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipeline.quantity.amounts import Amount
from pipeline.quantity.grid import BLANK, DASHES, GLUED, LINE, SPACE, Grid
from pipeline.quantity.lexicon import ordinal_words
from pipeline.quantity.nouns import looks_plural
from pipeline.quantity.numerals import SLASHED, read_numeral
from pipeline.vocabulary.names import country_names
from pipeline.vocabulary.quantity_rows import NotQuantityRow, word_class
from pipeline.vocabulary.rows import read_rows

FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[0-9][0-9,]*(?:st|nd|rd|th)s?", re.IGNORECASE), "ordinal"),
    (re.compile(r"['’]?[0-9]{2,4}['’]?s"), "year"),
    (re.compile(r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?"), "clock time"),
    (re.compile(r"[0-9]+(?::[0-9]+)+"), "ratio"),
    (re.compile(r"[0-9]+(?:/[0-9]+)+"), "date or ratio"),
    (re.compile(r"v?[0-9]+(?:\.[0-9]+){2,}|v[0-9.]+", re.IGNORECASE), "version"),
    (re.compile(r"www\..*|.*(?:@|://).*|(?=.*/).*[^\W\d_].*", re.IGNORECASE | re.DOTALL), "web address"),
    (re.compile(r".*[^\W\d_].*", re.DOTALL), "name"),
    (re.compile(r"(?:[^0-9]*[0-9]){16,}.*", re.DOTALL), "identifier"),
)
"""The forms of tokens with digits that are no numbers, in order of priority, and what they are."""

LONGEST_FORM = 200
"""Characters of the longest token whose form is looked at."""

LISTING = frozenset((",", "and", "or", "to", "&", "(", ")", "-", "–"))
"""What stands between the numbers of a list of places in a text."""

LONGEST_LISTING = 14
"""Tokens looked back over for the word that heads a list of places in a text."""

DECADE = 3
"""Characters of "60s"."""

NEAR_ODDS = 12
"""Tokens beside "7/2" in which its sentence is searched for words of betting."""

EARLY_YEAR = 1500
"""From here on a number of four digits is a year where a word such as "in" or "since" stands before it."""

YEARS = (1900, 2100)

LONGEST_LIST = 30
"""Points of the longest list that is told within a sentence."""

MARK_REACH = 40
"""Tokens before the bracket of a point in which its opening bracket is looked for."""


@cache
def _neighbours(place: str) -> Mapping[str, tuple[NotQuantityRow, ...]]:
    table: dict[str, tuple[NotQuantityRow, ...]] = {}
    for row in read_rows("not_quantities", NotQuantityRow):
        for words in row.before if place == "before" else row.after:
            table[words] = (*table.get(words, ()), row)
    return MappingProxyType(table)


def token_reason(text: str) -> str:
    """Why one token with digits is no number at all; ``unexplained`` where no form is known."""
    if len(text) > LONGEST_FORM:
        return "identifier"
    return next((reason for form, reason in FORMS if form.fullmatch(text)), "unexplained")


def is_decade_of_life(grid: Grid, at: int) -> bool:
    """Whether "60s" or "mid-60s" at `at` tells somebody's age: "in her 60s", "their late 40s"."""
    before = at - 1
    while grid.word(before) in ("early", "mid", "late") or grid.text(before) in DASHES:
        before -= 1
    return len(grid.texts[at]) == DECADE and grid.word(before) in ("his", "her", "their", "my", "our", "your")


def phone_end(grid: Grid, at: int) -> int | None:
    """Last token of the phone number that starts at token `at`: three groups of digits or more, "+" or a zero first."""
    if not grid.texts[at].isdigit():
        return None
    groups, last, index = [grid.texts[at]], at, at + 1
    while index < grid.size and index - at < 14:
        text = grid.texts[index]
        if text.isdigit() and grid.gap(index) <= SPACE:
            groups.append(text)
            last = index
        elif not (text in DASHES or (text in "()./" and grid.gap(index) <= SPACE)) or grid.gap(index) > SPACE:
            break
        index += 1
    digits = sum(map(len, groups))
    local = len(groups) == 2 and [len(g) for g in groups] == [3, 4] and last == at + 2
    dashes = last - at >= 2 * (len(groups) - 1)
    plus = (grid.text(at - 1) == "+" and grid.gap(at) == GLUED) or (grid.text(at - 1) == "(" and groups[0][0] == "0")
    if local and grid.texts[at + 1] in DASHES:
        return last
    if len(groups) < 2 or not 9 <= digits <= 15:
        return None
    return last if plus or groups[0][0] == "0" or (len(groups) > 2 and dashes and digits >= 10) else None


def odds_end(grid: Grid, at: int) -> int | None:
    """Last token of the odds that start at token `at`: "7/2" near a word of betting, "33-1 shot", "odds of 10 to 1"."""
    if SLASHED.fullmatch(grid.texts[at]):
        return None if word_class("odds_word").isdisjoint(grid.beside(at, NEAR_ODDS, NEAR_ODDS)) else at
    last = at + 2
    linked = grid.glued_dash(at + 1) or grid.word(at + 1) == "to"
    pair = linked and grid.texts[at].isdigit() and grid.text(last).isdigit()
    led = "odds" in (grid.word(at - 1), grid.word(at - 2))
    return last if pair and (led or grid.word(last + 1) in word_class("odds_word")) else None


def bare_reason(grid: Grid, amount: Amount) -> str | None:
    """Why a number without currency and unit is no quantity, None where it may be one."""
    if amount.kind is not None:
        return None
    return (
        _neighbour_reason(grid, amount)
        or _joined_reason(grid, amount)
        or _year_reason(grid, amount)
        or _spelled_reason(grid, amount)
        or _line_reason(grid, amount)
        or _mark_reason(grid, amount)
        or score_reason(grid, amount, falling=True)
        or _tally_reason(grid, amount)
    )


def _is_label(amount: Amount) -> bool:
    return not amount.grouped and not amount.scaled and amount.high is None and amount.places in (0, 1, 2)


def _neighbour_reason(grid: Grid, amount: Amount) -> str | None:
    first, after = amount.first, amount.last + 1
    following = grid.texts[after] if grid.gap(after) <= SPACE else ""
    for row in _neighbours("after").get(following.lower(), ()) + _neighbours("after").get(following, ()):
        if row.reason == "clock time" or (row.reason == "generation" and grid.gap(after) == GLUED):
            return row.reason
    if amount.scaled and grid.texts[amount.last] in ("K", "k") and grid.word(after) in word_class("screen_noun"):
        return "name"
    if _street(grid, after):
        return "address"
    if grid.word(first - 1) in ("past", "to") and grid.word(first - 2) in ("half", "quarter"):
        return "clock time"
    if not _is_label(amount) or grid.gap(first) > SPACE:
        return None
    return _before_reason(grid, amount)


def _street(grid: Grid, after: int) -> bool:
    if not grid.text(after)[:1].isupper() or grid.gap(after) > SPACE:
        return False
    return any(
        row.reason == "address" and grid.text(index)[:1].isupper()
        for index in (after, after + 1, after + 2)
        if grid.gap(index) <= SPACE
        for row in _neighbours("after").get(grid.word(index), ())
    )


def _before_reason(grid: Grid, amount: Amount) -> str | None:
    before = amount.first - 1
    text, word = grid.text(before), grid.word(before)
    if text == "." and grid.word(before - 1) in ("no", "nos", "nr"):
        return "label"
    pair = f"{grid.word(before - 1)} {word}"
    named = [(row, text) for row in _neighbours("before").get(word, ())]
    named += [(row, grid.texts[before - 1]) for row in _neighbours("before").get(pair, ())]
    acts = grid.tag(before) == "VB" and word.islower()  # "will train 700 teachers"
    for row, head in () if acts else named:
        if not row.cased or any(c.isupper() for c in head):
            return None if text in ("no", "well", "act", "line") else row.reason
    return _listed_reason(grid, amount) or _capital_reason(grid, amount)


def _listed_reason(grid: Grid, amount: Amount) -> str | None:
    """Such as "chapters 4 and 5", "paragraphs 4(2) and 5.1": a number of a list that a plural of places heads."""
    for at in range(amount.first - 1, max(amount.first - LONGEST_LISTING, -1), -1):
        if grid.lower[at] in word_class("place_in_text"):
            return "label"
        if grid.gap(at + 1) > SPACE or not (grid.lower[at] in LISTING or grid.lower[at][0].isdigit()):
            break
    return None


def _capital_reason(grid: Grid, amount: Amount) -> str | None:
    """A capitalised word right before a bare number that counts nothing: "Apollo 13", "Model 3"."""
    before = amount.first - 1
    text = grid.text(before)
    if not text[:1].isupper() or not text.isalpha() or amount.spelled:
        return None
    joint = grid.word(before - 1 - (grid.word(before - 1) == "the"))
    if text in country_names() | UNITED and joint in (",", "and", "while", "but", ";"):
        return None  # "Norway scored 478 points and Chile 491"
    starts_sentence = not grid.same_sentence(before - 1, before)
    word = grid.lower[before]
    closed = ("clause_word", "preposition", "determiner", "verb", "mover", "range_opener")
    after = amount.last + 1
    unsure = starts_sentence and not text.isupper() and not _names_a_thing(grid, before, after)
    if any(word in word_class(name) for name in closed) or unsure:
        return None
    ahead = [i for i in range(after, min(after + 3, grid.size)) if grid.gap(i) <= SPACE]
    if any(looks_plural(grid, i) and grid.texts[i].islower() for i in ahead[:2]) and (
        not text.isupper() or grid.word(before - 1) == "the"
    ):
        return None
    return "name"


UNITED = frozenset(["England", "Scotland", "Wales"])
"""Countries of a country."""


def _names_a_thing(grid: Grid, before: int, after: int) -> bool:
    """Whether a name at the head of a sentence has its number and then its verb: "Halo 2 sold", "Shrek 2, which"."""
    tags = grid.tags or []
    acts = grid.text(after) == "," and grid.word(after + 1) == "which"
    acts = acts or tags[after : after + 1] in (["VBD"], ["VBZ"], ["MD"])
    return tags[before : before + 1] == ["NNP"] and acts


def _joined_reason(grid: Grid, amount: Amount) -> str | None:
    """A hyphen that joins the number to a word or letter: "F-16", "Covid-19", "mid-50s", "TPP-11"."""
    before, after = amount.first - 1, amount.last + 1
    hyphen = grid.glued_dash(after)
    if grid.gap(after) == GLUED and grid.text(after).isalpha() and not amount.spelled:
        return "name"
    if hyphen and grid.word(after + 1) in word_class("joined_word"):
        return "ratio" if grid.text(after + 2) in DASHES else "compound"
    if not grid.glued_dash(before):
        return None
    word = grid.text(before - 1)
    if word in word_class("joined_word"):
        return "ratio"
    return "name" if any(c.isalpha() for c in word) else None


def _year_reason(grid: Grid, amount: Amount) -> str | None:
    if amount.high is not None and _is_span_of_years(grid, amount):
        return "year"
    if amount.high is not None or amount.spelled or amount.grouped or amount.first != amount.last:
        return None
    text = grid.texts[amount.first]
    year = grid.text(amount.first - 2)
    if len(text) == 2 and grid.glued_dash(amount.first - 1) and len(year) == 4 and year.isdigit():
        return "year"
    leader = grid.word(amount.first - 1)
    earliest = EARLY_YEAR if leader in word_class("year_leader") else YEARS[0]
    if len(text) != 4 or not text.isdigit() or not earliest <= int(text) < YEARS[1]:
        return None
    after = amount.last + 1
    counts = grid.near(after) and looks_plural(grid, after)
    grown = leader == "from" and "to" in (grid.word(after + 1), grid.word(after + 2))
    moved = leader == "from" and grid.word(after) == "to" and grid.word(amount.first - 2) in word_class("mover")
    if (counts and (grown or leader not in word_class("year_leader"))) or (moved and int(text) < YEARS[0]):
        return None
    return "year"


def _is_span_of_years(grid: Grid, amount: Amount) -> bool:
    """Such as "between 1600 and 1900", "1914-1918": two ungrouped numbers of four digits that may be years."""
    ends = grid.texts[amount.first], grid.texts[amount.last]
    return all(len(text) == 4 and text.isdigit() and text.isascii() and 1000 <= int(text) < YEARS[1] for text in ends)


def _spelled_reason(grid: Grid, amount: Amount) -> str | None:
    """Number words in names ("the Big Four") and words that only point ("the two", "one of the")."""
    first = amount.first
    if not amount.spelled or (amount.scaled and amount.first != amount.last):
        return None
    opens = not grid.same_sentence(first - 1, first) or grid.texts[first - 1] in "\"“'‘(:"
    return "name" if grid.texts[first][:1].isupper() and not opens else None


def _tally_reason(grid: Grid, amount: Amount) -> str | None:
    """Such as "voted 14 to 9", "ruled by two to one": a larger number "to" a smaller one, without a unit."""
    if amount.scaled or amount.places or amount.high is not None or amount.value > 999:
        return None
    after, before = amount.last + 1, amount.first - 1
    for middle, other, sign in ((after, after + 1, 1), (before, before - 1, -1)):
        numeral = read_numeral(grid, other) if grid.word(middle) == "to" else None
        if numeral is not None and numeral.first == numeral.last and numeral.value < 1000:
            larger = (amount.value - numeral.value) * sign > 0
            first = amount.first if sign > 0 else other
            opened = grid.word(first - 1) in ("from", "aged", "ages", "age", "by")
            voted = grid.word(first - 2) in word_class("verbs_of_voting")
            if larger and (voted or not opened):
                return "score"
    return None


def _line_reason(grid: Grid, amount: Amount) -> str | None:
    """Such as "1." and "2)" at the start of a line."""
    if not _is_label(amount) or grid.gap(amount.first) < LINE:
        return None
    after = amount.last + 1
    if amount.places and grid.gap(after) == SPACE and grid.text(after)[:1].isupper():
        return "list number"
    if grid.text(after) in (".", ")") and grid.gap(after) == GLUED and grid.gap(after + 1) != GLUED:
        starts = (grid.gap(after + 1) == SPACE and grid.text(after + 1)[:1].isupper()) or grid.text(after) == ")"
        return "list number" if starts else None
    return "list number" if grid.gap(after) == BLANK and amount.value < 100 else None


def _mark_reason(grid: Grid, amount: Amount) -> str | None:
    """The number of a footnote, "[17]", and that of a point within a sentence, "either 1) this or 2) that"."""
    before, after = amount.first - 1, amount.last + 1
    if not _is_label(amount) or grid.gap(after) != GLUED:
        return None
    if grid.text(before) == "[" and grid.text(after) == "]" and grid.gap(amount.first) == GLUED:
        return "reference"
    small = amount.places == 0 and 0 < amount.value < LONGEST_LIST
    if grid.text(after) != ")" or not small or grid.gap(amount.first) == GLUED:
        return None
    sentence = range(before, max(before - MARK_REACH, -1), -1)
    opening = next((grid.texts[n] for n in sentence if grid.texts[n] in "()"), ")")
    return None if opening == "(" else "list number"


def score_reason(grid: Grid, amount: Amount, falling: bool = False) -> str | None:
    """Such as "2-1": two small bare numbers with a dash; `falling` takes only those that no range can be (2-1, 0-0)."""
    if amount.scaled or amount.grouped or amount.places or amount.high is not None or amount.spelled:
        return None
    value = int(abs(amount.value))
    for dash, other in ((amount.last + 1, amount.last + 2), (amount.first - 1, amount.first - 2)):
        text = grid.text(other)
        near = dash < amount.first or max(grid.gap(dash), grid.gap(other)) <= SPACE
        if grid.text(dash) in DASHES and near and text.isdigit() and text.isascii() and len(text) < 4:
            is_falling = value >= int(text) if dash > amount.last else int(text) >= value
            if is_falling or not falling:
                return "score"
    return None


def word_reason(word: str) -> str:
    """Why a number word that starts no numeral is no quantity."""
    if word in ordinal_words():
        return "ordinal"
    return "vague" if word in word_class("vague_scale") else "unexplained"
