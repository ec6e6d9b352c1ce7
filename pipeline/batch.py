"""A batch into one output: what an earlier run has finished is kept, the rest is done, in the order of the articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from hashlib import sha256

from pipeline.articles import RawArticle
from pipeline.engine import Engine, extract_all
from pipeline.errors import ArticleError
from pipeline.fingerprint import fingerprint
from pipeline.ledger import Entry
from pipeline.model import Decision, FactTable, Failure, Kept, Standing
from pipeline.output import Folder, Output, digest_of
from pipeline.review.decisions import to_line
from pipeline.store import FINDINGS

Result = FactTable | Failure | Kept


def extract_into(
    output: Output,
    articles: Iterable[RawArticle | Failure],
    model: str | None = None,
    engine: Engine | None = None,
    *,
    retry: bool = False,
) -> Iterator[tuple[Result, bool]]:
    """Each article's result once `output` has it, and whether that changed anything on disk.

    A result is Kept where `output` holds it already, from the same bytes and decisions by the same pipeline. An article
    that failed so is not tried again, except with `retry`. Raises OutputError, or ModelError where something is to do.
    """
    keys: dict[str, bytes] = {}
    pipeline = _named(fingerprint(model))

    def plan() -> Iterator[RawArticle | Failure | Kept]:
        for article in articles:
            if isinstance(article, Failure):
                yield article
                continue
            key = keys[article.id] = key_of(article, pipeline)
            try:
                kept = _recalled(output, article.id, key)
            except ArticleError as error:
                yield Failure(article.id, error.kind, f"{article.place}: {error}")
                continue
            yield article if kept is None or (retry and isinstance(kept, Failure)) else kept

    for result in extract_all(plan(), model, engine):
        yield result, output.write(result, keys.pop(result.id, b""), _notes(result))


def audit_across(output: Folder, model: str | None = None) -> None:
    """Bring the findings across the tables of `output` up to date, where one of them, or the pipeline, has changed."""
    path = output.path / FINDINGS
    key = b"" if output.stale() else digest_of(output.state() + _named(fingerprint(model)).encode())
    entry = output.ledger.find(FINDINGS)
    if (
        entry is None
        or not key
        or entry.key != key
        or not path.exists()
        or digest_of(path.read_bytes()) != entry.digest
    ):
        from pipeline.findings import write_findings

        write_findings(output.path)
        output.ledger.put(FINDINGS, Entry(key, digest_of(path.read_bytes())))


def key_of(article: RawArticle, pipeline: str) -> bytes:
    """Digest of all that the article's table hangs on; `pipeline` stands for code, vocabulary, model and packages."""
    published = article.defaults.published
    told = [
        pipeline,
        article.id,
        article.form,
        published.isoformat() if published else "",
        *map(to_line, article.decisions),
    ]
    head = sha256("\0".join(told).encode("utf-8", "surrogatepass"))
    return digest_of(head.digest() + sha256(article.data).digest())


def _named(values: Mapping[str, str]) -> str:
    return "\0".join(f"{what} {value}" for what, value in values.items())


def _recalled(output: Output, id: str, key: bytes) -> Kept | Failure | None:  # noqa: A002
    recalled = output.recall(id, key)
    if recalled is None:
        return None
    kept, notes = recalled
    return replace(kept, standings=_standings(notes)) if notes and isinstance(kept, Kept) else kept


def _notes(result: Result) -> str:
    """What became of the decisions about an article, for the next run to say again."""
    standings = () if isinstance(result, Failure) else result.standings
    return json.dumps([asdict(standing) for standing in standings]) if standings else ""


def _standings(notes: str) -> tuple[Standing, ...]:
    return tuple(Standing(**(row | {"decision": Decision(**row["decision"])})) for row in json.loads(notes))
