"""Whether everybody may know of an event: what its bookings say about it follows from that."""

from django.db.models import Q

from events.models import Event

OPEN = Q(access__is_open=True, is_draft=False, deleted_at__isnull=True)


def is_open_to_all(event: Event) -> bool:
    """Published, not deleted, and visible to people who are not signed in."""
    return Event.objects.filter(OPEN, pk=event.pk).exists()
