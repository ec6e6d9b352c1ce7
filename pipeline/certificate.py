"""Whether tables are what the pipeline makes of the articles, byte for byte, and the certificate that says so.

A certificate names what went in and what came out by their digests, so that another machine can tell which of them is
another one there: an article, the code, the vocabulary, the model, or the packages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.articles import RawArticle
from pipeline.batch import audit_across, extract_into, key_of
from pipeline.diff import diff_files
from pipeline.engine import Engine
from pipeline.errors import UsageError, os_reason
from pipeline.fingerprint import fingerprint
from pipeline.model import Failure
from pipeline.output import Folder
from pipeline.store import FINDINGS, RUN, SUFFIX, contents, write_atomically
from pipeline.table import is_table_text

SCHEMA = "run/1"
"""Version of its layout."""

Certificate = dict[str, Any]
"""``schema``; digests of ``code``, ``vocabulary`` and ``model``; ``packages``; ``inputs`` and ``outputs``, each name ->
SHA-256 in hexadecimal, the names in order."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of making tables anew beside those in a folder."""

    same: int
    """Files that are equal byte for byte."""
    differences: tuple[str, ...]
    """A line for a person on each file that is not, that lacks, or that has no article; in the order of the names."""
    failures: tuple[str, ...]
    """Why articles have no table."""
    changed: tuple[str, ...]
    """What is not as the folder's certificate says; nothing where it has none."""
    certificate: Certificate
    """Of what was made now."""


def verify_folder(
    folder: Path, articles: Iterable[RawArticle | Failure], model: str | None = None, engine: Engine | None = None
) -> Verification:
    """Make the tables of `articles` anew, elsewhere, and compare them with those in `folder`.

    Raises UsageError where `folder` cannot be read, or holds a certificate of another layout.
    """
    kept, old = _contents(folder), read_certificate(folder)
    inputs: dict[str, str] = {}
    with TemporaryDirectory(prefix="facts-") as temporary:
        with Folder(Path(temporary)) as output:
            results = [result for result, _ in extract_into(output, _noted(articles, inputs), model, engine)]
            audit_across(output, model)
        made = _contents(Path(temporary))
    outputs = {name: sha256(data).hexdigest() for name, data in made.items()}
    certificate = {"schema": SCHEMA, **fingerprint(model), "inputs": dict(sorted(inputs.items())), "outputs": outputs}
    return Verification(
        sum(kept.get(name) == data for name, data in made.items()),
        tuple(_differences(kept, made, folder)),
        tuple(result.message for result in results if isinstance(result, Failure)),
        tuple(_changed(old, certificate)) if old else (),
        certificate,
    )


def read_certificate(folder: Path) -> Certificate | None:
    """The certificate in `folder`, or None. Raises UsageError where the file is of another layout."""
    path = folder / RUN
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_bytes())
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise UsageError(f"{path}: not a certificate of version {SCHEMA}; remove it, and verify writes a new one")
    return found


def write_certificate(folder: Path, certificate: Certificate) -> None:
    """Put `certificate` into `folder`, one name a line, where it is another one than the one there."""
    data = (json.dumps(certificate, ensure_ascii=False, indent=0) + "\n").encode()
    path = folder / RUN
    if contents(path) != data:
        write_atomically(path, data)


def _noted(articles: Iterable[RawArticle | Failure], inputs: dict[str, str]) -> Iterator[RawArticle | Failure]:
    """`articles`, the digest of each put into `inputs` as it passes: of its bytes, its date and decisions about it."""
    for article in articles:
        if isinstance(article, RawArticle):
            inputs[article.id] = key_of(article, "").hex()
        yield article


def _contents(folder: Path) -> dict[str, bytes]:
    """File name -> bytes, of the tables and the findings in `folder`, in the order of the names."""
    try:
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix == SUFFIX}
    except OSError as error:
        raise UsageError(f"{folder}: {os_reason(error)}") from error
    return {name: data for name, data in files.items() if name == FINDINGS or is_table_text(data)}


def _differences(kept: Mapping[str, bytes], made: Mapping[str, bytes], folder: Path) -> Iterator[str]:
    for name in sorted({*kept, *made}):
        if name not in made:
            yield f"{folder / name}: none of the articles makes this table"
        elif name not in kept:
            yield f"{folder / name}: {'no fact table' if (folder / name).exists() else 'missing'}"
        elif kept[name] != made[name]:
            yield f"{folder / name}: {_told(kept[name], made[name]) if name != FINDINGS else 'other findings'}"


def _told(kept: bytes, made: bytes) -> str:
    """What differs between two tables: `facts changed: 2, dates added: 1`; or that only their layout does."""
    try:
        counts = diff_files({"": kept}, {"": made}).counts()
    except UsageError:
        return "not a table as the pipeline writes it"
    return ", ".join(f"{what}: {number}" for what, number in counts.items()) or "other bytes that say the same"


def _changed(old: Certificate, new: Certificate) -> Iterator[str]:
    for what in new:
        if what in ("inputs", "outputs"):
            before, after = old.get(what, {}), new[what]
            names = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
            yield from (f"{what.removesuffix('s')} {name}" for name in names)
        elif old.get(what) != new[what]:
            yield what
