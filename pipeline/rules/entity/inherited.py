"""Whose a number is where its own clause names nobody: from the sentence, the paragraph, or the article's topic."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.rules.base import entity_rule, of_twin, when
from pipeline.rules.claim.spokesmen import speaking_for, spoken_for
from pipeline.rules.entity.offices import country_of_office
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.deal import BODIES, is_of_target
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import AND, PLACES, first_named, front_end, in_aside, label_of, lead_word, named
from pipeline.rules.scene.relations import concept_phrase, exchange, is_other_side, is_partner, relation
from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.scene.story import has_figures, is_about, is_about_a_firm, leader, nation
from pipeline.rules.scene.whose import country_of, led_at, led_by, owner_of_verb
from pipeline.rules.syntax.once import once_of_each
from pipeline.rules.syntax.verbs import VerbGroup
from pipeline.rules.trade.bilateral import trader
from pipeline.vocabulary.containment import capital_of
from pipeline.vocabulary.linking import CONCEPTS_KEPT, deal_of_verb, exchange_nouns, is_reporting, word_class
from pipeline.vocabulary.names import name_class, sets_rates

LISTED = ("name right after the number", "name in a list", "place that opens the clause", "stock index")
"""Names of the rules for lists and asides; what they name is not what the text goes on about."""


def may_own(draft: Draft, label: str) -> bool:
    """Whether a thing with that label can have what is measured: an economy is a place's, a profit is not.

    A stretch of time, an age and the price of a commodity are nobody's unless the clause says so.
    """
    concept, quantity = draft.concept, draft.quantity
    if label not in PLACES and concept.endswith("market") and not draft.is_part:
        return False
    firms = concept in word_class("takings of firms") or (concept == "shares" and draft.get("change"))
    if (label == "PERSON" and firms) or concept == "age" or quantity.unit in word_class("units of time"):
        return False
    quoted = (quantity.kind == "money" and quantity.value < 10**6) or "price" in concept or "futures" in concept
    if is_priced(concept) and (quoted or _leads_to_price(draft)):
        return False
    homes = label in PLACES and not draft.scene.vocabulary.isdisjoint(word_class("homes"))
    priced = concept in ("price", "prices") and not homes
    quoted = quantity.kind == "money" and (priced or is_quoted_by_weight(draft))
    if quoted or (priced and any(is_quoted_by_weight(other) for other in numbers_before(draft, 0))):
        return False
    if label not in PLACES and quantity.kind == "count" and draft.hook_word in word_class("verbs of harming"):
        return False
    goods = concept.startswith("prices of ") or re.search(r"(?<!share) prices$", concept)  # whoever sells them
    if is_of_places(draft, label) or (label == "ORG" and goods):
        return False
    word = draft.verb.word if draft.verb else ""
    gives = deal_of_verb(word) is not None or word in word_class("verbs of putting")
    if _counts_others(draft) or ((label not in PLACES or gives) and nameless_doer(draft)):
        return False
    shared = concept in word_class("concepts of economies") or not _is_one_of(concept, "concepts of firms")
    return label in ("ORG", "PERSON") or shared


def _counts_others(draft: Draft) -> bool:
    """Whether others than those told of are counted: "ten other banks agreed to pay", "29 economists expected it"."""
    verb = draft.scene.verb_at.get(draft.end)
    if verb and draft.quantity.kind == "count" and draft.concept_head in _STRANGERS:
        return verb.word in word_class("verbs of forecasting", "verbs of expecting") or is_reporting(verb.word)
    phrase = draft.scene.phrase_at.get(draft.start) if draft.quantity.noun else None
    doers = phrase is not None and phrase.start == draft.sentence[0] and phrase.word in _STRANGERS
    return doers and "other" in draft.scene.lower[draft.start : draft.end]


def nameless_doer(draft: Draft) -> bool:
    """Whether others without a name do what is measured, who are no part of a firm: "pension funds hold 48%"."""
    scene, verb = draft.scene, draft.verb
    at = draft.hook - (draft.hook_word == "for")  # "the union asks for $9"
    if verb is None or verb.phrase is None or at != verb.head or verb.passive or is_reporting(verb.word):
        return False
    phrase, word = verb.phrase, verb.word
    if phrase.possessor and phrase.word in word_class("counterparts"):
        return phrase.head not in scene.mention_at
    indefinite = verb.finite and scene.lower[phrase.start] in ("a", "an")  # "a US firm offers $9m"
    one = indefinite and phrase.word in word_class("words for firms")
    inside = [p for p in scene.mentions_in(*(verb.subject or (0, 0))) if not one or p.entity.label in BODIES]
    foresees = word in word_class("verbs of forecasting", "verbs of expecting")
    strange = word_class("adjectives of strangers") & set(scene.lower[phrase.start : phrase.head])
    strangers = word_class("agent nouns") if strange else _STRANGERS
    return not (phrase.possessor or inside or foresees) and (one or phrase.word in strangers)


@lru_cache(maxsize=CONCEPTS_KEPT)
def is_priced(concept: str) -> bool:
    """Whether the concept is a commodity or its price, and no bill, sale or export of it."""
    head = re.split(" (?:of|for|on|from) ", concept)[0]
    flows = exchange_nouns() | word_class("growing nouns") | {"demand"}
    if head != concept and not flows.isdisjoint(head.split()[-1:]):
        return False
    words = concept.removesuffix(" prices").removesuffix(" price").removesuffix(" futures")
    return any(f" {words} ".endswith(f" {name} ") for name in word_class("commodities"))


def _leads_to_price(draft: Draft) -> bool:
    """Whether the number after it is the price that the movement came to: "rose 1.6% to $7,720 a tonne"."""
    after = draft.following
    return after is not None and after.goes_on and after.quantity.kind == "money" and draft.get("change") is not None


def is_quoted_by_weight(draft: Draft) -> bool:
    """Whether the number, or the level right after it, is a price for a weight or volume: "$45 to $3,120 a tonne"."""
    after = draft.following
    near = after is not None and after.start - draft.end <= 2 and after.quantity.unit == draft.quantity.unit
    pers = {draft.quantity.per, after.quantity.per if near and after else None}
    return not word_class("portions").isdisjoint(pers)


def is_of_places(draft: Draft, label: str) -> bool:
    """Whether only places have what is measured, and a thing with that label is none.

    Growth, wages and the like are a place's in a story about a place, whoever speaks of them.
    """
    if label in PLACES:
        return False
    concept = draft.concept
    national = concept in word_class("concepts of economies") and not is_about_a_firm(draft.scene)
    return _is_one_of(concept, "concepts of places") or (national and nation(draft.scene) is not None)


def is_of_economies(concept: str) -> bool:
    """Whether it is what a whole economy has: inflation, growth, prices, the trade deficit."""
    return _is_one_of(concept, "concepts of places") or concept in word_class("concepts of economies")


@lru_cache(maxsize=CONCEPTS_KEPT)
def _is_one_of(concept: str, name: str) -> bool:
    """Whether the concept holds a word or phrase of the class `name`."""
    return any(f" {words} " in f" {concept} " for words in word_class(name))


def fitting(draft: Draft, reading: Reading | None) -> Reading | None:
    """The reading, where what it names can have what is measured."""
    if reading is None or reading.value is None or is_partner(draft, reading.value):
        return None
    return reading if may_own(draft, label_of(draft.scene, reading)) else None


def _outer_subject(draft: Draft) -> Reading | None:
    """The subject of an earlier verb of the sentence: "Norway said sales rose 4%"."""
    for verb in reversed(draft.scene.verbs_in(draft.sentence[0], draft.start)):
        inserted = is_reporting(verb.word) and draft.scene.words[verb.end] == ","  # "fell 5%, Zeta Bank said, after"
        if inserted or verb.word in word_class("verbs of research") or in_aside(draft, verb.start):
            continue
        reading = fitting(draft, acting(draft.scene, verb) or spoken_for(draft.scene, verb))
        name = str(reading.value) if reading else ""
        foretells = has_figures(name) and not sets_rates(name)  # "the office predicts that sales will grow"
        if reading and not (is_other_side(draft, reading) or foretells):
            return reading
    return None


@once_of_each
def acting(scene: Scene, verb: VerbGroup) -> Reading | None:
    """The entity of a verb's subject; a person who only says or puts something has nothing of what is measured."""
    if is_of_target(verb) or (verb.phrase and verb.phrase.word in COMMENTATORS):
        return None
    reading, word = owner_of_verb(scene, verb), verb.word
    says = is_reporting(word) or word in word_class("verbs of forecasting")
    if reading is None or not (says or word in word_class("verbs of wanting", "light verbs")):
        return reading
    person = label_of(scene, reading) == "PERSON"
    public = verb.phrase is not None and not PUBLIC.isdisjoint(scene.lower[verb.phrase.start : verb.phrase.head])
    return None if person or (says and (public or _reports_on_others(scene, reading))) else reading


PUBLIC, COMMENTATORS = name_class("public bodies"), name_class("commentators")


def _reports_on_others(scene: Scene, reading: Reading) -> bool:
    """Whether its figures are those of others: of a statistics office, a ministry, the seat of a union of countries."""
    name = str(reading.value)
    if label_of(scene, reading) != "GPE":
        return has_figures(name)
    code = capital_of(name)
    return code is not None and all(entity.code != code for entity in scene.entities)


def _sibling(draft: Draft) -> Reading | None:
    """The entity of the number before in the same sentence."""
    before = draft.previous
    if before is None or (draft.label and draft.label != before.label):
        return None
    if before.is_part and draft.hook_word == "from":
        return before.lent("entity")  # "the bloc takes 30% of exports, up from 26%"
    return fitting(draft, before.readings.get("entity"))


def _place(draft: Draft) -> Reading | None:
    """Where the things counted are, where nobody is said to have them: "500 companies operate in Norway"."""
    scene, verb, concept = draft.scene, draft.verb, draft.concept
    if not concept or concept in word_class("equity") or concept.endswith("stake"):
        return None
    front = scene.mentions_in(draft.sentence[0], front_end(draft))
    led = [placed for placed in front if lead_word(scene, placed) in ("in", "at", "across")]
    start = verb.end if verb and verb.start > draft.end and scene.lower[draft.end] != "in" else draft.end
    stop = next((i for i in range(start, draft.sentence[1]) if scene.words[i] in (";", ",")), draft.sentence[1])
    after = led_by(scene, (start, min(start + 9, stop)), ("in", "at", "across"))
    return fitting(draft, first_named(led) or next(after, None))


def _country(draft: Draft) -> Reading | None:
    """The place named before in the sentence, for what only places have: "Prices in Norway rise: inflation …"."""
    if not _is_one_of(draft.concept, "concepts of places"):
        return None
    scene = draft.scene
    before = scene.mentions_in(draft.sentence[0], draft.start)[::-1]
    named = (p for p in before if p.entity.label in PLACES and not _is_where_told(scene, p, draft.start))
    places = [p for p in named if scene.lower[p.end] not in word_class("agent nouns")]  # not "Oslo brokers Zeta"
    return first_named(places) or country_of(scene, before, named=True) or _country_of_source(draft)


def _country_of_source(draft: Draft) -> Reading | None:
    """The country whose office says it after the number: "Inflation rose to 9%, Norway's statistics office said"."""
    scene = draft.scene
    for placed in scene.mentions_in(draft.end, draft.sentence[1]):
        phrase = scene.phrase_at.get(placed.start)
        says = scene.verb_at.get(phrase.end) if phrase and phrase.possessor else None
        if says is not None and placed.entity.label == "GPE" and is_reporting(says.word):
            return named(placed)
    return None


def _is_where_told(scene: Scene, placed: Placed, end: int) -> bool:
    """Whether a place is only where something is said: "told parliament in Oslo that output fell"."""
    said = scene.verb_before(placed.start, scene.sentence(placed.start)[0])
    told = said is not None and is_reporting(said.word)
    return told and lead_word(scene, placed) in ("in", "at") and "that" in scene.lower[placed.end : end]


def relative_place(draft: Draft) -> Reading | None:
    """The place of which a clause with "where" says more: "it has a plant in Oslo, where wages rose 4%"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.subject is None or scene.lower[verb.subject[0] - 1] != "where":
        return None
    at = verb.subject[0] - 2
    placed = scene.mention_at.get(at - (scene.words[at] == ","))
    acts = label_of(scene, acting(scene, verb)) in (*PLACES, *BODIES)
    return None if acts else fitting(draft, named(placed, (*PLACES, "FAC")))


def fronted_place(draft: Draft) -> Reading | None:
    """The place that opens the number's clause: "in France they rose 2%", "in Peru, cases had fallen by 5%"."""
    scene, verb, first = draft.scene, draft.verb, draft.sentence[0]
    if not (verb and verb.subject) and draft.quantity.kind != "multiple":
        return None
    start = verb.subject[0] if verb and verb.subject else draft.start  # "in Peru the rate doubled"
    marks = (";", ",") if scene.classes[start] == "U" else (";",)  # ", in Chile it fell"
    near = (i for i in range(first, draft.start + 1) if scene.lower[i] in ("in", "at", "across"))
    opens = [i for i in near if i == first or scene.classes[i - 1] in "BC" or scene.words[i - 1] in marks]
    if not opens:
        return None
    placed = scene.mention_at.get(start)
    at = led_at(scene, opens[-1], ("at",))
    if placed is None and label_of(scene, at) == "ORG":
        return fitting(draft, at)
    named_so = placed is not None and placed.mention.form != "pronoun"
    acts = acting(scene, verb) if verb else None
    if named_so or label_of(scene, acts) in BODIES or label_of(scene, topic(draft)) in BODIES:
        return None
    reading = led_at(scene, opens[-1], ("in", "at", "across"))
    if reading is None or label_of(scene, reading) not in PLACES:
        return None
    sold = is_priced(str(draft.get("concept"))) and any(e.code and e.name == reading.value for e in scene.entities)
    return reading if sold else fitting(draft, reading)


def topic(draft: Draft) -> Reading | None:
    """The entity of the last fact of the paragraph, or whose trade that is a part of, where nobody else is named."""
    for other in numbers_before(draft, draft.paragraph[0]):
        sold = exchange(draft) if other.is_part and other.get("counterparty") else None
        reading = fitting(draft, other.readings.get("counterparty" if sold and sold is relation(other) else "entity"))
        if reading and (other.rule_of("entity") in LISTED or _is_elsewhere(draft, other, reading)):
            continue
        both = word_class("words for several") & {*draft.scene.lower[slice(*draft.segment)]}
        if reading and (both or AND not in str(reading.value)):
            return Reading(reading.value, (draft.scene.quantity_at[other.index],))
    return None


def _is_elsewhere(draft: Draft, other: Draft, reading: Reading) -> bool:
    """Whether a story about one country only passes by another, of whose economy it does not tell there.

    So does a story about one firm pass by the shares of another.
    """
    home, scene = nation(draft.scene), draft.scene
    firm = leader(scene) if other.concept == "shares" != draft.concept else None
    if firm and firm.label == label_of(scene, reading) == "ORG":
        return reading.value != firm.name
    told = is_of_economies(other.concept) and not other.is_part
    if told or home is None or reading.value == home.name:
        return False
    return label_of(scene, reading) == "GPE" and is_of_economies(draft.concept)


def _protagonist(draft: Draft) -> Reading | None:
    """The one that the article is about: named in its headline or first paragraph, and twice as often as any other.

    Only for a concept that the text gives to nobody else. What only places have is the one country's that it names.
    """
    scene, concept = draft.scene, draft.concept
    if not concept or _is_of_region(draft):
        return None
    told = set(concept.split())
    homes = not told.isdisjoint(("price", "prices")) and word_class("homes") & set(scene.lower[: scene.lead_end])
    governing = (_GOVERNING & told or homes) and not is_about_a_firm(scene)
    national = governing or _is_one_of(concept, "concepts of places")
    found = (nation(scene) if national else None) or trader(scene) or leader(scene)
    first = next((p for p in scene.mentions if found and is_about(p.entity, found)), None)
    if not (found and first and may_own(draft, found.label)):
        return None
    led = first.start < scene.lead_end or (scene.lead_end and national and found is nation(scene))
    return Reading(found.name, ((first.start, first.end),)) if led else None


def _is_of_region(draft: Draft) -> bool:
    """Whether the words say that a region without a name has it, and no country: "the output of the region"."""
    scene, tokens = draft.scene, concept_phrase(draft)
    phrase = scene.phrase_from(tokens[1] + 1) if tokens and scene.lower[tokens[1]] in ("of", "in", "for") else None
    return phrase is not None and phrase.word in ("region", "bloc") and not scene.mentions_in(phrase.start, phrase.end)


_STRANGERS = word_class("agent nouns").difference(
    word_class("people of firms"), word_class("words for firms"), word_class("parts of firms")
)
"""Who acts and is no part of a firm."""

_GOVERNING = word_class("concepts of governments")

PLACED = (
    entity_rule("place where it is so", relative_place, when(words="where"))(
        "Zeta Bank has a mill in Oslo, where wages have risen [4%]. => Oslo",
        "Zeta Bank has a mill in Oslo, where Hurricane Olga hit [nine out of 10] homes. => Oslo",
        "Zeta Bank has a mill in Oslo, where it has spent [$4m].",
    ),
    entity_rule("place that opens the clause", fronted_place, when(words="in at across"))(
        "Car sales in Norway fell 4%, while in Chile they rose [2%]. => Chile",
        "Growth in Norway is to slow to 2%, in Chile it is to reach [4%]. => Chile",
        "Norway is dry. In parts of Chile only [60mm] of rain have fallen. => Chile",
        "In Norway, the price of petrol is [$2] a litre. => Norway",
        "In Oslo, the price of copper rose to [$2] a pound.",
        "Zeta Bank grew. In Chile, it lost [2%] of its clients.",
    ),
)
"""Rules of the slot `entity` for places."""

RULES = (
    entity_rule("whom the speaker speaks for", speaking_for, when(words="i my we our us"))(
        '"We will cut [300 jobs]," said Zeta Bank chairman Ann Lee. => Zeta Bank',
        '"Our costs hit [$5m]," said Ann Lee, the chairman of Zeta Bank. => Zeta Bank',
        '"I own [300 cows]," said Ann Lee. => Ann Lee',
        '"They will cut [300 jobs]," said Zeta Bank chairman Ann Lee.',
    ),
    entity_rule("subject of an earlier verb", _outer_subject)(
        "Norway said sales hit [$5bn]. => Norway",
        "Zeta Bank said a factory in Oslo employing [640 people] will close. => Zeta Bank",
        "Output fell 5%, Zeta Bank said, after a fall of [3%].",
    ),
    entity_rule("place that the sentence names", _country, when("concept", "named"))(
        "After a bad year in Norway, inflation stood at [4%]. => Norway",
        "Inflation stood at [4%], Norway's statistics office said. => Norway",
        "Ann Lee told parliament in Oslo that inflation stood at [4%].",
    ),
    entity_rule("same sentence", _sibling, when("before"))(
        "Norway has sales of $9bn. Sales of $9bn, costs of [$4bn]. => Norway",
        "Norway's trade with the EU is old. The bloc takes 8% of its exports, up from [5%]. => EU",
    ),
    of_twin("entity", "Old mill to cut [500 jobs]\n\nNorway will cut 500 jobs. => Norway"),
    entity_rule("place", _place, when("concept", kinds="percent count multiple measure"))(
        "Some [500 mills] have closed in Norway. => Norway",
        "Bills rose 4%, [3%] more than in May and the most in Norway.",
    ),
    entity_rule("country whose office tells of it", country_of_office, when("named"))(
        "Output fell by [4%], the Norwegian statistics office said. => Norway",
        "The US is rich. Orders fell by [4%], according to the US Department of Energy. => US",
        "Norway is rich. Orders fell by [4%], the Zeta Trade Department said.",
    ),
    entity_rule("topic of the paragraph", topic)(
        "Norway's exports hit $5bn. Copper earned [$4bn]. => Norway", "Zeta Bank's assets hit $5bn. Inflation was [4%]."
    ),
    entity_rule("protagonist", _protagonist, when("concept"))(
        "Norway sold the port. It is old.\n\nNorway is rich. Exports were [$4bn]. => Norway",
        "The Norwegian budget is tight.\n\nDuty on tea goes up by [4%]. Norway agreed. => Norway",
        "Zeta Bank met.\n\nNorway is rich.\n\nConsumer prices rose [4%]. => Norway",
        "House prices rose in Norway, Zeta Bank said.\n\nZeta Bank is old. The price of flats rose [4%]. => Norway",
        "Zeta Bank grew. It is old.\n\nZeta Bank is rich. Milk prices fell [4%].",
        "Rates on hold\n\nThe Bank of England met. The UK is rich.\n\nLending grew [4%]. => UK",
        "Norway is rich\n\nNorway met. Some [29 economists] expected it.",
    ),
)
"""Rules of the slot `entity` that carry it on, strongest first."""
