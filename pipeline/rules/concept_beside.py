"""What is measured, as the words at the number say it: its own phrase, its list, its movement, its whole."""

from __future__ import annotations

from pipeline.rules.acts import (
    repeated,
    valued,
)
from pipeline.rules.base import Draft, Reading, Rule, of_double, when
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
from pipeline.rules.clause import (
    by_pair,
)
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


RULES_BESIDE = (
    Rule("age", "concept", _age, (("Ann Lee, 57, sold the mill.", "57", "age"),), when=when(kinds="measure")),
    Rule(
        "same as the number in other terms",
        "concept",
        of_double("concept"),
        (("Sales hit £3bn ($4bn).", "$4bn", "sales"),),
        when=when("double"),
    ),
    Rule(
        "stock index",
        "concept",
        index_level,
        (("The Nasdaq closed up 22 points at 2,063.", "2,063", "index"), ("The Dax fell 2%.", "2%", "index")),
        (("The Dax rose, helped by a 2% gain for Zeta Bank.", "2%"), ("Nasdaq futures fell 2%.", "2%")),
        when=when(kinds="percent measure count", classes=("stock indices",)),
    ),
    Rule(
        "head noun after the number",
        "concept",
        noun_after,
        (("The mill bought a 22% stake in Norway.", "22%", "stake"),),
        (("The mill saw a 6.7% decline.", "6.7%"),),
        when=when(kinds="money percent multiple measure"),
    ),
    Rule(
        "its own of a list",
        "concept",
        by_pair,
        (("Norway's sales and profit came to $9bn and $1bn respectively.", "$1bn", "profit"),),
        (("Norway's sales came to $9bn and $1bn.", "$1bn"),),
        when=when("list"),
    ),
    Rule(
        "noun after as",
        "concept",
        noun_after_as,
        (("Norway got $90m, $70m of it as a grant.", "$70m", "grant"),),
        (("Norway got $90m as a member.", "$90m"),),
        when=when(kinds="money", words="as"),
    ),
    Rule(
        "noun after off",
        "concept",
        noun_after_off,
        (
            ("The warning knocked $2, or 7%, off the shares.", "$2", "shares"),
            ("The warning knocked $2, or 7%, off the shares.", "7%", "shares"),
            ("The deals include 20% off coats.", "20%", "coats"),
        ),
        (("The warning knocked the firm off course by 7%.", "7%"),),
        when=when(words="off", classes=("verbs of taking off",)),
    ),
    Rule(
        "noun before from",
        "concept",
        noun_before_from,
        (
            ("There is a scale of fines from $250 to $400.", "$250 to $400", "fines"),
            ("The law has fines from $9,000 to $1 million.", "$9,000", "fines"),
        ),
        (("Norway received gifts from 9% of them.", "9%"), ("Exports rose from $7bn to $9bn.", "$7bn")),
        when=when(kinds="money percent measure", words="from"),
    ),
    Rule(
        "noun before an aside",
        "concept",
        aside,
        (("Norway said the dividend, at 9 cents a share, was safe.", "9 cents", "dividend"),),
        (("Norway, at 9%, is last.", "9%"),),
        when=when(words="at currently now presently typically already"),
    ),
    Rule(
        "what that stands for",
        "concept",
        that_of,
        (
            ("Norway's share of exports rose to 9%, that of imports to 4%.", "4%", "share of imports"),
            ("Sales to Chile rose by 9%; those to Peru slipped 4%.", "4%", "sales"),
        ),
        (("Sales rose by 9%, and that cut debts by 4%.", "4%"),),
        when=when(words="that those"),
    ),
    Rule(
        "noun before its bracket",
        "concept",
        bracketed,
        (("Norway sends palm oil (8%) and footwear (5%).", "5%", "footwear"),),
        (("Norway sends palm oil (8%) there.", "8%"),),
        when=when("bracket"),
    ),
    Rule(
        "noun of what is owed",
        "concept",
        owed_in,
        (("It gave back the $9m the mill had received in grants.", "$9m", "grants"),),
        (("It gave back the $9m the mill had received in May.", "$9m"),),
        when=when(kinds="money"),
    ),
    Rule(
        "noun after in",
        "concept",
        noun_after_in,
        (("Norway has $200bn in reserves.", "$200bn", "reserves"),),
        when=when(kinds="money measure"),
    ),
    Rule(
        "same item",
        "concept",
        same_item,
        (
            ("Exports rose from $7bn to $9bn.", "$9bn", "exports"),
            ("Volumes grew 2 times, including in Norway 1.7 times.", "1.7 times", "volumes"),
        ),
        when=when("before"),
    ),
    Rule(
        "done so many times",
        "concept",
        repeated,
        (("The mill raised its fares six times.", "six times", "fares"),),
        (("The mill rang six times.", "six times"),),
        when=when(kinds="count"),
    ),
    Rule(
        "counted noun",
        "concept",
        counted_noun,
        (("The mill employs 500 weavers.", "500 weavers", "weavers"),),
        when=when("noun"),
    ),
    Rule(
        "part of the number before",
        "concept",
        part_before,
        (
            ("The scheme has 500 members, of whom 90 live in Norway.", "90", "members"),
            ("The debt, of which $9m is due in May, is large.", "$9m", "debt"),
        ),
        (("The mill, which $9m was lent to, is large.", "$9m"),),
        when=when(words="whom which them"),
    ),
    Rule(
        FORETOLD,
        "concept",
        foretold,
        (
            ("The mill's profit was $5m. Analysts had expected $6m.", "$6m", "profit"),
            ("Prices rose 0.6%, faster than the 0.4% economists had forecast.", "0.4%", "prices"),
            ("The mill made a profit of $5m, above forecasts of $4m.", "$4m", "profit"),
        ),
        (("The mill's profit was $5m. It expects sales of $6m.", "$6m"),),
        when=when(classes=("verbs of forecasting", "forecasts")),
    ),
    Rule(
        "growth",
        "concept",
        bare_growth,
        (
            ("Turnover is $9bn. The mill expects growth of 4%.", "4%", "turnover"),
            ("The economy is weak. The bank sees growth of 4%.", "4%", "economy"),
            ("The bank sees growth of 4%.", "4%", "growth"),
        ),
        (("The bank sees growth in wages of 4%.", "4%"),),
        when=when("change", words="growth"),
    ),
    Rule(
        "record level",
        "concept",
        record_level,
        (("Copper rose to $3,160, not far from the peak of $3,287 set in May.", "$3,287", "copper"),),
        (("Copper rose by 3%, a peak of $3,287.", "$3,287"),),
    ),
    Rule(
        "noun before of",
        "concept",
        noun_before_of,
        (("The mill has a capitalisation of $5bn.", "$5bn", "capitalisation"),),
        (("There was a drop of 5%.", "5%"),),
    ),
    Rule(
        "owned part",
        "concept",
        owned_part,
        (("Zeta Bank, which is 51% owned by Norway, has grown.", "51%", "stake"),),
        (("Zeta Bank, which is 51% full, has grown.", "51%"),),
        when=when(kinds="percent", classes=("owned",)),
    ),
    Rule(
        "part of a whole",
        "concept",
        part_of_whole,
        (
            ("Fuel duty brings in half of all receipts.", "half", "fuel duty"),
            ("The deficit rose from 8% of revenue to 9%.", "8%", "deficit"),
            ("Norway's rail unit makes 8% of its profits.", "8%", "rail unit profits"),
        ),
        (("Its share is 8% of exports.", "8%"), ("The storm cut power to 8% of homes.", "8%")),
        when=when(kinds="percent money count measure"),
    ),
    Rule(
        "part of what which stands for",
        "concept",
        antecedent_part,
        (("Norway recalled its ovens, nearly 300 of which had cracked.", "300", "ovens"),),
        when=when(words="which whom"),
    ),
    Rule(
        "part shared by a list",
        "concept",
        shared_by_list,
        (("Norway and Chile account for 8% and 4% of exports.", "8%", "exports"),),
        when=when("list"),
    ),
    Rule(
        "those who were asked",
        "concept",
        those_asked,
        (("In May 44% of those polled were for it.", "44%", "those polled"),),
        (("In May 44% of those were for it.", "44%"),),
        when=when(kinds="percent", words="those"),
    ),
    Rule("noun after of", "concept", noun_after_of, (("Norway sends 11% of its exports to Chile.", "11%", "exports"),)),
    Rule(
        "noun after a change",
        "concept",
        after_noun_of_change,
        (("There was a 6% decline in output.", "6%", "output"),),
        when=when("change"),
    ),
    Rule(
        "value of what is named",
        "concept",
        valued,
        (("The bid values Norway at $9bn.", "$9bn", "value"),),
        (("The mill valued its stocks at $9bn.", "$9bn"),),
        when=when(words=lambda: [verb for verb, nouns in nominals().items() if "value" in nouns]),
    ),
    Rule(
        "noun since the number before",
        "concept",
        noun_since,
        (
            (
                "Its share in exports rose from 7% to 9%, while in imports it fell from 4% to 3%.",
                "4%",
                "share in imports",
            ),
        ),
        when=when("before"),
    ),
    Rule(
        "object that changed",
        "concept",
        object_of_change,
        (("The mill cut its output by 5%.", "5%", "output"),),
        when=when("change"),
    ),
    Rule(
        "what a sum is added to",
        "concept",
        added_to,
        (("Norway will raise fares, adding £190 to the price.", "£190", "price"),),
        when=when("change"),
    ),
    Rule(
        "noun of a verb of multiplying",
        "concept",
        before_multiplying,
        (("Norway's output doubled.", "doubled", "output"), ("Norway doubled its output.", "doubled", "output")),
        when=when(kinds="multiple"),
    ),
    Rule(
        "noun before a change",
        "concept",
        before_change,
        (("It was a good May, with revenue up 4%.", "4%", "revenue"),),
        when=when("change"),
    ),
)
"""Rules of the slot `concept` that are asked first, strongest first."""
