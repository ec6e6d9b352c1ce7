"""`pipeline report`: what the file holds and how the command ends. How it looks and works is tested in a browser."""

from __future__ import annotations

import json
import os
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TEXT, table_of
from typer.testing import Result

from pipeline.review.page import SCRIPTS
from pipeline.table import dumps

Run = Callable[..., Result]

HOSTILE = "</script><script>alert(1)</script><!--<script>"


@pytest.fixture
def tables(folder: Path) -> Path:
    for name, text in (("corpus/ostland-ore.txt", TEXT), ("tables/ostland-ore.json", dumps(table_of()))):
        path = folder / name
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    return folder / "tables"


def blocks_of(page: str) -> dict[str, Any]:
    """The page's data blocks by id, read as a browser reads them: up to the first end tag."""
    found = re.findall(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', page, re.DOTALL)
    return {name: json.loads(text) for name, text in found}


def test_a_page_holds_all_that_the_tables_do(tables: Path, run: Run) -> None:
    result = run("report", "tables", "--out", "pages/facts.html")
    assert (result.exit_code, result.stderr) == (0, "pages/facts.html: 1 article, 3 facts\n")
    data = blocks_of(Path("pages/facts.html").read_text(encoding="utf-8"))
    assert [entry["facts"] for entry in data["index"]] == [3]
    table = json.loads((tables / "ostland-ore.json").read_text(encoding="utf-8"))
    shown = data["view-0"]
    for part in ("document", "entities", "dates", "facts", "numbers", "findings"):
        assert list(shown[part]) == list(table[part])
    assert shown["missing"] is None
    assert len(shown["blocks"]) == 2


def test_the_page_is_the_same_every_time(tables: Path, run: Run) -> None:
    run("report", "tables", "--out", "a.html")
    run("report", "tables/ostland-ore.json", "--out", "b.html")
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


def test_the_page_needs_nothing_and_lets_nothing_else_run(tables: Path, run: Run) -> None:
    run("report", "tables")
    page = Path("report.html").read_text(encoding="utf-8")
    assert re.findall(r"""(?:src|href)=["']?([^"' >]+)""", page) == ["data:,"]
    policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]+)"', page)[0])
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    for (inline,) in (scripts, styles):
        assert f"sha256-{b64encode(sha256(inline.encode()).digest()).decode()}" in policy
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")


def test_the_script_parses_no_markup() -> None:
    code = "".join((ROOT / "pipeline/review/assets" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "srcdoc"):
        assert sink not in code


def test_what_is_hostile_stays_data(folder: Path, run: Run) -> None:
    table = json.loads(dumps(table_of(title=HOSTILE)))
    table["document"]["id"] = table["facts"][0]["concept"] = table["entities"][0]["name"] = HOSTILE
    Path("t.jsonl").write_text(json.dumps(table) + "\n", encoding="utf-8")
    Path("articles.jsonl").write_text(json.dumps({"id": "other", "text": TEXT}), encoding="utf-8")
    assert run("report", "t.jsonl", "--corpus", "articles.jsonl").exit_code == 1
    page = Path("report.html").read_text(encoding="utf-8")
    assert "alert(1)<" not in page
    assert page.count("<script>") == 1
    assert blocks_of(page)["view-0"]["document"]["title"] == HOSTILE


def test_an_article_that_is_gone_or_has_changed_is_named(tables: Path, run: Run) -> None:
    Path("corpus/ostland-ore.txt").write_text(TEXT + "More.\n", encoding="utf-8")
    result = run("report", "tables")
    assert result.exit_code == 1
    assert "ostland-ore: its text has changed since the table was made; extract it again" in result.stderr
    assert blocks_of(Path("report.html").read_text(encoding="utf-8"))["view-0"]["blocks"] == []
    Path("corpus/ostland-ore.txt").rename("corpus/other.txt")
    said = "without text: ostland-ore: no such article in the corpus (--corpus names its folder)\n"
    assert said in run("report", "tables").stderr


def test_what_differs_is_marked_against_older_tables(tables: Path, run: Run) -> None:
    old = json.loads((tables / "ostland-ore.json").read_text(encoding="utf-8"))
    first, second, last = old["facts"]
    first["concept"] = "imports"
    old["facts"] = [first, second | {"id": "0000000000", "kind": "count", "value": "9", "concept": "cats"}, last]
    old["positions"]["0000000000"] = old["positions"][second["id"]]
    gone = old | {"document": old["document"] | {"id": "gone"}}
    Path("old.jsonl").write_text("".join(json.dumps(each) + "\n" for each in (old, gone)), encoding="utf-8")
    assert run("report", "tables", "--against", "old.jsonl").exit_code == 1
    data = blocks_of(Path("report.html").read_text(encoding="utf-8"))
    changes = {change["id"]: change for change in data["view-0"]["changes"]}
    assert changes[first["id"]]["slots"] == [{"slot": "concept", "old": "imports", "new": "ore imports"}]
    assert (changes["0000000000"]["how"], changes["0000000000"]["after"]) == ("removed", first["id"])
    assert changes[second["id"]]["how"] == "added"
    assert data["index"][0]["changes"] == {"changed": 1, "removed": 1, "added": 1}
    assert (data["view-1"]["document"]["id"], data["view-1"]["cause"]) == ("gone", "gone")


def test_a_finding_across_articles_stands_in_each(folder: Path, run: Run) -> None:
    for name, value in (("one", "$40 million"), ("two", "$70 million")):
        (folder / f"{name}.txt").write_text(f"Net profit of Ostland Ore Corp. was {value} in 2024, it said.\n")
    run("extract", "one.txt", "two.txt", "--out", "tables", "--published", "2025-02-03")
    Path("news").mkdir()
    for name in ("one", "two"):
        Path(f"{name}.txt").rename(f"news/{name}.txt")
    run("report", "tables", "--corpus", "news")
    data = blocks_of(Path("report.html").read_text(encoding="utf-8"))
    for own, other in ((data["view-0"], data["view-1"]), (data["view-1"], data["view-0"])):
        (finding,) = own["findings"]
        assert finding["facts"] == [own["facts"][0]["id"]]
        place = {"article": other["document"]["id"], "fact": other["facts"][0]["id"]}
        assert finding["elsewhere"] == [place | {"exact": other["facts"][0]["exact"]}]


def test_an_error_row_is_shown_as_such(tables: Path, run: Run) -> None:
    row = {"document": {"id": "empty"}, "error": {"kind": "empty", "message": "corpus/empty.txt: the article is empty"}}
    Path("t.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert run("report", "t.jsonl").exit_code == 1
    assert blocks_of(Path("report.html").read_text(encoding="utf-8"))["index"][0]["error"] == row["error"]["message"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["nowhere"], "error: nowhere: no such file or directory\n"),
        (["tables", "--corpus", "nowhere"], "error: nowhere: no such file or folder\n"),
        (["corpus"], "error: corpus: no fact table there; write some with: pipeline extract --out corpus\n"),
        (["tables", "--out", "tables"], "error: cannot write tables: it is a folder\n"),
    ],
)
def test_a_mistake_is_one_line(tables: Path, run: Run, arguments: list[str], error: str) -> None:
    result = run("report", *arguments)
    assert (result.exit_code, result.stderr) == (2, error)


def test_a_page_takes_the_place_of_an_older_one_only(tables: Path, run: Run) -> None:
    run("report", "tables", "--out", "a.html")
    assert run("report", "tables", "--out", "a.html").exit_code == 0
    for name in ("corpus/ostland-ore.txt", "tables/ostland-ore.json"):
        before = Path(name).read_bytes()
        result = run("report", "tables", "--out", name)
        said = f"error: cannot write {name}: the file there is no page of a report; name another --out\n"
        assert (result.exit_code, result.stderr) == (2, said)
        assert Path(name).read_bytes() == before
    result = run("report", "tables", "--out", os.devnull)
    assert (result.exit_code, result.stderr) == (2, f"error: cannot write {os.devnull}: it is no regular file\n")


def test_a_page_goes_to_standard_output(tables: Path, run: Run) -> None:
    run("report", "tables", "--out", "a.html")
    result = run("report", "tables", "--out", "-")
    assert (result.exit_code, result.stdout, result.stderr) == (0, Path("a.html").read_text(), "1 article, 3 facts\n")


def test_an_article_whose_id_came_twice_is_shown_with_its_table(tables: Path, run: Run) -> None:
    taken = {"document": {"id": "ostland-ore"}, "error": {"kind": "duplicate", "message": "the id was taken"}}
    table = json.loads((tables / "ostland-ore.json").read_text())
    Path("t.jsonl").write_text(f"{json.dumps(table)}\n{json.dumps(taken)}\n")
    assert run("report", "t.jsonl").stderr == "report.html: 1 article, 3 facts\n"
