"""What a date of the text says about when a number holds: whether it may, and the period that it gives."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from pipeline.model import Date
from pipeline.rules.period.tense import tense_of, told
from pipeline.rules.scene.deal import deal_of
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.once import once_an_article, once_of_each, once_read
from pipeline.rules.syntax.verbs import Range
from pipeline.timex import calendar
from pipeline.vocabulary.linking import is_reporting, word_class

Dated = tuple[Range, Date]
"""A date and its tokens."""

DISTANCES = ("earlier or later", "ago", "same period", "year-ago period")
"""Rules of dates that count from another time: what they stand after is compared with that."""


@once_an_article
def fronted_dates(scene: Scene) -> tuple[Dated, ...]:
    """Each date that sets a period for what follows it ("In 2024, …"), in text order."""
    named = ((at, date) for at, date in scene.dated if plain(date.value))
    return tuple(dated for dated in named if is_fronted(scene, dated[0]) or _is_topic(scene, dated[0]))


def _is_topic(scene: Scene, at: Range) -> bool:
    """Whether a sentence without a number is about the time: "But the fourth quarter was weak."."""
    start, end = scene.sentence(at[0])
    lead = list(islice((i for i in range(start, at[0]) if not scene.words[i].isspace()), 3))
    verb, number = scene.verb_at.get(at[1]), scene.number_before(end)
    if len(lead) > 2 or any(scene.classes[i] == "P" for i in lead) or verb is None or not verb.finite:
        return False
    return number is None or scene.quantity_at[number][0] < start


def is_fronted(scene: Scene, at: Range) -> bool:
    """Whether the date opens its sentence with a preposition or alone and a comma follows it, or as an interval."""
    start, _ = scene.sentence(at[0])
    lead = list(islice((i for i in range(start, at[0]) if not scene.words[i].isspace()), 3))
    opens = len(lead) <= 2 and all(scene.classes[i] in "PTRSJ" for i in lead)
    end = at[1] + (scene.lower[at[1]] == "alone")
    interval = [scene.lower[i] for i in lead] in (["between"], ["from"]) and at[1] > at[0] + 1
    closed = interval or scene.words[end] == ","
    return opens and closed and not (dates_saying(scene, at) or _is_bound(scene, at))


def _is_bound(scene: Scene, at: Range) -> bool:
    """Whether the sentence opens with what came before the date: "Before the war of 1959 it sold 5 mills"."""
    start = scene.sentence(at[0])[0]
    return scene.lower[start] == "before" and at[0] - start <= BOUND_WORDS


BOUND_WORDS = 5
"""Words from "before" to the date that bounds the time told of, at most."""


def dates_saying(scene: Scene, at: Range) -> bool:
    """Whether the date says when something was said: "said on Thursday sales rose 5%", "On Friday, it said …"."""
    start, end = scene.sentence(at[0])
    before = scene.verb_before(at[0], start)
    if "for" in scene.lower[max(start, at[0] - 2) : at[0]] and before is None:
        return False  # "For the first quarter, it reported"
    if before is not None and is_reporting(before.word):
        named = scene.words[at[0]].isdigit() or scene.words[at[0] + 1] == "-"
        first = before.end + (scene.classes[before.end] == "S")
        if at[0] == first and named and scene.classes[at[1]] in "NJ":
            return False  # "said third-quarter profit rose", "said its 2004 sales fell"
        if opens_that_clause(scene, at) or (tense_of(scene, before) == "present" and scene.words[at[1]] != "."):
            return False  # "said on Friday that in 2004 sales rose", "analysts say in 2004 sales rose"
        return not any(scene.classes[i] in "QN" or scene.words[i] == "," for i in range(before.end, at[0]))
    after = scene.verb_after(at[1], end) if before is None else None
    if after is not None and after.word in word_class("verbs of forecasting"):
        month = any(re.match(r"\d{4}-\d\d", str(date.value)) for _, date in scene.dates_in(*at))
        return month and tense_of(scene, after) in ("past", "earlier past")
    if after is None or not is_reporting(after.word):
        return False
    said = scene.verbs_in(after.end, end)
    return any(verb.finite or scene.lower[verb.start] == "to" for verb in said)


def opens_that_clause(scene: Scene, at: Range) -> bool:
    """Whether the date comes first in what is said: "said that in the third quarter", "as Ann Lee says, in 2004"."""
    i = at[0] - 1 - (scene.classes[at[0] - 1] == "T")
    return scene.lower[i - (scene.classes[i] == "P")] in ("that", ",")


@once_of_each
def holds(scene: Scene, at: Range) -> bool:
    """Whether the date says when something holds: no part of a name or dateline, not when it was said or ranked."""
    if at[0] in scene.mention_at or _is_bound(scene, at) or scene.is_dateline(at[0]) or dates_saying(scene, at):
        return False
    if "delivery" in scene.lower[max(0, at[0] - 3) : at[0]]:
        return False  # "copper for delivery in three months"
    low = scene.sentence(at[0])[0]
    since = next((i for i in range(at[0] - 1, low, -1) if scene.lower[i] == "since" or i in scene.verb_at), low)
    ranked = set(scene.lower[max(0, since - 5) : since]) & word_class("ranking words")
    ranked |= {scene.lower[since - 1]} & {"most", "least"}  # "the most since 1998"
    return scene.lower[since] != "since" or not ranked or bool(scene.dates_in(since, at[0]))


def usable(draft: Draft, dated: Dated) -> bool:
    """Whether the date says when the number holds, and not what that is only compared with."""
    scene, (at, date) = draft.scene, dated
    aged = draft.concept == "age" and scene.words[draft.end] == ","  # "Ann Lee, 51, joined in 1998"
    if aged or not holds(scene, at) or (_modifies_noun(scene, at) and not _is_of_concept(draft, at)):
        return False
    foretold = draft.get("scenario") == "forecast" and scene.lower[at[0]] == "last" and told(draft) == "past"
    day = date.rule == "weekday" or re.match(r"\d{4}-(W|\d\d-\d)", str(date.value))
    reports = draft.verb is not None and is_reporting(draft.verb.word) and draft.quantity.kind != "count"
    if foretold or (day and reports and draft.concept in word_class("takings of firms")):
        return False  # "reported a profit of $9m on Monday"
    change = draft.get("change")
    lead = scene.lower[max(draft.end, at[0] - 8) : at[0]] if at[0] > draft.start else scene.lower[at[0] - 2 : at[0]]
    back = date.rule in DISTANCES or "previous" in scene.lower[slice(*at)]
    measured = _leads_back(scene, at) or {("than", "they"), ("than", "it")} & {*pairwise(lead)}
    if back and measured and not is_set_against(draft):
        return False  # "rose 6% from a year earlier", "is 6% higher than it was a year ago"
    whole = scene.lower[at[1] : at[1] + 3] == ["as", "a", "whole"]
    if lead[-2:] in (["over", "the"], ["on", "the"], ["on", "a"]) and at[1] - at[0] == 1 and change and not whole:
        return False
    deal = deal_of(draft) if scene.lower[draft.end] == "for" and at[0] > draft.end else None
    if deal is not None and deal.row.name in ("fine", "claim"):
        return False  # "was fined $9m for selling it in 2004"
    cause = "after" in lead[-3:] and at[0] > draft.end and draft.get("scenario") == "forecast"
    on_year = scene.lower[at[0] - 1] == "on" and re.fullmatch(r"\d{4}", str(date.value))  # "20% up on 2003"
    if cause or _is_base(scene, at) or (on_year and not is_set_against(draft)):
        return False
    moves = change and at[0] > draft.start and not (date.first == date.last and draft.get("scenario") == "forecast")
    moved = ({"from"} if date.first == date.last else {"from", "on"}) if moves else set()
    near = set(lead[-3:])
    if "N" in scene.classes[at[0] - 2 : at[0]]:
        between = lead[-1:] == ["in"] or scene.classes[at[0] - 1] == "N"
        near -= {"from", "on" if between else ""}  # "from exports this year", "on tea in 2004", "on tea last year"
    if scene.lower[at[0] - 1] in word_class("currency nouns"):
        near.discard("against")
    if at[0] < draft.start and scene.classes[at[1]] == "O":
        return True
    as_far = "as" in lead[-2:] and scene.lower[at[0] - 2] not in ("recently", "late", "early")
    compared = near & (word_class("comparing words") | moved) or as_far or set(lead) & {"above", "below"}
    return not compared or is_set_against(draft) or scene.lower[at[0]] in ("start", "beginning")


def _leads_back(scene: Scene, at: Range) -> bool:
    """Whether a distance only says from when something moved: "rose 6% from a year earlier to $9bn"."""
    before = at[0] - 1 - (scene.classes[at[0] - 1] == "T")
    before -= scene.lower[before - 1 : before + 1] == ["than", "in"]
    if scene.lower[before] not in ("from", "on", "over", "than"):
        return False
    words = scene.lower[slice(*at)]
    return words[0] != "same" or words[-1].isdigit() or not {"last", "earlier", "before", "ago"}.isdisjoint(words)


def _is_base(scene: Scene, at: Range) -> bool:
    """Whether a number measures by the figure of that time: "2.2 times the figure for 2014", "double that of 2010"."""
    number = scene.number_before(at[0])
    start = scene.quantity_at[number][1] if number is not None else at[0]
    between = scene.lower[start : at[0] - (scene.lower[at[0] - 1] == "the")]
    near = 2 <= len(between) <= 4 and not scene.verbs_in(start, at[0])  # not "the $9m that they made in 2010"
    return near and between[0] in ("the", "that", "its") and between[-1] in ("for", "of", "in", "from")


def _modifies_noun(scene: Scene, at: Range) -> bool:
    """Whether a noun goes on after the date ("2004 levels"), not a subject ("In 2004 Oslo …", "Last year Oslo …")."""
    if scene.classes[at[1]] != "N" or "of" in scene.lower[slice(*at)]:
        return False
    lead = at[0] - 1 - (scene.lower[at[0] - 1] == "the")
    adverb = scene.lower[at[0]] in ("last", "this", "next") and scene.classes[lead] not in "PTJS"
    noun = scene.phrase_at.get(at[1])
    timed = noun is not None and noun.word in word_class("units of time")  # "cocoa in the 2023/24 season"
    if adverb or timed or scene.lower[at[1] - 1] in word_class("adverbs of distance"):
        return False
    placed = scene.lower[lead] in ("in", "during", "for")
    return not (placed and (lead in scene.sentence_starts or scene.words[lead - 1] in (",", ";")))


def _is_of_concept(draft: Draft, at: Range) -> bool:
    """Whether what is measured is named right after the date: "2005 profit fell to $9m", "forecast for 2005 profit"."""
    reading, phrase = draft.readings.get("concept"), draft.scene.phrase_at.get(at[1])
    if reading is None or phrase is None:
        return False
    outlook = not word_class("outlook nouns").isdisjoint(draft.scene.lower[max(0, at[0] - 3) : at[0]])
    if outlook or phrase.word in ("figure", "estimate", "reading"):
        return True
    return any(phrase.start < end and start < phrase.end for start, end in reading.cues)


def value_under(draft: Draft, dated: Dated, *, shift: bool) -> Reading:
    """The period of the draft under a date: an end of an interval for from and to, else the date itself.

    With `shift` a level that something moved from takes the comparable period before; what is to move starts from what
    is so now, at no time that is said. A date without a value empties the slot: nobody could tell when that is.
    """
    at, date = dated
    value = _last_month(draft, date) or _of_both(draft, at) or written_out(date)
    foretold = draft.hook_word == "of" and draft.scene.lower[draft.hook - 1] in word_class("outlook nouns")
    now = told(draft) == "ahead" or draft.scene.lower[draft.beyond] in word_class("words of now")
    since = "since" in draft.scene.lower[at[0] - 1 : at[0] + 1]  # "has cut its rate since May, from 3% to 2%"
    if value is None or (shift and draft.role == "from" and not foretold and now):
        return Reading(None, (at,))
    if draft.role in ("from", "to") and "/" in value and not is_one_year(date):
        first, last = value.split("/", 1)
        value = first if draft.role == "from" else last
    elif draft.role == "from" and shift and not (foretold or since or _is_revised(draft, at)):
        value = _month_before(draft, value) or earlier(value) or value
    return Reading(value, (at,))


def _of_both(draft: Draft, at: Range) -> str | None:
    """The stretch of two months or years that "and" joins, of both of which one number is: "in July and August"."""
    for (one, first), (two, second) in pairwise(draft.scene.dates_in(*draft.sentence)):
        if at in (one, two) and draft.scene.lower[one[1] : two[0]] == ["and"] and len(draft.run) == 1:
            follows = first.last and second.first and (second.first - first.last).days == 1
            return f"{first.value}/{second.value}" if follows and len(first.value or "") in (4, 7) else None
    return None


def _last_month(draft: Draft, date: Date) -> str | None:
    """The month to whose end prices moved in a year, as a rate of then: "prices rose 3% in the year to January".

    Prices do not add up over a year as output and sales do. A calendar year stays one, as growth in 2024 does.
    """
    rate = draft.quantity.kind == "percent" and (draft.role == "by" or "inflation" in draft.concept_words)
    if not rate or date.rule != "year on year stretch" or date.first is None or date.last is None:
        return None
    if (date.last - date.first).days not in (364, 365) or date.last.month == 12:
        return None
    paid = word_class("things told year on year")
    words = {*draft.concept.lower().split(), *draft.scene.lower[draft.sentence[0] : draft.start]}
    return f"{date.last:%Y-%m}" if paid & words else None


def _month_before(draft: Draft, value: str) -> str | None:
    """The month before, where a rate of a month moved from and no year is spoken of: "edged up to 5.6% from 5.5%".

    Of other figures too where the text compares with the month before by name, and not with the year before.
    """
    scene = draft.scene
    month = calendar.parse(value) if re.fullmatch(r"\d{4}-\d\d", value) else None
    before = calendar.shift(month, -1) if month else None
    percent, bases = draft.quantity.kind == "percent", _bases(scene)
    told = scene.lower[slice(*(draft.sentence if percent else scene.block(draft.start)))]
    if before is None or any(word.startswith("year") or word == "annual" for word in told):
        return None
    by_month = before.value in bases and earlier(value) not in bases
    return before.value if percent or by_month else None


@once_an_article
def _bases(scene: Scene) -> frozenset[str]:
    """The times that the text compares others with by name: "9% more than in September", "from $38 in September"."""
    comparing = word_class("comparing words") | {"from"}
    against = ((date, set(scene.lower[max(0, at[0] - 8) : at[0]])) for at, date in scene.dated)
    return frozenset(str(plain(date.value)) for date, lead in against if lead & comparing)


def _is_revised(draft: Draft, at: Range) -> bool:
    """Whether a figure for one time is put anew, and nothing moves in time: "cut its guidance for 2026 from $5bn"."""
    scene = draft.scene
    moved = draft.verb_before.end if draft.verb_before else at[0]
    before = scene.lower[min(moved, max(0, at[0] - 3)) : at[0]]
    outlook = word_class("outlook nouns") & {*before, *scene.lower[at[1] : at[1] + 3]}
    return bool(outlook or word_class("words of revision") & set(scene.lower[draft.sentence[0] : draft.start]))


def is_one_year(date: Date) -> bool:
    """Whether an interval is one accounting period, of a year at the most, and no stretch with two ends."""
    if date.first is None or date.last is None:
        return False
    written_short = date.rule == "two years written short" and date.last.year == date.first.year + 1
    return written_short or (date.last - date.first).days <= 366


def plain(value: str | None) -> str | None:
    """A TIMEX3 value as a period: of an open interval the end that is known; no vague reference."""
    if value is None or not re.match(r"(\.\./)?\d{4}", value):
        return None
    return value.removesuffix("/..").removeprefix("../")


def written_out(date: Date) -> str | None:
    """The value of a date as a period: in months a half-year, and an accounting year or quarter whose days are known.

    ISO 8601 has no halves of years.
    """
    value = plain(date.value)
    if value is None or date.first is None or date.last is None or not re.fullmatch(r"\d{4}(-[QH]\d)?", value):
        return value
    if "H" in value:
        return f"{date.first:%Y-%m}/{date.last:%Y-%m}"
    named = calendar.parse(value)
    if named is None or (named.first, named.last) == (date.first, date.last):
        return value
    whole = calendar.whole(date.first, date.last)
    return whole.value if whole else value


def earlier(value: str) -> str | None:
    """The comparable period a year before a year, quarter, half, month or interval of these; None for other grains.

    >>> earlier("2024-Q3"), earlier("2024-07/2025-06"), earlier("2024-10-09")
    ('2023-Q3', '2023-07/2024-06', None)
    """
    ends = [re.fullmatch(r"(\d{4})((?:-Q[1-4]|-H[12]|-\d\d)?)", end) for end in value.split("/")]
    return "/".join(f"{int(end[1]) - 1:04d}{end[2]}" for end in ends if end) if all(ends) else None


def later(value: str) -> str | None:
    """The year, or accounting year in months, after one; None for other grains, whose next is not the comparable one.

    >>> later("2023"), later("2023-07/2024-06"), later("2023-Q3")
    ('2024', '2024-07/2025-06', None)
    """
    if not re.fullmatch(r"\d{4}|\d{4}-\d\d/\d{4}-\d\d", value):
        return None
    return re.sub(r"\d{4}", lambda year: f"{int(year[0]) + 1:04d}", value)


def carried_from(draft: Draft, other: Draft) -> Reading | None:
    """The period of the draft under the date that gave another number its own."""
    reading = other.readings.get("period")
    if reading is None:
        return None
    found = draft.scene.dates_in(*reading.cues[0]) if reading.cues else ()
    own = value_under(other, found[0], shift=True).value if len(found) == 1 else None
    if own != reading.value or (is_set_against(other) and is_set_against(draft)):
        return Reading(reading.value, reading.cues)
    return value_under(draft, found[0], shift=True)


@once_read("change")
def is_set_against(draft: Draft) -> bool:
    """Whether the number is one that another is measured by: where it moved from, or what it is compared with."""
    scene, (low, high) = draft.scene, draft.segment
    verb = scene.tags[draft.start] == "VB" or scene.tags[draft.start - 1] == "VB"  # "against plans to halve it"
    pairs = pairwise(scene.lower[max(low, draft.start - 5) : draft.start + 1])
    words = {word for word, follower in pairs if follower not in ("this", "that") and not verb}
    if draft.role == "from" or words & word_class("setting words"):
        return True
    level = scene.phrase_at.get(draft.hook - 1) if draft.hook_word == "of" else None
    if level and scene.lower[level.start - 2 : level.start] in (["down", "from"], ["up", "from"]):
        return True  # "rose 4%, down from growth of 6%"
    if draft.previous is None or high - low > 10:
        return False
    hedge = scene.tokens_of(draft.quantity.cue) if draft.quantity.cue else (0, 0)
    near = (i for i in range(low, high) if not hedge[0] <= i < hedge[1])
    marks = [i for i in near if scene.lower[i] in ("than", "above", "below")]
    return bool(marks) and "D" not in scene.classes[marks[-1] : high]


def leads_back(draft: Draft) -> bool:
    """Whether a later number is what another moved from or is compared with; its change is not read yet."""
    at, peaks = draft.hook, word_class("record nouns")
    at -= 2 * (draft.hook_word == "of" and draft.scene.lower[at - 1] in peaks)  # "from a peak of $9bn"
    while at > draft.segment[0] and draft.scene.classes[at] in "JT":
        at -= 1  # "from a revised $9bn"
    return is_set_against(draft) or draft.scene.lower[at] in ("from", "with")
