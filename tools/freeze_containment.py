"""Freezes which countries a region holds (UN M49) and their capitals, as the countryinfo package, MIT, carries them.

python -m pip install countryinfo
python tools/freeze_containment.py
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

from countryinfo import all_countries

DATA = Path(__file__).resolve().parent.parent / "pipeline" / "vocabulary" / "data"

SEATS = {"GB": "London", "US": "Washington", "KZ": "Astana", "IN": "Delhi", "NL": "The Hague", "UA": "Kiev"}
"""Seats of governments, as newspapers name them, that countryinfo lacks or names otherwise."""


def members() -> dict[str, set[str]]:
    """Region or subregion name -> ISO 3166 alpha-2 codes of its countries."""
    found: dict[str, set[str]] = defaultdict(set)
    for country in all_countries():
        code = country.iso().get("alpha2")
        for region in (country.region(), country.subregion()):
            if code and region:
                found[region].add(code.upper())
    return found


def capitals() -> dict[str, list[str]]:
    """ISO 3166 alpha-2 code -> the names of the country's capital, with and without accents."""
    found = {}
    for country in all_countries():
        code, city = country.iso().get("alpha2"), country.capital() or ""
        cities = city if isinstance(city, list) else [city]
        plain = [unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() for name in cities]
        names = {name for name in (*cities, *plain, SEATS.get(code, "")) if name and "/" not in name}
        if code and names:
            found[code] = sorted(names)
    return found


def main() -> None:
    """Write containment.toml and capitals.toml."""
    source = f"United Nations M49, from countryinfo {version('countryinfo')}"
    lines = [f"# The countries of a region by ISO 3166 alpha-2 code: {source}. Written by tools/freeze_containment.py."]
    for region, codes in sorted(members().items()):
        listed = ", ".join(f'"{code}"' for code in sorted(codes))
        lines += ["", "[[row]]", f'region = "{region}"', f"members = [{listed}]"]
    (DATA / "containment.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    source = f"countryinfo {version('countryinfo')}"
    lines = [f"# The capitals of countries by ISO 3166 alpha-2 code: {source}. Written by tools/freeze_containment.py."]
    for code, cities in sorted(capitals().items()):
        listed = ", ".join(f'"{city}"' for city in cities)
        lines += ["", "[[row]]", f'code = "{code}"', f"cities = [{listed}]"]
    (DATA / "capitals.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
