"""How mentions become facts: all rules of linking, by slot, each slot's strongest first."""

from __future__ import annotations

from pipeline.rules.base import Rule, of_double
from pipeline.rules.change import change, pairs, sizes
from pipeline.rules.claim import attribution, stance
from pipeline.rules.concept import concept
from pipeline.rules.entity import counterparty, entity
from pipeline.rules.period import period
from pipeline.rules.scene.draft import Draft, Reading, Slot
from pipeline.rules.scene.scene import Scene

RULES: tuple[Rule, ...] = (
    of_double("change", "Sales fell to £3bn ([$4bn]). => decrease to"),
    of_double("concept", "Sales hit £3bn ([$4bn]). => sales"),
    of_double("entity", "Norway sold £3bn ([$4bn]) of fish. => Norway"),
    of_double("counterparty", "Norway's exports to Chile stood at $5bn ([4bn euros]). => Chile"),
    of_double("scenario", "Exports will hit $5bn ([4bn euros]). => forecast"),
    of_double("attribution", "Norway said exports hit $5bn ([4bn euros]). => Norway"),
    of_double("period", "In 2024, exports were $5bn ([4bn euros]). => 2024"),
    *sizes.RULES,
    *change.RULES,
    *pairs.RULES,
    *concept.RULES,
    *entity.RULES,
    *counterparty.RULES,
    *stance.RULES,
    *attribution.RULES,
    *period.RULES,
)
"""Slots in the order in which they are decided; a later slot may look at an earlier one."""

RULES_OF: dict[Slot, tuple[Rule, ...]] = {
    slot: tuple(rule for rule in RULES if rule.slot == slot) for slot in dict.fromkeys(rule.slot for rule in RULES)
}
"""The rules of each slot."""

__all__ = ["RULES", "RULES_OF", "Draft", "Reading", "Rule", "Scene"]
