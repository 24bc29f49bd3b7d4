"""Cloning events over REST: the dates, the parts and the rooms, looked at first where one likes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED, HTTP_409_CONFLICT

from accounts.models import User
from events.api import ID_OR_ADDRESS, SeenEvents
from events.cloning import WallShift
from events.models import Category, Event
from events.operations.cloning import check_amount, check_parts
from events.permissions import can_clone_event, can_manage_event
from kit.recurrence import BadRule, dates_of, parse_rule
from kit.recurrence.reading import LONGEST
from kit.recurrence.rule import YEARS
from kit.refusals import require
from rooms.api.query import DryRunQuery, checked, wrong
from rooms.api.refusing import member
from rooms.api.strict import Strict
from rooms.api.times_given import ClockField, ExdatesField
from rooms.models import Room
from rooms.outlook import Choice
from venue.clone_plan import Choices, DatePlan, RoomThen, plan_clones
from venue.models import books_rooms
from venue.operations.cloning import Made, clone_on_dates


class CloneChoiceGiven(Strict):
    """What to do about one room on one date."""

    date = serializers.DateField(help_text="On which that clone starts.")
    room = serializers.IntegerField(
        min_value=1, required=False, help_text="The room that can not be had; or its `key`."
    )
    key = serializers.CharField(
        max_length=40,
        required=False,
        help_text="The key of a room of the answer, also of one you may not see.",
    )
    take = serializers.IntegerField(
        min_value=1, allow_null=True, help_text="Another room; null books none for it."
    )


class CloneGiven(Strict):
    """`dates`, or `date` with `rrule`. Times of day are those of the original, on the clocks of the event."""

    dates = serializers.ListField(child=serializers.DateField(), required=False, max_length=1000)
    date = serializers.DateField(required=False, help_text="The first day of a series.")
    rrule = serializers.CharField(
        required=False, max_length=LONGEST, help_text="RFC 5545, such as FREQ=WEEKLY;COUNT=10."
    )
    exdates = ExdatesField(required=False, help_text="Days of the series to leave out.")
    clock = ClockField(required=False, help_text="Another time of day to start at, such as 14:00.")
    category = serializers.IntegerField(min_value=1, required=False, help_text="That of the event without.")
    parts = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, help_text="The usual ones without."
    )
    rooms = serializers.BooleanField(required=False, help_text="Book its rooms on all dates.")
    choices = CloneChoiceGiven(many=True, required=False)
    on_conflict = serializers.ChoiceField(
        choices=["refuse", "skip"],
        required=False,
        help_text="Clone nothing where a room can not be had, or clone without that room.",
    )


class CloneRoomSerializer(serializers.Serializer[Any]):
    """A room on one date; `take` is the one taken instead, null where none is."""

    room = serializers.IntegerField(allow_null=True, help_text="Null for a room you may not see.")
    key = serializers.CharField(help_text="What `choices` may name it by.")
    take = serializers.IntegerField(allow_null=True)
    outlook = serializers.ChoiceField(choices=["free", "needs_approval", "not_free", "left_out"])
    why = serializers.CharField()
    alternatives = serializers.ListField(child=serializers.IntegerField())


class CloneSerializer(serializers.Serializer[Any]):
    """One date: the clone, or why there is none. In a dry run none is there yet."""

    date = serializers.DateField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    notes = serializers.ListField(child=serializers.CharField())
    id = serializers.IntegerField(allow_null=True)
    slug = serializers.CharField(allow_null=True)
    bookings = serializers.ListField(child=serializers.IntegerField())
    refusal = serializers.CharField()
    rooms = CloneRoomSerializer(many=True)


class ClonesSerializer(serializers.Serializer[Any]):
    """What came along, and each date in order."""

    parts = serializers.ListField(child=serializers.CharField())
    clones = CloneSerializer(many=True)


class ClonesRefusedSerializer(ClonesSerializer):
    detail = serializers.CharField()


class EventCloneViewSet(SeenEvents):
    """Clones of an event, for who runs it and may create events where they go."""

    serializer_class = ClonesSerializer

    @extend_schema(
        summary="Clone an event, once or on many dates",
        parameters=[ID_OR_ADDRESS, DryRunQuery],
        request=CloneGiven,
        responses={
            200: OpenApiResponse(ClonesSerializer, "With `dry_run`: what would happen."),
            201: OpenApiResponse(ClonesSerializer, "One transaction each: `refusal` says why there is none."),
            409: OpenApiResponse(ClonesRefusedSerializer, "Rooms can not be had, so nothing was cloned."),
        },
    )
    @action(detail=True, methods=["post"], url_name="event")
    def clone(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        event: Event = self.get_object()
        require(can_manage_event(self.caller, event))
        by = member(request)
        dry_run = DryRunQuery.asked(request)
        given = checked(CloneGiven(data=request.data))
        category = self._category(event, given)
        require(can_clone_event(by, event, into=category))
        shifts = [WallShift.to_day(event, day, given.get("clock")) for day in _days(given)]
        parts = check_parts(given.get("parts"))
        check_amount(event, by=by, parts=parts, times=len(shifts))
        with_rooms = bool(given.get("rooms")) and books_rooms(category)
        options: dict[str, Any] = {"by": by, "parts": parts, "with_rooms": with_rooms}
        choices = dict(_choices(given, by=by))
        plans = plan_clones(event, shifts, choices=choices, **options)
        if given.get("on_conflict") == "skip" and any(plan.conflicts for plan in plans):
            choices |= _left_out(plans)
            plans = plan_clones(event, shifts, choices=choices, **options)
        if dry_run:
            return Response(_answer(plans, [], parts))
        if any(plan.conflicts for plan in plans):
            said = _("Some rooms can not be had, so nothing was cloned. Choose others, or leave them out.")
            return Response({"detail": said, **_answer(plans, [], parts)}, status=HTTP_409_CONFLICT)
        made = clone_on_dates(event, shifts, category=category, choices=choices, **options)
        status = HTTP_201_CREATED if any(one.event for one in made) else HTTP_409_CONFLICT
        detail = {} if status == HTTP_201_CREATED else {"detail": made[0].refusal}
        return Response({**detail, **_answer(plans, made, parts)}, status=status)

    def _category(self, event: Event, given: dict[str, Any]) -> Category:
        if "category" not in given:
            return event.category
        found = Category.objects.visible_to(self.caller).select_related("access").filter(pk=given["category"])
        category = found.first()
        if category is None:
            raise wrong("category", _("There is no such category."))
        return category


def _days(given: dict[str, Any]) -> list[date]:
    """The days the clones start on. Raises ValidationError at the field."""
    if ("dates" in given) == ("date" in given):
        raise wrong("dates", _("Give either dates, or the first date of a series."))
    if "dates" in given:
        if "rrule" in given or not given["dates"]:
            raise wrong("dates", _("Give at least one date, and no rule beside them."))
        if any(day.year not in YEARS for day in given["dates"]):
            raise wrong("dates", _("A date is too far away."))
        return sorted(set(given["dates"]))
    try:
        rule = parse_rule(given["rrule"]) if given.get("rrule") else None
        return dates_of(given["date"], rule, exdates=given.get("exdates") or (), most=settings.CLONES_AT_ONCE)
    except BadRule as refusal:
        raise wrong("rrule", refusal) from refusal


def _choices(given: dict[str, Any], *, by: User) -> Choices:
    asked = given.get("choices") or []
    if any(("room" in one) == ("key" in one) for one in asked):
        raise wrong("choices", _("Give the room or the key of each choice."))
    keys = {one["take"] for one in asked if one["take"]}
    rooms = Room.objects.visible_to(by).for_rights().in_bulk(keys)
    if keys - rooms.keys():
        raise wrong("choices", _("There is no such room."))
    return {
        (one["date"], one.get("key") or str(one["room"])): Choice(room=rooms[one["take"]])
        if one["take"]
        else Choice(skip=True)
        for one in asked
    }


def _left_out(plans: Sequence[DatePlan]) -> Choices:
    return {(then.day, then.wish.key): Choice(skip=True) for plan in plans for then in plan.conflicts}


def _answer(plans: Sequence[DatePlan], made: Sequence[Made], parts: frozenset[str]) -> dict[str, Any]:
    rows = []
    for number, plan in enumerate(plans):
        one = made[number] if made else Made(plan.starts_at)
        rows.append(
            {
                "date": plan.day,
                "starts_at": plan.starts_at,
                "ends_at": plan.ends_at,
                "notes": plan.notes,
                "id": one.event.pk if one.event else None,
                "slug": one.event.slug if one.event else None,
                "bookings": [booking.pk for booking in one.bookings],
                "refusal": one.refusal,
                "rooms": [_room(then) for then in plan.rooms],
            }
        )
    return dict(ClonesSerializer({"parts": sorted(parts), "clones": rows}).data)


def _room(then: RoomThen) -> dict[str, Any]:
    outlook = "not_free" if then.why else "needs_approval" if then.asks else "free"
    return {
        "room": None if then.wish.is_hidden else then.wish.room.pk,
        "key": then.wish.key,
        "take": None if then.is_left_out or then.is_nameless else then.room.pk,
        "outlook": "left_out" if then.is_left_out else outlook,
        "why": then.why,
        "alternatives": [room.pk for room in then.others],
    }
