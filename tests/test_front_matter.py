from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import Result

from pipeline.errors import ArticleError
from pipeline.front_matter import LONGEST, split_front_matter
from pipeline.stages.ingest import read_article

STORY = "Ore rose 5% to $40 million.\n"
MATTER = (
    '---\ntitle: "Ore: a record"\ndate: 2025-02-03 08:15:00\npublisher: Tessel Courier\ntags: [ore, trade]\n---\n\n'
)


def test_it_says_title_day_and_publisher() -> None:
    article = read_article((MATTER + STORY).encode(), "ore")
    assert (article.text, article.title, article.publisher) == (STORY, "Ore: a record", "Tessel Courier")
    assert (article.published, article.published_from) == (date(2025, 2, 3), "given")
    assert article.source == ((0, len(STORY), len(MATTER), len(MATTER) + len(STORY)),)


@pytest.mark.parametrize("text", [STORY, f"---\n\n{STORY}", f"---\nIt rose: 5%.\n---\n{STORY}", "---\n", "--- \ntitle"])
def test_a_ruled_line_is_none(text: str) -> None:
    assert split_front_matter(text)[1] == (0 if "It rose:" not in text else text.index(STORY))


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_and_dots_end_it_too(ends: str) -> None:
    text = f"---\ntitle: Ore\n...\n{STORY}".replace("\n", ends)
    fields, start = split_front_matter(text)
    assert fields == {"title": "Ore"}
    assert text[start:] == STORY.replace("\n", ends)


def test_values_are_strings_and_nothing_is_built() -> None:
    text = "---\ntitle: 010\npublished: 2025-02-03\npublisher: !!python/object/apply:os.getcwd []\nyes: no\n---\n"
    fields, _ = split_front_matter(text)
    assert fields == {"title": "010", "published": "2025-02-03", "yes": "no"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"---\ntitle: Ore\n{STORY}", "is not ended by a line --- within 10,000 characters"),
        ("---\ntitle: Ore\nx: " + "y" * LONGEST + "\n---\nOre", "is not ended by a line ---"),
        ("---\ntitle: Ore: a record\n---\nOre", "mapping values are not allowed here in line 2; put quotes around"),
        ("---\ntitle: " + "[" * 5000 + "\n---\nOre", "is not YAML: "),
        ("---\ntitle: \x07\n---\n" + "Ore " * 99, "is not YAML: "),
        ("---\ntitle: *x\n---\nOre", "found undefined alias 'x' in line 2"),
    ],
)
def test_a_malformed_block_is_said(text: str, words: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_article(text.encode(), "x")
    assert caught.value.kind == "front matter"
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_day_that_is_none_is_said() -> None:
    with pytest.raises(ArticleError, match="published: 'soon' is no date"):
        read_article(f"---\ndate: soon\n---\n{STORY}".encode(), "x")


def test_aliases_do_not_grow() -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    assert split_front_matter("---\n" + "\n".join(rows) + "\n---\nOre")[0] == {}


def test_tables_say_where_the_text_stands(folder: Path, run: Callable[..., Result]) -> None:
    Path("ore.md").write_text(MATTER + STORY, encoding="utf-8")
    assert run("extract", "ore.md", "--out", "out").exit_code == 0
    table = json.loads(Path("out/ore.json").read_bytes())
    assert table["document"]["published_from"] == "given"
    ((_, _, first, _),) = table["source"]
    for fact in table["facts"]:
        start, end = table["positions"][fact["id"]][0]
        assert (MATTER + STORY)[first + start : first + end] == fact["exact"]
