"""How often Python looks for garbage that refers to itself: seldom, in a process that is the pipeline's own."""

from __future__ import annotations

import gc

YOUNG = 20_000
"""So many new objects before it looks, some three articles' worth, for which it takes a few megabytes more.

With Python's own 700 it goes through every article's objects some hundred times while all of them are still in use, a
tenth of the time of an extraction."""


def collect_seldom() -> None:
    """Have Python look for such garbage after so many new objects; what nothing refers to is freed at once anyway."""
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
