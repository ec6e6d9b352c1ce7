from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import run_process, shown, table_of
from rich.console import Console
from typer.testing import CliRunner, Result

from pipeline import cli
from pipeline.cli import extract
from pipeline.output import Folder
from pipeline.show import Rows
from pipeline.table import dumps

Run = Callable[..., Result]

COMMANDS = [command.callback.__name__ for command in cli.app.registered_commands if command.callback]
GOOD = "Sales rose 5% to $45 million in 2024.\n"


@pytest.fixture
def news(folder: Path) -> Path:
    path = folder / "news"
    path.mkdir()
    (path / "b.txt").write_text(GOOD)
    (path / "a.md").write_text("# Costs fall\n\nCosts fell 3% in 2023.\n")
    (path / "c.jsonl").write_text("".join(json.dumps({"id": name, "text": GOOD}) + "\n" for name in ("y", "x")))
    (path / ".hidden.txt").write_text(GOOD)
    return path


def ids(text: str) -> list[str]:
    return [json.loads(line)["document"]["id"] for line in text.splitlines()]


def test_there_are_commands() -> None:
    assert {"extract", "explain", "show", "schema"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(name: str) -> None:
    result = CliRunner(env={"COLUMNS": "100"}).invoke(cli.app, [name, "--help"])
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert f"Examples pipeline {name}" in words
    assert words.count(f"pipeline {name}") >= 2
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    result = CliRunner().invoke(cli.app, [])
    assert "Turn news articles into tables" in result.output
    assert all(name in result.output for name in COMMANDS)


def test_both_entry_points_are_one() -> None:
    assert run_process(["schema"]).stdout == run_process(["schema"], env={"LC_ALL": "C"}).stdout != b""


def test_a_folder_becomes_a_folder(news: Path, run: Run) -> None:
    result = run("extract", "news", "--out", "out")
    assert result.exit_code == 0
    assert [path.name for path in shown(Path("out"))] == ["a.json", "b.json", "findings.json", "x.json", "y.json"]
    assert json.loads(Path("out/a.json").read_text())["document"]["title"] == "Costs fall"
    assert re.fullmatch(r"4 tables in out \(all new or changed\), \d+ facts, \d+\.\d s\n", result.stderr)
    assert result.stdout == ""


def test_lines_stand_in_the_order_of_the_input(news: Path, run: Run) -> None:
    out = run("extract", "news/b.txt", "news", "news/../news", "--out", "-")
    assert ids(out.stdout) == ["b", "a", "y", "x"]
    assert out.exit_code == 0
    run("extract", "news", "--out", "t.jsonl")
    assert ids(Path("t.jsonl").read_text()) == ["a", "b", "y", "x"]


def test_a_second_run_writes_nothing(news: Path, run: Run) -> None:
    run("extract", "news", "--out", "out")
    before = {path: path.stat().st_mtime_ns for path in shown(Path("out"))}
    assert "4 tables in out (none changed)" in run("extract", "news", "--out", "out").stderr
    assert {path: path.stat().st_mtime_ns for path in shown(Path("out"))} == before


def test_corpus_and_extracted_are_the_defaults(news: Path, run: Run) -> None:
    news.rename("corpus")
    assert run("extract").exit_code == 0
    assert len(list(Path("extracted").glob("[!f]*.json"))) == 4


def test_standard_input_is_an_article(folder: Path, run: Run) -> None:
    result = run("extract", "-", stdin=GOOD)
    assert result.exit_code == 0
    assert ids(result.stdout) == ["stdin"]


def test_standard_input_may_hold_rows(news: Path, run: Run) -> None:
    result = run("extract", "-", stdin=(news / "c.jsonl").read_bytes())
    assert ids(result.stdout) == ["y", "x"]


def test_a_given_date_is_for_articles_without_one(folder: Path, run: Run) -> None:
    rows = [{"id": "a", "text": GOOD}, {"id": "b", "text": GOOD, "published": "2020-02-02", "publisher": "Wire"}]
    Path("t.jsonl").write_text("\n".join(map(json.dumps, rows)))
    result = run("extract", "t.jsonl", "--out", "-", "--published", "2025-10-09")
    documents = [json.loads(line)["document"] for line in result.stdout.splitlines()]
    assert [document["published"] for document in documents] == ["2025-10-09", "2020-02-02"]
    assert [document["publisher"] for document in documents] == [None, "Wire"]


def test_tables_whose_article_is_gone_are_reported_and_pruned_on_demand(news: Path, run: Run) -> None:
    run("extract", "news", "--out", "out")
    (news / "b.txt").unlink()
    assert (
        "stale: out/b.json has no article any more; --prune removes it" in run("extract", "news", "--out", "out").stderr
    )
    assert Path("out/b.json").exists()
    assert "stale" not in run("extract", "news/a.md", "--out", "out").stderr
    assert "removed: out/b.json" in run("extract", "news", "--out", "out", "--prune").stderr
    assert not Path("out/b.json").exists()


def test_a_bug_shows_its_place_on_demand(news: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("rule")

    monkeypatch.setattr("pipeline.run.extract_article", broken)
    plain = run("extract", "news/b.txt", "--out", "-")
    assert plain.exit_code == 1
    assert "failed: b: a bug in the pipeline: KeyError: 'rule'; --traceback shows where" in plain.stderr
    assert "Traceback" not in plain.stderr
    assert json.loads(plain.stdout)["error"]["kind"] == "internal"
    assert "in broken" in run("extract", "news/b.txt", "--out", "-", "--traceback").stderr


def test_ctrl_c_in_the_middle_says_what_is_done(news: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write, count = Folder.write, iter(range(9))

    def interrupted(self: Folder, *result: Any) -> bool:
        if next(count) == 2:
            raise KeyboardInterrupt
        return write(self, *result)

    monkeypatch.setattr(Folder, "write", interrupted)
    result = run("extract", "news", "--out", "out")
    assert result.exit_code == 130
    assert result.stderr == "interrupted; 2 tables finished before; the same command goes on there\n"
    assert len(shown(Path("out"))) == 2


def test_pruning_wants_a_folder_of_articles(news: Path, run: Run) -> None:
    result = run("extract", "news/b.txt", "--out", "out", "--prune")
    assert (result.exit_code, Path("out").exists()) == (2, False)
    assert result.stderr == "error: --prune compares a folder of articles with a folder of tables; name both\n"


def test_a_bar_is_shown_on_a_terminal_only(news: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Extracting" not in run("extract", "news", "--out", "out").stderr
    monkeypatch.setattr(
        extract, "err", Console(stderr=True, force_terminal=True, width=80, markup=False, highlight=False)
    )
    result = run("extract", "news", "--out", "out")
    assert "Extracting" in result.stderr
    assert result.stdout == ""


def test_show_reads_a_table(folder: Path, run: Run) -> None:
    Path("t.json").write_text(dumps(table_of(title="Ore", publisher="Wire")), encoding="utf-8")
    shown = run("show", "t.json").stdout
    words = ["Ore", "Wire, 40 words", "3 facts", "~ 1,500,000,000 USD", "2 to 3.5 times", "increase by", "hypothetical"]
    words += ["ostland-ore", "customs office", "between 2017 and 2024", "phone number", "it does not close"]
    assert [word for word in words if word not in shown] == []


def test_show_reads_articles_and_lines_of_tables(news: Path, run: Run) -> None:
    assert "Costs fall" in run("show", "news/a.md").stdout
    assert not Path("extracted").exists()
    run("extract", "news", "--out", "t.jsonl")
    assert "Costs fall" in run("show", "t.jsonl").stdout
    assert "5%" in run("show", "news/c.jsonl").stdout or "5 percent" in run("show", "news/c.jsonl").stdout


def test_show_reads_a_folder_of_tables(news: Path, run: Run) -> None:
    run("extract", "news", "--out", "out")
    assert run("show", "out").stdout.count("\nquantity ") == 4


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (41, ["quantity          of            when", "2,200,000 barrel  oil, not gas  2017/2024", "5%"]),
        (30, ["quantity    of      when", "2,200,000   oil,    2017/2024", "barrel      not", "            gas", "5%"]),
        (
            25,
            ["quantity  2,200,000", "barrel", "of        oil, not gas", "when      2017/2024", "", "quantity  5%", ""],
        ),
    ],
)
def test_no_word_of_a_table_is_broken(width: int, lines: list[str]) -> None:
    console = Console(width=width, color_system=None)
    with console.capture() as captured:
        console.print(
            Rows(["quantity", "of", "when"], [["2,200,000 barrel", "oil, not gas", "2017/2024"], ["5%", "", ""]])
        )
    assert [line.rstrip() for line in captured.get().splitlines()] == lines


def test_show_counts_in_english(folder: Path, run: Run) -> None:
    Path("one.txt").write_text("Sales rose 5%.")
    out = run("show", "one.txt").stdout
    assert "1 fact\n" in out
    assert "3 words" in out


def test_show_names_what_failed(news: Path, run: Run) -> None:
    (news / "empty.txt").write_text("")
    run("extract", "news", "--out", "t.jsonl")
    for file in ("t.jsonl", "news/empty.txt"):
        result = run("show", file)
        assert result.exit_code == 1
        assert "news/empty.txt: the article is empty" in result.stdout


def test_decisions_hold_on_every_extraction(news: Path, run: Run) -> None:
    run("extract", "news/b.txt", "--out", "-")
    table = json.loads(run("extract", "news/b.txt", "--out", "-").stdout)
    money = table["facts"][1]
    decision = {"article": "b", "fact": money["id"], "slot": "concept", "verdict": "correct", "exact": money["exact"]}
    decision |= {"old": money["concept"], "new": "van sales"}
    gone = decision | {"fact": "0123456789", "exact": "$46 million"}
    Path("reviews").mkdir()
    Path("reviews/b.jsonl").write_text(json.dumps(gone) + "\n" + json.dumps(decision) + "\n")
    Path("reviews/old.jsonl").write_text("")
    result = run("extract", "news", "--out", "out")
    assert result.exit_code == 0
    corrected = json.loads(Path("out/b.json").read_text())
    assert corrected["facts"][1]["concept"] == "van sales"
    assert corrected["facts"][1]["reviewed"] == {"concept": money["concept"]}
    assert [finding["check"] for finding in corrected["findings"]].count("review") == 1
    assert "orphaned: b: correction of concept in “$46 million”" in result.stderr
    assert "orphaned: reviews/old.jsonl has no article any more" in result.stderr
    assert "reviews: 1 applied, 1 orphaned" in result.stderr
    Path("reviews").rename("verdicts")
    assert "reviewed" not in run("extract", "news/b.txt", "--out", "-").stdout
    assert "reviewed" in run("extract", "news/b.txt", "--out", "-", "--reviews", "verdicts").stdout
    assert run("extract", "news/b.txt", "--reviews", "missing").exit_code == 2
