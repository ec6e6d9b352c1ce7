"""Standard output that is full, closed, of another encoding or that nobody reads, whichever command writes to it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import command, run_process, table_of

from pipeline.errors import OutputError
from pipeline.streams import ReaderGoneError, _Output, _text
from pipeline.table import dumps

FULL = Path("/dev/full")
COMMANDS = [["schema"], ["--help"], ["query"], ["show", "a.json"], ["export", "a.json", "--to", "csv", "--out", "-"]]


@pytest.mark.skipif(not FULL.exists(), reason="the system has no such device")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_full_disk_is_one_line(folder: Path, words: list[str]) -> None:
    Path("a.json").write_text(dumps(table_of()), encoding="utf-8")
    with FULL.open("wb") as full:
        done = subprocess.run(command(*words), stdout=full, stderr=subprocess.PIPE, check=False)
    said = b"error: cannot write standard output: no space left on device\n"
    assert (done.returncode, done.stderr) == (2, said)


@pytest.mark.parametrize(
    ("number", "words", "code", "said"),
    [
        (1, ["schema"], 2, "error: cannot write standard output: it is closed\n"),
        (0, ["extract", "-", "--model", "blank"], 1, "failed: stdin: it is closed\n"),
        (2, ["schema"], 0, ""),
    ],
)
def test_a_closed_stream_is_one_line(folder: Path, number: int, words: list[str], code: int, said: str) -> None:
    done = subprocess.run(
        command(*words), capture_output=True, text=True, check=False, preexec_fn=lambda: os.close(number)
    )
    assert done.returncode == code
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr


def test_output_is_utf_8_whatever_the_machine_says(folder: Path) -> None:
    Path("a.json").write_text(dumps(table_of(title="More “Aurel” ore")), encoding="utf-8")
    plain, ascii_only = (
        run_process(["show", "a.json"], env={"PYTHONIOENCODING": name, "COLUMNS": "200"}) for name in ("utf-8", "ascii")
    )
    assert ascii_only.returncode == 0
    assert ascii_only.stdout == plain.stdout
    assert "“Aurel”".encode() in plain.stdout


def test_a_reader_that_is_gone_ends_the_command_as_sigpipe_would(folder: Path) -> None:
    for words in (["schema"], ["--help"], ["query"]):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(command(*words), stdout=writer, stderr=subprocess.PIPE, check=False)
        os.close(writer)
        assert (done.returncode, done.stderr) == (141, b"")


def test_a_stream_says_once_that_it_is_lost() -> None:
    reader, writer = os.pipe()
    stream = _text(_Output(writer, "wb"), None)
    os.close(reader)
    stream.write("“x”")
    with pytest.raises(ReaderGoneError):
        stream.flush()
    stream.write("y")
    stream.close()


def test_half_a_surrogate_pair_is_escaped(tmp_path: Path) -> None:
    number = os.open(tmp_path / "out", os.O_WRONLY | os.O_CREAT)
    stream = _text(_Output(number, "wb"), None)
    stream.write("“\udcff”")
    stream.close()
    assert (tmp_path / "out").read_bytes() == "“\\udcff”".encode()


def test_what_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "read").write_text("")
    stream = _text(_Output(os.open(tmp_path / "read", os.O_RDONLY), "wb"), None)
    stream.write("x")
    with pytest.raises(OutputError, match="cannot write standard output: it is closed"):
        stream.flush()
