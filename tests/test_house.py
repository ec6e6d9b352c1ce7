"""How the house is built: who may import whom, what the README promises, and how large things may grow."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from pipeline import Fact, cli, extract

LAYERS = (
    ("__main__",),
    ("cli",),
    ("certificate",),
    ("batch",),
    ("review",),
    ("engine", "explain", "show", "score", "diff", "textconv", "findings", "export", "component"),
    ("run", "articles", "executors"),
    ("markdown",),
    ("pages", "output"),
    ("stages",),
    ("rules", "store"),
    ("audit", "table", "ledger"),
    ("quantity", "timex", "naming"),
    ("language",),
    (
        "vocabulary",
        "identity",
        "line_ends",
        "schema",
        "front_matter",
        "extras",
        "fingerprint",
        "streams",
        "process",
    ),
    ("model",),
    ("errors",),
)
"""Parts of pipeline/, from the top: each imports only from lower layers, or from itself."""

RULES = ("asked", "entity", "trade", "claim", "concept", "change", "period", "scene", "syntax")
"""Parts of pipeline/rules/, from the top: what a slot is read from lies below it. What a rule is, is of the scene."""

LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}

MODULES = sorted((ROOT / "pipeline").rglob("*.py"))
CODE = [*MODULES, *sorted((ROOT / "training").rglob("*.py")), *sorted((ROOT / "tools").rglob("*.py"))]
README = (ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").exists() else ""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part_of(path: Path) -> str:
    """The part of pipeline/ that a module is, or is in."""
    return path.relative_to(ROOT / "pipeline").parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """The full names that a module imports, wherever it does."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: write imports out in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def loaded(path: Path) -> Iterator[str]:
    """The full names that a module imports when it is loaded: not those that only type checkers read."""
    for node in tree(path).body:
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_part_has_a_layer() -> None:
    assert sorted({part_of(path) for path in MODULES} - set(LEVEL)) == ["__init__"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_down_only(path: Path) -> None:
    part = part_of(path)
    own = "engine" if part == "__init__" else part
    wrong = []
    for name in imports(path):
        if name.split(".")[0] == "pipeline":
            other = name.split(".")[1]
            assert other in LEVEL, f"{name_of(path)} imports {name}: name the module that defines it"
            if other != part and LEVEL[other] <= LEVEL[own]:
                wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize("path", sorted((ROOT / "pipeline" / "rules").rglob("*.py")), ids=name_of)
def test_rules_look_down_only(path: Path) -> None:
    part = path.relative_to(ROOT / "pipeline" / "rules").parts[0].removesuffix(".py").replace("base", "scene")
    level = RULES.index(part) if part != "__init__" else 0
    ours = [name.split(".")[2] for name in loaded(path) if name.startswith("pipeline.rules.")]
    assert [other for other in ours if other in RULES and RULES.index(other) < level] == []


@pytest.mark.parametrize("path", sorted((ROOT / "pipeline" / "stages").glob("*.py")), ids=name_of)
def test_no_stage_imports_another(path: Path) -> None:
    assert [name for name in imports(path) if name.startswith("pipeline.stages")] == []


@pytest.mark.parametrize(
    "package",
    [
        "quantulum3",
        "dateparser",
        "charset_normalizer",
        "trafilatura",
        "yaml",
        "duckdb",
        "distributed",
        "sqlite3",
        "markdown_it",
    ],
)
def test_a_package_is_used_in_one_place(package: str) -> None:
    users = [name_of(path) for path in MODULES if any(name.split(".")[0] == package for name in imports(path))]
    assert len(users) == 1


def test_language_models_are_loaded_in_one_place() -> None:
    loaders = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if node.value.id == "spacy" and node.attr in ("load", "blank")
    }
    assert loaders == {"pipeline/language/__init__.py"}


def test_nothing_of_training_is_imported() -> None:
    assert [name_of(path) for path in MODULES if any(name.split(".")[0] == "training" for name in imports(path))] == []


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_modules_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
    long = [node.name for node in functions if node.end_lineno and node.end_lineno - node.lineno >= 60]
    assert long == []


def test_the_median_function_is_short() -> None:
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    )
    assert lengths[len(lengths) // 2] <= 12


def test_what_the_readme_has_one_make_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", code_of(README)))
    assert {"extract", "test"} <= named <= targets


def test_the_commands_and_options_of_the_readme_exist() -> None:
    commands = {command.callback.__name__ for command in cli.app.registered_commands if command.callback}
    calls = re.findall(r"\bpipeline (\w+)((?:[ \t]+[^\s#|&]+)*)", code_of(README))
    assert calls
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "pipeline" / "cli").glob("*.py")))
    for name, arguments in calls:
        assert name in commands, name
        for option in re.findall(r"--[a-z-]+", arguments):
            parameter = option.removeprefix("--").replace("-", "_")
            assert f'"{option}"' in source or f"    {parameter}: " in source, option


def test_the_example_of_the_readme_is_what_comes_out() -> None:
    sentence = re.search(r"^> (.*)$", README, re.MULTILINE)
    slots, _, *rows = tables_of(README)[0]
    assert sentence
    facts = [flat(fact) for fact in extract(sentence[1]).facts]
    assert rows == [[fact[slot] for slot in slots] for fact in facts]


def flat(fact: Fact) -> dict[str, str]:
    """The slots of a fact as the README prints them: the change as its direction and role."""
    change = f"{fact.change.direction}, {fact.change.role}" if fact.change else None
    return {name: str(value) for name, value in (asdict(fact) | {"change": change}).items()}


DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(p for part in ("docs", "tests", "training", "pipeline") for p in (ROOT / part).rglob("*.md")),
]


@pytest.mark.parametrize("path", sorted(DOCUMENTS), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_rows_of_a_table_have_as_many_cells_as_its_head(path: Path) -> None:
    for head, *rows in tables_of(path.read_text(encoding="utf-8")):
        assert {len(row) for row in rows} == {len(head)}, head


def tables_of(markdown: str) -> list[list[list[str]]]:
    """The cells of each row of each table of a text in Markdown."""
    prose = re.sub(r"^```.*?^```", "", markdown, flags=re.DOTALL | re.MULTILINE)
    tables = re.findall(r"(?:^ *\|.*\|\n)+", prose, re.MULTILINE)
    return [[cells_of(line) for line in table.splitlines()] for table in tables]


def cells_of(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", re.sub(r"`[^`]*`", "code", line.strip()))
    return [cell.strip() for cell in cells[1:-1]]


def code_of(markdown: str) -> str:
    """The code blocks and the code words of a text in Markdown."""
    blocks = re.findall(r"^```(?!python)\w*\n(.*?)^```", markdown, re.DOTALL | re.MULTILINE)
    words = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", markdown, flags=re.DOTALL | re.MULTILINE))
    return "\n".join([*blocks, *words])
