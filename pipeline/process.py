"""How a process of the pipeline's own is set up: numpy and its kin in one thread, garbage looked for seldom."""

from __future__ import annotations

import gc
import os

_SETTINGS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

YOUNG = 20_000
"""So many more objects before it looks, those of some fifteen articles.

With Python's own 700 it goes through everything in the process, the vocabulary and the model above all, for a tenth of
a second after every fifty articles or so; it finds next to nothing, and is a twentieth of the time of an extraction."""


def use_one_thread() -> None:
    """Have numpy and its kin compute in one thread, here and in processes started from here.

    The order of a sum changes its last bit; call it before anything imports numpy.
    """
    os.environ.update(dict.fromkeys(_SETTINGS, "1"))


def collect_seldom() -> None:
    """Have Python look for such garbage after so many more objects; what nothing refers to is freed at once anyway."""
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
