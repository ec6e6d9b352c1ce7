"""Measure a trained pipeline on the test parts: `python -m training.evaluate TREEBANK [--part dev] ...`.

Raw text (paragraphs parted by blank lines) goes in; what comes out is compared on our own tokens, white space left out.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language import EMBEDDED, load
from training.convert import NAMES_TEST, PARSE, compose, documents, news, wire
from training.treebank import Text, make_doc, read_conllu, read_iob2

MERGED = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}

Pairs = list[tuple[Doc, Doc]]


def annotate(nlp: Language, texts: Iterable[Text]) -> Pairs:
    """Gold and predicted docs of each text."""
    gold = [make_doc(nlp.tokenizer, text)[0] for text in texts]
    return list(zip(gold, nlp.pipe([doc.text for doc in gold], batch_size=8), strict=True))


def percent(part: int, whole: int) -> float:
    """A share in percent, to two places."""
    return round(100 * part / whole, 2) if whole else 0.0


def f_score(right: int, guessed: int, wanted: int) -> float:
    """The harmonic mean of precision and recall, in percent."""
    return round(200 * right / (guessed + wanted), 2) if guessed + wanted else 0.0


def _sentences(doc: Doc) -> set[tuple[int, int]]:
    spans = set()
    for sent in doc.sents if doc.has_annotation("SENT_START") else ():
        solid = [token.i for token in sent if not token.is_space]
        if solid:
            spans.add((solid[0], solid[-1]))
    return spans


def _count_tokens(gold: Doc, guess: Doc, counts: Counter[str]) -> None:
    for want, got in zip(gold, guess, strict=True):
        if want.is_space or not want.tag:
            continue
        counts["words"] += 1
        counts["xpos"] += want.tag == got.tag
        if not want.dep:
            continue
        counts["upos"] += want.pos == got.pos
        counts["lemmas"] += bool(want.lemma)
        counts["lemma"] += bool(want.lemma) and want.lemma == got.lemma
        attached = want.head.i == got.head.i
        labelled = attached and want.dep == got.dep
        counts["uas"] += attached
        counts["las"] += labelled
        if want.dep_ != "punct":
            counts["no punct"] += 1
            counts["no punct uas"] += attached
            counts["no punct las"] += labelled
        for dep in ("appos", "flat", "nummod", "compound", "nsubj", "obj", "obl", "nmod"):
            counts[dep] += want.dep_ == dep
            counts[dep + " guessed"] += got.dep_ == dep
            counts[dep + " right"] += want.dep_ == dep and labelled


def score_parse(pairs: Pairs) -> dict[str, float]:
    """Tags, lemmas, attachment, sentence spans, and recall and precision of some relations."""
    counts: Counter[str] = Counter()
    for gold, guess in pairs:
        _count_tokens(gold, guess, counts)
        want, got = _sentences(gold), _sentences(guess)
        counts.update({"sents": len(want), "sents guessed": len(got), "sents right": len(want & got)})
    scores = {name: percent(counts[name], counts["words"]) for name in ("xpos", "upos", "uas", "las")}
    scores.update(
        {f"{name} without punct": percent(counts[f"no punct {name}"], counts["no punct"]) for name in ("uas", "las")}
    )
    scores["lemma"] = percent(counts["lemma"], counts["lemmas"])
    scores["sents f"] = f_score(counts["sents right"], counts["sents guessed"], counts["sents"])
    for dep in ("appos", "flat", "nummod", "compound", "nsubj", "obj", "obl", "nmod"):
        scores[f"{dep} recall"] = percent(counts[dep + " right"], counts[dep])
        scores[f"{dep} f"] = f_score(counts[dep + " right"], counts[dep + " guessed"], counts[dep])
    return scores


def _names(doc: Doc, known: Doc) -> set[tuple[int, int, str]]:
    """Names with merged labels; those on words that the gold standard does not know are left out."""
    return {
        (ent.start, ent.end, MERGED[ent.label_])
        for ent in doc.ents
        if ent.label_ in MERGED and all(token.ent_iob for token in known[ent.start : ent.end])
    }


def score_names(pairs: Pairs) -> dict[str, float]:
    """F1 of names with the labels merged to PER, ORG and LOC, overall and by label."""
    counts: Counter[str] = Counter()
    for gold, guess in pairs:
        want, got = _names(gold, gold), _names(guess, gold)
        for kind, spans in (("want", want), ("got", got), ("right", want & got)):
            counts[kind] += len(spans)
            counts.update(f"{kind} {label}" for _, _, label in spans)
    scores = {
        "f": f_score(counts["right"], counts["got"], counts["want"]),
        "precision": percent(counts["right"], counts["got"]),
        "recall": percent(counts["right"], counts["want"]),
    }
    for label in ("PER", "ORG", "LOC"):
        scores[label] = f_score(counts[f"right {label}"], counts[f"got {label}"], counts[f"want {label}"])
    return scores


def measure_speed(nlp: Language, texts: list[str]) -> float:
    """Words per second through `nlp.pipe`, the best of three runs."""
    best = float("inf")
    words = 0
    for _ in range(3):
        start = time.perf_counter()
        words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=32))
        best = min(best, time.perf_counter() - start)
    return round(words / best)


def evaluate(nlp: Language, treebank: Path, part: str) -> dict[str, dict[str, float]]:
    """All scores, by test set."""
    scores: dict[str, dict[str, float]] = {}
    texts: list[str] = []
    for name in PARSE if "parser" in nlp.pipe_names else ():
        gold = [compose(doc) for doc in documents(read_conllu(treebank / "parse" / f"{name}-{part}.conllu.gz"))]
        texts += [text.text for text in gold]
        scores[name] = score_parse(annotate(nlp, gold))
    for name in NAMES_TEST if "ner" in nlp.pipe_names else ():
        path = treebank / "ner" / f"{name}-{part}.iob2.gz"
        if path.exists():
            gold = [compose(doc) for doc in documents(read_iob2(path))]
            texts += [text.text for text in gold]
            scores[name] = score_names(annotate(nlp, gold))
    gold = [compose(article) for article in news("test")]
    pairs = annotate(nlp, gold)
    scores["news"] = {"xpos": score_parse(pairs)["xpos"], **score_names([pair for pair in pairs if pair[0].ents])}
    scores["wire"] = score_names(annotate(nlp, map(compose, wire("test"))))
    scores["speed"] = {"words per second": measure_speed(nlp, texts[:400])}
    return scores


def main() -> None:
    """Print the scores as JSON, one line a test set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--model", type=Path, default=EMBEDDED)
    parser.add_argument("--without", action="append", default=[], metavar="COMPONENT", help="e.g. name_rules")
    parser.add_argument("--part", default="test", choices=["dev", "test"])
    arguments = parser.parse_args()
    nlp = load(str(arguments.model))
    for component in arguments.without:
        nlp.disable_pipe(component)
    for name, scores in evaluate(nlp, arguments.treebank, arguments.part).items():
        print(name, json.dumps(scores))


if __name__ == "__main__":
    main()
