"""Shares: those of one whole make 100%, none lies outside 0 to 100%, and a share of a whole is the part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.audit.claims import Case, Claim, grouped, value_of
from pipeline.audit.intervals import Interval, point, total
from pipeline.audit.page import Page, words_of
from pipeline.audit.wording import compare, finding, label, spoken
from pipeline.model import Finding
from pipeline.vocabulary.audit import says, whole_words
from pipeline.vocabulary.containment import is_whole_region
from pipeline.vocabulary.linking import share_nouns

_WHOLE = point(100)
_NOT_NEGATIVE = Interval(Decimal(0), Decimal(100))

_OF = re.compile(
    r"(?:of|out of)(?: (?:the|its|their|all|these|those|total))*(?: (?:[\w’'-]+ ){1,3}of)?(?: (?:about|some|roughly))?",
    re.IGNORECASE,
)
"""What stands between a part and its whole: "600 of the 5,000", "25% of total exports of $20bn"."""

_OR = re.compile(r"[^.;]{0,24}?(?:,? or|\(|\(or|,? that is|,? equal to)(?: about| some| roughly| just)?", re.IGNORECASE)
_WHOLE_AFTER = re.compile(r"\s*(?:of|in)\s+(?:the |its |their |all )*(\w+)")


def check_shares(case: Case) -> Iterator[Finding]:
    """Within one sentence, shares of one whole: their sum is 100%, or not more where the list leaves others out."""
    percents = [claim for claim in case.claims if _is_level_percent(claim)]
    for _, sentence in grouped(percents, lambda claim: claim.sentence):
        parts = _not_said_again(sentence, case.page)
        text = case.page.sentence(parts[0].fact.span.start)
        named = frozenset(str(claim.fact.entity) for claim in parts)
        closed = (
            is_whole_region(named)
            or says("remainder", parts[-1].lead)
            or says("remainder", parts[-1].after.split(",")[0])
        )
        if len(parts) >= (2 if closed else 3) and says("partition", text) and _are_of_one_whole(parts):
            yield from _check_sum(parts, closed=closed)


def _check_sum(parts: Sequence[Claim], *, closed: bool) -> Iterator[Finding]:
    summed = total(claim.amount for claim in parts)
    values = [value_of(claim) for claim in parts]
    exact = None not in values and sum(value for value in values if value is not None) == 100
    said = f"{' + '.join(claim.exact for claim in parts)} come to {spoken(summed, 'percent')}"
    if summed.meets(_WHOLE):
        how = "exactly one whole" if exact else "one whole, within rounding"
        yield finding("shares", f"{said}: {how}", parts, "corroborated" if exact else "consistent")
    elif (closed or summed.low > _WHOLE.high) and _are_distinct(parts):
        yield finding("shares", f"{said}; the shares of one whole make 100%", parts, "contradiction")


def _is_level_percent(claim: Claim) -> bool:
    fact = claim.fact
    return fact.unit == "percent" and fact.per is None and claim.role is None and fact.scenario == "actual"


def _not_said_again(sentence: Sequence[Claim], page: Page) -> list[Claim]:
    """The claims without those in words that the next says once more in brackets: "a third (33.4%)"."""
    pairs = zip(sentence, [*sentence[1:], None], strict=True)
    return [one for one, two in pairs if not (two and one.fact.decimals is None and _brackets(one, two, page))]


def _brackets(one: Claim, two: Claim, page: Page) -> bool:
    return page.between(one.fact.span, two.fact.span) == "("


def _are_of_one_whole(parts: Sequence[Claim]) -> bool:
    """Whether neither the table nor the words after the numbers tell of different wholes or times."""
    told = {found[1].lower() for claim in parts if (found := _WHOLE_AFTER.match(claim.after))}
    return len(told) < 2 and len({(claim.fact.counterparty, claim.fact.period) for claim in parts}) == 1


def _are_distinct(parts: Sequence[Claim]) -> bool:
    """Whether each part is told to be another's."""
    holders = [" ".join(words_of(claim.lead)) or str(claim.fact.entity) for claim in parts]
    named = [claim.fact.entity for claim in parts]
    return len(set(holders)) == len(holders) or (None not in named and len(set(named)) == len(named))


def check_bounds(case: Case) -> Iterator[Finding]:
    """A share lies within 0 and 100%."""
    for claim in case.claims:
        noun = (claim.fact.concept or "").split(" of ")[0].split(" in ")[0].split()
        is_share = claim.fact.unit == "percent" and claim.role != "by" and noun and noun[-1] in share_nouns()
        if is_share and not claim.amount.meets(_NOT_NEGATIVE):
            yield finding("bounds", f"{label(claim)} is a share outside 0 to 100%", [claim], "contradiction")


def check_portions(case: Case) -> Iterator[Finding]:
    """Within one sentence: "N of the M, or P%": N / M is P%."""
    for one, two, three in zip(case.claims, case.claims[1:], case.claims[2:], strict=False):
        if not one.sentence == two.sentence == three.sentence:
            continue
        found = _portion(one, two, three, case.page)
        if found and found[1].amount.low > 0:
            part, whole, share = found
            values = value_of(part), value_of(whole)
            exact = values[0] / values[1] * 100 if values[0] is not None and values[1] else None
            formula = f"{part.exact} of {whole.exact}"
            yield compare("portion", formula, part.amount / whole.amount * _WHOLE, share, [part, whole], exact=exact)


def _portion(one: Claim, two: Claim, three: Claim, page: Page) -> tuple[Claim, Claim, Claim] | None:
    """Part, whole and share, where the words between the three numbers say which is which."""
    first, second = page.between(one.fact.span, two.fact.span), page.between(two.fact.span, three.fact.span)
    if _OF.fullmatch(first) and _OR.fullmatch(second):
        found = (one, two, three) if three.fact.kind == "percent" else (three, two, one)
    elif _OR.fullmatch(first) and _OF.fullmatch(second):
        found = (one, three, two) if two.fact.kind == "percent" else (two, three, one)
    else:
        return None
    part, whole, share = found
    fits = _is_level_percent(share) and part.measure == whole.measure and part.fact.kind not in ("percent", "multiple")
    return found if fits and not part.role and not whole.role else None


def check_products(case: Case) -> Iterator[Finding]:
    """Within one sentence: count times price per unit is the total, where the text leads from the two to it."""
    for sentence in case.sentences:
        for rate in (claim for claim in sentence if claim.fact.per and claim.fact.kind in ("money", "measure")):
            counts = [c for c in sentence if c.fact.unit == rate.fact.per and c.fact.per is None]
            totals = [c for c in sentence if c.measure == (rate.fact.kind, rate.fact.unit, None)]
            led = [c for c in totals if _is_total(c, rate.fact.per or "")]
            if len(counts) == len(led) == 1 and max(counts[0].fact.span, rate.fact.span) < led[0].fact.span:
                yield _product(counts[0], rate, led[0])
            elif len(counts) == len(totals) == 1 and _is_price(rate, (counts[0], totals[0])):
                yield _product(counts[0], rate, totals[0])


def _is_price(rate: Claim, before: Sequence[Claim]) -> bool:
    """Whether the text says that the price is what the number and the total before it come to."""
    follows = all(claim.fact.span < rate.fact.span for claim in before)
    return follows and set(words_of(rate.lead)) <= set(whole_words("total to price"))


def _is_total(claim: Claim, unit: str) -> bool:
    """Whether the text says that the amount is what the price and the number before it come to."""
    words = set(words_of(claim.lead)) - set(words_of(unit)) - {"each", "apiece", "per"}
    after = claim.after.lstrip().lower().startswith(("in total", "in all", "altogether"))
    return words <= set(whole_words("price to total")) and (bool(words) or after)


def _product(count: Claim, rate: Claim, result: Claim) -> Finding:
    values = value_of(count), value_of(rate)
    exact = values[0] * values[1] if values[0] is not None and values[1] is not None else None
    formula = f"{count.exact} at {rate.exact} per {rate.fact.per}"
    return compare("product", formula, count.amount * rate.amount, result, [count, rate], exact=exact)
