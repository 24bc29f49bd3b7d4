"""Who writes to an event's programme does so in turn."""

from events.models import Event


def lock_event(event: Event) -> Event:
    """The event as it is now, locked until the transaction ends.

    Every change of content makes its event grow, so writers of one event wait for each other anyway; taking
    the event's row before any other keeps two of them from waiting for each other for ever.
    """
    return Event.objects.select_for_update().get(pk=event.pk)
