"""What the words in and around a name say about its label: points a label, summed over all mentions of the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from spacy.tokens import Doc

from pipeline.naming.candidates import Candidate
from pipeline.naming.lexicon import Lexicon
from pipeline.naming.runs import HYPHENS, PARTICLES
from pipeline.naming.words import POSSESSIVE, Words
from pipeline.vocabulary.names import NameCue, name_class

NONE = "none"
"""Label of a name that is no entity of the table."""

LISTED = 7
"""Points of a town that lists know, whatever the text says of it."""

ORDER = ("PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "FAC", "PRODUCT", NONE)
"""Which label wins a tie."""

OPENERS = name_class("openers of an apposition")
"""What an apposition begins with, beside a possessive."""

DIRECTIONS = name_class("directions")
PEOPLE = name_class("endings of peoples")
"""Endings that make a people of a place's name (Ohioans, Londoner)."""

MODEL_SINGLE, MODEL_SEVERAL, MODEL_NONE = 0.9, 3.0, 1.5
"""What the model's label counts for where all mentions bear it, for names of one word and of several; and what it
counts against a name that it nowhere finds. A bare word is mostly a firm in business news, so there the model only
settles what is open. Set on the development parts of the treebanks and on our own articles."""

MODEL_LABELS = {"MISC": "PRODUCT", "PER": "PERSON"}
"""Labels of other models by ours."""

DECISIVE = 40
FULL = 2
"""Words of a person's full name."""
FINITE = ("VBD", "VBP", "VBZ")
"""Tags of verbs that are written like nouns of goods: "what Velmora watches"."""
Point = tuple[str, int]
Points = Counter[str]
Cues = tuple[dict[int, list[NameCue]], dict[int, list[NameCue]]]
"""Cues by the token after them (side before) and by the token that they start at (side after)."""


def find_cues(doc: Doc, lexicon: Lexicon) -> Cues:
    """The cue words of `doc`, ready to be looked up from a name's edges."""
    before: dict[int, list[NameCue]] = {}
    after: dict[int, list[NameCue]] = {}
    for match, start, end in lexicon.cues(doc):
        cue = lexicon.cue_of[doc.vocab.strings[match]]
        if cue.side == "before":
            before.setdefault(end, []).append(cue)
        elif not (end - start == 1 and cue.label == "PRODUCT" and doc[start].tag_ in FINITE):
            after.setdefault(start, []).append(cue)
    return before, after


def _inside(words: Words, lexicon: Lexicon, name: Candidate) -> Iterator[Point]:
    """What the words of the name itself say."""
    texts = words.texts[name.start : name.end]
    if len(texts) == 1:
        yield from _one_word(texts[0], lexicon)
        return
    if texts[-1] in lexicon.last:
        yield lexicon.last[texts[-1]], 12
    if texts[0] in lexicon.first:
        yield lexicon.first[texts[0]], 8
    for word, joiner in pairwise(texts):
        if word in lexicon.of and joiner in ("of", "for"):
            yield lexicon.of[word], 14
    if texts[0] in DIRECTIONS:
        yield "GPE", 5
    if _is_team(texts, lexicon):
        yield "ORG", 6
    if "&" in texts:
        yield "ORG", 16
    if any(owner in POSSESSIVE and joint == "of" for owner, joint in pairwise(texts)):
        yield "ORG", 12


def _one_word(word: str, lexicon: Lexicon) -> Iterator[Point]:
    """An acronym, a kind of body ("the Treasury"), a given name; a common word or a code is more likely no name."""
    if len(word.rstrip(".")) == 1:
        yield NONE, 5
    elif word.isupper():
        yield "ORG", 3
    if word in lexicon.last:
        yield lexicon.last[word], 4
    elif word.lower() in lexicon.common:
        yield NONE, 5
    elif word in lexicon.given and word not in lexicon.places:
        yield "PERSON", 3
    if word in DIRECTIONS:
        yield NONE, 8
    if any(letter.isdigit() for letter in word):
        yield NONE, 5


def _looks_like_person(words: Words, lexicon: Lexicon, name: Candidate) -> Iterator[Point]:
    """A given name with a surname, initials, or two words that are no common ones."""
    texts = words.texts[name.start : name.end]
    if len(texts) == 1:
        return
    if texts[0] in lexicon.given and texts[-1] not in lexicon.last:
        yield "PERSON", 2 if _is_plural(texts[-1], lexicon) else 7
    elif len(texts) == 2 and all(text.istitle() and text.lower() not in lexicon.common for text in texts):
        yield "PERSON", 2
    syllable = any(joiner in HYPHENS and text.islower() for joiner, text in pairwise(texts))
    if syllable or any(text in PARTICLES for text in texts[:-1]):
        yield "PERSON", 4
    if any(len(text) == 2 and text[1] == "." for text in texts[:-1]):
        yield "PERSON", 7


def _is_team(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a place's name is followed by a plural with a capital (Rotterdam Herons)."""
    placed = any(" ".join(texts[:n]) in lexicon.places for n in range(1, len(texts)))
    return (
        placed and " ".join(texts) not in lexicon.places and texts[-1].endswith("s") and texts[0] not in lexicon.given
    )


def _is_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is the plural of a common noun and no given name: rather a team or firm than a surname."""
    return word.endswith("s") and word[:-1].lower() in lexicon.common and word not in lexicon.given


def _place(words: Words, lexicon: Lexicon, name: Candidate) -> Iterator[Point]:
    """A city or state of the lists."""
    if name.text in lexicon.last and words.texts[name.start - 1].lower() == "the":
        return
    if name.text in lexicon.places or name.text.title() in lexicon.places:
        yield "GPE", LISTED
    elif len(name.text) > 6 and any(name.text.removesuffix(ending) in lexicon.places for ending in PEOPLE):
        yield "NORP", 8


def _placed(words: Words, places: Mapping[int, int], name: Candidate) -> Iterator[Point]:
    """A name before "-based", in a list with other places ("X in Norway"), before ", Norway" or after "Norway's"."""
    if name.end - name.start == 1 and words.texts[name.start - 1] in POSSESSIVE and name.start - 1 in places.values():
        yield "ORG", 3
    joint = words.at(name.end)
    if joint in HYPHENS and words.at(name.end + 1) == "based":
        yield "GPE", 8
    if name.end + 1 not in places or words.at(places[name.end + 1]) in POSSESSIVE:
        return
    listed = joint == "in" and not places.keys().isdisjoint(range(name.start - 4, name.start))
    if listed or (joint == "," and words.at(name.start - 1).lower() in ("in", "at", "near", "from")):
        yield "GPE", 6


def _apposed(words: Words, lexicon: Lexicon, name: Candidate) -> Iterator[Point]:
    """A noun in apposition: "Edgar Holm, an analyst at", "Velmora, the world's largest brewer"."""
    first = name.end + 1
    owned = words.at(first + 1) in POSSESSIVE and words.capital[first]
    if words.at(name.end) != "," or not (owned or words.at(first) in OPENERS):
        return
    for n in range(first, min(name.end + 10, len(words) - 1)):
        leads = words.texts[n] == "leader" and words.texts[n - 1] in ("market", "industry", "sector")
        label = "ORG" if leads else lexicon.nouns.get(words.texts[n])
        if label and words.texts[n + 1] not in POSSESSIVE | HYPHENS:
            yield label, 7
            return
        if words.texts[n] in (",", ".", "who", "which", "at", "of", "in", "for"):
            return


def _around(words: Words, cues: Cues, name: Candidate) -> Iterator[Point]:
    """What the words beside the name say."""
    before, after = cues
    for cue in before.get(name.start, ()):
        yield cue.label, cue.weight
    if words.at(name.start - 1) == ",":
        for cue in before.get(name.start - 1, ()):
            if cue.label == "PERSON" or words.at(name.end) == ",":
                yield cue.label, cue.weight
    owns = words.at(name.end) in POSSESSIVE
    for cue in after.get(name.end + owns, ()):
        if cue.possessive or not owns:
            yield cue.label, cue.weight


def _said(words: Words, name: Candidate) -> Iterator[Point]:
    """Who speaks is a person or an organisation; two or more words right after "said" are a person."""
    multiple = name.end - name.start > 1
    if words.at(name.end) in ("said", "says"):
        yield ("PERSON" if multiple else "ORG"), 2
    if words.texts[name.start - 1] in ("said", "says") and multiple:
        yield "PERSON", 4
    cited = [text.lower() for text in words.texts[max(name.start - 2, 0) : name.start]] == ["according", "to"]
    employed = words.at(name.end) in ("of", "at", "from") and any(words.capital[name.end + 1 : name.end + 2])
    if cited and employed and name.end - name.start == FULL:
        yield "PERSON", 4


def inside_points(words: Words, lexicon: Lexicon, name: Candidate) -> Points:
    """The points of a name's own words; however often it is named they count once."""
    total: Points = Counter({"ORG": 1})
    for label, weight in chain(
        _inside(words, lexicon, name), _looks_like_person(words, lexicon, name), _place(words, lexicon, name)
    ):
        total[label] += weight
    if name.end - name.start == 1 and words.texts[name.start - 1] == "the" and not name.text.isupper():
        total["PRODUCT"] += 3
    if name.known:
        total[name.known.label] += DECISIVE
    if name.label:
        total[name.label] += DECISIVE
    return total


def outside_points(words: Words, lexicon: Lexicon, cues: Cues, places: Mapping[int, int], name: Candidate) -> Points:
    """The points of the words beside one mention, and of the model."""
    total: Points = Counter()
    beside = _around(words, cues, name), _said(words, name), _apposed(words, lexicon, name)
    for label, weight in chain(*beside, _placed(words, places, name)):
        total[label] += weight
    if name.titled or words.texts[name.start - 1] in lexicon.courtesy:
        total["PERSON"] += 14
    return total


def model_points(names: Sequence[Candidate]) -> Points:
    """The points that the model's labels of one name's mentions bring together, by their share."""
    labels = Counter(MODEL_LABELS.get(name.model, name.model) for name in names if name.model)
    if not labels:
        return Counter({NONE: MODEL_NONE}) if any(name.modelled for name in names) else Counter()
    weight = MODEL_SEVERAL if len(names[0].text.split()) > 1 else MODEL_SINGLE
    return Counter({label: weight * count / len(names) for label, count in labels.items()})


def best_label(total: Points) -> str:
    """The label with most points."""
    return max(ORDER, key=lambda label: total.get(label, 0))
