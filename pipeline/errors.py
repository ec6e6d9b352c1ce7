"""What can go wrong for a user: each error is one line that says what, where and what to do."""

from __future__ import annotations

import errno


class PipelineError(Exception):
    """A mistake in the input or the call; `kind` names it in a failed document's row, the message is for a person."""

    kind = "error"


class UsageError(PipelineError):
    """The call itself cannot be carried out (exit code 2)."""

    kind = "usage"


class OutputError(UsageError):
    """The output cannot be written: no folder, no permission, no space (exit code 2)."""

    kind = "output"


class ArticleError(PipelineError):
    """One article cannot be read; the others go on (exit code 1). `kind` says in a word or two what is wrong."""

    kind = "article"

    def __init__(self, message: str, kind: str = "article") -> None:
        super().__init__(message)
        self.kind = kind


class VocabularyError(PipelineError):
    """A row of the vocabulary is malformed, or its examples do not hold."""

    kind = "vocabulary"


class ModelError(PipelineError):
    """A language model cannot be loaded."""

    kind = "model"


def os_reason(error: OSError) -> str:
    """What the system says went wrong, without number and path.

    >>> os_reason(FileNotFoundError(2, "No such file or directory", "x"))
    'no such file or directory'
    """
    if error.errno == errno.EBADF:
        return "it is closed"
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]
