"""What is measured: the noun phrase that a quantity belongs to."""

from __future__ import annotations

from pipeline.rules.base import Draft, Reading, Rule, of_double, of_twin
from pipeline.rules.beside import (
    counted_noun,
    counted_noun_alone,
    noun_after,
    noun_after_in,
    noun_after_of,
    noun_before_of,
    shared_by_list,
)
from pipeline.rules.clause import (
    before_bound,
    by_nominal,
    by_pair,
    by_price,
    by_pronoun,
    by_subject,
    by_topic,
    by_verb,
    compared,
    lasting,
    owned_part,
)
from pipeline.rules.continued import (
    heading,
    introduced_list,
    label,
    last_movement,
    last_share,
    noun_since,
    same_item,
    same_list,
)
from pipeline.rules.foretold import FORETOLD, foretold, part_before
from pipeline.rules.moved import added_to, after_noun_of_change, before_change, before_multiplying, object_of_change


def _age(draft: Draft) -> Reading | None:
    """An age is measured in years and has no other noun."""
    return Reading("age", ((draft.start, draft.end),)) if draft.quantity.rule == "age" else None


RULES = (
    Rule("age", "concept", _age, (("Ann Lee, 57, sold the mill.", "57", "age"),)),
    Rule(
        "same as the number in other terms",
        "concept",
        of_double("concept"),
        (("Sales hit £3bn ($4bn).", "$4bn", "sales"),),
    ),
    Rule(
        "head noun after the number",
        "concept",
        noun_after,
        (("The mill bought a 22% stake in Norway.", "22%", "stake"),),
        (("The mill saw a 6.7% decline.", "6.7%"),),
    ),
    Rule(
        "its own of a list",
        "concept",
        by_pair,
        (("Norway's sales and profit came to $9bn and $1bn respectively.", "$1bn", "profit"),),
        (("Norway's sales came to $9bn and $1bn.", "$1bn"),),
    ),
    Rule("noun after in", "concept", noun_after_in, (("Norway has $200bn in reserves.", "$200bn", "reserves"),)),
    Rule(
        "same item",
        "concept",
        same_item,
        (
            ("Exports rose from $7bn to $9bn.", "$9bn", "exports"),
            ("Volumes grew 2 times, including in Norway 1.7 times.", "1.7 times", "volumes"),
        ),
    ),
    Rule("counted noun", "concept", counted_noun, (("The mill employs 500 weavers.", "500 weavers", "weavers"),)),
    Rule(
        "part of the number before",
        "concept",
        part_before,
        (("The scheme has 500 members, of whom 90 live in Norway.", "90", "members"),),
        (("Members, of whom 90 live in Norway, met.", "90"),),
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
    ),
    Rule(
        "noun before of",
        "concept",
        noun_before_of,
        (("The mill has a capitalisation of $5bn.", "$5bn", "capitalisation"),),
        (("There was a drop of 5%.", "5%"),),
    ),
    Rule(
        "part shared by a list",
        "concept",
        shared_by_list,
        (("Norway and Chile account for 8% and 4% of exports.", "8%", "exports"),),
    ),
    Rule("noun after of", "concept", noun_after_of, (("Norway sends 11% of its exports to Chile.", "11%", "exports"),)),
    Rule(
        "noun after a change", "concept", after_noun_of_change, (("There was a 6% decline in output.", "6%", "output"),)
    ),
    Rule(
        "noun since the number before",
        "concept",
        noun_since,
        (
            (
                "Exports grew from $7 billion to $9 billion, and imports from $2 billion to $3 billion.",
                "$2 billion",
                "imports",
            ),
        ),
    ),
    Rule("object that changed", "concept", object_of_change, (("The mill cut its output by 5%.", "5%", "output"),)),
    Rule(
        "what a sum is added to",
        "concept",
        added_to,
        (("Norway will raise fares, adding £190 to the price.", "£190", "price"),),
    ),
    Rule(
        "noun of a verb of multiplying",
        "concept",
        before_multiplying,
        (("Norway's output doubled.", "doubled", "output"), ("Norway doubled its output.", "doubled", "output")),
    ),
    Rule(
        "noun before a change",
        "concept",
        before_change,
        (("It was a good May, with revenue up 4%.", "4%", "revenue"),),
    ),
    Rule("label with a colon", "concept", label, (("Revenue: $4.2bn", "$4.2bn", "revenue"),)),
    Rule("priced object", "concept", by_price, (("Norway offers tickets for $180.", "$180", "tickets"),)),
    Rule(
        "noun of the verb",
        "concept",
        by_nominal,
        (("Norway sold the port for $9bn.", "$9bn", "sale"), ("Norway controls 51% of Chile.", "51%", "stake")),
    ),
    Rule(
        "part that is owned",
        "concept",
        owned_part,
        (("Zeta Bank, which is 51% owned by Norway, has grown.", "51%", "stake"),),
        (("Zeta Bank, which is 51% full, has grown.", "51%"),),
    ),
    Rule(
        "heading of the list",
        "concept",
        heading,
        (("Norway is old.\n\nExports by country\n\n• Chile: $3bn\n• Peru: $6bn", "$6bn", "exports"),),
    ),
    Rule(
        "noun before a bound",
        "concept",
        before_bound,
        (
            ("Norway will study investments over $9bn.", "$9bn", "investments"),
            ("A floor area below 32 square metres.", "32 square metres", "floor area"),
        ),
        (("Norway sold the port on Monday for over $9bn.", "$9bn"),),
    ),
    Rule(
        "verb of a duration",
        "concept",
        lasting,
        (("The mill ran; it will not operate six years.", "six years", "operate"),),
    ),
    Rule(
        "compared",
        "concept",
        compared,
        (("Norway's output was $9bn. This compares with $6bn in Chile.", "$6bn", "output"),),
    ),
    Rule("subject of the verb", "concept", by_subject, (("The oil price stood at $61.", "$61", "oil price"),)),
    Rule("pronoun", "concept", by_pronoun, (("The dollar fell on Monday. It had lost 5% before.", "5%", "dollar"),)),
    Rule(
        "announced by the headline",
        "concept",
        of_twin("concept"),
        (("It is $9bn in the red\n\nThe mill had a deficit of $9bn.", "$9bn", "deficit"),),
    ),
    Rule(
        "fronted topic",
        "concept",
        by_topic,
        (("In the export basket, Norway accounts for 59%.", "59%", "export basket"),),
    ),
    Rule(
        "introduced list",
        "concept",
        introduced_list,
        (("Norway’s exports were $9bn. They went to:\n\n• Chile – $3bn\n• Peru – $6bn", "$6bn", "exports"),),
    ),
    Rule(
        "counted noun of a movement",
        "concept",
        counted_noun_alone,
        (("Norway trimmed to 500 weavers.", "500 weavers", "weavers"),),
    ),
    Rule(
        "same list", "concept", same_list, (("Norway sends 11% of its exports to Chile, Peru 13%.", "13%", "exports"),)
    ),
    Rule(
        "last movement of the paragraph",
        "concept",
        last_movement,
        (("Output rose 8%. Growth came from Norway (up 4%).", "4%", "output"),),
    ),
    Rule(
        "last share of the paragraph",
        "concept",
        last_share,
        (("Norway's share of exports is 8%. Chile has 4%.", "4%", "share of exports"),),
    ),
    Rule("verb", "concept", by_verb, (("The mill aims to save $5m.", "$5m", "save"),)),
)
"""Rules of the slot `concept`, strongest first."""
