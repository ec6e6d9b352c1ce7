"""Which rules a number is asked of: most rules have no reading of most numbers, and what tells is soon seen."""

from __future__ import annotations

from functools import cache

from pipeline.model import Kind
from pipeline.rules import RULES, RULES_OF
from pipeline.rules.base import Draft, Rule, Slot, Trait
from pipeline.rules.scene import Scene
from pipeline.rules.verbs import Range

BEFORE, AFTER = 4, 12
"""So many words beside its sentence a rule may look at: line ends, brackets and what cites a sentence in the next."""


def asked(draft: Draft, slot: Slot) -> list[Rule]:
    """The rules of `slot` that may read the number, in their order."""
    spoken = _spoken(draft.scene, draft.sentence)
    fitting = _fitting(slot, draft.quantity.kind, draft.traits.union(draft.readings))
    return [rule for rule in fitting if rule.when.words is None or rule in spoken]


@cache
def _fitting(slot: Slot, kind: Kind, traits: frozenset[Trait]) -> tuple[Rule, ...]:
    """The rules of `slot` that may read a number of that kind with those traits, whatever its words."""
    fits = (rule for rule in RULES_OF[slot] if rule.when.has <= traits)
    return tuple(rule for rule in fits if not rule.when.kinds or kind in rule.when.kinds)


def _spoken(scene: Scene, sentence: Range) -> frozenset[Rule]:
    """The rules of which the sentence, or a few words beside it, holds a word."""
    known = scene.known.setdefault(_spoken, {})
    if sentence not in known:
        words, rules = scene.lower[max(0, sentence[0] - BEFORE) : sentence[1] + AFTER], _rules_by_word()
        known[sentence] = frozenset(rule for word in rules.keys() & words for rule in rules[word])
    return known[sentence]  # type: ignore[no-any-return]


@cache
def _rules_by_word() -> dict[str, list[Rule]]:
    """Word, lower case -> the rules that it may concern."""
    found: dict[str, list[Rule]] = {}
    for rule in RULES:
        for word in sorted(rule.when.words()) if rule.when.words else ():
            found.setdefault(word, []).append(rule)
    return found
