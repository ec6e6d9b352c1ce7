"""Who has what a number is: who holds or owns a part, who acts in a passive, has what is counted, or bears a cost."""

from __future__ import annotations

from pipeline.rules.entity.inherited import acting
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.governing import is_subject
from pipeline.rules.scene.names import last_named, lead_word, named
from pipeline.rules.scene.relations import relation
from pipeline.rules.scene.scene import Scene
from pipeline.rules.scene.whose import country_of, led_at, led_by, owner_in, owner_of_verb
from pipeline.rules.syntax.once import once_an_article
from pipeline.rules.syntax.verbs import VerbGroup
from pipeline.vocabulary.linking import deal_of_verb, exchange_nouns, is_reporting, share_nouns, word_class
from pipeline.vocabulary.names import is_index


def holder(draft: Draft) -> Reading | None:
    """Who accounts for, owns or sends a part: the subject of the verb before "11% of …"."""
    if not draft.is_part:
        return None
    scene, verb = draft.scene, draft.verb_before
    sized = scene.phrase_at.get(draft.hook - 1) if draft.hook_word == "of" else None
    if verb is None or verb.subject is None or (sized and scene.mentions_in(sized.start, sized.end)):
        return None
    phrase = verb.phrase
    if phrase and phrase.head not in scene.mention_at and phrase.word in word_class("part nouns"):
        whole = scene.phrase_at.get(draft.beyond + 1)
        return owner_in(scene, (whole.start, whole.end)) if whole else None
    has = verb.word in ("has", "have", "had")
    return (owner_of_verb(scene, verb) if has else acting(scene, verb)) or _trader(draft, verb)


def owning(draft: Draft) -> Reading | None:
    """Who owns a part in the passive: "Zeta Bank, 51% owned by Norway", "a third of which belongs to Norway"."""
    scene, at = draft.scene, draft.end
    if verb := _of_whole(draft):
        leads = ("by",) if verb.word in word_class("owned") else ("to",)
        has = leads == ("by",) or verb.word in ("belong", "belongs", "belonged")
        nameless = None if draft.is_part else Reading(None, ((verb.start, verb.end),))
        return (led_at(scene, verb.end, leads) or nameless) if has else None
    at += scene.words[at] == "-"
    owned = draft.previous is not None and draft.previous.rule_of("entity") == "owner in the passive"
    if owned and scene.lower[at] == "by":
        return led_at(scene, at, ("by",))
    if word_class("owned").isdisjoint(scene.lower[at : at + 1]):
        return None
    by = scene.lower[at + 1] == "by"
    return (led_at(scene, at + 1, ("by",)) or Reading(None, ((at, at + 2),))) if by else None


def _of_whole(draft: Draft) -> VerbGroup | None:
    """The verb that says whose a part is: "9% of which is owned by", "half of it belongs to", "another 9% is held"."""
    scene, at = draft.scene, draft.beyond + 1
    if not draft.is_part:
        again = scene.words[draft.start - 1] == "," == scene.words[draft.end]
        return scene.verb_at.get(draft.end + again) if draft.concept in word_class("stakes") else None
    whole = scene.phrase_from(at + (scene.lower[at] == "whose"))
    return scene.verb_at.get(whole.end if whole else at + (scene.lower[at] == "which"))


def _trader(draft: Draft, verb: VerbGroup) -> Reading | None:
    """Whose the whole is, where a thing without an owner is a part of it: "tourism makes up 9% of Norway's economy",
    "coal is 11% of Norway's exports to Chile", "of what Norway sells to Chile".
    """
    scene, row, makes = draft.scene, relation(draft), verb.word in word_class("verbs of making up")
    what = scene.lower[draft.beyond + 1] == "what"
    whole = scene.phrase_from(draft.beyond + 1 + what)
    if whole is None or verb.subject is None:
        return None
    if scene.mentions_in(*verb.subject) or scene.classes[verb.subject[0]] in "US":
        return None
    trades = scene.verb_at.get(whole.end) if what else None
    sold = trades.word in word_class("verbs of trade") if trades else row is not None and row.kind == "exchange"
    owner = whole.possessor or ((whole.start, whole.end) if trades or makes else (0, 0))
    inside = scene.mentions_in(*owner) if sold or makes else []
    return last_named(inside) or country_of(scene, inside, named=True)


def owner_of_whole(draft: Draft) -> Reading | None:
    """Whose the whole is, where nobody with a name holds the part: "pilots are to give up 15% of their pay"."""
    whole = draft.scene.phrase_from(draft.beyond + 1) if draft.is_part else None
    if whole is None or whole.possessor is None or draft.scene.classes[whole.start] != "S":
        return None
    return last_named(draft.scene.mentions_in(*whole.possessor))


def trader_of_goods(draft: Draft) -> Reading | None:
    """Whose trade it is that mere goods have a share in: "in Norwegian exports, coal has a share of 9%"."""
    scene, verb, start = draft.scene, draft.verb, draft.sentence[0]
    whole = scene.phrase_after(start, "in")
    if whole is None or whole.word not in exchange_nouns() or verb is None or verb.subject is None:
        return None
    if share_nouns().isdisjoint(draft.concept_words) or scene.mentions_in(*verb.subject):
        return None
    inside = scene.mentions_in(whole.start, whole.end)
    return last_named(inside) or country_of(scene, inside)


def by_agent(draft: Draft) -> Reading | None:
    """Who acts in a passive: "tracks have been put up for sale by Norway"."""
    scene, verb = draft.scene, draft.verb
    if doer := _agent_after(draft):
        return doer
    if verb is None or not verb.passive or not (is_subject(draft, verb) or draft.hook_word == "for"):
        return None
    if (deal := deal_of_verb(verb.word)) and not deal.agent:
        return None
    return next(led_by(scene, (verb.end, draft.sentence[1]), ("by",)), None)


def _agent_after(draft: Draft) -> Reading | None:
    """Who does what a participle right after a sum says, or nobody: "of the $9m offered by Norway", "sought by her"."""
    scene = draft.scene
    verb = scene.verb_at.get(draft.after_rate)
    if verb is None or scene.tags[verb.start] not in ("VBN", "VBD") or verb.end - verb.start > 1:
        return None
    by = next((i for i in range(verb.end, verb.end + TIMED) if scene.lower[i] == "by"), verb.end)
    told = (i for tokens, _ in scene.dates_in(verb.end, by) for i in range(*tokens))
    if scene.lower[by] != "by" or not {*range(verb.end, by)} <= {*told}:
        return None
    if draft.quantity.kind != "money" or verb.word in word_class("verbs of forecasting", "verbs of expecting", "owned"):
        return None
    return led_at(scene, by, ("by",)) or Reading(None, ((verb.start, verb.end),))


TIMED = 5
"""So many words of a date may stand between a participle and who did it: "tabled two weeks ago by Norway"."""


def counting_subject(draft: Draft) -> Reading | None:
    """The subject of an active verb whose object is counted: "Norway has 500 mills in Chile"."""
    verb = draft.verb_before
    if verb is None or verb.passive or not verb.subject:
        return None
    places = draft.quantity.noun and draft.scene.lower[draft.end - 1] in word_class("place nouns")
    if places and led_at(draft.scene, draft.end, ("of",)):
        return None  # "told the five countries of Central America"
    word, acts = verb.word, draft.scene.verb_after(draft.end, draft.sentence[1])
    told = is_reporting(word) and not (word.startswith("announc") and draft.hook == verb.head)
    if told or word in word_class("verbs of expecting"):
        return None
    return None if acts and acts.finite and is_subject(draft, acts) else owner_in(draft.scene, verb.subject)


def quoted_index(draft: Draft) -> Reading | None:
    """The stock index that is the subject of the number's verb: "Oslo's Nasdaq closed down 22 points"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.subject is None or verb.end > draft.place or not _indices(scene):
        return None
    phrase = verb.phrase
    quoted = phrase and (phrase.word in word_class("index nouns") or phrase.head in scene.mention_at)
    subject = scene.mentions_in(*verb.subject) if quoted else ()
    own = draft.lead if draft.previous and not scene.verbs_in(*draft.segment) else None
    found = [placed for placed in (own, *subject) if placed and placed.entity.name in _indices(scene)]
    return named(found[0]) if found else None


@once_an_article
def _indices(scene: Scene) -> frozenset[str]:
    """The stock indices that the article names."""
    return frozenset(entity.name for entity in scene.entities if is_index(entity.name))


def bearer(draft: Draft) -> Reading | None:
    """Whom it costs, or who is given it: "the strike cost the bank $5m", "gave it a 4% stake"."""
    scene, verb = draft.scene, draft.verb_before
    placed = scene.mention_at.get(draft.hook)
    if placed is None or placed.end != draft.hook + 1 or verb is None:
        return None
    free = draft.quantity.kind == "percent" or not (verb.passive or owner_of_verb(scene, verb))
    given = verb.word in word_class("verbs of giving") and free
    return named(placed) if given or lead_word(scene, placed) in word_class("verbs of costing") else None
