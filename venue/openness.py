"""Whether everybody may know of an event: what its bookings say about it follows from that."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import Event

LONGEST_PURPOSE = 500

OPEN = Q(access__is_open=True, is_draft=False, deleted_at__isnull=True)


def is_open_to_all(event: Event) -> bool:
    """Published, not deleted, and visible to people who are not signed in."""
    return Event.objects.filter(OPEN, pk=event.pk).exists()


@dataclass(frozen=True, slots=True)
class Words:
    """What a booking says of its event: those who run the room read it too, whether they may see the event or not."""

    purpose: str
    link: str
    is_private: bool


def words_of(event: Event) -> Words:
    """Title and address of an open event; of any other one its number, and the page of those who run it."""
    if is_open_to_all(event):
        return Words(event.title[:LONGEST_PURPOSE], event.get_absolute_url(), is_private=False)
    return Words(closed_purpose(event), closed_link(event), is_private=True)


def closed_purpose(event: Event) -> str:
    """In the language of the installation, so that it is known again whoever closes and opens the event."""
    with override(settings.LANGUAGE_CODE):
        return _("Event {number}, not open to everybody").format(number=event.pk)


def closed_link(event: Event) -> str:
    """Where those who run the event find its bookings; for others there is nothing."""
    return reverse("event-room-bookings", args=[event.pk])
