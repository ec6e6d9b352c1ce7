"""Loads the spaCy pipeline that annotates articles: the one that ships here, or any other by name or path."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from thinc.api import Model

from pipeline.errors import ModelError
from pipeline.language import forms as _forms  # noqa: F401  (it and these register what configs name)
from pipeline.language import layers as _layers  # noqa: F401
from pipeline.language import name_rules as _name_rules  # noqa: F401
from pipeline.language import names as _names  # noqa: F401
from pipeline.language import parser as _parser  # noqa: F401
from pipeline.language import rules as _rules  # noqa: F401
from pipeline.language import sentences as _sentences  # noqa: F401
from pipeline.language.tokenizer import make_tokenizer

EMBEDDED = Path(__file__).parent / "en_facts"
"""The trained pipeline that ships with the package."""

UNREAD = ("parser", "ner", "name_rules", "paragraph_starts")
"""Components of the embedded pipeline that are not run by default: no stage reads a parse, our rules end sentences in
news as well, and the names that our vocabulary and rules find are labelled better without the model's
(docs/decisions/0008). Whoever wants them loads the folder by its path."""

BLANK = "blank"
"""Name of the pipeline without a trained model: spaCy's blank English and our rule components only."""


def load(model: str | None = None) -> Language:
    """A spaCy pipeline with our tokenizer: the embedded one, ``"blank"``, or an installed package or folder `model`.

    Loaded once a process. Raises ModelError where `model` cannot be found or loaded.

    >>> load("blank").pipe_names
    ['word_classes', 'sentence_rules']
    """
    return _load(model)


@cache
def _load(model: str | None) -> Language:
    nlp = _blank() if model == BLANK else _trained(model)
    nlp.tokenizer = make_tokenizer(nlp.vocab)
    return nlp


def _trained(model: str | None) -> Language:
    try:
        nlp = _completed(spacy.load(model)) if model else _embedded()
    except (OSError, ValueError, ImportError) as error:
        reason = re.sub(r"^\[E\d+\] ", "", str(error).splitlines()[0][:200]).rstrip(".")
        raise ModelError(
            f"cannot load the language model {model or EMBEDDED.name!r}: {reason}. "
            "Name an installed spaCy pipeline package, a folder, or 'blank'."
        ) from error
    _widen(nlp)
    return nlp


STEP = " step"
"""Added to the name of weights that are stored as whole numbers: the name of what these are multiples of."""


def _widen(nlp: Language) -> None:
    """Give weights that are stored in half precision, or as whole numbers, as those of the embedded pipeline are,
    single precision again.
    """
    models = (getattr(component, "model", None) for _, component in nlp.pipeline)
    for node in (node for model in models if isinstance(model, Model) for node in model.walk()):
        for name in node.param_names:
            weights: Any = node.get_param(name) if node.has_param(name) else None
            if weights is not None and weights.dtype == np.float16:
                node.set_param(name, weights.astype(np.float32))
            elif weights is not None and weights.dtype == np.int8:
                steps: Any = node.get_param(name + STEP)
                node.set_param(name, weights * steps)
                node.set_param(name + STEP, None)


def _completed(nlp: Language) -> Language:
    """`nlp`, with our rules for what no component of its own says: word classes, sentences."""
    said = {attribute for name in nlp.pipe_names for attribute in nlp.get_pipe_meta(name).assigns}
    if said.isdisjoint(("token.is_sent_start", "doc.sents")):
        nlp.add_pipe("sentence_rules", first=True)
    if "token.tag" not in said:
        nlp.add_pipe("word_classes", first=True)
    return nlp


def _embedded() -> Language:
    nlp = spacy.load(EMBEDDED, exclude=(*UNREAD, "tokenizer"))  # every pipeline gets ours
    nlp.add_pipe("sentence_rules", first=True)
    return nlp


def _blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("word_classes")
    nlp.add_pipe("sentence_rules")
    return nlp
