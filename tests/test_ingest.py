from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ArticleError, UsageError
from pipeline.stages.ingest import Defaults, article_of, date_of, decode, headline, read_article, read_row

PROSE = "Profit at Crédit Étoile rose 5% to £45 million – “a record”, said Zoë O’Brien. It’s the fifth in Zürich."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp1252"])
def test_text_comes_back_as_it_was(encoding: str) -> None:
    text, found = decode(PROSE.encode(encoding))
    assert (text, found) == (PROSE, encoding)


def test_latin_1_is_read_as_its_superset() -> None:
    text = "Sales in Zürich rose to £4m."
    assert decode(text.encode("latin-1")) == (text, "cp1252")


def test_text_that_is_utf_8_but_for_some_bytes_is_never_read_as_something_else() -> None:
    damaged = b"Sales rose 5% \xff\xfe\x80 caf\xc3\xa9 \xc3 to \xe2\x82\xac3m\n"
    with pytest.raises(ArticleError, match="UTF-8 with damage at byte 14"):
        decode(damaged)


def test_signs_that_are_utf_8_by_chance_do_not_make_it_so() -> None:
    text = "“The CAFÉ”, it said – “we paid £5 for it”, in “Zürich”.\n"  # É” is a letter of UTF-8 too
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    text = "<meta charset=cp1251>\nПрибыль выросла на 5 процентов"
    assert decode(text.encode("cp1251")) == (text, "cp1251")


def test_a_declared_encoding_that_does_not_fit_is_passed_over() -> None:
    text = f"<meta charset=utf-8>\n{PROSE}"
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbfUp 5%.") == ("Up 5%.", "utf-8")


def test_line_ends_and_odd_spaces_stay() -> None:
    text = "Head\r\n\r\nUp 5\u00a0% \u2028 then\u200b.\r\n"
    assert read_article(text.encode(), "x").text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf_8_is_never_altered(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert read_article(text.encode(), "x").text == text


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", "empty", "the article is empty"),
        (b" \n\t\r\n\xc2\xa0", "empty", "nothing but white space"),
        (b"\xef\xbb\xbf", "empty", "the article is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary", "binary"),
        (b"\x01\x02\x03\x04 text", "binary", "binary"),
        ("Zoë said “yes” – at £5".encode() + b"\xe2\x80 then", "encoding", "UTF-8 with damage at byte"),
        (bytes(range(128, 256)) * 3, "encoding", "no encoding that could be told"),
        (b"\xff\xfeabc", "encoding", "not the utf-16 it says it is"),
        (b"x" * 101, "too large", "larger than 100 bytes; raise the limit with --max-bytes"),
    ],
)
def test_what_is_no_article_is_refused(data: bytes, kind: str, words: str) -> None:
    with pytest.raises(ArticleError, match=words) as caught:
        read_article(data, "x", Defaults(max_bytes=10_000 if len(data) > 101 else 100))
    assert caught.value.kind == kind


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ArticleError, match="half a surrogate pair at character 3"):
        article_of("Up \ud83d 5%", "x")


def test_the_digest_is_of_the_text_in_utf_8() -> None:
    assert read_article(PROSE.encode("utf-16"), "x").sha256 == sha256(PROSE.encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rates fall to 3%\n\nThe bank cut its rate.", "Rates fall to 3%"),
        ("\n\nRates fall\r\n\r\nThe bank cut its rate.", "Rates fall"),
        ("\ufeffRates fall\n   \nThe bank cut.", "Rates fall"),
        ("# Rates fall #\nThe bank cut its rate.", "Rates fall"),
        ("## Rates fall.\n\nThe bank cut its rate.", "Rates fall."),
        ("Will rates fall?\n\nThe bank says no.", "Will rates fall?"),
        ("The bank cut its rate.\n\nIt said so.", None),
        ("“We cut our rate.”\n\nIt said so.", None),
        ("Rates fell\nand prices rose\n\nThe bank said so.", None),
        ("Rates fell 5%", None),
        ("word " * 60 + "\n\nThe bank", None),
        ("* * *\n\nThe bank", None),
        ("#\n\nThe bank", None),
    ],
)
def test_a_headline_is_a_short_line_by_itself(text: str, title: str | None) -> None:
    assert headline(text) == title


def test_a_given_title_wins() -> None:
    assert article_of("Rates fall\n\nThe bank.", "x", title="Other").title == "Other"


def test_the_date_is_the_given_one_and_no_other_stage_is_forestalled() -> None:
    given_date = article_of("Up 5%", "2025-10-09-rates", published=date(2024, 1, 2))
    assert (given_date.published, given_date.published_from) == (date(2024, 1, 2), "given")
    assert article_of("Up 5%", "2025-10-09-rates").published is None


def test_dates_are_iso() -> None:
    assert date_of("2025-10-09") == date_of("2025-10-09T12:00:00+02:00") == date(2025, 10, 9)
    for wrong in ("9 October 2025", "2025-02-30", "", "tomorrow"):
        with pytest.raises(UsageError, match="is no date; write it as YYYY-MM-DD"):
            date_of(wrong)


def test_a_row_says_what_it_knows() -> None:
    row = b'{"id": "a", "text": "Up 5%\\r\\n", "title": "T", "published": "2025-10-09", "publisher": "P", "more": 1}'
    article = read_row(row)
    assert (article.id, article.text, article.title) == ("a", "Up 5%\r\n", "T")
    assert (article.published, article.published_from, article.publisher) == (date(2025, 10, 9), "given", "P")


def test_a_row_without_a_date_takes_the_default() -> None:
    defaults = Defaults(published=date(2024, 1, 2))
    assert read_row(b'{"id": "a", "text": "Up 5%", "published": null}', defaults).published == date(2024, 1, 2)
    assert read_row(b'{"id": "a", "text": "Up 5%", "published": "2025-10-09"}', defaults).published == date(2025, 10, 9)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (b'{"id": "a", "text": "x"', "not JSON: Expecting ',' delimiter at column 24"),
        (b"[1]", "a row is an object"),
        (b'{"text": "x"}', "the field id is missing"),
        (b'{"id": "a"}', "the field text is missing"),
        (b'{"id": 5, "text": "x"}', "id is no string"),
        (b'{"id": "a", "text": ["x"]}', "text is no string"),
        (b'{"id": "a", "text": "x", "published": "today"}', "published: 'today' is no date"),
        (b'{"id": "a", "text": "\xff"}', "not UTF-8 at byte 21 of the line"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"id": "a", "text": " "}', "white space"),
    ],
)
def test_a_row_that_is_none_says_why(row: bytes, words: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_row(row)
    assert words in str(caught.value)
