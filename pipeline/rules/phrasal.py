"""Changes that a verb says together with its particle, or with its object before the number: "put on 40 points"."""

from __future__ import annotations

from pipeline.model import Change, Direction
from pipeline.rules.base import change_rule, when
from pipeline.rules.draft import Draft, Reading
from pipeline.rules.verbs import Range
from pipeline.vocabulary.linking import changes, transitive_row, word_class

PARTICLES = "on up back away off ahead"

INCREASE: Direction = "increase"
DECREASE: Direction = "decrease"


def _with_particle(draft: Draft) -> Reading | None:
    """Points or percent behind a verb and its particle: "put on 40 points", "gave up 4%", "was off 4%"."""
    if not (draft.quantity.kind == "percent" or draft.quantity.unit == "point" or _is_priced(draft)):
        return None
    up, down = _pair_of(draft, "phrasal verbs of gaining"), _pair_of(draft, "phrasal verbs of losing")
    said, direction = up or down, INCREASE if up else DECREASE
    goes_on = draft.scene.lower[draft.end : draft.end + 1] in (["of"], ["off"])
    at = draft.hook
    if at > 0 and draft.scene.lower[at] == "off" and draft.scene.classes[at - 1] == "N" and not goes_on:
        return Reading(Change("decrease", "by"), ((at, at + 1),))
    return Reading(Change(direction, "by"), (said,)) if said and not goes_on else None


def _is_priced(draft: Draft) -> bool:
    """Whether a sum is told of something traded: "copper futures put on $18"."""
    phrase = draft.verb.phrase if draft.verb and draft.quantity.kind == "money" else None
    traded = map(word_class, ("traded things", "currency nouns", "commodities"))
    return phrase is not None and any(phrase.word in words for words in traded)


def _pair_of(draft: Draft, name: str) -> Range | None:
    """The two tokens before the number, adverbs passed over, that are a verb and its particle of that class."""
    lower, at = draft.scene.lower, draft.hook
    pairs = ((i, i + 2) for i in (at, at - 1) if i >= 0 and i + 2 <= draft.start)
    return next((pair for pair in pairs if " ".join(lower[slice(*pair)]) in word_class(name)), None)


def _laid_off(draft: Draft) -> Reading | None:
    """Workers whom somebody lays off: "laid off 500 workers"."""
    said = _pair_of(draft, "verbs of dismissing")
    scene, verb = draft.scene, draft.verb
    if verb and draft.hook == verb.head and scene.lower[draft.end : draft.end + 1] == ["redundant"]:
        said = (draft.end, draft.end + 1)
    people = draft.quantity.noun is not None and draft.quantity.kind == "count"
    return Reading(Change("decrease", "by"), (said,)) if said and people else None


def _behind_its_object(draft: Draft) -> Reading | None:
    """By how much something is moved, right behind its name: "raised prices 4%", "cut its rate a quarter point"."""
    scene, verb, at = draft.scene, draft.verb_before, draft.hook
    if verb is None or verb.passive or not _is_size(draft):
        return None
    row = transitive_row(verb.word)
    moved = scene.phrase_from(verb.end) if row else None
    behind = moved is not None and moved.start <= at < draft.start <= max(moved.end, at + 3)
    beside = behind and scene.classes[at] == "N"
    return Reading(Change(row.direction, "by"), ((verb.head, verb.head + 1),)) if row and beside else None


def _is_size(draft: Draft) -> bool:
    """Whether the number may be the size of a movement: no bound ("above 4%"), and nothing behind that it describes."""
    scene, end = draft.scene, draft.end
    describes = scene.lower[end : end + 1] == ["of"] or scene.classes[end : end + 1] == "N"
    return draft.quantity.kind == "percent" and draft.quantity.comparator in "=~" and not describes


PHRASAL = (
    change_rule("verb of change with its particle", _with_particle, when(words=PARTICLES))(
        "The index put on [40 points]. => increase by",
        "Shares were off [4%] in London. => decrease by",
        "They put on [40 plays].",
        "Shares are [4%] of it.",
    ),
    change_rule("workers who are laid off", _laid_off, when(words="off go redundant"))(
        "Norway Steel laid off [500 workers]. => decrease by", "Norway Steel laid off [500 metres] of pipe."
    ),
    change_rule(
        "size behind what is moved",
        _behind_its_object,
        when(kinds="percent", words=lambda: {word for row in changes() if row.transitive for word in row.verbs}),
    )(
        "Norway Steel raised prices [4%]. => increase by",
        "The bank cut its rate [2%]. => decrease by",
        "Norway Steel held prices [4%] below.",
        "Norway raised its stake above [4%].",
    ),
)
"""Rules of the slot `change` for verbs with a particle, or with an object before the number."""
