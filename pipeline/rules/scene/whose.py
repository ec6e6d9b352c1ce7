"""Whose a noun phrase is, a verb's subject, or what a preposition leads to: the entity that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Entity
from pipeline.rules.scene.draft import Reading
from pipeline.rules.scene.names import (
    PLACES,
    before_modifiers,
    first_named,
    is_place,
    label_of,
    last_named,
    lead_word,
    named,
    together,
    with_others,
)
from pipeline.rules.scene.relations import traded_in
from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.scene.story import has_figures, nation
from pipeline.rules.syntax.once import once_of_each
from pipeline.rules.syntax.verbs import Phrase, Range, VerbGroup
from pipeline.vocabulary.linking import change_verbs, deal_of_noun, exchange_nouns, relation_of, word_class
from pipeline.vocabulary.names import is_bloc, name_class, regions_by_adjective


@once_of_each
def owner_in(scene: Scene, tokens: Range) -> Reading | None:
    """The entity that a phrase is about: its head if that is a name, else its possessor or a name in it.

    A government, ministry or parliament stands for its country. Two names that a subject joins are meant both.
    """
    if both := together(scene, tokens):
        return both
    if (phrase := scene.phrase_at.get(tokens[0])) is None:
        return None
    last = min(phrase.head, tokens[1] - 1)
    if reading := named(scene.mention_at.get(last)) or _kind_in_two_words(scene, phrase):
        return reading
    if scene.lower[phrase.start - 1] == "whose" and (owner := owner_before(scene, phrase.start - 1)):
        return owner
    if is_organ(scene, last) and (country := state_of(scene, phrase)):
        return country
    if scene.lower[last] in word_class("agent nouns"):
        found = _apposed(scene, phrase, tokens) or _called(scene, phrase) or _of_country(scene, phrase)
        return found or _of_its_people(scene, phrase)
    if phrase.possessor and (reading := _unit_named(scene, phrase) or last_named(scene.mentions_in(*phrase.possessor))):
        return reading
    if scene.lower[last] in word_class("units of firms") and scene.lower[last + 1 : last + 2] == ["of"]:
        firms = [p for p in scene.mentions_in(last + 2, tokens[1]) if p.entity.label == "ORG"]
        if firms:
            return named(firms[0])
    site = scene.tags[last] == "NN" and scene.lower[last] in word_class("parts of firms")
    inside = [p for p in _without_partners(scene, phrase, tokens) if p.entity.label != "FAC"]
    inside = [p for p in inside if not (site and p.entity.label == "GPE" and lead_word(scene, p) == "in")]
    inside = [p for p in inside if p.mention.form in ("name", "short")] + inside
    return _head_beside(scene, inside) or first_named(inside)


def _kind_in_two_words(scene: Scene, phrase: Phrase) -> Reading | None:
    """The firm whose kind two nouns say that "and" joins: "UK oil and gas group Zeta Works"."""
    other = scene.phrase_at.get(phrase.end + 1) if scene.lower[phrase.end] == "and" else None
    firm = scene.mention_at.get(other.head) if other else None
    kind = firm and other and other.start < firm.start and scene.classes[other.start] in "NJV"
    return named(firm) if kind and not scene.tags[phrase.head].endswith("S") else None


def is_organ(scene: Scene, head: int) -> bool:
    """Whether the noun acts for a country, or is its economy: a ministry, the central bank."""
    bank = scene.lower[head - 1 : head + 1] == ["central", "bank"]
    return bank or scene.lower[head] in word_class("organs of state") or scene.lower[head] == "economy"


def _without_partners(scene: Scene, phrase: Phrase, tokens: Range) -> Iterator[Placed]:
    """The mentions but those whom a thing is for or outside of, or that an exchange is with: "sales to Norway"."""
    noun = traded_in(scene, phrase).word
    row, deal = relation_of(noun), deal_of_noun(noun)
    away = ("for", "outside", *(row.other if row and row.kind == "exchange" else ()), *(deal.other[:1] if deal else ()))
    away += ("from",) if deal and deal.name == "duty" else ()
    led = False
    for placed in scene.mentions_in(*tokens):
        lead = lead_word(scene, placed)
        led = lead in away or (led and lead in ("and", ","))
        if not led:
            yield placed


def _of_its_people(scene: Scene, phrase: Phrase) -> Reading | None:
    """Whose people a plural names: "its pilots", "Velmora shareholders", "members of the RMT union"."""
    if scene.tags[phrase.head] != "NNS" or phrase.word in word_class("counterparts"):
        return None
    if phrase.possessor:
        return last_named(scene.mentions_in(*phrase.possessor))
    strange = word_class("adjectives of strangers") & set(scene.lower[phrase.start : phrase.head])
    if strange or phrase.word not in word_class("people of firms"):
        return None
    before = [placed for placed in scene.mentions_in(phrase.start, phrase.head) if placed.entity.label == "ORG"]
    after = led_by(scene, (phrase.end, phrase.end + 1), ("of", "at", "in"))
    return last_named(before) or next((found for found in after if label_of(scene, found) == "ORG"), None)


def _head_beside(scene: Scene, inside: list[Placed]) -> Reading | None:
    """The name that heads the phrase of the first of the mentions: "shares in Norwegian drugs firm Zeta Labs"."""
    phrase = scene.phrase_at.get(inside[0].start) if inside else None
    head = scene.mention_at.get(phrase.head) if phrase else None
    return named(head) if head in inside else _unit_named(scene, phrase) if phrase else None


def owner_before(scene: Scene, whose: int) -> Reading | None:
    """The name before "whose": "Zeta Bank, whose shares …"."""
    at = whose - 1 - (scene.words[whose - 1] == ",")
    phrase = scene.phrase_at.get(at)
    return owner_in(scene, (phrase.start, phrase.end)) if phrase and phrase.end == at + 1 else None


def _apposed(scene: Scene, phrase: Phrase, tokens: Range) -> Reading | None:
    """The name beside a noun for who acts: "the retailer Norway", "the owner, Norway,"; its modifiers are others."""
    at = phrase.end + (scene.words[phrase.end] == ",")
    beside = scene.phrase_from(at) if at < tokens[1] else None
    return named(scene.mention_at.get(beside.head)) if beside else None


def _unit_named(scene: Scene, phrase: Phrase) -> Reading | None:
    """The body or part of one that stands between commas after what it is: "its film studio, Holm Pictures, grew"."""
    at = phrase.end + 1 + (scene.lower[phrase.end + 1] == "the")
    placed = scene.mention_at.get(at) if scene.words[phrase.end] == "," else None
    if placed is None or placed.entity.label != "ORG" or scene.words[placed.end] not in ",.":
        return None
    units = word_class("units of firms", "words for firms", "agent nouns")
    return named(placed) if phrase.word in units else None


def _called(scene: Scene, phrase: Phrase) -> Reading | None:
    """The organisation that stands before the noun for what it is: "its Velmora shoe chain", "the RMT union"."""
    family = phrase.word == "family"
    if not family and phrase.word not in word_class("words for firms") | name_class("public bodies"):
        return None
    inside = scene.mentions_in(phrase.core, phrase.head)
    return last_named([placed for placed in inside if family or placed.entity.label in ("ORG", "PRODUCT")])


def _of_country(scene: Scene, phrase: Phrase) -> Reading | None:
    """The country whose people act together: "Turkish contractors", "US makers", "companies from Turkey"."""
    inside = scene.mentions_in(phrase.start, phrase.head)
    if not inside and scene.tags[phrase.head] == "NNS" and scene.lower[phrase.end] == "from":
        origin = led_at(scene, phrase.end, ("from",))
        placed = scene.mention_at.get(origin.cues[0][0]) if origin and origin.cues else None
        origin = with_others(scene, placed) if placed else origin
        return origin if origin and is_place(scene, origin.value) else None
    several = scene.tags[phrase.head] == "NNS" and inside and inside[0].start in (phrase.start, phrase.core)
    places = [placed for placed in inside if placed.entity.label == "GPE" or is_bloc(placed.entity.name)]
    return (first_named(places) or country_of(scene, inside, named=True)) if several and not phrase.possessor else None


def state_of(scene: Scene, phrase: Phrase) -> Reading | None:
    """The country or place whose government a phrase names: "the Norwegian government", "Norway's parliament"."""
    inside = scene.mentions_in(phrase.start, phrase.end)
    places = [placed for placed in inside if placed.entity.label in PLACES]
    of = scene.lower[phrase.end] == "of"
    after = scene.mention_at.get(phrase.end + 1) if of else None
    return first_named(places) or country_of(scene, inside) or named(after) or _leading_country(scene, phrase)


def _leading_country(scene: Scene, phrase: Phrase) -> Reading | None:
    """The country that "the government" alone stands for: the one that the article is about."""
    country = nation(scene) if scene.lower[phrase.start - 1] not in ("in", "at") else None
    state = phrase.possessor or (phrase.start, phrase.head + 1)
    bare = " ".join(scene.lower[slice(*state)]) in word_class("organs of the state told of")
    return Reading(country.name, (state,)) if bare and country else None


def country_of(scene: Scene, inside: list[Placed], *, named: bool = False) -> Reading | None:
    """The country of the first demonym among the mentions, with `named` only one that the article names; or a region.

    Who acts has a country that is told of elsewhere: "Norwegian mills" are not Norway where nothing else speaks of it.
    """
    for placed in inside:
        people = placed.entity
        if people.label != "NORP":
            continue
        if country := scene.home(people, named=named) or _region_of(scene, placed):
            return Reading(country.name, ((placed.start, placed.end),))
    return None


def _region_of(scene: Scene, placed: Placed) -> Entity | None:
    """The region that an adjective is of; where a union bears it too, that union for trade: "European exports"."""
    people = placed.entity.name
    unions = [e for e in scene.entities if is_bloc(e.name) and e.name.split()[0] == people]
    if unions:
        return unions[0] if scene.lower[placed.end] in exchange_nouns() | word_class("agent nouns") else None
    return next((e for e in scene.entities if e.name == regions_by_adjective().get(people)), None)


def led_by(scene: Scene, tokens: Range, leads: Sequence[str]) -> Iterator[Reading]:
    """The entities of the phrases that one of the prepositions `leads` leads to within the tokens, in order.

    "According to" leads to a source and to nobody else.
    """
    for i in range(tokens[0], min(tokens[1], scene.size)):
        if scene.lower[i] not in leads or scene.lower[i - 1] in word_class("words before to"):
            continue
        part = scene.lower[i - 1] in word_class("parts of places")  # "in the north of Norway"
        if part and scene.lower[before_modifiers(scene, i - 1)] not in leads:
            continue
        phrase = scene.phrase_from(i + 1)
        if phrase and phrase.word in ("parts", "most", "much") and scene.lower[phrase.end] == "of":
            phrase = scene.phrase_from(phrase.end + 1)
        if phrase and (found := owner_in(scene, (phrase.start, phrase.end)) or _unit_named(scene, phrase)):
            yield found


def led_at(scene: Scene, at: int, leads: Sequence[str]) -> Reading | None:
    """The entity of the phrase that one of the prepositions `leads` leads to, if it stands at the token `at`."""
    return next(led_by(scene, (at, at + 1), leads), None)


@once_of_each
def owner_of_verb(scene: Scene, verb: VerbGroup) -> Reading | None:
    """The entity of a verb's subject; for a pronoun that is subject, that of the subject before it in the sentence, for
    "they" without a name in the last one too.
    """
    if verb.subject is None:
        return None
    start = scene.sentence(verb.start)[0]
    they = scene.lower[verb.subject[0]] == "they" and verb.subject[0] not in scene.mention_at
    for group in meant(scene, verb, scene.sentence(start - 1)[0] if they and start > scene.block(start)[0] else start):
        near = group.start >= start or (group.phrase is not None and scene.tags[group.phrase.head] == "NNS")
        if near and group.subject and (owner := owner_in(scene, group.subject)):
            return None if _only_foretells(scene, verb, owner, group) else owner
    return owner_in(scene, verb.subject) or _described(scene, verb, verb.subject[0]) or _homeland(scene, verb)


def _only_foretells(scene: Scene, verb: VerbGroup, owner: Reading, before: VerbGroup) -> bool:
    """Whether the body that foretells it has figures of others: "the institute believes it will rise by 6%"."""
    foretells = before.word in word_class("verbs of forecasting", "verbs of expecting")
    moves = verb.word in change_verbs() and scene.classes[verb.end] not in ("T", "S", "N", "J")
    return foretells and moves and has_figures(str(owner.value))


def _homeland(scene: Scene, verb: VerbGroup) -> Reading | None:
    """The country whose goods or firms are the subject: "Chilean wine has a share of 9%"."""
    phrase = verb.phrase
    if phrase is None or phrase.possessor or phrase.word in word_class("agent nouns", "currency nouns"):
        return None
    inside = scene.mentions_in(phrase.start, phrase.head)
    return country_of(scene, inside, named=True) if inside and inside[0].start == phrase.start else None


def meant(scene: Scene, verb: VerbGroup, floor: int) -> Iterator[VerbGroup]:
    """The verbs since `floor` whose subjects "it" or "they" may stand for, where that is the subject of `verb`.

    The nearest comes first. "They" are no single thing, and "it" is nobody with an office, nor one who wants it done.
    """
    pronoun = verb.phrase.word if verb.phrase else ""
    earlier = scene.verbs_in(floor, verb.start) if pronoun in ("it", "they") else ()
    wanted = () if pronoun == "they" else word_class("verbs of wanting")
    for group in reversed(earlier):
        one = pronoun == "they" and group.phrase is not None and _is_single(scene, group.phrase, group.start)
        own = group.subject in (None, verb.subject) or group.word in wanted
        if not (own or one or _is_officer(scene, group.subject)):  # type: ignore[arg-type]
            yield group


def _is_single(scene: Scene, subject: Phrase, verb: int) -> bool:
    """Whether the subject of the verb from `verb` on is a noun in the singular alone."""
    return scene.tags[subject.head] == "NN" and "and" not in scene.lower[subject.end : verb]


def _is_officer(scene: Scene, subject: Range) -> bool:
    """Whether a subject is a person with an office, or "he", whom no "it" stands for: "Finance Minister Ann Lee",
    "its chairman, Ann Lee".
    """
    if scene.lower[subject[0]] in ("he", "she"):
        return True
    placed = next((p for p in scene.mentions_in(*subject) if p.entity.label == "PERSON"), None)
    offices = word_class("agent nouns", "heads of firms")
    return placed is not None and not offices.isdisjoint(scene.lower[subject[0] : placed.start])


def _described(scene: Scene, verb: VerbGroup, start: int) -> Reading | None:
    """The name that an apposition with a clause describes: "Velmora Nights, a western that cost $9m"."""
    relative = scene.classes[verb.start - 2 : verb.start].rstrip("R").endswith("W")
    if not relative or scene.lower[start] not in ("a", "an") or start < 2 or scene.words[start - 1] != ",":
        return None
    phrase = scene.phrase_at.get(start - 2)
    return named(scene.mention_at.get(phrase.head)) if phrase and phrase.end == start - 1 else None
