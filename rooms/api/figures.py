"""How much rooms are used, over REST, for those who decide about them."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from rooms.api.base import RightsViewSet
from rooms.api.query import KeyField, Query, wrong
from rooms.api.refusing import member, permit, runs_nothing
from rooms.availability.usage import heat
from rooms.models import Room
from rooms.statistics.asked import FIRST_YEAR, LAST_YEAR, MOST_DAYS, Asked
from rooms.statistics.figures import Figure, figures_of

ROWS = ["room", "building", "month"]


class FigureQuery(Query):
    location = KeyField(required=False, help_text="Number of a location.")
    building = serializers.CharField(required=False, max_length=100)
    by = serializers.ChoiceField(
        choices=[*ROWS, "hour"], required=False, help_text="What the rows are; without it, rooms."
    )

    def get_fields(self) -> dict[str, Any]:
        """With `from` and `to`, which can not be names of attributes."""
        first = serializers.DateField(help_text="The first day.")
        last = serializers.DateField(help_text="The last day, at most three years on.")
        return {**super().get_fields(), "from": first, "to": last}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first, last = attrs["from"], attrs["to"]
        if last < first:
            raise wrong("to", _("The last day is before the first."))
        if first.year < FIRST_YEAR or last.year > LAST_YEAR:
            raise wrong("from", _("These days are too far away."))
        if (last - first).days >= MOST_DAYS:
            raise wrong("to", _("At most three years at once."))
        return attrs


class FigureSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    location = serializers.CharField(help_text="Its name; empty for what is more than one.")
    room = serializers.IntegerField(allow_null=True, help_text="The number of a room.")
    month = serializers.DateField(allow_null=True, help_text="The first day of a month.")
    booked_minutes = serializers.IntegerField()
    bookable_minutes = serializers.IntegerField()
    share = serializers.FloatField(
        allow_null=True, help_text="Booked of bookable; null where it never opens."
    )
    bookings = serializers.IntegerField()
    cancellations = serializers.IntegerField()
    no_shows = serializers.IntegerField()


class FiguresSerializer(serializers.Serializer[Any]):
    total = FigureSerializer()
    rows = FigureSerializer(many=True, help_text="Rooms, buildings or months; none by hour.")
    hours = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField(allow_null=True)),
        allow_null=True,
        help_text="By hour: for Monday to Sunday the share booked of each hour, null where none opens.",
    )


class RoomFigures(RightsViewSet):
    """Statistics of the rooms one decides about."""

    @extend_schema(summary="How much rooms are used", parameters=[FigureQuery], responses=FiguresSerializer)
    @action(detail=False, pagination_class=None)
    def statistics(self, request: Request) -> Response:
        """Of the rooms in which you approve, or that you run, in whole days on their clocks."""
        rooms = Room.objects.moderated_by(member(request)).in_use()
        permit(rooms.exists(), runs_nothing())
        values = FigureQuery.of(request)
        if "location" in values:
            rooms = rooms.filter(location=values["location"])
        if "building" in values:
            rooms = rooms.filter(building=values["building"])
        first, last, by = values["from"], values["to"], values.get("by", "room")
        found = figures_of(rooms, Asked("custom", first, last))
        rows = {"room": found.rooms, "building": found.buildings, "month": found.months or [found.total]}
        return Response(
            {
                "total": _shown(found.total),
                "rows": [_shown(one, month=_month(one, by, first)) for one in rows.get(by, [])],
                "hours": heat(list(rooms.values_list("pk", flat=True)), first, last)
                if by == "hour"
                else None,
            }
        )


def _month(figure: Figure, by: str, first: date) -> date | None:
    """A stretch within one month is that month's only row."""
    return (figure.key or first.replace(day=1)) if by == "month" else None


def _shown(figure: Figure, *, month: date | None = None) -> dict[str, Any]:
    return {
        "name": figure.name,
        "location": figure.place,
        "room": figure.room_id or None,
        "month": month,
        "booked_minutes": figure.booked,
        "bookable_minutes": figure.bookable,
        "share": figure.share,
        "bookings": figure.bookings,
        "cancellations": figure.cancellations,
        "no_shows": figure.no_shows,
    }
