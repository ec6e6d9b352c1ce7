"""Batches: only what is new, changed or left over is read, whatever ended the run before."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from conftest import command, shown
from typer.testing import Result

from pipeline import engine, output
from pipeline.articles import RawArticle
from pipeline.batch import key_of
from pipeline.ledger import Ledger
from pipeline.model import Decision
from pipeline.stages.ingest import Defaults, date_of

Run = Callable[..., Result]

STORY = "Ore sales rose 5% to $45 million in 2024.\n"


@pytest.fixture
def news(folder: Path) -> Path:
    path = folder / "news"
    path.mkdir()
    for name in ("a", "b", "c"):
        (path / f"{name}.txt").write_text(f"{STORY}The {name} pit closed.\n")
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are read."""
    ids: list[str] = []
    extract_one = engine.extract_one

    def noted(article: engine.Work, model: str | None) -> Any:
        ids.append(article.id)
        return extract_one(article, model)

    monkeypatch.setattr(engine._Run.__init__, "__defaults__", (noted,))
    return ids


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_what_has_not_changed_is_not_read_again(news: Path, run: Run, read: list[str], out: str) -> None:
    run("extract", "news", "--out", out)
    before = [path.read_bytes() for path in shown(Path()) if path.parent.name != "news"]
    assert read == ["a", "b", "c"]
    again = run("extract", "news", "--out", out)
    assert "3 kept" in again.stderr
    assert read == ["a", "b", "c"]
    assert [path.read_bytes() for path in shown(Path()) if path.parent.name != "news"] == before


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_what_has_changed_is_read_again_and_nothing_else(news: Path, run: Run, read: list[str], out: str) -> None:
    run("extract", "news", "--out", out)
    (news / "b.txt").write_text("Ore sales fell 9% in 2023.\n")
    (news / "d.txt").write_text(STORY)
    (news / "a.txt").unlink()
    read.clear()
    result = run("extract", "news", "--out", out, "--prune")
    assert read == ["b", "d"]
    fresh = run("extract", "news", "--out", "fresh.jsonl")
    assert fresh.exit_code == result.exit_code == 0
    if out == "out":
        assert [path.name for path in shown(Path("out"))] == ["b.json", "c.json", "d.json", "findings.json"]
    else:
        assert Path(out).read_bytes() == Path("fresh.jsonl").read_bytes()


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_text('{\n"schema": "facts/1"}')])
def test_a_table_that_was_lost_or_altered_is_made_again(
    news: Path, run: Run, read: list[str], spoil: Callable[[Path], object]
) -> None:
    run("extract", "news", "--out", "out")
    table = Path("out/b.json").read_bytes()
    spoil(Path("out/b.json"))
    read.clear()
    assert "(1 changed)" in run("extract", "news", "--out", "out").stderr
    assert read == ["b"]
    assert Path("out/b.json").read_bytes() == table


def test_another_pipeline_reads_everything_again(
    news: Path, run: Run, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("extract", "news", "--out", "out")
    monkeypatch.setattr("pipeline.batch.fingerprint", lambda model: {"code": "other"})
    run("extract", "news", "--out", "out")
    assert read == ["a", "b", "c"] * 2


def test_the_key_hangs_on_all_that_the_table_does() -> None:
    raw = RawArticle("a", "a.txt", b"Up 5%.", "text", Defaults())
    decision = Decision("a", "0123456789", None, "accept", "5%", None, None)
    others = [
        RawArticle("b", "a.txt", b"Up 5%.", "text", Defaults()),
        RawArticle("a", "a.txt", b"Up 6%.", "text", Defaults()),
        RawArticle("a", "a.txt", b"Up 5%.", "page", Defaults()),
        RawArticle("a", "a.txt", b"Up 5%.", "text", Defaults(date_of("2025-02-03"))),
        RawArticle("a", "a.txt", b"Up 5%.", "text", Defaults(), (decision,)),
    ]
    assert len({key_of(each, "p") for each in [raw, *others]} | {key_of(raw, "q")}) == 7
    assert key_of(RawArticle("a", "moved.txt", b"Up 5%.", "text", Defaults(max_bytes=9)), "p") == key_of(raw, "p")


def test_what_became_of_decisions_is_said_again(news: Path, run: Run, read: list[str]) -> None:
    run("extract", "news", "--out", "out")
    fact = json.loads(Path("out/a.json").read_bytes())["facts"][0]
    Path("reviews").mkdir()
    decision = {"article": "a", "fact": fact["id"], "slot": None, "verdict": "accept", "exact": fact["exact"]}
    Path("reviews/a.jsonl").write_text(json.dumps(decision | {"old": fact, "new": fact}) + "\n")
    read.clear()
    first, second = (run("extract", "news", "--out", "out").stderr for _ in range(2))
    assert read == ["a"]
    assert "reviews: 1 verified" in first
    assert "reviews: 1 verified" in second


@pytest.fixture
def buggy(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Ids of articles that the pipeline has a bug for."""
    from pipeline import run as stages

    ids: list[str] = []
    extract_article = stages.extract_article

    def broken(article: Any, nlp: Any) -> Any:
        if article.id in ids:
            raise KeyError(article.id)
        return extract_article(article, nlp)

    monkeypatch.setattr("pipeline.run.extract_article", broken)
    return ids


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_a_failure_is_set_aside_and_tried_again_on_demand(
    news: Path, run: Run, read: list[str], buggy: list[str], out: str
) -> None:
    buggy.append("b")
    first = run("extract", "news", "--out", out)
    again = run("extract", "news", "--out", out)
    assert first.exit_code == again.exit_code == 1
    assert "failed: b: a bug in the pipeline: KeyError: 'b'" in again.stderr
    assert read == ["a", "b", "c"]
    buggy.clear()
    assert run("extract", "news", "--out", out).exit_code == 1
    retried = run("extract", "news", "--out", out, "--retry-failed")
    assert (retried.exit_code, read) == (0, ["a", "b", "c", "b"])
    assert not Path("out/failures.jsonl").exists()


def test_failures_stand_in_one_file_in_the_order_of_their_ids(news: Path, run: Run) -> None:
    for name in ("z", "e"):
        (news / f"{name}.txt").write_text("")
    run("extract", "news", "--out", "out")

    def failed() -> list[str]:
        lines = Path("out/failures.jsonl").read_text().splitlines()
        return [json.loads(line)["document"]["id"] for line in lines]

    assert failed() == ["e", "z"]
    (news / "e.txt").write_text(STORY)
    run("extract", "news/e.txt", "--out", "out")
    assert failed() == ["z"]
    (news / "z.txt").unlink()
    run("extract", "news", "--out", "out")
    assert not Path("out/failures.jsonl").exists()


def wire(count: int, words: int = 20) -> None:
    rows = ({"id": f"a{number:04d}", "text": f"Edition {number}. {STORY * words}"} for number in range(count))
    Path("wire.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def kill_when(out: str, workers: int, condition: Callable[[], bool]) -> None:
    words = command("extract", "wire.jsonl", "--model", "blank", "--out", out, "--workers", workers)
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, "it was done before it could be killed"
        assert time.monotonic() < end
        time.sleep(0.005)
    process.kill()
    process.wait()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_leaves_whole_tables_and_the_next_goes_on(folder: Path, run: Run, workers: int) -> None:
    wire(90)
    for count in (3, 40):
        kill_when("out", workers, lambda count=count: len(list(Path("out").glob("*.json"))) >= count)  # type: ignore[misc]
        assert all(json.loads(path.read_bytes())["positions"] for path in shown(Path("out")))
    left = len(shown(Path("out")))
    result = run("extract", "wire.jsonl", "--out", "out")
    kept = int(result.stderr.split(" kept")[0].rsplit(" ", 1)[-1])
    assert left - 1 <= kept <= left
    assert len(list(Path("out").glob("a*.json"))) == 90
    assert not list(Path("out").glob(".*.tmp"))


def test_a_killed_run_into_one_file_goes_on_and_gives_the_same_bytes(folder: Path, run: Run, read: list[str]) -> None:
    wire(90)
    for size in (1, 200_000):
        part = Path(".out.jsonl.unfinished")
        kill_when("out.jsonl", 1, lambda size=size, part=part: part.exists() and part.stat().st_size > size)  # type: ignore[misc]
        assert not Path("out.jsonl").exists()
    run("extract", "wire.jsonl", "--out", "out.jsonl")
    resumed = len(read)
    run("extract", "wire.jsonl", "--out", "fresh.jsonl")
    assert Path("out.jsonl").read_bytes() == Path("fresh.jsonl").read_bytes()
    assert 0 < resumed < 90
    assert not part.exists()


def test_two_runs_at_once_on_one_output(news: Path, run: Run) -> None:
    for out, ledger in (("out", "out/.ledger"), ("out.jsonl", ".out.jsonl.ledger")):
        Path("out").mkdir(exist_ok=True)
        first = Ledger(Path(ledger))
        second = run("extract", "news", "--out", out)
        assert second.exit_code == 2
        assert "is being written by another run; wait for it, or name another --out" in second.stderr
        assert not [path for path in shown(Path()) if path.parent.name != "news"]
        first.close()
        assert run("extract", "news", "--out", out).exit_code == 0
        Path("out.jsonl").unlink(missing_ok=True)
        [path.unlink() for path in shown(Path("out"))]


def test_a_damaged_ledger_costs_time_only(news: Path, run: Run, read: list[str]) -> None:
    run("extract", "news", "--out", "out")
    Path("out/.ledger").write_bytes(os.urandom(4096))
    result = run("extract", "news", "--out", "out")
    assert result.exit_code == 0
    assert "begun anew: out/.ledger was damaged, so that every article is read again" in result.stderr
    assert "(none changed)" in result.stderr
    assert read == ["a", "b", "c"] * 2


def test_a_full_disk_midway_keeps_what_is_finished(
    news: Path, run: Run, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        write = output.write_atomically

        def fail_on_b(path: Path, data: bytes) -> None:
            if path.name == "b.json":
                raise OSError(28, "No space left on device")
            write(path, data)

        full.setattr(output, "write_atomically", fail_on_b)
        result = run("extract", "news", "--out", "out")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: cannot write out/b.json: no space left on device; 1 table finished before")
    read.clear()
    assert run("extract", "news", "--out", "out").exit_code == 0
    assert read == ["b", "c"]


def test_a_damaged_model_is_said(news: Path, run: Run) -> None:
    spacy.blank("en").to_disk("model")
    Path("model/vocab/strings.json").write_text("[")
    result = run("extract", "news", "--model", "./model", "--out", "out")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: cannot load the language model './model': ")
    assert not shown(Path("out"))


@pytest.mark.parametrize("options", [["--scheduler", "tcp://x:1"], ["--engine", "serial", "--workers", "2"]])
def test_engine_options_that_do_not_go_together(news: Path, run: Run, options: list[str]) -> None:
    result = run("extract", "news", "--out", "out", *options)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: --")
    assert not Path("out").exists()


def test_an_id_with_half_a_surrogate_pair_is_refused(folder: Path, run: Run) -> None:
    Path("wire.jsonl").write_text('{"id": "a\\ud83d", "text": "Up 5%."}\n{"id": "b", "text": "Up 5%."}\n')
    for out in ("out", "out.jsonl", "-"):
        result = run("extract", "wire.jsonl", "--out", out)
        assert result.exit_code == 1
        assert "failed: wire.jsonl line 1: id holds half a surrogate pair" in result.stderr


def test_a_process_that_is_killed_leaves_no_workers(folder: Path) -> None:
    wire(400)
    kill_when("out", 2, lambda: bool(list(Path("out").glob("*.json"))))
    end = time.monotonic() + 30
    here = os.fsencode(folder)
    while any(here == cwd for cwd in map(_cwd, Path("/proc").glob("[0-9]*"))):
        assert time.monotonic() < end
        time.sleep(0.2)
        os.chdir("/")


def _cwd(process: Path) -> bytes | None:
    try:
        return os.fsencode((process / "cwd").readlink()) if process.name != str(os.getpid()) else None
    except OSError:
        return None
