"""Patterns of the date grammar: a small language over word classes, compiled to regular expressions over token codes.

An atom is a word as it stands (``of``), a class in capitals (``MON``), or several with slashes (``DAY/DAYTH``); a class
is captured under its lower-case name or the label after its colon (``DAY:end``). ``?`` after an atom or a bracket makes
it optional, ``|`` parts alternatives, ``-`` is any dash. There is no repetition: matching is linear by construction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.timex.lexicon import codes_with

_ATOM = re.compile(r"(?P<names>\S+?)(?::(?P<label>[a-z]+))?(?P<optional>\??)")


@dataclass(frozen=True, slots=True)
class _Piece:
    regex: str
    openings: frozenset[str]
    """The two codes that a match can begin with; fewer of a whole match that is shorter."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern, the two codes that it can begin with (or its only one), and the classes of each group."""

    regex: re.Pattern[str]
    openings: frozenset[str]
    classes: dict[str, tuple[str, ...]]


def compile_pattern(source: str, after: str = "") -> Pattern:
    """The compiled form of a phrase's pattern, which only matches right after one of the word sequences of `after`.

    Raises ValueError where its brackets do not close.
    """
    classes: dict[str, tuple[str, ...]] = {}
    tokens = source.split()
    piece = _alternatives(tokens, classes)
    if tokens:
        raise ValueError(f"bracket without partner in {source!r}")
    return Pattern(re.compile(_behind(after) + f"(?:{piece.regex})"), piece.openings, classes)


def _behind(after: str) -> str:
    """The regex that looks back for one of the sequences, parted by bars: "on the | from"."""
    sequences = ["".join(f"[{codes_with(f'={word}')}]" for word in words.split()) for words in after.split("|")]
    return f"(?:{'|'.join(f'(?<={sequence})' for sequence in sequences)})" if after else ""


def _alternatives(tokens: list[str], classes: dict[str, tuple[str, ...]]) -> _Piece:
    options = [_sequence(tokens, classes)]
    while tokens and tokens[0] == "|":
        tokens.pop(0)
        options.append(_sequence(tokens, classes))
    return _Piece(
        "|".join(option.regex for option in options), frozenset().union(*(option.openings for option in options))
    )


def _sequence(tokens: list[str], classes: dict[str, tuple[str, ...]]) -> _Piece:
    regex, openings = "", frozenset({""})
    while tokens and tokens[0] not in ("|", ")", ")?"):
        piece = _element(tokens, classes)
        regex += piece.regex
        short = [opening for opening in openings if len(opening) < 2]
        openings = openings.difference(short) | {(one + two)[:2] for one in short for two in piece.openings}
    return _Piece(regex, openings)


def _element(tokens: list[str], classes: dict[str, tuple[str, ...]]) -> _Piece:
    element = tokens.pop(0)
    if element != "(":
        return _atom(element, classes)
    inner = _alternatives(tokens, classes)
    if not tokens:
        raise ValueError("bracket does not close")
    optional = tokens.pop(0) == ")?"
    return _Piece(f"(?:{inner.regex}){'?' * optional}", inner.openings | ({""} if optional else frozenset()))


def _atom(token: str, classes: dict[str, tuple[str, ...]]) -> _Piece:
    match = _ATOM.fullmatch(token)
    if match is None:
        raise ValueError(f"no word or class: {token!r}")
    whole = match["names"][0].isdigit() or match["names"] == "/"
    names = (match["names"],) if whole else tuple(match["names"].split("/"))
    codes = frozenset("".join(codes_with(name if name.isupper() else f"={name}") for name in names))
    if not codes:
        raise ValueError(f"no word is of class {token!r}")
    regex = f"[{''.join(sorted(codes))}]"
    if names[0].isupper():
        label = match["label"] or names[0].lower()
        group = f"{label}_{sum(known.split('_')[0] == label for known in classes)}"
        classes[group] = names
        regex = f"(?P<{group}>{regex})"
    return _Piece(regex + match["optional"], codes | ({""} if match["optional"] else frozenset()))
