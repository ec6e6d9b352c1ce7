"""The pair of sides that a number is between where its clause names one: the last pair told of, else the story's."""

from __future__ import annotations

from pipeline.rules.draft import Draft, Reading
from pipeline.rules.names import concept_phrase, label_of, relation
from pipeline.rules.partners import DEAL, PART, across, in_lead, is_bloc, story_pair
from pipeline.rules.sides import deal_of
from pipeline.vocabulary.linking import share_nouns, word_class

REMEMBERED = 300
"""How many numbers back a pair is looked for."""


def known_pair(draft: Draft) -> Reading | None:
    """The other side of the pair that the section is about, for a two-sided concept that names one side only.

    What the story is about stands between the pairs of this section and those of the sections before.
    """
    if relation(draft) is None and not _is_list_item(draft) and not _is_trade(draft):
        return None
    tokens = concept_phrase(draft)
    after = draft.scene.lower[tokens[1] : tokens[1] + 6] if tokens else []  # "trade with the rest of the world"
    words = str(draft.get("concept")).split() + (after if "of" in after else [])
    if not word_class("words of all trade").isdisjoint(words) or _is_of_all_trade(draft):
        return None
    other, reading = _last_pair(draft)
    told_here = other is not None and other.start >= draft.scene.section(draft.start)
    own = told_here and other.get("entity") == draft.get("entity")  # type: ignore[union-attr]
    beside = other is not None and other.sentence == draft.sentence
    listed = (beside and _is_share(draft)) or (other is not None and _follows(draft, other))
    return (reading if own or listed else story_pair(draft)) or reading


def _is_of_all_trade(draft: Draft) -> bool:
    """Whether the story is about a country's trade with all others, as its first number of that trade is."""
    for other in in_lead(draft):
        row = relation(other)
        if row and row.kind == "exchange" and other.get("entity") == draft.get("entity"):
            return other.get("counterparty") is None
    return False


def _last_pair(draft: Draft) -> tuple[Draft | None, Reading | None]:
    """The last number before whose pair has the draft's entity on one side, and the other side."""
    entity = draft.get("entity")
    before = draft.drafts[max(0, draft.index - REMEMBERED) : draft.index]
    for other in reversed(before) if entity is not None else ():
        told = other.readings.get("counterparty")
        if told is None or told.value is None or other.get("entity") is None or told.rule == PART:
            continue
        here = other.start >= draft.paragraph[0]
        if told.rule == DEAL and not (here and _is_trade(other)):
            continue
        if not _goes_on(draft, other):
            continue
        pair = (other.get("entity"), told.value)
        cue = (draft.scene.quantity_at[other.index],)
        if entity == pair[1] and not here:
            continue
        if other is draft.previous and _is_list_item(draft) and _is_share(draft) and entity not in pair:
            return other, Reading(pair[1], cue)
        if side := across(entity, pair):
            return other, Reading(side, cue)
        if entity != pair[1] and (_follows(draft, other) or (other is draft.previous and _is_list_item(draft))):
            return other, Reading(pair[1], cue)
    return None, None


def _follows(draft: Draft, other: Draft) -> bool:
    """Whether a list of names with brackets goes on from the other number: "hit $9bn. Next came Peru ($5bn)"."""
    near = other.index == draft.index - 1 and draft.paragraph[0] <= other.start < draft.sentence[0]
    return near and draft.bracket is not None and other.get("concept") == draft.get("concept")


def _is_share(draft: Draft) -> bool:
    """Whether it is a share, whose other side is the whole and no partner."""
    row = relation(draft)
    return row is not None and row.kind == "share"


def _goes_on(draft: Draft, other: Draft) -> bool:
    """Whether the pair of the other number may be this one's too: two places, or a part of the same kind."""
    sides = [other.readings[slot] for slot in ("entity", "counterparty")]
    places = all(label_of(draft.scene, side) == "GPE" or is_bloc(draft, side.value) for side in sides)
    same = str(draft.get("concept")).split()[-1:] == str(other.get("concept")).split()[-1:]
    return places or (same and (draft.is_part or _is_share(draft) or not other.is_part))


def _is_trade(draft: Draft) -> bool:
    """Whether the deal is one of goods that go on passing between two places: "sold grain worth $9bn to Chile"."""
    deal = deal_of(draft)
    sides = (draft.readings.get(slot) for slot in ("entity", "counterparty"))
    places = all(label_of(draft.scene, side) == "GPE" or is_bloc(draft, side.value) for side in sides if side)
    return places and deal is not None and deal.row.name in ("sale", "purchase", "supply", "import")


def _is_list_item(draft: Draft) -> bool:
    before = draft.previous
    if before is None or before.get("counterparty") is None:
        return False
    if before.get("concept") == draft.get("concept") or _is_next_part(draft, before):
        return True
    heads = [str(other.get("concept")).split(" ")[0] for other in (before, draft)]
    return heads[0] == heads[1] and heads[0] in share_nouns()


def _is_next_part(draft: Draft, before: Draft) -> bool:
    """Whether two parts of one whole follow each other: "gold made up 61% of exports, followed by meat (7%)"."""
    kinds = {draft.quantity.kind, before.quantity.kind}
    same = draft.get("entity") is not None and draft.get("entity") == before.get("entity")
    finite = any(verb.finite for verb in draft.scene.verbs_in(before.end, draft.start))
    return kinds == {"percent"} and same and draft.get("change") is None and not finite
