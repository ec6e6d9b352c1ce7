"""When a value holds: the date that its own sentence gives it. What it inherits from further off is `carried`'s."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rules.base import period_rule, when
from pipeline.rules.period.carried import IN_ORDER, SAME_ENDS, SAME_YEARS, TWO_TIMES, has_own_date
from pipeline.rules.period.carried import RULES as CARRIED
from pipeline.rules.period.dating import (
    DISTANCES,
    Dated,
    carried_from,
    is_fronted,
    is_set_against,
    leads_back,
    usable,
    value_under,
)
from pipeline.rules.period.elsewhere import in_other_bracket, is_elsewhere
from pipeline.rules.period.lead import ENDS
from pipeline.rules.period.lead import RULES as LEAD
from pipeline.rules.period.reach import is_closed_off, is_told_by_the_way
from pipeline.rules.period.reported import RULES as REPORTED
from pipeline.rules.period.tense import tense_of, told
from pipeline.rules.scene.cells import date_of_cell, in_own_cell
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.vocabulary.linking import change_verbs


def right_after(draft: Draft) -> Reading | None:
    """A date that follows the number directly: "from $24bn in 2017", "to 110,000 staff by 2010"."""
    scene = draft.scene
    if _is_whole(draft):
        return None
    end = draft.end + 2 * (scene.lower[draft.end : draft.end + 2] == ["or", "so"])
    for at, date in scene.dates_in(end, draft.sentence[1]):
        noun = scene.phrase_at.get(draft.start)
        own = noun.end if noun and scene.classes[noun.end : noun.end + 2] in ("BU", "WU") else end
        own += scene.lower[own] in ("that", "which", "who")
        between = range(own + (scene.classes[own] == "U"), at[0])  # "the $9m that it made in 2004"
        if len(between) > 8 or any(scene.classes[i] not in "PTNJRHOVSX" and scene.lower[i] != "them" for i in between):
            return None
        if any(scene.words[i] in ",;:" for i in between) or in_other_bracket(draft, at):
            return None
        if usable(draft, (at, date)):
            return value_under(draft, (at, date), shift=False)
    return None


def _fronted(draft: Draft) -> Reading | None:
    """The date that opens the sentence: "In 2024, exports rose", "When the pact was signed in 2024, exports rose"."""
    scene, first = draft.scene, draft.sentence[0]
    dated = scene.dates_in(first, draft.start)
    when_ = scene.lower[first] == "when"
    found = (d for d in dated if is_fronted(scene, d[0]) or (when_ and scene.words[d[0][1]] == ","))
    return next((value_under(draft, dated, shift=True) for dated in found), None)


def _in_clause(draft: Draft) -> Reading | None:
    """The date nearest to the number in its clause, before or after it."""
    if _is_whole(draft):
        return None
    after = draft.drafts[draft.index + 1 : draft.index + 4]
    following = next((d for d in after if not (d.bracket or _is_whole(d) or d.is_setting or _is_known(d))), None)
    end = min(draft.sentence[1], following.start if following else draft.sentence[1])
    start, before = draft.segment[0], draft.previous
    if before and before.bracket:
        start = before.segment[0] if before.previous else draft.sentence[0]
    near = (d for d in draft.scene.dates_in(start, end) if usable(draft, d) and not is_elsewhere(draft, d[0]))
    found = [(abs(dated[0][0] - draft.start), dated) for dated in near if not _is_of_last(draft, dated)]
    if not found:
        return None
    at, date = min(found, key=lambda pair: pair[0])[1]
    back = date.rule in DISTANCES and at[0] > draft.start  # "from $9m, or 4 cents, a year earlier"
    return value_under(draft, (at, date), shift=not back)


def _is_of_last(draft: Draft, dated: Dated) -> bool:
    """Whether a date is what the number before is compared with: "4% in July from a year earlier, less than the 5%"."""
    scene, (at, date) = draft.scene, dated
    compared = date.rule in DISTANCES or scene.lower[at[0] - 1] == "from"
    return compared and draft.previous is not None and "," in scene.words[at[1] : draft.start]


def _told_of(draft: Draft) -> Reading | None:
    """The date that a clause tells of in which the number stands: "since May 2004, when they touched $55"."""
    scene = draft.scene
    for at, date in reversed(scene.dates_in(draft.sentence[0], draft.start)):
        opening = at[1] + (scene.words[at[1]] == ",")
        verb = scene.verb_after(opening, draft.sentence[1])
        over = verb is None or any(later.finite for later in scene.verbs_in(verb.end, draft.start))
        if scene.lower[opening] != "when" or over:
            return None
        return value_under(draft, (at, date), shift=False)
    return None


def _is_whole(draft: Draft) -> bool:
    """Whether it counts that of which the number before is a part: "9 of its 30 mills shut in 2024"."""
    if draft.previous is None or draft.previous.double is not None:
        return False
    scene, between = draft.scene, range(draft.previous.end, draft.start)
    near = 0 < len(between) <= 6 and scene.lower[between[0]] == "of" and "," not in scene.words[slice(*draft.segment)]
    return near and all(scene.classes[i] in "TSONJXH" for i in between[1:])


def _is_known(draft: Draft) -> bool:
    """Whether it only counts what the reader knows: "9bn euros in the six countries at the end of 2021"."""
    known = draft.scene.lower[draft.start - 1] == "the" and draft.hook_word in ("in", "across")
    return known and draft.quantity.noun is not None


def _end_of_movement(draft: Draft) -> Reading | None:
    """The date after the level that a movement arrives at, for its size: "by 25 points to 3.75% on Wednesday"."""
    if draft.role == "from":
        return None
    for following in draft.drafts[draft.index + 1 : draft.index + 4]:
        if following.double is not None:
            if reading := right_after(following):
                return reading
            continue
        moves = following.goes_on and (following.get("change") or draft.get("change"))
        more = _is_more_of(following)
        alike = _is_object_too(following, draft) or _moves_too(following, draft)
        apposed = "or" in draft.scene.lower[slice(*following.segment)]
        acts = not apposed and any(draft.scene.classes[i] in "BV" for i in range(following.end, following.end + 2))
        if not (_is_joined(following) or moves or more or alike) or (acts and not more):
            return None  # "has 27 pacts, and six are to be renewed in 2030"
        if draft.scene.dates_in(draft.end, following.start) or leads_back(following):
            return None
        if reading := right_after(following) or (_in_clause(following) if apposed or more else None):
            return reading
    return None


def _same_movement(draft: Draft) -> Reading | None:
    """The period of the number before, in the same list or movement of the sentence."""
    before = draft.previous
    if _is_whole(draft):
        return None
    while before and is_set_against(before) and not is_set_against(draft) and has_own_date(before):
        before = before.previous
    if not before or not draft.concept or _in_passing(draft, before):
        return None
    return carried_from(draft, before)


def _in_passing(draft: Draft, before: Draft) -> bool:
    """Whether the number before stands in a relative clause that is over, or is told in another tense."""
    scene, one, other = draft.scene, before.verb, draft.verb
    if is_closed_off(draft, (before.start, before.end)):
        return True
    if one is None or other is None or one == other:
        return False
    if one.finite and scene.lower[other.start] == "to" and told(before) == "past" and told(draft) == "present":
        return before.get("scenario") == draft.get("scenario") == "actual"
    foretold = before.get("scenario") == "forecast" and draft.get("scenario") == "actual" and not is_set_against(draft)
    if foretold or is_told_by_the_way(before, draft):
        return True
    if not (one.finite and other.finite):
        return False
    aimed = draft.rule_of("scenario") == "what stands"  # "it rose to 3% in May but is above the 2% target"
    actual = before.get("scenario") == "actual" and (aimed or draft.get("scenario") == "actual")
    tenses = {tense_of(scene, one), tense_of(scene, other)}
    due = {*scene.lower[other.start : other.end]}
    if tense_of(scene, one) == "past" and due & {"will", "would", "could"} and "have" not in due:
        return True  # "it rose by 4% in 2024 and would not slow to 3%"
    if ";" in scene.words[before.end : draft.start] and not tenses <= {"past", "earlier past"}:
        return True
    return actual and len(tenses) > 1 and tenses != {"perfect", "earlier past"}


def _is_more_of(draft: Draft) -> bool:
    """Whether the number adds to the one before under its verb: "90 jobs would go in Oslo and a further 40 in Rome"."""
    scene, low = draft.scene, draft.segment[0]
    joint = next((i for i in range(draft.start - 1, low, -1) if scene.lower[i] == "and"), None)
    if joint is None or not {"further", "another"} & set(scene.lower[max(joint, draft.start - 2) : draft.start]):
        return False
    return not any(group.finite or group.start == joint + 1 for group in scene.verbs_in(joint, draft.sentence[1]))


def _is_joined(draft: Draft) -> bool:
    """Whether only "and", "or" or "on", hedges and a noun with "of" part the number from the one before.

    "6 mills and some 500 jobs", "6 mills and sales of $5m", "$1m on sales of $5m"; also "$5m on 6 mills".
    """
    lower, (low, high) = draft.scene.lower, draft.segment
    if lower[low:high] in (["on"], ["for"], ["to"], ["in"]) and draft.quantity.noun:
        return True
    if low < high and lower[low] in ("and", "or", "on") and lower[high - 1] == "of":
        return all(kind in "NJTSO" for kind in draft.scene.classes[low + 1 : high - 1])
    start, end = draft.scene.tokens_of(draft.quantity.cue) if draft.quantity.cue else (high, high)
    if not all(lower[i] in JOINING or start <= i < end for i in range(low, high)):
        return False
    return not {"and", "or"}.isdisjoint(lower[low:high])


def _is_object_too(following: Draft, draft: Draft) -> bool:
    """Whether both are objects of one verb, joined: "sold 900 cars in Norway and 40 vans in Peru in 2004"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or following.verb is not verb or draft.start - verb.end > OBJECT_WORDS:
        return False
    between = range(draft.end, following.start)
    joint = "and" in scene.lower[draft.end : following.start]
    joint = joint or (
        "," in scene.words[draft.end : following.start] and draft.quantity.kind == following.quantity.kind
    )
    return joint and all(scene.classes[i] not in "DBWV" and scene.words[i] not in ";:" for i in between)


def _moves_too(following: Draft, draft: Draft) -> bool:
    """Whether both tell how something moved, in clauses told alike: "exports rose 9% and imports fell 4% in 2004"."""
    scene, one, two = draft.scene, draft.verb, following.verb
    if one is None or two is None or one is two or not {one.word, two.word} <= change_verbs():
        return False
    joint = {*scene.lower[draft.end : two.start]} & {"and", "while"}
    moved = draft.hook == one.head and following.hook == two.head and draft.quantity.kind == following.quantity.kind
    return bool(joint and moved) and tense_of(scene, one) == tense_of(scene, two)


OBJECT_WORDS = 2
"""Words between a verb and its object's number, at most: "sold only about 900 cars"."""

JOINING = frozenset(["and", "or", ",", ")", "some", "about", "another", "a"])
"""What may stand between two numbers that are joined."""


_RULES = (
    period_rule("date right after", right_after, when("date"))(
        "Exports grew from [$7bn] in 2017 to $14bn in 2024. => 2017",
        "It took 9 boats in 2024, [three] of them in May 2024. => 2024-05",
        "It will employ [500 weavers] by 2030. => 2030",
        "Norway spent [$9bn] on fuel in 2024, 35% more than in 2023. => 2024",
        "The krone lost [5%] against the euro in 2024. => 2024",
        "Norway shed 400 jobs in May 2025 after adding [900] in the whole of 2024. => 2024",
        "In 2024, exports rose by 8%. Shares fell [5%] on Tuesday. => None",
    ),
    period_rule("fronted date", _fronted, when("date"))(
        "For the first quarter of 2024, Norway Oil reported that profits rose to [$9m]. => 2024-Q1",
        "In 2024, exports rose by [8%]. => 2024",
        "Between 2017 and 2024, exports rose from [$7bn] to $9bn. => 2017",
        "On 3 February 2025, the mill said sales rose by [8%].",
        "In January 2025, the mill had forecast sales of [$5bn].",
    ),
    period_rule("clause that tells of a date", _told_of, when(words="when"))(
        "Oil has lost 5% since May 2004, when it touched [$55]. => 2004-05",
        "Norway has been rich since 2002, when exports hit [$9bn]. => 2002",
        "Norway was at its weakest since 2002, when [200 cars] were sold. => 2002",
        "Norway grew in 2002, when rain fell, and exports hit [$9bn].",
    ),
    SAME_YEARS,
    SAME_ENDS,
    period_rule("date in the clause", _in_clause, when("date"))(
        "Exports in 2024 rose by [8%]. => 2024",
        "Ann Lee, [51], joined Zeta Bank in 1998.",
        "Some [85mm] of rain fell, the most since 1998.",
        "Profit rose to $9m in 2004 from $8m, or [4 cents] a share, a year earlier. => 2003",
        "Norway's 2004 profit rose by [8%]. => 2004",
        "Zeta Bank said third-quarter 2004 profit rose by [8%]. => 2004-Q3",
        "Copper for delivery in May rose to [$3,150].",
        "In 2017 Norway made up [4%] of trade, in 2024 it made up 6%. => 2017",
        "Oslo is old. In the first quarter of 2024 trade was [$5bn]. => 2024-Q1",
        "For 2026 Norway Oil expects sales of [$5bn]. => 2026",
        "Norway grew 2% in 2004. The 2003 figure was cut to [1%]. => 2003",
        "In 2004 it lost $9m. Norway lost [four times] the figure for the previous year.",
        "Zeta Bank shut [9] of its 30 mills in 2024. => 2024",
        "Norway has sold [40 mills] to investors and funds in 2024. => 2024",
        "Norway will hire [40 people] when the port opens in 2030. => 2030",
        "Zeta Bank was fined [$9m] for selling tea in 2024.",
        "Norway has offered to pay [10%] of what Chile owes until 2030. => 2030",
        "Norway's jobless rate rose to 6% in May 2024 from [5%]. => 2024-04",
        "Over the year Norway's jobless rate rose to 6% in May 2024 from [5%]. => 2023-05",
        "Norway had a surplus of [$5bn] (£3bn; 4bn euros) in May 2024, up from $4bn. => 2024-05",
        "Zeta Bank shut 9 of its [30 mills] in 2024.",
        "Norway Oil had sales of $5bn in 2024 and employs [900 people].",
        "Norway Oil has shut 9 mills since 2024 and employs [900 people].",
        "Traffic rose to [900 ships] after Norway opened a port in May 2024.",
        "Norway has cut its rate since May 2024, from [4%] to 3%. => 2024-05",
        "Its share fell from 8% in 2016 to [3%].",
        "Norway earned $9m, 4% more than in the same period of 2023, and Chile [$5m].",
        "Exports rose by [8%], while imports fell in 2024.",
        "The mill said on 3 February 2025 sales rose by [8%].",
        "The director received [£410] (2024: £385).",
        "In a poll of mills, [29] said they saw no growth in 2024.",
    ),
    period_rule("end of the movement", _end_of_movement, when("date"))(
        "Norway cut output by [5%] to 9 million tonnes in 2024. => 2024",
        "Norway's profit was [$5m] (£3m), or 9 cents a share, in May 2024. => 2024-05",
        "Norway Oil had [900 staff] and sales of $5bn in 2024. => 2024",
        "Norway Oil spent [$9bn] on four mills in 2024. => 2024",
        "Norway earned [$9m] from tea and $4m from tourism in 2024. => 2024",
        "Norway's exports rose [9%] and its imports fell 4% in 2024. => 2024",
        "Norway earned [$9m] from tea and has earned $4m from tourism in 2024.",
        "Norway has [27 trade pacts], and six are to be renewed in 2030.",
        "Some [90 jobs] will go in Oslo and a further 40 in Rome by the end of 2030. => 2030",
        "Inflation in Norway slowed to [4%], from a peak of 9% in May 2024.",
        "Norway has coins worth [$9m] and plans to add a further $4m by 2030.",
        "Shares in Norway Steel fell [11p], or 5%, to 209p on 3 February 2025. => 2025-02-03",
    ),
    IN_ORDER,
    TWO_TIMES,
    ENDS,
    period_rule("same movement", _same_movement, when("before"))(
        "In the year to June 2024 exports rose by 8% and imports by [6%]. => 2023-07/2024-06",
        "In the year to June 2024 prices rose by 8% and wages by [6%]. => 2024-06",
        "The IMF expects growth of 4% in 2026 and says debt, at [79%] of output, is high.",
        "Mills, which had shed 900 workers in 2024, took on [300].",
        "Norway built 9 mills in 2024, and has since also sold [40 ships].",
        "Exports rose by 8% in 2024, said Norway, and would not rise by [9%].",
        "Norway, which began in 1984 selling 9 kinds of tea, now exports to [65 countries].",
        "The mill made 900 boats in 2024, although it has the means to build [4,000 boats].",
    ),
    *CARRIED,
    *REPORTED,
    *LEAD,
)

RULES = (
    period_rule("date of the column or row", date_of_cell)(
        "Place\t2023 ($m)\t2024 ($m)\nNorway\t9\t[8]\nChile\t7\t6 => 2024",
        "Place\tExports ($m)\tImports ($m)\nNorway\t9\t[8]\nChile\t7\t6",
    ),
    *(replace(rule, fit=in_own_cell) for rule in _RULES),
)
"""Rules of the slot `period`, strongest first."""
