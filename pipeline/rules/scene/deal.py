"""The deal that a number is the price or size of: made by a verb, or named by a noun."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.rules.scene.draft import Draft
from pipeline.rules.scene.names import lead_word
from pipeline.rules.scene.relations import concept_noun, traded_in
from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.syntax.once import once_read
from pipeline.rules.syntax.verbs import Phrase, VerbGroup
from pipeline.vocabulary.linking import DealRow, deal_of_noun, deal_of_verb, word_class

BODIES = ("ORG", "PERSON")
"""Labels of what can be bought, merged with or paid, where a place may stand in the same words."""

PEOPLE = 5
"""So many words after "hired" may say that it is people."""


@dataclass(frozen=True, slots=True)
class Deal:
    """The deal that a number is the price or size of: made by a verb, or named by a noun."""

    row: DealRow
    verb: VerbGroup | None
    end: int
    """Where the words that make the deal end, and its other side may follow."""


@once_read("concept")
def deal_of(draft: Draft) -> Deal | None:
    """The deal of the noun phrase that the number stands in, else of the verb before it, else of the concept."""
    scene, verb = draft.scene, draft.verb
    led = verb is not None and (
        draft.is_object_of(verb) or is_given_with(draft, verb) or given_to(draft, verb) is not None
    )
    if draft.quantity.kind == "measure" and not led:
        before, lead = draft.previous, scene.lower[draft.end]  # "sold 9m tonnes to Chile and 2m tonnes to Peru"
        return deal_of(before) if before and before.verb is verb and lead in ("to", "from") else None
    verb = main_verb(draft)
    if (moved := _that_moved(draft)) and (row := deal_of_noun(moved.word)):
        return Deal(row, None, moved.end)
    own = scene.phrase_at.get(draft.start)
    if own and own.end > draft.end and (row := deal_of_noun(scene.lower[own.end - 1])):
        return Deal(row, None, own.end)
    if (noun := _before_price(draft)) and (row := deal_of_noun(noun.word)):
        return Deal(row, None, noun.end)
    row = made_by(scene, verb) or _put_into(draft, verb) if verb and verb.end <= draft.place else None
    offered = scene.phrase_from(draft.end + 1) if row and row.name == "bid" and scene.lower[draft.end] == "in" else None
    if offered and (lent := deal_of_noun(offered.word)):
        return Deal(lent, None, offered.end)  # "offered Norway $9m in loans"
    if verb and row:
        return Deal(row, verb, verb.end)
    phrase = concept_noun(draft)
    phrase = traded_in(scene, phrase) if phrase else None
    if phrase and draft.sentence[0] <= phrase.start and (row := deal_of_noun(phrase.word)):
        return Deal(row, None, phrase.end)
    return None


def main_verb(draft: Draft) -> VerbGroup | None:
    """The verb of the number, "worth" and "led by" passed over: "tabled an offer worth $9bn"."""
    verb, scene = draft.verb, draft.scene
    if verb and not verb.finite and scene.lower[verb.start : verb.end + 1] in (["led", "by"], ["headed", "by"]):
        return scene.verb_before(verb.start, draft.sentence[0])
    if verb is None or verb.word != "worth":
        return verb
    return scene.verb_before(verb.start, draft.sentence[0]) if verb.end - verb.start == 1 else None


def _that_moved(draft: Draft) -> Phrase | None:
    """The object that a verb of change moves to the number: "raised its bid for Zeta Bank to $9bn"."""
    phrase = concept_noun(draft)
    moves = draft.get("change") is not None and draft.quantity.kind == "money"
    return phrase if moves and phrase and draft.verb and draft.verb.end == phrase.start else None


def _before_price(draft: Draft) -> Phrase | None:
    """The deal's noun that its price follows: "the purchase of Zeta Bank for $9bn", "won a contract worth $9bn"."""
    scene = draft.scene
    kind, hook = draft.quantity.kind, draft.hook
    if kind not in ("money", "count") or hook < 0 or scene.lower[hook] not in ("for", "at", "of", "worth"):
        return None
    verbs = scene.verbs_in(*draft.segment)
    start = verbs[-1].end if verbs else draft.segment[0]
    if kind == "count" or scene.lower[hook] in ("of", "worth"):
        noun = scene.phrase_at.get(hook - 1 - (scene.words[hook - 1] == ","))
        row = deal_of_noun(noun.word) if noun else None
        return noun if row and (kind == "money" or row.name == "order") else None
    return next((p for p in scene.phrases_in(start, draft.start) if deal_of_noun(p.word)), None)


def _put_into(draft: Draft, verb: VerbGroup) -> DealRow | None:
    """The investment of one who puts a sum into something: "has put $9m into Norway"."""
    puts = verb.word in word_class("verbs of putting")
    return deal_of_verb("invest") if puts and draft.scene.lower[draft.beyond] == "into" else None


def made_by(scene: Scene, verb: VerbGroup) -> DealRow | None:
    """The deal that the verb makes, alone or with its particle ("took over")."""
    particle = " ".join(scene.lower[verb.head : verb.head + 2])
    row, things = deal_of_verb(particle) or deal_of_verb(verb.word), scene.lower[verb.end : verb.end + PEOPLE]
    staff = row is not None and row.name == "order" and not word_class("nouns of jobs").isdisjoint(things)
    return None if staff else row


def moving_verb(draft: Draft) -> VerbGroup | None:
    """The verb whose object moved to the number, later ones passed over: "cut the debt it took on to buy Larkfield"."""
    change = draft.readings.get("change")
    moved = change is not None and change.cues and draft.rule_of("concept") == "object that changed"
    return draft.scene.verb_at.get(change.cues[0][0]) if moved and change else None


def is_of_target(verb: VerbGroup) -> bool:
    """Whether those who are offered something own what is bid for: "Velmora shareholders will be offered 9p"."""
    if verb.phrase is None or verb.phrase.word not in word_class("nouns of shareholders"):
        return False
    deal = deal_of_verb(verb.word)
    return verb.word in word_class("verbs of getting") or (verb.passive and deal is not None and deal.name == "bid")


def is_given_with(draft: Draft, verb: VerbGroup) -> bool:
    """Whether the verb's object gets what "with" leads to: "supplied Norway with 9m tonnes of coal"."""
    scene, phrase = draft.scene, draft.scene.phrase_from(verb.end)
    return phrase is not None and phrase.end < draft.start and scene.lower[phrase.end] == "with"


def given_to(draft: Draft, verb: VerbGroup) -> Placed | None:
    """The name between the verb and the number: "sold Norway 9m tonnes of coal", "gave Zeta Bank a 4% stake"."""
    scene = draft.scene
    last = draft.hook - (scene.classes[draft.hook] == "T")
    placed = scene.mention_at.get(last)
    return placed if placed and placed.end == last + 1 and lead_word(scene, placed) == verb.word else None
