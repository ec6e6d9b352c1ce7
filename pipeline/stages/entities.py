"""Doc -> entities: one row a thing, with its canonical name, label, code, and every mention."""

from __future__ import annotations

from typing import cast

from spacy.tokens import Doc

from pipeline.model import Entity, Label, Mention, Span
from pipeline.naming.candidates import Candidate, candidates
from pipeline.naming.canonical import Group, bucket, merge
from pipeline.naming.evidence import NONE, find_cues, points
from pipeline.naming.lexicon import lexicon
from pipeline.naming.words import read_words


def find_entities(doc: Doc) -> tuple[Entity, ...]:
    """The things that `doc` names, in order of first mention, with ids ``e1``, ``e2``, …

    Works on tokens alone; where a trained pipeline has filled ``doc.ents``, its labels are evidence beside the
    vocabulary's.
    """
    lex = lexicon(doc.vocab)
    words = read_words(doc, lex)
    cues = find_cues(doc, lex)
    names = candidates(doc, words, lex)
    groups = merge(bucket((name, points(words, lex, cues, name)) for name in names), words)
    groups = sorted((group for group in groups if group.label != NONE), key=lambda group: group.members[0].start)
    return tuple(_entity(doc, number, group) for number, group in enumerate(groups, start=1))


def _entity(doc: Doc, number: int, group: Group) -> Entity:
    name = group.name
    code = next((member.known.code for member in group.members if member.known and member.known.code), None)
    mentions = tuple(_mention(doc, member, name) for member in group.members)
    return Entity(f"e{number}", name, cast(Label, group.label), code, mentions)


def _mention(doc: Doc, member: Candidate, name: str) -> Mention:
    last = doc[member.end - 1]
    span = Span(doc[member.start].idx, last.idx + len(last))
    return Mention(span, "name" if member.text == name else "short")
