"""What is told of a timetable as a whole, of what was done in it, and of its versions."""

from typing import Any

from rest_framework import serializers

from rooms.api.strict import StrictFields
from timetable.models import TimetableSettings
from timetable.operations.settings import EDITABLE

NAMES = sorted(EDITABLE)


class TimetableSettingsSerializer(serializers.ModelSerializer[TimetableSettings]):
    class Meta:
        model = TimetableSettings
        fields = NAMES
        read_only_fields = fields


class TimetableSettingsGiven(StrictFields):
    """What is not sent stays. `is_live`: changes show at once; else when they are published."""

    class Meta:
        model = TimetableSettings
        fields = NAMES


class TimetableRoomSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class TimetableSerializer(serializers.Serializer[Any]):
    """`settings` and `unpublished` are for those who run the event; others get null."""

    event = serializers.IntegerField()
    time_zone = serializers.CharField()
    day_change = serializers.TimeField(help_text="When a day of the programme begins.")
    days = serializers.ListField(child=serializers.DateField(), help_text="On which something begins.")
    rooms = TimetableRoomSerializer(many=True, help_text="Those in use; for who runs the event, all of them.")
    version = serializers.CharField(allow_null=True, help_text="What is shown now; null without versions.")
    published_at = serializers.DateTimeField(allow_null=True)
    is_live = serializers.BooleanField(allow_null=True, help_text="Changes show at once.")
    unpublished = serializers.IntegerField(allow_null=True, help_text="Changes that wait to be published.")
    settings = TimetableSettingsSerializer(allow_null=True)


class StepSerializer(serializers.Serializer[Any]):
    """One act in the timetable."""

    id = serializers.IntegerField()
    verb = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field's own `label` is another thing
    by = serializers.CharField(allow_null=True)
    at = serializers.DateTimeField()
    undone_at = serializers.DateTimeField(allow_null=True)
    undone_by = serializers.CharField(allow_null=True)
    entries = serializers.ListField(child=serializers.IntegerField(), help_text="Those it touched.")
    can_undo = serializers.BooleanField(help_text="Everything it touched is still as it left it.")


def settings_shown(settings: TimetableSettings) -> dict[str, Any]:
    return dict(TimetableSettingsSerializer(settings).data)
