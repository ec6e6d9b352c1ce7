"""Who says so: the slot `attribution`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile
from typing import Literal

from pipeline.rules.base import attribution_rule, when
from pipeline.rules.claim.stance import crosses
from pipeline.rules.concept.nouns import is_agent
from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.names import in_aside, label_of, named
from pipeline.rules.scene.scene import Placed, Scene
from pipeline.rules.scene.speech import is_inverted, is_set_off, is_told_beside, speech_verbs
from pipeline.rules.scene.whose import led_at, led_by, owner_in
from pipeline.rules.syntax.cues import Cues
from pipeline.rules.syntax.once import once_an_article, once_of_each
from pipeline.rules.syntax.verbs import QUOTES, Phrase, Range, VerbGroup
from pipeline.vocabulary.linking import reporting, reporting_verbs, word_class

SOURCES = ("PERSON", "ORG", "GPE")

REACH = 10
"""So many words after a citing word may name the source."""

MEMORY = 3
"""So many sentences back a speaker may be whom a pronoun speaks for."""


def _sources(found: Iterable[Placed], *labels: str) -> Iterator[Reading]:
    return (reading for placed in found if placed.entity.label in labels and (reading := named(placed)))


def in_phrase(scene: Scene, tokens: Range) -> Reading | None:
    """The source that the tokens name: a person, the head of the phrase, or whom its noun speaks for.

    "Ford's chairman Ann Lee" is Ann Lee, "a spokesman for Ford" is Ford, "US traders" is nobody.
    """
    found = scene.mentions_in(*tokens)
    if word_class("people for or against") & {*scene.lower[tokens[0] : tokens[0] + 2]}:
        return None
    if person := next(_sources(found, "PERSON"), None):
        return person
    phrase = next(iter(scene.phrases_in(*tokens)), None) or scene.phrase_at.get(tokens[0])
    if phrase is None:
        return next(_sources(found, *SOURCES), None)
    if head := named(scene.mention_at.get(phrase.head), SOURCES):
        return head
    noun = phrase.word
    if noun in word_class("ministries") and (body := _body(scene, phrase)):
        return body
    if noun in word_class("organs of state") and (owner := owner_in(scene, (phrase.start, phrase.end))):
        return owner
    if body := _body_of_figures(scene, phrase):
        return body
    made = scene.phrase_after(phrase.end, "from", "by")
    if made and (body := _body(scene, made)):
        return body
    after = led_by(scene, (phrase.end, min(tokens[1], phrase.end + REACH)), ("for", "of", "at", "from", "by", "in"))
    beside = scene.mention_at.get(phrase.end + (scene.words[phrase.end] == ","))
    own = beside is not None and (scene.classes[beside.end] == "O" or scene.classes[beside.start] == "S")
    apposed = None if own else named(beside, SOURCES)  # not "according to the police, Norway's thefts fell"
    inside = next(_sources(found, "ORG"), None)
    return apposed or next(after, None) or inside or _body(scene, phrase)


def _body(scene: Scene, phrase: Phrase) -> Reading | None:
    """A public body that the text only describes: "the labour department", and "the department" after that."""
    central = scene.lower[phrase.head - 1 : phrase.head + 1] == ["central", "bank"]
    public = central or phrase.word in word_class("public bodies")
    if not public or not _is_definite(scene, phrase):
        return None
    alike = (p for p in scene.phrases_in(0, phrase.end) if p.word == phrase.word and _is_definite(scene, p))
    texts = [scene.text(earlier.core, earlier.end) for earlier in alike]
    own = next((text for text in reversed(texts) if " " in text), texts[-1])
    return Reading(own, ((phrase.start, phrase.end),))


def _body_of_figures(scene: Scene, phrase: Phrase) -> Reading | None:
    """The public body whose figures a phrase names: "justice ministry figures"."""
    own = phrase.word in word_class("documents") and scene.lower[phrase.head - 1] in word_class("ministries")
    tokens = phrase.core, phrase.head
    return Reading(scene.text(*tokens), (tokens,)) if own else None


def _is_definite(scene: Scene, phrase: Phrase) -> bool:
    return scene.lower[phrase.start] == "the" or phrase.possessor is not None


def _according_to(draft: Draft) -> Reading | None:
    return _citing_phrase(draft.scene, draft.sentence)


@once_of_each
def _citing_phrase(scene: Scene, sentence: Range) -> Reading | None:
    """The source of "according to …" in the sentence."""
    at = _phrase_end(scene, sentence, "before")
    if not at:
        return None
    end = min(sentence[1], at + REACH)
    comma = next((i for i in range(at, end) if scene.words[i] == ","), end)  # "According to the police, Norway's"
    return in_phrase(scene, (at, comma)) or in_phrase(scene, (at, end))


def _cited_passive(draft: Draft) -> Reading | None:
    """The source of "reported by …" in the sentence, or of "This was stated by …" in the next one."""
    scene, (start, end) = draft.scene, draft.sentence
    later = scene.sentence(end) if scene.lower[end] in ("this", "that", "it") else (end, end)
    for part in ((start, end), (later[0], min(later[1], later[0] + REACH))):
        if at := _phrase_end(scene, part, "passive"):
            return in_phrase(scene, (at, min(scene.sentence(at)[1], at + REACH)))
    return None


@cache
def _citing_words(place: Literal["before", "passive"]) -> Cues[None]:
    return Cues((phrase, None) for row in reporting() for phrase in getattr(row, place))


def _phrase_end(scene: Scene, tokens: Range, place: Literal["before", "passive"]) -> int:
    """Where the first phrase of citing within the tokens ends, 0 where there is none."""
    return next((cue.end for cue in scene.cues(_citing_words(place), *tokens)), 0)


def _said(draft: Draft) -> Reading | None:
    """Who says it in the number's sentence: before the number ("X said that …") or after its clause ("…, X said")."""
    scene, sentence = draft.scene, draft.sentence
    groups = speech_verbs(scene, sentence)
    told = (g for g in groups if g.end <= draft.start and not (is_told_beside(draft, g) or _is_cause(draft, g)))
    before = [g for g in told if not (is_inverted(scene, g) or in_aside(draft, g.start))]
    after = [g for g in groups if g.start >= draft.end and is_set_off(draft, g)]
    own = draft.get("entity")
    speakers = ((group, speaker(scene, group)) for group in reversed(before))
    named = takewhile(lambda pair: pair[1] or not _is_nameless(scene, pair[0]), speakers)
    said = [reading for g, reading in named if not (reading and reading.value == own and _foretells(g))]
    readings = [*said, *(_closing_speaker(scene, g) for g in after)]
    return next(filter(None, readings), None)


def _is_cause(draft: Draft, group: VerbGroup) -> bool:
    """Whether the number only helps what is foretold: "forecasts growth of 5%, helped by plans to spend $9m"."""
    scene = draft.scene
    joints = (i for i in range(group.end, draft.start - 2) if scene.words[i] == "," and scene.tags[i + 1] == "VBN")
    return _foretells(group) and any(scene.lower[i + 2] == "by" for i in joints)


def _is_nameless(scene: Scene, group: VerbGroup) -> bool:
    """Whether people without a name speak in a clause that is joined on: "Zeta said so, and lawyers say …"."""
    phrase = group.phrase
    return phrase is not None and is_agent(scene, phrase) and scene.classes[phrase.start - 1] in "CB"


def _foretells(group: VerbGroup) -> bool:
    """Whether it says what will come: of oneself that is a plan, and nobody is cited for it."""
    return group.word in word_class("verbs of forecasting")


def _put(draft: Draft) -> Reading | None:
    """Who puts a figure at the number, or whose forecast it is: "the firm puts it at $5m", "cut its forecast to 5%"."""
    scene, verb, own = draft.scene, draft.verb, draft.get("entity")
    if verb and verb.subject and verb.word in ("put", "puts") and draft.hook_word in PUT_AT:
        by = led_at(scene, draft.beyond, ("by",))
        return by if verb.passive else in_phrase(scene, verb.subject) or _pronoun(scene, verb)
    before = draft.previous
    if before and draft.goes_on and before.rule_of("attribution") == "who puts it at that":
        return before.readings["attribution"]
    taken = verb and scene.phrase_from(verb.end)
    for phrase in (scene.phrase_at.get(draft.hook - 1), taken):
        if phrase and phrase.possessor and phrase.word in word_class("forecasts"):
            its = taken is phrase and scene.classes[phrase.start] == "S" and verb and verb.subject
            reading = in_phrase(scene, its or phrase.possessor)
            return reading if reading and reading.value != own else None
    return None


PUT_AT = ("at", "above", "below")
"""Prepositions of the level that something is put at."""


@once_of_each
def speaker(scene: Scene, group: VerbGroup) -> Reading | None:
    """Who speaks in a verb group of saying: the phrase after it ("said Ann Lee"), else its subject."""
    end = scene.sentence(group.start)[1]
    if is_inverted(scene, group) and (reading := in_phrase(scene, (group.end, min(end, group.end + REACH)))):
        return reading
    if scene.tags[group.head] == "VBG" and scene.words[group.start - 1] == ",":
        before = [g for g in speech_verbs(scene, scene.sentence(group.start)) if g.start < group.start]
        return speaker(scene, before[-1]) if before else _subject_of(scene, group)
    return _subject_of(scene, group)


def _subject_of(scene: Scene, group: VerbGroup) -> Reading | None:
    """Who speaks, by the subject of the verb of saying."""
    if group.subject is None:
        return None
    return _document(scene, group.subject) or in_phrase(scene, group.subject) or _pronoun(scene, group)


def _closing_speaker(scene: Scene, group: VerbGroup) -> Reading | None:
    """Who speaks in a verb of saying that closes the sentence: named since the last comma or quotation mark."""
    floor = scene.sentence(group.start)[0]
    marks = [i for i in range(floor, group.start) if scene.words[i] == "," or scene.words[i] in QUOTES]
    tokens = (marks[-1] + 1 if marks else floor), group.start
    return in_phrase(scene, tokens) or speaker(scene, group)


def _document(scene: Scene, tokens: Range) -> Reading | None:
    """Whose survey, report or figures the tokens name; "the survey" is the one named before in the article."""
    phrase = next(iter(scene.phrases_in(*tokens)), None)
    if phrase and phrase.word == "it" and (start := scene.sentence(phrase.start)[0]):
        first = scene.verb_after(scene.sentence(start - 1)[0], start)  # "The survey put it at 9%. It also found that"
        phrase = first.phrase if first else phrase
    if phrase is None or phrase.word not in word_class("documents"):
        return None
    for earlier in reversed(scene.phrases_in(0, phrase.end)):
        if earlier.word == phrase.word and (reading := _maker(scene, earlier)):
            return reading
    says = (g.start for g in speech_verbs(scene, scene.sentence(phrase.start)) if g.start > phrase.end)
    asked = led_by(scene, (phrase.end, next(says, phrase.end)), ("for",))
    return next(led_by(scene, scene.sentence(phrase.start), ("by",)), None) or next(asked, None)


def _maker(scene: Scene, phrase: Phrase) -> Reading | None:
    """Who made a document: its possessor, a name before its noun, or the one after "by" or "from"."""
    inside, end = scene.mentions_in(phrase.start, phrase.end), phrase.end + MEMORY
    shows = next((g.start for g in scene.verbs_in(phrase.end, end) if g.finite and not g.passive), end)
    made = led_by(scene, (phrase.end, shows), ("by", "from", "of"))  # not "figures showed exports from Norway"
    return _body_of_figures(scene, phrase) or next(_sources(inside, "ORG", "PERSON"), None) or next(made, None)


def _pronoun(scene: Scene, group: VerbGroup) -> Reading | None:
    """Whom a pronoun speaks for that nothing else says: the last person or body that spoke."""
    word = scene.lower[group.subject[0]] if group.subject else ""
    labels = ("PERSON",) if word in ("he", "she") else ("ORG", "GPE") if word == "it" else ()
    here = scene.sentence(group.start)
    at = scene.sentence_starts.index(here[0]) if labels else 0
    before = (scene.sentence(start) for start in reversed(scene.sentence_starts[max(0, at - MEMORY) : at]))
    spoke = (reading for sentence in before for reading in _all_cited(scene, sentence))
    bodies = ("",) if word == "it" else ()
    return next((reading for reading in spoke if label_of(scene, reading) in (*labels, *bodies)), None)


def quoted(draft: Draft) -> Reading | None:
    """The speaker of the quotation that the number stands in.

    That is the verb of saying of its sentence, else the nearest in its paragraph, else the last in the one before.
    """
    scene, block, (first, end) = draft.scene, draft.paragraph, draft.sentence
    if not _inside_quotation(scene, block, draft.start):
        return None
    here = sorted(speech_verbs(scene, block), key=lambda g: (not first <= g.start < end, abs(g.start - draft.start)))
    before = speech_verbs(scene, scene.block(block[0] - 1))[::-1] if block[0] and not here else []
    readings = (_closing_speaker(scene, g) if g.start > draft.start else speaker(scene, g) for g in (*here, *before))
    return next(filter(None, readings), None)


def _inside_quotation(scene: Scene, block: Range, token: int) -> bool:
    places = scene.quotation_marks
    marks = [scene.words[i] for i in places[bisect_left(places, block[0]) : bisect_left(places, token)]]
    return bool(marks) and (marks[-1] in "“„«" or (marks[-1] == '"' and marks.count('"') % 2 == 1))


def _expected(draft: Draft) -> Reading | None:
    """Who expects it of others: "Ann Lee expects rents to rise 2%"; what one expects of oneself is a plan."""
    scene, own = draft.scene, draft.get("entity")
    for group in reversed(scene.verbs_in(draft.sentence[0], draft.start)):
        if group.word in word_class("verbs of expecting") and not group.passive and group.subject:
            if draft.verb_before and draft.verb_before.finite and crosses(scene, group.end, draft):
                return None
            reading = in_phrase(scene, group.subject) or _pronoun(scene, group)
            return reading if reading and reading.value != own else None
    return None


def _awaited(draft: Draft) -> Reading | None:
    """Nobody, where people without a name had expected it: "less than the 3% that analysts had forecast", he said."""
    scene, verb = draft.scene, draft.scene.verb_after(draft.end, draft.sentence[1])
    if verb is None or verb.phrase is None or draft.end > verb.phrase.start or "," in scene.words[draft.end : verb.end]:
        return None
    awaits = verb.word in word_class("verbs of expecting", "verbs of forecasting") and not verb.passive
    nameless = is_agent(scene, verb.phrase) and verb.phrase.head not in scene.mention_at
    return Reading(None, ((verb.phrase.start, verb.end),)) if awaits and nameless else None


def _one_speech(draft: Draft) -> Reading | None:
    """The one person whose speech the whole article reports, where the sentence before cites them too."""
    scene, start = draft.scene, draft.sentence[0]
    if start == scene.block(start)[0] or not (sources := _sources_of_speech(scene)):
        return None
    return sources[bisect_left(scene.sentence_starts, start) - 1]


@once_an_article
def _sources_of_speech(scene: Scene) -> list[Reading | None]:
    """Whom each sentence cites, where all cite the same one; else nothing."""
    sources: list[Reading | None] = []
    named: list[object] = []
    for start in scene.sentence_starts:
        sources.append(next(_all_cited(scene, scene.sentence(start)), None))
        named += [reading.value for reading in sources[-1:] if reading]
        if len(named) > 1 and named[-1] != named[0]:
            return []
    return sources if len(named) >= MEMORY else []


def _all_cited(scene: Scene, sentence: Range) -> Iterator[Reading]:
    """Whom a sentence cites: the source of "according to", then who speaks."""
    if reading := _citing_phrase(scene, sentence):
        yield reading
    yield from filter(None, (speaker(scene, group) for group in speech_verbs(scene, sentence)))


RULES = (
    attribution_rule("quotation", quoted, when("quotes"))(
        '"Output fell [5%]. It hurt," said Ann Lee. => Ann Lee',
        '"It hurt," said Ann Lee of Norway Steel.\n\n"Output fell [5%]." => Ann Lee',
    ),
    attribution_rule("awaited by nobody named", _awaited, when(classes=("verbs of expecting", "verbs of forecasting")))(
        "Output fell 5%, Norway said, less than the [7%] that banks had forecast. => None",
        "Norway said output fell [7%], as banks had forecast.",
    ),
    attribution_rule("according to", _according_to, when(words=lambda: _citing_words("before").firsts))(
        "According to Norway, output fell [5%]. => Norway",
        "According to justice ministry figures, output fell [5%]. => justice ministry",
        "According to figures from Norway's economy ministry, output fell [5%]. => economy ministry",
    ),
    attribution_rule("who puts it at that", _put, when(words="put puts", classes=("forecasts",)))(
        "Norway made $5m. Zeta Bank puts the figure at [$6m]. => Zeta Bank",
        "Norway had output of $5m. Zeta Bank stuck to its forecast of [$6m]. => Zeta Bank",
        "Zeta Bank cut its forecast for growth in Norway to [3%]. => Zeta Bank",
        "Ann Lee said it was low, and Zeta Bank has cut its growth forecast to [3%]. => Zeta Bank",
        "Losses in Norway were put at [$6m] by Zeta Bank. => Zeta Bank",
        "Norway's forecast of [5%] was wrong.",
    ),
    attribution_rule("verb of saying", _said, when(words=lambda: reporting_verbs() | set(QUOTES)))(
        "Norway said output fell [5%]. => Norway",
        "Output fell [5%], a spokesman for Zeta Bank said. => Zeta Bank",
        "Zeta Bank's survey found that output fell [5%]. => Zeta Bank",
        "Labour ministry figures showed that output fell [5%]. => Labour ministry",
        "Norway's vote is near. A survey by Zeta Bank put it first. It found that [5%] had not chosen. => Zeta Bank",
        "The poll, carried out for Zeta Bank, found that output fell [5%]. => Zeta Bank",
        "Holm and Zeta Bank, which own mills, could lose [$5m], said analyst Ann Lee. => Ann Lee",
        "The trade ministry said output fell. It rose [5%] in May, it said. => trade ministry",
        "Ann Lee forecasts growth of 5%, helped by plans to spend [$9m].",
        "Norway said sales grew, but union leaders said output fell [5%].",
        "Analysts said output fell [5%].",
        "Zeta Bank has warned that sales will fall, sending its shares down [5%].",
        "Critics of Ann Lee say output fell [5%].",
        "Zeta Bank said rates fell. Analysts had expected it to wait and had forecast [5%].",
        "Zeta Bank said it was sorry, and lawyers say claims could reach [$5m].",
        "Zeta Bank, which made [$5m] last year, said it was sorry.",
        "The government of Chile, which owns [$5m] of it, has said it may sell.",
        "Zeta Bank said it would buy Holm Mills, which made [$5m] last year.",
    ),
    attribution_rule("passive of saying", _cited_passive, when(words=lambda: _citing_words("passive").firsts))(
        "Output fell [5%]. This was stated by Norway. => Norway",
        "It was reported by Norway that output fell [5%]. => Norway",
    ),
    attribution_rule("expectation of others", _expected, when(classes=("verbs of expecting",)))(
        "Ann Lee expects rents in Norway to rise [5%]. => Ann Lee",
        "Norway's rents rose 2%, according to Zeta Bank. It now expects rents in Norway to fall [5%]. => Zeta Bank",
        "Norway is rich. The trade ministry expects rents in Norway to rise [5%]. => trade ministry",
        "Norway expects sales of [$5m].",
    ),
    attribution_rule("report of one speech", _one_speech)(
        "Ann Lee said output fell. Ann Lee said it was old. Ann Lee said so again. Some [500 mills] are left. => "
        "Ann Lee"
    ),
)
"""Rules of the slot `attribution`, strongest first."""
