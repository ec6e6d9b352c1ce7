"""Where the work is done: in this process, in several of this machine, or in a Dask cluster; each is an Executor."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, ParamSpec, TypeVar

from pipeline.errors import UsageError
from pipeline.extras import require
from pipeline.fingerprint import fingerprint
from pipeline.process import collect_seldom

P = ParamSpec("P")
T = TypeVar("T")

SECONDS_TO_ANSWER = 30
"""How long a Dask scheduler is waited for."""


class Serial(Executor):
    """Does each piece of work at once, in this thread."""

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  (whoever asks for the result gets it)
            future.set_exception(error)
        return future


def processes(workers: int, start: Callable[..., object], *arguments: object) -> Executor:
    """So many processes of this machine; each calls `start` with `arguments` before its first work."""
    return ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_start_process, initargs=(os.getpid(), start, arguments)
    )


def dask(workers: int, scheduler: str | None, model: str | None) -> Executor:
    """The Dask cluster of `scheduler`, an address such as tcp://10.0.0.1:8786, or one of `workers` processes here.

    Raises UsageError where nobody answers there, where its workers would not give the same tables as this process, or
    where Dask is missing.
    """
    require("distributed", "dask", "--engine dask")
    return _Dask(workers, scheduler, model)


def is_death(error: BaseException) -> bool:
    """Whether `error` says that a worker died, or had no memory to answer, and not that the work went wrong."""
    return isinstance(error, BrokenExecutor | MemoryError) or type(error).__name__ == "KilledWorker"


class _Dask(Executor):
    """A Dask client as an Executor, which closes what it has opened."""

    def __init__(self, workers: int, scheduler: str | None, model: str | None) -> None:
        import logging

        from distributed import Client, LocalCluster

        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # a worker's death is told as a failure of ours
        self._cluster = None
        if scheduler is None:
            self._cluster = LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL
            )
        try:
            self._client = Client(self._cluster or scheduler, timeout=SECONDS_TO_ANSWER, set_as_default=False)
            self._client.wait_for_workers(1, timeout=SECONDS_TO_ANSWER)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(f"no Dask cluster with workers answers at {scheduler}: {error}") from error
        self._executor = self._client.get_executor()
        self._refuse_others(model)

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = self._executor.submit(work, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def _refuse_others(self, model: str | None) -> None:
        """Raises UsageError where a worker has other code, rows, packages or another model: it gives other tables."""
        own = fingerprint(model)
        found: dict[str, Any] = self._client.run(fingerprint, model)
        for address, other in sorted(found.items()):
            different = [what for what in own if other.get(what) != own[what]]
            if different:
                self.shutdown()
                raise UsageError(
                    f"the Dask worker {address} has other {', '.join(different)}; install the same version"
                )


def _start_process(parent: int, start: Callable[..., object], arguments: tuple[object, ...]) -> None:
    """Leave Ctrl-C to the process `parent`, which started this one, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with(parent)
    collect_seldom()
    start(*arguments)


def _end_with(parent: int) -> None:
    """End this process when `parent` is gone, however it went; nobody waits for its results then."""
    import threading
    import time

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
