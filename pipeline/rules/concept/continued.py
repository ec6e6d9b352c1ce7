"""Concepts carried on: from the number before, the list, the label or heading of a line, the last movement."""

from __future__ import annotations

from pipeline.rules.change.change import change_cue, change_word
from pipeline.rules.concept.moved import after_noun_of_change, counts_alike, object_of_change
from pipeline.rules.concept.naming import concept_of, first_concept, thing_of
from pipeline.rules.concept.nouns import first_said, is_agent, noun_text
from pipeline.rules.concept.parts import whole_of
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.cells import heading_of_list, sentence_before_list
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.relations import exchange
from pipeline.rules.syntax.phrases import cut
from pipeline.rules.syntax.relative import past_aside
from pipeline.vocabulary.linking import exchange_nouns, mutual_nouns, relation_of, word_class


def same_item(draft: Draft) -> Reading | None:
    """The concept of the number before, where only a name, a preposition or a bracket stands between the two."""
    before = _main_before(draft)
    reading = before.readings.get("concept") if before else None
    if (
        not before
        or not reading
        or (draft.quantity.noun and not _ends(before, draft))
        or not (draft.goes_on or draft.is_change_of_last or _is_compared(draft))
        or _has_own_noun(draft)
        or _is_passed(draft, before)
        or not _alike(before, draft)
    ):
        return None
    phrase = reading.phrase if draft.goes_on else None
    return Reading(reading.value, (draft.scene.quantity_at[before.index],), phrase=phrase)


def _main_before(draft: Draft) -> Draft | None:
    """The number before in the sentence, without what a preposition leads to: "sold $9m to 40 firms, 4% up"."""
    other, leads = draft.previous, ("from", "to", "in", "at", "across")
    while other and other.previous and other.quantity.noun and other.hook_word in leads:
        if (cue := change_cue(other)) and cue[0] < other.start:
            break  # "fell to 40 firms, 4% down"
        other = other.previous
    return other


def _is_passed(draft: Draft, before: Draft) -> bool:
    """Whether the number before only counts something on the way: "cut its forecast for the 12-nation bloc to 2%"."""
    cue, counted = change_cue(draft), before.quantity.noun and before.quantity.unit != "time"
    return cue is not None and cue[0] < before.start and bool(counted) and before.get("change") is None


def _has_own_noun(draft: Draft) -> bool:
    """Whether the movement behind the number is said to be in something: "four times the 5% rise in fares"."""
    cue = change_cue(draft)
    led = cue is not None and cue[0] >= draft.end and draft.scene.lower[cue[1]] == "in"
    return led and after_noun_of_change(draft) is not None


def _ends(before: Draft, draft: Draft) -> bool:
    """Whether the numbers are the two ends of one movement: "cut its workforce from 270 to 230 people"."""
    ends = (before.role, draft.role) == ("from", "to")
    return ends and before.quantity.noun is None and before.quantity.kind == "count"


def _is_compared(draft: Draft) -> bool:
    """Whether the number is what the one before is compared with: "23% of its costs, compared with 17% in 2004"."""
    words = draft.scene.lower[max(draft.segment[0], draft.start - 2) : draft.start]
    set_against = words[-1:] in (["against"], ["versus"]) or words in (["compared", "with"], ["compared", "to"])
    return set_against or _is_measured(draft)


def _is_measured(draft: Draft) -> bool:
    """Whether the number before is measured by another's: "added 900 clients, a third fewer than Velmora"."""
    than = draft.scene.lower[draft.end : draft.end + 2] in (["fewer", "than"], ["more", "than"], ["less", "than"])
    return than and draft.scene.words[draft.hook] == "," and draft.quantity.kind in ("percent", "multiple")


def _alike(before: Draft, draft: Draft) -> bool:
    """Whether two numbers may measure the same: of one kind, of one movement, or one in other terms of the other."""
    said_again = draft.bracket is not None or "or" in draft.scene.lower[slice(*draft.segment)]
    again = said_again or _is_measured(draft) or (before.quantity.noun is None and _is_of_all(draft))
    moved = draft.get("change") is not None and whole_of(draft) is None
    return before.quantity.kind == draft.quantity.kind or moved or again


def _is_of_all(draft: Draft) -> bool:
    """Whether the number before is a part of all: "61,700, more than a third of all orders", "8% of the total"."""
    scene, phrase = draft.scene, whole_of(draft) if draft.quantity.kind == "percent" else None
    if phrase is None:
        return False
    text = noun_text(scene, phrase.core, phrase.end)
    return scene.lower[phrase.start] == "all" or text in word_class("pointing nouns")


JOINTS = ("and", ",", "while", "but", ";", "whereas")
"""What joins on a noun of its own."""


def noun_since(draft: Draft) -> Reading | None:
    """A noun of its own since the number before: "and imports from $9bn", "while in imports it fell from 30%"."""
    scene, before = draft.scene, draft.previous
    if not before or draft.bracket or not before.readings.get("concept"):
        return None
    near, cue = _in_its_place(draft), change_cue(draft)
    if near or cue is None:
        return near
    if cue[0] >= draft.segment[0] and object_of_change(draft):
        return None
    told = cue[0] in scene.verb_at
    beside = None if told else scene.phrase_at.get(cue[0] - 1)
    if beside and beside.end == cue[0] and scene.classes[beside.head] != "U":
        return None
    own = draft.verb_before.phrase if draft.verb_before and told else None
    at = draft.start - (scene.classes[draft.start - 1] == "P")
    for phrase in scene.phrases_in(draft.segment[0], past_aside(scene, at, draft.segment[0])):
        if own and own.start > phrase.start and scene.classes[own.head] == "N":
            continue
        if "O" in (scene.classes[phrase.end - 1], scene.classes[phrase.end]):
            continue
        weighs = any(scene.tags[i] == "JJS" for i in range(phrase.start, phrase.end))
        found = None if weighs else thing_of(scene, phrase, draft.start)
        if found:
            return found if scene.lower[phrase.start - 1] in JOINTS else None
    return None


def share_in(draft: Draft) -> Reading | None:
    """The share told before, in something else: "its share in exports rose, while in imports it fell from 9%"."""
    scene, before = draft.scene, next(numbers_before(draft, draft.paragraph[0]), None)
    reading = before.readings.get("concept") if before else None
    words = str(reading.value).split(" ") if reading else [""]
    share = f"{words[0]} in " if words[1:2] in (["in"], ["of"]) and words[2:] else ""
    if not (before and reading) or not (share or (before.is_part and words[-1] in exchange_nouns())):
        return None
    for phrase in scene.phrases_in(draft.segment[0], draft.end):
        at = phrase.start - 1
        noun = cut(scene, phrase, min(phrase.end, draft.start))
        opens = at == draft.sentence[0] and noun.word in exchange_nouns()
        leads = scene.lower[at] == "in" and (opens or (draft.previous and scene.lower[at - 1] in JOINTS))
        if leads and (found := concept_of(scene, noun, draft.start)):
            return Reading(f"{share}{found.value}", found.cues, phrase=reading.phrase if share else None)
    return None


def _in_its_place(draft: Draft) -> Reading | None:
    """A noun that takes the place of the one before, right at its number: "and gas 39%", "and its gas for $9"."""
    scene, hook, before = draft.scene, draft.hook, draft.previous
    if before and counts_alike(draft, before):
        return before.lent("concept")
    leads = ("for", "to", "at", "with", "by", "from" if scene.lower[hook + 1] == "there" else "")
    at = hook if hook >= draft.segment[0] and scene.lower[hook] in leads else draft.start
    at -= scene.lower[at - 1] in ("another", "alone")
    at = past_aside(scene, at, draft.segment[0])
    phrase = scene.phrase_at.get(at - 1)
    if phrase is None or at <= draft.segment[0] or scene.classes[at - 1] != "N" or scene.verbs_in(phrase.start, at):
        return None
    exchanged = scene.phrase_at.get(phrase.start - 2)  # "and imports from Chile to $9bn"
    if exchanged and exchanged.word in exchange_nouns() and scene.lower[exchanged.end] in ("from", "to", "with"):
        phrase, at = exchanged, exchanged.end
    lead = phrase.start - 1
    follows = scene.lower[lead - 1 : lead + 1] in (["followed", "by"], ["ahead", "of"])
    if lead < draft.segment[0] or not (follows or scene.lower[lead] in JOINTS):
        return None
    own = cut(scene, phrase, at)
    doers = _goes_on_counting(draft) or (scene.tags[own.head] == "NNP" and is_agent(scene, own))
    return None if doers else concept_of(scene, own)


def _goes_on_counting(draft: Draft) -> bool:
    """Whether the number counts what the first of a list does: "shed 500 posts, shops 300 and banks 200"."""
    first = draft.previous
    while first and first.is_like(draft) and not first.quantity.noun:
        first = first.previous
    return draft.quantity.kind == "count" and first is not None and first.quantity.noun is not None


def that_of(draft: Draft) -> Reading | None:
    """The concept of the number before, for what "that" or "those" stands for: "that of imports", "those to Chile"."""
    scene, before = draft.scene, draft.previous
    while before and before.previous and before.quantity.noun and draft.quantity.kind != "count":
        before = before.previous
    if before is None and draft.index and scene.lower[draft.sentence[0]] in ("that", "those"):
        before = draft.drafts[draft.index - 1]
    at = next((i for i in range(*draft.segment) if scene.lower[i] in ("that", "those")), -1)
    reading = before.readings.get("concept") if before else None
    own = draft.quantity.noun is not None and draft.verb is not None and draft.is_object_of(draft.verb)
    leads = at >= 0 and scene.lower[at + 1] in ("of", "to", "from", "in", "for", "with", "by")
    if own or not (reading and leads) or ";" in scene.words[at : draft.start]:
        return None
    head, _, rest = str(reading.value).partition(" of ")
    phrase = scene.phrase_after(at + 1, "of")
    found = concept_of(scene, phrase) if phrase and rest else None
    return Reading(f"{head} of {found.value}" if found else reading.value, ((at, at + 1),))


def same_list(draft: Draft) -> Reading | None:
    """The concept of the number before, where this one goes on with the same list or movement."""
    before = _main_before(draft) if _is_aside(draft) else draft.previous
    another = draft.previous and draft.previous.previous if draft.scene.lower[draft.start - 1] == "another" else None
    before = another if another and another.is_like(draft) else before
    reading = before.readings.get("concept") if before else None
    if not before or not reading or before.rule_of("concept") == "age":
        return None
    if before.quantity.noun and draft.quantity.kind != "count":
        return None
    return None if _is_dealt_with(draft) else before.lent("concept")


def _is_aside(draft: Draft) -> bool:
    """Whether the number says behind a comma how the one before moved: "400 firms closed, 2% more than in May"."""
    scene, cue = draft.scene, change_cue(draft)
    at = draft.hook if draft.hook != (cue[0] if cue else -1) else draft.hook - 1
    return cue is not None and scene.classes[cue[0]] != "V" and scene.words[at] == ","


def _is_dealt_with(draft: Draft) -> bool:
    """Whether the sum is the object of an act of its own, told since the number before: "and set aside $9m"."""
    scene, verb = draft.scene, draft.verb
    if verb is None or draft.quantity.kind != "money" or scene.lower[draft.start - 1] == "another":
        return False
    word, at = verb.word, draft.hook
    states = word_class("level verbs", "verbs of yielding", "arriving verbs")
    states |= word_class("light verbs") - {"set"} | word_class("verbs of forecasting")
    acts = at in (verb.head, verb.end) and scene.classes[at] in "VR" and scene.tags[verb.head] != "VBG"
    return word in word_class("verbs of living") or (acts and word not in states and not draft.get("change"))


def last_movement(draft: Draft) -> Reading | None:
    """The concept of the last movement in the paragraph, where a change names none of its own."""
    if draft.get("change") is None or (draft.verb_before and draft.verb_before.word in word_class("verbs of growth")):
        return None
    foretold = draft.verb_before is not None and draft.verb_before.word in word_class("verbs of forecasting")
    before = numbers_before(draft, 0 if foretold else draft.paragraph[0])
    moved = next((other for other in before if other.get("change") is not None and other.concept), None)
    return moved.lent("concept") if moved and not _is_done(draft) else None


def _is_done(draft: Draft) -> bool:
    """Whether the number counts what an act of its own is done to: "the airline carried 4m, a rise of 9%"."""
    scene, verb = draft.scene, draft.verb_before
    if draft.quantity.kind != "count" or verb is None or verb.passive or draft.hook != verb.head:
        return False
    states = word_class("level verbs", "arriving verbs", "light verbs", "verbs of forecasting")
    return verb.word not in states and change_word(scene, verb.head) is None


def economy(draft: Draft) -> Reading | None:
    """What grows where a country is said to: "Germany is expected to grow by 8%", in a text about an economy."""
    scene, verb, cue = draft.scene, draft.verb, change_cue(draft)
    if verb is None or cue is None or verb.word not in word_class("verbs of growth"):
        return None
    placed = scene.mention_at.get(verb.phrase.head) if verb.phrase else None
    own = placed is not None and placed.entity.label in ("GPE", "LOC") and verb.start <= cue[0] < verb.end
    own = own and placed is not None and scene.classes[placed.end] != "O"
    noun = first_said(scene, ("economy", "growth", "gdp"))
    return Reading(noun, ((verb.head, verb.head + 1),)) if own and noun else None


def bargained(draft: Draft) -> Reading | None:
    """The pay that workers and employers speak of: "The teachers' unions will not accept a rise of less than 9%"."""
    scene, verb, cue = draft.scene, draft.verb_before, change_cue(draft)
    if cue is None or verb is None or scene.classes[cue[0]] != "N":
        return None
    sides = word_class("words of bargaining")
    if sides.isdisjoint(scene.lower[draft.sentence[0] : draft.start]):
        return None
    pay = first_said(scene, ("pay", "wages", "wage", "salaries"))
    return Reading(pay, (cue,)) if pay else None


def last_share(draft: Draft) -> Reading | None:
    """The concept of the last percentage of the paragraph, for a percentage whose sentence names none."""
    before = numbers_before(draft, draft.paragraph[0])
    alike = (other for other in before if other.quantity.kind == "percent" and _is_share_too(draft, other))
    shares = [reading for other in alike if (reading := other.lent("concept"))]
    told = (reading for reading in shares if str(reading.value).split(" of ")[:-1] == ["share"])
    return next(told, next(iter(shares), None))


def _is_share_too(draft: Draft, other: Draft) -> bool:
    """Whether a percentage before may be told of the same, which no mere verb names.

    A rise lends to what is asked for ("They want 8%"), a share to a share.
    """
    verb = draft.verb
    wanted = verb is not None and verb.end <= draft.start and verb.word in word_class("verbs of wanting")
    moved = other.role == "by"
    fits = moved if wanted else not moved or draft.get("change") is not None
    return other.rule_of("concept") not in ("", "verb") and fits


def introduced_list(draft: Draft) -> Reading | None:
    """The concept of the line that introduces a list with a colon, for its items; of a number like it over bullets."""
    start, end = (sentence_before_list(draft) if draft.label else None) or (0, 0)
    colon = draft.scene.words[end - 1] == ":" or draft.scene.words[end - 2] == ":"
    named = first_concept(draft.scene, draft.scene.phrases_in(start, end)) if colon else None
    traded = named and str(named.value).split()[-1] in exchange_nouns()
    if named and (traded or not draft.scene.verbs_in(start, end)):
        return named  # "Passengers by region:", "Exports went to:"
    told = (d for d in reversed(draft.drafts[: draft.index]) if d.end <= end and (colon or start <= d.start))
    found = next((d for d in told if colon or d.is_like(draft)), None)
    return found.lent("concept") if found else None


def label(draft: Draft) -> Reading | None:
    """A label at the start of a line, "Revenue: $4.2bn", "Chile's exports to Peru: $5bn"; a name alone is none."""
    scene, label = draft.scene, draft.label
    first = next(iter(scene.phrases_in(*label)), None) if label else None
    if not (label and first) or (scene.mentions_in(*label) and scene.tags[first.head] not in ("NN", "NNS")):
        return None
    return first_concept(draft.scene, draft.scene.phrases_in(*label))


def heading(draft: Draft) -> Reading | None:
    """What the heading over a list of labelled lines says is measured: "Passengers by region"."""
    over = heading_of_list(draft)
    return first_concept(draft.scene, draft.scene.phrases_in(*over)) if over else None


def exchanged(draft: Draft) -> Reading | None:
    """The trade of a list of places with brackets: "the trade is shared: Chile ($9bn), Peru ($4bn) come first"."""
    scene = draft.scene
    placed = scene.mention_at.get(draft.bracket[0] - 1) if draft.bracket else None
    if placed is None or placed.entity.label not in ("GPE", "LOC"):
        return None
    for phrase in reversed(scene.phrases_in(draft.sentence[0], placed.start)):
        row = relation_of(phrase.word)
        if row is not None and row.kind == "exchange":
            return concept_of(scene, phrase)
    for other in numbers_before(draft, draft.paragraph[0]):
        if exchange(other) and other.quantity.kind in ("money", "percent"):
            return other.lent("concept")
    return None


def next_in_rank(draft: Draft) -> Reading | None:
    """What is ranked, for the next of the ranks: "Norway sold $9bn. Chile came next with $5bn", "Of these Chile leads
    with $5bn".
    """
    scene, verb = draft.scene, draft.verb
    if verb is None or verb.end > draft.place:
        return None
    beside = verb.word if scene.lower[verb.end] == "with" and verb.end == draft.hook else ""
    leads, follows = beside in word_class("verbs of leading"), beside in word_class("verbs of following")
    turned = scene.lower[verb.start - 1] in word_class("ranks")  # "Next comes Chile with $5bn"
    ranked = follows or turned or scene.lower[verb.end] in word_class("ranks")
    aside = scene.lower[draft.hook - 1 : draft.hook + 1] == [",", "with"]
    near = aside or turned or not scene.phrases_in(verb.end + 1, draft.start)
    if not leads and not (ranked and near):
        return None
    for other in numbers_before(draft, 0 if leads or aside else draft.paragraph[0]):
        mutual = not leads or other.concept in mutual_nouns()
        if other.is_like(draft) and other.concept and mutual:
            return other.lent("concept")
    return None
