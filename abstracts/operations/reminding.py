"""Reminding reviewers of what waits for them: by hand, and on the days before the reviews are due that a call names."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from abstracts.models import Assignment, Call, Reviewing, ReviewReminder
from abstracts.reading import led_by
from abstracts.reviewing.progress import work_in
from abstracts.standing import standing_of
from accounts.models import User
from events.operations import lock_event
from journal.operations import record
from kit.words import moment_words, zone_words
from notices.operations import post

QUIET = timedelta(hours=1)
"""Nobody is reminded twice in this time, however often somebody presses the button."""


@transaction.atomic
def remind_reviewers(call: Call, reviewers: Collection[int], *, by: User) -> int:
    """One mail to each of these for whom something waits of what `by` leads; returns how many mails are owed."""
    event = lock_event(call.event)
    leads = led_by(standing_of(by, event)).filter(call=call).values_list("pk", flat=True)
    waiting = work_in(call, leads).waiting()
    now = timezone.now()
    lately = ReviewReminder.objects.filter(call=call, sent_at__gt=now - QUIET).values_list("user", flat=True)
    wanted = {key: waiting[key] for key in waiting.keys() & set(reviewers) - set(lately)}
    sent = _remind(call, wanted, now=now)
    if sent:
        changes = {"reviewers": ("", str(sent))}
        record(event.logbook, "reviewers.reminded", by=by, subject=call, changes=changes)
    return sent


def send_due_reminders() -> int:
    """Remind the reviewers of every call whose day for it has come; each at most once for each of those days."""
    now = timezone.now()
    due = Reviewing.objects.filter(due_at__gt=now, call__event__deleted_at__isnull=True)
    keys = due.exclude(remind_days=[]).order_by("pk").values_list("pk", flat=True)
    return sum(_send_for(key) for key in list(keys))


@transaction.atomic
def _send_for(key: int) -> int:
    """Each call in a transaction of its own; a second worker finds it taken and goes on."""
    free = Reviewing.objects.select_for_update(skip_locked=True, of=("self",)).select_related("call__event")
    reviewing = free.filter(pk=key).first()
    now = timezone.now()
    if reviewing is None or (since := last_day_that_came(reviewing, now)) is None:
        return 0
    call = reviewing.call
    reminded = ReviewReminder.objects.filter(call=call, sent_at__gte=since).values_list("user", flat=True)
    waiting = work_in(call).waiting()
    for user in reminded:
        waiting.pop(user, None)
    fresh = Assignment.objects.filter(abstract__call=call, created_at__gte=since)
    return _remind(call, _without_fresh(waiting, set(fresh.values_list("abstract", "reviewer"))), now=now)


def last_day_that_came(reviewing: Reviewing, now: datetime) -> datetime | None:
    """The moment of the latest reminder that should have been sent by now; None before the first of them."""
    if reviewing.due_at is None or reviewing.due_at <= now:
        return None
    moments = [reviewing.due_at - timedelta(days=days) for days in reviewing.remind_days]
    return max((moment for moment in moments if moment <= now), default=None)


def _without_fresh(waiting: dict[int, list[int]], fresh: set[tuple[int, int]]) -> dict[int, list[int]]:
    """Whoever was given all of it since that moment was told then."""
    return {user: found for user, found in waiting.items() if any((one, user) not in fresh for one in found)}


def _remind(call: Call, waiting: dict[int, list[int]], *, now: datetime) -> int:
    people = {user.pk: user for user in User.objects.filter(pk__in=waiting, is_active=True)}
    due_at, zone = call.reviewing.due_at, call.event.zone
    for key, user in sorted(people.items()):
        post(
            "abstracts/mail/reminder.txt",
            to=[user],
            event=call.event,
            call=call,
            count=len(waiting[key]),
            is_late=due_at is not None and due_at <= now,
            due=partial(_due_words, due_at, zone),  # in the language of the mail
        )
        ReviewReminder.objects.update_or_create(call=call, user=user, defaults={"sent_at": now})
    return len(people)


def _due_words(due_at: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment_words(due_at, zone=zone)} ({zone_words(due_at, zone=zone)})" if due_at else ""
