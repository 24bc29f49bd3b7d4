"""Mails that may come often: one of a kind at once, and what follows within an hour with the person's next digest.

So nobody is flooded by somebody who gives and takes, or writes and writes, however often (S78).
"""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from abstracts.models import LastMail
from accounts.models import User
from events.models import Event
from notices.operations import post, post_later_in_digest

QUIET = timedelta(hours=1)


@transaction.atomic
def write_gently(
    template: str,
    *,
    to: Collection[User],
    event: Event,
    kind: LastMail.Kind,
    url: str,
    context: Callable[[User], dict[str, Any]],
) -> None:
    """Write to each of these; `context` is what the template sees for one of them, beside the event.

    `in_digest` tells the template that its text stands among others, above the address `url` (a path of ours).
    """
    now = timezone.now()
    mails = LastMail.objects.filter(event=event, kind=kind, user__in=[user.pk for user in to])
    lately = set(mails.filter(sent_at__gt=now - QUIET).values_list("user", flat=True))
    for user in to:
        values = {**context(user), "event": event, "in_digest": user.pk in lately}
        if user.pk in lately:
            post_later_in_digest(template, to=[user], topic="abstracts", url=url, **values)
        else:
            post(template, to=[user], **values)
    LastMail.objects.bulk_create(
        [LastMail(event=event, user=user, kind=kind, sent_at=now) for user in to if user.pk not in lately],
        update_conflicts=True,
        unique_fields=["event", "user", "kind"],
        update_fields=["sent_at"],
    )
