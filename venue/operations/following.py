"""The bookings of an event follow it and its timetable: everything moves, or nothing does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from rooms.models import Occurrence, Room
from rooms.operations.cancelling import cancel
from rooms.operations.settings import room_settings
from rooms.operations.turns import lock_rooms
from rooms.refusals import TryAgain
from rooms.rights import rights_of
from venue.models import EventBooking
from venue.moves import Decision, Move, Shift, Step, looked_at, steps_of
from venue.needs import EventTimes, room_of
from venue.operations.rows import write_moves
from venue.refusals import BookingsStay

Decisions = Mapping[int, Decision]

_held_still: ContextVar[bool] = ContextVar("bookings_are_held_still", default=False)


@contextmanager
def held_still() -> Iterator[None]:
    """While it lasts, what the events tell moves no bookings: whoever opened it has them follow at the end."""
    token = _held_still.set(True)
    try:
        yield
    finally:
        _held_still.reset(token)


def is_held_still() -> bool:
    """Whether this runs inside `held_still`."""
    return _held_still.get()


def follow(
    event: Event, *, by: User | None, shift: Shift | None = None, decisions: Decisions | None = None
) -> list[Move]:
    """Bring the dates of the event into step with its times as they are now, which the caller has just written.

    Part of the act that moves the event, which holds the event's row. Raises BookingsStay, with every move and what
    stands against it, TryAgain.
    """
    moves = judged(event, by=by, shift=shift or Shift(), decisions=decisions or {})
    stuck = [move for move in moves if move.against]
    if stuck:
        raise BookingsStay(_stuck_words(stuck), moves=moves)
    for move in moves:
        if move.step.gives_back:
            cancel(
                move.occurrence.booking, by=by, occurrences=[move.occurrence], reason=_("The event moved.")
            )
    going = [move for move in moves if not move.step.is_still and not move.step.gives_back]
    if going:
        write_moves(going, by=by)
    _remember([move.step for move in moves])
    return moves


def judged(event: Event, *, by: User | None, shift: Shift, decisions: Decisions) -> list[Move]:
    """What would follow and what stands against it, with all rooms concerned locked; nothing is locked for nothing."""
    if not event.room_bookings.exists():
        return []
    links = list(event.room_bookings.ahead().with_dates())
    times = EventTimes(event)
    if not links or not (steps := steps_of(links, times, shift=shift, decisions=decisions)):
        return []
    rooms = _locked(event, links, steps)
    links = list(event.room_bookings.ahead().with_dates())
    steps = steps_of(links, times, shift=shift, decisions=decisions)
    if not {room_id for step in steps for room_id in _rooms_of(step)} <= rooms.keys():
        raise TryAgain(_("Somebody else moved one of the bookings just now. Look at them again."))
    user = by or _who_booked(links)
    rights = rights_of(user) if user else None
    if rights is None:
        raise BookingsStay(_("Nobody is left whose rights would let the bookings follow."))
    return looked_at(steps, rooms, rights=rights, settings=room_settings(), now=timezone.now())


def carry_out(
    event: Event,
    change: Callable[[Event], Shift],
    *,
    by: User,
    decisions: Decisions | None = None,
) -> list[Move]:
    """Make the change and have the bookings follow it, with what was decided about those that can not.

    Raises BookingsStay, and whatever the change refuses; then nothing has changed.
    """
    with transaction.atomic():
        event = lock_event(event)
        with held_still():
            shift = change(event)
        event = lock_event(event)
        return follow(event, by=by, shift=shift, decisions=decisions)


def rehearse(
    event: Event, change: Callable[[Event], Shift], *, by: User, decisions: Decisions | None = None
) -> list[Move]:
    """What `carry_out` would do: it is done, looked at, and taken back. Raises whatever the change refuses."""
    with transaction.atomic():
        event = lock_event(event)
        with held_still():
            shift = change(event)
        event = lock_event(event)
        moves = judged(event, by=by, shift=shift, decisions=decisions or {})
        transaction.set_rollback(True)
    return moves


def _locked(event: Event, links: Sequence[EventBooking], steps: Sequence[Step]) -> dict[int, Room]:
    """Every room the event has anything to do with, so that a second look in the same act locks no other; and those
    in which its bookings have other dates, for giving a date back locks them too.
    """
    others = Occurrence.objects.filter(booking__in={link.occurrence.booking_id for link in links})
    rooms = {link.occurrence.room_id for link in links} | {link.occurrence.booking.room_id for link in links}
    rooms |= {key for key in event.rooms.values_list("bookable", flat=True) if key}
    rooms |= {room_id for step in steps for room_id in _rooms_of(step)}
    rooms |= set(others.order_by().values_list("room", flat=True).distinct())
    return lock_rooms(rooms)


def _rooms_of(step: Step) -> set[int]:
    return {step.room_id, step.link.occurrence.room_id}


def _who_booked(links: Sequence[EventBooking]) -> User | None:
    """Whose rights count where the system moves an event."""
    return links[0].occurrence.booking.booked_for


def _remember(steps: Sequence[Step]) -> None:
    for step in steps:
        link = step.link
        link.for_starts_at, link.for_ends_at = step.anchor.starts_at, step.anchor.ends_at
        link.day = step.day
        if link.slot is not None:
            link.room = room_of(link.slot)
    EventBooking.objects.bulk_update(
        [step.link for step in steps], ["for_starts_at", "for_ends_at", "day", "room"]
    )


def _stuck_words(stuck: Sequence[Move]) -> str:
    said = ngettext(
        "{number} room booking can not follow, so nothing has moved. {why}",
        "{number} room bookings can not follow, so nothing has moved. {why}",
        len(stuck),
    )
    return said.format(number=len(stuck), why=stuck[0].against[0])
