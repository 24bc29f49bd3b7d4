"""Resolve pyproject.toml into the hashed locks, without index addresses.

What is locked stays as it is unless pyproject.toml asks for more; `--upgrade` takes the newest of all.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = [
    *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"),
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-annotate", "--no-header"),
]


def main(options: list[str]) -> None:
    run = ["--output-file", "requirements.lock"]
    same = ["--extra", "solver", "--constraint", "requirements.lock"]
    solver = [*same, "--output-file", "requirements-solver.lock"]
    dev = [*same, "--group", "dev", "--output-file", "requirements-dev.lock"]
    for output in (run, solver, dev):
        subprocess.run([*COMPILE, *output, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1:])
