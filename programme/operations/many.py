"""Many contributions made at once, as of a whole call for abstracts: the same rules, a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from events.models import Event, EventPerson
from events.operations import lock_event
from events.operations.people_many import Wanted, people_for
from journal.operations import record_all
from programme.models import Contribution, Credit
from programme.operations.contributions import EDITABLE
from programme.operations.credits import Credited
from programme.operations.named import Someone
from programme.operations.values import check_same_event, check_values

BATCH = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A contribution to be made. `details` are of the EDITABLE fields, the title among them."""

    details: dict[str, Any]
    people: Sequence[Credited] = field(default=())


@transaction.atomic
def create_contributions(event: Event, drafts: Sequence[Draft], *, by: User | None) -> list[Contribution]:
    """As `create_contribution` makes each of them, in this order; an entry of the log for each. Raises the same."""
    for draft in drafts:
        check_values(Contribution, draft.details, editable=EDITABLE)
    check_same_event(event, {thing for draft in drafts for thing in _things(draft)})
    if not drafts:
        return []
    event = lock_event(event)
    first = _take_numbers(event, len(drafts))
    rows = [_row(event, first + place, draft.details) for place, draft in enumerate(drafts)]
    Contribution.objects.bulk_create(rows, batch_size=BATCH)
    _credit(event, rows, drafts)
    record_all([(event.logbook, "contribution.created", row) for row in rows], by=by)
    return rows


def _row(event: Event, number: int, details: dict[str, Any]) -> Contribution:
    session = details.get("session")
    values = {"minutes": session.default_minutes, **details} if session is not None else details
    access = session.access if session is not None else event.access
    return Contribution(event=event, number=number, access=access, **values)


def _take_numbers(event: Event, count: int) -> int:
    """The first of so many; as with one, the UPDATE holds the event's row until the transaction ends."""
    mine = Event.objects.filter(pk=event.pk)
    mine.update(next_talk=F("next_talk") + count)
    after: int = mine.values_list("next_talk", flat=True).get()
    return after - count


def _credit(event: Event, rows: Sequence[Contribution], drafts: Sequence[Draft]) -> None:
    named = [_wanted(someone) for draft in drafts for someone, _role in draft.people]
    people = people_for(event, [one for one in named if not isinstance(one, EventPerson)])

    def person(someone: Someone) -> EventPerson:
        one = _wanted(someone)
        return one if isinstance(one, EventPerson) else people[one]

    Credit.objects.bulk_create(
        (
            Credit(contribution=row, person=someone, role=role, position=position)
            for row, draft in zip(rows, drafts, strict=True)
            for position, (someone, role) in enumerate(
                dict.fromkeys((person(each), str(Credit.Role(role))) for each, role in draft.people), start=1
            )
        ),
        batch_size=BATCH,
    )


def _wanted(someone: Someone) -> EventPerson | Wanted:
    if isinstance(someone, EventPerson):
        return someone
    return someone.name, someone.email, someone.affiliation


def _things(draft: Draft) -> list[Any]:
    """Rows that have to be of the same event."""
    people = [someone for someone, _role in draft.people if isinstance(someone, EventPerson)]
    return [
        draft.details.get(name) for name in ("track", "type", "session") if draft.details.get(name)
    ] + people
