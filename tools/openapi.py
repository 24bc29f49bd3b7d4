"""Keep docs/openapi.yaml what the API says of itself: `python -m tools.openapi write|check`."""

import difflib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "docs" / "openapi.yaml"


def main(act: str) -> int:
    current = _current()
    if act == "write":
        STORED.write_text(current, encoding="utf-8")
        return 0
    stored = STORED.read_text(encoding="utf-8") if STORED.exists() else ""
    if stored == current:
        return 0
    lines = difflib.unified_diff(stored.splitlines(), current.splitlines(), "stored", "current", lineterm="")
    print("\n".join([*list(lines)[:40], "docs/openapi.yaml is behind the API. Write it anew: make openapi"]))
    return 1


def _current() -> str:
    """The schema as the code gives it; a warning of the generator is a failure."""
    done = subprocess.run(
        [sys.executable, "manage.py", "spectacular", "--fail-on-warn", "--validate"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "hemicycle.testing"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr.strip())
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
