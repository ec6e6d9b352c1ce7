"""Guards of quarters, halves, seasons and units: that they are stretches of time, not parts of something else."""

from __future__ import annotations

from pipeline.timex.site import DASHES, Site, around, vetoes


def _of_time(site: Site) -> bool:
    if site.word(1) not in ("of", "in") or "year" in site.own or "year" in site.slots:
        return True
    if site.word(1) == "in":
        return True
    return any(site.kinds(n).keys() & {"ANYUNIT", "YEAR", "SEASON", "MON"} for n in (2, 3, 4))


def _of_century(site: Site) -> bool:
    """The second half of the 19th century: no half of a year."""
    words = [site.word(at) for at in range(2, 6)]
    return site.word(1) == "of" and not {"century", "decade"}.isdisjoint(words) and "YEAR" not in site.kinds(2)


def quarter_of(site: Site) -> bool:
    """The last quarter of something else, or of a game, is no period; last quarter alone is the one before this."""
    return half_of(site) and site.own != ["last", "quarter"]


def half_of(site: Site) -> bool:
    """The first half of the match is no period, nor is a half where the words around tell of a game."""
    if not _of_time(site) or _of_century(site) or (site.word(1) == "year" and site.word(2) not in ("-", "on", "over")):
        return False
    if "year" in site.own or "year" in site.slots:
        return True
    if {site.word(1), site.word(2)} & around("halves of something"):
        return False
    nearby = (*site.words[max(0, site.start - 25) : site.start], *site.words[site.end : site.end + 25])
    return vetoes("near").isdisjoint(word.lower() for word in nearby)


def months_of(site: Site) -> bool:
    """The first nine months of a year, not of something else; the last three without one are those up to now."""
    named = "year" in site.slots or "year" in site.own
    return _of_time(site) and (named or site.own[0] != "last")


def months_reported(site: Site) -> bool:
    """In nine months of 2023: the first nine, as statistics are told; any two months are only some of the year."""
    count = site.slots.get("count")
    return site.word(-1) == "in" and isinstance(count, int) and count >= MONTHS_REPORTED


MONTHS_REPORTED = 3
"""The least number of months of which statistics are given."""


def stretch(site: Site) -> bool:
    """The past six months, not the last six months of something."""
    return _of_time(site)


def season_not_noun(site: Site) -> bool:
    """The season of this fall, not this fall in prices."""
    if site.words[site.end - 1].lower() != "fall" or site.word(1) not in ("in", "of"):
        return True
    return site.word(1) == "in" and (site.word(2) == "the" or site.raw(2)[:1].isupper())


def bare_season(site: Site) -> bool:
    """A season with its article or preposition, at the end of its phrase: in the spring, by autumn."""
    before, word = site.word(-1), site.words[site.start].lower()
    if site.words[site.start][0].isupper() and site.raw(1)[:1].isupper():
        return False
    if before in around("part words"):
        before = site.word(-2)
    placed = around("before seasons")
    ends = site.ends("of")
    if word in ("fall", "spring"):
        limited = before in around("limits ahead")
        return (limited or (before == "the" and site.word(-2) in placed)) and ends and site.word(1) != "in"
    return before in placed | {"the"} and ends


def numbered_week(site: Site) -> bool:
    """Week 38 is a week of the year, but not week 38 of a contest."""
    return site.word(1) != "of"


def unit_noun(site: Site) -> bool:
    """The unit is not the first part of a compound (last day-to-day, the past half year)."""
    return not (site.own[-1] == "half" and site.word(1) == "year") and (
        site.word(1) not in DASHES or not site.glued(site.end)
    )


def after_the(site: Site) -> bool:
    """The article stands before: the last decade is the last ten years."""
    return site.word(-1) == "the"


def that_unit(site: Site) -> bool:
    """The same year, that year; not "that half-year profits fell"."""
    return site.word(1) != "-" and (site.own[0] != "same" or site.word(-1) in around("definite"))


def part_unit(site: Site) -> bool:
    """The end of the day is a saying; mid-week is no phrase; end of year and year-end are."""
    words = site.own
    if "unitend" in site.slots:
        return not site.words[site.start].istitle()
    if site.word(1) in DASHES and site.glued(site.end):
        return False
    if words[-1] in ("day", "days", "night") or (words[-1] == "week" and len(words) < 4):
        return False
    if words[-1] in ("end", "start"):
        return words[0] in ("year", "month", "quarter", "week") and (len(words) > 2 or site.word(1) != "of")
    return "the" in words or words[0] == "end" or len(words) > 3 or (words[0], words[-1]) == ("mid", "year")


def the_unit(site: Site) -> bool:
    """The quarter, the year, the half-year: after a preposition of time, where no other noun owns it."""
    follows, ends = site.word(1), site.word(1) in around("ends of clauses")
    if site.own == ["full", "-", "year"] and follows.isalpha():
        return True
    if site.own == ["weekend"] and (site.word(-1) == "the" or (site.word(-1) == "on" and ends)):
        return site.ends("of", "when", "that", "which")
    if ends and site.word(-1) == "the" and site.word(-2) in (("for",) if site.own == ["day"] else ("", "\n\n")):
        return True
    if site.word(-1) != "the" or (len(site.own) == 1 and site.own[0] in around("small units")):
        return False
    if site.own == ["quarter"] and site.word(1) in ("'s", "’s"):
        return True
    if site.word(1) in around("owners of units") or "YEAR" in site.kinds(1):
        return False
    return site.word(-2) in around("before units")


def ago(site: Site) -> bool:
    """Back means ago only where the phrase ends (two years back)."""
    return site.own[-1] != "back" or site.ends("to")


def away(site: Site) -> bool:
    """Before and after close the phrase: nothing stands behind them to count from (two years before the war)."""
    last = site.own[-1]
    if "count" in site.slots:
        return last in ("earlier", "later", "previously", "afterwards") or not _continues(site)
    if last in ("earlier", "later"):
        return site.word(-1) in around("before earlier") or "-" in site.own
    return (site.word(-1) == "the" or (site.word(-1), last) == ("a", "before")) and not _continues(site)


def _continues(site: Site) -> bool:
    follows = site.word(1)
    return follows[:1].isalnum() and follows not in around("after distances")


def so_long(site: Site) -> bool:
    """In two weeks, within the next year: a length of time that ends the phrase; "the" only before "next".

    What is counted has come to pass in it: its third rise in two years.
    """
    definite = site.word(-1) == "the" and "next" not in site.slots
    if any("ORDINAL" in site.kinds(offset) for offset in range(-1 - COUNTED_WORDS, -1)):
        return False
    return not definite and site.word(1) not in around("after in so long") | DASHES


COUNTED_WORDS = 4
"""Words before "in two years" among which an ordinal counts what has happened in them."""
