"""What is measured: the noun phrase that a quantity belongs to."""

from __future__ import annotations

from pipeline.rules.acts import (
    acted_on,
    by_nominal,
    by_price,
    by_verb,
    cost,
    lasting,
    loss,
    made,
    paid_for,
)
from pipeline.rules.base import Rule, of_twin, when
from pipeline.rules.beside import (
    counted_noun_alone,
)
from pipeline.rules.clause import (
    balance,
    before_bound,
    by_pronoun,
    by_subject,
    by_topic,
    compared,
    said_of_it,
)
from pipeline.rules.concept_beside import RULES_BESIDE
from pipeline.rules.continued import (
    heading,
    introduced_list,
    label,
    last_movement,
    last_share,
    moved_before,
    next_in_rank,
    same_list,
)
from pipeline.rules.parts import (
    of_those_counted,
)
from pipeline.rules.quoted import price_of_named, shares_of_firm

RULES = (
    *RULES_BESIDE,
    Rule("label with a colon", "concept", label, (("Revenue: $4.2bn", "$4.2bn", "revenue"),), when=when("label")),
    Rule(
        "price of what is named",
        "concept",
        price_of_named,
        (
            ("The Norway starts at £9,000.", "£9,000", "price"),
            ("A used Norway changes hands for £9,000.", "£9,000", "price"),
        ),
        (("A season ticket sells for £9,000.", "£9,000"),),
        when=when(
            kinds="money",
            classes=("verbs of pricing", "verbs of changing hands"),
        ),
    ),
    Rule(
        "priced object",
        "concept",
        by_price,
        (("Norway offers tickets for $180.", "$180", "tickets"),),
        when=when(words="for at"),
    ),
    Rule(
        "shares that a firm stands for",
        "concept",
        shares_of_firm,
        (
            ("Shares fell in Oslo. The brewer Velmora Foods fell 2%.", "2%", "shares"),
            ("Stocks were flat. Velmora Foods jumped 6% to 58 euros.", "6%", "shares"),
        ),
        (("Sales were flat. Velmora Foods fell 2%.", "2%"), ("Shares fell. Norway grew 2%.", "2%")),
    ),
    Rule(
        "result that was made",
        "concept",
        made,
        (("The mill made a profit of £61m on sales of £820m. A year ago it made £55m.", "£55m", "profit"),),
        (("Sales were £820m. It made £55m.", "£55m"),),
        when=when(kinds="money", words="make makes made earned"),
    ),
    Rule(
        "what is paid for",
        "concept",
        paid_for,
        (
            ("Norway paid $9m for the land.", "$9m", "land"),
            ("Norway paid $9m for a 65% stake in Chile.", "$9m", "stake"),
            ("Norway spent 18% of its budget on roads.", "18%", "roads"),
            ("Norway spent $9m on roads.", "$9m", "roads"),
        ),
        (("Norway paid $9m for its role.", "$9m"), ("Norway paid $9m for Chile.", "$9m")),
        when=when(kinds="money percent", classes=("verbs of paying", "verbs of spending")),
    ),
    Rule(
        "verb of what is said of it",
        "concept",
        said_of_it,
        (
            ("Norway gave half of the $9m that Chile had asked for.", "$9m", "ask"),
            ("The debts grow. Norway wants the $9m it is owed.", "$9m", "debts"),
        ),
        (("Norway paid $9m, he said.", "$9m"),),
        when=when(kinds="money"),
    ),
    Rule(
        "noun of the verb",
        "concept",
        by_nominal,
        (
            ("The sale is done. Norway sold the port for $9bn.", "$9bn", "sale"),
            ("Norway sold the port for $9bn.", "$9bn", "sell"),
            ("Norway controls 51% of Chile.", "51%", "stake"),
        ),
    ),
    Rule(
        "heading of the list",
        "concept",
        heading,
        (("Norway is old.\n\nExports by country\n\n• Chile: $3bn\n• Peru: $6bn", "$6bn", "exports"),),
        when=when("label"),
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
        when=when(kinds="measure"),
    ),
    Rule(
        "compared",
        "concept",
        compared,
        (("Norway's output was $9bn. This compares with $6bn in Chile.", "$6bn", "output"),),
    ),
    Rule(
        "gap between two sides",
        "concept",
        balance,
        (("Imports outstripped exports by $2bn.", "$2bn", "trade deficit"),),
        (("Imports outstripped forecasts by $2bn.", "$2bn"),),
        when=when(classes=("verbs of outdoing",)),
    ),
    Rule("subject of the verb", "concept", by_subject, (("The oil price stood at $61.", "$61", "oil price"),)),
    Rule("pronoun", "concept", by_pronoun, (("The dollar fell on Monday. It had lost 5% before.", "5%", "dollar"),)),
    Rule(
        "object of the verb",
        "concept",
        acted_on,
        (("The new line moved the start by four hours.", "four hours", "start"),),
        (("The pound gained ground to $2.", "$2"),),
    ),
    Rule(
        "announced by the headline",
        "concept",
        of_twin("concept"),
        (("Oslo: $9bn short\n\nThe mill had a deficit of $9bn.", "$9bn", "deficit"),),
        when=when("headline"),
    ),
    Rule(
        "fronted topic",
        "concept",
        by_topic,
        (("In the export basket, Norway accounts for 59%.", "59%", "export basket"),),
        (("In turn, Norway accounts for 59%.", "59%"),),
    ),
    Rule(
        "part of those counted",
        "concept",
        of_those_counted,
        (("Norway asked 900 firms. Another 38% will hire.", "38%", "firms"),),
        (("Norway asked 900 firms. Sales are 38% of it.", "38%"),),
        when=when(kinds="percent"),
    ),
    Rule(
        "next in rank",
        "concept",
        next_in_rank,
        (
            ("Norway had sales of $9bn. Chile came next with $5bn.", "$5bn", "sales"),
            ("Norway had sales of $9bn. Chile ranked third: $5bn.", "$5bn", "sales"),
        ),
        (("Norway had sales of $9bn. Chile came to Peru with $5bn.", "$5bn"),),
        when=when(classes=("ranks",)),
    ),
    Rule(
        "introduced list",
        "concept",
        introduced_list,
        (("Norway’s exports were $9bn. They went to:\n\n• Chile – $3bn\n• Peru – $6bn", "$6bn", "exports"),),
        when=when("label"),
    ),
    Rule(
        "counted noun of a movement",
        "concept",
        counted_noun_alone,
        (("Norway trimmed to 500 weavers.", "500 weavers", "weavers"),),
        when=when("noun"),
    ),
    Rule(
        "cost",
        "concept",
        cost,
        (("Getting there will cost $95m.", "$95m", "cost"),),
        (("A ticket will cost $95.", "$95"),),
        when=when(kinds="money"),
    ),
    Rule(
        "same list",
        "concept",
        same_list,
        (("Norway sends 11% of its exports to Chile, Peru 13%.", "13%", "exports"),),
        when=when("before"),
    ),
    Rule(
        "loss",
        "concept",
        loss,
        (
            ("The losses go on. The ferry firm Zeta lost $4m.", "$4m", "losses"),
            ("Zeta lost $4m.", "$4m", "lose"),
        ),
        (("The shares lost $4.", "$4"),),
        when=when(kinds="money"),
    ),
    Rule(
        "last movement of the paragraph",
        "concept",
        last_movement,
        (("Output rose 8%. Growth came from Norway (up 4%).", "4%", "output"),),
        when=when("change"),
    ),
    Rule(
        "last share of the paragraph",
        "concept",
        last_share,
        (("Norway's share of exports is 8%. Chile has 4%.", "4%", "share of exports"),),
        when=when(kinds="percent"),
    ),
    Rule(
        "movement of the paragraph",
        "concept",
        moved_before,
        (("Sales of cars rose. Velmora gained 41%.", "41%", "sales of cars"),),
        (("Zeta Bank rose. Velmora gained 41%.", "41%"),),
        when=when(kinds="percent"),
    ),
    Rule(
        "verb",
        "concept",
        by_verb,
        (("The mill aims to save $5m.", "$5m", "save"),),
        when=when(kinds="money count multiple measure"),
    ),
)
"""Rules of the slot `concept`, strongest first."""
