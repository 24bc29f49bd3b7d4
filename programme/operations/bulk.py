"""One act on several contributions."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from programme.models import Contribution
from programme.operations.contributions import edit_contribution

ASSIGNABLE = frozenset({"track", "session", "type"})


@transaction.atomic
def assign(event: Event, *, numbers: Iterable[int], by: User | None, **values: Any) -> int:
    """Give the contributions of these numbers the same track, session or type; returns how many changed."""
    if unknown := values.keys() - ASSIGNABLE:
        raise TypeError(f"Several contributions can not be given {', '.join(sorted(unknown))}.")
    lock_event(event)
    chosen = Contribution.objects.filter(event=event, number__in=list(numbers), deleted_at__isnull=True)
    changed = 0
    for contribution in chosen.select_related("event__logbook", "track", "session", "type"):
        before = contribution.revision
        edit_contribution(contribution, by=by, **values)
        changed += contribution.revision > before
    return changed
