"""What rules add to the names that a model finds: clean edges, and one label for a name in an article."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline.vocabulary.names import countries, name_class, name_words, titles, word_list

OUTSIDE = frozenset(
    ["the", "a", "an", "'s", "’s", "'", "’", '"', "“", "”", ",", ".", "(", ")", "-", "–", "—", ":", ";"]
)
"""Tokens that neither open nor close a name; the full stop of "Inc." is in its token."""

UNSURE = frozenset(
    ["Castle", "Center", "Centre", "Forum", "Hill", "Hospital", "House", "Journal", "Life", "Music", "Observatory",
     "Research", "Reserve", "Systems", "Television", "Town", "Underground", "Union"]
)  # fmt: skip
"""Last words whose label in the vocabulary less than seven in ten of the names have that the model was trained on, of
at least ten: there the model knows better.
"""


@dataclass(frozen=True, slots=True)
class Name:
    """The tokens from `start` to `end` (exclusive) and the label of what they name."""

    start: int
    end: int
    label: str


@Language.component("name_rules", requires=["doc.ents"], assigns=["doc.ents"])
def name_rules(doc: Doc) -> Doc:
    """The same doc with its entities corrected: clean edges, legal forms, one label a name."""
    texts = [token.text for token in doc]
    found = [Name(ent.start, ent.end, ent.label_) for ent in doc.ents]
    names = [name for raw in found if (name := _with_legal_form(texts, _trimmed(texts, raw))).start < name.end]
    doc.ents = filter_spans([Span(doc, name.start, name.end, name.label) for name in _agreed(texts, names)])
    return doc


@cache
def _title_words() -> frozenset[str]:
    return frozenset(word for row in titles() for word in row.words)


@cache
def _last_words() -> dict[str, str]:
    """Last word of a name of several words -> label."""
    rows = (row for row in name_words() if row.place == "last" and row.label != "none")
    return {word: row.label for row in rows for word in row.words if word not in UNSURE}


@cache
def _known() -> dict[str, str]:
    """Names of countries and peoples -> label; those that also name persons or common things are left to the model."""
    people = word_list("given_names")
    places = {form: "GPE" for row in countries() for form in (row.name, *row.names) if form not in people}
    return places | {form: "NORP" for row in countries() for form in row.demonyms if form not in people}


def _trimmed(texts: list[str], name: Name) -> Name:
    """The name without articles, marks and possessives at its edges, a person's also without titles, a place's without
    what it is ("Hebei province").
    """
    start, end = name.start, name.end
    while start < end and texts[start].lower() in OUTSIDE:
        start += 1
    named_after = name.label in ("GPE", "LOC") and start < end and texts[start][0].isupper()
    while end > start and (texts[end - 1] in OUTSIDE or (named_after and texts[end - 1].islower())):
        end -= 1
    while name.label == "PERSON" and end - start > 1 and texts[start] in _title_words():
        start += 1
    return replace(name, start=start, end=end)


def _with_legal_form(texts: list[str], name: Name) -> Name:
    """The name with the legal form of a company that follows it, with or without a comma."""
    end = name.end
    if texts[end : end + 1] == [","]:
        end += 1
    legal = end > name.start and texts[end : end + 1] and texts[end] in name_class("legal forms")
    return Name(name.start, end + 1, "ORG") if legal else name


def _text(texts: list[str], name: Name) -> str:
    return " ".join(texts[name.start : name.end])


def _agreed(texts: list[str], names: list[Name]) -> list[Name]:
    """The names with one label for the same words: what the vocabulary says, else that of most mentions."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        votes[_text(texts, name)][name.label] += 1
    for name in names:
        surname = texts[name.end - 1]
        if name.label == "PERSON" and name.end - name.start > 1 and surname in votes:
            votes[surname]["PERSON"] += 1
    return [replace(name, label=_label(_text(texts, name), votes)) for name in names]


def _label(text: str, votes: dict[str, Counter[str]]) -> str:
    known = _known().get(text)
    if known:
        return known
    words = text.split()
    kind = _last_words().get(words[-1]) if len(words) > 1 else None
    return kind or votes[text].most_common(1)[0][0]
