"""Guards: what the words around a phrase must be, or must not be, for it to be a date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.timex.lexicon import Value, lexeme
from pipeline.vocabulary.dates import DateVeto
from pipeline.vocabulary.rows import read_rows


@dataclass(frozen=True, slots=True)
class Site:
    """Where a phrase stands: the words of the text (white space left out), its first and its last word plus one."""

    words: Sequence[str]
    start: int
    end: int
    glued: Callable[[int], bool]
    """Whether no space stands before the word of that number."""
    slots: Mapping[str, Value]

    def raw(self, offset: int) -> str:
        """The word at that distance as it stands: -1 is the one before the phrase, 1 the one after it."""
        at = self.start + offset if offset < 0 else self.end + offset - 1
        return self.words[at] if 0 <= at < len(self.words) else ""

    def word(self, offset: int) -> str:
        """As `raw`, lower case."""
        return self.raw(offset).lower()

    def kinds(self, offset: int) -> Mapping[str, Value]:
        """Classes of the word at that distance."""
        return lexeme(self.raw(offset)).values

    @property
    def own(self) -> list[str]:
        """The phrase's own words, lower case."""
        return [word.lower() for word in self.words[self.start : self.end]]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PREPOSITIONS = _set(
    "in on by since until till from to through throughout during before after for of between around about at as over"
    " early late mid within circa c. c ~ than and or"
)
_YEAR_PLACES = _PREPOSITIONS - _set("about than for of and or at over") | _set("( born died ruled reigned ca.")
_MONTH_PLACES = _set(
    "in since until till by during through throughout before after early late mid from to of for this last next"
)
_FUNCTION = _set(
    "and or but to in on at for from by with of the a as is was were are will that which who when while after before since"
    " until compared versus vs than through because he she it they we i had has have would could"
)
_PART_WORDS = _set("early late mid -")
_DASHES = _set("- – — ‐ ‑ − ~")


@cache
def _vetoes(side: str) -> frozenset[str]:
    return frozenset(word for row in read_rows("date_vetoes", DateVeto) if row.side == side for word in row.words)


# -- numbers ----------------------------------------------------------------------------------------------------------


def year(site: Site) -> bool:
    """The year of the phrase is no amount: no unit, counted noun or time zone follows, no thousands, no compound."""
    if not any(site.words[at][:4].isdigit() for at in (site.start, site.end - 1)):
        return True
    follows = site.word(1)
    if follows == "of" and site.word(2) in _set("them us those these whom which"):
        return False
    if follows in _vetoes("after") or (follows == "year" and "old" in (site.word(2), site.word(3))):
        return False
    if follows in _DASHES and site.glued(site.end) and site.glued(site.end + 1) and site.raw(2).isalpha():
        return "MON" in site.kinds(2) or site.raw(2)[0].isupper() or site.word(2) in ("to", "through", "related", "era")
    return not (follows == "," and site.glued(site.end) and site.glued(site.end + 1) and site.raw(2)[:1].isdigit())


def bare_year(site: Site) -> bool:
    """A number alone is a year in this age, or after a preposition; after a product's name or in a code it is none."""
    before, number = site.word(-1), site.slots.get("year")
    if before in _vetoes("before") or (before and before[-1] in "$£€¥#"):
        return False
    if before in _DASHES | _set(". / : +") and site.glued(site.start):
        return _after_prefix(site)
    if _in_code(site):
        return False
    if not isinstance(number, int) or 1900 <= number <= 2060 or before in _YEAR_PLACES:
        return True
    return (
        (before == "." and site.word(-2) in ("c", "ca"))
        or (before in _DASHES | {"to", "and"} and "YEAR" in site.kinds(-2))
        or (before == "of" and number % 100 != 0 and not site.word(1).endswith("s"))
    )


def _after_prefix(site: Site) -> bool:
    """pre-2008, mid-1990, or the second end of 2007-2010."""
    if site.word(-1) not in _DASHES or not site.glued(site.start - 1):
        return site.word(-1) in _DASHES
    return site.word(-2) in _set("pre post mid early late end") or "YEAR" in site.kinds(-2) or "MON" in site.kinds(-2)


def _in_code(site: Site) -> bool:
    """2015-32-1, 138-2010: glued with a dash or slash to figures that are no year."""
    joined = site.word(1) in _DASHES | {"/"} and site.glued(site.end) and site.glued(site.end + 1)
    return joined and site.raw(2)[:1].isdigit() and "YEAR" not in site.kinds(2)


def count(site: Site) -> bool:
    """The number after the month is its day and counts nothing (in May 20 people)."""
    return site.word(1) not in _vetoes("after") | _set("% percent million billion times bn per")


def stop(site: Site) -> bool:
    """The number before the month belongs to it, not to a currency or a decimal before."""
    before = site.word(-1)
    return not (before and before[-1] in "$£€¥#") and before not in ("no.", "number")


def alone(site: Site) -> bool:
    """Nothing is glued to the number."""
    return not site.glued(site.start) or site.word(-1) in _set("( [ ' \" “")


def tight(site: Site) -> bool:
    """A dash within the phrase has no space on either side (05-Aug-2016)."""
    dashes = [at for at in range(site.start, site.end) if site.words[at] in _DASHES]
    return all(site.glued(at) and site.glued(at + 1) for at in dashes)


def slashed(site: Site) -> bool:
    """Two numbers with a slash are a day after a preposition or a weekday, where nothing is counted by them."""
    placed = _set("on dated by until from of this back and to -")
    return (site.end - site.start > 1 or site.word(-1) in placed) and site.word(1) not in ("of", "-")


def short_year(site: Site) -> bool:
    """An apostrophe and two figures are a year after a preposition or a season."""
    if len(site.own) == 2 and not site.glued(site.end - 1):
        return False
    return site.word(-1) in _set("in since until by of summer winter spring autumn")


def capital_era(site: Site) -> bool:
    """AD and CE in capitals."""
    return site.words[site.end - 1].isupper()


def lone_day(site: Site) -> bool:
    """On the 21st: after a preposition and the article, with no noun to follow."""
    follows = site.raw(1)
    placed = site.word(-1) == "the" and site.word(-2) in _set("on by until before after since for")
    return placed and (not follows.isalpha() or site.word(1) in _FUNCTION - {"of", "the"})


def decade_year(site: Site) -> bool:
    """The 1930's, but not 1931's or a possessive (2010's best year)."""
    number = site.slots.get("year")
    return isinstance(number, int) and number % 10 == 0 and site.word(-1) in _PART_WORDS | {"the"}


def short_decade(site: Site) -> bool:
    """The 90s, the sixties; not his sixties, the high 80s, aged 50s."""
    at = next((n for n in (-1, -2, -3) if site.word(n) not in _PART_WORDS), -3)
    return site.word(at) in _set("the ' ’ in and of to since swinging roaring") and site.word(1) not in _set("f c % °")


# -- names that are words ---------------------------------------------------------------------------------------------


def _month_at(site: Site) -> int | None:
    return next((at for at in range(site.start, site.end) if "MON" in lexeme(site.words[at]).values), None)


def month(site: Site) -> bool:
    """A month whose name is an ordinary word is capitalised, or its day or year makes it plain."""
    at = _month_at(site)
    if at is None or "MONTH" in lexeme(site.words[at]).values or site.words[at][0].isupper():
        return True
    return bool(site.slots.keys() & {"dayth", "ordinal", "year"}) or site.word(-1) in _set("on of in until")


def month_year(site: Site) -> bool:
    """Month and year: a capital where the month is an ordinary word; no dash that parts them."""
    at = _month_at(site)
    plain = at is None or site.words[at][0].isupper() or "MONTH" in lexeme(site.words[at]).values
    return plain and tight(site)


def month_range(site: Site) -> bool:
    """Two months with a dash, to or until: both capitalised, or both no other word."""
    months = [word for word in site.words[site.start : site.end] if "MON" in lexeme(word).values]
    return all(word[0].isupper() or "MONTH" in lexeme(word).values for word in months)


def capital(site: Site) -> bool:
    """A month stands alone with a capital, or after a preposition."""
    return site.words[site.start][0].isupper() or site.word(-1) in _PREPOSITIONS | {"last", "next"}


def ambiguous_month(site: Site) -> bool:
    """May and March alone are months after a preposition of time, or in a list of months."""
    after, between = site.word(1), _set("and or to - – ,")
    if (after in between and "MONTH" in site.kinds(2)) or (site.word(-1) in between and "MONTH" in site.kinds(-2)):
        return True
    placed = site.word(-1) in _MONTH_PLACES and (site.words[site.start][0].isupper() or not after.isalpha())
    return placed and after not in _set("said has have be on 's told")


def named_weekday(site: Site) -> bool:
    """A short weekday before the month is one: not the end of a name (the Edmonton Sun)."""
    first = site.words[site.start]
    values = lexeme(first).values
    if "WD" not in values or "WEEKDAY" in values:
        return True
    before = site.raw(-1)
    return not (before[:1].isupper() and before.isalpha() and "WEEKDAY" not in site.kinds(-1))


def single_weekday(site: Site) -> bool:
    """One weekday, not each one (every Monday), not a name (Black Friday)."""
    lower = not site.words[site.start][0].isupper()
    if lower and site.word(-1) not in _PREPOSITIONS | _set("last next this"):
        return False
    return site.word(-1) not in _vetoes("before") | _set("every each a any per")


def short_weekday(site: Site) -> bool:
    """A short weekday alone is one with its dot or after "on", capitalised."""
    word = site.words[site.start]
    if not word[0].isupper():
        return False
    dotted = word.endswith(".") and word.lower() not in ("sun.", "sat.")
    return (site.word(-1) in ("on", "to", "until") and site.word(1) != "'s") or dotted


def ordinal_end(site: Site) -> bool:
    """An ordinal after a month is its day at the end of a phrase (on March first), not a count (the May second round)."""
    return "the" in site.own or not site.word(1).isalpha() or site.word(1) in _FUNCTION


def day_name(site: Site) -> bool:
    """The named day is no surname: no name stands before it inside its sentence."""
    before = site.raw(-1)
    named = before[:1].isupper() and before.isalpha() and site.word(-1) not in _FUNCTION | _MONTH_PLACES
    greeting = _set("happy merry white last this next every on orthodox coptic")
    return not named or site.word(-1) in greeting or site.raw(-2) in ("", ".", "”", '"')


# -- seasons, quarters, halves ----------------------------------------------------------------------------------------


def _of_time(site: Site) -> bool:
    if site.word(1) not in ("of", "in") or "year" in site.own or "year" in site.slots:
        return True
    if site.word(1) == "in":
        return True
    return any(site.kinds(n).keys() & {"ANYUNIT", "YEAR", "SEASON", "MON"} for n in (2, 3))


def quarter_of(site: Site) -> bool:
    """The last quarter of something else, or of a game, is no period."""
    return half_of(site)


def half_of(site: Site) -> bool:
    """The first half of the match is no period, nor is a half where the words around tell of a game."""
    if not _of_time(site):
        return False
    if "year" in site.own or "year" in site.slots:
        return True
    if site.word(1) in _set("century dozen marathon time hour") or site.word(2) in ("century", "marathon"):
        return False
    around = (*site.words[max(0, site.start - 25) : site.start], *site.words[site.end : site.end + 25])
    return _vetoes("near").isdisjoint(word.lower() for word in around)


def months_of(site: Site) -> bool:
    """The first nine months of a year, not of something else."""
    return _of_time(site)


def stretch(site: Site) -> bool:
    """The past six months, not the last six months of something."""
    return _of_time(site)


def season_not_noun(site: Site) -> bool:
    """This fall, but not this fall in prices."""
    if site.words[site.end - 1].lower() != "fall" or site.word(1) not in ("in", "of"):
        return True
    return site.word(1) == "in" and (site.word(2) == "the" or site.raw(2)[:1].isupper())


def bare_season(site: Site) -> bool:
    """A season with its article or preposition, at the end of its phrase: in the spring, by autumn."""
    before, word = site.word(-1), site.words[site.start].lower()
    if site.words[site.start][0].isupper() and site.raw(1)[:1].isupper():
        return False
    if before in _PART_WORDS:
        before = site.word(-2)
    placed = _set("in by since until during for over through")
    ends = not site.word(1).isalpha() or site.word(1) in _FUNCTION - {"of"}
    if word in ("fall", "spring"):
        return before == "the" and site.word(-2) in placed and ends and site.word(1) != "in"
    return before in placed | {"the"} and ends


# -- units ------------------------------------------------------------------------------------------------------------


def numbered_week(site: Site) -> bool:
    """Week 38 is a week of the year, but not week 38 of a contest."""
    return site.word(1) != "of"


def unit_noun(site: Site) -> bool:
    """The unit is not the first part of a compound (last day-to-day)."""
    return site.word(1) not in _DASHES or not site.glued(site.end)


def that_unit(site: Site) -> bool:
    """The same year, that year."""
    return site.own[0] != "same" or site.word(-1) in _set("the that this")


def part_unit(site: Site) -> bool:
    """The end of the day is a saying; mid-week is no phrase; end of year and year-end are."""
    words = site.own
    if words[-1] in ("day", "days", "night") or (words[-1] == "week" and len(words) < 4):
        return False
    if words[-1] in ("end", "start"):
        return words[0] in ("year", "month", "quarter", "week") and (len(words) > 2 or site.word(1) != "of")
    return "the" in words or words[0] == "end" or len(words) > 3


def the_unit(site: Site) -> bool:
    """The quarter, the year: after a preposition of time, where no other noun owns it."""
    if site.word(-1) != "the" or site.own[0] in _set("day century decade fortnight half"):
        return False
    if site.word(1) in _set("of - when that in since ahead ago") or "YEAR" in site.kinds(1):
        return False
    return site.word(-2) in (_set("in for during over within") | (_set("on throughout") if site.own[0] == "weekend" else set()))


def ago(site: Site) -> bool:
    """Back means ago only where the phrase ends (two years back)."""
    follows = site.word(1)
    return site.own[-1] != "back" or not follows.isalpha() or follows in _FUNCTION - {"to"}


def away(site: Site) -> bool:
    """Before and after close the phrase: nothing stands behind them to count from (two years before the war)."""
    last = site.own[-1]
    if "count" in site.slots:
        return last in ("earlier", "later", "previously", "afterwards") or not _continues(site)
    if last in ("earlier", "later"):
        return site.word(-1) in _set("a the one -")
    return site.word(-1) == "the" and not _continues(site)


def _continues(site: Site) -> bool:
    follows = site.word(1)
    return follows[:1].isalnum() and follows not in _set("and but when while as with to for in at on by from")


def after_in(site: Site) -> bool:
    """In two weeks: after the preposition, where the phrase ends."""
    follows = site.word(1)
    return site.word(-1) == "in" and follows not in _set("of old ago later earlier before after - 's from") | _DASHES


def after_within(site: Site) -> bool:
    """Within nine months."""
    return site.word(-1) == "within" and site.word(1) not in _set("of after from")


GUARDS: Mapping[str, Callable[[Site], bool]] = {
    guard.__name__: guard
    for guard in (
        year, bare_year, count, stop, alone, tight, slashed, short_year, capital_era, lone_day, decade_year, short_decade,
        month, month_year, month_range, capital, ambiguous_month, named_weekday, single_weekday, short_weekday,
        ordinal_end, day_name, quarter_of, half_of, months_of, stretch, season_not_noun, bare_season, numbered_week,
        unit_noun, that_unit, part_unit, the_unit, ago, away, after_in, after_within,
    )
}  # fmt: skip
