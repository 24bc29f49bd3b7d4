"""Asking for jobs: how many, which twice, and by whom at once."""

import pytest
from django.db import transaction

from jobs.models import Job
from jobs.operations import start_job
from jobs.refusals import TooManyJobs
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory
from tests.jobs.at_once import at_once

pytestmark = pytest.mark.django_db


def start(owner, **options):
    return start_job("tests.write", by=owner, arguments={"event": 1}, **options)


def test_a_person_has_a_few_jobs_under_way_and_no_more(settings):
    settings.JOBS_PER_PERSON = 2
    owner = UserFactory()
    JobFactory(owner=owner, state="done")
    JobFactory()
    for _number in range(2):
        start(owner)

    with pytest.raises(TooManyJobs) as refused:
        start(owner)

    assert str(refused.value).startswith("You have 2 jobs under way, and no more are worked on at once.")
    assert Job.objects.of(owner).unfinished().count() == 2


def test_the_same_wish_twice_is_one_job_where_it_is_unique():
    owner = UserFactory()

    first, second = start(owner, unique=True), start(owner, unique=True)
    other = start_job("tests.write", by=owner, arguments={"event": 2}, unique=True)

    assert first == second
    assert other != first


def test_a_unique_wish_is_fulfilled_anew_once_the_first_has_finished_or_is_being_stopped():
    owner = UserFactory()
    JobFactory(owner=owner, arguments={"event": 1}, state="done")
    JobFactory(owner=owner, arguments={"event": 1}, state="running", cancel_asked=True)

    start(owner, unique=True)

    assert Job.objects.of(owner).count() == 3


def test_the_same_wish_of_another_person_is_their_own():
    assert start(UserFactory(), unique=True) != start(UserFactory(), unique=True)


def test_a_kind_that_nobody_registered_is_a_mistake():
    with pytest.raises(KeyError):
        start_job("tests.unknown", by=UserFactory(), arguments={})


def test_the_bell_rings_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as bells:
        start(UserFactory())

    assert len(bells) == 1


@pytest.mark.case("R5")
def test_what_is_rolled_back_leaves_no_job():
    with transaction.atomic():
        start(UserFactory())
        transaction.set_rollback(True)

    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("R2")
def test_clicks_at_once_start_one_unique_job():
    owner = UserFactory()

    at_once(lambda: start(owner, unique=True), times=4)

    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("R2")
def test_clicks_at_once_do_not_pass_the_limit(settings):
    settings.JOBS_PER_PERSON = 2
    owner = UserFactory()

    refused = at_once(lambda: start(owner), times=5)

    assert Job.objects.count() == 2
    assert [type(error) for error in refused] == [TooManyJobs] * 3
