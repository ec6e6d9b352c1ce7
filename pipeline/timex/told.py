"""What the words around a phrase tell (tense, comparison), and what the whole text does (its years, its date order)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from pipeline.timex.grammar import Match
from pipeline.timex.grid import Grid
from pipeline.timex.reading import Moment
from pipeline.timex.site import around
from pipeline.vocabulary.linking import is_reporting


def is_compared(at: int, grid: Grid) -> bool:
    """Whether a word of comparison stands right before that word, or with a figure between."""
    words, comparisons = grid.before(at, COMPARED_WORDS), around("comparisons")
    words = words[words[0] != "compared" :] if len(words) == COMPARED_WORDS else words
    cues = (n for n, word in enumerate(words) if word in comparisons and not _is_hedge(words, n))
    cue = max(cues, default=None)
    if _is_told_after(words):
        return True
    if cue is None or not {".", ",", ";", "•", "when"}.isdisjoint(words[cue:]) or "who" in words[:cue]:
        return False  # "who joined it from a rival in 2003"
    return len(words) - cue <= 4 or any(word[0].isdigit() for word in words[cue:])


COMPARED_WORDS = 9
"""Words before a date among which one of comparison is looked for; the first only counts as "compared"."""


def _is_told_after(words: Sequence[str]) -> bool:
    """Whether they say what came first as a deed: will grow 2% in 2005, after falling 1% in [2004], after a 1% fall."""
    after = max((n for n, word in enumerate(words[:-1]) if word == "after"), default=None)
    if after is None:
        return False
    figure = words[after + 1] in ("a", "an") and any(word[0].isdigit() for word in words[after + 2 : after + 4])
    if not (figure or words[after + 1].endswith("ing")):
        return False
    return {".", ",", ";", "•"}.isdisjoint(words[after:])


def is_as_a_whole(match: Match, grid: Grid) -> bool:
    """Whether the words after it say that it is told of as a whole: for 2005 as a whole."""
    return grid.lower[match.end : match.end + 3] == ["as", "a", "whole"]


def limit_of(match: Match, grid: Grid) -> str:
    """The word that makes the date a limit: by the end of 2004, since early 2004; empty where none does."""
    at = match.start - 1
    while grid.word(at) in around("part words") | around("part of") | {"of", "the"}:
        at -= 1
    word = grid.word(at)
    return word if word in around("limits") or (word == "on" and at < match.start - 1) else ""


def is_so_far(at: int, grid: Grid) -> bool:
    """Whether the words before say that the time is under way: so far in 2004."""
    before = grid.before(at, 3)
    return before[:2] == ["so", "far"] and before[2:] in (["in"], ["during"], ["of"])


def _is_hedge(words: Sequence[str], at: int) -> bool:
    """Whether "than" only bounds what follows it: more than 40%, more than tripled; not: 3% more than in 2004."""
    after = words[at + 1] if at + 1 < len(words) else ""
    multiplied = after.endswith(("bled", "pled", "halved"))
    return (
        words[at] == "than"
        and at > 0
        and words[at - 1] in ("more", "less", "fewer")
        and (multiplied or after[:1].isdigit() or after in ("$", "£", "€"))
    )


def cue_at(at: int, grid: Grid) -> int:
    """1 where the word speaks of the future, 2 where it is sure of it, -1 of the past, 0 where it does neither."""
    word = grid.words[at]
    if not _may_tell(word):
        return 0
    before = grid.word(at - 1)
    if word == "expected" and before in ("than", "as"):
        return 0
    after = grid.word(at + 1)
    if word in around("modal verbs") or word in OPENING_MODALS:
        over = after == "have" and _is_participle(grid.words[at + 2 : at + 3])
        return 0 if over else 1 + (word in around("future verbs"))
    opens = word == "to" and at < (grid.sentences[1:2] or [at + 1])[0]
    if opens and after in around("announced in headlines") and not _is_past_form(before):
        return 1
    if word in around("schedules") or word.lower() in around("future"):
        return 1
    if word == "to" and (before in around("before what is to come") or (after == "be" and _is_planned(at, grid))):
        return 1
    if word.lower() in around("predicting verbs") and after not in around("words after an outlook"):
        return 1
    if _is_hoped(word, before, after):
        return 1
    if word == "have" and before in around("modal verbs") | {"to"}:
        return 0
    return -1 if before != "be" and (word.lower() in around("past") or _is_past_form(word)) else 0


def _is_hoped(word: str, before: str, after: str) -> bool:
    """Whether something is hoped or asked for, or not there yet: it aims for 5%, it is aiming at 5%, for delivery."""
    if after == "for" and word.lower() in around("hoping for"):
        return True
    if before == "for" and word in around("goods to come"):
        return True
    return word in around("participles of an aim") and before in FORMS_OF_BE


FORMS_OF_BE = ("is", "are", "was", "were", "be", "been", "'s", "’s", "'re", "’re")

OPENING_MODALS = ("Will", "Should", "Would")


@lru_cache(maxsize=1 << 16)
def _may_tell(word: str) -> bool:
    """Whether the word speaks of the future or the past anywhere: most do not."""
    as_written = around("modal verbs") | around("schedules") | {*OPENING_MODALS, "to"}
    in_lower = around("future") | around("predicting verbs") | around("past") | around("participles of an aim")
    in_lower |= around("hoping for") | around("goods to come")
    return word in as_written or word.lower() in in_lower or _is_past_form(word)


def _is_planned(at: int, grid: Grid) -> bool:
    """Whether "to be" and a participle after a noun say what is planned: the rest to be sold."""
    before, after = grid.words[at - 1] if at else "", grid.words[at + 2] if at + 2 < len(grid.words) else ""
    noun = before.isalpha() and before.lower() not in around("past") and not before.endswith("ed")
    return noun and before.lower() not in around("before what is only so") and after.endswith(("ed", "en", "wn"))


def _is_past_form(word: str) -> bool:
    """Whether it ends as a regular past tense does: raised, but not United, indeed, hundred."""
    regular = word.islower() and word.endswith("ed") and len(word) > 4
    return regular and not word.endswith(("eed", "dred"))


def _is_participle(words: Sequence[str]) -> bool:
    """Whether the word can be a participle after "will have", and is no article, number or noun phrase's first word."""
    return bool(words) and (words[0] in around("past") or words[0].endswith(("ed", "en", "wn", "ne")))


def tells_of_before(first: int, end: int, grid: Grid) -> bool:
    """Whether words tell of what came before another past: it had hoped to open by May; not: that had sales of $9m."""
    had = (n for n in range(first, end - 1) if grid.words[n] == "had")
    return any(_is_participle([word for word in grid.words[n + 1 : n + 3] if word != "not"]) for n in had)


CUE_WORDS = 24
"""Words before a date in its sentence among which its tense is looked for."""


CLOSES = ("close", "closing", "closes", "settlement")
"""What a day of trading ended with: it offers 9% more than Monday's close."""


def tense_at(match: Match, grid: Grid) -> int:
    """1 where the nearest cue before the phrase, since a semicolon, tells of the future, -1 of the past, 0 without one.

    2 where "will" says that something is to happen then (will open in December), not when figures for it come out.
    Without a cue before it, "will" and the past tense after it count. Goods are traded for delivery in months to come.
    """
    first, end = grid.sentence(match.start)
    if match.end < end and grid.word(match.end) in around("contracts"):
        return 1
    if grid.word(match.end) in ("'s", "’s") and grid.word(match.end + 1) in CLOSES:
        return -1
    for at in range(match.start - 1, max(first, match.start - CUE_WORDS) - 1, -1):
        if grid.words[at] == ";" or (grid.words[at] in ("said", "says") and grid.word(match.start) == "full"):
            break  # "said full-year profit would fall"
        if cue := cue_at(at, grid):
            return cue if grid.word(match.start - 1) in around("times to come") else min(cue, 1)
    start = _after_aside(match.end, end, grid)
    for at in range(start, min(end, start + 8)):
        word = grid.words[at]
        if (
            word in around("future verbs")
            or word in around("plans")
            or (word == "to" and grid.words[at - 1] in ("is", "are"))
        ):
            return 1
        if word in around("past") or (at > start and _is_past_form(word) and grid.words[at - 1].islower()):
            return -1
    return int(grid.word(_led_at(match.start, grid)) in around("limits ahead"))


def _after_aside(at: int, end: int, grid: Grid) -> int:
    """Where the main clause goes on after a relative one: the [2005] accounting year, which began in May, will."""
    opens = next((n for n in range(at, min(end, at + 3)) if grid.words[n] == ","), None)
    if opens is None or opens + 1 >= end or grid.words[opens + 1] not in around("relative words"):
        return at
    return next((n + 1 for n in range(opens + 1, end) if grid.words[n] == ","), at)


def is_by_the_way(match: Match, grid: Grid) -> bool:
    """Whether it closes a clause that a comma opens and ends: Velmora, the rival that it bid for in [2002], fell."""
    first, end = grid.sentence(match.start)
    opens = next((n for n in range(match.start - 1, first - 1, -1) if grid.words[n] == ","), match.start)
    inside = grid.words[opens + 1 : match.start]
    pointing = {"that", "it", "he", "she", "they"}.isdisjoint(inside[1:])
    relative = inside[:1] and inside[0] in around("relative words")
    return grid.words[match.end : min(end, match.end + 1)] == [","] and bool(relative or not pointing)


def is_told_beside(match: Match, grid: Grid) -> bool:
    """Whether a clause beside the main one tells what was then: who joined it in 2003, since he took office in May."""
    first, _ = grid.sentence(match.start)
    opens = max((n for n in range(first, match.start) if grid.words[n] in BESIDE), default=match.start)
    between = grid.words[opens : match.start]
    return first < opens < match.start - 2 and not ("," in between or any(map(is_reporting, between)))


BESIDE = ("who", "which", "when", "since")
"""Words that open a clause beside the main one."""


def _led_at(start: int, grid: Grid) -> int:
    """The word that leads to a date: by [the end of the year]."""
    return start - 1 - (grid.word(start - 1) == "the")


ANY_MOMENT = Moment(date(2001, 12, 31))
"""One to read a date at whose year does not matter."""


def end_of_year(matches: Sequence[Match], grid: Grid) -> tuple[int, int] | None:
    """Month and day with which the accounting year ends: "fiscal 2023 ended 30 September", "the year to March".

    None where the text says no end, or more than one.
    """
    ends = set()
    for match in matches:
        whole = _is_year_to(match)
        reading = match.rule.read(match.slots, ANY_MOMENT) if whole or _ends_year(match, grid) else None
        if reading is None:
            continue
        period = reading.end if whole else reading.period
        if period and period.grain in ("day", "month"):
            ends.add((period.last.month, 0 if period.grain == "month" else period.last.day))
    return ends.pop() if len(ends) == 1 else None


def _is_year_to(match: Match) -> bool:
    words = match.slots.text.lower().split()
    words = words[1:] if words[0] in ("fiscal", "financial", "accounting") else words
    if match.rule.name == "part of an accounting year":
        return True
    return "end" not in match.slots.values and words[0] in ("year", "12", "twelve") and words[1:2] != ["-"]


def _ends_year(match: Match, grid: Grid) -> bool:
    """Whether "year ended" or "fiscal 2023, which ends on" stands before the date."""
    before = grid.before(match.start, 7)
    verb = max((n for n, word in enumerate(before) if word in around("ends of a year")), default=None)
    if verb is None or set(before[verb + 1 :]) - {"on", "in", "at", "the"}:
        return False
    return not set(before[:verb]).isdisjoint({"year", "fiscal", "financial"})


def month_first(matches: Sequence[Match]) -> bool | None:
    """The order of numeric dates: by one that only one order allows, else by the order of the written-out dates."""
    numeric = (match for match in matches if {"numeric", "slashed"} & match.slots.values.keys())
    figures = [re.findall(r"\d+", match.slots.text) for match in numeric]
    if not figures:
        return None
    for numbers in figures:
        if len(numbers) >= 2 and int(numbers[0]) <= 31 and max(int(numbers[0]), int(numbers[1])) > 12:
            return int(numbers[1]) > 12
    day_first = sum(match.rule.name in ("day, month and year", "day and month") for match in matches)
    month_first = sum(match.rule.name in ("month, day and year", "month and day") for match in matches)
    return None if day_first == month_first else month_first > day_first
