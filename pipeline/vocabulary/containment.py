"""Which countries a region holds, and which cities they are governed from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.vocabulary.names import countries, full_name
from pipeline.vocabulary.rows import STRICT, read_rows


@STRICT
@dataclass(frozen=True)
class RegionRow:
    """A region of UN M49 and the ISO 3166 alpha-2 codes of its countries."""

    region: str
    members: tuple[str, ...]


@STRICT
@dataclass(frozen=True)
class CapitalRow:
    """A country's ISO 3166 alpha-2 code and the names of the city that it is governed from."""

    code: str
    cities: tuple[str, ...]


@cache
def capital_of(city: str) -> str | None:
    """The code of the country that is governed from `city`; None where none is.

    >>> capital_of("Oslo"), capital_of("Bergen")
    ('NO', None)
    """
    return next((row.code for row in read_rows("capitals", CapitalRow) if city in row.cities), None)


@cache
def region_members(name: str) -> frozenset[str]:
    """The common names of the countries of the region or union `name`; empty where it is none that is known.

    >>> "Norway" in region_members("Northern Europe")
    True
    """
    rows = (*read_rows("containment", RegionRow), *read_rows("blocs", RegionRow))
    codes = {code for row in rows if row.region in (name, full_name(name)) for code in row.members}
    return frozenset(country.name for country in countries() if country.code in codes)


@cache
def is_whole_region(names: frozenset[str]) -> bool:
    """Whether `names` are the common names of all countries of a region, and of no others.

    >>> is_whole_region(frozenset({"Norway", "Chile"}))
    False
    """
    return any(names == region_members(row.region) for row in read_rows("containment", RegionRow))
