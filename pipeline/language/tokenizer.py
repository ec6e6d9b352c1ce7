"""The tokenizer that every spaCy pipeline gets, so that a number, its sign, currency, scale and unit are tokens.

spaCy's English rules leave "$3.4bn" as ``$`` ``3.4bn`` and "2017–2024" whole; the grammars of quantities and dates, and
the linguistic annotation that they are linked by, need one and the same token grid, whatever model is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain

from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from pipeline.vocabulary import glued_after, glued_before

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
"""Hyphen-minus, hyphen, non-breaking hyphen, figure, en and em dash, minus sign (Unicode names)."""

SYMBOLS = "$£€¥₹₩₦₽₺₪฿₫₱₴₸₵₡₲₭₮₼₾₨֏৳＄￡￥￦"
"""Currency signs that a number may follow without a space (general category Sc, those of ISO 4217 currencies)."""


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _strings(patterns: Iterable[str | re.Pattern[str]] | None) -> list[str]:
    return [pattern if isinstance(pattern, str) else pattern.pattern for pattern in patterns or ()]


@cache
def _patterns() -> tuple[list[str], list[str], list[str]]:
    """Prefix, infix and suffix expressions: spaCy's own for English, ours before them."""
    before, after = _alternatives(glued_before()), _alternatives(glued_after())
    prefixes = [
        rf"[{SYMBOLS}](?=[\d.])",
        rf"(?:[A-Z]{{1,3}}|[a-z]{{1,3}}|[A-Z][a-z])[{SYMBOLS}](?=[\d.,{DASHES}])",
        rf"ca?\.(?=[{SYMBOLS}\d])",
        rf"(?:{before})\.?(?=\.?\d)",
        rf"[{DASHES}+±~≈](?=[{SYMBOLS}\d.]|[A-Z]{{1,3}}[{SYMBOLS}])",
        r"/+(?=\w)",
    ]
    infixes = [
        rf"(?<=\d)(?=(?:{after})(?![^\W_]))",
        r"(?<=[\d.,½¼¾])(?=[°º˚%])",
        rf"(?<=[\w%.)°])[{DASHES}]+(?=[{SYMBOLS}\d(]|[A-Z]{{1,3}}[{SYMBOLS}])",
        rf"(?<=[\d%½¼¾)])[{DASHES}]+(?=[^\W\d])",
        rf"(?<=[{DASHES}(/])(?:[A-Z]{{0,3}}[{SYMBOLS}])(?=[\d.])",
        rf"(?<=[{SYMBOLS}])[{DASHES}](?=[\d.])",
        rf"(?<=\d)(?=[{SYMBOLS}])",
        rf"(?<=\d)/(?=[{SYMBOLS}])",
        rf"(?<=[^\W\d_])[{DASHES[3:]}]+(?=[^\W\d_])",
        r"(?<=\d)\((?=\d)",
        r"(?<=[lLgh])/(?=100(?!\d))",
        r"(?<=\.\d)(?=[sL](?![^\W_]))",
    ]
    suffixes = [
        r"(?<=\d)%",
        rf"(?<=\d)[{SYMBOLS}]",
        rf"(?<=[{SYMBOLS}])\.",
        r"(?<=[°º˚][CF])\.",
        r"(?<=\d)/-",
        rf"(?<=[^\W_%)])[{DASHES}]+",
        r"(?<=\d[A-Z½¼¾⅓⅔])\.",
        r"(?<=\d[\w%])\+",
        r"(?<=\d\w\w)\+",
    ]
    default = English.Defaults
    return (
        prefixes + _strings(default.prefixes),
        infixes + _strings(default.infixes),
        suffixes + _strings(default.suffixes),
    )


DIVISORS = ("d", "s")
"""Letters that end a rate before a full stop ("50,000 b/d."), which spaCy takes for an abbreviation."""

WORDS_OF_THEIR_OWN = frozenset({"Wed", "wed"})
"""What spaCy takes for a pronoun and a verb that lost its apostrophe (we'd): in news a day of the week, or a verb."""

FACE = re.compile(r"[^a-zA-Z]*\d[^a-zA-Z]*")
"""A face drawn with a digit, as spaCy has it: in news "(-8%)" and "(up 8)" are numbers in brackets."""

LETTER_AT_END = re.compile(r"\d [A-Z]\.(?=\s*(?:\n|$)|\s+(?:The|This|That|It|Its|He|She|They|In|But|And|A|An)\s)")
"""A letter behind a number that ends a paragraph or a sentence: a unit and the full stop ("rated at 60 W."), not the
initial of a name."""

LONG_RUN = re.compile(r"\S{400,}\s?")
PIECE = 200
"""A run of characters without white space that is longer than any word is cut into pieces of so many: spaCy strips a
long run one affix at a time from a copy of the rest, which is quadratic."""


class BoundedTokenizer(Tokenizer):  # type: ignore[misc]
    """spaCy's tokenizer in linear time on any input: endless runs are tokenised piece by piece."""

    def __call__(self, string: str) -> Doc:
        """The tokens of `string`; they give it back unchanged."""
        if not LONG_RUN.search(string) and not LETTER_AT_END.search(string):
            return super().__call__(string)  # type: ignore[no-any-return]
        words: list[str] = []
        spaces: list[bool] = []
        for piece in chain.from_iterable(map(_before_stops, _pieces(string))):
            for token in super().__call__(piece):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self.vocab, words=words, spaces=spaces)


def _before_stops(text: str) -> Iterator[str]:
    """The text cut before the full stop behind each letter that ends a sentence."""
    at = 0
    for match in LETTER_AT_END.finditer(text):
        yield text[at : match.end() - 1]
        at = match.end() - 1
    yield text[at:]


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that together are the text: what stands between long runs whole, the runs cut."""
    at = 0
    for run in LONG_RUN.finditer(text):
        if run.start() > at:
            yield text[at : run.start()]
        at = run.start()
        while at < run.end():
            end = run.end() if run.end() - at <= PIECE + 1 else at + PIECE
            yield text[at:end]
            at = end
    if at < len(text):
        yield text[at:]


@lru_cache(maxsize=4)
def make_tokenizer(vocab: Vocab) -> Tokenizer:
    """The spaCy tokenizer over `vocab`, made once; its tokens with their white space give back the text unchanged."""
    prefixes, infixes, suffixes = _patterns()
    default = English.Defaults
    dropped = WORDS_OF_THEIR_OWN | {f"{form}." for form in (*glued_after(), *DIVISORS)}
    exceptions = (default.tokenizer_exceptions or {}).items()
    return BoundedTokenizer(
        vocab,
        rules={text: rule for text, rule in exceptions if text not in dropped and not FACE.fullmatch(text)},
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=default.token_match,
        url_match=default.url_match,
    )
