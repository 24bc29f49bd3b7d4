"""Stars over REST: the talks somebody means to hear, and the schedule they make."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT

from access.filters import keyring_of
from events.api import ID_OR_ADDRESS
from events.models import Event
from programme.models import Contribution
from rooms.api.query import Query
from rooms.api.refusing import member
from timetable.api.base import Freshly, OfAnEvent
from timetable.api.entries import shown_to, told
from timetable.api.entry_fields import EntrySerializer
from timetable.entries import leaves, read_entries
from timetable.operations.stars import give_star, take_star
from timetable.starred import Clash, clashes, mark_stars


class OverlapSerializer(serializers.Serializer[Any]):
    """Two starred entries that share a moment; `instead` are later ones of the same talks that share none."""

    entries = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    instead = serializers.ListField(child=serializers.IntegerField())


class MyScheduleSerializer(serializers.Serializer[Any]):
    entries = EntrySerializer(many=True, help_text="Of the talks you starred, by time.")
    overlaps = OverlapSerializer(many=True)
    unscheduled = serializers.ListField(
        child=serializers.IntegerField(), help_text="Starred contributions that have no time yet."
    )


class Starring(Freshly):
    """For everybody with an account who sees the talk."""

    @extend_schema(summary="Star a talk", request=None, responses={204: None})
    @action(detail=True, methods=["put"])
    def star(self, request: Request, pk: str) -> Response:
        """It is in your schedule then; twice is once."""
        by = member(request)
        talk: Contribution = self.get_object()
        give_star(talk, by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(summary="Take your star back", request=None, responses={204: None})
    @star.mapping.delete
    def unstar(self, request: Request, pk: str) -> Response:
        by = member(request)
        talk: Contribution = self.get_object()
        take_star(talk, by=by)
        return Response(status=HTTP_204_NO_CONTENT)


class MySchedule(OfAnEvent):
    """One's own stars at an event."""

    @extend_schema(
        summary="Your schedule: the talks you starred, and what overlaps",
        parameters=[ID_OR_ADDRESS],
        responses=MyScheduleSerializer,
    )
    @action(detail=True, pagination_class=None, url_path="my-schedule", url_name="my-schedule")
    def my_schedule(self, request: Request, pk: str) -> Response:
        """As it is published. What you can not see any more is left out."""
        by = member(request)
        Query.of(request)
        event: Event = self.get_object()
        keyring = keyring_of(by)
        talks = Contribution.objects.visible_to(keyring).filter(event=event, stars__user=by)
        numbers = set(talks.values_list("number", flat=True))
        slots = shown_to(keyring).filter(event=event, contribution__number__in=numbers)
        entries = leaves(read_entries(slots))
        mark_stars(entries, numbers)
        unscheduled = talks.exclude(pk__in=[entry.talk for entry in entries]).order_by("number")
        return Response(
            {
                "entries": [told(slot) for slot in slots.order_by("starts_at", "pk")],
                "overlaps": [_overlap(clash) for clash in clashes(entries)],
                "unscheduled": list(unscheduled.values_list("pk", flat=True)),
            }
        )


def _overlap(clash: Clash) -> dict[str, list[int]]:
    return {
        "entries": [clash.one.lasting, clash.other.lasting],
        "instead": [entry.lasting for entry in clash.ways_out],
    }
