"""Ids of rows: short hashes of the place in words where a row's claim stands, never of how it was read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

CONTEXT = 32
"""Characters on each side of a place that tell it from others, white space folded."""

LENGTH = 10
"""Hexadecimal digits of an id: two of a million places in a thousand articles share one by chance once in two."""

_ALIKE = 16
"""Up to so many places with one context are looked through for an id."""

_SPACE = re.compile(r"\s+")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n|\r[ \t]*\r")
"""What parts paragraphs: no id looks across it, so that a paragraph put in or taken out leaves its neighbours' ids."""


def fact_ids(text: str, starts: Sequence[int]) -> tuple[str, ...]:
    r"""One id for each of `starts`, the offsets of the first characters of the facts' numbers, in their order.

    An id hashes the 32 characters before the place and the 32 from it on; where two places are alike, a counter in
    text order tells them apart. No context reaches beyond its paragraph. Edits elsewhere, other rules and another model
    leave it as it is.

    >>> fact_ids("Sales rose to $45 billion.", [15]) == fact_ids("Sales  rose\nto $45 billion.", [16])
    True
    >>> len(set(fact_ids("Up 5%. Up 5%. " * 9, [3, 59, 73])))
    3
    """
    contexts = {start: _context(text, start) for start in starts}
    seen: Counter[str] = Counter()
    ids: dict[int, list[str]] = {}
    for start in sorted(starts):
        context = contexts[start]
        ids.setdefault(start, []).append(digest(context, str(seen[context])))
        seen[context] += 1
    return tuple(ids[start].pop(0) for start in starts)


def place_of(text: str, id: str, exact: str) -> int | None:  # noqa: A002
    """Where in `text` the words `exact` hold the place that `id` names: the offset of their first character, or None.

    >>> place_of("Up 5%. Sales rose to $45 billion.", fact_ids("Sales rose to $45 billion.", [15])[0], "$45 billion")
    >>> place_of("Up.  Sales fell 5%.", fact_ids("Up. Sales fell 5%.", [15])[0], "5%")
    16
    """
    for found in re.finditer(re.escape(exact), text):
        for start in range(found.start(), found.end()):
            context = _context(text, start)
            if any(digest(context, str(count)) == id for count in range(_ALIKE)):
                return found.start()
    return None


def digest(*parts: str) -> str:
    """The first hexadecimal digits of a hash over `parts`.

    >>> digest("a", "bc") == digest("ab", "c")
    False
    """
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def _context(text: str, start: int) -> str:
    return f"{_before(text, start)}\0{_after(text, start)}"


def _before(text: str, start: int) -> str:
    width = CONTEXT
    while True:
        *rest, own = _PARAGRAPH.split(text[max(0, start - width) : start])
        folded = _SPACE.sub(" ", own)
        if rest or len(folded) >= CONTEXT or width >= start:
            return folded[-CONTEXT:].lstrip()
        width *= 2


def _after(text: str, start: int) -> str:
    width = CONTEXT
    while True:
        own, *rest = _PARAGRAPH.split(text[start : start + width])
        folded = _SPACE.sub(" ", own)
        if rest or len(folded) >= CONTEXT or start + width >= len(text):
            return folded[:CONTEXT].rstrip()
        width *= 2
