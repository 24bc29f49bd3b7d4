"""Decisions become known: authors are written to, accepted abstracts become contributions."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from abstracts.models import Abstract, State
from abstracts.operations.accepting import make_contributions
from abstracts.operations.letters import owe_letters
from abstracts.operations.merging import join_people
from abstracts.operations.telling_authors import tell_of_reviews
from abstracts.operations.turns import lock_abstracts, lock_desk
from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import record_all


@transaction.atomic
def release(event: Event, keys: Iterable[int], *, by: User | None) -> list[Abstract]:
    """Release the decisions on these abstracts that are not released yet; returns those it released.

    In one transaction with the contributions it makes and the letters it owes. A decision that was taken back and is
    released again within the hour as it was is not told twice. Raises TooManyLetters.
    """
    event = lock_event(event)
    lock_desk(event)
    found = lock_abstracts(keys)
    held = [one for one in found if one.event_id == event.pk and one.is_decided and not one.is_released]
    make_contributions(event, [one for one in held if one.state == State.ACCEPTED], by=by)
    now = timezone.now()
    for abstract in held:
        abstract.released_at = abstract.updated_at = now
        abstract.revision += 1
    Abstract.objects.bulk_update(
        held, ["contribution", "released_at", "updated_at", "revision"], batch_size=500
    )
    record_all([(abstract.logbook, "abstract.released", abstract) for abstract in held], by=by)
    for abstract in held:
        join_people(abstract, by=by)
    owe_letters(held, by=by, repeats=False)
    tell_of_reviews(held, since=now)
    return held
