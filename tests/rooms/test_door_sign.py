"""The sheet with the address of a door display and the sign to print."""

import pytest
from django.urls import reverse

from rooms.tokens import DOOR, token_for
from tests.factories.accounts import UserFactory
from tests.factories.rooms import RoomFactory

pytestmark = pytest.mark.django_db


def test_those_who_run_a_room_print_its_sign_with_the_code_and_nobody_else(client):
    owner = UserFactory()
    room = RoomFactory(owner=owner)
    address = reverse("door-sheet", args=[room.pk])

    client.force_login(owner)
    sign = client.get(address)
    client.force_login(UserFactory())
    others = client.get(address)

    assert (sign.status_code, others.status_code) == (200, 403)
    assert 'class="qr"' in sign.content.decode()
    assert reverse("door", args=[room.pk, token_for(DOOR, room.door_nonce)]) in (sign.content.decode())
