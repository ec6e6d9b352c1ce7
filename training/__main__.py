"""Everything in one go: `python -m training TREEBANK OUT` makes the model anew and puts it into `pipeline/language`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LEVEL_RATE = ("--training.max_steps", "3000", "--training.optimizer.learn_rate.hold_share", "1.0")
FALLING_RATE = ("--training.max_steps", "5000", "--training.optimizer.learn_rate.hold_share", "0.1")


def commands(treebank: Path, out: Path, model: Path) -> list[list[str]]:
    """The arguments of the commands that README.md explains, in order."""

    def convert(part: str, folder: str, *options: str) -> list[str]:
        return ["training.convert", part, str(treebank), str(out / folder), *options]

    def train(part: str, folder: str, *options: str) -> list[str]:
        files = [str(HERE / f"{part}.cfg"), str(out / folder / "train.spacy"), str(out / folder / "dev.spacy")]
        return ["training.train", *files, str(out / folder), *options]

    return [
        convert("names", "names", "--passes", "2"),
        train("names", "names"),
        convert("parse", "parse", "--passes", "3"),
        train("parse", "parse", *LEVEL_RATE),
        convert("parse", "parse-all", "--passes", "2", "--with-dev"),
        train("parse", "parse-all", *FALLING_RATE, "--start", str(out / "parse" / "model-last")),
        [
            "training.assemble",
            *("--parse", str(out / "parse-all" / "model-last")),
            *("--names", str(out / "names" / "model-last")),
            *("--gold", str(out / "parse-all" / "train.spacy"), "--passes", "2"),
            *("--out", str(model)),
        ],
    ]


def main() -> None:
    """Run the commands one after the other; the first that fails ends it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("out", type=Path, help="folder for the work, outside of the repository")
    parser.add_argument("--model", type=Path, default=HERE.parent / "pipeline" / "language" / "en_facts")
    arguments = parser.parse_args()
    for command in commands(arguments.treebank, arguments.out, arguments.model):
        subprocess.run([sys.executable, "-m", *command], check=True)


if __name__ == "__main__":
    main()
