"""What a story is about, carried on: the sides of its trade, the target of its bid, the maker of what is ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice, takewhile

from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.deal import deal_of
from pipeline.rules.scene.draft import Draft, Reading, Slot
from pipeline.rules.scene.names import PLACES, is_among, is_place, label_of, mention_of
from pipeline.rules.scene.relations import concept_phrase, exchange, relation
from pipeline.rules.scene.sides import answers, points_back
from pipeline.rules.scene.story import leader
from pipeline.rules.scene.whose import led_at, led_by
from pipeline.rules.syntax.cues import Cues
from pipeline.rules.trade.bilateral import announced, trader
from pipeline.vocabulary.linking import DealRow, RelationRow, deal_of_noun, mutual_nouns, word_class
from pipeline.vocabulary.names import is_bloc as is_bloc_name

EXCHANGES = ("other side of an exchange", "one of two sides")
"""Names of the rules that read a partner in the number's own clause."""

TAKEOVERS = ("bid", "purchase", "merger")
"""Deals that are about one target, whoever bids for it."""

AID = ("gift", "loan given", "loan taken")
"""Deals of those who help the same one: "Norway lent Chile $9m. Peru promised $4m"."""

AGAIN = ("order", "fine", *AID, "investment")
"""Other deals that are told of again without their other side."""

FIRST = 12
"""So many numbers from the article's start may say what the story is about."""


def across(entity: object, pair: tuple[object, object]) -> object:
    """The side of `pair` across from `entity`, one of the two or a country of one; None where neither."""
    for side, other in (pair, pair[::-1]):
        if entity == side or is_among(entity, side):
            return other
    return None


def is_bloc(draft: Draft, name: object) -> bool:
    """Whether the article's entity `name` is a region or a union of countries."""
    return label_of(draft.scene, Reading(name)) == "LOC" or is_bloc_name(str(name))


def in_lead(draft: Draft) -> Iterator[Draft]:
    """The first numbers of the lead before the draft's, and the article's first, in order."""
    stop = min(draft.start, max(draft.scene.lead_end, draft.drafts[0].end))
    return takewhile(lambda other: other.start < stop, islice(draft.drafts, FIRST))


def _story(draft: Draft) -> Draft | None:
    """The number of the lead that names both sides of a trade between places."""
    for other in in_lead(draft):
        if other.rule_of("counterparty") not in EXCHANGES:
            continue
        lasts = other.quantity.unit in word_class("units of time")
        if lasts or mutual_nouns().isdisjoint(other.concept_words):
            continue
        sides = other.get("entity"), other.get("counterparty")
        if all(is_place(draft.scene, side) for side in sides):
            return other
    return None


def story_pair(draft: Draft) -> Reading | None:
    """The other side of the story's trade, for an exchange of one of its sides or of a country of the second."""
    row, entity = relation(draft), draft.get("entity")
    if row is None:
        return None
    other = _story(draft)
    if other is None:
        return _announced_side(draft, entity)
    pair = other.get("entity"), other.get("counterparty")
    side = across(entity, pair)
    of_place = label_of(draft.scene, draft.readings["entity"]) == "GPE"
    if side is None and row.kind == "exchange" and is_bloc(draft, pair[1]) and of_place:
        side = pair[0]
    return Reading(side, (draft.scene.quantity_at[other.index],)) if side else None


def _announced_side(draft: Draft, entity: object) -> Reading | None:
    """The side across from the entity of the trade that the headline or lead announces."""
    sides = announced(draft.scene)
    side = across(entity, (sides[0].value, sides[1].value)) if sides else None
    return Reading(side, sides[0].cues) if sides and side else None


def told_side(draft: Draft) -> Reading | None:
    """Who trades, where the clause names nobody: whose trade was told of last, else the story's first side."""
    row, tokens = exchange(draft), concept_phrase(draft)
    if row is None:
        return None
    other = _story(draft)
    if other is None:
        return _teller(draft, row) or _trading_before(draft, row)
    sides = other.get("entity"), other.get("counterparty")
    partner = next(led_by(draft.scene, (tokens[0], tokens[1] + 1), row.other), None) if tokens else None
    if not mutual_nouns().isdisjoint(draft.concept_words):
        own = sides[1] if partner and partner.value == sides[0] else sides[0]
        return Reading(own, (draft.scene.quantity_at[other.index],))
    supplied = not word_class("nouns of supply").isdisjoint(draft.concept_words)
    for earlier in numbers_before(draft, other.start):
        bought = relation(earlier)
        here = draft.paragraph[0] <= earlier.start < draft.sentence[0]
        if supplied and here and bought and bought.other == ("from",):
            return earlier.lent("counterparty")  # "coal made up 9% of Chile's purchases. Gas supplies hit $5m"
        if relation(earlier) == row and earlier.get("entity") in sides[: 2 - earlier.is_part]:
            return earlier.lent("entity")
    found = (partner is not None and partner.value == sides[1]) or _is_with_members(draft, str(sides[1]))
    told = Reading(sides[0], (draft.scene.quantity_at[other.index],)) if found else None
    return told or _trading_before(draft, row)


def _trading_before(draft: Draft, row: RelationRow) -> Reading | None:
    """Who traded with the same partner before, or with another in the paragraph: "Exports to Chile fell 9%"."""
    scene, tokens = draft.scene, concept_phrase(draft)
    if tokens is None:
        return None
    partner = led_at(scene, tokens[1], row.other)
    first = next((other for other in in_lead(draft) if other.get("entity") and other.get("counterparty")), None)
    for earlier in numbers_before(draft, 0):
        if earlier.rule_of("counterparty") not in EXCHANGES or earlier.get("entity") is None:
            continue
        if partner and partner.value in (pair := (earlier.get("entity"), earlier.get("counterparty"))):
            return Reading(across(partner.value, pair), (scene.quantity_at[earlier.index],))
        if relation(earlier) == row:
            return earlier.lent("entity") if first else None
    buys = first and first.rule_of("counterparty") == "whose partner it is"  # "China is Norway's main supplier"
    own = first.readings.get("counterparty" if buys else "entity") if first and partner else None
    place = own if label_of(scene, own) == "GPE" else None
    return Reading(place.value, (scene.quantity_at[first.index],)) if first and place else None


def _is_with_members(draft: Draft, bloc: str) -> bool:
    """Whether the other side is the members of a union, without its name: "deliveries to the 27 member states"."""
    tokens = concept_phrase(draft)
    phrase = draft.scene.phrase_from(tokens[1] + 1) if tokens else None
    words = draft.scene.lower[phrase.start : phrase.end] if phrase else []
    return is_bloc_name(bloc) and not {"member", "members"}.isdisjoint(words)


def _teller(draft: Draft, row: RelationRow) -> Reading | None:
    """The country or union that the article is about, where a partner of it is named: "trade with Norway grew"."""
    tokens, found = concept_phrase(draft), trader(draft.scene) or leader(draft.scene)
    if tokens is None or found is None or not (found.label in PLACES or is_bloc_name(found.name)):
        return None
    partner = led_at(draft.scene, tokens[1], row.other)
    return Reading(found.name) if partner and partner.value != found.name else None


def bidder(draft: Draft) -> Reading | None:
    """Who made the story's bid, where the bid alone is spoken of, or whom it is made to answers it."""
    deal = deal_of(draft)
    if deal is None or deal.verb or deal.row.name not in TAKEOVERS:
        return None
    if draft.in_headline:
        return draft.twin.lent("entity") if draft.twin and answers(draft) else None
    made = next((other for other in in_lead(draft) if _is_made(other, deal.row.name)), None)
    others = {placed.entity.name for placed in draft.scene.mentions_in(*draft.segment)}
    return made.lent("entity") if made and (answers(draft) or others <= {made.get("counterparty")}) else None


def named_bloc(draft: Draft, reading: Reading) -> Reading:
    """The story's partner where "the region" only says where it is: East Africa for the East African Community."""
    other = _story(draft)
    placed = mention_of(draft, reading)
    if other is None or placed is None or placed.mention.form != "description" or placed.entity.label != "LOC":
        return reading
    for side in (other.get("entity"), other.get("counterparty")):
        if side not in (reading.value, draft.get("entity")) and is_bloc(draft, side):
            return Reading(side, reading.cues)
    return reading


def place_of_part(draft: Draft) -> Reading | None:
    """Where a part of what was told goes or is: "$9m, a third of it in Norway", "$9m, including $3m to Norway"."""
    scene, at, before = draft.scene, draft.beyond, draft.previous
    whole = scene.phrase_from(at + 1) if draft.is_part else None
    points = whole is not None and whole.word in word_class("pointing nouns") | {"it", "them"}
    verb = scene.verb_at.get(whole.end if whole and points else at)
    comes = verb is not None and verb.word in word_class("verbs of coming") and draft.quantity.kind == "percent"
    if comes or scene.lower[draft.segment[0] : draft.start][-2:] == ["of", "which"]:
        # "of which $2bn came from the World Bank", "with half coming from Norway"
        return led_at(scene, verb.end, ("in", "to", "" if points else "from")) if verb else None
    went = all(verb.word in word_class("verbs of coming") for verb in scene.verbs_in(*draft.segment))
    listed = went and before is not None and before.rule_of("counterparty") == "place of the part"
    if before and (listed or {*scene.lower[slice(*draft.segment)]} & word_class("words before parts")):
        return led_at(scene, at, ("to", "from"))
    if not points_back(scene, at) or draft.quantity.kind not in ("percent", "count"):
        return None
    if scene.lower[at + 2] == "in" and label_of(scene, draft.readings.get("entity")) == "ORG":
        return None
    return led_at(scene, at + 2, ("in", "into", "to", "from"))


def turned_round(slot: Slot) -> Callable[[Draft], Reading | None]:
    """A reader that turns the last pair of the paragraph round where the sentence says "the other way"."""
    across_from: dict[Slot, Slot] = {"entity": "counterparty", "counterparty": "entity"}

    def read(draft: Draft) -> Reading | None:
        scene = draft.scene
        at = next((cue.start for cue in scene.cues(OTHER_WAY, *draft.sentence)), None)
        if at is None or scene.mentions_in(*((at, draft.start) if at < draft.start else (draft.sentence[0], at))):
            return None
        for other in numbers_before(draft, draft.paragraph[0]):
            value = other.get(across_from[slot])
            if value and other.get(slot) and other.start < draft.sentence[0]:
                return Reading(value, ((at, at + 2),))
        return None

    return read


OTHER_WAY = Cues([("other way", None), ("other direction", None), ("opposite direction", None)])
"""Words that turn the two sides of a trade round."""


def share_before(draft: Draft) -> Reading | None:
    """The other side of the percentage before, for the next of a list: "coal 38% and fish 17%"."""
    before, scene = draft.previous, draft.scene
    if before is None or {draft.quantity.kind, before.quantity.kind} != {"percent"} or draft.bracket:
        return None
    silent = not scene.verbs_in(before.end, draft.start) and not scene.mentions_in(draft.start - 3, draft.start)
    listed = {"and", ",", "against"} & {*scene.lower[before.end : draft.start][-4:]}
    return before.lent("counterparty") if silent and listed else None


def same_deal(draft: Draft) -> Reading | None:
    """The target of the story's bid, or the other side of the order told of before in the paragraph."""
    row = deal_spoken_of(draft)
    if row in TAKEOVERS and draft.quantity.kind == "count":
        return None
    near = row in (*AID[1:], "investment")
    found = chain(numbers_before(draft, draft.paragraph[0]), () if near else in_lead(draft))
    other = next((told for told in found if _is_made(told, row)), None)
    if other is None:
        return None
    first = other.get("counterparty") == draft.get("entity") or (row == "fine" and _is_fining(other))
    return other.lent("entity" if first else "counterparty")


def _is_fining(other: Draft) -> bool:
    """Whether a number is of the one who fined: "Norway fined Zeta Bank $9m. Velmora got a fine of $4m"."""
    deal = deal_of(other)
    return deal is not None and deal.verb is not None and not deal.verb.passive


def _is_made(other: Draft, row: str | None) -> bool:
    """Whether the number is of a deal of that kind whose other side its own clause names."""
    told = other.rule_of("counterparty") in ("other side of a deal", "deal told of before")
    if not told or (deal := deal_of(other)) is None:
        return False
    return deal.row.name in next((kinds for kinds in (TAKEOVERS, AID) if row in kinds), (row,))


def is_takeover(row: DealRow | None) -> bool:
    """Whether a deal is one about a target."""
    return row is not None and row.name in TAKEOVERS


def is_between_firms(other: Draft) -> bool:
    """Whether the number is of a bid, a purchase or a payment between two organisations."""
    made = _is_made(other, "merger") or _is_made(other, "payment")
    return made and all(label_of(other.scene, other.readings.get(slot)) == "ORG" for slot in ("entity", "counterparty"))


def deal_spoken_of(draft: Draft) -> str | None:
    """The name of the deal whose noun is the number's, its verb's subject, or the whole that it is a part of."""
    scene, deal, verb = draft.scene, deal_of(draft), draft.verb
    if draft.concept_head in word_class("takings of firms", "nouns of saving"):
        return None
    noun = deal_of_noun(draft.concept_head)
    if noun and noun.name == "fine":
        return "fine"  # whatever the verb: "was given a penalty of $9m", "must pay $9m"
    if deal and (deal.verb is None or not deal.row.bodies or deal.row.name in ("bid", "investment")):
        return deal.row.name if deal.row.name in (*TAKEOVERS, *AGAIN) else None
    starts = [draft.beyond + 1] if draft.is_part or scene.lower[draft.end] == "of" else []
    if draft.quantity.kind == "count":
        starts.append(draft.hook - 1)
    starts += [verb.subject[0]] if verb and verb.subject else []
    for phrase in filter(None, map(scene.phrase_at.get, starts)):
        if (row := deal_of_noun(phrase.word)) and row.name in (*TAKEOVERS, *AGAIN):
            return row.name
    return None
