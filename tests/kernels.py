"""Shows that the tables are the same bytes whatever kernel the matrix library picks: `make kernels`.

Reads the corpus once for each kernel of OpenBLAS and number of threads, with the embedded pipeline as it runs by
default and with all of its components, each in a process of its own. Where the machine cannot run a kernel, OpenBLAS
takes another. A plain product of matrices is worked out beside it, to show that the kernels do differ.
"""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
WHOLE = ROOT / "pipeline" / "language" / "en_facts"
KERNELS = ("Haswell", "SkylakeX", "Zen", "Nehalem")
THREADS = (1, 2)
PRODUCT = """
import hashlib, numpy
random = numpy.random.default_rng(13)
first, second = (random.standard_normal(shape, dtype="float32") for shape in ((500, 384), (384, 384)))
print(hashlib.sha256((first @ second).tobytes()).hexdigest())
"""


def run(arguments: list[str], kernel: str, threads: int) -> bytes:
    """What a Python process writes to standard output under a kernel. Ends with its message where it fails."""
    count = str(threads)
    env = os.environ | {"OPENBLAS_CORETYPE": kernel, "OPENBLAS_NUM_THREADS": count, "OMP_NUM_THREADS": count}
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, check=False, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode())
    return done.stdout


def report(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Print a checksum of the tables for each kernel; 0 where they are all the same, else 1."""
    extract = ["-m", "pipeline", "extract", "corpus", "--out", "-"]
    seen: dict[str, set[bytes]] = {"default": set(), "all components": set()}
    products: set[bytes] = set()
    for kernel in KERNELS:
        for threads in THREADS:
            products.add(run(["-c", PRODUCT], kernel, threads))
            for name, options in (("default", []), ("all components", ["--model", str(WHOLE)])):
                tables = run(extract + options, kernel, threads)
                seen[name].add(tables)
                report(f"{kernel:12} threads {threads}  {name:15} {sha256(tables).hexdigest()[:16]}")
    report(f"a plain product of matrices: {len(products)} different results")
    return 0 if all(len(tables) == 1 for tables in seen.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
