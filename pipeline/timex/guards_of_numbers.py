"""Guards of phrases with figures: that a number is a year or a day, not an amount or a code."""

from __future__ import annotations

import re

from pipeline.timex.site import DASHES, Site, around, vetoes

FIRST_DAY_ALONE = 5
"""Ordinals in words below it count quarters, places and many other things."""

FIRST_PLAIN_YEAR = 1900
"""From here to 2060 a number of four figures is a year unless something says otherwise."""


def year(site: Site) -> bool:
    """The year of the phrase is no amount: no unit, counted noun or time zone follows, no thousands, no compound."""
    if not any(site.words[at][:4].isdigit() for at in (site.start, site.end - 1)):
        return True
    if site.word(-1) == "of" and site.word(-2) in around("part of"):
        return True
    follows = site.word(1)
    if follows == "of" and site.word(2) in around("pronouns of a group"):
        return False
    if follows in vetoes("after") or (follows == "year" and "old" in (site.word(2), site.word(3))):
        return False
    if follows in DASHES and site.glued(site.end) and site.glued(site.end + 1) and site.raw(2).isalpha():
        return "MON" in site.kinds(2) or site.raw(2)[0].isupper() or site.word(2) in around("glued after years")
    return not (follows == "," and site.glued(site.end) and site.glued(site.end + 1) and site.raw(2)[:1].isdigit())


def bare_year(site: Site) -> bool:
    """A number alone is a year in this age, or after a preposition; after a product's name or in a code it is none."""
    before, number = site.word(-1), site.slots.get("year")
    if site.words[site.start].isalpha() or " " in site.words[site.start]:
        return before in around("before years in words") and not site.word(1).endswith("s")
    if before == "than" and _is_compared_year(site):
        return True
    if before in vetoes("before") or (before and before[-1] in "$£€¥#"):
        return False
    if before in DASHES | around("glued signs") and site.glued(site.start):
        return _after_prefix(site)
    if isinstance(number, int) and _is_level(site, number):
        return False
    looked_at = before == "at" and site.word(-2) in around("looks at a year")
    if _in_code(site) or (before == "at" and not looked_at and not site.raw(1).isalpha()):
        return False
    placed = before in around("before old years")
    counts = before not in around("before short years") and _plural_follows(site)
    if isinstance(number, int) and number % 100 == 0 and counts:
        return False
    if not isinstance(number, int) or FIRST_PLAIN_YEAR <= number <= 2060 or placed:
        return True
    return (
        (before == "." and site.word(-2) in ("c", "ca"))
        or (before in DASHES | {"to", "and"} and "YEAR" in site.kinds(-2))
        or (before == "of" and number % 100 != 0 and site.ends())
    )


def _is_compared_year(site: Site) -> bool:
    """Worse than 2009, no later than 2030, higher than 2019 levels; not more than 2000 people, not fewer than 2010."""
    dates = site.word(1) in vetoes("dated")
    return dates or (site.word(-2) not in around("counting comparatives") and site.ends())


def _is_level(site: Site, number: int) -> bool:
    """An end of "from 1000 to 2000 shops" or of "rose from 1200 to 1500", which counts something."""
    opens, ends = (site.word(-1), site.word(1)) == ("from", "to"), (site.word(-1), site.word(-3)) == ("to", "from")
    if opens and site.raw(2).isdigit() and number % 100 == 0 and _plural_follows(site, 3):
        return True
    return (opens or ends) and number < FIRST_PLAIN_YEAR and site.word(-2 if opens else -4) in around("moved")


def _plural_follows(site: Site, offset: int = 1) -> bool:
    """A plural noun follows that a round number counts (2000 stores), not one that a year dates (2000 levels)."""
    follows = site.raw(offset)
    others = vetoes("dated") | around("function words")
    return follows.islower() and follows.endswith("s") and not follows.endswith("ss") and follows not in others


def _after_prefix(site: Site) -> bool:
    """pre-2008, mid-1990, or the second end of 2007-2010."""
    if site.word(-1) not in DASHES or not site.glued(site.start - 1):
        return site.word(-1) in DASHES
    if site.word(-3) in DASHES and site.glued(site.start - 2):
        return False
    return site.word(-2) in around("glued before years") or bool(site.kinds(-2).keys() & {"YEAR", "MON"})


def _in_code(site: Site) -> bool:
    """2015-32-1, 138-2010: glued with a dash or slash to figures that are no year."""
    joined = site.word(1) in DASHES | {"/"} and site.glued(site.end) and site.glued(site.end + 1)
    return joined and site.raw(2)[:1].isdigit() and "YEAR" not in site.kinds(2)


def count(site: Site) -> bool:
    """The number after the month is its day and counts nothing (in May 20 people)."""
    return site.word(1) not in vetoes("after") | around("after a count")


def stop(site: Site) -> bool:
    """The number before the month belongs to it, not to a currency or a decimal before."""
    before = site.word(-1)
    return not (before and before[-1] in "$£€¥#") and before not in around("number signs")


def alone(site: Site) -> bool:
    """Nothing is glued to the number."""
    return not site.glued(site.start) or site.word(-1) in around("opening marks")


def tight(site: Site) -> bool:
    """A dash within the phrase has no space on either side (05-Aug-2016)."""
    dashes = [at for at in range(site.start, site.end) if site.words[at] in DASHES]
    return all(site.glued(at) and site.glued(at + 1) for at in dashes)


def slashed(site: Site) -> bool:
    """Two numbers with a slash are a day after a preposition or a weekday, where nothing is counted by them."""
    placed = around("before slashed days")
    if site.word(-1) == "of" and site.word(-2) in around("odds"):
        return False
    return (site.end - site.start > 1 or site.word(-1) in placed) and site.word(1) not in ("of", "-")


def short_year(site: Site) -> bool:
    """An apostrophe and two figures are a year after a preposition or a season."""
    if len(site.own) == 2 and not site.glued(site.end - 1):
        return False
    return site.word(-1) in around("before short years")


def capital_era(site: Site) -> bool:
    """AD and CE in capitals."""
    return site.words[site.end - 1].isupper()


def phrase_ends(site: Site) -> bool:
    """No noun follows that the phrase would be an attribute or the number of."""
    return site.ends("of", "to")


def nth(site: Site) -> bool:
    """The third Tuesday, at the end of a clause."""
    return clause_ends(site) and site.word(-1) not in ("a", "an", "another")


def clause_ends(site: Site) -> bool:
    """A mark follows, or nothing."""
    return site.word(1) in around("ends of clauses")


def day_in_figures(site: Site) -> bool:
    """Figures with a dot or dashes are a day where a clause ends: no score, no amount."""
    return clause_ends(site) or site.word(1) in around("after days in figures")


def beyond_months(site: Site) -> bool:
    """One of the first two figures is no month: 4-22, not 4-4."""
    return any(int(figure) > 12 for figure in re.findall(r"\d+", " ".join(site.own))[:2])


def figured_days(site: Site) -> bool:
    """No fractions: months have more days than a whole has parts, or a year is named."""
    before, ends = site.word(-1), site.ends("of")
    fractions = all(word.endswith(("/2", "/3", "/4", "/8")) for word in site.own if "/" in word)
    ends = ends and (before == "between" or "and" not in site.own)
    return ends and not before[-1:].isdigit() and site.word(1) != "%" and (not fractions or "year" in site.slots)


def lone_number(site: Site) -> bool:
    """On the twelfth, at the end of a clause; not on the third, which may be a quarter."""
    number = site.slots.get("ordinal", FIRST_DAY_ALONE)
    return isinstance(number, int) and number >= FIRST_DAY_ALONE and clause_ends(site)


def lone_day(site: Site) -> bool:
    """On the 21st: after a preposition and the article, with no noun to follow."""
    placed = site.word(-1) == "on" or (site.word(-1) == "the" and site.word(-2) in around("before lone days"))
    return placed and site.ends("of", "the")


def decade_year(site: Site) -> bool:
    """The 1930's, but not 1931's or a possessive (2010's best year)."""
    number, placed = site.slots.get("year", site.slots.get("nn")), around("part words") | {"the"}
    placed |= {"in"} if site.own[-1] == "s" and not site.glued(site.end - 1) else set()
    return isinstance(number, int) and number % 10 == 0 and site.word(-1) in placed


def short_decade(site: Site) -> bool:
    """The 90s, the sixties; not his sixties, the high 80s, aged 50s."""
    at = next((n for n in (-1, -2, -3) if site.word(n) not in around("part words")), -3)
    named = around("before short decades")
    return site.word(at) in named and site.word(1) not in around("after temperatures")
