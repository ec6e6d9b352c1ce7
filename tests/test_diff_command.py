"""`pipeline diff` and what `git diff` shows, in a repository made for the test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from pipeline.textconv import facts_text

Run = Callable[..., Result]

TEXT = "Sales of vans rose 5% to $45 million in 2024.\n\nThe firm | sold 300 <b>vans</b>.\n"
LATER = "Sales of vans rose 5% to $45 million in 2024.\n\nThe firm | sold just 300 <b>vans</b>.\n"


def git(*arguments: str) -> str:
    names = ("-c", "user.name=Bo Hale", "-c", "user.email=bo@example.org")
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", *names, *arguments], check=True, capture_output=True, env=env).stdout.decode()


@pytest.fixture
def repository(folder: Path, run: Run) -> Path:
    """One article with its accepted table, committed."""
    Path("corpus").mkdir()
    Path("corpus/vans.txt").write_text(TEXT)
    run("extract")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Accept")
    return folder


def spoil(old: str, new: str) -> None:
    """Change the accepted table as if an older pipeline had made it, and commit it."""
    path = Path("extracted/vans.json")
    table = path.read_text(encoding="utf-8")
    assert old in table
    path.write_text(table.replace(old, new), encoding="utf-8")
    git("commit", "-qam", "Accept")


def test_no_difference_is_exit_code_0(repository: Path, run: Run) -> None:
    result = run("diff")
    assert (result.exit_code, result.stdout) == (0, "No difference in 1 article\n")


def test_a_change_is_shown_with_both_values_in_its_sentence(repository: Path, run: Run) -> None:
    spoil('"sales of vans"', '"turnover"')
    result = run("diff")
    assert result.exit_code == 1
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[0] == "A rule, a word list or the model changed"
    assert "concept  turnover → sales of vans" in lines
    assert "Sales of vans rose 5% to ⟦$45 million⟧ in 2024." in lines
    assert lines[-1] == "1 of 1 article differs; facts changed: 2"


def test_a_new_fact_is_told_with_its_sides_its_mood_and_who_says_it(repository: Path, run: Run) -> None:
    Path("corpus/ore.txt").write_text("Ore exports may fall 3% to Chile in 2023, Ann Lee said.\n")
    said = "3 percent · ore exports · counterparty Chile · 2023 · decrease by · hypothetical · said by Ann Lee  "
    assert f"+ {said}" in run("diff").stdout


def test_an_article_that_changed_is_the_cause(repository: Path, run: Run) -> None:
    Path("corpus/vans.txt").write_text(LATER)
    result = run("diff")
    assert "The article changed" in result.stdout
    assert "The firm | sold just ⟦300" in result.stdout
    [article] = json.loads(run("diff", "--json").stdout)["articles"]
    assert (article["cause"], [change["how"] for change in article["changes"]]) == ("text", ["reworded"])


def test_other_rows_are_listed_on_demand(repository: Path, run: Run) -> None:
    spoil('"exact": "2024", "type": "DATE"', '"exact": "2024", "type": "SET"')
    assert "dates changed: 1" in run("diff").stdout
    assert "DATE" not in run("diff").stdout
    assert "type  SET → DATE" in run("diff", "--all").stdout


def test_versions_are_folders_tables_lines_and_revisions(repository: Path, run: Run) -> None:
    Path("extracted/vans.json").rename("vans.json")
    spoilt = Path("vans.json").read_text(encoding="utf-8").replace('"sales of vans"', '"turnover"')
    Path("other").mkdir()
    Path("other/vans.json").write_text(spoilt, encoding="utf-8")
    run("extract", "corpus", "--out", "now.jsonl")
    for same in (("HEAD", "vans.json"), ("HEAD:extracted", "now.jsonl"), ("now.jsonl", "vans.json"), ("now.jsonl",)):
        assert run("diff", *same).exit_code == 0, same
    for differ in (("other",), ("other", "HEAD"), ("now.jsonl", "other/vans.json")):
        assert run("diff", *differ).exit_code == 1, differ


def test_markdown_is_escaped(repository: Path, run: Run) -> None:
    spoil('"exact": "300', '"comparator": ">", "exact": "300')
    text = run("diff", "--format", "markdown").stdout
    assert text.startswith("**1 of 1 article differs; facts changed: 1**")
    row = next(line for line in text.splitlines() if line.startswith("| ~"))
    assert "The firm \\| sold **300" in row
    assert "<b>" not in row


def test_without_the_article_the_words_stand_alone(repository: Path, run: Run) -> None:
    Path("old.json").write_text(Path("extracted/vans.json").read_text().replace('"sales of vans"', '"turnover"'))
    lines = run("diff", "old.json", "extracted", "--corpus", "nowhere").stdout.splitlines()
    assert "      $45 million" in lines


def test_what_cannot_be_compared_is_one_line(folder: Path, run: Run, repository: Path) -> None:
    for arguments, words in (
        (("nowhere",), "nowhere: neither a file or folder here nor a revision"),
        (("HEAD:corpus",), "HEAD:corpus: no fact table there"),
        (("corpus", "HEAD"), "corpus: no fact table there"),
    ):
        result = run("diff", *arguments)
        assert result.exit_code == 2
        assert words in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_outside_a_repository_the_way_out_is_named(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    result = run("diff")
    assert result.exit_code == 2
    assert "not in a git repository; name two folders" in result.stderr
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in run("diff").stderr


def test_the_first_changes_are_listed_and_the_rest_counted(
    repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.review.listing.FIRST", 1)
    spoil('"sales of vans"', '"turnover"')
    assert "… and 1 more, which --all lists: changed concept: 1" in run("diff").stdout
    assert "more, which" not in run("diff", "--all").stdout


def test_git_shows_facts_one_a_line(repository: Path) -> None:
    Path(".gitattributes").write_text("extracted/*.json diff=facts\n")
    spoil('"sales of vans"', '"turnover"')
    driver = f"diff.facts.textconv={sys.executable} -m pipeline.textconv"
    shown = git("-c", driver, "diff", "HEAD~1", "HEAD", "--", "extracted")
    changed = [line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert len(changed) == 4
    assert "$45 million = 45,000,000 USD; kind: money; concept: turnover; period: 2024" in changed[2] + changed[3]
    assert "positions" not in shown


def test_what_is_no_table_is_shown_as_it_is() -> None:
    for data in (b"{}", b'{\n"schema": "facts/1",\nbroken', b'{\n"schema": "facts/1"}', b"\xff"):
        assert facts_text(data) == data
