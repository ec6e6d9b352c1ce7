"""The number on its way to a fact: where it stands, what stands around it, and what has been read of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import compress, pairwise
from typing import Any, Literal, get_args

from pipeline.model import Change, Quantity, Role
from pipeline.rules.scene.scene import BULLETS, Placed, Scene
from pipeline.rules.syntax.once import kept
from pipeline.rules.syntax.relative import past_aside
from pipeline.rules.syntax.verbs import QUOTES, Range, VerbGroup
from pipeline.vocabulary.linking import change_nouns, change_verbs, deal_of_verb, word_class
from pipeline.vocabulary.names import name_class

Slot = Literal["change", "concept", "entity", "counterparty", "period", "scenario", "attribution"]

Trait = Literal[
    Slot, "before", "movement", "bracket", "double", "headline", "label", "listed", "list", "noun", "date", "verb",
    "subject", "named", "quotes", "told", "actual",
]  # fmt: skip
"""What a number has: slots that are read; another number before it in the sentence, one that moved; a bracket around
it, a number that it says again, a place in the headline, a label of its line, that or a bullet, a list, a counted
noun; a date in its sentence; its verb before it, with its subject; a name in its sentence, quotation marks in the
article, a number before it there; the scenario that it is so."""

BITS: dict[Trait, int] = {trait: 1 << i for i, trait in enumerate(get_args(Trait))}
"""Each trait as a bit of the number that says what a number has."""

SEEN = [BITS[trait] for trait in get_args(Trait) if trait not in (*get_args(Slot), "actual")]
"""The bits of the traits that the text gives it, in the order in which `Draft.traits` looks for them."""

LABEL, LABEL_ENDS = 14, frozenset([":", "):", "–", "—", "-"])
"""Words that the label of a line has at most, and the marks that end it."""

SUMMED = (["total", "of"], ["average", "of"], ["between", "them"])
"""Words that only say how the number was reached: "paid an average of $9"."""


@dataclass(eq=False, slots=True)
class Reading:
    """What a rule reads for a slot, and the tokens that it reads it from; a value of None empties the slot."""

    value: object
    cues: tuple[Range, ...] = ()
    rule: str = ""
    rejected: tuple[str, ...] = ()
    phrase: Range | None = None
    """For a concept: the tokens of its noun phrase, where its possessor and complements hang."""


@dataclass(eq=False)
class Draft:
    """A quantity on its way to a fact: its place, and the readings of the slots decided so far."""

    index: int
    quantity: Quantity
    scene: Scene
    drafts: Sequence[Draft]
    readings: dict[Slot, Reading] = field(default_factory=dict)
    values: dict[Slot, object] = field(default_factory=dict)
    """The values of the readings."""
    has: int = 0
    """The bits of the slots that are read."""
    decided: set[Slot] = field(default_factory=set)
    """The slots that have been asked for, whether one was read or none."""
    known: dict[object, Any] = field(default_factory=dict)
    """What has been worked out of it for good."""
    get: Callable[[Slot], object] = field(init=False)
    """The value read for a slot, or None."""
    start: int = field(init=False)
    """First token of the quantity."""
    end: int = field(init=False)
    """Token after the quantity's last."""
    sentence: Range = field(init=False)
    """Tokens of the sentence."""
    paragraph: Range = field(init=False)
    """Tokens of the paragraph or heading (`Scene.passage`)."""
    bracket: Range | None = field(init=False)
    """The bracket that holds the quantity: tokens of its two marks."""
    place: int = field(init=False)
    """The token where the quantity hangs in its sentence: its own start, or that of its bracket."""
    previous: Draft | None = field(init=False)
    """The quantity before this one in the same sentence, passing by one that only says where that was."""
    segment: Range = field(init=False)
    """Tokens between the previous quantity of the sentence (or its start) and this one."""
    double: Draft | None = field(init=False)
    """The quantity that this one says again in other terms: "£3bn ($4bn; 3.5bn euros)", "one-third (33%)"."""
    verb: VerbGroup | None = field(init=False)
    """The verb group that governs the quantity: the nearest before it in the sentence, else the next after it."""
    verb_before: VerbGroup | None = field(init=False)
    """That verb group, where it stands before the quantity."""
    hook: int = field(init=False)
    """The token to the left that leads to the quantity: hedges, adverbs, determiners passed over; -1 where none."""
    hook_word: str = field(init=False)
    """The word at the hook, lower case."""
    beyond: int = field(init=False)
    """The token after the quantity and a bracket that says it again: "a third (59.8%) of …"."""
    is_part: bool = field(init=False)
    """Whether it is a part: "11% of …"."""
    goes_on: bool = field(init=False)
    """Whether only names, prepositions, marks and words of change stand between the number before and this, and an
    adjective of the number: "rose 5% to a record $9bn"."""
    is_setting: bool = field(init=False)
    """Whether it counts where what the number before counts is: "sold 900 cars in [12 countries]"."""

    def __post_init__(self) -> None:
        """What nearly every rule asks for is worked out at once."""
        self.get = self.values.get
        self.start, self.end = self.scene.quantity_at[self.index]
        self.sentence = self.scene.sentence(self.start)
        self.paragraph = self.scene.passage(self.start)
        self.bracket = self.scene.bracket[self.start]
        self.place = self.bracket[0] if self.bracket else self.start
        before = self.drafts[self.index - 1] if self.index else None
        before = before.previous if before and before.is_setting else before
        self.previous = before if before and before.start >= self.sentence[0] else None
        self.segment = (self.previous.end if self.previous else self.sentence[0]), self.start
        self.double = self._double()
        self.verb = self._verb()
        self.verb_before = self.verb if self.verb and self.verb.end <= self.start else None
        self.hook = self._hook()
        self.hook_word = self.scene.lower[self.hook] if self.hook >= 0 else ""
        self.goes_on = self._goes_on()
        self.is_setting = self._is_setting()

    def look_on(self) -> None:
        """What hangs on the numbers after it is worked out once all are there."""
        self.beyond = self._beyond()
        self.is_part = self.quantity.kind == "percent" and self.scene.lower[self.beyond] == "of"

    def settle(self, slot: Slot, reading: Reading | None) -> None:
        """Keep what has been read for `slot`, if anything."""
        if reading:
            self.readings[slot] = reading
            self.values[slot] = reading.value
            self.has |= BITS[slot] | (BITS["actual"] if reading.value == "actual" else 0)
        self.decided.add(slot)

    def rule_of(self, slot: Slot) -> str:
        """The name of the rule that read a slot, empty where none did."""
        return self.readings[slot].rule if slot in self.readings else ""

    def lent(self, slot: Slot) -> Reading | None:
        """What was read for `slot`, for another number to take over: the reading cites this number."""
        reading = self.readings.get(slot)
        return Reading(reading.value, (self.scene.quantity_at[self.index],)) if reading else None

    @property
    def concept(self) -> str:
        """What it measures, empty where that is not read."""
        return str(self.get("concept") or "")

    @property
    def concept_words(self) -> list[str]:
        """The words of what it measures."""
        return self.concept.split()

    @property
    def concept_head(self) -> str:
        """The last word of what it measures, empty where that is not read."""
        return self.concept.rpartition(" ")[2]

    @property
    def role(self) -> Role | None:
        """Whether it is where a movement came from, where it went, or by how much, where that is read."""
        change = self.get("change")
        return change.role if isinstance(change, Change) else None

    def _hook(self) -> int:
        scene, i = self.scene, self.start - 1
        cue = scene.tokens_of(self.quantity.cue) if self.quantity.cue else (0, 0)
        while i >= self.segment[0] and (
            (scene.classes[i] in "RT" and scene.lower[i] not in ("up", "down", "higher", "lower"))
            or scene.lower[i] in word_class("words beside amounts", "hedges")
            or (cue[0] <= i < cue[1] and scene.classes[i] != "V")
            or scene.words[i] in QUOTES
            or scene.lower[i - 1 : i + 1] in SUMMED
        ):
            i -= 1
        return i if i >= self.sentence[0] else -1

    def _is_setting(self) -> bool:
        before, scene, at = self.previous, self.scene, self.hook - (self.scene.classes[self.hook] == "S")
        whole = before is not None and scene.lower[before.end : self.start] in (["of", "the"], ["of", "its"])
        if before and self.hook_word == "of" and (whole or self._is_base_of(before)):
            return True
        if before is None or scene.lower[at] not in ("in", "at", "across") or not self.quantity.noun:
            return False
        acted_on = before.hook_word == "with" or before.hook == (before.verb_before.head if before.verb_before else -2)
        near = set(scene.classes[before.end : at]) <= {*"NJP"} and self.quantity.kind == before.quantity.kind
        return acted_on and near and self.verb == before.verb

    def _is_base_of(self, before: Draft) -> bool:
        """Whether it is what a result was made on that moved: "a profit of $9m on sales of $90m, up from $8m"."""
        scene, phrase = self.scene, self.scene.phrase_at.get(self.hook - 1)
        led = phrase is not None and scene.lower[phrase.start - 1] == "on" and self.is_like(before)
        after = pairwise(scene.lower[self.end : self.end + 10])
        return led and any(one in ("up", "down") and two == "from" for one, two in after)

    @kept
    def run(self) -> list[Draft]:
        """The list of numbers that this one stands in: with only commas, "and" and hedges between them."""
        run, drafts = [self], self.drafts
        while run[0].index > 0 and _adjoins(drafts[run[0].index - 1], run[0]):
            run.insert(0, drafts[run[0].index - 1])
        while run[-1].index + 1 < len(drafts) and _adjoins(run[-1], drafts[run[-1].index + 1]):
            run.append(drafts[run[-1].index + 1])
        return run

    @property
    def last(self) -> Draft | None:
        """The number before in the same sentence, lengths of time passed over: "have tripled in two years to $600"."""
        other = self.previous
        while other and other.quantity.unit in word_class("units of time") and other.get("change") is None:
            other = other.previous
        return other

    @kept
    def traits(self) -> int:
        """What it has besides the slots that are read; the numbers before it are decided when this is asked for."""
        scene, verb = self.scene, self.verb_before
        found = (
            self.previous, self.last and self.last.get("change"), self.bracket, self.double, self.in_headline,
            self.label, self.label or self.item, len(self.run) > 1, self.quantity.noun, scene.dates_in(*self.sentence),
            verb, verb and verb.subject, scene.mentions_in(*self.sentence), scene.quotation_marks, self.index,
        )  # fmt: skip
        return sum(compress(SEEN, found))

    @property
    def after_rate(self) -> int:
        """The token after the quantity and the words of its rate, "a year", "a share"."""
        cue = self.quantity.per_cue
        start, end = self.scene.tokens_of(cue) if cue else (0, 0)
        return end if start == self.beyond else self.beyond

    def _beyond(self) -> int:
        again = self.following
        said_again = again is not None and again.double is self and self.scene.words[self.end] == "("
        return again.bracket[1] + 1 if said_again and again and again.bracket else self.end

    def _verb(self) -> VerbGroup | None:
        scene = self.scene
        if self.bracket and (inside := scene.verb_before(self.start, self.bracket[0])):
            return inside
        at = self.place - (scene.classes[self.place - 1] == "P")
        comma = past_aside(scene, at, self.segment[0])
        if comma < at and self.previous and scene.verbs_in(comma, at) and not scene.verbs_in(self.segment[0], comma):
            return scene.verb_before(comma, self.sentence[0])
        before = self.resumed or scene.verb_before(self.place, self.sentence[0])
        return before or scene.verb_after(self.end, self.sentence[1])

    @kept
    def resumed(self) -> VerbGroup | None:
        """The verb that goes on after a clause: "sold Zeta, which had 9 mills, for $3m", "rose when it came, to 9%"."""
        scene, inner = self.scene, self.scene.verb_before(self.place, self.sentence[0])
        if inner is None:
            return None
        which = inner.start - 1
        while which > self.sentence[0] and scene.classes[which] == "R":
            which -= 1
        closed = next((i for i in range(inner.end, self.start) if scene.words[i] == ","), 0)
        since = inner.subject[0] - 1 if inner.subject else which
        which = since if scene.lower[since] in ("since", "after", "when") and since > self.sentence[0] else which
        relative = scene.classes[which] == "W" and scene.words[which - 1] == ","
        if not closed or not (relative or which == since):
            return None
        lead, main = scene.lower[closed + 1], scene.verb_before(which, self.sentence[0])
        if main is None:
            return None
        sold = lead in ("for", "to", "from") and self.quantity.kind == "money" and deal_of_verb(main.word)
        moved = lead in ("by", "to", "from") and main.word in change_verbs()
        return main if sold or moved or (lead == "at" and main.word in name_class("verbs of valuing")) else None

    def is_object_of(self, verb: VerbGroup) -> bool:
        """Whether it stands right after the verb, its determiners passed over: "bought its first 9 mills"."""
        phrase = self.scene.phrase_at.get(self.start)
        opens = phrase is not None and phrase.start == verb.end and "N" not in self.scene.classes[verb.end : self.start]
        return self.hook == verb.head or opens

    def is_like(self, other: Draft) -> bool:
        """Whether the other is of the same kind and unit."""
        return (self.quantity.kind, self.quantity.unit) == (other.quantity.kind, other.quantity.unit)

    @property
    def following(self) -> Draft | None:
        """The next quantity of the article."""
        return self.drafts[self.index + 1] if self.index + 1 < len(self.drafts) else None

    def _double(self) -> Draft | None:
        other = self.previous
        if not other or not self.bracket or other.quantity.kind != self.quantity.kind:
            return None
        between = self.scene.words[other.end : self.start]
        if any(word not in ("(", ";", ",", "or", "/", "~", "about") for word in between):
            return None
        if other.bracket == self.bracket:
            return other.double and other
        return other if other.quantity.unit != self.quantity.unit or self.quantity.kind == "percent" else None

    @kept
    def line(self) -> Range:
        """Tokens of the quantity's line, from its line break to the quantity."""
        return max(self.scene.line_start(self.start), self.paragraph[0]), self.start

    @property
    def item(self) -> int:
        """First token of the list item that the quantity stands in, 0 where it stands in none."""
        start = self.line[0]
        return start if self.scene.words[start] in BULLETS else 0

    @kept
    def label(self) -> Range | None:
        """Tokens of the label that opens the line, before its colon or dash: "• Norway – 3%", "Revenue: $4bn"."""
        scene, (start, end) = self.scene, self.line
        while start < end and scene.words[start] in BULLETS:
            start += 1
        if LABEL_ENDS.isdisjoint(scene.words[start : start + LABEL]):
            return None
        marks = (i for i in range(start, min(end, start + LABEL)) if scene.words[i] in LABEL_ENDS)
        mark = next((i for i in marks if scene.words[i] != "-" or scene.spaced[i - 1]), start)  # not "Oslo-based"
        return (start, mark) if mark > start and not scene.verb_after(start, end) else None

    @kept
    def in_headline(self) -> bool:
        """Whether the quantity stands in the article's first block and that is a heading."""
        return self.paragraph[0] == 0 and self.scene.is_heading(0)

    @kept
    def twin(self) -> Draft | None:
        """The number of the text that a number of the headline announces: equal within the headline's rounding."""
        if not self.in_headline:
            return None
        own = self.quantity
        slack = Decimal(10) ** -(own.decimals or 0) / 2
        for other in self.drafts:
            same = other.quantity.kind == own.kind and own.unit in (None, other.quantity.unit)
            if same and not other.in_headline and abs(other.quantity.value - own.value) <= slack:
                return other
        return None

    def _goes_on(self) -> bool:
        inner = self.previous.verb_before if self.previous else None
        if not self.previous or (inner and self.verb_before and inner.start > self.verb_before.start):
            return False
        if self.previous.quantity.noun and self.scene.tags[self.start] == "VBD":
            return False  # "trade with ten states doubled"
        if self.hook_word == "for" and self.scene.words[self.hook - 1] == "," and self.quantity.kind == "money":
            return False  # "bought Zeta, a bank with 40 branches, for $9m"
        scene, phrase, end = self.scene, self.scene.phrase_at.get(self.previous.end - 1), self.start
        level = scene.phrase_at.get(self.hook - 1) if self.hook_word == "of" else None
        if level and level.word in word_class("record nouns") and scene.lower[level.start - 1] in ("from", "to"):
            end = level.start
        rate = scene.tokens_of(self.previous.quantity.per_cue) if self.previous.quantity.per_cue else (0, 0)
        past = rate[1] if rate[0] == self.segment[0] else self.segment[0]
        for i in range(max(past, phrase.end if phrase else 0), end):
            placed = scene.mention_at.get(i)
            named = placed is not None and placed.mention.form in ("name", "short")
            plain = scene.classes[i] in "PRCTDOX" or scene.lower[i] in word_class("words that lead on")
            weighed = i == self.start - 1 and scene.lower[i - 1] in ("a", "an")
            if not (named or plain or weighed):
                return False
        between = scene.words[self.segment[0] : self.segment[1]]
        return ";" not in between or any(i in scene.mention_at for i in range(*self.segment))

    @kept
    def is_change_of_last(self) -> bool:
        """Whether the words since the number before say that this is how that changed: "$9m, a fall of 4%"."""
        words = self.scene.lower[slice(*self.segment)] if self.previous else []
        at = words.index(",") if "," in words and not self.scene.verbs_in(*self.segment) else 0
        led = len(words) - at in (4, 5) and words[at + 1] in ("a", "an") and words[-1] == "of"
        return led and words[at] == "," and words[-2] in change_nouns()

    @kept
    def lead(self) -> Placed | None:
        """The mention nearest before the quantity since the one before it, or right before its bracket."""
        scene = self.scene
        if self.bracket and (inside := scene.mentions_in(max(self.bracket[0], self.segment[0]), self.start)):
            return inside[-1]
        if self.bracket and self.segment[0] <= self.bracket[0]:
            return scene.mention_at.get(self.bracket[0] - 1)
        found = scene.mentions_in(*self.segment)
        return found[-1] if found else None


def _adjoins(left: Draft, right: Draft) -> bool:
    """Whether only commas, "and" and hedges stand between two numbers of a kind in a sentence."""
    between = left.scene.lower[left.end : right.start]
    near = 0 < len(between) <= 3 and left.sentence == right.sentence and left.quantity.kind == right.quantity.kind
    return near and set(between) <= {",", "and", "or", "a", "about", "just", "some"}
