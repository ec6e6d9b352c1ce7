"""Changes that a verb says with its particle or its object: jobs that go, 40 points put on, and deeds that are none."""

from __future__ import annotations

from pipeline.model import Change, Direction
from pipeline.rules.base import change_rule, when
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.governing import is_subject
from pipeline.rules.syntax.verbs import Range
from pipeline.vocabulary.linking import changes, transitive_row, word_class


def describes_a_thing(draft: Draft) -> bool:
    """Whether the amount only describes the noun behind it: "added a 30-degree ramp", "lost a $5m order"."""
    scene, phrase = draft.scene, draft.scene.phrase_at.get(draft.start)
    goes_on = phrase is not None and phrase.head >= draft.end and scene.classes[draft.end] in "NJ"
    return goes_on and draft.quantity.kind != "count" and scene.classes[draft.start - 1] == "T"


def is_of_body(draft: Draft) -> bool:
    """Whether an organisation, a part of one or a person is the subject: what it lost is no movement but its loss."""
    phrase = draft.verb.phrase if draft.verb else None
    if phrase and phrase.word in word_class("units of firms", "agent nouns"):
        return True
    placed = draft.scene.mention_at.get(phrase.head) if phrase else None
    return placed is not None and placed.entity.label in ("ORG", "PERSON") and phrase.end - placed.end in (0, 1)  # type: ignore[union-attr]


PARTICLES = "on up down back away off ahead"


def _with_particle(draft: Draft) -> Reading | None:
    """Points or percent behind a verb and its particle: "put on 40 points", "gave up 4%", "was off 4%"."""
    if not (draft.quantity.kind == "percent" or draft.quantity.unit == "point" or _is_priced(draft)):
        return None
    up, down = _pair_of(draft, "phrasal verbs of gaining"), _pair_of(draft, "phrasal verbs of losing")
    said = up or down
    direction: Direction = "increase" if up else "decrease"
    goes_on = draft.scene.lower[draft.end] in ("of", "off")
    at = draft.hook
    if at > 0 and draft.scene.lower[at] == "off" and draft.scene.classes[at - 1] == "N" and not goes_on:
        return Reading(Change("decrease", "by"), ((at, at + 1),))
    return Reading(Change(direction, "by"), (said,)) if said and not goes_on else None


def _is_priced(draft: Draft) -> bool:
    """Whether a sum is told of something traded: "copper futures put on $18"."""
    phrase = draft.verb.phrase if draft.verb and draft.quantity.kind == "money" else None
    return phrase is not None and phrase.word in word_class("traded things", "currency nouns", "commodities")


def _pair_of(draft: Draft, name: str) -> Range | None:
    """The two tokens before the number, adverbs passed over, that are a verb and its particle of that class."""
    lower, at = draft.scene.lower, draft.hook - (draft.hook_word == "by")
    pairs = ((at, at + 2), (at - 1, at + 1))
    return next((pair for pair in pairs if " ".join(lower[slice(*pair)]) in word_class(name)), None)


def _laid_off(draft: Draft) -> Reading | None:
    """Workers whom somebody lays off: "laid off 500 workers"."""
    dismissed = draft.scene.lower[draft.end] == "redundant"  # "made 500 workers redundant"
    said = (draft.end, draft.end + 1) if dismissed else _pair_of(draft, "verbs of dismissing")
    people = draft.quantity.noun is not None and draft.quantity.kind == "count"
    return Reading(Change("decrease", "by"), (said,)) if said and people else None


def _behind_its_object(draft: Draft) -> Reading | None:
    """By how much something is moved, right behind its name: "raised prices 4%", "cut its rate a quarter point"."""
    scene, verb, at = draft.scene, draft.verb_before, draft.hook
    sized = draft.quantity.comparator in "=~"  # not "above 4%"
    if verb is None or verb.passive or not sized or scene.lower[draft.end] == "of":
        return None
    row = transitive_row(verb.word)
    moved = scene.phrase_from(verb.end) if row else None
    behind = moved is not None and moved.start <= at < draft.start <= max(moved.end, at + 3)
    beside = behind and scene.classes[at] == "N"
    return Reading(Change(row.direction, "by"), ((verb.head, verb.head + 1),)) if row and beside else None


PHRASAL = (
    change_rule("verb of change with its particle", _with_particle, when(words=PARTICLES))(
        "The index put on [40 points]. => increase by",
        "Shares were off [4%] in London. => decrease by",
        "They put on [40 plays].",
        "Shares are [4%] of it.",
    ),
    change_rule("workers who are laid off", _laid_off, when(words="off go redundant"))(
        "Norway Steel laid off [500 workers]. => decrease by", "Norway Steel laid off [500 metres] of pipe."
    ),
    change_rule(
        "size behind what is moved",
        _behind_its_object,
        when(kinds="percent", words=lambda: {word for row in changes() if row.transitive for word in row.verbs}),
    )(
        "The mill raised prices [4%]. => increase by",
        "Norway Steel held prices [4%] below.",
        "Norway raised wages [4%] of the time.",
        "Norway raised its stake above [4%].",
    ),
)
"""Rules of the slot `change` for verbs with a particle, or with an object before the number."""


def _jobs_gone(draft: Draft) -> Reading | None:
    """Jobs that go and people who lose them: "up to 500 jobs could go", "900 servants will lose their jobs"."""
    scene, verb, noun = draft.scene, draft.scene.verb_after(draft.end, draft.sentence[1]), draft.quantity.noun
    jobs, whole = word_class("nouns of jobs"), scene.classes[slice(*draft.segment)]
    if draft.previous and scene.lower[draft.segment[0]] == "of" and set(whole[1:]) <= {*"TSNOJ"}:
        return None
    of = scene.phrase_after(draft.end, "of")
    last = of.head if of else scene.tokens_of(noun)[1] - 1 if noun else -1
    if verb is None or last < 0 or not is_subject(draft, verb) or scene.lower[last] not in jobs:
        return None
    taken = scene.phrase_from(verb.end)
    led = scene.tags[verb.start] in ("MD", "TO", "VBP", "VBD") and scene.lower[verb.end] not in ("to", "into", "on")
    gone = (verb.word in ("go", "goes", "gone", "went") and led) or scene.lower[verb.end] == "redundant"
    goes = (gone or verb.word in word_class("verbs of vanishing")) and taken is None
    lost = verb.word in word_class("verbs of losing") and taken and taken.word in jobs
    return Reading(Change("decrease", "by"), ((verb.head, verb.head + 1),)) if goes or lost else None


def _jobs_made(draft: Draft) -> Reading | None:
    """Jobs that something makes, or people that it takes on: "the plant would create 700 jobs"."""
    scene, verb, noun = draft.scene, draft.verb, draft.quantity.noun
    after, taken = scene.verb_at.get(draft.end), _pair_of(draft, "verbs of taking on")
    if after and after.passive:
        verb = after
    elif verb is None or verb.passive or not (taken or draft.hook == verb.head):
        return None
    if noun is None and draft.quantity.kind == "count" and draft.previous:
        noun = draft.previous.quantity.noun
    if noun is None:
        return None
    made = taken or verb.word in ("create", "creates", "created", "creating")
    jobs = scene.lower[scene.tokens_of(noun)[1] - 1] in word_class("nouns of jobs")
    return Reading(Change("increase", "by"), ((verb.head, verb.head + 1),)) if made and jobs else None


def _lost(draft: Draft) -> Reading | None:
    """What goes with an act: "will close with the loss of 500 jobs", "at a cost of 500 jobs"."""
    scene, at, noun, verb = draft.scene, draft.hook, draft.quantity.noun, draft.verb
    leads = at > 0 and noun and scene.lower[at - 1 : at + 1] in (["loss", "of"], ["cost", "of"])
    jobs = noun is not None and scene.lower[scene.tokens_of(noun)[1] - 1] in word_class("nouns of jobs")
    if jobs and verb and verb.end <= draft.start and verb.word in ("cost", "costs", "costing"):
        return Reading(Change("decrease", "by"), ((verb.head, verb.head + 1),))
    return Reading(Change("decrease", "by"), ((at - 1, at + 1),)) if leads else None


JOBS = (
    change_rule("jobs that go", _jobs_gone, when(kinds="count", classes=("nouns of jobs",)))(
        "Up to [500 jobs] could go. => decrease by",
        "More than [900 workers] will lose their jobs. => decrease by",
        "Between [90 and 95 staff] are to be made redundant. => decrease by",
        "At least [900 jobs] are to be cut. => decrease by",
        "Of them, [90] of its 900 workers will go. => decrease by",
        "About 90 of the mill's [900 workers] will go.",
        "Some [900 workers] will go to Oslo.",
        "Some [900 workers] lost their homes.",
    ),
    change_rule("jobs that are made", _jobs_made, when(kinds="count", words="create creates created creating on"))(
        "The plant would create [700 jobs]. => increase by",
        "Some [700 jobs] will be created. => increase by",
        "The plant took on [700 staff]. => increase by",
        "The plant would create [700 tonnes] of waste.",
    ),
    change_rule("loss of what is counted", _lost, when(kinds="count", words="loss cost costs costing"))(
        "The mill will close with the loss of [500 jobs]. => decrease by",
        "The strike has cost Norway [500 jobs]. => decrease by",
        "The duty has saved [500 jobs].",
        "The mill made a loss of [$5m].",
    ),
)
"""Rules of the slot `change` for jobs."""
