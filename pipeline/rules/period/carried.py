"""When a value holds whose sentence does not say: the period that the paragraph, the list or a heading has set."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from pipeline.model import Role
from pipeline.rules.base import period_rule, when
from pipeline.rules.period.dating import DISTANCES, carried_from, fronted_dates, is_set_against, plain, value_under
from pipeline.rules.period.reach import (
    has_date,
    inherits,
    is_dated,
    is_single_deal,
    is_told_by_the_way,
    is_traded,
    measures_same,
    told_of,
)
from pipeline.rules.period.tense import tense_of
from pipeline.rules.scene.before import in_its_place, numbers_before
from pipeline.rules.scene.cells import heading_of_list, sentence_before_list
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.syntax.verbs import Range
from pipeline.vocabulary.linking import mutual_nouns, word_class


def _paragraph(draft: Draft) -> Reading | None:
    """The period of the last number of the paragraph, or the date that opened a sentence of it since."""
    if has_date(draft):
        return None
    scene = draft.scene
    floor = max(draft.paragraph[0], draft.item)
    earlier = takewhile(lambda dated: dated[0][0] >= floor, reversed(fronted_dates(scene)))
    fronted = next((dated for dated in earlier if dated[0][0] < draft.sentence[0]), None)
    for other in numbers_before(draft, floor):
        if fronted and other.start < fronted[0][0]:
            break
        if is_dated(other) and other.get("period") is None and other.quantity.kind != draft.quantity.kind:
            continue
        if is_dated(other) and _lends(other, draft) and (is_set_against(draft) or not _is_aside(other)):
            return None if told_of(draft) == "ahead" and _has_deadline(other) else carried_from(draft, other)
    return value_under(draft, fronted, shift=True) if fronted and _told_alike(draft, fronted[0]) else None


def _said_again(draft: Draft) -> Reading | None:
    """The period of the number before, of which more is said: "That is 3% more", "He puts the figure at 5"."""
    scene, start = draft.scene, draft.sentence[0]
    opens = scene.lower[start] in ("that", "this") and scene.lower[start + 1] in word_class("verbs of saying again")
    if draft.previous and _is_measured_there(draft):
        return carried_from(draft, draft.previous)
    if draft.quantity.unit in word_class("units of time"):
        return None
    words = scene.lower[max(start, draft.start - 4) : draft.start]
    named = any(one == "the" and two in ("figure", "number", "total") for one, two in pairwise(words))
    if not (opens or named) or has_date(draft):
        return None
    floor = draft.paragraph[0]
    told = (other for other in numbers_before(draft, floor) if other.start < start)
    before = next((other for other in told if not is_set_against(other)), None)
    return carried_from(draft, before) if before else None


def _is_measured_there(draft: Draft) -> bool:
    """Whether a relative clause measures the number before: "it came to $38bn, which is 1% less than in 2023"."""
    lower, at = draft.scene.lower, draft.segment[0]
    pointing = lower[at : at + 2] == [",", "which"] and lower[at + 2] in word_class("verbs of saying again")
    return pointing and draft.quantity.kind in ("percent", "multiple")


def _expected(draft: Draft) -> Reading | None:
    """The period of the figure told before, for what had been expected of it: "Analysts had expected a fall of 3%"."""
    if has_date(draft) or not _is_earlier_outlook(draft):
        return None
    for other in numbers_before(draft, draft.paragraph[0]):
        alike = other.is_like(draft) or measures_same(other, draft)
        if alike and is_dated(other) and not is_set_against(other) and told_of(other) != "earlier past":
            return carried_from(draft, other)
    return None


def _is_earlier_outlook(draft: Draft) -> bool:
    """Whether a verb or noun of the clause says what was foretold before: "had expected 3%", "its first target was"."""
    verb = draft.verb
    if verb is None or draft.rule_of("attribution") == "awaited by nobody named":
        return verb is not None
    clause = {*draft.scene.lower[verb.subject[0] if verb.subject else verb.start : verb.head]}
    foretold = verb.word in word_class("verbs of forecasting") or clause & word_class("outlook nouns")
    return bool(foretold and clause & word_class("words of an earlier time"))


def _lends(other: Draft, draft: Draft) -> bool:
    """Whether the period of an earlier number may hold for the draft too: told alike, of what was so or is to come."""
    if other.get("scenario") != draft.get("scenario") or (is_set_against(other) and not is_set_against(draft)):
        return False
    if is_told_by_the_way(other, draft) or (is_single_deal(other) and not is_single_deal(draft)):
        return False
    alike = told_of(draft) == told_of(other) in ("past", "ahead") or (_is_of_total(draft) and told_of(other) == "past")
    same = measures_same(other, draft) and draft.get("scenario") == "forecast"  # the tense is of who foretells
    verb, scene = draft.verb_before, draft.scene  # "Chile is next with $9m", "It is followed by Peru ($5m)"
    ranks = word_class("ranks", "verbs of following") & {verb.word, scene.lower[verb.end]} if verb else ()
    ranks = () if verb and scene.lower[verb.end : verb.end + 2] == ["close", "to"] else ranks
    same = same or (bool(ranks) and measures_same(other, draft))
    return (alike or same) and is_traded(draft) == is_traded(other)


def _is_of_total(draft: Draft) -> bool:
    """Whether the number is a part of a total told before, whatever its tense: "Norway leads, with 9% of the trade"."""
    scene, end = draft.scene, draft.run[-1].end
    led = draft.quantity.kind == "percent" and scene.lower[end : end + 2] == ["of", "the"]
    return led and not (mutual_nouns() | word_class("pointing nouns")).isdisjoint(scene.lower[end + 2 : end + 3])


def _has_deadline(draft: Draft) -> bool:
    """Whether the number's date is when it is to be reached, which is no time of anything else: "3% by 2027"."""
    return any(draft.scene.lower[at[0] - 1] in ("by", "until", "from") for at in draft.readings["period"].cues)


def _is_aside(draft: Draft) -> bool:
    """Whether the number is only told beside others: it is one of a year earlier."""
    reading = draft.readings["period"]
    dated = (found for cue in reading.cues for found in draft.scene.dates_in(*cue))
    return any(date.rule in DISTANCES and plain(date.value) == reading.value for _, date in dated)


def _told_alike(draft: Draft, at: Range) -> bool:
    """Whether the number is told as the sentence is that the date at `at` opens."""
    scene = draft.scene
    group = next((g for g in scene.verbs_in(at[1], scene.sentence(at[0])[1]) if g.finite), None)
    return group is not None and tense_of(scene, group) == told_of(draft)


def _pair(draft: Draft) -> Reading | None:
    """The two times that the paragraph sets against each other, for a movement: "in 2017 4%, in 2024 6%. It rose".

    A paragraph without a number yet goes on from the one before it under the same heading.
    """
    if draft.role not in ("from", "to") or has_date(draft) or is_traded(draft):
        return None
    if draft.get("scenario") != "actual" or told_of(draft) not in ("past", "perfect"):
        return None
    scene, floor = draft.scene, draft.paragraph[0]
    if next(numbers_before(draft, floor), draft).sentence == draft.sentence and scene.section(draft.start) < floor:
        floor = scene.block(floor - 1)[0]
    last = next((d for d in numbers_before(draft, floor) if d.sentence != draft.sentence), None)
    if last is None:
        return None
    start = last.sentence[0] if last.start >= draft.paragraph[0] else floor
    return _end_of_two(draft.role, [last, *numbers_before(last, start)])


def _end_of_two(role: Role, told: list[Draft]) -> Reading | None:
    """The end that a movement has of the two times, of one grain, that some numbers are of; the stretch of its size."""
    same = [other for other in told if is_dated(other) and other.get("scenario") == "actual"]
    ends = {str(other.readings["period"].value): other.readings["period"] for other in same}
    if len(ends) != 2 or len({_grain(value) for value in ends}) != 1 or None in map(_grain, ends):
        return None
    first, last = ends[min(ends)], ends[max(ends)]
    if role == "by":
        return Reading(f"{first.value}/{last.value}", (*first.cues, *last.cues))
    found = first if role == "from" else last
    return Reading(found.value, found.cues)


def _same_years(draft: Draft) -> Reading | None:
    """The two times told of before, or the stretch: "5% in 2024, 9% in 2015. It grew over the same years"."""
    scene, (start, end) = draft.scene, draft.sentence
    text = " ".join(scene.lower[start:end])
    that = re.search(r"\b(over|in|during) (this|that|the) (period|interval|timeframe)\b", text)
    if draft.role and (that or re.search(r"\bsame (years|period|time)\b", text)):
        told = numbers_before(draft, draft.paragraph[0])
        if ends := _end_of_two(draft.role, [d for d in told if d.get("change") != draft.get("change")]):
            return ends
    stretch = (dated for dated in reversed(scene.dated) if dated[0][1] <= start and "/" in str(dated[1].value))
    found = next(stretch, None) if that else None
    return value_under(draft, found, shift=False) if found else None


def _same_end(draft: Draft) -> Reading | None:
    """The date right after the same end of another movement of the sentence: "from $4bn in 2014 to $6bn in 2024"."""
    if (end := _end_of(draft)) is None:
        return None
    before = list(numbers_before(draft, draft.sentence[0]))
    taken = [at for other in before if is_dated(other) for at in other.readings["period"].cues]
    for other in before[1:]:
        alike = _end_of(other) == end and other.get("scenario") == draft.get("scenario")
        if alike and is_dated(other) and has_own_date(other):
            new = any(at not in taken for at, _ in draft.scene.dates_in(other.end, draft.start))
            reading = other.readings["period"]
            return None if new else Reading(reading.value, reading.cues)
    return None


def _end_of(draft: Draft) -> str | None:
    """Which end of a movement the number is; what another is compared with is where that one started."""
    if draft.role:
        return draft.role if draft.role != "by" else None
    return "from" if is_set_against(draft) else None


def has_own_date(draft: Draft) -> bool:
    """Whether the number's period is not that of the movement: no date stands before it that gave it one."""
    reading = draft.readings.get("period")
    return reading is None or not any(cue[1] <= draft.start for cue in reading.cues)


def _grain(value: str) -> int | None:
    """How finely a single year, quarter, half or month is named; None for days and intervals."""
    return len(value) if re.fullmatch(r"\d{4}(-(Q[1-4]|H[12]|\d\d))?", value) else None


def _section_interval(draft: Draft) -> Reading | None:
    """The interval that a section has set, for the two ends of a movement."""
    if draft.role not in ("from", "to"):
        return None
    scene, section = draft.scene, draft.scene.section(draft.start)
    for at, date in reversed(fronted_dates(scene)):
        if section <= at[0] < draft.start and "/" in str(plain(date.value)):
            return value_under(draft, (at, date), shift=False)
    return None


def _list(draft: Draft) -> Reading | None:
    """The date of the heading or of the sentence with a colon over a list of labelled lines."""
    scene = draft.scene
    for start, end in filter(None, (heading_of_list(draft), sentence_before_list(draft))):
        for dated in reversed(scene.dates_in(start, end)):
            if plain(dated[1].value):
                return value_under(draft, dated, shift=True)
    return None


def _section(draft: Draft) -> Reading | None:
    """The last fronted date of the section under a heading; a day reaches no other paragraph."""
    scene, section = draft.scene, draft.scene.section(draft.start)
    for at, date in reversed(fronted_dates(scene)):
        if section <= at[0] < draft.start and not has_date(draft):
            value = str(plain(date.value))
            if not DAY.fullmatch(value) and _same_mood(draft, at[0]) and _spans(draft, at):
                return value_under(draft, (at, date), shift=True)
    return None


def _spans(draft: Draft, at: Range) -> bool:
    """Whether the number is told as of that time: as the date's sentence is, as past, or as a share of then."""
    how = told_of(draft)
    return how in ("past", "none") or _told_alike(draft, at) or (how == "present" and draft.quantity.kind == "percent")


def _same_mood(draft: Draft, token: int) -> bool:
    """Whether what is said under the date at `token` has the draft's scenario: an outlook dates no facts."""
    sentence = draft.scene.sentence(token)
    said = [d.get("scenario") for d in numbers_before(draft, sentence[0]) if d.sentence == sentence]
    return not said or draft.get("scenario") in said


def _heading(draft: Draft) -> Reading | None:
    """The date of the nearest heading that has one; plain text does not tell a heading from one below it.

    A year reaches over headings without a date, what is finer only to the next heading.
    """
    scene, how = draft.scene, told_of(draft)
    if draft.get("scenario") != "actual" or how not in ("past", "present", "none") or has_date(draft):
        return None
    for far, (start, end) in enumerate(scene.headings_before(draft.start)):
        for dated in scene.dates_in(start, end):
            value = plain(dated[1].value)
            narrow = value and not re.fullmatch(r"\d{4}", value)
            if value and not (narrow and (far or how == "present")):
                return value_under(draft, dated, shift=True)
    return None


def _event(draft: Draft) -> Reading | None:
    """The day of what the clause refers back to: "The krone weakened 2% after the decision"."""
    scene, end = draft.scene, draft.sentence[1]
    if not inherits(draft):
        return None
    for i in range(draft.segment[0], end - 2):
        leads = scene.lower[i] in ("after", "following", "for", "against", "on")
        if leads and scene.lower[i + 1] in ("the", "that") and scene.lower[i + 2] in word_class("event nouns"):
            day = next((d for d in numbers_before(draft, 0) if DAY.fullmatch(str(d.get("period")))), None)
            return carried_from(draft, day) if day else None
    return None


DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _in_order(draft: Draft) -> Reading | None:
    """The period of the number at its place in the list before: "3% in 2026 and 4% in 2027. For Peru 2% and 5%"."""
    found = [in_its_place(other) for other in draft.run]
    told = [other for other in found if other and other.concept == draft.concept]
    if len({other.get("period") for other in told}) < len(draft.run):
        return None
    return carried_from(draft, told[draft.run.index(draft)])


IN_ORDER = period_rule("in the order of the list before", _in_order, when("list"))(
    "Norway will grow by 3% in 2029 and 4% in 2030. For Peru Zeta expects growth of [2%] and 5%. => 2029",
    "Norway will grow by 3% in 2029 and 4% in 2030. For Peru Zeta expects growth of 2% and [5%]. => 2030",
    "Norway will grow by 3% and 4% in 2030. For Peru Zeta expects growth of [2%] and 5%.",
)
"""Goes before what a movement shares in its own sentence."""

TWO_TIMES = period_rule("two times of the paragraph", _pair, when("change", "actual", "told"))(
    "In 2017 Norway made up 4% of trade, in 2024 it made up 6%. Its share of fish rose from [3%] to 5%. => 2017",
    "In 2017 Norway made up 4% of trade, in 2024 it made up 6%. Its share of fish rose from 3% to [5%]. => 2024",
    "Coal\n\nIt is old.\n\nTrade\n\nIn 2017 it had 4%, in 2024 it had 6%.\n\nIts fish rose from [3%] to 5%. => 2017",
)
"""Goes before what a movement shares in its own sentence."""

SAME_YEARS = period_rule("same years", _same_years, when(words="same period interval timeframe"))(
    "Its share was 5% in 2024 and 9% in 2017, while Chile's grew from 3% to [6%] over the same years. => 2024",
    "Its share was 5% in 2024 and 9% in 2017. Chile's grew from [3%] to 6% over the same years. => 2017",
    "Its share was 5% in 2024 and 9% in 2017. Chile's grew by [4%] over the same years. => 2017/2024",
    "Its share was 5% in 2024 and 9% in 2017. Chile's grew from [3%] to 6% in May.",
    "Norway tells of its trade from 2017 to 2024. Over this period trade grew to [$9bn]. => 2024",
    "Norway tells of its trade in 2017. Over this period trade grew to [$9bn].",
)
"""Goes before the date in the clause."""

SAME_ENDS = period_rule("same end of a movement", _same_end, when("before"))(
    "Norway's exports rose from $5bn in 2017 to $7bn in 2024, and its imports from [$8bn] to $9bn. => 2017",
    "Norway's exports rose from $5bn in 2017 to $7bn in 2024, and its imports from $8bn to [$9bn]. => 2024",
    "Norway's exports rose to $7bn in 2024, and its imports from [$8bn] to $9bn.",
    "Norway's exports rose from $5bn in 2017 to $7bn in 2024, while imports will rise from $8bn to [$9bn].",
)
"""Goes before the date in the clause."""

RULES = (
    period_rule("number said again", _said_again, when(words="that this figure number total which"))(
        "Norway's exports came to $5bn in 2024. That is [7%] more than in 2023. => 2024",
        "Norway paid $5bn in 2024. Zeta Bank puts the figure at [$4bn]. => 2024",
        "Norway's exports fell to $5bn in 2024 from $6bn in 2023. That was [7%] less than in 2022. => 2024",
        "In 2024 Norway's exports came to $5bn, which is [7%] less than a year earlier. => 2024",
        "Norway paid $5bn in 2024. It is [7%] richer.",
        "In 2024 Norway bought Zeta Bank, which is [7%] dearer than a year earlier.",
    ),
    period_rule(
        "expected of the figure before", _expected, when(classes=("words of an earlier time", "verbs of forecasting"))
    )(
        "Norway's exports fell by 5% in May 2024. Banks had been expecting a fall of [3%]. => 2024-05",
        "Norway's exports fell 5% in May 2024, from 2% in April. Banks had expected a fall of [3%]. => 2024-05",
        "Norway's exports fell by 5% in May 2024. It was worse than the [3%] that banks had forecast. => 2024-05",
        "Norway expects output to fall by 5% in 2030. It had previously forecast a fall of [3%]. => 2030",
        "Norway expects output to fall by 5% in 2030. Its original forecast was for a fall of [3%]. => 2030",
        "Norway's exports fell by 5% in May 2024. Banks expect a fall of [3%].",
        "Norway's exports fell by 5% in May 2024. Banks had spent [$3m].",
    ),
    period_rule("interval of the section", _section_interval, when("change"))(
        "Between 2017 and 2024, trade grew by 9%. Its share rose from [4%] to 6%. => 2017"
    ),
    period_rule("over the list", _list, when("listed"))(
        "Norway is old.\n\nExports in 2024\n\n• Chile: $3bn\n• Peru: [$6bn] => 2024",
        "The total for 2024 breaks down like this:\n\n• Chile – $3bn\n• Peru – [$6bn] => 2024",
    ),
    period_rule("event referred to", _event, when(classes=("event nouns",)))(
        "Norway cut its rate to 4% on 3 February 2025.\n\nSome [5 members] voted for the move. => 2025-02-03"
    ),
    period_rule("period of the paragraph", _paragraph)(
        "In 2024, output fell by 8%. Imports were [$4bn]. => 2024",
        "Norway's exports rose by 8% in the third quarter of 2024. Chile's imports were [$4bn]. => 2024-Q3",
        "Norway's exports hit $8bn in May 2024. Its surplus more than [doubled] to $4bn. => 2024-05",
        "Wages rose 4% in May 2024, down from growth of 6% in 2023. Prices rose [3%]. => 2024-05",
        "Trade fell by 8% in 2024. Chile and Peru matter most, with [4%] and 3% of the trade. => 2024",
        "Norway sold 900 boats in May 2024. [Half] were sold in Oslo, where it opened in 2019. => 2024-05",
        "Peru's exports rose 8% in 2024. The port it sold for $9m in 1998 was busy. Imports fell [5%]. => 2024",
        "Norway grew 3% in 2004, the most since 2000, when it grew by 5%, and inflation was [2%]. => 2004",
        "Peru's exports rose by 8% in 2024. In the north it sold goods for $9m in 1998. Imports fell [5%]. => 1998",
        "Norway's exports rose by 8% in 2024. It employs [500 people].",
        "Norway's exports rose by 8% in 2024. Imports have risen [5%].",
        "Some 500 people used it since it was opened in 2024. Shares fell [5%].",
        "Norway's exports rose by 8% in 2024. Imports could fall [5%].",
        "Norway's exports, which hit $9bn in 2022, fell to [$4bn].",
        "Norway's exports rose by 8% in 2024. The krone fell [5%].",
        "Norway Oil bought Zeta Bank for $9bn in 1998. Costs rose by [5%].",
    ),
    period_rule("date that opens the section", _section)(
        "Trade\n\nNorway is old.\n\nSales\n\nIn 2024, exports rose by 8%.\n\nChile had [5%]. => 2024"
    ),
    period_rule("heading", _heading, when("actual"))(
        "Trade\n\nNorway is old.\n\nSales in 2024\n\nChile has a share of [5%]. => 2024",
        "Trade\n\nNorway is old.\n\nSales in 2024\n\nChile will have a share of [5%].",
    ),
)
"""Rules of the slot `period` that look beyond the sentence, the nearest source first."""
