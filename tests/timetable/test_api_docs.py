"""Every command of docs/api/timetable.md works, in its order."""

import pytest

from events.models import EventRoom
from tests.documented import commands
from tests.timetable.programs import manager_of
from tests.timetable.world import conference
from timetable.models import Slot
from timetable.operations.publishing import work_in_drafts

pytestmark = pytest.mark.django_db


@pytest.mark.case("S1")
def test_every_command_of_the_documentation_works(organiser):
    event = conference(slug="pcfc")
    program = manager_of(event, organiser)
    work_in_drafts(event, by=organiser)
    closing = Slot.objects.get(event=event, contribution__title="Closing")
    numbers = {
        "EVENT": event.slug,
        "ENTRY": closing.pk,
        "TALK": closing.contribution_id,
        "ROOM": EventRoom.objects.get(name="Blue").pk,
    }
    asked = list(commands("api/timetable.md"))

    for command in asked:
        for name, value in numbers.items():
            command.address = command.address.replace(f"${name}", str(value))
            command.body = command.body and command.body.replace(f"${name}", str(value))
        sent = {"data": command.body, "content_type": "application/json"} if command.body else {}
        answer = getattr(program.client, command.method)(command.address, **sent)
        assert answer.status_code < 300, (command, answer.status_code, getattr(answer, "content", b""))

    assert len(asked) == 18
