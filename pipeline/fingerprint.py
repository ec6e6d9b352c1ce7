"""What a table hangs on besides its article: digests of code, vocabulary and model, and the packages that take part."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import ModelError

ROOT = Path(__file__).parent
_MODEL = ROOT / "language" / "en_facts"

PACKAGES = ("charset-normalizer", "dateparser", "htmldate", "jusText", "lxml", "markdown-it-py", "numpy", "Pint",
            "PyYAML", "quantulum3", "RapidFuzz", "regex", "spacy", "thinc", "trafilatura")  # fmt: skip
"""Distributions whose code reads, measures or decides something on the way from bytes to a table."""


@cache
def fingerprint(model: str | None = None) -> dict[str, str]:
    """Digests of the ``code``, the ``vocabulary`` and the ``model``, and the versions of ``packages`` and Python.

    Two runs with the same fingerprint give the same table for the same article. `model` is named as in `load`.
    Raises ModelError where it cannot be found.
    """
    code = [path for path in ROOT.rglob("*.py") if _MODEL not in path.parents]
    return {
        "code": _digest(code, ROOT),
        "vocabulary": _digest((ROOT / "vocabulary" / "data").rglob("*"), ROOT),
        "model": _model_digest(model),
        "packages": ", ".join(
            [f"Python {sys.version_info[0]}.{sys.version_info[1]}", *filter(None, map(_pin, PACKAGES))]
        ),
    }


def _model_digest(model: str | None) -> str:
    folder = _MODEL if model is None else _folder_of(model)
    return _digest(folder.rglob("*"), folder) if folder else "none"


def _folder_of(model: str) -> Path | None:
    """Where the files of `model` are; None of "blank", which has none."""
    if model == "blank":
        return None
    if Path(model).is_dir():
        if not (Path(model) / "config.cfg").is_file():
            raise ModelError(
                f"cannot load the language model {model!r}: a folder without a spaCy pipeline (no config.cfg)"
            )
        return Path(model)
    try:
        spec = find_spec(model)
    except (ImportError, ValueError):
        spec = None
    if spec is None or spec.origin is None:
        raise ModelError(
            f"cannot load the language model {model!r}: it is neither a package nor a folder. "
            "Name an installed spaCy pipeline package, a folder, or 'blank'."
        )
    return Path(spec.origin).parent


def _digest(paths: Iterable[Path], root: Path) -> str:
    """Of the names and the bytes of all files among `paths`, in the order of the names."""
    total = sha256()
    for path in sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts):
        data = path.read_bytes()
        total.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        total.update(data)
    return total.hexdigest()


def _pin(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return ""
