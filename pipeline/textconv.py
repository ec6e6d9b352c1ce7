"""A fact table as `git diff` shows it: ``python -m pipeline.textconv FILE`` prints one row a line, without positions.

Git runs it on both sides of every changed table (docs/review.md says how to switch it on), so it imports next to
nothing and never fails: what is no table is printed as it is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.table import change_text, is_table_text, quantity_text

_ABOUT = ("kind", "concept", "entity", "counterparty", "period", "attribution")


def facts_text(data: bytes) -> bytes:
    """The lines for one file's content: the document, then its rows in their order, each slot with its name."""
    if not is_table_text(data):
        return data
    try:
        return "".join(f"{line}\n" for line in _lines(json.loads(data))).encode("utf-8", "surrogatepass")
    except (ValueError, KeyError, TypeError):
        return data


def _lines(table: Mapping[str, Any]) -> Iterator[str]:
    document = table["document"]
    yield _line("document", {key: document[key] for key in ("id", "title", "published", "publisher")})
    for fact in table["facts"]:
        yield _line(f"{fact['id']} {_plain(fact['exact'])} = {quantity_text(fact)}", _about(fact))
    for part, noun in (("dates", "date"), ("entities", "entity"), ("numbers", "number"), ("findings", "finding")):
        for row in table[part]:
            yield _line(noun, {key: value for key, value in row.items() if key != "id"})


def _about(fact: Mapping[str, Any]) -> dict[str, Any]:
    slots = {slot: fact[slot] for slot in _ABOUT} | {"change": change_text(fact)}
    if fact["scenario"] != "actual":
        slots["scenario"] = fact["scenario"]
    return slots | {"decimals": fact["decimals"], "the extractor says": fact.get("reviewed")}


def _line(head: str, slots: Mapping[str, Any]) -> str:
    return "; ".join([head, *(f"{slot}: {_plain(value)}" for slot, value in slots.items() if value not in (None, ""))])


def _plain(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.buffer.write(facts_text(Path(sys.argv[1]).read_bytes()))
