"""Doc -> entities: one row a thing, with its canonical name, label, code, and every mention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, cast

from spacy.tokens import Doc

from pipeline.model import Entity, Label, Mention, Span
from pipeline.naming.candidates import Candidate, find_candidates
from pipeline.naming.canonical import Group, Scored, bucket, spread
from pipeline.naming.evidence import NONE, find_cues, inside_points, outside_points
from pipeline.naming.lexicon import Lexicon, lexicon
from pipeline.naming.merging import merge
from pipeline.naming.reference import Reference, find_references
from pipeline.naming.words import Words, read_words


def find_entities(doc: Doc) -> tuple[Entity, ...]:
    """The things that `doc` names, in order of first mention, with ids ``e1``, ``e2``, …

    Works on tokens alone; where a trained pipeline has filled ``doc.ents``, its labels are evidence beside the
    vocabulary's.
    """
    lex = lexicon(doc.vocab)
    words = read_words(doc)
    groups = bucket(_scored(doc, words, lex))
    spread(groups, words)
    groups = merge(groups, words, lex.last)
    groups = sorted((group for group in groups if group.label != NONE), key=lambda group: group.members[0].start)
    references = find_references(doc, words, lex, groups)
    referred: dict[str, list[Reference]] = {}
    for reference in references:
        referred.setdefault(reference.group.key, []).append(reference)
    return tuple(_entity(doc, n, group, referred.get(group.key, [])) for n, group in enumerate(groups, start=1))


def _scored(doc: Doc, words: Words, lex: Lexicon) -> Iterator[Scored]:
    """Every candidate name with the points for its label."""
    names = find_candidates(doc, words, lex)
    cues = find_cues(doc, lex)
    places = frozenset(
        name.start for name in names if (name.known and name.known.label == "GPE") or name.text in lex.places
    )
    for name in names:
        yield name, inside_points(words, lex, name), outside_points(words, lex, cues, places, name)


def _entity(doc: Doc, number: int, group: Group, references: list[Reference]) -> Entity:
    name = group.name
    code = next((member.known.code for member in group.members if member.known and member.known.code), None)
    named = [Mention(_span(doc, m.start, m.end), _form(m, name)) for m in group.members]
    referred = [Mention(_span(doc, r.start, r.end), r.form) for r in references]
    mentions = sorted(named + referred, key=lambda mention: mention.span)
    return Entity(f"e{number}", name, cast(Label, group.label), code, tuple(mentions))


def _span(doc: Doc, start: int, end: int) -> Span:
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def _form(member: Candidate, name: str) -> Literal["name", "short", "description"]:
    if member.description:
        return "description"
    return "name" if member.text == name else "short"
