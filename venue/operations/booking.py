"""Book a room for an event: as a whole, day by day, or for entries of its timetable."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event, EventRoom
from events.operations import add_room, edit_room, lock_event
from journal.operations import record
from kit.moments import Span
from rooms.models import Booking, Room
from rooms.operations.booking import OnConflict, Wish, book
from rooms.operations.turns import lock_rooms
from rooms.outlook import Choice
from venue.models import EventBooking, books_rooms
from venue.needs import Need
from venue.openness import words_of
from venue.pieces import Piece, pieces
from venue.refusals import NoRoomsHere, NothingToBook


@transaction.atomic
def book_for_event(
    event: Event,
    room: Room,
    needs: Sequence[Need],
    *,
    by: User,
    also: Sequence[Span] = (),
    choices: Mapping[date, Choice] | None = None,
    on_conflict: OnConflict = "refuse",
) -> list[Booking]:
    """Take the room for all of the needs, or ask for it, and link each date to its need.

    One booking where one can say it, several where two needs share a day or nights differ. `also` are times of
    events that are still to come, in the same bookings: they are linked once their events are there. `choices` are
    about days on the calendars of the room. A room that the event does not name yet becomes one of its rooms.
    Raises NoRoomsHere, NothingToBook, and what booking raises: MayNotBook, RoomTaken, NothingLeft, TryAgain.
    """
    event = lock_event(event)
    if not books_rooms(event):
        raise NoRoomsHere(_("Events of this category do not book rooms."))
    if not needs or any(need.span.starts_at >= need.span.ends_at for need in needs):
        raise NothingToBook(_("There is no time to book a room for. Give the event a length first."))
    column = _column(event, room, needs[0].room, by=by)
    chosen = dict(choices or {})
    others = {choice.room.pk for choice in chosen.values() if choice.room}
    room = lock_rooms({room.pk, *others})[room.pk]
    made = []
    for piece in pieces([*(need.span for need in needs), *also], room.zone):
        wish = _wish(event, room, piece, by=by, choices=chosen, on_conflict=on_conflict)
        booking = book(wish, by=by)
        _link(event, booking, piece, needs, column=column, by=by)
        made.append(booking)
    changes: dict[str, Any] = {"bookable": ("", room)}
    record(event.logbook, "room.booked", by=by, subject=column or room, changes=changes)
    return made


def _wish(
    event: Event,
    room: Room,
    piece: Piece,
    *,
    by: User,
    choices: Mapping[date, Choice],
    on_conflict: OnConflict,
) -> Wish:
    """What differs on a day stays different in another room; leaving the day out wins."""
    words = words_of(event)
    merged = dict(piece.choices)
    for day, choice in choices.items():
        if day in piece.serves:
            own = piece.choices.get(day, Choice())
            merged[day] = Choice(
                skip=choice.skip,
                room=choice.room,
                start=choice.start or own.start,
                end=choice.end or own.end,
            )
    return Wish(
        room,
        piece.times,
        purpose=words.purpose,
        booked_for=by,
        choices=merged,
        on_conflict=on_conflict,
        is_private=words.is_private,
        link=words.link,
        for_event=True,
    )


def _link(
    event: Event,
    booking: Booking,
    piece: Piece,
    needs: Sequence[Need],
    *,
    column: EventRoom | None,
    by: User,
) -> None:
    links = []
    for occurrence in booking.occurrences.all():
        place = piece.serves[occurrence.date]
        if place >= len(needs):
            continue
        need = needs[place]
        links.append(
            EventBooking(
                event=event,
                occurrence=occurrence,
                scope=need.scope,
                day=need.day
                if need.scope in (EventBooking.Scope.DAY, EventBooking.Scope.EVENT_DAY)
                else None,
                slot=need.slot,
                room=need.room or column,
                made_private=booking.is_private,
                for_starts_at=need.span.starts_at,
                for_ends_at=need.span.ends_at,
                linked_by=by,
            )
        )
    EventBooking.objects.bulk_create(links)


def _column(event: Event, room: Room, named: EventRoom | None, *, by: User) -> EventRoom | None:
    """The room of the event that this is; an event that has none gets one, so that there are not two truths."""
    held = event.rooms.filter(bookable=room).first()
    if held is not None and named in (None, held):
        return held
    if named is None:
        called = event.rooms.filter(name__iexact=str(room)).first()
        if called is None:
            return add_room(event, by=by, name=str(room)[:200], capacity=room.capacity, bookable=room)
        named = called
    if named.bookable_id is None and held is None:
        edit_room(named, by=by, bookable=room)
    return named
