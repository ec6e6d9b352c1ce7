"""Facts as the audit compares them: each with its interval, its place on the page, and the words that lead to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from pipeline.audit.intervals import Interval, interval_of, meant
from pipeline.audit.page import Page, words_of
from pipeline.model import Fact, Role
from pipeline.quantity.nouns import singular

_UNSAID = frozenset({"total", "overall", "aggregate", "combined", "the", "a", "an", "its", "their"})
"""Words of a concept that do not tell it from another."""

_AGAIN = re.compile(r"(?:[(\[;/–—-]|, ?or|or|[(;] ?or|,)? ?(?:about|around|roughly|approximately|some|just|~|≈)?")
"""What stands between an amount and the same amount in another currency."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One fact ready to be compared."""

    fact: Fact
    amount: Interval
    """What its quantity can stand for; the size alone of what something moved by."""
    meant: Interval
    """What it is said of: the same, but nobody says "over a third" of nine tenths."""
    concept: str | None
    """The concept's words in the singular, without those that tell nothing apart."""
    sentence: int
    paragraph: int
    lead: str
    """The text between the fact before it in its sentence, or the sentence's start, and its quantity."""
    after: str
    """The text from its quantity to the next one of its sentence, or the sentence's end."""
    in_headline: bool
    restates: bool
    """Whether it says the amount before it again in another currency."""

    @property
    def exact(self) -> str:
        """The quantity as it stands in the text, on one line."""
        return " ".join(self.fact.exact.split())

    @property
    def role(self) -> Role | None:
        """Which end or size of a change it is."""
        return self.fact.change.role if self.fact.change else None

    @property
    def measure(self) -> tuple[str, str | None, str | None]:
        """What two numbers must share to be added: kind, unit and rate."""
        return self.fact.kind, self.fact.unit, self.fact.per

    @property
    def sides(self) -> tuple[str | None, str | None]:
        """Entity and counterparty."""
        return self.fact.entity, self.fact.counterparty


@dataclass(frozen=True, slots=True)
class Case:
    """One article before the audit: its claims in the order of the text, and the page that they stand on."""

    claims: tuple[Claim, ...]
    page: Page

    @property
    def sentences(self) -> Iterator[list[Claim]]:
        """The claims of each sentence."""
        return (claims for _, claims in grouped(self.claims, lambda claim: claim.sentence))

    @property
    def neighbours(self) -> Iterator[tuple[Claim, Claim]]:
        """Each two claims of one sentence that follow each other."""
        return (pair for pair in pairwise(self.claims) if pair[0].sentence == pair[1].sentence)


def case_of(facts: Sequence[Fact], page: Page) -> Case:
    """The case of an article, with one claim a fact."""
    ordered = [None, *sorted(facts, key=lambda fact: fact.span), None]
    neighbours = zip(ordered, ordered[1:], ordered[2:], strict=False)
    return Case(tuple(_claim(before, fact, after, page) for before, fact, after in neighbours if fact), page)


@lru_cache(maxsize=10_000)
def concept_key(concept: str | None) -> str | None:
    """The words of `concept` that tell it from another, in the singular; None where there are none.

    >>> concept_key("share of total exports") == concept_key("share in exports")
    True
    """
    words = [singular(word) for word in words_of(concept or "") if word not in _UNSAID]
    return " ".join("of" if word == "in" else word for word in words) or None


def grouped(claims: Iterable[Claim], key: Callable[[Claim], Key]) -> Iterator[tuple[Key, list[Claim]]]:
    """The claims with the same key together, in the order of their first ones."""
    groups: dict[Key, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(key(claim), []).append(claim)
    yield from groups.items()


def only(claims: Iterable[Claim]) -> Claim | None:
    """The one claim that there is, or the first where all say the same number; None where there is none or more."""
    found = list(claims)
    return found[0] if len({(claim.fact.value, claim.fact.value_high) for claim in found}) == 1 else None


def value_of(claim: Claim) -> Decimal | None:
    """The claim's number where it is one, and said without hedge; the size alone of what something moved by."""
    fact = claim.fact
    if fact.value_high is not None or fact.comparator != "=" or fact.decimals is None:
        return None
    return abs(fact.value) if claim.role == "by" else fact.value


def _claim(before: Fact | None, fact: Fact, after: Fact | None, page: Page) -> Claim:
    start, end = page.sentence_bounds(fact.span.start)
    if before:
        start = max(start, before.span.end)
    if after:
        end = min(end, max(after.span.start, fact.span.end))
    by = fact.change is not None and fact.change.role == "by"
    amount = interval_of(fact)
    said = meant(fact, amount)
    return Claim(
        fact,
        abs(amount) if by else amount,
        abs(said) if by else said,
        concept_key(fact.concept),
        page.sentence_at(fact.span.start),
        page.paragraph_at(fact.span.start),
        page.text[start : fact.span.start],
        page.text[fact.span.end : end],
        fact.span.start < page.headline_end,
        before is not None and _is_conversion(before, fact, page),
    )


def _is_conversion(before: Fact, fact: Fact, page: Page) -> bool:
    money = fact.kind == before.kind == "money" and fact.unit != before.unit
    return money and _AGAIN.fullmatch(page.between(before.span, fact.span)) is not None
