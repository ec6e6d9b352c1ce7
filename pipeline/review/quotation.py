"""The sentence around a place in a text, found without a language model: for quotes, where being quick matters."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

LONGEST = 300
"""Characters of a quote; longer sentences are cut at a word, on the side that is farther from the place."""

_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n[ \t\r]*\n|\n(?=[ \t]*(?:[-*•–]|\d+[.)])\s)|\Z")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Rep|Gov|Jr|Sr|Inc|Ltd|Corp|Co|No|vs|approx|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)$"
)


def one_line(text: str) -> str:
    r"""`text` on one line, and without what could steer a terminal: news may hold anything.

    >>> one_line("5%\n\x1b[2Jof sales")
    '5% \ufffd[2Jof sales'
    """
    return _CONTROL.sub("\ufffd", " ".join(text.split()))


def sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence of `text` that holds the place from `start` to `end`, by its punctuation.

    >>> text = "Sales rose. Mr. Hale sold 5 vans to A. B. Lee in May. Costs fell."
    >>> text[slice(*sentence_of(text, 26, 27))]
    'Mr. Hale sold 5 vans to A. B. Lee in May.'
    """
    first, last = 0, len(text)
    for found in _END.finditer(text):
        before = text[max(0, found.start() - 12) : found.start()]
        if _ABBREVIATION.search(before):
            continue
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            last = found.start() + len(found[0].rstrip()) if found[0].strip() else found.start()
            break
    while first < start and text[first].isspace():
        first += 1
    return first, last


def quote(text: str, start: int, end: int, marks: tuple[str, str] = ("⟦", "⟧")) -> str:
    r"""The sentence that holds the place from `start` to `end`, on one line, with the place between `marks`.

    >>> quote("Costs fell. Sales rose 5%\nin May.", 23, 25)
    'Sales rose ⟦5%⟧ in May.'
    """
    first, last = sentence_of(text, start, end)
    before, place, after = map(one_line, (text[first:start], text[start:end], text[end:last]))
    room = max(LONGEST - len(place), 0) // 2
    if len(before) > room:
        before = "… " + before[len(before) - room :].partition(" ")[2]
    if len(after) > room:
        after = after[:room].rpartition(" ")[0] + " …"
    left = " " if before and text[start - 1 : start].isspace() else ""
    right = " " if after and text[end : end + 1].isspace() else ""
    return f"{before}{left}{marks[0]}{place}{marks[1]}{right}{after}"
