"""What a linking rule is: a name, a slot, a function from a case to a reading, and the examples that test it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from pipeline.rules.scene.draft import BITS, Draft, Reading, Slot, Trait
from pipeline.vocabulary.linking import word_class

Words = Callable[[], Collection[str]]


@dataclass(frozen=True, slots=True)
class When:
    """Of which numbers a rule is asked: those of its kinds, which its reader takes for granted.

    It reads nothing of any other that lacks the rest, so that this spares work and decides nothing.
    """

    has: int = 0
    """The bits of the traits that the number must have, all of them."""
    kinds: frozenset[str] = frozenset()
    """Kinds that it must be one of; none stands for any."""
    words: Words | None = None
    """Lower-case words of which its sentence, or a few words beside that, must hold one."""
    lead: frozenset[str] = frozenset()
    """Words of which the one that leads to it must be one (`Draft.hook`)."""
    after: frozenset[str] = frozenset()
    """Words of which one must follow it, or the bracket that says it again."""


ALWAYS = When()


def when(
    *has: Trait,
    kinds: str = "",
    words: str | Words = "",
    classes: tuple[str, ...] = (),
    lead: str = "",
    after: str = "",
) -> When:
    """A When; words and kinds are written with spaces between, `classes` are names of word classes."""
    spoken: Words | None = None
    if not isinstance(words, str):
        spoken = words
    elif words or classes:
        spoken = lambda: frozenset(words.split()).union(*map(word_class, classes))  # noqa: E731
    beside = (frozenset(text.split()) for text in (lead, after))
    return When(sum(BITS[trait] for trait in has), frozenset(kinds.split()), spoken, *beside)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One way to read one slot of a number."""

    name: str
    slot: Slot
    read: Callable[[Draft], Reading | None]
    examples: tuple[str, ...] = ()
    """Texts with the number in square brackets, then " => " and what is read; without that, what is not read."""
    when: When = ALWAYS
    fit: Callable[[Draft, Reading], Reading | None] | None = None
    """What of a reading fits the number, where not all that is read does."""

    def reading_of(self, draft: Draft) -> Reading | None:
        """What the rule reads of a number of one of its kinds that fits it."""
        if self.when.kinds and draft.quantity.kind not in self.when.kinds:
            return None
        reading = self.read(draft)
        return self.fit(draft, reading) if reading and self.fit else reading


def rule(slot: Slot, name: str, read: Callable[[Draft], Reading | None], when: When = ALWAYS) -> Callable[..., Rule]:
    """What makes the rule `name` of a slot from its examples."""
    return lambda *examples: Rule(name, slot, read, examples, when)


def of_double(slot: Slot, *examples: str) -> Rule:
    """The rule that takes for a slot what the number has that the draft says again in other terms."""
    read = lambda draft: draft.double.readings.get(slot) if draft.double else None  # noqa: E731
    return Rule("same as the number in other terms", slot, read, examples, when("double"))


def of_twin(slot: Slot, *examples: str) -> Rule:
    """The rule that takes for a slot what the number of the text has that a headline announces."""
    read = lambda draft: draft.twin.readings.get(slot) if draft.twin else None  # noqa: E731
    return Rule("announced by the headline", slot, read, examples, when("headline"))


change_rule = partial(rule, "change")
concept_rule = partial(rule, "concept")
entity_rule = partial(rule, "entity")
counterparty_rule = partial(rule, "counterparty")
period_rule = partial(rule, "period")
scenario_rule = partial(rule, "scenario")
attribution_rule = partial(rule, "attribution")
