"""What an article is about: its country, its firm, the one that its headline and lead name."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile

from pipeline.model import Entity
from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.syntax.once import once_an_article
from pipeline.vocabulary.containment import capital_of, region_members
from pipeline.vocabulary.linking import CONCEPTS_KEPT, exchange_nouns, word_class
from pipeline.vocabulary.names import is_bloc, sets_rates

REFERENCE, LEADING, OUTWEIGHING = 0.5, 2, 1.4
"""What a pronoun or description weighs, and a place in the headline or the lead, where a name weighs 1; and how many
times the next the leader must weigh. Set on our own articles; half or twice of the first two changes little."""

SOURCE = 5
"""So many words before a name may say that it is a source: "according to the Norwegian insurer Zeta"."""


@lru_cache(maxsize=CONCEPTS_KEPT)
def has_figures(name: str) -> bool:
    """Whether a body of that name publishes figures of others."""
    return not word_class("bodies with figures").isdisjoint((name.lower(), *name.lower().split()))


@once_an_article
def nation(scene: Scene) -> Entity | None:
    """The one country of the headline, else of the headline and the lead, else the one country of the article."""
    first = next((placed for placed in scene.mentions if not has_figures(placed.entity.name)), None)
    headed = first is not None and scene.is_heading(0) and first.end <= scene.block(0)[1]
    trades = not exchange_nouns().isdisjoint(scene.lower[: scene.lead_end])
    if first and headed and not trades and region_members(first.entity.name):
        return first.entity  # "Eurozone growth stalls as Germany shrinks"
    countries = [entity for entity in scene.entities if entity.label == "GPE" and entity.code]
    countries = [entity for entity in countries if not _is_of_money(scene, entity)]
    top = [entity for entity in countries if _stands_in(scene, entity, 0)]
    reported = {id(placed.entity) for placed in scene.datelined}
    opening = [e for e in countries if id(e) in reported or any(_opens_story(scene, e, part) for part in (0, 1))]
    peoples = (e for e in scene.entities if e.label == "NORP" and e.code and countries and e.code != countries[0].code)
    abroad = any(_opens_story(scene, people, 1) for people in peoples)  # "Croatian bank … sold to Austria's Zeta"
    return next((found[0] for found in (top, opening, [] if abroad else countries) if len(found) == 1), None)


def _is_of_money(scene: Scene, entity: Entity) -> bool:
    """Whether it is only named for its money: "half a US cent"."""
    ends = (scene.tokens_of(mention.span)[1] for mention in entity.mentions)
    return all(scene.lower[end] in ("cent", "cents", "dollar", "dollars", "currency") for end in ends)


@once_an_article
def leader(scene: Scene) -> Entity | None:
    """The organisation or place that outweighs all others: by how often and where it is named and referred to.

    A lead that names one country and no firm tells of that country, whoever gives the figures.
    """
    told = [entity for entity in scene.entities if not (_is_where(scene, entity) or _is_home(scene, entity))]
    able = [entity for entity in told if _is_place(entity) or _is_told_of(scene, entity)]
    first = [entity for entity in able if any(_opens_story(scene, entity, part) for part in (0, 1))]
    firms = word_class("words for firms") & set(scene.lower[: scene.lead_end or scene.block(0)[1]])
    if len(first) == 1 and first[0].code and not firms:
        return first[0]
    weighed = sorted(((_weight(scene, entity), entity) for entity in able), key=lambda pair: -pair[0])
    if not weighed or not weighed[0][0] or (len(weighed) > 1 and weighed[0][0] < OUTWEIGHING * weighed[1][0]):
        return None
    return weighed[0][1]


def place_told_of(scene: Scene) -> Entity | None:
    """The country, place or union of countries that the article is about."""
    found = nation(scene) or leader(scene)
    return found if found and (found.label in ("GPE", "LOC") or is_bloc(found.name)) else None


def _is_place(entity: Entity) -> bool:
    """Whether it is a place with an economy: a country, a city, a region of countries."""
    return entity.label == "GPE" or (entity.label == "LOC" and bool(region_members(entity.name)))


def _is_where(scene: Scene, entity: Entity) -> bool:
    """Whether it is a capital that is only named once as where something is: "stocks in London fell"."""
    once = len(entity.mentions) == 1 and capital_of(entity.name) is not None
    return once and scene.lower[scene.tokens_of(entity.mentions[0].span)[0] - 1] == "in"


def _weight(scene: Scene, entity: Entity) -> float:
    """What being named, referred to, and standing in the headline and the lead make together."""
    referred = sum(mention.form not in ("name", "short") for mention in entity.mentions)
    places = _stands_in(scene, entity, 0) + _opens_story(scene, entity, 1)
    return _named_times(scene, entity) + REFERENCE * referred + LEADING * places


def is_about_a_firm(scene: Scene) -> bool:
    """Whether an organisation is what the article is about."""
    found = leader(scene)
    return found is not None and found.label == "ORG"


def _stands_in(scene: Scene, entity: Entity, part: int) -> bool:
    """Whether the headline (part 0) or the rest of the lead (part 1) mentions the entity."""
    end = scene.block(0)[1]
    start, stop = ((0, end), (end, scene.lead_end))[part]
    return scene.is_heading(0) and any(_tells_of(scene, placed, entity) for placed in scene.mentions_in(start, stop))


def _opens_story(scene: Scene, entity: Entity, part: int) -> bool:
    """Whether the lead mentions the entity, be there a headline or none."""
    end = scene.block(0)[1] if scene.is_heading(0) else 0
    start, stop = ((0, end), (end, scene.lead_end or scene.block(0)[1]))[part]
    found = (placed for placed in scene.mentions_in(start, stop) if _tells_of(scene, placed, entity))
    return any(word_class("currency nouns").isdisjoint(scene.lower[placed.end : placed.end + 1]) for placed in found)


def is_about(named: Entity, entity: Entity) -> bool:
    """Whether a name is that of the entity or of its people."""
    people = named.label == "NORP" and entity.label == "GPE" and named.code is not None
    return named is entity or (people and named.code == entity.code)


def _tells_of(scene: Scene, placed: Placed, entity: Entity) -> bool:
    """Whether a name is the entity's, and does not only say where a firm is from: "US house builder Zeta Homes"."""
    if not is_about(placed.entity, entity):
        return False
    beside = takewhile(lambda i: scene.classes[i] in "NJH", range(placed.end, placed.end + FIRM_WORDS))
    firms = (scene.lower[i] in word_class("words for firms") for i in beside)
    return entity.label != "GPE" or not any(firms)


def _is_home(scene: Scene, entity: Entity) -> bool:
    """Whether it is a place that is only named for what a firm is there: "Zeta Homes, Norway's largest builder"."""
    placed = [one for one in scene.mentions if one.entity is entity]
    return entity.label == "GPE" and bool(placed) and all(_describes_firm(scene, one) for one in placed)


def _describes_firm(scene: Scene, placed: Placed) -> bool:
    """Whether a place only owns what a firm is called beside its name: "Zeta Homes, Norway's largest builder, said"."""
    phrase = scene.phrase_at.get(placed.start)
    if phrase is None or phrase.possessor is None or not phrase.possessor[0] <= placed.start < phrase.possessor[1]:
        return False
    before = scene.mention_at.get(phrase.start - 2) if scene.words[phrase.start - 1] == "," else None
    after = scene.mention_at.get(phrase.end + (scene.words[phrase.end] == ","))
    return any(other is not None and other.entity.label == "ORG" for other in (before, after))


FIRM_WORDS = 4
"""Words after a place among which the firm is that is from there."""


def _named_times(scene: Scene, entity: Entity) -> int:
    """How often the text names the entity or its people, references left out."""
    about = (placed for placed in scene.mentions if _tells_of(scene, placed, entity))
    return sum(placed.mention.form in ("name", "short") for placed in about)


def _is_told_of(scene: Scene, entity: Entity) -> bool:
    """Whether it is an organisation that the text does not first name as a source: "according to Zeta Bank"."""
    if entity.label != "ORG" or has_figures(entity.name) or sets_rates(entity.name):
        return False
    body = scene.block(0)[1] if scene.is_heading(0) else 0
    first = next((placed.start for placed in scene.mentions if placed.entity is entity and placed.start >= body), 0)
    before = scene.lower[max(first - SOURCE, 0) : first]
    return "according" not in before or "," in before[before.index("according") :]
