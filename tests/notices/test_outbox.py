"""What is owed is never lost, never sent for a thing that did not happen, and given up in the end."""

from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from kit.later import Doorbell
from notices import operations
from notices.models import Notice
from notices.operations.delivery import MOST_ATTEMPTS

pytestmark = pytest.mark.django_db


def owe(to="ada@example.org"):
    return operations.post_message(to=to, subject="Room changed", body="It is Red Hall now.\n")


class Refusing:
    """A mail server that raises what it is told, and then serves again."""

    def __init__(self, monkeypatch, *errors):
        self.errors = list(errors)
        self.send = mail.EmailMessage.send
        monkeypatch.setattr(mail.EmailMessage, "send", self)

    def __get__(self, message, kind=None):
        return lambda: self.answer(message)

    def answer(self, message):
        if self.errors:
            raise self.errors.pop(0)
        return self.send(message)


def test_a_notice_is_delivered_once():
    notice = owe()

    operations.deliver(notice.pk)
    operations.deliver(notice.pk)

    assert [message.to for message in mail.outbox] == [["ada@example.org"]]
    notice.refresh_from_db()
    assert notice.sent_at is not None


def test_the_message_id_stays_the_same_at_every_try(monkeypatch):
    Refusing(monkeypatch, SMTPServerDisconnected("gone"))
    notice = owe()
    operations.deliver(notice.pk)
    Notice.objects.update(next_try_at=timezone.now())

    operations.deliver(notice.pk)

    assert mail.outbox[0].extra_headers["Message-ID"] == notice.message_id


@pytest.mark.case("R5")
def test_nobody_is_told_of_what_was_rolled_back():
    with transaction.atomic():
        owe()
        transaction.set_rollback(True)

    assert not Notice.objects.exists()
    assert mail.outbox == []


def test_a_failed_try_is_put_off_with_growing_pauses(monkeypatch):
    Refusing(monkeypatch, *[OSError("no route")] * 2)
    notice = owe()
    operations.deliver(notice.pk)
    notice.refresh_from_db()
    first_pause = notice.next_try_at - timezone.now()
    Notice.objects.update(next_try_at=timezone.now())
    operations.deliver(notice.pk)

    notice.refresh_from_db()

    assert timedelta(seconds=50) < first_pause < notice.next_try_at - timezone.now()
    assert notice.last_error == "OSError: no route"


def test_a_notice_is_not_tried_before_its_time(monkeypatch):
    Refusing(monkeypatch, OSError("no route"))
    notice = owe()
    operations.deliver(notice.pk)

    operations.deliver(notice.pk)

    notice.refresh_from_db()
    assert notice.attempts == 1


@pytest.mark.case("R36")
def test_a_poisoned_notice_becomes_a_dead_letter_and_others_go_on(monkeypatch):
    Refusing(monkeypatch, *[ValueError("poison")] * MOST_ATTEMPTS)
    poisoned = owe()
    for _try in range(MOST_ATTEMPTS):
        Notice.objects.filter(pk=poisoned.pk).update(next_try_at=timezone.now())
        operations.deliver(poisoned.pk)

    operations.deliver(owe("grace@example.org").pk)

    assert list(Notice.objects.given_up()) == [poisoned]
    assert [message.to for message in mail.outbox] == [["grace@example.org"]]


def test_an_address_refused_for_good_is_not_tried_again(monkeypatch):
    Refusing(monkeypatch, SMTPRecipientsRefused({"ada@example.org": (550, b"no such user")}))
    notice = owe()

    operations.deliver(notice.pk)

    notice.refresh_from_db()
    assert notice.given_up_at is not None


def test_a_dead_letter_can_be_sent_again():
    notice = owe()
    Notice.objects.update(given_up_at=timezone.now(), attempts=MOST_ATTEMPTS)
    notice.refresh_from_db()

    operations.retry(notice)
    operations.deliver(notice.pk)

    assert len(mail.outbox) == 1


@pytest.mark.case("R3")
def test_a_queue_that_is_down_fails_nobody_and_loses_nothing(monkeypatch, django_capture_on_commit_callbacks):
    def down(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("kit.later._doorbell", Doorbell())
    monkeypatch.setattr("kit.later.current_app.send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        notice = owe()

    assert list(Notice.objects.owed()) == [notice]


def left_behind(to="left@example.org"):
    long_ago = timezone.now() - timedelta(minutes=5)
    return Notice.objects.create(recipient=to, created_at=long_ago, next_try_at=long_ago)


def test_the_sweep_sends_what_was_left_behind():
    left_behind()
    owe("too-fresh@example.org")

    tried = operations.sweep()

    assert tried == 1
    assert [message.to for message in mail.outbox] == [["left@example.org"]]


def test_the_sweep_gives_the_next_one_its_turn_when_a_mail_fails(monkeypatch):
    Refusing(monkeypatch, OSError("no route"))
    left_behind("unreachable@example.org")
    left_behind()

    tried = operations.sweep()

    assert tried == 2
    assert [message.to for message in mail.outbox] == [["left@example.org"]]


def test_a_reason_that_no_database_keeps_puts_a_notice_off_all_the_same(monkeypatch):
    Refusing(monkeypatch, OSError("a NUL \x00 in the answer"))
    notice = owe()

    operations.deliver(notice.pk)

    notice.refresh_from_db()
    assert notice.last_error == "OSError: a NUL  in the answer"


@pytest.mark.parametrize(
    "error",
    [
        SMTPAuthenticationError(535, b"wrong password"),
        SMTPSenderRefused(550, b"not from here", "us@example.org"),
        SMTPConnectError(554, b"go away"),
    ],
)
def test_a_refusal_of_ourselves_is_no_reason_to_give_a_mail_up(monkeypatch, error):
    Refusing(monkeypatch, error)
    notice = owe()

    operations.deliver(notice.pk)

    assert list(Notice.objects.owed()) == [notice]


@pytest.mark.case("S43")
@pytest.mark.parametrize(
    "to", ["a@example.org, b@example.org", "a@example.org\nBcc: b@example.org", "nobody", ""]
)
def test_a_recipient_is_exactly_one_address(to):
    with pytest.raises(operations.posting.NotAnAddress, match="not an e-mail address"):
        owe(to)


@pytest.mark.case("S42")
def test_a_subject_is_one_line():
    notice = operations.post_message(to="a@example.org", subject="Hello\r\nBcc: b@example.org", body="x")

    assert notice.subject == "Hello Bcc: b@example.org"


def test_the_oldest_owed_notice_tells_its_age():
    assert Notice.objects.oldest_owed_age() == timedelta(0)

    long_ago = timezone.now() - timedelta(minutes=6)
    Notice.objects.create(recipient="a@example.org", created_at=long_ago, next_try_at=long_ago)

    assert Notice.objects.oldest_owed_age() >= timedelta(minutes=6)
