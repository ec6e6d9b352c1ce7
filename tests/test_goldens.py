"""extracted/ is the accepted output for corpus/; `pytest tests/test_goldens.py --regen-all` accepts a new one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT, corpus_results
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.articles import article_paths
from pipeline.findings import across, findings_text
from pipeline.model import FactTable, Failure
from pipeline.store import FINDINGS, RUN, file_name
from pipeline.table import dumps

EXTRACTED = ROOT / "extracted"
NAMES = sorted(Path(path).stem for path in article_paths([str(ROOT / "corpus")]))


@pytest.mark.parametrize("name", NAMES)
def test_the_corpus_gives_the_accepted_table(
    name: str, file_regression: FileRegressionFixture, pytestconfig: pytest.Config
) -> None:
    result, golden = corpus_results()[name], EXTRACTED / file_name(name)
    assert isinstance(result, FactTable), result
    assert golden.exists() or pytestconfig.getoption("regen_all"), f"{golden.name} is missing; make extract writes it"
    file_regression.check(dumps(result), fullpath=golden, encoding="utf-8", newline="\n")


def test_every_article_has_a_table_and_every_table_an_article() -> None:
    tables = [path.name for path in EXTRACTED.iterdir() if path.name not in (FINDINGS, RUN) and path.name[0] != "."]
    assert sorted(tables) == [file_name(name) for name in NAMES]


def test_the_findings_across_the_tables_are_the_accepted_ones() -> None:
    tables = (json.loads(dumps(result)) for result in corpus_results().values() if isinstance(result, FactTable))
    assert (EXTRACTED / FINDINGS).read_text(encoding="utf-8") == findings_text(across(tables))


def test_the_files_hold_the_very_bytes() -> None:
    different = [
        name
        for name, result in corpus_results().items()
        if isinstance(result, Failure) or (EXTRACTED / file_name(name)).read_bytes() != dumps(result).encode("utf-8")
    ]
    assert different == []
