"""What is measured, as the words at the number say it: its own phrase, its list, its movement, its whole."""

from __future__ import annotations

from functools import partial

from pipeline.rules.acts import (
    repeated,
    valued,
)
from pipeline.rules.base import Draft, Reading, of_double, rule, when
from pipeline.rules.beside import (
    aside,
    bracketed,
    counted_noun,
    noun_after,
    noun_after_as,
    noun_after_in,
    noun_after_off,
    noun_before_from,
    noun_before_of,
    owed_in,
)
from pipeline.rules.clause import by_pair
from pipeline.rules.continued import (
    bare_growth,
    noun_since,
    record_level,
    same_item,
    that_of,
)
from pipeline.rules.foretold import FORETOLD, foretold, part_before
from pipeline.rules.moved import added_to, after_noun_of_change, before_change, before_multiplying, object_of_change
from pipeline.rules.parts import (
    antecedent_part,
    noun_after_of,
    owned_part,
    part_of_whole,
    shared_by_list,
    those_asked,
)
from pipeline.rules.quoted import index_level
from pipeline.vocabulary.linking import nominals


def _age(draft: Draft) -> Reading | None:
    """An age is measured in years and has no other noun."""
    return Reading("age", ((draft.start, draft.end),)) if draft.quantity.rule == "age" else None


_rule = partial(rule, "concept")

RULES_BESIDE = (
    _rule("age", _age, "Ann Lee, [57], sold the mill. => age", when=when(kinds="measure")),
    _rule(
        "same as the number in other terms",
        of_double("concept"),
        "Sales hit £3bn ([$4bn]). => sales",
        when=when("double"),
    ),
    _rule(
        "stock index",
        index_level,
        "The Nasdaq closed up 22 points at [2,063]. => index",
        "The Dax fell [2%]. => index",
        "The Dax rose, helped by a [2%] gain for Zeta Bank.",
        "Nasdaq futures fell [2%].",
        when=when(kinds="percent measure count", classes=("stock indices",)),
    ),
    _rule(
        "head noun after the number",
        noun_after,
        "The mill bought a [22%] stake in Norway. => stake",
        "The mill saw a [6.7%] decline.",
        when=when(kinds="money percent multiple measure"),
    ),
    _rule(
        "its own of a list",
        by_pair,
        "Norway's sales and profit came to $9bn and [$1bn] respectively. => profit",
        "Norway's sales came to $9bn and [$1bn].",
        when=when("list"),
    ),
    _rule(
        "noun after as",
        noun_after_as,
        "Norway got $90m, [$70m] of it as a grant. => grant",
        "Norway got [$90m] as a member.",
        when=when(kinds="money", words="as"),
    ),
    _rule(
        "noun after off",
        noun_after_off,
        "The warning knocked [$2], or 7%, off the shares. => shares",
        "The warning knocked $2, or [7%], off the shares. => shares",
        "The deals include [20%] off coats. => coats",
        "The warning knocked the firm off course by [7%].",
        when=when(words="off", classes=("verbs of taking off",)),
    ),
    _rule(
        "noun before from",
        noun_before_from,
        "There is a scale of fines from [$250 to $400]. => fines",
        "The law has fines from [$9,000] to $1 million. => fines",
        "Norway received gifts from [9%] of them.",
        "Exports rose from [$7bn] to $9bn.",
        when=when(kinds="money percent measure", lead="from"),
    ),
    _rule(
        "noun before an aside",
        aside,
        "Norway said the dividend, at [9 cents] a share, was safe. => dividend",
        "Norway, at [9%], is last.",
        when=when(lead="at ,"),
    ),
    _rule(
        "what that stands for",
        that_of,
        "Norway's share of exports rose to 9%, that of imports to [4%]. => share of imports",
        "Sales to Chile rose by 9%; those to Peru slipped [4%]. => sales",
        "Sales rose by 9%, and that cut debts by [4%].",
        when=when(words="that those"),
    ),
    _rule(
        "noun before its bracket",
        bracketed,
        "Norway sends palm oil (8%) and footwear ([5%]). => footwear",
        "Norway sends palm oil ([8%]) there.",
        when=when("bracket"),
    ),
    _rule(
        "noun of what is owed",
        owed_in,
        "It gave back the [$9m] the mill had received in grants. => grants",
        "It gave back the [$9m] the mill had received in May.",
        when=when(kinds="money"),
    ),
    _rule(
        "noun after in",
        noun_after_in,
        "Norway has [$200bn] in reserves. => reserves",
        when=when(kinds="money measure"),
    ),
    _rule(
        "same item",
        same_item,
        "Exports rose from $7bn to [$9bn]. => exports",
        "Volumes grew 2 times, including in Norway [1.7 times]. => volumes",
        when=when("before"),
    ),
    _rule(
        "done so many times",
        repeated,
        "The mill raised its fares [six times]. => fares",
        "The mill rang [six times].",
        when=when(kinds="count"),
    ),
    _rule("counted noun", counted_noun, "The mill employs [500 weavers]. => weavers", when=when("noun")),
    _rule(
        "part of the number before",
        part_before,
        "The scheme has 500 members, of whom [90] live in Norway. => members",
        "The debt, of which [$9m] is due in May, is large. => debt",
        "The mill, which [$9m] was lent to, is large.",
        when=when(words="whom which them"),
    ),
    _rule(
        FORETOLD,
        foretold,
        "The mill's profit was $5m. Analysts had expected [$6m]. => profit",
        "Prices rose 0.6%, faster than the [0.4%] economists had forecast. => prices",
        "The mill made a profit of $5m, above forecasts of [$4m]. => profit",
        "The mill's profit was $5m. It expects sales of [$6m].",
        when=when(classes=("verbs of forecasting", "forecasts")),
    ),
    _rule(
        "growth",
        bare_growth,
        "Turnover is $9bn. The mill expects growth of [4%]. => turnover",
        "The economy is weak. The bank sees growth of [4%]. => economy",
        "The bank sees growth of [4%]. => growth",
        "The bank sees growth in wages of [4%].",
        when=when("change", words="growth"),
    ),
    _rule(
        "record level",
        record_level,
        "Copper rose to $3,160, not far from the peak of [$3,287] set in May. => copper",
        "Copper rose by 3%, a peak of [$3,287].",
    ),
    _rule(
        "noun before of",
        noun_before_of,
        "The mill has a capitalisation of [$5bn]. => capitalisation",
        "There was a drop of [5%].",
        when=when(lead="of worth"),
    ),
    _rule(
        "owned part",
        owned_part,
        "Zeta Bank, which is [51%] owned by Norway, has grown. => stake",
        "Zeta Bank, which is [51%] full, has grown.",
        when=when(kinds="percent", classes=("owned",)),
    ),
    _rule(
        "part of a whole",
        part_of_whole,
        "Fuel duty brings in [half] of all receipts. => fuel duty",
        "The deficit rose from [8%] of revenue to 9%. => deficit",
        "Norway's rail unit makes [8%] of its profits. => rail unit profits",
        "Its share is [8%] of exports.",
        "The storm cut power to [8%] of homes.",
        when=when("verb", after="of the its"),
    ),
    _rule(
        "part of what which stands for",
        antecedent_part,
        "Norway recalled its ovens, nearly [300] of which had cracked. => ovens",
        when=when(words="which whom"),
    ),
    _rule(
        "part shared by a list",
        shared_by_list,
        "Norway and Chile account for [8%] and 4% of exports. => exports",
        when=when("list"),
    ),
    _rule(
        "those who were asked",
        those_asked,
        "In May [44%] of those polled were for it. => those polled",
        "In May [44%] of those were for it.",
        when=when(kinds="percent", words="those"),
    ),
    _rule(
        "noun after of",
        noun_after_of,
        "Norway sends [11%] of its exports to Chile. => exports",
        when=when(after="of the its"),
    ),
    _rule(
        "noun after a change",
        after_noun_of_change,
        "There was a [6%] decline in output. => output",
        when=when("change"),
    ),
    _rule(
        "value of what is named",
        valued,
        "The bid values Norway at [$9bn]. => value",
        "The mill valued its stocks at [$9bn].",
        when=when(words=lambda: [verb for verb, nouns in nominals().items() if "value" in nouns]),
    ),
    _rule(
        "noun since the number before",
        noun_since,
        "Its share in exports rose from 7% to 9%, while in imports it fell from [4%] to 3%. => share in imports",
        when=when("before"),
    ),
    _rule("object that changed", object_of_change, "The mill cut its output by [5%]. => output", when=when("change")),
    _rule(
        "what a sum is added to",
        added_to,
        "Norway will raise fares, adding [£190] to the price. => price",
        when=when("change"),
    ),
    _rule(
        "noun of a verb of multiplying",
        before_multiplying,
        "Norway's output [doubled]. => output",
        "Norway [doubled] its output. => output",
        when=when(kinds="multiple"),
    ),
    _rule(
        "noun before a change",
        before_change,
        "It was a good May, with revenue up [4%]. => revenue",
        when=when("change"),
    ),
)
"""Rules of the slot `concept` that are asked first, strongest first."""
