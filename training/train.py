"""Train one part of the pipeline: `python -m training.train CONFIG TRAIN DEV OUT [--training.max_steps 6000 ...]`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from spacy.cli._util import parse_config_overrides
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, registry
from thinc.api import NumpyOps, set_current_ops

import pipeline.language  # noqa: F401  (registers our components and layers)
from pipeline.language.tokenizer import make_tokenizer


@registry.schedules("warm_hold_decay.v1")
def warm_hold_decay(rate: float, warm_steps: int, hold_share: float, total_steps: int) -> Iterator[float]:
    """Learning rates: up over `warm_steps`, level until `hold_share` of all steps, then straight down to nothing."""
    step = 0
    hold = hold_share * total_steps
    while True:
        decay = max(0.0, total_steps - step) / max(1.0, total_steps - hold)
        yield rate * min(1.0, (step + 1) / warm_steps) * min(1.0, decay)
        step += 1


@registry.callbacks("our_tokenizer.v1")  # type: ignore[untyped-decorator]
def our_tokenizer() -> object:
    """A callback that gives a new pipeline our own tokenizer."""

    def install(nlp: Language) -> Language:
        nlp.tokenizer = make_tokenizer(nlp.vocab)
        return nlp

    return install


def main() -> None:
    """Train and save `model-best` and `model-last` under the output folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("config", "train", "dev", "out"):
        parser.add_argument(name, type=Path)
    arguments, rest = parser.parse_known_args()
    overrides = {"paths.train": str(arguments.train), "paths.dev": str(arguments.dev)}
    overrides.update(parse_config_overrides(rest))
    config = load_config(arguments.config, overrides=overrides, interpolate=False)
    arguments.out.mkdir(parents=True, exist_ok=True)
    set_current_ops(NumpyOps(use_blis=False))
    train(init_nlp(config), arguments.out)


if __name__ == "__main__":
    main()
