"""What is sent and told about the timetable of one session, for those who work on it."""

from typing import Any

from rest_framework import serializers

from rooms.api.query import KeyField
from rooms.api.strict import Strict
from timetable.api.entry_fields import EntrySerializer
from timetable.api.entry_given import PlaceGiven
from timetable.operations.slots import LONGEST_TITLE

REVISION: dict[str, Any] = {
    "required": False,
    "min_value": 0,
    "help_text": "The one you saw: 409 where it has changed.",
}


class SessionPlaceGiven(PlaceGiven):
    """A `contribution` of the session into a block (`parent`), or without one a block of its own."""

    contribution = KeyField(required=False)
    title = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TITLE)


class SessionMoveGiven(PlaceGiven):
    """One of its blocks, or a talk in one; what is not sent stays."""

    entry = KeyField()
    title = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TITLE)
    revision = serializers.IntegerField(**REVISION)


class SessionEntryGiven(Strict):
    entry = KeyField()
    revision = serializers.IntegerField(**REVISION)


class SessionActGiven(Strict):
    act = serializers.ChoiceField(choices=["up", "down", "undo"])
    entry = KeyField(required=False, help_text="up, down: the talk that goes past its neighbour.")


class SessionTalkGiven(Strict):
    contribution = KeyField()
    title = serializers.CharField(required=False, max_length=500)
    abstract = serializers.CharField(required=False, allow_blank=True, max_length=64 * 1024)
    minutes = serializers.IntegerField(required=False, min_value=0)


class WaitingSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    minutes = serializers.IntegerField()


class SessionTimetableSerializer(serializers.Serializer[Any]):
    """What you may see of the session as it is worked on, and what you may do there."""

    edits_talks = serializers.BooleanField()
    places_blocks = serializers.BooleanField()
    entries = EntrySerializer(many=True)
    waiting = WaitingSerializer(many=True, help_text="Its talks without a time.")
