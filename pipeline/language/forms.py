"""A pipeline component that sets parts of speech and lemmas, from tags and relations, by tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

LONGEST_SUFFIX = 6
NAME_TAGS = ("NNP", "NNPS")
NUMBER = re.compile(r"\d{1,3}(?:[,’']\d{3})+(?:\.\d+)?|\d+\.\d+")
"""Figures with groups of thousands or decimals: the treebanks tag 98 % of them as numbers, whatever stands around."""


@dataclass(slots=True)
class FormTables:
    """What `word_forms` knows, learned from the treebanks.

    `parts`: part of speech for "tag", "tag|relation", "tag||word" or "tag|relation|word"; the last one there counts.
    `suffixes`: for "tag|ending" how many letters to cut off and what to add; the longest ending counts.
    `lemmas`: for "tag|word" the lemma, where the endings do not give it.
    """

    parts: dict[str, str]
    suffixes: dict[str, tuple[int, str]]
    lemmas: dict[str, str]


def part_of_speech(tables: FormTables, tag: str, dep: str, lower: str) -> str:
    """The universal part of speech of a word, from its tag, its relation and its lower-case form."""
    parts = tables.parts
    for key in (f"{tag}|{dep}|{lower}", f"{tag}||{lower}", f"{tag}|{dep}", tag):
        if key in parts:
            return parts[key]
    return "X"


def lemma_of(tables: FormTables, tag: str, text: str) -> str:
    """The lemma of a word, from its tag and its spelling; names keep their capitals."""
    form = text if tag in NAME_TAGS else text.lower()
    known = tables.lemmas.get(f"{tag}|{form}")
    if known is not None:
        return known
    for start in range(max(0, len(form) - LONGEST_SUFFIX), len(form) + 1):
        rule = tables.suffixes.get(f"{tag}|{form[start:]}")
        if rule is not None and (start > 0 or not form):
            return form[: len(form) - rule[0]] + rule[1]
    return form


def _tag_quote(token: Token) -> None:
    """Tag a straight quote as opening or closing where white space stands on one side of it only."""
    before = token.i == 0 or token.nbor(-1).is_space or bool(token.nbor(-1).whitespace_)
    after = token.i + 1 == len(token.doc) or bool(token.whitespace_) or token.nbor().is_space
    if before != after:
        token.tag_ = "``" if before else "''"


class WordForms:
    """A component that sets parts of speech and lemmas by tables, the tags of quotes by the space around them, and
    those of figures by their form.
    """

    def __init__(self, tables: FormTables | None = None) -> None:
        self.tables = tables or FormTables({}, {}, {})
        self._known: dict[tuple[int, int, int], tuple[str, str, str]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The same doc with parts of speech and lemmas, and some tags corrected."""
        known = self._known
        for token in doc:
            if token.text == '"':
                _tag_quote(token)
            key = (token.orth, token.tag, token.dep)
            forms = known.get(key)
            if forms is None:
                forms = known[key] = self._forms(token.text, token.tag_, token.dep_, token.is_space)
            tag, token.pos_, token.lemma_ = forms
            if tag != token.tag_:
                token.tag_ = tag
        return doc

    def _forms(self, text: str, tag: str, dep: str, space: bool) -> tuple[str, str, str]:
        """Tag, part of speech and lemma."""
        if space:
            return tag, "SPACE", text
        tag = "CD" if NUMBER.fullmatch(text) else tag
        return tag, part_of_speech(self.tables, tag, dep, text.lower()), lemma_of(self.tables, tag, text) or text

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002  (spaCy's signature)
        """Write the tables as one JSON file in the folder `path`."""
        path.mkdir(exist_ok=True)
        text = json.dumps(asdict(self.tables), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (path / "forms.json").write_text(text, encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> WordForms:  # noqa: ARG002
        """The same component with the tables of the folder `path`."""
        self.tables = FormTables(**json.loads((path / "forms.json").read_text(encoding="utf-8")))
        self._known.clear()
        return self


@Language.factory("word_forms", assigns=["token.pos", "token.lemma", "token.tag"], requires=["token.tag", "token.dep"])
def make_word_forms(nlp: Language, name: str) -> WordForms:  # noqa: ARG001  (spaCy's signature)
    """An empty `word_forms` component; its tables come from disk."""
    return WordForms()
