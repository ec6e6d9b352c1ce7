"""What every command has in common: where it prints, how it ends, and how a mistake becomes one line."""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperGroup

from pipeline.errors import PipelineError
from pipeline.store import shortened
from pipeline.streams import ReaderGoneError
from pipeline.table import Json

WIDE = 1_000
"""Columns of output that goes to no terminal."""

err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


class Exit(IntEnum):
    """What the process says at its end."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    INTERRUPTED = 130
    READER_GONE = 141
    """What a shell says of a program that SIGPIPE ended: the reader of its output did not want the rest."""
    TERMINATED = 143


class Commands(TyperGroup):
    """All commands; where the words of a call make no sense, that is one line too."""

    def main(self, *arguments: Any, **options: Any) -> NoReturn:
        try:
            code = super().main(*arguments, **{**options, "standalone_mode": False})
            sys.stdout.flush()
        except ReaderGoneError:
            code = Exit.READER_GONE
        except PipelineError as error:
            err.print(f"error: {error}")
            code = Exit.USAGE
        except typer.TyperException as error:
            said = _plain(" ".join(error.format_message().split()).rstrip("."))
            if said:  # nothing is wrong where the help was to be shown
                context = getattr(error, "ctx", None)
                command = context.command_path if context else "pipeline"
                err.print(f"error: {said[0].lower()}{said[1:]}; {command} -h says what there is")
            code = error.exit_code
        sys.exit(code or Exit.DONE)


def _plain(said: str) -> str:
    """What is wrong with an option in words of ours, where a library has found it.

    >>> _plain("Invalid value for '--workers': Input should be greater than or equal to 1")
    "Invalid value for '--workers': it should be greater than or equal to 1"
    """
    said = said.replace("Value error, ", "").replace("Input should be", "it should be")
    return said.replace("a valid integer, unable to parse string as an integer", "a whole number")


@contextmanager
def exits(show_traceback: bool, so_far: Callable[[], str] = str) -> Iterator[None]:
    """Turns a user's mistake into one line and exit code 2, Ctrl-C into 130, SIGTERM into 143; a bug stays a traceback.

    `so_far` says what had been finished by then, to end the line with.
    """
    try:
        with _terminable():
            yield
    except PipelineError as error:
        if show_traceback:
            err.print(traceback.format_exc())
        fail(f"error: {error}{so_far()}", Exit.USAGE)
    except _TerminatedError:
        fail(f"terminated{so_far()}", Exit.TERMINATED)
    except KeyboardInterrupt:
        fail(f"interrupted{so_far()}", Exit.INTERRUPTED)


class _TerminatedError(KeyboardInterrupt):
    """SIGTERM, which ends a command as Ctrl-C does: what is open is closed."""


@contextmanager
def _terminable() -> Iterator[None]:
    def terminate(*_: object) -> NoReturn:
        raise _TerminatedError

    try:
        before = signal.signal(signal.SIGTERM, terminate)
    except ValueError:  # not the main thread, which alone may hear signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def fail(line: str, code: Exit) -> NoReturn:
    """Print `line` on standard error and end the command with `code`."""
    err.print(line)
    raise typer.Exit(code)


def count(number: int, noun: str) -> str:
    """`1 table`, `3 tables`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def tables_only(rows: Iterable[Json]) -> Iterator[Json]:
    """The tables among `rows`; of each article without one it is said why."""
    for row in rows:
        if "error" in row:
            err.print(f"without table: {shortened(row['document']['id'])}: {row['error']['message']}")
        else:
            yield row


def page() -> Console:
    """Standard output; as wide as the lines need where it is no terminal, so that other programs can read on."""
    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, markup=False, width=WIDE)
