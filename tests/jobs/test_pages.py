"""Jobs as their owner sees them, and as nobody else does."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from jobs.operations import run_job
from tests.factories.accounts import ApiTokenFactory, UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def owner(client):
    owner = UserFactory()
    client.force_login(owner)
    return owner


def address(name, job):
    return reverse(name, args=[job.key])


def test_the_file_is_handed_out_to_save_and_kept_by_no_cache(client, owner):
    job = JobFactory(owner=owner, state="done", content=b"%PDF-1.7")

    answer = client.get(address("job-file", job))

    assert b"".join(answer) == b"%PDF-1.7"
    assert answer["Content-Disposition"] == 'attachment; filename="programme.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.case("S14")
def test_the_job_of_somebody_else_is_like_none(client, owner):
    theirs = JobFactory(state="done", content=b"%PDF")
    none = "/jobs/00000000-0000-4000-8000-000000000000/"

    answers = [client.get(address(name, theirs)) for name in ("job", "job-file")]
    answers += [client.post(address(name, theirs)) for name in ("job-cancel", "job-retry")]
    unknown = client.get(none)

    assert [answer.status_code for answer in answers] == [404] * 4
    assert {answer.content for answer in answers} == {unknown.content}


@pytest.mark.case("S14")
def test_what_has_expired_is_gone_before_anybody_tidies_up(client, owner):
    job = JobFactory(owner=owner, state="done", content=b"%PDF")

    with time_machine.travel(job.expires_at + timedelta(seconds=1)):
        client.force_login(owner)
        answers = [client.get(address(name, job)).status_code for name in ("job", "job-file")]
        listed = client.get(reverse("jobs"))

    assert answers == [404, 404]
    assert "Programme as PDF" not in listed.content.decode()


def test_an_admin_sees_the_jobs_of_others_but_does_not_repeat_them(client):
    job = JobFactory(state="failed")
    client.force_login(UserFactory(is_admin=True))

    seen, repeated = client.get(address("job", job)), client.post(address("job-retry", job))

    assert (seen.status_code, repeated.status_code) == (200, 403)
    assert "Try again" not in seen.content.decode()


@pytest.mark.case("S14")
def test_a_right_that_was_taken_away_takes_the_file_away(client, owner, kind):
    let_in = {owner.pk}
    kind("tests.guarded", title="Guarded", may_read=lambda job, user: user.pk in let_in)(lambda job: None)
    job = JobFactory(owner=owner, kind="tests.guarded", state="done", content=b"%PDF", result={"talks": 3})
    token = ApiTokenFactory(user=owner)
    before = client.get(address("job-file", job)).status_code

    let_in.clear()
    file, page = client.get(address("job-file", job)), client.get(address("job", job))
    client.logout()
    told = client.get(f"/api/v1/jobs/{job.key}/", headers={"Authorization": f"Bearer {token.text}"})
    fetched = client.get(f"/api/v1/jobs/{job.key}/file/", headers={"Authorization": f"Bearer {token.text}"})

    assert (before, file.status_code, fetched.status_code) == (200, 404, 404)
    assert "You may no longer read what is in this" in page.content.decode()
    assert (told.json()["file"], told.json()["result"]) == (None, None)


def test_a_file_that_is_still_being_written_is_not_handed_out(client, owner):
    job = JobFactory(owner=owner, state="running", content=b"%PD")

    assert client.get(address("job-file", job)).status_code == 404


def test_a_file_that_is_missing_from_the_folder_is_not_found(client, owner):
    job = JobFactory(owner=owner, state="done", content=b"%PDF")
    job.result_file.storage.delete(job.result_file.name)

    assert client.get(address("job-file", job)).status_code == 404


def test_the_page_of_a_running_job_renews_itself_with_and_without_script(client, owner):
    job = JobFactory(owner=owner, state="running", progress=40, note="Writing the programme")

    page = client.get(address("job", job)).content.decode()
    part = client.get(address("job", job), headers=HTMX).content.decode()

    assert '<meta http-equiv="refresh" content="5">' in page
    assert 'hx-trigger="every 2s"' in page
    assert 'aria-valuenow="40"' in part
    assert "Writing the programme" in part
    assert "<html" not in part


@pytest.mark.parametrize(
    ("state", "sentence"),
    [("done", "Ready: "), ("failed", "Not done: "), ("cancelled", "Cancelled: ")],
)
def test_the_end_is_said_once_and_asked_for_no_more(client, owner, state, sentence):
    job = JobFactory(owner=owner, state=state)

    part = client.get(address("job", job), headers=HTMX)

    assert sentence in part["HX-Trigger"]
    assert "hx-trigger" not in part.content.decode()


def test_a_waiting_job_is_cancelled_at_once(client, owner, write):
    job = JobFactory(owner=owner)

    answer = client.post(address("job-cancel", job), follow=True)
    run_job(job.key)

    assert "Cancelled: Programme as PDF" in answer.content.decode()
    assert (Job.objects.get().state, write) == ("cancelled", [])


def test_a_running_job_is_asked_to_stop(client, owner):
    job = JobFactory(owner=owner, state="running")

    page = client.post(address("job-cancel", job), follow=True).content.decode()

    job.refresh_from_db()
    assert (job.state, job.cancel_asked) == ("running", True)
    assert "Stopping: Programme as PDF" in page
    assert "Stopping as soon as it can." in page


def test_what_has_finished_is_not_cancelled(client, owner):
    job = JobFactory(owner=owner, state="done")

    page = client.post(address("job-cancel", job), follow=True).content.decode()

    assert "This has finished already, so there is nothing to cancel." in page
    assert Job.objects.get().state == "done"


def test_what_failed_is_tried_again_as_a_new_job(client, owner):
    failed = JobFactory(owner=owner, state="failed", arguments={"text": "Knots"}, about_url="/e/harbour/")

    answer = client.post(address("job-retry", failed))

    again = Job.objects.exclude(pk=failed.pk).get()
    assert answer["Location"] == again.get_absolute_url()
    assert (again.state, again.arguments, again.about_url) == ("waiting", {"text": "Knots"}, "/e/harbour/")


def test_what_was_done_is_not_tried_again(client, owner):
    job = JobFactory(owner=owner, state="done")

    page = client.post(address("job-retry", job), follow=True).content.decode()

    assert "Only what has failed or was cancelled can be tried again." in page


def test_a_result_elsewhere_is_only_a_page_of_this_site(owner):
    results = [
        {"url": "/manage/e/1/"},
        {"url": "//evil.example"},
        {"url": "https://evil.example"},
        {},
        {"url": 3},
    ]

    assert [JobFactory.build(owner=owner, result=result).result_url for result in results] == [
        "/manage/e/1/",
        "",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize("name", ["jobs", "api-job-list"])
def test_lists_ask_the_database_as_often_for_three_as_for_one(client, owner, name):
    counts = []
    for more in (1, 2):
        JobFactory.create_batch(more, owner=owner, state="done", content=b"x")
        client.get(reverse(name))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse(name))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_list_shows_ones_own_only(client, owner):
    JobFactory(owner=owner, title="Mine", created_at=timezone.now())
    JobFactory(title="Theirs")

    page = client.get(reverse("jobs")).content.decode()

    assert "Mine" in page
    assert "Theirs" not in page
