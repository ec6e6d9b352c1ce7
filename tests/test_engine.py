from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest
from conftest import run_process

from pipeline import engine
from pipeline.engine import extract_all, extract_one, use_one_thread
from pipeline.errors import ArticleError, ModelError, VocabularyError
from pipeline.model import Article, FactTable, Failure
from pipeline.stages.ingest import article_of
from pipeline.table import dumps_line

FAILURE = Failure("b", "empty", "the article is empty")
ARTICLES = [article_of(f"Sales rose {number}% to ${number} million in 2024.", f"a{number}") for number in range(12)]


def test_results_come_in_the_order_of_the_articles() -> None:
    results = list(extract_all([ARTICLES[0], FAILURE, ARTICLES[1]], "blank"))
    assert [getattr(result, "article", result).id for result in results] == ["a0", "b", "a1"]


def test_processes_give_the_same_bytes_in_the_same_order() -> None:
    mixed = [*ARTICLES[:4], FAILURE, *ARTICLES[4:]]
    serial = [dumps_line(result) for result in extract_all(mixed, "blank", 1)]
    assert [dumps_line(result) for result in extract_all(mixed, "blank", 2)] == serial


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


def test_a_dead_worker_fails_the_articles_it_takes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(engine.ProcessPoolExecutor):
        jobs = 0

        def submit(self, *_: object) -> Future[object]:  # type: ignore[override]
            self.jobs += 1
            if self.jobs > 2:
                raise BrokenProcessPool
            future: Future[object] = Future()
            future.set_exception(BrokenProcessPool())
            return future

    monkeypatch.setattr(engine, "ProcessPoolExecutor", Broken)
    results = list(extract_all([*ARTICLES[:3], FAILURE], "blank", 2))
    lost = [
        Failure(f"a{number}", "internal", f"a{number}: a worker process died; try --workers 1") for number in range(3)
    ]
    assert results == [*lost, FAILURE]


def test_a_model_that_is_not_there_is_said_before_the_first_article() -> None:
    with pytest.raises(ModelError, match="cannot load the language model 'no_such_model'"):
        next(extract_all(iter(()), "no_such_model"))


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
