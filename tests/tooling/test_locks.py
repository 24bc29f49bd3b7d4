"""The locks agree, carry hashes, and name no index."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def pins(lock: str) -> set[str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {line.rstrip(" \\") for line in lines if line and not line.startswith((" ", "#", "-"))}


def test_what_a_run_installs_is_what_the_tests_run_on():
    assert pins("requirements.lock") <= pins("requirements-solver.lock") <= pins("requirements-dev.lock")


def test_every_pin_has_a_hash_and_no_address():
    for lock in ("requirements.lock", "requirements-solver.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        blocks = text.replace(" \\\n", " ").splitlines()

        assert [line for line in blocks if "--hash=sha256:" not in line] == []
        assert "://" not in text
