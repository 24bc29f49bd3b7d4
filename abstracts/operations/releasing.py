"""Decisions become known: authors are written to, accepted abstracts become contributions."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from abstracts.models import Abstract, State
from abstracts.operations.accepting import join_people, make_contribution
from abstracts.operations.letters import owe_letters
from abstracts.operations.saving import write
from abstracts.operations.turns import lock_abstracts, lock_desk
from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import record


@transaction.atomic
def release(event: Event, keys: Iterable[int], *, by: User | None) -> list[Abstract]:
    """Release the decisions on these abstracts that are not released yet; returns those it released.

    In one transaction with the contributions it makes and the letters it owes.
    """
    lock_event(event)
    lock_desk(event)
    found = lock_abstracts(keys)
    held = [one for one in found if one.event_id == event.pk and one.is_decided and not one.is_released]
    now = timezone.now()
    for abstract in held:
        if abstract.state == State.ACCEPTED:
            make_contribution(abstract, by=by)
        write(abstract, released_at=now)
        record(abstract.logbook, "abstract.released", by=by, subject=abstract)
    for abstract in held:
        if abstract.state == State.MERGED and abstract.merge_people:
            join_people(abstract, by=by)
    owe_letters(held, by=by)
    return held
