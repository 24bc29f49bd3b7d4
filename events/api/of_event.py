"""Things of events over REST: the event is named by its number or its address, and lists are narrowed to one."""

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from events.models import Event
from kit.api import MemberViewSet
from rooms.api.query import Query, wrong


class OfEventQuery(Query):
    event = serializers.CharField(required=False, max_length=80, help_text="Number or address.")


class ListOfEvents(MemberViewSet):
    """Rows with an `event`: those of all events, or with `?event=` of that one."""

    def list(self, request: Request) -> Response:
        values = OfEventQuery.of(request)
        found = self.get_queryset()
        if "event" in values:
            found = found.filter(event=event_named(values["event"], self))
        page = self.paginate_queryset(found)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


def event_named(name: str, view: MemberViewSet) -> Event:
    """By number or by address, if the caller may see it. Raises ValidationError."""
    seen = Event.objects.visible_to(view.caller).select_related("access", "logbook")
    event = seen.named(name).first()
    if event is None:
        raise wrong("event", _("There is no such event."))
    return event
