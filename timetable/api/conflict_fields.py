"""What is told of the conflicts of a timetable over REST."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from timetable.conflicts import Conflict, Kind, Severity
from timetable.conflicts.fixes import Fix

KINDS = [kind.value for kind in Kind]


class FixSerializer(serializers.Serializer[Any]):
    """What one act can do about a conflict: send its `code` to `conflicts/fix/`."""

    code = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()


class TimetableConflictSerializer(serializers.Serializer[Any]):
    """`key` stays the same as long as what clashes, who and when do."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS)
    severity = serializers.ChoiceField(choices=[severity.value for severity in Severity])
    title = serializers.CharField()
    detail = serializers.CharField(help_text="Who, what, where and when, as a sentence.")
    entries = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Those that clash; negative for one that is not there yet.",
    )
    people = serializers.ListField(child=serializers.IntegerField())
    room = serializers.IntegerField(allow_null=True)
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()


class FoundConflictSerializer(TimetableConflictSerializer):
    reason = serializers.CharField(help_text="Why somebody let it be; empty while it is open.")
    accepted_by = serializers.CharField()
    fixes = FixSerializer(many=True, help_text="Only with `fixes`.")


class DeltaSerializer(serializers.Serializer[Any]):
    """What an act would bring and what it would solve, the worst first."""

    appeared = TimetableConflictSerializer(many=True)
    vanished = TimetableConflictSerializer(many=True)


def conflict_shown(conflict: Conflict) -> dict[str, Any]:
    return {
        "key": conflict.key,
        "kind": conflict.kind.value,
        "severity": conflict.severity.value,
        "title": conflict.title,
        "detail": conflict.sentence(),
        "entries": list(conflict.entries),
        "people": list(conflict.people),
        "room": conflict.room,
        "start": conflict.starts_at,
        "end": conflict.ends_at,
    }


def fixes_shown(fixes: Iterable[Fix]) -> list[dict[str, str]]:
    return [{"code": fix.code, "title": fix.label, "detail": fix.detail} for fix in fixes]
