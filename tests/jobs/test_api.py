"""Jobs for programs."""

import pytest
from django.urls import reverse

from jobs.models import Job
from tests.factories.accounts import ApiTokenFactory, UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    owner = UserFactory()
    client.force_login(owner)
    return owner


def test_a_program_follows_a_job_to_its_file(client, owner):
    job = JobFactory(owner=owner, state="done", content=b"%PDF", result={"pages": 2})

    listed = client.get(reverse("api-job-list")).json()["results"]
    told = client.get(f"/api/v1/jobs/{job.key}/").json()
    file = client.get(told["file"], headers={"Accept": "application/pdf"})

    assert listed == [told]
    assert (told["state"], told["progress"], told["result"]) == ("done", job.progress, {"pages": 2})
    assert b"".join(file) == b"%PDF"
    assert "no-store" in file["Cache-Control"]


def test_a_program_with_a_token_that_may_write_cancels(client):
    owner = UserFactory()
    job = JobFactory(owner=owner)
    token = ApiTokenFactory(user=owner, scopes=["read", "write"])

    answer = client.post(f"/api/v1/jobs/{job.key}/cancel/", headers={"Authorization": f"Bearer {token.text}"})

    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")


def test_cancelling_what_has_finished_is_refused(client, owner):
    job = JobFactory(owner=owner, state="done")

    answer = client.post(f"/api/v1/jobs/{job.key}/cancel/")

    assert answer.status_code == 409
    assert answer.json() == {"detail": "This has finished already, so there is nothing to cancel."}
    assert Job.objects.get().state == "done"


@pytest.mark.parametrize("key", ["nonsense", "-" * 36, "00000000-0000-4000-8000-000000000000"])
def test_what_is_no_key_of_a_job_is_not_found(client, owner, key):
    assert client.get(f"/api/v1/jobs/{key}/").status_code == 404
