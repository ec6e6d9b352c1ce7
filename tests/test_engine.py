from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path
from threading import Thread

import pytest
from conftest import run_process
from dask import config
from deadly import deadly, deadly_or_real, starved

from pipeline import executors
from pipeline.engine import AHEAD, QUEUE, SHARD_ARTICLES, SHARD_BYTES, Engine, _Run, extract_all, extract_one
from pipeline.errors import ArticleError, ModelError, UsageError, VocabularyError
from pipeline.executors import Serial
from pipeline.model import Article, FactTable, Failure, Kept
from pipeline.process import use_one_thread
from pipeline.stages.ingest import article_of
from pipeline.table import dumps_line

FAILURE = Failure("b", "empty", "the article is empty")
PROCESSES = Engine("processes", 2)
ARTICLES = [article_of(f"Sales rose {number}% to ${number} million in 2024.", f"a{number}") for number in range(12)]


def test_results_come_in_the_order_of_the_articles() -> None:
    results = list(extract_all([ARTICLES[0], FAILURE, ARTICLES[1]], "blank"))
    assert [getattr(result, "article", result).id for result in results] == ["a0", "b", "a1"]


def test_processes_give_the_same_bytes_in_the_same_order() -> None:
    mixed = [*ARTICLES[:4], FAILURE, *ARTICLES[4:]]
    serial = [dumps_line(result) for result in extract_all(mixed, "blank")]
    assert [dumps_line(result) for result in extract_all(mixed, "blank", PROCESSES)] == serial


def test_articles_are_taken_as_they_are_needed() -> None:
    taken = []

    def articles() -> Iterator[Article]:
        for article in ARTICLES:
            taken.append(article.id)
            yield article

    next(extract_all(articles(), "blank"))
    assert taken == ["a0"]


def test_a_bug_in_one_article_is_recorded_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(article: Article, nlp: object) -> FactTable:
        if article.id == "a1":
            raise KeyError("no such\nrule")
        return FactTable(article, 0)

    monkeypatch.setattr("pipeline.run.extract_article", broken)
    first, bug, last = extract_all(ARTICLES[:3], "blank")
    assert isinstance(first, FactTable)
    assert isinstance(last, FactTable)
    assert isinstance(bug, Failure)
    assert (bug.id, bug.kind) == ("a1", "internal")
    assert bug.message.startswith("a1: a bug in the pipeline: KeyError:")
    assert "\n" not in bug.message
    assert "in broken" in bug.traceback


def test_what_a_stage_refuses_keeps_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(article: Article, nlp: object) -> FactTable:
        raise ArticleError("too odd", "odd")

    monkeypatch.setattr("pipeline.run.extract_article", refuse)
    assert extract_one(ARTICLES[0], "blank") == Failure("a0", "odd", "a0: too odd")


def test_a_broken_vocabulary_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(article: Article, nlp: object) -> FactTable:
        raise VocabularyError("units.toml: row 3")

    monkeypatch.setattr("pipeline.run.extract_article", refuse)
    with pytest.raises(VocabularyError, match=r"units\.toml: row 3"):
        next(extract_all(ARTICLES, "blank"))


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker processes that load nothing before their work."""
    monkeypatch.setattr("pipeline.engine._warm", str)


def named(*names: str) -> list[Article]:
    return [Article(name, "Up 5%.") for name in names]


def outcome(run: _Run[Failure], articles: list[Article]) -> list[tuple[str, str]]:
    """The id and the kind of failure of each result."""
    return [(result.id, getattr(result, "kind", "")) for result in run.results(articles)]


def test_the_one_article_that_kills_its_worker_is_set_aside(light: None) -> None:
    ids = [*(f"a{number}" for number in range(20)), "killer", *(f"b{number}" for number in range(20))]
    found = outcome(_Run(PROCESSES, "blank", deadly), named(*ids))
    assert found == [(name, "crash" if name == "killer" else "") for name in ids]


def test_a_shard_is_halved_down_to_the_killer(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    class Mortal(Serial):
        def submit(self, work: Callable[..., object], /, *arguments: object, **_: object) -> Future[object]:  # type: ignore[override]
            (shard,) = arguments
            assert isinstance(shard, list)
            tried.append([article.id for article in shard])
            if any(article.id == "killer" for article in shard):
                future: Future[object] = Future()
                future.set_exception(BrokenExecutor())
                return future
            return super().submit(work, shard)

    monkeypatch.setattr(Engine, "open", lambda *_: Mortal())
    run = _Run[Failure](PROCESSES, "blank", deadly)
    run._submit(named("a", "b", "killer", "c", "d"))
    assert [(result.id, getattr(result, "kind", "")) for result in run.results([])] == [
        ("a", ""), ("b", ""), ("killer", "crash"), ("c", ""), ("d", ""),
    ]  # fmt: skip
    whole = ["a", "b", "killer", "c", "d"]
    assert tried == [whole, whole, ["a", "b"], ["killer", "c", "d"], ["killer"], ["c", "d"]]


def test_a_worker_that_dies_once_costs_no_article(light: None, tmp_path: Path) -> None:
    ids = ["a", str(tmp_path / "died"), "b"]
    assert outcome(_Run(PROCESSES, "blank", deadly), named(*ids)) == [(name, "") for name in ids]
    assert (tmp_path / "died").exists()


def test_too_little_memory_is_a_failure_of_the_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object) -> FactTable:
        raise MemoryError

    monkeypatch.setattr("pipeline.run.extract_article", greedy)
    message = "a0: there is not enough memory for it; --retry-failed tries again"
    assert extract_one(ARTICLES[0], "blank") == Failure("a0", "memory", message)


@pytest.mark.skipif(sys.platform != "linux", reason="no other system holds a process to its address space")
def test_a_worker_that_runs_out_of_memory_loses_one_article() -> None:
    book = Article("book", "Sales of ore rose 5% to $40 million in 2024. " * 20_000)
    found = list(_Run[Failure](Engine("processes", 1), "blank", starved).results([*ARTICLES[:3], book, *ARTICLES[3:]]))
    failed = found.pop(3)
    assert isinstance(failed, Failure)
    assert (failed.id, failed.kind in ("memory", "crash")) == ("book", True)
    assert list(map(dumps_line, found)) == list(map(dumps_line, extract_all(ARTICLES, "blank")))


def test_a_result_too_large_to_send_is_the_failure_of_its_article(monkeypatch: pytest.MonkeyPatch) -> None:
    class Crowded(Serial):
        def submit(self, work: Callable[..., object], /, *arguments: object, **_: object) -> Future[object]:  # type: ignore[override]
            future = super().submit(work, *arguments)
            if any(result.article.id == "a1" for result in future.result()):  # type: ignore[attr-defined]
                future = Future()
                future.set_exception(MemoryError())
            return future

    monkeypatch.setattr(Engine, "open", lambda *_: Crowded())
    found = outcome(_Run(PROCESSES, "blank", deadly), ARTICLES[:4])
    assert found == [("a0", ""), ("a1", "crash"), ("a2", ""), ("a3", "")]


def test_no_more_articles_are_taken_than_workers_can_be_kept_busy_with(light: None) -> None:
    taken, most = 0, 2 * AHEAD * SHARD_ARTICLES + 2 * SHARD_ARTICLES

    def articles() -> Iterator[Article]:
        nonlocal taken
        for number in range(2000):
            taken += 1
            yield Article(f"a{number}", "Up 5%.")

    run: _Run[Failure] = _Run(PROCESSES, "blank", deadly)
    given = 0
    for _ in run.results(articles()):
        given += 1
        assert taken - given <= most
    assert given == 2000


def test_shards_are_bounded_in_bytes() -> None:
    run: _Run[Failure] = _Run(PROCESSES, "blank", deadly)
    run._submitted = 1000
    assert not run._is_full([Article("a", "x" * (SHARD_BYTES - 1))])
    assert run._is_full([Article("a", "x" * SHARD_BYTES)])
    assert run._is_full(named("a") * SHARD_ARTICLES)


def test_what_is_kept_does_not_wait_in_memory_for_the_end() -> None:
    class Slow(Serial):
        def submit(self, work: Callable[..., object], /, *arguments: object, **_: object) -> Future[object]:  # type: ignore[override]
            return Future()

    run: _Run[Kept] = _Run(PROCESSES, "blank", deadly)
    run._executor = Slow()
    items: list[Article | Kept] = [*named("slow"), *(Kept(f"k{number}", 1) for number in range(QUEUE))]
    run._is_full = lambda shard: True  # type: ignore[method-assign]
    taken = []
    results = run.results(taken.append(item) or item for item in items)  # type: ignore[func-returns-value]
    monitor = Thread(target=lambda: next(results, None), daemon=True)
    monitor.start()
    monitor.join(2)
    assert len(taken) <= QUEUE + 1


@pytest.mark.parametrize("name", ["processes", "dask"])
def test_a_process_computes_in_one_thread_and_ignores_ctrl_c(name: str) -> None:
    use_one_thread()
    with Engine(name, 1).open(1, "blank") as executor:  # type: ignore[arg-type]
        assert executor.submit(os.getenv, "OMP_NUM_THREADS").result() == "1"


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed_midway(tmp_path: Path) -> None:
    mixed = [*ARTICLES[:6], FAILURE, *named(str(tmp_path / "died")), *ARTICLES[6:]]
    serial = [dumps_line(result) for result in _Run[Failure](Engine(), "blank", deadly_or_real).results(mixed[:6])]
    run: _Run[Failure] = _Run(Engine("dask", 2), "blank", deadly_or_real)
    found = [dumps_line(result) for result in run.results(mixed)]
    assert found[:6] == serial
    assert len(found) == len(mixed)
    assert (tmp_path / "died").exists()
    assert not [line for line in found if '"error"' in line and '"id": "b"' not in line]


def test_a_cluster_sets_aside_the_article_that_kills_its_workers() -> None:
    with config.set({"distributed.scheduler.allowed-failures": 0}):
        found = outcome(_Run(Engine("dask", 1), "blank", deadly), named("a", "killer", "b"))
    assert found == [("a", ""), ("killer", "crash"), ("b", "")]


def test_a_cluster_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.executors.SECONDS_TO_ANSWER", 0.2)
    with pytest.raises(UsageError, match=r"no Dask cluster with workers answers at tcp://127\.0\.0\.1:9"):
        list(extract_all(ARTICLES, "blank", Engine("dask", 1, "tcp://127.0.0.1:9")))


def test_a_worker_with_other_code_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.executors.fingerprint", lambda model: {"code": "other", "model": "same"})
    own = {"code": "this", "model": "same"}
    executor = executors._Dask.__new__(executors._Dask)
    closed = []
    monkeypatch.setattr(executor, "shutdown", lambda: closed.append(1), raising=False)
    executor._client = type("Client", (), {"run": lambda *_: {"tcp://a:1": own}})()
    with pytest.raises(UsageError, match="the Dask worker tcp://a:1 has other code; install the same version"):
        executor._refuse_others("blank")
    assert closed == [1]


@pytest.mark.parametrize("engine", [Engine(), PROCESSES], ids=["serial", "processes"])
def test_a_model_that_is_not_there_is_said(engine: Engine) -> None:
    with pytest.raises(ModelError, match="cannot load the language model 'no_such_model'"):
        next(extract_all(ARTICLES, "no_such_model", engine))


def test_numpy_computes_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    monkeypatch.setattr(os, "environ", dict(os.environ))
    use_one_thread()
    assert os.environ["OMP_NUM_THREADS"] == os.environ["OPENBLAS_NUM_THREADS"] == "1"


def test_help_is_shown_without_loading_a_model() -> None:
    shown = run_process(["--help"], env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert shown.returncode == 0
    heavy = {b"spacy", b"numpy", b"dateparser", b"quantulum3", b"pydantic"}
    assert not heavy & {line.rsplit(b"|", 1)[-1].strip() for line in shown.stderr.splitlines()}
