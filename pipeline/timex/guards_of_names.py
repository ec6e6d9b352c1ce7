"""Guards of months, weekdays, named days and words like "now" that are ordinary words, names or parts of them too."""

from __future__ import annotations

from itertools import pairwise

from pipeline.timex.lexicon import lexeme
from pipeline.timex.site import DASHES, Site, around, vetoes


def _month_at(site: Site) -> int | None:
    return next((at for at in range(site.start, site.end) if "MON" in lexeme(site.words[at]).values), None)


def month(site: Site) -> bool:
    """A month whose name is an ordinary word is capitalised, or its day or year makes it plain."""
    at = _month_at(site)
    if at is None or "MONTH" in lexeme(site.words[at]).values or site.words[at][0].isupper():
        return True
    if "day" in site.slots and "AMBIGUOUS" not in lexeme(site.words[at]).values and site.words[at] != "mar":
        return True
    return bool(site.slots.keys() & {"dayth", "ordinal", "year"}) or site.word(-1) in around("before lower-case months")


def one_sentence(site: Site) -> bool:
    """No sentence ends within the phrase: not "in November. This year …"."""
    words = site.words[site.start : site.end]
    return not any(stop == "." and word[0].isupper() for stop, word in pairwise(words))


def month_year(site: Site) -> bool:
    """Month and year: a capital where the month is an ordinary word."""
    at = _month_at(site)
    return at is None or site.words[at][0].isupper() or "MONTH" in lexeme(site.words[at]).values


def no_day_follows(site: Site) -> bool:
    """The month is not that of a day: three days following May 4."""
    return not _day_follows(site)


def month_range(site: Site) -> bool:
    """Two months with a dash, to or until: both capitalised, or both no other word."""
    if "year" not in site.slots and _day_follows(site):
        return False
    months = [word for word in site.words[site.start : site.end] if "MON" in lexeme(word).values]
    return all(word[0].isupper() or "MONTH" in lexeme(word).values for word in months)


def _day_follows(site: Site) -> bool:
    """Whether the number of a day belongs to the second month: from January to March 15."""
    ends = not site.raw(2).isalpha() or site.word(2) in around("function words")
    return ("DAYTH" in site.kinds(1) or ("DAY" in site.kinds(1) and ends)) and site.word(2) not in vetoes("after")


def capital(site: Site) -> bool:
    """A month stands alone with a capital, but not as a first name before a surname; or after a preposition."""
    if not site.words[site.start][0].isupper():
        return site.word(-1) in around("prepositions") | around("shifts")
    follows = site.raw(1)
    named = follows[:1].isupper() and follows.isalpha() and not site.kinds(1)
    return not named or site.word(-1) in around("prepositions") | around("shifts") | {"the", "a", "an"}


def ambiguous_month(site: Site) -> bool:
    """May and March alone are months after a preposition of time, or in a list of months."""
    after, between = site.word(1), around("months in a list")
    after_date = site.word(-1) in ("and", "to") and not site.kinds(-2).keys().isdisjoint({"YEAR", "DAY"})
    ends = site.word(-1) in DASHES and site.word(-2) in around("part before")
    if (after_date or ends) and site.words[site.start][0].isupper():
        return True
    if (after in between and "MONTH" in site.kinds(2)) or (site.word(-1) in between and "MONTH" in site.kinds(-2)):
        return True
    plain = around("before ambiguous months in lower case")
    upper = site.words[site.start][0].isupper()
    before = site.word(-1)
    placed = before in around("before ambiguous months") if upper else (before in plain and not after.isalpha())
    placed = placed or (upper and before == "as" and site.word(-2) in around("part before"))
    return placed and after not in around("after a name")


def short_month(site: Site) -> bool:
    """A short month alone: capitalised, after a preposition of time (in Feb)."""
    word = site.words[site.start]
    placed = site.word(-1) in around("before short months")
    linked = around("words of range") - {"and", "&"}
    closes = site.word(-1) in linked and not site.kinds(-2).keys().isdisjoint({"YEAR", "MON"})
    opens = site.word(1) in DASHES and "MON" in site.kinds(2) and bool(site.kinds(3).keys() & {"DAY", "DAYTH"})
    lower = word in around("short months in lower case") and site.word(-1) in around("before short months")
    plain = word[0].isupper() or (lower and site.ends("of", "to"))
    return plain and (placed or opens or closes) and "AMBIGUOUS" not in lexeme(word).values


def named_weekday(site: Site) -> bool:
    """A short weekday before the month is one: not the end of a name (the Edmonton Sun)."""
    first = site.words[site.start]
    values = lexeme(first).values
    if "WD" not in values or "WEEKDAY" in values:
        return True
    before = site.raw(-1)
    return not (before[:1].isupper() and before.isalpha() and "WEEKDAY" not in site.kinds(-1))


def single_weekday(site: Site) -> bool:
    """One weekday, not each one (every Monday), not a name (Black Friday, Monday Night Football)."""
    if "DAYTIME" in site.kinds(1) and site.raw(1)[0].isupper() and site.raw(2)[:1].isupper():
        return False
    return site.word(-1) not in vetoes("before") | around("each one")


def last_or_next(site: Site) -> bool:
    """On Monday last: with those two words only, where the phrase ends."""
    return site.own[-1] in ("last", "next") and site.ends("of", "to")


def short_weekday(site: Site) -> bool:
    """A short weekday alone is one with its dot or after "on", capitalised."""
    word = site.words[site.start]
    if not word[0].isupper():
        return False
    dotted = word.endswith(".") and word.lower() not in ("sun.", "sat.")
    ranges = around("words of range")
    opens = "WD" in site.kinds(2) and (site.word(-1) in ("from", "between") or site.word(1) in ranges - {"and", "&"})
    closes = "WD" in site.kinds(-2) and site.word(-1) in ranges and site.raw(-2)[0].isupper()
    return opens or closes or (site.word(-1) in ("on", "to", "until") and site.word(1) != "'s") or dotted


def ordinal_end(site: Site) -> bool:
    """An ordinal after a month is its day where the phrase ends (on March first; not the May second round)."""
    return "the" in site.own or site.ends()


def day_name(site: Site) -> bool:
    """The named day is no surname: no name stands before it inside its sentence."""
    before = site.raw(-1)
    common = around("function words") | around("before ambiguous months")
    named = before[:1].isupper() and before.isalpha() and before.lower() not in common
    greeting = around("greetings")
    return not named or site.word(-1) in greeting or site.raw(-2) in ("", ".", "”", '"')


def reference(site: Site) -> bool:
    """It points at the day of writing: no name, no part of a compound (the now-closed mill), nothing hangs on it."""
    first, follows = site.words[site.start], site.word(1)
    if first[0].isupper() and (site.raw(-1)[:1].isalnum() or site.raw(1)[:1].isupper()):
        return False
    if follows in DASHES and site.glued(site.end):
        return False
    if site.own[-1] in around("pointing nouns"):
        placed = len(site.own) > 1 or site.word(-1) == "the"
        return placed and site.ends("of")
    if site.own[-1] in ("moment", "time"):
        placed = site.word(-1) == "at" or (site.word(-1), site.word(-2)) == ("the", "at")
        return placed and follows != "of" and site.kinds(1).keys().isdisjoint({"LAST", "NEXT"})
    return (site.own[-1], follows) not in _CONJUNCTIONS and site.word(-1) not in ("as", "up")


_CONJUNCTIONS = frozenset({("now", "that"), ("soon", "as"), ("soon", "after"), ("soon", "enough")})
