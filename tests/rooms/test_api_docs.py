"""Every command of docs/api/rooms.md works, in its order."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.clock import at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import RoomFactory
from tests.rooms.programs import caller

pytestmark = pytest.mark.django_db
DOC = Path(__file__).resolve().parents[2] / "docs" / "api" / "rooms.md"
FENCE = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def commands():
    """The curl commands: method, address, headers beside the token, and body."""
    text = "\n".join(FENCE.findall(DOC.read_text(encoding="utf-8"))).replace("\\\n", " ")
    for line in re.findall(r"^curl (?:'[^']*'|[^'\n])*$", text, re.MULTILINE):
        words = iter(shlex.split(line)[1:])
        method, headers, body, address, form = "get", {}, None, "", None
        for word in words:
            if word == "--request":
                method = next(words).lower()
            elif word == "--header":
                name, _colon, value = next(words).partition(": ")
                headers[name] = value
            elif word == "--form":
                name, _equals, _file = next(words).partition("=")
                form, method = name, "post" if method == "get" else method
            elif word == "--data":
                body = next(words)
                method = "post" if method == "get" else method
            else:
                address = word.removeprefix("$BASE")
        assert headers.pop("Authorization") == "Bearer $TOKEN"
        yield method, address, headers, body, form


def test_every_command_of_the_documentation_works(time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    user = UserFactory()
    program = caller(user)
    room = RoomFactory(owner=user)
    GrantFactory(access_list=room.location.access, user=user, permission="manage")
    numbers = {"ROOM": room.pk}
    asked = list(commands())

    for method, address, headers, body, form in asked:
        for name, number in numbers.items():
            address = address.replace(f"${name}", str(number))
            body = body and body.replace(f"${name}", str(number))
        sent = {"data": body, "content_type": "application/json"} if body else {}
        if form:
            sent = {"data": {form: SimpleUploadedFile("rooms.csv", b"number\n101\n")}, "format": "multipart"}
        answer = getattr(program, method)(address, headers=headers, **sent)

        assert answer.status_code in (200, 201, 204), (method, address, answer.content)
        if address == "/api/v1/bookings/" and method == "post":
            numbers["BOOKING"] = answer.json()["id"]

    assert len(asked) == 20
