"""Parts of a whole: the countries of a region, the items of a list, "comprising" and "including"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.audit.claims import Case, Claim, concept_key, grouped, only, value_of
from pipeline.audit.intervals import Interval, total
from pipeline.audit.page import Page
from pipeline.audit.wording import compare, finding, label, spoken
from pipeline.model import Finding
from pipeline.vocabulary.audit import says, whole_words
from pipeline.vocabulary.containment import region_members
from pipeline.vocabulary.linking import mutual_nouns

_BULLET = re.compile(r"\s*(?:[•*–—◦▪·-]\s+)?")
_OF_THE_WHOLE = re.compile(r"(?:^|[,;(]\s*)of (?:the|its|their|all|all the|these|those)?\s*$", re.IGNORECASE)
_AMONG = "|".join(map(re.escape, whole_words("includes")))
_INCLUDES = re.compile(rf"[^,;.]{{0,30}},? (?:{_AMONG})(?: (?!with|after|before)[\w’']+){{0,3}}\s*", re.IGNORECASE)
_RIGHT_AFTER = re.compile(rf",? (?:{_AMONG})(?: (?:about|some|around|roughly|nearly))?\s*", re.IGNORECASE)


def check_members(case: Case) -> Iterator[Finding]:
    """Within one paragraph: what all countries of a region have makes what the region has; some have no more."""
    for _, paragraph in grouped(case.claims, lambda claim: claim.paragraph):
        regional = [claim for claim in paragraph if any(region_members(side or "") for side in claim.sides)]
        if regional:
            yield from _check_paragraph(paragraph, regional)


def _check_paragraph(paragraph: Sequence[Claim], regional: Sequence[Claim]) -> Iterator[Finding]:
    parts = (claim for claim in paragraph if claim.fact.entity and not claim.restates and _adds_up(claim))
    for _, family in grouped(parts, _family):
        alike = [claim for claim in family if not region_members(claim.fact.entity or "")]
        if len(alike) < 2 or len({claim.fact.entity for claim in alike}) < len(alike):
            continue
        found = list(_against_wholes(alike, regional))
        agreeing = [each for each in found if each.severity != "contradiction"]
        if found and not agreeing and _is_contribution(alike[0]):
            yield replace(found[0], severity="doubt")
        else:
            yield from agreeing if _is_contribution(alike[0]) else found


def _against_wholes(parts: Sequence[Claim], claims: Sequence[Claim]) -> Iterator[Finding]:
    names = {claim.fact.entity for claim in parts}
    for whole, amount, of_whole in _wholes_of(parts, claims):
        members = region_members(_region(whole, parts[0]) or "")
        if names <= members:
            yield from _members(parts, whole, amount, of_whole, full=names == members)


def _is_contribution(claim: Claim) -> bool:
    """Whether the text leaves it to the reader what the number is a part of."""
    return claim.concept is not None and claim.concept in map(concept_key, whole_words("contribution"))


def _adds_up(claim: Claim) -> bool:
    """Whether what several have is the sum of what each has: no rate, no growth; of percentages only contributions."""
    if claim.fact.per or claim.fact.kind == "multiple" or not claim.concept:
        return False
    return claim.fact.kind != "percent" or (claim.role is None and _is_contribution(claim))


def _family(claim: Claim) -> tuple[object, ...]:
    fact = claim.fact
    return claim.concept, fact.counterparty, fact.period, claim.role, claim.measure, fact.scenario


def _wholes_of(parts: Sequence[Claim], claims: Sequence[Claim]) -> Iterator[tuple[Claim, Interval, tuple[Claim, ...]]]:
    """What the parts may be parts of: the claim, its amount, and the claims that this comes from."""
    part = parts[0]
    near = [c for c in claims if c.measure == part.measure and c not in parts and not c.restates]
    near = [c for c in near if c.fact.scenario == part.fact.scenario and c.fact.period]
    same = [c for c in near if c.concept == part.concept or _is_contribution(part)]
    now = [c for c in same if c.fact.period == part.fact.period]
    direct = [c for c in now if c.role == part.role or _is_contribution(part)]
    for _, told in grouped(direct, lambda claim: (claim.sides, claim.concept)):
        if whole := only(told):
            yield whole, whole.amount, (whole,)
    if part.role != "by" or part.fact.kind == "percent":
        return
    after = only(c for c in now if c.role == "to")
    before = only(c for c in same if c.role == "from" and after and c.sides == after.sides)
    if before and after:
        yield after, after.amount - before.amount, (before, after)


def _region(whole: Claim, part: Claim) -> str | None:
    """Which side of `whole` the part's entity stands for; trade has the same size seen from either side."""
    entity, other = whole.sides
    if other == part.fact.counterparty:
        return entity
    mutual = (part.fact.concept or "").split()[-1:] and (part.fact.concept or "").split()[-1] in mutual_nouns()
    return other if mutual and entity == part.fact.counterparty else None


def _members(
    parts: Sequence[Claim], whole: Claim, amount: Interval, of_whole: Sequence[Claim], *, full: bool
) -> Iterator[Finding]:
    summed, exact = _sum(parts)
    said = f"{' + '.join(_short(claim) for claim in parts)} come to {spoken(summed, whole.fact.unit)}"
    told = f"{' and '.join(map(label, of_whole))} give {spoken(amount, whole.fact.unit)}"
    involved = [*parts, *of_whole]
    if full and summed.meets(amount):
        same = len(of_whole) == 1 and exact is not None and exact == value_of(whole)
        how = "these agree exactly" if same else "these agree within rounding"
        yield finding("members", f"{said}; {told}; {how}", involved, "corroborated" if same else "consistent")
    elif full or (whole.role != "by" and summed.low > amount.high):
        yield finding("members", f"{said}; {told}; these cannot both be right", involved, "contradiction")


def check_lists(case: Case) -> Iterator[Finding]:
    """Within one list of lines: the items make the line that is labelled as their total."""
    levels = [
        claim for claim in case.claims if claim.role is None and claim.fact.kind != "percent" and not claim.restates
    ]
    for _, lines in grouped(levels, lambda claim: (claim.paragraph, claim.measure)):
        labels = [_line_label(claim, case.page) for claim in lines]
        if len(lines) < 3 or not all(labels) or len(set(labels)) < len(labels):
            continue
        whole = only(claim for claim, words in zip(lines, labels, strict=True) if words in whole_words("whole line"))
        items = [claim for claim in lines if claim is not whole]
        if whole and whole in (lines[0], lines[-1]):
            summed, exact = _sum(items)
            yield compare("list", " + ".join(item.exact for item in items), summed, whole, items, exact=exact)


def check_parts(case: Case) -> Iterator[Finding]:
    """Within one sentence: a whole "comprising" or "made up of" parts is their sum."""
    for sentence in case.sentences:
        for index, whole in enumerate(sentence[:-2]):
            parts = sentence[index + 1 :]
            if not says("made of", whole.after) or any(part.measure != whole.measure for part in parts):
                continue
            if whole.fact.kind != "percent" and not any(says("includes", part.lead) for part in parts):
                summed, exact = _sum(parts)
                yield compare("parts", " + ".join(part.exact for part in parts), summed, whole, parts, exact=exact)


def check_within(case: Case) -> Iterator[Finding]:
    """Within one sentence: a count or measure that is said to be among others is not more than these."""
    for whole, part in case.neighbours:
        alike = whole.measure == part.measure and whole.fact.kind in ("count", "measure") and whole.fact.unit
        counts = whole.fact.kind == part.fact.kind == "count" and _RIGHT_AFTER.fullmatch(part.lead)
        if whole.role or part.role or not (alike or counts):
            continue
        if counts or _INCLUDES.fullmatch(part.lead) or _OF_THE_WHOLE.search(whole.lead):
            fits = part.amount.low <= whole.amount.high
            said = f"{label(part)} is {'within' if fits else 'more than'} {label(whole)}, which it is part of"
            yield finding("within", said, [whole, part], "consistent" if fits else "contradiction")


def _sum(parts: Sequence[Claim]) -> tuple[Interval, Decimal | None]:
    """The sum of the parts, those that went down taken off, and its exact value where none is rounded or hedged."""
    signs = [-1 if c.fact.change and c.role == "by" and c.fact.change.direction == "decrease" else 1 for c in parts]
    summed = total(c.amount if sign > 0 else -c.amount for c, sign in zip(parts, signs, strict=True))
    values = [value_of(claim) for claim in parts]
    if any(value is None for value in values):
        return summed, None
    return summed, sum((v * s for v, s in zip(values, signs, strict=True) if v is not None), Decimal(0))


def _short(claim: Claim) -> str:
    return f"{claim.fact.entity} {claim.exact}" if claim.fact.entity else claim.exact


def _line_label(claim: Claim, page: Page) -> str:
    """The words before the number on its line, where it is the line's first number."""
    before = page.line_before(claim.fact.span.start)
    label_, mark, rest = _BULLET.sub("", before, count=1).strip().partition(":")
    return label_.strip().lower() if mark and not rest.strip(" ~") and not any(c.isdigit() for c in label_) else ""
