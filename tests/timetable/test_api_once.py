"""A request with an Idempotency-Key, sent again, is carried out once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from abstracts.models import Abstract
from access.models import AccessList, Grant
from access.operations import set_mode
from accounts.models import RequestKey
from accounts.operations import forget_request_keys
from accounts.tasks import forget_request_keys as doorbell
from programme.models import Contribution, Session, Track
from tests.factories.abstracts import CallFactory
from tests.timetable.programs import Program, manager_of
from tests.timetable.world import conference
from timetable.models import Slot

pytestmark = pytest.mark.django_db

KEY = {"Idempotency_Key": "spring-2027"}


@pytest.fixture
def event():
    return conference()


@pytest.fixture
def program(event, organiser):
    return manager_of(event, organiser)


TALK = {"event": "conf-2027", "title": "Prisms", "minutes": 25}
COFFEE = {"event": "conf-2027", "title": "Tea", "start": "2027-03-15T15:00Z", "minutes": 30}
MADE = [
    ("contributions/", TALK, Contribution),
    ("timetable-entries/", COFFEE, Slot),
    ("tracks/", {"event": "conf-2027", "name": "Waves"}, Track),
    ("sessions/", {"event": "conf-2027", "title": "Tides"}, Session),
]


@pytest.mark.parametrize(("address", "body", "model"), MADE, ids=[address for address, _body, _model in MADE])
def test_sent_again_it_is_answered_as_then_and_nothing_is_made(program, address, body, model):
    first = program.post(address, body, status=201, **KEY)
    told = program.answer
    count = model.objects.count()

    again = program.post(address, body, status=200, **KEY)

    assert again == first
    assert program.answer["Idempotent-Replay"] == "true"
    assert program.answer.get("Location") == told.get("Location") is not None
    assert model.objects.count() == count


def test_an_abstract_is_begun_once(stranger):
    call = CallFactory()
    program = Program(stranger)
    body = {"call": call.pk, "title": "On tides"}

    first = program.post("submissions/", body, status=201, **KEY)

    assert program.post("submissions/", body, status=200, **KEY) == first
    assert Abstract.objects.count() == 1


def test_without_a_key_each_request_makes_one(program):
    assert program.post("contributions/", TALK, status=201) != program.post(
        "contributions/", TALK, status=201
    )
    assert not RequestKey.objects.exists()


def test_the_same_key_for_another_request_is_refused(program):
    program.post("contributions/", TALK, status=201, **KEY)

    refused = program.post("contributions/", {**TALK, "title": "Lenses"}, status=422, **KEY)

    assert "Choose a new one" in refused["detail"]
    program.post("tracks/", {"event": "conf-2027", "name": "Waves"}, status=422, **KEY)
    assert not Track.objects.filter(name="Waves").exists()


def test_what_was_refused_or_rehearsed_leaves_the_key_free(program):
    program.post("contributions/", {**TALK, "minutes": -1}, status=400, **KEY)
    program.post("timetable-entries/?dry_run=true", COFFEE, status=200, **KEY)

    program.post("contributions/", TALK, status=201, **KEY)


def test_keys_are_ones_own(program, event, stranger):
    program.post("contributions/", TALK, status=201, **KEY)
    other = manager_of(event, stranger)

    other.post("contributions/", TALK, status=201, **KEY)

    assert Contribution.objects.filter(title="Prisms").count() == 2


def test_a_key_opens_nothing(program, stranger):
    program.post("contributions/", TALK, status=201, **KEY)

    Program().post("contributions/", TALK, status=401, **KEY)
    Program(stranger).post("contributions/", TALK, status=403, **KEY)


@pytest.mark.case("S9")
@pytest.mark.parametrize(("address", "body", "model"), MADE, ids=[address for address, _body, _model in MADE])
def test_who_may_not_do_it_any_more_is_not_told_again(program, event, organiser, address, body, model):
    made = program.post(address, body, status=201, **KEY)
    Grant.objects.filter(user=organiser).delete()

    seen = program.post(address, body, status=403, **KEY)
    set_mode(event.access, mode=AccessList.Mode.RESTRICTED)
    hidden = program.post(address, body, status=400, **KEY)

    assert "Only those who run the event" in seen["detail"]
    assert hidden == {"event": ["There is no such event."]}
    assert made != seen
    assert RequestKey.objects.get().answer is not None


@pytest.mark.parametrize("key", ["x" * 101, "tab\there"])
def test_a_key_that_can_not_be_kept_is_refused(program, key):
    assert list(program.post("contributions/", TALK, status=400, Idempotency_Key=key)) == ["Idempotency-Key"]


def test_keys_are_forgotten_after_a_day(program):
    program.post("contributions/", TALK, status=201, **KEY)
    assert forget_request_keys() == 0
    RequestKey.objects.update(at=timezone.now() - timedelta(days=2))

    assert forget_request_keys() == 1
    assert doorbell.name in {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("headers", "made"), [(KEY, 1), ({}, 2)], ids=["with a key", "without one"])
def test_two_at_once_make_one(event, organiser, headers, made):
    programs = [manager_of(event, organiser), Program(organiser)]
    start, statuses = Barrier(2), []

    def send(program):
        try:
            start.wait(timeout=10)
            answer = program.client.post(
                "/api/v1/contributions/",
                TALK,
                format="json",
                headers={name.replace("_", "-"): value for name, value in headers.items()},
            )
            statuses.append(answer.status_code)
        finally:
            connection.close()

    threads = [Thread(target=send, args=[program]) for program in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(statuses) == ([200, 201] if made == 1 else [201, 201])
    assert Contribution.objects.filter(title="Prisms").count() == made
