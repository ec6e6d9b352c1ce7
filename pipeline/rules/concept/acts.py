"""What the number of an act measures: the noun of its verb, its object, the price of that, or the act itself."""

from __future__ import annotations

from pipeline.rules.change.change import MORE, change_cue, leading_preposition
from pipeline.rules.concept.foretold import as_alike
from pipeline.rules.concept.naming import concept_of, thing_of
from pipeline.rules.concept.nouns import first_said, is_agent, is_named
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.phrases import cut
from pipeline.rules.syntax.verbs import Phrase, VerbGroup
from pipeline.vocabulary.linking import base_of, is_reporting, nominals, share_nouns, word_class


def by_nominal(draft: Draft) -> Reading | None:
    """The noun of the verb that governs the number: "sold it for $9bn" is the sale told of."""
    scene, after = draft.scene, draft.scene.verb_at.get(draft.end)
    undergoes = after is not None and draft.quantity.kind == "count" and after.word in nominals()
    verb = after if undergoes else draft.verb
    if verb is None or (
        not undergoes and (verb.end > draft.start or _is_valued(draft, verb) or not _is_led(draft, verb))
    ):
        return None
    if is_of_those(draft) or _is_for_sale(draft, verb) or is_exchanged(verb) or _is_yielded(draft, verb):
        return None
    if verb.word in word_class("verbs of costing") and _is_given(draft, verb) and not costs(draft, verb):
        return Reading(lemma_of(scene, verb), ((verb.head, verb.head + 1),))
    return _priced_before(draft, verb) or noun_of_verb(draft, verb)


def is_of_those(draft: Draft) -> bool:
    """Whether a part is one of what was just told of: "81% of Norway's exports, 73% of those of Chile"."""
    return draft.is_part and draft.scene.lower[draft.beyond + 1] in ("that", "those")


MANY = 1000
"""So many things that are sold are sales, fewer may be a firm's own: "sold 40 of its pubs"."""


def counts_sales(draft: Draft) -> bool:
    """Whether what is counted was sold, and the article speaks of sales: "sold 9m units", "sold 1.2 million cars"."""
    scene, noun, verb = draft.scene, draft.quantity.noun, draft.verb
    if noun is None or verb is None:
        return False
    sold = verb.word in ("sell", "sells", "sold") and draft.hook == verb.head
    units = scene.lower[scene.tokens_of(noun)[1] - 1] in word_class("units of sale") and verb.word in nominals()
    return units or (sold and draft.quantity.value >= MANY and "sales" in scene.vocabulary)


def _is_for_sale(draft: Draft, verb: VerbGroup) -> bool:
    """Whether the subject is the thing that is sold at the price: "a typical house sells for £291,000"."""
    scene = draft.scene
    phrase = verb.phrase
    sold = verb.word in ("sell", "sells", "selling", "sold") and not verb.passive and draft.hook == verb.end
    sold = sold or (verb.passive and draft.quantity.per is not None)
    if phrase is None or phrase.word in word_class("portions"):
        return False
    return sold and not is_agent(scene, phrase) and scene.classes[phrase.head] == "N"


def _is_yielded(draft: Draft, verb: VerbGroup) -> bool:
    """Whether the subject is a deed or thing that brings the sum in: "the sale of two ships raised $9m"."""
    phrase = verb.phrase
    plain = phrase is not None and draft.scene.classes[phrase.head] == "N" and phrase.head not in draft.scene.mention_at
    raised = draft.quantity.kind == "money" and verb.word in word_class("verbs of yielding")
    return raised and plain and not verb.passive and not is_agent(draft.scene, phrase)  # type: ignore[arg-type]


def is_exchanged(verb: VerbGroup) -> bool:
    """Whether the subject is a currency: "the euro bought $1.32"."""
    phrase = verb.phrase
    return phrase is not None and phrase.word in word_class("currency nouns")


def made(draft: Draft) -> Reading | None:
    """The profit, or what the text calls it, that one made: "it made a profit of £61m. A year ago it made £55m"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or draft.hook != verb.head or verb.word not in ("make", "makes", "made", "earned"):
        return None
    placed = scene.mention_at.get(verb.phrase.head) if verb.phrase else None
    if placed and placed.entity.label == "PERSON":
        return None
    for other in numbers_before(draft, 0):
        if other.concept_head in word_class("results"):
            return other.lent("concept")
    taxed = scene.lower[draft.end : draft.end + 2] in (["after", "tax"], ["before", "tax"])
    noun = first_said(scene, ("profits", "profit")) or ("profit" if taxed else None)
    acts = verb.phrase is not None and is_agent(scene, verb.phrase)
    return Reading(noun, ((verb.head, verb.head + 1),)) if noun and acts else None


def noun_of_verb(draft: Draft, verb: VerbGroup) -> Reading | None:
    """The noun of `verb` that the article has, else the verb; what is bought or sold of a named thing is a stake."""
    scene, word, kind = draft.scene, verb.word, draft.quantity.kind
    nouns = nominals().get(word, ())
    if "stake" in nouns and draft.hook_word in ("to", "at", "below", "above", "under", "with"):
        return None
    if _is_invested(draft, verb):
        nouns = nominals()["invest"]
    if not nouns or ("stake" in nouns and kind != "percent"):
        return None
    if kind == "percent" and word in word_class("verbs of trade") and scene.lower[draft.end] not in MORE:
        nouns = nominals()["own"]
    passed = "sales" if draft.hook_word == "for" else "deal" if verb.passive and draft.hook == verb.head else ""
    whole = word_class("deals with one price") if draft.quantity.per else ()  # nobody pays $9 a barrel for a deal
    nouns = tuple(noun for noun in nouns if noun != passed and noun not in whole)
    said = next((noun for noun in nouns if scene.vocabulary >= set(noun.split())), None)
    unsaid = nouns[0] if kind == "percent" else lemma_of(scene, verb)
    return Reading(said or unsaid, ((verb.head, verb.head + 1),))


def lemma_of(scene: Scene, verb: VerbGroup) -> str:
    """The verb itself, which names what is measured where the article has no noun for it."""
    lemma: str = scene.tokens.doc[verb.head].lemma_ or verb.word
    return base_of(verb.word) or lemma.lower()


def _is_invested(draft: Draft, verb: VerbGroup) -> bool:
    """Whether a sum is put somewhere: "put $9bn into the port", "placed $9bn in Norway"."""
    return verb.word in word_class("verbs of putting") and draft.scene.lower[draft.end] in ("into", "in")


def _priced_before(draft: Draft, verb: VerbGroup) -> Reading | None:
    """What a price is of, where the part or count that is traded stands before: "sold 10% of it for $70m"."""
    before, traded = draft.previous, verb.word in word_class("verbs of trade")
    if not before or not traded or draft.hook_word != "for":
        return None
    aside = "," in draft.scene.words[verb.end : before.start]
    return before.lent("concept") if before.start >= verb.end and not aside else None


def _is_led(draft: Draft, verb: VerbGroup) -> bool:
    """Whether the number is what the verb before it is about: its object, its price, its share, no part of a set."""
    scene = draft.scene
    if draft.quantity.kind != "count":
        led = draft.is_object_of(verb) or draft.hook_word in ("for", "at", "with")
        part = draft.quantity.kind == "percent" and scene.lower[draft.beyond] == "of"
        return led or part or _is_given(draft, verb)
    return draft.hook == verb.head


def _is_given(draft: Draft, verb: VerbGroup) -> bool:
    """Whether somebody stands between the verb and the number who gets it: "lent the firm $35m"."""
    phrase = object_of(draft, verb)
    if phrase is None or phrase.end != draft.hook + 1:
        return False
    return draft.scene.classes[phrase.head] == "U" or is_agent(draft.scene, phrase)


def _is_valued(draft: Draft, verb: VerbGroup) -> bool:
    """Whether a thing is said to be valued, which is then what is measured: "the port was valued at $9m"."""
    first = verb.phrase
    if not verb.passive or first is None or "value" not in nominals().get(verb.word, ()):
        return False
    return not is_agent(draft.scene, first)


def by_price(draft: Draft) -> Reading | None:
    """The object before "for" or "at": "offers subscriptions for $180", "left its rate at 3%"."""
    scene, verb, lead = draft.scene, draft.verb_before, draft.scene.lower[leading_preposition(draft)]
    if verb is None or lead not in ("for", "at"):
        return None
    first, before = draft.segment[0], draft.previous  # "sold tea to Chile for $9m and cars to Peru for $4m"
    again = before is not None and before.verb is verb and scene.lower[first] == "and" and before.hook_word == lead
    phrase = (scene.phrase_from(first + 1) if again else None) or object_of(draft, verb)
    if phrase and phrase.word in word_class("standing nouns"):
        return as_alike(draft)
    if phrase is None or (lead == "for" and draft.quantity.kind != "money"):
        return None
    idle = phrase.word in word_class("idle objects") and scene.lower[phrase.end] != "of"
    if is_agent(scene, phrase) or idle:
        return None
    named = phrase.start in scene.mention_at and phrase.possessor is not None
    free = "NJSTQ" if lead == "at" else "NJSQ" if draft.quantity.per else "NJQ"
    generic = scene.classes[phrase.start] in free and (lead == "at" or draft.quantity.per or not named)
    return concept_of(scene, phrase, draft.start, (0, 0)) if generic else None


def object_of(draft: Draft, verb: VerbGroup) -> Phrase | None:
    """The phrase right after a verb and its particle, up to the number: "put up fares", "lent the firm $5m"."""
    scene = draft.scene
    phrase = scene.phrase_from(verb.end + (scene.tags[verb.end] == "RP"))
    if phrase is None or scene.classes[phrase.start] == "Q":
        return phrase
    end = min(phrase.end, draft.start) if phrase.start < draft.start else phrase.end
    while end > phrase.core + 1 and scene.classes[end - 1] == "Q" and scene.classes[phrase.core] != "Q":
        end -= 1
    return phrase if end == phrase.end else cut(scene, phrase, end)


def valued(draft: Draft) -> Reading | None:
    """The value of a named thing: "the bid values the firm at $9bn", "Zeta Bank, worth $9bn, is for sale"."""
    scene, verb = draft.scene, draft.verb
    alone = draft.previous is None  # not "ordered 20 jets from Zeta, worth $9bn"
    if verb and verb.word == "worth" and alone and draft.hook == verb.head and _is_firm(scene, verb.phrase):
        return Reading(first_said(scene, nominals()["value"]) or "value", ((verb.head, verb.head + 1),))
    nouns = nominals().get(verb.word, ()) if verb and verb.end <= draft.start else ()
    if verb is None or "value" not in nouns or scene.lower[leading_preposition(draft)] != "at":
        return None
    if verb.passive:
        thing = None if verb.finite else scene.phrase_at.get(verb.start - 1)
        return thing_of(scene, thing)
    phrase = object_of(draft, verb)
    if phrase is None:
        return None
    single = scene.lower[phrase.start] in ("the", "this", "that") and scene.tags[phrase.head] == "NN"
    if not (single or is_agent(scene, phrase) or phrase.head in scene.mention_at):
        return None
    return Reading(first_said(scene, nouns) or nouns[0], ((verb.head, verb.head + 1),))


def _is_firm(scene: Scene, phrase: Phrase | None) -> bool:
    """Whether a phrase is the name of an organisation, or a word that stands for it."""
    placed = scene.mention_at.get(phrase.head) if phrase else None
    return placed is not None and placed.entity.label == "ORG"


def acted_on(draft: Draft) -> Reading | None:
    """The object that a verb moves by, to or from the number: "the new line has shortened the trip by an hour"."""
    scene, verb = draft.scene, draft.verb
    lead = draft.hook_word if draft.hook >= 0 else ""
    if verb is None or verb.end > draft.start or verb.passive or lead not in ("by", "to", "from"):
        return None
    phrase = object_of(draft, verb)
    if phrase is None or is_agent(scene, phrase) or _moves_itself(draft, verb):
        return None
    beaten = lead == "by" and phrase.head == phrase.core and phrase.word in word_class("forecasts")
    if beaten and verb.phrase and not is_agent(scene, verb.phrase):
        phrase = verb.phrase  # "profits beat forecasts by $9m"
    return concept_of(scene, phrase, draft.start)


def _moves_itself(draft: Draft, verb: VerbGroup) -> bool:
    """Whether the number says how the subject moved, not the object: "the pound gained ground, up 1%"."""
    cue = change_cue(draft)
    lower = draft.scene.lower
    idle = verb.word in word_class("light verbs") and lower[verb.end] not in ("up", "down")
    level = idle or verb.word in word_class("level verbs")
    if verb.word in word_class("verbs of revising"):
        return False
    return level or (cue is not None and cue[0] >= verb.end and draft.scene.classes[cue[0]] != "P")


_LEVEL = word_class("level verbs") - word_class("verbs of costing")


def by_verb(draft: Draft) -> Reading | None:
    """The verb right before the number, where no noun names what is measured: "aims to save $5m"."""
    scene, verb = draft.scene, draft.verb_before
    after = scene.verb_at.get(draft.end)
    if after and after.passive and draft.quantity.kind == "money" and after.phrase is scene.phrase_at.get(draft.start):
        return noun_of_verb(draft, after) or Reading(lemma_of(scene, after), ((after.head, after.head + 1),))
    grows = verb is not None and verb.word in word_class("verbs of growth")
    if verb is None or (draft.quantity.kind == "percent" and not grows) or verb.word in _LEVEL:
        return None
    particle = scene.tags[verb.end] == "RP" or scene.lower[verb.end] in ("aside", "away", "home", "back")
    lives = verb.word in word_class("verbs of living") and draft.hook == verb.end
    led = verb.head if takes(draft, verb) or lives else draft.hook - (grows and draft.hook_word == "by")
    light = word_class("light verbs") - ({"put", "puts", "set"} if particle else set())
    if led not in (verb.head, verb.end if particle else verb.head) or verb.word in light or is_reporting(verb.word):
        return None
    lemma = lemma_of(scene, verb)
    words = f"{lemma} {scene.lower[verb.end]}" if particle else lemma
    return Reading(words, ((verb.head, verb.end + particle),))


def takes(draft: Draft, verb: VerbGroup) -> bool:
    """Whether the number is what somebody bears or is asked for: "the storm cost the economy $9m", "asked for $9m"."""
    if draft.hook_word == "for":
        return draft.hook == verb.end and verb.word in word_class("verbs of asking for")
    phrase = draft.scene.phrase_from(verb.end) if verb.word.startswith(("cost", "sav")) else None
    return phrase is not None and verb.end <= draft.hook and draft.scene.classes[draft.hook] in "NUO"


def costs(draft: Draft, verb: VerbGroup) -> bool:
    """Whether a thing or an act that is named costs somebody the sum: "the storm cost the economy $9m"."""
    scene, subject = draft.scene, verb.phrase
    if subject is None or not verb.word.startswith("cost") or is_agent(scene, subject):
        return False
    act = scene.verb_at.get(subject.start - 1)
    done = act is not None and scene.tags[act.head] in ("VB", "VBG")  # "cutting prices will cost it $9m"
    related = {"W", "V", "B"} & {*scene.classes[subject.end : verb.start]}  # "a plan that is likely to cost it $9m"
    known = subject.word not in word_class("currency nouns", "units of time") and scene.classes[subject.head] == "N"
    return known and not (done or related)


def loss(draft: Draft) -> Reading | None:
    """The loss of one who lost a sum: "the carrier lost 41m euros"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or draft.hook != verb.head or verb.word not in word_class("verbs of losing"):
        return None
    return Reading(first_said(scene, ("loss", "losses")) or "lose", ((verb.head, verb.head + 1),))


def paid_for(draft: Draft) -> Reading | None:
    """The thing that a sum is paid for: "paid $9m for the land"."""
    scene, verb, at = draft.scene, draft.verb_before, draft.after_rate
    if verb is None or verb.word not in word_class("verbs of paying", "verbs of spending", "verbs of setting aside"):
        return None
    if draft.quantity.kind != "money":
        return _spent_part(draft)
    lead = "on" if verb.word in word_class("verbs of spending") else "for"
    at = draft.beyond if scene.lower[draft.beyond] == "for" else at
    at += 2 * (scene.lower[at + 1] in word_class("means of payment"))  # "paid $9m in cash for it"
    phrase = scene.phrase_after(at, lead)
    if phrase is None or is_agent(scene, phrase):
        return None
    held = phrase.word in share_nouns() and scene.classes[phrase.start] == "S"
    each = scene.lower[phrase.start] == "each"
    if not each and scene.mentions_in(phrase.start + held, phrase.end):
        return None
    thing = concept_of(scene, phrase)
    return Reading(thing.value, thing.cues) if thing and lead == "on" else thing


def raised_from(draft: Draft) -> Reading | None:
    """What a sum is raised or earned by: "to raise $9m from the sale", "earned $9m from tea"; not who gives it."""
    scene, verb, phrase = draft.scene, draft.verb_before, draft.scene.phrase_after(draft.beyond, "from")
    if verb is None or phrase is None:
        return None
    raises = verb.word in word_class("verbs of yielding") and phrase.word in word_class("acts that raise money")
    earns = verb.word in word_class("verbs of earning") and not (is_agent(scene, phrase) or is_named(scene, phrase))
    return concept_of(scene, phrase) if raises or earns else None


def _spent_part(draft: Draft) -> Reading | None:
    """What a part of a budget is spent on, or more is paid for: "spent 18% of it on tea", "paid 18% more for tea"."""
    scene, whole = draft.scene, draft.scene.phrase_from(draft.beyond + 1)
    more = scene.lower[draft.beyond : draft.beyond + 2] in (["more", "for"], ["less", "for"])
    spent = whole and scene.lower[whole.end] == "on"
    if not (more or spent):
        return None
    phrase = scene.phrase_from(whole.end + 1 if spent and whole else draft.beyond + 2)
    found = concept_of(scene, phrase)
    return Reading(found.value, found.cues) if found else None


def repeated(draft: Draft) -> Reading | None:
    """What is done so many times: "raised its rate six times"."""
    scene, verb = draft.scene, draft.verb_before
    if draft.quantity.unit != "time" or verb is None:
        return None
    phrase = object_of(draft, verb)
    return thing_of(scene, phrase, draft.start) if phrase and phrase.start < draft.start else None
