"""What is so now, whatever is to come of it: where a movement starts, what is held, owed or set as a limit."""

from __future__ import annotations

from pipeline.rules.base import scenario_rule, when
from pipeline.rules.concept.foretold import verb_said_of
from pipeline.rules.period.dating import is_set_against
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.governing import governing
from pipeline.rules.scene.names import front_end
from pipeline.rules.syntax.verbs import VerbGroup
from pipeline.vocabulary.linking import deal_of_noun, transitive_row, word_class


def _starting_point(draft: Draft) -> Reading | None:
    """Where a movement starts from, and what it is compared with, is so now, whatever is to come of it.

    An outlook that it is compared with is none: "compared with expectations of 4%", "less than the 4% expected by".
    """
    outlook = next((i for i in range(*draft.segment) if draft.scene.lower[i] in OUTLOOKS), None)
    own = draft.scene.phrase_at.get(draft.start)
    said = draft.scene.verb_at.get(own.end if own else draft.end)
    if said and said.word in word_class("verbs of forecasting") and draft.scene.lower[said.end] == "by":
        return Reading("forecast", ((said.start, said.end),))
    beside = is_set_against(draft) or not {"ahead", "short"}.isdisjoint(draft.scene.lower[slice(*draft.segment)])
    if outlook is not None and beside and not draft.scene.verbs_in(outlook, draft.start):
        return Reading("forecast", ((outlook, outlook + 1),))
    aged = draft.quantity.rule == "age"
    group, foretold = governing(draft), word_class("verbs of forecasting", "verbs of planning")
    done = aged or (group is not None and draft.scene.lower[group.start] == "having" and group.word not in foretold)
    if done or _is_of_last_time(draft) or _is_held(draft) or (is_set_against(draft) and not _is_put_anew(draft)):
        return Reading("actual", ())
    return None


def _is_of_last_time(draft: Draft) -> bool:
    """Whether it is what something was in a time that is over: "will beat last year's profit of $5m"."""
    scene, near = draft.scene, draft.scene.dates_in(max(draft.sentence[0], draft.start - NEAR), draft.start)
    owners = (at for at, _ in near if scene.words[at[1]] in ("'s", "’s") and scene.lower[at[0]] in ("last", "previous"))
    return any(not scene.verbs_in(at[1], draft.start) for at in owners)


OUTLOOKS = word_class("forecasts", "aims") - {"estimate", "estimates"}
"""What was to come; estimates are of what is over."""

NEAR = 8
"""Words before a number among which its owner is looked for."""


def _is_held(draft: Draft) -> bool:
    """Whether somebody has it by now: "plans to sell its 30% stake"; not "wants its stake to be 30%"."""
    scene, phrase = draft.scene, draft.scene.phrase_at.get(draft.start)
    if draft.hook_word == "of" and (thing := scene.phrase_at.get(draft.hook - 1)):
        lessens = scene.verb_before(thing.start, thing.start - 3)
        row = transitive_row(lessens.word) if lessens else None
        known = thing.possessor or (row and row.direction == "decrease" and draft.get("change") is None)
        return bool(known) and thing.word in word_class("what is held")
    if scene.lower[draft.start - 2 : draft.start] == ["the", "existing"]:
        return True
    if phrase is None or phrase.possessor is None or phrase.possessor[1] > draft.start:
        return False
    return phrase.word in {"stake"} | word_class("what is held") and draft.end <= phrase.head


def _stands(draft: Draft) -> Reading | None:
    """What is there, whatever is to become of it: "may close its 27 mills", "to fight Chile's $9m bill", "now 2%"."""
    scene, phrase = draft.scene, draft.scene.phrase_at.get(draft.start)
    whole = scene.phrase_from(draft.beyond + 1) if draft.is_part else None
    if whole and scene.lower[whole.end] in word_class("verbs of expecting", "verbs of planning", "verbs of wanting"):
        return Reading("actual", ((whole.end, whole.end + 1),))  # "57% of firms expect sales to fall"
    if not word_class("words of now").isdisjoint(scene.lower[draft.start - 2 : draft.start]):
        return Reading("actual", ((draft.start - 2, draft.start),))
    left = draft.verb_before is not None and draft.verb_before.word in word_class("verbs of leaving deals")
    deal = scene.phrase_at.get(draft.beyond)
    if left and deal and deal_of_noun(deal.word):
        return Reading("actual", ((deal.head, deal.head + 1),))  # "may pull out of a $9m deal"
    phrase = scene.phrase_at.get(draft.hook - 1) if draft.hook_word == "of" else phrase
    if phrase is None or draft.get("change") is not None:
        return None
    if phrase.head >= draft.end and phrase.word in word_class("aims"):
        return Reading("forecast", ((phrase.head, phrase.head + 1),))
    known = phrase.possessor or scene.lower[phrase.start] == "the"
    limit = phrase.word in word_class("limits that stand") and (known or phrase.head >= draft.end)
    if limit or (known and phrase.head >= draft.end and phrase.word in word_class("sums that stand")):
        return Reading("actual", ((phrase.head, phrase.head + 1),))
    owner = phrase.possessor
    return Reading("actual", (owner,)) if owner and owner[1] == draft.start and draft.quantity.noun else None


def _is_put_anew(draft: Draft) -> bool:
    """Whether it is what an outlook was that is put anew: "cut its profit forecast to $2bn from $3bn"."""
    if foreteller(draft):
        return True
    before = draft.previous
    if before is None or before.get("scenario") != "forecast" or draft.role != "from":
        return False
    scene, told = draft.scene, range(front_end(draft), draft.start)
    return any(scene.lower[i] in word_class("forecasts") and scene.classes[i] == "N" for i in told)


def _whole(draft: Draft) -> Reading | None:
    """The whole of a part or a multiple is so now: "will close 10 of its 27 plants", "twice the 9m of May"."""
    scene, before = draft.scene, draft.previous
    words = scene.lower[slice(*draft.segment)]
    plain = words[:1] == ["of"] and not scene.verbs_in(*draft.segment) and {",", "for", "at", "and"}.isdisjoint(words)
    plain = plain or (words == ["the"] and before is not None and before.quantity.kind == "multiple")
    return Reading("actual", (draft.segment,)) if before and plain else None


def foreteller(draft: Draft) -> VerbGroup | None:
    """The verb of foretelling or planning whose object it is: "the 2% banks saw", "the $3m it planned to pay"."""
    after = verb_said_of(draft)
    words = draft.scene.lower[after.start : after.end] if after else []
    return None if word_class("verbs of forecasting", "verbs of planning").isdisjoint(words) else after


STANDING = (
    scenario_rule("starting point", _starting_point)(
        "Output will fall from [9%] to 4%. => actual",
        "Norway expects to beat last year's sales of [$9m]. => actual",
        "Norway plans to sell its [30%] stake in Chile. => actual",
        "Norway plans to hire 9 people, having cut [40 jobs] since 2001. => actual",
        "Norway will pay for it from its cash pile of [$9bn]. => actual",
        "Ann Lee, [58], who denied it, will appeal. => actual",
        "Sales are forecast to hit $3bn, up from [$2bn]. => actual",
        "Norway will lose $9m, having previously forecast a profit of [$2m].",
        "Norway made $9m, well ahead of expectations of [$4m]. => forecast",
        "Output rose 5% in May, more than the [3%] forecast by analysts. => forecast",
        "In its forecast, Zeta Bank said growth would slow to 2%, down from [3%]. => actual",
        "Norway cut its forecast for sales to $2bn from [$3bn].",
        "Norway expects a margin of 5%, up from its target of [4%]. => forecast",
        "Norway said it would cut debts to $2bn, from the [$3bn] it had planned to take on.",
        "Norway plans to raise its stake in Chile to [30%].",
        "Last year's winner will get [$5m] from Norway.",
    ),
    scenario_rule("whole of a part", _whole, when("before"))(
        "Norway will close 10 of its [27 plants]. => actual",
        "Sales could hit $5m, twice the [$2m] of last season. => actual",
        "Norway will pay for 9km of new pipes and [two plants].",
    ),
    scenario_rule("what stands", _stands)(
        "Norway may close its [27 mills]. => actual",
        "Norway says it will fight Chile's [$9m] tax bill. => actual",
        "Debt could pass the union's ceiling of [60%]. => actual",
        "The deficit will miss the [3%] ceiling. => actual",
        "The bank may lift rates, now at [2%]. => actual",
        "Inflation is below the bank's [2%] target. => forecast",
        "Norway may pull out of a [$9m] deal with Chile. => actual",
        "Norway will set a limit of [3%].",
        "Norway will open [27 mills].",
    ),
)
"""Rules that go before all that is said of what is to come, strongest first."""
