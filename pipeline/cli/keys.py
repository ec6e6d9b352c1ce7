"""Single key presses and typed lines at a terminal. Keys pressed while the program is at work are not lost."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

QUIT = "q"
"""What the end of the input is taken for."""


@contextmanager
def keyboard() -> Iterator[tuple[Callable[[], str], Callable[[str], str]]]:
    """Two functions: one waits for a key and returns it, the other prints a prompt and returns the line after it.

    The terminal echoes nothing meanwhile, but for such lines; at the end it is as it was.
    """
    try:
        import termios
    except ImportError:  # Windows
        import click

        yield click.getchar, input
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    quiet = termios.tcgetattr(terminal)
    quiet[3] &= ~(termios.ICANON | termios.ECHO)

    def ask(prompt: str) -> str:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        try:
            return input(prompt)
        except EOFError:
            return ""
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, quiet)

    termios.tcsetattr(terminal, termios.TCSADRAIN, quiet)
    try:
        yield lambda: os.read(terminal, 1).decode("latin-1") or QUIT, ask
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
