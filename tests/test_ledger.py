"""What earlier runs have finished: remembered, locked, and no more than lost where it is damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.ledger import UNFINISHED, Entry, Ledger

ENTRY = Entry(b"key", b"digest", 5, 7, 3, "notes", "")


def test_entries_outlive_the_run(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l")
    ledger.put("a", ENTRY._replace(facts=9))
    ledger.put("a", ENTRY)
    ledger.close()
    again = Ledger(tmp_path / "l")
    assert (again.find("a"), again.find("b"), again.begun_anew) == (ENTRY, None, False)


def test_unfinished_entries_take_the_place_of_finished_ones(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l")
    ledger.put("old", ENTRY)
    ledger.put("new", ENTRY, UNFINISHED)
    assert ledger.find("new") is None
    ledger.finish()
    assert (ledger.find("old"), ledger.find("new"), ledger.find("new", UNFINISHED)) == (None, ENTRY, None)


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    first = Ledger(tmp_path / "l")
    with pytest.raises(OutputError, match="is being written by another run; wait for it, or name another --out"):
        Ledger(tmp_path / "l")
    first.put("a", ENTRY)
    first.close()
    assert Ledger(tmp_path / "l").find("a") == ENTRY


@pytest.mark.parametrize("spoil", ["rubbish", "cut", "layout"])
def test_a_damaged_one_is_begun_anew(tmp_path: Path, spoil: str) -> None:
    path = tmp_path / "l"
    ledger = Ledger(path)
    ledger.put("a", ENTRY)
    ledger.close()
    if spoil == "layout":
        other = sqlite3.connect(path)
        other.execute("PRAGMA user_version = 99")
        other.close()
    else:
        path.write_bytes(b"rubbish" * 999 if spoil == "rubbish" else path.read_bytes()[:5000])
    again = Ledger(path)
    assert again.begun_anew
    assert again.find("a") is None
    again.put("a", ENTRY)
    assert again.find("a") == ENTRY


def test_damage_that_shows_later_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "l"
    ledger = Ledger(path)
    for number in range(2000):
        ledger.put(f"a{number}", ENTRY)
    ledger.close()
    data = bytearray(path.read_bytes())
    data[3 * 4096 : -4096] = b"\xff" * (len(data) - 4 * 4096)
    path.write_bytes(bytes(data))
    broken = Ledger(path)
    with pytest.raises(OutputError, match="is damaged; remove it and run again"):
        [broken.find(f"a{number}") for number in range(2000)]


def test_one_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "l").mkdir()
    with pytest.raises(OutputError, match=r"cannot write .*: unable to open database file"):
        Ledger(tmp_path / "l")
