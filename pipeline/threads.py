"""How many threads numpy and its kin compute in: one."""

from __future__ import annotations

import os

_SETTINGS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def use_one_thread() -> None:
    """Have numpy and its kin compute in one thread, here and in processes started from here.

    The order of a sum changes its last bit; call it before anything imports numpy.
    """
    os.environ.update(dict.fromkeys(_SETTINGS, "1"))
