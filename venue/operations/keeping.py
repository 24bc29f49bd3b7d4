"""What bookings say of the event they are for follows the event: its title, its address, and who may know."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from events.models import Event
from rooms.models import Booking
from venue.models import EventBooking
from venue.openness import OPEN, is_open_to_all

LONGEST_PURPOSE = 500


def follow_openness(events: QuerySet[Event]) -> None:
    """Bookings made for events that not everybody may see are private, and become public with them.

    One that was only linked keeps its own words; it names the event's address only while all may see the event.
    """
    links = EventBooking.objects.filter(event__in=events)
    if not links.exists():
        return
    closed = EventBooking.objects.exclude(event__in=Event.objects.filter(OPEN)).filter(
        occurrence__booking=OuterRef("pk")
    )
    made = Booking.objects.filter(pk__in=links.filter(made_here=True).values("occurrence__booking"))
    made.filter(Exists(closed), is_private=False).update(is_private=True)
    made.filter(~Exists(closed), is_private=True).update(is_private=False)
    _name_or_hide(links.filter(made_here=False))


def follow_words(event: Event, changes: dict[str, tuple[Any, Any]]) -> None:
    """Another title or address: bookings made for the event take it over unless somebody gave them another purpose."""
    links = event.room_bookings.all()
    made = Booking.objects.filter(pk__in=links.filter(made_here=True).values("occurrence__booking"))
    if "title" in changes:
        before, after = changes["title"]
        made.filter(purpose=before[:LONGEST_PURPOSE]).update(purpose=after[:LONGEST_PURPOSE])
    if "slug" in changes:
        made.update(link=event.get_absolute_url())
        _name_or_hide(links.filter(made_here=False))


def _name_or_hide(links: QuerySet[EventBooking]) -> None:
    for event in Event.objects.filter(pk__in=links.values("event")):
        address = event.get_absolute_url() if is_open_to_all(event) else ""
        bookings = links.filter(event=event).values("occurrence__booking")
        Booking.objects.filter(pk__in=bookings).update(link=address)
