"""Which rules a number is asked of: most rules have no reading of most numbers, and what tells is soon seen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.model import Kind
from pipeline.rules import RULES, RULES_OF
from pipeline.rules.base import Rule
from pipeline.rules.scene.draft import Draft, Slot
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.once import once_of_each
from pipeline.rules.syntax.verbs import Range

BEFORE, AFTER = 4, 12
"""So many words beside its sentence a rule may look at: line ends, brackets and what cites a sentence in the next."""


def asked(draft: Draft, slot: Slot) -> Iterator[Rule]:
    """The rules of `slot` that may read the number, in their order."""
    fitting = _fitting(slot, draft.quantity.kind, draft.traits | draft.has)
    near = draft.known.get(_near) or _near(draft)
    return filter(near.__contains__, filter(_spoken(draft.scene, draft.sentence).__contains__, fitting))


@cache
def _fitting(slot: Slot, kind: Kind, traits: int) -> tuple[Rule, ...]:
    """The rules of `slot` that may read a number of that kind with those traits, whatever its words."""
    fits = (rule for rule in RULES_OF[slot] if rule.when.has & traits == rule.when.has)
    return tuple(rule for rule in fits if not rule.when.kinds or kind in rule.when.kinds)


def _near(draft: Draft) -> frozenset[Rule]:
    """The rules that the words right before and after the number may concern."""
    lower = draft.scene.lower
    leads, afters = _waited_for()
    after = afters & {*lower[draft.end : draft.end + 1], *lower[draft.beyond : draft.beyond + 1]}
    near: frozenset[Rule] = _beside(leads & {draft.hook_word}, after)
    draft.known[_near] = near
    return near


@cache
def _waited_for() -> tuple[frozenset[str], frozenset[str]]:
    """The words before a number and those after it that any rule waits for."""
    whens = [rule.when for rule in RULES]
    return frozenset().union(*(when.lead for when in whens)), frozenset().union(*(when.after for when in whens))


@cache
def _beside(lead: frozenset[str], after: frozenset[str]) -> frozenset[Rule]:
    """The rules that may read a number with these words beside it."""
    led = (rule for rule in RULES if not rule.when.lead or rule.when.lead & lead)
    return frozenset(rule for rule in led if not rule.when.after or rule.when.after & after)


@once_of_each
def _spoken(scene: Scene, sentence: Range) -> frozenset[Rule]:
    """The rules that wait for no word, and those of which the sentence, or a few words beside it, holds one."""
    waiting, others = _rules_by_word()
    words = waiting.keys() & scene.lower[max(0, sentence[0] - BEFORE) : sentence[1] + AFTER]
    return others.union(*map(waiting.__getitem__, words))


@cache
def _rules_by_word() -> tuple[dict[str, frozenset[Rule]], frozenset[Rule]]:
    """Word, lower case -> the rules that it may concern; and the rules that wait for no word."""
    found: dict[str, set[Rule]] = {}
    for rule in RULES:
        for word in rule.when.words() if rule.when.words else ():
            found.setdefault(word, set()).add(rule)
    others = frozenset(rule for rule in RULES if rule.when.words is None)
    return {word: frozenset(rules) for word, rules in found.items()}, others
