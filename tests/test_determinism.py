"""The same input gives the same bytes whatever the hash seed, the workers, the locale and the time zone."""

from __future__ import annotations

import pytest
from conftest import ROOT, run_process

ARTICLES = sorted((ROOT / "corpus").glob("*.txt"))[:4]
PLAIN = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def tables(workers: int = 1, **env: str) -> bytes:
    done = run_process(["extract", *ARTICLES, "--out", "-", "--workers", workers], env=PLAIN | env)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def plain() -> bytes:
    return tables()


def test_there_is_something_to_compare(plain: bytes) -> None:
    assert plain.count(b"\n") == len(ARTICLES) == 4
    assert plain.count(b'"comparator"') > 20


@pytest.mark.parametrize(
    ("workers", "env"),
    [
        (1, {"PYTHONHASHSEED": "1"}),
        (2, {}),
        (1, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
        (1, {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LANGUAGE": "de"}),
        (1, {"TZ": "Pacific/Kiritimati"}),
        (1, {"TZ": "America/Los_Angeles", "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}),
    ],
    ids=["hash seed", "workers", "locale C", "locale de_DE", "time zone ahead", "time zone behind, threads"],
)
def test_the_bytes_are_the_same(plain: bytes, workers: int, env: dict[str, str]) -> None:
    assert tables(workers, **env) == plain
