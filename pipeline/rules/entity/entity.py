"""Of whom or of what a concept is measured."""

from __future__ import annotations

from pipeline.rules.base import entity_rule, when
from pipeline.rules.concept.foretold import whose_was_foretold
from pipeline.rules.entity import holders, inherited, nameless, owners
from pipeline.rules.entity.barred import strict
from pipeline.rules.scene import pairing
from pipeline.rules.scene.before import lent_in_order
from pipeline.rules.scene.cells import name_of_cell
from pipeline.rules.scene.deal import deal_of
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import PLACES, label_of, last_named, named
from pipeline.rules.scene.relations import concept_phrase, relation
from pipeline.rules.scene.sides import actor
from pipeline.rules.scene.whose import owner_of_verb
from pipeline.rules.trade import bilateral, partners, roles
from pipeline.rules.trade.parties import RULES as PARTIES
from pipeline.vocabulary.linking import is_reporting, word_class, words_of_deals


def _currency(draft: Draft) -> Reading | None:
    """A currency is the concept itself and belongs to nobody."""
    return Reading(None) if draft.concept_head in word_class("currency nouns") else None


def _bracketed(draft: Draft) -> Reading | None:
    """The name right before the bracket that the number stands in: "Norway (3.8%)", "Chile (up 4%, +$1bn)"."""
    if not draft.bracket or draft.double or bilateral.partner_bracketed(draft):
        return None
    inside = last_named(draft.scene.mentions_in(draft.bracket[0], draft.start))
    return inside or named(draft.scene.mention_at.get(draft.bracket[0] - 1))


def _beside(draft: Draft) -> Reading | None:
    """The name right after the number, where it is not the other side of a deal ("put $9bn in Chile, $4bn in Peru").

    A place where a firm has or does something has nothing of it: "Velmora sold 900 cars in Chile and 400 in Peru".
    """
    deal = deal_of(draft) if draft.quantity.kind == "money" else None
    if deal and draft.scene.lower[draft.end] in deal.row.other:
        return None
    found = pairing.right_after(draft)
    owner = _firm_that_acts(draft) if found and label_of(draft.scene, found) in PLACES else None
    return None if owner else found


def _firm_that_acts(draft: Draft) -> Reading | None:
    """The firm that is the subject of the number's verb, whose own that is which is measured."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.word in word_class("verbs of forecasting", "verbs of expecting") or is_reporting(verb.word):
        return None
    owner = owner_of_verb(scene, verb)
    return owner if owner and label_of(scene, owner) == "ORG" and inherited.fitting(draft, owner) else None


def _labelled(draft: Draft) -> Reading | None:
    """The name that labels the line of a list: "• Norway – 3.8%"; not one beside what is measured, or its partner."""
    scene, tokens, label = draft.scene, concept_phrase(draft), draft.label
    measured = tokens if tokens and label and label[0] <= tokens[0] < label[1] else None
    beside = measured and (relation(draft) or scene.mentions_in(*measured))
    return None if label is None or beside else last_named(scene.mentions_in(*label))


def _same_movement(draft: Draft) -> Reading | None:
    """The entity of the number before, where the movement goes on and names nobody new."""
    before, scene = draft.previous, draft.scene
    first = draft.hook - 1 if scene.words[draft.hook - 2] == "," and draft.hook_word == "from" else draft.segment[0]
    if not before or not (draft.goes_on or draft.is_change_of_last) or scene.mentions_in(first, draft.start):
        return None
    return before.readings.get("entity")


def _aged(draft: Draft) -> Reading | None:
    """The person whose age it is: "Ann Lee, 57, "."""
    placed = draft.scene.mention_at.get(draft.start - 2) if draft.scene.words[draft.start - 1] == "," else None
    aged = placed is not None and placed.entity.label == "PERSON" and draft.concept == "age"
    return named(placed) if placed and aged else None


_RULES = (
    entity_rule("whose age", _aged, when(kinds="measure", words=","))(
        "Ann Lee, [57], had claimed $9m. => Ann Lee", "Ann Lee, [57 staff] in all, is busy."
    ),
    entity_rule("currency", _currency, when("concept"))(
        "Norway said the dollar fell [5%]. => None", "Norway said output fell [5%]."
    ),
    entity_rule("paired in order", pairing.paired, when("list"))(
        "Norway, Chile and Peru account for 8%, [4%] and 3% of output, respectively. => Chile",
        "Output rose by 8% and [4%] in Norway and Chile, respectively. => Chile",
        "Trade fell, with Norway and Chile sharing it (8% and [4%], respectively). => Chile",
        "Norway and Chile account for 8%, [4%] and 3%.",
    ),
    entity_rule("in the order of the list before", lent_in_order("entity"), when("list", words="respectively"))(
        "In Norway output grew 4%, in Chile 3%, in Peru 2%. Zeta sees rises of 8%, [4%] and 3%, respectively. => Chile",
        "In Norway output grew 4%, in Chile 3%, in Peru 2%. Zeta sees rises of 8%, [4%] and 3%.",
    ),
    entity_rule("forecast of a number before", whose_was_foretold, when("concept"))(
        "Norway's output grew 2%. Zeta Bank had forecast [3%]. => Norway",
        "Norway's output grew 2%. Zeta Bank had sales of [$9m].",
    ),
    *PARTIES,
    entity_rule("stock index", holders.quoted_index, when("subject", "named"))(
        "In Oslo, the Nasdaq index closed down [22 points], or 0.9%. => Nasdaq",
        "In Norway, the bank closed [22 branches].",
    ),
    entity_rule(pairing.UNALIGNED, pairing.unaligned, when("list"))(
        "Norway, Chile and Peru account for 8% and [4%] of exports. => None",
        "Norway and Chile account for 8% and [4%] of exports.",
    ),
    entity_rule("name right after the number", _beside, when(after="in at for"))(
        "Output rose 3% in Norway, [4%] in Chile and 5% in Peru. => Chile",
        "Output rose [4%] in Chile.",
        "Norway has invested $9bn in Chile and [$3bn] in Peru.",
        "Zeta Bank sold [90 mills] in Norway and 40 mills in Chile.",
    ),
    entity_rule(
        "holder of the share before", bilateral.holder_before, when("told", "concept", kinds="percent", words="in")
    )(
        "Norway's share is 8% in Chile, and in Peru [5%]. => Norway",
        "Norway makes up 8% of Chile's imports. In Peru the figure is [5%]. => Norway",
        "Norway grew 8%, and in Peru wages grew [5%].",
        "Fires hit 8% of Chile's land. In Peru the figure is [5%].",
    ),
    entity_rule("label of the line", _labelled, when("label"))(
        "Exports went to:\n\n• Norway – 3.8%\n• Chile – [2%] => Chile", "• Norway's exports to Chile: [$9bn]"
    ),
    entity_rule(
        "owner in the passive",
        holders.owning,
        when(kinds="percent", words=lambda: word_class("owned", "verbs of belonging")),
    )(
        "Zeta Bank, which is [51%] owned by Norway, has grown. => Norway",
        "Zeta Bank, which is 51% owned by Norway and [49%] by Chile, has grown. => Chile",
        "Zeta Bank, [51%] of which belongs to Norway, has grown. => Norway",
        "Chile has a 51% stake in Zeta Bank. The rest, [49%], belongs to Norway. => Norway",
        "Chile has a 51% stake in Zeta Bank. Another [9%] is held by staff. => None",
        "Chile has a 51% stake in Zeta Bank. Another [9%] is traded.",
    ),
    entity_rule("name before its comma", pairing.with_number, when(lead="with on at of"))(
        "Norway owes most, followed by Chile, with $430m, and Peru, with [$105m]. => Peru",
        "Its share is 9%, ahead of the Chile Bank with [7%]. => Chile Bank",
        "Peru leads, followed by Norway with 9% and Chile, a grower of tea, with [7%]. => Chile",
        "The deal will make Zeta Bank the third-largest lender in Norway, with [300 branches]. => Zeta Bank",
        "Its main partners are Norway with [9%] and Chile with 4%. => Norway",
        "Peru borders Norway, with a population of [5m], and Chile. => Norway",
        "Norway owes Chile, with interest, [$105m].",
    ),
    entity_rule("whom an apposition describes", pairing.described, when(words="with employing home"))(
        "Norway owns Zeta Bank, a lender with [300 branches]. => Zeta Bank",
        "Velmora bought Larkfield Foods, a bakery with 300 staff and sales of [$9m]. => Larkfield Foods",
        "Norway, home to [300 mills], is rich. => Norway",
        "Norway owns Zeta Bank, a lender, with [300 branches].",
    ),
    entity_rule("name before its bracket", _bracketed, when("bracket"))("Growth came from Norway ([3.8%]). => Norway"),
    entity_rule("side of the sentence before", bilateral.side_before)(
        "Norway has studied trade between Chile and Peru.\n\nTurnover rose by [9%]. => Chile",
        "Chile is Norway's largest partner. Their bilateral trade hit [$5bn]. => Chile",
        "Norway sells fish to Chile. Deliveries rose by [9%]. => Norway",
        "Norway runs a deficit with Chile. Imports were [$9bn]. => Norway",
        "Norway's sales to Chile vary. Tea makes up [9%] of the total. => Norway",
        "Chile is Norway's largest partner. Peru's trade hit [$5bn].",
    ),
    entity_rule("same movement", _same_movement, when("before"))(
        "Norway's exports rose from $7bn to [$9bn]. => Norway",
        "Norway employs 5,200 people in Chile and Peru, up from [900] in 1999. => Norway",
        "Norway employs 5,200 people, and Peru from [900] to 1,100.",
    ),
    entity_rule("name in a list", owners.list_item, when("before"))(
        "Norway sends 11% of its exports to Peru, Chile [13%]. => Chile",
        "Norway gets $9m for the hull of a new ship, and Chile's Zeta Bank [$4m]. => Zeta Bank",
        "Norway took 11% of it, Peru 9% and Chile, a grower of tea, [13%]. => Chile",
        "Norway Oil, which has 40 mills, bought the mill Zeta Bank for [$9m].",
    ),
    entity_rule("the other way", partners.turned_round("entity"), when(words="other opposite"))(
        "Coal made up 38% of Norway's sales to Chile. Going the other way, copper had a share of [41%]. => Chile",
        "Norway's sales to Chile rose 38%. It was the other way round with copper: the Chilean share was [41%].",
    ),
    entity_rule(
        "whom it costs or who is given it", holders.bearer, when(classes=("verbs of costing", "verbs of giving"))
    )(
        "A strike at the port of Chile has cost Norway [$5m]. => Norway",
        "The vote gives Norway [9 seats]. => Norway",
        "The deal gives Zeta Bank a [9%] stake. => Zeta Bank",
        "Velmora gave Zeta Bank [4%] of the market. => Zeta Bank",
        "Chile gives Norway [9 boats].",
        "Norway has saved [$5m].",
    ),
    entity_rule("holder of a part", holders.holder, when("subject", kinds="percent", after="of"))(
        "Norway accounts for [30%] of Chile's imports. => Norway",
        "Zeta Bank, a firm that also owns [9%] of Velmora, is old. => Zeta Bank",
        "Coal accounts for [30%] of Norway's exports to Chile. => Norway",
        "Coal accounts for [30%] of what Norway sells to Chile. => Norway",
    ),
    entity_rule(
        "whose trade goods have a share in", holders.trader_of_goods, when("concept", kinds="percent", words="in")
    )(
        "In Norway's exports to Chile, coal has a share of [9%]. => Norway",
        "In Norway's exports, Chile has a share of [9%].",
    ),
    entity_rule("whom a judgement is on", owners.judged, when("concept"))(
        "Zeta Bank raised its price target for Velmora Foods to [430p]. => Velmora Foods",
        "Velmora Foods made $9m. Zeta Bank cut its price target to [430p]. => Velmora Foods",
        "The agency received [57 complaints] about Zeta Bank. => Zeta Bank",
        "Its target for lending was raised to [$9bn].",
    ),
    entity_rule("whose value it is", owners.of_valued, when("concept", kinds="money percent", words="at"))(
        "Norway's election is near. The vote is open. A poll puts Labour at [34%]. => Labour",
        "The deal values Norway at [$9bn]. => Norway",
        "The deal leaves Norway at [$9bn].",
    ),
    entity_rule(
        "whose debt is forgiven", owners.forgiven, when(kinds="money percent", words=owners.words_of_forgiving)
    )(
        "Chile has agreed to write off [$9bn] of Norway's debt. => Norway",
        "Chile will cancel [$9m] that Norway owed it in loans. => Norway",
        "Norway in need\n\nNorway is poor.\n\nZeta Bank will forgive [$9m] of debt. => Norway",
        "Chile has agreed to write off [$9bn] of stock.",
    ),
    entity_rule("who makes the deal", actor, when(kinds="money percent", words=words_of_deals))(
        "Norway sold Chile's port to Peru for [$9bn]. => Norway",
        "Larkfield Foods was bought by Velmora Motors for [$9bn]. => Velmora Motors",
        "The fine, of [$9bn], was imposed on Velmora Motors. => Velmora Motors",
        "Norway's exports stood at [$9bn].",
    ),
    entity_rule(
        "body that fines",
        roles.fining_body,
        when("subject", kinds="money percent", words=lambda: words_of_deals("fine")),
    )(
        "The watchdog has fined Velmora [$9m]. The Competition Authority said it had fixed prices. "
        "=> Competition Authority",
        "The watchdog has fined Velmora [$9m].",
    ),
    entity_rule("who made the bid told of before", partners.bidder, when(kinds="money"))(
        "Velmora offered $9bn for Larkfield Foods.\n\nLarkfield Foods rejected the offer of [415p] a share. => Velmora",
        "Velmora offered $9bn for Larkfield Foods.\n\nLarkfield Foods had sales of [$9m].",
    ),
    entity_rule("owner without a name", nameless.owner, when("concept"))(
        "Norway charges $180, below its rival firm's [$500] price tag. => None",
        "Norway is paying $9m for a mill, which has [90 staff]. => None",
        "Norway is paying $9m for Zeta Bank, which has [90 staff].",
        "Norway charges $180, below Chile's [$500] price tag.",
    ),
    entity_rule("possessor of the concept", owners.possessor)(
        "Norway's exports stood at [$5bn]. => Norway",
        "Chile is rich, while Norway has raised its output by [5%]. => Norway",
        "Velmora has 18% of the market to its rival's [11%]. => None",
    ),
    entity_rule("agent of the passive", holders.by_agent, when(words="by"))(
        "[Six UK tracks] were sold by Norway. => Norway",
        "Zeta Bank spoke of the [$9m] sought by Norway for its port. => Norway",
    ),
    entity_rule("subject that has what is counted", holders.counting_subject, when("subject", kinds="count"))(
        "Norway has [500 mills] in Chile. => Norway",
        "Norway faces more than [500 claims] in Chile. => Norway",
        "Norway has told the [five countries] of Central America.",
    ),
    entity_rule("name in the concept's phrase", owners.modifier, when("concept"))(
        "The Norway oil stocks stood at [$5bn]. => Norway",
        "Some [4 million Norwegians] moved. Norway agreed. => Norwegians",
        "The Danish economy grew by [4%]. => Denmark",
        "Some [4 Danish mills] closed.",
        "Zeta Bank in [£9m] Larkfield bid\n\nZeta Bank has made a bid for Larkfield. Larkfield is old.",
        "The European Union trades. European exports rose by [4%]. => European Union",
        "In Norway prices rose by 9%, and in Chile they rose by [4%].",
    ),
    entity_rule("complement of the concept", owners.complement, when("concept"))(
        "Exports of Norway stood at [$5bn]. => Norway",
        "Foreign investment in Norway fell by [4%]. => Norway",
        "The news sent shares in Zeta Bank [4%] lower. => Zeta Bank",
        "Exports from Chile to Peru fell 9%, from Norway they rose [4%]. => Norway",
        "A sale takes 11 weeks, says a poll of [400 branches] by Zeta Bank.",
        "Sales, including those of its arm Sampan Air, rose to [$9m].",
    ),
    entity_rule("of whom that is", owners.of_that, when("concept", words="that those"))(
        "Supplies from Norway fell by 5%, while those from Chile rose by [3%]. => Chile",
        "Imports from Norway fell by 5%, while those from Chile rose by [3%].",
    ),
    *inherited.PLACED,
    entity_rule("subject of the verb", owners.governing_subject)(
        "Ann Lee sold [9 million tonnes] of tin. => Ann Lee",
        "Norway needs [$9bn] for a port. => Norway",
        "Norwegian builders need [$9bn] for a port. Norway agreed. => Norway",
        "Zeta Bank has grown. Its chairman, Ann Lee, said it had won a discount of [4%]. => Zeta Bank",
        "Zeta Bank makes tea. Sales in Norway fell [4%]. Zeta Bank agreed. Zeta Bank is old.",
    ),
    entity_rule("owner of the whole", holders.owner_of_whole, when(kinds="percent"))(
        "Strikers at Velmora Airways are to give up [15%] of their pay. => Velmora Airways",
        "Pilots are to give up [15%] of pay.",
    ),
    entity_rule("side that the story tells of", partners.told_side)(
        "Norway's trade with the EU was $5bn.\n\nDeliveries to the member states hit [$2bn]. => Norway",
        "Norway's trade with the EU was $5bn.\n\nDeliveries to other countries hit [$2bn].",
        "Trade between Norway and Chile came to $5bn.\n\nLater, turnover could exceed [$9bn]. => Norway",
        "Norway grows\n\nNorway sells fish. Norway is rich.\n\nChile has $3bn. Trade with Peru was [$9bn]. => Norway",
        "Chile is Norway's main supplier, with $5bn. Imports from Peru fell by [4%]. => Norway",
        "Norway's trade came to $5bn.\n\nLater, turnover could exceed [$9bn].",
        "Norway's trade with Chile came to $5bn.\n\nNorway's purchases hit $3bn. Supplies of gas were [$1bn]. => Chile",
    ),
    *inherited.RULES,
)

RULES = (
    entity_rule("name of the row or column", name_of_cell)(
        "Place\tExports ($m)\tImports ($m)\nNorway\t9\t[8]\nChile\t7\t6 => Norway",
        "Year\tExports ($m)\tImports ($m)\n2023\t9\t[8]\n2024\t7\t6",
    ),
    *map(strict, _RULES),
)
"""Rules of the slot `entity`, strongest first."""
