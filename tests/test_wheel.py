"""The built wheel works where the source tree is not: the model, the vocabulary and the schema are in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from conftest import ROOT

BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", "pipeline")
LEFT = shutil.ignore_patterns("__pycache__", ".new-*")


def run(*command: str | Path, cwd: Path) -> str:
    env = {"PATH": os.defpath}
    done = subprocess.run([*map(str, command)], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has the wheel, the packages it needs, and no way to the source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    source, home = folder / "source", folder / "home"
    source.mkdir()
    for name in BUILT_FROM:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, source / name, **({"ignore": LEFT} if (ROOT / name).is_dir() else {}))
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=folder)
    fresh = home / "bin" / "python"
    run(*pip, "--python", fresh, "install", "--no-index", "--no-deps", wheel, cwd=folder)
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return fresh


def test_the_wheel_brings_the_model(python: Path, tmp_path: Path) -> None:
    code = """
import json, pipeline
from pipeline.language import EMBEDDED, load
doc = load(str(EMBEDDED))("Sales rose in Norway.")
print(json.dumps([pipeline.__file__, [token.tag_ for token in doc], doc[1].dep_, [ent.text for ent in doc.ents]]))
"""
    home, tags, root, names = json.loads(run(python, "-c", code, cwd=tmp_path))
    assert Path(home).is_relative_to(python.parent.parent)
    assert (tags, root, names) == (["NNS", "VBD", "IN", "NNP", "."], "ROOT", ["Norway"])


def test_the_command_of_the_wheel_makes_the_same_table(python: Path, tmp_path: Path) -> None:
    article = min((ROOT / "corpus").glob("*.txt"))
    (tmp_path / "corpus").mkdir()
    shutil.copyfile(article, tmp_path / "corpus" / article.name)
    run(python.parent / "pipeline", "extract", "corpus", "--out", "extracted", cwd=tmp_path)
    made = tmp_path / "extracted" / f"{article.stem}.json"
    assert made.read_bytes() == (ROOT / "extracted" / made.name).read_bytes()
