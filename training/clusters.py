"""Freeze what unlabelled text says of words: `python -m training.clusters OUT`.

The package spacy-lookups-data (see constraints.txt) holds a Brown cluster and a frequency for a million English words.
"""

from __future__ import annotations

import argparse
import gzip
import json
from importlib.resources import files
from pathlib import Path

LEAST = -17.0
"""Log probability from which on a word without a cluster is kept for its usual capitals."""
NEVER = -20.5
"""Log probability of a word that the table does not hold, as spacy-lookups-data states it."""
EDGES = (-5.0, -3.0, -1.0, 1.0, 3.0)
"""Bounds of the classes of capitals: natural logarithm of how much more often a word has a capital than not."""
SHOUTED = 3.0
"""How much rarer (natural logarithm) than in lower case a word in capitals may be and still tell something."""
HEAD = """\
# Word classes learned from unlabelled text: word, Brown cluster (0: none), capitals. A word in lower case stands for
# its other spellings too, unless they have a row of their own. The cluster is the path in the tree, first step in the
# lowest bit. Capitals: 0 (hardly ever) to 5 (nearly always), u (mostly all in capitals).
# Source: spacy-lookups-data 1.0.5 (MIT).
"""


def _table(name: str) -> dict[str, float]:
    data = (files("spacy_lookups_data") / "data" / f"en_lexeme_{name}.json.gz").read_bytes()
    table: dict[str, float] = json.loads(gzip.decompress(data))
    return table


def _capitals(word: str, frequency: dict[str, float]) -> str:
    """How a word in lower case is usually written: its class of capitals."""
    lower, title, upper = (frequency.get(form, NEVER) for form in (word, word.title(), word.upper()))
    if len(word) > 1 and upper > max(lower, title):
        return "u"
    return str(sum(title - lower > edge for edge in EDGES))


def rows(clusters: dict[str, int], frequency: dict[str, float]) -> dict[str, tuple[int, str]]:
    """Cluster and capitals of each word, other spellings than the lower-case one only where their cluster differs."""
    kept = {word for word, cluster in clusters.items() if cluster}
    kept |= {word for word, value in frequency.items() if value > LEAST and word.isalpha()}
    found: dict[str, tuple[int, str]] = {}
    for word in sorted(kept, key=lambda word: (-frequency.get(word, NEVER), word)):
        lower = word.lower()
        if lower not in found:
            cluster = next((clusters[form] for form in (lower, word) if clusters.get(form)), 0)
            found[lower] = (cluster, _capitals(lower, frequency))
        shouted = word.isupper() and frequency.get(word, NEVER) < frequency.get(lower, NEVER) - SHOUTED
        if clusters.get(word) and clusters[word] != found[lower][0] and not shouted:
            found[word] = (clusters[word], found[lower][1])
    return found


def main() -> None:
    """Write the list, compressed and without a date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    clusters = {word: int(value) for word, value in _table("cluster").items()}
    found = rows(clusters, _table("prob"))
    lines = [f"{word}\t{cluster}\t{capitals}" for word, (cluster, capitals) in sorted(found.items()) if word.strip()]
    arguments.out.write_bytes(gzip.compress((HEAD + "\n".join(lines) + "\n").encode(), 9, mtime=0))
    print(f"{len(lines)} words")


if __name__ == "__main__":
    main()
