"""`make check`: all that can be said about the code without running it; names what failed at the end."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])"
CHECKS: dict[str, list[str]] = {
    "format": ["-m", "ruff", "format", "--check", "--output-format", "concise", "."],
    "lint": ["-m", "ruff", "check", "--quiet", "--output-format", "concise", "."],
    "floors": ["-c", LINT_IMPORTS],
    "types": ["-m", "mypy"],
    "templates": ["-m", "djlint", ".", "--check", "--lint"],
    "migrations": ["-m", "django", "makemigrations", "--check", "--dry-run"],
    "openapi": ["-m", "tools.openapi", "check"],
    "translations": ["-m", "tools.messages", "check"],
}
NEED_DATABASE = {"migrations"}
# For the others an address that leads nowhere keeps the embedded server asleep.
NO_DATABASE = {"DATABASE_URL": "postgres://nobody@localhost:1/none"}


def main(only: list[str]) -> int:
    failed = [name for name in only or CHECKS if not _passes(name)]
    print(f"\nmake check failed: {', '.join(failed)}" if failed else "\nmake check passed", flush=True)
    return 1 if failed else 0


def _passes(name: str) -> bool:
    began = time.monotonic()
    more = {} if name in NEED_DATABASE else NO_DATABASE
    done = subprocess.run(
        [sys.executable, *CHECKS[name]],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "hemicycle.testing", **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    word = "failed" if done.returncode else "ok"
    print(f"{name:<14}{word:<8}{time.monotonic() - began:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout.rstrip(), flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
