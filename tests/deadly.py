"""Work that ends the process it runs in, in a module of its own: worker processes import it, and little else."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

from pipeline.articles import RawArticle
from pipeline.model import Article, FactTable, Failure


def deadly(article: RawArticle | Article, model: str | None) -> FactTable | Failure:
    """Extracts nothing; a "killer" ends its process each time, an article named by a path that is not there once."""
    if article.id == "killer":
        os.kill(os.getpid(), signal.SIGKILL)
    if article.id.startswith("/") and not Path(article.id).exists():
        Path(article.id).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    assert isinstance(article, Article)
    return FactTable(article, 0)


def deadly_or_real(article: RawArticle | Article, model: str | None) -> FactTable | Failure:
    """The table of `article`, but for those that kill."""
    from pipeline.engine import extract_one

    return deadly(article, model) if article.id.startswith("/") else extract_one(article, model)


SPARE_MEMORY = 16_000_000
"""Bytes: enough for a story, too little for the tokens of a book."""


def starved(article: RawArticle | Article, model: str | None) -> FactTable | Failure:
    """The table of `article`, read in a process that can have no more than SPARE_MEMORY beside what it holds."""
    from pipeline.engine import extract_one

    if resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY:
        extract_one(Article("first", "Sales rose 5% to $4 million in May 2024, up from 3 million."), model)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + SPARE_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return extract_one(article, model)
