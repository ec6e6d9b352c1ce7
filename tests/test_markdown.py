"""Markdown: its words are the text, and each has its place in the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import Result

from pipeline.markdown import unmarked
from pipeline.model import Span
from pipeline.pages import source_span
from pipeline.stages.ingest import read_article

STORY = """---
date: 2025-06-03
---
# Fever cases *fall* again

Fever cases in **Norland** fell by 18% to 2,911, the _health agency_ said\\*.
The [infection rate](https://example.org/rate?a=5.1) was 5.1&nbsp;per 100,000 people.

## Who was hit

- Children: 62% of cases
- Others: [`2,100`](b.html)

<!--more-->
<div>He <b>expects</b> 7%</div>

| Region | 2023 | 2024 |
|---|---:|---:|
| North | 1,240 | 980 |

> “We spent $5_000_000,” it said: 5 * 3 is 15.

![Chart of 44 cases](chart.png)
"""

TEXT = """Fever cases fall again

Fever cases in Norland fell by 18% to 2,911, the health agency said*.
The infection rate was 5.1\xa0per 100,000 people.

Who was hit

Children: 62% of cases
Others: 2,100

He expects 7%

Region | 2023 | 2024
North | 1,240 | 980

“We spent $5_000_000,” it said: 5 * 3 is 15.

"""


def test_the_words_are_the_text_and_the_heading_is_the_title() -> None:
    article = read_article(STORY.encode(), "fever", unmarked=unmarked)
    assert article.text.rstrip() == TEXT.rstrip()
    assert article.title == "Fever cases fall again"
    assert article.sha256 == sha256(article.text.encode()).hexdigest()
    assert read_article(STORY.encode(), "fever").text.startswith("# Fever cases *fall* again")


@pytest.mark.parametrize(
    ("words", "there"),
    [
        *((words, words) for words in ("18%", "5.1", "2,100", "980", "7%")),
        ("said*", "said\\*"),
        ("cases fall again", "cases *fall* again"),
        ("rate was", "rate](https://example.org/rate?a=5.1) was"),
    ],
)
def test_a_span_of_the_text_has_its_place_in_the_file(words: str, there: str) -> None:
    article = read_article(STORY.encode(), "fever", unmarked=unmarked)
    start = article.text.index(words)
    place = source_span(article.source, Span(start, start + len(words)))
    assert place is not None
    assert STORY[place.start : place.end] == there


def test_no_mark_reaches_a_table(folder: Path, run: Callable[..., Result]) -> None:
    Path("fever.md").write_text(STORY)
    table = json.loads(run("extract", "fever.md", "--out", "-", "--model", "blank").stdout)
    assert table["document"]["published"] == "2025-06-03"
    assert {"18%", "5.1", "62%"} <= {fact["exact"] for fact in table["facts"]}
    assert not [fact for fact in table["facts"] if set("#*_]") & set(fact["concept"] or "")]
    assert "\n".join(table["text"]).startswith("Fever cases fall again")


@pytest.mark.parametrize("marked", ["[" * 20_000, "`a\nb` " * 20_000, "&amp;" * 20_000, "*a " * 20_000])
def test_any_marks_are_read_soon(marked: str) -> None:
    assert unmarked(marked)[0]


def test_text_without_marks_stays_as_it_is() -> None:
    text = "Sales rose 5%\n\nSales rose 5% in 2024,\nthe firm said."
    assert unmarked(text)[0] == text
