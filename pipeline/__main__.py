"""Entry point of ``pipeline`` and ``python -m pipeline``."""

from __future__ import annotations

import os
import sys

INTERRUPTED = 130
"""Exit code after Ctrl-C: 128 and the number of SIGINT."""


def main() -> None:
    """Run the command line and exit; Ctrl-C at any moment, also while packages load, is no traceback."""
    try:
        from pipeline.streams import open_streams

        open_streams()
        from pipeline.cli import app
        from pipeline.process import collect_seldom

        collect_seldom()
        app()
    except KeyboardInterrupt:
        sys.stderr.flush()
        os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
