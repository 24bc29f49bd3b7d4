"""Mail servers and workers for the tests of this folder: they run beside the test and see committed rows only."""

import pytest

from tests.reliability.sink import open_sink
from tests.reliability.works import Works


@pytest.fixture
def sink():
    with open_sink() as sink:
        yield sink


@pytest.fixture
def works(transactional_db, tmp_path, sink):
    works = Works(tmp_path, mail_port=sink.port)
    yield works
    works.stop()
