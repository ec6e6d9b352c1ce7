"""Readings that the rest of the document decides: whose cents and kroner, and "0.6m" among millions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from pipeline.quantity.amounts import Amount
from pipeline.quantity.grid import DASHES, GLUED, Grid
from pipeline.quantity.lexicon import Phrases, home_words, money_words
from pipeline.vocabulary.quantity_rows import currency_rows, money_rows, unit_rows, word_class

GRAND = "grand"
"""A thousand of whatever money the document speaks of."""

CFA = "cfa"
"""What West and Central African francs share in name."""

WHOLE = -1
"""Key of what the whole document states, among the numbers of its sentences."""


EACH = "each"
"""Denominator of a rate that the sentence gives: "20 ships at $37m each"."""

ALIKE = Decimal("2.5")
"""Prices of the same goods differ by this factor at most."""

SENTENCE_REACH = 40
"""Tokens beside "5m" in which its sentence is searched for words of length."""

WORLD = ("USD", "GBP")
"""Currencies that their bare words mean wherever a text is from: dollars, pounds."""

FAR_MORE = 2
"""So many times as often as the next a document gives the currency that its bare words mean."""

NEAR = 8
"""Tokens to the next amount at most whose currency settles that of a change: "40 cents to A$36.20"."""


@cache
def namesakes() -> Mapping[str, frozenset[str]]:
    """Bare currency words (dollars, kroner, cents, cfa francs) to the codes of all currencies that have that name."""
    table: dict[str, set[str]] = {}
    for currency in currency_rows():
        for word in currency.words:
            table.setdefault(word.split()[-1], set()).add(currency.code)
            if CFA in word:
                table.setdefault(word[word.index(CFA) :], set()).add(currency.code)
    for row in money_rows():
        for word in row.words:
            if " " in word:
                table.setdefault(word.split()[-1], set()).add(row.code)
    return MappingProxyType({word: frozenset(codes) for word, codes in table.items() if len(codes) > 1})


@cache
def adjectives() -> Phrases[str]:
    """The adjectives of currency names (norwegian, east caribbean) to the codes of their currencies."""
    words = [(word.split(), currency.code) for currency in currency_rows() for word in currency.words]
    return Phrases((" ".join(name[:-1]), code) for name, code in words if len(name) > 1 and CFA not in name)


@cache
def homes() -> Phrases[str]:
    """The names and adjectives of countries, in lower case, to the codes of their currencies."""
    return Phrases((word, row.code) for row in currency_rows() for word in home_words(row))


def settle_currencies(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts with bare currency words and cents in the currency that the document plainly means.

    A namesake that the same sentence gives by sign or code wins, then the only one that the document gives, or the one
    that it gives by far most often, then the only one whose country's adjective the document has; else the default of
    the vocabulary stays, and what has none (dinars) is no money.
    """
    doubtful = [index for index, amount in enumerate(amounts) if _is_doubtful(grid, amount)]
    if not doubtful:
        return list(amounts)
    stated: dict[int, Counter[str]] = {WHOLE: Counter()}
    for amount in amounts:
        if amount.kind == "money" and amount.unit and _is_stated(grid, amount):
            stated.setdefault(grid.sentences[amount.first], Counter())[amount.unit] += 1
            stated[WHOLE][amount.unit] += not _is_conversion(grid, amount)
    unnamed = any(amounts[index].kind is None or _is_cfa(grid, amounts[index]) for index in doubtful)
    unnamed = unnamed or any(amounts[index].unit not in WORLD for index in doubtful)
    named = _named(grid, adjectives()), _named(grid, homes()) if unnamed else set[str]()
    settled = list(amounts)
    for index in sorted(doubtful, key=lambda index: not _is_cfa(grid, amounts[index])):
        settled[index] = amount = _settled(grid, amounts[index], amounts[index + 1 : index + 3], stated, named)
        if _is_cfa(grid, amount) and amount.unit:
            stated.setdefault(grid.sentences[amount.first], Counter())[amount.unit] += 1
            stated[WHOLE][amount.unit] += 1
    return settled


def _is_conversion(grid: Grid, amount: Amount) -> bool:
    """Whether an amount opens a bracket, or stands between its semicolons: there a sum is said again in other terms."""
    return grid.texts[amount.first - 1] in ("(", ";")


def _is_cfa(grid: Grid, amount: Amount) -> bool:
    return CFA in grid.lower[amount.number_last + 1 : amount.last + 1]


def _named(grid: Grid, words: Phrases[str]) -> set[str]:
    """The codes of the currencies that `words` anywhere in the document speak of."""
    return set(words.everywhere(grid.lower))


def _is_doubtful(grid: Grid, amount: Amount) -> bool:
    """Whether a bare word that several currencies share gives the currency, or would if the word had a default."""
    if amount.kind is None:
        return _unnamed_word(grid, amount) > 0 or grid.lower[amount.last] == GRAND
    if amount.kind != "money" or amount.sign_first is not None:
        return False
    return amount.unit in namesakes().get(_unit_words(grid, amount), frozenset())


def _unnamed_word(grid: Grid, amount: Amount) -> int:
    """The token of a currency's noun without a default right behind a bare number ("5 million dinars"), else 0."""
    at = amount.last + 1
    at += grid.glued_dash(at)
    unnamed = grid.word(at) in namesakes() and not money_words().starting(grid.lower, at)
    return at if unnamed and grid.near(at) else 0


def _unit_words(grid: Grid, amount: Amount) -> str:
    """The words behind the number, without the hyphens that join them to it."""
    behind = range(amount.number_last + 1, amount.last + 1)
    return " ".join(grid.lower[index] for index in behind if grid.texts[index] not in DASHES)


def _settled(
    grid: Grid,
    amount: Amount,
    followers: Sequence[Amount],
    stated: Mapping[int, Counter[str]],
    named: tuple[set[str], set[str]],
) -> Amount:
    """The amount in the currency that is meant; `named` are those of the adjectives, and those of all countries."""
    noun = _unnamed_word(grid, amount) if amount.kind is None else 0
    words = grid.lower[noun] if noun else _unit_words(grid, amount)
    codes = set(namesakes().get(words, stated[WHOLE]))
    for follower in followers:
        if follower.unit in codes and follower.first - amount.last < NEAR and _is_stated(grid, follower):
            return _in_currency(amount, follower.unit, noun)
    for place in (grid.sentences[amount.first], WHOLE):
        given = stated.get(place, Counter())
        candidates = sorted(codes.intersection(given), key=lambda code: (-given[code], code))
        if candidates:
            ahead = len(candidates) == 1 or given[candidates[0]] >= FAR_MORE * max(given[candidates[1]], 1)
            return _in_currency(amount, candidates[0], noun) if ahead else amount
    meant = codes & named[bool(noun) or words.startswith(CFA)]
    if not meant and amount.unit not in WORLD:
        meant = codes & named[1]
    return _in_currency(amount, meant.pop(), noun) if len(meant) == 1 else amount


def meant_by(grid: Grid, noun: str, default: str) -> str:
    """The code of the currency whose noun stands alone ("the peso"): that of the only country named that has such."""
    if default in WORLD:
        return default
    codes = namesakes().get(noun, frozenset())
    meant = codes & _named(grid, adjectives()) or codes & _named(grid, homes())
    return next(iter(meant)) if len(meant) == 1 else default


def _in_currency(amount: Amount, code: str | None, noun: int) -> Amount:
    """The amount in that currency, up to the token of its noun where it has not reached it yet."""
    return amount._replace(kind="money", unit=code, last=max(amount.last, noun), rule="money")


def _is_stated(grid: Grid, amount: Amount) -> bool:
    """Whether sign, code, adjective or a name of its own gives the currency of an amount, no bare namesake."""
    words = _unit_words(grid, amount)
    return amount.sign_first is not None or (bool(words) and words not in namesakes())


def settle_frequencies(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts with "three times" read as how often, a count of times, where nothing is multiplied."""
    return [_how_often(grid, amount) if amount.unit == "times" else amount for amount in amounts]


def _how_often(grid: Grid, amount: Amount) -> Amount:
    if grid.lower[amount.last] != "times" or amount.places or amount.high is not None:
        return amount
    before, after = grid.word(amount.first - 1), grid.word(amount.last + 1)
    likened = after in word_class("multiple_follower") and not (after == "this" or after == "last")
    multiplies = likened or before in word_class("mover") or before in ("at", "to")
    if multiplies and after not in ("a", "an", "per", "in", "since"):
        return amount
    return amount._replace(kind="count", unit="time", noun_first=amount.last, noun_last=amount.last, rule="frequency")


def settle_millions(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts with "0.6m" read as millions where others nearby are, or where nothing speaks of a length."""
    settled = list(amounts)
    for index, amount in enumerate(settled):
        if amount.unit != "metre" or grid.texts[amount.last] != "m" or amount.last != amount.number_last + 1:
            continue
        near = [a for a in settled[max(0, index - 3) : index + 4] if a.scaled and grid.texts[a.number_last] == "m"]
        near = [a for a in near if abs(grid.sentences[a.first] - grid.sentences[amount.first]) <= (a.kind != "money")]
        if grid.word(amount.last + 1) in word_class("length_word") and grid.text(amount.last + 2) not in DASHES:
            near = []
        hours = index > 0 and settled[index - 1].unit == "hour" and settled[index - 1].last == amount.first - 1
        if near or not (hours or _is_length(grid, amount, settled[max(0, index - 3) : index + 4])):
            settled[index] = amount.scaled_by(6)._replace(
                number_last=amount.last, kind=None, unit=None, dimension="", rule="bare", grouped=True
            )
    return settled


def _is_length(grid: Grid, amount: Amount, near: Sequence[Amount]) -> bool:
    """Whether "5m" is one of a thing ("a 5m wave"), is spaced ("5 m", not "5 m cars"), or stands among lengths."""
    after = amount.last + 1
    if grid.text(after) in DASHES and grid.word(after + 1) == "strong":
        return False
    if grid.gap(amount.last) != GLUED and grid.tag(after) != "NNS":
        return True
    lengths = (a for a in near if a.dimension == "length" and grid.texts[a.last] != "m")
    if any(grid.same_sentence(a.first, amount.first) for a in lengths):
        return True
    of_one = grid.tag(after) == "NN" and grid.word(amount.first - 1) in word_class("determiner")
    if of_one or grid.text(after) in DASHES:
        return True
    return not word_class("length_word").isdisjoint(grid.beside(amount.first, SENTENCE_REACH, SENTENCE_REACH))


def settle_rates(grid: Grid, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts with what a rate leaves out: "each" of what was counted, prices of the same goods per unit."""
    settled: list[Amount] = []
    counted: Amount | None = None
    for amount in amounts:
        if amount.per == EACH:
            same = counted and grid.sentences[counted.first] == grid.sentences[amount.first]
            amount = amount._replace(per=counted.unit if counted and same else None)  # noqa: PLW2901
        if amount.noun_last is not None:
            counted = amount
        settled.append(amount)
    return _carried(grid, settled)


def _carried(grid: Grid, amounts: list[Amount]) -> list[Amount]:
    """The amounts with the denominator of a commodity's price on the other prices of like size in its currency."""
    priced = [amount for amount in amounts if _is_price(amount) and amount.per in commodities()]
    if not priced:
        return amounts
    rated = [other for other in amounts if other.per and _is_price(other)]
    carried = list(amounts)
    for index, amount in enumerate(carried):
        follower = carried[index + 1] if index + 1 < len(carried) else amount
        near = follower.first - amount.last < 3 and _is_price(follower)
        moved = near and amount.kind == "money" and not amount.scaled  # "fell 98 cents to $41"
        if amount.per is not None or not (moved or _is_price(amount)):
            continue
        if index and _is_conversion(grid, amount):
            said = carried[index - 1]
            carried[index] = amount._replace(per=said.per, per_first=said.per_first, per_last=said.per_last)
            continue
        level = follower if near else amount
        if index and carried[index - 1].per and _differs(grid, carried[index - 1], amount):
            continue
        like = [other for other in rated if other.unit == amount.unit and _is_like(level, other)]
        if like and {other.per for other in like} <= {like[0].per} & commodities():
            carried[index] = amount._replace(per=like[0].per, per_first=like[0].per_first, per_last=like[0].per_last)
    return carried


def _differs(grid: Grid, before: Amount, amount: Amount) -> bool:
    """Whether an amount is how far the one before is from another: "$238 a tonne, $15 less than in May"."""
    more = grid.word(amount.last + 1) in ("more", "less", "higher", "lower", "above", "below")
    alike = (before.kind, before.unit) == (amount.kind, amount.unit)
    return more and alike and before.kind == "money" and grid.same_sentence(before.first, amount.first)


def _is_price(amount: Amount) -> bool:
    return amount.kind == "money" and not amount.scaled and not amount.shift


def _is_like(amount: Amount, other: Amount) -> bool:
    return abs(amount.value) <= abs(other.value) * ALIKE and abs(other.value) <= abs(amount.value) * ALIKE


@cache
def commodities() -> frozenset[str]:
    """The units that goods are priced per: those of mass, volume and energy."""
    return frozenset(row.name for row in unit_rows() if row.dimension in ("mass", "volume", "energy"))
