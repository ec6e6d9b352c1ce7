"""A difference for people and programs to read: in the terminal, as Markdown for a pull request, as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any, Protocol

from rich.console import Group, RenderableType
from rich.text import Text

from pipeline.diff import PARTS, ArticleDiff, Cause, Diff, How, RowChange
from pipeline.review.quotation import one_line, quote
from pipeline.table import change_text, quantity_text

FIRST = 50
"""Changes that are listed one by one; the rest are counted."""

CAUSES: Mapping[Cause, str] = {
    "new": "New articles",
    "gone": "Articles that are gone",
    "text": "The article changed",
    "elsewhere": "The article changed elsewhere, or a rule, a word list or the model did",
    "date": "The article's date changed",
    "pipeline": "A rule, a word list or the model changed",
    "review": "A reviewer decided so",
}
"""Why tables differ, in the order in which they are listed."""

SIGNS: Mapping[How, tuple[str, str]] = {
    "added": ("+", "green"),
    "removed": ("-", "red"),
    "changed": ("~", "yellow"),
    "reworded": ("≈", "cyan"),
}
"""The mark and the colour of a change."""

_MARKDOWN_MARKS = ("\0", "\1")


class Texts(Protocol):
    """Texts of articles by their SHA-256."""

    def get(self, sha256: str | None) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Listing:
    """What is to be listed: the changes, by cause and article, and what is left out."""

    groups: tuple[tuple[Cause, tuple[tuple[ArticleDiff, tuple[RowChange, ...]], ...]], ...]
    left_out: Counter[str]
    """How many more there are of each kind."""


def listing(diff: Diff, *, everything: bool = False) -> Listing:
    """The FIRST changes of articles and facts by cause and then article, or `everything`, of the other rows too."""
    limit = None if everything else FIRST
    wanted = PARTS if everything else ("document", "facts")
    order = list(CAUSES)
    found = [(change, article) for article in diff.articles for change in article.changes if change.part in wanted]
    found.sort(key=lambda each: order.index(each[0].cause))
    shown = found if limit is None else found[:limit]
    groups = []
    for cause, several in groupby(shown, key=lambda each: each[0].cause):
        articles = groupby(several, key=lambda each: each[1].article)
        groups.append((cause, tuple(_article(list(each)) for _, each in articles)))
    return Listing(tuple(groups), Counter(change.kind for change, _ in found[len(shown) :]))


def _article(found: list[tuple[RowChange, ArticleDiff]]) -> tuple[ArticleDiff, tuple[RowChange, ...]]:
    return found[0][1], tuple(change for change, _ in found)


def sentence(change: RowChange, article: ArticleDiff, texts: Texts, marks: tuple[str, str] = ("⟦", "⟧")) -> str:
    """The sentence that the changed row stands in, with its words marked; just these where its text is not at hand."""
    sides = ((change.new, change.new_span, article.new_sha256), (change.old, change.old_span, article.old_sha256))
    row, span, sha256 = next(side for side in sides if side[0] is not None)
    text = texts.get(sha256) if span else None
    if text is None or span is None:
        return one_line(str((row or {}).get("exact", "")))
    return quote(text, *span, marks)


def render(diff: Diff, listed: Listing, texts: Texts) -> Group:
    """What `pipeline diff` prints in the terminal."""
    parts: list[RenderableType] = []
    for cause, articles in listed.groups:
        parts.append(Text(f"{CAUSES[cause]}\n", "bold"))
        for article, changes in articles:
            parts.append(Text(article.article, "bold cyan"))
            parts += [Text("\n").join(_lines(change, article, texts)) for change in changes]
            parts.append(Text())
    if listed.left_out:
        parts.append(Text(f"{_more(listed)}\n", "dim"))
    parts.append(Text(summary(diff)))
    return Group(*parts)


def summary(diff: Diff) -> str:
    """How much differs: `2 of 19 articles differ; facts added: 1, facts changed: 3`."""
    total = len(diff.articles) + diff.same
    articles = f"{total} article{'s' * (total != 1)}"
    if not diff.articles:
        return f"No difference in {articles}"
    counts = ", ".join(f"{what}: {number}" for what, number in diff.counts().items())
    verb = "differs" if len(diff.articles) == 1 else "differ"
    return f"{len(diff.articles)} of {articles} {verb}; {counts}"


def _more(listed: Listing) -> str:
    kinds = "; ".join(f"{kind}: {number}" for kind, number in listed.left_out.most_common())
    return f"… and {listed.left_out.total()} more, which --all lists: {kinds}"


def describe(change: RowChange) -> str:
    """One row in short: the quantity and what it is of, or the words of another row."""
    row = change.new or change.old or {}
    if change.part == "document":
        return "document"
    if change.part != "facts":
        words = row.get("exact") or row.get("name") or row.get("message") or row.get("id", "")
        return one_line(f"{words}")
    return one_line(" · ".join(filter(None, [quantity_text(row), *_about(row)])))


def _about(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (row["concept"] or "", row["entity"] or "")
    yield f"counterparty {row['counterparty']}" if row["counterparty"] else ""
    yield from (row["period"] or "", change_text(row))
    yield row["scenario"] if row["scenario"] != "actual" else ""
    yield f"said by {row['attribution']}" if row["attribution"] else ""


def shown(slot: str, value: Any) -> str:
    """A slot's value for a person to read."""
    if slot == "change":
        return change_text({"change": value}) or "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{key} {shown(key, each)}" for key, each in value.items())
    if isinstance(value, list):
        return one_line(", ".join(map(str, value))) or "nothing"
    return "nothing" if value is None else one_line(str(value))


def _lines(change: RowChange, article: ArticleDiff, texts: Texts) -> Iterator[Text]:
    sign, colour = SIGNS[change.how]
    part = "" if change.part in ("facts", "document") else f"{change.part}: "
    yield Text.assemble((f"  {sign} ", colour), part, (describe(change), colour), (f"  {change.id}", "dim"))
    width = max([len(slot.slot) for slot in change.slots], default=0)
    for slot in change.slots:
        name = "the extractor" if slot.slot == "reviewed" else slot.slot
        yield Text.assemble(
            f"      {name:{width}}  ", (shown(slot.slot, slot.old), "red"), " → ", (shown(slot.slot, slot.new), "green")
        )
    if change.part == "facts":
        yield Text(f"      {sentence(change, article, texts)}", "dim")


def as_json(diff: Diff, old: str, new: str, texts: Texts) -> dict[str, Any]:
    """The whole difference as one JSON object; spans in code points, end exclusive."""
    return {
        "old": old,
        "new": new,
        "same": diff.same,
        "counts": diff.counts(),
        "articles": [
            {
                "article": article.article,
                "cause": article.cause,
                "moved": article.moved,
                "changes": [_change_json(change, article, texts) for change in article.changes],
            }
            for article in diff.articles
        ],
    }


def _change_json(change: RowChange, article: ArticleDiff, texts: Texts) -> dict[str, Any]:
    return {
        "id": change.id,
        "part": change.part,
        "how": change.how,
        "cause": change.cause,
        "slots": [{"slot": slot.slot, "old": slot.old, "new": slot.new} for slot in change.slots],
        "old": change.old,
        "new": change.new,
        "old_span": change.old_span,
        "new_span": change.new_span,
        "sentence": sentence(change, article, texts) if change.part == "facts" else None,
    }


def as_markdown(diff: Diff, listed: Listing, texts: Texts) -> str:
    """The difference as a comment on a pull request: one folded table an article."""
    lines = [f"**{_md(summary(diff))}**", ""]
    for cause, articles in listed.groups:
        lines += [f"### {CAUSES[cause]}", ""]
        for article, changes in articles:
            lines += [f"<details><summary>{_md(article.article)}: {_several(changes)}</summary>", ""]
            lines += ["| | fact | slot | old | new | sentence |", "|---|---|---|---|---|---|"]
            lines += [row for change in changes for row in _markdown_rows(change, article, texts)]
            lines += ["", "</details>", ""]
    if listed.left_out:
        lines += [_md(_more(listed)), ""]
    return "\n".join(lines)


def _several(changes: Iterable[RowChange]) -> str:
    counted: dict[str, int] = {}
    for change in changes:
        counted[change.how] = counted.get(change.how, 0) + 1
    return ", ".join(f"{number} {how}" for how, number in counted.items())


def _markdown_rows(change: RowChange, article: ArticleDiff, texts: Texts) -> Iterator[str]:
    quoted = _md(sentence(change, article, texts, _MARKDOWN_MARKS)) if change.part == "facts" else ""
    quoted = quoted.replace("\0", "**").replace("\1", "**")
    head = [SIGNS[change.how][0], _md(describe(change))]
    cells = [
        [_md(slot.slot), _md(shown(slot.slot, slot.old)), _md(shown(slot.slot, slot.new))] for slot in change.slots
    ]
    for index, slots in enumerate(cells or [["", "", ""]]):
        yield "| " + " | ".join([*(head if index == 0 else ["", ""]), *slots, quoted if index == 0 else ""]) + " |"


def _md(text: str) -> str:
    """`text` as Markdown shows it literally, in one cell of a table."""
    escaped = escape(text, quote=False)
    return "".join(f"\\{character}" if character in "\\`*_[]|~#" else character for character in escaped)
