"""Parts of a whole: what makes up the part, what it is a part of, or the number that it points back to."""

from __future__ import annotations

from pipeline.quantity.nouns import singular
from pipeline.rules.concept.beside import counted_noun_alone, last_counted
from pipeline.rules.concept.clause import said_of_it
from pipeline.rules.concept.naming import change_only, concept_of, first_concept, named_by, stood_for, thing_of
from pipeline.rules.concept.nouns import first_said, is_agent, is_named, noun_text
from pipeline.rules.scene.before import numbers_before
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.verbs import Phrase, Range, VerbGroup
from pipeline.vocabulary.linking import is_reporting, nominals, nouns_of_doer, share_nouns, transitive_row, word_class


def whole_of(draft: Draft) -> Phrase | None:
    """The phrase of the whole: "11% of its exports", "half the plants", "a third of the 9 tonnes of tea"."""
    scene, i = draft.scene, draft.beyond
    if scene.lower[i] == "of":
        whole, sized = scene.phrase_from(i + 1), draft.following
        measured = sized is not None and sized.quantity.noun is None and scene.lower[sized.end] in ("of", "in")
        if whole and sized and measured and whole.start <= sized.start < whole.end <= sized.end:
            return scene.phrase_from(sized.end + 1)
        return whole
    fraction = not any(character.isdigit() for character in scene.words[draft.start])
    return scene.phrase_from(i) if fraction and scene.lower[i] in ("the", "its") else None


def part_of_whole(draft: Draft) -> Reading | None:
    """What makes up a part: "customs revenue brings in half of all receipts", "the deficit reached 5% of GDP".

    A unit or branch of a firm is named with the whole: "the rail unit makes 5% of profits".
    """
    whole, verb = whole_of(draft), draft.verb_before
    if verb is None or (whole is None and not _points_back(draft)) or ":" in draft.scene.words[verb.end : draft.start]:
        return None
    accounts = verb.word in word_class("verbs of accounting for")
    if draft.quantity.kind != "percent" and not (_points_back(draft) or accounts):
        return None
    found = (_subject_of(draft.scene, verb) or _people(draft.scene, verb)) if _makes_up(draft, verb) else None
    noun = str(found.value).split()[-1] if found else ""
    if not found or noun in share_nouns() | {"goods"}:
        return None
    if verb.phrase and verb.phrase.head in draft.scene.mention_at:
        return None
    if whole is None:
        return found
    of = concept_of(draft.scene, whole) if noun in word_class("part nouns") else None
    own = verb.phrase if verb.phrase and draft.scene.classes[whole.start] == "U" else whole  # "made up $9bn of it"
    return Reading(f"{found.value} {of.value}" if of else found.value, found.cues, phrase=(own.start, own.end))


def _subject_of(scene: Scene, verb: VerbGroup) -> Reading | None:
    """The concept that the subject of `verb` names, or that of what a pronoun stands for; None for one who acts."""
    return thing_of(scene, verb.phrase, verb.start) or stood_for(scene, verb, acts=True)


def those_asked(draft: Draft) -> Reading | None:
    """Of whom a poll tells a part: those counted before, else "those asked" themselves."""
    scene, at = draft.scene, draft.beyond + 1
    if scene.lower[at - 1 : at + 1] != ["of", "those"] or scene.tags[at + 1 : at + 2] != ["VBN"]:
        return None
    return last_counted(draft) or Reading(f"those {scene.lower[at + 1]}", ((at, at + 2),))


def share_of_vote(draft: Draft) -> Reading | None:
    """The vote, of which a share in a story of an election is: "Labour won 34%", "the Greens came third with 9%"."""
    scene, verb = draft.scene, draft.verb_before
    told = "vote" in scene.vocabulary and not word_class("words of elections").isdisjoint(scene.vocabulary)
    if not told or verb is None or draft.is_part:
        return None
    won = draft.hook == verb.head and verb.word in word_class("verbs of winning")
    won = won or draft.hook_word in ("with", "on") or (verb.word in ("put", "puts") and draft.hook_word == "at")
    return Reading("vote", ((draft.hook, draft.hook + 1),)) if won else None


def _points_back(draft: Draft) -> bool:
    """Whether the whole is a number told before: "exports made up $9m of this"."""
    lower, i = draft.scene.lower, draft.beyond
    return lower[i] == "of" and (lower[i + 1] in ("this", "that", "it") or lower[i + 2] in word_class("pointing nouns"))


def _people(scene: Scene, verb: VerbGroup) -> Reading | None:
    """The unnamed people who are a part: "first-time buyers account for 29% of loans"."""
    phrase = verb.phrase
    accounts = verb.word in word_class("verbs of accounting for")
    many = phrase is not None and scene.tags[phrase.head] == "NNS" and not is_named(scene, phrase)
    return concept_of(scene, phrase, verb.start) if phrase and many and accounts else None


def _makes_up(draft: Draft, verb: VerbGroup) -> bool:
    """Whether the verb says that its subject is the part, or moves from, to or by it."""
    scene = draft.scene
    direct = not scene.phrases_in(verb.end, draft.start) or _is_moved(draft, verb)
    words = word_class("verbs of making up", "level verbs")
    return direct and (verb.word in words or _is_moved(draft, verb))


def _is_moved(draft: Draft, verb: VerbGroup) -> bool:
    reading, taken = draft.readings.get("change"), draft.scene.phrase_from(verb.end)
    whole = whole_of(draft)
    worth = whole is not None and whole.word in ("value", "worth", "size", "weight")
    if reading and not worth and draft.hook == verb.head and transitive_row(verb.word):
        return False
    acts = taken is not None and taken.end <= draft.start and draft.scene.classes[taken.head] != "Q"
    return not acts and reading is not None and any(verb.start <= cue[0] < verb.end for cue in reading.cues)


def noun_after_of(draft: Draft) -> Reading | None:
    """The noun after "of": "11% of its exports", "10 of its 27 plants"."""
    scene, phrase = draft.scene, whole_of(draft)
    pointing = scene.lower[draft.beyond : draft.beyond + 2] in (["of", "that"], ["of", "this"], ["of", "these"])
    if pointing and (phrase is None or scene.classes[phrase.head] == "T"):
        return _pointed_at(draft)
    if draft.quantity.kind not in ("percent", "count") or phrase is None or _held(draft, phrase):
        return None
    left = draft.verb_before if draft.hook_word == "at" else None
    if left and (taken := scene.phrase_from(left.end)) and taken.end == draft.hook and not is_agent(scene, taken):
        return concept_of(scene, taken)  # "leaving wages at 80% of income"
    if _is_spent(draft, phrase) or _is_ratio(draft, phrase):
        return None
    if draft.quantity.kind == "count" and (both := _modified_by_two(draft, phrase)):
        return both
    if draft.quantity.kind == "count" and scene.tags[phrase.head] == "NN" and _is_named_by_verb(draft):
        return None
    after = draft.drafts[draft.index + 1 : draft.index + 4]
    counted = next((other for other in after if phrase.start <= other.start < phrase.end), None)
    if counted and (said := counted_noun_alone(counted) or said_of_it(counted)):
        return said
    found = None if phrase.head in scene.mention_at and is_agent(scene, phrase) else concept_of(scene, phrase)
    if scene.classes[phrase.head] == "U" or noun_text(scene, phrase.core, phrase.end) in word_class("pointing nouns"):
        return _pointed_at(draft)
    return found or _elided(draft, phrase) or _movement(draft, phrase)


def _modified_by_two(draft: Draft, phrase: Phrase) -> Reading | None:
    """What is counted where two words joined by "and" modify it: "six of its whisky and gin brands"."""
    scene, end = draft.scene, phrase.end
    other = scene.phrase_at.get(end + 1) if scene.lower[end] == "and" else None
    if other is None or scene.tags[phrase.head] != "NN" or other.end - other.start < 2:
        return None
    words = f"{noun_text(scene, phrase.core, end)} and {noun_text(scene, other.start, other.end)}"
    counts = singular(other.word) == draft.quantity.unit
    return Reading(words, ((phrase.start, other.end),)) if counts else None


def _is_spent(draft: Draft, phrase: Phrase) -> bool:
    """Whether the part is spent on something, which is then what is measured: "spent 18% of its budget on schools"."""
    scene, verb = draft.scene, draft.verb
    spends = verb is not None and verb.end <= draft.start and verb.word in word_class("verbs of spending")
    return spends and scene.lower[phrase.end] == "on"


def _pointed_at(draft: Draft) -> Reading | None:
    """The concept of the number before that the whole points back to: "$120m, 60% of it", "8% of the total"."""
    scene, comma = draft.scene, draft.hook
    if not draft.previous and comma > 0 and scene.words[comma] == "," and (apposed := scene.phrase_at.get(comma - 1)):
        return concept_of(scene, apposed)
    before = draft.drafts[draft.index - 1] if draft.index else None
    return before.lent("concept") if before else None


def antecedent_part(draft: Draft) -> Reading | None:
    """What "which" stands for after a part of it: "it recalled its ovens, 300 of which were faulty"."""
    scene, before = draft.scene, draft.start - 1
    if scene.lower[draft.end : draft.end + 2] not in (["of", "which"], ["of", "whom"]):
        return None
    while before > draft.sentence[0] and scene.words[before] != ",":
        before -= 1
    persons = scene.lower[draft.end + 1] == "whom"
    phrases = [p for p in scene.phrases_in(draft.sentence[0], before) if is_agent(scene, p) == persons]
    phrases = [p for p in phrases if p.head not in scene.mention_at]
    while len(phrases) > 1 and scene.lower[phrases[-1].start - 1] in ("of", "and"):
        phrases = phrases[:-1]
    return first_concept(scene, reversed(phrases))


def _is_ratio(draft: Draft, phrase: Phrase) -> bool:
    """Whether the number tells how large the subject is beside an economy: "the deficit was 3% of GDP"."""
    return " ".join(draft.scene.lower[phrase.core : phrase.end]) in word_class("bases of ratios")


def owned_part(draft: Draft) -> Reading | None:
    """The stake that is owned: "the bank, 38% owned by the state"."""
    scene, end = draft.scene, draft.end
    whole = scene.phrase_from(end + 1) if scene.lower[end] == "of" else None
    after = whole.end if whole else end + 2 * (scene.lower[end : end + 2] == ["of", "which"])
    if (held := scene.verb_at.get(after)) and held.passive:
        end = held.head
    end += 2 * (scene.lower[end + 1 : end + 2] == ["-"])  # state-owned
    return _stake(scene, (end, end + 1)) if scene.lower[end] in word_class("owned") else None


def _stake(scene: Scene, tokens: Range) -> Reading:
    return Reading(first_said(scene, nominals()["own"]) or "stake", (tokens,))


def stake_in(draft: Draft) -> Reading | None:
    """The part of a firm: "the auction for 80% of Zeta Bank", "Zeta Bank, in which it has 34%"."""
    scene, whole, verb = draft.scene, whole_of(draft), draft.verb_before
    placed = scene.mention_at.get(whole.head) if whole else None
    if whole and placed and placed.entity.label == "ORG" and placed.end == whole.end and whole.end not in scene.verb_at:
        return _stake(scene, (whole.start, whole.end))
    before = scene.lower[verb.subject[0] - 2 : verb.subject[0]] if verb and verb.subject else []
    held = before in (["in", "which"], ["of", "which"]) and draft.hook_word in ("has", "have", "had")
    return _stake(scene, (draft.hook, draft.hook + 1)) if held else None


def of_those_counted(draft: Draft) -> Reading | None:
    """What was counted before, of which the number is a part that acts: "of 900 firms asked, 38% expect to hire"."""
    scene, (start, _) = draft.scene, draft.sentence
    after = scene.verb_at.get(draft.end)
    if after is None or not after.finite:
        return None
    before = scene.verb_before(draft.start, start)
    fronted = scene.words[draft.start - 1] == "," and (before is None or before.start > start)
    free = before is None or not before.finite or fronted or is_reporting(before.word)
    return last_counted(draft) if free else None


def _is_named_by_verb(draft: Draft) -> bool:
    """Whether the verb right before the number has a noun: "sold 4,000 of its first hybrid" are sales, no part."""
    return draft.verb is not None and draft.hook == draft.verb.head and draft.hook_word in nominals()


def _held(draft: Draft, phrase: Phrase) -> bool:
    """Whether the part is a stake: the verb says owning, the whole is not the owner's own ("owns 51% of it") and
    nothing that many have their parts of ("controls 40% of deposits").
    """
    if phrase.word in word_class("wholes that are shared out"):
        return False
    word = draft.verb_before.word if draft.verb_before else ""
    traded = word in word_class("verbs of trade") and phrase.word in word_class("things owned")
    owns = traded or "stake" in nominals().get(word, ())
    return owns and phrase.possessor is None and draft.quantity.kind == "percent"


def _elided(draft: Draft, phrase: Phrase) -> Reading | None:
    """The noun beside, where "of" leads to a bare possessor: "30% of Chile's and 20% of Peru's imports"."""
    before, after, bare = draft.previous, draft.following, draft.scene.classes[phrase.end - 1] == "O"
    told = before and before.is_part and before.concept
    if bare and not told and after and after.is_part and after.start == phrase.end + 1:
        return noun_after_of(after)
    reading = before.readings.get("concept") if before and bare else None
    return Reading(reading.value, reading.cues) if reading else None


def _movement(draft: Draft, phrase: Phrase) -> Reading | None:
    """The movement that the number is a part of: "half of the decline", "0.5 points of growth"."""
    text = noun_text(draft.scene, phrase.core, phrase.end) if change_only(draft.scene, phrase) else ""
    return named_by(text, (phrase.start, phrase.end)) if text else None


def shared_by_list(draft: Draft) -> Reading | None:
    """What the last number of a list is a part of: "8%, 4% and 3% of exports"."""
    last = draft.run[-1]
    return noun_after_of(last) if last is not draft and last.is_like(draft) else None


def by_doer(draft: Draft) -> Reading | None:
    """What those do who are ranked: "Norway's exports hit $9bn. The largest exporter is Zeta, with 9% of the total"."""
    scene, whole, before = draft.scene, whole_of(draft), draft.previous
    if whole and noun_text(scene, whole.core, whole.end) not in word_class("pointing nouns"):
        return None
    told = (before and before.concept) or draft.get("change") or draft.quantity.noun
    if told or not (draft.bracket or draft.hook_word in ("with", "on", "at")):
        return None
    ranked = (phrase for phrase in scene.phrases_in(draft.sentence[0], draft.place) if _is_ranked(scene, phrase))
    told_of = ((p, nouns_of_doer(p.word)) for p in ranked)
    phrase, nouns = next(((p, does) for p, does in told_of if does or p.word == "source"), (None, ()))
    goods = scene.phrase_from(phrase.end + 1) if phrase and scene.lower[phrase.end] == "of" else None
    if goods and not scene.mentions_in(goods.start, goods.end) and not is_agent(scene, goods):
        return concept_of(scene, goods)
    for other in numbers_before(draft, 0):
        if other.concept and not {*nouns}.isdisjoint(other.concept_words):
            return other.lent("concept")
    noun = first_said(scene, nouns) or next(iter(nouns), None)
    return Reading(noun) if noun else None


def _is_ranked(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase says that somebody comes first or next: "the second-largest buyer", "its main investors"."""
    words = {*scene.lower[phrase.start : phrase.end], *scene.tags[phrase.start : phrase.end]}
    return not words.isdisjoint(("main", "top", "leading", "JJS", "RBS"))
