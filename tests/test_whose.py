"""Whose a number is, with whom, and who says so: sentences of business news, each slot of the three."""

from __future__ import annotations

import pytest

from pipeline import extract

ROWS = [
    (
        "Dutch brewer Velmora has agreed to buy Larkfield Foods for $4.2bn.",
        "$4.2bn",
        "Velmora",
        "Larkfield Foods",
        None,
    ),
    (
        "Velmora is in talks to sell its tea business to Larkfield Foods for $300m.",
        "$300m",
        "Velmora",
        "Larkfield Foods",
        None,
    ),
    (
        "Velmora agreed a $4.2bn takeover of US rival Larkfield Foods last month.",
        "$4.2bn",
        "Velmora",
        "Larkfield Foods",
        None,
    ),
    ("Larkfield Foods has been bought by Velmora for $4.2bn.", "$4.2bn", "Velmora", "Larkfield Foods", None),
    ("Velmora acquired 30% of Larkfield Foods in 2003.", "30%", "Velmora", "Larkfield Foods", None),
    ("Velmora raised its stake in Larkfield Foods to 30%.", "30%", "Velmora", "Larkfield Foods", None),
    ("Velmora owns 51% of Larkfield Foods.", "51%", "Velmora", "Larkfield Foods", None),
    ("Velmora's 19.9% stake in Larkfield Foods is up for sale.", "19.9%", "Velmora", "Larkfield Foods", None),
    ("Velmora sued rival Larkfield Foods for $80m.", "$80m", "Velmora", "Larkfield Foods", None),
    ("Velmora will pay Larkfield Foods $80m to end the row.", "$80m", "Velmora", "Larkfield Foods", None),
    (
        "Velmora won a $2bn contract from the Norwegian government. Norway needs ships.",
        "$2bn",
        "Velmora",
        "Norway",
        None,
    ),
    (
        "Velmora ordered 20 aircraft from Larkfield Airways last week.",
        "20 aircraft",
        "Velmora",
        "Larkfield Airways",
        None,
    ),
    ("Velmora has placed an order worth $1.4bn with Larkfield Motors.", "$1.4bn", "Velmora", "Larkfield Motors", None),
    ("Zeta Bank lent $40m to Velmora last year.", "$40m", "Zeta Bank", "Velmora", None),
    ("Velmora has borrowed $40m from Zeta Bank.", "$40m", "Velmora", "Zeta Bank", None),
    ("Velmora secured a $40m loan from Zeta Bank.", "$40m", "Velmora", "Zeta Bank", None),
    ("Velmora owes Zeta Bank $40m.", "$40m", "Velmora", "Zeta Bank", None),
    ("Brussels fined Velmora 40m euros for fixing prices.", "40m euros", "Brussels", "Velmora", None),
    ("Velmora was fined $40m by the Zeta Commission.", "$40m", "Velmora", "Zeta Commission", None),
    ("Norway pledged $40m in aid to Chile.", "$40m", "Norway", "Chile", None),
    ("Velmora invested $40m in Larkfield Motors.", "$40m", "Velmora", "Larkfield Motors", None),
    ("Velmora made a hostile bid of $4bn for Larkfield Foods.", "$4bn", "Velmora", "Larkfield Foods", None),
    ("Velmora's $4bn bid for Larkfield Foods was turned down.", "$4bn", "Velmora", "Larkfield Foods", None),
    ("Velmora paid $9m for Larkfield's Scottish unit. Larkfield is shrinking.", "$9m", "Velmora", "Larkfield", None),
    ("Velmora's $4bn merger with Larkfield Foods was cleared.", "$4bn", "Velmora", "Larkfield Foods", None),
    ("Velmora sold 40,000 cars in Norway last year.", "40,000 cars", "Velmora", None, None),
    ("Velmora is 9% bigger than Larkfield Foods.", "9%", "Velmora", "Larkfield Foods", None),
    ("Velmora has twice as many shops as Larkfield Foods.", "twice", "Velmora", "Larkfield Foods", None),
    ("Norway exported 4m tonnes of fish to Chile last year.", "4m tonnes", "Norway", "Chile", None),
    ("The US trade deficit with China widened to $16bn.", "$16bn", "US", "China", None),
    ("Norway accounts for a fifth of Chile's imports.", "a fifth", "Norway", "Chile", None),
    ("Profits at Velmora rose 12% to $40m.", "12%", "Velmora", None, None),
    ("Sales at the German carmaker Velmora fell 3%.", "3%", "Velmora", None, None),
    ("Unemployment in Norway fell to 4.1%.", "4.1%", "Norway", None, None),
    ("Shares in Velmora dropped 3% to 210p.", "210p", "Velmora", None, None),
    ("Velmora shares were up 3%.", "3%", "Velmora", None, None),
    ("Norway's economy grew 2.1%, while inflation was 1.8%.", "1.8%", "Norway", None, None),
    ("Inflation in Norway hit 3%, the Zeta Bank said.", "3%", "Norway", None, "Zeta Bank"),
    ("The Zeta Bank expects the Norwegian economy to grow 3%. Norway is rich.", "3%", "Norway", None, "Zeta Bank"),
    ("Velmora said sales rose 5%, while profits fell to $9m.", "$9m", "Velmora", None, "Velmora"),
    ("Velmora, the world's biggest brewer, has cut 300 jobs.", "300 jobs", "Velmora", None, None),
    ("Oil prices rose 3% in New York.", "3%", None, None, None),
    ("The price of gold fell to $410 an ounce in London.", "$410", None, None, None),
    ("Velmora, which bought Larkfield Foods in 2001, made a profit of $9m.", "$9m", "Velmora", None, None),
    ("Zeta Bank analyst Edgar Holm said Velmora could cut 300 jobs.", "300 jobs", "Velmora", None, "Edgar Holm"),
    ("Car sales in Germany fell 4%, while in France they rose 2%.", "2%", "France", None, None),
    ("More than 300 firms in Norway have closed.", "300 firms", "Norway", None, None),
    ("Velmora made a loss of $9m, compared with a profit of $4m a year earlier.", "$4m", "Velmora", None, None),
    ('"We will cut 300 jobs," said Velmora chief executive Edgar Holm.', "300 jobs", "Velmora", None, "Edgar Holm"),
    ("Velmora will cut 300 jobs, a spokesman said.", "300 jobs", "Velmora", None, None),
    (
        "Velmora will cut 300 jobs, a spokesman for the union Zeta Workers said.",
        "300 jobs",
        "Velmora",
        None,
        "Zeta Workers",
    ),
    ("Output fell 5%, figures released by the Zeta Institute showed.", "5%", None, None, "Zeta Institute"),
    ("A survey by Zeta Research found that 40% of firms had no plan.", "40%", None, None, "Zeta Research"),
    ("Zeta Research's survey showed sales fell 5%.", "5%", None, None, "Zeta Research"),
    ("Edgar Holm told the Zeta Times that Velmora had lost $9m.", "$9m", "Velmora", None, "Edgar Holm"),
    ('"Sales are poor," said Edgar Holm of Zeta Bank. "We think they fell 5% in May."', "5%", None, None, "Edgar Holm"),
    ('"Sales are poor," said Edgar Holm. "They fell 5% in May. Costs rose by $9m."', "$9m", None, None, "Edgar Holm"),
    ("Velmora, which made $9m last year, said it would open ten shops.", "$9m", "Velmora", None, None),
    ('"It is over," said Edgar Holm, who owns 40 shops.', "40 shops", "Edgar Holm", None, None),
    ("Velmora is expected by analysts to make $9m.", "$9m", "Velmora", None, None),
    ("It was reported by the Zeta Times that Velmora lost $9m.", "$9m", "Velmora", None, "Zeta Times"),
    ("Velmora lost $9m, according to a report in the Zeta Times.", "$9m", "Velmora", None, "Zeta Times"),
    ("Velmora lost $9m, Edgar Holm told reporters.", "$9m", "Velmora", None, "Edgar Holm"),
    ("Velmora was quoted by the Zeta Times as saying it had lost $9m.", "$9m", "Velmora", None, "Velmora"),
    ("The finance ministry said output fell 5%. Norway is poor.", "5%", None, None, "finance ministry"),
    ("Velmora posted a profit of $9m.", "$9m", "Velmora", None, None),
    ("Edgar Holm, an analyst at Zeta Bank, estimated that Velmora lost $9m.", "$9m", "Velmora", None, "Edgar Holm"),
    ("Velmora denied it had lost $9m.", "$9m", "Velmora", None, "Velmora"),
    ("Velmora hopes to sell 40,000 cars.", "40,000 cars", "Velmora", None, None),
    ("Larkfield Foods, which is 51% owned by Velmora, makes tea.", "51%", "Velmora", "Larkfield Foods", None),
    ("Trade with Chile, Norway's main partner, was worth $5bn. Norway sells fish.", "$5bn", None, "Chile", None),
    ("Velmora Foods grew. The deal cost it $5m.", "$5m", "Velmora Foods", None, None),
    ("Larkfield makes $5 on each shoe, compared with $3 at Velmora.", "$3", "Velmora", None, None),
    ("Velmora is being sued by the state of Ohio for $44m.", "$44m", "Ohio", "Velmora", None),
    ("Sales rose 3%, helped by the purchase of Velmora for $9m.", "$9m", None, "Velmora", None),
    ("In Norway, prices rose 1.6%, and in Chile 1.5%.", "1.5%", "Chile", None, None),
    ("Agency Velmora cut its outlook on Larkfield's $1.5bn of debt.", "$1.5bn", "Larkfield", None, None),
    ("Norway expects its economy to grow 2%, while the Zeta Bank forecasts 1%.", "1%", "Norway", None, "Zeta Bank"),
    ("Velmora, which hired 50 people in Chile, hired 40 cooks.", "40 cooks", "Velmora", None, None),
    ("Shares in Velmora, which has 23 hotels in Chile, fell 4%.", "23 hotels", "Velmora", None, None),
    ('Velmora fell 5%. "It made $9m," scoffed Edgar Holm.', "$9m", "Velmora", None, "Edgar Holm"),
    ("Velmora sued the tax agency Zeta. The company made $9m.", "$9m", "Velmora", None, None),
    ("Norway is in debt. Oslo hopes to cut its deficit to $9m.", "$9m", "Norway", None, None),
    ("Norway is in debt. Prices in Oslo rose 9%.", "9%", "Oslo", None, None),
    ("Velmora has sold its stake in chemist Larkfield for $9m.", "$9m", "Velmora", "Larkfield", None),
    ("Velmora has made a $9m bid approach to Larkfield Foods.", "$9m", "Velmora", "Larkfield Foods", None),
    ("Velmora grew. Larkfield, its biggest client, accounts for 9% of sales.", "9%", "Larkfield", None, None),
    (
        'Velmora grew 2%. "We will open 12 shops," said chief executive Tom Ridd.',
        "12 shops",
        "Velmora",
        None,
        "Tom Ridd",
    ),
    ("Velmora, whose shares have risen 2%, makes shoes.", "2%", "Velmora", None, None),
    ("Velmora fell 4%, after it said profits would be hit.", "4%", "Velmora", None, None),
    ("It had added 500 shops.", "500 shops", None, None, None),
    ("Velmora, which denies any blame, has paid $9m.", "$9m", "Velmora", None, None),
    ("Velmora had a profit of $9m. Zeta Bank had forecast $8m.", "$8m", "Velmora", None, "Zeta Bank"),
    (
        "Velmora made $9m, or $8m without Larkfield Foods. Larkfield Foods expects $3m.",
        "$3m",
        "Larkfield Foods",
        None,
        None,
    ),
    ("Norway's gap fell 2%, the Zeta Statistics Institute said.", "2%", "Norway", None, "Zeta Statistics Institute"),
    ("The Zeta Statistics Institute said the gap was $9m.", "$9m", None, None, "Zeta Statistics Institute"),
    ("The Norwegian trade ministry said output fell 5%.", "5%", None, None, "Norwegian trade ministry"),
    ("Velmora paid $44m. Larkfield Foods lost 5p. Norline Ltd paid $5m.", "5p", "Larkfield Foods", None, None),
]
"""Text, number as it stands, entity, counterparty, attribution."""

TRADE = "Commerce between Norway and the North Sea Union came to $40m last year.\n\n"
FIRM = "Velmora grows in Asia\n\nVelmora Foods had a good year, the firm said. Velmora is based in Norway.\n\n"
GULF = "Gulf Cooperation Council"
REGIONS = f"Trade between the countries of Central Asia and the {GULF} came to $4bn last year.\n\n"
PARTS = "Kazakhstan accounts for 47% of the council's trade with Central Asia last year, Uzbekistan for 30%."
BID = "Velmora raised its bid for Larkfield Foods to $9bn, to fend off an approach from Norline Group.\n\n"

STORIES = [
    (TRADE, "Norway's exports to the bloc were $25m.", "$25m", "Norway", "North Sea Union"),
    (TRADE, "Norway's imports were $15m.", "$15m", "Norway", "North Sea Union"),
    (TRADE, "Denmark led with commerce of $9m, followed by Iceland ($7m).", "$7m", "Iceland", "Norway"),
    (TRADE, "Timber accounted for 60% of Norwegian sales.", "60%", "Norway", "North Sea Union"),
    (TRADE, "Chile's trade with the union was $80m, twice that of Norway.", "$80m", "Chile", "North Sea Union"),
    (TRADE, "Chile's trade with the union was $80m, twice that of Norway.", "twice", "Chile", "Norway"),
    (FIRM, "Deliveries in China jumped 38%.", "38%", "Velmora Foods", None),
    (FIRM, "Velmora has 9% of the market. In Chile it employs 300 people.", "300 people", "Velmora Foods", None),
    (FIRM, "Ann Lee told staff to hide $9m of losses.", "$9m", "Velmora Foods", None),
    (FIRM, "Zeta Bank has cut its average price forecast to $9.", "$9", None, None),
    (FIRM, "The group's output is 700 tonnes.", "700 tonnes", "Velmora Foods", None),
    (FIRM, "Zeta Bank, in which Norline Group holds a 45% stake, has 90 branches.", "90 branches", "Zeta Bank", None),
    (FIRM, "Zeta Bank ordered 9 jets. The order for Norline jets is worth $9m.", "$9m", "Zeta Bank", None),
    (TRADE, "Norway's exports to Peru were $3m.", "$3m", "Norway", "Peru"),
    (TRADE, "If tariffs fell, commerce could exceed $50m.", "$50m", "Norway", "North Sea Union"),
    (TRADE, "Norway's exports to the bloc were $25m. Sales to Iceland grew by 9%.", "9%", "Norway", "Iceland"),
    (TRADE, "Norway lent the bloc $3m, half of it to Iceland.", "half", "Norway", "Iceland"),
    (REGIONS, PARTS, "30%", "Uzbekistan", GULF),
    (REGIONS, "Saudi Arabia's share was 8.6%.", "8.6%", "Saudi Arabia", "Central Asia"),
    (
        REGIONS,
        "Central Asia's exports were $3bn. Gold made up 61% of exports, followed by meat (7%).",
        "7%",
        "Central Asia",
        GULF,
    ),
    (REGIONS, "In the council's trade, Central Asia takes 5%.", "5%", "Central Asia", GULF),
    (BID, "Velmora holds a 7% stake in its target.", "7%", "Velmora", "Larkfield Foods"),
    (BID, "Norline Group is weighing an offer of $10bn.", "$10bn", "Norline Group", "Larkfield Foods"),
    (BID, "Norline Group made a profit of $3bn.", "$3bn", "Norline Group", None),
    (
        "",
        "Velmora ordered 20 jets from Larkfield Foods. It may cancel half of the order.",
        "half",
        "Velmora",
        "Larkfield Foods",
    ),
]
"""Opening of a story, what comes later, number as it stands, entity, counterparty."""


@pytest.mark.parametrize(("opening", "later", "exact", "entity", "counterparty"), STORIES)
def test_a_story_carries_its_sides_on(opening: str, later: str, exact: str, entity: str, counterparty: str) -> None:
    fact = next(fact for fact in extract(opening + later).facts if fact.exact == exact)
    assert (fact.entity, fact.counterparty) == (entity, counterparty)


@pytest.mark.parametrize(("text", "exact", "entity", "counterparty", "attribution"), ROWS)
def test_whose(text: str, exact: str, entity: str | None, counterparty: str | None, attribution: str | None) -> None:
    fact = next(fact for fact in extract(text).facts if fact.exact == exact)
    assert (fact.entity, fact.counterparty, fact.attribution) == (entity, counterparty, attribution)
