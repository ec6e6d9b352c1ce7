"""The token grid that the grammars read: numbers, signs, currencies, scales and units are tokens of their own."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.language.tokenizer import make_tokenizer


@cache
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp.vocab)
    return nlp


CASES = {
    "$1.762bn": "$ 1.762 bn",
    "It was rated at 60 W.": "It was rated at 60 W .",
    "It ran on 5 V. It failed.": "It ran on 5 V . It failed .",
    "Since 2018 A. Ivers leads.": "Since 2018 A. Ivers leads .",
    "c.£5m and ca.5km": "c. £ 5 m and ca. 5 km",
    "us$5m": "us$ 5 m",
    "250RM, 87yo": "250 RM , 87 yo",
    "€4m.": "€ 4 m .",
    "A$3m": "A$ 3 m",
    "HK $5.4m": "HK $ 5.4 m",
    "USD10m": "USD 10 m",
    "$US160 million": "$US 160 million",
    "RM79": "RM 79",
    "Cdn$5": "Cdn$ 5",
    "Rs.500": "Rs. 500",
    "R$31": "R$ 31",
    "£40m-£50m.": "£ 40 m - £ 50 m .",
    "C$2-billion": "C$ 2 - billion",
    "$.50": "$ .50",
    "$-50.8bn": "$ - 50.8 bn",
    "(−$100 million)": "( − $ 100 million )",
    "–5%": "– 5 %",
    "(+17%)": "( + 17 % )",
    "2–3 times": "2 – 3 times",
    "10-12%": "10 - 12 %",
    "2017–2024": "2017 – 2024",
    "$7/$9": "$ 7 / $ 9",
    "12.3m tonnes": "12.3 m tonnes",
    "100km/h": "100 km/h",
    "32m2": "32 m2",
    "3923sq m": "3923 sq m",
    "20°C": "20 ° C",
    "0.5pp": "0.5 pp",
    "797p": "797 p",
    "5.2-litre": "5.2 - litre",
    "50-year-old": "50 - year - old",
    "four-, five-": "four - , five -",
    "one-third": "one - third",
    "5.30pm": "5.30 pm",
    "10:30": "10:30",
    "G20": "G20",
    "777F": "777F",
    "3D": "3D",
    "1990s": "1990s",
    "20th": "20th",
    "1½": "1½",
    "1,234.5": "1,234.5",
    "2’140": "2’140",
    "Wed, May 5": "Wed , May 5",
    "It wed two firms": "It wed two firms",
    "It shed 3%": "It shed 3 %",
    "///nCa, 22 May": "/// nCa , 22 May",
    "/Wire Service": "/ Wire Service",
}


@pytest.mark.parametrize(("text", "tokens"), CASES.items())
def test_tokens(text: str, tokens: str) -> None:
    assert [token.text for token in blank()(text)] == tokens.split()


@given(st.text(alphabet="0123456789.,-–−$€£%(): \nabmnkUSDRs½'’/", max_size=80))
def test_tokens_give_the_text_back(text: str) -> None:
    assert "".join(token.text_with_ws for token in blank()(text)) == text
