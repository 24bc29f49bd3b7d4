"""When people and rooms are there, from a table over REST."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kit.moments import Span
from tests.clock import DAY, at
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory
from tests.timetable.programs import Program, manager_of
from timetable.models import Availability
from timetable.operations.availability import periods_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = EventFactory(starts_at=at("08:00"), ends_at=at("18:00"), time_zone="UTC", is_draft=False)
    EventPersonFactory(event=event, name="Ada", email="ada@example.org")
    EventPersonFactory(event=event, name="Bob", email="bob@example.org")
    EventRoomFactory(event=event, name="Aula")
    return event


@pytest.fixture
def program(event, organiser):
    return manager_of(event, organiser)


def send(program, event, text, query="", status=200):
    file = SimpleUploadedFile("times.csv", text.encode(), content_type="text/csv")
    address = f"/api/v1/timetables/{event.pk}/availabilities/import/{query}"
    answer = program.client.post(address, {"file": file}, format="multipart")
    assert answer.status_code == status, answer.content
    return answer.json()


LIST = f"""email,room,day,from,to
ada@example.org,,{DAY},9:00,12:00
ada@example.org,,{DAY},14:00,15:00
,Aula,{DAY},8:00,18:00
bob@example.org,,{DAY},9:00,10:00
bob@example.org,,{DAY},late,later
eve@example.org,,{DAY},9:00,10:00
"""


def test_rows_are_taken_as_the_page_takes_them(program, event):
    told = send(program, event, LIST)

    ada, bob = event.people.order_by("name")
    assert periods_of(ada) == [Span(at("09:00"), at("12:00")), Span(at("14:00"), at("15:00"))]
    assert periods_of(event.rooms.get()) == [Span(at("08:00"), at("18:00"))]
    assert periods_of(bob) == []
    assert (told["dry_run"], told["named"], told["changed"]) == (False, 2, 2)
    assert [row["outcome"] for row in told["rows"]] == ["set", "set", "set", "left_out", "refused", "refused"]
    assert told["rows"][5]["problem"] == "Nobody of the event is “eve@example.org”."


def test_a_dry_run_says_the_same_and_sets_nothing(program, event):
    would_be = send(program, event, LIST, "?dry_run=true")

    assert not Availability.objects.exists()
    done = send(program, event, LIST)
    assert (would_be["changed"], would_be["rows"], would_be["named"]) == (None, done["rows"], 2)


@pytest.mark.parametrize("text", ["", "name,colour\nAda,red\n"])
def test_a_list_without_its_columns_is_refused_at_its_field(program, event, text):
    assert list(send(program, event, text, status=400)) == ["file"]


def test_only_those_who_run_the_event_may(event, stranger):
    assert "Only those who run the event" in send(Program(stranger), event, LIST, status=403)["detail"]
