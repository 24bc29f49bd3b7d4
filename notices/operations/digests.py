"""Gather what can wait for one mail a day, and send it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts.models import User
from notices.models import DigestEntry
from notices.operations.posting import post, written_for


@transaction.atomic
def post_later_in_digest(
    template: str, *, to: Iterable[User], topic: str, url: str = "", **context: Any
) -> list[DigestEntry]:
    """Like `post`, but what the template says waits for the next digest of each person.

    The first line is the heading of the entry, the rest its text. `topic` keeps things of one kind together ("rooms");
    `url` is a path of ours, shown below the text.
    """
    entries = []
    for user in to:
        heading, text, _language = written_for(user, template, context)
        entries.append(DigestEntry(user=user, topic=topic, subject=heading, text=text, url=url))
    return DigestEntry.objects.bulk_create(entries)


def send_digests(*, topic: str = "") -> int:
    """Owe everybody one mail with all that waits for them (of one topic, if it is given); returns how many mails.

    Each person has a transaction: a worker that is killed leaves entries either waiting or in a mail.
    """
    waiting = DigestEntry.objects.waiting()
    if topic:
        waiting = waiting.filter(topic=topic)
    people = User.objects.filter(pk__in=waiting.values("user")).order_by("pk")
    return sum(_send_one(user, topic=topic) for user in people)


@transaction.atomic
def _send_one(user: User, *, topic: str) -> bool:
    """False when another worker was faster."""
    mine = DigestEntry.objects.waiting().filter(user=user)
    if topic:
        mine = mine.filter(topic=topic)
    # Whoever comes second waits here, and finds them taken.
    entries = list(mine.order_by("pk").select_for_update(of=("self",)))
    if not entries:
        return False
    by_topic = sorted(entries, key=lambda entry: (entry.topic, entry.created_at))
    (notice,) = post("notices/mail/digest.txt", to=[user], entries=by_topic)
    DigestEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(notice=notice)
    return True
