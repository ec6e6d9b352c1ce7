"""How sure a claim is: the slot `scenario`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise

from pipeline.rules.base import scenario_rule, when
from pipeline.rules.claim.standing import OUTLOOKS, STANDING, foreteller
from pipeline.rules.period.period import right_after
from pipeline.rules.period.tense import tense_of
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.governing import CONDITIONS, INVERTED_CONDITION, governing, has_mark, is_subject, scope_of
from pipeline.rules.scene.names import in_aside
from pipeline.rules.scene.scene import Scene
from pipeline.rules.scene.speech import is_aftermath
from pipeline.rules.syntax.cues import Cues
from pipeline.rules.syntax.verbs import QUOTES, VerbGroup
from pipeline.vocabulary.linking import is_reporting, scenarios, word_class


def _would(draft: Draft) -> Reading | None:
    """What "would" says: under a past "said" and without a condition a will, else a hypothesis.

    What firms would be together is not decided.
    """
    scene = draft.scene
    group = next((g for g in _mood_bearers(draft) if "would" in scene.lower[g.start : g.end]), None)
    own = governing(draft)
    led = own is not group and own is not None and scene.lower[own.start] == "to"
    if group is None or led or "not" in scene.lower[group.start : group.end]:
        return None
    start, end = draft.sentence
    thought = word_class("verbs of expecting")
    saying = [v for v in scene.verbs_in(start, group.start) if is_reporting(v.word) or v.word in thought]
    if group.subject and word_class("words of a merged firm") & set(scene.lower[slice(*group.subject)]):
        return Reading("hypothetical", (group.subject, (group.start, group.end)))
    foretold = any(one in OUTLOOKS and two == "that" for one, two in pairwise(scene.lower[start : group.start]))
    said = bool(saying) or foretold or _is_told_after(draft)
    unreal = scene.lower[group.start + 1] == "have" and scene.tags[group.start + 2] in ("VBN", "VBD")
    unreal = unreal or "if" in scene.lower[saying[-1].start if saying else start : end]
    return Reading("hypothetical" if unreal or not said else "forecast", ((group.start, group.end),))


def _is_told_after(draft: Draft) -> bool:
    """Whether the sentence goes on with who said so, in no quotation: "The economy would grow 5%, said Ann Lee"."""
    scene, (start, end) = draft.scene, draft.sentence
    after = (v for v in scene.verbs_in(draft.end, end) if is_reporting(v.word))
    firsts = (at for v in after for at in (v.start, v.subject[0] if v.subject else v.start))
    said = next((at for at in firsts if scene.words[at - 1] == ","), start)
    return said > start and not any(word in QUOTES for word in scene.words[start:said])


def _denied(draft: Draft) -> Reading | None:
    """What somebody denies, be it to come; no aside in it: "denied that pay, at $5 an hour, would go".

    What one is charged with stands: "denied 14 charges".
    """
    scene = draft.scene
    saying = [v for v in scene.verbs_in(draft.sentence[0], draft.start) if is_reporting(v.word)]
    if not saying or scene.lower[saying[-1].head] not in ("denied", "denies", "deny"):
        return None
    between = scene.words[saying[-1].end : draft.start]
    stands = draft.concept in word_class("accusations") and draft.hook == saying[-1].head
    said = Reading("actual" if stands else "denied", ((saying[-1].start, saying[-1].end),))
    return None if "," in between else said


def _demanded(draft: Draft) -> Reading | None:
    """What should be done is demanded, what should come about is expected: "should be cut to 4%", "should reach 4%".

    Somebody who proposes it, demands it too, also in other words: "suggests that it be cut to 4%", "cutting it to 4%".
    """
    scene, group = draft.scene, governing(draft)
    if group is None:
        return None
    said = scene.verbs_in(draft.sentence[0], group.start)
    proposed = [verb for verb in said if verb.word in word_class("verbs of proposing")]
    if scene.lower[group.start] == "should":
        demanded = group.passive or bool(proposed)
    elif scene.lower[group.start] == "be":
        demanded = bool(proposed)
    else:
        led = scene.lower[group.start : group.head]
        demanded = scene.tags[group.head] == "VBG" and not word_class("verbs of proposing").isdisjoint(led)
    return Reading("hypothetical", ((group.start, group.end),)) if demanded else None


def _by_verb(draft: Draft) -> Reading | None:
    scene = draft.scene
    for group in _mood_bearers(draft):
        plain = [scene.lower[i] for i in range(group.start, group.end) if scene.classes[i] != "R"]
        if plain[1:2] == ["to"] and plain[0] in word_class("forms of be"):
            return Reading("forecast", ((group.start, group.end),))  # "is also to pay"
        for cue in scene.cues(_cues("verb"), group.start - (scene.classes[group.start - 1] in "JR"), group.end + 1):
            if scene.lower[cue.end - 1] == "to" and scene.classes[cue.end] not in "VR":
                continue  # "declined to 4%", "of which $9m is to banks"
            if cue.start == group.end and scene.classes[cue.start] == "N":
                continue  # "has built projects"
            condition = group.subject is not None and draft.scene.lower[group.subject[0] - 1] in ("if", "unless")
            counted = _counts_doers(draft, group) or _is_foretold(draft) or condition
            if cue.said == "denied" and counted:
                return None
            return Reading(cue.said, ((group.start, group.end),))
    return None


def _is_foretold(draft: Draft) -> bool:
    """Whether what is denied is done to an outlook, which stands: "has not changed its forecast of 5%"."""
    phrase = draft.scene.phrase_at.get(draft.hook - 1) if draft.hook_word == "of" else None
    return phrase is not None and phrase.word in word_class("forecasts")


def _counts_doers(draft: Draft, group: VerbGroup) -> bool:
    """Whether so many do not do something, which is so: "Some 5 million people do not own a home"."""
    first = draft.scene.lower[group.start]
    plain = not group.passive and (first in ("can", "could") or "MD" not in draft.scene.tags[group.start : group.end])
    return plain and is_subject(draft, group) and draft.quantity.kind in ("count", "percent")


@cache
def _cues(place: str) -> Cues[str]:
    """The cues that stand at `place`, each with its scenario, in the order of the rows."""
    return Cues((words, row.scenario) for row in scenarios() if row.place == place for words in row.words)


def _mood_bearers(draft: Draft) -> Iterator[VerbGroup]:
    """The governing verb group, and where it is not finite the one before it: "could see its staff cut by 5%"."""
    group, scene = governing(draft), draft.scene
    if group is None:
        return
    yield group
    if is_aftermath(draft):
        return
    if scene.tags[group.start] == "VBG" and scene.words[group.start - 1] == ",":
        found = scene.verbs_in(draft.sentence[0], group.start)
        yield from islice((g for g in reversed(found) if g.finite and not is_reporting(g.word)), 1)
        return
    before = None if group.finite else scene.verb_before(group.start, draft.sentence[0])
    while before:
        too = scene.tags[group.start] == "TO" and scene.lower[group.start - 1] == "and"  # "will help it to grow and to"
        bare = too or scene.tags[group.start] in ("VB", "VBP", "VBD")
        marks = (";", ":") if bare else (",", ";", ":")  # "will have 9 mills, make tea and employ 300 people"
        if any(scene.classes[i] in "BW" or scene.words[i] in marks for i in range(before.end, group.start)):
            return
        yield before
        listed = bare and not before.finite
        group, before = before, scene.verb_before(before.start, draft.sentence[0]) if listed else None


def _by_words_before(draft: Draft) -> Reading | None:
    scene, group = draft.scene, governing(draft)
    for cue in scene.cues(_cues("beside"), max(draft.hook - 1, 0), draft.hook + 1):
        return Reading(cue.said, ((cue.start, cue.end),))
    if foreteller(draft):
        return None
    stop = max(draft.place, group.end if group else draft.place)
    start = scope_of(draft)
    for cue in sorted(scene.cues(_cues("before"), start, stop), key=lambda cue: (cue.rank, -cue.start)):
        closed = scene.words[cue.end] == "," and scene.classes[cue.end - 1] == "V" and cue.said == "forecast"
        idle = scene.classes[cue.start] == "N" and _is_idle(scene, cue.start)
        if not (closed or idle or crosses(scene, cue.end, draft) or in_aside(draft, cue.start)):
            return Reading(cue.said, ((cue.start, cue.end),))
    return None


def _is_idle(scene: Scene, noun: int) -> bool:
    """Whether a noun of foretelling tells of nothing: "rose on hopes of a bid", "backed the plan in May", "beat hopes".

    "With" leads to what came about instead: "beat forecasts with a rise of 5%".
    """
    known = scene.lower[noun - 1] in ("the", "this", "that") and scene.lower[noun] in word_class("nouns of plans")
    ends = scene.classes[noun + 1] in "PX" and scene.lower[noun + 1] not in ("to", "for", "of")
    return scene.lower[noun - 1] in ("on", "amid") or scene.lower[noun + 1] == "with" or (known and ends)


def _by_words_after(draft: Draft) -> Reading | None:
    """What the clause goes on to say of the number: "500 jobs are at risk", "the 2% rise that banks had expected"."""
    if after := foreteller(draft):
        return Reading("forecast", ((after.start, after.end),))
    for cue in draft.scene.cues(_cues("after"), draft.end, draft.sentence[1]):
        other = draft.following if draft.following and draft.following.start < cue.start else None
        own = draft.scene.verb_after(draft.end, other.start) if other else None
        if other and own and own.finite and "and" in draft.scene.lower[own.end : other.start]:
            return None  # "9,000 jobs have gone, and another 900 are at risk"
        aside = draft.scene.verb_after(draft.end, cue.start)
        if aside and aside.word.endswith("ing") and draft.scene.words[aside.start - 1] == ",":
            return None  # "is shutting 18 mills, putting 90 jobs at risk"
        between = other is not None or any(verb.finite for verb in draft.scene.verbs_in(draft.end, cue.start))
        between = between or draft.scene.lower[cue.end] == "of"  # "below its target range of 2%"
        if not (has_mark(draft.scene, draft.end, cue.end) or (between and cue.said == "forecast")):
            return Reading(cue.said, ((cue.start, cue.end),))
    return None


def crosses(scene: Scene, start: int, draft: Draft) -> bool:
    """Whether a clause of its own stands between a cue that ends at `start` and the number."""
    found, plan = scene.verbs_in(start, draft.start), scene.lower[start - 1] == "to"
    finite = [g for g in found if g.finite and not (plan and _is_bare(scene, g))]
    relative = any(scene.classes[i] == "W" and not _is_over(scene, i, draft) for i in range(start, draft.start))
    joined = bool(finite) and start - 1 in scene.verb_at and scene.classes[finite[0].start - 1] in "CU"
    if relative or joined or len(finite) > 1 or _is_joined(scene, finite, scene.classes[start - 1]):
        return True
    so = {"after", "because", "although"} & {*scene.lower[start : finite[0].start]} if finite else ()
    return bool(so)  # "said it would close 9 mills, after sales fell by 5%"


def _is_bare(scene: Scene, group: VerbGroup) -> bool:
    """Whether a verb of a list is an infinitive that a tagger takes for a present: "to cut posts, close mills"."""
    past = group.word.endswith(("ed", "s")) or group.word in word_class("pasts", "pasts that are no nouns")
    return group.start == group.head and not past and scene.lower[group.start - 1] in (",", "and")


def _is_over(scene: Scene, which: int, draft: Draft) -> bool:
    """Whether a relative clause between commas ends before the number: "its outlook, which it gave in May, to"."""
    verb = scene.verb_after(which, draft.start)
    closed = verb is not None and "," in scene.words[verb.end : draft.start] and verb != draft.verb
    return closed and scene.words[which - 1] == ","


def _is_joined(scene: Scene, finite: list[VerbGroup], cue: str) -> bool:
    """Whether a comma and "and" or "while" join on the first verb's clause, so that a cue of that class is past.

    A noun ("a target of 3%, and …") never does, a verb not into what is told as past ("expects 3%, and costs fell").
    """
    subject = finite[0].subject if finite else None
    if subject is None or scene.words[subject[0] - 2] != ",":
        return False
    if scene.classes[subject[0] - 1] != "C" and scene.lower[subject[0] - 1] not in ("while", "whereas", "but"):
        return False
    past = "VBD" in scene.tags[finite[0].start : finite[0].end] or scene.lower[finite[0].start] in ("has", "have")
    return cue == "N" or (cue == "V" and past)


def _as_listed(draft: Draft) -> Reading | None:
    """What the number before is, for the next one of a list: "looking for 5% this year and 6% in 2006"."""
    before, scene = draft.previous, draft.scene
    if before is None or not before.is_like(draft) or before.get("scenario") == "actual":
        return None
    plain = "and" in scene.lower[slice(*draft.segment)] and {*scene.classes[slice(*draft.segment)]} <= {*"PDCXRTJ"}
    return before.lent("scenario") if plain else None


def _headline_infinitive(draft: Draft) -> Reading | None:
    """A headline's "to cut" with no finite verb is a plan."""
    scene, group = draft.scene, draft.verb
    if not group or not scene.is_heading(draft.start) or scene.lower[group.start] != "to":
        return None
    return None if scene.verbs_in(draft.sentence[0], group.start) else Reading("forecast", ((group.start, group.end),))


def _by_deadline(draft: Draft) -> Reading | None:
    """A present that a date to come goes with: "Under the plan trade grows to $5bn by 2030"."""
    scene, group, dated = draft.scene, governing(draft), right_after(draft)
    due = dated and scene.lower[dated.cues[0][0] - 1] == "by" and group and tense_of(scene, group) == "present"
    return Reading("forecast", dated.cues) if dated and due else None


def _stated(_: Draft) -> Reading | None:
    return Reading("actual", ())


RULES = (
    *STANDING,
    INVERTED_CONDITION,
    scenario_rule("demand", _demanded, when(words=lambda: {"should"} | word_class("verbs of proposing")))(
        "Norway said output should be cut by [5%]. => hypothetical",
        "Norway has proposed that the price should fall to [$5]. => hypothetical",
        "The board suggests that the price be cut to [$5]. => hypothetical",
        "The board recommends cutting the price to [$5]. => hypothetical",
        "Norway said output should rise by [5%].",
        "The board suggests that output rose by [5%].",
    ),
    *CONDITIONS,
    scenario_rule("denied in words", _denied, when(words="denied denies deny"))(
        "Norway denied that output would fall by [5%]. => denied",
        "Ann Lee denied all [14 charges] against her. => actual",
        "Norway denied that pay, at [$5] an hour, would go.",
    ),
    scenario_rule("would", _would, when(words="would"))(
        "Norway said output would fall [5%]. => forecast",
        "Ann Lee thought output would fall [5%]. => forecast",
        '"Norway would lose [5%]", said Ann Lee. => hypothetical',
        "Norway said it would open 9 mills and hire [300 people]. => forecast",
        "A merger would have sales of [$5bn]. => hypothetical",
        "Meeting the target would cost Norway [$5m]. => hypothetical",
        "Norway said it would have had to spend [$5bn] on them. => hypothetical",
        "Norway stuck to its forecast that output would grow by [5%]. => forecast",
        "Norway Oil said the merged firm would have sales of [$5bn]. => hypothetical",
    ),
    scenario_rule("mood of the verb", _by_verb, when(words=lambda: _cues("verb").firsts))(
        "Output could fall [5%]. => hypothetical",
        "Output will fall [5%]. => forecast",
        "As many as [40 mills] will close. => forecast",
        "Zeta Bank has warned that sales will fall, sending its shares down [5%].",
        "Norway is soon to pay [$5m]. => forecast",
        "Norway will close 9 mills and shed [300 jobs]. => forecast",
        "The deal will allow Norway to build 9 mills and to hire [300 people]. => forecast",
        "Output did not fall [5%]. => denied",
        "Firms must cut the fees they charge each other by [5%]. => forecast",
        "Even after this, [half] of them will be old. => forecast",
        "The board has not ruled out a loss of [$5m]. => hypothetical",
        "Output fell [5%].",
        "Trade has [doubled] and will pass $5m.",
        "Some [500 people] did not reply.",
        "[Half] of all schools cannot fill their posts.",
        "Norway has built projects worth [$9m].",
    ),
    scenario_rule(
        "words before the number", _by_words_before, when(words=lambda: _cues("before").firsts | _cues("beside").firsts)
    )(
        "Norway expects output to fall [5%]. => forecast",
        "Norway plans to open 9 mills this year and create [300 jobs]. => forecast",
        "Forecasters had been looking for [2%]. => forecast",
        "Norway is on course for growth of [2%]. => forecast",
        "Norway expects sales of $9m, and costs fell by [3%].",
        "Norway expects sales of $9m, while costs fell by [3%].",
        "Growth is forecast to reach 8%, and inflation has come down to [3%].",
        "Norway expects to close 9 mills after sales fell by [3%].",
        "Voters backed the plan in May on a turnout of [47%].",
        "Some [300] are looking for work.",
        "Norway holds options on [20 more jets]. => hypothetical",
        "Norway is considering a claim of [$5m]. => hypothetical",
        "Zeta Bank rose to 300p on hopes of a bid, while Holm Mills fell [5%].",
        "Norway beat forecasts with a rise of [5%].",
    ),
    scenario_rule("words after the number", _by_words_after, when(words=lambda: _cues("after").firsts))(
        "About [500 jobs] are at risk. => hypothetical",
        "About [half] of the people at risk have nets.",
        "Zeta Bank is shutting [40 mills], putting 90 jobs at risk.",
        "Some [500 jobs] have gone, and another 90 are at risk.",
        "Sales rose, short of the [2%] increase that most banks had pencilled in. => forecast",
    ),
    scenario_rule("list of what is foretold", _as_listed, when("before", words="and"))(
        "The bank is looking for 5% this year and [6%] next year. => forecast",
        "The bank is looking for 5% this year, and sales are [6%].",
    ),
    scenario_rule("headline infinitive", _headline_infinitive, when(words="to"))(
        "Mill to shed [500 jobs]\n\nThe mill is old. => forecast",
        "Mill wins right to sell [500 boats]\n\nThe mill is old.",
    ),
    scenario_rule("by a date", _by_deadline, when("date", words="by"))(
        "The pact provides for a rise in trade to [$5bn] by 2030. => forecast", "Norway had sales of [$5bn] by 2020."
    ),
    scenario_rule("stated as so", _stated)("Output fell [5%]. => actual"),
)
"""Rules of the slot `scenario`, strongest first."""
