"""A mail with a calendar file is an invitation to every mail program, and carries nothing that was slipped in."""

import email
import email.policy
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from kit import ical
from notices import operations
from notices.models import Notice
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)
TEMPLATE = "events/mail/right_given.txt"


def calendar_file(user=None, *, method="REQUEST", summary="Seminar — été"):
    attendee = ical.Attendee(user.name if user else "Ada", user.email if user else "ada@example.org")
    entry = ical.event(
        uid="booking-1@host.example",
        starts_at=NOON,
        ends_at=NOON + timedelta(hours=1),
        zone="Europe/Zurich",
        summary=summary,
        sequence=1,
        modified_at=NOON,
        status="CONFIRMED",
        organizer=("Rooms", "rooms@example.org"),
        attendees=[attendee],
    )
    return ical.message(method, [entry])


def owe(file, **changes):
    return operations.post_message(
        **{"to": "ada@example.org", "subject": "Booked", "body": "Red Hall.\n", "calendar": file, **changes}
    )


def delivered(notice):
    """The mail as the other side reads it."""
    operations.deliver(notice.pk)
    raw = mail.outbox[-1].message().as_bytes(linesep="\r\n")
    return email.message_from_bytes(raw, policy=email.policy.default)


def parts_of(message):
    return [part.get_content_type() for part in message.walk()]


def test_the_mail_has_the_form_that_all_programs_take():
    message = delivered(owe(calendar_file()))

    assert parts_of(message) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
    ]


def test_the_mail_says_the_method_of_its_file_and_the_file_arrives_as_it_was():
    file = calendar_file()

    message = delivered(owe(file))

    plain, inline, attached = list(message.walk())[2:]
    assert plain.get_content().replace("\r\n", "\n") == "Red Hall.\n"
    assert dict(inline["Content-Type"].params) == {"method": "REQUEST", "charset": "utf-8"}
    assert inline.get_payload(decode=True).decode() == file.text
    assert (attached.get_filename(), attached.get_content_disposition()) == ("invite.ics", "attachment")
    assert attached.get_payload(decode=True).decode() == file.text


def test_a_mail_without_a_file_is_plain_text():
    message = delivered(owe(None))

    assert parts_of(message) == ["text/plain"]


def test_everybody_gets_the_file_made_for_them_in_their_language():
    ada, grace = UserFactory(name="Ada", language="fr"), UserFactory(name="Grace", language="en")

    notices = operations.post(
        TEMPLATE,
        to=[ada, grace],
        calendar=lambda user: calendar_file(user, summary=gettext("Language")),
        thing="Red Hall",
        permission="see",
    )

    french, english = (notice.calendar.replace("\r\n ", "") for notice in notices)
    assert f';CN="Ada":mailto:{ada.email}\r\n' in french
    assert f';CN="Grace":mailto:{grace.email}\r\n' in english
    assert ("SUMMARY:Langue\r\n" in french, "SUMMARY:Language\r\n" in english) == (True, True)
    assert [notice.calendar_method for notice in notices] == ["REQUEST", "REQUEST"]


@pytest.mark.case("S42")
@pytest.mark.parametrize(
    "text",
    [
        "x\r\nBcc: b@example.org",
        "x\r\n\r\n--boundary\r\nContent-Type: text/html\r\n\r\n<b>",
        "x\nMETHOD:CANCEL",
        "x\r\n.\r\nMAIL FROM:<b@example.org>",
    ],
)
def test_no_text_of_a_file_becomes_a_header_or_a_part(text):
    user = UserFactory.build(name=text, email="ada@example.org")

    message = delivered(owe(calendar_file(user, summary=text), subject=text))

    assert message["Bcc"] is None
    assert len(parts_of(message)) == 5
    assert message["To"] == "ada@example.org"
    assert dict(list(message.walk())[3]["Content-Type"].params)["method"] == "REQUEST"
    lines = list(message.walk())[3].get_payload(decode=True).decode().split("\r\n")
    assert [line for line in lines if line.startswith(("METHOD", "Content-Type", "MAIL", "."))] == [
        "METHOD:REQUEST"
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"calendar": "BEGIN:VCALENDAR"},
        {"calendar_method": "REQUEST"},
        {"calendar": "BEGIN:VCALENDAR", "calendar_method": "REPLY"},
        {"calendar": "BEGIN:VCALENDAR", "calendar_method": "REQ\r\nX: y"},
    ],
)
def test_the_database_keeps_a_file_and_its_method_together(values):
    with pytest.raises(IntegrityError, match="notice_has_calendar_and_method"), transaction.atomic():
        Notice.objects.create(recipient="ada@example.org", **values)


def test_a_file_and_its_method_are_kept_until_the_mail_leaves():
    file = calendar_file()

    notice = Notice.objects.get(pk=owe(file).pk)

    assert (notice.calendar, notice.calendar_method) == (file.text, "REQUEST")
