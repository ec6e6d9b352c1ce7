"""How well fact tables agree with hand-written truth, slot by slot.

Pure functions over JSON objects and text: gold rows as in ``tests/gold/`` on one side, fact tables on the other.
Nothing else of the pipeline is used, so a mistake there cannot hide itself here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from operator import add
from typing import Any, NamedTuple

Row = Mapping[str, Any]
"""One JSON object: a gold row, or a row of a fact table."""

Names = Mapping[str, frozenset[str]]
"""Folded surface form -> the gold names that the article prints in that form."""


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one figure: what was `found`, what was `expected`, how many of the expected are `right`.

    Of the `paired` rows `agreed` say the same, be it nothing; a figure that compares no slots has neither.
    """

    right: int = 0
    found: int = 0
    expected: int = 0
    agreed: int = 0
    paired: int = 0

    @property
    def precision(self) -> float:
        return _ratio(self.right, self.found)

    @property
    def recall(self) -> float:
        return _ratio(self.right, self.expected)

    @property
    def f1(self) -> float:
        return _ratio(2 * self.right, self.found + self.expected)

    @property
    def accuracy(self) -> float | None:
        """The part of the paired rows that agree, or None where no rows were paired."""
        return self.agreed / self.paired if self.paired else None

    def __add__(self, other: Score) -> Score:
        return Score(*map(add, astuple(self), astuple(other)))


@dataclass(frozen=True, slots=True)
class Scores:
    """One Score for each of FIGURES, in that order; the sum of two is the score of both articles together."""

    figures: Mapping[str, Score]

    def __getitem__(self, figure: str) -> Score:
        return self.figures[figure]

    def __add__(self, other: Scores) -> Scores:
        return Scores({figure: self[figure] + other[figure] for figure in FIGURES})


class Mention(NamedTuple):
    """A row and where it stands: start and end in code points, end exclusive."""

    span: tuple[int, int]
    row: Row


class Pairing(NamedTuple):
    """Gold rows with the rows found for them, the gold rows that were missed, and rows that no gold row asks for."""

    pairs: Sequence[tuple[Row, Row]]
    missed: Sequence[Row]
    spurious: Sequence[Row]


class Slot(NamedTuple):
    """A figure over paired rows: `read` gives what fills the slot, or None; `same` compares two that are filled.

    The slots marked `whole` must all be right for a whole fact.
    """

    figure: str
    read: Callable[[Row], Any]
    same: Callable[[Any, Any, Names], bool]
    whole: bool = False


class Amount(NamedTuple):
    """A value or a range; `worded` where its text has no digit ("a third"), so that its decimals are rounded."""

    low: Decimal
    high: Decimal | None
    worded: bool


def score_tables(cases: Iterable[tuple[Sequence[Row], Row, str]]) -> Scores:
    """The scores of several articles together; a case is an article's gold rows, its fact table and its text."""
    return sum((score_table(*case) for case in cases), Scores(dict.fromkeys(FIGURES, Score())))


def score_table(gold: Sequence[Row], table: Row, text: str) -> Scores:
    """The scores of one article's fact `table`. Raises ValueError where a gold quote is not in `text`."""
    entities = _of_type(gold, "entity")
    names = surface_forms(entities)
    facts = pair_mentions(_gold_mentions(gold, "fact", text), _table_mentions(table, "facts"))
    dates = pair_mentions(_gold_mentions(gold, "date", text), _table_mentions(table, "dates"))
    return Scores(
        {
            "quantity mention": _mention_score(facts),
            **{slot.figure: slot_score(slot, facts, names) for slot in SLOTS},
            "whole fact": _whole_score(facts, names),
            "date span": _mention_score(dates),
            "date value": slot_score(Slot("date value", _field("value"), _alike(day_range)), dates, names),
            "entity name": name_score(entities, table["entities"], labelled=False),
            "entity name+label": name_score(entities, table["entities"], labelled=True),
        }
    )


def locate(text: str, quote: str, nth: int) -> tuple[int, int]:
    """Start and end of the `nth` place of `quote` in `text`, counted from 1 and without overlap.

    >>> locate("4% here, 14% there", "4%", 2)
    (10, 12)
    """
    end = 0
    for _ in range(nth):
        start = text.find(quote, end)
        if start < 0:
            raise ValueError(f"a row asks for place {nth} of {quote!r}, and the article has {text.count(quote)}")
        end = start + len(quote)
    return start, end


def is_optional(row: Row) -> bool:
    """Whether a gold row counts neither way: its note begins with "optional"."""
    return (row.get("note") or "").startswith("optional")


def pair_mentions(gold: Sequence[Mention], found: Sequence[Mention]) -> Pairing:
    """Mentions paired one to one where their spans overlap, the best overlap first.

    Optional gold rows come last and form no pairs: what is found on them is merely not spurious.
    """
    partner: dict[int, int] = {}
    settled: set[int] = set()
    for g, f in _overlapping(gold, found):
        if f not in settled and g not in partner:
            settled.add(f)
            if not is_optional(gold[g].row):
                partner[g] = f
    return Pairing(
        [(gold[g].row, found[f].row) for g, f in partner.items()],
        [each.row for g, each in enumerate(gold) if g not in partner and not is_optional(each.row)],
        [each.row for f, each in enumerate(found) if f not in settled],
    )


def slot_score(slot: Slot, pairing: Pairing, names: Names) -> Score:
    """The score of one slot; a filled slot of a missed row was not found, that of a spurious row is wrong."""
    agreed = [gold for gold, found in pairing.pairs if _agree(slot, gold, found, names)]
    return Score(
        right=_filled(slot, agreed),
        found=_filled(slot, [found for _, found in pairing.pairs]) + _filled(slot, pairing.spurious),
        expected=_filled(slot, [gold for gold, _ in pairing.pairs]) + _filled(slot, pairing.missed),
        agreed=len(agreed),
        paired=len(pairing.pairs),
    )


def surface_forms(entities: Iterable[Row]) -> Names:
    """Under which folded forms the article prints each gold entity, its own name included."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for form in (entity["name"], *entity["quotes"]):
            forms[folded_name(form)].add(entity["name"])
    return {form: frozenset(known) for form, known in forms.items()}


def name_score(gold: Sequence[Row], found: Iterable[Row], *, labelled: bool) -> Score:
    """The score of an article's names, each once, whatever the number of its mentions.

    A found name answers the gold entity so called, else one that the article prints in that form; if `labelled`, only
    one with its label. What answers an optional entity is left out.
    """
    free, open_names = list(gold), _distinct(found, labelled=labelled)
    asked, hits = len(open_names), 0
    for printed in (False, True):
        for row in list(open_names):
            answer = next((each for each in free if _answers(each, row, printed, labelled)), None)
            if answer is not None:
                free.remove(answer)
                open_names.remove(row)
                hits += not is_optional(answer)
                asked -= is_optional(answer)
    return Score(right=hits, found=asked, expected=sum(not is_optional(entity) for entity in gold))


def folded_name(name: str) -> str:
    """`name` as it is compared: case, quotation marks, a title or article before it and a possessive after it go.

    >>> folded_name("The “Central Asia – Russia” Summit"), folded_name("Mr Hale’s")
    ('central asia-russia summit', 'hale')
    """
    plain = re.sub(r"[\"“”‘]|['’]s?$", "", name.casefold())
    plain = re.sub(r"\s*[-‐-―−]\s*", "-", " ".join(plain.split()))
    return re.sub(r"^(?:the|mrs|mr|ms|dr|sir)\.? ", "", plain)


def content_words(phrase: str) -> frozenset[str]:
    """The words of `phrase` that carry meaning, in the singular.

    >>> sorted(content_words("the share of Taxes in exports"))
    ['export', 'share', 'tax']
    """
    return frozenset(_words(phrase)) - _FUNCTION_WORDS


def day_range(value: str) -> tuple[date, date] | str:
    """The first and last day of a year, quarter, month, day or interval; `value` itself where it is none of these.

    >>> day_range("2004-Q4") == day_range("2004-10/2004-12")
    True
    """
    first, slash, last = value.partition("/")
    begin, end = _days_of(first), _days_of(last if slash else first)
    return (begin[0], end[1]) if begin and end else value


_FUNCTION_WORDS = frozenset(re.findall(r"\w+", "a an and at by for from her his in its of on or s the their to with"))
_CALENDAR = re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _of_type(rows: Iterable[Row], wanted: str) -> list[Row]:
    return [row for row in rows if row.get("type", "fact") == wanted]


def _gold_mentions(rows: Iterable[Row], wanted: str, text: str) -> list[Mention]:
    return [Mention(locate(text, row["quote"], row["nth"]), row) for row in _of_type(rows, wanted)]


def _table_mentions(table: Row, part: str) -> list[Mention]:
    """The rows of a table's `part`, each at the first of its positions: those after it are of its parts."""
    return [Mention(tuple(table["positions"][row["id"]][0]), row) for row in table[part]]


def _overlapping(gold: Sequence[Mention], found: Sequence[Mention]) -> list[tuple[int, int]]:
    """Indices of all overlapping pairs: required before optional gold, better before worse, then in text order."""

    def rank(link: tuple[int, int]) -> tuple[bool, float, int, int]:
        g, f = gold[link[0]], found[link[1]]
        return is_optional(g.row), -_overlap(g.span, f.span), g.span[0], f.span[0]

    links = ((g, f) for g, a in enumerate(gold) for f, b in enumerate(found) if _overlap(a.span, b.span) > 0)
    return sorted(links, key=rank)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """The shared part of two spans over their joint length; not above zero where they are apart."""
    return (min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def _mention_score(pairing: Pairing) -> Score:
    paired, missed, spurious = map(len, pairing)
    return Score(paired, paired + spurious, paired + missed)


def _whole_score(pairing: Pairing, names: Names) -> Score:
    """The score of the facts that are right in every slot marked so."""
    slots = [slot for slot in SLOTS if slot.whole]
    whole = sum(all(_agree(slot, gold, found, names) for slot in slots) for gold, found in pairing.pairs)
    mentions = _mention_score(pairing)
    return Score(whole, mentions.found, mentions.expected, whole, len(pairing.pairs))


def _agree(slot: Slot, gold: Row, found: Row, names: Names) -> bool:
    wanted, given = slot.read(gold), slot.read(found)
    if wanted is None or given is None:
        return wanted is given
    return slot.same(wanted, given, names)


def _filled(slot: Slot, rows: Iterable[Row]) -> int:
    return sum(slot.read(row) is not None for row in rows)


def _distinct(rows: Iterable[Row], *, labelled: bool) -> list[Row]:
    """The first row of every name, or of every name and label."""
    first: dict[tuple[str, str | None], Row] = {}
    for row in rows:
        first.setdefault((folded_name(row["name"]), row["label"] if labelled else None), row)
    return list(first.values())


def _answers(entity: Row, found: Row, printed: bool, labelled: bool) -> bool:
    """Whether `found` has the entity's name, or else, where `printed`, one of the forms in the article."""
    forms = (entity["name"], *(entity["quotes"] if printed else ()))
    same_label = not labelled or entity["label"] == found["label"]
    return same_label and folded_name(found["name"]) in map(folded_name, forms)


def _words(phrase: str) -> list[str]:
    """The words of `phrase` in the singular."""
    return [_singular(word) for word in re.findall(r"[^\W_]+", phrase.casefold())]


def _singular(word: str) -> str:
    if len(word) <= 3:
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else re.sub(r"(?:(?<=x)es|(?<=ss)es|(?<!s)s)$", "", word)


def _days_of(value: str) -> tuple[date, date] | None:
    """First and last day of one calendar unit, or None where `value` is none."""
    unit = _CALENDAR.fullmatch(value)
    if not unit:
        return None
    year, quarter, month, day = (int(part) if part else 0 for part in unit.group("year", "quarter", "month", "day"))
    first = 3 * quarter - 2 if quarter else month or 1
    last = 3 * quarter if quarter else month or 12
    try:
        return date(year, first, day or 1), date(year, last, day or monthrange(year, last)[1])
    except ValueError:
        return None


def _field(key: str, *, within: str | None = None, unmarked: str | None = None) -> Callable[[Row], Any]:
    """A reader of `key`, of the row or of the object `within` it; the `unmarked` value counts as an empty slot."""

    def read(row: Row) -> Any:
        value = ((row.get(within) or {}) if within else row).get(key)
        return None if value == unmarked else value

    return read


def _amount(row: Row) -> Amount:
    low, high = Decimal(row["value"]), row.get("value_high")
    return Amount(low, high and Decimal(high), not re.search(r"\d", row.get("quote", "")))


def _same_amount(gold: Amount, found: Amount, _: Names) -> bool:
    """Whether the numbers are equal, or within a thousandth where the gold was rounded from a word."""
    if gold.worded and gold.high is None and found.high is None:
        return abs(gold.low - found.low) <= abs(gold.low) / 1000
    return gold[:2] == found[:2]


def _alike(folded: Callable[[str], object]) -> Callable[[str, str, Names], bool]:
    """A comparison of two texts after `folded`."""
    return lambda gold, found, _: folded(gold) == folded(found)


def _shared_content(gold: str, found: str, _: Names) -> bool:
    return not content_words(gold).isdisjoint(content_words(found))


def _same_name(gold: str, found: str, names: Names) -> bool:
    """Whether `found` is a form of the gold name; for "A and B", a form of A or of B will do."""
    key = folded_name(found)
    return any(key == folded_name(wanted) or wanted in names.get(key, ()) for wanted in (gold, *gold.split(" and ")))


SLOTS: tuple[Slot, ...] = (
    Slot("value", _amount, _same_amount, whole=True),
    Slot("unit", _field("unit"), _alike(_words), whole=True),
    Slot("per", _field("per"), _alike(_words)),
    Slot("comparator", _field("comparator", unmarked="="), _alike(str.casefold)),
    Slot("concept", _field("concept"), _alike(content_words)),
    Slot("concept (partial)", _field("concept"), _shared_content, whole=True),
    Slot("entity", _field("entity"), _same_name, whole=True),
    Slot("counterparty", _field("counterparty"), _same_name),
    Slot("period", _field("period"), _alike(day_range), whole=True),
    Slot("change.direction", _field("direction", within="change"), _alike(str.casefold), whole=True),
    Slot("change.role", _field("role", within="change"), _alike(str.casefold), whole=True),
    Slot("attribution", _field("attribution"), _same_name),
    Slot("scenario", _field("scenario", unmarked="actual"), _alike(str.casefold)),
)
"""The slots of a fact, in the order of a report. "=" and "actual" go without saying and count as empty."""

_AFTER_SLOTS = ("whole fact", "date span", "date value", "entity name", "entity name+label")
FIGURES: tuple[str, ...] = ("quantity mention", *(slot.figure for slot in SLOTS), *_AFTER_SLOTS)
"""What is measured, in the order of a report."""
