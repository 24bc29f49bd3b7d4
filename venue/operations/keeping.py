"""What bookings say of the event they are for follows the event: its title, its address, and who may know."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from events.models import Event
from rooms.models import Booking
from rooms.models.booking import BookingQuerySet
from venue.models import EventBooking
from venue.openness import LONGEST_PURPOSE, OPEN, closed_link, closed_purpose, is_open_to_all


def follow_openness(events: QuerySet[Event]) -> None:
    """Bookings made for events that not everybody may see are private and do not name them; they open with them.

    What somebody marked as private stays so: the link remembers whether it was the event. A booking that was only
    linked keeps its own words; it names the event's address only while all may see the event.
    """
    links = EventBooking.objects.filter(event__in=events)
    closed = EventBooking.objects.exclude(event__in=Event.objects.filter(OPEN)).filter(
        occurrence__booking=OuterRef("pk")
    )
    for event in Event.objects.filter(pk__in=links.values("event")):
        made, hidden = _made_for(event), closed_purpose(event)
        shut = made.filter(Exists(closed))
        shut.filter(purpose=event.title[:LONGEST_PURPOSE]).update(purpose=hidden)
        newly = links.filter(event=event, occurrence__booking__in=shut.filter(is_private=False).values("pk"))
        newly.update(made_private=True)
        shut.update(is_private=True, link=closed_link(event))
        opened = made.filter(~Exists(closed))
        opened.filter(purpose=hidden).update(purpose=event.title[:LONGEST_PURPOSE])
        opened.update(link=event.get_absolute_url())
        ours = links.filter(event=event, made_private=True, occurrence__booking__in=opened.values("pk"))
        opened.filter(pk__in=ours.values("occurrence__booking")).update(is_private=False)
        ours.update(made_private=False)
    _name_or_hide(links.filter(made_here=False))


def follow_words(event: Event, changes: dict[str, tuple[Any, Any]]) -> None:
    """Another title or address: bookings made for the event take it over unless somebody gave them another purpose."""
    links = event.room_bookings.all()
    made = _made_for(event).exclude(link=closed_link(event))
    if "title" in changes:
        before, after = changes["title"]
        made.filter(purpose=before[:LONGEST_PURPOSE]).update(purpose=after[:LONGEST_PURPOSE])
    if "slug" in changes:
        made.update(link=event.get_absolute_url())
        _name_or_hide(links.filter(made_here=False))


def _made_for(event: Event) -> BookingQuerySet:
    links = event.room_bookings.filter(made_here=True)
    return Booking.objects.filter(pk__in=links.values("occurrence__booking"))


def _name_or_hide(links: QuerySet[EventBooking]) -> None:
    for event in Event.objects.filter(pk__in=links.values("event")):
        address = event.get_absolute_url() if is_open_to_all(event) else ""
        bookings = links.filter(event=event).values("occurrence__booking")
        Booking.objects.filter(pk__in=bookings).update(link=address)
