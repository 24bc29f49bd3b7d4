"""What becomes of a job that a worker takes up."""

import threading
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext_lazy, override

from jobs.models import Job
from jobs.operations import cancel_job, run_job, start_job
from jobs.running import Cancelled
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory
from tests.jobs.conftest import Unwilling

pytestmark = pytest.mark.django_db


def ran(job):
    run_job(job.key)
    job.refresh_from_db()
    return job


def test_a_job_that_was_done_has_its_file_and_its_result():
    job = start_job("tests.write", by=UserFactory(), arguments={"text": "Knots"})

    ran(job)

    assert (job.state, job.progress, job.result) == ("done", 100, {"letters": 5})
    assert (job.result_name, job.result_type) == ("text.txt", "text/plain")
    assert job.result_file.read() == b"Knots"


def test_a_job_is_done_once(write):
    job = JobFactory()

    first, second = run_job(job.key), run_job(job.key)

    assert (first, second) == (True, False)
    assert write == [job.key]


def test_a_job_nobody_knows_is_no_work():
    assert run_job("00000000-0000-0000-0000-000000000000") is False


def test_a_file_may_be_written_from_a_path(kind, tmp_path):
    source = tmp_path / "large"
    source.write_bytes(b"x" * 100_000)

    @kind("tests.path", title="From a path")
    def run(job):
        job.write_file("../../large.bin", "application/octet-stream", Path(source))

    job = ran(JobFactory(kind="tests.path"))

    assert job.result_name == "large.bin"
    assert job.result_file.size == 100_000


def test_a_second_file_replaces_the_first(kind, empty_folder):
    @kind("tests.twice", title="Twice")
    def run(job):
        job.write_file("draft.txt", "text/plain", b"draft")
        job.write_file("final.txt", "text/plain", b"final")

    job = ran(JobFactory(kind="tests.twice"))

    assert (job.result_name, job.result_file.read()) == ("final.txt", b"final")
    assert len(empty_folder.listdir("")[1]) == 1


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Unwilling("There are no talks to print."), "There are no talks to print."),
        (PermissionDenied(), "You may not do this any more. Nothing was made."),
        (
            ZeroDivisionError("secret detail"),
            "Something went wrong on our side. Try again; if it goes on, tell the people who run this site.",
        ),
    ],
)
def test_what_the_work_raises_becomes_a_sentence(kind, error, sentence):
    @kind("tests.fails", title="Fails")
    def run(job):
        job.write_file("half.txt", "text/plain", b"half")
        raise error

    job = ran(JobFactory(kind="tests.fails"))

    assert (job.state, job.problem) == ("failed", sentence)
    assert not job.result_file


def test_a_kind_of_an_app_that_is_gone_fails_with_a_sentence():
    job = ran(JobFactory(kind="gone.kind"))

    assert job.state == "failed"
    assert job.problem == "This installation does not do this any more. Ask the people who run this site."


def test_a_person_who_may_not_sign_in_any_more_gets_nothing(write):
    job = ran(JobFactory(owner=UserFactory(is_active=False)))

    assert job.state == "failed"
    assert write == []


def test_a_job_speaks_the_language_in_which_it_was_asked_for(kind):
    @kind("tests.french", title=gettext_lazy("Rooms"))
    def run(job):
        raise Unwilling(str(gettext_lazy("Rooms")))

    with override("fr"):
        job = start_job("tests.french", by=UserFactory(), arguments={})
    ran(job)

    assert (job.title, job.problem) == ("Salles", "Salles")


def test_a_job_that_is_cancelled_stops_when_it_next_tells_how_far_it_is(kind):
    steps = []

    @kind("tests.long", title="Long")
    def run(job):
        held = Job.objects.get(key=job.key)
        for step in range(3):
            job.progress(step * 10)
            job._written_at = float("-inf")  # half a second later
            steps.append(step)
            if step == 0:
                cancel_job(held, by=held.owner)

    job = ran(JobFactory(kind="tests.long"))

    assert (job.state, steps) == ("cancelled", [0])


def test_code_that_cannot_let_an_exception_pass_asks_whether_to_stop(kind):
    asked = []

    @kind("tests.solver", title="Solver")
    def run(job):
        held = Job.objects.get(key=job.key)
        asked.append(job.cancel_wanted)
        cancel_job(held, by=held.owner)
        job._written_at = float("-inf")  # half a second later
        asked.append(job.cancel_wanted)
        with pytest.raises(Cancelled):
            job.progress(50)
        raise Cancelled

    job = ran(JobFactory(kind="tests.solver"))

    assert (job.state, asked) == ("cancelled", [False, True])


def test_progress_is_written_twice_a_second_at_most(kind, django_assert_num_queries):
    @kind("tests.chatty", title="Chatty")
    def run(job):
        job.progress(0, "Begun")
        with django_assert_num_queries(0):
            for percent in range(100):
                job.progress(percent)

    assert ran(JobFactory(kind="tests.chatty")).state == "done"


@pytest.mark.django_db(transaction=True)
def test_progress_inside_a_transaction_is_a_mistake(kind, caplog):
    @kind("tests.hidden", title="Hidden")
    def run(job):
        with transaction.atomic():
            job.progress(10)

    job = ran(JobFactory(kind="tests.hidden"))

    assert job.state == "failed"
    assert "durable" in caplog.text


def test_work_that_takes_too_long_is_stopped_in_the_middle(kind):
    @kind("tests.slow", title="Slow", minutes=0.1 / 60)
    def run(job):
        threading.Event().wait(60)

    job = ran(JobFactory(kind="tests.slow"))

    assert job.state == "failed"
    assert job.problem == "This took longer than 1 minute, so it was stopped. Try again with less at once."


@pytest.mark.django_db(transaction=True)
def test_where_no_signal_comes_the_progress_ends_work_that_takes_too_long(kind):
    @kind("tests.slow", title="Slow", minutes=0)
    def run(job):
        job.progress(1)

    job = JobFactory(kind="tests.slow")
    thread = threading.Thread(target=lambda: in_thread(job))
    thread.start()
    thread.join()
    job.refresh_from_db()

    assert job.state == "failed"


def in_thread(job):
    try:
        run_job(job.key)
    finally:
        connection.close()
