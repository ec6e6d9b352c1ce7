"""Maps the pipeline over articles on any Executor: the same order and the same bytes on each, and nothing lost.

Articles travel in shards, so that sending them costs little. A shard whose worker dies (out of memory, a crash in a
library) is tried again alone; if it kills again it is halved until the one article is found that does it: that fails.
"""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from pipeline.articles import RawArticle, parse
from pipeline.errors import ArticleError, ModelError, UsageError, VocabularyError
from pipeline.executors import Serial, dask, is_death, processes
from pipeline.model import Article, FactTable, Failure, Kept

if TYPE_CHECKING:
    from spacy.language import Language

AHEAD = 4
"""Shards a worker that are under way or wait for it: enough to keep it busy, few enough to bound memory."""

SHARD_ARTICLES = 16
SHARD_BYTES = 64_000
"""No shard is begun that is larger already: some ten news articles, a second of work."""

QUEUE = 1_000
"""Results that may wait for an earlier one."""

Name = Literal["serial", "processes", "dask"]
Work = RawArticle | Article
Shard = list[Work]
Results = list[FactTable | Failure]
Passed = TypeVar("Passed", bound=Failure | Kept)
Extract = Callable[[Work, str | None], FactTable | Failure]


@dataclass(frozen=True, slots=True)
class Engine:
    """How the work is done; `workers` counts processes, `scheduler` is the address of a Dask cluster that is there."""

    name: Name = "serial"
    workers: int = 1
    scheduler: str | None = None

    @classmethod
    def of(cls, workers: int) -> Engine:
        """So many processes of this machine, or this one alone."""
        return cls("processes", workers) if workers > 1 else cls()

    def open(self, workers: int, model: str | None) -> Executor:
        """An Executor with so many workers that have `model`."""
        if self.name == "dask":
            return dask(workers, self.scheduler, model)
        return Serial() if self.name == "serial" else processes(workers, _warm, model)


def extract_all(
    articles: Iterable[Work | Passed], model: str | None = None, engine: Engine | None = None
) -> Iterator[FactTable | Failure | Passed]:
    """One result for each of `articles`, in their order: its table, or why it has none; results pass through.

    Articles are taken as they are needed, and the model is loaded for the first of them.
    Raises ModelError where `model` cannot be loaded.
    """
    return _Run[Passed](engine or Engine(), model).results(articles)


def extract_one(article: Work, model: str | None = None) -> FactTable | Failure:
    """The table of `article`, or the failure that keeps it from one; a bug is a failure too, with its traceback."""
    from pipeline.run import extract_article

    try:
        with _AT_ONE_TIME:
            nlp = _nlp(model)
            parsed = parse(article) if isinstance(article, RawArticle) else article
            return extract_article(parsed, nlp)
    except ArticleError as error:
        message = str(error) if isinstance(article, RawArticle) else f"{article.id}: {error}"
        return Failure(article.id, error.kind, message)
    except (ModelError, VocabularyError):
        raise  # no article could do better
    except MemoryError:
        return Failure(
            article.id, "memory", f"{article.id}: there is not enough memory for it; --retry-failed tries again"
        )
    except Exception as error:  # noqa: BLE001  (a bug in one article is recorded, and the batch goes on)
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        message = f"{article.id}: a bug in the pipeline: {what}; --traceback shows where"
        return Failure(article.id, "internal", message, traceback.format_exc())


_AT_ONE_TIME = Lock()
"""A Dask worker may have several threads, spaCy's vocabulary none but one."""


@dataclass(slots=True)
class _Job(Generic[Passed]):
    """A shard with its workers' answer to come, or what has its result already."""

    shard: Shard = field(default_factory=list)
    future: Future[Results] | None = None
    passed: Passed | None = None

    def is_ready(self) -> bool:
        return self.future is None or self.future.done()


class _Run(Generic[Passed]):
    """One way through all articles."""

    def __init__(self, engine: Engine, model: str | None, extract: Extract = extract_one) -> None:
        self._engine, self._model = engine, model
        self._work = partial(_extract_shard, model=model, extract=extract)
        self._executor: Executor | None = None
        self._waiting: deque[_Job[Passed]] = deque()
        self._submitted = self._under_way = 0

    def results(self, articles: Iterable[Work | Passed]) -> Iterator[FactTable | Failure | Passed]:
        shard: Shard = []
        try:
            for article in articles:
                if isinstance(article, Failure | Kept):
                    self._submit(shard)
                    shard = []
                    self._waiting.append(_Job(passed=article))
                else:
                    shard.append(article)
                    if self._is_full(shard):
                        self._submit(shard)
                        shard = []
                yield from self._finished()
            self._submit(shard)
            while self._waiting:
                yield from self._taken(self._waiting.popleft())
        finally:
            self._close()

    def _is_full(self, shard: Shard) -> bool:
        """Whether to send it; the first shards are small, so that few articles keep all workers busy too."""
        if self._engine.name == "serial":
            return True
        count = 1 + self._submitted // (AHEAD * self._engine.workers)
        return len(shard) >= min(count, SHARD_ARTICLES) or sum(map(_size, shard)) >= SHARD_BYTES

    def _submit(self, shard: Shard) -> None:
        if not shard:
            return
        self._submitted += 1
        try:
            future = self._opened().submit(self._work, shard)
        except BrokenExecutor:
            self._close()
            future = self._opened().submit(self._work, shard)
        self._waiting.append(_Job(shard, future))
        self._under_way += 1

    def _finished(self) -> Iterator[FactTable | Failure | Passed]:
        """What can be given out now; waits for the oldest where too much is under way."""
        most = AHEAD * self._engine.workers
        while self._waiting and (self._waiting[0].is_ready() or self._under_way > most or len(self._waiting) > QUEUE):
            yield from self._taken(self._waiting.popleft())

    def _taken(self, job: _Job[Passed]) -> Iterable[FactTable | Failure | Passed]:
        if job.future is None:
            return [job.passed] if job.passed is not None else []
        self._under_way -= 1
        try:
            return job.future.result()
        except CancelledError as error:
            raise UsageError("the cluster is gone; the same command goes on where it was") from error
        except Exception as error:
            if not is_death(error):
                raise
        return self._alone(job.shard)

    def _alone(self, shard: Shard) -> Results:
        """The results of a shard whose worker has died: of all of it again, else of its halves, with nothing beside."""
        try:
            with self._engine.open(1, self._model) as executor:
                return executor.submit(self._work, shard).result()
        except Exception as error:
            if not is_death(error):
                raise
        if len(shard) == 1:
            return [_lost(shard[0])]
        middle = len(shard) // 2
        return self._alone(shard[:middle]) + self._alone(shard[middle:])

    def _opened(self) -> Executor:
        if self._executor is None:
            self._executor = self._engine.open(self._engine.workers, self._model)
        return self._executor

    def _close(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


def _extract_shard(shard: Shard, model: str | None, extract: Extract) -> Results:
    return [extract(article, model) for article in shard]


def _size(article: Work) -> int:
    return len(article.data if isinstance(article, RawArticle) else article.text)


def _lost(article: Work) -> Failure:
    """The failure of an article that ends the process that reads it."""
    what = "the worker that reads it dies, twice: out of memory, or a crash in a library"
    return Failure(article.id, "crash", f"{article.id}: {what}; --retry-failed tries again")


def _warm(model: str | None) -> None:
    with suppress(ModelError):  # the first shard raises it again, where somebody hears it
        _nlp(model)


def _nlp(model: str | None) -> Language:
    from pipeline.language import load

    return load(model)
