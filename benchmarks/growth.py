"""How time and memory grow with the number of articles, their length and the processes; and how long a start takes.

    make bench

Every figure is of one run on one machine: read the ratios. Growth is linear where the seconds of a row are as many
times those of the row above as its size is, less what a start takes.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

CORPUS = Path(__file__).parent.parent / "corpus"
BATCHES = (100, 300, 1_000)
LENGTHS = (10_000, 100_000, 1_000_000)
"""Bytes of an article; the last is the most that one may have."""

MEBIBYTE = 1024
"""ru_maxrss counts in kibibytes."""


def articles(count: int) -> Iterator[dict[str, str]]:
    """So many different articles: those of the corpus, each time under another headline."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    for number in range(count):
        yield {"id": f"a{number:06d}", "text": f"Edition {number}\n\n{texts[number % len(texts)]}"}


def of_length(length: int) -> str:
    """An article of so many bytes, or up to three less, its paragraphs those of the corpus over and over."""
    whole = b"\n\n".join(path.read_bytes() for path in sorted(CORPUS.glob("*.txt")))
    return (whole * (length // len(whole) + 1))[:length].decode("utf-8", "ignore")


def seconds_to_extract(source: Path, *options: str) -> float:
    """Wall-clock seconds of an extraction from nothing, start and all."""
    with TemporaryDirectory() as place:
        return seconds_of("extract", str(source), "--out", f"{place}/out.jsonl", *options)


def seconds_of(*arguments: str) -> float:
    """Wall-clock seconds of ``pipeline ARGUMENTS``."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "pipeline", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def row(name: str, seconds: float, before: float | None = None) -> None:
    """Print one line: seconds, and how many times those of `before`."""
    print(f"{name:44} {seconds:9.2f} s" + (f" {seconds / before:8.2f} ×" if before else ""))


def starts(folder: Path) -> None:
    """Print what a start takes."""
    story = folder / "story.txt"
    story.write_text(of_length(3_000), encoding="utf-8")
    row("pipeline --help", seconds_of("--help"))
    row("one article, cold", seconds_to_extract(story))


def batches(folder: Path) -> None:
    """Print how time grows with the number of articles, and what a second process gains."""
    before = None
    for count in BATCHES:
        rows = folder / f"{count}.jsonl"
        with rows.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(article) + "\n" for article in articles(count))
        seconds = seconds_to_extract(rows)
        row(f"{count:,} articles", seconds, before)
        before = seconds
    workers = min(2, os.cpu_count() or 1)
    name = f"{BATCHES[-1]:,} articles, {workers} processes"
    row(name, seconds_to_extract(rows, "--workers", str(workers)), before)


def lengths(folder: Path) -> None:
    """Print how time grows with the length of an article."""
    before = None
    for length in LENGTHS:
        story = folder / f"{length}.txt"
        story.write_text(of_length(length), encoding="utf-8")
        seconds = seconds_to_extract(story)
        row(f"one article of {length:,} bytes", seconds, before)
        before = seconds


def main() -> None:
    """Print the table."""
    with TemporaryDirectory() as name:
        for part in (starts, batches, lengths):
            part(Path(name))
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            print(f"{'peak memory of a process until here':44} {peak / MEBIBYTE:9.0f} MiB\n")


if __name__ == "__main__":
    main()
