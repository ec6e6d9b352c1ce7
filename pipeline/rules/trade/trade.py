"""The pair of sides that a number is between where its clause names one: the last pair told of, else the story's."""

from __future__ import annotations

from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.deal import deal_of
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import is_place
from pipeline.rules.scene.relations import concept_phrase, exchange, relation, share
from pipeline.rules.scene.story import place_told_of
from pipeline.rules.trade.bilateral import announced, makes_up_what_was_told
from pipeline.rules.trade.partners import EXCHANGES, across, in_lead, story_pair
from pipeline.vocabulary.containment import region_members
from pipeline.vocabulary.linking import exchange_nouns, share_nouns, word_class

REMEMBERED = 300
"""How many numbers back a pair is looked for."""


def known_pair(draft: Draft) -> Reading | None:
    """The other side of the pair that the section is about, for a two-sided concept that names one side only.

    What the story is about stands between the pairs of this section and those of the sections before.
    """
    if relation(draft) is None and not (_is_list_item(draft) or _is_trade(draft) or makes_up_what_was_told(draft)):
        return None
    words = draft.concept_words
    if not word_class("words of all trade").isdisjoint(words) or _is_of_all_trade(draft) or _is_apart(draft):
        return None
    if draft.concept in share_nouns() and (whole := _shared_trade(draft)):
        return whole.lent("entity")
    other, reading = _last_pair(draft)
    if words[-1:] == ["remittances"]:
        return reading
    if other is None:
        return story_pair(draft)
    own = other.start >= draft.scene.section(draft.start) and other.get("entity") == draft.get("entity")
    listed = (other.sentence == draft.sentence and share(draft)) or _follows(draft, other)
    return reading if own or listed else story_pair(draft) or reading


def _shared_trade(draft: Draft) -> Draft | None:
    """The exchange with all of which another place has a share: "Norway's trade was $9bn. Chile's share was 9%"."""
    other = next((o for o in numbers_before(draft, draft.paragraph[0]) if not share(o)), None)
    own = (other.get("entity"), draft.get("entity")) if other and exchange(other) else (None, None)
    places = all(is_place(draft.scene, name) for name in own) and own[0] != own[1]
    return other if other and places and other.get("counterparty") is None else None


def _is_apart(draft: Draft) -> bool:
    """Whether the trade is with one that has no name, or inside a union: "exports to the neighbour", "trade within"."""
    scene, tokens, row = draft.scene, concept_phrase(draft), exchange(draft)
    if share(draft):
        whole = draft.concept.partition(" in ")[2].rpartition(" ")[2]
        return whole not in exchange_nouns() | {"", "it", "them"}  # "a share in the project"
    if tokens is None or row is None:
        return False
    phrase = scene.phrase_after(tokens[1], *row.other)
    if phrase is None or scene.mentions_in(phrase.start, phrase.end) or phrase.word == "country":
        return scene.lower[tokens[1]] in ("inside", "within", "among")
    if phrase.word in word_class("counterparts"):  # "trade with Chile fell. Exports to the neighbour rose"
        told = [each.get("entity") for each in numbers_before(draft, draft.paragraph[0])]
        return draft.get("entity") not in told and announced(scene) is None
    return scene.classes[phrase.start] == "T" and scene.tags[phrase.head] == "NN"


def _is_of_all_trade(draft: Draft) -> bool:
    """Whether the story is about a country's trade with all others, as its first number of that trade is."""
    for other in in_lead(draft):
        if exchange(other) and other.get("entity") == draft.get("entity"):
            return other.get("counterparty") is None
    return False


def _last_pair(draft: Draft) -> tuple[Draft | None, Reading | None]:
    """The last number before whose pair has the draft's entity on one side, and the other side."""
    entity = draft.get("entity")
    for other in reversed(draft.drafts[max(0, draft.index - REMEMBERED) : draft.index]):
        told, rule = other.readings.get("counterparty"), other.rule_of("counterparty")
        if told is None or other.get("entity") is None or not _goes_on(draft, other):
            continue
        if rule == "place of the part":
            continue  # whom a part goes to says nothing of the whole
        here = other.start >= draft.paragraph[0]
        if rule == "other side of a deal" and not (here and _is_trade(other)):
            continue
        pair = (other.get("entity"), told.value)
        cue = (draft.scene.quantity_at[other.index],)
        if (entity == pair[1] or entity in region_members(str(pair[1]))) and not here:
            continue
        if other is draft.previous and _is_list_item(draft) and share(draft) and entity not in pair:
            return other, Reading(pair[1], cue)
        if side := across(entity, pair):
            return (None, None) if _is_of_several(draft, other) else (other, Reading(side, cue))
        if side := _shared(draft, other, here):
            return other, Reading(side, cue)
    return None, None


def _shared(draft: Draft, other: Draft, here: bool) -> object:
    """The side of the other number's pair that is another's partner too, or the whole of which another has a share."""
    pair = other.get("entity"), other.get("counterparty")
    if _follows(draft, other) or _is_list_item(draft):
        return _hub(draft, other) if _follows(draft, other) else pair[1]
    about = place_told_of(draft.scene)
    if not (here or (about and about.name in pair)):
        return None
    if share(draft) and draft.concept == other.concept:
        return pair[1]
    part = other.is_part and draft.quantity.kind == "percent"  # "Peru came next with 9%" of the same whole
    return (pair[1] if part else _hub(draft, other)) if _is_next(draft) else None


def _is_of_several(draft: Draft, other: Draft) -> bool:
    """Whether the other number's sentence tells of several partners, so that a later total is with none of them."""
    told = (each for each in draft.drafts if each.sentence == other.sentence and each.sentence != draft.sentence)
    named = {across(draft.get("entity"), (each.get("entity"), each.get("counterparty"))) for each in told}
    return len(named - {None}) > 1 and not share(draft)


def _follows(draft: Draft, other: Draft) -> bool:
    """Whether a list of names with brackets goes on from the other number: "hit $9bn. Next came Peru ($5bn)"."""
    near = other.index == draft.index - 1 and draft.paragraph[0] <= other.start < draft.sentence[0]
    return near and draft.bracket is not None and other.concept == draft.concept


def _is_next(draft: Draft) -> bool:
    """Whether another of those that somebody trades with is told of: "Chile came next", "Chile bought coal", "Chile's
    investment was $5bn".
    """
    ranked = draft.rule_of("concept") == "next in rank"
    return ranked or (draft.quantity.kind != "count" and _is_trade(draft))


def _hub(draft: Draft, other: Draft) -> object:
    """The side of the other number's pair with whom others trade too: whom the story is about, else whose it is."""
    sides, found = [other.get("entity"), other.get("counterparty")], place_told_of(draft.scene)
    if found and found.name in sides:
        return found.name
    near = [each.get(slot) for each in numbers_before(draft, draft.paragraph[0]) for slot in ("entity", "counterparty")]
    if near.count(sides[0]) != near.count(sides[1]):
        return max(sides, key=near.count)
    return sides[other.rule_of("counterparty") not in (*EXCHANGES, "pair of the section")]


def _goes_on(draft: Draft, other: Draft) -> bool:
    """Whether the pair of the other number may be this one's too: two places, or a part of the same kind."""
    sides = [other.readings[slot] for slot in ("entity", "counterparty")]
    places = all(is_place(draft.scene, side.value) for side in sides)
    heads = {each.concept_head for each in (draft, other)}
    same = len(heads) == 1 and bool(share(draft) or not other.is_part)
    return same or (places and "remittances" not in heads)


def _is_trade(draft: Draft) -> bool:
    """Whether the deal is one of goods that go on passing between two places: "sold grain worth $9bn to Chile"."""
    deal = deal_of(draft)
    sides = (draft.readings.get(slot) for slot in ("entity", "counterparty"))
    places = all(is_place(draft.scene, side.value) for side in sides if side)
    passes = deal is not None and deal.row.name in ("sale", "purchase", "supply", "import", "investment", "order")
    given = deal is not None and deal.verb is not None and deal.verb.word.startswith("recei")
    return places and passes and not (given and draft.quantity.kind == "money")


def _is_list_item(draft: Draft) -> bool:
    before = draft.previous
    if before is None or before.get("counterparty") is None:
        return False
    goods = draft.quantity.kind == before.quantity.kind == "money" and relation(before) and relation(draft) is None
    if goods and draft.get("entity") == before.get("entity") and not draft.scene.verbs_in(before.end, draft.start):
        return True  # "Tea exports to Chile were worth $9m, coffee $5m"
    if before.concept == draft.concept or _is_next_part(draft, before):
        return True
    heads = [other.concept.split(" ")[0] for other in (before, draft)]
    return heads[0] == heads[1] and heads[0] in share_nouns()


def _is_next_part(draft: Draft, before: Draft) -> bool:
    """Whether two parts of one whole follow each other: "gold made up 61% of exports, followed by meat (7%)"."""
    finite = any(verb.finite for verb in draft.scene.verbs_in(before.end, draft.start))
    return draft.quantity.kind == before.quantity.kind == "percent" and not finite
