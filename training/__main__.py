"""Everything in one go: `python -m training TREEBANK OUT` makes the model anew and puts it into `pipeline/language`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PASSES = 4


def commands(treebank: Path, out: Path, model: Path) -> list[list[str]]:
    """The arguments of the commands that README.md explains, in order."""
    return [
        ["training.convert", str(treebank), str(out), "--with-dev", "--passes", str(PASSES)],
        *(
            [
                "training.train",
                str(HERE / f"{part}.cfg"),
                *(str(out / f"{part}-{name}.spacy") for name in ("train", "dev")),
                str(out / part),
            ]
            for part in ("names", "parse")
        ),
        [
            "training.assemble",
            *("--parse", str(out / "parse" / "model-last")),
            *("--names", str(out / "names" / "model-last")),
            *("--gold", str(out / "parse-train.spacy")),
            *("--passes", str(PASSES)),
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
