"""Patterns of the date grammar: a small language over word classes, compiled to regular expressions over token codes.

An atom is a word as it stands (``of``), a class in capitals (``MON``), or several with slashes (``DAY/DAYTH``); a class
is captured under its lower-case name or the label after its colon (``DAY:end``). ``?`` after an atom or a bracket makes
it optional, ``|`` parts alternatives, ``-`` is any dash. There is no repetition: matching is linear by construction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.timex.lexicon import codes_with

_ATOM = re.compile(r"(?P<names>\S+?)(?::(?P<label>[a-z]+))?(?P<optional>\??)")


@dataclass(frozen=True, slots=True)
class _Piece:
    regex: str
    firsts: frozenset[str]
    """Codes that a match can begin with."""
    empty: bool
    """Whether it can match nothing."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern, the codes that it can begin with, and the classes of each group (label, number)."""

    regex: re.Pattern[str]
    firsts: frozenset[str]
    classes: dict[str, tuple[str, ...]]


def compile_pattern(source: str) -> Pattern:
    """The compiled form of a phrase's pattern. Raises ValueError where its brackets do not close."""
    classes: dict[str, tuple[str, ...]] = {}
    tokens = source.split()
    piece = _alternatives(tokens, classes)
    if tokens:
        raise ValueError(f"bracket without partner in {source!r}")
    return Pattern(re.compile(piece.regex), piece.firsts, classes)


def any_of(patterns: Iterable[Pattern]) -> re.Pattern[str]:
    """What matches wherever one of the patterns does; it captures nothing."""
    return re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.regex.pattern) for pattern in patterns))


def _alternatives(tokens: list[str], classes: dict[str, tuple[str, ...]]) -> _Piece:
    options = [_sequence(tokens, classes)]
    while tokens and tokens[0] == "|":
        tokens.pop(0)
        options.append(_sequence(tokens, classes))
    firsts = frozenset().union(*(option.firsts for option in options))
    return _Piece("|".join(option.regex for option in options), firsts, any(option.empty for option in options))


def _sequence(tokens: list[str], classes: dict[str, tuple[str, ...]]) -> _Piece:
    regex, firsts, empty = "", frozenset[str](), True
    while tokens and tokens[0] not in ("|", ")", ")?"):
        piece = _element(tokens, classes)
        regex += piece.regex
        firsts |= piece.firsts if empty else frozenset()
        empty = empty and piece.empty
    return _Piece(regex, firsts, empty)


def _element(tokens: list[str], classes: dict[str, tuple[str, ...]]) -> _Piece:
    element = tokens.pop(0)
    if element != "(":
        return _atom(element, classes)
    inner = _alternatives(tokens, classes)
    if not tokens:
        raise ValueError("bracket does not close")
    optional = tokens.pop(0) == ")?"
    return _Piece(f"(?:{inner.regex}){'?' * optional}", inner.firsts, inner.empty or optional)


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
    return _Piece(regex + match["optional"], codes, bool(match["optional"]))
