"""How sure a claim is, and whose it is: scenario and attribution."""

from __future__ import annotations

from functools import cache
from weakref import WeakKeyDictionary

from pipeline.model import Change
from pipeline.rules.base import Draft, Reading, Rule, of_double
from pipeline.rules.scene import Placed, Scene
from pipeline.rules.verbs import QUOTES, Range, VerbGroup
from pipeline.vocabulary.linking import is_reporting, reporting, scenarios

SOURCES = ("PERSON", "ORG", "GPE")


def _starting_point(draft: Draft) -> Reading | None:
    """Where a movement starts from is so now, whatever is to come of it."""
    change = draft.get("change")
    return Reading("actual", ()) if isinstance(change, Change) and change.role == "from" else None


def _whole(draft: Draft) -> Reading | None:
    """The whole that a part is taken of is so now: "will close 10 of its 27 plants"."""
    scene, before = draft.scene, draft.previous
    words = scene.lower[slice(*draft.segment)]
    return Reading("actual", (draft.segment,)) if before and words[:1] == ["of"] and len(words) <= 2 else None


def _would(draft: Draft) -> Reading | None:
    """What "would" says: under a past "said" and without a condition a will, else a hypothesis."""
    scene = draft.scene
    group = _governing(draft)
    if group is None or "would" not in scene.lower[group.start : group.end]:
        return None
    words = scene.lower[draft.sentence[0] : draft.sentence[1]]
    said = any(is_reporting(scene.lower[v.head]) for v in scene.verbs_in(draft.sentence[0], group.start))
    at = (group.start, group.end)
    return Reading("hypothetical" if "if" in words or not said else "forecast", (at,))


def _governing(draft: Draft) -> VerbGroup | None:
    """The verb group whose mood the number shares."""
    verb = draft.verb
    return verb if verb and (verb.end <= draft.start or _is_subject(draft, verb)) else None


def _is_subject(draft: Draft, verb: VerbGroup) -> bool:
    return verb.subject is not None and verb.subject[0] <= draft.start < verb.subject[1]


def _by_verb(draft: Draft) -> Reading | None:
    for group in _mood_bearers(draft):
        for scenario, words in _cues("verb"):
            if draft.scene.places(words, group.start, group.end + 1):
                return Reading(scenario, ((group.start, group.end),))
    return None


@cache
def _cues(place: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Scenario and words of each cue that stands at `place`, in the order of the rows."""
    return tuple(
        (row.scenario, tuple(words.split())) for row in scenarios() if row.place == place for words in row.words
    )


def _mood_bearers(draft: Draft) -> list[VerbGroup]:
    """The governing verb group, and where it is not finite the one before it: "could see its staff cut by 5%"."""
    group, scene = _governing(draft), draft.scene
    if group is None:
        return []
    before = scene.verb_before(group.start, draft.sentence[0])
    plain = before is not None and not any(
        scene.classes[i] in "BW" or scene.words[i] in (",", ";") for i in range(before.end, group.start)
    )
    return [group] if group.finite or not plain or before is None else [group, before]


def _by_words_before(draft: Draft) -> Reading | None:
    scene = draft.scene
    start, group = _scope(draft), _governing(draft)
    verb_end = group.end if group else draft.place
    for scenario, words in _cues("before"):
        for i in reversed(scene.places(words, start, max(draft.place, verb_end))):
            if not _crosses(scene, i + len(words), draft):
                return Reading(scenario, ((i, i + len(words)),))
    return None


def _scope(draft: Draft) -> int:
    """Where the clause chain that governs the number begins: after the last semicolon, colon or quotation mark."""
    scene = draft.scene
    marks = [
        i for i in range(draft.sentence[0], draft.start) if scene.words[i] in (";", ":") or scene.words[i] in QUOTES
    ]
    return marks[-1] + 1 if marks else draft.sentence[0]


def _crosses(scene: Scene, start: int, draft: Draft) -> bool:
    """Whether a clause of its own stands between a cue that ends at `start` and the number."""
    finite = [g for g in scene.verbs_in(start, draft.start) if g.finite]
    relative = any(scene.classes[i] == "W" for i in range(start, draft.start))
    return relative or len(finite) > 1


def _headline_infinitive(draft: Draft) -> Reading | None:
    """A headline's "to cut" with no finite verb is a plan."""
    scene = draft.scene
    group = draft.verb
    if not group or not scene.is_heading(draft.start) or scene.lower[group.start] != "to":
        return None
    finite = any(g.finite for g in scene.verbs_in(*draft.sentence))
    return None if finite else Reading("forecast", ((group.start, group.end),))


def _stated(_: Draft) -> Reading | None:
    return Reading("actual", ())


# Attribution


def _source(placed: Placed | None) -> Reading | None:
    if placed is None or placed.entity.label not in SOURCES:
        return None
    return Reading(placed.entity.name, ((placed.start, placed.end),))


def _in_phrase(scene: Scene, tokens: Range) -> Reading | None:
    """The source that a phrase names: a person in it, else its first other name."""
    found = scene.mentions_in(*tokens)
    people = [placed for placed in found if placed.entity.label == "PERSON"]
    return next((reading for placed in [*people, *found] if (reading := _source(placed))), None)


def _according_to(draft: Draft) -> Reading | None:
    return _citing_phrase(draft.scene, draft.sentence)


def _citing_phrase(scene: Scene, sentence: Range) -> Reading | None:
    """The source of "according to …" in the sentence."""
    for words in _citing_words():
        for i in scene.places(words, *sentence):
            return _in_phrase(scene, (i + len(words), min(sentence[1], i + len(words) + 10)))
    return None


@cache
def _citing_words() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for row in reporting() for phrase in row.before)


def _said(draft: Draft) -> Reading | None:
    """The subject of a verb of saying in the sentence, before the number or after its clause."""
    found = [g for g in _speech_verbs(draft.scene, draft.sentence) if not _is_subject(draft, g)]
    before = [g for g in found if g.end <= draft.start]
    for group in [*reversed(before), *[g for g in found if g.start >= draft.end and _set_off(draft, g)]]:
        if reading := speaker(draft.scene, group, draft.sentence):
            return reading
    return None


def _set_off(draft: Draft, group: VerbGroup) -> bool:
    """Whether a comma or a quotation mark parts the number's clause from a verb of saying after it."""
    between = draft.scene.words[draft.end : group.start]
    return any(word == "," or word in QUOTES for word in between)


def _speech_verbs(scene: Scene, tokens: Range) -> list[VerbGroup]:
    return [g for g in scene.verbs_in(*tokens) if is_reporting(scene.lower[g.head]) and not g.passive]


def speaker(scene: Scene, group: VerbGroup, sentence: Range) -> Reading | None:
    """Who speaks in a verb group of saying: the phrase after it ("said Ann Lee"), else its subject."""
    inverted = scene.words[group.start - 1 : group.start] and (
        scene.words[group.start - 1] in QUOTES or scene.words[group.start - 1] == ","
    )
    if inverted and (reading := _in_phrase(scene, (group.end, min(sentence[1], group.end + 10)))):
        return reading
    return _in_phrase(scene, group.subject) if group.subject else None


def _quoted(draft: Draft) -> Reading | None:
    """The speaker of the quotation that the number stands in: the verb of saying nearest to it in the paragraph."""
    scene, block = draft.scene, draft.scene.block(draft.start)
    if not _inside_quotation(scene, block, draft.start):
        return None
    groups = sorted(_speech_verbs(scene, block), key=lambda g: abs(g.start - draft.start))
    for group in groups:
        if reading := speaker(scene, group, scene.sentence(group.start)):
            return reading
    return None


def _inside_quotation(scene: Scene, block: Range, token: int) -> bool:
    marks = [scene.words[i] for i in range(block[0], token) if scene.words[i] in QUOTES]
    return bool(marks) and (marks[-1] in "“„«" or (marks[-1] == '"' and marks.count('"') % 2 == 1))


def _next_sentence(draft: Draft) -> Reading | None:
    """The source named in the sentence after: "This was stated by …"."""
    scene, start = draft.scene, draft.sentence[1]
    if start >= len(scene.words) or scene.lower[start] not in ("this", "that", "it"):
        return None
    end = scene.sentence(start)[1]
    for row in reporting():
        for phrase in row.passive:
            words = phrase.split()
            for i in range(start, min(end, start + 8)):
                if scene.lower[i : i + len(words)] == words:
                    return _in_phrase(scene, (i + len(words), min(end, i + len(words) + 10)))
    return None


def _one_speech(draft: Draft) -> Reading | None:
    """The one person whose speech the whole article reports, where the sentence before cites them too."""
    scene, sources = draft.scene, _cited_by_sentence(draft.scene)
    named = [str(reading.value) for reading in sources if reading]
    i = scene.sentence_starts.index(draft.sentence[0])
    if len(set(named)) != 1 or len(named) < 3 or i == 0:
        return None
    return sources[i - 1] if scene.sentence_starts[i - 1] >= scene.block(draft.start)[0] else None


_CITED: WeakKeyDictionary[Scene, list[Reading | None]] = WeakKeyDictionary()


def _cited_by_sentence(scene: Scene) -> list[Reading | None]:
    """Whom each sentence cites, found once an article."""
    if scene not in _CITED:
        _CITED[scene] = [_cited(scene, scene.sentence(start)) for start in scene.sentence_starts]
    return _CITED[scene]


def _cited(scene: Scene, sentence: Range) -> Reading | None:
    if reading := _citing_phrase(scene, sentence):
        return reading
    for group in _speech_verbs(scene, sentence):
        if reading := speaker(scene, group, sentence):
            return reading
    return None


RULES = (
    Rule(
        "same as the number in other terms",
        "scenario",
        of_double("scenario"),
        (("Exports will hit $5bn (4bn euros).", "4bn euros", "forecast"),),
    ),
    Rule("starting point", "scenario", _starting_point, (("Output will fall from 9% to 4%.", "9%", "actual"),)),
    Rule("whole of a part", "scenario", _whole, (("Norway will close 10 of its 27 plants.", "27 plants", "actual"),)),
    Rule(
        "would",
        "scenario",
        _would,
        (
            ("Norway said output would fall 5%.", "5%", "forecast"),
            ("A merger would have sales of $5bn.", "$5bn", "hypothetical"),
        ),
    ),
    Rule(
        "mood of the verb",
        "scenario",
        _by_verb,
        (
            ("Output could fall 5%.", "5%", "hypothetical"),
            ("Output will fall 5%.", "5%", "forecast"),
            ("Output did not fall 5%.", "5%", "denied"),
        ),
        (("Output fell 5%.", "5%"),),
    ),
    Rule(
        "words before the number",
        "scenario",
        _by_words_before,
        (
            ("Norway expects output to fall 5%.", "5%", "forecast"),
            ("If sales fall 5%, it closes.", "5%", "hypothetical"),
        ),
    ),
    Rule(
        "headline infinitive",
        "scenario",
        _headline_infinitive,
        (("Mill to shed 500 jobs\n\nThe mill is old.", "500 jobs", "forecast"),),
    ),
    Rule("stated as so", "scenario", _stated, (("Output fell 5%.", "5%", "actual"),)),
    Rule(
        "same as the number in other terms",
        "attribution",
        of_double("attribution"),
        (("Norway said exports hit $5bn (4bn euros).", "4bn euros", "Norway"),),
    ),
    Rule("according to", "attribution", _according_to, (("According to Norway, output fell 5%.", "5%", "Norway"),)),
    Rule("quotation", "attribution", _quoted, (('"Output fell 5%. It hurt," said Ann Lee.', "5%", "Ann Lee"),)),
    Rule(
        "verb of saying",
        "attribution",
        _said,
        (("Norway said output fell 5%.", "5%", "Norway"),),
        (("Analysts said output fell 5%.", "5%"),),
    ),
    Rule(
        "cited in the next sentence",
        "attribution",
        _next_sentence,
        (("Output fell 5%. This was stated by Norway.", "5%", "Norway"),),
    ),
    Rule(
        "report of one speech",
        "attribution",
        _one_speech,
        (
            (
                "Ann Lee said output fell. Ann Lee said it was old. Ann Lee said so again. Some 500 mills are left.",
                "500 mills",
                "Ann Lee",
            ),
        ),
    ),
)
"""Rules of the slots `scenario` and `attribution`, strongest first."""
