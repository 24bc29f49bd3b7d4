"""What is sent and told about hours, closures and rights of a location or a room."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from access.models import AccessList, Grant
from kit.ical import FIRST_YEAR, LAST_YEAR
from kit.moments import Span
from rooms.api.booking_fields import STATES
from rooms.api.place_fields import OpenHours
from rooms.api.query import KeyField, Query, wrong
from rooms.api.strict import Strict
from rooms.api.times_given import WallTimeField
from rooms.api.when import WhenSerializer, clock_of, when
from rooms.models import Closure, Location, Room, State
from rooms.models.occurrence import OccurrenceQuerySet
from rooms.operations.grants import Protected
from rooms.operations.hours import MINUTES_OF_DAY, Stretch, stretches_of

MOST_STRETCHES = 7 * 24
MOST_DATES = 10_000
KINDS = ["person", "group", "address"]


class EndOfHours(serializers.RegexField):
    """A time of day as clocks show it; 24:00 is the end of the day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"\A(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z|\A24:00\Z", max_length=5, **options)


class StretchGiven(Strict):
    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="0 is Monday.")
    start = EndOfHours(help_text="Such as 08:00.")
    end = EndOfHours(help_text="24:00 is the end of the day.")


class HoursGiven(Strict):
    own = serializers.BooleanField(
        required=False, help_text="For rooms: whether they have hours of their own. With `hours` they have."
    )
    hours = StretchGiven(many=True, required=False)

    def validate_hours(self, value: list[Any]) -> list[Any]:
        if len(value) > MOST_STRETCHES:
            raise serializers.ValidationError(_("Too many hours at once."))
        return value


class HoursSerializer(serializers.Serializer[Any]):
    own = serializers.BooleanField(help_text="False for a room that follows its location.")
    hours = OpenHours(many=True, help_text="Empty is the whole week.")


class ClosureGiven(Strict):
    start = WallTimeField(help_text="On the clocks of the place, such as 2031-05-05T00:00.")
    end = WallTimeField(help_text="On the clocks of the place.")
    reason = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="For everybody."
    )
    cancel = serializers.ListField(
        child=KeyField(), required=False, max_length=MOST_DATES, help_text="Dates to cancel, by their `id`."
    )
    keep = serializers.ListField(
        child=KeyField(), required=False, max_length=MOST_DATES, help_text="Dates that stay, by their `id`."
    )

    def validate_start(self, value: datetime) -> datetime:
        return _within(value)

    def validate_end(self, value: datetime) -> datetime:
        return _within(value)


class ClosedSerializer(WhenSerializer):
    id = serializers.IntegerField()
    reason = serializers.CharField()
    notes = serializers.ListField(
        child=serializers.CharField(), help_text="What the clocks made of the times."
    )


class BookedDateSerializer(WhenSerializer):
    """A date about which somebody has to decide."""

    id = serializers.IntegerField()
    booking = serializers.IntegerField()
    date = serializers.DateField()
    room = serializers.IntegerField()
    state = serializers.ChoiceField(choices=list(STATES.values()))


class DatesInTheWaySerializer(serializers.Serializer[Any]):
    """The answer 409."""

    detail = serializers.CharField()
    dates = BookedDateSerializer(many=True)


class ClosureQuery(Query):
    closure = KeyField(help_text="The `id` of one of its closures.")


class GrantQuery(Query):
    grant = KeyField(help_text="The `id` of one of its grants.")


class ModeGiven(Strict):
    mode = serializers.ChoiceField(choices=AccessList.Mode.values)


class GrantGiven(Strict):
    to = serializers.CharField(max_length=254, help_text="An e-mail address, or the name of a group.")
    permission = serializers.CharField(
        max_length=40, help_text="view, book, prebook, override, moderate, manage."
    )


class GrantSerializer(serializers.ModelSerializer[Grant]):
    to = serializers.CharField(source="principal", help_text="Who holds it: a name, or an address.")
    kind = serializers.SerializerMethodField()

    class Meta:
        model = Grant
        fields = ["id", "to", "kind", "permission"]
        read_only_fields = fields

    def get_kind(self, held: Grant) -> str:
        return KINDS[0] if held.user_id else KINDS[1] if held.group_id else KINDS[2]


class AccessSerializer(serializers.Serializer[Any]):
    mode = serializers.ChoiceField(choices=AccessList.Mode.values)
    is_open = serializers.BooleanField(help_text="Whether everybody who is signed in may see it.")
    grants = GrantSerializer(many=True)
    managers_above = GrantSerializer(many=True, help_text="Who runs it by a right on what contains it.")


def hours_shown(place: Location | Room) -> dict[str, Any]:
    """The fields of a HoursSerializer."""
    return {
        "own": place.own_hours if isinstance(place, Room) else True,
        "hours": [
            {"weekday": one.weekday, "start": clock_of(one.start), "end": clock_of(one.end)}
            for one in stretches_of(place)
        ],
    }


def stretches_given(values: Mapping[str, Any], place: Location | Room) -> list[Stretch] | None:
    """The hours of a HoursGiven; None lets a room follow its location."""
    if not values.get("own", True):
        if isinstance(place, Location) or values.get("hours"):
            raise wrong("own", _("Only a room without hours of its own follows its location."))
        return None
    if "hours" not in values:
        raise wrong("hours", _("Give the hours; an empty list is the whole week."))
    return [Stretch(one["weekday"], _minutes(one["start"]), _minutes(one["end"])) for one in values["hours"]]


def closure_shown(closure: Closure, place: Location | Room, notes: Sequence[str] = ()) -> dict[str, Any]:
    """The fields of a ClosedSerializer."""
    span = Span(closure.starts_at, closure.ends_at)
    return {"id": closure.pk, "reason": closure.reason, **when(span, place.zone), "notes": list(notes)}


def dates_shown(dates: OccurrenceQuerySet) -> list[dict[str, Any]]:
    """The fields of BookedDateSerializers, for those who run the rooms."""
    found = dates.select_related("room__location").order_by("starts_at", "pk")[:MOST_DATES]
    return [
        {
            "id": date.pk,
            "booking": date.booking_id,
            "date": date.date.isoformat(),
            "room": date.room_id,
            "state": STATES[State(date.state)],
            **when(Span(date.starts_at, date.ends_at), date.room.zone),
        }
        for date in found
    ]


def access_shown(thing: Protected) -> dict[str, Any]:
    """The fields of an AccessSerializer."""
    access = thing.access
    above = [key for key in access.path if key != access.pk]
    managers = Grant.objects.filter(access_list__in=above, permission=Grant.MANAGE).with_principals()
    return {
        "mode": access.mode,
        "is_open": access.is_open,
        "grants": GrantSerializer(access.grants.with_principals(), many=True).data,
        "managers_above": GrantSerializer(managers, many=True).data,
    }


def _within(wall: datetime) -> datetime:
    if not date(FIRST_YEAR, 1, 1) <= wall.date() <= date(LAST_YEAR, 12, 30):
        raise serializers.ValidationError(_("These days are too far away."))
    return wall


def _minutes(clock: str) -> int:
    if clock == "24:00":
        return MINUTES_OF_DAY
    read = time.fromisoformat(clock)
    return read.hour * 60 + read.minute
