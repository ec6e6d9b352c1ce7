"""What our embedded model adds to spaCy: pipeline components and layers that its config names."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.lexeme import Lexeme
from spacy.strings import hash_string  # type: ignore[attr-defined]  # compiled, and not in the stubs
from spacy.tokens import Doc, Token
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import (
    Dropout,
    HashEmbed,
    LayerNorm,
    Maxout,
    Model,
    chain,
    clone,
    concatenate,
    expand_window,
    glorot_uniform_init,
    list2ragged,
    ragged2list,
    residual,
    uniqued,
    with_array,
    zero_init,
)
from thinc.layers.uniqued import forward as train_distinct

LONGEST_SUFFIX = 6
NAME_TAGS = ("NNP", "NNPS")
CLUSTERS = Path(__file__).parent / "en_facts" / "clusters.tsv.gz"
GAZETTEER = Path(__file__).parent / "en_facts" / "gazetteer.txt"
COMMON = "w"
"""The gazetteer class of words that are no names: the only one that a word in lower case keeps."""

Rows = list[Any]
Layer = Model[Any, Any]
Backprop = Callable[[Any], Any]


@dataclass(slots=True)
class FormTables:
    """What `word_forms` knows, learned from the treebanks.

    `parts`: part of speech for "tag", "tag|relation", "tag||word" or "tag|relation|word"; the last one there counts.
    `suffixes`: for "tag|ending" how many letters to cut off and what to add; the longest ending counts.
    `lemmas`: for "tag|word" the lemma, where the endings do not give it.
    """

    parts: dict[str, str]
    suffixes: dict[str, tuple[int, str]]
    lemmas: dict[str, str]


def part_of_speech(tables: FormTables, tag: str, dep: str, lower: str) -> str:
    """The universal part of speech of a word, from its tag, its relation and its lower-case form."""
    parts = tables.parts
    for key in (f"{tag}|{dep}|{lower}", f"{tag}||{lower}", f"{tag}|{dep}", tag):
        if key in parts:
            return parts[key]
    return "X"


def lemma_of(tables: FormTables, tag: str, text: str) -> str:
    """The lemma of a word, from its tag and its spelling; names keep their capitals."""
    form = text if tag in NAME_TAGS else text.lower()
    known = tables.lemmas.get(f"{tag}|{form}")
    if known is not None:
        return known
    for start in range(max(0, len(form) - LONGEST_SUFFIX), len(form) + 1):
        rule = tables.suffixes.get(f"{tag}|{form[start:]}")
        if rule is not None and (start > 0 or not form):
            return form[: len(form) - rule[0]] + rule[1]
    return form


def _tag_quote(token: Token) -> None:
    """Tag a straight quote as opening or closing where white space stands on one side of it only."""
    before = token.i == 0 or token.nbor(-1).is_space or bool(token.nbor(-1).whitespace_)
    after = token.i + 1 == len(token.doc) or bool(token.whitespace_) or token.nbor().is_space
    if before != after:
        token.tag_ = "``" if before else "''"


class WordForms:
    """A component that sets parts of speech and lemmas by tables, and the tags of quotes by the space around them."""

    def __init__(self, tables: FormTables | None = None) -> None:
        self.tables = tables or FormTables({}, {}, {})
        self._known: dict[tuple[int, int, int], tuple[str, str]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The same doc with parts of speech and lemmas."""
        known = self._known
        for token in doc:
            if token.text == '"':
                _tag_quote(token)
            key = (token.orth, token.tag, token.dep)
            forms = known.get(key)
            if forms is None:
                forms = known[key] = self._forms(token.text, token.tag_, token.dep_, token.is_space)
            token.pos_, token.lemma_ = forms
        return doc

    def _forms(self, text: str, tag: str, dep: str, space: bool) -> tuple[str, str]:
        if space:
            return "SPACE", text
        return part_of_speech(self.tables, tag, dep, text.lower()), lemma_of(self.tables, tag, text) or text

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002  (spaCy's signature)
        """Write the tables as one JSON file in the folder `path`."""
        path.mkdir(exist_ok=True)
        text = json.dumps(asdict(self.tables), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (path / "forms.json").write_text(text, encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> WordForms:  # noqa: ARG002
        """The same component with the tables of the folder `path`."""
        self.tables = FormTables(**json.loads((path / "forms.json").read_text(encoding="utf-8")))
        self._known.clear()
        return self


@Language.factory("word_forms", assigns=["token.pos", "token.lemma", "token.tag"], requires=["token.tag", "token.dep"])
def make_word_forms(nlp: Language, name: str) -> WordForms:  # noqa: ARG001  (spaCy's signature)
    """An empty `word_forms` component; its tables come from disk."""
    return WordForms()


@cache
def gazetteer() -> dict[str, str]:
    """For each word (lower case) the letters of its classes, as frozen beside the model; its head explains them."""
    lines = GAZETTEER.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def _name_classes(lexeme: Lexeme) -> int:
    classes = gazetteer().get(lexeme.lower_, "-")
    if lexeme.is_lower:
        classes = COMMON if COMMON in classes else "-"
    return int(hash_string(classes))


@cache
def clusters() -> dict[str, tuple[int, str]]:
    """For each word its Brown cluster and its class of capitals, as frozen beside the model; its head explains them."""
    lines = gzip.decompress(CLUSTERS.read_bytes()).decode().splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: (int(cluster), capitals) for word, cluster, capitals in rows}


UNKNOWN = (0, "-")


def _cluster(lexeme: Lexeme) -> tuple[int, str]:
    known = clusters()
    return known.get(lexeme.orth_) or known.get(lexeme.lower_, UNKNOWN)


def _plain_norm(lexeme: Lexeme) -> int:
    return int(hash_string(re.sub(r"\d", "0", lexeme.norm_)))


FEATURES: dict[str, Callable[[Lexeme], int]] = {
    "norm": _plain_norm,
    "prefix": lambda lexeme: lexeme.prefix,
    "prefix3": lambda lexeme: hash_string(lexeme.lower_[:3]),
    "suffix": lambda lexeme: lexeme.suffix,
    "suffix2": lambda lexeme: hash_string(lexeme.lower_[-2:]),
    "suffix4": lambda lexeme: hash_string(lexeme.lower_[-4:]),
    "shape": lambda lexeme: lexeme.shape,
    "names": _name_classes,
    "cluster": lambda lexeme: hash_string(f"{_cluster(lexeme)[0]}"),
    "twig": lambda lexeme: hash_string(f"{_cluster(lexeme)[0] & 1023}"),
    "branch": lambda lexeme: hash_string(f"{_cluster(lexeme)[0] & 63}"),
    "capitals": lambda lexeme: hash_string(_cluster(lexeme)[1]),
}
"""What the embedding can know of a word; each is a function of its spelling alone."""


ROWS_KEPT = 200_000
_KNOWN: dict[tuple[str, ...], dict[int, list[int]]] = {}
"""The rows of numbers of up to `ROWS_KEPT` words seen so far, by the features they hold; a function of spelling."""


def _row(vocab: Vocab, orth: int, features: tuple[str, ...]) -> list[int]:
    lexeme = vocab[orth]
    return [orth, *(FEATURES[name](lexeme) for name in features)]


def _extract(
    model: Model[list[Doc], Rows],
    docs: list[Doc],
    is_train: bool,  # noqa: ARG001  (thinc's signature)
) -> tuple[Rows, Callable[[Rows], list[Doc]]]:
    features = tuple(model.attrs["features"])
    known = _KNOWN.setdefault(features, {})
    if len(known) > ROWS_KEPT:
        known.clear()
    result = []
    for doc in docs:
        orths: list[int] = doc.to_array([ORTH]).ravel().tolist()  # type: ignore[assignment]
        for orth in orths:
            if orth not in known:
                known[orth] = _row(doc.vocab, orth, features)
        rows = np.array([known[orth] for orth in orths], dtype="uint64").reshape((len(orths), len(features) + 1))
        result.append(rows)
    return result, lambda _: []


WORDS_KEPT = 20_000
"""How many words a pipeline remembers the vectors of, between texts; then it begins anew."""


def _distinct(model: Layer, rows: Any, is_train: bool) -> tuple[Any, Backprop]:
    """The vectors of all words, each distinct word worked out once: in training in a batch, else for all texts."""
    if is_train or not len(rows):
        result: tuple[Any, Backprop] = train_distinct(model, rows, is_train)
        return result
    known = _vectors(model.layers[0])
    orths = rows[:, 0].tolist()
    new = {orth: index for index, orth in enumerate(orths) if orth not in known}
    if new:
        known.update(zip(new, model.layers[0].predict(rows[list(new.values())]), strict=True))
    return np.array([known[orth] for orth in orths]), lambda _: rows


def _vectors(layer: Layer) -> dict[int, Any]:
    """The vectors remembered for the weights that the layer has now."""
    weights: Any = next(node.get_param("W") for node in layer.walk() if node.has_param("W"))
    print_of_weights = weights[0].tobytes()
    held: tuple[bytes, dict[int, Any]] | None = _VECTORS.get(layer.id)
    if held is None or held[0] != print_of_weights or len(held[1]) > WORDS_KEPT:
        held = _VECTORS[layer.id] = (print_of_weights, {})
    return held[1]


_VECTORS: dict[int, tuple[bytes, dict[int, Any]]] = {}
"""By layer: the weights, as a check that they are still the same, and the vectors remembered."""


@registry.architectures("facts.WordEmbed.v1")  # type: ignore[untyped-decorator]
def word_embed(width: int, features: list[str], rows: list[int]) -> Model[list[Doc], Rows]:
    """A layer that embeds words by some of `FEATURES`, with `rows` vectors a feature, mixed down to `width` numbers."""
    tables: list[Layer] = [
        HashEmbed(width, size, column=column, seed=7 + column, dropout=0.0) for column, size in enumerate(rows, start=1)
    ]
    mixed: Layer = chain(concatenate(*tables), Maxout(width, width * len(tables), nP=3, dropout=0.0, normalize=True))
    extract: Model[list[Doc], Rows] = Model("extract_words", _extract, attrs={"features": features})
    once: Layer = uniqued(mixed, column=0)
    no_sizes: dict[str, int | None] = {"nO": None, "nI": None}
    distinct: Any = Model(once.name, _distinct, init=once.init, layers=[mixed], dims=no_sizes, attrs={"column": 0})
    by_word: Layer = with_array(distinct)
    return chain(extract, list2ragged(), by_word, ragged2list())


INPUT_STEP = 1 / 16
INPUT_LIMIT = 127
WEIGHT_LIMIT = 255
"""Inputs of 7 bits and weights of 8 bits: sums of up to 384 products of them stay below 2**24 steps, which single
precision holds exactly, so no order of summing, thus no kernel of a matrix library, changes a result."""


def _round_inputs(model: Layer, inputs: Any, is_train: bool) -> tuple[Any, Backprop]:  # noqa: ARG001
    steps = np.rint(inputs * np.float32(1 / INPUT_STEP))
    np.clip(steps, -INPUT_LIMIT, INPUT_LIMIT, out=steps)
    steps *= np.float32(INPUT_STEP)
    return steps, lambda gradient: gradient


def _round_weights(weights: Any) -> Any:
    """The weights as multiples of a power of two, the greatest of them at most `WEIGHT_LIMIT` times."""
    largest = float(np.abs(weights).max())
    step = np.float32(2.0 ** np.ceil(np.log2(largest / WEIGHT_LIMIT))) if largest else np.float32(1.0)
    return np.rint(weights / step) * step


def _rounded_weights(model: Layer) -> Any:
    """The rounded weights of a layer, worked out anew when the weights have changed."""
    weights: Any = model.get_param("W")
    print_of_weights = weights[0].tobytes()
    held: tuple[bytes, Any] | None = _ROUNDED.get(model.id)
    if held is None or held[0] != print_of_weights:
        held = _ROUNDED[model.id] = (print_of_weights, _round_weights(weights))
    return held[1]


_ROUNDED: dict[int, tuple[bytes, Any]] = {}
"""By layer: the weights, as a check that they are still the same, and the rounded ones."""


def _exact_maxout(model: Layer, inputs: Any, is_train: bool) -> tuple[Any, Backprop]:  # noqa: ARG001
    """As thinc's `Maxout`, with rounded weights (the gradient is passed straight through the rounding)."""
    ops = model.ops
    size_out, pieces, size_in = (model.get_dim(name) for name in ("nO", "nP", "nI"))
    weights = _rounded_weights(model).reshape((size_out * pieces, size_in))
    mixed = inputs @ weights.T
    mixed += model.get_param("b").reshape((size_out * pieces,))
    best, which = ops.maxout(mixed.reshape((len(mixed), size_out, pieces)))

    def backprop(gradient: Any) -> Any:
        d_pieces: Any = ops.backprop_maxout(gradient, which, pieces)
        d_mixed: Any = d_pieces.reshape((len(d_pieces), size_out * pieces))
        model.inc_grad("b", d_pieces.sum(axis=0))
        model.inc_grad("W", (d_mixed.T @ inputs).reshape((size_out, pieces, size_in)))
        return d_mixed @ weights

    return best, backprop


def _start_maxout(model: Layer, X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803  (thinc's signature)
    shape = (model.get_dim("nO"), model.get_dim("nP"), model.get_dim("nI"))
    model.set_param("W", glorot_uniform_init(model.ops, shape))
    model.set_param("b", zero_init(model.ops, shape[:2]))


@registry.architectures("facts.WindowEncoder.v1")  # type: ignore[untyped-decorator]
def window_encoder(width: int, depth: int, maxout_pieces: int) -> Model[Rows, Rows]:
    """As spaCy's `MaxoutWindowEncoder` with a window of one word, its inputs and weights rounded (see `INPUT_STEP`)."""
    sizes: dict[str, int | None] = {"nO": width, "nI": width * 3, "nP": maxout_pieces}
    mix: Layer = Model("maxout", _exact_maxout, init=_start_maxout, dims=sizes, params={"W": None, "b": None})
    round_inputs: Layer = Model("round_inputs", _round_inputs)
    layer: Layer = chain(round_inputs, expand_window(window_size=1), mix, LayerNorm(nI=width), Dropout(0.0))
    encoder = clone(residual(layer), depth)
    encoder.set_dim("nO", width)
    return with_array(encoder, pad=depth)
