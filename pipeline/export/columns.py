"""The relations that an export holds, and the columns of each: name, SQL type, and what it means.

Numbers are DECIMAL or text, never binary floating point. docs/exports.md shows how the names map onto other standards.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

TEXT, DAY, WHOLE = "VARCHAR", "DATE", "INTEGER"
PLACES, DIGITS = 12, 38
"""Decimals after the point and digits in all of a DECIMAL column; 38 is the most that DuckDB and Parquet hold."""

NUMBER = f"DECIMAL({DIGITS},{PLACES})"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `free` says that its words come from articles, which no spreadsheet may run as a formula."""

    name: str
    type: str
    meaning: str
    free: bool = False


ARTICLE = Column("article", TEXT, "id of the article (`documents.article`)", free=True)

FACTS = (
    ARTICLE,
    Column("published", DAY, "day that the article was published"),
    Column("publisher", TEXT, "who published it", free=True),
    Column("id", TEXT, "id of the fact, which survives edits elsewhere and better rules; unique within its article"),
    Column("kind", TEXT, "`money`, `percent`, `multiple`, `count` or `measure`"),
    Column("value", NUMBER, "the value, or the lower end of a range; null where it has more digits than the type"),
    Column("value_high", NUMBER, "the upper end of a range"),
    Column("value_text", TEXT, "the value exactly as the table has it, whatever its digits"),
    Column("decimals", WHOLE, "how precisely the text says it, as a power of ten: -9 is to the billion"),
    Column("unit", TEXT, "ISO 4217 code, `percent`, `times`, counted noun or unit of measure", free=True),
    Column("per", TEXT, "what a rate is per", free=True),
    Column("comparator", TEXT, "`=` `>` `>=` `<` `<=` `~`"),
    Column("si_value", NUMBER, "the value of a measure in SI units"),
    Column("si_unit", TEXT, "that SI unit"),
    Column("concept", TEXT, "what is measured", free=True),
    Column("entity", TEXT, "whom or what it is measured of", free=True),
    Column("entity_label", TEXT, "`PERSON`, `ORG`, `GPE` …, where the entity is one of the article's"),
    Column("entity_code", TEXT, "ISO 3166-1 alpha-2 of a country"),
    Column("counterparty", TEXT, "the other side, or the whole of a share", free=True),
    Column("counterparty_code", TEXT, "ISO 3166-1 alpha-2 of a country"),
    Column("period", TEXT, "ISO 8601 or TIMEX3 value or interval"),
    Column("period_from", DAY, "first day of the period"),
    Column("period_to", DAY, "last day of the period"),
    Column("change_direction", TEXT, "`increase` or `decrease`"),
    Column("change_role", TEXT, "whether it moved `from`, `to` or `by` this value"),
    Column("scenario", TEXT, "`actual`, `forecast`, `hypothetical` or `denied`"),
    Column("attribution", TEXT, "who is quoted or cited for it", free=True),
    Column("exact", TEXT, "the quantity as it stands in the text", free=True),
    Column("start", WHOLE, "where it begins in the text, in code points"),
    Column("end", WHOLE, "where it ends, exclusive"),
    Column("reviewed", TEXT, "slots that a reviewer corrected, commas between them; `exact`: the whole fact is theirs"),
)

DOCUMENTS = (
    ARTICLE,
    Column("title", TEXT, "its headline", free=True),
    Column("published", DAY, "day that it was published"),
    Column("publisher", TEXT, "who published it", free=True),
    Column("sha256", TEXT, "of its text in UTF-8"),
    Column("words", WHOLE, "tokens that are neither white space nor punctuation"),
)

ENTITIES = (
    ARTICLE,
    Column("id", TEXT, "id of the entity"),
    Column("name", TEXT, "canonical name, which facts refer to", free=True),
    Column("label", TEXT, "`PERSON ORG GPE LOC NORP EVENT PRODUCT FAC`"),
    Column("code", TEXT, "ISO 3166-1 alpha-2 of a country"),
    Column("mentions", WHOLE, "how often the article mentions it"),
)

DATES = (
    ARTICLE,
    Column("id", TEXT, "id of the date"),
    Column("exact", TEXT, "the date as it stands in the text", free=True),
    Column("type", TEXT, "TIMEX3 type"),
    Column("value", TEXT, "TIMEX3 value"),
    Column("from", DAY, "first day"),
    Column("to", DAY, "last day"),
    Column("anchor", TEXT, "`absolute` or `relative`"),
    Column("start", WHOLE, "where it begins in the text, in code points"),
    Column("end", WHOLE, "where it ends, exclusive"),
)

NUMBERS = (
    ARTICLE,
    Column("id", TEXT, "id of the numeral"),
    Column("exact", TEXT, "the numeral as it stands in the text", free=True),
    Column("reason", TEXT, "why it is neither fact nor date"),
    Column("start", WHOLE, "where it begins in the text, in code points"),
    Column("end", WHOLE, "where it ends, exclusive"),
)

FINDINGS = (
    ARTICLE,
    Column("finding", WHOLE, "number of the finding within its article, from 1; one row for each of its facts"),
    Column("check", TEXT, "name of the check"),
    Column("severity", TEXT, "`contradiction`, `doubt`, `consistent`, `corroborated` or `info`"),
    Column("message", TEXT, "what a person is told", free=True),
    Column("fact", TEXT, "id of a fact that it is about"),
)

RELATIONS: dict[str, tuple[Column, ...]] = {
    "facts": FACTS,
    "documents": DOCUMENTS,
    "entities": ENTITIES,
    "dates": DATES,
    "numbers": NUMBERS,
    "findings": FINDINGS,
}
"""Name of a relation -> its columns, in the order in which they are written."""


def fitting(value: str | None) -> str | None:
    """A decimal string where a DECIMAL column holds it exactly, else None.

    >>> fitting("45000000000"), fitting("0.5"), fitting("1" * 30), fitting("0.1234567890123")
    ('45000000000', '0.5', None, None)
    """
    if value is None:
        return None
    digits = Decimal(value).as_tuple()
    exponent = int(digits.exponent)
    return value if exponent >= -PLACES and len(digits.digits) + exponent <= DIGITS - PLACES else None
