"""Lists in lists in lists: refused like any other JSON that makes no sense."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.case("S32")]

DEEP = "[" * 100_000 + "]" * 100_000


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_admin=True))
    return client


@pytest.mark.parametrize("address", ["/api/v1/rooms/", "/api/v1/timetable-entries/"])
def test_a_body_that_is_nested_too_deeply_is_a_mistake_of_the_sender(admin, address):
    answer = admin.post(address, DEEP, content_type="application/json")

    assert (answer.status_code, answer.json()["detail"]) == (400, "This is nested too deeply.")


def test_so_is_a_field_of_a_form(admin):
    form = {"file": SimpleUploadedFile("rooms.csv", b"name\nAula\n"), "columns": DEEP}

    assert admin.post("/api/v1/rooms/import/", form).status_code == 400
