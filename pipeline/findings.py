"""All findings on tables, those within an article and those across: one row layout, one file, one rendering."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from pipeline.audit.across import audit_tables
from pipeline.model import Article, Failure, Severity
from pipeline.store import FINDINGS, contents, tables_in, write_atomically
from pipeline.table import Json

SCHEMA = "findings/1"
"""Version of the layout of a file of findings."""

SEVERITIES: tuple[Severity, ...] = ("contradiction", "doubt", "info", "consistent", "corroborated")
"""In the order in which a reader wants them."""

STYLES = {"contradiction": "bold red", "doubt": "yellow", "info": "cyan"}

_ENDS = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[A-Z“‘\"(])|\n")
"""Where a quote ends: a sentence's end, or a line's."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One finding, and for each of its facts the document, the id, and the fact with the words around it."""

    check: str
    severity: Severity
    message: str
    facts: tuple[tuple[str, str], ...]
    quotes: tuple[str, ...] = ()
    document: str = ""
    """Where it stands, if it is about no fact."""


def write_findings(folder: Path) -> bool:
    """Write the findings across all tables of `folder` beside them, and say whether that changed the file."""
    path = folder / FINDINGS
    data = findings_text(across(tables_in([folder]))).encode("utf-8")
    if contents(path) == data:
        return False
    write_atomically(path, data)
    return True


def read_findings(paths: Iterable[Path], articles: Iterable[Article | Failure] = ()) -> list[Placed]:
    """The findings that the tables of `paths` hold, and those across them; quotes come from `articles` where there.

    Sorted by severity, then documents, then as in the table. Raises UsageError where a path holds no table.
    """
    tables = [table for table in tables_in(paths) if "facts" in table]
    within = [finding for table in tables for finding in _within(table)]
    texts = {each.sha256: each.text for each in articles if isinstance(each, Article)}
    quotes = dict(_quotes(tables, texts))
    every = sorted([*within, *across(tables)], key=lambda finding: SEVERITIES.index(finding.severity))
    return [_quoted(finding, quotes) for finding in every]


def findings_text(findings: Iterable[Placed]) -> str:
    """The text of a file of findings: one a line, in their order, so that a line diff is a diff of findings."""
    rows = ",\n".join(json.dumps(_row(finding), ensure_ascii=False) for finding in findings)
    body = f"[\n{rows}\n]" if rows else "[]"
    return f'{{\n"schema": "{SCHEMA}",\n"findings": {body}\n}}\n'


def render(findings: Iterable[Placed]) -> Group:
    """What `pipeline audit` prints: the findings of each severity under its name, each with its quotes."""
    parts: list[RenderableType] = []
    groups: dict[Severity, list[Placed]] = {}
    for finding in findings:
        groups.setdefault(finding.severity, []).append(finding)
    for severity, group in groups.items():
        several = "s" * (len(group) > 1 and severity in ("contradiction", "doubt"))
        parts.append(Text(f"\n{len(group)} {severity}{several}", STYLES.get(severity, "bold green")))
        for finding in group:
            parts += _lines(finding)
    return Group(*parts)


def _lines(finding: Placed) -> Iterator[RenderableType]:
    documents = dict.fromkeys(document for document, _ in finding.facts) or [finding.document]
    yield Text.assemble((f"{', '.join(documents)}: {finding.check}", "bold"), "\n  ", finding.message)
    for quote in dict.fromkeys(finding.quotes):
        yield Text(f"    “{quote}”", "dim")


def _row(finding: Placed) -> Json:
    facts = [{"document": document, "fact": fact} for document, fact in finding.facts]
    return {"check": finding.check, "message": finding.message, "facts": facts, "severity": finding.severity}


def across(tables: Iterable[Mapping[str, Any]]) -> list[Placed]:
    """The findings across `tables`, whatever their order."""
    return [Placed(each.check, each.severity, each.message, each.facts) for each in audit_tables(tables)]


def _within(table: Json) -> Iterator[Placed]:
    document = table["document"]["id"]
    for row in table["findings"]:
        facts = tuple((document, fact) for fact in row["facts"])
        yield Placed(row["check"], row["severity"], row["message"], facts, document=document)


def _quotes(tables: Iterable[Json], texts: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """For each fact its words: the sentence where the article is there, else the quantity alone."""
    for table in tables:
        text = texts.get(table["document"]["sha256"])
        ends = [0, *(found.end() for found in _ENDS.finditer(text)), len(text)] if text else []
        for fact in table["facts"]:
            start = table["positions"][fact["id"]][0][0]
            index = bisect_right(ends, start)
            words = text[ends[index - 1] : ends[index]] if text else fact["exact"]
            yield (table["document"]["id"], fact["id"]), " ".join(words.split())


def _quoted(finding: Placed, quotes: Mapping[tuple[str, str], str]) -> Placed:
    found = tuple(quotes[fact] for fact in finding.facts if fact in quotes)
    return replace(finding, quotes=found)
