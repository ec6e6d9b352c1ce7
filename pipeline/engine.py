"""Maps the pipeline over articles, one process or several: the same order and the same bytes either way."""

from __future__ import annotations

import os
import signal
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

from pipeline.errors import ArticleError, ModelError, VocabularyError
from pipeline.model import Article, FactTable, Failure

if TYPE_CHECKING:
    from spacy.language import Language

AHEAD = 4
"""Articles a worker that wait for it: enough to keep it busy, few enough to bound memory."""

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


_Job = tuple[Article, Future[FactTable | Failure]]


def use_one_thread() -> None:
    """Have numpy and its kin compute in one thread, here and in processes started from here.

    The order of a sum changes its last bit; call it before anything imports numpy.
    """
    os.environ.update(dict.fromkeys(_THREADS, "1"))


def extract_all(
    articles: Iterable[Article | Failure], model: str | None = None, workers: int = 1
) -> Iterator[FactTable | Failure]:
    """One result for each of `articles`, in their order: its table, or why it has none; failures pass through.

    Articles are taken as they are needed. Raises ModelError before the first where `model` cannot be loaded.
    """
    return _serially(articles, model) if workers <= 1 else _in_processes(articles, model, workers)


def extract_one(article: Article, model: str | None = None) -> FactTable | Failure:
    """The table of `article`, or the failure that keeps it from one; a bug is a failure too, with its traceback."""
    from pipeline.run import extract_article

    nlp = _nlp(model)
    nlp.max_length = max(nlp.max_length, len(article.text))
    try:
        return extract_article(article, nlp)
    except ArticleError as error:
        return Failure(article.id, error.kind, f"{article.id}: {error}")
    except (ModelError, VocabularyError):
        raise  # no article could do better
    except Exception as error:  # noqa: BLE001  (a bug in one article is recorded, and the batch goes on)
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        message = f"{article.id}: a bug in the pipeline: {what}; --traceback shows where"
        return Failure(article.id, "internal", message, traceback.format_exc())


def _serially(articles: Iterable[Article | Failure], model: str | None) -> Iterator[FactTable | Failure]:
    _nlp(model)
    for article in articles:
        yield article if isinstance(article, Failure) else extract_one(article, model)


def _in_processes(
    articles: Iterable[Article | Failure], model: str | None, workers: int
) -> Iterator[FactTable | Failure]:
    _nlp(model)
    waiting: deque[_Job | Failure] = deque()
    executor = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start_worker, initargs=(model,))
    try:
        for article in articles:
            waiting.append(article if isinstance(article, Failure) else _submit(executor, article, model))
            if len(waiting) > workers * AHEAD:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    finally:
        executor.shutdown(cancel_futures=True)


def _submit(executor: Executor, article: Article, model: str | None) -> _Job | Failure:
    try:
        return article, executor.submit(extract_one, article, model)
    except BrokenProcessPool:
        return _lost(article)


def _result(job: _Job | Failure) -> FactTable | Failure:
    if isinstance(job, Failure):
        return job
    article, future = job
    try:
        return future.result()
    except BrokenProcessPool:
        return _lost(article)


def _lost(article: Article) -> Failure:
    """The failure of an article that was with a process when it died, or that no process is left for."""
    return Failure(article.id, "internal", f"{article.id}: a worker process died; try --workers 1")


def _start_worker(model: str | None) -> None:
    """Load the model once; leave Ctrl-C to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _nlp(model)


def _nlp(model: str | None) -> Language:
    from pipeline.language import load

    return load(model)
