"""How long the audit across articles takes, on made-up tables, in memory and from a folder.

    python -m benchmarks.audit [TABLES]

Each table has 20 facts, each of one of 200 countries, 60 concepts and 10 years; every twentieth table is a reprint.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from pipeline.audit.across import audit_tables
from pipeline.findings import write_findings

FACTS = 20
Json = dict[str, Any]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    tables = make_tables(count, Random(7))
    started = time.process_time()
    findings = audit_tables(tables)
    print(f"{count} tables in memory, seconds of processor: {time.process_time() - started:.1f}")
    print(", ".join(f"{number} {severity}" for severity, number in Counter(f.severity for f in findings).items()))
    with tempfile.TemporaryDirectory() as folder:
        for table in tables:
            text = json.dumps(table).replace('{"schema"', '{\n"schema"', 1)
            (Path(folder) / f"{table['document']['id']}.json").write_text(text, encoding="utf-8")
        started = time.process_time()
        write_findings(Path(folder))
        print(f"{count} tables from a folder to findings.json, in the same: {time.process_time() - started:.1f}")


def make_tables(count: int, random: Random) -> list[Json]:
    """`count` tables, some of them reprints."""
    tables: list[Json] = []
    for number in range(count):
        if number % 20 == 19:
            tables.append({**tables[-1], "document": {**tables[-1]["document"], "id": f"t{number:06}"}})
        else:
            tables.append(_table(number, random))
    return tables


def _table(number: int, random: Random) -> Json:
    facts = [_fact(number * FACTS + index, random) for index in range(FACTS)]
    day = f"2025-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    document = {
        "id": f"t{number:06}",
        "title": None,
        "published": day,
        "publisher": None,
        "sha256": "0" * 64,
        "words": 400,
    }
    places = {fact["id"]: [[60 * index, 60 * index + 12]] for index, fact in enumerate(facts)}
    blank: Json = {"entities": [], "dates": [], "facts": facts, "numbers": [], "findings": [], "positions": places}
    return {"schema": "facts/1", "document": document, **blank}


def _fact(number: int, random: Random) -> Json:
    value = random.randint(10, 99)
    return {
        "id": f"{number:010x}", "kind": "money", "value": f"{value}00000000", "value_high": None, "decimals": -8,
        "unit": "USD", "per": None, "comparator": "=", "concept": f"concept {random.randint(1, 60)}",
        "entity": f"Country {random.randint(1, 200)}", "counterparty": None, "period": str(random.randint(2015, 2024)),
        "change": None, "scenario": "actual", "attribution": None, "exact": f"${value / 10} billion",
    }  # fmt: skip


if __name__ == "__main__":
    main()
