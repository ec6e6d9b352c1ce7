"""Mutated inputs by the thousand: each ends in a table that holds its contract, or in an error of ours, and soon.

python tests/fuzz.py [COUNT] [SEED]     COUNT inputs (100,000), the same ones for the same SEED (0); exit 1 at a finding
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from pipeline.articles import Form, RawArticle
from pipeline.engine import extract_one
from pipeline.model import FactTable, Failure
from pipeline.schema import load_schema
from pipeline.stages.ingest import Defaults
from pipeline.table import to_json

CORPUS = Path(__file__).resolve().parent.parent / "corpus"

PIECES = ("$", "€", "%", "−", "–", "1.5", "2024", "Q3", "billion", "per cent", "1,000", "0", "9" * 30, "½", "٣",
          "\u200b", "\ufeff", "\r\n", "\n\n", "\t", "'", "“", "(", ")", "---\n", "a: b\n", "<p>", "</p>", "<!--",
          "&#x0;", "&amp", "<b a='>", '"', "\\ud800", "{", "}", "\x00", "\x1b[31m", "\U0001f4b0", "e\u0301", "from",
          "to", "by", "up", "May", "million", "of", "1/2", "<script>", "<table><tr><td>", "https://example.org/?a=1",
          "|", "=1+1", " " * 40, "**", "[a](b ", "\n- ", "\n# ", "\n| a | b |\n|---|---|\n| 1 | 2 |\n")  # fmt: skip
"""What numbers, dates, markup and encodings trip over."""

SECONDS = 5.0
"""No input is longer than some hundred words; this is a hundred times what they take."""


def main(count: int = 100_000, seed: int = 0) -> int:
    """The exit code: 1 where an input ended otherwise than it may."""
    kinds: Counter[str] = Counter()
    for number, raw in zip(range(count), inputs(seed), strict=False):
        start = time.process_time()
        wrong = fault(raw, kinds)
        if wrong is None and time.process_time() - start > SECONDS:
            wrong = f"took {time.process_time() - start:.1f} s"
        if wrong is not None:
            sys.stdout.write(f"input {number} of seed {seed}: {wrong}\n{raw.form} {raw.data!r}\n")
            return 1
    told = ", ".join(f"{kinds[kind]} {kind}" for kind in sorted(kinds))
    sys.stdout.write(f"{count} inputs of seed {seed}: {told}; no fault\n")
    return 0


def inputs(seed: int) -> Iterator[RawArticle]:
    """Texts, Markdown, rows and pages without end: corpus stretches, cut, doubled, spliced, strewn with PIECES."""
    chance = random.Random(seed)
    shape: dict[Form, Callable[[str], str]] = {"text": str, "markdown": str, "page": _page, "row": _row}
    while True:
        form: Form = chance.choice(["text", "text", "text", "markdown", "row", "page"])
        text = _mutated(chance, chance.choice(_stretches()))
        data = _mutated(chance, shape[form](text)) if chance.random() < 0.3 else shape[form](text)
        bytes_ = bytearray(data.encode("utf-8", "surrogatepass"))
        for _ in range(chance.choice([0, 0, 0, 0, 1, 3])):
            if bytes_:
                bytes_[chance.randrange(len(bytes_))] = chance.randrange(256)
        yield RawArticle("fuzz", "fuzz", bytes(bytes_), form, Defaults())


def fault(raw: RawArticle, kinds: Counter[str]) -> str | None:
    """What is wrong with how `raw` ended, or None; `kinds` counts how inputs end."""
    result = extract_one(raw)
    if isinstance(result, Failure):
        kinds[result.kind] += 1
        return result.traceback if result.kind == "internal" else None
    kinds["table"] += 1
    return _broken_contract(result)


def _broken_contract(table: FactTable) -> str | None:
    data, text = to_json(table), table.article.text
    error = next(_validator().iter_errors(data), None)
    if error is not None:
        return f"schema: {error.json_path}: {error.message}"
    for row in [*data["facts"], *data["dates"], *data["numbers"]]:
        start, end = data["positions"][row["id"]][0]
        if text[start:end] != row["exact"]:
            return f"span: {row['exact']!r} is not {text[start:end]!r}"
    return None


@cache
def _validator() -> Any:
    return Draft202012Validator(load_schema())


@cache
def _stretches() -> list[str]:
    """Paragraphs of the corpus, none longer than 400 characters."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    return [paragraph[:400] for text in texts for paragraph in text.split("\n\n") if paragraph.strip()]


def _mutated(chance: random.Random, text: str) -> str:
    for _ in range(chance.randrange(6)):
        start, end = sorted(chance.choices(range(len(text) + 1), k=2))
        part = text[start : min(end, start + 60)]
        change = chance.choice(["cut", "double", "insert", "insert", "splice"])
        if change == "cut":
            text = text[:start] + text[start + len(part) :]
        elif change == "double":
            text = text[:start] + part * chance.choice([2, 3]) + text[start:]
        elif change == "insert":
            text = text[:start] + chance.choice(PIECES) + text[start:]
        else:
            text = text[:start] + chance.choice(_stretches())[:80] + text[start:]
    return text


def _page(text: str) -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n"))
    return f"<html><head><title>A page</title></head><body><article><h1>A page</h1>{paragraphs}</article></body></html>"


def _row(text: str) -> str:
    return json.dumps({"id": "fuzz", "text": text, "published": "2025-02-03"}, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
