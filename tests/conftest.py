"""What every test may lean on: fixtures of one app live in tests/<app>, rows in tests/factories."""

import gc
from typing import Any

import pytest
from django.db import connection
from hypothesis import settings

from tests.migrated import copied_from

# A machine that does several things at once is slow now and then; pytest's own limit of time holds all the same.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> None:
    """Databases of tests are copies of one that is migrated."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"].update(TEMPLATE=copied_from(), MIGRATE=False)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Files are named by their argument: an archive holds the second it was made, and each worker makes its own."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Thousands of tests and all of Django stay to the end: garbage is not looked for among them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
