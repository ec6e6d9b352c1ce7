"""What version control holds: files as they were in a revision, and who is at work. The one place that calls git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.errors import UsageError


def files_at(revision: str, folder: Path, suffixes: Iterable[str]) -> Mapping[str, bytes]:
    """File name -> content of the files right in `folder`, with one of `suffixes`, as they were in `revision`.

    Nothing where it held none there. Raises UsageError where git, the repository or the revision is missing.
    """
    place = _existing(folder)
    inside = folder.resolve().relative_to(place.resolve()).as_posix()
    listing = _git(place, "ls-tree", "-z", revision, "--", "./" if inside == "." else f"{inside}/")
    blobs: dict[str, str] = {}
    for entry in filter(None, listing.split(b"\0")):
        about, _, path = entry.partition(b"\t")
        _, kind, digest = about.decode().split()
        name = path.decode("utf-8", "surrogateescape").rpartition("/")[2]
        if kind == "blob" and name.endswith(tuple(suffixes)):
            blobs[name] = digest
    return _contents(place, blobs)


def user_name(folder: Path) -> str | None:
    """The name that git would sign a commit in `folder` with, or None."""
    try:
        return _git(_existing(folder), "config", "user.name").decode("utf-8", "replace").strip() or None
    except UsageError:
        return None


def _contents(place: Path, blobs: Mapping[str, str]) -> dict[str, bytes]:
    """The contents of all `blobs`, which one process prints one after the other, each behind a line with its size."""
    output = _git(place, "cat-file", "--batch", stdin="".join(f"{digest}\n" for digest in blobs.values()).encode())
    contents: dict[str, bytes] = {}
    at = 0
    for name in blobs:
        start = output.index(b"\n", at) + 1
        end = start + int(output[at:start].split()[2])
        contents[name] = output[start:end]
        at = end + 1
    return contents


def _existing(folder: Path) -> Path:
    """`folder`, or the nearest folder above it that is there."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())


def _git(place: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(place), *arguments], input=stdin, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise UsageError("git is not installed; name two folders, tables or .jsonl files to compare") from None
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    reason = said[0].removeprefix("fatal: ") if said else f"git {arguments[0]} failed"
    if "not a git repository" in reason:
        raise UsageError(f"{place}: not in a git repository; name two folders, tables or .jsonl files to compare")
    if arguments[0] == "ls-tree":
        raise UsageError(f"{arguments[2]}: neither a file or folder here nor a revision of the git repository")
    raise UsageError(f"git: {reason}")
