"""What can go wrong for a user: each error is one line that says what, where and what to do."""

from __future__ import annotations


class PipelineError(Exception):
    """A mistake in the input or the call; `kind` names it in a failed document's row, the message is for a person."""

    kind = "error"


class UsageError(PipelineError):
    """The call itself cannot be carried out (exit code 2)."""

    kind = "usage"


class ArticleError(PipelineError):
    """One article cannot be read; the others go on (exit code 1)."""

    kind = "article"


class VocabularyError(PipelineError):
    """A row of the vocabulary is malformed, or its examples do not hold."""

    kind = "vocabulary"


class ModelError(PipelineError):
    """A language model cannot be loaded."""

    kind = "model"
