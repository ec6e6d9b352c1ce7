"""How mentions become facts: all rules of linking, by slot, each slot's strongest first."""

from __future__ import annotations

from pipeline.rules.base import Rule
from pipeline.rules.change import change, pairs, sizes
from pipeline.rules.claim import attribution, stance
from pipeline.rules.concept import concept
from pipeline.rules.entity import counterparty, entity
from pipeline.rules.period import period
from pipeline.rules.scene.draft import Draft, Reading, Slot
from pipeline.rules.scene.scene import Scene

RULES: tuple[Rule, ...] = (
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
