"""The two sides of a trade that are named where it is not measured: in the headline, or in the sentence before."""

from __future__ import annotations

from itertools import takewhile

from pipeline.model import Entity
from pipeline.rules.change.change import change_word
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.deal import deal_of
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import AND, PLACES, last_named, lead_word, mention_of, named
from pipeline.rules.scene.relations import concept_phrase, exchange, relation, share
from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.scene.story import place_told_of
from pipeline.rules.scene.whose import country_of, led_by, owner_in, owner_of_verb
from pipeline.rules.syntax.once import once_an_article, once_of_each
from pipeline.rules.syntax.verbs import Phrase, Range
from pipeline.vocabulary.linking import exchange_nouns, mutual_nouns, word_class
from pipeline.vocabulary.names import is_bloc


@once_an_article
def trader(scene: Scene) -> Entity | None:
    """Whose trade with others the headline announces, or the first sentence of an article without one: "Norway: trade
    with Chile", "Norway's exports to Chile".
    """
    start, end = scene.block(0) if scene.is_heading(0) else scene.sentence(0)
    if exchange_nouns().isdisjoint(scene.lower[start:end]):
        return None
    found = [placed for placed in scene.mentions_in(start, end) if _can_trade(placed)]
    own = list(takewhile(lambda placed: lead_word(scene, placed) not in ("with", "to", "from", "between"), found))
    return own[0].entity if len(own) == 1 < len(found) else None


def _can_trade(placed: Placed) -> bool:
    return placed.entity.label in PLACES or is_bloc(placed.entity.name)


def _pair_before(draft: Draft) -> tuple[Reading, Reading] | None:
    """The two sides that the sentence before tells of, for "their trade" and "bilateral trade".

    Where no number before has two sides it may be one of the sentences before that, in other paragraphs too.
    """
    scene, tokens, start = draft.scene, concept_phrase(draft), draft.sentence[0]
    if tokens is None or any(placed.mention.form != "pronoun" for placed in scene.mentions_in(*draft.segment)):
        return None
    told = any(other.get("counterparty") for other in numbers_before(draft, 0))
    if not _is_mutual(draft, tokens):
        noun = scene.lower[tokens[0]] if tokens[1] - tokens[0] == 1 else ""
        before = scene.sentence(start - 1) if start > draft.paragraph[0] else (start, start)
        between = (p.word in mutual_nouns() and scene.lower[p.end] == "with" for p in scene.phrases_in(*before))
        traded = any(verb.word in word_class("verbs of trade") for verb in scene.verbs_in(*before))
        traded = traded or (not told and any(between))
        goods = makes_up_what_was_told(draft) and not exchange_nouns().isdisjoint(scene.lower[slice(*before)])
        if goods or (noun in exchange_nouns() - mutual_nouns() and traded):
            return _two_sides(scene, before)  # "Norway sells fish to Chile. Deliveries rose by 9%"
        return announced(scene) if noun in mutual_nouns() and not told else None
    floor, about = draft.paragraph[0] if told else 0, place_told_of(scene)
    told_of = Reading(about.name) if about else None  # "Chile is the main partner"
    for _ in range(SENTENCES_BACK):
        if start <= floor:
            break
        before = scene.sentence(start - 1)
        if pair := _two_sides(scene, before) or _with_only_other(scene, before, told_of):
            return pair
        start = before[0]
    return announced(scene) or _two_sides(scene, scene.sentence(scene.block(0)[0]))


@once_an_article
def announced(scene: Scene) -> tuple[Reading, Reading] | None:
    """The sides of the trade that headline or lead tell of: "trade between A and B", "A and B: old friends"."""
    for i in range(scene.lead_end or scene.block(0)[1]):
        if scene.lower[i] in mutual_nouns() and scene.lower[i + 1] == "between":
            sides = [p for p in scene.mentions_in(i + 2, scene.sentence(i)[1]) if _can_trade(p)]
            joined = len(sides) > 1 and "and" in scene.lower[sides[0].end : sides[1].start]
            first, second = map(named, sides[:2]) if joined else (None, None)
            return (first, second) if first and second else None
    start, end = scene.block(0)
    found = [p for p in scene.mentions_in(start, end) if _can_trade(p)] if scene.is_heading(0) else []
    if len(found) != 2 or found[0].start > start + 1 or mutual_nouns().isdisjoint(scene.vocabulary):
        return None
    first, second = map(named, found)
    joint = scene.lower[found[0].end : found[1].start][:1] in (["and"], ["-"], ["–"])
    return (first, second) if first and second and joint else None


SENTENCES_BACK = 3
"""In so many sentences before, those between paragraphs too, the two sides of a trade are looked for."""


def _is_mutual(draft: Draft, tokens: Range) -> bool:
    """Whether what is measured passes between two that are not named beside it."""
    words = draft.scene.lower[slice(*tokens)]
    between = draft.scene.lower[tokens[1] : tokens[1] + 3]
    two = words[:1] == ["their"] or {"bilateral", "mutual", "two"} & {*words} or between[:2] in BETWEEN_TWO
    return bool(two) and not mutual_nouns().isdisjoint(words)


def makes_up_what_was_told(draft: Draft) -> bool:
    """Whether goods are a part of what was told before: "Norway's sales to Chile vary. Cars are 34% of the total"."""
    scene, verb = draft.scene, draft.verb_before
    whole = scene.phrase_from(draft.beyond + 1) if draft.is_part else None
    points = whole is None or whole.word in word_class("pointing nouns") | {"it", "them"}
    makes = verb is not None and verb.word in word_class("verbs of making up", "verbs of accounting for")
    return draft.quantity.kind in ("percent", "money") and points and makes and draft.get("change") is None


BETWEEN_TWO = (["between", "them"], ["between", "the"])


@once_of_each
def _two_sides(scene: Scene, sentence: Range) -> tuple[Reading, Reading] | None:
    """The places that a sentence tells of where they are two, its subject first: "Chile is Norway's main partner"."""
    verb = next((verb for verb in scene.verbs_in(*sentence) if verb.subject), None)
    own = owner_of_verb(scene, verb) if verb else None
    traded = next((p for p in scene.phrases_in(*sentence) if p.word in exchange_nouns()), None) if not own else None
    own = owner_in(scene, (traded.start, traded.end)) if traded else own  # "Tea is Norway's main export to Chile"
    if own and AND in str(own.value):
        first, _, second = str(own.value).partition(AND)
        return Reading(first, own.cues[:1]), Reading(second, own.cues[1:])
    return _with_only_other(scene, sentence, own)


def _with_only_other(scene: Scene, sentence: Range, own: Reading | None) -> tuple[Reading, Reading] | None:
    """The side given, and the only other that a sentence names for what it does or has, not for where something is."""
    able = [placed for placed in scene.mentions_in(*sentence) if _can_trade(placed)]
    able = [p for p in able if scene.classes[p.end] == "O" or lead_word(scene, p) not in ("in", "within", "of")]
    others = {placed.entity.name: placed for placed in able if own and placed.entity.name != own.value}
    other = named(next(iter(others.values()))) if len(others) == 1 else None
    return (own, other) if own and other else None


def side_before(draft: Draft) -> Reading | None:
    """Who trades, by the sentence before: "Chile is Norway's main partner. Their trade hit $5bn"."""
    pair = None if draft.rule_of("concept") == "pronoun" else _pair_before(draft)
    return pair[0] if pair else None


def partner_before(draft: Draft) -> Reading | None:
    """With whom, by the sentence before."""
    pair = _pair_before(draft)
    return pair[1] if pair and pair[0].value == draft.get("entity") else None


def partner_of(draft: Draft) -> Reading | None:
    """Whose partner the entity is said to be: "Chile is Norway's main supplier, with $9bn", "Chile, its main buyer,".

    So it is in the sentence before, for what it trades: "Chile is Norway's main partner. It bought $9bn of fish".
    """
    scene, own, deal = draft.scene, draft.readings.get("entity"), deal_of(draft)
    traded = relation(draft) is not None or (deal is not None and deal.row.name not in ("payment", "duty", "fine"))
    traded = traded or draft.rule_of("concept") == "what those do who are ranked"
    if own is None or draft.quantity.kind == "count" or not (traded or draft.is_part or not draft.concept):
        return None
    placed = mention_of(draft, own)
    if placed and (found := _whose(scene, scene.phrase_from(placed.end + 1))):
        return found if found.value != own.value else None
    before = scene.sentence(draft.sentence[0] - 1)[0] if draft.sentence[0] > draft.paragraph[0] else draft.sentence[0]
    for verb in reversed(scene.verbs_in(before if traded else draft.sentence[0], draft.start)):
        if verb.word not in word_class("verbs of being"):
            continue
        if placed and draft.sentence[0] < verb.end <= placed.start and (found := _whose(scene, verb.phrase)):
            return found if found.value != own.value else None
        if getattr(owner_of_verb(scene, verb), "value", "") != own.value:
            continue
        said = [p for p in scene.phrases_in(verb.end, verb.end + SAID_WITHIN) if p.word in word_class(PARTNERS)]
        found = next(filter(None, (_whose(scene, phrase) for phrase in said)), None)
        told = next((other for other in numbers_before(draft, 0) if said and other.get("counterparty")), None)
        if not found and told and told.get("counterparty") == own.value:
            return told.lent("entity")
        return found if found and found.value != own.value else None
    return None


PARTNERS = "nouns of partners"

SAID_WITHIN = 9
"""Words after "is" among which the noun for a partner stands."""


def _whose(scene: Scene, phrase: Phrase | None) -> Reading | None:
    """Whose partner, supplier or lender a phrase names: "Norway's main buyer", "the main buyer of Norwegian fish"."""
    if phrase is None or phrase.word not in word_class(PARTNERS):
        return None
    if phrase.possessor:
        return last_named(scene.mentions_in(*phrase.possessor))
    leads = ("of", "to", "for", "from", "in" if phrase.word.startswith("investor") else "of")
    goods = scene.phrase_after(phrase.end, *leads)
    inside = scene.mentions_in(goods.start, goods.end) if goods else []
    if found := country_of(scene, inside) or next(led_by(scene, (phrase.end, phrase.end + 4), leads), None):
        return found
    ranked = scene.tags[phrase.core] in ("JJS", "RBS") or scene.lower[phrase.core] in ("main", "leading", "dominant")
    about = place_told_of(scene) if ranked and not inside else None
    return Reading(about.name) if about else None


def holder_before(draft: Draft) -> Reading | None:
    """Whose share goes on in a place that stands right before it: "its share in Chile is 8%, and in Peru 5%"."""
    before = next(numbers_before(draft, draft.paragraph[0]), None)
    told = before is not None and before.concept == draft.concept and _share_in(draft)
    return before.lent("entity") if before and told else None


def _share_in(draft: Draft) -> Placed | None:
    """The place that another share is in, right before the number or in front: "and in Peru 5%", "In Peru it is 5%"."""
    scene, phrase = draft.scene, draft.verb.phrase if draft.verb else None
    front = phrase is not None and phrase.word in ("it", "figure", "proportion")
    beside, before = scene.mention_at.get(draft.hook), next(numbers_before(draft, draft.paragraph[0]), None)
    placed = beside or (scene.mention_at.get(draft.sentence[0] + 1) if front else None)
    again = before is not None and before.concept == draft.concept and before.get("entity") is not None
    told = again and before and before.rule_of("counterparty") in ("whole of a share", "place that a share is in")
    return placed if placed and (told or (beside and share(draft))) and lead_word(scene, placed) == "in" else None


def fronted_whole(draft: Draft) -> Reading | None:
    """In which place a share is one: "In Chile its share is 8.8%, and in Peru 5.1%"."""
    if placed := _share_in(draft):
        return named(placed)
    scene, placed, tokens = draft.scene, draft.scene.mention_at.get(draft.sentence[0] + 1), concept_phrase(draft)
    if placed is None or tokens is None or not share(draft) or lead_word(scene, placed) != "in":
        return None
    return named(placed) if placed.end == tokens[0] and scene.classes[tokens[0]] == "S" else None


def partner_bracketed(draft: Draft) -> Reading | None:
    """With whom, of a list with brackets: "the fastest growth was in trade with Chile (up 8%) and Peru (up 5%)"."""
    scene, row = draft.scene, exchange(draft)
    placed = scene.mention_at.get(draft.bracket[0] - 1) if draft.bracket else None
    if placed is None or row is None:
        return None
    first = placed
    for earlier in reversed(scene.mentions_in(draft.sentence[0], placed.start)):
        bracket = scene.bracket[earlier.end + 1]
        if bracket is None or not {*scene.lower[bracket[1] : first.start]} <= {",", ";", "and", "the", "or", ")"}:
            break
        first = earlier
    told = range(draft.sentence[0], first.start)
    moved = any(scene.lower[i] in row.nouns or change_word(scene, i) for i in told)
    return named(placed) if moved and lead_word(scene, first) in row.other else None
