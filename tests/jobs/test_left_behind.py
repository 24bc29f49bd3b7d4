"""Lost bells, killed workers, two workers at one job, and the end of what has expired."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs import heartbeat
from jobs.models import Job, JobQuerySet
from jobs.operations import expire_jobs, run_job, sweep
from jobs.operations.rescue import RING_AGAIN_AFTER, SILENT_FOR
from jobs.running import Running
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory
from tests.jobs.at_once import at_once

pytestmark = pytest.mark.django_db
LONG_AGO = SILENT_FOR + timedelta(seconds=1)


def silent(**values):
    """A job whose worker was killed between claim and finish."""
    return JobFactory(state="running", heartbeat_at=timezone.now() - LONG_AGO, **values)


@pytest.mark.case("R1")
def test_a_job_whose_worker_was_killed_is_done_by_another(django_capture_on_commit_callbacks, write):
    job = silent(progress=70)

    with django_capture_on_commit_callbacks() as bells:
        taken_up = sweep()
    run_job(job.key)

    job.refresh_from_db()
    assert (taken_up, len(bells)) == (1, 1)
    assert (job.state, job.attempts, write) == ("done", 2, [job.key])


@pytest.mark.case("R1")
def test_a_job_that_stopped_two_workers_is_given_up_with_a_sentence():
    job = silent(attempts=2)

    sweep()

    job.refresh_from_db()
    assert job.state == "failed"
    assert job.problem.startswith("The computer that worked on this stopped twice before it was ready")


def test_a_job_whose_worker_lives_is_left_alone():
    job = JobFactory(state="running", heartbeat_at=timezone.now() - SILENT_FOR / 2)

    taken_up = sweep()

    assert taken_up == 0
    assert Job.objects.get() == job


def test_a_dead_job_that_was_to_stop_is_cancelled_and_one_out_of_time_fails():
    stopped = silent(cancel_asked=True)
    late = silent(started_at=timezone.now() - timedelta(hours=1))

    sweep()

    stopped.refresh_from_db()
    late.refresh_from_db()
    assert stopped.state == "cancelled"
    assert late.problem == "This took longer than 10 minutes, so it was stopped. Try again with less at once."


@pytest.mark.case("R6")
def test_a_bell_that_got_lost_is_rung_again_but_not_at_every_sweep(django_capture_on_commit_callbacks):
    JobFactory(heartbeat_at=timezone.now() - RING_AGAIN_AFTER - timedelta(seconds=1))

    with django_capture_on_commit_callbacks() as first:
        sweep()
    with django_capture_on_commit_callbacks() as second:
        sweep()

    assert (len(first), len(second)) == (1, 0)


def test_a_worker_that_comes_back_from_the_dead_changes_nothing(kind):
    @kind("tests.zombie", title="Zombie")
    def run(job):
        if Job.objects.get(key=job.key).attempts == 1:
            Job.objects.update(heartbeat_at=timezone.now() - LONG_AGO)
            sweep()
            run_job(job.key)  # the other worker
            return {"by": "zombie"}
        job.write_file("a.txt", "text/plain", b"living")
        return {"by": "living"}

    job = JobFactory(kind="tests.zombie")
    run_job(job.key)

    job.refresh_from_db()
    assert (job.state, job.result, job.result_file.read()) == ("done", {"by": "living"}, b"living")


@pytest.fixture
def slow(kind):
    """A kind that takes a moment, and who did it."""
    done = []

    @kind("tests.slow", title="Slow")
    def run(job):
        done.append(threading.get_ident())
        threading.Event().wait(0.3)

    return done


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("R2")
def test_two_workers_never_do_one_job_twice(slow):
    job = JobFactory(kind="tests.slow")

    at_once(lambda: run_job(job.key), times=4)

    assert len(slow) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("S85")
def test_without_the_lock_they_would(slow, monkeypatch):
    monkeypatch.setattr(JobQuerySet, "select_for_update", lambda jobs, **options: jobs)
    save, together = Job.save, threading.Barrier(4)
    monkeypatch.setattr(Job, "save", lambda job, **options: (together.wait(5), save(job, **options)))
    [job] = Job.objects.bulk_create([JobFactory.build(kind="tests.slow", owner=UserFactory())])

    at_once(lambda: run_job(job.key), times=4)

    assert len(slow) > 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("R2")
def test_sweeps_at_once_take_a_job_up_once():
    job = silent()

    at_once(sweep, times=4)

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 1)


@pytest.mark.django_db(transaction=True)
def test_a_worker_gives_signs_of_life_while_the_work_is_silent(kind, monkeypatch):
    monkeypatch.setattr(heartbeat, "BEAT_EVERY", 0.05)
    seen = []

    @kind("tests.silent", title="Silent")
    def run(job):
        for _look in range(2):
            threading.Event().wait(0.3)
            seen.append(Job.objects.get(key=job.key).heartbeat_at)

    run_job(JobFactory(kind="tests.silent").key)

    assert seen[0] < seen[1]


def test_what_has_expired_goes_with_its_file(empty_folder):
    expired = JobFactory(state="done", content=b"old")
    running = JobFactory(state="running")
    Running(running, seconds=60).write_file("new.txt", "text/plain", b"new")

    with time_machine.travel(expired.expires_at + timedelta(seconds=1)):
        gone = expire_jobs()

    assert gone == 1
    assert Job.objects.get() == running
    assert empty_folder.listdir("")[1] == [f"{running.key.hex}-1"]


def test_files_that_no_job_names_any_more_go_too(empty_folder):
    deleted = JobFactory(state="done", content=b"of somebody who left")
    empty_folder.save("0123-1", ContentFile(b"of an attempt that was killed"))
    kept = JobFactory(state="done", content=b"kept")
    deleted.owner.delete()

    gone = expire_jobs()

    assert gone == 2
    assert empty_folder.listdir("")[1] == [kept.result_file.name]


def test_tidying_an_installation_that_never_made_a_file_does_nothing():
    assert expire_jobs() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"state": "finished"},
        {"state": "done"},
        {"state": "running", "started_at": None},
        {"progress": 101},
        {"problem": "It is too large."},
        {"result_file": "a-1", "result_name": "a.txt"},
        {"finished_at": timezone.now()},
        {"expires_at": timezone.now()},
    ],
)
def test_the_database_keeps_states_that_cannot_be(values):
    job = JobFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**values)


def test_a_finished_job_has_a_day_on_which_it_goes():
    job = JobFactory(state="done")

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(expires_at=None)
