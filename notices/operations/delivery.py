"""Deliver what is owed: one message, one transaction, as often as it takes but not for ever."""

import random
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from kit.later import run_later
from notices.models import Notice

# Minutes until the next try; then every quarter of an hour up to the last. RFC 5321 §4.5.4.1 asks for 30 and days,
# but people wait for these mails.
BACKOFF = [1, 2, 5, 10, 15, 30, 60]
MOST_ATTEMPTS = len(BACKOFF) + 1
SWEEP_BATCH = 500


@transaction.atomic
def deliver(notice_id: int) -> None:
    """Send one notice if it is due. Two workers never send the same one; only a crash right here could repeat it."""
    due = Notice.objects.due(timezone.now()).select_for_update(skip_locked=True, of=("self",))
    notice = due.filter(pk=notice_id).first()
    if notice is None:
        return
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


def sweep() -> int:
    """Ring again for everything due: what a lost queue, a killed worker or a failed try left behind."""
    late = timezone.now() - timedelta(seconds=10)
    waiting = Notice.objects.due(timezone.now()).filter(created_at__lte=late).order_by("next_try_at")
    due = list(waiting.values_list("pk", flat=True)[:SWEEP_BATCH])
    for notice_id in due:
        run_later("notices.tasks.deliver", notice_id=notice_id)
    return len(due)


@transaction.atomic
def retry(notice: Notice) -> None:
    """Give a dead letter another full round of tries."""
    notice.given_up_at = None
    notice.attempts = 0
    notice.next_try_at = timezone.now()
    notice.save(update_fields=["given_up_at", "attempts", "next_try_at"])
    run_later("notices.tasks.deliver", notice_id=notice.pk)


def _put_off(notice: Notice, error: Exception) -> None:
    notice.last_error = f"{type(error).__name__}: {error}"[:500]
    if _is_final(error) or notice.attempts >= MOST_ATTEMPTS:
        notice.given_up_at = timezone.now()
        return
    minutes = BACKOFF[notice.attempts - 1]
    jitter = random.uniform(1.0, 1.3)  # noqa: S311  (spreads the load, protects nothing)
    notice.next_try_at = timezone.now() + timedelta(minutes=minutes * jitter)


def _is_final(error: Exception) -> bool:
    """A 5xx answer of the receiving side is for good (RFC 5321 §4.2.1)."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code >= 500


def _message(notice: Notice) -> EmailMessage:
    return EmailMessage(
        subject=notice.subject,
        body=notice.body,
        to=[notice.recipient],
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated"},
    )
