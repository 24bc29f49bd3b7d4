"""Events over REST, and what all entrances to what belongs to an event share."""

from events.api.events import ID_OR_ADDRESS, CategoryViewSet, EventViewSet, SeenEvents
from events.api.of_event import ListOfEvents, OfEventQuery, event_named

__all__ = [
    "ID_OR_ADDRESS",
    "CategoryViewSet",
    "EventViewSet",
    "ListOfEvents",
    "OfEventQuery",
    "SeenEvents",
    "event_named",
]
