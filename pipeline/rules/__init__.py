"""How mentions become facts: all rules of linking, by slot, each slot's strongest first."""

from __future__ import annotations

from pipeline.rules import change, concept, counterparty, entity, period, stance
from pipeline.rules.base import Draft, Reading, Rule
from pipeline.rules.scene import Scene

RULES: tuple[Rule, ...] = (
    *change.RULES,
    *concept.RULES,
    *entity.RULES,
    *counterparty.RULES,
    *period.RULES,
    *stance.RULES,
)
"""Slots in the order in which they are decided; a later slot may look at an earlier one."""

SLOTS = tuple(dict.fromkeys(rule.slot for rule in RULES))

__all__ = ["RULES", "SLOTS", "Draft", "Reading", "Rule", "Scene"]
