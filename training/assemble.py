"""Put the parts together: `python -m training.assemble --tags FOLDER --arcs FOLDER [--names FOLDER] --gold FILE ...`.

The folder gets everything but its own texts (README.md, LICENSE, the lists of words), which stay as they are; the
checksums of all files are written beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import srsly
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.util import load_config
from thinc.api import Config

import training.train  # noqa: F401  (registers what the configs of the parts name)
from pipeline.language import STEP
from pipeline.language.features import COMMON, gazetteer
from pipeline.language.forms import WordForms
from pipeline.language.tokenizer import make_tokenizer
from training.forms import learn_tables

KEEP = ("README.md", "LICENSE", "gazetteer.txt", "clusters.tsv.gz")
NO_HOOK = {"nlp": {"after_pipeline_creation": None}}
"""The saved parts name the hook that gave them the tokenizer; it is not run again."""

META = {
    "name": "facts",
    "description": "Tags, dependencies, sentences, lemmas and named entities for English news",
    "license": "CC BY-SA 4.0",
    "author": "",
    "email": "",
    "url": "",
}


def assemble(tags: Path, arcs: Path, names: Path | None, gold: Path, passes: int) -> Language:
    """One pipeline of the trained parts and of the tables learned from the gold standard."""
    nlp = spacy.load(tags, config=NO_HOOK)
    nlp.add_pipe("paragraph_starts", first=True)
    nlp.add_pipe("parser", source=spacy.load(arcs, config=NO_HOOK))
    forms = nlp.add_pipe("word_forms")
    assert isinstance(forms, WordForms)
    docs = list(DocBin().from_disk(gold).get_docs(nlp.vocab))
    common = [word for word, classes in gazetteer().items() if COMMON in classes]
    forms.tables = learn_tables(docs[: len(docs) // passes], common)
    if names is not None:
        nlp.add_pipe("ner", source=spacy.load(names, config=NO_HOOK))
        nlp.add_pipe("name_rules")
    nlp.tokenizer = make_tokenizer(nlp.vocab)
    nlp.meta.update(META)
    nlp.meta["performance"] = {}
    return nlp


def _needed_strings(nlp: Language) -> list[str]:
    """The labels; all other strings come with the texts."""
    labels = {label for name in nlp.pipe_names for label in nlp.pipe_labels.get(name, [])}
    forms = nlp.get_pipe("word_forms")
    assert isinstance(forms, WordForms)
    return sorted(labels | set(forms.tables.parts.values()))


def _shrink(model: Path, whole: bool) -> None:
    """Store a component's weights in half precision, or the tables among them as `whole` numbers of 8 bits;
    `pipeline.language.load` gives them single precision again.
    """
    message = srsly.msgpack_loads(model.read_bytes())
    for params in message["params"]:
        for name, values in list(params.items()):
            if not isinstance(values, np.ndarray) or values.dtype != np.float32:
                continue
            if whole and values.ndim > 1:
                params[name], params[name + STEP] = whole_numbers(values)
            else:
                params[name] = values.astype(np.float16)
    model.write_bytes(srsly.msgpack_dumps(message))


def whole_numbers(weights: Any) -> tuple[Any, Any]:
    """The weights counted in steps, at most 127 of them, and how long the steps are in each row of the first axis."""
    greatest = np.abs(weights).max(axis=tuple(range(1, weights.ndim)), keepdims=True)
    steps = np.where(greatest, greatest, 1).astype(np.float32) / np.float32(127)
    return np.rint(weights / steps).astype(np.int8), steps


def _strip(config: Path) -> None:
    """Leave in a saved config only what is needed to run."""
    full = load_config(config)
    full["nlp"]["after_pipeline_creation"] = None
    Config({"nlp": full["nlp"], "components": full["components"]}).to_disk(config)


def save(nlp: Language, out: Path) -> None:
    """Write the pipeline to a new folder and change it for the old one."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".new-") as name:
        new = Path(name) / out.name
        nlp.to_disk(new)
        _strip(new / "config.cfg")
        for model in sorted(new.glob("*/model")):
            _shrink(model, whole=model.parent.name in ("tok2vec", "ner"))
        strings = json.dumps(_needed_strings(nlp), ensure_ascii=False, indent=0)
        (new / "vocab" / "strings.json").write_text(strings + "\n", encoding="utf-8")
        for kept in KEEP:
            if (out / kept).exists():
                shutil.copyfile(out / kept, new / kept)
        if out.exists():
            out.rename(Path(name) / "old")
        new.rename(out)
    write_checksums(out)


def write_checksums(out: Path) -> None:
    """Write `FOLDER.sha256`, one line a file, as `sha256sum -c` reads it from the folder that holds FOLDER."""
    files = sorted(path for path in out.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out.parent)}\n" for path in files]
    out.with_name(out.name + ".sha256").write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Assemble and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tags", type=Path, required=True)
    parser.add_argument("--arcs", type=Path, required=True)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--gold", type=Path, required=True, help="train.spacy of the parse")
    parser.add_argument("--passes", type=int, default=4, help="how often the gold standard repeats itself")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    parts = (arguments.tags, arguments.arcs, arguments.names)
    save(assemble(*parts, arguments.gold, arguments.passes), arguments.out)


if __name__ == "__main__":
    main()
