"""Standard input, output and error of the process: what cannot be written is one line, whichever command writes it."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import Any, TextIO

from pipeline.errors import OutputError, os_reason


class ReaderGoneError(Exception):
    """Nobody reads standard output any more; no OSError, which libraries would take for one of theirs."""


class _Output(io.FileIO):
    """Standard output, which says once that it cannot be written, and takes the rest without a word."""

    lost = False

    def write(self, data: Any, /) -> int:
        if self.lost:
            return len(memoryview(data))
        try:
            return super().write(data)
        except BrokenPipeError as error:
            self.lost = True
            raise ReaderGoneError from error
        except OSError as error:
            self.lost = True
            raise OutputError(f"cannot write standard output: {os_reason(error)}") from error


class _Errors(io.FileIO):
    """Standard error, which nothing is said about where it cannot be written: there is nowhere to say it."""

    def write(self, data: Any, /) -> int:
        with suppress(OSError):
            return super().write(data)
        return len(memoryview(data))


def open_streams() -> None:
    """Put streams in the place of the process's own that can be used even where they are closed or full.

    Standard output is UTF-8 where it is no terminal, the same bytes everywhere; a terminal gets what it can show, and
    the rest escaped. What is closed is opened the wrong way round, so that it fails when used, and no file gets its
    number by chance.
    """
    for number, way in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, way), True)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    if os.name == "posix":
        sys.stdout = _text(_Output(1, "wb", closefd=False), sys.stdout)
        sys.stderr = _text(_Errors(2, "wb", closefd=False), sys.stderr)


def _text(raw: io.FileIO, before: TextIO | None) -> io.TextIOWrapper:
    """Text over `raw`, in the encoding of the stream `before` it where that is a terminal."""
    terminal = raw.isatty()
    encoding = before.encoding if before and terminal else "utf-8"
    stream = io.BufferedWriter(raw)
    return io.TextIOWrapper(stream, encoding, errors="backslashreplace", line_buffering=terminal or raw.name == 2)
