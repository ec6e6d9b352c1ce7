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

    def word(self, offset: int) -> str:
        """The word at that distance, lower case: -1 is the one before the phrase, 1 the one after it."""
        at = self.start + offset if offset < 0 else self.end + offset - 1
        return self.words[at].lower() if 0 <= at < len(self.words) else ""

    def raw(self, offset: int) -> str:
        """As `word`, but as it stands."""
        at = self.start + offset if offset < 0 else self.end + offset - 1
        return self.words[at] if 0 <= at < len(self.words) else ""

    def kinds(self, offset: int) -> Mapping[str, Value]:
        """Classes of the word at that distance."""
        return lexeme(self.raw(offset)).values


PREPOSITIONS = frozenset(
    ["in", "on", "by", "since", "until", "till", "from", "to", "through", "throughout", "during", "before", "after", "for", "of", "between", "around", "about", "at", "as", "over", "early", "late", "mid", "within", "circa", "c.", "c", "~", "than", "and", "or"]
)
_SUBJECTS = frozenset(["mr", "mrs", "ms", "miss", "dr", "sir", "lady", "theresa", "lord", "minister"])


@cache
def _vetoes(side: str) -> frozenset[str]:
    return frozenset(word for row in read_rows("date_vetoes", DateVeto) if row.side == side for word in row.words)


def year(site: Site) -> bool:
    """The year at the end of the phrase is no amount: no unit, counted noun or time zone follows, no currency precedes."""
    if "year" not in site.slots and "yearpair" not in site.slots:
        return True
    if not site.words[site.end - 1][:4].isdigit() and not site.words[site.start][:4].isdigit():
        return True
    follows = site.word(1)
    if follows in _vetoes("after"):
        return False
    if follows == "-" and site.glued(site.end) and site.glued(site.end + 1) and site.word(2).isalpha():
        return site.word(2) in ("to", "through")
    return not (follows in ("percent", "%") or (follows[:1].isdigit() and "," in follows and site.glued(site.end)))


def bare_year(site: Site) -> bool:
    """A number alone is a year after a preposition or in this age; after a product's name or in a code it is none."""
    before, number = site.word(-1), site.slots.get("year")
    if before in _vetoes("before") or (before and before[-1] in "$£€¥#"):
        return False
    if before in ("-", ".", "/", ":", "+") and site.glued(site.start):
        return before == "-" and site.glued(site.start - 1) and site.word(-2) in ("pre", "post", "mid", "early", "late", "end")
    if not isinstance(number, int):
        return True
    if site.word(1) in ("-", "/") and site.glued(site.end) and site.raw(2)[:1].isdigit() and site.glued(site.end + 1):
        return site.raw(2).isdigit() and len(site.raw(2)) == 4
    if 1900 <= number <= 2060:
        return True
    return (before in PREPOSITIONS and before not in ("about", "than", "for", "of", "and", "or", "at", "over")) or before == "("


def month(site: Site) -> bool:
    """A month that is an ordinary word too is capitalised."""
    at = next((n for n in range(site.start, site.end) if "MON" in lexeme(site.words[n]).values), None)
    if at is None or "MONTH" in lexeme(site.words[at]).values or site.words[at][0].isupper():
        return True
    return bool(site.slots.keys() & {"dayth", "ordinal", "year"}) or site.word(-1) in ("on", "of", "in", "until")


def capital(site: Site) -> bool:
    """A month stands alone with a capital (August), or after a preposition."""
    word = site.words[site.start]
    return (word[0].isupper() or site.word(-1) in PREPOSITIONS | {"last", "next"}) and site.word(-1) not in _SUBJECTS


def ambiguous_month(site: Site) -> bool:
    """May and March alone are months after a preposition, or in a list of months."""
    word, before, after = site.words[site.start], site.word(-1), site.word(1)
    if site.kinds(1).keys() & {"MON"} - {"AMBIGUOUS"} or (after in ("and", "or", "to", "-", ",") and "MONTH" in site.kinds(2)):
        return True
    listed = before in ("and", "or", "to", "-", ",") and "MONTH" in site.kinds(-2)
    placed = before in _PLACING and (word[0].isupper() or not after.isalpha())
    return (listed or placed) and after not in ("said", "has", "have", "be", "on", "'s")


_PLACING = frozenset(["in", "since", "until", "till", "by", "during", "through", "throughout", "before", "after", "early", "late", "mid", "from", "to", "of", "for", "this", "last", "next"])


def single_weekday(site: Site) -> bool:
    """One weekday, not each one (every Monday), not a name (Black Friday)."""
    if not site.words[site.start][0].isupper() and site.word(-1) not in PREPOSITIONS | {"last", "next", "this"}:
        return False
    return site.word(-1) not in _vetoes("before") and site.word(-1) not in ("every", "each", "a", "any", "per")


def short_weekday(site: Site) -> bool:
    """A short weekday alone is one with its dot or after "on", capitalised."""
    word = site.words[site.start]
    dotted = word.endswith(".") or site.word(1) == "."
    return word[0].isupper() and (site.word(-1) == "on" or (dotted and word.rstrip(".").lower() not in ("sun", "sat")))


def month_year(site: Site) -> bool:
    """Month and year: a capital where the month is an ordinary word."""
    at = next(n for n in range(site.start, site.end) if "MON" in lexeme(site.words[n]).values)
    return site.words[at][0].isupper() or "MONTH" in lexeme(site.words[at]).values


def count(site: Site) -> bool:
    """The number after the month is its day and counts nothing (in May 20 people)."""
    follows = site.word(1)
    return follows not in _vetoes("after") and follows not in ("%", "percent", "million", "billion", "times", "bn")


def alone(site: Site) -> bool:
    """Nothing is glued to the number."""
    return not (site.glued(site.start) and site.word(-1) not in ("", "(", "[", "'", '"', "“"))


def stop(site: Site) -> bool:
    """The number before the month belongs to it, not to a currency or a decimal before."""
    before = site.word(-1)
    return not (before and before[-1] in "$£€¥#") and before not in ("no.", "number")


def ordinal_end(site: Site) -> bool:
    """An ordinal after a month is its day at the end of a phrase (on March first), not a count (the May second round)."""
    return "the" in [word.lower() for word in site.words[site.start : site.end]] or not site.word(1).isalpha() or site.word(1) in _FUNCTION


_FUNCTION = frozenset(
    ["and", "or", "but", "to", "in", "on", "at", "for", "from", "by", "with", "of", "the", "a", "as", "is", "was", "were", "are", "will", "that", "which", "who", "when", "while", "after", "before", "since", "until", "compared", "versus", "vs", "than", "through", "because", "nine", "ten", "eight"]
)


def slashed(site: Site) -> bool:
    """Two numbers with a slash are a day after "on", or where nothing is counted by them."""
    return site.word(-1) in ("on", "dated", "by", "until", "from", "of", "this", "friday", "back", "and", "to", "-") and site.word(1) != "of"


def short_year(site: Site) -> bool:
    """An apostrophe and two figures are a year after a preposition, a season or a month."""
    return site.word(-1) in ("in", "since", "until", "by", "of", "summer", "winter", "spring", "autumn")


def capital_era(site: Site) -> bool:
    """AD and CE in capitals."""
    return site.words[site.end - 1].isupper()


def short_decade(site: Site) -> bool:
    """The 90s, the sixties; not his sixties, the high 80s, aged 50s."""
    before = site.word(-1)
    if before in ("early", "late", "mid", "-"):
        before = site.word(-2) if site.word(-2) not in ("early", "late", "mid", "-") else site.word(-3)
    return before in ("the", "'", "’", "in", "and", "of", "to", "since", "swinging", "roaring") and site.word(1) not in ("f", "c", "%")


def quarter_of(site: Site) -> bool:
    """The last quarter of something else is no period."""
    return _of_time(site)


def half_of(site: Site) -> bool:
    """The first half of the match is no period."""
    return _of_time(site) and site.word(1) not in ("goal", "goals", "penalty", "century", "dozen", "marathon", "time")


def _of_time(site: Site) -> bool:
    if site.word(1) != "of" or "year" in [word.lower() for word in site.words[site.start : site.end]]:
        return True
    return any("ANYUNIT" in site.kinds(n) or "YEAR" in site.kinds(n) for n in (2, 3))


def months_of(site: Site) -> bool:
    """The first nine months of a year, not of something else."""
    return _of_time(site) or "year" in site.slots or site.slots.get("closing") == -1


def season_not_noun(site: Site) -> bool:
    """This fall, but not this fall in prices."""
    return not (site.words[site.end - 1].lower() == "fall" and site.word(1) in ("in", "of"))


def bare_season(site: Site) -> bool:
    """A season with its article or preposition, at the end of its phrase: in the spring, by autumn."""
    before, word = site.word(-1), site.words[site.start].lower()
    if before in ("early", "late", "mid", "-"):
        before = site.word(-2)
    if word in ("fall", "spring"):
        timed = before in ("the",) and site.word(-2) in ("in", "by", "since", "until", "during", "for")
        return timed and (not site.word(1).isalpha() or site.word(1) in _FUNCTION - {"in", "of"})
    return before in ("the", "in", "by", "since", "until", "during", "for", "over", "through") and site.word(1) != "of"


def numbered_week(site: Site) -> bool:
    """Week 38 is a week of the year, but not week 38 of a contest."""
    return site.word(1) != "of"


def unit_noun(site: Site) -> bool:
    """The unit is not part of a compound that is something else (last day nerves)."""
    return site.word(1) != "-" or not site.glued(site.end)


def that_unit(site: Site) -> bool:
    """That year stands as an adverb or after a preposition, not as a subject or conjunction (that day trips are …)."""
    words = [word.lower() for word in site.words[site.start : site.end]]
    return words[0] != "same" or site.word(-1) in ("the", "that", "this")


def part_unit(site: Site) -> bool:
    """The end of the day is a saying; early week or mid-week are no phrases; end of year is."""
    words = [word.lower() for word in site.words[site.start : site.end]]
    if words[-1] in ("day", "days", "night"):
        return False
    return len(words) > 2 or words[0] in ("year", "month", "quarter", "week") or words[0] == "end"


def the_unit(site: Site) -> bool:
    """The quarter, the year: after a preposition of time, where no other noun owns it."""
    word = site.words[site.start].lower()
    if site.word(-1) != "the" or word in ("day", "century", "decade", "fortnight") or site.word(1) in ("of", "-", "when", "that", "in", "since"):
        return False
    return site.word(-2) in ("in", "for", "during", "over", "throughout", "within") and site.word(1) not in ("ago",)


def ago(site: Site) -> bool:
    """Back means ago only where the phrase ends and no verb takes it (two years back)."""
    return site.words[site.end - 1].lower() != "back" or not site.word(1).isalpha() or site.word(1) in ("when", "and")


def away(site: Site) -> bool:
    """Before and after close the phrase: nothing stands behind them to count from (two years before the war)."""
    last = site.words[site.end - 1].lower()
    if site.end - site.start == 2 and site.words[site.start].lower() in ("day", "week", "month", "year", "quarter"):
        if last in ("earlier", "later"):
            return site.word(-1) in ("a", "the", "one", "-")
        return site.word(-1) == "the" and not _continues(site)
    return last in ("earlier", "later", "previously", "afterwards") or not _continues(site)


def _continues(site: Site) -> bool:
    follows = site.word(1)
    return follows.isalnum() and follows not in ("and", "but", "when", "while", "as", "with", "to", "for", "in", "at", "on", "by", "from")


def from_now(site: Site) -> bool:
    """A distance from now names now or a near day."""
    return True


GUARDS: Mapping[str, Callable[[Site], bool]] = {
    guard.__name__: guard
    for guard in (
        year, bare_year, month, capital, ambiguous_month, single_weekday, short_weekday, month_year, count, alone, stop,
        ordinal_end, slashed, short_year, capital_era, short_decade, quarter_of, half_of, months_of, season_not_noun,
        bare_season, numbered_week, unit_noun, that_unit, part_unit, the_unit, ago, away, from_now,
    )
}  # fmt: skip
