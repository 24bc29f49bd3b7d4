"""A long job as the person who waits for it sees it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from accounts.models import User
from home.demo.people import ORGANISER
from jobs.models import Job
from jobs.operations import run_job
from jobs.registry import Running, job_kind
from tests.browser.usable import assert_usable
from tests.factories.jobs import JobFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@job_kind("tests.browser", title="Programme as PDF")
def run(job: Running) -> None:
    """A small file."""
    job.write_file("programme.txt", "text/plain", b"Ahoy")


@pytest.fixture
def job(site):
    job = JobFactory(kind="tests.browser", owner=User.objects.get(email=ORGANISER.email))
    yield job
    Job.objects.all().delete()


def test_who_waits_is_told_when_it_is_ready_and_saves_the_file(visit, job):
    page = visit(ORGANISER).go(job.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Waiting for its turn.")

    run_job(job.key)

    expect(page.locator(".toast")).to_contain_text("Ready: Programme as PDF")
    with page.expect_download() as saving:
        page.get_by_role("link", name="Download programme.txt").click()
    assert saving.value.suggested_filename == "programme.txt"
    assert Path(saving.value.path()).read_bytes() == b"Ahoy"


def test_without_script_the_page_is_cancelled_and_tried_again(visit, job):
    page = visit(ORGANISER, java_script_enabled=False).go(job.get_absolute_url())

    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("main")).to_contain_text("Cancelled. Nothing was made.")
    page.get_by_role("button", name="Try again").click()

    expect(page.locator("main")).to_contain_text("Waiting for its turn.")
    assert sorted(Job.objects.values_list("state", flat=True)) == ["cancelled", "waiting"]


@pytest.mark.parametrize("state", ["running", "done", "failed", "cancelled"])
def test_its_page_and_the_list_are_usable_in_any_state(visit, job, state):
    owner = job.owner
    shown = JobFactory(
        kind="tests.browser", owner=owner, state=state, note="" if state != "running" else "Writing"
    )
    visitor = visit(ORGANISER)

    assert_usable(visitor.go(shown.get_absolute_url()))
    assert_usable(visitor.go("/jobs/"))
