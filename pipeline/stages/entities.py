"""Doc -> entities: one row a thing, with its canonical name, label, code, and every mention."""

from __future__ import annotations

from typing import cast

from spacy.tokens import Doc

from pipeline.model import Entity, Label, Mention, Span
from pipeline.naming.candidates import candidates
from pipeline.naming.canonical import Group, bucket, merge
from pipeline.naming.evidence import NONE, find_cues, points
from pipeline.naming.lexicon import lexicon
from pipeline.naming.reference import Reference, find_references
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
    references = find_references(doc, words, lex, groups)
    return tuple(_entity(doc, number, group, references) for number, group in enumerate(groups, start=1))


def _entity(doc: Doc, number: int, group: Group, references: list[Reference]) -> Entity:
    name = group.name
    code = next((member.known.code for member in group.members if member.known and member.known.code), None)
    named = [Mention(_span(doc, m.start, m.end), "name" if m.text == name else "short") for m in group.members]
    referred = [Mention(_span(doc, r.start, r.end), r.form) for r in references if r.group is group]
    mentions = sorted(named + referred, key=lambda mention: mention.span)
    return Entity(f"e{number}", name, cast(Label, group.label), code, tuple(mentions))


def _span(doc: Doc, start: int, end: int) -> Span:
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
