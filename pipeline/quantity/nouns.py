"""Counted nouns: which noun a bare number counts, by tags where the doc has them, else by closed classes and shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipeline.quantity.grid import DASHES, GLUED, Grid
from pipeline.quantity.lexicon import number_words
from pipeline.vocabulary.quantity_rows import NounRow, word_class
from pipeline.vocabulary.rows import read_rows

LONGEST = 7
"""Tokens of the longest noun phrase looked through for the counted noun."""

ADJECTIVE_ENDINGS = (
    "ed", "ing", "al", "ive", "ous", "ful", "ic", "able", "y", "er", "est", "old", "new", "big", "ent", "ant",
)  # fmt: skip
"""How an adjective mostly ends: only such a word before a comma goes on to the same noun, where there are no tags."""

ACRONYMS = frozenset(("US", "IT", "WHO"))
"""Capitals that are a name, not the word of their letters, where what follows is not in capitals too."""

MODEL = re.compile(r"[0-9]{2,4}s|[a-z]{1,3}[0-9]{1,4}[a-z]*s")
"""A model's number in the plural: "three Boeing 777s", "two A320neos"."""


@cache
def plural_nouns() -> Mapping[str, str]:
    """Irregular plurals to their singulars."""
    return MappingProxyType({p: r.singular for r in read_rows("irregular_nouns", NounRow) for p in r.plurals})


def singular(noun: str) -> str:
    """The singular of a plural noun in lower case, by irregular rows, then by ending.

    >>> [singular(noun) for noun in ("companies", "people", "losses", "taxes", "roles", "bosses", "churches")]
    ['company', 'person', 'loss', 'tax', 'role', 'boss', 'church']
    """
    word = noun.lower()
    if word in plural_nouns():
        return plural_nouns()[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and len(word) > 1 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def looks_plural(grid: Grid, index: int) -> bool:
    """Whether the token is a plural noun, by its tag where there is one, else by its shape; False outside the text."""
    if not grid.word(index):
        return False
    tag = grid.tag(index)
    if grid.lower[index] == "head" and grid.word(index + 1) != "of":
        return False  # "650 head office jobs"
    if tag and not MODEL.fullmatch(grid.lower[index]):
        acronym = grid.texts[index][:-1].isupper() and grid.texts[index].endswith("s") and len(tag) > 1
        return tag in ("NNS", "NNPS") or acronym or (grid.lower[index] in plural_nouns() and tag.startswith("NN"))
    word = grid.lower[index]
    named = grid.text(index - 2 if grid.glued_dash(index - 1) else index - 1)[:1].isupper()
    if word in plural_nouns() or (MODEL.fullmatch(word) and named):
        return True
    if len(word) < 3 or not word.endswith("s") or word in word_class("not_plural") or not word[0].isalpha():
        return False
    return not word.endswith(("ss", "us", "is", "'s", "’s", "ous")) and word not in word_class("verb")


def _stops(grid: Grid, index: int) -> bool:
    """Whether no noun phrase goes on over this token."""
    word, tag = grid.lower[index], grid.tag(index)
    if MODEL.fullmatch(word) or (word[0].isdigit() and grid.glued_dash(index - 1) and grid.text(index - 2).isupper()):
        return not grid.near(index)
    if grid.texts[index] in ACRONYMS and not grid.text(index + 1).isupper():
        return not grid.near(index)
    if not grid.near(index) or not word[0].isalpha() or word in number_words():
        return True
    if word in word_class("clause_word") or word in word_class("preposition"):
        return True
    if tag:
        return not tag.startswith(("NN", "JJ", "VBN", "VBG", "RB", "HYPH"))
    return word in word_class("verb")


def noun_after(grid: Grid, at: int, single: bool = False, end: int | None = None) -> tuple[int, int] | None:
    """First and last token of the counted noun phrase that starts at `at`; its last token is the noun.

    `single` looks for a singular noun ("one network"). Adjectives and nouns may stand between; commas, "and" and
    hyphens only between them ("six old and disused quarries"). Token `end` and what follows are left out.
    """
    first, stop = _skip_hyphen(grid, at), grid.size if end is None else end
    head, index, steps = None, first, 0
    while index < stop and steps < LONGEST:
        if grid.text(index) in DASHES and index > first and grid.gap(index) == GLUED == grid.gap(index + 1):
            index += 1
        if _hangs(grid, index, first) and head is None:
            index += 2
            continue
        if _joins(grid, index, first) and head is None:
            index += 1
            continue
        if index >= stop or _stops(grid, index):
            break
        if looks_plural(grid, index) or (single and not _is_modifier(grid, index)):
            head = index
        elif head is not None:
            break
        index, steps = index + 1, steps + 1
    return (first, head) if head is not None else None


def _is_modifier(grid: Grid, index: int) -> bool:
    tag, word = grid.tag(index), grid.lower[index]
    if tag:
        return not tag.startswith("NN")
    return word.endswith(("ly", "ed", "ing")) and len(word) > 4


def _skip_hyphen(grid: Grid, at: int) -> int:
    joined = grid.glued_dash(at)
    return at + 1 if joined else at


def _hangs(grid: Grid, index: int, first: int) -> bool:
    """Such as "full- and part-time": a hyphen that hangs before "and" or "or"."""
    hanging = grid.text(index) in DASHES and grid.gap(index) == GLUED != grid.gap(index + 1) and index > first
    return hanging and grid.word(index + 1) in ("and", "or") and grid.near(index + 1)


def _joins(grid: Grid, index: int, first: int) -> bool:
    """Such as "and", "or" or a comma between two modifiers of one noun: the words on both sides are no plurals."""
    if index <= first or grid.word(index) not in ("and", "or", ","):
        return False
    if index + 1 >= grid.size or _stops(grid, index + 1) or not grid.near(index):
        return False
    if grid.texts[index] == "," and not grid.tags and not grid.lower[index - 1].endswith(ADJECTIVE_ENDINGS):
        return False
    for i in range(index + 1, min(index + 4, grid.size)):
        if _stops(grid, i):
            return False
        if looks_plural(grid, i):
            return not grid.tags or (
                grid.tag(index - 1).startswith(("JJ", "VB", "NN"))
                and (grid.tag(index + 1).startswith(("JJ", "VB")) or i > index + 1)
            )
    return False
