"""One act on several contributions."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from programme.models import Contribution
from programme.operations.contributions import edit_contribution

ASSIGNABLE = frozenset({"track", "session", "type", "expected_audience", "needs", "also_needs"})


@transaction.atomic
def assign(event: Event, *, numbers: Iterable[int], by: User | None, **values: Any) -> int:
    """Give the contributions of these numbers the same ASSIGNABLE values; returns how many changed.

    `needs` takes the place of what they need, `also_needs` comes to it.
    """
    if unknown := values.keys() - ASSIGNABLE:
        raise TypeError(f"Several contributions can not be given {', '.join(sorted(unknown))}.")
    lock_event(event)
    chosen = Contribution.objects.filter(event=event, number__in=list(numbers), deleted_at__isnull=True)
    also_needs = values.pop("also_needs", [])
    changed = 0
    for contribution in chosen.select_related("event__logbook", "track", "session", "type"):
        before = contribution.revision
        edit_contribution(contribution, by=by, **values, **_more_needs(contribution, also_needs))
        changed += contribution.revision > before
    return changed


def _more_needs(contribution: Contribution, words: list[str]) -> dict[str, Any]:
    """What it needs already stays; a word is known however it is written."""
    known = {word.casefold() for word in contribution.needs}
    new = [word for word in words if word.casefold() not in known]
    return {"needs": [*contribution.needs, *new]} if new else {}
