"""Sums by definition: exports and imports make the turnover, spending less revenue the deficit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from pipeline.audit.claims import Case, Claim, concept_key, grouped, only, value_of
from pipeline.audit.intervals import total
from pipeline.audit.page import words_of
from pipeline.audit.wording import compare
from pipeline.language.rules import closed_class_words
from pipeline.model import Finding
from pipeline.vocabulary.audit import SumRow, sums
from pipeline.vocabulary.linking import word_class


def check_sums(case: Case) -> Iterator[Finding]:
    """Within one paragraph, for the same sides, period, role, scenario and measure: whole = plus - minus.

    Percentages do not add up so: the share in trade is not the share in exports and the share in imports together.
    """
    amounts = (c for c in case.claims if c.fact.kind in ("money", "count", "measure") and c.role != "by")
    terms = [(claim, term) for claim in amounts if not claim.restates and (term := _term(claim))]
    named = dict(terms)
    for _, alike in grouped(named, _coordinates):
        for row in sums():
            yield from _check(row, alike, named)


def _coordinates(claim: Claim) -> tuple[object, ...]:
    fact = claim.fact
    place = claim.paragraph if fact.period else claim.sentence
    return place, fact.period, claim.role, *claim.sides, claim.measure, fact.scenario


def _check(row: SumRow, alike: Sequence[Claim], named: dict[Claim, str]) -> Iterator[Finding]:
    def the(words: Sequence[str]) -> Claim | None:
        keys = {concept_key(word) for word in words}
        return only(claim for claim in alike if named[claim] in keys)

    whole, plus, minus = the(row.whole), [the(words) for words in row.plus], [the(words) for words in row.minus]
    added, taken = [claim for claim in plus if claim], [claim for claim in minus if claim]
    if whole is None or len(added) < len(plus) or len(taken) < len(minus):
        return
    computed = total(claim.amount for claim in added) - total(claim.amount for claim in taken)
    values = [(value_of(claim), sign) for part, sign in ((added, 1), (taken, -1)) for claim in part]
    exact = sum((value * sign for value, sign in values if value is not None), Decimal(0))
    said = [
        f"{words[0]} ({claim.exact})" for words, claim in zip((*row.plus, *row.minus), (*added, *taken), strict=True)
    ]
    formula = " plus ".join(said[: len(added)]) + "".join(f" less {each}" for each in said[len(added) :])
    known = all(value is not None for value, _ in values)
    yield compare("sum", formula, computed, whole, [*added, *taken], exact=exact if known else None)


def _term(claim: Claim) -> str | None:
    """The word of a sum that the number is of: the last one that leads to it, else its concept."""
    words = words_of(claim.lead)
    may_lead = any(concept_key(word) in _words_of_terms() for word in words)
    for end in range(len(words), 0, -1) if may_lead else ():
        for start in range(max(0, end - 3), end):
            phrase = concept_key(" ".join(words[start:end]))
            if phrase in _terms() and concept_key(words[start]):
                return phrase if _stands_alone(claim, words, start) else None
    return claim.concept if claim.concept in _terms() else None


def _stands_alone(claim: Claim, words: Sequence[str], start: int) -> bool:
    """Whether what leads to the term narrows it to nothing: no word, a small one, or the name of its entity."""
    before = words[start - 1] if start else ""
    names = {word for side in claim.sides for word in words_of(side or "")}
    plain = before in closed_class_words() or before in word_class("level verbs")
    return plain or not concept_key(before) or before in names or before.isdigit()


@cache
def _words_of_terms() -> frozenset[str]:
    return frozenset(word for term in _terms() for word in (term or "").split())


@cache
def _terms() -> frozenset[str | None]:
    """All words of all sums."""
    parts = [words for row in sums() for words in (row.whole, *row.plus, *row.minus)]
    return frozenset(concept_key(word) for words in parts for word in words)
