"""Files, folders, rows and streams: which articles they hold, and that no more of them is read than is asked for."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest
from typer.testing import Result

from pipeline.articles import RawArticle, article_paths, count_articles, parse, raw_articles, read_articles
from pipeline.errors import ArticleError
from pipeline.model import Article, Failure
from pipeline.stages.ingest import Defaults

Run = Callable[..., Result]

STORY = "Ore rose 5% to $40 million.\n"


def row(name: str, text: str = STORY) -> bytes:
    return json.dumps({"id": name, "text": text}).encode() + b"\n"


def ids(path: str, **options: int) -> list[str]:
    return [each.id for each in raw_articles(article_paths([path]), Defaults(**options))]  # type: ignore[arg-type]


def test_a_folder_holds_every_form_in_the_order_of_names(folder: Path) -> None:
    for name in ("d.txt", "c.md", "b.html", "a.HTM", "no.csv", ".hidden.txt"):
        Path(name).write_text(STORY)
    Path("e.jsonl").write_bytes(row("r1"))
    Path("f.jsonl.gz").write_bytes(gzip.compress(row("r2")))
    assert ids(".") == ["a", "b", "c", "d", "r1", "r2"]
    forms = [each.form for each in raw_articles(article_paths(["."]), Defaults()) if isinstance(each, RawArticle)]
    assert forms == ["page", "page", "markdown", "text", "row", "row"]


def test_packed_rows_are_the_same_rows(folder: Path, run: Run) -> None:
    lines = [row("a"), b"{oops\n", row("b")]
    Path("plain.jsonl").write_bytes(b"".join(lines))
    Path("packed.jsonl.gz").write_bytes(b"".join(map(gzip.compress, lines)))
    plain, packed = (run("extract", name, "--out", "-") for name in ("plain.jsonl", "packed.jsonl.gz"))
    assert packed.stdout == plain.stdout.replace("plain.jsonl", "packed.jsonl.gz")
    assert packed.exit_code == plain.exit_code == 1
    assert count_articles(["plain.jsonl"]) == 3
    assert count_articles(["plain.jsonl", "packed.jsonl.gz"]) is None


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: data[:40] + b"\0" + data[41:], lambda _: b"no"])
def test_a_damaged_packed_file_fails_and_what_came_before_stays(
    folder: Path, spoil: Callable[[bytes], bytes], run: Run
) -> None:
    Path("wire.jsonl.gz").write_bytes(
        spoil(gzip.compress(b"".join(row(f"a{number}", "5% " * 99) for number in range(9))))
    )
    *_, last = read_articles(["wire.jsonl.gz"], Defaults())
    assert isinstance(last, Failure)
    assert last.kind in ("unreadable", "row")
    assert last.message.startswith("wire.jsonl.gz")
    assert run("extract", "wire.jsonl.gz", "--out", "-").exit_code == 1


def test_a_small_file_that_unpacks_to_a_huge_line_is_refused(folder: Path) -> None:
    Path("bomb.jsonl.gz").write_bytes(gzip.compress(b"x" * 5_000_000) + gzip.compress(b"\n" + row("a")))
    first, second = raw_articles(["bomb.jsonl.gz"], Defaults(max_bytes=1000))
    assert isinstance(first, Failure)
    assert (first.kind, second.id) == ("too large", "a")


def test_rows_are_read_as_they_are_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Lines:
        read = 0

        def readline(self, size: int) -> bytes:
            self.read += 1
            return row(f"a{self.read}")

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    endless = Lines()
    monkeypatch.setattr("pipeline.articles._opened", lambda path: endless)
    articles: Iterator[Article | Failure] = read_articles(["endless.jsonl"], Defaults())
    assert [next(articles).id for _ in range(3)] == ["a1", "a2", "a3"]
    assert endless.read == 3


def test_what_cannot_be_parsed_names_its_place(folder: Path) -> None:
    Path("wire.jsonl").write_bytes(row("a") + row("b", " "))
    _, raw = raw_articles(["wire.jsonl"], Defaults())
    assert isinstance(raw, RawArticle)
    with pytest.raises(ArticleError, match=r"^wire\.jsonl line 2: the article holds nothing but white space$"):
        parse(raw)


def test_a_file_that_vanishes_after_the_listing_fails_by_name(folder: Path) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(STORY)
    articles = read_articles(article_paths(["."]), Defaults())
    assert next(articles).id == "a"
    Path("b.txt").unlink()
    assert next(articles) == Failure("b", "unreadable", "b.txt: no such file or directory")
