"""Every command of docs/api/abstracts.md works, in its order."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from abstracts.models import Abstract, State, TeamMember
from accounts.models import User
from events.models import Event
from tests.documented import commands
from tests.factories.abstracts import AbstractFactory, CallFactory, QuestionFactory, TeamMemberFactory
from tests.factories.events import EventFactory
from tests.factories.programme import TrackFactory
from tests.timetable.programs import manager_of

pytestmark = pytest.mark.django_db

TABLE = b"title,authors\nImported,Ada Lovelace\n"


@pytest.mark.case("S1")
def test_every_command_of_the_documentation_works():
    organiser = User.objects.create_user(
        "organiser@example.org", "a long pass phrase", name="Olive Organiser"
    )
    event = EventFactory(slug="feet", kind=Event.Kind.CONFERENCE)
    track = TrackFactory(event=event)
    call = CallFactory(event=event)
    call.tracks.set([track])
    TeamMemberFactory(event=event, user=organiser, duty=TeamMember.Duty.REVIEWER)
    abstract = AbstractFactory(call=call, tracks=[track])
    own = AbstractFactory(
        call=call, state=State.DRAFT, submitted_at=None, submitter=organiser, tracks=[track]
    )
    own.authors.create(name="Olive Organiser")
    program = manager_of(event, organiser)
    numbers = {
        "EVENT_ID": event.pk,
        "EVENT": event.slug,
        "CALL": call.pk,
        "TRACK": track.pk,
        "SUBMISSION": own.pk,
        "ABSTRACT": abstract.pk,
        "REVIEWER": organiser.pk,
        "QUESTION": QuestionFactory(call=call).pk,
    }
    asked = list(commands("api/abstracts.md"))

    for command in asked:
        answer = getattr(program.client, command.method)(
            filled(command.address, numbers), **content_of(command, numbers)
        )
        said = b"" if answer.streaming else answer.content
        assert answer.status_code < 300, (command, answer.status_code, said)

    abstract.refresh_from_db()
    assert (abstract.state, abstract.is_released) == (State.ACCEPTED, True)
    assert Abstract.objects.get(pk=own.pk).state == State.SUBMITTED
    assert len(asked) == 30


def filled(text, numbers):
    for name, value in numbers.items():
        text = text.replace(f"${name}", str(value))
    return text


def content_of(command, numbers):
    if command.form:
        file = SimpleUploadedFile("papers.csv", TABLE)
        fields = {name: filled(value, numbers) for name, value in command.fields.items()}
        return {"data": {command.form: file, **fields}, "format": "multipart"}
    if command.body:
        return {"data": filled(command.body, numbers), "content_type": "application/json"}
    return {}
