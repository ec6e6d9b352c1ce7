"""Packages that only some tasks need: whether they are there, and how to get them."""

from __future__ import annotations

from importlib.util import find_spec

from pipeline.errors import UsageError


def require(package: str, extra: str, what: str) -> None:
    """Raises UsageError with the command that installs `extra` where `package`, which `what` needs, is missing.

    >>> require("no_such_package", "html", "HTML")
    Traceback (most recent call last):
    ...
    pipeline.errors.UsageError: HTML needs the extra 'html'; install it: python -m pip install -e '.[html]'
    """
    if find_spec(package) is None:
        command = f"python -m pip install -e '.[{extra}]'"
        raise UsageError(f"{what} needs the extra {extra!r}; install it: {command}")
