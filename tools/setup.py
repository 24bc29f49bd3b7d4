"""Make `.venv` and fill it from a hashed lock: `python3 tools/setup.py run|solver|dev`.

Runs on the bare Python of the machine and says so in a sentence when that one is too old: nothing here
needs more than Python 3.6 to be read.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {
    "run": ROOT / "requirements.lock",
    "solver": ROOT / "requirements-solver.lock",
    "dev": ROOT / "requirements-dev.lock",
}
HOLDS = {"run": ("run", "solver", "dev"), "solver": ("solver", "dev"), "dev": ("dev",)}
"""The locks that bring all that one of them does."""


class CannotSetUp(Exception):
    """The message says what is missing on this machine."""


def main(kind: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 (this file alone runs before we know)
        version = ".".join(map(str, sys.version_info[:2]))
        raise CannotSetUp(
            f"Hemicycle needs Python 3.11 or newer; {sys.executable} is {version}. "
            "Name another one: make run PYTHON=python3.12"
        )
    if not _is_installed(kind):
        if not _venv_works():
            _do("Making .venv", [sys.executable, "-m", "venv", "--clear", str(VENV)], hint=NO_VENV)
        words = f"Installing the libraries of {LOCKS[kind].name}; the first time takes a minute"
        _do(words, [str(PYTHON), *INSTALL, str(LOCKS[kind])], hint="The libraries could not be installed.")
        _stamp(kind).write_text(_fingerprint(kind), encoding="ascii")
    if any(_is_newer_than_compiled(path) for path in ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        subprocess.run([str(PYTHON), "-m", "tools.messages", "compile"], cwd=str(ROOT), check=True)


NO_VENV = "This Python makes no virtual environments (on Debian: apt install python3-venv)."
INSTALL = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
INSTALL += ["--require-hashes", "--no-deps", "--requirement"]


def _venv_works() -> bool:
    if not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL).returncode == 0


def _do(words: str, command: "list[str]", *, hint: str) -> None:
    print(words, flush=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise CannotSetUp(f"{done.stdout.decode(errors='replace').strip()}\n{hint}")


def _is_installed(kind: str) -> bool:
    """Whether the lock is in place, or one that holds all of it."""
    return any(
        _stamp(each).exists() and _stamp(each).read_text(encoding="ascii") == _fingerprint(each)
        for each in HOLDS[kind]
    )


def _is_newer_than_compiled(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def _stamp(kind: str) -> Path:
    return VENV / f"installed-{kind}"


def _fingerprint(kind: str) -> str:
    return hashlib.sha256(LOCKS[kind].read_bytes() + sys.version.encode()).hexdigest()


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except CannotSetUp as problem:
        sys.exit(str(problem))
