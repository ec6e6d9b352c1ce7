"""Freezes which countries a region holds (UN M49, as the countryinfo package, MIT, carries it).

python -m pip install countryinfo
python tools/freeze_containment.py
"""

from __future__ import annotations

from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

from countryinfo import all_countries

TARGET = Path(__file__).resolve().parent.parent / "pipeline" / "vocabulary" / "data" / "containment.toml"


def members() -> dict[str, set[str]]:
    """Region or subregion name -> ISO 3166 alpha-2 codes of its countries."""
    found: dict[str, set[str]] = defaultdict(set)
    for country in all_countries():
        code = country.iso().get("alpha2")
        for region in (country.region(), country.subregion()):
            if code and region:
                found[region].add(code.upper())
    return found


def main() -> None:
    """Write containment.toml."""
    source = f"United Nations M49, from countryinfo {version('countryinfo')}"
    lines = [f"# The countries of a region by ISO 3166 alpha-2 code: {source}. Written by tools/freeze_containment.py."]
    for region, codes in sorted(members().items()):
        listed = ", ".join(f'"{code}"' for code in sorted(codes))
        lines += ["", "[[row]]", f'region = "{region}"', f"members = [{listed}]"]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
