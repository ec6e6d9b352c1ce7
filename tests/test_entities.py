"""The entities stage: which things an article names, under which name and label, and what refers back to them."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.language import load
from pipeline.language.tokens import read_tokens
from pipeline.model import Entity
from pipeline.stages.entities import find_entities


def entities(text: str) -> tuple[Entity, ...]:
    return find_entities(read_tokens(load("blank")(text)))


def rows(text: str) -> list[tuple[str, str]]:
    return [(entity.name, entity.label) for entity in entities(text)]


def references(text: str) -> list[tuple[str, str]]:
    """Surface form and canonical name of every description and pronoun, in text order."""
    found = sorted(
        (mention.span, entity.name)
        for entity in entities(text)
        for mention in entity.mentions
        if mention.form in ("description", "pronoun")
    )
    return [(text[span.start : span.end], name) for span, name in found]


NAMES = {
    "field of an office": ("Minister of Economic Development Ann Lee left.", [("Ann Lee", "PERSON")]),
    "agency on a field": ("They met the Agency on Statistics.", [("Agency on Statistics", "ORG")]),
    "heading of two common words": ("Overall Dynamics\n\nNorway grew.", [("Norway", "GPE")]),
    "acronym in brackets": (
        "Output rose, the International Olive Council (IOC) said. The IOC expects more.",
        [("International Olive Council", "ORG")],
    ),
    "acronym without brackets": (
        "Shares in National Timber Group rose. Analysts at Holm like NTG.",
        [("National Timber Group", "ORG"), ("Holm", "ORG")],
    ),
    "short form of a firm": (
        "Shares in Velmora Foods rose. Last year Velmora shares fell.",
        [("Velmora Foods", "ORG")],
    ),
    "a firm before another's people": (
        "Norway's Velmora, Chilean firm Larkfield Foods and others agreed. Velmora said so.",
        [("Norway", "GPE"), ("Velmora", "ORG"), ("Chilean", "NORP"), ("Larkfield Foods", "ORG")],
    ),
    "a firm called like a person": (
        "Ann Lee, a trader at Corin Blake, agreed. So did stockbroker Melwood Grant.",
        [("Ann Lee", "PERSON"), ("Corin Blake", "ORG"), ("Melwood Grant", "ORG")],
    ),
    "a body whose first word is a town": (
        "The National Treasury said so. Statistics Norway agreed.",
        [("National Treasury", "ORG"), ("Statistics Norway", "ORG")],
    ),
    "body of members": (
        "The Ostby Weavers' Federation grew. The Women's Guild agreed. Norway's Ostby Bank did not.",
        [("Ostby Weavers' Federation", "ORG"), ("Women's Guild", "ORG"), ("Norway", "GPE"), ("Ostby Bank", "ORG")],
    ),
    "a firm with a given name": (
        "Ruth Ferries cut fares. Ruth shares fell.",
        [("Ruth Ferries", "ORG")],
    ),
    "a firm before its place": (
        "Some bid for Kesselin, Norway's state-owned bank.",
        [("Kesselin", "ORG"), ("Norway", "GPE")],
    ),
    "mine and goods": (
        "Its Alto Quinto mine closed. It sells Kesselin perfumes.",
        [("Alto Quinto", "FAC"), ("Kesselin", "PRODUCT")],
    ),
    "maker at the head of a sentence": (
        "Shipmaker Kesselin fell. Finance director Ruth Arkwright left.",
        [("Kesselin", "ORG"), ("Ruth Arkwright", "PERSON")],
    ),
    "surname": (
        "Economist Ruth Arkwright agreed. But Arkwright warned of more.",
        [("Ruth Arkwright", "PERSON")],
    ),
    "title cut off": (
        "It was opened by Norwegian Trade Minister Sigrid Dahl and Dr Edgar Holm.",
        [("Norwegian", "NORP"), ("Sigrid Dahl", "PERSON"), ("Edgar Holm", "PERSON")],
    ),
    "office of two words": (
        "The plan of Prime Minister Ruth Arkwright failed.",
        [("Ruth Arkwright", "PERSON")],
    ),
    "short names that a bracket defines": (
        "Velmora Holdings Berhad (“Velmora” or the “Group”) grew. Output of the Group rose, and Velmora hired.",
        [("Velmora Holdings Berhad", "ORG")],
    ),
    "a sentence after an abbreviation": (
        "Sales fell in the U.S. The Velmora Group cut jobs in Washington D.C. The team left.",
        [("U.S.", "GPE"), ("Velmora Group", "ORG"), ("Washington", "GPE"), ("D.C.", "GPE")],
    ),
    "a festival after a dateline": (
        "Larkfield, Norway — The Larkfield Lamp Festival drew crowds.",
        [("Larkfield", "GPE"), ("Norway", "GPE"), ("Larkfield Lamp Festival", "EVENT")],
    ),
    "letters before the sign of a currency": ("The plan costs NZ $ 26 million.", []),
    "a church": ("It said that the Church of Velm owns ships.", [("Church of Velm", "ORG")]),
    "titles at the head of a sentence": (
        "Attorney Sigrid Dahl agreed. Senators HOLM and Ruth Arkwright did not.",
        [("Sigrid Dahl", "PERSON"), ("HOLM", "PERSON"), ("Ruth Arkwright", "PERSON")],
    ),
    "letters of a list": (
        "A. The Velmora Group grew. B. The Marsh Group shrank.",
        [("Velmora Group", "ORG"), ("Marsh Group", "ORG")],
    ),
    "title of a work": ('Her video "How To Talk To People Who Bore You" was seen 5 million times.', []),
    "a rare common word at the head of a sentence": (
        "“Wages are high,” Velmora said. Arbitrage hurts Velmora. Tolls rose.",
        [("Velmora", "ORG")],
    ),
    "a point of the compass alone": (
        "The corridor “North – South” carries ore, Mr West said. West sold 40 wagons.",
        [("West", "PERSON")],
    ),
    "acronym in a byline in Title Case": (
        "Trade with Kenya grew.\n\nDVRK Public Relations Sector\n\nShare this post",
        [("Kenya", "GPE"), ("DVRK", "ORG")],
    ),
    "short name after a common word": (
        "Valley Pacific carries more people\n\nShares in Valley Pacific Airways rose.",
        [("Valley Pacific Airways", "ORG")],
    ),
    "noun before a name at the head of a sentence": (
        "Velmora Foods grew. Rival Grimwald Life shrank.",
        [("Velmora Foods", "ORG"), ("Grimwald Life", "ORG")],
    ),
    "unit with a capital": (
        "In Norway it was 40 degrees Celsius.",
        [("Norway", "GPE")],
    ),
    "firm before a title": (
        "Later Velmora Chairman Edgar Holm resigned.",
        [("Velmora", "ORG"), ("Edgar Holm", "PERSON")],
    ),
    "person and firm of one name": (
        "Shares in Arkwright Steel rose. Ruth Arkwright owns it, and Mr Arkwright sold.",
        [("Arkwright Steel", "ORG"), ("Ruth Arkwright", "PERSON")],
    ),
    "possessive": (
        "Norway's Velmora Foods bought Poland’s mills.",
        [("Norway", "GPE"), ("Velmora Foods", "ORG"), ("Poland", "GPE")],
    ),
    "country's forms are one": (
        "The United States and the US are one; US firms hire.",
        [("US", "GPE")],
    ),
    "demonym under its own name": ("Polish mills sold to Poland.", [("Polish", "NORP"), ("Poland", "GPE")]),
    "direction in small letters": ("It sold more in eastern Europe.", [("eastern Europe", "LOC")]),
    "bank of a country": ("The Royal Bank of Norway cut its rate.", [("Royal Bank of Norway", "ORG")]),
    "ministry with a demonym": (
        "A Norwegian Fisheries Ministry report is out.",
        [("Norwegian Fisheries Ministry", "ORG")],
    ),
    "meeting of two places": (
        "The second Norway – Poland Summit is in May.",
        [("Norway", "GPE"), ("Norway – Poland Summit", "EVENT"), ("Poland", "GPE")],
    ),
    "quoted meeting": (
        "A “Norway–Poland” forum is planned.",
        [("Norway", "GPE"), ("Norway–Poland forum", "EVENT"), ("Poland", "GPE")],
    ),
    "facility": (
        "Flights from King Harald International Airport resumed.",
        [("King Harald International Airport", "FAC")],
    ),
    "list takes its label": (
        "It sells brands such as Grimwald, Velmora and Ostby.",
        [("Grimwald", "PRODUCT"), ("Velmora", "PRODUCT"), ("Ostby", "PRODUCT")],
    ),
    "apposition": (
        "That is dear, said Yorgel Trinke, a trader at Ostby.",
        [("Yorgel Trinke", "PERSON"), ("Ostby", "ORG")],
    ),
    "partnership": (
        "Her lawyer, Ruth Arkwright of Grimwald and Ostby, agreed.",
        [("Ruth Arkwright", "PERSON"), ("Grimwald and Ostby", "ORG")],
    ),
    "particles and syllables": (
        "They met Musab al-Harun and Chen Shui-bian in Oslo.",
        [("Musab al-Harun", "PERSON"), ("Chen Shui-bian", "PERSON"), ("Oslo", "GPE")],
    ),
    "people of a place": ("Many Ohioans moved.", [("Ohioans", "NORP")]),
    "legal form after a comma": ("Shares in Grimwald Mills, Inc. rose.", [("Grimwald Mills, Inc.", "ORG")]),
    "given name that is a month": ("They met April Holm in April.", [("April Holm", "PERSON")]),
    "treaty is no entity": ("It signed the Clean Rivers Treaty.", []),
    "sentence-initial common word": ("Hybrids sell. Liquidity fell. Weak US demand helped.", [("US", "GPE")]),
    "months, weekdays, currencies": ("On Monday 3 March the Euro and the Yen fell at 0900 GMT.", []),
    "currency and unit at a number": ("It cost RM6.2 billion, R30 million and 4 Mt of coal.", []),
    "title-case heading": (
        "Growing Trade Links Between Norway and Central Asia\n\nThe talks are in May.",
        [("Norway", "GPE"), ("Central Asia", "LOC")],
    ),
    "heading in capitals": ("WHO BUYS WHAT\n\nThe buyers are in Oslo.", [("Oslo", "GPE")]),
    "dateline": ("OSLO, May 3 (Fjord News) — Mills closed.", [("Oslo", "GPE"), ("Fjord News", "ORG")]),
    "byline": ("By Sigrid Dahl\n\nMills closed.", [("Sigrid Dahl", "PERSON")]),
    "particles come in pairs": (
        "Jan van der Holt sold it to Maria de la Vega. Jan sales fell.",
        [("Jan van der Holt", "PERSON"), ("Maria de la Vega", "PERSON")],
    ),
    "a firm of somebody's in a place": ("Marlow's of Bristol lost £3bn.", [("Marlow's of Bristol", "ORG")]),
    "a common word of a body's name": (
        "The Council of Mortgage Lenders met. Mortgage rates rose. Harbour Mills Group grew. Harbour said so.",
        [("Council of Mortgage Lenders", "ORG"), ("Harbour Mills Group", "ORG")],
    ),
    "a bracket abbreviates a name with and": (
        "The Fjord Fund for Trade and Harbour Banks (FFTHB) grew.",
        [("Fjord Fund for Trade and Harbour Banks", "ORG")],
    ),
    "a bracket abbreviates one name of two": (
        "Holm Mills and Zeta Foods Group (ZFG) grew.",
        [("Holm Mills", "ORG"), ("Zeta Foods Group", "ORG")],
    ),
    "a country in a headline in capitals": ("NORWAY CUTS RATES\n\nInflation fell.", [("Norway", "GPE")]),
    "a headline of short words in capitals": ("EU CUTS AID\n\nMills fell.", []),
    "a name in capitals before a sum": ("It gave FTOB $5m.", [("FTOB", "ORG")]),
    "a name that ends like a maker": ("Wanamaker sold five shops.", [("Wanamaker", "ORG")]),
    "a place in a firm's name": ("Norwich & Barker grew. Norwich shut a shop.", [("Norwich & Barker", "ORG")]),
    "a leader of the market": ("Tesca, the market leader, grew.", [("Tesca", "ORG")]),
    "a firm of a country": ("Sales at France's Renard grew.", [("France", "GPE"), ("Renard", "ORG")]),
    "a bank on a weekday": ("Shares in Zeta Bank on Friday fell.", [("Zeta Bank", "ORG")]),
    "an acronym with its and": ("Holt & Barker grew. H&B shut a shop.", [("Holt & Barker", "ORG")]),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert rows(text) == expected


REFERENCES = {
    "subject of the sentence": (
        "Velmora Foods told Grimwald Mills that it would sell.",
        [("it", "Velmora Foods")],
    ),
    "subject of the sentence before": (
        "Norway remains the main buyer from Poland. In 2024, its share was 18%.",
        [("its", "Norway")],
    ),
    "chain": (
        "Velmora Foods grew. The company hired. It also bought mills.",
        [("The company", "Velmora Foods"), ("It", "Velmora Foods")],
    ),
    "country of the capital": (
        "Velmora Foods has a larger Finnish rival Grimwald Ale. Velmora Foods grew. The Helsinki firm did not.",
        [("The Helsinki firm", "Grimwald Ale")],
    ),
    "subject before an apposition": (
        "Grimwald's sales grew, and Norway's Velmora, the world's biggest brewer, has seen its costs rise.",
        [("biggest brewer", "Velmora"), ("its", "Velmora")],
    ),
    "no reference to Wall Street": (
        "Velmora Foods made a loss. Wall Street had expected one. Its shares rose.",
        [("Its", "Velmora Foods")],
    ),
    "noun with a number before it": (
        "Velmora Foods grew. The 95-year-old company hired.",
        [("The 95-year-old company", "Velmora Foods")],
    ),
    "company of the story": (
        "Velmora Foods grew. Velmora hired.\n\nGrimwald Ale did not. Grimwald shrank.\n\nThe company sells tea.",
        [("The company", "Velmora Foods")],
    ),
    "department stores are no public body": (
        "Department store group Velmora Foods grew. The company sells tea.",
        [("The company", "Velmora Foods")],
    ),
    "country of the firm": (
        "French brewer Grimwald Ale wants Ostby Ale, a Danish brewer. The Danish firm declined.",
        [("The Danish firm", "Ostby Ale")],
    ),
    "adjectives of another thing": ("Velmora Foods grew. The new company did not.", []),
    "region": (
        "Trade with Central Asian countries grew. Few firms work in the region.",
        [("Central Asian countries", "Central Asia"), ("the region", "Central Asia")],
    ),
    "no region": ("Trade with Norway grew. Few firms work in the region.", []),
    "country": ("Norway borrowed more. The country's debt rose.", [("The country", "Norway")]),
    "minister": (
        "Trade Minister Sigrid Dahl spoke. Economist Edgar Holm did not. The minister left.",
        [("The minister", "Sigrid Dahl")],
    ),
    "no minister": ("Economist Edgar Holm spoke. The minister left.", []),
    "person": (
        "Sigrid Dahl met Velmora Foods. She said that she agreed.",
        [("She", "Sigrid Dahl"), ("she", "Sigrid Dahl")],
    ),
    "owner before the noun": (
        "Norway's biggest florist may sell. Velmora's stores are full. Velmora hired.",
        [],
    ),
    "described before it is named": (
        "Norway's biggest retail firm may sell. Velmora's stores are full. Velmora shares fell.",
        [("biggest retail firm", "Velmora")],
    ),
    "empty it": ("Velmora Foods grew. It is likely that sales rose. That makes it hard to sell.", []),
    "name after the noun": ("Velmora Foods grew. It helped the group Reef First.", [("It", "Velmora Foods")]),
    "noun of a name": (
        "Shares in Grimwald Bank fell. Velmora Foods rose. The bank hired.",
        [("The bank", "Grimwald Bank")],
    ),
    "noun of no name": ("Grimwald Bank grew. The central bank met. The bank kept rates low.", []),
    "several have no it": (
        "Chile trades with the Gulf states. Chile's exports to the Gulf states grew, and its imports fell.",
        [("its", "Chile")],
    ),
    "several have their": (
        "The Gulf states are rich. Their exports to Chile grew.",
        [("Their", "Gulf states")],
    ),
    "a predicate is what its subject is": (
        "Velmora Foods, a Norwegian supplier, hired. Holm Mills has become the country's largest supplier.",
        [],
    ),
    "modifier is no antecedent": ("The US dollar fell, and its value sank.", []),
    "owner is not what the phrase after it names": (
        "Norway is small. It sells to Chile, and its imports from Norway rose.",
        [("It", "Norway"), ("its", "Chile")],
    ),
    "it that is a price": ("Velmora Foods sells tea. In Oslo it was $5.", []),
    "speaker": (
        "Profit rose, said chairwoman Ruth Arkwright. The plan is that of Edgar Holm. She said so.",
        [("She", "Ruth Arkwright")],
    ),
    "bank of a country, named next": (
        "Norway's central bank cut rates. Few had expected that, the National Bank of Norway said.",
        [("central bank", "National Bank of Norway")],
    ),
    "country of a people": ("Norwegian output fell. The country is small. Norway agreed.", [("The country", "Norway")]),
    "the country that the story is about": (
        "Norway borrowed more. Norway grew. Ann Lee of Fjord Bank in Chile spoke. Prices rose. The country is small.",
        [("The country", "Norway")],
    ),
    "city of the firm": (
        "Velmora Foods met Ann Lee. Profit at the New York firm rose.",
        [("the New York firm", "Velmora Foods")],
    ),
    "kind of firm": (
        "Brewer Velmora Ale met private equity firm Grimwald Partners. Velmora fell. The private equity firm left.",
        [("The private equity firm", "Grimwald Partners")],
    ),
    "what stands after the name": (
        "Velmora Foods owns the Kesselin shoe chain. The chain made a loss.",
        [("The chain", "Kesselin")],
    ),
    "capital": ("Oslo grew. Prices in the capital rose, and the capital was spent.", [("the capital", "Oslo")]),
    "object of its own verb": (
        "Velmora Foods is for sale. Grimwald Mills offered $9m for it.",
        [("it", "Velmora Foods")],
    ),
    "what a commentator puts": (
        "Velmora Foods fell. Research firm Grimwald puts its share at 5%.",
        [("its", "Velmora Foods")],
    ),
    "subject of a clause of time": (
        "Velmora Foods grew after airline Grimwald Air left. The group hired.",
        [("The group", "Velmora Foods")],
    ),
    "unit": (
        "Velmora Foods sold its leasing arm, Ostby Lease. The unit hired. The union said so.",
        [("its", "Velmora Foods"), ("The unit", "Ostby Lease")],
    ),
    "nobody is named after the pronoun that is his subject": (
        "Chile grew as Norway shrank. It sold tea to Norway.",
        [("It", "Chile")],
    ),
    "named after a pronoun in a clause before": (
        "Norway is large. When it grew, Velmora Foods hired.",
        [("it", "Norway")],
    ),
    "owner alone": (
        "Norway sold tea.\n\nChile's weight differs from place to place. It takes 3% of exports.",
        [("It", "Chile")],
    ),
    "speaker with a long title": (
        '"We left," said Velmora Foods managing director Ann Lee. He denied more.',
        [("He", "Ann Lee")],
    ),
    "speaker after according to": (
        "Prices rose, according to Thandi Okafor of Kesselin Capital. She left.",
        [("She", "Thandi Okafor")],
    ),
    "reserve bank": (
        "The Reserve Bank met. The bank left its rate alone.",
        [("The bank", "Reserve Bank"), ("its", "Reserve Bank")],
    ),
    "cartel": ("Opec met. The cartel left.", [("The cartel", "Opec")]),
    "government": (
        "Norway borrowed $9m from Grimwald Bank. The government will cut its deficit.",
        [("The government", "Norway"), ("its", "Norway")],
    ),
    "firm before an apposition": (
        "Norway rose. The government acted. But the Fjord Institute, a think-tank, cut its own forecast.",
        [("The government", "Norway"), ("its", "Fjord Institute")],
    ),
    "owner told of later": (
        "The majority owner of oil firm Velmora Oil left. Grimwald Group, which controls 51% of Velmora Oil, agreed.",
        [("owner", "Grimwald Group")],
    ),
    "owner before the noun, told of later": (
        "Velmora Oil's parent left. Grimwald Group owns Velmora Oil.",
        [("parent", "Grimwald Group")],
    ),
    "one of two owners": (
        "The owner of Velmora Oil left. Grimwald Group owns Velmora Oil. Kesselin Foods owns Velmora Oil.",
        [],
    ),
    "firm whose head speaks": (
        "Norway sells tea. Ann Lee, head of Danish mill Velmora Foods, said its orders fell.",
        [("its", "Velmora Foods")],
    ),
    "plural at the head of a sentence": (
        "The Council of Mortgage Lenders met. Lenders sold less. It hired.",
        [("It", "Council of Mortgage Lenders")],
    ),
    "head of state": (
        "President Edgar Holm spoke. According to the head of state, trade grew.",
        [("the head of state", "Edgar Holm")],
    ),
    "a trade by its country alone": (
        "Norwegian Velmora and Larkfield, an oil firm, grew. The Norwegian insurer fell.",
        [("The Norwegian insurer", "Velmora")],
    ),
    "who acts on a firm says nothing of its country": (
        "A Swedish court fined Velmora. The Norwegian firm fell.",
        [("The Norwegian firm", "Velmora")],
    ),
    "owner of another": ("Larkfield owns Velmora. The owner of Zeta spoke.", []),
    "owner of what is named after the clause": (
        "Velmora owns mills, Larkfield said. The owner of Larkfield spoke.",
        [],
    ),
    "owner of an owner": ("Larkfield owns Velmora. Its parent's shares fell.", [("parent", "Larkfield")]),
    "dateline is no antecedent": ("OSLO, May 3 (Fjord News) — Its mills closed.", []),
}


@pytest.mark.parametrize(("text", "expected"), REFERENCES.values(), ids=REFERENCES)
def test_references(text: str, expected: list[tuple[str, str]]) -> None:
    assert references(text) == expected


TEXT = "Norway's Velmora Foods (VF) grew, VF said. The company, led by Sigrid Dahl, hired. She left Norway."


def test_ids_follow_first_mention() -> None:
    found = entities(TEXT)
    assert [entity.id for entity in found] == [f"e{n}" for n in range(1, len(found) + 1)]
    starts = [entity.mentions[0].span.start for entity in found]
    assert starts == sorted(starts)


def test_mentions_index_the_text_in_order() -> None:
    velmora = next(entity for entity in entities(TEXT) if entity.label == "ORG")
    surface = [(TEXT[m.span.start : m.span.end], m.form) for m in velmora.mentions]
    assert surface == [("Velmora Foods", "name"), ("VF", "short"), ("VF", "short"), ("The company", "description")]


def test_codes() -> None:
    codes = {entity.name: entity.code for entity in entities("Polish mills in Norway and Oslo sold to Central Asia.")}
    assert codes == {"Polish": "PL", "Norway": "NO", "Oslo": None, "Central Asia": None}


def test_an_adverb_with_a_capital_names_nothing() -> None:
    text = "Moreover, the vote cost $5m. Furthermore the party lost. Velmora lost too."
    assert [entity.name for entity in find_entities(read_tokens(load()(text)))] == ["Velmora"]


def test_entities_of_the_model_settle_what_is_open() -> None:
    nlp = load("blank")
    doc = nlp("They spoke of Grimwald Ostby all day.")
    assert [entity.label for entity in find_entities(read_tokens(doc))] == ["PERSON"]
    doc.set_ents([doc.char_span(14, 28, label="LOC")])
    assert [entity.label for entity in find_entities(read_tokens(doc))] == ["LOC"]


def test_vocabulary_overrules_the_model() -> None:
    nlp = load("blank")
    doc = nlp("They sold to Kazakhstan and to Velmora.")
    doc.set_ents([doc.char_span(13, 23, label="PERSON"), doc.char_span(31, 38, label="PERSON")])
    first = find_entities(read_tokens(doc))[0]
    assert (first.name, first.label) == ("Kazakhstan", "GPE")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        ".",
        "5",
        "The",
        "’s",
        "Norway",
        "as it is",
        "-",
        "A–B",
        "(",
        "of Norway",
        "“",
        "Vice",
        "Velmora in Norway",
    ],
)
def test_odd_texts(text: str) -> None:
    for entity in entities(text):
        assert all(text[m.span.start : m.span.end] for m in entity.mentions)


@pytest.mark.parametrize("word", ["Avocados", "Hauliers", "Soya", "Quinoa", "Chromium"])
def test_common_noun_that_opens_a_sentence(word: str) -> None:
    text = f"Exports rose. {word} and bananas brought Norway $9m."
    assert [entity.name for entity in find_entities(read_tokens(load()(text)))] == ["Norway"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bergen Foods cut jobs. Bergen, which has 900 staff, lost $9m.", ["Bergen Foods"]),
        ("Bergen Foods cut jobs. Prices in Bergen rose.", ["Bergen Foods", "Bergen"]),
        ("Oslo Bank cut jobs. Oslo raised taxes.", ["Oslo Bank", "Oslo"]),
        ("BERGEN, 24 October – Bergen Foods cut jobs.", ["Bergen", "Bergen Foods"]),
        (
            "Perth Mining lost $9m. Sydney, Perth and Brisbane lost jobs.",
            ["Perth Mining", "Sydney", "Perth", "Brisbane"],
        ),
        ("Bergen Foods cut jobs. Bergen's mayor agreed.", ["Bergen Foods", "Bergen"]),
    ],
)
def test_a_firm_is_called_by_the_town_in_its_name(text: str, names: list[str]) -> None:
    assert [name for name, _ in rows(text)] == names


def test_the_country_of_a_people_has_a_row_where_a_fact_is_of_it() -> None:
    table = extract("Danish banks in Peru cut Polish staff. The Danish economy grew by 4%.")
    assert [(row.id, row.name, row.label, row.code) for row in table.entities] == [
        ("e1", "Danish", "NORP", "DK"),
        ("e2", "Denmark", "GPE", "DK"),
        ("e3", "Peru", "GPE", "PE"),
        ("e4", "Polish", "NORP", "PL"),
    ]
    assert table.entities[0].mentions == table.entities[1].mentions
    assert [fact.entity for fact in table.facts] == ["Denmark"]
