"""Everything in one go: `python -m training TREEBANK OUT` makes the model anew and puts it into `pipeline/language`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def commands(treebank: Path, out: Path, model: Path, max_steps: int | None = None) -> list[list[str]]:
    """The arguments of the commands that README.md explains, in order; no round longer than `max_steps`."""

    def convert(part: str, folder: str, *options: str) -> list[str]:
        return ["training.convert", part, str(treebank), str(out / folder), *options]

    def train(part: str, folder: str, data: str = "") -> list[str]:
        texts = out / (data or folder)
        files = [str(HERE / f"{part}.cfg"), str(texts / "train.spacy"), str(texts / "dev.spacy")]
        short = (
            ["--training.max_steps", str(max_steps), "--training.eval_frequency", str(max_steps)] if max_steps else []
        )
        return ["training.train", *files, str(out / folder), *short]

    return [
        convert("names", "names", "--passes", "3", "--with-dev"),
        train("names", "names"),
        convert("tags", "tags", "--passes", "4", "--with-dev"),
        train("tags", "tags"),
        convert("parse", "parse", "--passes", "4", "--with-dev"),
        train("arcs", "arcs", data="parse"),
        [
            "training.assemble",
            *("--tags", str(out / "tags" / "model-last")),
            *("--arcs", str(out / "arcs" / "model-last")),
            *("--names", str(out / "names" / "model-last")),
            *("--gold", str(out / "parse" / "train.spacy"), "--passes", "4"),
            *("--out", str(model)),
        ],
    ]


def main() -> None:
    """Run the commands one after the other; the first that fails ends it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("out", type=Path, help="folder for the work, outside of the repository")
    parser.add_argument("--model", type=Path, default=HERE.parent / "pipeline" / "language" / "en_facts")
    parser.add_argument("--max-steps", type=int, help="end every round early, to try the recipe out")
    arguments = parser.parse_args()
    for command in commands(arguments.treebank, arguments.out, arguments.model, arguments.max_steps):
        subprocess.run([sys.executable, "-m", *command], check=True)


if __name__ == "__main__":
    main()
