from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from pipeline import certificate

Run = Callable[..., Result]


@pytest.fixture
def news(folder: Path, run: Run) -> Path:
    """Two articles and their tables, the working directory."""
    (folder / "corpus").mkdir()
    (folder / "corpus" / "ore.txt").write_text("Ostland sold 24 million tonnes of ore in 2024, up 3.5%.\n")
    (folder / "corpus" / "tea.txt").write_text("Tea prices fell 2% in May 2025.\n")
    assert run("extract").exit_code == 0
    return folder


def test_equal_tables_get_a_certificate(news: Path, run: Run) -> None:
    result = run("verify")
    assert (result.exit_code, result.stderr) == (0, "3 files the same; extracted/run.json says so\n")
    found = json.loads((news / "extracted" / "run.json").read_text())
    assert list(found) == ["schema", "code", "vocabulary", "model", "packages", "inputs", "outputs"]
    assert list(found["inputs"]) == ["ore", "tea"]
    assert list(found["outputs"]) == ["findings.json", "ore.json", "tea.json"]


def test_a_certificate_is_the_same_every_time(news: Path, run: Run) -> None:
    run("verify")
    before = (news / "extracted" / "run.json").read_bytes()
    assert run("verify").stderr == "3 files the same; extracted/run.json says so\n"
    assert (news / "extracted" / "run.json").read_bytes() == before


def test_another_table_is_named_and_left(news: Path, run: Run) -> None:
    path = news / "extracted" / "ore.json"
    altered = path.read_text().replace('"24000000"', '"25000000"')
    path.write_text(altered)
    result = run("verify")
    assert result.exit_code == 1
    assert result.stderr.startswith("differs: extracted/ore.json: facts changed: 1\n")
    assert path.read_text() == altered
    assert not (news / "extracted" / "run.json").exists()


def test_a_file_that_is_no_table_is_not_said_to_be_missing(news: Path, run: Run) -> None:
    (news / "extracted" / "ore.json").write_text("<<<<<<< HEAD")
    assert run("verify").stderr.startswith("differs: extracted/ore.json: no fact table\n")


def test_tables_that_lack_or_have_no_article_are_named(news: Path, run: Run) -> None:
    (news / "extracted" / "ore.json").unlink()
    (news / "corpus" / "tea.txt").rename(news / "corpus" / "coffee.txt")
    lines = run("verify").stderr.splitlines()
    assert "differs: extracted/ore.json: missing" in lines
    assert "differs: extracted/coffee.json: missing" in lines
    assert "differs: extracted/tea.json: none of the articles makes this table" in lines


def test_what_has_changed_since_the_certificate_is_named(news: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("verify")
    now = certificate.fingerprint("blank")
    monkeypatch.setattr(certificate, "fingerprint", lambda _: now | {"code": "other"})
    (news / "corpus" / "tea.txt").write_text("Tea prices fell 3% in May 2025.\n")
    lines = run("verify").stderr.splitlines()
    assert lines[0].startswith("differs: extracted/tea.json: ")
    assert lines[1:-1] == [
        "changed since extracted/run.json: code",
        "changed since extracted/run.json: input tea",
        "changed since extracted/run.json: output tea.json",
    ]


def test_articles_without_a_table_are_named(news: Path, run: Run) -> None:
    (news / "corpus" / "void.txt").write_text(" ")
    result = run("verify")
    assert result.exit_code == 1
    assert "failed: corpus/void.txt: the article" in result.stderr


@pytest.mark.parametrize("content", ["{}", "[", '{"schema": "run/9"}'])
def test_another_file_of_that_name_is_a_mistake(news: Path, run: Run, content: str) -> None:
    (news / "extracted" / "run.json").write_text(content)
    result = run("verify")
    assert result.exit_code == 2
    assert "run.json: not a certificate of version run/1" in result.stderr


def test_a_folder_that_is_not_there_is_a_mistake(news: Path, run: Run) -> None:
    assert run("verify", "--tables", "nowhere").stderr == "error: nowhere: no such file or directory\n"
