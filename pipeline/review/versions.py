"""Sets of fact tables to compare: a folder, a table, JSON Lines, a git revision, or a fresh extraction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.articles import PAGE_SUFFIXES, TEXT_SUFFIXES, article_paths, parse, raw_file, read_articles
from pipeline.engine import Engine, extract_all
from pipeline.errors import ArticleError, PipelineError, UsageError
from pipeline.model import Article, FactTable, Failure
from pipeline.review.decisions import with_decisions
from pipeline.review.revisions import files_at
from pipeline.stages.ingest import Defaults
from pipeline.store import SUFFIX, stands_for_table, tables_by_id, tables_in
from pipeline.table import dumps, dumps_line

HEAD = "HEAD"
"""The revision that holds what has been accepted."""

_ARTICLES = (*TEXT_SUFFIXES, *PAGE_SUFFIXES)
_LINES = ".jsonl"


@dataclass(frozen=True, slots=True)
class Version:
    """One set of tables: article id -> the table as its file or line holds it."""

    name: str
    tables: Mapping[str, bytes]
    revision: str | None = None
    """Where it is from version control."""


@dataclass(slots=True)
class Texts:
    """Texts of articles by their SHA-256, for quotes; those of a revision are read only where they are asked for."""

    corpus: Path
    revisions: tuple[str, ...] = ()
    known: dict[str, str] = field(default_factory=dict)
    _read: bool = False

    def get(self, sha256: str | None) -> str | None:
        """The text with this digest, or None where the articles at hand have no such text."""
        if sha256 not in self.known and not self._read:
            self._read = True
            self.add(_articles_in(self.corpus))
            for revision in self.revisions:
                self.add(_articles_at(revision, self.corpus))
        return self.known.get(sha256 or "")

    def add(self, articles: Iterable[Article]) -> None:
        """Take the texts of `articles` in."""
        self.known |= {article.sha256: article.text for article in articles}


def read_version(name: str, folder: Path) -> Version:
    """The tables that `name` names: a folder, a table, a .jsonl file, a revision (of `folder`), or ``REVISION:FOLDER``.

    Raises UsageError where it names none, or there is no table in it.
    """
    path = Path(name)
    if path.is_dir():
        return _non_empty(Version(name, _folder_tables(path)))
    if path.exists():
        return Version(
            name, {id_: json.dumps(table).encode() for id_, table in tables_by_id(tables_in([path])).items()}
        )
    revision, _, inside = name.partition(":")
    return version_at(revision, Path(inside) if inside else folder)


def version_at(revision: str, folder: Path) -> Version:
    """The tables of `folder` in a `revision`. Raises UsageError where there are none, or no version control."""
    files = files_at(revision, folder, [SUFFIX])
    tables = {name.removesuffix(SUFFIX): data for name, data in files.items() if stands_for_table(name, data)}
    return _non_empty(Version(f"{revision}:{folder}", tables, revision))


def fresh_version(results: Iterable[FactTable | Failure], corpus: str) -> Version:
    """The tables of an extraction that has just been made of the articles in `corpus`."""
    return Version(f"{corpus}, extracted now", dict(map(_written, results)))


def extract_now(
    articles: Iterable[Article | Failure], reviews: Path, model: str | None, workers: int = 1
) -> Iterator[FactTable | Failure]:
    """What the pipeline makes of `articles` now, under the decisions in `reviews`."""
    return extract_all(with_decisions(articles, reviews), model, Engine.of(workers))


def _written(result: FactTable | Failure) -> tuple[str, bytes]:
    if isinstance(result, Failure):
        return result.id, dumps_line(result).encode("utf-8")
    return result.article.id, dumps(result).encode("utf-8")


def _folder_tables(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.glob(f"*{SUFFIX}") if path.is_file())
    contents = ((path.name, path.read_bytes()) for path in files)
    return {name.removesuffix(SUFFIX): data for name, data in contents if stands_for_table(name, data)}


def _non_empty(version: Version) -> Version:
    if not version.tables:
        raise UsageError(f"{version.name}: no fact table there; pipeline extract writes them")
    return version


def _articles_in(corpus: Path) -> Iterator[Article]:
    try:
        found = list(read_articles(article_paths([str(corpus)]), Defaults()))
    except PipelineError:
        return  # without the articles, changes are shown without their sentences
    yield from (article for article in found if isinstance(article, Article))


def _articles_at(revision: str, corpus: Path) -> Iterator[Article]:
    try:
        files = files_at(revision, corpus, _ARTICLES)
    except UsageError:
        return
    for name, data in files.items():
        try:
            yield parse(raw_file(name, data, Defaults()))
        except ArticleError:
            continue
