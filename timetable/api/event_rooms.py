"""The rooms of events over REST: the columns of their timetables."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers

from access.filters import Keyring, run_by
from events.models import EventRoom
from events.operations import add_room, edit_room, remove_room
from rooms.api.strict import StrictFields
from timetable.api.programme import OfProgramme, described
from timetable.api.programme_fields import EVENT
from timetable.models import Slot


class EventRoomSerializer(serializers.ModelSerializer[EventRoom]):
    event = serializers.IntegerField(source="event_id", read_only=True)

    class Meta:
        model = EventRoom
        fields = ["id", "event", "name", "capacity", "description", "equipment", "position"]
        read_only_fields = fields


class EventRoomGiven(StrictFields):
    """What is not sent stays."""

    event = serializers.CharField(max_length=80, help_text=EVENT)

    class Meta:
        model = EventRoom
        fields = ["event", "name", "capacity", "description", "equipment"]
        validators: list[Any] = []


def _seen(keyring: Keyring) -> QuerySet[EventRoom]:
    """Those where something is held that somebody sees; all of them for who runs the event."""
    used = Q(Exists(Slot.shown.visible_to(keyring).filter(room=OuterRef("pk"))))
    return EventRoom.objects.filter(used | run_by(keyring, "event__access"), event__deleted_at__isnull=True)


@described("rooms of events", "room of an event", EventRoomGiven, EventRoomSerializer)
class EventRoomViewSet(OfProgramme):
    """Where things are held. A room in which something is planned is not removed."""

    serializer_class = EventRoomSerializer
    queryset = EventRoom.objects.none()
    given = EventRoomGiven
    kind = "event-room"
    seen = staticmethod(_seen)
    add, edit, remove = staticmethod(add_room), staticmethod(edit_room), staticmethod(remove_room)
