"""Logs name rooms to those who may see them when they read, whatever was so when it was written."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.models import AccessList, Grant
from access.operations import grant, set_mode
from journal.models import Entry
from journal.names import reference
from journal.operations import LONGEST_VALUE, open_logbook, record
from rooms.operations.parts import set_parts
from tests.factories.accounts import UserFactory
from tests.factories.rooms import LocationFactory, RoomFactory

pytestmark = pytest.mark.django_db

CANARY = "zibeline"


def log_of(room, reader, **query):
    client = Client()
    client.force_login(reader)
    return client.get(reverse("room-log", args=[room.pk]), query).content.decode()


def test_who_runs_a_part_is_not_told_of_a_part_or_a_whole_they_may_not_see():
    location, boss, reader = LocationFactory(), UserFactory(is_admin=True), UserFactory()
    whole, mine, other = (
        RoomFactory(location=location, name=name) for name in (f"Hall {CANARY}", "Bay", f"Vault {CANARY}")
    )
    grant(mine.access, to=reader, permission=Grant.MANAGE)
    set_parts(whole, parts=[mine, other], by=boss)

    open_to_all = log_of(mine, reader)
    for room in (whole, other):
        set_mode(room.access, mode=AccessList.Mode.RESTRICTED)
    shut = log_of(mine, reader)

    assert f"Vault {CANARY}" in open_to_all
    assert f"Hall {CANARY}" in open_to_all
    assert CANARY not in shut
    assert "Bay, a room you may not see" in shut
    assert "Bay, a room you may not see" not in log_of(mine, reader, q=CANARY)
    assert f"Vault {CANARY}" in log_of(mine, boss, q=CANARY)


def test_a_room_out_of_use_keeps_its_name_in_logs():
    boss, room, whole = UserFactory(is_admin=True), RoomFactory(name="Bay"), RoomFactory()
    room.location = whole.location
    room.save()
    set_parts(whole, parts=[room], by=boss)
    set_parts(whole, parts=[], by=boss)
    room.retired_at = timezone.now()
    room.save()

    assert "Bay" in log_of(whole, boss)


def test_what_is_too_long_for_a_log_is_not_cut_within_a_reference():
    room, logbook = RoomFactory(), open_logbook()
    texts = ["x" * n + room.log_reference * 100 for n in range(20)]

    for text in texts:
        record(logbook, "thing.done", by=None, subject=room, changes={"rooms": ("", text)})

    entries = Entry.objects.filter(logbook=logbook)
    kept = [entry.changes["rooms"][1] for entry in entries]
    assert {entry.subject for entry in entries} == {room.log_reference}
    assert {text[-2:] for text in kept} <= {"⟧…"}
    assert max(len(text) for text in kept) == LONGEST_VALUE


def test_text_that_looks_like_a_reference_tells_nothing_of_what_is_hidden(organiser):
    room = RoomFactory(name=f"Vault {CANARY}", mode=AccessList.Mode.RESTRICTED)
    mine = RoomFactory(name="Bay", owner=organiser)
    typed = f"{room.log_reference} {reference('nothing', 1)}"
    record(mine.logbook, "room.edited", by=organiser, subject=typed)

    shown = log_of(mine, organiser)

    assert CANARY not in shown
    assert "a room you may not see ⟦nothing:1⟧" in shown


@pytest.fixture
def organiser():
    return UserFactory()
