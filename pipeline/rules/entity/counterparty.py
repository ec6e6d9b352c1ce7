"""The other side of what is measured: whom one trades with, or the whole that a share is a share of."""

from __future__ import annotations

from pipeline.rules.base import counterparty_rule, of_twin, when
from pipeline.rules.entity import owners, stakes
from pipeline.rules.entity.barred import strict
from pipeline.rules.entity.wholes import whole
from pipeline.rules.scene.before import lent_in_order
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import lead_word, mention_of, named, with_others
from pipeline.rules.scene.pairing import paired_partner
from pipeline.rules.scene.relations import concept_phrase, exchange
from pipeline.rules.scene.scene import Placed
from pipeline.rules.scene.seats import is_seat
from pipeline.rules.scene.sides import other_side
from pipeline.rules.scene.whose import country_of, owner_in, owner_of_verb
from pipeline.rules.trade import bilateral, partners, roles
from pipeline.rules.trade.trade import known_pair
from pipeline.vocabulary.linking import exchange_nouns, relation_of, word_class, words_of_deals

COMPARISON = 6
"""So many words after a number may lead to what it is compared with."""


def _other_side(draft: Draft) -> Reading | None:
    """The name after the preposition that the concept's noun asks for: trade with, exports to, imports from."""
    scene, listed = draft.scene, draft.verb.phrase if draft.verb and draft.bracket else None
    row = exchange(draft) or (relation_of(listed.word) if listed else None)  # "Sales to Chile are mainly tea (9%)"
    if row is None or row.kind != "exchange":
        return None
    entity, beyond = draft.get("entity"), draft.beyond
    right = scene.mentions_in(beyond, beyond + 4)[:1] if scene.lower[beyond] in row.other else []
    near = [p for p in scene.mentions_in(*draft.segment) if lead_word(scene, p) in row.other and not draft.bracket]
    moved = draft.rule_of("entity") == "same movement" and scene.mentions_in(*draft.sentence) and not (right or near)
    before = draft.previous if moved and draft.previous and draft.previous.role == "by" else None
    if before and (same := before.lent("counterparty")):
        return same  # "those to Peru rose 8% to $9m"
    for placed in (*right, *near[::-1], *scene.mentions_in(*draft.sentence)):
        bracketed = draft.bracket and scene.words[placed.end] == "("
        if bracketed or scene.classes[placed.start] == "S":
            continue
        if _is_left_out(draft, placed) or _is_of_next_clause(draft, placed):
            continue
        lead = lead_word(scene, placed)
        second = lead == "and" and "between" in scene.lower[max(draft.sentence[0], placed.start - 8) : placed.start]
        if (lead in row.other or second) and not is_seat(scene, placed.entity.name, entity) and named(placed):
            found = with_others(scene, placed) if len(draft.run) == 1 else named(placed)
            return partners.named_bloc(draft, found) if found else None
    goods = scene.mentions_in(*(concept_phrase(draft) or (0, 0))) if "from" in row.other else []
    origins = (country_of(scene, [placed]) for placed in goods)  # "imports of Chilean tea into Norway"
    return next((found for found in origins if found and found.value != entity), None)


def _is_of_next_clause(draft: Draft, placed: Placed) -> bool:
    """Whether the name after the number is of others of its kind, or follows the relative clause that the number is in.

    "…, while those to Norway rose"; "…, but shipments to Norway fell"; "Zeta, which had sales of $9m, to Norway"; "…;
    Peru sent more to Norway".
    """
    scene, verb = draft.scene, draft.verb_before
    parts = (word_class("words before parts") | {"which"}) & {*scene.lower[draft.end : placed.start]}
    if parts and draft.following and draft.following.start < placed.start:
        return True  # "Exports were worth $9bn, of which $2bn went to Norway"
    at = placed.start - 1 - (scene.classes[placed.start - 1] == "T")
    noun, own = scene.phrase_at.get(at - 1), concept_phrase(draft)
    another = noun is not None and own is not None and own[1] <= noun.start >= draft.end
    if noun and another and noun.word in exchange_nouns() and "whose" not in scene.lower[draft.end : placed.start]:
        return True  # but "China leads with 9%, ahead of Russia, whose trade with Norway fell"
    relative = verb is not None and scene.classes[verb.start - 1] == "W" and placed.start > draft.end
    if relative and "," in scene.words[draft.end : placed.start]:
        return True
    others = {"that", "those"} & {*scene.lower[placed.start - 4 : placed.start]}
    return placed.start > draft.end and (bool(others) or ";" in scene.words[draft.end : placed.start])


def _is_left_out(draft: Draft, placed: Placed) -> bool:
    """Whether the number before, in the same list, has another partner although the name is told of it too."""
    before = draft.previous
    if before is None or before.concept != draft.concept:
        return False
    other = before.get("counterparty") not in (None, placed.entity.name)
    return other and "," in draft.scene.words[placed.end : draft.start]


def _compared(draft: Draft) -> Reading | None:
    """What a thing is compared with: "9% smaller than Norway", "more than Norway has", not "than Norway expects"."""
    scene = draft.scene
    stop = min(draft.end + COMPARISON, draft.sentence[1])
    at = next((i for i in range(draft.end, stop) if scene.lower[i] in ("than", "as")), stop)
    if scene.lower[at] == "as":
        at = next((i for i in range(at + 1, stop) if scene.lower[i] == "as"), stop)
    if scene.lower[draft.end : draft.end + 2] in (["that", "of"], ["those", "of"]):
        at = draft.end + 1
    if scene.lower[draft.end] == "the" and scene.lower[draft.end + 2 : draft.end + 3] == ["of"]:
        at = draft.end + 2
    phrase = scene.phrase_from(at + 1) if at < stop else None
    acts = scene.verb_at.get(phrase.end) if phrase else None
    if acts and acts.word not in word_class("auxiliary verbs"):
        return None
    reading = named(scene.mention_at.get(phrase.head)) if phrase else None
    return reading if reading and reading.value != draft.get("entity") else None


def _forgiver(draft: Draft) -> Reading | None:
    """Who forgives a debt: the subject of the verb that says so."""
    verb = owners.forgiving(draft)
    lender = owner_of_verb(draft.scene, verb) if verb and not verb.passive else None
    return lender if lender and lender.value != draft.get("entity") else None


def _party(draft: Draft) -> Reading | None:
    """Whom a deal is with: "imported tea from Norway and Chile"."""
    found = other_side(draft)
    placed = mention_of(draft, found) if len(draft.run) == 1 else None
    both = with_others(draft.scene, placed) if placed else None
    found = both if both and both.cues[-1][1] not in draft.scene.verb_at else found
    return partners.named_bloc(draft, found) if found else None


def _between(draft: Draft) -> Reading | None:
    """The second of two sides: "goods traded between Norway and Chile"."""
    scene, own = draft.scene, draft.readings.get("entity")
    if own is None or not own.cues:
        return None
    before = own.cues[0][0] - 1
    if scene.lower[before - (scene.classes[before] == "T")] != "between":
        return None
    end = own.cues[0][1]
    inside = scene.bracket[end + 1] if scene.words[end] == "(" else None
    end = inside[1] + 1 if inside else end
    if scene.lower[end] != "and":
        return None
    phrase = scene.phrase_from(end + 1)
    return owner_in(scene, (phrase.start, phrase.end)) if phrase else None


_RULES = (
    counterparty_rule("partner paired in order", paired_partner, when("list", "concept"))(
        "Norway's trade with Chile and Peru was $9bn and [$4bn], respectively. => Peru",
        "Norway and Chile had trade of $9bn and [$4bn], respectively.",
    ),
    counterparty_rule(
        "in the order of the list before", lent_in_order("counterparty"), when("list", words="respectively")
    )(
        "Norway took 9% of Chile's tea and 4% of Peru's. In 2024 the figures were 8% and [5%], respectively. => Peru",
        "Norway took 9% of Chile's tea and 4% of Peru's. In 2024 the figures were 8% and [5%].",
    ),
    counterparty_rule(
        "place of the part",
        partners.place_of_part,
        when(words="it them which", classes=("verbs of coming", "words before parts")),
    )(
        "Norway has lent $9m, [a third] of it to Chile. => Chile",
        "Norway sold 9m tonnes, including 3m to Chile and [2m] to Peru. => Peru",
        "Norway sold 9m tonnes, of which 3m went to Chile and [2m] to Peru. => Peru",
        "Norway has lent $9m. Half of the sum went to Chile and [a third] to Peru. => Peru",
        "Norway has lent $9m, [a third] of it in May.",
        "Norway's sales hit $9m, with [half] going to Chile. => Chile",
    ),
    counterparty_rule("partner before its bracket", bilateral.partner_bracketed, when("bracket", "concept"))(
        "Norway's trade hit $9bn. It grew fastest with Chile (up 8%) and Peru (up [5%]). => Peru",
        "Norway's exports went to Chile (8%) and Peru ([5%]). => Peru",
        "Norway's trade hit $9bn. Chile (up 8%) and Peru (up [5%]) grew fastest.",
    ),
    counterparty_rule("the other way", partners.turned_round("counterparty"), when(words="other opposite"))(
        "Coal made up 38% of Norway's sales to Chile. Going the other way, copper had a share of [41%]. => Norway"
    ),
    counterparty_rule("place that a share is in", bilateral.fronted_whole, when("concept", "named", kinds="percent"))(
        "Norway has 4% of Peru's imports. In Chile its share is [5%]. => Chile",
        "Norway has a share of 4% in Peru, and in Chile [5%]. => Chile",
        "Norway makes up 8% of Chile's imports. In Peru the figure is 5%, in Cuba [4%]. => Cuba",
    ),
    counterparty_rule("whole of a share", whole)(
        "Norway accounts for [30%] of Chile's imports. => Chile",
        "Norway and Peru account for [9%] and 4% of Chile's imports, respectively. => Chile",
        "Norway's share in Chile's imports is [30%]. => Chile",
        "Norway's trade hit $9bn. Chile's share in it is [5%]. => Norway",
        "Zeta Bank has [9%] of the Danish market. => Denmark",
        "Norway has a stake of [9%] in a Danish bank.",
        "Tea accounts for [21%] of what Norway sells to Chile. => Chile",
        "Norway fears that Peru, which owes Chile $9m, or [2%] of its debts, is poor.",
        "In return for a $9m loan from Chile, Norway is to hold its deficit to [3%] of GDP.",
        "Norway imported goods worth $9bn. Chile supplied [26%] of the imports. => Norway",
        "Norway's debt is $9bn. Chile is owed [$3bn] of that. => Norway",
        "Norway received remittances of $9bn. Chile accounted for [26%] of the inflow. => Norway",
    ),
    counterparty_rule("what a part is held in", stakes.in_which, when("concept", words="which"))(
        "Zeta Bank, in which Norway has a [9%] holding, grew. => Zeta Bank",
        "It left Zeta Bank, the lender in which Norway has held [62%]. => Zeta Bank",
        "Norway borders Chile, with which it had trade of [$9bn]. => Chile",
        "Zeta Bank said that Norway has held [62%].",
    ),
    counterparty_rule(
        "whose capital is in it",
        stakes.whose_capital,
        when("named", kinds="count", words=lambda: word_class("nouns of capital")),
    )(
        "Some [900 firms] with Chilean capital operate in Norway. => Chile",
        "Norway has [900 firms] owned by Chilean investors. => Chile",
        "Norway has [900 firms] with little capital.",
    ),
    counterparty_rule("what is owned", stakes.owned, when(words=lambda: word_class("owned", "verbs of belonging")))(
        "Zeta Bank, which is [51%] owned by Norway, has grown. => Zeta Bank",
        "Peru owns Zeta Bank, with [9%] held by Norway.",
    ),
    counterparty_rule("same whole as before", stakes.same_whole, when("concept", "told", kinds="percent"))(
        "Norway holds a 40% stake in Zeta Bank. Chile owns [30%]. => Zeta Bank",
        "Norway holds a 40% stake in Zeta Bank. Some [30%] of the shares are held by Chile. => Zeta Bank",
        "Norway holds a 40% stake in Zeta Bank.\n\nChile owns [30%].",
    ),
    counterparty_rule("firm that a stake is in", stakes.firm_spoken_of, when("concept", kinds="percent"))(
        "Zeta Bank was rescued by Norway, which now has an [18%] stake. => Zeta Bank", "Norway now has an [18%] stake."
    ),
    counterparty_rule("firm whose shares they are", stakes.whose_shares, when("entity", "verb", kinds="money count"))(
        "Norway owns [$9m] worth of Velmora shares. => Velmora",
        "Zeta Bank bought [5m shares] in Larkfield Foods. => Larkfield Foods",
        "Norway owns [$9m] of gold.",
    ),
    counterparty_rule(
        "other side of a deal", _party, when(words=lambda: words_of_deals() | word_class("verbs of putting"))
    )(
        "Velmora bought most of Zeta Rail in a [$9m] deal. => Zeta Rail",
        "Velmora has won a contract worth [$9m] (£5m; 6m euros) to build trains for Zeta Rail. => Zeta Rail",
        "Norway sold the port to Chile for [$9bn]. => Chile",
        "Norway sold coal to Chile for $9m and cars to Peru for [$4m]. => Peru",
        "Norway sold coal for $9m to Chile and for [$4m] to Peru. => Peru",
        "Norway sold Chile [9 tonnes] of tea. => Chile",
        "Norway sold 9 tonnes of tea to Chile and [2 tonnes] to Peru. => Peru",
        "Norway has offered [$9m] in loans to Chile. => Chile",
        "Norway bought its first [9 tonnes] of tea from Chile. => Chile",
        "Norway made a [$9bn] bid for Zeta Bank. => Zeta Bank",
        "Chile gave [$9m] to Oslo. Norway agreed. => Norway",
        "Norway has shut two mills and given Chile [$9m]. => Chile",
        "Norway has offered Chile a grant of [$9m]. => Chile",
        "Zeta Bank will pay [$9m] to Chile. => Chile",
        "Zeta Bank was bought by Norway for [$9bn]. => Zeta Bank",
        "Norway got loans of $9m from Chile and [$4m] from Peru. => Peru",
        "Chile borders Norway. Peru bought [$9m] of Norwegian fish. => Norway",
        "Norway put a tariff of [9%] on $5m of goods from Chile. => Chile",
        "Norway sold the port in Chile for [$9bn].",
    ),
    counterparty_rule(
        "who forgives a debt", _forgiver, when("entity", kinds="money percent", words=owners.words_of_forgiving)
    )(
        "Chile has agreed to write off [$9bn] of Norway's debt. => Chile",
        "Chile has agreed to write off [$9bn] of stock.",
    ),
    counterparty_rule("one of two sides", _between, when("entity", words="between"))(
        "Goods traded between Norway and Chile were worth [$5bn]. => Chile"
    ),
    counterparty_rule(
        "what it is compared with", _compared, when("named", words="than as that those size level number")
    )(
        "Norway is [9%] smaller than Chile. => Chile",
        "Norway has [twice] as many ports as Chile. => Chile",
        "Norway's output was worth $9bn, [3 times] that of Chile. => Chile",
        "Norway is [3 times] the size of Chile. => Chile",
        "Norway grew [9%] more than last year.",
        "Norway sold [9%] more than Zeta Bank had forecast.",
    ),
    counterparty_rule("other side of an exchange", _other_side, when("named"))(
        "Norway's trade with Chile stood at [$5bn]. => Chile",
        "Norway's trade with the ten members of the Arab League stood at [$5bn]. => Arab League",
        "Norway's exports to Chile rose by 5%, to Peru by [3%]. => Peru",
        "Norway's exports to Chile are mainly tea (9%) and coal ([4%]). => Chile",
        "Imports of Chilean tea into Norway rose [4%]. Chile is far. => Chile",
        "Norway's exports to Chile rose 5% to $9bn and those to Peru 3% to [$4bn]. => Peru",
        "Norway's exports to Chile rose by 5%, and imports from Peru by [3%]. => Peru",
        "Norway's exports to Chile, Mexico and Peru rose by [3%]. => Chile and Mexico and Peru",
        "Norway's exports rose by [3%]; Peru sold more to Chile.",
        "Norway's exports rose by [3%], but shipments to Chile fell.",
        "Norway's exports stood at [$5bn], of which $2bn went to Chile.",
        "Norway sold Zeta Bank, which had sales of [$9m], to Chile.",
    ),
    counterparty_rule(
        "deal told of before",
        partners.same_deal,
        when(words=lambda: words_of_deals(*partners.TAKEOVERS, *partners.AGAIN) | {"pay"}),
    )(
        "Velmora offered $9bn for Larkfield Foods.\n\nA higher bid could reach [$10bn]. => Larkfield Foods",
        "Velmora ordered 20 jets from Larkfield Foods and has an option on [10]. => Larkfield Foods",
        "Norway lent Chile $5bn. Peru lent [$1bn]. => Chile",
        "Norway fined Zeta Bank $9m. Velmora got a fine of [$4m]. => Norway",
        "Norway fined Zeta Bank $9m, a record fine. It sees no grave fault in what others did. Velmora must pay [$4m]. "
        "=> Norway",
        "Norway has invested $5bn in Chile. Peru has invested [$1bn]. => Chile",
        "Velmora offered $9bn for Larkfield Foods.\n\nVelmora had sales of [$10bn].",
        "Velmora offered $9bn for Larkfield Foods. The takeover would cost [500 jobs].",
        "Velmora offered $9bn for Larkfield Foods.\n\nThe takeover should bring savings of [$1bn].",
    ),
    counterparty_rule("other side of the story's deal", roles.party_of_story)(
        "Two mills have been fined [$9m]. The Competition Authority said that they had fixed prices. "
        "=> Competition Authority",
        "Chile gets help\n\nNorway lent Chile $9m.\n\nPeru cut the interest on its loans from 5% to [4%]. => Chile",
        "Velmora Inns gets a bid\n\nVelmora Inns grew after brewer Larkfield Foods made an offer of [$9m]. "
        "=> Velmora Inns",
        "The Competition Authority fined two mills [$9m].",
        "Chile gets help\n\nZeta Bank has debts of [$9m].",
    ),
    of_twin("counterparty", "Trade of [$5bn] announced\n\nNorway's trade with Chile hit $5bn. => Chile"),
    counterparty_rule("same as the share before", partners.share_before, when("before", kinds="percent"))(
        "Norway accounts for 38% of Chile's imports, against [17%] in 2016. => Chile",
        "Norway has a 38% share in Chile. Fish rose [17%].",
    ),
    counterparty_rule("partner of the sentence before", bilateral.partner_before, when("entity"))(
        "Chile is Norway's largest partner. Their bilateral trade hit [$5bn]. => Norway",
        "Norway sells fish to Chile. Deliveries rose by [9%]. => Chile",
        "Norway and Chile have signed a pact. Two-way trade was worth [$5bn]. => Chile",
        "Norway trades\n\nNorway sells fish.\n\nChile is the main partner. Trade between the two was [$5bn]. => Chile",
    ),
    counterparty_rule("whose partner it is", bilateral.partner_of, when("entity"))(
        "Chile is Norway's largest supplier, with a share of [9%]. => Norway",
        "Chile remained the main buyer of Norwegian oil, with [$9bn] of imports. Norway grew. => Norway",
        "Chile, Norway's main creditor, is owed [$9bn]. => Norway",
        "Chile is Norway's largest partner. It bought goods worth [$9bn]. => Norway",
        "Norway's main suppliers are Chile with a share of 9% and Peru with [4%]. => Norway",
        "Chile is Norway's largest partner. It has [9m people].",
    ),
    counterparty_rule("pair of the section", known_pair, when("entity"))(
        "Norway's trade with Chile hit $5bn. Exports were [$3bn]. => Chile",
        "Norway's trade hit $5bn. Chile's share was [9%]. => Norway",
        "Norway's trade with Asia hit $5bn.\n\nPeru's trade with Chile hit $9bn.\n\nNorway's imports hit [$3bn]. "
        "=> Asia",
        "Norway's trade with Chile hit $5bn. Norway's trade gap with the rest of the world was [$9bn].",
        "Trade between Peru and Central Asia hit $5bn.\n\nNorway's imports were [$3bn]. => Peru",
        "Norway's imports from Chile hit $5bn. Peru came next with [$3bn]. => Norway",
        "Norway's exports to Chile hit $5bn. Peru bought tea worth [$3bn]. => Norway",
        "Norway's exports to Chile hit $5bn. Only Peru ([$9bn]) bought more. => Norway",
        "Norway has a share in Chile's imports of 9%. Peru's share in imports is [4%]. => Chile",
        "Norway's tea exports to Chile were worth $9m, coffee [$5m]. => Chile",
        "Norway's trade with Chile hit $9bn. Exports to the neighbour were [$3bn]. => Chile",
        "Norway's trade with Chile hit $9bn.\n\nExports to the kingdom were [$3bn].",
        "Norway's trade with Chile hit $9bn. Trade within the bloc was [$3bn].",
        "Norway's trade with Chile hit $9bn. Remittances were [$3bn].",
        "Peru's sales to Asia hit $9bn.\n\nJapan exported [9 tonnes] of tea.",
        "Norway sold fish for $9bn to Chile and for $4bn to Peru. Exports were [$20bn].",
    ),
)

RULES = tuple(strict(rule, bars=()) for rule in _RULES)
"""Rules of the slot `counterparty`, strongest first."""
