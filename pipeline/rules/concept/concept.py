"""What is measured: the noun phrase that a quantity belongs to."""

from __future__ import annotations

from pipeline.rules.base import concept_rule, of_twin, when
from pipeline.rules.concept import acts, clause, continued, parts, quoted
from pipeline.rules.concept.concept_beside import RULES_BESIDE

PAYING = ("verbs of paying", "verbs of spending", "verbs of setting aside")
"""Names of the word classes of verbs by which a sum goes to something."""

RULES = (
    *RULES_BESIDE,
    concept_rule("label with a colon", continued.label, when("label"))(
        "Revenue: [$4.2bn] => revenue", "• Norway's exports to Chile: [$9bn] => exports", "• Norway: [$9bn]"
    ),
    concept_rule(
        "price of what is named",
        quoted.price_of_named,
        when(kinds="money", classes=("verbs of pricing", "verbs of changing hands")),
    )(
        "The Norway starts at [£9,000]. => price",
        "A used Norway changes hands for [£9,000]. => price",
        "A season ticket sells for [£9,000].",
    ),
    concept_rule("share of a vote", parts.share_of_vote, when("verb", kinds="percent"))(
        "Norway's election is over. The vote was fair. Labour got [34%]. => vote",
        "Norway's election is over. The vote was fair. The Front came third with [4%]. => vote",
        "Norway's election is over. The vote was fair. The currency lost [4%].",
    ),
    concept_rule("priced object", acts.by_price, when(words="for at"))(
        "Norway sold coal to Chile for $9m and cars to Peru for [$4m]. => cars",
        "Norway offers tickets for [$180]. => tickets",
        "Zeta Bank puts the number of jobs at [900]. => jobs",
    ),
    concept_rule("shares that a firm stands for", quoted.shares_of_firm)(
        "Shares fell in Oslo. The brewer Velmora Foods fell [2%]. => shares",
        "Shares fell in Oslo. Velmora Foods closed down [13p] at 91p. => shares",
        "Stocks were flat. Velmora Foods ended the day [6%] lower.",
        "Sales were flat. Velmora Foods fell [2%].",
        "Shares fell. Norway grew [2%].",
    ),
    concept_rule("result that was made", acts.made, when(kinds="money", words="make makes made earned"))(
        "The mill made a profit of £61m on sales of £820m. A year ago it made [£55m]. => profit",
        "Sales were £820m. It made [£55m].",
    ),
    concept_rule("what is paid for", acts.paid_for, when(kinds="money percent", classes=PAYING))(
        "Norway paid [$9m] for the land. => land",
        "Norway paid [$9m] for a 65% stake in Chile. => stake",
        "Norway will pay [$9] in cash for each Velmora share. => share",
        "Norway spent [18%] of its budget on roads. => roads",
        "Norway paid [18%] more for its coal. => coal",
        "Norway spent [$9m] on roads. => roads",
        "Norway paid [$9m] for its role.",
        "Norway paid [$9m] for Chile.",
    ),
    concept_rule("what a sum is raised by", acts.raised_from, when(kinds="money", words="from"))(
        "Norway hopes to raise [$9m] from the sale. => sale",
        "Norway earned [$9m] from oil exports. => oil exports",
        "Norway raised [$9m] from investors.",
        "Norway made [$9m] from Zeta Bank.",
    ),
    concept_rule("verb of what is said of it", clause.said_of_it, when(kinds="money"))(
        "Norway gave half of the [$9m] that Chile had asked for. => ask",
        "The debts grow. Norway wants the [$9m] it is owed. => debts",
        "Norway paid [$9m], he said.",
    ),
    concept_rule("noun of the verb", acts.by_nominal)(
        "The sale is done. Norway sold the port for [$9bn]. => sale",
        "Norway received 81% of Chile's exports and [73%] of those of Peru. It sent grants.",
        "Norway controls [51%] of Chile. => stake",
        "The deal is done. Ann Lee was paid [$9m]. => pay",
        "The deal is done. Norway pays [$9] a barrel for it. => pay",
        "Norway bought its first [9 tonnes] from Chile. => buy",
    ),
    concept_rule("heading of the list", continued.heading, when("label"))(
        "Norway is old.\n\nExports by country\n\n• Chile: $3bn\n• Peru: [$6bn] => exports"
    ),
    concept_rule("noun before a bound", clause.before_bound)(
        "Norway will study investments over [$9bn]. => investments",
        "A floor area below [32 square metres]. => floor area",
        "Norway sold the port on Monday for over [$9bn].",
    ),
    concept_rule("compared", clause.compared)(
        "Norway's output was $9bn. This compares with [$6bn] in Chile. => output"
    ),
    concept_rule("gap between two sides", clause.balance, when(classes=("verbs of outdoing",)))(
        "Imports outstripped exports by [$2bn]. => trade deficit", "Imports outstripped forecasts by [$2bn]."
    ),
    concept_rule(
        "pay that is bargained for",
        continued.bargained,
        when("change", kinds="percent", classes=("words of bargaining",)),
    )(
        "Pay is low. The union wants a rise of [8%]. => pay",
        "Wages are low. Miners will not accept an increase of less than [8%]. => wages",
        "Prices are low. The union wants a rise of [8%].",
    ),
    concept_rule(
        "economy of a place", continued.economy, when("change", kinds="percent", classes=("verbs of growth",))
    )(
        "The economy is weak. Norway will grow by [8%]. => economy",
        "The economy is weak. Exports grew by [8%].",
        "Norway grew [8%].",
    ),
    concept_rule("subject of the verb", clause.by_subject)(
        "The oil price stood at [$61]. => oil price",
        "Inflation is 4%. Wages differ: Norway's rose by [6%]. => wages",
        "Output will rise by [a third] when it opens. => output",
        "Norway's oil and gas exports rose to [$9bn]. => oil and gas exports",
        "The gap between what Norway buys from and sells to Chile widened to [$9bn]. => gap",
        "The dividend was cut to [9p] a share. => dividend",
        "Its staff numbered [4,000]. => staff",
        "Norway is rich. Visitors rose by [4%]. => visitors",
        "Shops, which cut 900 jobs, added [300].",
        "The storm has cost Norway's economy [$5m]. => storm",
        "Norway expects the recall to cost it [$5m]. => recall",
        "Taxes will rise, and spending on roads is to be cut by [$9m]. => spending on roads",
        "The number of Germans out of work fell by [17,000]. => germans out of work",
        "Energy was 9% dearer. On the month prices rose by [3%]. => prices",
        "The number of lines it operates dropped by [5%]. => lines",
        "Norway said trading in May was up [6%]. => trading",
        "Tea alone accounts for [21%] of what Norway sells. => tea",
        "Norway saw a 9% rise in exports, which came to [$9bn]. => exports",
        "Velmora plc shares fell [5%]. => shares",
    ),
    concept_rule("pronoun", clause.by_pronoun)(
        "The dollar fell on Monday. It had lost [5%] before. => dollar",
        "Norway's trade with Chile grew. It amounted to [$9bn]. => trade",
        "The dollar is strong. The currency rose in May. It fell [5%] after that. => dollar",
    ),
    concept_rule("object of the verb", acts.acted_on, when("verb", lead="by to from at"))(
        "The new line moved the start by [four hours]. => start",
        "The pound gained ground to [$2].",
        "Tax receipts beat forecasts by [$5bn]. => tax receipts",
    ),
    of_twin("concept", "Oslo: [$9bn] short\n\nThe mill had a deficit of $9bn. => deficit"),
    concept_rule("fronted topic", clause.by_topic)(
        "In the export basket, Norway accounts for [59%]. => export basket", "In turn, Norway accounts for [59%]."
    ),
    concept_rule("part of those counted", parts.of_those_counted, when(kinds="percent"))(
        "Norway asked 900 firms. Another [38%] will hire. => firms", "Norway asked 900 firms. Sales are [38%] of it."
    ),
    concept_rule(
        "next in rank", continued.next_in_rank, when(classes=("verbs of leading", "verbs of following", "ranks"))
    )(
        "Norway had turnover of $9bn.\n\nAmong others, Chile leads with [$5bn]. => turnover",
        "Norway had sales of $9bn. Chile came next with [$5bn]. => sales",
        "Norway had sales of $9bn. Chile ranked third: [$5bn]. => sales",
        "Norway had sales of $9bn.\n\nChile came top in all years, with [$5bn]. => sales",
        "Norway had sales of $9bn. Chile followed with [$5bn]. => sales",
        "Norway had sales of $9bn. Chile came to Peru with [$5bn].",
    ),
    concept_rule("trade of listed places", continued.exchanged, when("bracket"))(
        "Norway's trade rose by 4%. Chile ([$9bn]) and Peru ($4bn) head the list. => trade",
        "Norway has a surplus with most, the largest with Chile ([$9bn]). => surplus",
        "Norway is rich. Chile ([$9bn]) and Peru ($4bn) head the list.",
    ),
    concept_rule("introduced list", continued.introduced_list, when("label"))(
        "Norway’s exports were $9bn. They went to:\n\n• Chile – $3bn\n• Peru – [$6bn] => exports",
        "Norway's trade hit $9bn.\n\nImports by country:\n\n• Chile – $3bn\n• Peru – [$6bn] => imports",
    ),
    concept_rule("loss", acts.loss, when(kinds="money"))(
        "The losses go on. The ferry firm Zeta lost [$4m]. => losses",
        "Zeta lost [$4m]. => lose",
        "Zeta and Holm could lose between them [$4m]. => lose",
        "The shares lost [$4].",
    ),
    concept_rule("same list", continued.same_list, when("before"))(
        "Norway sends 11% of its exports to Chile, Peru [13%]. => exports",
        "Staff get 45% of the tea at a discount of $1, and firms get another [15%]. => tea",
        "It bought goods for $9m and Norway, where demand has collapsed, [$2m]. => goods",
    ),
    concept_rule("last movement of the paragraph", continued.last_movement, when("change"))(
        "Output rose 8%. Growth came from Norway (up [4%]). => output",
        "Output rose 8%. Velmora carried [4 million], a rise of 9%.",
    ),
    concept_rule("last share of the paragraph", continued.last_share, when(kinds="percent"))(
        "Norway's share of exports is 8%. It sold half of its mills. Chile has [4%]. => share of exports"
    ),
    concept_rule("verb", acts.by_verb)(
        "It has cost Norway's economy [$5m]. => cost",
        "Half of its people live on [$2] a day. => live",
        "Exports have earned the economy [$5m].",
        "The mill has asked for [$5m]. => ask",
        "The mill aims to save [$5m]. => save",
        "Velmora will grow by [5%]. => grow",
    ),
)
"""Rules of the slot `concept`, strongest first."""
