"""Bytes -> Article: decodes, finds the headline, refuses what is no text. Text is never altered: offsets index it."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import overload

from pipeline.errors import ArticleError, UsageError
from pipeline.front_matter import split_front_matter
from pipeline.line_ends import plain_text
from pipeline.model import Article, SourceRun

MAX_BYTES = 1_000_000
"""Default limit on one article, and spaCy's own in characters; a long newspaper story is 50,000."""

ENGLISH_ENCODINGS = ("cp1252", "mac_roman")
"""Preferred where the detector finds several encodings equally likely (WHATWG's fallback for English first)."""

LONGEST_TITLE = 200
"""Characters; the longest headlines of wires and press releases stay below."""

ROW_FIELDS = ("id", "text", "title", "published", "publisher")
"""What a row of a .jsonl file may say, each a string; the first two it must."""

BY_CHANCE = 3
"""Of so many letters beyond ASCII in another encoding at most one is a whole letter of UTF-8 too."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; UTF-32's before UTF-16's, which one of them begins with."""

_SENTENCE_ENDS = '.:;,”"'
"""No headline ends so; with a question or an exclamation mark it may."""

Unmarked = Callable[[str], tuple[str, str | None, Sequence[SourceRun]]]
"""Makes of a text with marks the one without, its title where it says one, and where its stretches stood."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HALF = re.compile(r"[\ud800-\udfff]")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<words>.*?)[ \t]*#*")


_FRONT_MATTER = {"title": ("title",), "published": ("published", "date"), "publisher": ("publisher",)}
"""What front matter may say, under which names; Jekyll, Hugo and Zola call the day of publication ``date``."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is said about all articles of a run that do not say it themselves."""

    published: date | None = None
    max_bytes: int = MAX_BYTES


def read_article(data: bytes, id: str, defaults: Defaults | None = None, unmarked: Unmarked | None = None) -> Article:  # noqa: A002
    """The article whose file holds `data`: what follows the front matter, which may say title, day and publisher.

    `unmarked` takes marks out of it. Raises ArticleError where `data` is too large, binary, empty, or in no encoding
    that fits, or its front matter is malformed.
    """
    defaults = defaults or Defaults()
    check_size(len(data), defaults.max_bytes)
    text, encoding = decode(data)
    fields, start = split_front_matter(text)
    told = {field: next((fields[key] for key in keys if key in fields), None) for field, keys in _FRONT_MATTER.items()}
    body, title, places = (unmarked or _as_it_is)(text[start:])
    return article_of(
        body,
        id,
        title=told["title"] or title,
        published=_day(told["published"], defaults, "front matter"),
        publisher=told["publisher"],
        encoding=encoding,
        source=tuple((first, last, start + begin, start + end) for first, last, begin, end in places if body != text),
    )


def _as_it_is(text: str) -> tuple[str, str | None, Sequence[SourceRun]]:
    return text, None, [(0, len(text), 0, len(text))]


def read_row(line: bytes, defaults: Defaults | None = None) -> Article:
    """The article that one row of a .jsonl file holds: `id` and `text`, and `title`, `published`, `publisher` if known.

    Other fields are passed over. Raises ArticleError that says what is wrong with the row.
    """
    defaults = defaults or Defaults()
    row = row_fields(line)
    text, published = row["text"], row.get("published")
    check_size(len(text.encode("utf-8", "surrogatepass")), defaults.max_bytes)
    day = _day(published, defaults, "row")
    return article_of(text, row["id"], title=row.get("title"), published=day, publisher=row.get("publisher"))


def article_of(
    text: str,
    id: str,  # noqa: A002
    *,
    title: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
    published_from: str = "given",
    encoding: str = "utf-8",
    source: tuple[SourceRun, ...] = (),
) -> Article:
    """The article with `text`, which is kept as it is; `title` defaults to the headline it begins with.

    Raises ArticleError where there is nothing to read, or where `text` holds half a surrogate pair.
    """
    if not text.strip():
        raise ArticleError("the article is empty" if not text else "the article holds nothing but white space", "empty")
    provenance = published_from if published else None
    title = title or headline(plain_text(text))
    return Article(id, text, title, published, provenance, publisher, encoding, _digest(text), source)


def check_size(size: int, limit: int) -> None:
    """Raises ArticleError where `size` bytes are more than `limit`."""
    if size > limit:
        raise ArticleError(f"the article is larger than {limit:,} bytes; raise the limit with --max-bytes", "too large")


def decode(data: bytes) -> tuple[str, str]:
    """The text in `data` and the encoding it was read with; line ends stay as they are, a byte order mark goes.

    A byte order mark decides; else UTF-8; else what the text declares, or what a detector takes it for.
    Raises ArticleError where `data` is binary or no encoding fits.

    >>> decode("It paid £5 a share, “a record”.".encode("cp1252"))
    ('It paid £5 a share, “a record”.', 'cp1252')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data, encoding)), encoding.removesuffix("-sig")
    if b"\0" in data:
        raise ArticleError("the file is binary, not text", "binary")
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_damaged(data, error)
        return _detected(data)


@overload
def date_of(text: date | str) -> date: ...


@overload
def date_of(text: date | str | None) -> date | None: ...


def date_of(text: date | str | None) -> date | None:
    """The day that `text` names: YYYY-MM-DD, or a timestamp that begins so; days and None stay as they are.

    Raises UsageError for anything else.

    >>> date_of("2025-10-09T23:00:00Z"), date_of(datetime(2025, 10, 9, 23))
    (datetime.date(2025, 10, 9), datetime.date(2025, 10, 9))
    """
    if text is None or isinstance(text, date):
        return text.date() if isinstance(text, datetime) else text
    try:
        return datetime.fromisoformat(text).date()
    except (ValueError, TypeError):  # the latter of a caller in Python
        raise UsageError(f"{text!r} is no date; write it as YYYY-MM-DD, for example 2025-10-09") from None


def headline(text: str) -> str | None:
    r"""The title that `text` begins with, or None: a first line that is short, ends no sentence, and stands by itself.

    >>> headline("# Rates fall\n\nThe bank cut its rate."), headline("The bank cut its rate.\n\nIt did.")
    ('Rates fall', None)
    """
    first, *rest = text.lstrip("\ufeff \t\r\n").splitlines()[:2] or [""]
    heading = _HEADING.fullmatch(first.strip())
    words = heading["words"].strip() if heading else first.strip()
    if len(words) > LONGEST_TITLE or not any(map(str.isalnum, words)):
        return None
    stands_alone = bool(rest) and not rest[0].strip()
    return words if heading or (stands_alone and words[-1] not in _SENTENCE_ENDS) else None


def _day(text: str | None, defaults: Defaults, kind: str) -> date | None:
    """The day that a row or front matter names, or else the default one. Raises ArticleError where it is no date."""
    try:
        return defaults.published if text is None else date_of(text)
    except UsageError as error:
        raise ArticleError(f"published: {error}", kind) from None


def row_fields(line: bytes) -> dict[str, str]:
    """The fields of a row that we know, each a string. Raises ArticleError where that is not what `line` holds."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ArticleError(f"not UTF-8 at byte {error.start} of the line", "row") from None
    except (json.JSONDecodeError, RecursionError) as error:
        what = (
            f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        )
        raise ArticleError(f"not JSON: {what}", "row") from None
    if not isinstance(row, dict):
        raise ArticleError("a row is an object with the fields id and text", "row")
    known = {field: row[field] for field in ROW_FIELDS if row.get(field) is not None}
    wrong = [field for field in ROW_FIELDS if not isinstance(known.get(field, ""), str)]
    lacking = [field for field in ROW_FIELDS[:2] if field not in known]
    halves = [field for field in known if field not in wrong and _HALF.search(known[field])]
    if halves:
        raise ArticleError(f"{halves[0]} holds half a surrogate pair", "encoding")
    if wrong or lacking:
        raise ArticleError(f"{wrong[0]} is no string" if wrong else f"the field {lacking[0]} is missing", "row")
    return known


def _detected(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes
    from charset_normalizer.utils import any_specified_encoding

    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        raise ArticleError("the text is in no encoding that could be told; save it as UTF-8", "encoding")
    likely = {name: match for match in matches if match.chaos <= best.chaos for name in match.could_be_from_charset}
    encoding = next(
        (name for name in (any_specified_encoding(data), *ENGLISH_ENCODINGS) if name in likely), best.encoding
    )
    return _checked(_decoded(data, encoding)), encoding


def _refuse_damaged(data: bytes, error: UnicodeDecodeError) -> None:
    """Raises ArticleError where `data` is UTF-8 with some bytes lost: read as anything else it would be rubbish.

    In other encodings of English few letters and signs stand in such an order that they are UTF-8 by chance.
    """
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    whole = sum(character > "\x7f" for character in replaced) - broken
    if whole * BY_CHANCE >= broken:
        raise ArticleError(f"the text is UTF-8 with damage at byte {error.start}; save it again", "encoding")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(f"the text is not the {encoding} it says it is: byte {error.start}", "encoding") from None


def _checked(text: str) -> str:
    if len(_CONTROL.findall(text)) * 100 > len(text):
        raise ArticleError("the file is binary, not text", "binary")
    return text


def _digest(text: str) -> str:
    try:
        return sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise ArticleError(f"the text holds half a surrogate pair at character {error.start}", "encoding") from None
