"""The block of ``key: value`` lines that site generators put before a text: what it says, and where the text begins."""

from __future__ import annotations

import re

from pipeline.errors import ArticleError

LONGEST = 10_000
"""Characters; the front matter of Jekyll, Hugo and Zola sites is a few hundred."""

_BEGINS = re.compile(r"---[ \t]*\r?\n(?=[A-Za-z_][\w -]*:(?:\s|$))")
"""A line of three dashes and then a key: a ruled line before prose is none."""

_ENDS = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n\s*|$)", re.MULTILINE)


def split_front_matter(text: str) -> tuple[dict[str, str], int]:
    r"""The scalar fields that `text` begins with, as strings, and the offset of the text proper; nothing and 0 if none.

    It is read as YAML whose every scalar stays the string that it is; lists and nested fields are passed over.
    Raises ArticleError where a block is begun and not ended within LONGEST characters, or is no YAML.

    >>> split_front_matter("---\ntitle: Ore\ndate: 2025-02-03\n---\n\nOre rose 5%.")
    ({'title': 'Ore', 'date': '2025-02-03'}, 37)
    """
    begin = _BEGINS.match(text)
    if begin is None:
        return {}, 0
    end = _ENDS.search(text, begin.end(), begin.end() + LONGEST)
    if end is None:
        raise _error(f"is not ended by a line --- within {LONGEST:,} characters")
    return _fields(text[begin.end() : end.start()]), end.end()


def _fields(block: str) -> dict[str, str]:
    import yaml

    try:
        found = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506  (makes strings, lists and mappings, nothing else)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" in line {mark.line + 2}" if mark else ""
        raise _error(f"is not YAML: {error.problem or error.context}{where}; put quotes around the value") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _error(f"is not YAML: {str(error).splitlines()[0] if str(error) else 'nested too deeply'}") from None
    if not isinstance(found, dict):
        raise _error("holds no fields")
    return {str(key): value.strip() for key, value in found.items() if isinstance(value, str) and value.strip()}


def _error(what: str) -> ArticleError:
    return ArticleError(f"the front matter {what}", "front matter")
