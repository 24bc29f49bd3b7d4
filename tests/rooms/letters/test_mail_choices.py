"""People choose which mails about rooms they get."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import Grant
from rooms.models import MailChoice, MutedRoom, Room
from rooms.operations.settings import room_settings
from tests.factories.rooms import RoomFactory

pytestmark = pytest.mark.django_db
PAGE = "/rooms/mail/"


@pytest.fixture
def ada(client, ada):
    client.force_login(ada)
    return ada


def test_a_choice_is_kept(client, ada):
    muted = RoomFactory(owner=ada)
    RoomFactory(owner=ada)

    answer = client.post(PAGE, {"mode": "owned", "digest": "on", "muted": [muted.pk]}, follow=True)

    choice = MailChoice.objects.get(user=ada)
    assert (choice.mode, choice.digest) == ("owned", True)
    assert list(MutedRoom.objects.values_list("room", flat=True)) == [muted.pk]
    assert "Saved what mail you get" in answer.content.decode()


def test_a_room_that_is_no_longer_ticked_is_heard_of_again(client, ada):
    room = RoomFactory(owner=ada)
    MutedRoom.objects.create(user=ada, room=room)

    client.post(PAGE, {"mode": "all"})

    assert not MutedRoom.objects.exists()


def test_the_link_of_a_mail_ticks_its_room_and_saves_nothing(client, ada):
    room = RoomFactory(owner=ada, name="Red Hall")

    page = client.get(PAGE, {"mute": room.pk}).content.decode()

    assert "Red Hall is ticked below." in page
    assert f'value="{room.pk}" id="id_muted_0" checked' in " ".join(page.split())
    assert not MutedRoom.objects.exists()


@pytest.mark.parametrize("text", ["", "x", "0", "-1", "9" * 400, "²", "1e3"])
def test_what_names_no_room_ticks_none(client, ada, text):
    RoomFactory(owner=ada)

    page = client.get(PAGE, {"mute": text})

    assert page.status_code == 200
    assert "ticked below" not in page.content.decode()


def test_the_rooms_are_those_one_owns_manages_or_moderates(client, ada):
    RoomFactory(owner=ada, name="Owned")
    for name, permission in (("Managed", Grant.MANAGE), ("Moderated", Room.MODERATE), ("Seen", Grant.VIEW)):
        room = RoomFactory(name=name)
        Grant.objects.create(access_list=room.access, user=ada, permission=permission)
    site = RoomFactory(name="Of my site")
    Grant.objects.create(access_list=site.location.access, user=ada, permission=Grant.MANAGE)
    foreign = RoomFactory(name="Foreign")

    page = client.get(PAGE).content.decode()
    refused = client.post(PAGE, {"mode": "all", "muted": [foreign.pk]})

    names = ("Owned", "Managed", "Moderated", "Of my site", "Seen", "Foreign")
    assert [name for name in names if name in page] == list(names[:4])
    assert refused.status_code == 422


def test_who_runs_no_room_has_nothing_to_choose(client, ada):
    RoomFactory()
    Grant.objects.create(access_list=room_settings().access, user=ada, permission=Grant.MANAGE)

    page = client.get(PAGE).content.decode()

    assert "You own, manage and moderate no room." in page
    assert "<form class" not in page


def test_as_many_queries_for_many_rooms_as_for_one(client, ada):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    room = RoomFactory(owner=ada)
    cost()
    one = cost()
    for _number in range(3):
        RoomFactory(owner=ada)
    MutedRoom.objects.create(user=ada, room=room)

    assert cost() == one
