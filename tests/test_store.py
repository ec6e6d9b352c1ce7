from __future__ import annotations

import errno
import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import shown, table_of

from pipeline import store
from pipeline.errors import ArticleError, OutputError, UsageError
from pipeline.model import FactTable, Failure, Kept
from pipeline.output import Folder, LinesFile, open_output
from pipeline.store import (
    file_name,
    is_file_name,
    read_tables,
    tables_by_id,
    tables_in,
    write_atomically,
)
from pipeline.table import dumps, dumps_line, failure_row, to_json

FAILURE = Failure("broken", "empty", "broken.txt: the article is empty")


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_folder_holds_one_file_an_article(folder: Path, table: FactTable) -> None:
    with open_output("deep/out") as output:
        assert output.write(table)
        assert not output.write(FAILURE)
    assert [path.name for path in shown(Path("deep/out"))] == ["failures.jsonl", "ostland-ore.json"]
    assert Path("deep/out/failures.jsonl").read_text() == dumps_line(FAILURE)
    assert Path("deep/out/ostland-ore.json").read_bytes() == dumps(table).encode()


def test_a_file_that_is_right_is_not_written_again(folder: Path, table: FactTable) -> None:
    output = Folder(folder)
    output.write(table)
    os.utime(folder / "ostland-ore.json", ns=(1, 1))
    assert not output.write(table)
    assert (folder / "ostland-ore.json").stat().st_mtime_ns == 1


def test_a_file_of_someone_else_is_not_replaced(folder: Path, table: FactTable) -> None:
    other = folder / "ostland-ore.json"
    other.write_text('{"name": "package"}')
    with pytest.raises(OutputError, match="no fact table; --force replaces it"):
        Folder(folder).write(table)
    assert other.read_text() == '{"name": "package"}'
    assert Folder(folder, force=True).write(table)


def test_an_empty_file_is_nobodys(folder: Path, table: FactTable) -> None:
    (folder / "ostland-ore.json").touch()
    assert Folder(folder).write(table)


def test_lines_of_someone_else_are_not_replaced(folder: Path, table: FactTable) -> None:
    (folder / "wire.jsonl").write_text('{"id": "a", "text": "Sales rose 5%."}\n')
    with pytest.raises(OutputError, match="the file there holds no fact tables; --force replaces it"):
        open_output("wire.jsonl")
    with open_output("wire.jsonl", force=True) as output:
        output.write(table)
    with open_output("wire.jsonl") as output:
        output.write(table)
    assert (folder / "wire.jsonl").read_text() == dumps_line(table)


@pytest.mark.parametrize("content", [b"garbage\n", b'{"a": 1}\n', b"\xff\n", b"[]\n"])
@pytest.mark.parametrize("whole", [False, True])
def test_failures_of_someone_else_are_not_replaced(folder: Path, content: bytes, whole: bool) -> None:
    (folder / "failures.jsonl").write_bytes(dumps_line(FAILURE).encode() + content)
    with pytest.raises(OutputError, match=r"failures\.jsonl: line 2 tells of no failure; --force replaces it"):
        Folder(folder, whole=whole)
    with Folder(folder, force=True) as output:
        output.write(Failure("other", "empty", "x"))
    rows = [json.loads(line) for line in (folder / "failures.jsonl").read_text().splitlines()]
    assert [row["document"]["id"] for row in rows] == ["broken", "other"]


def test_findings_of_someone_else_are_not_replaced(folder: Path) -> None:
    (folder / "findings.json").write_text('{"of": "a commission"}')
    with pytest.raises(OutputError, match=r"findings\.json: the file there holds no findings"):
        Folder(folder)


def test_a_link_is_written_through(folder: Path, table: FactTable) -> None:
    (folder / "far").mkdir()
    for name in ("a.json", "t.jsonl", "new.json"):
        (folder / name).symlink_to(folder / "far" / name)
    (folder / "far" / "a.json").write_text("old")
    write_atomically(folder / "a.json", b"new")
    write_atomically(folder / "new.json", b"new")
    with open_output("t.jsonl") as output:
        output.write(table)
    assert (folder / "far" / "a.json").read_text() == (folder / "far" / "new.json").read_text() == "new"
    assert (folder / "far" / "t.jsonl").read_text() == dumps_line(table)
    assert all((folder / name).is_symlink() for name in ("a.json", "t.jsonl", "new.json"))
    assert not list(folder.rglob("*.tmp"))


def test_what_is_no_regular_file_is_never_replaced(folder: Path, table: FactTable) -> None:
    os.mkfifo(folder / "pipe.json")
    (folder / "loop.json").symlink_to("loop.json")
    (folder / "null.json").symlink_to(os.devnull)
    for name in ("pipe.json", "loop.json", "null.json"):
        with pytest.raises(OutputError, match=f"cannot write .*{name}: it is no regular file"):
            write_atomically(folder / name, b"new")
    with pytest.raises(OutputError, match="it is no regular file"):
        Folder(folder).write(table_of(id="pipe"))
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize("out", ["deep/out", "tables.jsonl"])
def test_a_run_that_comes_to_nothing_leaves_nothing(folder: Path, out: str) -> None:
    with suppress(UsageError), open_output(out):
        raise UsageError("nobody answers")
    assert not [path for path in folder.rglob("*") if path.name != "deep"]


@pytest.mark.parametrize("out", ["x.csv", "x.json", "x.jsonl.gz", "X.Parquet"])
def test_a_folder_is_not_named_as_a_file(folder: Path, out: str) -> None:
    with pytest.raises(OutputError, match=r"tables go to a folder, a \.jsonl file or -"):
        open_output(out)
    Path(out).mkdir()
    assert isinstance(open_output(out), Folder)


def test_stale_tables_are_those_without_an_article(folder: Path) -> None:
    output = Folder(folder)
    for name in ("a", "b", "c"):
        output.write(table_of(id=name))
    (folder / "package.json").write_text('{"name": "package"}')
    later = Folder(folder)
    later.write(Kept("b", 3))
    later.write(Failure("../odd", "id", "no name"))
    assert [path.name for path in later.stale()] == ["a.json", "c.json"]


@pytest.mark.parametrize("out", ["tables.jsonl", "folder"])
def test_a_full_disk_leaves_nothing_half_written(
    folder: Path, table: FactTable, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    with open_output(out) as output:
        output.write(table)
    before = {path: path.read_bytes() for path in shown(folder)}
    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(OutputError, match=r"cannot write .*: no space left on device"), open_output(out) as output:
        output.write(table_of(title="Another"))
    assert {path: path.read_bytes() for path in shown(folder)} == before


def test_a_failed_rename_leaves_the_old_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "x.json"
    write_atomically(path, b"old")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def test_lines_are_in_the_order_of_writing_with_error_rows(folder: Path, table: FactTable) -> None:
    with open_output("new/tables.jsonl") as output:
        output.write(FAILURE)
        output.write(table)
    lines = Path("new/tables.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines == [dumps_line(FAILURE), dumps_line(table)]


def test_an_interrupt_keeps_finished_lines_beside_the_old_ones(folder: Path, table: FactTable) -> None:
    (folder / "t.jsonl").write_text("old\n")
    with suppress(KeyboardInterrupt), LinesFile(folder / "t.jsonl", force=True) as output:
        output.write(table)
        raise KeyboardInterrupt
    assert (folder / ".t.jsonl.unfinished").read_text(encoding="utf-8") == dumps_line(table)
    assert (folder / "t.jsonl").read_text() == "old\n"


def test_an_error_leaves_the_old_lines(folder: Path, table: FactTable) -> None:
    (folder / "t.jsonl").write_text("old\n")
    with suppress(RuntimeError), LinesFile(folder / "t.jsonl", force=True) as output:
        output.write(table)
        raise RuntimeError
    assert [path.name for path in shown(folder)] == ["t.jsonl"]
    assert (folder / "t.jsonl").read_text() == "old\n"


def test_an_output_that_cannot_be_is_refused_at_once(folder: Path) -> None:
    Path("file").write_text("x")
    Path("dir.jsonl").mkdir()
    for out, words in (
        ("file", "it is a file; name a folder"),
        ("dir.jsonl", "it is a folder"),
        ("file/deep", "not a directory"),
        ("file/t.jsonl", "exists"),
    ):
        with pytest.raises(OutputError, match=words):
            open_output(out)


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_refused_at_once(folder: Path) -> None:
    Path("locked").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="permission denied"):
        open_output("locked")


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "a/b", "../a", "a\\b", "a\0", "a\nb", "é" * 101, "a\ud800"])
def test_an_id_that_names_no_file_is_refused(folder: Path, name: str) -> None:
    assert not is_file_name(name)
    with pytest.raises(ArticleError, match=r"cannot name a file; write to a \.jsonl file instead"):
        Folder(folder).write(table_of(id=name))
    assert not list(folder.iterdir())


@pytest.mark.parametrize("name", ["run", "findings", "Run", "FINDINGS"])
def test_an_id_that_would_name_another_file_beside_the_tables_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(ArticleError, match=f"the id '{name}' would name {name}.json, which is no table"):
        Folder(folder).write(table_of(id=name))


def test_a_long_id_is_not_quoted_whole() -> None:
    with pytest.raises(ArticleError) as caught:
        file_name("a" * 300)
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize("name", ["failures", "rates", "Zürich 2025", "000_a.txt", "s00001", "-"])
def test_other_ids_name_a_file(name: str) -> None:
    assert file_name(name) == f"{name}.json"


def test_tables_are_read_back(folder: Path, table: FactTable) -> None:
    Folder(folder).write(table)
    with open_output("t.jsonl") as output:
        output.write(table)
        output.write(FAILURE)
    assert list(read_tables(folder / "ostland-ore.json")) == [to_json(table)]
    assert [row["document"]["id"] for row in read_tables(folder / "t.jsonl")] == ["ostland-ore", "broken"]


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"schema": "facts/0"}', b"\xff", json.dumps({"a": 1}).encode()])
def test_other_files_are_no_tables(folder: Path, content: bytes) -> None:
    (folder / "x.json").write_bytes(content)
    with pytest.raises(UsageError, match=r"x\.json: not a fact table"):
        list(read_tables(folder / "x.json"))


def test_a_damaged_table_is_named_with_its_place(folder: Path, table: FactTable) -> None:
    damaged = to_json(table)
    damaged["facts"][1]["value"] = "abc"
    (folder / "t.jsonl").write_text(dumps_line(table) + json.dumps(damaged) + "\n")
    with pytest.raises(UsageError, match=r"t\.jsonl line 2: a damaged fact table: facts\.1\.value is missing or wrong"):
        list(read_tables(folder / "t.jsonl"))


def test_a_table_that_comes_twice_is_read_once(folder: Path, table: FactTable) -> None:
    Folder(folder / "out").write(table)
    (folder / "same.jsonl").write_text(dumps_line(table))
    (folder / "other.jsonl").write_text(dumps_line(table_of(title="Other")))
    assert len(list(tables_in([folder / "out", folder / "out", folder / "same.jsonl"]))) == 1
    with pytest.raises(UsageError, match=r"other\.jsonl: a second table of the article 'ostland-ore'"):
        list(tables_in([folder / "out", folder / "other.jsonl"]))


def test_an_error_row_never_takes_the_place_of_a_table(table: FactTable) -> None:
    taken = failure_row(Failure(table.article.id, "duplicate", "taken"))
    for rows in ([to_json(table), taken], [taken, to_json(table)]):
        assert tables_by_id(rows) == {table.article.id: to_json(table)}


def test_tables_of_folders_and_files_come_in_order(folder: Path, table: FactTable) -> None:
    Folder(folder / "out").write(table_of(id="b"))
    Folder(folder / "out").write(table_of(id="a"))
    (folder / "out" / "findings.json").write_text("[]")
    (folder / "more.jsonl").write_text(dumps_line(table) + dumps_line(FAILURE))
    ids = [each["document"]["id"] for each in tables_in([folder / "out", folder / "more.jsonl"])]
    assert ids == ["a", "b", "ostland-ore", "broken"]


def test_a_folder_without_tables_is_a_mistake(folder: Path) -> None:
    with pytest.raises(UsageError, match="no fact table there; write some with: pipeline extract"):
        list(tables_in([folder]))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system has no such links")
def test_a_link_to_an_open_pipe_is_no_regular_file(folder: Path) -> None:
    reader, writer = os.pipe()
    with pytest.raises(OutputError, match="it is no regular file"):
        write_atomically(Path(f"/proc/self/fd/{writer}"), b"new")
    os.close(reader)
    os.close(writer)
