"""What programs send to put entries into a timetable and to change them."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from events.models import Event, EventRoom
from programme.models import Contribution, Session
from rooms.api.query import KeyField, Query, wrong
from rooms.api.strict import Strict
from timetable.api.times_given import NearDayField, NearMomentField
from timetable.models import Slot
from timetable.operations.placing import LONGEST
from timetable.operations.slots import LONGEST_NOTE, LONGEST_TITLE
from timetable.talk_list import schedulable

NAMES = {"start": "starts_at", "note": "description"}
"""What operations call the fields that are called otherwise here."""
MOMENT = "A moment with its offset, such as 2031-03-03T09:00Z."


class PlaceGiven(Strict):
    start = NearMomentField(required=False, help_text=MOMENT)
    minutes = serializers.IntegerField(required=False, min_value=0, max_value=LONGEST)
    room = KeyField(required=False, allow_null=True, help_text="A room of the event; null for none.")
    parent = KeyField(  # type: ignore[assignment]  # a field's own `parent` is another thing
        required=False, allow_null=True, help_text="The block it lies in; null takes it out of its block."
    )


class EntryGiven(PlaceGiven):
    """A talk with `contribution`, a block with `session`, or a break with a `title` alone."""

    event = serializers.CharField(max_length=80, help_text="Number or address.")
    contribution = KeyField(required=False)
    session = KeyField(required=False)
    start = NearMomentField(help_text=MOMENT)
    minutes = serializers.IntegerField(
        required=False, min_value=0, max_value=LONGEST, help_text="A talk lasts as long as it is without."
    )
    title = serializers.CharField(
        required=False, max_length=LONGEST_TITLE, help_text="Of a break or a block."
    )
    note = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_NOTE, help_text="Of a break."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        kind = kind_given(attrs)
        if kind == "talk" and attrs.keys() & {"session", "title", "note"}:
            raise wrong("contribution", _("A talk has its own title and session. Leave the others out."))
        if kind == "session" and attrs.keys() & {"parent", "note"}:
            raise wrong("session", _("A block lies in no other one, and has no note."))
        if kind == "break" and not attrs.get("title"):
            raise wrong("title", _("Give a contribution, a session, or the title of a break."))
        if kind != "talk" and "minutes" not in attrs:
            raise wrong("minutes", _("Say how long it lasts."))
        return attrs


class EntryChangeGiven(PlaceGiven):
    """What is not sent stays."""

    title = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TITLE)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_NOTE)
    is_pinned = serializers.BooleanField(required=False)
    shift_later = serializers.BooleanField(
        required=False,
        help_text="What follows it in its room or block moves along by as much as its end does.",
    )
    allow_midnight = serializers.BooleanField(
        required=False, help_text="It is meant to run past the end of its day."
    )


class EntryQuery(Query):
    event = serializers.CharField(required=False, max_length=80, help_text="Number or address.")
    day = NearDayField(required=False, help_text="Of the programme of the event, which is needed too.")
    room = KeyField(required=False, help_text="Held in this room of an event.")
    parent = KeyField(  # type: ignore[assignment]  # a field's own `parent` is another thing
        required=False, help_text="What a block holds."
    )
    session = KeyField(required=False, help_text="The blocks of a session, and what lies in them.")
    contribution = KeyField(required=False)
    kind = serializers.ChoiceField(choices=["talk", "session", "break"], required=False)
    draft = serializers.BooleanField(
        required=False, help_text="As it is worked on, for those who run the event; else as it is published."
    )

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which can not be the name of an attribute."""
        edges = {
            "from": NearMomentField(required=False, help_text="Not over at this moment."),
            "to": NearMomentField(required=False, help_text="Begun before this moment."),
        }
        return {**super().get_fields(), **edges}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "day" in attrs and "event" not in attrs:
            raise wrong("event", _("Say of which event: each has its own clocks."))
        return attrs


class DraftQuery(Query):
    draft = serializers.BooleanField(required=False, help_text="As it is worked on.")


def kind_given(values: dict[str, Any]) -> str:
    if "contribution" in values:
        return "talk"
    return "session" if "session" in values else "break"


def place_of(values: dict[str, Any], event: Event) -> dict[str, Any]:
    """The values as operations take them. Raises ValidationError for a room or block the event does not have."""
    found = {NAMES.get(name, name): value for name, value in values.items()}
    if found.get("room") is not None:
        found["room"] = room_given(event, found["room"])
    if found.get("parent") is not None:
        found["parent"] = block_given(event, found["parent"])
    return found


def room_given(event: Event, key: int, field: str = "room") -> EventRoom:
    room = EventRoom.objects.filter(event=event, pk=key).first()
    if room is None:
        raise wrong(field, _("The event has no room {number}.").format(number=key))
    return room


def block_given(event: Event, key: int, field: str = "parent") -> Slot:
    block = Slot.objects.filter(event=event, pk=key, session__deleted_at__isnull=True).first()
    if block is None or not block.is_block:
        raise wrong(field, _("The timetable has no block {number}.").format(number=key))
    return block


def talk_given(event: Event, key: int, field: str = "contribution") -> Contribution:
    talk = schedulable(event).filter(pk=key).first()
    if talk is None:
        raise wrong(field, _("The event has no talk {number}, or it was withdrawn.").format(number=key))
    return talk


def session_given(event: Event, key: int, field: str = "session") -> Session:
    session = Session.objects.filter(event=event, pk=key, deleted_at__isnull=True).first()
    if session is None:
        raise wrong(field, _("The event has no session {number}.").format(number=key))
    return session
