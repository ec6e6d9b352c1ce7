"""How often Python looks for garbage that refers to itself: seldom, in a process that is the pipeline's own."""

from __future__ import annotations

import gc

YOUNG = 20_000
"""So many more objects before it looks, those of some fifteen articles.

With Python's own 700 it goes through everything in the process, the vocabulary and the model above all, for a tenth of
a second after every fifty articles or so; it finds next to nothing, and is a twentieth of the time of an extraction."""


def collect_seldom() -> None:
    """Have Python look for such garbage after so many more objects; what nothing refers to is freed at once anyway."""
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
