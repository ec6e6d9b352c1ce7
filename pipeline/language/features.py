"""What the embedding of our model can know of a word: its spelling, and what lists and unlabelled text say of it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from spacy.lexeme import Lexeme
from spacy.strings import hash_string  # type: ignore[attr-defined]  # compiled, and not in the stubs

GAZETTEER = Path(__file__).parent / "en_facts" / "gazetteer.txt"
CLUSTERS = Path(__file__).parent / "en_facts" / "clusters.tsv.gz"
UNKNOWN = "0\t-"
"""The row of a word that `clusters` does not hold."""
COMMON = "w"
"""The gazetteer class of words that are no names: the only one that a word in lower case keeps."""


@cache
def gazetteer() -> dict[str, str]:
    """For each word (lower case) the letters of its classes, as frozen beside the model; its head explains them."""
    lines = GAZETTEER.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def _name_classes(lexeme: Lexeme) -> int:
    classes = gazetteer().get(lexeme.lower_, "-")
    if lexeme.is_lower:
        classes = COMMON if COMMON in classes else "-"
    return int(hash_string(classes))


@cache
def clusters() -> dict[str, str]:
    """For each word its Brown cluster, a tab and its class of capitals, as frozen beside the model; its head explains.

    They are taken apart word by word when asked for: loading counts.
    """
    lines = gzip.decompress(CLUSTERS.read_bytes()).decode().split("\n")
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


def _cluster(lexeme: Lexeme) -> tuple[int, str]:
    """The Brown cluster, a path whose first step is the lowest bit, and the class of capitals of a word."""
    known = clusters()
    cluster, capitals = (known.get(lexeme.orth_) or known.get(lexeme.lower_) or UNKNOWN).split("\t")
    return int(cluster), capitals


def _plain_norm(lexeme: Lexeme) -> int:
    return int(hash_string(re.sub(r"\d", "0", lexeme.norm_)))


FEATURES: dict[str, Callable[[Lexeme], int]] = {
    "norm": _plain_norm,
    "prefix": lambda lexeme: lexeme.prefix,
    "prefix3": lambda lexeme: hash_string(lexeme.lower_[:3]),
    "suffix": lambda lexeme: lexeme.suffix,
    "suffix2": lambda lexeme: hash_string(lexeme.lower_[-2:]),
    "suffix4": lambda lexeme: hash_string(lexeme.lower_[-4:]),
    "shape": lambda lexeme: lexeme.shape,
    "names": _name_classes,
    "cluster": lambda lexeme: hash_string(f"{_cluster(lexeme)[0]}"),
    "twig": lambda lexeme: hash_string(f"{_cluster(lexeme)[0] & 1023}"),
    "branch": lambda lexeme: hash_string(f"{_cluster(lexeme)[0] & 63}"),
    "capitals": lambda lexeme: hash_string(_cluster(lexeme)[1]),
}
"""What the embedding can know of a word; each is a function of its spelling alone."""
