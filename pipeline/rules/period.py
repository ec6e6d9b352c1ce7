"""When a value holds: the date in its clause, or the period that a sentence, paragraph or section has set."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.model import Change, Date
from pipeline.rules.base import Draft, Reading, Rule, of_double
from pipeline.rules.scene import Scene
from pipeline.rules.verbs import Range
from pipeline.vocabulary.linking import word_class


@lru_cache(maxsize=1)  # the article at hand; each of its facts asks
def fronted_dates(scene: Scene) -> tuple[tuple[int, Date], ...]:
    """Token and date of each date that sets a period for what follows it ("In 2024, …"), the last of the text first."""
    pairs = zip(scene.date_at, scene.dates, strict=True)
    found = [(at[0], date) for at, date in pairs if date.value and is_fronted(scene, at)]
    return tuple(reversed(found))


def is_fronted(scene: Scene, at: Range) -> bool:
    """Whether the date opens its sentence with a preposition or alone and a comma follows it."""
    start, _ = scene.sentence(at[0])
    lead = [i for i in range(start, at[0]) if not scene.words[i].isspace()]
    return len(lead) <= 2 and all(scene.classes[i] in "PTRSJ" for i in lead) and scene.words[at[1] : at[1] + 1] == [","]


def usable(scene: Scene, at: Range, draft: Draft) -> bool:
    """Whether the date says when something holds: no part of a name, no time that is only compared with."""
    following = scene.classes[at[1]] if at[1] < len(scene.classes) else "X"
    if (following == "N" and scene.words[at[1] - 1 : at[1]] != [","]) or at[0] in scene.mention_at:
        return False
    if _in_dateline(scene, at):
        return False
    lead = scene.lower[max(0, at[0] - 6) : at[0]]
    if "since" in lead and set(lead) & word_class("ranking words"):
        return False
    change = draft.get("change")
    day = scene.dates[scene.date_at.index(at)].last == scene.dates[scene.date_at.index(at)].first
    moved = ({"from"} if day else {"from", "on"}) if change else set()
    compared = set(lead[-3:]) & (word_class("comparing words") | moved) and at[0] > draft.end
    return not (compared and not (isinstance(change, Change) and change.role == "from"))


def _in_dateline(scene: Scene, at: Range) -> bool:
    """Whether the date stands in a dateline: "OSLO, Feb 3 (Wire) –"."""
    start = scene.block(at[0])[0]
    dash = any(word in ("–", "—", "-", "--") for word in scene.words[at[1] : at[1] + 8])
    return at[0] - start <= 8 and dash and scene.words[start].isupper() and len(scene.words[start]) > 1


def _value(date: Date, draft: Draft, cue: Range, *, shift: bool) -> Reading | None:
    """The period of the draft under `date`: an end of an interval for from and to, else the date itself."""
    change = draft.get("change")
    value = plain(date.value)
    if value is None:
        return None
    if isinstance(change, Change) and change.role != "by" and "/" in value and not _one_year(date):
        first, last = value.split("/", 1)
        value = first if change.role == "from" else last
    elif isinstance(change, Change) and change.role == "from" and shift:
        value = earlier(value) or value
    return Reading(value, (cue,))


def _one_year(date: Date) -> bool:
    """Whether an interval is one accounting period, of a year at the most, and no stretch with two ends."""
    return date.first is not None and date.last is not None and (date.last - date.first).days <= 366


def plain(value: str | None) -> str | None:
    """A TIMEX3 value as a period: of an open interval the end that is known; no vague reference."""
    if value is None or not re.match(r"(\.\./)?\d{4}", value):
        return None
    return value.removesuffix("/..").removeprefix("../")


def earlier(value: str) -> str | None:
    """The comparable period a year before a year, quarter, half, month or interval of these; None for other grains.

    >>> earlier("2024-Q3"), earlier("2024-07/2025-06"), earlier("2024-10-09")
    ('2023-Q3', '2023-07/2024-06', None)
    """
    ends = [re.fullmatch(r"(\d{4})((?:-Q[1-4]|-H[12]|-\d\d)?)", end) for end in value.split("/")]
    return "/".join(f"{int(end[1]) - 1:04d}{end[2]}" for end in ends if end) if all(ends) else None


def _right_after(draft: Draft) -> Reading | None:
    """A date that follows the number directly: "from $24bn in 2017", "to 110,000 staff by 2010"."""
    scene = draft.scene
    for at, date in zip(scene.date_at, scene.dates, strict=True):
        between = range(draft.end, at[0])
        near = draft.end <= at[0] <= draft.end + 8 and at[0] < draft.sentence[1]
        if (
            near
            and all(scene.classes[i] in "PTNJRHOV" and scene.words[i] != "," for i in between)
            and usable(scene, at, draft)
        ):
            return _value(date, draft, at, shift=False)
    return None


def _fronted(draft: Draft) -> Reading | None:
    """The date that opens the sentence: "In 2024, exports rose by 8%"."""
    scene = draft.scene
    for at, date in zip(scene.date_at, scene.dates, strict=True):
        if draft.sentence[0] <= at[0] < draft.start and is_fronted(scene, at):
            return _value(date, draft, at, shift=True)
    return None


def _in_clause(draft: Draft) -> Reading | None:
    """The date nearest to the number in its clause, before or after it."""
    scene = draft.scene
    following = next((d for d in draft.drafts[draft.index + 1 :] if not d.bracket), None)
    end = min(draft.sentence[1], following.start if following else draft.sentence[1])
    start = draft.segment[0]
    while draft.previous and start > draft.sentence[0] and draft.previous.bracket:
        start = draft.previous.segment[0] if draft.previous.previous else draft.sentence[0]
        break
    found = []
    for at, date in zip(scene.date_at, scene.dates, strict=True):
        if start <= at[0] and at[1] <= end and usable(scene, at, draft) and not _other_clause(draft, at):
            found.append((abs(at[0] - draft.start), at, date))
    return _value(found[0][2], draft, found[0][1], shift=True) if (found := sorted(found, key=lambda x: x[0])) else None


def _other_clause(draft: Draft, at: Range) -> bool:
    low, high = min(at[0], draft.start), max(at[1], draft.end)
    scene = draft.scene
    if any(scene.classes[i] in "BW" or scene.words[i] in (";", ":") for i in range(low, high)):
        return True
    governor = scene.verb_before(at[0], draft.sentence[0])
    return governor is not None and governor != draft.verb and "," in scene.words[low:high]


def _end_of_movement(draft: Draft) -> Reading | None:
    """The date after the level that a movement arrives at, for its size: "by 25 points to 3.75% on Wednesday"."""
    change, following = draft.get("change"), next(iter(draft.drafts[draft.index + 1 : draft.index + 2]), None)
    if not isinstance(change, Change) or change.role != "by" or following is None or not following.goes_on:
        return None
    return _right_after(following) if draft.scene.lower[following.hook] in ("to", "at") else None


def _same_movement(draft: Draft) -> Reading | None:
    """The period of the number before, in the same list or movement of the sentence."""
    before = draft.previous
    if not before or not (reading := before.readings.get("period")) or draft.readings.get("concept") is None:
        return None
    for at, date in zip(draft.scene.date_at, draft.scene.dates, strict=True):
        if at in reading.cues and plain(date.value):
            shift = is_fronted(draft.scene, at) or before.segment[0] <= at[0]
            return _value(date, draft, at, shift=shift)
    return Reading(reading.value, reading.cues)


def _section_interval(draft: Draft) -> Reading | None:
    """The interval that a section has set, for the two ends of a movement."""
    change = draft.get("change")
    if not isinstance(change, Change) or change.role == "by":
        return None
    scene, section = draft.scene, draft.scene.section(draft.start)
    for token, date in fronted_dates(scene):
        inside = section <= token < draft.start
        if inside and "/" in str(plain(date.value)):
            return _value(date, draft, scene.tokens_of(date.span), shift=False)
    return None


def _inherited(draft: Draft) -> Reading | None:
    """The last fronted date of the paragraph, or of the section under a heading; a day reaches no other paragraph."""
    scene, section = draft.scene, draft.scene.section(draft.start)
    for token, date in fronted_dates(scene):
        if not section <= token < draft.start:
            continue
        value = str(plain(date.value))
        near = scene.block(token) == scene.block(draft.start)
        if near or (not re.fullmatch(r"\d{4}-\d\d-\d\d", value) and _same_mood(draft, token)):
            return _value(date, draft, scene.tokens_of(date.span), shift=False)
    return None


def _same_mood(draft: Draft, token: int) -> bool:
    """Whether what is said under the date at `token` has the draft's scenario: an outlook dates no facts."""
    said = [d.get("scenario") for d in draft.drafts[: draft.index] if d.sentence == draft.scene.sentence(token)]
    return not said or draft.get("scenario") in said


def _paragraph(draft: Draft) -> Reading | None:
    """The quarter or half-year of the last fact of the paragraph with the same entity."""
    for other in reversed(draft.drafts[: draft.index]):
        if other.start < max(draft.scene.block(draft.start)[0], draft.item) or _has_date(draft):
            return None
        reading = other.readings.get("period")
        if reading and other.get("entity") == draft.get("entity") and re.search("-[QH]", str(reading.value)):
            return Reading(reading.value, reading.cues)
    return None


def _has_date(draft: Draft) -> bool:
    """Whether the sentence has a date of its own that no later number has for itself."""
    following = draft.drafts[draft.index + 1 : draft.index + 2]
    end = min(draft.sentence[1], following[0].start) if following else draft.sentence[1]
    return any(draft.sentence[0] <= at[0] < end for at in draft.scene.date_at)


def _report(draft: Draft) -> Reading | None:
    """The period that the text reports on, for what it tells in the past tense without a date.

    A lead names one by a month, a quarter or an accounting period; later text by the words of accounts ("the six months
    to September"), and then that one counts.
    """
    scene = draft.scene
    if _has_date(draft) or draft.get("scenario") != "actual" or not _tells(draft):
        return None
    starts = {cue for d in draft.drafts[: draft.index] if _starts(d) for cue in d.readings["period"].cues}
    named = [(at, date) for at, date in zip(scene.date_at, scene.dates, strict=True) if at[0] < draft.start]
    found = [pair for pair in named if pair[0] not in starts and _reported_on(draft, *pair)]
    if not found:
        return None
    at, date = found[-1] if found[-1][0][0] >= scene.lead_end else found[0]
    return _value(date, draft, at, shift=True)


def _starts(draft: Draft) -> bool:
    """Whether the draft is where a movement came from, and dated."""
    change = draft.get("change")
    return isinstance(change, Change) and change.role == "from" and "period" in draft.readings


def _reported_on(draft: Draft, at: Range, date: Date) -> bool:
    """Whether a date is one that a report is about: of the right grain, and in the lead or among words of accounts."""
    scene, value = draft.scene, str(plain(date.value))
    stretch = re.fullmatch(r"\d{4}-(Q[1-4]|H[12])", value) is not None or ("/" in value and _one_year(date))
    lead = set(scene.lower[max(0, at[0] - 6) : at[1]])
    if stretch and lead & word_class("accounts"):
        return True
    month = re.fullmatch(r"\d{4}-\d\d", value) is not None
    return (
        (stretch or month)
        and at[0] < scene.lead_end
        and usable(scene, at, draft)
        and not lead & {"since", "until", "by"}
    )


def _tells(draft: Draft) -> bool:
    """Whether the number is told in the past tense, or in a line without a verb."""
    verb = draft.verb
    if verb is None:
        return draft.item > 0
    return any(draft.scene.doc[i].tag_ == "VBD" for i in range(verb.start, verb.end))


def _heading(draft: Draft) -> Reading | None:
    """The date of the heading over a list of labelled lines."""
    scene, heading = draft.scene, draft.list_heading
    for at, date in zip(scene.date_at, scene.dates, strict=True):
        if heading and heading[0] <= at[0] < heading[1]:
            return _value(date, draft, at, shift=False)
    return None


RULES = (
    Rule(
        "same as the number in other terms",
        "period",
        of_double("period"),
        (("In 2024, exports were $5bn (4bn euros).", "4bn euros", "2024"),),
    ),
    Rule(
        "date right after",
        "period",
        _right_after,
        (
            ("Exports grew from $7bn in 2017 to $14bn in 2024.", "$7bn", "2017"),
            ("It will employ 500 weavers by 2030.", "500 weavers", "2030"),
        ),
    ),
    Rule(
        "fronted date",
        "period",
        _fronted,
        (
            ("In 2024, exports rose by 8%.", "8%", "2024"),
            ("Between 2017 and 2024, exports rose from $7bn to $9bn.", "$7bn", "2017"),
        ),
    ),
    Rule(
        "date in the clause",
        "period",
        _in_clause,
        (("Exports in 2024 rose by 8%.", "8%", "2024"),),
        (("Exports rose by 8%, while imports fell in 2024.", "8%"),),
    ),
    Rule(
        "end of the movement",
        "period",
        _end_of_movement,
        (("Norway cut output by 5% to 9 million tonnes in 2024.", "5%", "2024"),),
    ),
    Rule(
        "same movement",
        "period",
        _same_movement,
        (("Between 2017 and 2024, trade grew by 9%. Exports rose from $4bn to $6bn.", "$6bn", "2024"),),
    ),
    Rule(
        "interval of the section",
        "period",
        _section_interval,
        (("Between 2017 and 2024, trade grew by 9%. Its share rose from 4% to 6%.", "4%", "2017"),),
    ),
    Rule(
        "heading of the list",
        "period",
        _heading,
        (("Norway is old.\n\nExports in 2024\n\n• Chile: $3bn\n• Peru: $6bn", "$6bn", "2024"),),
    ),
    Rule(
        "date set before", "period", _inherited, (("In 2024, exports rose by 8%. Imports were $4bn.", "$4bn", "2024"),)
    ),
    Rule(
        "period of the paragraph",
        "period",
        _paragraph,
        (("Norway's exports rose by 8% in the third quarter of 2024. Norway's imports were $4bn.", "$4bn", "2024-Q3"),),
    ),
    Rule(
        "period that is reported on",
        "period",
        _report,
        (
            (
                "Norway Oil announced results for the third quarter of 2024.\n\nNorway Oil earned $4bn.",
                "$4bn",
                "2024-Q3",
            ),
        ),
    ),
)
"""Rules of the slot `period`, strongest first."""
