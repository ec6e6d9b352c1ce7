"""The two sides of a deal: who sells, buys, pays, sues or lends, and to, from or against whom."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.rules.scene.deal import (
    BODIES,
    Deal,
    deal_of,
    given_to,
    is_given_with,
    is_of_target,
    main_verb,
    moving_verb,
)
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import is_place, named
from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.scene.whose import country_of, led_at, led_by, owner_before, owner_in, owner_of_verb
from pipeline.rules.syntax.verbs import Range, VerbGroup
from pipeline.vocabulary.linking import deal_of_noun, deal_of_verb, is_reporting, share_nouns, word_class


def actor(draft: Draft) -> Reading | None:
    """Who makes the deal that the number is the price of."""
    deal = deal_of(draft)
    if deal is None or _is_set_beside(draft):
        return None
    if draft.quantity.kind == "percent":
        return _maker(draft, deal)
    if deal.verb is None:
        taker = _imposed_on(draft) if deal.row.name == "fine" else None
        return _maker(draft, deal) or taker or (None if answers(draft) and deal.row.maker else _taker(draft))
    if moving_verb(draft) not in (None, deal.verb):
        return None
    if deal.verb.passive and deal.row.agent:
        agent = next(led_by(draft.scene, (deal.end, _clause_end(draft, deal)), ("by",)), None)
        return agent or (None if deal.row.object else owner_of_verb(draft.scene, deal.verb))
    return None if is_of_target(deal.verb) else owner_of_verb(draft.scene, deal.verb)


def _is_set_beside(draft: Draft) -> bool:
    """Whether the number is what that of the deal is only compared with: "charges $9, below its rival's $12"."""
    scene = draft.scene
    marks = (i for i in range(*draft.segment) if scene.lower[i] in word_class("comparing words"))
    level = draft.hook_word == "of" and draft.previous is not None and draft.previous.verb is draft.verb
    return draft.previous is not None and (level or any(scene.words[i - 1] == "," for i in marks))


def _maker(draft: Draft, deal: Deal) -> Reading | None:
    """Who makes the deal of a noun, named after it: "turned down an offer from Velmora"."""
    if deal.verb is not None:
        return None
    stop = draft.scene.verb_after(max(deal.end, draft.end), _clause_end(draft, deal))
    end = stop.start if stop else _clause_end(draft, deal)
    comes = draft.scene.lower[end : end + 2] in (["came", "from"], ["comes", "from"])
    return next(led_by(draft.scene, (deal.end, end + 2 if comes else end), deal.row.maker), None)


def _imposed_on(draft: Draft) -> Reading | None:
    """Whom a fine is on: "a fine of $9m was imposed on Velmora"."""
    verb = draft.scene.verb_after(draft.end, draft.sentence[1])
    return led_at(draft.scene, verb.end, ("on", "against")) if verb and verb.passive else None


def _taker(draft: Draft) -> Reading | None:
    """Whose verb has the noun of a deal as its object: "Velmora agreed a $9bn sale", "rejected a $9bn bid"."""
    verb = main_verb(draft)
    if verb is None or verb.end > draft.place or is_reporting(verb.word):
        return None
    within = draft.hook_word == "in"
    return owner_of_verb(draft.scene, verb) if within or not verb.passive else None


def answers(draft: Draft) -> bool:
    """Whether the verb says how the one who is offered something takes it: "rejected a $9bn bid"."""
    verb = draft.verb
    return verb is not None and verb.word in word_class("verbs of answering an offer")


def other_side(draft: Draft) -> Reading | None:
    """Whom the deal is with: not the one who makes it."""
    deal = deal_of(draft)
    if deal is None:
        return None
    own = draft.get("entity")
    return next((reading for reading in _others(draft, deal) if reading.value != own), None)


def _others(draft: Draft, deal: Deal) -> Iterator[Reading]:
    """The names that may be the other side, the likeliest first."""
    scene = draft.scene
    invests = deal.row.name in ("investment", "payment") and is_place(scene, draft.get("entity"))
    given = deal_of_noun(draft.concept_head)
    anybody = not deal.row.bodies or invests or (given is not None and given.name in ("gift", "loan taken"))
    clause = deal.end, _clause_end(draft, deal)
    again = draft.previous is not None and draft.previous.start >= deal.end
    near = draft.end, min(draft.end + 4 * again, draft.sentence[1])
    others = deal.row.other[:1]
    sold = again and draft.hook_word == "for" and scene.lower[draft.segment[0]] in ("and", "from")
    own = led_by(scene, draft.segment, others) if sold else ()  # "coal to Chile for $9m and cars to Peru for $4m"
    found = [*own, *led_by(scene, near, others), *_in_front(draft, deal), *led_by(scene, clause, others)]
    goods = [*_made_by_people(scene, deal, draft.end)]
    fits: set[object] = {entity.name for entity in scene.entities if anybody or entity.label in BODIES}
    fits |= {reading.value for reading in goods}
    fits |= {reading.value for reading in found if deal.row.other[0] in ("from", "to")}
    outdone = draft.verb is not None and draft.verb.word in word_class("verbs of outbidding")
    bid = deal.row.name in ("bid", "purchase")
    if not outdone and _maker(draft, deal):
        answerer = _taker(draft)
        found.extend(filter(None, [_firm_beside(draft, answerer) if bid else answerer]))
    if deal.verb is None and (bought := _bought(draft, deal)):
        found.append(bought)
    found.extend(_done_in(draft) if deal.verb is None else ())
    gives = deal.verb is None and draft.verb is not None and draft.verb.word not in word_class("verbs of costing")
    if gives and draft.verb:
        found.extend(filter(None, [named(given_to(draft, draft.verb))]))
        found.extend(_object(draft, draft.verb) if draft.verb.word in word_class("verbs of giving") else ())
    if deal.verb is None and deal.row.maker:
        found.extend(_answering(draft, deal))
    if deal.verb and not deal.verb.passive:
        taker = given_to(draft, deal.verb) if deal.row.name in ("sale", "supply") else None
        found.extend(filter(None, [named(taker)]))
        found.extend(_whole(draft, deal.verb))
        found.extend(_object(draft, deal.verb) if deal.row.object or is_given_with(draft, deal.verb) else ())
    found.extend(_paid_for(scene, clause) if "for" in deal.row.other else ())
    found.extend(led_by(scene, clause, deal.row.other[1:]))
    found.extend(_in_front(draft, deal, thing=True) if deal.row.name == "purchase" else ())
    found.extend(goods)
    found.extend(_helped(scene, clause) if deal.row.name == "gift" else ())
    found.extend(_taxed(scene, clause) if deal.row.name == "duty" else ())
    if deal.verb and deal.verb.passive and deal.verb.finite and deal.verb.subject and deal.row.agent:
        found.extend(filter(None, [owner_in(scene, deal.verb.subject)]))
    return (reading for reading in found if reading.value in fits)


def _in_front(draft: Draft, deal: Deal, thing: bool = False) -> Iterator[Reading]:
    """The name before a relative clause that says what it gets, or with `thing` what is done to it.

    "Zeta Bank, to which Norway owes $9m", "Zeta Bank, which it bought for $9m".
    """
    scene, subject = draft.scene, deal.verb.subject if deal.verb else None
    which = subject[0] - 1 if subject else 0
    described = scene.phrase_at.get(which) if thing and subject and scene.classes[subject[0]] == "U" else None
    if described and scene.words[described.start - 1] == "," and described.word in word_class("words for firms"):
        yield from filter(None, [owner_before(scene, described.start)])  # "Zeta, the firm it bought for $9m"
    if which > 1 and scene.classes[which] == "W":
        at = which - 1 if scene.lower[which - 1] in deal.row.other else which if thing else 0
        yield from filter(None, [owner_before(scene, at)] if at else [])


def _firm_beside(draft: Draft, taker: Reading | None) -> Reading | None:
    """Who answers an offer, or the firm named beside a person or a nameless owner: "Ann Lee of Zeta rejected it"."""
    scene = draft.scene
    firms = [p for p in scene.mentions_in(draft.sentence[0], draft.start) if p.entity.label == "ORG"]
    owner = taker is None or any(e.name == taker.value and e.label == "PERSON" for e in scene.entities)
    return (named(firms[-1]) if owner and firms else None) or taker


def _bought(draft: Draft, deal: Deal) -> Reading | None:
    """What a deal is made to buy, or whom a loan helps: "a $9m deal to buy Larkfield Foods"."""
    scene = draft.scene
    verb = scene.verb_at.get(deal.end)
    if verb is None or scene.lower[deal.end] != "to":
        return None
    row, phrase = deal_of_verb(verb.word), scene.phrase_from(verb.end)
    return owner_in(scene, (phrase.start, phrase.end)) if row and row.object and row.bodies and phrase else None


def _done_in(draft: Draft) -> Iterator[Reading]:
    """Whom a verb is done to in the deal: "bought most of Zeta Bank in a $9bn deal", "in a $9bn Zeta Bank bid"."""
    scene, verb = draft.scene, main_verb(draft)
    noun = scene.phrase_at.get(draft.hook - 1 if draft.hook_word == "worth" else draft.start)
    if noun is None or scene.lower[noun.start - 1] != "in":
        return
    yield from filter(None, map(named, scene.mentions_in(noun.start, noun.head)))
    if verb is None or verb.passive:
        return
    row, over = deal_of_verb(verb.word), deal_of_verb(" ".join(scene.lower[verb.head : verb.head + 2]))
    thing = scene.phrase_from(verb.end + (over is not None)) if row or over else None
    yield from filter(None, [owner_in(scene, (thing.start, thing.end))] if thing else [])
    yield from led_by(scene, (verb.end, noun.start), ("of", "with")) if row or over else ()


def _answering(draft: Draft, deal: Deal) -> Iterator[Reading]:
    """Who answers an offer in the passive: "Norway's offer of 9p was rejected by Larkfield Foods"."""
    scene = draft.scene
    for verb in scene.verbs_in(deal.end, draft.sentence[1]):
        if verb.passive and verb.word in word_class("verbs of answering an offer"):
            yield from led_by(scene, (verb.end, verb.end + 1), ("by",))


def _object(draft: Draft, verb: VerbGroup) -> Iterator[Reading]:
    """The owner of the verb's object, which may stand right before the number ("paid Velmora $9m and Zeta $8m")."""
    if reading := named(next_object(draft)):
        yield reading
    phrase = draft.scene.phrase_at.get(verb.end)
    if phrase is None:
        return
    end = min(phrase.end, draft.start) if draft.start > verb.end else phrase.end
    if reading := owner_in(draft.scene, (verb.end, end)):
        yield reading


def next_object(draft: Draft) -> Placed | None:
    """The name that stands before the number as another does before the last one: "charges Norway $50 and Chile $90".

    So does the second of "bought Norway's Zeta for $9bn in 2003 and Holm for $2bn".
    """
    before, scene = draft.previous, draft.scene
    if before is None or draft.verb is None or before.verb is not draft.verb:
        return None
    sold = draft.hook_word == before.hook_word == "for"
    placed, given = (scene.mention_at.get((each.hook if sold else each.start) - 1) for each in (draft, before))
    if placed is None or given is None:
        return None
    again = scene.lower[placed.start - 1] == "and" if sold else scene.lower[before.end : placed.start] == ["and"]
    object_ = scene.phrase_from(draft.verb.end)
    return placed if again and object_ and object_.start <= given.start < object_.end else None


def _whole(draft: Draft, verb: VerbGroup) -> Iterator[Reading]:
    """What the verb's object is a part of: "sold its stake in Zeta Bank for $9m"."""
    scene = draft.scene
    phrase = scene.phrase_at.get(verb.end)
    if phrase and phrase.end < draft.start and phrase.word in share_nouns():
        yield from led_by(scene, (phrase.end, phrase.end + 1), ("in", "of"))


def _paid_for(scene: Scene, clause: Range) -> Iterator[Reading]:
    """What a part is bought of: "paid $9m for 52% of Zeta Bank", "offered $9m for the 30% of it that others own"."""
    for i in range(*clause):
        part = scene.phrase_at.get(i + 1) if scene.lower[i] == "for" else None
        if part and any(scene.classes[n] == "Q" for n in range(part.start, part.end)):
            yield from led_by(scene, (part.end, part.end + 1), ("of", "in"))


def _clause_end(draft: Draft, deal: Deal) -> int:
    """Where the clause of the deal ends: at the next finite verb, where a part or another number is set beside it.

    "Norway imported goods worth $9bn, $2bn of them from Chile" says whom a part is from.
    """
    scene, stop = draft.scene, draft.sentence[1]
    start = max(deal.end, draft.end if deal.verb else deal.end)
    later = next((verb.start for verb in scene.verbs_in(start, stop) if verb.finite), stop)
    ends = (";", "compared", "including", "comprising")
    plain = (i for i in range(deal.end, later) if scene.bracket[i] is None)
    return next((i for i in plain if scene.lower[i] in ends or (i > draft.beyond and points_back(scene, i))), later)


def points_back(scene: Scene, of: int) -> bool:
    """Whether a part of what was told is spoken of: "of it", "of which"."""
    return scene.lower[of] == "of" and scene.lower[of + 1] in ("it", "them", "which")


def _made_by_people(scene: Scene, deal: Deal, end: int) -> Iterator[Reading]:
    """The country of whose goods are bought: "bought Chilean fish worth $9m"."""
    buys = deal.verb is not None and not deal.verb.passive and deal.row.name in ("purchase", "import")
    for at in (deal.verb.end, end + 1, end + 2) if buys and deal.verb else ():
        of = at == deal.verb.end or scene.lower[end:at] in (["of"], ["worth", "of"])  # type: ignore[union-attr]
        phrase = scene.phrase_from(at) if of else None
        country = country_of(scene, scene.mentions_in(phrase.start, phrase.head)) if phrase else None
        yield from [country] if country and country.cues[0][0] == at else []


def _helped(scene: Scene, clause: Range) -> Iterator[Reading]:
    """What a gift is made to do something to: "pledged $9m for rebuilding Norway", "to rebuild Norway"."""
    for i in range(clause[0] - 1, min(clause[1] + 1, scene.size - 1)):
        verb = scene.verb_at.get(i + 1) if scene.lower[i] == "for" or scene.lower[i + 1] == "to" else None
        phrase = scene.phrase_from(verb.end) if verb else None
        if phrase:
            yield from filter(None, [owner_in(scene, (phrase.start, phrase.end))])


def _taxed(scene: Scene, clause: Range) -> Iterator[Reading]:
    """The country whose goods bear a duty: "a duty of 9% on $5m of Chilean steel", "on shrimp from Chile"."""
    on = next((i for i in range(*clause) if scene.lower[i] in ("on", "against")), clause[1])
    stop = next((i for i in range(on + 1, clause[1]) if scene.words[i] in (",", ";") or i in scene.verb_at), clause[1])
    if country := country_of(scene, scene.mentions_in(on, stop)):
        yield country
    yield from led_by(scene, (on + 1, stop), ("from",))
