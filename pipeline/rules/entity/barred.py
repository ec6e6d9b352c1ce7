"""Names that have nothing of what is measured, whatever rule comes upon them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.rules.base import Rule
from pipeline.rules.claim.spokesmen import of_firm
from pipeline.rules.entity.inherited import COMMENTATORS, is_of_economies, is_priced
from pipeline.rules.scene.deal import deal_of
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import PLACES, label_of, lead_word, mention_of
from pipeline.rules.scene.relations import concept_noun, concept_phrase
from pipeline.rules.scene.seats import of_government
from pipeline.rules.scene.story import has_figures, is_about_a_firm, leader, nation
from pipeline.rules.scene.whose import led_at, led_by
from pipeline.vocabulary.linking import deal_of_verb, exchange_nouns, share_nouns, word_class
from pipeline.vocabulary.names import is_bloc, name_class, sets_rates


def is_where_a_firm_is(draft: Draft, reading: Reading) -> bool:
    """Whether a place is only where the firm that the story is about has shops or jobs, or makes its sales, or where
    what makes it stands ("the Oslo plant made 900 cars").
    """
    scene, concept = draft.scene, draft.concept
    if label_of(scene, reading) not in PLACES or not is_about_a_firm(scene):
        return False
    if draft.quantity.kind == "count" and not word_class("parts of firms").isdisjoint(concept.split()[-1:]):
        return True
    placed = mention_of(draft, reading)
    first = placed.start if placed else 0
    while scene.lower[first - 1] == "and" and (other := scene.mention_at.get(first - 2)):
        first = other.start
    sited = (placed.end, first - 2) if placed and scene.lower[placed.end + 1] != "where" else ()
    if any(scene.lower[i] in word_class("parts of firms") for i in sited):  # "the Oslo plant", "plants in Oslo"
        return True
    tokens = concept_phrase(draft)
    beside = placed and tokens and tokens[0] <= placed.start < tokens[1] and scene.classes.startswith("N", placed.end)
    within = placed is None or lead_word(scene, placed) in ("in", "across", "at", "of", "to", "from", "and")
    return bool(within or beside) and concept in word_class("takings of firms")


def is_on_the_way(draft: Draft, reading: Reading) -> bool:
    """Whether a place is only where a journey begins, and no trade: "a ticket from Oslo to Bergen"."""
    scene, placed = draft.scene, mention_of(draft, reading)
    if placed is None or not exchange_nouns().isdisjoint(draft.concept_words):
        return False
    onward = scene.lower[placed.end] == "to" and placed.end + 1 in scene.mention_at
    return onward and lead_word(scene, placed) == "from"


def is_of_the_firm(draft: Draft, reading: Reading) -> bool:
    """Whether a person is only named for what the firm that the story is about has: profits, losses, sales."""
    if label_of(draft.scene, reading) != "PERSON":
        return False
    taken = draft.concept in word_class("takings of firms", "concepts of firms") - {"shares"}
    return _acts_for_firm(draft, reading) or (taken and is_about_a_firm(draft.scene))


def _acts_for_firm(draft: Draft, reading: Reading) -> bool:
    """Whether the head of a firm does what the firm does: "chief executive Ann Lee is axing 300 posts"."""
    scene = draft.scene
    if not reading.cues or scene.lower[reading.cues[0][0] - 1] not in word_class("heads of firms"):
        return False
    return draft.concept_head in word_class("parts of firms") | {"costs", "sales", "prices"}


def foresees(draft: Draft, reading: Reading) -> bool:
    """Whether a name is that of one who only forecasts what others have: "the bank's average price forecast"."""
    tokens = concept_phrase(draft)
    words = draft.concept_words + (draft.scene.lower[tokens[0] : tokens[1] + 1] if tokens else [])
    taken = draft.scene.phrase_from(draft.verb_before.end) if draft.verb_before else None
    if label_of(draft.scene, reading) == "PERSON" and taken and taken.word in word_class("forecasts"):
        return True
    if label_of(draft.scene, reading) in PLACES or word_class("forecasts").isdisjoint(words):
        return False
    name, said = str(reading.value), draft.scene.lower[draft.sentence[0] : draft.start]
    return (
        has_figures(name)
        or (is_about_a_firm(draft.scene) and name != leader(draft.scene).name and not COMMENTATORS.isdisjoint(said))  # type: ignore[union-attr]
        or sets_rates(name)
        or not word_class("concepts of markets").isdisjoint(words)
    )


def watches(draft: Draft, reading: Reading) -> bool:
    """Whether a name is that of a central bank or office that speaks of a whole economy: "it sees growth of 2%"."""
    concept = draft.concept
    if label_of(draft.scene, reading) != "ORG" or not is_of_economies(concept) or concept.endswith("target"):
        return False
    placed = mention_of(draft, reading)
    own = placed is not None and draft.scene.classes.startswith("O", placed.end)
    name = str(reading.value)
    if (has_figures(name) and not (own or is_bloc(name))) or sets_rates(name):
        return True
    of_places = concept == "growth" or concept not in word_class("concepts of economies")
    return of_places and not (own or placed is None or is_bloc(name) or is_about_a_firm(draft.scene))


def speaks_of_others(draft: Draft, reading: Reading) -> bool:
    """Whether a name is that of a person who speaks of a whole economy ("Ann Lee expects rates to be cut") or of what
    something costs ("I see oil at $42", "says it costs $9 to ship it"), or of who an account is from ("according to
    Zeta Bank").
    """
    scene, verb, concept = draft.scene, draft.verb, draft.concept
    person = label_of(scene, reading) == "PERSON"
    trades = verb is not None and deal_of_verb(verb.word) is not None
    priced = not trades and (is_priced(concept) or (not concept and draft.quantity.kind == "money"))
    if person and (is_of_economies(concept) or concept.endswith(("rates", "target")) or priced):
        return True
    governs = not word_class("concepts of governments").isdisjoint(concept.split()) and nation(scene) is not None
    if person and governs and not is_about_a_firm(scene) and not trades:
        return True
    to_all = verb is not None and verb.subject is not None and scene.lower[slice(*verb.subject)] == ["it"]
    if to_all and verb and verb.word == "costs" and scene.lower[draft.beyond] == "to":
        return True
    placed = mention_of(draft, reading)
    said = placed is not None and placed.entity.name == reading.value
    return placed is not None and said and lead_word(scene, placed) == "according to"


def estimates(draft: Draft, reading: Reading) -> bool:
    """Whether a name is that of one who puts a figure on what others have: "the institute put the gap at $9m"."""
    scene, verb = draft.scene, draft.verb_before
    of_others = has_figures(str(reading.value)) or label_of(scene, reading) == "PERSON"
    if verb is None or verb.subject is None or not of_others:
        return False
    valued = scene.phrase_from(verb.end)
    puts = verb.word in name_class("verbs of valuing") and draft.hook_word == "at"
    return puts and valued is not None and valued.possessor is None


def is_cited(draft: Draft, reading: Reading) -> bool:
    """Whether it only expects what others have, of whom it was cited before: "It expects 9m phones to be sold"."""
    placed = mention_of(draft, reading)
    verb = draft.scene.verb_after(placed.end, draft.start) if placed else None
    if verb is None or verb.word not in word_class("verbs of expecting", "verbs of forecasting"):
        return False
    cited = (one for one in draft.drafts[: draft.index] if one.get("attribution") == reading.value)
    return any(one.get("entity") != reading.value for one in cited)


def is_held(draft: Draft, reading: Reading) -> bool:
    """Whether a name is that of what the stake is in: nobody says that a firm owns 9% of itself."""
    if draft.scene.classes[draft.beyond + 1] == "U" or draft.concept not in share_nouns():
        return False
    tokens = concept_phrase(draft)
    held = led_at(draft.scene, draft.beyond, ("of",)) if draft.is_part else None
    if held is None and tokens:
        held = next(led_by(draft.scene, (tokens[0], tokens[1] + 1), ("in",)), None)  # "a 9% stake in Zeta Bank"
    return held is not None and held.value == reading.value


def is_of_the_world(draft: Draft, reading: Reading) -> bool:
    """Whether the words say that the whole world has it, where the name is only carried on: "global demand for oil"."""
    phrase = concept_noun(draft)
    words = draft.scene.lower[phrase.start : phrase.head] if phrase and not draft.is_part else []
    if phrase is None or word_class("words of the world").isdisjoint(words):
        return False
    placed, concept = mention_of(draft, reading), phrase.word
    told = placed is not None and phrase.start <= placed.start < draft.end
    of = draft.scene.phrase_after(phrase.end, "of")
    goods = of is not None and of.start == of.core and draft.scene.tags[of.head] == "NNS"  # "global sales of cars"
    whole = goods or concept in word_class("concepts of markets") or not is_about_a_firm(draft.scene)
    near = draft.scene.mentions_in(draft.sentence[0], draft.start)
    whole = whole or (any(p.entity.label == "ORG" for p in near) and all(p.entity.name != reading.value for p in near))
    return whole and phrase.possessor is None and not told


def is_of_the_trade(draft: Draft, reading: Reading) -> bool:
    """Whether the subject is a whole trade, which a firm only speaks of: "it says the industry will sell 9m phones"."""
    phrase = draft.verb.phrase if draft.verb else None
    if phrase is None or phrase.possessor or phrase.word not in ("industry", "sector"):
        return False
    return label_of(draft.scene, reading) == "ORG" and not draft.scene.mentions_in(phrase.start, phrase.end)


def is_across(draft: Draft, reading: Reading) -> bool:
    """Whether a name is that of the one whom a deal is aimed at, whoever makes it: "a $9m claim against Zeta Bank"."""
    deal = deal_of(draft)
    if deal is None or deal.verb is not None or deal.row.name not in AIMED:
        return False
    other = led_at(draft.scene, deal.end, deal.row.other[:1])
    return other is not None and other.value == reading.value


def is_where_it_ranks(draft: Draft, reading: Reading) -> bool:
    """Whether a place is only the one among whose things it ranks: "5% more than in May and the most in Europe"."""
    placed, scene = mention_of(draft, reading), draft.scene
    if placed is None or label_of(scene, reading) not in PLACES or lead_word(scene, placed) not in ("in", "of"):
        return False
    at = placed.start - 2 - (scene.classes[placed.start - 1] == "T")
    apposed = scene.words[at - 1] == "the" and scene.classes[at - 2] in "CX"
    return apposed and scene.tags[at] in ("JJS", "RBS") and scene.classes[at + 1] != "N"


def bargains(draft: Draft, reading: Reading) -> bool:
    """Whether a name is that of a union that speaks of its members' pay or jobs: "the Miners' Federation wants 8%"."""
    name, told = str(reading.value), draft.concept_head
    members = {word.rstrip("'’") for word in name.lower().split()}
    workers = word_class("words of bargaining") - {"management", "employers", "union", "unions"}
    return told in word_class("what unions speak of") and not members.isdisjoint(workers)


AIMED = ("claim", "bid", "fine")
"""Deals that somebody makes to another."""

Bar = Callable[[Draft, Reading], bool]


def surveys_homes(draft: Draft, reading: Reading) -> bool:
    """Whether a name is that of a lender who tells of a country's homes: "Zeta Bank says annual growth is near 2%"."""
    scene = draft.scene
    lead = {*scene.lower[: scene.lead_end]}
    told = not (lead.isdisjoint(word_class("homes")) or lead.isdisjoint(("price", "prices")) or is_about_a_firm(scene))
    homes = told and not word_class("concepts of home markets").isdisjoint(draft.concept_words)
    return homes and label_of(scene, reading) == "ORG"


BARS: tuple[Bar, ...] = (
    is_where_a_firm_is, is_on_the_way, is_held, is_of_the_firm, foresees, watches, speaks_of_others, estimates,
    is_cited, is_of_the_world, is_of_the_trade, is_across, is_where_it_ranks, bargains, surveys_homes,
)  # fmt: skip


def strict(rule: Rule, bars: Sequence[Bar] = BARS) -> Rule:
    """The rule, but it reads no name that one of `bars` bars, and the country for what its government has."""

    def fit(draft: Draft, reading: Reading) -> Reading | None:
        if reading.value is None:
            return reading
        reading = of_firm(draft, of_government(draft, reading))
        return None if any(bar(draft, reading) for bar in bars) else reading

    return replace(rule, fit=fit)
