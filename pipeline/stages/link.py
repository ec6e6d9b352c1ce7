"""Mentions -> facts: every quantity gets its dimensions from the first rule of each slot that reads one."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.identity import fact_ids
from pipeline.language.tokens import Tokens
from pipeline.model import Change, Date, Entity, Evidence, Fact, Finding, Quantity, Span
from pipeline.rules import RULES_OF, Draft, Reading, Rule, Scene
from pipeline.rules.asked import asked
from pipeline.rules.concept.rates import counted, rate
from pipeline.rules.scene.draft import Slot
from pipeline.rules.scene.pairing import UNALIGNED


def link_facts(
    tokens: Tokens,
    quantities: Sequence[Quantity],
    dates: Sequence[Date],
    entities: Sequence[Entity],
    *,
    every_reading: bool = False,
) -> tuple[Fact, ...]:
    """One fact a quantity, in document order, with the evidence for each slot; the text is read before its headline.

    With `every_reading` the rules after the first that reads a slot are asked too; their readings are kept as rejected.
    """
    scene = Scene(tokens, quantities, dates, entities)
    drafts: list[Draft] = []
    for index, quantity in enumerate(quantities):
        drafts.append(Draft(index, quantity, scene, drafts))
    for draft in drafts:
        draft.look_on()
    for draft in sorted(drafts, key=lambda draft: draft.in_headline):
        for slot in RULES_OF:
            draft.settle(slot, _decide(draft, slot, every_reading))
    text = tokens.text
    ids = fact_ids(text, [quantity.number.start for quantity in quantities])
    return tuple(_fact(draft, id_, text) for draft, id_ in zip(drafts, ids, strict=True))


def find_unaligned(facts: Sequence[Fact]) -> tuple[Finding, ...]:
    """A finding ``unaligned`` for each list of numbers that stands beside a list of names of another length."""
    lists: dict[tuple[Span, ...], list[Fact]] = {}
    for fact in facts:
        why = fact.evidence.get("entity")
        if why and why.rule == UNALIGNED:
            lists.setdefault(why.cues, []).append(fact)
    return tuple(_not_paired(members) for members in lists.values())


def _not_paired(members: Sequence[Fact]) -> Finding:
    numbers = ", ".join(fact.exact for fact in members)
    message = f"{numbers}: {len(members)} numbers beside a list of names that is not as long; none is given a name"
    return Finding("unaligned", message, tuple(fact.id for fact in members), "doubt")


def _decide(draft: Draft, slot: Slot, every_reading: bool) -> Reading | None:
    """The reading of the first rule of `slot` that has one."""
    for rule in asked(draft, slot):
        if best := rule.reading_of(draft):
            rejected = _rejected(draft, rule, best) if every_reading else ()
            return Reading(best.value, best.cues, rule.name, rejected, best.phrase)
    return None


def _rejected(draft: Draft, decided: Rule, best: Reading) -> tuple[str, ...]:
    """What the rules after the one that decided read otherwise."""
    rules = RULES_OF[decided.slot]
    rest = rules[rules.index(decided) + 1 :]
    others = ((other.name, reading) for other in rest if (reading := other.reading_of(draft)))
    return tuple(f"{name}: {_say(reading.value)}" for name, reading in others if reading.value != best.value)


def _say(value: object) -> str:
    return f"{value.direction} {value.role}" if isinstance(value, Change) else str(value)


def _fact(draft: Draft, id_: str, text: str) -> Fact:
    quantity, get, exact = draft.quantity, draft.get, text[draft.quantity.span.start : draft.quantity.span.end]
    filled = {"unit": counted(draft), "per": rate(draft, exact)}
    said = {slot: str(reading.value) for slot, reading in filled.items() if reading}
    return Fact(
        id=id_,
        span=quantity.span,
        kind=quantity.kind,
        value=quantity.value,
        value_high=quantity.value_high,
        decimals=quantity.decimals,
        unit=quantity.unit or said.get("unit"),
        per=quantity.per or said.get("per"),
        comparator=quantity.comparator,
        concept=get("concept"),  # type: ignore[arg-type]
        entity=get("entity"),  # type: ignore[arg-type]
        counterparty=get("counterparty"),  # type: ignore[arg-type]
        period=get("period"),  # type: ignore[arg-type]
        change=get("change"),  # type: ignore[arg-type]
        scenario=get("scenario") or "actual",  # type: ignore[arg-type]
        attribution=get("attribution"),  # type: ignore[arg-type]
        exact=exact,
        evidence={slot: _evidence(draft, reading) for slot, reading in (draft.readings | filled).items() if reading}
        | _of_quantity(quantity),
    )


def _evidence(draft: Draft, reading: Reading) -> Evidence:
    cues = [draft.scene.span(*tokens) for tokens in reading.cues if tokens[0] < tokens[1]]
    return Evidence(reading.rule, tuple(cues), reading.rejected)


def _of_quantity(quantity: Quantity) -> dict[str, Evidence]:
    """Evidence for the slots that the quantity grammar decides."""
    evidence = {"value": Evidence(quantity.rule, (quantity.number,))}
    if quantity.cue:
        evidence["comparator"] = Evidence(quantity.rule, (quantity.cue,))
    if quantity.per_cue:
        evidence["per"] = Evidence(quantity.rule, (quantity.per_cue,))
    return evidence
