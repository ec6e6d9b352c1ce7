"""The noun beside a number that says what it measures: counted by it, after it, before "of", after "in"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rules.change.change import change_cue, past_restatement
from pipeline.rules.concept.acts import counts_sales
from pipeline.rules.concept.naming import concept_of, joined, named_by, thing_of
from pipeline.rules.concept.nouns import counted_text, first_said, is_agent, noun_text, noun_text_raw, state_after
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.syntax.phrases import outermost
from pipeline.vocabulary.linking import deal_of_noun, deal_of_verb, nominals, share_nouns, word_class


def counted_noun(draft: Draft) -> Reading | None:
    """What the number counts, unless it is the size of what stands before "of": "sales of 80,000 units"."""
    scene, noun = draft.scene, draft.quantity.noun
    cue = change_cue(draft)
    moved = draft.role in ("from", "to") and cue is not None and cue[0] < draft.start
    if noun is None or (moved and scene.classes[draft.hook] == "P"):
        return None
    if draft.hook_word == "of" and scene.lower[draft.hook - 1] in word_class("sized nouns"):
        return noun_before_of(draft)
    if sized := _sized_by_verb(draft):
        return sized
    counted = scene.lower[scene.tokens_of(noun)[1] - 1]
    if counts_sales(draft):
        return None
    within = counted in word_class("place nouns") and draft.hook_word in ("in", "across")
    if within and (found := thing_of(scene, scene.phrase_at.get(draft.hook - 1))):
        return found
    start, end = scene.tokens_of(noun)
    text = counted_text(scene, start, end)
    inner = scene.phrase_after(end, "with", "of")
    placed = scene.mention_at.get(inner.head) if inner else None
    if inner and scene.classes[inner.head] != "Q" and (placed is None or placed.entity.label == "NORP"):
        text, end = f"{text} {scene.lower[end]} {noun_text_raw(scene, inner.core, inner.end)}", inner.end
    elif state := state_after(scene, end):
        text = f"{text} {state}"
    return named_by(text, (start, end)) if text else None


def _sized_by_verb(draft: Draft) -> Reading | None:
    """The subject that a count is the level of: "sales came to 7,900 cars", "the workforce is 900 people"."""
    scene, verb = draft.scene, draft.verb_before
    if verb is None or verb.phrase is None or verb.phrase.word not in word_class("sized nouns"):
        return None
    level = verb.word in word_class("level verbs") - word_class("verbs of costing")
    level = level and not scene.phrases_in(verb.end, draft.start)
    return concept_of(scene, verb.phrase, verb.start) if level else None


def elided_noun(draft: Draft) -> Reading | None:
    """What the counts before count, for more of them: "runs 640 pubs and will open 25 more", "create another 20"."""
    scene, verb, before = draft.scene, draft.verb_before, draft.previous
    after = scene.lower[draft.end]
    more = after in ("more", "others") or scene.lower[draft.start - 1] in ("another", "further")
    doing = scene.verb_at.get(draft.end)
    if more and doing:
        return last_counted(draft)  # "Some 900 people pay. A further 300 do not."
    if draft.quantity.noun or verb is None or after == "of":
        return None
    alone = scene.classes[draft.hook] != "W"
    if before and alone and doing and doing.finite and before.is_like(draft) and before.quantity.noun:
        return before.lent("concept")  # "had hoped for 13 million visitors but now thinks that 12 million will come"
    if draft.hook != verb.head and not (more and draft.hook_word == "of"):
        return None
    beside = before is not None and scene.lower[before.end : verb.start] == ["and"]
    beside = beside or (before is None and verb.word in ("had", "has", "have") and scene.classes[verb.start - 1] == "U")
    if scene.classes[draft.end + more] in ("N", "J") or not (more or beside):
        return None
    return last_counted(draft)


def last_counted(draft: Draft) -> Reading | None:
    """The concept of the last number of the paragraph that counts something, and not the places where that is."""
    counted = (other for other in numbers_before(draft, draft.paragraph[0]) if other.quantity.noun)
    named = (other for other in counted if other.concept not in word_class("place nouns"))
    return next((other.lent("concept") for other in named), None)


def counted_noun_alone(draft: Draft) -> Reading | None:
    """The counted noun itself, also of a movement ("trimmed to 500 staff") that names nothing else."""
    noun = draft.quantity.noun
    if noun is None:
        return None
    start, end = draft.scene.tokens_of(noun)
    text = counted_text(draft.scene, start, end)
    return named_by(text, (start, end)) if text else None


def noun_after(draft: Draft) -> Reading | None:
    """The head noun after the number in its own phrase: "a 22% stake", "a $3bn (£2bn) deal"."""
    scene, end = draft.scene, draft.end
    if scene.lower[end - 1] == "times":
        return None
    if draft.role in ("from", "to") and scene.classes[draft.start - 1] not in "TS":
        return None
    bracket = scene.bracket[end + 1] if scene.words[end] == "(" else None
    end = bracket[1] + 1 if bracket else draft.after_rate
    phrase = scene.phrase_at.get(end)
    if phrase is None or (end == draft.end and not phrase.start <= draft.start < phrase.end):
        return None
    worth = scene.lower[end : end + 2] == ["worth", "of"]
    if worth or phrase.head < end or scene.classes[end] in "TS" or scene.lower[end] == "including":
        return None
    if phrase.end in scene.verb_at and is_agent(scene, phrase) and draft.quantity.rule != "one in":
        return None  # but "one in ten workers has"
    while end < phrase.head and scene.lower[end] in word_class("adjectives of more"):
        end += 1
    return concept_of(scene, replace(phrase, core=end), cue=change_cue(draft))


def noun_before_of(draft: Draft) -> Reading | None:
    """The noun before "of": "a capitalisation of $5bn"."""
    scene, hook = draft.scene, draft.hook
    if hook < 1 or scene.lower[hook] not in ("of", "worth"):
        return _deal_before(draft) if draft.hook_word == "for" else None
    while draft.hook_word == "worth" and scene.classes[hook - 1] == "R":
        hook -= 1
    dashed = scene.words[hook - 1] in MARKS and scene.words[draft.end : draft.end + 1] == [scene.words[hook - 1]]
    hook -= dashed or scene.words[hook - 1] == ","
    phrase = scene.phrase_at.get(hook - 1)
    if draft.hook_word == "worth" and scene.words[hook] == "," and phrase:
        phrase = outermost(scene, phrase, ("of", "on", "for", "with"))
        hook = phrase.end if phrase else hook
    phrase = outermost(scene, phrase, ("per", "in") if draft.hook_word == "of" else ("per",))
    source = phrase is not None and phrase.word in word_class("nouns of partners")  # "the source of 9% of its imports"
    rated = draft.rule_of("change") == "rate of a movement"  # "grew at an annual rate of 5%"
    if phrase is None or rated or (draft.is_part and source):
        return None
    ranged = phrase.word == "range" and "N" in scene.classes[phrase.core : phrase.head]
    if scene.lower[hook - 1] in word_class("record nouns") and not ranged:
        return None
    if draft.get("change") and phrase.word in word_class("forecasts") | {"target"} and draft.hook_word == "of":
        return draft.previous.lent("concept") if draft.previous else None
    found = concept_of(scene, phrase, cue=change_cue(draft))
    return _whole_share(draft, found) if found and found.value in share_nouns() else found


def _deal_before(draft: Draft) -> Reading | None:
    """The deal whose price follows "for": "helped by the sale of its mill to Norway for $9m"."""
    scene = draft.scene
    phrase = outermost(scene, scene.phrase_at.get(draft.hook - 1), ("of", "in", "to"))
    if draft.quantity.kind != "money" or phrase is None or deal_of_noun(phrase.word) is None:
        return None
    return concept_of(scene, phrase, phrase.end)


def _whole_share(draft: Draft, found: Reading) -> Reading:
    """A share with what it is a share in, said after the number: "a share of 5% in exports"."""
    scene, i = draft.scene, draft.end
    phrase = scene.phrase_after(i, "in", "of")
    text = noun_text(scene, phrase.core, phrase.end) if phrase else ""
    return Reading(f"{found.value} {scene.lower[i]} {text}", found.cues, phrase=found.phrase) if text else found


MOVES = ("at", "to", "from", "by")
"""Prepositions that lead to a sum of what stands before it."""


def _is_invested(draft: Draft) -> bool:
    """Whether the sum is invested in what stands after it: "invested $9bn in the economy"."""
    return draft.verb is not None and "investment" in nominals().get(draft.verb.word, ())


def noun_after_in(draft: Draft) -> Reading | None:
    """The noun after "in" of a sum: "$200bn in foreign reserves", "$27bn in back taxes"."""
    scene, i = draft.scene, _after_time(draft)
    leads = {"money": ("in", "of", "off"), "measure": ("of",)}.get(draft.quantity.kind, ())
    if scene.lower[i : i + 2] in (["in", "prison"], ["in", "jail"]):
        return Reading(scene.lower[i + 1], ((i + 1, i + 2),))
    if scene.lower[i] == "in" and scene.lower[i + 1] in word_class("nouns of phrases with in"):
        return None
    i += scene.lower[i : i + 2] == ["worth", "of"]
    cue = change_cue(draft)
    lost = cue is not None and scene.lower[cue[0]] in word_class("verbs of losing")
    if scene.lower[i] not in leads or (draft.get("change") and (not cue or cue[0] < i) and not lost):
        return None
    verb = draft.verb_before
    sized = verb.phrase if verb and (verb.passive or verb.word in word_class("level verbs")) else None
    if sized and sized.word in word_class("sized nouns") and draft.quantity.kind == "measure":
        return None
    if scene.lower[i + 1 : i + 3] in (["the", "red"], ["the", "black"]):
        nouns = BALANCES[scene.lower[i + 2]]
        return Reading(first_said(scene, nouns) or nouns[0], ((i, i + 3),))
    phrase = scene.phrase_from(i + 1)
    own = phrase is not None and scene.lower[i] == "of" and scene.classes[phrase.start] in "ST"
    if phrase is None or not (own or scene.classes[phrase.start] in "NJV"):
        return None
    if verb and "account" in verb.word and verb.phrase and not is_agent(scene, verb.phrase):
        return None
    if is_agent(scene, phrase) or _is_invested(draft) or (scene.lower[i] == "in" and draft.hook_word in MOVES):
        return None
    found = concept_of(scene, phrase, cue=(i, i) if draft.quantity.kind == "money" else None)
    if found is None or found.value in word_class("empty nouns") or _is_paid(draft, found.value):
        return None
    return joined(scene, found)


BALANCES = {"red": ("deficit", "overspend", "loss", "losses", "shortfall"), "black": ("surplus", "profit", "profits")}
"""What a sum in the red or black is, the likeliest first; the noun that the article has is taken."""


def owed_in(draft: Draft) -> Reading | None:
    """What a sum is that somebody owes or gets: "the $9m the ministry says it owes in taxes and royalties"."""
    scene, i = draft.scene, draft.beyond
    phrase, end = scene.phrase_at.get(i), draft.sentence[1]
    if phrase is None or phrase.end not in scene.verb_at:
        return None
    verbs = [verb for verb in scene.verbs_in(i, end) if scene.lower[verb.end] == "in"]
    inner = scene.phrase_from(verbs[0].end + 1) if verbs else None
    found = concept_of(scene, inner) if inner and scene.classes[inner.start] in "NJ" else None
    return joined(scene, found) if found else None


def noun_after_off(draft: Draft) -> Reading | None:
    """What a verb takes the number off ("knocked $2, or 7%, off the shares"), or a discount is on ("7% off coats")."""
    scene, verb, i = draft.scene, draft.verb, max(past_restatement(draft), _after_time(draft))
    taken = verb is not None and verb.word in word_class("verbs of taking off") and draft.quantity.noun is None
    discount = draft.quantity.kind == "percent" and scene.lower[i] == "off"
    if not (taken or discount) or draft.hook_word == "to":
        return None
    i += scene.words[i] == ","
    i += scene.lower[i : i + 2] == ["out", "of"]
    phrase = scene.phrase_from(i + 1) if scene.lower[i] in ("off", "from") or scene.lower[i - 1] == "out" else None
    if phrase is None:
        return None
    text = noun_text(scene, phrase.core, phrase.end)
    return concept_of(scene, phrase) or (named_by(text, (phrase.start, phrase.end)) if text else None)


def _after_time(draft: Draft) -> int:
    """The token after the number and its "a year"."""
    return draft.after_rate if draft.quantity.per in word_class("units of time") else draft.beyond


def aside(draft: Draft) -> Reading | None:
    """The noun before an aside that says its level: "inflation, at 2.7%, is low", "the fee, currently £4, stays".

    So does a sum alone: "had the highest bill, £3m, followed by".
    """
    scene, mark, lead = draft.scene, draft.hook - 1, draft.hook
    if draft.hook < 2 or draft.quantity.noun:
        return None
    held = (draft.verb_before.end,) if draft.verb_before else ()
    bare = scene.words[lead] == "," and scene.words[draft.end] in ",." and draft.quantity.kind == "money"
    now = scene.lower[draft.start - 1] in word_class("words of now")
    if now or bare:
        mark, lead, bare = lead, -1, not now
    which = scene.lower[mark] == "which"
    mark -= which
    priced = scene.phrase_at.get(mark) if lead >= 0 and scene.lower[lead] == "at" else None
    if priced and scene.lower[priced.start - 1] == "with":
        return concept_of(scene, priced)
    if (lead >= 0 and scene.lower[lead] != "at") or scene.words[mark] not in MARKS:
        return None
    stop = min(max(draft.after_rate + 2, draft.end + 6), draft.sentence[1])
    closed = which or bare or any(scene.words[i] in MARKS for i in range(draft.end, stop))
    phrase = outermost(scene, scene.phrase_at.get(mark - 1), ("of", "on", "per"))
    if not (closed and phrase) or is_agent(scene, phrase) or (bare and phrase.start not in held):
        return None
    return concept_of(scene, phrase)


MARKS = (",", "-", "–", "—")
"""Marks between which an aside stands."""


def bracketed(draft: Draft) -> Reading | None:
    """The common noun before a bracket that holds only the number, of several: "palm oil (8%) and footwear (5%)"."""
    scene, own = draft.scene, draft.bracket
    if own is None or (draft.start, draft.end) != (own[0] + 1, own[1]):
        return None
    phrase = scene.phrase_at.get(own[0] - 1)
    named = phrase and any(p.entity.label != "NORP" for p in scene.mentions_in(phrase.start, phrase.end))
    if phrase is None or named or scene.classes[phrase.head] != "N":
        return None
    beside = (draft.drafts[i] for i in (draft.index - 1, draft.index + 1) if 0 <= i < len(draft.drafts))
    alike = any(d.bracket and d.sentence == draft.sentence and d.end == d.bracket[1] for d in beside)
    whole = outermost(scene, phrase, ("of",)) or phrase
    alike = alike or any(scene.tags[i] == "JJS" for i in range(whole.start, phrase.end))
    alike = alike or scene.lower[phrase.start - 2 : phrase.start] == ["followed", "by"]
    return thing_of(scene, phrase) if alike else None


def _is_paid(draft: Draft, concept: object) -> bool:
    """Whether what follows "in" says how a price is paid: "bought it for $9bn in cash", but not "has $9bn in cash"."""
    verb = draft.verb
    priced = draft.hook_word in ("for", "at", "of") or (verb and deal_of_verb(verb.word))
    return bool(priced) and draft.scene.lower[_after_time(draft)] == "in" and concept in word_class("means of payment")
