"""Who writes to an event does so in turn.

Every change of content makes its event grow (a database trigger), so writers of one event wait for each other
anyway; taking the event's row before any other keeps two of them from waiting for each other for ever. Who needs
several rows takes them in this order: category, events by their key, the tree of rights, anything else.

The locks leave the key of the row alone (`no_key`): rows that only name the event do not wait.
"""

from django.db.models import QuerySet

from events.models import Event


def lock_event(event: Event) -> Event:
    """The event as it is now, locked until the transaction ends."""
    with_logbook = Event.objects.select_related("logbook")
    return with_logbook.select_for_update(no_key=True, of=("self",)).get(pk=event.pk)


def lock_events(events: QuerySet[Event]) -> None:
    """Lock all of these until the transaction ends."""
    keys = events.order_by().values("pk")
    list(Event.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).values_list("pk"))
