"""Production settings: they pass Django's own inspection, and say in a sentence what they miss."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "hemicycle.production",
    "HEMICYCLE_SECRET_KEY": "Zt8-kD3vQw_x7LmN0pRs5uYbC2eFgHj4iKlOaTzXcVqWnE6rB1",
    "HEMICYCLE_BASE_URL": "https://events.example.org",
    "HEMICYCLE_HOSTS": "events.example.org",
    "HEMICYCLE_PROXIES": "1",
    "DATABASE_URL": "postgres://nobody@localhost:1/none",
}


def manage(*command: str, var: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HEMICYCLE_")}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**environment, **COMPLETE, "HEMICYCLE_VAR": str(var), **changes},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.case("S59")
@pytest.mark.parametrize("proxies", ["0", "1"])
def test_the_deployment_check_has_nothing_to_say(tmp_path, proxies):
    (tmp_path / "static").mkdir()

    done = manage("check", "--deploy", "--fail-level", "WARNING", var=tmp_path, HEMICYCLE_PROXIES=proxies)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("System check identified no issues")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HEMICYCLE_SECRET_KEY", "", "HEMICYCLE_SECRET_KEY is not set. Make one: openssl rand -base64 48"),
        ("HEMICYCLE_SECRET_KEY", "a" * 60, "HEMICYCLE_SECRET_KEY is too easy."),
        ("HEMICYCLE_BASE_URL", "", "HEMICYCLE_BASE_URL is not set."),
        ("HEMICYCLE_BASE_URL", "http://events.example.org", "is not an https:// address."),
        ("HEMICYCLE_HOSTS", "", "HEMICYCLE_HOSTS is not set."),
        ("HEMICYCLE_HOSTS", "*", "HEMICYCLE_HOSTS is *, which answers to any name."),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(tmp_path, name, value, sentence):
    done = manage("check", var=tmp_path, **{name: value})

    assert done.returncode == 1
    assert sentence in done.stderr
