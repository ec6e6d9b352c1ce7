"""The audit across articles: one fact told in several tables agrees, was revised, or cannot be right in all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any

from pipeline.audit.claims import concept_key
from pipeline.audit.intervals import Interval, stated
from pipeline.audit.wording import spoken
from pipeline.model import Severity

Json = Mapping[str, Any]

Key = tuple[object, ...]
"""The coordinates of a fact: all that two tables must share to tell the same."""

REPRINT = 0.5
"""Tables that share this part of the smaller one's facts, in the very same words, are one source."""

OWNERS = 8
"""Sources that a fact's wording may stand for before it is taken for a phrase that anybody uses."""

SHOWN = 6
"""Values that a message names; the facts of the finding are all there."""

BESIDE = 3
"""Characters between an amount and its conversion in brackets, at most: a space and the bracket."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of one table, ready to be compared with those of other tables."""

    document: str
    published: str
    """ISO 8601, empty where it is not known."""
    source: str
    """The first of the tables that are reprints of each other."""
    id: str
    exact: str
    value: str
    amount: Interval
    unit: str | None
    subject: str
    """Of what, of whom and when it is, in the table's words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the audit says about facts of several tables; `facts` are pairs of document and fact, in their order."""

    check: str
    message: str
    facts: tuple[tuple[str, str], ...]
    severity: Severity


def audit_tables(tables: Iterable[Json]) -> list[Finding]:
    """The findings across `tables` in their JSON form, whatever their order; error rows among them are passed over.

    Facts are compared where entity, concept, counterparty, period, measure and role are the same, and none is unknown.
    """
    slim = sorted((_slim(table) for table in tables if "facts" in table), key=lambda table: (table[1], table[0]))
    sources = _sources([(document, [row["id"] for row in rows]) for document, _, rows, _ in slim])
    groups: dict[Key, list[tuple[str, str, Json]]] = {}
    for document, published, rows, codes in slim:
        for row in filter(_is_definite, rows):
            groups.setdefault(_coordinates(row, codes), []).append((document, published, row))
    findings = (_compare(_told(rows, sources)) for rows in groups.values() if rows[0][0] != rows[-1][0])
    return sorted((each for each in findings if each), key=lambda finding: (finding.facts, finding.check))


def _slim(table: Json) -> tuple[str, str, list[Json], dict[str, str]]:
    """Id, day, comparable facts, and the codes of the entities of a table: all that is kept of it."""
    document, places = table["document"], table["positions"]
    codes = {row["name"]: row["code"] for row in table["entities"] if row["code"]}
    facts = table["facts"]
    rows = [row for before, row in pairwise([None, *facts]) if not (before and _converts(before, row, places))]
    return document["id"], document["published"] or "", rows, codes


def _converts(before: Json, row: Json, places: Mapping[str, Sequence[Sequence[int]]]) -> bool:
    """Whether a fact says the amount before it again in another currency: "£3bn ($4bn)"."""
    beside = places[row["id"]][0][0] - places[before["id"]][0][1] <= BESIDE
    return beside and row["kind"] == before["kind"] == "money" and row["unit"] != before["unit"]


def _sources(tables: Sequence[tuple[str, Sequence[str]]]) -> dict[str, str]:
    """Document -> the first document that it is a reprint of, itself where it is none.

    A fact's id hangs on the words around it, so that reprints share ids whatever else differs. Each table is compared
    with the sources of its ids alone.
    """
    owners: dict[str, list[str]] = {}
    sizes: dict[str, int] = {}
    found: dict[str, str] = {}
    for document, ids in tables:
        shared = Counter(owner for id_ in ids for owner in owners.get(id_, ()))
        source = next((o for o, n in shared.most_common() if n >= REPRINT * min(len(ids), sizes[o])), document)
        found[document] = source
        if source == document:
            sizes[document] = len(ids)
            for id_ in ids:
                if len(owners.setdefault(id_, [])) < OWNERS:
                    owners[id_].append(document)
    return found


def _is_definite(row: Json) -> bool:
    """Whether a fact says of what, of whom and when it is, and that it is so or will be."""
    return bool(row["entity"] and row["concept"] and row["period"]) and row["scenario"] in ("actual", "forecast")


def _coordinates(row: Json, codes: Mapping[str, str]) -> Key:
    change = row["change"]
    moved = (change["role"], change["direction"] if change["role"] == "by" else "") if change else None
    if moved and moved[0] != "by":
        moved = None  # a level is a level, whichever end of a change it is told as
    sides = [codes.get(row[side], (row[side] or "").casefold()) for side in ("entity", "counterparty")]
    source = row["attribution"] if row["scenario"] == "forecast" else None
    measure = row["kind"], row["unit"], row["per"]
    return *sides, concept_key(row["concept"]), row["period"], measure, moved, row["scenario"], source


def _amount(row: Json) -> Interval:
    value, high = Decimal(row["value"]), row["value_high"]
    return stated(value, None if high is None else Decimal(high), row["decimals"], row["comparator"], row["kind"])


def _told(rows: Sequence[tuple[str, str, Json]], sources: Mapping[str, str]) -> list[Told]:
    """The facts of one group, the most precise of each table; what a table tells in two ways is left out."""
    found: list[Told] = []
    for document, same in groupby(rows, key=lambda row: row[0]):
        told = [_one(document, published, sources[document], row) for _, published, row in same]
        if all(one.amount.meets(two.amount) for one, two in pairwise(told)):
            found.append(min(told, key=lambda each: each.amount.high - each.amount.low))
    return found


def _one(document: str, published: str, source: str, row: Json) -> Told:
    exact = " ".join(row["exact"].split())
    return Told(document, published, source, row["id"], exact, row["value"], _amount(row), row["unit"], _subject(row))


def _subject(row: Json) -> str:
    change, other = row["change"], row["counterparty"]
    moved = f" {change['direction']}" if change and change["role"] == "by" else ""
    said = f"{row['concept']}{moved}, {row['entity']}{f' and {other}' if other else ''}, {row['period']}"
    return said if row["scenario"] == "actual" else f"{said}, {row['scenario']}"


def _compare(told: Sequence[Told]) -> Finding | None:
    """What facts with the same coordinates say together, in the order of their days; None for one source alone."""
    if len(told) < 2:
        return None
    facts = tuple((each.document, each.id) for each in told)
    low, high = max(each.amount.low for each in told), min(each.amount.high for each in told)
    subject = told[0].subject
    if low > high:
        steps = _steps(told)
        if _is_revision(told):
            return Finding("revision", f"{subject}: first {', then '.join(steps)}", facts, "info")
        return Finding(
            "across", f"{subject}: {', but '.join(steps)}; these cannot all be right", facts, "contradiction"
        )
    sources = len({each.source for each in told})
    if sources < 2:
        return None
    exactly = len({each.value for each in told}) == 1
    said = spoken(Interval(low, high), told[0].unit)
    how = "exactly" if exactly else "within rounding"
    message = f"{subject}: {sources} sources agree {how} on {said}"
    return Finding("across", message, facts, "corroborated" if exactly else "consistent")


def _is_revision(told: Sequence[Told]) -> bool:
    """Whether all that disagree are of different, known days."""
    days: dict[str, Interval] = {}
    for each in told:
        if not each.published:
            return False
        before = days.setdefault(each.published, each.amount)
        if not before.meets(each.amount):
            return False
    return True


def _steps(told: Sequence[Told]) -> list[str]:
    """The values one after the other with where they stand, each only where it differs from the one before."""
    steps: list[Told] = []
    for each in told:
        if not steps or not steps[-1].amount.meets(each.amount):
            steps.append(each)
    said = [f"{each.exact} ({', '.join(part for part in (each.document, each.published) if part)})" for each in steps]
    return said if len(said) <= SHOWN else [*said[: SHOWN - 1], f"{len(said) - SHOWN} more", said[-1]]
