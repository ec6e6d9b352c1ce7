"""Doc -> entities: one row a thing, with its canonical name, label, code, and every mention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal, cast

from pipeline.language.tokens import Tokens
from pipeline.model import Entity, Fact, Label, Mention
from pipeline.naming.candidates import Candidate, find_candidates
from pipeline.naming.canonical import Group, Judge, bucket, spread
from pipeline.naming.evidence import NONE, find_cues, inside_points, outside_points
from pipeline.naming.homes import homes
from pipeline.naming.lexicon import Lexicon, lexicon
from pipeline.naming.merging import merge
from pipeline.naming.reference import Reference, find_references
from pipeline.naming.words import Words, read_words
from pipeline.rules.scene.names import AND


def find_entities(tokens: Tokens) -> tuple[Entity, ...]:
    """The things that an article names, in order of first mention, with ids ``e1``, ``e2``, …

    Works on tokens alone; where a trained pipeline has filled the Doc's ``ents``, its labels are evidence beside the
    vocabulary's.
    """
    lex = lexicon(tokens.doc.vocab)
    words = read_words(tokens)
    names = find_candidates(tokens.doc, words, lex)
    groups = bucket(names, partial(inside_points, words, lex), _outside(tokens, words, lex, names))
    spread(groups, words)
    groups = merge(groups, words, lex.last)
    groups = sorted((group for group in groups if group.label != NONE), key=lambda group: group.members[0].start)
    references = find_references(tokens, words, lex, groups)
    referred: dict[str, list[Reference]] = {}
    for reference in references:
        referred.setdefault(reference.group.key, []).append(reference)
    return _in_order(_entity(tokens, group, referred.get(group.key, [])) for group in groups)


def with_homes(entities: Sequence[Entity], facts: Iterable[Fact]) -> tuple[Entity, ...]:
    """`entities`, and the countries that facts are of whose people alone is named: "German exports"; with new ids."""
    slots = (name for fact in facts for name in (fact.entity, fact.counterparty, fact.attribution) if name)
    told = {name for names in slots for name in (names, *names.split(AND))}
    unnamed = [home for home in homes(entities) if home.name in told]
    return _in_order((*entities, *unnamed)) if unnamed else tuple(entities)


def _in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The entities in order of first mention, with their ids."""
    found = sorted(entities, key=lambda entity: entity.mentions[0].span)
    return tuple(replace(entity, id=f"e{n}") for n, entity in enumerate(found, start=1))


def _outside(tokens: Tokens, words: Words, lex: Lexicon, names: Iterable[Candidate]) -> Judge:
    """What gives the points of the words beside one of `names`."""
    cues = find_cues(tokens.doc, lex)
    known = (name for name in names if (name.known and name.known.label == "GPE") or name.text in lex.places)
    places = {name.start: name.end for name in known}
    return partial(outside_points, words, lex, cues, places)


def _entity(tokens: Tokens, group: Group, references: list[Reference]) -> Entity:
    name = group.name
    code = next((member.known.code for member in group.members if member.known and member.known.code), None)
    named = [Mention(tokens.span(m.start, m.end), _form(m, name)) for m in group.members]
    referred = [Mention(tokens.span(r.start, r.end), r.form) for r in references]
    mentions = sorted(named + referred, key=lambda mention: mention.span)
    return Entity("", name, cast(Label, group.label), code, tuple(mentions))


def _form(member: Candidate, name: str) -> Literal["name", "short", "description"]:
    if member.description:
        return "description"
    return "name" if member.text == name else "short"
