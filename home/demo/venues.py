"""The rooms that the events of the demo are held in, booked as an organiser books them."""

from datetime import date
from itertools import groupby

from django.utils import timezone

from accounts.models import User
from events.models import Event
from events.operations import edit_room
from kit.refusals import Refused
from rooms.models import Room
from venue.needs import EventTimes, Need, Scope
from venue.operations.booking import book_for_event


def book_rooms_of(event: Event, today: date, *, by: User) -> None:
    """The days to come, in the rooms of the house that the event names. What is taken or closed stays unbooked."""
    times = EventTimes(event)
    for column in event.rooms.all():
        edit_room(column, by=by, bookable=Room.objects.filter(name=column.name).first())
    if times.by_room:
        needs = [
            Need(Scope.DAY, span, column, day=day)
            for column in event.rooms.all()
            for day, span in times.by_room.get(column.pk, {}).items()
            if day > today
        ]
    else:
        needs = [need for need in times.needs_of_event([]) if need.span.starts_at > timezone.now()]
    for name, wanted in groupby(needs, key=lambda need: need.room.name if need.room else event.venue):
        _book(event, Room.objects.for_rights().filter(name=name).first(), list(wanted), by=by)


def _book(event: Event, room: Room | None, needs: list[Need], *, by: User) -> None:
    if room is None:
        return
    try:
        book_for_event(event, room, needs, by=by, on_conflict="skip")
    except Refused:
        return
