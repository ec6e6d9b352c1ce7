"""Whose a concept is, as the words of its noun phrase and beside it say: possessor, name in it, complement."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pipeline.rules.entity.inherited import acting, is_of_economies, is_of_places, is_quoted_by_weight, may_own, topic
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.deal import BODIES, Deal, deal_of, is_of_target, moving_verb
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import PLACES, first_named, label_of, last_named, lead_word, mention_of, named
from pipeline.rules.scene.relations import concept_noun, concept_phrase, exchange, is_other_side, share, traded_in
from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.scene.sides import next_object
from pipeline.rules.scene.story import is_about_a_firm, leader, nation
from pipeline.rules.scene.whose import country_of, is_organ, led_at, led_by, owner_before, owner_in, owner_of_verb
from pipeline.rules.syntax.relative import past_aside
from pipeline.rules.syntax.verbs import Phrase, Range, VerbGroup
from pipeline.rules.trade.partners import is_takeover
from pipeline.vocabulary.linking import deal_of_noun, is_reporting, word_class

OF = frozenset(["of", "for"])
"""Prepositions that lead from a concept to its owner; from a deal, to its other side."""


def possessor(draft: Draft) -> Reading | None:
    """The possessor of the concept: "Norway's exports", "its share"."""
    phrase = concept_noun(draft)
    own = draft.scene.phrase_at.get(draft.start)
    if own and own.possessor and own.possessor[1] <= draft.start:
        if draft.scene.lower[own.possessor[1] - 1] in word_class("counterparts"):
            return Reading(None, (own.possessor,))  # "to its rival's 11%"
        return last_named(draft.scene.mentions_in(*own.possessor))
    if phrase and draft.scene.lower[phrase.start - 1] == "whose":
        return owner_before(draft.scene, phrase.start - 1)
    if phrase is None or phrase.possessor is None or _is_whole(draft, phrase):
        return None
    found = _described(draft.scene, phrase) or last_named(draft.scene.mentions_in(*phrase.possessor))
    return _holder_of_whole(draft, phrase, found) or found


def _holder_of_whole(draft: Draft, phrase: Phrase, found: Reading | None) -> Reading | None:
    """Whose share it is, where "its" cannot be the whole: "Norwegian gas sells. Its share in EU imports is 9%"."""
    scene, start = draft.scene, draft.sentence[0]
    row = share(draft)
    if row is None or scene.classes[phrase.start] != "S" or start <= draft.paragraph[0]:
        return None
    whole = led_at(scene, phrase.end, row.other)
    if whole is None or (found and found.value != whole.value):
        return None
    before = scene.mentions_in(scene.sentence(start - 1)[0], start)
    told = (named(placed) or country_of(scene, [placed], named=True) for placed in before)
    return next((other for other in told if other and other.value != whole.value), None)


def _described(scene: Scene, phrase: Phrase) -> Reading | None:
    """Who the words describe: the bank of "the central bank cut its rate", the country of "Asia's largest economy"."""
    first = phrase.possessor[0] if phrase.possessor else phrase.start
    verb = scene.verb_before(first, scene.sentence(first)[0])
    if scene.lower[first] == "its" and verb and verb.phrase and verb.end == first:
        placed = scene.mention_at.get(verb.phrase.head)
        told = is_reporting(verb.word) or verb.word in word_class("verbs of putting")
        own = is_organ(scene, verb.phrase.head) or (placed and placed.entity.label in (*PLACES, "ORG") and not told)
        return owner_in(scene, (verb.phrase.start, verb.phrase.end)) if own else None
    ranked = phrase.word == "economy" and "JJS" in scene.tags[phrase.core : phrase.head]
    country = nation(scene) if ranked else None
    return Reading(country.name, ((phrase.start, phrase.end),)) if country else None


def _is_whole(draft: Draft, phrase: Phrase) -> bool:
    """Whether a phrase names the whole: "5% of Norway's trade", "In Norway's trade, Chile takes 5%"."""
    scene, verb = draft.scene, draft.verb
    if draft.is_part and phrase.possessor and phrase.start >= draft.end:
        return True
    fronted = phrase.start == draft.sentence[0] + 1 and scene.lower[draft.sentence[0]] == "in"
    takes = verb is not None and verb.word in word_class("verbs of making up")
    return fronted and takes and draft.quantity.kind == "percent"


def judged(draft: Draft) -> Reading | None:
    """Whom a judgement is on: "raised their price target for Zeta Bank to 430p", else whom the paragraph is about."""
    tokens = concept_phrase(draft)
    if tokens is None:
        return None
    at = (tokens[0], tokens[1] + 1)
    if draft.concept_head in word_class("forecasts"):
        return next(led_by(draft.scene, at, ("for",)), None)
    if draft.concept_head in word_class("accusations"):
        return next(led_by(draft.scene, at, ("about", "against")), None)
    if draft.concept not in word_class("judgements"):
        return None
    firm = leader(draft.scene) if is_about_a_firm(draft.scene) else None
    told = topic(draft) or Reading(firm.name if firm else None, (tokens,))
    return next(led_by(draft.scene, at, ("for", "on", "of")), told)


def modifier(draft: Draft) -> Reading | None:
    """A name in the concept's phrase: "Norway exports", "US crude stocks", the country of "Norwegian exports"."""
    phrase = concept_noun(draft)
    if phrase is None or _is_whole(draft, phrase):
        return None
    subject = draft.verb.subject if draft.verb and phrase.end <= draft.segment[0] else None
    if subject and _opens_in_place(draft, subject[0]):
        return None  # "In Wales prices rose, and in Scotland they fell by 9%"
    inside = draft.scene.mentions_in(phrase.start, phrase.end)
    inside = inside or draft.scene.mentions_in(phrase.start, traded_in(draft.scene, phrase).end)
    people = draft.scene.mention_at.get(phrase.head)
    deal = deal_of(draft) if phrase.start > draft.end else None
    if deal and deal.verb and deal.row.name in ("import", "purchase"):
        return None  # "imported 9m tonnes of Chilean coal"
    if people and people.entity.label == "NORP" and draft.quantity.kind == "count":
        return Reading(people.entity.name, ((people.start, people.end),))
    if holds_shares(draft) or (draft.hook_word == "in" and is_takeover(deal_of_noun(phrase.word))):
        return None  # "Velmora in £9m Larkfield bid"
    head = named(draft.scene.mention_at.get(phrase.head))
    found = head or first_named(inside) or country_of(draft.scene, inside, named=draft.quantity.noun is not None)
    first = inside[0] if inside and inside[0].start == phrase.start else None
    foreign = first and first.entity.label == "NORP" and first.entity.code
    return found or (Reading(None, ((first.start, first.end),)) if first and foreign else None)


def _opens_in_place(draft: Draft, subject: int) -> bool:
    """Whether a clause has a place in front of the pronoun that is its subject: "in Scotland they fell"."""
    placed = draft.scene.mention_at.get(subject - 1)
    return placed is not None and draft.scene.classes[subject] == "U" and lead_word(draft.scene, placed) == "in"


def holds_shares(draft: Draft) -> Phrase | None:
    """The shares that somebody holds or trades so much of: "owns $9m worth of Zeta shares", "bought 5m Zeta shares"."""
    scene, verb = draft.scene, draft.verb_before
    at = draft.end + (scene.lower[draft.end] == "worth")
    phrase = scene.phrase_from(at + 1) if scene.lower[at] == "of" else scene.phrase_at.get(draft.start)
    if draft.hook_word == "worth":
        phrase = concept_noun(draft) or phrase
    if phrase is None or phrase.word not in word_class("equity") or verb is None or draft.quantity.kind == "percent":
        return None
    if verb.word == "worth":
        verb = scene.verb_before(verb.start, draft.sentence[0])
    return phrase if verb and verb.word in word_class("holding verbs", "verbs of trade") else None


def complement(draft: Draft) -> Reading | None:
    """A name in the complement of the concept: "shares in Norway", "profits at Zeta Bank", "trade between the two"."""
    scene, tokens = draft.scene, concept_phrase(draft)
    if tokens is None:
        return None
    start = scene.phrase_at[tokens[0]].end if tokens[0] in scene.phrase_at else tokens[1]
    limit = min(draft.start if draft.start > start else scene.sentence(start)[1], start + 14)
    limit = next((verb.start for verb in scene.verbs_in(start, limit) if verb.finite), limit)
    closers = ("according", "including", "excluding")
    ends = (i for i in range(start, limit) if scene.classes[i] == "Q" or scene.lower[i] in closers)
    limit = next(ends, limit)
    row, deal = exchange(draft), deal_of(draft)
    wholes = ("in", "of") if draft.end < tokens[1] else ("in",)  # "a 9% share of Zeta Bank"
    if deal and not deal.verb and not OF.isdisjoint(deal.row.other):
        return None
    if share(draft) and scene.lower[start] in wholes:
        return None
    made = led_by(scene, (start, min(start + 1, limit)), ("by",))
    sent = () if row is None else ("from",) if "to" in row.other else ("to", "into") if "from" in row.other else ()
    again = led_by(scene, draft.segment, sent) if start <= draft.segment[0] else ()  # "from Chile they fell 9%"
    found = chain(again, made, led_by(scene, (start, limit), (*OF, "between", *sent)))
    held = draft.concept == "shares"
    at = next(led_by(scene, (start, min(start + 1, limit)), ("at", "in") if held else ("at",)), None)
    if (held or draft.quantity.kind not in ("money", "percent")) and label_of(scene, at) != "ORG":
        at = None
    return at or next(found, None) or _economy(draft, (start, limit)) or _invested_in(draft, deal)


def _invested_in(draft: Draft, deal: Deal | None) -> Reading | None:
    """The place into which investment comes whose maker is not named: "foreign investment in Norway fell"."""
    if deal is None or deal.verb or deal.row.name != "investment" or is_about_a_firm(draft.scene):
        return None
    found = led_at(draft.scene, deal.end, deal.row.other)
    return found if label_of(draft.scene, found) in PLACES else None


def _economy(draft: Draft, tokens: Range) -> Reading | None:
    """The place whose economy is measured: "growth in the euro zone", "inflation in Norway"."""
    if not may_own(draft, "GPE"):
        return None
    scene, verb = draft.scene, draft.verb
    near = verb is None or tokens[0] > verb.end or verb.start >= draft.end  # "doubled," said Ann Lee
    foreseen = scene.phrase_from(tokens[0] + 1) if draft.concept_head in word_class("forecasts") else None
    of_all = is_of_economies(draft.concept) or (foreseen and is_of_economies(foreseen.word))
    if not of_all and (is_about_a_firm(scene) or deal_of(draft) or not _is_told_of_places(draft)):
        return None
    reach = tokens if of_all else (tokens[0], min(tokens[0] + 1, tokens[1]))
    ranked = tokens[0] - 1 in scene.phrase_at and "JJS" in scene.tags[scene.phrase_at[tokens[0] - 1].start : tokens[0]]
    found = led_by(scene, reach, ("in", "across")) if near and not ranked else ()
    return next((reading for reading in found if label_of(scene, reading) in PLACES), None)


def _is_told_of_places(draft: Draft) -> bool:
    """Whether no firm or person does what is told, and no part of a firm is measured."""
    owned = word_class("parts of firms", "takings of firms", "equity")
    doer = acting(draft.scene, draft.verb) if draft.verb else None
    return draft.concept_head not in owned and label_of(draft.scene, doer) not in BODIES


def words_of_forgiving() -> frozenset[str]:
    """The first words of the verbs that say that a debt is forgiven."""
    return frozenset(verb.partition(" ")[0] for verb in word_class("verbs of forgiving debts"))


def forgiven(draft: Draft) -> Reading | None:
    """Whose debt is forgiven: "agreed to write off $9m of Norway's debt", "cancelled $9m that Norway owed"."""
    if forgiving(draft) is None:
        return None
    owing = led_at(draft.scene, draft.end, ("of",)) or next(_owing(draft.scene, (draft.end, draft.sentence[1])), None)
    return _debtor(draft) or owing or _borrower(draft)


def _debtor(draft: Draft) -> Reading | None:
    """Who stands between the verb that forgives and the sum: "forgave Norway $9m"."""
    placed, verb = draft.scene.mention_at.get(draft.start - 1), draft.verb_before
    return named(placed) if placed and verb and placed.start == verb.end else None


def forgiving(draft: Draft) -> VerbGroup | None:
    """The verb before a sum that says that a debt of so much is forgiven, in a sentence that tells of debts."""
    scene, verb = draft.scene, draft.verb_before
    closed = scene.classes[draft.end] in ("X", "C")
    start = draft.paragraph[0] if closed else draft.sentence[0]
    if verb is None:
        return None
    told = not word_class("debts").isdisjoint(scene.lower[start : draft.sentence[1]])
    if not (told or (verb.word.startswith("forg") and _debtor(draft))):
        return None
    said = {verb.word, " ".join(scene.lower[verb.head : verb.head + 2])}
    return None if said.isdisjoint(word_class("verbs of forgiving debts")) else verb


def _owing(scene: Scene, tokens: Range) -> Iterator[Reading]:
    """The subjects of the verbs of owing within the tokens."""
    for verb in scene.verbs_in(*tokens):
        if verb.word in word_class("debts") and not verb.passive and (reading := owner_of_verb(scene, verb)):
            yield reading


def _borrower(draft: Draft) -> Reading | None:
    """The one that the article is about, where it is not the one who forgives, else whose debt was told of before."""
    found, verb = leader(draft.scene), forgiving(draft)
    lender = owner_of_verb(draft.scene, verb) if verb else None
    lending = lender.value if lender else None
    if found and found.name != lending:
        return Reading(found.name)
    told = (other for other in numbers_before(draft, 0) if other.get("entity") not in (None, lending))
    return next((other.lent("entity") for other in told if forgiving(other)), None)


def of_that(draft: Draft) -> Reading | None:
    """Whose what "that" or "those" stand for is: "that of Norway", "those from Norway" of exports."""
    row, at = exchange(draft), draft.sentence[0] + 1
    if draft.rule_of("concept") == "what that stands for":
        at = draft.readings["concept"].cues[0][1]
    elif not draft.concept or draft.scene.lower[at - 1] not in ("that", "those"):
        return None
    away = row is not None and "to" not in row.other
    return led_at(draft.scene, at, ("of", "in", "at", "by", *(() if away else ("from",))))


AWAY = (
    "within", "of", "from", "to", "with", "in", "at", "for", "on", "outside", "across", "near", "off", "beyond", "by",
    "against", "than",
)  # fmt: skip
"""Prepositions whose name is not what a number in a list is of."""


def list_item(draft: Draft) -> Reading | None:
    """The name since the number before, in a list: "…, Norway by 1.7 times, Chile 13%"."""
    scene, lead = draft.scene, draft.lead
    if draft.previous and (beyond := _past_aside(draft)):
        return named(beyond)
    if not lead or not draft.previous or draft.bracket or draft.hook_word == "worth":
        return None
    if lead.mention.form not in ("name", "short"):
        return None
    if next_object(draft):
        return draft.previous.lent("entity")
    phrase = scene.phrase_at.get(lead.start)
    led = scene.lower[phrase.start - 1] if phrase and phrase.head < lead.end else lead_word(scene, lead)
    coordinated = scene.lower[draft.segment[0]] in (",", ";", "and", "while", "but")
    silent = not scene.verbs_in(draft.segment[0], draft.start)
    bare = not scene.phrases_in(draft.segment[0], lead.start - 1)
    gapped = coordinated and silent and bare and led in ("in", _lead_before(draft))
    apposed = draft.start == lead.end + 1 and scene.words[lead.end] == ","
    first = phrase.start if phrase else lead.start
    follows_verb = first - 1 in scene.verb_at and led != "including" and not apposed
    plain = silent or not any(verb.finite for verb in scene.verbs_in(draft.segment[0], draft.start))
    enumerated = plain and scene.lower[first - 1] in (",", "and") and draft.start - lead.end <= 2
    far = lead.start - draft.segment[0] > 6 and not (apposed or enumerated)
    away = led in AWAY and not (led == "by" and "followed" in scene.lower[draft.segment[0] : lead.start])
    if far or follows_verb or (away and not gapped):
        return None
    if any(is_reporting(word) for word in scene.lower[lead.end : draft.start]):
        return None
    more = word_class("adjectives of more", "words beside amounts") | {"ones"}
    plain = all(scene.classes[i] in "PRXCTVO" or scene.lower[i] in more for i in range(lead.end, draft.start))
    return (named(lead) or country_of(scene, [lead], named=True)) if plain and draft.start - lead.end <= 4 else None


def _past_aside(draft: Draft) -> Placed | None:
    """The name since the number before of which an aside says more: "Chile 3% and Peru, a buyer of ore, 16%"."""
    scene, first = draft.scene, draft.segment[0]
    at = draft.start - (scene.classes[draft.start - 1] == "P")
    comma = past_aside(scene, at, first)
    placed = scene.mention_at.get(comma - 1) if comma < at else None
    lead = scene.lower[placed.start - 1] if placed else ""
    listed = scene.lower[first] in (",", ";", "and", "while", "but") and not scene.verbs_in(first, comma)
    return placed if listed and comma - first <= ASIDE_AFTER and lead in (",", "and", "in", "while", "but") else None


ASIDE_AFTER = 6
"""So many words may stand between the number before and the aside."""


def _lead_before(draft: Draft) -> str:
    """What leads to whose the number before is: "supplies from Norway rose 5%, from Chile 8%"."""
    placed = mention_of(draft, draft.previous.readings.get("entity")) if draft.previous else None
    return lead_word(draft.scene, placed) if placed else "in"


def of_valued(draft: Draft) -> Reading | None:
    """Whose value a verb of valuing says: "the deal values Zeta Bank at $9bn"."""
    verb, valued = draft.verb, draft.rule_of("concept") == "value of what is named"
    put = draft.concept == "vote" and verb is not None and verb.word in ("put", "puts")
    if verb is None or not (valued or put):
        return None
    phrase = draft.scene.phrase_from(verb.end)
    if phrase is None or (found := owner_in(draft.scene, (phrase.start, phrase.end))):
        return found if phrase else None
    firm = leader(draft.scene) if phrase.word in word_class("words for firms", "units of firms") else None
    return Reading(firm.name) if firm and firm.label == "ORG" else None


def governing_subject(draft: Draft) -> Reading | None:
    """The subject of the verb that governs the number."""
    verb = moving_verb(draft) or draft.verb
    if verb is None or verb.subject is None:
        return None
    if verb.passive and draft.start >= verb.end:
        gets = verb.word in word_class("verbs of receiving in the passive") and not is_of_target(verb)
        return owner_of_verb(draft.scene, verb) if gets else None
    reading = acting(draft.scene, verb)
    label = label_of(draft.scene, reading)
    market = label in PLACES and is_quoted_by_weight(draft)
    strange = reading and (is_other_side(draft, reading) or is_of_places(draft, label) or market)
    thing = verb.phrase is not None and verb.phrase.word == "it" and draft.rule_of("concept") == "pronoun"
    strange = strange or (thing and exchange(draft) is not None)  # "Trade grew: it hit $9bn"
    told = is_reporting(verb.word) and not may_own(draft, label)
    return None if strange or told else reading
