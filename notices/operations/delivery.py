"""Deliver what is owed: one message, one transaction, as often as it takes but not for ever."""

import random
import time
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from kit.later import run_later
from notices.models import Notice, NoticeQuerySet
from notices.operations.files import part_of

# Minutes between the tries: soon at first, for people wait; then long enough to outlive a night without a mail
# server (RFC 5321 §4.5.4.1 asks for half an hour and days).
BACKOFF = [1, 2, 5, 15, 60, 240, 720]
MOST_ATTEMPTS = len(BACKOFF) + 1
# A fresh notice belongs to the worker that its own bell wakes; only after these seconds it counts as left behind.
LEFT_BEHIND = timedelta(seconds=10)
SWEEP_SECONDS = 20.0


def deliver(notice_id: int) -> None:
    """Send one notice if it is due. Two workers never send the same one; only a crash right here could repeat it."""
    _deliver_first(Notice.objects.due(timezone.now()).filter(pk=notice_id))


def sweep(*, seconds: float = SWEEP_SECONDS) -> int:
    """Send what a lost queue, a killed worker or a failed try left behind, for so long; returns how many were tried.

    It sends instead of ringing again: bells for what nobody got to yet would pile up in a queue that is slow already.
    """
    end = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < end and _deliver_first(_left_behind()):
        tried += 1
    return tried


@transaction.atomic
def retry(notice: Notice) -> None:
    """Give a dead letter another full round of tries."""
    notice.given_up_at = None
    notice.attempts = 0
    notice.next_try_at = timezone.now()
    notice.save(update_fields=["given_up_at", "attempts", "next_try_at"])
    run_later("notices.tasks.deliver", notice_id=notice.pk)


def _left_behind() -> NoticeQuerySet:
    now = timezone.now()
    return Notice.objects.due(now).filter(created_at__lte=now - LEFT_BEHIND).order_by("next_try_at", "pk")


@transaction.atomic
def _deliver_first(due: NoticeQuerySet) -> bool:
    """Send the first of them that no other worker holds; False when there is none."""
    notice = due.select_for_update(skip_locked=True, of=("self",)).first()
    if notice is None:
        return False
    notice.attempts += 1
    try:
        _message(notice).send()
    except (
        Exception
    ) as error:  # whatever the mail library raises, the notice stays owed and the next one gets its turn
        _put_off(notice, error)
    else:
        notice.sent_at = timezone.now()
        notice.last_error = ""
    notice.save(update_fields=["attempts", "sent_at", "last_error", "next_try_at", "given_up_at"])
    return True


def _put_off(notice: Notice, error: Exception) -> None:
    # A server may answer anything, and PostgreSQL keeps no NUL: the reason must never prevent the putting off.
    notice.last_error = f"{type(error).__name__}: {error}".replace("\x00", "")[:500]
    if _is_final(error) or notice.attempts >= MOST_ATTEMPTS:
        notice.given_up_at = timezone.now()
        return
    minutes = BACKOFF[notice.attempts - 1]
    jitter = random.uniform(1.0, 1.3)  # noqa: S311  (spreads the load, protects nothing)
    notice.next_try_at = timezone.now() + timedelta(minutes=minutes * jitter)


def _is_final(error: Exception) -> bool:
    """A 5xx answer to the recipient or the text is for good (RFC 5321 §4.2.1).

    One to our greeting, sign-in or sender is not: that is a mistake of ours, and the mail leaves once it is mended.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def _message(notice: Notice) -> EmailMessage:
    """The mail itself. A calendar file is in it twice, as others send it, for no way reaches all programs.

    Beside the text with its method it is an invitation to Gmail, Outlook and Apple Mail (RFC 6047, 2.4); as an
    attachment everybody else can save or open it.
    """
    message = EmailMultiAlternatives(
        subject=notice.subject,
        body=notice.body,
        to=[notice.recipient],
        reply_to=[notice.reply_to] if notice.reply_to else None,
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated"},
    )
    if notice.calendar:
        message.attach_alternative(notice.calendar, f"text/calendar; method={notice.calendar_method}")
        message.attach("invite.ics", notice.calendar.encode(), "application/ics")
    for file in notice.files.all():
        message.attach(part_of(file))
    return message
