"""What the tests of published schedules share."""

from pathlib import Path

import pytest

from interchange.schedule.reading import read_schedule
from interchange.schedule.shape import Schedule

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT.parent / "shared" / "data" / "schedules"
OWN = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def published():
    """Reads a real schedule from the data beside the checkout, or skips."""

    def read(name: str, **options: str) -> Schedule:
        return read_schedule(published_bytes(name), file_name=name, **options)

    return read


@pytest.fixture(scope="session")
def own():
    """Reads one of the small schedules in our tests."""

    def read(name: str, **options: str) -> Schedule:
        return read_schedule((OWN / name).read_bytes(), file_name=name, **options)

    return read


@pytest.fixture(scope="session")
def schema_file():
    """Where a schema of the published formats lies, or skips."""

    def find(name: str) -> Path:
        path = PUBLISHED / "schema" / name
        if not path.exists():
            pytest.skip(f"the schema {name} is not beside this checkout")
        return path

    return find


def published_bytes(name: str) -> bytes:
    path = PUBLISHED / name
    if not path.exists():
        pytest.skip(f"the published schedule {name} is not beside this checkout")
    return path.read_bytes()
