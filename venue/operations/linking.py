"""Link bookings that exist to an event, and take the link away; neither changes the booking's times."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event, EventRoom
from events.operations import lock_event
from journal.operations import record
from kit.moments import Span
from rooms.models import LIVE, Booking, Occurrence
from venue.models import EventBooking, books_rooms
from venue.needs import EventTimes, Need, Scope
from venue.openness import is_open_to_all
from venue.refusals import NoRoomsHere, NotLinkable


@transaction.atomic
def link(event: Event, occurrence: Occurrence, *, by: User) -> EventBooking:
    """This date is for the event from now on, as if it had been booked for what lies in it.

    The person has to know of the booking; whoever it belongs to goes on to move and cancel it. Raises NotLinkable,
    NoRoomsHere.
    """
    event = lock_event(event)
    if not books_rooms(event):
        raise NoRoomsHere(_("Events of this category do not book rooms."))
    seen = Occurrence.objects.filter(booking__in=Booking.objects.visible_to(by), state__in=LIVE)
    found = seen.select_for_update(of=("self",), no_key=True).filter(pk=occurrence.pk).first()
    if found is None:
        raise NotLinkable(_("This booking is not there any more."))
    if EventBooking.objects.filter(occurrence=found).exists():
        raise NotLinkable(_("This booking is for an event already."))
    need = _what_it_serves(event, found)
    made = EventBooking.objects.create(
        event=event,
        occurrence=found,
        scope=need.scope,
        day=need.day if need.scope in (Scope.DAY, Scope.EVENT_DAY) else None,
        slot=need.slot,
        room=need.room,
        made_here=False,
        for_starts_at=need.span.starts_at,
        for_ends_at=need.span.ends_at,
        linked_by=by,
    )
    address = event.get_absolute_url() if is_open_to_all(event) else ""
    Booking.objects.filter(pk=found.booking_id, link="").update(link=address)
    record(event.logbook, "booking.linked", by=by, subject=need.room or event)
    return made


@transaction.atomic
def unlink(held: EventBooking, *, by: User) -> None:
    """The date is not for the event any more; it stays booked."""
    event = lock_event(held.event)
    booking = held.occurrence.booking
    record(event.logbook, "booking.unlinked", by=by, subject=held.room or event)
    held.delete()
    if not EventBooking.objects.filter(event=event, occurrence__booking=booking).exists():
        Booking.objects.filter(pk=booking.pk, link=event.get_absolute_url()).update(link="")


def _what_it_serves(event: Event, occurrence: Occurrence) -> Need:
    """The entry it holds alone, the day of the timetable in that room, or the day of the event it lies on."""
    times = EventTimes(event)
    span = Span(occurrence.starts_at, occurrence.ends_at)
    column = _column(event, occurrence)
    inside = [
        need
        for need in times.needs_of_slots()
        if column is not None and need.room == column and need.span.overlaps(span)
    ]
    tops = [need for need in inside if need.slot is not None and need.slot.parent_id is None]
    if len(tops) == 1:
        return tops[0]
    if tops and tops[0].day:
        return Need(Scope.DAY, times.by_room[column.pk][tops[0].day], column, tops[0].day)  # type: ignore[union-attr]
    for day, there in times.event_days.items():
        if there.overlaps(span) and len(times.event_days) > 1:
            return Need(Scope.EVENT_DAY, there, column, day)
    return Need(Scope.EVENT, times.whole, column)


def _column(event: Event, occurrence: Occurrence) -> EventRoom | None:
    """The room of the event that is this bookable room, or is called like it."""
    held = event.rooms.filter(bookable=occurrence.room_id).first()
    return held or event.rooms.filter(name__iexact=str(occurrence.room)).first()
