"""The tokens of an article as plain lists: read off the Doc once, for every stage to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import accumulate, compress
from operator import add, or_

from spacy.attrs import IS_PUNCT, IS_SPACE, ORTH, SENT_START, SPACY, TAG
from spacy.tokens import Doc

from pipeline.model import Span


@dataclass(frozen=True, slots=True)
class Tokens:
    """One item a token in every list. Each access to a spaCy token makes an object; these cost nothing to look at."""

    doc: Doc
    text: str
    words: list[str]
    lower: list[str]
    tags: list[str]
    """Penn Treebank tags, `WHITE` for white space, empty where the Doc has none."""
    starts: list[int]
    ends: list[int]
    spaced: list[bool]
    """A space follows. Further white space is tokens of its own."""
    begins: list[bool]
    """A sentence begins, as annotated."""
    counted: int
    """How many tokens are neither white space nor punctuation."""
    places: Mapping[str, list[int]]
    """The tokens of each lower-case word or mark, in order: whoever looks for a few words need not go through all."""
    blanks: list[int]
    """The tokens that are white space, in order."""
    breaks: list[int]
    """Those of them with a line break."""

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> Span:
        """The text span of the tokens from `start` to `end`, end exclusive."""
        return Span(self.starts[start], self.ends[end - 1])

    def where(self, words: Collection[str]) -> list[int]:
        """The tokens that are one of the lower-case `words`, in order."""
        return sorted(i for word in self.places.keys() & words for i in self.places[word])


WHITE = "_SP"
"""The tag of white space, whatever a tagger says."""


def read_tokens(doc: Doc) -> Tokens:
    """The tokens of `doc`."""
    array = doc.to_array([ORTH, TAG, SPACY, SENT_START, IS_SPACE, IS_PUNCT]).reshape(-1, 6)
    columns: list[list[int]] = array.T.tolist()  # type: ignore[assignment]
    orths, tags, spaces, begins, white, marks = columns
    strings = doc.vocab.strings
    text_of = {orth: strings[orth] for orth in set(orths)}
    lower_of = {orth: text.lower() for orth, text in text_of.items()}
    tag_of = {tag: strings[tag] for tag in set(tags)}
    words = [text_of[orth] for orth in orths]
    whole = [word + " " if space else word for word, space in zip(words, spaces, strict=True)]
    starts = list(accumulate(map(len, whole), initial=0))[:-1]
    lower = [lower_of[orth] for orth in orths]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(lower):
        places[word].append(i)
    blanks = list(compress(range(len(words)), white))
    return Tokens(
        doc,
        "".join(whole),
        words,
        lower,
        [WHITE if blank else tag_of[tag] for tag, blank in zip(tags, white, strict=True)],
        starts,
        list(map(add, starts, map(len, words))),
        [space == 1 for space in spaces],
        [begin == 1 for begin in begins],
        len(words) - sum(map(or_, white, marks)),
        dict(places),
        blanks,
        [i for i in blanks if "\n" in words[i]],
    )
