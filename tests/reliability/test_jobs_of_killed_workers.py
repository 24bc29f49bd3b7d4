"""A long job outlives its worker."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Job
from tests.factories.accounts import UserFactory

START = """
from accounts.models import User
from jobs.operations import start_job
from tests.reliability import slow_kind
start_job("tests.patient", by=User.objects.get(), arguments={})
"""
SWEEP = """
from jobs.operations import sweep
from tests.reliability import slow_kind
print(sweep())
"""


def wait_for(condition, *, seconds=40):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)


@pytest.mark.case("R1")
def test_a_job_whose_worker_is_killed_is_done_by_the_next(works):
    UserFactory()
    begun = works.folder / "begun"
    works.post(START)
    worker = works.worker()
    wait_for(begun.exists)
    works.kill(worker)
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
    (works.folder / "go").touch()

    taken_up = works.post(SWEEP)
    works.worker()
    wait_for(lambda: Job.objects.get().is_finished)

    job = Job.objects.get()
    assert taken_up.strip() == "1"
    assert (job.state, job.attempts, job.result) == ("done", 2, {"begun": 2})
    file = works.folder / "jobs" / job.result_file.name
    assert file.read_bytes() == b"go"
    assert (file.stat().st_mode & 0o077, file.parent.stat().st_mode & 0o077) == (0, 0)
