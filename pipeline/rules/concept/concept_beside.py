"""What is measured, as the words at the number say it: its own phrase, its list, its movement, its whole."""

from __future__ import annotations

from pipeline.rules.base import concept_rule, when
from pipeline.rules.concept import acts, beside, clause, continued, foretold, moved, parts, quoted
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.vocabulary.linking import nominals


def _age(draft: Draft) -> Reading | None:
    """An age is measured in years and has no other noun."""
    return Reading("age", ((draft.start, draft.end),)) if draft.quantity.rule == "age" else None


RULES_BESIDE = (
    concept_rule("age", _age, when(kinds="measure"))("Ann Lee, [57], sold the mill. => age"),
    concept_rule("stock index", quoted.index_level, when(kinds="percent measure count", classes=("stock indices",)))(
        "The Nasdaq closed up 22 points at [2,063]. => index",
        "The Dax fell [2%]. => index",
        "The Dax rose, helped by a [2%] gain for Zeta Bank.",
        "Nasdaq futures fell [2%].",
    ),
    concept_rule("head noun after the number", beside.noun_after, when(kinds="money percent multiple measure"))(
        "The mill bought a [22%] stake in Norway. => stake",
        "[One in ten] workers has no job. => workers",
        "[Nine out of ten] workers have a job. => workers",
        "The mill saw a [6.7%] decline.",
    ),
    concept_rule("its own of a list", clause.by_pair, when("list"))(
        "Norway's sales and profit came to $9bn and [$1bn] respectively. => profit",
        "Norway's sales came to $9bn and [$1bn].",
        "Pumps and taps had sales of [$9bn] and $1bn respectively.",
    ),
    concept_rule("noun after off", beside.noun_after_off, when(words="off", classes=("verbs of taking off",)))(
        "The warning knocked [$2], or 7%, off the shares. => shares",
        "The warning knocked $2, or [7%], off the shares. => shares",
        "The deals include [20%] off coats. => coats",
        "The firm took [900 customers] from its rivals.",
        "The warning knocked the firm off course by [7%].",
        "The office trimmed its estimate to [9,000] from an original 9,500.",
    ),
    concept_rule("noun before an aside", beside.aside, when(lead="at ,"))(
        "Norway said the dividend, at [9 cents] a share, was safe. => dividend",
        "The mill had the highest bill, [$9m], in May. => bill",
        "Norway said the deficit, at [9%] of gross domestic product, was safe. => deficit",
        "Norway is rich, with crude at [$53] again. => crude",
        "Norway, at [9%], is last.",
    ),
    concept_rule("what that stands for", continued.that_of, when(words="that those"))(
        "Norway, whose sales are twice those of Chile, has [900 ships].",
        "Norway's share of exports rose to 9%, that of imports to [4%]. => share of imports",
        "Sales to Chile rose by 9%; those to Peru slipped [4%]. => sales",
        "Sales rose by 9%, and that cut debts by [4%].",
    ),
    concept_rule("noun before its bracket", beside.bracketed, when("bracket"))(
        "Norway sends palm oil (8%) and footwear ([5%]). => footwear", "Norway sends palm oil ([8%]) there."
    ),
    concept_rule("noun of what is owed", beside.owed_in, when(kinds="money"))(
        "It gave back the [$9m] the mill had received in grants. => grants",
        "It gave back the [$9m] the mill had received in May.",
    ),
    concept_rule("noun after in", beside.noun_after_in, when(kinds="money measure"))(
        "Norway has [$200bn] in reserves. => reserves",
        "Norway could lose [$9m] of sales to Chile. => sales",
        "Ann Lee was sentenced to [two years] in prison. => prison",
        "Norway invested [$9bn] in infrastructure.",
    ),
    concept_rule("same item", continued.same_item, when("before"))(
        "Exports rose from $7bn to [$9bn]. => exports",
        "Volumes grew 2 times, including in Norway [1.7 times]. => volumes",
        "It has 41% of sales and won 900 clients, [a third] fewer than Norway. => clients",
    ),
    concept_rule("done so many times", acts.repeated, when(kinds="count"))(
        "The mill raised its fares [six times]. => fares", "The mill rang [six times]."
    ),
    concept_rule("counted noun", beside.counted_noun, when("noun"))(
        "The mill employs [500 weavers]. => weavers", "Cheap imports have cost Norway [500 jobs]. => jobs"
    ),
    concept_rule("more of those counted", beside.elided_noun, when(kinds="count"))(
        "The mill closed 9 shops and opened [5]. => shops",
        "The mill has 9 shops. It will open [5] more. => shops",
        "Norway has 9 mills in 4 cities. Another [5] are losing money. => mills",
        "The mill had hoped for 9 million visitors but thinks that [8 million] will come. => visitors",
        "The mill has 9 shops. It will open [5].",
    ),
    concept_rule("part of the number before", foretold.part_before, when(words="whom which them"))(
        "The scheme has 500 members, of whom [90] live in Norway. => members",
        "The debt, of which [$9m] is due in May, is large. => debt",
        "Norway has shoe shops, of which there are [60]. => shoe shops",
        "The mill, which [$9m] was lent to, is large.",
    ),
    concept_rule("forecast of a number before", foretold.foretold, when(classes=("verbs of forecasting", "forecasts")))(
        "The mill's profit was $5m. Analysts had expected [$6m]. => profit",
        "Prices rose 0.6%, faster than the [0.4%] economists had forecast. => prices",
        "The mill made a profit of $5m, above forecasts of [$4m]. => profit",
        "Profit fell to $5m on sales of $90m. Analysts had expected [$6m]. => profit",
        "Norway shed 900 jobs. Banks had pencilled in a gain of [200]. => jobs",
        "The mill's profit was $5m. It expects sales of [$6m].",
    ),
    concept_rule("growth", moved.bare_growth, when("change", words="growth"))(
        "Turnover is $9bn. The mill expects growth of [4%]. => turnover",
        "The economy is weak. The bank sees growth of [4%]. => economy",
        "The bank sees growth of [4%]. => growth",
        "The bank sees growth in wages of [4%].",
    ),
    concept_rule("noun before of", beside.noun_before_of, when(lead="of worth for"))(
        "Norway was helped by the sale of a mill to Chile for [$5m]. => sale",
        "The mill has a capitalisation of [$5bn]. => capitalisation",
        "There was a drop of [5%].",
    ),
    concept_rule("owned part", parts.owned_part, when(kinds="percent", classes=("owned",)))(
        "Zeta Bank, which is [51%] owned by Norway, has grown. => stake",
        "Some [51%] of Zeta Bank is owned by Norway. => stake",
        "Zeta Bank, which is [51%] full, has grown.",
    ),
    concept_rule("part of a whole", parts.part_of_whole, when("verb", after="of the its"))(
        "Fuel duty brings in [half] of all receipts. => fuel duty",
        "The deficit rose from [8%] of revenue to 9%. => deficit",
        "Norway's rail unit makes [8%] of its profits. => rail unit profits",
        "Its share is [8%] of exports.",
        "The storm cut power to [8%] of homes.",
    ),
    concept_rule("part of what which stands for", parts.antecedent_part, when(words="which whom"))(
        "Norway recalled its ovens, nearly [300] of which had cracked. => ovens"
    ),
    concept_rule("part shared by a list", parts.shared_by_list, when("list"))(
        "Norway and Chile account for [8%] and 4% of exports. => exports"
    ),
    concept_rule("those who were asked", parts.those_asked, when(kinds="percent", words="those"))(
        "In May [44%] of those polled were for it. => those polled", "In May [44%] of those were for it."
    ),
    concept_rule("what those do who are ranked", parts.by_doer, when(words="largest biggest main top leading most"))(
        "Norway has exports of $9bn and a gap of $1bn. The main exporter is Zeta, with [9%] of the total. => exports",
        "Norway is rich. The largest investors were Chile ([$9m]) and Peru ($4m). Investment fell. => investment",
        "Norway is the largest buyer of coal, with [$9m]. => coal",
        "Norway has exports of $9bn. The main exporter is Zeta, with [9%] of the staff.",
    ),
    concept_rule("noun after of", parts.noun_after_of, when(after="of the its"))(
        "Some [40%] of the 9 tonnes of tea went to Norway. => tea",
        "Sales rose, leaving wages at [80%] of income. => wages",
        "Norway is to sell [six] of its whisky and gin brands. => whisky and gin brands",
        "Norway sends [11%] of its exports to Chile. => exports",
        "Norway takes [9%] of Chile's, 8% of Peru's and 7% of Cuba's exports. => exports",
    ),
    concept_rule("stake in what is named", parts.stake_in, when(kinds="percent"))(
        "It won the auction for [80%] of Zeta Bank. => stake",
        "Zeta Bank, in which it already has [34%], fell. => stake",
        "It won the auction for [80%] of Norway.",
    ),
    concept_rule("noun after a change", moved.after_noun_of_change, when("change"))(
        "There was a [6%] decline in output. => output",
        "A [6%] fall in first-half profits is bad. => profits",
        "Zeta Bank reported a [6%] rise in May sales. => sales",
        "There was a [6%] rise in 2004 profits. => profits",
    ),
    concept_rule(
        "value of what is named",
        acts.valued,
        when(words=lambda: ["worth", *(verb for verb, nouns in nominals().items() if "value" in nouns)]),
    )(
        "The bid values Norway at [$9bn]. => value",
        "Zeta Bank, worth [$9bn], is for sale. => value",
        "The mill valued its stocks at [$9bn].",
    ),
    concept_rule("share in something else", continued.share_in, when("told", kinds="percent", words="in"))(
        "Its share in exports is 9%, and in imports [2%]. => share in imports",
        "Its share in Chile's exports rose to 9%. In imports it is [2%]. => share in imports",
        "Norway takes 9% of Chile's exports. In imports the figure is [2%]. => imports",
        "Its share in Chile's exports rose to 9%. In Peru it is [2%].",
    ),
    concept_rule("noun since the number before", continued.noun_since, when("before"))(
        "Hotels added 900 jobs, shops 300, and builders [200].",
        "Exports came to $9bn and imports, led by oil, to [$4bn]. => imports",
        "Sales rose 2% to $9m, but costs still climbed by [7%]. => costs",
        "The lev fell 4% against the dollar and exports lost [2%]. => exports",
        "Exports to Norway grew by 8%, and imports from it by [9%]. => imports",
        "Oil made up 31% of exports, followed by tea with 9% and cars with [4%]. => cars",
        "Oil made up 31% of exports, ahead of tea with [9%]. => tea",
        "Imports fell 2% while lending to firms rose [4%]. => lending",
        "Mills shed 25,000 posts and the building trade added [3,500]. => posts",
        "Oil accounted for 31% of what Norway sold, and tea alone for [4%]. => tea",
    ),
    concept_rule("object that changed", moved.object_of_change, when("change"))(
        "The mill cut its output by [5%]. => output",
        "The mill had its debts cut by [5%]. => debts",
        "Norway cut borrowing by [$9m]. => borrowing",
        "Norway has put up rates five times, taking them to [4%]. => rates",
    ),
    concept_rule("what a sum is added to", moved.added_to, when("change"))(
        "Norway will raise fares, adding [£190] to the price. => price"
    ),
    concept_rule("noun of a verb of multiplying", moved.before_multiplying, when(kinds="multiple"))(
        "Norway's output [doubled]. => output",
        "Norway's output in 2004 [doubled]. => output",
        "Norway [doubled] its output. => output",
        "It pays 9p a share after orders from banks [doubled]. => orders",
    ),
    concept_rule("noun before a change", moved.before_change, when("change"))(
        "It was a good May, with revenue up [4%]. => revenue",
        "Norway did badly, with prices there [2%] lower. => prices",
        "The news sent shares in Zeta Bank [2%] lower. => shares",
    ),
)
"""Rules of the slot `concept` that are asked first, strongest first."""
