"""What is told of the entries of a timetable over REST."""

from collections.abc import Collection, Mapping
from typing import Any

from rest_framework import serializers

from events.models import Event
from timetable.models import Slot
from timetable.plan import Plan, PlanEntry

KINDS = ["talk", "session", "break"]


class EntrySerializer(serializers.Serializer[Any]):
    """A block of a session, a talk, or a break. Moments are in UTC."""

    id = serializers.IntegerField(allow_null=True, help_text="Null in a dry run for what is not there yet.")
    event = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=KINDS)
    label = serializers.CharField(  # type: ignore[assignment]  # a field's own `label` is another thing
        help_text="What it is called: the talk, the session, or the break."
    )
    title = serializers.CharField(help_text="Its own: that of a break, or of one block of a session.")
    note = serializers.CharField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    room = serializers.IntegerField(allow_null=True, help_text="Its own room.")
    room_name = serializers.CharField(
        help_text="Where it is held; without a room of its own, that of `parent`."
    )
    parent = serializers.IntegerField(  # type: ignore[assignment]  # a field's own `parent` is another thing
        allow_null=True, help_text="The block it lies in."
    )
    session = serializers.IntegerField(allow_null=True)
    contribution = serializers.IntegerField(allow_null=True)
    is_pinned = serializers.BooleanField(
        help_text="Stays where it is when a timetable is tidied or proposed."
    )
    revision = serializers.IntegerField(
        allow_null=True, help_text="Null in what was published: only the draft is changed."
    )


class PlacedSerializer(EntrySerializer):
    """An entry in its place."""

    notes = serializers.ListField(child=serializers.CharField(), help_text="What else changed.")


class StaleSerializer(serializers.Serializer[Any]):
    """The answer where somebody else was quicker; nothing was done."""

    detail = serializers.CharField()
    theirs = EntrySerializer(allow_null=True, help_text="How it is now; null when it is gone.")
    yours = serializers.DictField(help_text="What you sent.")


def shown_in(plan: Plan, entry: PlanEntry, *, event: Event, revisions: Mapping[int, int]) -> dict[str, Any]:
    """The fields of an EntrySerializer for an entry of a plan."""
    block = plan.get(entry.parent) if entry.parent is not None else None
    return {
        "id": entry.key if entry.key > 0 else None,
        "event": event.pk,
        "kind": kind_of(entry),
        "label": entry.label or entry.title,
        "title": entry.title,
        "note": entry.description,
        "start": entry.starts_at,
        "end": entry.ends_at,
        "minutes": entry.minutes,
        "room": entry.room,
        "room_name": entry.room_name or (block.room_name if block and entry.room is None else ""),
        "parent": entry.parent,
        "session": entry.session,
        "contribution": entry.contribution,
        "is_pinned": entry.is_pinned,
        "revision": revisions.get(entry.key),
    }


def slot_shown(slot: Slot, *, tells_session: bool = True) -> dict[str, Any]:
    """The same for a row, whose room, parent (with its room), session and contribution are at hand."""
    parent = slot.parent
    room = slot.room or (parent.room if parent else None)
    return {
        "id": slot.lasting_id,
        "event": slot.event_id,
        "kind": kind_of(slot),
        "label": slot.label,
        "title": slot.title,
        "note": slot.description,
        "start": slot.starts_at,
        "end": slot.ends_at,
        "minutes": slot.minutes,
        "room": slot.room_id,
        "room_name": room.name if room else "",
        "parent": parent.lasting_id if parent else None,
        "session": slot.session_id if tells_session else None,
        "contribution": slot.contribution_id,
        "is_pinned": slot.is_pinned and slot.is_working,
        "revision": slot.revision if slot.is_working else None,
    }


def kind_of(entry: PlanEntry | Slot) -> str:
    if entry.is_break:
        return "break"
    return "session" if entry.is_block else "talk"


def revisions_of(keys: Collection[int]) -> dict[int, int]:
    """The revisions of these entries as they are now. One query, or none."""
    known = [key for key in keys if key > 0]
    if not known:
        return {}
    return dict(Slot.objects.filter(pk__in=known).values_list("pk", "revision"))
