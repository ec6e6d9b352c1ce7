"""The whole that somebody has a part of, and whose it is: "a third of Norway's imports", "14% of what Chile buys"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.deal import deal_of
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import PLACES, front_end, is_among, label_of, lead_word, named
from pipeline.rules.scene.pairing import AMONG
from pipeline.rules.scene.relations import concept_phrase, relation, share
from pipeline.rules.scene.scene import Scene
from pipeline.rules.scene.seats import is_seat
from pipeline.rules.scene.story import leader
from pipeline.rules.scene.whose import country_of, led_by, owner_in
from pipeline.rules.syntax.verbs import Phrase, Range, VerbGroup
from pipeline.vocabulary.linking import deal_of_verb, word_class


def whole(draft: Draft) -> Reading | None:
    """The owner of the whole: "a share in Norway's imports", "11% of Norway's output", "a 22% stake in the mill"."""
    scene, row, tokens = draft.scene, relation(draft), concept_phrase(draft)
    last = draft.run[-1]
    if last is not draft and last.is_part and draft.rule_of("concept") == "part shared by a list":
        return whole(last)  # "make up 9%, 4% and 3% of Norway's exports"
    if not (draft.is_part or (tokens and share(draft))):
        return _of_what_was_told(draft) if scene.lower[draft.beyond] == "of" else None
    if not draft.is_part and (told := _of_what_was_told(draft)):
        return told
    start = draft.beyond
    if tokens and not draft.is_part:
        start = scene.phrase_at[tokens[0]].end if tokens[0] in scene.phrase_at else tokens[1]
    front = scene.mentions_in(draft.sentence[0], front_end(draft))
    front = [p for p in front if p.entity.label in PLACES or p.mention.form != "pronoun"]  # not "In its outlook"
    fronted = [p for p in front if lead_word(scene, p) not in (*AMONG, "with", "under", "from")]
    opening = scene.lower[draft.sentence[0] : front_end(draft)]
    if not (word_class("forecasts") | {"before", "after", "since"}).isdisjoint(opening):
        fronted = []  # "in its forecast", "before the war in Norway"
    leads = row.other if row and not draft.is_part else ("of",)
    stop = min(start + 8, draft.start if start <= draft.start else draft.sentence[1])
    reach = start, next((i for i in range(start, stop) if scene.words[i] == "," or i in scene.verb_at), stop)
    led = [*led_by(scene, reach, leads), *_peoples(scene, reach, leads)]
    others = (*_of_what(scene, start), *led, *filter(None, map(named, fronted)))
    phrase, entity = scene.phrase_from(start + 1), draft.get("entity")
    own = phrase if draft.is_part and phrase and scene.classes[phrase.start] == "S" else None
    if own and (own.word in word_class("agent nouns") or scene.lower[draft.start - 1] == "or"):
        return None  # "owes Chile $9m, or 2% of its debts"
    found = next((r for r in others if not is_seat(scene, r.value, entity) and not (own and entity is None)), None)
    found = found or _of_what_was_told(draft)
    return found or (_of_leader(draft) if own and others and entity is not None else None)


def _of_what_was_told(draft: Draft) -> Reading | None:
    """Whose what was told before is that another takes a part of: "Norway sold $9bn of fish. Chile took 9% of it"."""
    scene, verb, share = draft.scene, draft.verb_before, _share_in_it(draft)
    at = share or draft.beyond + 1
    back = scene.lower[at] in ("that", "this", "it", "them")
    phrase, row = scene.phrase_from(at), relation(draft)
    points = phrase is not None and phrase.word in word_class("pointing nouns") and scene.classes[at] == "T"
    traded = phrase and row and row.kind == "exchange" and scene.classes[at] == "T" and not _names(scene, phrase)
    traded = traded and not points
    led = next(led_by(scene, (phrase.end, phrase.end + 1), ("to", "from")), None) if traded and phrase else None
    to = led.value if led else None  # "took 9% of the exports to Chile"
    told = (draft.is_part and (traded or points)) or back
    deal = deal_of_verb(verb.word) if verb else None
    takes = (_takes(verb) and deal is not deal_of_verb("sell")) or (traded and deal is deal_of_verb("supply"))
    owed = verb is not None and verb.word in word_class("debts")
    for other in numbers_before(draft, draft.paragraph[0]) if told and (takes or owed or share) else ():
        if back and other.quantity.kind != "percent" and other.get("entity") is None:
            return None
        same = _is_of(other, phrase if traded else None, owed) and to in (None, other.get("counterparty"))
        if other.get("entity") not in (None, draft.get("entity")) and same:
            return other.lent("counterparty" if is_among(draft.get("entity"), other.get("entity")) else "entity")
    return None


def _share_in_it(draft: Draft) -> int:
    """Where the pronoun stands that a share is a share of, 0 where none does: "Chile's share in it is 9%"."""
    tokens, lower = concept_phrase(draft), draft.scene.lower
    led = range(tokens[0], draft.start) if tokens and share(draft) and not draft.is_part else ()
    return next((i for i in led if lower[i - 1] in ("in", "of") and lower[i] in ("it", "them")), 0)


def _is_of(other: Draft, phrase: Phrase | None, owed: bool) -> bool:
    """Whether a number before is that of the exchange that the phrase names again, of any, or of a debt."""
    deal, row, words = deal_of(other), relation(other), other.concept_words
    name = deal.row.name if deal else ""
    if phrase:
        return phrase.word in words or name in DEALS_OF.get(phrase.word, ())
    exchanged = name in ("sale", "supply", "investment", "loan taken") or (row is not None and row.kind == "exchange")
    return exchanged or (owed and not word_class("debts").isdisjoint(words))


DEALS_OF = {"imports": ("import", "purchase"), "purchases": ("import", "purchase"), "exports": ("supply", "sale")}
"""The deals that nouns of an exchange point back to: "imported goods worth $9m. Chile sent 4% of the imports"."""


def _names(scene: Scene, phrase: Phrase) -> bool:
    """Whether the phrase or what follows says whose it is: "of Norwegian imports", "of the exports of Norway"."""
    return bool(scene.mentions_in(phrase.start, phrase.end)) or scene.lower[phrase.end] == "of"


def _of_leader(draft: Draft) -> Reading | None:
    """Whom the story is about, of whose whole somebody else has a part: "Norway, which buys 9% of its output"."""
    found, verb, own = leader(draft.scene), draft.verb_before, draft.readings.get("entity")
    place = label_of(draft.scene, own) in PLACES
    acts = verb and verb.subject and own and own.cues and verb.subject[0] <= own.cues[0][0] < verb.subject[1]
    if found is None or not (_takes(verb) and acts) or found.name == draft.get("entity"):
        return None
    return Reading(found.name) if found.label == "ORG" or place else None


def _takes(verb: VerbGroup | None) -> bool:
    """Whether a verb says that somebody has or buys a part."""
    taking = word_class("verbs of accounting for", "verbs of making up", "verbs of trade")
    return verb is not None and verb.word in taking


def _of_what(scene: Scene, of: int) -> Iterator[Reading]:
    """Who does what a part is of, then with whom: "14% of what Norway buys from Chile"."""
    phrase = scene.phrase_from(of + 2) if scene.lower[of + 1 : of + 2] == ["what"] else None
    if phrase and (verb := scene.verb_at.get(phrase.end)):
        yield from filter(None, [owner_in(scene, (phrase.start, phrase.end))])
        if verb.word in word_class("verbs of trade"):
            yield from led_by(scene, (verb.end, verb.end + 1), ("to", "from", "in"))


def _peoples(scene: Scene, tokens: Range, leads: Sequence[str]) -> Iterator[Reading]:
    """The countries of the peoples in the phrases that one of the prepositions leads to: "share in Chilean imports"."""
    for i in range(*tokens):
        phrase = scene.phrase_after(i, *leads)
        firm = phrase is not None and phrase.word in word_class("agent nouns", "words for firms", "units of firms")
        if phrase is None or (firm and scene.tags[phrase.head] == "NN"):
            continue  # "a 9% stake in a Chilean bank"
        if country := country_of(scene, scene.mentions_in(phrase.start, phrase.end)):
            yield country
