"""Articles made from a known ledger: the figures are true, then rounded, hedged and told; or one of them is corrupted.

Each of STORIES tells one thing that the audit can recompute. A story is a text together with the facts that a perfect
reader would find in it, so that the audit can be tried with and without the extraction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from random import Random
from typing import Any

from pipeline.audit.page import Page, page
from pipeline.identity import fact_ids
from pipeline.model import Change, Comparator, Direction, Fact, Kind, Role, Span

COUNTRIES = ("Norway", "Chile", "Peru", "Ghana", "Oman", "Latvia", "Kenya", "Iceland", "Fiji", "Nepal")
REGION = "Central Asia"
MEMBERS = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan")
FIRMS = ("Varda Steel", "Ostmark Bank", "Tollan Foods", "Brisa Airlines")
FACTORS = tuple(map(Decimal, ("0.4", "0.5", "0.6", "1.7", "2.1", "3")))
"""What a corrupted figure is multiplied by: further off than any rounding or hedge of the stories."""

HEDGES: tuple[tuple[str, Comparator], ...] = (("", "="), ("", "="), ("", "="), ("about ", "~"), ("roughly ", "~"))


@dataclass(frozen=True)
class Said:
    """One quantity as the text tells it, with its true value."""

    true: Decimal
    value: Decimal
    decimals: int | None
    exact: str
    kind: Kind
    unit: str | None
    comparator: Comparator = "="
    hedge: str = ""
    slots: dict[str, Any] = field(default_factory=dict)

    def of(self, concept: str | None = None, entity: str | None = None, period: str | None = None, **more: Any) -> Said:
        """The same quantity with dimensions; `role` and `direction` make its change."""
        role, direction = more.pop("role", None), more.pop("direction", "increase")
        change = Change(direction, role) if role else None
        slots = {"concept": concept, "entity": entity, "period": period, "change": change, **more}
        return Said(
            self.true, self.value, self.decimals, self.exact, self.kind, self.unit, self.comparator, self.hedge, slots
        )


@dataclass
class Story:
    """A text as it grows, sentence by sentence, and the facts in it."""

    check: str
    """The check that recomputes the story's figures."""
    text: str = ""
    title: str | None = None
    starts: list[int] = field(default_factory=list)
    placed: list[tuple[Said, Span, int]] = field(default_factory=list)

    def tell(self, *parts: str | Said, end: str = " ") -> Story:
        """Append one sentence."""
        self.starts.append(len(self.text))
        for part in parts:
            if isinstance(part, Said):
                self.text += part.hedge
                start = len(self.text)
                number = start + next(i for i, char in enumerate(part.exact) if char.isalnum())
                self.placed.append((part, Span(start, start + len(part.exact)), number))
            self.text += part.exact if isinstance(part, Said) else part
        self.text += end
        return self

    @property
    def page(self) -> Page:
        return page(self.text, self.starts, self.title)

    @property
    def facts(self) -> tuple[Fact, ...]:
        ids = fact_ids(self.text, [number for _, _, number in self.placed])
        return tuple(_fact(said, span, id_) for (said, span, _), id_ in zip(self.placed, ids, strict=True))


def _fact(said: Said, span: Span, id_: str) -> Fact:
    blank = dict.fromkeys(("value_high", "per", "concept", "entity", "counterparty", "period", "change", "attribution"))
    slots = {**blank, "scenario": "actual", **said.slots}
    return Fact(id=id_, span=span, kind=said.kind, value=said.value, decimals=said.decimals, unit=said.unit,
                comparator=said.comparator, exact=said.exact, **slots)  # fmt: skip


class Teller:
    """Rounds and hedges true figures as a reporter would, and corrupts the one whose turn it is."""

    def __init__(self, random: Random, corrupted: int | None = None) -> None:
        self.random, self.corrupted, self.factors, self._count = random, corrupted, FACTORS, 0

    def among(self, *factors: str) -> Teller:
        """The same teller, who corrupts by one of `factors`."""
        self.factors = tuple(map(Decimal, factors))
        return self

    def true(self, low: float, high: float, places: int = 4) -> Decimal:
        return Decimal(repr(round(self.random.uniform(low, high), places)))

    def pick(self, *options: Any) -> Any:
        return self.random.choice(options)

    def money(self, true: Decimal, digits: int | None = None) -> Said:
        """Dollars in billions."""
        digits = self.random.choice((0, 1, 1, 2)) if digits is None else digits
        value, told = self._rounded(true, digits)
        word = self.random.choice((" billion", "bn"))
        return self._said(true, value.scaleb(9), digits - 9, f"${told}{word}", "money", "USD")

    def percent(self, true: Decimal, digits: int | None = None, unit: str = "percent") -> Said:
        digits = self.random.choice((0, 1, 1, 2)) if digits is None else digits
        value, told = self._rounded(true, digits)
        sign = {"percent": "%", "percentage_point": " percentage points"}[unit]
        return self._said(true, value, digits, f"{told}{sign}", "percent", unit)

    def times(self, true: Decimal) -> Said:
        value, told = self._rounded(true, 1)
        return self._said(true, value, 1, f"{told} times", "multiple", "times")

    def count(self, true: int, noun: str, unit: str, digits: int = 0) -> Said:
        value, _ = self._rounded(Decimal(true), -digits)
        told = f"{int(value):,}" + (f" {noun}" if noun else "")
        return self._said(Decimal(true), Decimal(int(value)), 0, told, "count", unit, hedged=False)

    def _rounded(self, true: Decimal, digits: int) -> tuple[Decimal, str]:
        turn, self._count = self._count, self._count + 1
        told = true * self.random.choice(self.factors) if turn == self.corrupted else true
        value = told.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)
        return value, f"{value:,f}"

    def _said(
        self, true: Decimal, value: Decimal, decimals: int, exact: str, kind: Kind, unit: str, *, hedged: bool = True
    ) -> Said:
        hedge, comparator = self.random.choice(HEDGES) if hedged else HEDGES[0]
        return Said(true, value, decimals, exact, kind, unit, comparator, hedge)


def _moved(teller: Teller, low: float = 3, high: float = 90) -> tuple[Decimal, Decimal, Direction]:
    before = teller.true(low, high)
    after = before * teller.true(1.2, 1.9) if teller.pick(True, False) else before * teller.true(0.3, 0.8)
    return before, after, "increase" if after > before else "decrease"


def _verb(direction: Direction, teller: Teller) -> str:
    return (
        teller.pick("rose", "grew", "increased")
        if direction == "increase"
        else teller.pick("fell", "dropped", "declined")
    )


def growth(teller: Teller) -> Story:
    before, after, way = _moved(teller)
    land, concept = teller.pick(*COUNTRIES), teller.pick("exports", "imports", "investment")

    def role(said: Said, role: Role, period: str) -> Said:
        return said.of(concept, land, period, role=role, direction=way)

    size = role(teller.percent(abs(after / before - 1) * 100), "by", "2024")
    start, end = role(teller.money(before, 1), "from", "2023"), role(teller.money(after, 1), "to", "2024")
    verb = _verb(way, teller)
    order = teller.pick(0, 1, 2)
    if order == 0:
        return Story("growth").tell(f"In 2024, {land}’s {concept} {verb} by ", size, ", from ", start, " to ", end, ".")
    if order == 1:
        return Story("growth").tell(
            f"In 2024, {concept} of {land} {verb} ", size, " to ", end, ", from ", start, " a year earlier."
        )
    return Story("growth").tell(
        f"{land}’s {concept} {verb} from ", start, " in 2023 to ", end, " in 2024, or by ", size, "."
    )


def difference(teller: Teller) -> Story:
    before, after, way = _moved(teller)
    firm = teller.pick(*FIRMS)
    verb = _verb(way, teller)
    size = teller.money(abs(after - before), 1).of("sales", firm, "2024", role="by", direction=way)
    start = teller.money(before, 1).of("sales", firm, "2023", role="from", direction=way)
    end = teller.money(after, 1).of("sales", firm, "2024", role="to", direction=way)
    return Story("change").tell(f"In 2024, {firm}’s sales {verb} by ", size, ", from ", start, " to ", end, ".")


def points(teller: Teller) -> Story:
    before, after, way = _moved(teller, 4, 40)
    land = teller.pick(*COUNTRIES)
    verb = _verb(way, teller)
    rate = teller.pick("unemployment rate", "inflation rate")
    start = teller.percent(before, 1).of(rate, land, "2023", role="from", direction=way)
    end = teller.percent(after, 1).of(rate, land, "2024", role="to", direction=way)
    size = teller.percent(abs(after - before), 1, "percentage_point").of(rate, land, "2024", role="by", direction=way)
    return Story("points").tell(f"In 2024, {land}’s {rate} {verb} from ", start, " to ", end, ", by ", size, ".")


def multiple(teller: Teller) -> Story:
    before = teller.true(2, 30)
    factor = teller.among("0.3", "2.1", "3").true(2, 4.5)  # "grew 2 times" may be to 3 times as well
    land = teller.pick(*COUNTRIES)
    size = teller.times(factor).of("exports", land, "2017/2024", role="by")
    start = teller.money(before, 2).of("exports", land, "2017", role="from")
    end = teller.money(before * factor, 2).of("exports", land, "2024", role="to")
    return Story("multiple").tell(
        f"Between 2017 and 2024, {land}’s exports grew ", size, ", from ", start, " to ", end, "."
    )


def years(teller: Teller) -> Story:
    before, after, way = _moved(teller)
    land = teller.pick(*COUNTRIES)
    story = Story("growth")
    story.tell(f"{land}’s imports were ", teller.money(before, 1).of("imports", land, "2023"), " in 2023.")
    story.tell(f"{land}’s imports were ", teller.money(after, 1).of("imports", land, "2024"), " in 2024.")
    size = teller.percent(abs(after / before - 1) * 100).of("imports", land, "2024", role="by", direction=way)
    return story.tell(f"In 2024, {land}’s imports {_verb(way, teller)} by ", size, ".")


def trade(teller: Teller) -> Story:
    exports, imports = teller.true(20, 60), teller.true(20, 60)
    land = teller.pick(*COUNTRIES)
    story = Story("sum")
    if teller.pick(True, False):
        story.tell(f"In 2024, {land}’s exports were ", teller.money(exports, 1).of("exports", land, "2024"), ".")
        story.tell(f"In 2024, {land}’s imports were ", teller.money(imports, 1).of("imports", land, "2024"), ".")
    else:
        story.tell(
            f"In 2024, {land}’s exports were ", teller.money(exports, 1).of("exports", land, "2024"),
            " and its imports ", teller.money(imports, 1).of("imports", land, "2024"), ".",
        )  # fmt: skip
    return story.tell(
        f"In 2024, {land}’s trade turnover was ",
        teller.money(exports + imports, 1).of("trade turnover", land, "2024"),
        ".",
    )


def members(teller: Teller) -> Story:
    parts = [teller.among("2.1", "3").true(4, 9) for _ in MEMBERS]
    whole = teller.money(sum(parts, Decimal(0)), 1).of("exports", REGION, "2024")
    one, *rest = [teller.money(part, 1).of("exports", land, "2024") for land, part in zip(MEMBERS, parts, strict=True)]
    marks = (", ", ", ", ", ", " and ")
    start = (f"In 2024, the exports of {REGION} were ", whole)
    if teller.pick(True, False):
        named = [
            text for land, said, mark in zip(MEMBERS[1:], rest, marks, strict=True) for text in (f"{mark}{land} ", said)
        ]
        return Story("members").tell(*start, ".").tell(f"{MEMBERS[0]} exported ", one, *named, ".")
    named = [
        text
        for land, said, mark in zip(MEMBERS[1:], rest, marks, strict=True)
        for text in (f"{mark}{land} (", said, ")")
    ]
    return Story("members").tell(*start, f": {MEMBERS[0]} (", one, ")", *named, ".")


def shares(teller: Teller) -> Story:
    cuts = sorted(teller.random.sample(range(20, 80), 2))
    parts = [Decimal(cuts[0]), Decimal(cuts[1] - cuts[0]), Decimal(100 - cuts[1])]
    lands = teller.random.sample(COUNTRIES, 2)
    one, two, rest = (teller.percent(part, 1).of("market", None, None) for part in parts)
    one, two = one.of("market", lands[0]), two.of("market", lands[1])
    return Story("shares").tell(
        f"{lands[0]} accounts for ", one, f" of the market, {lands[1]} for ", two, " and others for ", rest, "."
    )


def comprising(teller: Teller) -> Story:
    parts = [teller.random.randint(1111, 9999) for _ in range(3)]
    cities = teller.random.sample(("Oslo", "Lima", "Accra", "Muscat", "Riga"), 3)
    firm = teller.pick(*FIRMS)
    digits = teller.pick(0, 0, 1, 2)
    whole = teller.count(sum(parts), "people", "person").of("people", firm)
    told: list[str | Said] = [f"{firm} employs ", whole, ", comprising "]
    for city, part, mark in zip(cities, parts, (", ", " and ", "."), strict=True):
        told += [teller.count(part, "", "person", digits).of("people", firm), f" in {city}{mark}"]
    return Story("parts").tell(*told)


def within(teller: Teller) -> Story:
    whole = teller.random.randint(2111, 3999)
    firm = teller.pick(*FIRMS)
    part = teller.random.randint(whole * 7 // 10, whole)
    said = teller.among("0.4", "0.5").count(whole, "people", "person").of("people", firm)
    women = teller.among("1.7", "2.1").count(part, "women", "woman").of("women", firm)
    return Story("within").tell(f"{firm} employs ", said, ", including ", women, ".")


def portion(teller: Teller) -> Story:
    whole = teller.random.randint(2111, 9999)
    part = teller.random.randint(whole // 5, whole // 2)
    went, all_ = teller.count(part, "", "worker").of("workers"), teller.count(whole, "workers", "worker").of("workers")
    share = teller.percent(Decimal(part) / whole * 100).of("workers")
    place = teller.pick("On Monday, ", "In Oslo, ")
    return Story("portion").tell(place, went, " of the ", all_, ", or ", share, ", went on strike.")


def product(teller: Teller) -> Story:
    number = teller.random.randint(21, 89)
    price = teller.random.randint(2, 9) * 100 + 50
    count = teller.count(number, "buses", "bus").of("buses")
    value, told = teller._rounded(Decimal(price), 0)
    rate = Said(Decimal(price), value * 1000, 0, f"${told},000", "money", "USD").of("price", per="bus")
    value, told = teller._rounded(Decimal(number * price) / 1000, 1)
    result = Said(value, value.scaleb(6), -5, f"${told}m", "money", "USD").of("price")
    return Story("product").tell("The city bought ", count, " at ", rate, " each, for a total of ", result, ".")


FRACTIONS = (
    ("a third", "33.33"),
    ("a quarter", "25"),
    ("half", "50"),
    ("two-thirds", "66.67"),
    ("three-quarters", "75"),
)


def words(teller: Teller) -> Story:
    told, value = teller.pick(*FRACTIONS)
    land = teller.pick(*COUNTRIES)
    fraction = Said(Decimal(value), Decimal(value), None, told, "percent", "percent", "~", "about ").of("market", land)
    figure = teller.percent(Decimal(value) * teller.true(0.95, 1.05), 1).of("market", land)
    plain = Said(figure.true, figure.value, figure.decimals, figure.exact, "percent", "percent").of("market", land)
    return Story("words").tell(f"{land} accounts for ", fraction, " (", plain, ") of the market.")


def headline(teller: Teller) -> Story:
    size, land = teller.true(11, 60), teller.pick(*COUNTRIES)
    top = teller.percent(size, 0).of("exports", land, None, role="by")
    story = Story("headline")
    story.tell(f"{land}’s exports rise by ", top, end="\n\n")
    story.title = story.text.strip()
    return story.tell(
        f"{land}’s exports rose by ", teller.percent(size, 1).of("exports", land, "2024", role="by"), " in 2024."
    )


def twice(teller: Teller) -> Story:
    level, land = teller.true(20, 90), teller.pick(*COUNTRIES)
    story = Story("twice")
    story.tell(f"In 2024, {land}’s exports were ", teller.money(level).of("exports", land, "2024"), ".")
    story.tell("Nobody had thought so much of it before.", end="\n\n")
    return story.tell(f"In 2024, {land}’s exports were ", teller.money(level).of("exports", land, "2024"), ".")


STORIES: tuple[Callable[[Teller], Story], ...] = (
    growth, difference, points, multiple, years, trade, members, shares, comprising, within, portion, product, words,
    headline, twice,
)  # fmt: skip


def quantities(make: Callable[[Teller], Story], seed: int) -> int:
    """How many figures the story of `seed` tells."""
    teller = Teller(Random(seed))
    make(teller)
    return teller._count


def stories(make: Callable[[Teller], Story], seeds: Sequence[int], *, corrupt: bool) -> list[Story]:
    """One story a seed, true, or with one figure corrupted, each in its turn."""
    return [make(Teller(Random(seed), seed % quantities(make, seed) if corrupt else None)) for seed in seeds]
