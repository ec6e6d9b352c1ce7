"""Treebank files -> spaCy DocBin files on our own tokens, with the text cut and varied as news text varies.

The command: `python -m training.convert parse|tags|names TREEBANK OUT` writes `OUT/train.spacy` and `OUT/dev.spacy`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from pipeline.language.tokenizer import make_tokenizer
from training.treebank import Sentence, Text, Word, make_doc, read_conllu, read_iob2, read_marked, read_news

SEED = 13
ROOT = Path(__file__).parent.parent
NEWS = Path(__file__).parent / "news.txt"
WIRE = Path(__file__).parent / "wire.txt"
NEWS_COPIES = 3
"""How often a pass holds our own articles: they are a tenth of what the treebanks have, and what is to be read."""
NEWS_TEST = 9
"""One article in so many is measured on only."""
PARSE = ("en_ewt-ud", "en_gum_open")
NAMES_TRAIN = ("gum_open-train", "wikigold-train", "uner_ewt-dev", "redocred-train", "crossner-train")
NAMES_DEV = ("gum_open-dev", "wikigold-dev", "redocred-dev", "crossner-dev")
NAMES_TEST = ("gum_open", "wikigold", "uner_ewt", "redocred", "crossner", "gmb_separate")
LAYERS = ["TAG", "POS", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]

Variation = Callable[[Word], Word]


def documents(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Sentences, grouped by document."""
    document: list[Sentence] = []
    for sentence in sentences:
        if sentence.new_document and document:
            yield document
            document = []
        document.append(sentence)
    if document:
        yield document


def _chunks(document: list[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """Pieces of 1 to 14 sentences."""
    at = 0
    while at < len(document):
        size = rng.randint(1, 14)
        yield document[at : at + size]
        at += size


def _straight(word: Word) -> Word:
    return replace(word, form=word.form.translate(str.maketrans("‘’“”", "''\"\"")))


def _curly(word: Word) -> Word:
    opening = word.tag == "``"
    form = word.form.replace("'", "‘" if opening else "’").replace('"', "“" if opening else "”")
    return replace(word, form="“" if form == "``" else "”" if form == "''" else form)


def _dash(sign: str) -> Variation:
    """A variation that writes the dashes between clauses as `sign`."""

    def vary(word: Word) -> Word:
        return replace(word, form=sign) if word.form in ("-", "--", "–", "—") and word.tag in (":", ",") else word

    return vary


def _upper(word: Word) -> Word:
    return replace(word, form=word.form.upper())


def _title(word: Word) -> Word:
    return replace(word, form=word.form[:1].upper() + word.form[1:])


def _variations(rng: random.Random, cased: float) -> list[Variation]:
    """The changes to the words of one chunk; `cased` is the share of chunks in capitals or title case."""
    chosen: list[Variation] = []
    if rng.random() < 0.4:
        chosen.append(_curly)
    elif rng.random() < 0.5:
        chosen.append(_straight)
    if rng.random() < 0.4:
        chosen.append(_dash(rng.choice(["–", "—", "--", "-"])))
    if rng.random() < cased:
        chosen.append(rng.choice([_upper, _title]))
    return chosen


def _separator(sentence: Sentence, following: Sentence | None, mode: str) -> str:
    """White space between two sentences: an unfinished line (a heading) always ends with a line break."""
    if following is None:
        return ""
    unfinished = sentence.words[-1].form[-1].isalnum()
    if following.new_paragraph and (mode != "space" or unfinished):
        return "\n" if mode == "line" else "\n\n"
    return " "


def compose(sentences: list[Sentence], mode: str = "blank", variations: Iterable[Variation] = ()) -> Text:
    """The running text of some sentences; a "blank" line, a "line" break or a "space" (`mode`) parts paragraphs."""
    text = Text()
    for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
        words = sentence.words
        for vary in variations:
            words = tuple(vary(word) for word in words)
        text.add(words, _separator(sentence, following, mode))
    return text


def training_texts(documents: list[list[Sentence]], rng: random.Random, cased: float) -> Iterator[Text]:
    """One pass over the documents, freshly cut and varied."""
    for document in documents:
        for chunk in _chunks(document, rng):
            mode = rng.choices(["blank", "line", "space"], [6, 2, 2])[0]
            yield compose(chunk, mode, _variations(rng, cased))


def _save(docs: Iterable[Doc], path: Path) -> None:
    binary = DocBin(attrs=LAYERS, store_user_data=False)
    for doc in docs:
        binary.add(doc)
    binary.to_disk(path)


def _gold(texts: Iterable[Text], tokenize: Callable[[str], Doc]) -> list[Doc]:
    docs: list[Doc] = []
    uncertain = 0
    for text in texts:
        doc, layers = make_doc(tokenize, text)
        uncertain += layers.uncertain
        docs.append(doc)
    print(f"  {len(docs)} texts, {sum(map(len, docs))} tokens, {uncertain} across word boundaries")
    return docs


def _treebanks(treebank: Path, part: str) -> list[list[Sentence]]:
    """The documents of one part of all treebanks of parses."""
    return [doc for name in PARSE for doc in documents(read_conllu(treebank / "parse" / f"{name}-{part}.conllu.gz"))]


def news(part: str) -> list[list[Sentence]]:
    """Our own articles, with tags and names: those to be trained on ("train"), or measured on ("test")."""
    return _share(documents(read_news(NEWS, ROOT)), part)


def wire(part: str) -> list[list[Sentence]]:
    """Our own news of agencies, with names alone: those to be trained on ("train"), or measured on ("test")."""
    return _share(documents(read_marked(WIRE)), part)


def _share(articles: Iterable[list[Sentence]], part: str) -> list[list[Sentence]]:
    return [article for place, article in enumerate(articles) if (place % NEWS_TEST == 0) == (part == "test")]


def convert_parse(
    treebank: Path, out: Path, tokenize: Callable[[str], Doc], passes: int, with_dev: bool, copies: int = 0
) -> None:
    """Write the gold standard of tags, relations and sentences, with some copies of the news articles."""
    rng = random.Random(SEED)
    chosen = [document for part in ("train", "dev")[: 1 + with_dev] for document in _treebanks(treebank, part)]
    chosen += news("train") * copies
    _save(
        [doc for _ in range(passes) for doc in _gold(training_texts(chosen, rng, 0.05), tokenize)],
        out / "train.spacy",
    )
    _save(_gold(map(compose, _treebanks(treebank, "dev")), tokenize), out / "dev.spacy")


def convert_names(treebank: Path, out: Path, tokenize: Callable[[str], Doc], passes: int, with_dev: bool) -> None:
    """Write the gold standard of names."""
    rng = random.Random(SEED)

    def read(name: str) -> list[list[Sentence]]:
        return list(documents(read_iob2(treebank / "ner" / f"{name}.iob2.gz")))

    chosen = [document for name in (NAMES_TRAIN + NAMES_DEV * with_dev) for document in read(name)]
    chosen += (news("train") + wire("train")) * NEWS_COPIES
    _save(
        [doc for _ in range(passes) for doc in _gold(training_texts(chosen, rng, 0.06), tokenize)],
        out / "train.spacy",
    )
    dev = [compose(document) for name in NAMES_DEV for document in read(name)]
    _save(_gold(dev, tokenize), out / "dev.spacy")


def main() -> None:
    """Convert what one part of the pipeline is trained on."""
    convert = {"parse": convert_parse, "tags": partial(convert_parse, copies=NEWS_COPIES), "names": convert_names}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=sorted(convert))
    parser.add_argument("treebank", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--passes", type=int, default=2, help="differently cut copies of the training text")
    parser.add_argument("--with-dev", action="store_true", help="train on the dev parts too (for the last model)")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenize = make_tokenizer(spacy.blank("en").vocab)
    convert[arguments.part](arguments.treebank, arguments.out, tokenize, arguments.passes, arguments.with_dev)


if __name__ == "__main__":
    main()
