from __future__ import annotations

import csv
import json
import re
import signal
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, table_of
from typer.testing import Result

from pipeline.errors import OutputError, UsageError
from pipeline.export import files
from pipeline.export.columns import RELATIONS
from pipeline.export.files import export_folder
from pipeline.export.query import is_export, query_export, query_tables
from pipeline.export.rows import rows_of
from pipeline.model import Failure
from pipeline.output import Folder
from pipeline.table import Json, dumps_line, to_json

Run = Callable[..., Result]


@pytest.fixture
def table_json() -> Json:
    return to_json(table_of(published=date(2025, 2, 3), publisher="=Ostland Wire"))


@pytest.fixture
def tables(folder: Path) -> Path:
    Folder(folder / "extracted").write(table_of(published=date(2025, 2, 3)))
    return folder / "extracted"


def facts_of(table: Json) -> list[dict[str, object]]:
    return [row for relation, row in rows_of(table) if relation == "facts"]


def test_a_fact_is_one_flat_row(table_json: Json) -> None:
    ore = next(row for row in facts_of(table_json) if row["kind"] == "money")
    assert list(ore) == [column.name for column in RELATIONS["facts"]]
    assert ore | {"id": "", "start": 0, "end": 0} == {
        "article": "ostland-ore", "published": "2025-02-03", "publisher": "=Ostland Wire", "id": "", "kind": "money",
        "value": "1500000000", "value_high": None, "value_text": "1500000000", "decimals": -7, "unit": "USD",
        "per": None, "comparator": "~", "si_value": None, "si_unit": None, "concept": "ore imports",
        "entity": "Ostland", "entity_label": "GPE", "entity_code": None, "counterparty": "Aurelia",
        "counterparty_code": "AU", "period": "2024", "period_from": "2024-01-01", "period_to": "2024-12-31",
        "change_direction": "increase", "change_role": "to", "scenario": "actual", "attribution": "customs office",
        "exact": "about $1.50 billion", "start": 0, "end": 0, "reviewed": None,
    }  # fmt: skip


def test_a_fact_says_which_slots_a_person_corrected(table_json: Json) -> None:
    table_json["facts"][0]["reviewed"] = {"concept": "ore", "entity": None}
    table_json["facts"][1]["reviewed"] = {"exact": None}
    assert [row["reviewed"] for row in facts_of(table_json)] == ["concept,entity", "exact", None]


@pytest.mark.parametrize(
    ("unit", "per", "role", "expected"),
    [
        ("kilometre", None, None, ("2000", "metre")),
        ("knot", None, None, ("1.028888888889", "metre per second")),
        ("degree fahrenheit", None, None, ("-16.666666666667", "degree celsius")),
        ("degree fahrenheit", None, "by", ("1.111111111111", "degree celsius")),
        ("fathomless", None, None, (None, None)),
    ],
)
def test_a_measure_has_its_value_in_si_units(
    table_json: Json, unit: str, per: str | None, role: str | None, expected: tuple[str | None, str | None]
) -> None:
    change = {"direction": "increase", "role": role} if role else None
    table_json["facts"][0] |= {"kind": "measure", "value": "2", "unit": unit, "per": per, "change": change}
    row = facts_of(table_json)[0]
    assert (row["si_value"], row["si_unit"]) == expected


def test_every_relation_has_its_rows(table_json: Json) -> None:
    found = {relation: [row for name, row in rows_of(table_json) if name == relation] for relation in RELATIONS}
    assert {name: len(rows) for name, rows in found.items()} == {
        "facts": 3, "documents": 1, "entities": 2, "dates": 1, "numbers": 1, "findings": 1,
    }  # fmt: skip
    assert found["dates"][0]["from"] == "2017-01-01"
    assert found["entities"][1] | {"id": ""} == {
        "article": "ostland-ore", "id": "", "name": "Aurelia", "label": "GPE", "code": "AU", "mentions": 2,
    }  # fmt: skip
    assert found["findings"][0]["fact"] == table_json["facts"][0]["id"]


def test_a_finding_about_no_fact_keeps_its_row(table_json: Json) -> None:
    table_json["findings"] = [{"check": "c", "message": "m", "facts": [], "severity": "info"}]
    assert [row["fact"] for name, row in rows_of(table_json) if name == "findings"] == [None]


def test_csv_runs_no_formula_of_an_article(folder: Path, table_json: Json) -> None:
    export_folder([table_json], "csv", folder / "out")
    with (folder / "out" / "facts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["publisher"] for row in rows] == ["'=Ostland Wire"] * 3
    assert [row["comparator"] for row in rows] == ["~", "=", "="]


def test_json_lines_hold_numbers_as_text(folder: Path, table_json: Json) -> None:
    export_folder([table_json], "jsonl", folder / "out")
    lines = (folder / "out" / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["value"] for line in lines] == ["1500000000", "2", "3.0"]


def test_parquet_answers_in_exact_decimals(folder: Path, table_json: Json) -> None:
    table_json["facts"][0]["value"] = "12345678901234567890.000000000001"
    export_folder([table_json], "parquet", folder / "lake")
    assert is_export(folder / "lake")
    names, rows = query_export(folder / "lake", "SELECT value, period_from, unit FROM facts ORDER BY start LIMIT 1")
    assert names == ["value", "period_from", "unit"]
    assert rows == [(Decimal("12345678901234567890.000000000001"), date(2024, 1, 1), "USD")]


def test_a_value_beyond_the_type_stays_as_text(table_json: Json) -> None:
    table_json["facts"][0]["value"] = "0.12345678901234"
    _, rows = query_tables([table_json], "SELECT value, value_text FROM facts ORDER BY start LIMIT 1")
    assert rows == [(None, "0.12345678901234")]


def test_the_same_tables_make_the_same_bytes(folder: Path, table_json: Json) -> None:
    for name in ("one", "two"):
        export_folder([table_json], "parquet", folder / name)
    for path in sorted((folder / "one").iterdir()):
        assert path.read_bytes() == (folder / "two" / path.name).read_bytes()


def test_parts_are_read_as_one(folder: Path, table_json: Json) -> None:
    export_folder([table_json], "parquet", folder / "lake", ["kind"])
    parts = sorted(path.parent.name for path in (folder / "lake" / "facts").rglob("*.parquet"))
    assert parts == ["kind=money", "kind=multiple", "kind=percent"]
    assert query_export(folder / "lake", "SELECT count(*) FROM facts WHERE kind = 'money'")[1] == [(1,)]


def test_a_column_to_part_by_may_be_named_twice(run: Run, tables: Path) -> None:
    assert run("export", "--partition-by", "kind, kind,").exit_code == 0
    assert len(list(Path("exports/facts").iterdir())) == 3


def test_an_export_takes_the_place_of_an_older_one_only(folder: Path, table_json: Json) -> None:
    export_folder([table_json], "csv", folder / "out")
    export_folder([table_json], "jsonl", folder / "out")
    assert sorted(path.suffix for path in (folder / "out").iterdir()) == [".jsonl"] * len(RELATIONS)
    (folder / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"it holds thesis.txt, which is no export"):
        export_folder([table_json], "csv", folder / "out")


def test_an_export_goes_through_a_link(folder: Path, table_json: Json) -> None:
    (folder / "far").mkdir()
    (folder / "out").symlink_to(folder / "far")
    export_folder([table_json], "csv", folder / "out")
    assert (folder / "out").is_symlink()
    assert (folder / "far" / "facts.csv").exists()
    assert sorted(path.name for path in folder.iterdir()) == ["far", "out"]


def test_an_export_that_cannot_take_its_place_leaves_the_old_one(
    folder: Path, table_json: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_folder([table_json], "csv", folder / "out")
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OutputError, match=r"cannot write .*out: no space left"):
        export_folder([table_json], "jsonl", folder / "out")
    assert [path.name for path in folder.iterdir()] == ["out"]
    assert (folder / "out" / "facts.csv").exists()


def test_an_export_that_fails_leaves_the_old_one(
    folder: Path, table_json: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_folder([table_json], "csv", folder / "out")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write_relations", full)
    with pytest.raises(OutputError, match=r"cannot write .*out: no space left"):
        export_folder([table_json], "jsonl", folder / "out")
    assert [path.name for path in folder.iterdir()] == ["out"]
    assert (folder / "out" / "facts.csv").exists()


@pytest.mark.parametrize(
    "sql", ["FROM read_csv('{}')", "COPY facts TO '{}'", "SET enable_external_access = true", "LOAD httpfs"]
)
def test_sql_reaches_nothing_but_the_tables(folder: Path, table_json: Json, sql: str) -> None:
    other = folder / "other.csv"
    other.write_text("a\n1\n")
    with pytest.raises(UsageError, match="the query failed"):
        query_tables([table_json], sql.format(other))
    assert other.read_text() == "a\n1\n"


def test_a_query_that_takes_long_can_be_broken_off(table_json: Json) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(KeyboardInterrupt):
            query_tables(
                [table_json], "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range < b.range"
            )
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT 1; SELECT 2", "several questions"),
        ("DROP TABLE facts", "the query failed: DROP asks nothing; begin with SELECT"),
        ("INSERT INTO numbers FROM numbers", "the query failed: INSERT asks nothing"),
    ],
)
def test_a_query_asks_one_thing(table_json: Json, sql: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        query_tables([table_json], sql)


def test_other_questions_are_answered(table_json: Json) -> None:
    for sql in ("DESCRIBE facts", "SUMMARIZE facts", "PIVOT facts ON kind USING count(*)", "VALUES (1)", "FROM facts;"):
        assert query_tables([table_json], sql)[1]


def test_a_number_that_no_column_holds_is_one_line(table_json: Json) -> None:
    table_json["facts"][0]["decimals"] = 10**12
    with pytest.raises(UsageError, match="DuckDB refuses the rows: "):
        query_tables([table_json], "FROM facts")


def test_csv_of_a_query_runs_no_formula(run: Run, folder: Path) -> None:
    title = "=cmd|' /C calc'!A0"
    Folder(folder / "extracted").write(table_of(title=title))
    result = run("query", "SELECT title, -3 n, '-3' t, '=' c FROM documents", "--format", "csv")
    assert result.stdout == f"title,n,t,c\n'{title},-3,-3,=\n"


def test_columns_are_written_and_read_by_one_name(folder: Path, table_json: Json) -> None:
    """What a query sees of tables and of their export is the same."""
    export_folder([table_json], "parquet", folder / "lake")
    for relation in RELATIONS:
        sql = f"FROM {relation}"
        assert query_tables([table_json], sql) == query_export(folder / "lake", sql)


def test_export_says_what_it_wrote(run: Run, tables: Path) -> None:
    result = run("export", "--out", "lake")
    assert (result.exit_code, result.stderr) == (0, "3 facts of 1 article in lake\n")


@pytest.mark.parametrize("words", [["query", "FROM documents", "--from"], ["export", "--to", "csv", "--out", "-"]])
def test_an_article_without_table_is_named_and_left_out(run: Run, folder: Path, words: list[str]) -> None:
    Path("t.jsonl").write_text(dumps_line(table_of()) + dumps_line(Failure("b", "empty", "wire.jsonl line 2: empty")))
    result = run(*words, "t.jsonl") if words[0] == "query" else run("export", "t.jsonl", *words[1:])
    assert (result.exit_code, result.stderr) == (0, "without table: 'b': wire.jsonl line 2: empty\n")
    assert "ostland-ore" in result.stdout


@pytest.mark.parametrize(
    "words", [["show"], ["audit"], ["export"], ["report"], ["query", "FROM facts", "--from"], ["diff", "t.json"]]
)
def test_a_damaged_table_is_one_line(run: Run, folder: Path, words: list[str]) -> None:
    Path("corpus").mkdir()
    Path("corpus/a.txt").write_text("Sales rose 5%.")
    table = to_json(table_of())
    Path("t.json").write_text(json.dumps(table))
    Path("bad.json").write_text(json.dumps(table | {"facts": [table["facts"][0], 5]}))
    result = run(*words, "bad.json")
    assert result.exit_code == 2
    assert "facts.1 is missing or wrong; pipeline extract --force makes it anew\n" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b"<<<<<<< HEAD\n{\n", b'{"schema": "facts/1", "docu'])
@pytest.mark.parametrize(
    "words", [["show"], ["audit"], ["export"], ["report"], ["query", "FROM facts", "--from"], ["diff", "t.json"]]
)
def test_a_table_of_a_folder_is_never_lost_in_silence(run: Run, tables: Path, words: list[str], content: bytes) -> None:
    Path("corpus").mkdir()
    Path("corpus/a.txt").write_text("Sales rose 5%.")
    Path("t.json").write_text(json.dumps(to_json(table_of())))
    (tables / "b.json").write_bytes(content)
    result = run(*words, str(tables))
    assert result.exit_code == 2
    assert ": not a fact table, or damaged (" in result.stderr.replace("b.json:", "b:").partition("b")[2]
    assert result.stderr.count("\n") == 1


def test_a_table_that_was_laid_out_anew_is_read(run: Run, tables: Path) -> None:
    path = tables / "ostland-ore.json"
    path.write_text(json.dumps(json.loads(path.read_text()), indent=4))
    assert run("query", "SELECT count(*) AS n FROM facts").stdout.split() == ["n", "3"]


def test_rows_go_to_standard_output(run: Run, tables: Path) -> None:
    result = run("export", "--to", "csv", "--out", "-", "--rows", "documents")
    assert result.stdout.splitlines()[0] == "article,title,published,publisher,sha256,words"
    assert result.stdout.splitlines()[1].startswith("ostland-ore,,2025-02-03,,")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--to", "xls"], "--to xls: no such format; there are parquet, csv, jsonl"),
        (["--out", "-"], "--to parquet needs files"),
        (["--out", "f.csv", "--to", "csv"], "--out f.csv: an export is a folder; name one, or write csv with --out -"),
        (["--out", "-", "--to", "csv", "--rows", "tables"], "--rows tables: no such rows"),
        (["--partition-by", "colour"], "facts have no such column"),
        (["--to", "csv", "--partition-by", "kind"], "splits Parquet only"),
    ],
)
def test_a_wrong_option_of_export_is_one_line(run: Run, tables: Path, options: list[str], message: str) -> None:
    result = run("export", *options)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("csv", "unit,value\nUSD,1500000000\n"),
        ("jsonl", '{"unit": "USD", "value": "1500000000"}\n'),
        ("table", "unit  value     \nUSD   1500000000\n"),
    ],
)
def test_query_prints_what_was_asked(run: Run, tables: Path, shape: str, expected: str) -> None:
    result = run("query", "SELECT unit, value FROM facts WHERE kind = 'money'", "--format", shape)
    assert (result.exit_code, result.stdout) == (0, expected)


def test_query_without_sql_lists_the_columns(run: Run) -> None:
    result = run("query", "--format", "csv")
    assert result.stdout.splitlines()[0] == "relation,column,type,meaning"
    assert len(result.stdout.splitlines()) == 1 + sum(map(len, RELATIONS.values()))


def test_a_wrong_query_is_one_line(run: Run, tables: Path) -> None:
    result = run("query", "FROM factz")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: the query failed: Catalog Error: Table with name factz does not exist!")
    assert result.stderr.count("\n") == 1
    result = run("query", "/* all */")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith("error: there is no SQL in the query;")


def test_the_documentation_has_every_column() -> None:
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for relation, columns in RELATIONS.items():
        section = re.split(r"^## ", text.split(f"## `{relation}`", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
        rows = re.findall(r"^\| `(\w+)` \| (\S+) \|", section, re.MULTILINE)
        assert rows == [(column.name, column.type) for column in columns]
