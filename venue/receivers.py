"""What the rooms of events hear from below: events and entries that move, other protection, dates that are lost."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event
from events.signals import event_deleted, event_edited, event_restored, openness_changed
from rooms.models import Booking, Occurrence
from rooms.signals import dates_lost
from timetable.models import Slot
from timetable.operations.whole import is_moving_whole
from timetable.signals import slots_moved
from venue.moves import Shift
from venue.needs import room_of
from venue.operations.changes import shift_between
from venue.operations.following import follow, is_held_still
from venue.operations.freeing import free_rooms
from venue.operations.keeping import follow_openness, follow_words
from venue.operations.telling import tell_organisers
from venue.refusals import BookingsStay

TIMES = {"starts_at", "ends_at", "time_zone"}


@receiver(event_edited)
def follow_the_event(
    event: Event, changes: dict[str, tuple[Any, Any]], by: User | None, **kwargs: Any
) -> None:
    """Its bookings are as long and as late as the event, in its words."""
    if changes.keys() & {"title", "slug"}:
        follow_words(event, changes)
    if not changes.keys() & TIMES or is_held_still():
        return
    starts_at, ends_at = (changes.get(name, (getattr(event, name),))[0] for name in ("starts_at", "ends_at"))
    before = Event(starts_at=starts_at, ends_at=ends_at, time_zone=event.time_zone)
    asked = {"starts": event.starts_at.isoformat(), "ends": event.ends_at.isoformat()}
    if is_moving_whole(event):
        shift = Shift((event.first_day - before.first_day).days, with_timetable=True)
        asked["all"] = "yes"
    else:
        shift = shift_between((before.first_day, before.last_day), (event.first_day, event.last_day))
    _follow(event, by=by, shift=shift, asked=asked)


@receiver(slots_moved)
def follow_the_timetable(
    event: Event, slot: Slot | None, is_new: bool, by: User | None, **kwargs: Any
) -> None:
    """What was booked for an entry moves with it; a day of the timetable grows with its entries."""
    if is_held_still() or is_moving_whole(event):
        return
    asked = {}
    if slot is not None and not is_new:
        room = room_of(slot)
        asked = {
            "slot": slot.pk,
            "starts": slot.starts_at.isoformat(),
            "minutes": slot.minutes,
            "room": room.pk if room else "",
        }
    _follow(event, by=by, shift=Shift(), asked=asked)


@receiver(openness_changed)
def follow_the_protection(events: QuerySet[Event], **kwargs: Any) -> None:
    follow_openness(events)


@receiver(event_deleted)
def free_the_rooms(event: Event, by: User | None, **kwargs: Any) -> None:
    """An event that is gone holds no rooms; what took place stays."""
    free_rooms(event, by=by)
    follow_openness(Event.objects.filter(pk=event.pk))


@receiver(event_restored)
def say_what_is_gone(event: Event, **kwargs: Any) -> str:
    """An event comes back without the rooms that were given back when it went."""
    follow_openness(Event.objects.filter(pk=event.pk))
    lost = event.room_bookings.lost().filter(occurrence__ends_at__gt=event.starts_at).count()
    if not lost:
        return ""
    return ngettext(
        "{number} room booking was cancelled with it. Book the room again.",
        "{number} room bookings were cancelled with it. Book the rooms again.",
        lost,
    ).format(number=lost)


@receiver(dates_lost)
def tell_of_lost_rooms(
    booking: Booking, occurrences: Sequence[Occurrence], by: User | None, reason: str, **kwargs: Any
) -> None:
    tell_organisers(booking, occurrences, by=by, reason=reason)


def _follow(event: Event, *, by: User | None, shift: Shift, asked: dict[str, Any]) -> None:
    try:
        follow(event, by=by, shift=shift)
    except BookingsStay as refusal:
        if asked:
            address = reverse("move-event-rooms", args=[event.pk])
            refusal.way_out = (f"{address}?{urlencode(asked)}", _("See what is possible"))
        raise
