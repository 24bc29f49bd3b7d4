"""Mails say where answers go and take files along; files are kept once, and as long as a mail needs them."""

import email
import email.policy

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from notices import operations
from notices.models import Notice, NoticeFile
from notices.operations import Mail, forget_files, keep_file, post_mails
from notices.operations.posting import NotAnAddress

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 \x00\xff template"


def owe(**changes):
    values = {"to": "ada@example.org", "subject": "Accepted", "body": "Well done.\n"}
    return operations.post_message(**{**values, **changes})


def delivered(notice):
    """The mail as the other side reads it."""
    operations.deliver(notice.pk)
    raw = mail.outbox[-1].message().as_bytes(linesep="\r\n")
    return email.message_from_bytes(raw, policy=email.policy.default)


def attached(message):
    return [
        (part.get_filename(), part.get_content_type(), part.get_payload(decode=True))
        for part in message.iter_attachments()
    ]


def test_answers_go_to_the_address_that_was_given():
    message = delivered(owe(reply_to="chair@meeting.example"))

    assert (message["Reply-To"], message["To"]) == ("chair@meeting.example", "ada@example.org")


def test_a_mail_without_one_is_answered_to_its_sender():
    message = delivered(owe())

    assert message["Reply-To"] is None


@pytest.mark.case("S42")
@pytest.mark.parametrize(
    "address",
    [
        "chair@meeting.example\r\nBcc: b@example.org",
        "chair@meeting.example\nX: y",
        "a@example.org, b@example.org",
        "Chair <chair@meeting.example>",
        "chair@meeting.example\x00",
    ],
)
def test_an_address_for_answers_is_one_address_and_nothing_else(address):
    with pytest.raises(NotAnAddress):
        owe(reply_to=address)

    assert not Notice.objects.exists()


@pytest.mark.parametrize("name", ["Vorlage für Vorträge.pdf", "template.pdf", "模板.docx", "data.csv"])
def test_files_arrive_byte_by_byte_under_their_names(name):
    with transaction.atomic():
        notice = owe(files=[keep_file(name=name, content=PDF)])

    message = delivered(notice)

    assert [(found, content) for found, _type, content in attached(message)] == [(name, PDF)]
    assert message.get_body().get_content().replace("\r\n", "\n") == "Well done.\n"


@pytest.mark.case("S42")
@pytest.mark.case("S45")
@pytest.mark.parametrize(
    ("name", "arrives"),
    [
        ('x.pdf"\r\nBcc: b@example.org', "x.pdf_Bcc_ b@example.org"),
        ("../../etc/passwd", "passwd"),
        ("mail.eml", "mail.eml"),
        ("page.html", "page.html"),
    ],
)
def test_no_name_of_a_file_becomes_a_header_or_a_folder(name, arrives):
    notice = owe(files=[keep_file(name=name, content=b"Bcc: b@example.org\r\n\r\nx")])

    message = delivered(notice)

    assert message["Bcc"] is None
    assert [(found, content) for found, _type, content in attached(message)] == [
        (arrives, b"Bcc: b@example.org\r\n\r\nx")
    ]


def test_the_type_of_a_file_is_told_by_its_name():
    names = ["a.pdf", "a.eml", "a.unheard-of", "a.csv"]

    types = [keep_file(name=name, content=b"x").media_type for name in names]

    assert types == ["application/pdf", "application/octet-stream", "application/octet-stream", "text/csv"]


def test_a_file_is_kept_once_for_many_mails():
    file = keep_file(name="template.pdf", content=PDF)
    again = keep_file(name="template.pdf", content=PDF)
    other = keep_file(name="template.pdf", content=b"other")

    notices = post_mails(
        [
            Mail(f"author-{number}@example.org", "Accepted", "Well done.\n", files=(again,))
            for number in range(20)
        ]
    )

    assert file.pk == again.pk != other.pk
    assert file.notices.count() == len(notices) == 20


def test_many_mails_are_owed_in_as_many_queries_as_one(django_assert_num_queries):
    file = keep_file(name="template.pdf", content=PDF)
    mails = [Mail(f"a{number}@example.org", "Accepted", "Well.\n", files=(file,)) for number in range(200)]

    with django_assert_num_queries(4):  # savepoint, mails, files, release
        post_mails(mails)

    assert Notice.objects.count() == 200


def test_one_wrong_address_among_many_owes_nothing():
    mails = [Mail("a@example.org", "S", "B\n"), Mail("b@example.org", "S", "B\n", reply_to="a, b")]

    with pytest.raises(NotAnAddress):
        post_mails(mails)

    assert not Notice.objects.exists()


def test_a_file_is_forgotten_when_the_last_mail_has_left():
    file = keep_file(name="template.pdf", content=PDF)
    first, second = owe(files=[file]), owe(to="grace@example.org", files=[file])
    operations.deliver(first.pk)

    while_owed = forget_files()
    operations.deliver(second.pk)
    afterwards = forget_files()

    assert (while_owed, afterwards) == (0, 1)
    assert not NoticeFile.objects.exists()
    assert Notice.objects.count() == 2


def test_a_dead_letter_keeps_its_file_for_another_try():
    notice = owe(files=[keep_file(name="template.pdf", content=PDF)])
    Notice.objects.update(given_up_at=timezone.now())

    forgotten = forget_files()
    notice.refresh_from_db()
    operations.retry(notice)

    assert forgotten == 0
    assert len(attached(delivered(notice))) == 1


def test_what_is_rolled_back_leaves_no_file():
    @transaction.atomic
    def act():
        keep_file(name="template.pdf", content=PDF)
        owe(to="nobody")

    with pytest.raises(NotAnAddress):
        act()

    assert not NoticeFile.objects.exists()


def test_the_version_before_this_one_goes_on_posting():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_notice (key, recipient, subject, body, language, created_at, next_try_at, attempts,"
            " last_error) VALUES (gen_random_uuid(), 'ada@example.org', 'S', 'B', '', now(), now(), 0, '')"
        )

    message = delivered(Notice.objects.get())

    assert (message["To"], message["Reply-To"], attached(message)) == ("ada@example.org", None, [])


@pytest.mark.parametrize("media_type", ["", "text", "text/plain\r\nX: y", "text/plain; x=y"])
def test_the_database_takes_no_media_type_that_is_more_than_one(media_type):
    with pytest.raises(IntegrityError, match="notice_file_has_a_media_type"), transaction.atomic():
        NoticeFile.objects.create(name="x", media_type=media_type, digest="0", size=1, content=b"x")
