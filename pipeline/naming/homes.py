"""Countries that an article tells of without a name, by their people alone: "German exports fell"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Entity
from pipeline.vocabulary.names import names_by_code


def homes(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The countries of those peoples among `entities` whose country is not among them, with the peoples' mentions."""
    named = {entity.code for entity in entities if entity.label == "GPE"}
    peoples = (entity for entity in entities if entity.label == "NORP" and entity.code and entity.code not in named)
    return tuple(replace(people, name=names_by_code()[str(people.code)], label="GPE") for people in peoples)
