"""When speakers can come and rooms can be used."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event, EventPerson, EventRoom
from events.operations import lock_event
from journal.operations import record
from kit.moments import Span
from timetable.availability.days import NeverThere, merged
from timetable.availability.typed import lines_of
from timetable.models import Availability
from timetable.plan.days import EventDays

Holder = EventPerson | EventRoom
MOST_LOGGED = 500
"""Characters of the log's before and after."""


@transaction.atomic
def set_availability(holder: Holder, periods: Iterable[Span], *, by: User | None) -> bool:
    """The person is there, or the room can be used, in these periods and at no other time; returns whether that is new.

    Raises NeverThere for none at all: who has no periods is always there.
    """
    after = merged(periods)
    if not after:
        raise NeverThere(
            _("Mark at least one hour. Somebody who can not come at all declines, or is taken off the talk.")
        )
    return _replace(holder, after, by=by)


@transaction.atomic
def forget_availability(holder: Holder, *, by: User | None) -> bool:
    """As if nothing had been said: always there. Returns whether anything had been."""
    return _replace(holder, [], by=by)


def periods_of(holder: Holder) -> list[Span]:
    """In order; none means always."""
    return merged(Span(one.starts_at, one.ends_at) for one in holder.availabilities.all())


def move_availabilities(event: Event, *, days: EventDays, distance: timedelta) -> None:
    """What was said of people and rooms goes along with the event, as far on its clocks: 9:00 stays 9:00.

    `days` are those of the event before it moved. A period that a change of the clocks would leave without a length
    keeps the one it had.
    """
    moved = list(Availability.objects.filter(event=event))
    for period in moved:
        length = period.ends_at - period.starts_at
        period.starts_at, ends_at = (
            days.later(moment, distance) for moment in (period.starts_at, period.ends_at)
        )
        period.ends_at = ends_at if ends_at > period.starts_at else period.starts_at + length
    Availability.objects.bulk_update(moved, ["starts_at", "ends_at"])


def _replace(holder: Holder, after: Sequence[Span], *, by: User | None) -> bool:
    event = lock_event(holder.event)
    before = periods_of(holder)
    if before == list(after):
        return False
    owner = {"person": holder} if isinstance(holder, EventPerson) else {"room": holder}
    Availability.objects.filter(**owner).delete()
    Availability.objects.bulk_create(
        Availability(event=event, starts_at=period.starts_at, ends_at=period.ends_at, **owner)
        for period in after
    )
    changes = {"availability": (_words(before, event), _words(after, event))}
    record(event.logbook, "availability.set", by=by, subject=holder, changes=changes)
    return True


def _words(periods: Sequence[Span], event: Event) -> str:
    return ", ".join(lines_of(periods, EventDays.of(event)))[:MOST_LOGGED]


@transaction.atomic
def set_availabilities(event: Event, periods: Mapping[Holder, Iterable[Span]], *, by: User | None) -> int:
    """Of everybody named, exactly these periods; the others stay as they are. Returns how many that changed."""
    lock_event(event)
    return sum(set_availability(holder, spans, by=by) for holder, spans in periods.items())
