"""The review in a terminal: one change at a time, one key an answer. It prints to the console it is given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pipeline.errors import PipelineError, UsageError
from pipeline.review.decisions import ConflictError
from pipeline.review.listing import CAUSES, SIGNS, Texts, describe, sentence, shown
from pipeline.review.session import Item, Session
from pipeline.table import SLOTS, quantity_text

KEYS: Mapping[str, str] = {
    "a": "accept",
    "r": "reject",
    "c": "correct a slot",
    "s": "skip",
    "b": "back",
    "u": "undo",
    "w": "say why",
    "q": "quit",
    "k": "accept all of this kind",
    "l": "accept all by this rule",
}
"""What can be answered, in the order in which it is shown."""

NOTHING = "-"
"""What a person types for an empty slot."""

Ask = Callable[[str], str]


class Terminal:
    """A session in front of a person: `key` waits for one key, `ask` for a line after a prompt."""

    def __init__(self, session: Session, console: Console, key: Callable[[], str], ask: Ask, texts: Texts) -> None:
        """A terminal that quotes the sentences of `texts`, also of facts that are gone."""
        self.session, self.console, self.key, self.ask, self.texts = session, console, key, ask, texts
        self.skipped: set[tuple[str, str]] = set()
        self.why: str | None = None
        self.tally: Counter[str] = Counter()
        self._undoable: list[tuple[str, int]] = []
        self._trail: list[tuple[str, str]] = []

    def run(self) -> None:
        """Ask until nothing is open that has not been skipped, or the person quits."""
        while items := self._open():
            item = items[0]
            self.console.print(self._page(item, len(items)))
            if not self._answer(item):
                return

    def _answer(self, item: Item) -> bool:
        """Wait for a key and do what it says; whether to go on."""
        while True:
            key = self.key()
            if key in ("q", "\x1b", "\x04"):
                return False
            if key in KEYS:
                break
            self.console.print(Text("? " + "  ".join(f"{key} {what}" for key, what in KEYS.items()), "dim"))
        try:
            self._do(key, item)
        except ConflictError as error:
            self.console.print(Text(f"{error}; look at it again\n", "red"))
            self.session.reload(item.article)
        except PipelineError as error:
            self.console.print(Text(f"{error}\n", "red"))
        return True

    def _do(self, key: str, item: Item) -> None:
        acts: dict[str, Callable[[], None]] = {
            "a": lambda: self._accept([item]),
            "k": lambda: self._accept(self._alike(item, "kind")),
            "l": lambda: self._accept(self._alike(item, "rule")),
            "r": lambda: self._reject(item),
            "c": lambda: self._correct(item),
            "s": lambda: self._skip(item),
            "b": self._back,
            "w": self._say_why,
            "u": self._undo,
        }
        acts[key]()

    def _open(self) -> list[Item]:
        return [item for item in self.session.items() if _place(item) not in self.skipped]

    def _alike(self, item: Item, by: Literal["kind", "rule"]) -> list[Item]:
        """What is open and like `item`, and has not been skipped."""
        return [each for each in self.session.alike(item, by) if _place(each) not in self.skipped]

    def _accept(self, items: Sequence[Item]) -> None:
        self.session.accept(items, self.why)
        self._done("accepted", len(items))

    def _reject(self, item: Item) -> None:
        self.session.reject(item, self.why)
        self._done("rejected", 1)

    def _correct(self, item: Item) -> None:
        if item.change is None or item.change.new is None:
            raise UsageError("there is no fact to correct here")
        row = item.change.new
        first = next((slot.slot for slot in item.change.slots if slot.slot in SLOTS), "concept")
        slot = self.ask(f"slot ({', '.join(SLOTS)}) [{first}]: ").strip() or first
        if slot not in SLOTS:
            raise UsageError(f"{slot}: no slot")
        text = self.ask(f"{slot} is {shown(slot, row[slot])}; it should be ({NOTHING} for nothing): ").strip()
        if text:
            why = self.why or self.ask("why (may stay empty): ").strip()
            self.session.correct(item, slot, read_slot(slot, text), why)
            self._done("corrected", 1)

    def _skip(self, item: Item) -> None:
        self.skipped.add(_place(item))
        self._trail.append(_place(item))

    def _back(self) -> None:
        if not self._trail:
            raise UsageError("nothing has been skipped; u takes the last decision back")
        self.skipped.discard(self._trail.pop())

    def _say_why(self) -> None:
        self.why = self.ask("why, for what you decide from here on (empty: no reason): ").strip() or None

    def _undo(self) -> None:
        if not self.session.undo():
            raise UsageError("nothing to take back")
        what, number = self._undoable.pop()
        self.tally[what] -= number

    def _done(self, what: str, number: int) -> None:
        self.tally[what] += number
        self._undoable.append((what, number))

    def _page(self, item: Item, left: int) -> Group:
        """What is shown of one item: where, what, the slots side by side, the sentence, the keys."""
        cause = CAUSES[item.change.cause if item.change else item.diff.cause]
        parts: list[RenderableType] = [
            Rule(Text(f"{item.article} · {left} to go", "bold"), style="dim"),
            Text(cause, "dim"),
        ]
        parts += self._change(item) if item.change else self._rest(item)
        parts += [Text(), self._keys(item)]
        return Group(*parts)

    def _change(self, item: Item) -> list[RenderableType]:
        change = item.change
        assert change is not None  # noqa: S101  (the caller looked)
        sign, colour = SIGNS[change.how]
        row = change.new or change.old or {}
        what = describe(change) if change.slots else quantity_text(row)
        parts: list[RenderableType] = [
            Text.assemble((f"{sign} {change.how}  ", f"bold {colour}"), (what, "bold"), (f"  {change.id}", "dim")),
            _slots_table(item) if change.slots else _row_table(row),
        ]
        quoted = re.split("[\x02\x03]", sentence(change, item.diff, self.texts, ("\x02", "\x03")))
        if len(quoted) == 3:
            parts.append(Text.assemble(quoted[0], (f"⟦{quoted[1]}⟧", f"bold {colour}"), quoted[2]))
        return parts

    def _rest(self, item: Item) -> list[RenderableType]:
        if item.diff.cause == "gone":
            return [Text("the article is gone; accepting removes its table")]
        counted = Counter((change.part, change.how) for change in item.diff.changes if change.part != "facts")
        what = ", ".join(f"{part} {how}: {number}" for (part, how), number in counted.items())
        return [Text(f"other rows differ: {what}"), Text("pipeline diff --all lists them", "dim")]

    def _keys(self, item: Item) -> Text:
        kind, rule = len(self._alike(item, "kind")), len(self._alike(item, "rule"))
        more = {"k": f" “{item.kind}” ({kind})", "l": f" “{item.rule}” ({rule})" if item.rule else ""}
        hidden = {key for key, idle in (("k", kind < 2), ("l", rule < 2 or not item.rule)) if idle}
        keys = Text()
        last = [key for key in KEYS if key not in more][-1]
        for key, what in KEYS.items():
            if key not in hidden:
                keys.append(key, "bold cyan").append(
                    f" {what}{more.get(key, '')}" + ("\n" if key in (*more, last) else "   ")
                )
        return keys


def read_slot(slot: str, text: str) -> Any:
    """The value that a person typed for `slot`, as a table writes it. Raises UsageError where it makes no sense.

    >>> read_slot("value", "1,500.0"), read_slot("change", "increase by"), read_slot("concept", "-")
    ('1500.0', {'direction': 'increase', 'role': 'by'}, None)
    """
    if text == NOTHING:
        return None
    if slot in ("value", "value_high"):
        return text.replace(",", "").replace(" ", "")
    if slot == "decimals":
        if not text.removeprefix("-").isdigit():
            raise UsageError(f"decimals: {text!r} is no whole number")
        return int(text)
    if slot == "change":
        direction, _, role = text.partition(" ")
        return {"direction": direction, "role": role.strip()}
    return text


def _place(item: Item) -> tuple[str, str]:
    return item.article, item.id


def _slots_table(item: Item) -> Table:
    """The slots that differ: accepted, new, and the rule that decided."""
    grid = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
    for column in ("slot", "accepted", "new", *(["rule"] if item.rule else [])):
        grid.add_column(column, overflow="fold")
    for index, slot in enumerate(item.change.slots if item.change else ()):
        name = "the extractor" if slot.slot == "reviewed" else slot.slot
        cells = [Text(name), Text(shown(slot.slot, slot.old), "red"), Text(shown(slot.slot, slot.new), "green")]
        grid.add_row(*cells, *([Text(item.rule if index == 0 else "", "dim")] if item.rule else []))
    return grid


def _row_table(row: Mapping[str, Any]) -> Table:
    """The slots of a fact that is decided on as a whole; the quantity stands above them."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for slot in SLOTS[SLOTS.index("concept") :]:
        grid.add_row(Text(f"  {slot}", "dim"), Text(shown(slot, row[slot])))
    return grid
