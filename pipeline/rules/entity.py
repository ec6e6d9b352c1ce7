"""Of whom or of what a concept is measured."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from pipeline.rules.base import Draft, Reading, Rule, of_double
from pipeline.rules.foretold import FORETOLD, of_foretold
from pipeline.rules.holders import bearer, by_agent, counting_subject, holder, owner_of_whole, owning
from pipeline.rules.inherited import PLACES, acting, fitting, is_about_a_firm, is_of_places, topic
from pipeline.rules.inherited import RULES as INHERITED
from pipeline.rules.names import (
    antecedent,
    concept_phrase,
    country_of,
    first_named,
    is_other_side,
    is_part_of,
    label_of,
    last_named,
    lead_word,
    led_by,
    named,
    of_government,
    owner_of_verb,
    relation,
)
from pipeline.rules.pairing import UNALIGNED, paired, right_after, unaligned
from pipeline.rules.partners import told_side, turned_round
from pipeline.rules.sides import BODIES, actor, deal_of
from pipeline.vocabulary.linking import is_reporting, word_class

OF = frozenset(["of", "for"])
"""Prepositions that lead from a concept to its owner; from a deal, to its other side."""


OWNER = "owner in the passive"
"""Name of a rule; what is owned is then the counterparty."""

AWAY = ("of", "from", "to", "with", "in", "at", "for")
"""Prepositions whose name is not what a number in a list is of."""


def _currency(draft: Draft) -> Reading | None:
    """A currency is the concept itself and belongs to nobody."""
    words = str(draft.get("concept") or "").split()
    return Reading(None) if words and words[-1] in word_class("currency nouns") else None


def _bracketed(draft: Draft) -> Reading | None:
    """The name right before the bracket that the number stands in: "Norway (3.8%)", "Chile (up 4%, +$1bn)"."""
    if not draft.bracket or draft.double:
        return None
    scene = draft.scene
    inside = last_named(scene.mentions_in(draft.bracket[0], draft.start))
    return inside or named(scene.mention_at.get(draft.bracket[0] - 1))


def _labelled(draft: Draft) -> Reading | None:
    """The name that labels the line of a list: "• Norway – 3.8%"."""
    return last_named(draft.scene.mentions_in(*draft.label)) if draft.label else None


def _after_number(draft: Draft) -> Reading | None:
    """A bracket right after a number goes with that number: "Norway by 15% (+$2bn)"."""
    before = draft.previous
    if not draft.bracket or not before or before.end != draft.bracket[0]:
        return None
    return before.readings.get("entity")


def _same_movement(draft: Draft) -> Reading | None:
    """The entity of the number before, where the movement goes on and names nobody new."""
    before = draft.previous
    if not before or not draft.goes_on or draft.scene.mentions_in(*draft.segment):
        return None
    return before.readings.get("entity")


def _list_item(draft: Draft) -> Reading | None:
    """The name since the number before, in a list: "…, Norway by 1.7 times, Chile 13%"."""
    scene, lead = draft.scene, draft.lead
    if draft.bracket or not lead or not draft.previous or lead.mention.form not in ("name", "short"):
        return None
    phrase = scene.phrase_at.get(lead.start)
    led = scene.lower[phrase.start - 1] if phrase and phrase.head < lead.end else lead_word(scene, lead)
    coordinated = scene.lower[draft.segment[0]] in (",", ";", "and", "while", "but")
    silent = not scene.verbs_in(draft.segment[0], draft.start)
    gapped = led == "in" and coordinated and silent
    apposed = draft.start == lead.end + 1 and scene.words[lead.end] == ","
    follows_verb = lead.start - 1 in scene.verb_at and led != "including" and not apposed
    if (lead.start - draft.segment[0] > 6 and not apposed) or follows_verb or (led in AWAY and not gapped):
        return None
    if any(is_reporting(word) for word in scene.lower[lead.end : draft.start]):
        return None
    plain = all(scene.classes[i] in "PRXCTVO" for i in range(lead.end, draft.start))
    return named(lead) if plain and draft.start - lead.end <= 4 else None


def _possessor(draft: Draft) -> Reading | None:
    """The possessor of the concept: "Norway's exports", "its share"."""
    tokens = concept_phrase(draft)
    phrase = draft.scene.phrase_at.get(tokens[0]) if tokens else None
    own = draft.scene.phrase_at.get(draft.start)
    if own and own.possessor and own.possessor[1] <= draft.start:
        return last_named(draft.scene.mentions_in(*own.possessor))
    if phrase and draft.scene.lower[phrase.start - 1] == "whose":
        return antecedent(draft.scene, phrase.start - 1)
    if phrase is None or phrase.possessor is None or (is_part_of(draft) and phrase.start >= draft.end):
        return None
    return last_named(draft.scene.mentions_in(*phrase.possessor))


def _target(draft: Draft) -> Reading | None:
    """Whom a judgement is on: "raised their price target for Zeta Bank to 430p", else whom the paragraph is about."""
    tokens = concept_phrase(draft)
    if tokens is None or draft.get("concept") not in word_class("judgements"):
        return None
    at = (tokens[1], tokens[1] + 1)
    return next(led_by(draft.scene, at, ("for", "on", "of")), None) or topic(draft) or Reading(None, (tokens,))


def _nameless(draft: Draft) -> Reading | None:
    """Nobody, where the concept is of one who acts and has no name: "a rival firm's price tag"."""
    scene, tokens = draft.scene, concept_phrase(draft)
    phrase = scene.phrase_at.get(tokens[0]) if tokens else None
    if phrase is None or phrase.possessor is None:
        return None
    last = phrase.possessor[1] - 1
    nobody = scene.lower[last] in word_class("agent nouns") and last not in scene.mention_at
    return Reading(None, (phrase.possessor,)) if nobody else None


def _modifier(draft: Draft) -> Reading | None:
    """A name in the concept's phrase: "Norway exports", "US crude stocks", the country of "Norwegian exports"."""
    tokens = concept_phrase(draft)
    phrase = draft.scene.phrase_at.get(tokens[0]) if tokens else None
    if phrase is None or (is_part_of(draft) and phrase.possessor and phrase.start >= draft.end):
        return None
    inside = draft.scene.mentions_in(phrase.start, phrase.end)
    deal = deal_of(draft)
    if deal and deal.row.bodies and deal.end == phrase.end:
        return None
    head = named(draft.scene.mention_at.get(phrase.head))
    return head or first_named(inside) or country_of(draft.scene, inside)


def _complement(draft: Draft) -> Reading | None:
    """A name in the complement of the concept: "shares in Norway", "profits at Zeta Bank", "trade between the two"."""
    scene, tokens, row, deal = draft.scene, concept_phrase(draft), relation(draft), deal_of(draft)
    if tokens is None or (deal and not deal.verb and not OF.isdisjoint(deal.row.other)):
        return None
    end = tokens[1] if tokens[1] - tokens[0] else tokens[0]
    start = scene.phrase_at[tokens[0]].end if tokens[0] in scene.phrase_at else end
    limit = min(draft.start if draft.start > start else scene.sentence(start)[1], start + 14)
    if row and row.kind == "share" and start < len(scene.lower) and scene.lower[start] == "in":
        return None
    limit = next((verb.start for verb in scene.verbs_in(start, limit) if verb.finite), limit)
    limit = next((i for i in range(start, limit) if scene.classes[i] == "Q"), limit)
    made = led_by(scene, (start, min(start + 1, limit)), ("by",))
    found = chain(made, led_by(scene, (start, limit), (*OF, "between")))
    at = (
        led_by(scene, (start, min(start + 1, limit)), ("at",))
        if draft.quantity.kind in ("money", "percent")
        else iter(())
    )
    return next(at, None) or next(found, None)


def _front(draft: Draft) -> Reading | None:
    """The place that opens the number's clause: "in France they rose 2%", "in Peru, cases had fallen by 5%"."""
    scene, verb = draft.scene, draft.verb
    starts = [i + 1 for i in range(draft.sentence[0], draft.start) if scene.classes[i] in "BC" or scene.words[i] == ";"]
    opens = [i for i in (draft.sentence[0], *starts) if scene.lower[i] in ("in", "at", "across")]
    if verb is None or verb.subject is None or not opens or not opens[-1] < verb.subject[0]:
        return None
    placed = scene.mention_at.get(verb.subject[0])
    named_so = placed is not None and placed.mention.form != "pronoun"
    if named_so or label_of(scene, acting(scene, verb)) in BODIES or label_of(scene, topic(draft)) in BODIES:
        return None
    reading = next(led_by(scene, (opens[-1], opens[-1] + 1), ("in", "at", "across")), None)
    return fitting(draft, reading) if label_of(scene, reading) in PLACES else None


def _subject(draft: Draft) -> Reading | None:
    """The subject of the verb that governs the number."""
    verb = draft.verb
    if verb is None or verb.subject is None:
        return None
    if verb.passive and draft.start >= verb.end:
        gets = draft.scene.lower[verb.head] in word_class("verbs of receiving in the passive")
        return owner_of_verb(draft.scene, verb) if gets else None
    reading = acting(draft.scene, verb)
    strange = reading and (is_other_side(draft, reading) or is_of_places(draft, label_of(draft.scene, reading)))
    return None if strange else reading


_RULES = (
    Rule(
        "currency",
        "entity",
        _currency,
        (("Norway said the dollar fell 5%.", "5%", None),),
        (("Norway said output fell 5%.", "5%"),),
    ),
    Rule(
        "same as the number in other terms",
        "entity",
        of_double("entity"),
        (("Norway sold £3bn ($4bn) of fish.", "$4bn", "Norway"),),
    ),
    Rule(
        FORETOLD,
        "entity",
        of_foretold("entity"),
        (("Norway's output grew 2%. Zeta Bank had forecast 3%.", "3%", "Norway"),),
        (("Norway's output grew 2%. Zeta Bank had sales of $9m.", "$9m"),),
    ),
    Rule(
        "paired in order",
        "entity",
        paired,
        (
            ("Norway, Chile and Peru account for 8%, 4% and 3% of output, respectively.", "4%", "Chile"),
            ("Output rose by 8% and 4% in Norway and Chile, respectively.", "4%", "Chile"),
        ),
        (("Norway and Chile account for 8%, 4% and 3%.", "4%"),),
    ),
    Rule(
        UNALIGNED,
        "entity",
        unaligned,
        (("Norway, Chile and Peru account for 8% and 4% of exports.", "4%", None),),
        (("Norway and Chile account for 8% and 4% of exports.", "4%"),),
    ),
    Rule(
        "name right after the number",
        "entity",
        right_after,
        (("Output rose 3% in Norway, 4% in Chile and 5% in Peru.", "4%", "Chile"),),
        (("Output rose 4% in Chile.", "4%"),),
    ),
    Rule(
        "label of the line",
        "entity",
        _labelled,
        (("Exports went to:\n\n• Norway – 3.8%\n• Chile – 2%", "2%", "Chile"),),
    ),
    Rule("name before its bracket", "entity", _bracketed, (("Growth came from Norway (3.8%).", "3.8%", "Norway"),)),
    Rule("bracket after a number", "entity", _after_number, (("Norway grew by 15% (+$2bn).", "+$2bn", "Norway"),)),
    Rule("same movement", "entity", _same_movement, (("Norway's exports rose from $7bn to $9bn.", "$9bn", "Norway"),)),
    Rule(
        "name in a list",
        "entity",
        _list_item,
        (("Norway sends 11% of its exports to Peru, Chile 13%.", "13%", "Chile"),),
    ),
    Rule(
        "the other way",
        "entity",
        turned_round("entity"),
        (
            (
                "Coal made up 38% of Norway's sales to Chile. Going the other way, copper had a share of 41%.",
                "41%",
                "Chile",
            ),
        ),
        (
            (
                "Norway's sales to Chile rose 38%. It was the other way round with copper: the Chilean share was 41%.",
                "41%",
            ),
        ),
    ),
    Rule(
        "holder of a part",
        "entity",
        holder,
        (
            ("Norway accounts for 30% of Chile's imports.", "30%", "Norway"),
            ("Coal accounts for 30% of Norway's exports to Chile.", "30%", "Norway"),
        ),
    ),
    Rule(
        "whom a judgement is on",
        "entity",
        _target,
        (
            ("Zeta Bank raised its price target for Velmora Foods to 430p.", "430p", "Velmora Foods"),
            ("Velmora Foods made $9m. Zeta Bank cut its price target to 430p.", "430p", "Velmora Foods"),
        ),
        (("Its target for lending was raised to $9bn.", "$9bn"),),
    ),
    Rule(
        "who makes the deal",
        "entity",
        actor,
        (
            ("Norway sold Chile's port to Peru for $9bn.", "$9bn", "Norway"),
            ("Larkfield Foods was bought by Velmora Motors for $9bn.", "$9bn", "Velmora Motors"),
        ),
        (("Norway's exports stood at $9bn.", "$9bn"),),
    ),
    Rule(
        OWNER,
        "entity",
        owning,
        (("Zeta Bank, which is 51% owned by Norway, has grown.", "51%", "Norway"),),
    ),
    Rule(
        "owner without a name",
        "entity",
        _nameless,
        (("Norway charges $180, below its rival firm's $500 price tag.", "$500", None),),
        (("Norway charges $180, below Chile's $500 price tag.", "$500"),),
    ),
    Rule("possessor of the concept", "entity", _possessor, (("Norway's exports stood at $5bn.", "$5bn", "Norway"),)),
    Rule(
        "whom it costs",
        "entity",
        bearer,
        (("A strike at the port of Chile has cost Norway $5m.", "$5m", "Norway"),),
        (("Norway has saved $5m.", "$5m"),),
    ),
    Rule(
        "agent of the passive",
        "entity",
        by_agent,
        (("Six UK tracks were sold by Norway.", "Six UK tracks", "Norway"),),
    ),
    Rule(
        "subject that has what is counted",
        "entity",
        counting_subject,
        (("Norway has 500 mills in Chile.", "500 mills", "Norway"),),
    ),
    Rule(
        "name in the concept's phrase",
        "entity",
        _modifier,
        (("The Norway oil stocks stood at $5bn.", "$5bn", "Norway"),),
    ),
    Rule("complement of the concept", "entity", _complement, (("Exports of Norway stood at $5bn.", "$5bn", "Norway"),)),
    Rule(
        "place that opens the clause",
        "entity",
        _front,
        (("Car sales in Norway fell 4%, while in Chile they rose 2%.", "2%", "Chile"),),
        (("Zeta Bank grew. In Chile, it lost 2% of its clients.", "2%"),),
    ),
    Rule("subject of the verb", "entity", _subject, (("Norway needs $9bn for a port.", "$9bn", "Norway"),)),
    Rule(
        "owner of the whole",
        "entity",
        owner_of_whole,
        (("Pilots at Velmora Airways are to give up 15% of their pay.", "15%", "Velmora Airways"),),
        (("Pilots are to give up 15% of pay.", "15%"),),
    ),
    Rule(
        "side that the story tells of",
        "entity",
        told_side,
        (
            (
                "Trade between Norway and Chile came to $5bn.\n\nLater, turnover could exceed $9bn.",
                "$9bn",
                "Norway",
            ),
        ),
        (("Norway's trade came to $5bn.\n\nLater, turnover could exceed $9bn.", "$9bn"),),
    ),
    *INHERITED,
)


def _of_firm(rule: Rule) -> Rule:
    """The rule, but for shops, jobs and the like no place where a firm has them, in a story about a firm."""

    def read(draft: Draft) -> Reading | None:
        reading = rule.read(draft)
        if reading is None or draft.quantity.kind != "count":
            return reading
        if word_class("parts of firms").isdisjoint(str(draft.get("concept")).split()[-1:]):
            return reading
        return None if label_of(draft.scene, reading) in PLACES and is_about_a_firm(draft.scene) else reading

    return replace(rule, read=read)


RULES = tuple(_of_firm(replace(rule, read=of_government(rule.read))) for rule in _RULES)
"""Rules of the slot `entity`, strongest first."""
