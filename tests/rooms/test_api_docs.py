"""Every command of docs/api/rooms.md works, in its order."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.clock import at
from tests.documented import commands
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import RoomFactory
from tests.rooms.programs import caller

pytestmark = pytest.mark.django_db


def test_every_command_of_the_documentation_works(time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    user = UserFactory()
    program = caller(user)
    room = RoomFactory(owner=user)
    GrantFactory(access_list=room.location.access, user=user, permission="manage")
    numbers = {"ROOM": room.pk}
    asked = list(commands("api/rooms.md"))

    for command in asked:
        method, address, body = command.method, command.address, command.body
        for name, number in numbers.items():
            address = address.replace(f"${name}", str(number))
            body = body and body.replace(f"${name}", str(number))
        sent = {"data": body, "content_type": "application/json"} if body else {}
        if command.form:
            sent = {
                "data": {command.form: SimpleUploadedFile("rooms.csv", b"number\n101\n")},
                "format": "multipart",
            }
        answer = getattr(program, method)(address, headers=command.headers, **sent)

        assert answer.status_code in (200, 201, 204), (method, address, answer.content)
        if address == "/api/v1/bookings/" and method == "post":
            numbers["BOOKING"] = answer.json()["id"]

    assert len(asked) == 20
