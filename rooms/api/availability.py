"""Which rooms are free when: many rooms and many dates at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kit.moments import zone
from kit.paging import ByCursor
from rooms.alternatives import conflicts_of
from rooms.api.base import RightsViewSet
from rooms.api.narrowing import RoomNarrowing, narrowed
from rooms.api.outcomes import Outcome, outcome_for
from rooms.api.place_fields import RoomInShort
from rooms.api.query import KeyField, wrong
from rooms.api.times_given import TimesGiven, times_given
from rooms.api.when import WhenSerializer, when
from rooms.availability.fit import Fit, fits
from rooms.models import Room, RoomSettings
from rooms.models.room import RoomQuerySet
from rooms.operations.settings import room_settings
from rooms.outlook import passed_by
from rooms.rights import Rights
from rooms.rules import objections
from rooms.times import Times, Wanted

MOST_DATES = 20_000


class AvailabilityQuery(TimesGiven, RoomNarrowing):
    room = serializers.ListField(
        child=KeyField(), required=False, max_length=200, help_text="Number of a room; several: these."
    )
    free = serializers.ChoiceField(
        choices=["all", "any"], required=False, help_text="Only rooms free on all dates, or on any of them."
    )


class FreeDate(WhenSerializer):
    date = serializers.DateField()


class TakenDate(FreeDate):
    reason = serializers.ChoiceField(choices=["taken", "blocked", "closed"])


class AvailabilitySerializer(serializers.Serializer[Any]):
    """A room with its free and taken dates."""

    room = RoomInShort()
    outcome = serializers.ChoiceField(
        choices=[outcome.value for outcome in Outcome], help_text="What a booking of yours would be."
    )
    why_not = serializers.ListField(
        child=serializers.CharField(), help_text="The rules that stand against it, and who can help."
    )
    free = FreeDate(many=True)
    taken = TakenDate(many=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """The times as the clocks of one zone show them."""

    times: Times
    wanted: list[Wanted]


class AvailabilityViewSet(RightsViewSet):
    """Rooms, with the dates on which they are free and those on which they are not."""

    serializer_class = AvailabilitySerializer
    queryset = Room.objects.none()

    def get_queryset(self) -> RoomQuerySet:
        return Room.objects.visible_to(self.caller).for_rights().select_related("owner").order_by("pk")

    @extend_schema(
        summary="Rooms with their free and taken dates",
        parameters=[AvailabilityQuery],
        responses=AvailabilitySerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """`start` and `end` are read on the clocks of each room, with the rule in `rrule` again and again."""
        values = AvailabilityQuery.of(request)
        rooms = narrowed(self.get_queryset(), values, seen_by=self.caller)
        if "room" in values:
            rooms = _among(rooms, values["room"], seen=self.get_queryset())
        asked = _in_zones(values, rooms)
        _check_size(asked, ByCursor().get_page_size(request))
        if "free" in values:
            rooms = rooms.filter(pk__in=_free(rooms, asked, self.rights, how=values["free"]))
        page = self.paginate_queryset(rooms) or []
        return self.get_paginated_response(_told(page, asked, self.rights))


def _among(rooms: RoomQuerySet, keys: list[int], *, seen: RoomQuerySet) -> RoomQuerySet:
    known = set(seen.filter(pk__in=keys).values_list("pk", flat=True))
    if missing := [key for key in keys if key not in known]:
        raise wrong("room", _("There is no room {number}.").format(number=missing[0]))
    return rooms.filter(pk__in=keys)


def _check_size(asked: Mapping[str, Asked], rooms: int) -> None:
    """An answer of everything about everything would be of no use to anybody."""
    dates = max((len(each.wanted) for each in asked.values()), default=0)
    if dates * rooms > MOST_DATES:
        message = _("For so many dates, ask for at most {most} rooms at once.")
        raise wrong("limit", message.format(most=MOST_DATES // dates))


def _fits(rooms: Iterable[Room], asked: Mapping[str, Asked], rights: Rights) -> dict[int, Fit]:
    """One query for each zone."""
    by_zone: dict[str, list[int]] = defaultdict(list)
    for room in rooms:
        by_zone[room.location.time_zone].append(room.pk)
    passing = passed_by(rights) if by_zone else []
    found: dict[int, Fit] = {}
    for name, keys in by_zone.items():
        found |= fits(asked[name].times, name, rooms=keys, passing=passing)
    return found


def _free(rooms: RoomQuerySet, asked: Mapping[str, Asked], rights: Rights, *, how: str) -> list[int]:
    candidates = list(rooms)
    found = _fits(candidates, asked, rights)
    taken = {room.pk: len(conflicts_of(found.get(room.pk), room, rights)) for room in candidates}
    most = {
        room.pk: 0 if how == "all" else len(asked[room.location.time_zone].wanted) - 1 for room in candidates
    }
    return [key for key, dates in taken.items() if dates <= most[key]]


def _told(rooms: Sequence[Room], asked: Mapping[str, Asked], rights: Rights) -> list[dict[str, Any]]:
    found, settings = _fits(rooms, asked, rights), room_settings()
    return [_room_told(room, asked, found.get(room.pk), rights, settings) for room in rooms]


def _room_told(
    room: Room, asked: Mapping[str, Asked], fit: Fit | None, rights: Rights, settings: RoomSettings
) -> dict[str, Any]:
    times, wanted = asked[room.location.time_zone].times, asked[room.location.time_zone].wanted
    conflicts = conflicts_of(fit, room, rights)
    said = objections(room, times, wanted, rights=rights, settings=settings, now=timezone.now())
    outcome = Outcome.NOT_ALLOWED if said else outcome_for(room, rights)
    dates = [{"date": date.day.isoformat(), **when(date.span, room.zone)} for date in wanted]
    return {
        "room": RoomInShort(room).data,
        "outcome": outcome.value,
        "why_not": said,
        "free": [date for n, date in enumerate(dates) if n not in conflicts],
        "taken": [dates[n] | {"reason": reason} for n, reason in conflicts.items()],
    }


def _in_zones(values: dict[str, Any], rooms: RoomQuerySet) -> dict[str, Asked]:
    """The times for each zone there are rooms in. Raises ValidationError where the rule is none we follow."""
    times_given(values, None)  # refused, where it has to be, even when there is no room
    zones = rooms.order_by().values_list("location__time_zone", flat=True).distinct()
    read = {name: times_given(values, zone(name)) for name in zones}
    return {name: Asked(times, times.wanted(zone(name))) for name, times in read.items()}
