"""DATABASE_URL: all that it says reaches the driver."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOW = (
    "import json; from hemicycle.settings import DATABASES as d; print(json.dumps(d['default']['OPTIONS']))"
)


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("postgres://me@db.example/events?sslmode=verify-full", {"sslmode": "verify-full"}),
        ("postgres://me@/events?host=/var/run/postgresql", {"host": "/var/run/postgresql"}),
    ],
)
def test_what_follows_the_question_mark_goes_to_the_driver(tmp_path, url, options):
    environment = {**os.environ, "DATABASE_URL": url, "HEMICYCLE_VAR": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert json.loads(done.stdout).items() >= options.items()
