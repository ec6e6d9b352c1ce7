"""The tracked folder ``reviews/``: one JSON Lines file an article, one decision a line. docs/review.md is its contract.

This module alone reads and writes it; the terminal and the web page both decide through `record`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from pipeline.articles import RawArticle
from pipeline.errors import OutputError, PipelineError, UsageError, os_reason
from pipeline.model import Article, Decision, Failure, Verdict
from pipeline.store import contents, file_name, is_file_name, write_atomically
from pipeline.table import SLOTS

REVIEWS = "reviews"
"""The folder that commands look in where no other is named."""

SUFFIX = ".jsonl"

_NAMES = tuple(field.name for field in fields(Decision))
_ONLY_WHERE_SAID = ("note", "date")

Found = TypeVar("Found", Article, Article | Failure, RawArticle | Failure)

Key = tuple[str, str | None]
"""A fact's id and a slot, or None for the fact as a whole; a file holds one decision on each."""


class ConflictError(PipelineError):
    """Someone else decided on the same thing meanwhile; `found` is their decision, or None where they took it back."""

    kind = "conflict"

    def __init__(self, message: str, found: Decision | None) -> None:
        super().__init__(message)
        self.found = found


def key_of(decision: Decision) -> Key:
    """What `decision` is about."""
    return decision.fact, decision.slot


def read_decisions(folder: Path, article: str) -> tuple[Decision, ...]:
    """The decisions about one article, in the order of the file, equal lines once; none where it has no file.

    Two on one thing are both there: a merge of two branches may leave them, and neither holds until one is taken out.
    Raises UsageError that names the line where the file holds anything else.
    """
    path = folder / f"{article}{SUFFIX}"
    if not is_file_name(article) or not path.exists():
        return ()
    return tuple({to_line(decision): decision for decision in parse_decisions(path)}.values())


def read_all(folder: Path) -> dict[str, tuple[Decision, ...]]:
    """Article id -> its decisions, for all files of `folder`, in the order of the names; {} where it is missing."""
    names = sorted(path.stem for path in folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    return {name: read_decisions(folder, name) for name in names}


def parse_decisions(path: Path) -> Iterator[Decision]:
    """The decisions that a .jsonl file holds, of one article or of many. Raises UsageError that names a wrong line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 at byte {error.start}") from None
    except OSError as error:
        raise UsageError(f"{path}: {os_reason(error)}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield decision_of(json.loads(line))
            except ValueError as error:
                raise UsageError(f"{path} line {number}: not JSON: {error}; correct the line or take it out") from None
            except UsageError as error:
                raise UsageError(f"{path} line {number}: {error}") from None


def decision_of(row: Any) -> Decision:
    """The decision that a JSON object holds. Raises UsageError that says what is wrong with it."""
    if not isinstance(row, dict):
        raise UsageError("a decision is an object")
    unknown = [name for name in row if name not in _NAMES]
    if unknown:
        raise UsageError(f"unknown field {unknown[0]!r}")
    texts = [name for name in ("article", "fact", "exact", "verdict") if not isinstance(row.get(name), str)]
    texts += [
        name for name in ("slot", "who", "why", *_ONLY_WHERE_SAID) if not isinstance(row.get(name, ""), str | None)
    ]
    if texts:
        raise UsageError(f"{texts[0]!r} is missing, or is no text")
    values: dict[str, Any] = {name: row.get(name) for name in _NAMES}
    decision = Decision(**values)
    check_decision(decision)
    return decision


def check_decision(decision: Decision) -> None:
    """Raises UsageError where `decision` could not stand in a table: an unknown slot, a value that is none of it."""
    if decision.verdict not in get_args(Verdict):
        raise UsageError(f"verdict {decision.verdict!r} is none of {', '.join(get_args(Verdict))}")
    if decision.slot is not None and decision.slot not in SLOTS:
        raise UsageError(f"{decision.slot!r} is no slot; the slots are {', '.join(SLOTS)}")
    if decision.slot is not None or decision.new is not None:
        check_value(decision.slot, decision.new)


def check_value(slot: str | None, value: Any) -> None:
    """Raises UsageError where `value`, as a table writes it, cannot fill `slot`, or be a whole row where it is None."""
    error = next(_validator(slot).iter_errors(value), None)
    if error is not None:
        place = ".".join(str(part) for part in error.absolute_path)
        raise UsageError(f"{slot or place or 'row'}: {_said(error)}")


def _said(error: Any) -> str:
    """What the JSON Schema has against a value, in words of ours."""
    if error.validator == "enum":
        return f"{error.instance!r} is none of {', '.join(map(str, error.validator_value))}"
    if error.validator == "required":
        return f"{', '.join(name for name in error.validator_value if name not in error.instance)} is missing"
    if error.validator == "additionalProperties":
        return "there is a field that no row has"
    about = error.schema.get("description", "")
    return f"{error.instance!r} cannot stand there{f': {about[:1].lower()}{about[1:]}' if about else ''}"


def to_line(decision: Decision) -> str:
    """The line that holds `decision`, with its line end; note and date stand only where they say something."""
    row = {name: getattr(decision, name) for name in _NAMES}
    said = {name: value for name, value in row.items() if value is not None or name not in _ONLY_WHERE_SAID}
    return json.dumps(said, ensure_ascii=False, allow_nan=False) + "\n"


def record(
    folder: Path,
    article: str,
    changes: Mapping[Key, Decision | None],
    seen: Mapping[Key, Decision | None] | None = None,
) -> bool:
    """Put decisions into the file of `article`, or take those out that are None; whether the file changed.

    All of `changes` are written, or none. Lines are sorted by fact and slot, so that the order of deciding leaves no
    trace and two branches that decide on different facts merge; a file without decisions is removed. Where `seen` says
    what the person had before them, and the file holds something else on that thing, ConflictError is raised.
    Raises OutputError where the file cannot be written.
    """
    try:
        file_name(article)  # refuses an id that can name no file
        path = folder / f"{article}{SUFFIX}"
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            old = read_decisions(folder, article)
            _refuse_conflicts(old, seen or {})
            kept = [each for each in old if key_of(each) not in changes]
            new = [replace(each, article=article) for each in changes.values() if each is not None]
            return _write(path, "".join(map(to_line, sorted([*kept, *new], key=_place))).encode("utf-8"))
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {os_reason(error)}") from error


def with_decisions(articles: Iterable[Found], folder: Path) -> Iterator[Found]:
    """`articles`, each with what reviewers have decided about it, so that extraction lays it over the facts."""
    there = folder.is_dir()
    for article in articles:
        decisions = read_decisions(folder, article.id) if there and not isinstance(article, Failure) else ()
        yield replace(article, decisions=decisions) if decisions and not isinstance(article, Failure) else article


def _place(decision: Decision) -> tuple[str, str, str]:
    return decision.fact, decision.slot or "", to_line(decision)


def _refuse_conflicts(decisions: Iterable[Decision], seen: Mapping[Key, Decision | None]) -> None:
    held = {key_of(decision): decision for decision in decisions}
    for key, expected in seen.items():
        found = held.get(key)
        if found != expected:
            by = f" by {found.who}" if found and found.who else ""
            what = f"{found.verdict}ed{by}" if found else "taken back"
            raise ConflictError(f"fact {key[0]} has been {what} meanwhile", found)


def _write(path: Path, data: bytes) -> bool:
    old = contents(path) or b""
    if old == data:
        return False
    if data:
        write_atomically(path, data)
    else:
        path.unlink()
    return True


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keeps other processes and threads from `folder` meanwhile; where the system has no such lock, nothing does."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@cache
def _validator(slot: str | None) -> Any:
    """Checks values of a slot, or rows of facts, by the JSON Schema of the table."""
    from jsonschema import Draft202012Validator

    from pipeline.schema import load_schema

    definitions = load_schema()["$defs"]
    reference = "#/$defs/fact" + (f"/properties/{slot}" if slot else "")
    return Draft202012Validator({"$defs": definitions, "$ref": reference})
