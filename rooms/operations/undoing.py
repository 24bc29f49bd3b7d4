"""Take back a cancellation of a moment ago, if nobody has taken the room since."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.operations import record
from kit.moments import Span
from kit.refusals import constraint_speaks
from rooms.drafting import clock_of
from rooms.models import Booking, Occurrence, Room, State
from rooms.operations.booking import RoomTaken, taken_words
from rooms.operations.letters import News, tell
from rooms.operations.rejecting import days_of, turn_down_requests
from rooms.operations.states import settle
from rooms.operations.turns import lock_booking
from rooms.outlook import Plan, Prospect, weigh
from rooms.refusals import AlreadyDecided
from rooms.rights import rights_of
from rooms.signals import booking_changed
from rooms.times import Wanted

LONGEST = timedelta(minutes=10)
"""The toast shows for ten seconds; whoever's hand rests on it has longer."""
_signer = TimestampSigner(salt="rooms.undo")


class TooLate(AlreadyDecided):
    """The way back is for a moment, for the person who cancelled, and while nobody has changed the booking."""


def way_back(booking: Booking, *, was: dict[int, State], by: User) -> str:
    """A text that lets this person undo what they just cancelled: which dates, and what they were before.

    The dates are told by their place among those of the booking, so a thousand of them fit in an address.
    """
    places = {key: n for n, key in enumerate(_keys(booking))}
    accepted, pending = (
        sum(1 << places[key] for key, before in was.items() if before == state)
        for state in (State.ACCEPTED, State.PENDING)
    )
    return _signer.sign(f"{booking.pk}.{by.pk}.{booking.sequence}.{accepted:x}.{pending:x}")


@transaction.atomic
def undo_cancelling(booking: Booking, way: str, *, by: User) -> list[Occurrence]:
    """Make the dates what they were, all or none. Raises TooLate, and RoomTaken when a room is taken by now."""
    rooms = lock_booking(booking)
    was = _read(booking, way, by)
    dates = list(Occurrence.objects.filter(booking=booking, pk__in=was, state=State.CANCELLED))
    if len(dates) != len(was):
        raise _too_late()
    prospects = _prospects(booking, dates, rooms, by)
    conflicts = [prospect for prospect in prospects if not prospect.is_free]
    if conflicts:
        raise RoomTaken(
            _("It stays cancelled.") + " " + taken_words(prospects, conflicts), conflicts=conflicts
        )
    taken = RoomTaken(_("It stays cancelled. The room is taken by now."))
    with constraint_speaks("room_is_never_double_booked", refusal=taken):
        for state in (State.ACCEPTED, State.PENDING):
            if some := [date for date in dates if was[date.pk] == state]:
                settle(booking, some, state)
    accepted = {date.date for date in dates if was[date.pk] == State.ACCEPTED}
    requests = [hit.id for each in prospects if each.day in accepted for hit in each.requests]
    record(
        booking.logbook, "booking.restored", by=by, subject=booking, changes={"dates": ("", days_of(dates))}
    )
    turn_down_requests(requests, by=by, instead=booking)
    tell(News.CHANGED, booking, by=by, occurrences=dates)
    booking_changed.send(Booking, booking=booking, by=by)
    return dates


def _read(booking: Booking, way: str, by: User) -> dict[int, State]:
    try:
        key, person, sequence, *masks = _signer.unsign(way, max_age=LONGEST).split(".")
        accepted, pending = (int(mask, 16) for mask in masks)
    except (BadSignature, ValueError) as error:
        raise _too_late() from error
    if (int(key), int(person), int(sequence)) != (booking.pk, by.pk, booking.sequence):
        raise _too_late()
    keys = _keys(booking)
    was = {key: State.ACCEPTED for n, key in enumerate(keys) if accepted >> n & 1}
    return was | {key: State.PENDING for n, key in enumerate(keys) if pending >> n & 1}


def _keys(booking: Booking) -> list[int]:
    return list(Occurrence.objects.filter(booking=booking).order_by("pk").values_list("pk", flat=True))


def _prospects(
    booking: Booking, dates: Sequence[Occurrence], rooms: dict[int, Room], by: User
) -> list[Prospect]:
    plans = [
        Plan(
            rooms[date.room_id],
            Wanted(date.date, Span(date.starts_at, date.ends_at)),
            clock_of(date, rooms[date.room_id]),
        )
        for date in dates
    ]
    return weigh(plans, rights=rights_of(by), ignoring=[booking.pk])


def _too_late() -> TooLate:
    return TooLate(_("It is too late to undo this. Book anew."))
